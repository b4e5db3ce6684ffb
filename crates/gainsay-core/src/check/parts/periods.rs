//! Counts of a source over periods that follow each other, against its count over all of them.
//!
//! From each day on there may be several periods that begin then: the one counts from which the others go on the longest, of equal
//! ones the shortest. So from each day there is one way on, and whether it leads to the end of a longer period, and what it adds up to
//! on the way, is known without walking it.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use rust_decimal::Decimal;

use super::period_finding::Sequence;
use crate::check::compare::Tolerances;
use crate::check::context::Context;
use crate::check::selection;
use crate::check::topic::{Scope, Topic};
use crate::date::Day;
use crate::finding::Finding;
use crate::rule::{Rule, RuleKind};
use gainsay_yaml::text::Name;

/// What is found among the counts over periods in the places and parts of a topic.
pub(super) fn of_topic(topic: &Topic<'_>, context: &Context<'_>) -> Vec<Finding> {
    let mut wholes: IndexMap<Scope, Vec<Scope>> = IndexMap::new();
    for &scope in topic.scopes.keys().filter(|scope| scope.period.is_some()) {
        wholes.entry(Scope { period: None, ..scope }).or_default().push(scope);
    }
    let of_whole = |(whole, periods): (Scope, Vec<Scope>)| {
        let rule = selection::of_scope(RuleKind::Parts, topic, whole, context)?;
        Some(of_periods(topic, &periods, rule, context))
    };
    wholes.into_iter().filter_map(of_whole).flatten().collect()
}

/// The last count of a source over each period, by its first and its last day.
type Counts = BTreeMap<(Day, Day), usize>;

fn of_periods(topic: &Topic<'_>, scopes: &[Scope], rule: &Rule, context: &Context<'_>) -> Vec<Finding> {
    let mut sources: IndexMap<Name, Counts> = IndexMap::new();
    for scope in scopes {
        let Some(period) = scope.period else { continue };
        // The claims of a topic are in the order in which they were said.
        for &at in topic.scopes.get(scope).into_iter().flatten() {
            let claim = &topic.claims[at];
            if claim.speaks() && claim.is_own() && selection::applies_to(rule, topic, at, context) {
                sources.entry(claim.claim.source.value).or_default().insert(period, at);
            }
        }
    }
    let tolerances = Tolerances::of(rule, topic);
    let of_source = |counts: Counts| {
        let ways = Ways::new(topic, &counts);
        let found = counts.iter().filter_map(|(&period, &whole)| {
            let (from, to) = ways.between(period)?;
            let apart = ways.sum(from, to).is_none_or(|sum| sum.may_miss(topic, whole, &tolerances));
            let parts = || ways.claims(from, to);
            apart.then(|| Sequence { topic, whole, parts: parts(), rule, context }.finding(&tolerances))?
        });
        found.collect::<Vec<_>>()
    };
    sources.into_values().flat_map(of_source).collect()
}

/// Where the counts of a source lead from each day on which one begins.
struct Ways {
    days: Vec<Day>,
    claims: Vec<usize>,
    /// The day on which each goes on.
    next: Vec<Day>,
    /// The places of the days that are reached in one step, in two, in four and so on; the number of days where there is none.
    steps: Vec<Vec<usize>>,
    /// What the counts from each day to the last one add up to.
    sums: Vec<Option<Added>>,
}

/// The bounds of counts added up, and how many of those are open.
#[derive(Clone, Copy, Default)]
struct Added {
    low: Decimal,
    high: Decimal,
    open: [u32; 2],
}

impl Added {
    fn of(topic: &Topic<'_>, at: usize) -> Self {
        let allowed = &topic.claims[at].allowed.plain;
        let [low, high] = [allowed.low(), allowed.high()].map(|point| point.map(|point| point.at));
        let open = [u32::from(low.is_none()), u32::from(high.is_none())];
        Self { low: low.unwrap_or_default(), high: high.unwrap_or_default(), open }
    }

    fn plus(self, other: Self) -> Option<Self> {
        let open = [self.open[0] + other.open[0], self.open[1] + other.open[1]];
        Some(Self { low: self.low.checked_add(other.low)?, high: self.high.checked_add(other.high)?, open })
    }

    fn minus(self, other: Self) -> Option<Self> {
        let open = [self.open[0] - other.open[0], self.open[1] - other.open[1]];
        Some(Self { low: self.low.checked_sub(other.low)?, high: self.high.checked_sub(other.high)?, open })
    }

    /// Whether it lies beyond a claim on either side.
    fn may_miss(self, topic: &Topic<'_>, whole: usize, tolerances: &Tolerances) -> bool {
        let whole = Self::of(topic, whole);
        let above = |one: Self, other: Self| {
            one.open[0] == 0
                && other.open[1] == 0
                && tolerances.lowered(crate::value::Point::at(one.low), 1).at > other.high
        };
        above(self, whole) || above(whole, self)
    }
}

impl Ways {
    fn new(topic: &Topic<'_>, counts: &Counts) -> Self {
        // For each day the period that leads furthest, with where it leads.
        let mut best: BTreeMap<Day, (Day, Day, usize)> = BTreeMap::new();
        for (&(first, last), &at) in counts.iter().rev() {
            let next = last.plus(1);
            let far = best.get(&next).map_or(next, |(far, ..)| *far);
            // Longer periods come first, so that of equal ones the shortest is kept.
            if best.get(&first).is_none_or(|(known, ..)| far >= *known) {
                best.insert(first, (far, next, at));
            }
        }
        let days: Vec<Day> = best.keys().copied().collect();
        let next: Vec<Day> = best.values().map(|(_, next, _)| *next).collect();
        let claims: Vec<usize> = best.values().map(|(.., at)| *at).collect();
        let none = days.len();
        let step: Vec<usize> = next.iter().map(|day| days.binary_search(day).unwrap_or(none)).collect();
        let mut sums: Vec<Option<Added>> = vec![Some(Added::default()); none + 1];
        for at in (0..none).rev() {
            let own = Added::of(topic, claims[at]);
            sums[at] = sums[step[at]].and_then(|rest| rest.plus(own));
        }
        let mut steps = vec![step];
        while let Some(last) = steps.last().filter(|last| last.iter().any(|&at| at < none)) {
            let twice = last.iter().map(|&at| last.get(at).copied().unwrap_or(none)).collect();
            steps.push(twice);
        }
        Self { days, claims, next, steps, sums }
    }

    /// The places of the days from which and to which the counts within a period go, where several make it up: the second is that of
    /// the last one.
    fn between(&self, (first, last): (Day, Day)) -> Option<(usize, usize)> {
        let from = self.days.binary_search(&first).ok()?;
        let mut at = from;
        for steps in self.steps.iter().rev() {
            let further = steps[at];
            if self.days.get(further).is_some_and(|day| *day <= last) {
                at = further;
            }
        }
        (at != from && self.next[at] == last.plus(1)).then_some((from, at))
    }

    /// What the counts from one day to another add up to; nothing where that is too large for a number.
    fn sum(&self, from: usize, to: usize) -> Option<Added> {
        let after = self.steps[0][to];
        self.sums[from]?.minus(self.sums[after]?)
    }

    /// The counts from one day to another.
    fn claims(&self, from: usize, to: usize) -> Vec<usize> {
        let on = |&at: &usize| (at != to).then(|| self.steps[0][at]);
        std::iter::successors(Some(from), on).map(|at| self.claims[at]).collect()
    }
}
