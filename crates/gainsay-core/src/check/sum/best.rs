//! Which bound of a term is the best on each day: the highest lower bound, or the lowest upper bound.

use std::collections::BTreeSet;

use crate::date::Day;

/// The best bound of a term over time, by its place in the list.
#[derive(Debug)]
pub(super) struct Track {
    /// From which day on which bound is the best, in order; nothing where none is valid.
    changes: Vec<(Day, Option<usize>)>,
}

impl Track {
    /// The track of bounds that are sorted by preference, by the first and the last day of each.
    pub(super) fn new(ends: impl Iterator<Item = (Day, Day)>) -> Self {
        let mut events: Vec<(Day, bool, usize)> = Vec::with_capacity(2 * ends.size_hint().0);
        for (at, (from, to)) in ends.enumerate() {
            if from <= to {
                events.push((from, true, at));
                events.extend((to < Day::MAX).then(|| (to.plus(1), false, at)));
            }
        }
        events.sort_unstable();
        let mut valid: BTreeSet<usize> = BTreeSet::new();
        let mut changes: Vec<(Day, Option<usize>)> = Vec::new();
        for (day, starts, at) in events {
            if starts {
                valid.insert(at);
            } else {
                valid.remove(&at);
            }
            let best = valid.first().copied();
            match changes.last_mut() {
                Some(last) if last.0 == day => last.1 = best,
                _ => changes.push((day, best)),
            }
        }
        changes.dedup_by_key(|(_, best)| *best);
        Self { changes }
    }

    /// The days from which on another bound is the best, with that.
    pub(super) fn changes(&self) -> &[(Day, Option<usize>)] {
        &self.changes
    }

    /// The best bound on a day.
    pub(super) fn at(&self, day: Day) -> Option<usize> {
        let after = self.changes.partition_point(|(from, _)| *from <= day);
        after.checked_sub(1).and_then(|at| self.changes[at].1)
    }
}
