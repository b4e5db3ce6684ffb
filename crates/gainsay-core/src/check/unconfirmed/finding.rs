//! The finding for what one side asserts and another does not confirm.

use super::open::{Open, open};
use crate::check::conflict::pairs::PAIR_LIMIT;
use crate::check::context::Context;
use crate::check::kind::Check;
use crate::check::selection;
use crate::check::topic::{Scope, Topic};
use crate::check::wording::{blank, fingerprint, in_place, labels, pair_of, values, words};
use crate::finding::{Finding, FindingKind, Strength};
use crate::rule::{Rule, RuleKind};

/// The finding for what one side asserts and another does not confirm.
fn of_scope(topic: &Topic<'_>, scope: Scope, open: &Open, rule: &Rule, context: &Context<'_>) -> Finding {
    let mut asserted: Vec<usize> = open.pairs.iter().map(|pair| pair.0).collect();
    let mut silent: Vec<usize> = open.pairs.iter().map(|pair| pair.1).collect();
    for side in [&mut asserted, &mut silent] {
        side.sort_unstable();
        side.dedup();
    }
    let names = |side: &[usize]| {
        let sources = words::sources(side.iter().map(|&at| topic.claims[at].claim), context);
        (words::source_list(&sources, "and"), sources.len())
    };
    let ((who, voices), (not, many)) = (names(&asserted), names(&silent));
    let does = if many == 1 { "does" } else { "do" };
    let claims = asserted.iter().chain(&silent).map(|&at| topic.claims[at].claim);
    let message = if let Some(template) = &rule.message {
        let values = values(topic, &[asserted[0], silent[0]], context);
        words::message(template, topic, scope, claims, &values, context)
    } else {
        let (attribute, place) = (words::attribute(topic, context), in_place(scope, context));
        let claim = if voices == 1 { "claims" } else { "claim" };
        format!("{not} {does} not confirm what {who} {claim} about {attribute}{place}")
    };
    Finding {
        kind: FindingKind::Unconfirmed,
        message,
        help: rule.help.clone(),
        pairs: open.pairs.iter().map(|&(a, b)| pair_of(topic, [a, b], Strength::Weak)).collect(),
        pairs_total: open.total,
        fingerprint: fingerprint(topic, &rule.id.value, asserted.iter().chain(&silent).copied(), context),
        labels: labels(topic, &[&asserted, &silent], usize::MAX, context),
        ..blank(topic, scope, rule, Strength::Strong, context)
    }
}

/// What one side asserts and another does not confirm, where a rule compares that.
pub(crate) struct Unconfirmed;

impl Check for Unconfirmed {
    fn of_topic(&self, topic: &Topic<'_>, rules: &[&Rule], context: &Context<'_>) -> Vec<Finding> {
        let parts = topic.parts();
        let compared = |scope| rules.iter().any(|rule| selection::covers(rule, topic, scope, context));
        let found = topic.scopes.keys().filter(|scope| compared(**scope)).filter_map(|&scope| {
            let rule = selection::of_scope(RuleKind::Unconfirmed, topic, scope, context)?;
            let open = open(topic, scope, &parts, PAIR_LIMIT);
            (!open.pairs.is_empty()).then(|| of_scope(topic, scope, &open, rule, context))
        });
        found.collect()
    }
}
