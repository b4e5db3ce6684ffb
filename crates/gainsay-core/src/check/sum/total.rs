//! The sum of the best bounds of all terms but one, kept up to date from day to day.

use rust_decimal::Decimal;

use super::term::{Nudged, Term};
use crate::date::Day;
use crate::value::Point;

/// Which side a sum is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// That which is too large.
    Over,
    /// That which is too small for it.
    Under,
    /// What the one leaves of the other.
    Both,
}

/// A term and its best bound from a day on.
type Change = (usize, Option<usize>);

/// The days on which the best bound of one of `terms` changes, in order, each with those terms and their best bounds from then on.
pub(super) fn by_day(terms: &[&Term<'_>]) -> Vec<(Day, Vec<Change>)> {
    let changes = terms.iter().enumerate();
    let changes =
        changes.flat_map(|(at, term)| term.track.changes().iter().map(move |&(day, best)| (day, at, best)));
    let mut changes: Vec<(Day, usize, Option<usize>)> = changes.collect();
    changes.sort_unstable_by_key(|&(day, at, _)| (day, at));
    let of_day = changes.chunk_by(|a, b| a.0 == b.0);
    of_day.map(|changes| (changes[0].0, changes.iter().map(|&(_, at, best)| (at, best)).collect())).collect()
}

/// The best bounds of terms, of which the first ones are added and the others taken off.
pub(super) struct Total<'a, 't> {
    terms: &'a [&'a Term<'t>],
    /// How many terms are added.
    added: usize,
    best: Vec<Option<usize>>,
    /// The terms that are added, and those that are taken off; nothing where they are too large for a number.
    sums: [Option<Nudged>; 2],
    /// How many of the terms that are added are there.
    there: usize,
    /// How many terms are missing that have to be there.
    missing: usize,
}

impl<'a, 't> Total<'a, 't> {
    /// No term is there yet.
    pub(super) fn new(terms: &'a [&'a Term<'t>], added: usize) -> Self {
        Self {
            terms,
            added,
            best: vec![None; terms.len()],
            sums: [Some((Decimal::ZERO, 0)); 2],
            there: 0,
            missing: terms.iter().filter(|term| !term.optional).count(),
        }
    }

    /// Another bound of a term is the best from now on, or none.
    pub(super) fn set(&mut self, at: usize, best: Option<usize>) {
        let before = std::mem::replace(&mut self.best[at], best);
        if let Some(before) = before {
            self.count(at, before, false);
        }
        if let Some(after) = best {
            self.count(at, after, true);
        }
    }

    fn count(&mut self, at: usize, end: usize, comes: bool) {
        let side = usize::from(at >= self.added);
        let end = self.terms[at].ends[end].at;
        self.sums[side] = self.sums[side].and_then(|sum| changed(sum, nudged(end), comes));
        let (required, added) = (usize::from(!self.terms[at].optional), usize::from(side == 0));
        if comes {
            self.missing -= required;
            self.there += added;
        } else {
            self.missing += required;
            self.there -= added;
        }
    }

    /// What the terms that are added come to, after `lowered` takes off what is tolerated, and without those that are taken
    /// off. Nothing where a term is missing. A further number is added to the first
    /// ones; what is below zero is taken off like the others.
    pub(super) fn left(
        &self,
        lowered: &dyn Fn(Point) -> Point,
        further: Option<(Side, Point)>,
    ) -> Option<Point> {
        let added = matches!(further, Some((Side::Over, _)));
        if self.missing > 0 || self.there == 0 && !added {
            return None;
        }
        let [mut sum, mut taken] = [self.sums[0]?, self.sums[1]?];
        match further {
            Some((Side::Over, point)) => sum = changed(sum, nudged(point), true)?,
            Some((_, point)) => taken = changed(taken, nudged(point), false)?,
            None => {}
        }
        left_of(sum, taken, lowered)
    }
}

/// What a sum comes to without what is taken off, after `lowered` takes off what is tolerated.
pub(super) fn left_of(sum: Nudged, taken: Nudged, lowered: &dyn Fn(Point) -> Point) -> Option<Point> {
    let nudge = |nudge: i64| nudge.signum() as i8;
    let sum = lowered(Point { at: sum.0, nudge: nudge(sum.1) });
    let at = sum.at.checked_sub(taken.0)?;
    Some(Point { at, nudge: nudge(i64::from(sum.nudge) - taken.1) })
}

/// A bound as sums have it.
pub(super) fn nudged(end: Point) -> Nudged {
    (end.at, i64::from(end.nudge))
}

/// A sum to which so much is added, or from which it is taken off.
pub(super) fn changed((at, nudge): Nudged, (change, step): Nudged, comes: bool) -> Option<Nudged> {
    if comes {
        Some((at.checked_add(change)?, nudge + step))
    } else {
        Some((at.checked_sub(change)?, nudge - step))
    }
}
