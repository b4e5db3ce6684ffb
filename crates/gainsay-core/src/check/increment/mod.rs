//! What a source counted within a period, against the difference of its own totals before and after it.
//!
//! The total of the day before the period and what was counted within it make up the total of its last day. Where a source has
//! no total of just these days, the nearest ones around the period still bound it: no more can have been counted within it
//! than between them.

mod finding;
mod totals;

use std::collections::HashMap;

use indexmap::IndexMap;

use super::context::Context;
use super::kind::Check;
use super::selection;
use super::topic::{Scope, Topic};
use crate::finding::Finding;
use crate::rule::{Rule, RuleKind};

use self::totals::Totals;

/// The figures of a period that do not fit the totals around it.
pub(super) struct Increments;

impl Check for Increments {
    fn of_topic(&self, topic: &Topic<'_>, _: &[&Rule], context: &Context<'_>) -> Vec<Finding> {
        if !topic.definition.additive || topic.definition.rising().is_none() {
            return Vec::new();
        }
        let mut findings = Vec::new();
        let mut totals: HashMap<Scope, Totals> = HashMap::new();
        let mut open: IndexMap<(Scope, &str), (&Rule, Vec<usize>)> = IndexMap::new();
        for &scope in topic.scopes.keys().filter(|scope| scope.period.is_some()) {
            let whole = Scope { period: None, ..scope };
            let Some(rule) = selection::of_scope(RuleKind::Increments, topic, whole, context) else {
                continue;
            };
            let totals = totals.entry(whole).or_insert_with(|| {
                Totals::new(topic, whole, |at| selection::applies_to(rule, topic, at, context))
            });
            let open = open.entry((whole, &rule.id.value)).or_insert_with(|| (rule, Vec::new()));
            findings.extend(finding::of_period(topic, scope, totals, &mut open.1, rule, context));
        }
        let open = open.into_iter();
        findings.extend(open.filter_map(|((whole, _), (rule, open))| {
            finding::not_compared(topic, whole, &open, rule, context)
        }));
        findings
    }
}
