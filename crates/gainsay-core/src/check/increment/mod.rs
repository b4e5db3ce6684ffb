//! What a source counted within a period, against the difference of its own totals before and after it.
//!
//! The total of the day before the period and what was counted within it make up the total of its last day. Where a source has
//! no total of just these days, the nearest ones around the period still bound it: no more can have been counted within it
//! than between them.

mod finding;
mod totals;

use super::context::Context;
use super::kind::Check;
use super::selection;
use super::topic::{Scope, Topic};
use crate::finding::Finding;
use crate::rule::{Kind, Rule, RuleKind, Validity};

use self::totals::Totals;

/// The figures of a period that do not fit the totals around it.
pub(super) struct Increments;

impl Check for Increments {
    fn of_topic(&self, topic: &Topic<'_>, _: &[&Rule], context: &Context<'_>) -> Vec<Finding> {
        if !only_rises(topic) {
            return Vec::new();
        }
        let mut findings = Vec::new();
        let periods = topic.scopes.keys().filter(|scope| scope.period.is_some());
        let mut known: Option<(Scope, Totals)> = None;
        for &scope in periods {
            let whole = Scope { period: None, ..scope };
            let Some(rule) = selection::of_scope(RuleKind::Increments, topic, whole, context) else {
                continue;
            };
            let totals = match known.take() {
                Some((of, totals)) if of == whole => totals,
                _ => Totals::new(topic, whole, |at| selection::applies_to(rule, topic, at, context)),
            };
            findings.extend(finding::of_period(topic, scope, &totals, rule, context));
            known = Some((whole, totals));
        }
        findings
    }
}

/// Whether the topic is of totals that only rise.
fn only_rises(topic: &Topic<'_>) -> bool {
    let definition = &topic.definition;
    definition.kind == Kind::Quantity
        && definition.additive
        && definition.valid_for().lower == Validity::Always
        && definition.valid_for().upper != Validity::Always
}
