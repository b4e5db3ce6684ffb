//! Totals that only rise and have stopped: the last figure of a source, which others have left behind.
//!
//! The upper bound of such a total is valid on its own day alone, so no later figure conflicts with it, however low it is. But
//! the last figure of a source is still its figure.

mod figures;
mod finding;

use self::figures::{consecutive, exceeding, last_figures, leaping};
use super::compare::Tolerances;
use super::context::Context;
use super::kind::Check;
use super::selection;
use super::topic::{Scope, Topic};
use crate::finding::Finding;
use crate::rule::{Rule, RuleKind};

/// The last figures that others have left behind: by more than the tolerance of the rule for its lag or longer, or by more
/// than twice a day; and the figures of one source that do so.
pub(super) struct OutdatedTotals;

impl Check for OutdatedTotals {
    fn of_topic(&self, topic: &Topic<'_>, rules: &[&Rule], context: &Context<'_>) -> Vec<Finding> {
        let valid = topic.definition.rising().and_then(|days| i32::try_from(days).ok());
        let Some(valid) = valid else { return Vec::new() };
        let totals = topic.scopes.keys().filter(|scope| scope.period.is_none());
        let found = totals.filter_map(|&scope| {
            let rule = selection::of_scope(RuleKind::OutdatedTotal, topic, scope, context)?;
            Some(of_scope(
                topic,
                scope,
                rule,
                valid.saturating_add(lag(topic, scope, rules, context)),
                context,
            ))
        });
        found.flatten().collect()
    }
}

/// By how many days two claims may miss each other and still conflict.
fn lag(topic: &Topic<'_>, scope: Scope, rules: &[&Rule], context: &Context<'_>) -> i32 {
    let covering = rules.iter().filter(|rule| selection::covers(rule, topic, scope, context));
    covering.map(|rule| Tolerances::of(rule, topic).lag).max().unwrap_or_default()
}

/// What is found in one scope. Claims up to `conflict` days apart are for the rules that compare them.
fn of_scope(
    topic: &Topic<'_>,
    scope: Scope,
    rule: &Rule,
    conflict: i32,
    context: &Context<'_>,
) -> Vec<Finding> {
    let tolerances = Tolerances::of(rule, topic);
    let apart = conflict.saturating_add(1);
    let mut figures = last_figures(topic, scope, |at| selection::applies_to(rule, topic, at, context));
    let outdated = exceeding(&figures, apart.max(tolerances.lag), &tolerances);
    let mut findings = Vec::new();
    findings.extend(finding::outdated(topic, scope, &figures, &outdated, rule, context));
    for &at in &outdated.behind {
        figures[at].leave_out();
    }
    let leaps = leaping(&figures, apart);
    findings.extend(finding::leap(topic, scope, &figures, &leaps, rule, context));
    for two in consecutive(topic, scope, |at| selection::applies_to(rule, topic, at, context)) {
        findings.extend(finding::leap(topic, scope, &two, &leaping(&two, 1), rule, context));
    }
    findings
}
