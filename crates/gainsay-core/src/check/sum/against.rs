//! The bounds of one term, each held against the best of all other terms.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::added::Sum;
use super::beside::Beside;
use super::end::End;
use super::range_max::RangeMax;
use super::term::Term;
use super::total::{Side, Total, by_day};
use crate::check::topic::At;
use crate::date::Day;
use crate::value::Point;

/// The bounds of one term of `under`, each held against the best of all other terms.
pub(super) struct Against<'a, 't> {
    pub over: Vec<&'a Term<'t>>,
    pub under: Vec<&'a Term<'t>>,
    /// Which term of `under`.
    pub free: usize,
    /// What is left of a sum that is too large once what is tolerated is taken off.
    pub lowered: &'a dyn Fn(Point) -> Point,
    /// What other sources give beside these terms.
    pub beside: Option<Beside<'a, 'a, 't>>,
}

/// Sums of which the first exceeds the second.
#[derive(Clone)]
pub(super) struct Found<'t> {
    pub over: Sum<'t>,
    pub under: Sum<'t>,
    /// The claims of the bound that all others are held against.
    pub end: Vec<At>,
    /// By how much they are apart.
    pub excess: Decimal,
}

/// What the best of all other terms leaves for a bound: it exceeds all that is less. Of equal ones that of the earlier day is
/// the greater, and with it comes what stands beside the terms.
type Left = Option<(Point, Reverse<Day>, Option<usize>)>;

impl<'t> Against<'_, 't> {
    /// For each bound of the term the sums that are furthest apart, where one exceeds the other.
    pub(super) fn found(&self) -> Vec<Found<'t>> {
        self.found_of(|_| true).into_iter().map(|(_, found)| found).collect()
    }

    /// The same for those bounds of the term, by their places, that are `wanted`.
    pub(super) fn found_of(&self, wanted: impl Fn(usize) -> bool) -> Vec<(usize, Found<'t>)> {
        let (days, left): (Vec<Day>, Vec<Left>) = self.left().into_iter().unzip();
        let tree = RangeMax::new(&left, Left::max);
        let ends = self.under[self.free].ends.iter().enumerate();
        let ends = ends.filter(|(at, end)| wanted(*at) && end.from <= end.to);
        let found = ends.filter_map(|(at, end)| {
            let first = days.partition_point(|day| *day <= end.from).saturating_sub(1);
            let last = days.partition_point(|day| *day <= end.to).checked_sub(1)?;
            let (most, Reverse(day), beside) = tree.over(first, last)??;
            let found = (most >= end.at).then(|| self.sums(day, beside, end, most))??;
            Some((at, found))
        });
        found.collect()
    }

    /// The terms of both sides but for the free one, those of `over` first.
    fn others(&self) -> Vec<&Term<'t>> {
        let under = self.under.iter().enumerate().filter(|(at, _)| *at != self.free).map(|(_, term)| term);
        self.over.iter().chain(under).copied().collect()
    }

    /// What is left from each day on on which a best bound changes. What stands beside the terms changes in between, so that there the
    /// days of the bounds that it is left for count, too.
    fn left(&self) -> Vec<(Day, Left)> {
        let others = self.others();
        let changes = by_day(&others);
        let mut days: Vec<Day> = changes.iter().map(|(day, _)| *day).collect();
        if self.beside.is_some() {
            let ends = self.under[self.free].ends.iter();
            days.extend(ends.flat_map(|end| [end.from, end.to.plus(1)]));
            days.sort_unstable();
            days.dedup();
        }
        let mut total = Total::new(&others, self.over.len());
        let mut changes = changes.into_iter().peekable();
        let of_day = days.iter().enumerate().map(|(at, &day)| {
            for (term, best) in changes.next_if(|(of, _)| *of == day).into_iter().flat_map(|(_, best)| best) {
                total.set(term, best);
            }
            let until = days.get(at + 1).map_or(Day::MAX, |next| next.plus(-1));
            let left = match &self.beside {
                None => total.left(self.lowered, None).map(|left| (left, Reverse(day), None)),
                Some(beside) => beside.best(day, until).and_then(|(worth, piece)| {
                    let left = match beside.side() {
                        Side::Both => Some(worth),
                        side => total.left(self.lowered, Some((side, worth))),
                    };
                    Some((left?, Reverse(day), Some(piece)))
                }),
            };
            (day, left)
        });
        of_day.collect()
    }

    /// The sums of the best bounds of a day with the bound that they are held against.
    fn sums(&self, day: Day, beside: Option<usize>, end: &End<'t>, most: Point) -> Option<Found<'t>> {
        let beside = |over: bool| {
            let beside = self.beside.as_ref().zip(beside).into_iter();
            beside.flat_map(move |(beside, piece)| beside.sums(piece, over))
        };
        let best = |term: &&Term<'t>| term.track.at(day).map(|end| term.ends[end].sum.clone());
        let over = Sum::total(self.over.iter().filter_map(best).chain(beside(true)))?;
        let under = self.under.iter().enumerate();
        let under =
            under.filter_map(|(at, term)| if at == self.free { Some(end.sum.clone()) } else { best(term) });
        let under = Sum::total(under.chain(beside(false)))?;
        Some(Found { over, under, end: end.sum.claims(), excess: most.at.checked_sub(end.at.at)? })
    }
}
