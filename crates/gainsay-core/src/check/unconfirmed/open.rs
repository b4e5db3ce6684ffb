//! One side asserts, the other only does not confirm: worth distinctive, no contradiction.

use crate::check::conflict::sweep::{self, SweptBound};
use crate::check::topic::{Scope, Topic, TopicClaim};
use crate::claim::Stance;
use crate::date::When;
use crate::maps::IndexMap;
use crate::value::Point;

/// What is asserted and who does not confirm it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Open {
    /// Asserted claim and unconfirmed claim, as indices into the claims of the topic.
    pub pairs: Vec<(usize, usize)>,
    /// How many pairs there are.
    pub total: u64,
}

/// The claims about `scope` that a source does not confirm, with those that other sources assert of it, or of a
/// part of it, on a day on which they are valid. `parts` tells the parts of every whole.
pub(super) fn open(
    topic: &Topic<'_>,
    scope: Scope,
    parts: &IndexMap<Scope, Vec<Scope>>,
    limit: usize,
) -> Open {
    let silent = members(topic, scope).filter(|&at| topic.claims[at].claim.stance == Stance::Unconfirmed);
    let unsaid: Vec<(usize, SweptBound)> = silent.filter_map(|at| Some((at, day(topic, at)?))).collect();
    if unsaid.is_empty() {
        return Open { pairs: Vec::new(), total: 0 };
    }
    let parts = parts.get(&scope).into_iter().flatten().copied().chain([scope]);
    let asserting = |claim: &TopicClaim<'_>| claim.speaks() && claim.claim.stance == Stance::Asserts;
    let asserted: Vec<(usize, SweptBound)> = parts
        .flat_map(|part| members(topic, part))
        .filter(|&at| asserting(&topic.claims[at]))
        .map(|at| (at, asserted_on(topic, at)))
        .collect();
    let ends = |ends: &[(usize, SweptBound)]| ends.iter().map(|end| end.1).collect::<Vec<_>>();
    let (lows, highs) = (ends(&asserted), ends(&unsaid));
    let found = sweep::crossings(&lows, &highs, limit);
    let total = if found.len() < limit { found.len() as u64 } else { sweep::count(&lows, &highs).total };
    let mut pairs: Vec<(usize, usize)> =
        found.into_iter().map(|(a, u)| (asserted[a].0, unsaid[u].0)).collect();
    pairs.sort_unstable();
    Open { pairs, total }
}

fn members<'t>(topic: &'t Topic<'_>, scope: Scope) -> impl Iterator<Item = usize> + 't {
    topic.scopes.get(&scope).into_iter().flatten().copied()
}

/// The days that an unconfirmed claim speaks of, below everything on the axis.
fn day(topic: &Topic<'_>, at: usize) -> Option<SweptBound> {
    let (When { first: from, last: to, .. }, claim) = (topic.claims[at].time?.when, topic.claims[at].claim);
    Some(SweptBound { at: Point::from(0), from, to, owner: claim.source.value.number() })
}

/// The days on which an asserted claim is valid, above everything on the axis.
fn asserted_on(topic: &Topic<'_>, at: usize) -> SweptBound {
    let bounds = topic.claims[at].bounds();
    let valid = bounds.lower.or(bounds.upper).map_or(bounds.whole, |bound| bound.valid);
    SweptBound::new(Point::from(1), &valid, 0, topic.claims[at].claim)
}
