//! The finding for a source that turns against its own words.

use std::collections::HashMap;

use super::turns::{OfWhole, Turn, denies_its_own, of_parts, turns};
use crate::check::compare::Tolerances;
use crate::check::context::Context;
use crate::check::kind::Check;
use crate::check::parallel::each;
use crate::check::selection;
use crate::check::topic::{Scope, Topic};
use crate::check::wording::{
    advice, blank, fingerprint, in_place, label, pair_of, quoted, ratio, value_span, words,
};
use crate::claim::Claim;
use crate::finding::{Finding, FindingKind, Role, Strength};
use crate::rule::{Rule, RuleKind};
use gainsay_yaml::Editor;
use gainsay_yaml::text::Fix;

/// The finding for a source that turns against its own words.
fn of_turn(topic: &Topic<'_>, turn: Turn, rule: &Rule, context: &Context<'_>) -> Finding {
    let (before, after) = (&topic.claims[turn.before], &topic.claims[turn.after]);
    let (from, to) = (quoted(topic, turn.before, context), quoted(topic, turn.after, context));
    let (does, values, help) = match turn.kind {
        FindingKind::SelfContradiction => (
            "contradicts itself on",
            format!("{from} or {to}"),
            Some(if before.scope == after.scope {
                "both claims are for the same time and have no value in common; if one replaces the other, write when each was `published`, and `correction: true` in the later one; if one is somebody else's figure, name them under `cites`".to_owned()
            } else if topic.definition.timeless() {
                "a part cannot exceed the whole around it, whatever the dates; if the source says that it corrects itself, write `correction: true` in the later claim".to_owned()
            } else {
                "both claims are for the same time, and a part cannot be more than the whole".to_owned()
            }),
        ),
        FindingKind::Regression if denies_its_own(topic, turn.before, turn.after) => (
            "denies its own statement on",
            format!("{from}, then {to}"),
            Some("if the source says that it corrects itself, write `correction: true` in the later claim; else look up what it denies".to_owned()),
        ),
        FindingKind::Regression if before.scope != after.scope => (
            "contradicts its earlier statement on",
            format!("{from}, then {to}{}", in_place(after.scope, context)),
            Some("the whole cannot be less than a part of it; if the source says that it corrects itself, write `correction: true` in the later claim".to_owned()),
        ),
        FindingKind::Regression => (
            "contradicts its earlier statement on",
            format!("{from}, then {to}"),
            Some("if the source says that it corrects itself, write `correction: true` in the later claim".to_owned()),
        ),
        _ => ("revises", format!("{from}, then {to}"), advice(topic, rule, context)),
    };
    let own = rule.message.as_deref().filter(|_| turn.kind == FindingKind::Revision);
    let template = own.map_or_else(
        || format!("{{sources}} {does} {{attribute}}[ in {{place}}]: {{values}}"),
        str::to_owned,
    );
    let claims = [before.claim, after.claim].into_iter();
    let reported = turn.kind != FindingKind::Revision;
    let weak = turn.kind == FindingKind::Regression || topic.is_as_written();
    let strength = if weak { Strength::Weak } else { turn.strength };
    Finding {
        kind: turn.kind,
        strength: reported.then_some(strength),
        message: words::message(&template, topic, before.scope, claims, &values, context),
        help,
        ratio: ratio(topic, before, &topic.claims[turn.after]),
        pairs: vec![pair_of(topic, [turn.before, turn.after], strength)],
        pairs_total: 1,
        fingerprint: fingerprint(topic, &rule.id.value, [turn.before, turn.after].into_iter(), context),
        labels: [turn.before, turn.after].map(|at| label(topic, at, Role::Primary, context)).to_vec(),
        fixes: match turn.kind {
            FindingKind::Regression => correction(after.claim, context).into_iter().collect(),
            _ => Vec::new(),
        },
        ..blank(topic, before.scope, rule, strength, context)
    }
}

/// The fix that says in `claim` that it corrects what its source said before.
fn correction(claim: &Claim, context: &Context<'_>) -> Option<Fix> {
    const KEY: &str = "correction";
    let editor = Editor::of(context.files, claim.span);
    if editor.slice(claim.span)?.contains(KEY) {
        return None;
    }
    // Any of them may be said in the report instead.
    let own = [value_span(claim), claim.attribute.span, claim.source.span, claim.id.span];
    let edit = own.into_iter().find_map(|beside| editor.add_beside(claim.span, beside, KEY, "true"))?;
    Some(Fix::suggested("add `correction: true`", vec![edit]))
}

/// What each source does to its own words, as far as a rule compares them.
pub(crate) struct Revisions;

impl Check for Revisions {
    fn of_topic(&self, topic: &Topic<'_>, rules: &[&Rule], context: &Context<'_>) -> Vec<Finding> {
        let scopes: Vec<Scope> = topic.scopes.keys().copied().collect();
        let wholes: Wholes =
            topic.parts().into_keys().map(|whole| (whole, OfWhole::new(topic, whole))).collect();
        let of_each = each(&scopes, |&scope| {
            let main = rules.iter().find(|rule| selection::covers(rule, topic, scope, context));
            main.map(|main| of_scope(topic, scope, main, &wholes, context)).unwrap_or_default()
        });
        let written =
            topic.as_written.iter().flat_map(|written| self.of_topic(&written.topic, rules, context));
        of_each.into_iter().flatten().chain(written).collect()
    }
}

/// What sources say of each whole.
type Wholes = HashMap<Scope, OfWhole>;

fn of_scope(
    topic: &Topic<'_>,
    scope: Scope,
    main: &Rule,
    wholes: &Wholes,
    context: &Context<'_>,
) -> Vec<Finding> {
    let tolerances = Tolerances::of(main, topic);
    let wholes = topic.around(scope).iter().filter_map(|whole| Some((*whole, wholes.get(whole)?)));
    let across = wholes.flat_map(|(whole, said)| of_parts(topic, (scope, whole), said, &tolerances));
    let turns = turns(topic, scope, &tolerances).into_iter().chain(across);
    let found = turns.filter_map(|turn| {
        let rule = match turn.kind {
            FindingKind::Revision => selection::of_scope(RuleKind::Revisions, topic, scope, context)?,
            _ => main,
        };
        Some(of_turn(topic, turn, rule, context))
    });
    found.collect()
}
