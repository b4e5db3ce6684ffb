//! Sums that exceed others: the terms of one side add up to more than those of the other on a common day.
//!
//! For each bound on the side that is too small, the worst sum that exceeds it is found without trying combinations: on each
//! day only the best bound of every other term counts.

use std::cmp::Reverse;

use indexmap::IndexSet;

use super::added::Sum;
use super::range_max::RangeMax;
use super::term::Term;
use super::total::Total;
use crate::date::Day;
use crate::value::Point;

/// One term of a side.
#[derive(Debug, Clone)]
pub(crate) struct Addend<'t> {
    /// Its bounds: lower ones on the side that is too large, upper ones on the other.
    pub ends: Vec<Sum<'t>>,
    /// Whether it counts something, so that it is not below zero where no claim gives it.
    pub counts: bool,
}

/// Sums of lower bounds of `over` that may exceed sums of upper bounds of `under`, with those: for each bound of `under` the pair
/// that is furthest apart, after `lowered` takes off what is tolerated.
pub(crate) fn exceeding<'t>(
    over: &[Addend<'t>],
    under: &[Addend<'t>],
    lowered: &dyn Fn(Point) -> Point,
) -> Vec<(Sum<'t>, Sum<'t>)> {
    of_terms(over, under, lowered, under.len())
}

/// The same for each bound of the first term of `under` alone: it finds whether there is any, whatever the number of terms.
pub(crate) fn exceeding_at_all<'t>(
    over: &[Addend<'t>],
    under: &[Addend<'t>],
    lowered: &dyn Fn(Point) -> Point,
) -> Vec<(Sum<'t>, Sum<'t>)> {
    of_terms(over, under, lowered, under.len().min(1))
}

/// The same for each bound of the first `terms` terms of `under`.
fn of_terms<'t>(
    over: &[Addend<'t>],
    under: &[Addend<'t>],
    lowered: &dyn Fn(Point) -> Point,
    terms: usize,
) -> Vec<(Sum<'t>, Sum<'t>)> {
    let units: IndexSet<Option<&str>> =
        under.iter().flat_map(|addend| &addend.ends).map(|end| end.unit).collect();
    let of_unit = |addends: &[Addend<'t>], unit: Option<&str>, highest: bool| {
        let terms = addends.iter().map(|Addend { ends, counts }| {
            let ends: Vec<Sum<'t>> = ends.iter().filter(|end| end.unit == unit).cloned().collect();
            Term::new(ends, *counts && highest, highest)
        });
        terms.collect::<Vec<_>>()
    };
    let mut found = Vec::new();
    for unit in units {
        let (over, under) = (of_unit(over, unit, true), of_unit(under, unit, false));
        for free in 0..terms {
            found.extend(Against { over: &over, under: &under, free, lowered }.found());
        }
    }
    let mut known = IndexSet::new();
    found.retain(|(over, under): &(Sum<'t>, Sum<'t>)| known.insert((over.claims(), under.claims())));
    found
}

/// The bounds of one term of `under`, each held against the best of all other terms.
struct Against<'a, 't> {
    over: &'a [Term<'t>],
    under: &'a [Term<'t>],
    /// Which term of `under`.
    free: usize,
    lowered: &'a dyn Fn(Point) -> Point,
}

/// How much the best of all other terms leaves for the bound that it is held against, from a day on: it exceeds all that is less.
/// Of equal ones the earlier is the greater.
type Left = (Point, Reverse<Day>);

impl<'t> Against<'_, 't> {
    fn found(&self) -> Vec<(Sum<'t>, Sum<'t>)> {
        let (days, left): (Vec<Day>, Vec<Option<Left>>) = self.left().into_iter().unzip();
        let tree = RangeMax::new(&left);
        let ends = &self.under[self.free].ends;
        let valid = ends.iter().filter(|end| end.bound.valid.from <= end.bound.valid.to);
        let found = valid.filter_map(|end| {
            let first = days.partition_point(|day| *day <= end.bound.valid.from).saturating_sub(1);
            let last = days.partition_point(|day| *day <= end.bound.valid.to).checked_sub(1)?;
            let (most, Reverse(day)) = tree.over(first, last)??;
            (most >= end.bound.at).then(|| self.sums(day, end))?
        });
        found.collect()
    }

    /// The terms of both sides but for the free one, those of `over` first.
    fn others(&self) -> impl Iterator<Item = &Term<'t>> {
        let under = self.under.iter().enumerate().filter(|(at, _)| *at != self.free).map(|(_, term)| term);
        self.over.iter().chain(under)
    }

    /// What is left from each day on on which a best bound changes.
    fn left(&self) -> Vec<(Day, Option<Left>)> {
        let others: Vec<&Term<'t>> = self.others().collect();
        let changes = others
            .iter()
            .enumerate()
            .flat_map(|(at, term)| term.track.changes().iter().map(move |&(day, best)| (day, at, best)));
        let mut changes: Vec<(Day, usize, Option<usize>)> = changes.collect();
        changes.sort_unstable_by_key(|&(day, at, _)| (day, at));
        let mut total = Total::new(&others, self.over.len());
        let of_day = changes.chunk_by(|a, b| a.0 == b.0).map(|changes| {
            for &(_, at, best) in changes {
                total.set(at, best);
            }
            let day = changes[0].0;
            (day, total.left(self.lowered).map(|left| (left, Reverse(day))))
        });
        of_day.collect()
    }

    /// The sums of the best bounds of a day with the bound that they are held against.
    fn sums(&self, day: Day, end: &Sum<'t>) -> Option<(Sum<'t>, Sum<'t>)> {
        let best = |term: &Term<'t>| term.track.at(day).map(|end| term.ends[end].clone());
        let over = Sum::total(self.over.iter().filter_map(best))?;
        let under = self.under.iter().enumerate();
        let under = under.map(|(at, term)| if at == self.free { Some(end.clone()) } else { best(term) });
        Some((over, Sum::total(under.collect::<Option<Vec<_>>>()?.into_iter())?))
    }
}

