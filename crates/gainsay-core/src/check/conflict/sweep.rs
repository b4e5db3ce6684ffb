//! Finding the bounds that cross: a lower bound above an upper bound on a common day.
//!
//! Days are swept once. Bounds are active from the first day on which they are valid to the last; when one starts, it
//! crosses the active bounds of the other side that lie on its wrong side. So every crossing is met exactly once, at the
//! later of the two starts, and none is looked at in vain, nor those of its own source.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

use super::fenwick::Fenwick;
use super::owners::ActiveOwners;
use crate::check::topic::Window;
use crate::claim::Claim;
use crate::date::Day;
use crate::maps::IndexMap;
use crate::value::Point;

/// A bound of a claim and the days on which it is valid.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SweptBound {
    /// Where the bound lies on the axis.
    pub at: Point,
    /// The first day on which it is valid.
    pub from: Day,
    /// The last day on which it is valid.
    pub to: Day,
    /// Whose it is: any number; bounds of the same owner never cross.
    pub owner: u32,
}

impl SweptBound {
    /// A bound of `claim` at `at` that is `valid` so long, and for `lag` days longer. What is of a moment may meet others of the day after.
    pub(crate) fn new(at: Point, valid: &Window, lag: i32, claim: &Claim) -> Self {
        Self { at, from: valid.from, to: valid.looked_at_until(lag), owner: claim.source.value.number() }
    }
}

/// The lower and the upper bounds.
type BoundSides<'s> = [&'s [SweptBound]; 2];
const LOWER: usize = 0;
const UPPER: usize = 1;

/// How many crossings there are.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Count {
    /// The crossings in all.
    pub total: u64,
    /// For each lower bound, how many upper bounds it crosses, and the other way round.
    pub sides: [Vec<u64>; 2],
}

/// The bounds in the order in which they start, with the rank of each on the axis.
struct Plan {
    /// The side of each, and its index there.
    starts: Vec<(usize, usize)>,
    ranks: [Vec<usize>; 2],
    /// How many ranks there are.
    len: usize,
}

impl Plan {
    fn new(sides: BoundSides<'_>) -> Self {
        let mut values: Vec<Point> = sides.iter().copied().flatten().map(|bound| bound.at).collect();
        values.sort_unstable();
        values.dedup();
        let rank = |bound: &SweptBound| values.partition_point(|&value| value < bound.at);
        let mut starts: Vec<(usize, usize)> = Vec::new();
        for side in [LOWER, UPPER] {
            let valid = sides[side].iter().enumerate().filter(|(_, bound)| bound.from <= bound.to);
            starts.extend(valid.map(|(at, _)| (side, at)));
        }
        starts.sort_by_key(|&(side, at)| (sides[side][at].from, side, at));
        Self { starts, ranks: sides.map(|bounds| bounds.iter().map(rank).collect()), len: values.len() }
    }
}

/// The bounds that one of the other side lies beyond, whatever the days, behind the numbers of these. Most claims agree with all others,
/// so nothing has to be swept for them.
fn doubtful([lowers, uppers]: BoundSides<'_>) -> [(Vec<usize>, Vec<SweptBound>); 2] {
    let valid = |bound: &&SweptBound| bound.from <= bound.to;
    let highest = lowers.iter().filter(valid).map(|bound| bound.at).max();
    let lowest = uppers.iter().filter(valid).map(|bound| bound.at).min();
    let Some((highest, lowest)) = highest.zip(lowest).filter(|(highest, lowest)| highest > lowest) else {
        return Default::default();
    };
    let lowers = lowers.iter().enumerate().filter(|(_, bound)| valid(bound) && bound.at > lowest);
    let uppers = uppers.iter().enumerate().filter(|(_, bound)| valid(bound) && bound.at < highest);
    let copied = |(at, bound): (usize, &SweptBound)| (at, *bound);
    [lowers.map(copied).unzip(), uppers.map(copied).unzip()]
}

/// Up to `limit` crossings of a lower bound with an upper bound of another owner, as (lower, upper) indices, in the order
/// of the day on which they begin to hold.
pub(crate) fn crossings(lowers: &[SweptBound], uppers: &[SweptBound], limit: usize) -> Vec<(usize, usize)> {
    let [(lower_of, lowers), (upper_of, uppers)] = doubtful([lowers, uppers]);
    if lowers.is_empty() {
        return Vec::new();
    }
    let mut found = crossings_of([&lowers, &uppers], limit);
    for pair in &mut found {
        *pair = (lower_of[pair.0], upper_of[pair.1]);
    }
    found
}

