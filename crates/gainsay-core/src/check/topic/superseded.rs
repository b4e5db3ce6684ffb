//! What the later claims of a source leave of its earlier ones.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use foldhash::fast::RandomState;
use indexmap::IndexMap;

use super::claim::TopicClaim;
use super::key::{CitedSource, cited_source};
use super::validity::{Bound, Bounds, Limits, Time};
use crate::value::Point;

/// The claims of each source among `members` that follow each other in time, in the order in which they do.
///
/// A claim passed on for somebody else does not speak for the one who passes it on, so it follows only claims
/// passed on for the same one.
pub(crate) fn chains(claims: &[TopicClaim<'_>], members: &[usize]) -> Vec<Vec<usize>> {
    let mut chains: IndexMap<CitedSource, Vec<(Time, usize)>, RandomState> = IndexMap::default();
    for &at in members {
        let claim = claims[at].claim;
        if let (Some(time), false) = (claims[at].time, claims[at].unconfirmed) {
            chains.entry(cited_source(claim)).or_default().push((time, at));
        }
    }
    let sorted = chains.into_values().map(|mut chain| {
        chain.sort_by(|a, b| a.0.order(&b.0));
        chain.into_iter().map(|(_, at)| at).collect()
    });
    sorted.collect()
}

/// What the later claims of each source leave of its earlier ones among `members`.
pub(crate) fn superseded(claims: &[TopicClaim<'_>], members: &[usize]) -> Vec<(usize, Limits)> {
    let mut limits = Vec::new();
    for chain in chains(claims, members).into_iter().filter(|chain| chain.len() > 1) {
        let mut chain = dated(claims, &chain);
        supersede(&mut chain);
        limits.extend(chain.iter().map(|claim| (claim.at, claim.bounds.limits())));
    }
    limits
}

/// The claims of a chain with their times and bounds.
pub(crate) fn dated(claims: &[TopicClaim<'_>], chain: &[usize]) -> Vec<DatedClaim> {
    let dated = |&at: &usize| {
        let claim = &claims[at];
        Some(DatedClaim { at, time: claim.time?, bounds: claim.bounds() })
    };
    chain.iter().filter_map(dated).collect()
}

/// A claim among those of one source about one topic.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DatedClaim {
    /// Its index into the claims of the topic.
    pub at: usize,
    /// Its time.
    pub time: Time,
    /// Its bounds.
    pub bounds: Bounds,
}

/// Ends the validity of the bounds of one source about one topic where the source speaks again.
///
/// `claims` are in [`Time::order`]. A later claim supersedes a bound of an earlier one where it allows what that bound
/// forbade. Where it still implies the bound (a toll that has risen since was at least as high as before), the bound
/// stays valid: the source has not taken it back.
pub(crate) fn supersede(claims: &mut [DatedClaim]) {
    supersede_side(claims, |bounds| &mut bounds.lower, |new, old| new < old);
    supersede_side(claims, |bounds| &mut bounds.upper, |new, old| new > old);
    // As a whole a claim is valid until its source speaks again, whatever it says then.
    let mut next: Option<DatedClaim> = None;
    for at in (0..claims.len()).rev() {
        if let Some(next) = next {
            claims[at].bounds.whole.end(next.time.when.first, next.at);
        }
        if at > 0 && !claims[at - 1].time.together(&claims[at].time) {
            next = Some(claims[at]);
        }
    }
}

/// Ends the bounds picked by `of` at the first later claim whose own bound is `looser` or open. Linear: the bounds
/// still valid are kept on a stack, the tightest on top, and each leaves it once.
fn supersede_side(
    claims: &mut [DatedClaim],
    of: fn(&mut Bounds) -> &mut Option<Bound>,
    looser: fn(Point, Point) -> bool,
) {
    let mut valid: Vec<usize> = Vec::new();
    let mut next = 0;
    while next < claims.len() {
        let together =
            claims[next..].windows(2).take_while(|pair| pair[0].time.together(&pair[1].time)).count();
        let group = next..next + 1 + together;
        for at in group.clone() {
            let now = claims[at];
            let new = of(&mut claims[at].bounds).map(|bound| bound.at);
            while let Some(&last) = valid.last()
                && let Some(bound) = of(&mut claims[last].bounds)
                && new.is_none_or(|new| looser(new, bound.at))
            {
                bound.valid.end(now.time.when.first, now.at);
                valid.pop();
            }
        }
        let mut fresh: Vec<(Point, usize)> =
            group.clone().filter_map(|at| Some((of(&mut claims[at].bounds).as_ref()?.at, at))).collect();
        fresh.sort_by(|&(a, _), &(b, _)| looser(b, a).cmp(&looser(a, b)));
        valid.extend(fresh.into_iter().map(|(_, at)| at));
        next = group.end;
    }
}

/// Ends what a source said of a part where it later says less of the whole around it, and what it said of the whole
/// where it later says more of a part.
///
/// Both are in [`Time::order`]. Every bound is taken up once and given up at most once, so this is as fast as sorting.
pub(crate) fn supersede_across(parts: &mut [DatedClaim], wholes: &mut [DatedClaim]) {
    let of_parts = parts.iter().enumerate().map(|(at, claim)| (claim.time, true, at));
    let of_wholes = wholes.iter().enumerate().map(|(at, claim)| (claim.time, false, at));
    let mut order: Vec<(Time, bool, usize)> = of_parts.chain(of_wholes).collect();
    order.sort_by(|a, b| a.0.order(&b.0));
    // The lower bounds of parts that are still valid, highest on top; the upper bounds of wholes, lowest on top.
    let mut lowers: BinaryHeap<(Point, usize)> = BinaryHeap::new();
    let mut uppers: BinaryHeap<Reverse<(Point, usize)>> = BinaryHeap::new();
    for (time, part, at) in order {
        if part {
            let Some(lower) = parts[at].bounds.lower else { continue };
            for Reverse((upper, whole)) in take(&mut uppers, |Reverse((upper, _))| *upper < lower.at) {
                if wholes[whole].time.together(&time) {
                    uppers.push(Reverse((upper, whole)));
                } else if let Some(bound) = &mut wholes[whole].bounds.upper {
                    bound.valid.end(time.when.first, parts[at].at);
                }
            }
            lowers.push((lower.at, at));
        } else {
            let Some(upper) = wholes[at].bounds.upper else { continue };
            for (lower, part) in take(&mut lowers, |(lower, _)| *lower > upper.at) {
                if parts[part].time.together(&time) {
                    lowers.push((lower, part));
                } else if let Some(bound) = &mut parts[part].bounds.lower {
                    bound.valid.end(time.when.first, wholes[at].at);
                }
            }
            uppers.push(Reverse((upper.at, at)));
        }
    }
}

/// Takes from the top of the heap what is `beyond`.
fn take<T: Ord>(heap: &mut BinaryHeap<T>, beyond: impl Fn(&T) -> bool) -> Vec<T> {
    let mut taken = Vec::new();
    while heap.peek().is_some_and(&beyond) {
        taken.extend(heap.pop());
    }
    taken
}
