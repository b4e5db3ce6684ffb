//! The last figure of each source, and which of them others have left behind.

use std::cmp::Reverse;

use rust_decimal::prelude::ToPrimitive;

use crate::check::compare::Tolerances;
use crate::check::conflict::pairs::PAIR_LIMIT;
use crate::check::conflict::sweep::{self, Count, SweptBound};
use crate::check::topic::{Scope, Time, Topic};
use crate::claim::Stance;
use crate::date::{Day, When};
use crate::maps::{HashMap, IndexMap};
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
    /// The same figure, of which nobody asks whether others have left it behind.
    pub(super) fn left_out(self) -> Self {
        Self { high: None, ..self }
    }
}

/// The figures that others have left behind. Numbers are indices into the figures.
#[derive(Debug)]
pub(super) struct Behind {
    /// Those left behind, the lowest first.
    pub behind: Vec<usize>,
    /// All that exceed one of them, the highest first.
    pub beyond: Vec<usize>,
    /// Each one left behind with one that exceeds it, up to [`PAIR_LIMIT`] pairs, in the order of the two lists.
    pub pairs: Vec<(usize, usize)>,
    /// How many such pairs there are in all.
    pub pairs_total: u64,
}

/// The last figure of each source about `scope`, of the claims that `applies` lets through.
///
/// Whoever passes on what somebody else counts has gone along with that, so such a claim ends a figure of the source's own; and so does
/// one that counts more within a later period alone, or in one of `parts`.
pub(super) fn last_figures(
    topic: &Topic<'_>,
    scope: Scope,
    parts: &[Scope],
    applies: impl Fn(usize) -> bool,
) -> Vec<Figure> {
    let mut counted: HashMap<Name, Vec<(Time, Option<Point>)>> = HashMap::default();
    for within in topic.periods_of(scope).chain(parts.iter().copied()) {
        for (source, claims) in spoken(topic, within, &applies) {
            let low = |(time, at): (Time, usize)| (time, topic.claims[at].allowed.plain.low());
            counted.entry(source).or_default().extend(claims.into_iter().map(low));
        }
    }
    let total = |(source, claims): (Name, Vec<(Time, usize)>)| {
        let at = last_figure(topic, claims)?;
        let more = |(time, low): &(Time, Option<Point>)| *low > at.high && at.time.order(time).is_le();
        let went_on = counted.get(&source).is_some_and(|counted| counted.iter().any(more));
        Some(if went_on { at.left_out() } else { at })
    };
    spoken(topic, scope, &applies).into_iter().filter_map(total).collect()
}

/// Each figure of one source about `scope` with the next one, where that exceeds it, of the claims that `applies` lets through.
pub(super) fn consecutive(
    topic: &Topic<'_>,
    scope: Scope,
    applies: impl Fn(usize) -> bool,
) -> Vec<Vec<Figure>> {
    spoken(topic, scope, applies).into_values().flat_map(|claims| rises(topic, claims)).collect()
}

/// Each figure of one source about `whole` with the next one that it gave for one of `parts`, where that exceeds it and nothing else
/// that it said of either lies between, of the claims that `applies` lets through.
pub(super) fn into_parts(
    topic: &Topic<'_>,
    whole: Scope,
    parts: &[Scope],
    applies: impl Fn(usize) -> bool,
) -> Vec<Vec<Figure>> {
    let of_whole = spoken(topic, whole, &applies);
    let of_part = |&part: &Scope| {
        let both = spoken(topic, part, &applies).into_iter().filter_map(|(source, claims)| {
            let mut both = of_whole.get(&source)?.clone();
            both.extend(claims);
            Some(rises(topic, both))
        });
        both.flatten().collect::<Vec<_>>()
    };
    let enters =
        |two: &Vec<Figure>| topic.claims[two[0].at].scope == whole && topic.claims[two[1].at].scope != whole;
    parts.iter().flat_map(of_part).filter(enters).collect()
}

/// Each figure of a source with the next one, where that exceeds it.
fn rises(topic: &Topic<'_>, mut claims: Vec<(Time, usize)>) -> Vec<Vec<Figure>> {
    claims.sort_by(|(one, _), (other, _)| one.order(other));
    let figures: Vec<Figure> =
        claims.into_iter().filter_map(|claim| last_figure(topic, vec![claim])).collect();
    let rises = |two: &&[Figure]| two[0].high.is_some_and(|high| two[1].low > Some(high));
    figures.windows(2).filter(rises).map(<[Figure]>::to_vec).collect()
}

/// What each source said of `scope`, of the claims that `applies` lets through.
fn spoken(
    topic: &Topic<'_>,
    scope: Scope,
    applies: impl Fn(usize) -> bool,
) -> IndexMap<Name, Vec<(Time, usize)>> {
    let mut spoken: IndexMap<Name, Vec<(Time, usize)>> = IndexMap::default();
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
        // Whatever exceeds a final figure conflicts with it.
        high: high.filter(|_| speaks && own(at) && last.valid_for.upper != Validity::Always),
    })
}

/// The figures that others exceed by more than the tolerance, `days` or more later.
pub(super) fn exceeding(figures: &[Figure], days: i32, tolerances: &Tolerances) -> Behind {
    let low = |figure: &Figure| figure.low.map(|low| tolerances.lowered(low, 1));
    left_behind(figures, (days, None), low, |figure| figure.high)
}

