//! Figures that their own source takes back, and who repeated them up to then.

use std::collections::{BTreeMap, VecDeque};

use super::claim::TopicClaim;
use super::superseded::chains;
use super::validity::Time;
use crate::claim::Stance;
use crate::maps::HashMap;

/// A source that takes back what it said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Retraction {
    /// What it said, as an index into the claims of the topic.
    pub before: usize,
    /// The later claim that corrects or denies it.
    pub after: usize,
}

/// How many earlier claims of its source a denial is held against.
const EARLIER: usize = 64;

/// What the sources among `members` take back: by a correction of what they said last, or by denying what they said. Whoever denies a
/// status of another day does not take back that of then, while a figure that is denied is the one that was given; `figures` tells
/// whether the values are such.
pub(crate) fn retractions(claims: &[TopicClaim<'_>], members: &[usize], figures: bool) -> Vec<Retraction> {
    let corrects = |at: usize| claims[at].claim.correction;
    let denies = |at: usize| claims[at].claim.stance == Stance::Denies;
    if !members.iter().any(|&at| corrects(at) || denies(at)) {
        return Vec::new();
    }
    let mut retractions = Vec::new();
    for chain in chains(claims, members) {
        let mut earlier: VecDeque<usize> = VecDeque::new();
        for after in chain {
            let apart = |before: usize| {
                let (one, other) = (&claims[before], &claims[after]);
                let of_a_day = |(one, other): (Time, Time)| one.when.first == other.when.first;
                let times = one.time.zip(other.time).filter(|(one, other)| !one.together(other));
                times.is_some_and(|times| corrects(after) || figures || of_a_day(times))
                    && !one.allowed.plain.meets(&other.allowed.plain)
            };
            let mut said = earlier.iter().rev().copied().take(if corrects(after) { 1 } else { EARLIER });
            let before = said.find(|&before| (corrects(after) || denies(after)) && apart(before));
            retractions.extend(before.map(|before| Retraction { before, after }));
            if claims[after].claim.stance == Stance::Asserts {
                earlier.push_back(after);
                if earlier.len() > EARLIER {
                    earlier.pop_front();
                }
            }
        }
    }
    retractions
}

/// The claims among `members` that rest on a figure which its source has taken back, each with the claim that took it back: the one that
/// gave it, and those of others that repeat it up to then.
pub(crate) fn taken_back(
    claims: &[TopicClaim<'_>],
    members: &[usize],
    retractions: &[Retraction],
) -> HashMap<usize, usize> {
    let mut found = HashMap::default();
    if retractions.is_empty() {
        return found;
    }
    let figure = |at: usize| {
        let set = claims[at].allowed.unhedged();
        (set.low(), set.high())
    };
    let said = |at: usize| claims[at].time.map(|time| time.said.unwrap_or(time.when).starts());
    let mut by_figure: BTreeMap<_, Vec<(i64, usize)>> = BTreeMap::new();
    for &at in members.iter().filter(|&&at| claims[at].claim.stance == Stance::Asserts) {
        by_figure.entry(figure(at)).or_default().extend(said(at).map(|said| (said, at)));
    }
    for claims in by_figure.values_mut() {
        claims.sort_unstable();
    }
    for &Retraction { before, after } in retractions {
        let (Some(from), Some(to)) = (said(before), said(after)) else { continue };
        let repeated = by_figure.get(&figure(before)).map(Vec::as_slice).unwrap_or_default();
        let first = repeated.partition_point(|&(said, _)| said < from);
        for &(_, at) in repeated[first..].iter().take_while(|&&(said, _)| said <= to) {
            found.entry(at).or_insert(after);
        }
    }
    found
}
