//! Finding the ends that cross: a low end above a high end on a common day.
//!
//! Days are swept once. Low and high ends are active from the day they start to stand to the day they cease;
//! when one starts, it crosses the active ends of the other sort that lie on its wrong side. So every crossing
//! is met exactly once, at the later of the two starts, and none is looked at in vain.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use crate::check::conflict::fenwick::Fenwick;
use crate::date::Day;
use crate::value::Point;

/// An end of a claim and the days on which it stands.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    /// Where the end lies on the axis.
    pub at: Point,
    /// The first day on which it stands.
    pub from: Day,
    /// The last day on which it stands.
    pub to: Day,
    /// Whose it is: any number; ends of the same owner never cross.
    pub owner: u32,
}

/// How many crossings there are.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// The crossings in all.
    pub total: u64,
    /// For each low end, how many high ends it crosses.
    pub lows: Vec<u64>,
    /// For each high end, how many low ends it crosses.
    pub highs: Vec<u64>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Low,
    High,
}

/// The ends in the order in which they start, with the rank of each on the axis.
struct Plan {
    starts: Vec<(Sort, usize)>,
    low_ranks: Vec<usize>,
    high_ranks: Vec<usize>,
    ranks: usize,
}

impl Plan {
    fn new(lows: &[Standing], highs: &[Standing]) -> Self {
        let mut values: Vec<Point> = lows.iter().chain(highs).map(|end| end.at).collect();
        values.sort_unstable();
        values.dedup();
        let rank = |end: &Standing| values.partition_point(|&value| value < end.at);
        let stands = |ends: &[Standing], sort| {
            let standing = ends.iter().enumerate().filter(|(_, end)| end.from <= end.to);
            standing.map(move |(at, _)| (sort, at)).collect::<Vec<_>>()
        };
        let mut starts = stands(lows, Sort::Low);
        starts.extend(stands(highs, Sort::High));
        starts.sort_by_key(|&(sort, at)| match sort {
            Sort::Low => (lows[at].from, 0, at),
            Sort::High => (highs[at].from, 1, at),
        });
        Self {
            starts,
            low_ranks: lows.iter().map(rank).collect(),
            high_ranks: highs.iter().map(rank).collect(),
            ranks: values.len(),
        }
    }
}

/// Whether any low end lies above any high end: where all sources agree, none does, and nothing has to be swept.
fn may_cross(lows: &[Standing], highs: &[Standing]) -> bool {
    let stands = |end: &&Standing| end.from <= end.to;
    let highest_low = lows.iter().filter(stands).map(|end| end.at).max();
    let lowest_high = highs.iter().filter(stands).map(|end| end.at).min();
    matches!((highest_low, lowest_high), (Some(low), Some(high)) if low > high)
}

/// Up to `limit` crossings of a low end with a high end of another owner, as (low, high) indices, in the order
/// of the day on which they begin to hold.
#[must_use]
pub fn crossings(lows: &[Standing], highs: &[Standing], limit: usize) -> Vec<(usize, usize)> {
    if !may_cross(lows, highs) {
        return Vec::new();
    }
    let plan = Plan::new(lows, highs);
    let mut found = Vec::new();
    let (mut active_lows, mut active_highs) = (BTreeSet::new(), BTreeSet::new());
    let mut ends: BinaryHeap<Reverse<(Day, bool, usize)>> = BinaryHeap::new();
    for &(sort, at) in &plan.starts {
        let end = if sort == Sort::Low { lows[at] } else { highs[at] };
        while let Some(&Reverse((day, low, gone))) = ends.peek()
            && day < end.from
        {
            ends.pop();
            if low {
                active_lows.remove(&(plan.low_ranks[gone], gone));
            } else {
                active_highs.remove(&(plan.high_ranks[gone], gone));
            }
        }
        ends.push(Reverse((end.to, sort == Sort::Low, at)));
        let pairs: &mut dyn Iterator<Item = (usize, usize)> = match sort {
            Sort::Low => {
                active_lows.insert((plan.low_ranks[at], at));
                &mut active_highs.range(..(plan.low_ranks[at], 0)).map(|&(_, high)| (at, high))
            }
            Sort::High => {
                active_highs.insert((plan.high_ranks[at], at));
                &mut active_lows.range((plan.high_ranks[at] + 1, 0)..).map(|&(_, low)| (low, at))
            }
        };
        for (low, high) in pairs {
            if lows[low].owner != highs[high].owner {
                found.push((low, high));
                if found.len() >= limit {
                    return found;
                }
            }
        }
    }
    found
}

/// Counts the crossings of low ends with high ends of other owners, without listing them.
#[must_use]
pub fn count(lows: &[Standing], highs: &[Standing]) -> Count {
    let mut all = count_all(lows, highs);
    for (own_lows, own_highs) in by_owner(lows, highs) {
        let pick = |ends: &[Standing], own: &[usize]| own.iter().map(|&at| ends[at]).collect::<Vec<_>>();
        let own = count_all(&pick(lows, &own_lows), &pick(highs, &own_highs));
        all.total -= own.total;
        for (at, count) in own_lows.into_iter().zip(own.lows) {
            all.lows[at] -= count;
        }
        for (at, count) in own_highs.into_iter().zip(own.highs) {
            all.highs[at] -= count;
        }
    }
    all
}

