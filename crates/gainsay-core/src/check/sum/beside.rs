//! The best sums of some terms that one source gives, day by day, for claims of any other source.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use super::added::Sum;
use super::end::End;
use super::range_max::RangeMax;
use super::term::Term;
use super::total::{Side, Total, by_day};
use crate::date::Day;
use crate::value::Point;
use gainsay_yaml::text::Name;

/// What claims of one source come to on some days.
pub(super) struct Piece<'a, 't> {
    source: Name,
    from: Day,
    to: Day,
    /// The sum on the side that is too large; on the other what is taken off, below zero; what the one leaves of both.
    worth: Point,
    /// The bounds, and whether they are on the side that is too large.
    ends: Vec<(&'a End<'t>, bool)>,
}

/// How much a piece is worth, the earlier one more than another of the same worth, and whose it is.
type Worth = (Point, Reverse<usize>, u32);

/// The best, and the best of another source than that.
type Top = [Option<Worth>; 2];

/// The best of the pieces of all sources on each day.
pub(super) struct Pieces<'a, 't> {
    side: Side,
    pieces: Vec<Piece<'a, 't>>,
    days: Vec<Day>,
    tree: RangeMax<Top>,
}

/// The pieces of all sources but one.
pub(super) struct Beside<'p, 'a, 't> {
    pieces: &'p Pieces<'a, 't>,
    not_of: Name,
}

impl<'a, 't> Piece<'a, 't> {
    /// The bounds of a single term, each of a single source.
    pub(super) fn of_term(term: &'a Term<'t>, side: Side) -> Vec<Self> {
        let over = side == Side::Over;
        let piece = |end: &'a End<'t>| {
            let worth = if over { end.at } else { Point { at: -end.at.at, nudge: -end.at.nudge } };
            Some(Self {
                source: end.sum.source()?,
                from: end.from,
                to: end.to,
                worth,
                ends: vec![(end, over)],
            })
        };
        term.ends.iter().filter(|end| end.from <= end.to).filter_map(piece).collect()
    }

    /// What the first terms leave of the others, `added` of them, as one source gives them.
    pub(super) fn of_terms(
        terms: &[&'a Term<'t>],
        added: usize,
        source: Name,
        lowered: &dyn Fn(Point) -> Point,
    ) -> Vec<Self> {
        let mut total = Total::new(terms, added);
        let mut pieces: Vec<Self> = Vec::new();
        for (day, changes) in by_day(terms) {
            if let Some(last) = pieces.last_mut() {
                last.to = last.to.min(day.plus(-1));
            }
            for (term, best) in changes {
                total.set(term, best);
            }
            let Some(worth) = total.left(lowered, None) else { continue };
            let end =
                |(at, term): (usize, &&'a Term<'t>)| Some((&term.ends[term.track.at(day)?], at < added));
            let ends = terms.iter().enumerate().filter_map(end).collect();
            pieces.push(Self { source, from: day, to: Day::MAX, worth, ends });
        }
        pieces
    }
}

impl<'a, 't> Pieces<'a, 't> {
    /// The best of `pieces` on each day.
    pub(super) fn new(pieces: Vec<Piece<'a, 't>>, side: Side) -> Self {
        let mut events: Vec<(Day, bool, usize)> = Vec::with_capacity(2 * pieces.len());
        for (at, piece) in pieces.iter().enumerate() {
            events.push((piece.from, true, at));
            events.extend((piece.to < Day::MAX).then(|| (piece.to.plus(1), false, at)));
        }
        events.sort_unstable();
        let mut valid = Valid::default();
        let (mut days, mut tops): (Vec<Day>, Vec<Top>) = (Vec::new(), Vec::new());
        for of_day in events.chunk_by(|a, b| a.0 == b.0) {
            for &(_, begins, at) in of_day {
                let piece = &pieces[at];
                valid.set((piece.worth, Reverse(at), piece.source.number()), begins);
            }
            days.push(of_day[0].0);
            tops.push(valid.top());
        }
        let tree = RangeMax::new(&tops, both);
        Self { side, pieces, days, tree }
    }

    /// Those of other sources than `source`.
    pub(super) fn not_of(&self, source: Name) -> Beside<'_, 'a, 't> {
        Beside { pieces: self, not_of: source }
    }
}

impl<'t> Beside<'_, '_, 't> {
    /// Which side they are on.
    pub(super) fn side(&self) -> Side {
        self.pieces.side
    }

    /// The best piece on the days from `from` to `to`, and what it is worth.
    pub(super) fn best(&self, from: Day, to: Day) -> Option<(Point, usize)> {
        let days = &self.pieces.days;
        let first = days.partition_point(|day| *day <= from).saturating_sub(1);
        let last = days.partition_point(|day| *day <= to).checked_sub(1)?;
        let top = self.pieces.tree.over(first, last)?;
        let best = top.into_iter().flatten().find(|worth| worth.2 != self.not_of.number())?;
        Some((best.0, best.1.0))
    }

    /// The bounds of a piece on the side that is too large, or on the other.
    pub(super) fn sums(&self, piece: usize, over: bool) -> impl Iterator<Item = Sum<'t>> {
        let ends = self.pieces.pieces[piece].ends.iter();
        ends.filter(move |(_, of_over)| *of_over == over).map(|(end, _)| end.sum.clone())
    }
}

/// The better two of the tops of two stretches of days.
fn both(one: Top, other: Top) -> Top {
    let all = || one.into_iter().chain(other).flatten();
    let first = all().max();
    [first, all().filter(|worth| Some(worth.2) != first.map(|first| first.2)).max()]
}

/// The pieces that are valid on a day.
#[derive(Default)]
struct Valid {
    of_source: HashMap<u32, BTreeSet<Worth>>,
    /// The best one of each source.
    best: BTreeSet<Worth>,
}

impl Valid {
    fn set(&mut self, worth: Worth, begins: bool) {
        let own = self.of_source.entry(worth.2).or_default();
        let before = own.last().copied();
        if begins {
            own.insert(worth);
        } else {
            own.remove(&worth);
        }
        let after = own.last().copied();
        if before != after {
            if let Some(before) = before {
                self.best.remove(&before);
            }
            self.best.extend(after);
        }
    }

    fn top(&self) -> Top {
        let mut best = self.best.iter().rev().copied();
        [best.next(), best.next()]
    }
}
