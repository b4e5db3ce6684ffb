//! One side asserts, the other only does not confirm: worth telling, no contradiction.

use crate::check::conflict::sweep;
use crate::check::conflict::sweep::Standing;
use crate::check::topic::Topic;
use crate::check::topic::claim::ClaimBox;
use crate::check::topic::key::Scope;
use crate::check::topic::validity::Time;
use crate::claim::Stance;
use crate::value::Point;
use std::collections::HashMap;

/// What is asserted and who does not confirm it.
#[derive(Debug, PartialEq, Eq)]
pub struct Open {
    /// Asserted claim and unconfirmed claim, as indices into the boxes of the topic.
    pub pairs: Vec<(usize, usize)>,
    /// How many pairs there are.
    pub total: u64,
}

/// The claims about `scope` that a source does not confirm, with those that other sources assert of it, or of a
/// part of it, on a day on which they stand. `parts` tells the parts of every whole.
pub fn open(topic: &Topic<'_>, scope: Scope, parts: &HashMap<Scope, Vec<Scope>>, limit: usize) -> Open {
    let silent = members(topic, scope).filter(|&at| topic.boxes[at].claim.stance == Stance::Unconfirmed);
    let unsaid: Vec<(usize, Standing)> = silent.filter_map(|at| Some((at, day(topic, at)?))).collect();
    if unsaid.is_empty() {
        return Open { pairs: Vec::new(), total: 0 };
    }
    let parts = parts.get(&scope).into_iter().flatten().copied().chain([scope]);
    let asserting = |claim: &ClaimBox<'_>| claim.speaks() && claim.claim.stance == Stance::Asserts;
    let asserted: Vec<(usize, Standing)> = parts
        .flat_map(|part| members(topic, part))
        .filter(|&at| asserting(&topic.boxes[at]))
        .map(|at| (at, asserted_on(topic, at)))
        .collect();
    let ends = |ends: &[(usize, Standing)]| ends.iter().map(|end| end.1).collect::<Vec<_>>();
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
fn day(topic: &Topic<'_>, at: usize) -> Option<Standing> {
    let Time { when, .. } = topic.boxes[at].time?;
    let owner = owner(topic, at);
    Some(Standing { at: Point::from(0), from: when.first, to: when.last, owner })
}

/// The days on which an asserted claim stands, above everything on the axis.
fn asserted_on(topic: &Topic<'_>, at: usize) -> Standing {
    let ends = topic.boxes[at].ends();
    let (from, to) =
        ends.low.or(ends.high).map_or((ends.whole.from, ends.whole.to), |end| (end.from, end.to));
    Standing { at: Point::from(1), from, to, owner: owner(topic, at) }
}

/// A number for the source; sources of one run have different ones.
fn owner(topic: &Topic<'_>, at: usize) -> u32 {
    topic.boxes[at].claim.source.value.number()
}
