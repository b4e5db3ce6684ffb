//! The last figure of each source, and which of them others have left behind.

use std::cmp::Reverse;
use std::collections::HashMap;

use indexmap::IndexMap;
use rust_decimal::prelude::ToPrimitive;

use crate::check::compare::Tolerances;
use crate::check::topic::{Scope, Time, Topic};
use crate::claim::Stance;
use crate::date::{Day, When};
use crate::rule::Validity;
use crate::value::Point;
use gainsay_yaml::text::Name;

/// The last figure of a source.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    /// The claim, as an index into those of the topic.
    pub at: usize,
    /// The days that it speaks of.
    pub days: When,
    time: Time,
    /// Whether the source gave the same figure before.
    pub repeated: bool,
    source: Name,
    cites: Option<Name>,
    /// The least that it allows.
    low: Option<Point>,
    /// The most that it allows, where the source says so itself.
    high: Option<Point>,
}

impl Figure {
    /// No longer asks whether others have left it behind.
    pub(super) fn leave_out(&mut self) {
        self.high = None;
    }
}

/// The figures that others have left behind. Numbers are indices into the figures.
#[derive(Debug)]
pub(super) struct Behind {
    /// Each with the figure that exceeds it most, the lowest first.
    pub behind: Vec<(usize, usize)>,
    /// All that exceed one of them, the highest first.
    pub beyond: Vec<usize>,
}

/// The last figure of each source about `scope`, of the claims that `applies` lets through.
///
/// Whoever passes on what somebody else counts has gone along with that, so such a claim ends a figure of the source's own; and so does
/// one that counts more within a later period alone.
pub(super) fn last_figures(topic: &Topic<'_>, scope: Scope, applies: impl Fn(usize) -> bool) -> Vec<Figure> {
    let mut counted: HashMap<Name, Vec<(Time, Option<Point>)>> = HashMap::new();
    for period in topic.periods_of(scope) {
        for (source, claims) in spoken(topic, period, &applies) {
            let low = |(time, at): (Time, usize)| (time, topic.claims[at].allowed.plain.low());
            counted.entry(source).or_default().extend(claims.into_iter().map(low));
        }
    }
    let total = |(source, claims): (Name, Vec<(Time, usize)>)| {
        let at = last_figure(topic, claims)?;
        let more = |(time, low): &(Time, Option<Point>)| *low > at.high && at.time.order(time).is_le();
        let went_on = counted.get(&source).is_some_and(|counted| counted.iter().any(more));
        Some(if went_on { Figure { high: None, ..at } } else { at })
    };
    spoken(topic, scope, &applies).into_iter().filter_map(total).collect()
}

/// Each two figures of one source about `scope` that follow each other, of the claims that `applies` lets through.
pub(super) fn consecutive(
    topic: &Topic<'_>,
    scope: Scope,
    applies: impl Fn(usize) -> bool,
) -> Vec<Vec<Figure>> {
    let of_source = |mut claims: Vec<(Time, usize)>| {
        claims.sort_by(|(one, _), (other, _)| one.order(other));
        let figures: Vec<Figure> =
            claims.into_iter().filter_map(|claim| last_figure(topic, vec![claim])).collect();
        figures.windows(2).map(<[Figure]>::to_vec).collect::<Vec<_>>()
    };
    spoken(topic, scope, applies).into_values().flat_map(of_source).collect()
}

/// What each source said of `scope`, of the claims that `applies` lets through.
fn spoken(
    topic: &Topic<'_>,
    scope: Scope,
    applies: impl Fn(usize) -> bool,
) -> IndexMap<Name, Vec<(Time, usize)>> {
    let mut spoken: IndexMap<Name, Vec<(Time, usize)>> = IndexMap::new();
    for &at in topic.scopes.get(&scope).into_iter().flatten().filter(|&&at| applies(at)) {
        let claim = &topic.claims[at];
        // A count over a period is of its last day.
        let of_period = |(_, last)| Time { when: When::days(last, last, true), said: None };
        let time = scope.period.map(of_period).or(claim.time);
        if let (Some(time), true) = (time, claim.claim.stance != Stance::Unconfirmed) {
            spoken.entry(claim.claim.source.value).or_default().push((time, at));
        }
    }
    spoken
}