fn crossings_of(sides: BoundSides<'_>, limit: usize) -> Vec<(usize, usize)> {
    let plan = Plan::new(sides);
    let mut found = Vec::new();
    // The bounds of each side by their ranks, and the place of each among those.
    let rows = plan.ranks.each_ref().map(|ranks| {
        let mut row: Vec<usize> = (0..ranks.len()).collect();
        row.sort_by_key(|&at| ranks[at]);
        row
    });
    let places = rows.each_ref().map(|row| {
        let mut places = vec![0; row.len()];
        row.iter().enumerate().for_each(|(place, &at)| places[at] = place);
        places
    });
    let mut active = sides.map(|bounds| ActiveOwners::new(bounds.len()));
    let mut closing: BinaryHeap<Reverse<(Day, usize, usize)>> = BinaryHeap::new();
    for &(side, at) in &plan.starts {
        let bound = sides[side][at];
        while let Some(&Reverse((day, side, gone))) = closing.peek()
            && day < bound.from
        {
            closing.pop();
            active[side].close(places[side][gone]);
        }
        closing.push(Reverse((bound.to, side, at)));
        active[side].open(places[side][at], bound.owner);
        let (rank, other, row) = (plan.ranks[side][at], 1 - side, &rows[1 - side]);
        let below = |rank: usize| row.partition_point(|&at| plan.ranks[other][at] < rank);
        let crossed = if side == LOWER { 0..below(rank) } else { below(rank + 1)..row.len() };
        let next = |from: usize| active[other].next_of_others(from, crossed.end, bound.owner);
        for place in std::iter::successors(next(crossed.start), |place| next(place + 1)) {
            found.push(if side == LOWER { (at, row[place]) } else { (row[place], at) });
            if found.len() >= limit {
                return found;
            }
        }
    }
    found
}

/// Counts the crossings of lower bounds with upper bounds of other owners, without listing them.
pub(crate) fn count(lowers: &[SweptBound], uppers: &[SweptBound]) -> Count {
    let mut all = Count { total: 0, sides: [vec![0; lowers.len()], vec![0; uppers.len()]] };
    let [(lower_of, lowers), (upper_of, uppers)] = doubtful([lowers, uppers]);
    if lowers.is_empty() {
        return all;
    }
    let counted = count_of([&lowers, &uppers]);
    all.total = counted.total;
    for (side, of) in [lower_of, upper_of].iter().enumerate() {
        for (&at, &count) in of.iter().zip(&counted.sides[side]) {
            all.sides[side][at] = count;
        }
    }
    all
}

fn count_of(sides: BoundSides<'_>) -> Count {
    let mut all = count_all(sides);
    let mut owned: IndexMap<u32, [Vec<usize>; 2]> = IndexMap::default();
    for (side, bounds) in sides.iter().enumerate() {
        for (at, bound) in bounds.iter().enumerate() {
            owned.entry(bound.owner).or_default()[side].push(at);
        }
    }
    for own in owned.values().filter(|own| own.iter().all(|side| !side.is_empty())) {
        let [lowers, uppers] =
            [LOWER, UPPER].map(|side| own[side].iter().map(|&at| sides[side][at]).collect::<Vec<_>>());
        let counted = count_all([&lowers, &uppers]);
        all.total -= counted.total;
        for side in [LOWER, UPPER] {
            for (&at, count) in own[side].iter().zip(&counted.sides[side]) {
                all.sides[side][at] -= count;
            }
        }
    }
    all
}

/// The active bounds of one side: how many lie in a range of ranks, and how often each was crossed since it started.
struct Active<'p> {
    ranks: &'p [usize],
    present: Fenwick,
    crossed: Fenwick,
    /// How often each had been crossed when it started, had it been there all the time.
    before: Vec<i64>,
    counts: Vec<u64>,
}

impl<'p> Active<'p> {
    fn new(ranks: &'p [usize], len: usize) -> Self {
        let (before, counts) = (vec![0; ranks.len()], vec![0; ranks.len()]);
        Self { ranks, present: Fenwick::new(len), crossed: Fenwick::new(len), before, counts }
    }

