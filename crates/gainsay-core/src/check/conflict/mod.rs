//! Conflicts: the pairs of a topic that cannot both be true, gathered into disputes.

pub(super) mod dispute;
mod fenwick;
pub(super) mod finding;
mod owners;
pub(super) mod pairs;
pub(super) mod plainest;
pub(super) mod positions;
pub(super) mod sides;
pub(super) mod sweep;

use super::attribution::between::between;
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
        topic.across.get_or_init(|| by_lag(&mut found));
        let mut findings = Vec::new();
        for &rule in rules {
            let (mut of_rule, rest): (Vec<_>, Vec<_>) =
                found.into_iter().partition(|conflicts| std::ptr::eq(conflicts.rule, rule));
            found = rest;
            let quoted = |a: usize, b: usize| between(&topic.claims[a], &topic.claims[b], context).is_some();
            for conflicts in &mut of_rule {
                conflicts.pairs.retain(|&(a, b), _| !quoted(a, b));
            }
            let pairs = of_rule.iter_mut().flat_map(|conflicts| &mut conflicts.pairs);
            for (_, strength) in
                pairs.filter(|(pair, _)| selection::doubts(rule, topic, **pair, context).next().is_some())
            {
                *strength = Strength::Weak;
            }
            for dispute in dispute::gather(topic, context, of_rule) {
                let sides = positions::positions(topic, &dispute, rule);
                let sides = plainest::headed(topic, &dispute, sides);
                findings.push(finding::conflict(topic, &dispute, &sides, rule, context));
            }
        }
        let written =
            topic.as_written.iter().flat_map(|written| self.of_topic(&written.topic, rules, context));
        findings.extend(written);
        findings
    }

    fn example_attribute(&self, rule: &Rule) -> Option<String> {
        let Task::Compare(patterns) = &rule.task else { return None };
        patterns.first().map(|pattern| pattern.text.value.replace(['*', '?'], "example"))
    }
}

/// The pairs of `topic` that conflict though they have no day in common on which they would be compared: the lag alone brings
/// them together.
pub(super) fn across<'t>(
    topic: &'t Topic<'_>,
    rules: &[&Rule],
    context: &Context<'_>,
) -> &'t [(usize, usize)] {
    topic.across.get_or_init(|| {
        let lagging = rules.iter().any(|rule| Tolerances::of(rule, topic).lag > 0);
        if lagging { by_lag(&mut pairs::all(topic, rules, context)) } else { Vec::new() }
    })
}

/// Takes those pairs out of what was found.
fn by_lag(found: &mut [pairs::Conflicts<'_>]) -> Vec<(usize, usize)> {
    let mut across: Vec<(usize, usize)> =
        found.iter_mut().flat_map(|conflicts| std::mem::take(&mut conflicts.across)).collect();
    across.sort_unstable();
    across
}
