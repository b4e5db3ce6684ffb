//! Sums that exceed others: the terms of one side add up to more than those of the other on a common day.
//!
//! For each bound on the side that is too small, the worst sum that exceeds it is found without trying combinations: on each
//! day only the best bound of every other term counts, and the best one of another source where all would be of one.

use indexmap::IndexSet;

use super::added::Sum;
use super::best::Best;
use super::range_max::{Merge, RangeMax};
use super::term::Term;
use super::total::Total;
use crate::date::Day;
use crate::value::Point;
use gainsay_yaml::text::Name;

/// One term of a side.
#[derive(Debug, Clone)]
pub(crate) struct Addend<'t> {
    /// Its bounds: lower ones on the side that is too large, upper ones on the other.
    pub ends: Vec<Sum<'t>>,
    /// Whether it counts something, so that it is not below zero where no claim gives it.
    pub counts: bool,
}

/// Sums of lower bounds of `over` that may exceed sums of upper bounds of `under`, with those: for each bound of `under` the pair
/// that is furthest apart, after `lowered` takes off what is tolerated. Where `mixed`, no pair is of one source alone.
pub(crate) fn exceeding<'t>(
    over: &[Addend<'t>],
    under: &[Addend<'t>],
    lowered: &dyn Fn(Point) -> Point,
    mixed: bool,
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
        for free in 0..under.len() {
            found.extend(Against { over: &over, under: &under, free, lowered, mixed }.found());
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
    mixed: bool,
}

/// The best of all other terms from a day on.
#[derive(Debug, Clone, Copy)]
struct Combination {
    /// How much is left for the bound that it is held against: it exceeds all that is less.
    left: Point,
    day: Day,
    /// The source that all of it is of, where that matters.
    only: Option<Name>,
    /// The term that gives its best bound of another source.
    replaced: Option<usize>,
}

/// The furthest of a run of days, and the furthest that is not of the same source alone.
#[derive(Debug, Clone, Copy)]
struct Furthest {
    any: Option<Combination>,
    another: Option<Combination>,
}

impl Furthest {
    fn of(combinations: impl Iterator<Item = Combination> + Clone) -> Self {
        let further = |a: Combination, b: Combination| if b.left > a.left { b } else { a };
        let any = combinations.clone().reduce(further);
        let only = any.and_then(|any| any.only);
        let another = combinations.filter(|one| only.is_some() && one.only != only).reduce(further);
        Self { any, another }
    }
}

impl Merge for Furthest {
    fn merge(self, other: Self) -> Self {
        Self::of([self.any, self.another, other.any, other.another].into_iter().flatten())
    }
}

impl<'t> Against<'_, 't> {
    fn found(&self) -> Vec<(Sum<'t>, Sum<'t>)> {
        let (days, furthest): (Vec<Day>, Vec<Furthest>) = self.furthest().into_iter().unzip();
        let tree = RangeMax::new(&furthest);
        let ends = &self.under[self.free].ends;
        let valid = ends.iter().filter(|end| end.bound.valid.from <= end.bound.valid.to);
        let found = valid.filter_map(|end| {
            let first = days.partition_point(|day| *day <= end.bound.valid.from).saturating_sub(1);
            let last = days.partition_point(|day| *day <= end.bound.valid.to).checked_sub(1)?;
            let Furthest { any, another } = tree.over(first, last)?;
            let alone = |one: &Combination| one.only.is_some() && one.only == end.source;
            let combination = any.filter(|any| !alone(any)).or(another)?;
            (combination.left >= end.bound.at).then(|| self.sums(&combination, end))?
        });
        found.collect()
    }

    /// The terms of both sides but for the free one, those of `over` first.
    fn others(&self) -> impl Iterator<Item = &Term<'t>> {
        let under = self.under.iter().enumerate().filter(|(at, _)| *at != self.free).map(|(_, term)| term);
        self.over.iter().chain(under)
    }

    /// The combinations that are the furthest from each day on on which a best bound changes.
    fn furthest(&self) -> Vec<(Day, Furthest)> {
        let others: Vec<&Term<'t>> = self.others().collect();
        let changes = others
            .iter()
            .enumerate()
            .flat_map(|(at, term)| term.track.changes().iter().map(move |&(day, best)| (day, at, best)));
        let mut changes: Vec<(Day, usize, Best)> = changes.collect();
        changes.sort_unstable_by_key(|&(day, at, _)| (day, at));
        let mut total = Total::new(&others, self.over.len());
        let of_day = changes.chunk_by(|a, b| a.0 == b.0).map(|changes| {
            for &(_, at, best) in changes {
                total.set(at, best);
            }
            let day = changes[0].0;
            (day, Furthest::of(self.combinations(day, &total).into_iter()))
        });
        of_day.collect()
    }

    /// The best of all other terms on a day; where that is of one source alone, the next best that is not as well.
    fn combinations(&self, day: Day, total: &Total<'_, 't>) -> Vec<Combination> {
        let Some(left) = total.left(None, self.lowered) else { return Vec::new() };
        let only = if self.mixed { total.only() } else { None };
        let first = Combination { left, day, only, replaced: None };
        let terms = if only.is_some() { total.terms() } else { 0 };
        let replaced = (0..terms).filter_map(|term| {
            let left = total.left(Some(term), self.lowered)?;
            Some(Combination { left, day, only: None, replaced: Some(term) })
        });
        std::iter::once(first).chain(replaced).collect()
    }

    /// The sums of a combination with the bound that it is held against.
    fn sums(&self, combination: &Combination, end: &Sum<'t>) -> Option<(Sum<'t>, Sum<'t>)> {
        let picked = |(at, term): (usize, &Term<'t>)| {
            let Best { first, other } = term.track.at(combination.day);
            let end = if combination.replaced == Some(at) { other } else { first };
            end.map(|end| term.ends[end].clone())
        };
        let over = self.over.iter().enumerate().filter_map(picked);
        let over = over.map(Some).reduce(|sum, end| sum?.plus(&end?))??;
        let under = self.under.iter().enumerate().map(|(at, term)| {
            let before = self.over.len() + at - usize::from(at > self.free);
            if at == self.free { Some(end.clone()) } else { picked((before, term)) }
        });
        Some((over, under.reduce(|sum, end| sum?.plus(&end?))??))
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
    use gainsay_yaml::text::Names;

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
            let parts = vec![crate::check::sum::Part { value: value.into(), claim: (term, at), share: None }];
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
    fn by_hand(
        over: &[Addend<'static>],
        under: &[Addend<'static>],
        mixed: bool,
    ) -> IndexMap<(usize, usize), Decimal> {
        let mut furthest = IndexMap::new();
        for small in all(under, false) {
            for large in all(over, true) {
                let days = large.bound.valid.meets(&small.bound.valid, 0);
                let own = large.source.is_some() && large.source == small.source;
                let excess = large.bound.at.at - small.bound.at.at;
                if days && !(mixed && own) && excess >= Decimal::ZERO {
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
        fn the_furthest_sum_is_found_for_each_bound(over in made(), under in made(), mixed: bool) {
            let (over, under) = (addends(&over, 0), addends(&under, 10));
            let mut found: IndexMap<(usize, usize), Decimal> = IndexMap::new();
            for (large, small) in exceeding(&over, &under, &|point| point, mixed) {
                prop_assert!(large.bound.valid.meets(&small.bound.valid, 0));
                prop_assert!(!mixed || large.source.is_none() || large.source != small.source);
                let excess = large.bound.at.at - small.bound.at.at;
                for claim in small.claims() {
                    let known = found.entry(claim).or_insert(excess);
                    *known = excess.max(*known);
                }
            }
            found.sort_unstable_keys();
            prop_assert_eq!(found, by_hand(&over, &under, mixed));
        }
    }
}