#[cfg(test)]
mod tests {
    use indexmap::IndexMap;
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    use super::*;
    use crate::check::topic::{Bound, Limit, Window};
    use crate::date::When;
    use crate::rule::Validity;
    use gainsay_yaml::text::{Name, Names};

    /// The number of a bound, its first day, how many days more it is valid, and its source.
    type Made = (i64, i32, i32, usize);

    fn ends(made: &[Made], term: usize) -> Vec<Sum<'static>> {
        let mut names = Names::default();
        let sources: Vec<Name> = ["a", "b", "c"].iter().map(|name| names.intern(name)).collect();
        let end = |(at, &(value, from, more, source)): (usize, &Made)| {
            let (from, to) = (Day(from), Day(from + more));
            let said = When::every(from, to).unwrap();
            let valid = Window { from, to, said, valid_for: Validity::Days(0), limit: Limit::NONE };
            let point = Point::from(value);
            let bound = Bound { at: point, widened: Some(point), rounding: 0.into(), valid };
            let parts =
                vec![crate::check::sum::added::Part { value: value.into(), claim: (term, at), share: None }];
            Sum { bound, parts, source: Some(sources[source]), unit: None }
        };
        made.iter().enumerate().map(end).collect()
    }

    fn addends(side: &[Vec<Made>], first: usize) -> Vec<Addend<'static>> {
        let addend =
            |(at, made): (usize, &Vec<Made>)| Addend { ends: ends(made, first + at), counts: at % 2 == 0 };
        side.iter().enumerate().map(addend).collect()
    }

    /// Every sum of one bound of each term, and of none of those that need not be there.
    fn all(addends: &[Addend<'static>], optional: bool) -> Vec<Sum<'static>> {
        let mut sums: Vec<Option<Sum<'static>>> = vec![None];
        for Addend { ends, counts } in addends {
            let mut longer = Vec::new();
            for sum in &sums {
                longer.extend(ends.iter().filter_map(|end| match sum {
                    None => Some(Some(end.clone())),
                    Some(sum) => sum.plus(end).map(Some),
                }));
                longer.extend((optional && *counts).then(|| sum.clone()));
            }
            sums = longer;
        }
        sums.into_iter().flatten().collect()
    }

    /// For each bound of `under` in it, by how much the furthest sum exceeds.
    fn by_hand(over: &[Addend<'static>], under: &[Addend<'static>]) -> IndexMap<(usize, usize), Decimal> {
        let mut furthest = IndexMap::new();
        for small in all(under, false) {
            for large in all(over, true) {
                let days = large.bound.valid.meets(&small.bound.valid, 0);
                let excess = large.bound.at.at - small.bound.at.at;
                if days && excess >= Decimal::ZERO {
                    for claim in small.claims() {
                        let known = furthest.entry(claim).or_insert(excess);
                        *known = excess.max(*known);
                    }
                }
            }
        }
        furthest.sort_unstable_keys();
        furthest
    }

    fn made() -> impl Strategy<Value = Vec<Vec<Made>>> {
        let end = (0i64..40, 0i32..8, 0i32..5, 0usize..3);
        prop::collection::vec(prop::collection::vec(end, 0..5), 1..4)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

        #[test]
        fn the_furthest_sum_is_found_for_each_bound(over in made(), under in made()) {
            let (over, under) = (addends(&over, 0), addends(&under, 10));
            let mut found: IndexMap<(usize, usize), Decimal> = IndexMap::new();
            for (large, small) in exceeding(&over, &under, &|point| point) {
                prop_assert!(large.bound.valid.meets(&small.bound.valid, 0));
                let excess = large.bound.at.at - small.bound.at.at;
                for claim in small.claims() {
                    let known = found.entry(claim).or_insert(excess);
                    *known = excess.max(*known);
                }
            }
            found.sort_unstable_keys();
            let any = exceeding_at_all(&over, &under, &|point| point);
            prop_assert_eq!(any.is_empty(), found.is_empty());
            prop_assert_eq!(found, by_hand(&over, &under));
        }
    }
}