/// The indices of the ends of each owner that has both a low and a high end.
fn by_owner(lows: &[Standing], highs: &[Standing]) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut owned: indexmap::IndexMap<u32, (Vec<usize>, Vec<usize>)> = indexmap::IndexMap::new();
    for (at, end) in lows.iter().enumerate() {
        owned.entry(end.owner).or_default().0.push(at);
    }
    for (at, end) in highs.iter().enumerate() {
        owned.entry(end.owner).or_default().1.push(at);
    }
    owned.into_values().filter(|(lows, highs)| !lows.is_empty() && !highs.is_empty()).collect()
}

/// The active ends of one sort: how many lie in a range of ranks, and how often each was crossed since it started.
struct Active {
    present: Fenwick,
    crossed: Fenwick,
}

impl Active {
    fn new(ranks: usize) -> Self {
        Self { present: Fenwick::new(ranks), crossed: Fenwick::new(ranks) }
    }

    /// Counts the active ends with ranks in `from..to` and marks them as crossed once more.
    fn cross(&mut self, from: usize, to: usize) -> u64 {
        self.crossed.add(from, 1);
        self.crossed.add(to, -1);
        (self.present.sum(to) - self.present.sum(from)).unsigned_abs()
    }

    /// How often an end at `rank` has been crossed so far, had it been there all the time.
    fn times(&self, rank: usize) -> i64 {
        self.crossed.sum(rank + 1)
    }
}

fn count_all(lows: &[Standing], highs: &[Standing]) -> Count {
    let plan = Plan::new(lows, highs);
    let (mut active_lows, mut active_highs) = (Active::new(plan.ranks), Active::new(plan.ranks));
    let mut count = Count { total: 0, lows: vec![0; lows.len()], highs: vec![0; highs.len()] };
    let (mut low_base, mut high_base) = (vec![0; lows.len()], vec![0; highs.len()]);
    let mut ends: BinaryHeap<Reverse<(Day, bool, usize)>> = BinaryHeap::new();
    let close = |count: &mut Count,
                 lows: &mut Active,
                 highs: &mut Active,
                 bases: (&[i64], &[i64]),
                 low: bool,
                 at: usize| {
        let (active, rank, base, tally) = if low {
            (lows, plan.low_ranks[at], bases.0[at], &mut count.lows[at])
        } else {
            (highs, plan.high_ranks[at], bases.1[at], &mut count.highs[at])
        };
        active.present.add(rank, -1);
        *tally += (active.times(rank) - base).unsigned_abs();
    };
    for &(sort, at) in &plan.starts {
        let end = if sort == Sort::Low { lows[at] } else { highs[at] };
        while let Some(&Reverse((day, low, gone))) = ends.peek()
            && day < end.from
        {
            ends.pop();
            close(&mut count, &mut active_lows, &mut active_highs, (&low_base, &high_base), low, gone);
        }
        ends.push(Reverse((end.to, sort == Sort::Low, at)));
        match sort {
            Sort::Low => {
                let rank = plan.low_ranks[at];
                let crossed = active_highs.cross(0, rank);
                active_lows.present.add(rank, 1);
                low_base[at] = active_lows.times(rank);
                count.lows[at] += crossed;
                count.total += crossed;
            }
            Sort::High => {
                let rank = plan.high_ranks[at];
                let crossed = active_lows.cross(rank + 1, plan.ranks);
                active_highs.present.add(rank, 1);
                high_base[at] = active_highs.times(rank);
                count.highs[at] += crossed;
                count.total += crossed;
            }
        }
    }
    while let Some(Reverse((_, low, gone))) = ends.pop() {
        close(&mut count, &mut active_lows, &mut active_highs, (&low_base, &high_base), low, gone);
    }
    count
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ends() -> impl Strategy<Value = Vec<Standing>> {
        let end = (0i32..12, 0i32..15, -1i32..6, 0u32..4).prop_map(|(at, from, days, owner)| Standing {
            at: Point::from(at),
            from: Day(from),
            to: Day(from + days),
            owner,
        });
        proptest::collection::vec(end, 0..24)
    }

    /// The definition, pair by pair.
    fn plainly(lows: &[Standing], highs: &[Standing]) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for (l, low) in lows.iter().enumerate() {
            for (h, high) in highs.iter().enumerate() {
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
        fn every_crossing_is_found_and_counted(lows in ends(), highs in ends()) {
            let expected = plainly(&lows, &highs);
            let mut found = crossings(&lows, &highs, usize::MAX);
            found.sort_unstable();
            prop_assert_eq!(&found, &expected);
            let count = count(&lows, &highs);
            prop_assert_eq!(count.total, expected.len() as u64);
            for at in 0..lows.len() {
                prop_assert_eq!(count.lows[at], expected.iter().filter(|pair| pair.0 == at).count() as u64);
            }
            for at in 0..highs.len() {
                prop_assert_eq!(count.highs[at], expected.iter().filter(|pair| pair.1 == at).count() as u64);
            }
        }

        #[test]
        fn a_limit_only_cuts_the_list(lows in ends(), highs in ends(), limit in 1usize..5) {
            let all = crossings(&lows, &highs, usize::MAX);
            let some = crossings(&lows, &highs, limit);
            prop_assert_eq!(&some[..], &all[..all.len().min(limit)]);
        }
    }
}