fn last_figure(topic: &Topic<'_>, mut claims: Vec<(Time, usize)>) -> Option<Figure> {
    let ends = |at: usize| {
        let allowed = &topic.claims[at].allowed.plain;
        (allowed.low(), allowed.high())
    };
    // Of several of one time the highest counts, and one that is open above is the highest.
    claims.sort_by(|(one, a), (other, b)| {
        one.order(other).then_with(|| {
            let height = |at: usize| ends(at).1.map_or((true, ends(at).0), |high| (false, Some(high)));
            height(*a).cmp(&height(*b))
        })
    });
    let (time, at) = claims.pop()?;
    let last = &topic.claims[at];
    let own = |at: usize| topic.claims[at].is_own();
    let ((low, high), speaks) = (ends(at), last.speaks() && last.claim.stance == Stance::Asserts);
    Some(Figure {
        at,
        days: time.when,
        time,
        repeated: claims
            .iter()
            .any(|(before, other)| !before.together(&time) && own(*other) && ends(*other) == (low, high)),
        source: last.claim.source.value,
        cites: last.claim.cites.map(|cites| cites.value),
        low: low.filter(|_| speaks),
        // What is above a last word conflicts with it.
        high: high.filter(|_| speaks && own(at) && last.valid_for.upper != Validity::Always),
    })
}

/// The figures that others exceed by more than the tolerance, `days` or more later.
pub(super) fn exceeding(figures: &[Figure], days: i32, tolerances: &Tolerances) -> Behind {
    let low = |figure: &Figure| figure.low.map(|low| tolerances.lowered(low, 1));
    left_behind(figures, days, low, |figure| figure.high)
}

/// The figures above zero that others exceed, `days` or more later, by more than twice a day.
pub(super) fn leaping(figures: &[Figure], days: i32) -> Behind {
    /// A billionth of a doubling: what is lost to rounding is no leap.
    const UNIT: f64 = 1e9;
    // What doubles each day stays the same: so many doublings less so many days.
    let doublings = |point: Point, day: Day| {
        let number = point.at.to_f64().filter(|number| *number > 0.0)?;
        Some((number.log2() * UNIT).round() as i64 - i64::from(day.0) * UNIT as i64)
    };
    let low = |figure: &Figure| doublings(figure.low?, figure.days.first).map(|low| low - 2);
    left_behind(figures, days, low, |figure| doublings(figure.high?, figure.days.last))
}

/// The figures the upper bound of which lies below the lower bound of one that is `days` or more later, on whatever scale
/// `low` and `high` measure them. What a source is said to have given does not exceed its own figure.
fn left_behind<K: Ord + Copy>(
    figures: &[Figure],
    days: i32,
    low: impl Fn(&Figure) -> Option<K>,
    high: impl Fn(&Figure) -> Option<K>,
) -> Behind {
    // The figures that may be exceeded with the first day on which others may exceed them, and those that may exceed one.
    let mut lower: Vec<(Day, K, usize)> = keyed(figures, |figure| {
        let last = figure.days.last;
        high(figure).filter(|_| last < Day::MAX).map(|key| (last.plus(days), key))
    });
    let mut higher: Vec<(Day, K, usize)> = keyed(figures, |figure| {
        let first = figure.days.first;
        low(figure).filter(|_| first > Day::MIN).map(|key| (first, key))
    });
    lower.sort_by_key(|(day, ..)| *day);
    higher.sort_by_key(|(day, ..)| *day);

    let mut behind = Vec::new();
    let (mut later, mut best) = (higher.iter().rev().peekable(), Best::default());
    for &(day, key, at) in lower.iter().rev() {
        while let Some(&(_, key, at)) = later.next_if(|(first, ..)| *first >= day) {
            best.add(key, figures[at].cites, at);
        }
        let top = best.other_than(Some(figures[at].source));
        behind.extend(top.filter(|(top, _)| *top > key).map(|(_, top)| (key, at, top)));
    }
    let mut beyond = Vec::new();
    let (mut earlier, mut best) = (lower.iter().peekable(), Best::default());
    for &(day, key, at) in &higher {
        while let Some(&(_, key, at)) = earlier.next_if(|(first, ..)| *first <= day) {
            best.add(Reverse(key), Some(figures[at].source), at);
        }
        let lowest = best.other_than(figures[at].cites);
        beyond.extend(lowest.filter(|(Reverse(lowest), _)| key > *lowest).map(|_| (Reverse(key), at)));
    }
    behind.sort();
    beyond.sort();
    Behind {
        behind: behind.into_iter().map(|(_, at, top)| (at, top)).collect(),
        beyond: beyond.into_iter().map(|(_, at)| at).collect(),
    }
}