/// The figures above zero that others exceed, `days` or more later and less than `until`, by more than twice a day.
pub(super) fn leaping(figures: &[Figure], days: i32, until: Option<i32>) -> Behind {
    /// A billionth of a doubling: what is lost to rounding is no leap.
    const UNIT: f64 = 1e9;
    // What doubles each day stays the same: so many doublings less so many days.
    let doublings = |point: Point, day: Day| {
        let number = point.at.to_f64().filter(|number| *number > 0.0)?;
        Some((number.log2() * UNIT).round() as i64 - i64::from(day.0) * UNIT as i64)
    };
    let low = |figure: &Figure| doublings(figure.low?, figure.days.first).map(|low| low - 2);
    left_behind(figures, (days, until), low, |figure| doublings(figure.high?, figure.days.last))
}

/// The figures the upper bound of which lies below the lower bound of one that is `days` or more later, and less than `until`, on whatever scale
/// `low` and `high` measure them. What a source is said to have given does not exceed its own figure.
fn left_behind<P: Into<Point>>(
    figures: &[Figure],
    (days, until): (i32, Option<i32>),
    low: impl Fn(&Figure) -> Option<P>,
    high: impl Fn(&Figure) -> Option<P>,
) -> Behind {
    let (lower_of, lowers) = bounds(figures, |figure| {
        let (at, day) = (low(figure)?.into(), figure.days.first);
        let owner = figure.cites.map_or(u32::MAX, Name::number);
        (day > Day::MIN).then_some(SweptBound { at, from: day, to: day, owner })
    });
    let (upper_of, uppers) = bounds(figures, |figure| {
        let (at, day) = (high(figure)?.into(), figure.days.last);
        let (from, owner) = (day.plus(days), figure.source.number());
        let to = until.map_or(Day::MAX, |until| day.plus(until - 1));
        (day < Day::MAX && from <= to).then_some(SweptBound { at, from, to, owner })
    });
    let Count { total, sides: [beyond, behind] } = sweep::count(&lowers, &uppers);
    let mut pairs = sweep::crossings(&lowers, &uppers, PAIR_LIMIT);
    let highest = |low: usize| (Reverse(lowers[low].at), lower_of[low]);
    let lowest = |high: usize| (uppers[high].at, upper_of[high]);
    pairs.sort_by_key(|&(low, high)| (lowest(high), highest(low)));
    Behind {
        behind: crossed(&behind, lowest),
        beyond: crossed(&beyond, highest),
        pairs: pairs.into_iter().map(|(low, high)| (upper_of[high], lower_of[low])).collect(),
        pairs_total: total,
    }
}

/// The bounds of those figures that have one, behind the figures that they are of.
fn bounds(
    figures: &[Figure],
    bound: impl Fn(&Figure) -> Option<SweptBound>,
) -> (Vec<usize>, Vec<SweptBound>) {
    figures.iter().enumerate().filter_map(|(at, figure)| Some((at, bound(figure)?))).unzip()
}

/// The figures of the bounds that are crossed at all, by the order that `placed` gives with each.
fn crossed<K: Ord>(counts: &[u64], placed: impl Fn(usize) -> (K, usize)) -> Vec<usize> {
    let crossed = counts.iter().enumerate().filter(|(_, count)| **count > 0);
    let mut placed: Vec<(K, usize)> = crossed.map(|(at, _)| placed(at)).collect();
    placed.sort();
    placed.into_iter().map(|(_, figure)| figure).collect()
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
            until in prop::option::of(1..30),
        ) {
            let figures = figures(&of);
            let found = left_behind(&figures, (days, until), |figure| figure.low, |figure| figure.high);
            let exceeds = |one: &Figure, other: &Figure| {
                other.days.first >= one.days.last.plus(days)
                    && until.is_none_or(|until| other.days.first < one.days.last.plus(until))
                    && other.cites != Some(one.source)
                    && one.high.is_some_and(|high| other.low > Some(high))
            };
            let numbers = || 0..figures.len();
            let mut behind: Vec<usize> = numbers().filter(|&one| numbers().any(|other| exceeds(&figures[one], &figures[other]))).collect();
            behind.sort_by_key(|&at| (figures[at].high, at));
            prop_assert_eq!(&found.behind, &behind);
            let mut beyond: Vec<usize> =
                numbers().filter(|&other| numbers().any(|one| exceeds(&figures[one], &figures[other]))).collect();
            beyond.sort_by_key(|&at| (Reverse(figures[at].low), at));
            prop_assert_eq!(&found.beyond, &beyond);
            let with = |&one: &usize| beyond.iter().map(move |&other| (one, other)).collect::<Vec<_>>();
            let pairs = behind.iter().flat_map(with).filter(|(one, other)| exceeds(&figures[*one], &figures[*other]));
            prop_assert_eq!(&found.pairs, &pairs.collect::<Vec<_>>());
            prop_assert_eq!(found.pairs_total, found.pairs.len() as u64);
        }
    }

    #[test]
    fn twice_as_many_each_day_is_no_leap_and_more_is() {
        let leaps = |more: u8, days: i32| {
            let found = leaping(&figures(&[(0, 3, 0, None), (days, more, 0, None)]), 1, None);
            !found.behind.is_empty()
        };
        assert!(!leaps(6, 1) && leaps(7, 1));
        assert!(!leaps(24, 3) && leaps(25, 3));
        assert!(!leaps(200, 0));
        let from_nothing = figures(&[(0, 0, 0, None), (1, 50, 0, None)]);
        assert!(leaping(&from_nothing, 1, None).behind.is_empty());
    }
}
