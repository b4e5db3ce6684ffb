//! Sums that exceed others, held to all combinations.

use indexmap::IndexMap;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::added::{Part, Said, Sum};
use super::addend::Addend;
use super::against::Found;
use super::exceeding::{exceeding, exceeding_at_all};
use super::strength::exceeds;
use super::strong::{Group, StrongSums};
use crate::check::compare::{Tolerances, Values};
use crate::check::topic::{At, Bound, Limit, Window};
use crate::date::{Day, When};
use crate::finding::WeakReason;
use crate::rule::Validity;
use crate::value::Point;
use gainsay_yaml::text::{Name, Names};

/// A bound at random.
#[derive(Debug, Clone)]
struct Made {
    value: i64,
    /// By how much a hedge widens it.
    hedge: Option<i64>,
    from: i32,
    more: i32,
    source: usize,
    published: Option<i32>,
    doubtful: bool,
}

const TOLERANCES: Tolerances = Tolerances {
    tolerance: Decimal::ZERO,
    margin: Decimal::ZERO,
    sampled: false,
    exact: false,
    same_time: 1,
    lag: 0,
    leap: Decimal::TWO,
    values: Values::Numbers,
};

fn ends(made: &[Made], term: usize, low: bool) -> Vec<Sum<'static>> {
    let mut names = Names::default();
    let sources: Vec<Name> = ["a", "b", "c", "d"].iter().map(|name| names.intern(name)).collect();
    let end = |(at, made): (usize, &Made)| {
        let (from, to) = (Day(made.from), Day(made.from + made.more));
        let said = When::every(from, from).unwrap();
        let valid_for = Validity::Days(made.more.unsigned_abs());
        let valid = Window { from, to, said, valid_for, limit: Limit::NONE };
        let point = Point::from(made.value);
        let widened = made.hedge.map(|hedge| Point::from(made.value + if low { -hedge } else { hedge }));
        let bound = Bound { at: point, widened, only_likely: false, rounding: 0.into(), valid };
        let published = made.published.map(|day| (Day(day), Day(day)));
        let said = Said {
            claim: (term, at),
            source: sources[made.source],
            valid,
            published,
            doubt: made.doubtful.then_some(WeakReason::Unverified),
        };
        Sum { bound, parts: vec![Part { value: made.value.into(), said, share: None }], unit: None }
    };
    made.iter().enumerate().map(end).collect()
}

fn addends(side: &[Vec<Made>], first: usize) -> Vec<Addend<'static>> {
    let addend = |(at, made): (usize, &Vec<Made>)| Addend {
        ends: ends(made, first + at, first == 0),
        counts: at % 2 == 0,
    };
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
type Furthest = IndexMap<At, Decimal>;

/// For each bound of `under` by how much the furthest sum of two exceeds, among those that `counts` lets through.
fn furthest(
    sums: impl IntoIterator<Item = (Sum<'static>, Sum<'static>)>,
    counts: impl Fn(&Sum<'static>, &Sum<'static>) -> bool,
) -> Furthest {
    let mut furthest = Furthest::new();
    for (large, small) in sums {
        let excess = large.bound.at.at - small.bound.at.at;
        if large.bound.valid.meets(&small.bound.valid, 0) && excess >= Decimal::ZERO && counts(&large, &small)
        {
            for claim in small.claims() {
                let known = furthest.entry(claim).or_insert(excess);
                *known = excess.max(*known);
            }
        }
    }
    furthest.sort_unstable_keys();
    furthest
}

/// All sums of the one side with all of the other.
fn by_hand(over: &[Addend<'static>], under: &[Addend<'static>]) -> Vec<(Sum<'static>, Sum<'static>)> {
    let large = all(over, true);
    let small = all(under, false);
    small.iter().flat_map(|small| large.iter().map(move |large| (large.clone(), small.clone()))).collect()
}

fn is_strong(over: &Sum<'static>, under: &Sum<'static>) -> bool {
    exceeds(over, under, &TOLERANCES).is_some_and(|doubts| doubts.is_empty())
}