fn keyed<K>(figures: &[Figure], key: impl Fn(&Figure) -> Option<(Day, K)>) -> Vec<(Day, K, usize)> {
    let keyed = figures.iter().enumerate();
    keyed.filter_map(|(at, figure)| key(figure).map(|(day, key)| (day, key, at))).collect()
}

/// The two best of different owners, so that one is left for whoever may not have the other.
#[derive(Debug)]
struct Best<K>(Vec<(K, Option<Name>, usize)>);

impl<K> Default for Best<K> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord + Copy> Best<K> {
    fn add(&mut self, key: K, owner: Option<Name>, at: usize) {
        match self.0.iter_mut().find(|best| best.1 == owner) {
            Some(best) if best.0 >= key => return,
            Some(best) => *best = (key, owner, at),
            None => self.0.push((key, owner, at)),
        }
        self.0.sort_by_key(|(key, ..)| Reverse(*key));
        self.0.truncate(2);
    }

    fn other_than(&self, owner: Option<Name>) -> Option<(K, usize)> {
        let other = self.0.iter().find(|best| owner.is_none() || best.1 != owner);
        other.map(|(key, _, at)| (*key, *at))
    }
}

#[cfg(test)]
mod tests {
    use gainsay_yaml::text::Names;
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    use super::*;

    /// Figures of sources of their own: their day, lowest and highest number, and which of the others they cite.
    fn figures(of: &[(i32, u8, u8, Option<usize>)]) -> Vec<Figure> {
        let mut names = Names::default();
        let sources: Vec<Name> = (0..of.len()).map(|number| names.intern(&number.to_string())).collect();
        let point = |number: u8| Some(Point::from(Decimal::from(number)));
        let figure = |(at, &(day, low, more, cites)): (usize, &(i32, u8, u8, Option<usize>))| Figure {
            at,
            days: When::days(Day(day), Day(day), true),
            time: Time { when: When::days(Day(day), Day(day), true), said: None },
            repeated: false,
            source: sources[at],
            cites: cites.map(|cites| sources[cites % of.len()]),
            low: point(low),
            high: cites.is_none().then(|| point(low.saturating_add(more))).flatten(),
        };
        of.iter().enumerate().map(figure).collect()
    }

    proptest! {
        #[test]
        fn what_is_left_behind_is_found_as_pair_by_pair(
            of in prop::collection::vec((0..40, 1..60_u8, 0..3_u8, prop::option::weighted(0.3, 0..8_usize)), 1..12),
            days in 1..20,
        ) {
            let figures = figures(&of);
            let found = left_behind(&figures, days, |figure| figure.low, |figure| figure.high);
            let exceeds = |one: &Figure, other: &Figure| {
                other.days.first >= one.days.last.plus(days)
                    && other.cites != Some(one.source)
                    && one.high.is_some_and(|high| other.low > Some(high))
            };
            let numbers = || 0..figures.len();
            let mut behind: Vec<usize> = found.behind.iter().map(|(at, _)| *at).collect();
            behind.sort_unstable();
            let expected: Vec<usize> =
                numbers().filter(|&one| numbers().any(|other| exceeds(&figures[one], &figures[other]))).collect();
            prop_assert_eq!(behind, expected);
            let mut beyond = found.beyond;
            beyond.sort_unstable();
            let expected: Vec<usize> =
                numbers().filter(|&other| numbers().any(|one| exceeds(&figures[one], &figures[other]))).collect();
            prop_assert_eq!(beyond, expected);
            for (one, top) in found.behind {
                let highest = numbers().filter(|&other| exceeds(&figures[one], &figures[other]));
                prop_assert_eq!(highest.map(|other| figures[other].low).max(), Some(figures[top].low));
            }
        }
    }

    #[test]
    fn twice_as_many_each_day_is_no_leap_and_more_is() {
        let leaps = |more: u8, days: i32| {
            let found = leaping(&figures(&[(0, 3, 0, None), (days, more, 0, None)]), 1);
            !found.behind.is_empty()
        };
        assert!(!leaps(6, 1) && leaps(7, 1));
        assert!(!leaps(24, 3) && leaps(25, 3));
        assert!(!leaps(200, 0));
        let from_nothing = figures(&[(0, 0, 0, None), (1, 50, 0, None)]);
        assert!(leaping(&from_nothing, 1).behind.is_empty());
    }
}