    /// Counts the active bounds with these ranks and marks them as crossed once more.
    fn cross(&mut self, ranks: Range<usize>) -> u64 {
        self.crossed.add(ranks.start, 1);
        self.crossed.add(ranks.end, -1);
        (self.present.sum(ranks.end) - self.present.sum(ranks.start)).unsigned_abs()
    }

    /// How often a bound like that `at` has been crossed so far, had it been there all the time.
    fn times(&self, at: usize) -> i64 {
        self.crossed.sum(self.ranks[at] + 1)
    }

    fn open(&mut self, at: usize, crossed: u64) {
        self.present.add(self.ranks[at], 1);
        self.before[at] = self.times(at);
        self.counts[at] += crossed;
    }

    fn close(&mut self, at: usize) {
        self.present.add(self.ranks[at], -1);
        self.counts[at] += (self.times(at) - self.before[at]).unsigned_abs();
    }
}

fn count_all(sides: BoundSides<'_>) -> Count {
    let plan = Plan::new(sides);
    let mut active = plan.ranks.each_ref().map(|ranks| Active::new(ranks, plan.len));
    let mut total = 0;
    let mut closing: BinaryHeap<Reverse<(Day, usize, usize)>> = BinaryHeap::new();
    for &(side, at) in &plan.starts {
        let (bound, rank) = (sides[side][at], plan.ranks[side][at]);
        while let Some(&Reverse((day, side, gone))) = closing.peek()
            && day < bound.from
        {
            closing.pop();
            active[side].close(gone);
        }
        closing.push(Reverse((bound.to, side, at)));
        let crossed = active[1 - side].cross(if side == LOWER { 0..rank } else { rank + 1..plan.len });
        active[side].open(at, crossed);
        total += crossed;
    }
    while let Some(Reverse((_, side, at))) = closing.pop() {
        active[side].close(at);
    }
    Count { total, sides: active.map(|side| side.counts) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bounds() -> impl Strategy<Value = Vec<SweptBound>> {
        let end = (0i32..12, 0i32..15, -1i32..6, 0u32..4).prop_map(|(at, from, days, owner)| SweptBound {
            at: Point::from(at),
            from: Day(from),
            to: Day(from + days),
            owner,
        });
        proptest::collection::vec(end, 0..24)
    }

    /// The definition, pair by pair.
    fn plainly(lowers: &[SweptBound], uppers: &[SweptBound]) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for (l, low) in lowers.iter().enumerate() {
            for (h, high) in uppers.iter().enumerate() {
                let day =
                    low.from <= high.to && high.from <= low.to && low.from <= low.to && high.from <= high.to;
                if low.at > high.at && day && low.owner != high.owner {
                    found.push((l, h));
                }
            }
        }
        found
    }

    proptest! {
        #[test]
        fn every_crossing_is_found_and_counted(lowers in bounds(), uppers in bounds()) {
            let expected = plainly(&lowers, &uppers);
            let mut found = crossings(&lowers, &uppers, usize::MAX);
            found.sort_unstable();
            prop_assert_eq!(&found, &expected);
            let count = count(&lowers, &uppers);
            prop_assert_eq!(count.total, expected.len() as u64);
            for at in 0..lowers.len() {
                prop_assert_eq!(count.sides[LOWER][at], expected.iter().filter(|pair| pair.0 == at).count() as u64);
            }
            for at in 0..uppers.len() {
                prop_assert_eq!(count.sides[UPPER][at], expected.iter().filter(|pair| pair.1 == at).count() as u64);
            }
        }

        #[test]
        fn they_come_by_their_starts_and_values(lowers in bounds(), uppers in bounds()) {
            let starts = |&(l, h): &(usize, usize)| {
                let (low, high) = (&lowers[l], &uppers[h]);
                // Of those that start on one day lower bounds come first.
                if high.from >= low.from { (high.from, UPPER, h, low.at, l) } else { (low.from, LOWER, l, high.at, h) }
            };
            let mut expected = plainly(&lowers, &uppers);
            expected.sort_by_key(starts);
            prop_assert_eq!(crossings(&lowers, &uppers, usize::MAX), expected);
        }

        #[test]
        fn a_limit_only_cuts_the_list(lowers in bounds(), uppers in bounds(), limit in 1usize..5) {
            let all = crossings(&lowers, &uppers, usize::MAX);
            let some = crossings(&lowers, &uppers, limit);
            prop_assert_eq!(&some[..], &all[..all.len().min(limit)]);
        }
    }
}
