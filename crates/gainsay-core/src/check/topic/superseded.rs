//! What the later claims of a source leave of its earlier ones.

use super::validity::Ender;
use crate::value::Point;
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use foldhash::fast::RandomState;
use indexmap::IndexMap;

use super::claim::ClaimBox;
use super::key::{Voice, voice};
use super::validity::{End, Ends, Limits, Time};
use crate::claim::Stance;

/// The claims of each source among `members` that follow each other in time, in the order in which they do.
///
/// A claim passed on for somebody else does not speak for the one who passes it on, so it follows only claims
/// passed on for the same one.
#[must_use]
pub fn chains(boxes: &[ClaimBox<'_>], members: &[usize]) -> Vec<Vec<usize>> {
    let mut chains: IndexMap<Voice, Vec<(Time, usize)>, RandomState> = IndexMap::default();
    for &at in members {
        let claim = boxes[at].claim;
        if let (Some(time), false) = (boxes[at].time, claim.stance == Stance::Unconfirmed) {
            chains.entry(voice(claim)).or_default().push((time, at));
        }
    }
    let sorted = chains.into_values().map(|mut chain| {
        chain.sort_by(|a, b| a.0.order(&b.0));
        chain.into_iter().map(|(_, at)| at).collect()
    });
    sorted.collect()
}

/// What the later claims of each source leave of its earlier ones among `members`.
pub fn superseded(boxes: &[ClaimBox<'_>], members: &[usize]) -> Vec<(usize, Limits)> {
    let mut limits = Vec::new();
    for chain in chains(boxes, members).into_iter().filter(|chain| chain.len() > 1) {
        let mut spoken = spoken(boxes, &chain);
        supersede(&mut spoken);
        limits.extend(spoken.iter().map(|claim| (claim.at, claim.ends.limits())));
    }
    limits
}

/// The claims of a chain with their times and ends.
pub fn spoken(boxes: &[ClaimBox<'_>], chain: &[usize]) -> Vec<Spoken> {
    let spoken = chain.iter().map(|&at| (at, &boxes[at]));
    spoken.filter_map(|(at, claim)| Some(Spoken { at, time: claim.time?, ends: claim.ends() })).collect()
}

/// A claim among those of one source about one thing.
#[derive(Debug, Clone, Copy)]
pub struct Spoken {
    /// Its index into the boxes of the topic.
    pub at: usize,
    /// Its time.
    pub time: Time,
    /// Its ends.
    pub ends: Ends,
}

/// Ends the ends of claims of one source about one thing where the source speaks again.
///
/// `claims` are in [`Time::order`]. A later claim ends an end of an earlier one where it allows what that end
/// forbade. Where it still implies the end (a toll that has risen since was at least as high as before), the end
/// stands on: the source has not taken it back.
pub fn supersede(claims: &mut [Spoken]) {
    end(claims, |ends| (&mut ends.low, &mut ends.enders.low), |new, old| new < old);
    end(claims, |ends| (&mut ends.high, &mut ends.enders.high), |new, old| new > old);
    // As a whole a claim stands until its source speaks again, whatever it says then.
    let mut next: Option<Spoken> = None;
    for at in (0..claims.len()).rev() {
        if let Some(next) = next {
            let ends = &mut claims[at].ends;
            ends.whole.limit = next.time.when.first.plus(-1);
            ends.whole.to = ends.whole.to.min(ends.whole.limit);
            ends.enders.whole = Ender::by(next.at);
        }
        if at > 0 && !claims[at - 1].time.together(&claims[at].time) {
            next = Some(claims[at]);
        }
    }
}

/// One end of a claim, and who ended it.
type Side = fn(&mut Ends) -> (&mut Option<End>, &mut Ender);

/// Ends the ends picked by `of` at the first later claim whose own end is `looser` or open. Linear: the ends
/// still standing are kept on a stack, the tightest on top, and each leaves it once.
fn end(claims: &mut [Spoken], of: Side, looser: fn(Point, Point) -> bool) {
    let mut standing: Vec<usize> = Vec::new();
    let mut next = 0;
    while next < claims.len() {
        let together =
            claims[next..].windows(2).take_while(|pair| pair[0].time.together(&pair[1].time)).count();
        let group = next..next + 1 + together;
        for at in group.clone() {
            let now = claims[at];
            let new = of(&mut claims[at].ends).0.map(|end| end.at);
            while let Some(&last) = standing.last()
                && let (Some(end), ender) = of(&mut claims[last].ends)
                && new.is_none_or(|new| looser(new, end.at))
            {
                end.stop(&now, ender);
                standing.pop();
            }
        }
        let mut fresh: Vec<usize> =
            group.clone().filter(|&at| of(&mut claims[at].ends).0.is_some()).collect();
        fresh.sort_by(|&a, &b| {
            let mut at = |claim: usize| of(&mut claims[claim].ends).0.map(|end| end.at);
            let (a, b) = (at(a), at(b));
            match (a, b) {
                (Some(a), Some(b)) if looser(a, b) => Ordering::Less,
                (Some(a), Some(b)) if looser(b, a) => Ordering::Greater,
                _ => Ordering::Equal,
            }
        });
        standing.extend(fresh);
        next = group.end;
    }
}

/// Ends what a source said of a part where it later says less of the whole around it, and what it said of the whole
/// where it later says more of a part.
///
/// Both are in [`Time::order`]. Every end is taken up once and given up at most once, so this is as fast as sorting.
pub fn supersede_across(parts: &mut [Spoken], wholes: &mut [Spoken]) {
    let mut order: Vec<(bool, usize)> = (0..parts.len()).map(|at| (true, at)).collect();
    order.extend((0..wholes.len()).map(|at| (false, at)));
    let time = |(part, at): (bool, usize), parts: &[Spoken], wholes: &[Spoken]| {
        if part { parts[at].time } else { wholes[at].time }
    };
    order.sort_by(|&a, &b| time(a, parts, wholes).order(&time(b, parts, wholes)));
    // The lows of parts that still stand, highest on top; the highs of wholes, lowest on top.
    let mut lows: BinaryHeap<(Point, usize)> = BinaryHeap::new();
    let mut highs: BinaryHeap<Reverse<(Point, usize)>> = BinaryHeap::new();
    for (part, at) in order {
        if part {
            let (now, Some(low)) = (parts[at], parts[at].ends.low) else { continue };
            for Reverse((high, whole)) in take(&mut highs, |Reverse((high, _))| *high < low.at) {
                if wholes[whole].time.together(&now.time) {
                    highs.push(Reverse((high, whole)));
                } else {
                    let Ends { high, enders, .. } = &mut wholes[whole].ends;
                    if let Some(end) = high {
                        end.stop(&now, &mut enders.high);
                    }
                }
            }
            lows.push((low.at, at));
        } else {
            let (now, Some(high)) = (wholes[at], wholes[at].ends.high) else { continue };
            for (low, part) in take(&mut lows, |(low, _)| *low > high.at) {
                if parts[part].time.together(&now.time) {
                    lows.push((low, part));
                } else {
                    let Ends { low, enders, .. } = &mut parts[part].ends;
                    if let Some(end) = low {
                        end.stop(&now, &mut enders.low);
                    }
                }
            }
            highs.push(Reverse((high.at, at)));
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

impl End {
    /// Ends it on the day before its source speaks again in `by`; notes that claim where none ended it earlier.
    fn stop(&mut self, by: &Spoken, ender: &mut Ender) {
        let limit = by.time.when.first.plus(-1);
        if limit < self.limit {
            (self.limit, *ender) = (limit, Ender::by(by.at));
        }
        self.to = self.to.min(self.limit);
    }
}
