//! Which single term leaves the most for a bound where another source gives that term.
//!
//! Trying each term takes a sum of all others for each of them. Here the days are gone through once: what matters on a day is by how
//! much each term gains if another source gives it, and of those that gain the same in kind only the one that gains most counts.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::best::Track;
use super::end::End;
use super::range_max::RangeMax;
use super::statement::{Statement, Terms};
use super::term::Nudged;
use super::total::{changed, left_of, nudged};
use crate::date::Day;
use crate::value::Point;

/// What a statement with one term of others is made of. A place is the number of a term, those of the side that is too large first.
pub(super) struct Singles<'a, 't> {
    /// The bounds of all sources.
    pub all: &'a Terms<'t>,
    /// What one source gives.
    pub own: &'a Statement<'t>,
    /// The term of the other side with the bounds that sums are held against.
    pub free: usize,
    /// What is left of a sum that is too large once what is tolerated is taken off: of a larger one, more.
    pub lowered: &'a dyn Fn(Point) -> Point,
}

/// What is left, and by which place; of equal ones the first place is the greater.
type Best = Option<(Decimal, Reverse<usize>)>;

/// The best that lies no lower than just before a number, at it, or just after it.
type Bests = [Best; 3];

/// On a day the best bound of a place, of its own source or of others.
struct Change {
    day: Day,
    place: usize,
    of_others: bool,
    best: Option<Point>,
}

impl Singles<'_, '_> {
    /// For each bound of the free term the first place with which the most is left for it, if that is enough to exceed it.
    pub(super) fn places(&self) -> Vec<Option<usize>> {
        let ends = self.own.term(1, self.free).map_or(&[][..], |term| &term.ends);
        let (days, bests) = self.by_day();
        let tree = RangeMax::new(&bests, |a: Bests, b: Bests| [0, 1, 2].map(|at| a[at].max(b[at])));
        let place = |end: &End<'_>| {
            let first = days.partition_point(|day| *day <= end.from).saturating_sub(1);
            let last = days.partition_point(|day| *day <= end.to).checked_sub(1)?;
            let bests = tree.over(first, last).filter(|_| end.from <= end.to)?;
            let any = bests[0].filter(|best| best.0 > end.at.at);
            let enough = bests[nudge_index(end.at.nudge)].filter(|best| best.0 == end.at.at);
            any.or(enough).map(|(_, Reverse(place))| place)
        };
        ends.iter().map(place).collect()
    }

    /// The days on which something changes, in order, each with what is best from then on.
    fn by_day(&self) -> (Vec<Day>, Vec<Bests>) {
        let mut gains = Gains::new(self.all, self.free);
        let changes = self.changes();
        let of_day = changes.chunk_by(|a, b| a.day == b.day).map(|changes| {
            for change in changes {
                gains.set(change);
            }
            (changes[0].day, gains.bests(self.lowered))
        });
        of_day.unzip()
    }

    fn changes(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        let mut add = |track: &Track, ends: &[&End<'_>], place: usize, of_others: bool| {
            let change = |&(day, best): &(Day, Option<usize>)| {
                let best = best.map(|best| ends[best].at);
                Change { day, place, of_others, best }
            };
            changes.extend(track.changes().iter().map(change));
        };
        for side in [0, 1] {
            let place = |at: usize| side * self.all[0].len() + at;
            let counts = |at: usize| (side, at) != (1, self.free);
            for (at, term) in self.own.terms[side].iter().filter(|(at, _)| counts(*at)) {
                add(&term.track, &term.ends.iter().collect::<Vec<_>>(), place(*at), false);
            }
            for (at, term) in self.all[side].iter().enumerate().filter(|(at, _)| counts(*at)) {
                let of_another =
                    |end: &&End<'_>| end.sum.source().is_some_and(|source| source != self.own.source);
                let others: Vec<&End<'_>> = term.ends.iter().filter(of_another).collect();
                let track = Track::new(others.iter().map(|end| (end.from, end.to)));
                add(&track, &others, place(at), true);
            }
        }
        changes.sort_by_key(|change| change.day);
        changes
    }
}

/// Places by what they gain; of those that gain the same the first is the greatest.
type ByGain = BTreeSet<(Decimal, Reverse<usize>)>;

/// A bound of its own source, and the best of others.
type Place = [Option<Point>; 2];

