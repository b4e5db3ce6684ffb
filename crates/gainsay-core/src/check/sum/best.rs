//! Which bound of a term is the best on each day: the highest lower bound, or the lowest upper bound.

use std::collections::{BTreeSet, HashMap};

use super::added::Sum;
use crate::date::Day;
use gainsay_yaml::text::Name;

/// Sorts the bounds of a term: the highest first where `highest`, else the lowest; of equal ones that of the earlier claim.
pub(super) fn sort_by_preference(ends: &mut [Sum<'_>], highest: bool) {
    ends.sort_by(|a, b| {
        let order = a.bound.at.cmp(&b.bound.at);
        let order = if highest { order.reverse() } else { order };
        order.then_with(|| a.claims().cmp(&b.claims()))
    });
}

/// The best bound of a term on a day, and the best one of another source, by their place in the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Best {
    pub first: Option<usize>,
    pub other: Option<usize>,
}

/// The best bounds of a term over time.
#[derive(Debug)]
pub(super) struct Track {
    /// From which day on which bounds are the best, in order.
    changes: Vec<(Day, Best)>,
}

impl Track {
    /// The track of bounds that are sorted by preference.
    pub(super) fn new(ends: &[Sum<'_>]) -> Self {
        let mut events: Vec<(Day, bool, usize)> = Vec::with_capacity(2 * ends.len());
        for (at, end) in ends.iter().enumerate() {
            let (from, to) = (end.bound.valid.from, end.bound.valid.to);
            if from <= to {
                events.push((from, true, at));
                events.extend((to < Day::MAX).then(|| (to.plus(1), false, at)));
            }
        }
        events.sort_unstable();
        let mut valid = Valid::default();
        let mut changes: Vec<(Day, Best)> = Vec::new();
        for (day, starts, at) in events {
            if starts {
                valid.start(at, ends[at].source);
            } else {
                valid.end(at, ends[at].source);
            }
            match changes.last_mut() {
                Some(last) if last.0 == day => last.1 = valid.best(),
                _ => changes.push((day, valid.best())),
            }
        }
        changes.dedup_by_key(|(_, best)| *best);
        Self { changes }
    }

    /// The days from which on other bounds are the best, with those.
    pub(super) fn changes(&self) -> &[(Day, Best)] {
        &self.changes
    }

    /// The best bounds on a day.
    pub(super) fn at(&self, day: Day) -> Best {
        let after = self.changes.partition_point(|(from, _)| *from <= day);
        after.checked_sub(1).map(|at| self.changes[at].1).unwrap_or_default()
    }
}

/// The bounds that are valid on a day.
#[derive(Default)]
struct Valid {
    of: HashMap<Option<Name>, BTreeSet<usize>>,
    /// The best one of each source.
    firsts: BTreeSet<usize>,
}

impl Valid {
    fn start(&mut self, at: usize, source: Option<Name>) {
        let own = self.of.entry(source).or_default();
        if let Some(first) = own.first() {
            self.firsts.remove(first);
        }
        own.insert(at);
        self.firsts.extend(own.first());
    }

    fn end(&mut self, at: usize, source: Option<Name>) {
        let own = self.of.entry(source).or_default();
        self.firsts.remove(&at);
        own.remove(&at);
        self.firsts.extend(own.first());
    }

    fn best(&self) -> Best {
        let mut firsts = self.firsts.iter().copied();
        Best { first: firsts.next(), other: firsts.next() }
    }
}