fn made() -> impl Strategy<Value = Vec<Vec<Made>>> {
    let hedge = prop_oneof![4 => Just(Some(0)), 2 => (0i64..6).prop_map(Some), 1 => Just(None)];
    let weak = (prop::option::weighted(0.7, 0i32..4), prop::bool::weighted(0.1));
    let end = (0i64..40, hedge, 0i32..8, 0i32..5, 0usize..4, weak);
    let end = end.prop_map(|(value, hedge, from, more, source, (published, doubtful))| Made {
        value,
        hedge,
        from,
        more,
        source,
        published,
        doubtful,
    });
    prop::collection::vec(prop::collection::vec(end, 0..6), 1..4)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn the_furthest_sum_is_found_for_each_bound(over in made(), under in made()) {
        let (over, under) = (addends(&over, 0), addends(&under, 10));
        let found = exceeding(&over, &under, &TOLERANCES);
        for (large, small) in &found {
            prop_assert!(large.bound.valid.meets(&small.bound.valid, 0));
        }
        let found = furthest(found, |_, _| true);
        let any = exceeding_at_all(&over, &under, &TOLERANCES);
        prop_assert_eq!(any.is_empty(), found.is_empty());
        prop_assert_eq!(found, furthest(by_hand(&over, &under), |_, _| true));
    }

    #[test]
    fn a_strong_sum_is_found_for_each_bound(over in made(), under in made()) {
        let (over, under) = (addends(&over, 0), addends(&under, 10));
        let found = furthest(exceeding(&over, &under, &TOLERANCES), is_strong);
        let any = exceeding_at_all(&over, &under, &TOLERANCES).iter().any(|(over, under)| is_strong(over, under));
        let by_hand = furthest(by_hand(&over, &under), is_strong);
        prop_assert_eq!(any, !by_hand.is_empty(), "{:?} and {:?}", found, by_hand);
        prop_assert!(found.keys().eq(by_hand.keys()), "{:?} instead of {:?}", found, by_hand);
    }
}

/// The same bounds, some of them just before or after where they were, as strong evidence takes them.
fn nudged(mut addends: Vec<Addend<'static>>) -> Vec<Addend<'static>> {
    for (at, end) in addends.iter_mut().flat_map(|addend| &mut addend.ends).enumerate() {
        let nudge = [0, 1, 0, -1, 0, 0, 1][at % 7];
        end.bound.widened = end.bound.widened.map(|point| Point { nudge, ..point });
    }
    addends
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn the_single_term_of_another_source_is_that_which_trying_each_finds(
        over in made(),
        under in made(),
        percent in prop_oneof![Just(0i64), Just(10), Just(49), Just(50), Just(70)],
    ) {
        let tolerances = Tolerances { tolerance: Decimal::new(percent, 2), ..TOLERANCES };
        let (over, under) = (nudged(addends(&over, 0)), nudged(addends(&under, 10)));
        let lowered = |sum| tolerances.lowered(sum, 2);
        let sums = StrongSums::new([&over, &under], None, &tolerances, &lowered, under.len());
        let Some(sums) = sums else { return Ok(()) };
        let groups = |free: usize| {
            let terms = (0..over.len()).map(|at| (0, at)).chain((0..under.len()).map(|at| (1, at)));
            terms.filter(move |&term| term != (1, free)).map(|(side, at)| Group::Term(side, at))
        };
        // Of each bound the sum that is furthest apart, and of equal ones that with the first group.
        let furthest = |found: Vec<(usize, Group, Found<'static>)>| {
            let mut furthest: IndexMap<usize, (Decimal, Group, Vec<At>)> = IndexMap::new();
            for (end, group, found) in found {
                let one = (found.excess, group, found.over.claims());
                let known = furthest.entry(end).or_insert_with(|| one.clone());
                if one.0 > known.0 || one.0 == known.0 && group < known.1 {
                    *known = one;
                }
            }
            furthest.sort_unstable_keys();
            furthest
        };
        for free in 0..under.len() {
            let found = |own, group, wanted: &dyn Fn(usize) -> bool| {
                sums.beside(own, free, group, &sums.pieces(group, free), wanted)
            };
            for own in sums.giving(free) {
                let plainly = groups(free).flat_map(|group| found(own, group, &|_| true)).collect();
                let singles = sums.singles(own, free).into_iter();
                let fast = singles.flat_map(|(group, ends)| found(own, group, &|end| ends.contains(&end)));
                prop_assert_eq!(furthest(fast.collect()), furthest(plainly));
            }
        }
    }
}

#[test]
fn many_strong_sums_are_hidden_from_view() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let hidden = (0..1_000).filter(|_| {
        let cases = (made(), made());
        let tree = cases.new_tree(&mut runner).unwrap();
        let (over, under) = proptest::strategy::ValueTree::current(&tree);
        let (over, under) = (addends(&over, 0), addends(&under, 10));
        let strong = furthest(by_hand(&over, &under), is_strong);
        let plain: Vec<_> = by_hand(&over, &under);
        let most = furthest(plain.clone(), |_, _| true);
        let shown = furthest(plain, |over, under| {
            let excess = over.bound.at.at - under.bound.at.at;
            is_strong(over, under) && under.claims().iter().any(|claim| most[claim] == excess)
        });
        strong.len() > shown.len()
    });
    assert!(hidden.count() > 20);
}

#[test]
fn what_may_be_left_out_never_hides_a_strong_sum() {
    let made = |value, hedge| Made {
        value,
        hedge: Some(hedge),
        from: 0,
        more: 0,
        source: 0,
        published: None,
        doubtful: false,
    };
    // The first term counts something: at least none, although its hedge would reach below.
    let over = addends(&[vec![made(0, 3)], vec![made(20, 2)]], 0);
    let under = addends(&[vec![made(13, 3)]], 10);
    let found = furthest(exceeding(&over, &under, &TOLERANCES), is_strong);
    assert_eq!(found.get(&(10, 0)), Some(&Decimal::from(7)));
}
