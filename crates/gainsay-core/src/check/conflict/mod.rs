//! Conflicts: the pairs of a topic that cannot both be true, gathered into disputes.

pub mod dispute;
mod fenwick;
mod finding;
pub mod pairs;
pub mod sweep;

use self::pairs::Hearing;
use super::compare::Measure;
use super::context::Context;
use super::selection;
use super::topic::Topic;
use crate::finding::Finding;
use crate::rule::Rule;

/// The disputes of a topic under each of its `rules`. Two claims that an earlier rule hears both are not for a later one.
pub fn findings(topic: &Topic<'_>, rules: &[&Rule], context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut before: Vec<(&Rule, Option<Vec<bool>>)> = Vec::new();
    for &rule in rules {
        let heard = selection::heard(rule, topic, context);
        let hearing = Hearing { topic, measure: Measure::of(rule, topic), heard: heard.clone() };
        let covers = |rule: &Rule, scope| selection::covers(rule, topic, scope, context);
        let earlier = |scope| before.iter().any(|(rule, heard)| heard.is_none() && covers(rule, scope));
        let mut found = pairs::all(&hearing, |scope| covers(rule, scope) && !earlier(scope));
        for clashes in &mut found {
            let told: Vec<&Vec<bool>> = before
                .iter()
                .filter(|(rule, _)| covers(rule, clashes.scope))
                .filter_map(|(_, heard)| heard.as_ref())
                .collect();
            clashes.leave_out(|a, b| told.iter().any(|heard| heard[a] && heard[b]));
            let doubtful = |at: usize| selection::doubtful(rule, topic.boxes[at].claim, context);
            if !rule.weak_reliability.is_empty() {
                clashes.weaken(|a, b| doubtful(a) || doubtful(b));
            }
        }
        found.retain(|clashes| !clashes.pairs.is_empty());
        for dispute in dispute::gather(topic, context, found) {
            let stands = dispute::positions(topic, &dispute);
            findings.push(finding::conflict(topic, &dispute, &stands, rule, context));
        }
        before.push((rule, heard));
    }
    findings
}
