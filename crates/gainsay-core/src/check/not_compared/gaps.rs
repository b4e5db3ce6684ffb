//! What could not be compared, and why: told, never guessed and never dropped.

use crate::check::compare::Measure;
use crate::check::compare::pair::cross_either;
use crate::check::conflict::pairs::either_way;
use crate::check::conflict::sweep;
use crate::check::conflict::sweep::Standing;
use crate::check::topic::Topic;
use crate::check::topic::key::Scope;
use crate::value::Point;
use indexmap::IndexMap;
use std::collections::{BTreeMap, BTreeSet};

/// What is missing for a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
pub struct Gap {
    /// What they lack.
    pub missing: Missing,
    /// The claims that lack it, as indices into the boxes of the topic.
    pub lacking: Vec<usize>,
    /// The claims that have it and may conflict with one of those.
    pub against: Vec<usize>,
}

/// Looks for what could not be compared in a topic.
///
/// Two claims of different sources that are otherwise of one scope are not settled where what would say whether they
/// conflict is not there: without a place or a date, where they have no value in common on a common day, or on any day
/// where a date is missing; without a unit that converts, where they stand on a common day.
#[derive(Debug)]
pub struct Gaps<'t, 'r> {
    topic: &'t Topic<'r>,
    measure: Measure,
    /// The unit that most numbers are in.
    usual: Option<u16>,
}

impl<'t, 'r> Gaps<'t, 'r> {
    /// The gaps of `topic`, by what a rule grants there.
    #[must_use]
    pub fn new(topic: &'t Topic<'r>, measure: &Measure) -> Self {
        let mut by_unit: BTreeMap<u16, usize> = BTreeMap::new();
        for claim in topic.boxes.iter().filter(|claim| claim.speaks()) {
            *by_unit.entry(claim.scope.unit).or_default() += 1;
        }
        let usual = by_unit.into_iter().max_by_key(|&(unit, claims)| (claims, std::cmp::Reverse(unit)));
        Self { topic, measure: Measure { grace: 0, ..*measure }, usual: usual.map(|(unit, _)| unit) }
    }

    /// What is granted, without grace: what is not settled is not stretched.
    #[must_use]
    pub fn measure(&self) -> &Measure {
        &self.measure
    }

    /// All gaps, one at the most for each thing that may be missing.
    #[must_use]
    pub fn all(&self) -> Vec<Gap> {
        Missing::ALL.into_iter().filter_map(|missing| self.gap(missing)).collect()
    }

    /// What is missing for two claims to be compared, where that leaves it open whether they conflict.
    #[must_use]
    pub fn between(&self, a: usize, b: usize) -> Option<Missing> {
        let (one, other) = (&self.topic.boxes[a], &self.topic.boxes[b]);
        if !one.speaks() || !other.speaks() || one.claim.source.value == other.claim.source.value {
            return None;
        }
        let unsettled = |missing| match missing {
            Missing::Place | Missing::Date => {
                cross_either(&one.ends(), &other.ends(), &self.measure).is_some()
            }
            Missing::Unit => {
                let (one, other) = (one.basis().whole(), other.basis().whole());
                one.from.max(other.from) <= one.to.min(other.to)
            }
        };
        Missing::ALL.into_iter().find(|&missing| {
            missing.apart_from(one.scope) == missing.apart_from(other.scope)
                && self.has(missing, a) != self.has(missing, b)
                && unsettled(missing)
        })
    }

    /// Whether a claim has what others lack.
    fn has(&self, missing: Missing, at: usize) -> bool {
        let scope = self.topic.boxes[at].scope;
        match missing {
            Missing::Place => scope.place.is_some(),
            Missing::Date => self.topic.in_time(at),
            Missing::Unit => Some(scope.unit) == self.usual,
        }
    }

    /// The gap between the claims that have something and those that do not.
    fn gap(&self, missing: Missing) -> Option<Gap> {
        let mut groups: IndexMap<Scope, (Vec<usize>, Vec<usize>)> = IndexMap::new();
        for at in (0..self.topic.boxes.len()).filter(|&at| self.topic.boxes[at].speaks()) {
            let scope = missing.apart_from(self.topic.boxes[at].scope);
            let (having, lacking) = groups.entry(scope).or_default();
            if self.has(missing, at) { having.push(at) } else { lacking.push(at) }
        }
        groups.retain(|_, (having, lacking)| !having.is_empty() && !lacking.is_empty());
        let unsettled = groups.values().flat_map(|(having, lacking)| match missing {
            Missing::Place | Missing::Date => either_way(self.topic, lacking, having, &self.measure).members,
            Missing::Unit => self.together(lacking, having),
        });
        let unsettled: BTreeSet<usize> = unsettled.collect();
        let (against, lacking): (Vec<usize>, Vec<usize>) =
            unsettled.into_iter().partition(|&at| self.has(missing, at));
        (!lacking.is_empty()).then_some(Gap { missing, lacking, against })
    }

    /// The claims of either side that stand on a common day with one of the other side, of another source.
    fn together(&self, left: &[usize], right: &[usize]) -> Vec<usize> {
        let stand = |side: &[usize], value: u8| {
            let standing = side.iter().map(|&at| {
                let claim = &self.topic.boxes[at];
                let (whole, owner) = (claim.basis().whole(), claim.claim.source.value.number());
                Standing { at: Point::from(value), from: whole.from, to: whole.to, owner }
            });
            standing.collect::<Vec<_>>()
        };
        let count = sweep::count(&stand(left, 1), &stand(right, 0));
        let counted = left.iter().zip(&count.lows).chain(right.iter().zip(&count.highs));
        counted.filter(|&(_, &count)| count > 0).map(|(&at, _)| at).collect()
    }
}
