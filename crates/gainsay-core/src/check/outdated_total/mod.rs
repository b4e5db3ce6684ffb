//! Totals that only rise and have stopped: the last figure of a source, which others have left behind.
//!
//! The upper bound of such a total is valid on its own day alone, so no later figure conflicts with it, however low it is. But
//! the last figure of a source is still its figure.

mod figures;
mod finding;

use self::figures::{Behind, Figure, consecutive, exceeding, into_parts, last_figures, leaping};
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
        if topic.definition.rising().is_none() {
            return Vec::new();
        }
        let mut parts = topic.parts();
        let totals = topic.scopes.keys().filter(|scope| scope.period.is_none());
        let found = totals.filter_map(|&scope| {
            let mut parts = parts.swap_remove(&scope).unwrap_or_default();
            parts.retain(|part| part.period.is_none());
            Some(Totals::of(topic, scope, rules, context)?.findings(&parts))
        });
        found.flatten().collect()
    }
}

/// Pairs of claims, as indices into those of `topic`: the last total of a source in one of `parts`, and that of another source about `whole`
/// which would leave it behind if both were about the same place. Only claims that `counts` lets through are looked at.
pub(super) fn left_behind_if_same(
    topic: &Topic<'_>,
    (whole, parts): (Scope, &[Scope]),
    rules: &[&Rule],
    counts: impl Fn(usize) -> bool,
    context: &Context<'_>,
) -> Vec<(usize, usize)> {
    let Some(totals) = Totals::of(topic, whole, rules, context) else { return Vec::new() };
    let last = |scope| last_figures(topic, scope, &[], |at| counts(at) && totals.applies(at));
    let of_parts = parts.iter().flat_map(|&part| last(part));
    let figures: Vec<Figure> = of_parts.chain(last(whole).into_iter().map(Figure::left_out)).collect();
    let pairs = totals.exceeding(&figures).pairs.into_iter();
    pairs.map(|(behind, beyond)| (figures[behind].at, figures[beyond].at)).collect()
}

/// Totals about one scope, and by which rule and after how many days one leaves another behind.
struct Totals<'t, 'r> {
    topic: &'t Topic<'r>,
    scope: Scope,
    rule: &'r Rule,
    /// Claims fewer days apart are for the rules that compare them.
    apart: i32,
    /// After how many days a figure that others exceed is out of date.
    outdated_after: i32,
    /// What the rule tolerates.
    tolerances: Tolerances,
    context: &'t Context<'r>,
}

impl<'t, 'r> Totals<'t, 'r> {
    /// Nothing where the totals do not only rise, or no rule asks which are left behind.
    fn of(topic: &'t Topic<'r>, scope: Scope, rules: &[&Rule], context: &'t Context<'r>) -> Option<Self> {
        let valid = i32::try_from(topic.definition.rising()?).ok()?;
        let rule = selection::of_scope(RuleKind::OutdatedTotal, topic, scope, context)?;
        let covering = rules.iter().filter(|rule| selection::covers(rule, topic, scope, context));
        // By how many days two claims may miss each other and still conflict.
        let lag = covering.map(|rule| Tolerances::of(rule, topic).lag).max().unwrap_or_default();
        let apart = valid.saturating_add(lag).saturating_add(1);
        let tolerances = Tolerances::of(rule, topic);
        let outdated_after = apart.max(tolerances.lag);
        Some(Self { topic, scope, rule, apart, outdated_after, tolerances, context })
    }

    fn applies(&self, at: usize) -> bool {
        selection::applies_to(self.rule, self.topic, at, self.context)
    }

    /// Which of `figures` others have exceeded for long.
    fn exceeding(&self, figures: &[Figure]) -> Behind {
        exceeding(figures, self.outdated_after, &self.tolerances)
    }

    /// What is found, where `parts` are totals of parts: one of these that exceeds a total of the whole leaves that behind too.
    fn findings(&self, parts: &[Scope]) -> Vec<Finding> {
        let Self { topic, scope, rule, context, .. } = *self;
        let applies = |at| self.applies(at);
        let mut figures = last_figures(topic, scope, parts, applies);
        let of_parts = parts.iter().flat_map(|&part| last_figures(topic, part, &[], applies));
        figures.extend(of_parts.map(Figure::left_out));
        let outdated = self.exceeding(&figures);
        let mut findings = Vec::new();
        findings.extend(finding::outdated(topic, scope, &figures, &outdated, rule, context));
        // What is out of date is reported above, whether by a leap or not.
        let leaps = leaping(&figures, self.apart, Some(self.outdated_after));
        findings.extend(finding::leap(topic, scope, &figures, &leaps, rule, context));
        let own =
            consecutive(topic, scope, applies).into_iter().chain(into_parts(topic, scope, parts, applies));
        for two in own {
            findings.extend(finding::leap(topic, scope, &two, &leaping(&two, 1, None), rule, context));
        }
        findings
    }
}
