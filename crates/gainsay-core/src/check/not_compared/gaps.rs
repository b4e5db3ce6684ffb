//! What could not be compared, and why: reported, never guessed and never dropped.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
#[cfg(feature = "serde")]
use serde::Serialize;

use crate::check::compare::Tolerances;
use crate::check::compare::pair::cross_either;
use crate::check::conflict::pairs::either_way;
use crate::check::conflict::sweep::{self, SweptBound};
use crate::check::topic::{Scope, Topic, TopicClaim};
use crate::value::Point;

/// What is missing for a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(Serialize), serde(rename_all = "kebab-case"))]
pub enum Missing {
    /// Some claims name a place and others none.
    Place,
    /// Some claims bear a date and others none.
    Date,
    /// The numbers of some claims are in a unit that does not convert into that of others.
    Unit,
}

impl Missing {
    const ALL: [Self; 3] = [Self::Place, Self::Date, Self::Unit];

    /// The scope of a claim, apart from what may be missing.
    fn apart_from(self, scope: Scope) -> Scope {
        match self {
            Self::Place => Scope { place: None, ..scope },
            Self::Date => scope,
            Self::Unit => Scope { unit: 0, ..scope },
        }
    }
}

/// Claims that lack something, with the claims that they would conflict with if they did not.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Gap {
    /// What they lack.
    pub missing: Missing,
    /// The claims that lack it, as indices into the claims of the topic.
    pub lacking: Vec<usize>,
    /// The claims that have it and may conflict with one of those.
    pub against: Vec<usize>,
}

/// Looks for what could not be compared in a topic.
///
/// Two claims of different sources that are otherwise of one scope are not settled where what would say whether they
/// conflict is not there: without a place or a date, where they have no value in common on a common day, or on any day
/// where a date is missing; without a unit that converts, where they are valid on a common day.
#[derive(Debug)]
pub(crate) struct Gaps<'t, 'r> {
    topic: &'t Topic<'r>,
    tolerances: Tolerances,
    /// The unit that most numbers are in.
    usual: Option<u16>,
}

impl<'t, 'r> Gaps<'t, 'r> {
    /// The gaps of `topic`, by what a rule tolerates there.
    pub(crate) fn new(topic: &'t Topic<'r>, tolerances: &Tolerances) -> Self {
        let mut by_unit: BTreeMap<u16, usize> = BTreeMap::new();
        for claim in topic.claims.iter().filter(|claim| claim.speaks()) {
            *by_unit.entry(claim.scope.unit).or_default() += 1;
        }
        let usual = by_unit.into_iter().max_by_key(|&(unit, claims)| (claims, std::cmp::Reverse(unit)));
        Self { topic, tolerances: tolerances.without_lag(), usual: usual.map(|(unit, _)| unit) }
    }

    /// What is tolerated, without lag: what is not settled is not stretched.
    pub(crate) fn tolerances(&self) -> &Tolerances {
        &self.tolerances
    }

    /// All gaps, one at the most for each thing that may be missing.
    pub(crate) fn all(&self) -> Vec<Gap> {
        Missing::ALL.into_iter().filter_map(|missing| self.gap(missing)).collect()
    }

    /// What is missing for two claims to be compared, where that leaves it open whether they conflict.
    pub(crate) fn between(&self, a: usize, b: usize) -> Option<Missing> {
        let (one, other) = (&self.topic.claims[a], &self.topic.claims[b]);
        if !one.speaks() || !other.speaks() || one.claim.source.value == other.claim.source.value {
            return None;
        }
        let unsettled = |missing| match missing {
            Missing::Place | Missing::Date => {
                cross_either(&one.bounds(), &other.bounds(), &self.tolerances).is_some()
            }
            Missing::Unit => one.basis().whole().meets(&other.basis().whole(), 0),
        };
        Missing::ALL.into_iter().find(|&missing| {
            missing.apart_from(one.scope) == missing.apart_from(other.scope)
                && self.has(missing, a) != self.has(missing, b)
                && unsettled(missing)
        })
    }

    /// Whether a claim has what others lack.
    fn has(&self, missing: Missing, at: usize) -> bool {
        let scope = self.topic.claims[at].scope;
        match missing {
            Missing::Place => scope.place.is_some(),
            Missing::Date => self.topic.in_time(at),
            Missing::Unit => Some(scope.unit) == self.usual,
        }
    }

    /// The gap between the claims that have something and those that do not.
    fn gap(&self, missing: Missing) -> Option<Gap> {
        let mut groups: IndexMap<Scope, (Vec<usize>, Vec<usize>)> = IndexMap::new();
        for at in (0..self.topic.claims.len()).filter(|&at| self.topic.claims[at].speaks()) {
            let scope = missing.apart_from(self.topic.claims[at].scope);
            let (having, lacking) = groups.entry(scope).or_default();
            if self.has(missing, at) { having.push(at) } else { lacking.push(at) }
        }
        groups.retain(|_, (having, lacking)| !having.is_empty() && !lacking.is_empty());
        let unsettled = groups.values().flat_map(|(having, lacking)| match missing {
            Missing::Place | Missing::Date => {
                either_way(self.topic, lacking, having, &self.tolerances).members
            }
            Missing::Unit => self.together(lacking, having),
        });
        let unsettled: BTreeSet<usize> = unsettled.collect();
        let (against, lacking): (Vec<usize>, Vec<usize>) =
            unsettled.into_iter().partition(|&at| self.has(missing, at));
        (!lacking.is_empty()).then_some(Gap { missing, lacking, against })
    }

    /// The claims of either side that are valid on a common day with one of the other side, of another source.
    fn together(&self, left: &[usize], right: &[usize]) -> Vec<usize> {
        let swept = |side: &[usize], value: u8| -> Vec<SweptBound> {
            let claims = side.iter().map(|&at| &self.topic.claims[at]);
            let whole = |claim: &TopicClaim<'_>| claim.basis().whole();
            claims.map(|claim| SweptBound::new(Point::from(value), &whole(claim), 0, claim.claim)).collect()
        };
        let [left_counts, right_counts] = sweep::count(&swept(left, 1), &swept(right, 0)).sides;
        let counted = left.iter().zip(left_counts).chain(right.iter().zip(right_counts));
        counted.filter(|&(_, count)| count > 0).map(|(&at, _)| at).collect()
    }
}