/// What a statement comes to on a day, and by how much it gains with each place given by others.
struct Gains {
    /// How many places are on the side that is too large.
    added: usize,
    required: Vec<bool>,
    places: Vec<Place>,
    sums: [Option<Nudged>; 2],
    /// How many places of the side that is too large are there.
    there: usize,
    /// How many places are missing that have to be there, and their numbers added up.
    missing: (usize, usize),
    /// The gains on either side, by how many nudges up or down they are.
    gains: [[ByGain; 5]; 2],
}

impl Gains {
    fn new(all: &Terms<'_>, free: usize) -> Self {
        let added = all[0].len();
        let mut required: Vec<bool> = all.iter().flatten().map(|term| !term.optional).collect();
        required[added + free] = false;
        let missing = required.iter().enumerate().filter(|(_, required)| **required);
        let missing = missing.fold((0, 0), |(count, sum), (place, _)| (count + 1, sum + place));
        Self {
            added,
            places: vec![[None; 2]; required.len()],
            required,
            sums: [Some((Decimal::ZERO, 0)); 2],
            there: 0,
            missing,
            gains: Default::default(),
        }
    }

    fn side(&self, place: usize) -> usize {
        usize::from(place >= self.added)
    }

    /// By how much the statement gains if others give a place. On the side that is too small, less is more.
    fn gain(&self, place: usize) -> Option<Nudged> {
        let [own, others] = self.places[place];
        let own = own.unwrap_or(Point::at(Decimal::ZERO));
        let (more, less) = if self.side(place) == 0 { (others?, own) } else { (own, others?) };
        Some((more.at.checked_sub(less.at)?, i64::from(more.nudge) - i64::from(less.nudge)))
    }

    fn set(&mut self, change: &Change) {
        let (place, side) = (change.place, self.side(change.place));
        if let Some((by, nudge)) = self.gain(place) {
            self.gains[side][class(nudge)].remove(&(by, Reverse(place)));
        }
        let before = std::mem::replace(&mut self.places[place][usize::from(change.of_others)], change.best);
        if let Some((by, nudge)) = self.gain(place) {
            self.gains[side][class(nudge)].insert((by, Reverse(place)));
        }
        if !change.of_others {
            self.count(place, before, false);
            self.count(place, change.best, true);
        }
    }

    fn count(&mut self, place: usize, end: Option<Point>, comes: bool) {
        let Some(end) = end else { return };
        let side = self.side(place);
        self.sums[side] = self.sums[side].and_then(|sum| changed(sum, nudged(end), comes));
        let (required, added) = (usize::from(self.required[place]), usize::from(side == 0));
        if comes {
            self.missing = (self.missing.0 - required, self.missing.1 - required * place);
            self.there += added;
        } else {
            self.missing = (self.missing.0 + required, self.missing.1 + required * place);
            self.there -= added;
        }
    }

    /// The best places to be given by others.
    fn bests(&self, lowered: &dyn Fn(Point) -> Point) -> Bests {
        let mut bests = Bests::default();
        let mut add = |place: usize, by: Nudged| {
            let Some(left) = self.left(place, by, lowered) else { return };
            for best in &mut bests[..=nudge_index(left.nudge)] {
                *best = (*best).max(Some((left.at, Reverse(place))));
            }
        };
        match self.missing {
            (0, _) => {
                let classes = self.gains.iter().flat_map(|classes| classes.iter().zip(-2..));
                for (gains, nudge) in classes {
                    if let Some(&(by, Reverse(place))) = gains.last() {
                        add(place, (by, nudge));
                    }
                }
            }
            (1, place) => {
                if let Some(by) = self.gain(place) {
                    add(place, by);
                }
            }
            _ => {}
        }
        bests
    }

    /// What is left if others give a place, which gains so much by that.
    fn left(&self, place: usize, by: Nudged, lowered: &dyn Fn(Point) -> Point) -> Option<Point> {
        let of_over = self.side(place) == 0;
        if !of_over && self.there == 0 {
            return None;
        }
        let [mut sum, mut taken] = [self.sums[0]?, self.sums[1]?];
        if of_over {
            sum = changed(sum, by, true)?;
        } else {
            taken = changed(taken, by, false)?;
        }
        left_of(sum, taken, lowered)
    }
}

/// Where a nudge is among `-1`, `0` and `1`.
fn nudge_index(nudge: i8) -> usize {
    usize::from(nudge.clamp(-1, 1).wrapping_add(1).unsigned_abs())
}

/// Where the nudges of a gain are among those from `-2` to `2`.
fn class(nudge: i64) -> usize {
    usize::try_from(nudge + 2).unwrap_or_default().min(4)
}
