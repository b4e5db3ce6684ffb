//! Counts within periods held against the totals that they add to.

use std::collections::HashMap;

use indexmap::IndexMap;
use rust_decimal::Decimal;

use super::totals::{Around, Totals, own};
use crate::check::compare::Tolerances;
use crate::check::context::Context;
use crate::check::selection;
use crate::check::sum::{hull, is_rounded, minus, zero};
use crate::check::topic::{Scope, Topic};
use crate::check::wording::of_sets;
use crate::finding::{Finding, Strength};
use crate::rule::{RelationOf, Rule};
use crate::value::{Allowed, Ranges};

/// Counts within periods, and the totals that they add to.
pub(super) struct Increase<'a, 'r> {
    pub figures: &'a Topic<'r>,
    pub totals: &'a Topic<'r>,
    /// Whose totals the counts of a source are held against.
    pub of: RelationOf,
    pub rule: &'a Rule,
    pub context: &'a Context<'r>,
}

impl Increase<'_, '_> {
    /// What is found about the counts of these scopes, each with that of the totals.
    pub(super) fn findings(&self, scopes: &[(Scope, Scope)]) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut totals: HashMap<Scope, Totals> = HashMap::new();
        let mut open: IndexMap<Scope, Vec<usize>> = IndexMap::new();
        for &(scope, whole) in scopes {
            let totals = totals.entry(whole).or_insert_with(|| {
                let applies = |at| selection::applies_to(self.rule, self.totals, at, self.context);
                Totals::new(self.totals, whole, applies)
            });
            let open = open.entry(Scope { period: None, ..scope }).or_default();
            findings.extend(self.of_period(scope, totals, open));
        }
        findings.extend(open.into_iter().filter_map(|(whole, open)| self.not_compared(whole, &open)));
        findings
    }

    /// What is found about the figures of the period of `scope`. Those that are held against totals further around alone are added
    /// to `open`.
    fn of_period(&self, scope: Scope, totals: &Totals, open: &mut Vec<usize>) -> Vec<Finding> {
        let Some(period) = scope.period else { return Vec::new() };
        let figures = self.figures.scopes.get(&scope).into_iter().flatten().copied();
        let counted = figures.filter(|&at| {
            own(self.figures, at) && selection::applies_to(self.rule, self.figures, at, self.context)
        });
        let others =
            if self.of == RelationOf::Any { self.furthest(totals.exact(period)) } else { Vec::new() };
        let mut found = Vec::new();
        for at in counted {
            let own = totals.around(self.figures.claims[at].claim.source.value, period);
            let held =
                own.iter().chain(&others).filter_map(|around| Some((around, self.strength(at, around)?)));
            // Of equally sure ones the totals of its own source, which come first.
            match held.reduce(|known, next| if next.1 > known.1 { next } else { known }) {
                Some((around, strength)) => found.push(self.finding(scope, at, around, strength)),
                None if others.is_empty() => {
                    open.extend(own.filter(|own| own.before.is_some() && !own.exact).map(|_| at));
                }
                None => {}
            }
        }
        found
    }

    /// Of the totals of several sources those whose difference is the least and the greatest, and the same of those that may be strong
    /// evidence: a count that fits these fits all.
    fn furthest(&self, all: impl Iterator<Item = Around>) -> Vec<Around> {
        let all: Vec<(Allowed, Around)> = all.map(|around| (self.difference(&around), around)).collect();
        let mut furthest = Vec::new();
        for sure in [false, true] {
            let able = || all.iter().filter(move |(_, around)| !sure || self.may_be_strong(around));
            let ranges: fn(&Allowed) -> &Ranges = if sure { |all| &all.doubled } else { |all| &all.plain };
            let least = able().filter_map(|(difference, around)| Some((ranges(difference).high()?, around)));
            furthest.extend(least.min_by_key(|(most, _)| *most).map(|(_, around)| *around));
            let greatest =
                able().filter_map(|(difference, around)| Some((ranges(difference).low()?, around)));
            furthest.extend(greatest.max_by_key(|(least, _)| *least).map(|(_, around)| *around));
        }
        furthest
    }

    /// How surely a figure does not fit, if it does not.
    fn strength(&self, at: usize, around: &Around) -> Option<Strength> {
        let tolerances = Tolerances::of(self.rule, self.totals);
        let claim = &self.figures.claims[at];
        let (figure, difference) = (hull(&claim.allowed), self.difference(around));
        let below = || around.exact.then(|| tolerances.above(&difference, &figure)).flatten();
        let strength = tolerances.above(&figure, &difference).or_else(below)?;
        if around.between.is_some_and(|between| self.is_since(at, between, around.after)) {
            return None;
        }
        let doubtful = selection::doubtful(self.rule, claim, self.context);
        let sure = !doubtful && !is_rounded(&claim.allowed) && self.may_be_strong(around);
        Some(if sure { strength } else { Strength::Weak })
    }

    /// Whether a figure is what was added between two totals.
    fn is_since(&self, at: usize, before: usize, after: usize) -> bool {
        let tolerances = Tolerances::of(self.rule, self.totals);
        let since = self.difference(&Around { before: Some(before), after, exact: true, between: None });
        let figure = hull(&self.figures.claims[at].allowed);
        tolerances.above(&figure, &since).is_none() && tolerances.above(&since, &figure).is_none()
    }

    /// How many times as large the figure is as the difference of the totals, or the other way round.
    pub(super) fn ratio(&self, at: usize, around: &Around) -> Option<Decimal> {
        of_sets(&self.figures.claims[at].allowed.plain, &self.difference(around).plain)
    }

    /// By how much the total rises.
    pub(super) fn difference(&self, around: &Around) -> Allowed {
        let of = |at: usize| hull(&self.totals.claims[at].allowed);
        minus(&of(around.after), &around.before.map_or_else(zero, of))
    }

    fn may_be_strong(&self, around: &Around) -> bool {
        let sure = |at: usize| {
            let claim = &self.totals.claims[at];
            !is_rounded(&claim.allowed) && !selection::doubtful(self.rule, claim, self.context)
        };
        around.between.is_none() && around.claims().all(sure)
    }
}
