//! Conflicts: the pairs of a topic that cannot both be true, gathered into disputes.

pub(super) mod dispute;
mod fenwick;
mod finding;
pub(super) mod pairs;
pub(super) mod sweep;

use self::pairs::RuledTopic;
use super::attribution::between::between;
use super::compare::Tolerances;
use super::context::Context;
use super::kind::Check;
use super::selection;
use super::topic::Topic;
use crate::finding::Finding;
use crate::rule::{Rule, Task};

/// The disputes of each topic. Two claims that an earlier rule applies to both are not for a later one.
pub(super) struct Conflicts;

impl Check for Conflicts {
    fn of_topic(&self, topic: &Topic<'_>, rules: &[&Rule], context: &Context<'_>) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut before: Vec<(&Rule, Option<Vec<bool>>)> = Vec::new();
        for &rule in rules {
            let applicable = selection::applicable(rule, topic, context);
            let ruled =
                RuledTopic { topic, tolerances: Tolerances::of(rule, topic), applicable: applicable.clone() };
            let covers = |rule: &Rule, scope| selection::covers(rule, topic, scope, context);
            let earlier =
                |scope| before.iter().any(|(rule, applicable)| applicable.is_none() && covers(rule, scope));
            let mut found = pairs::all(&ruled, |scope| covers(rule, scope) && !earlier(scope));
            for conflicts in &mut found {
                let reported: Vec<&Vec<bool>> = before
                    .iter()
                    .filter(|(rule, _)| covers(rule, conflicts.scope))
                    .filter_map(|(_, applicable)| applicable.as_ref())
                    .collect();
                let quoted =
                    |a: usize, b: usize| between(&topic.claims[a], &topic.claims[b], context).is_some();
                conflicts.leave_out(|a, b| {
                    quoted(a, b) || reported.iter().any(|applicable| applicable[a] && applicable[b])
                });
                conflicts.weaken(|a, b| [a, b].iter().any(|&at| selection::unsure(rule, topic, at, context)));
            }
            found.retain(|conflicts| !conflicts.pairs.is_empty());
            for dispute in dispute::gather(topic, context, found) {
                let sides = dispute::positions(topic, &dispute);
                findings.push(finding::conflict(topic, &dispute, &sides, rule, context));
            }
            before.push((rule, applicable));
        }
        findings
    }
    fn example_attribute(&self, rule: &Rule) -> Option<String> {
        let Task::Compare(patterns) = &rule.task else { return None };
        patterns.first().map(|pattern| pattern.text.value.replace(['*', '?'], "example"))
    }
}
