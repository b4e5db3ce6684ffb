//! Conflicts: the pairs of a topic that cannot both be true, gathered into disputes.

pub(super) mod dispute;
mod fenwick;
mod finding;
pub(super) mod pairs;
pub(super) mod sweep;

use super::compare::Tolerances;
use super::context::Context;
use super::kind::Check;
use super::selection;
use super::topic::Topic;
use crate::finding::{Finding, Strength};
use crate::rule::{Rule, Task};

/// The disputes of each topic. Two claims that an earlier rule applies to both are not for a later one.
pub(super) struct Conflicts;

impl Check for Conflicts {
    fn of_topic(&self, topic: &Topic<'_>, rules: &[&Rule], context: &Context<'_>) -> Vec<Finding> {
        let mut found = pairs::all(topic, rules, context);
        let mut findings = Vec::new();
        for &rule in rules {
            let (mut of_rule, rest): (Vec<_>, Vec<_>) =
                found.into_iter().partition(|conflicts| std::ptr::eq(conflicts.rule, rule));
            found = rest;
            if !rule.weak_reliability.is_empty() {
                let doubtful = |at: usize| selection::doubtful(rule, topic.claims[at].claim, context);
                let pairs = of_rule.iter_mut().flat_map(|conflicts| &mut conflicts.pairs);
                for (_, strength) in pairs.filter(|((a, b), _)| doubtful(*a) || doubtful(*b)) {
                    *strength = Strength::Weak;
                }
            }
            for dispute in dispute::gather(topic, context, of_rule) {
                let sides = dispute::positions(topic, &dispute);
                findings.push(finding::conflict(topic, &dispute, &sides, rule, context));
            }
        }
        findings
    }

    fn example_attribute(&self, rule: &Rule) -> Option<String> {
        let Task::Compare(patterns) = &rule.task else { return None };
        patterns.first().map(|pattern| pattern.text.value.replace(['*', '?'], "example"))
    }
}

/// The pairs of `topic` that conflict though they have no day in common on which they would be compared: the lag alone brings
/// them together.
pub(super) fn across(topic: &Topic<'_>, rules: &[&Rule], context: &Context<'_>) -> Vec<(usize, usize)> {
    if rules.iter().all(|rule| Tolerances::of(rule, topic).lag == 0) {
        return Vec::new();
    }
    pairs::all(topic, rules, context).into_iter().flat_map(|conflicts| conflicts.across).collect()
}
