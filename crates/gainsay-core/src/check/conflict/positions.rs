//! The positions of a dispute: the fewest values that explain all of its claims.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use indexmap::IndexMap;
use rust_decimal::Decimal;

use super::dispute::Dispute;
use super::pairs::ConflictingPair;
use crate::check::compare::Tolerances;
use crate::check::topic::{Scope, Topic};
use crate::maps::HashSet;
use crate::rule::Rule;
use crate::value::{Interval, Point};

/// The fewest values that explain all claims of a dispute, in ascending order: of each the claims that allow it, or differ from it by no
/// more than `rule` tolerates, as indices into the claims of the topic; the one that says it best comes first.
///
/// The values are those of the dispute's own scope. A part bears on the whole by its lower bound alone: its claims stand by the
/// lowest value that is no less, so that no two of one part stand together that no value explains.
pub(crate) fn positions(topic: &Topic<'_>, dispute: &Dispute, rule: &Rule) -> Vec<Vec<usize>> {
    let tolerances = Tolerances::of(rule, topic);
    let mut scopes: IndexMap<Scope, Vec<usize>> = IndexMap::from([(dispute.scope, Vec::new())]);
    for &at in &dispute.members {
        scopes.entry(topic.claims[at].scope).or_default().push(at);
    }
    let rivals = Rivals::of(dispute);
    let explained = |members: &[usize]| explained(topic, members, &tolerances, &rivals);
    let own = explained(&scopes.shift_remove(&dispute.scope).unwrap_or_default());
    let mut positions: Vec<Placed> = own.into_iter().map(|value| Placed::new(dispute.scope, value)).collect();
    // Wider ones first: a part is held against what stands there for those around it.
    scopes.sort_by_cached_key(|&scope, _| topic.around(scope).len());
    for (scope, claims) in scopes {
        let mut next = 0;
        let around: HashSet<Scope> = topic.around(scope).iter().copied().collect();
        let mut values = explained(&claims);
        values.sort_by_key(|value| value.low);
        for value in values {
            let below = |position: &Placed| matches!((position.high, value.low), (Some(h), Some(l)) if h < l);
            next = positions.partition_point(below).max(next);
            while positions.get(next).is_some_and(|position| !position.fits(&value, &around)) {
                next += 1;
            }
            match positions.get_mut(next) {
                Some(position) => position.add(scope, value),
                None => positions.push(Placed { high: None, ..Placed::new(scope, value) }),
            }
            next += 1;
        }
    }
    // Where a part stands alone it may be less than a whole that it does not stand by.
    positions.sort_by(|a, b| open_last(a.value, b.value));
    positions.into_iter().map(|position| best_first(topic, dispute, position.claims)).collect()
}

/// A value that explains claims of one scope.
struct Explained {
    /// The lower bound that is the highest.
    low: Option<Point>,
    /// The upper bound that is the lowest, which is the value.
    high: Option<Point>,
    /// The highest number that is rounded to the value.
    rounded: Option<Point>,
    claims: Vec<usize>,
}

impl Explained {
    /// Whether the value, or a number that is rounded to it, is no less than `low`.
    fn is_at_least(&self, low: Option<Point>) -> bool {
        low.is_none_or(|low| self.rounded.is_none_or(|rounded| low <= rounded))
    }
}

/// A position in the making.
struct Placed {
    /// Its value on the whole; nothing where there is no upper end to that.
    high: Option<Point>,
    /// The value that it was begun for, on its own scope.
    value: Option<Point>,
    /// The value of each scope in it.
    of_scopes: HashMap<Scope, Option<Point>, RandomState>,
    claims: Vec<usize>,
}

impl Placed {
    fn new(scope: Scope, value: Explained) -> Self {
        Self {
            value: value.high.or(value.low),
            high: value.high,
            of_scopes: HashMap::from_iter([(scope, value.high)]),
            claims: value.claims,
        }
    }

    /// Whether a part is no more than the value of any of the wholes `around` it.
    fn fits(&self, part: &Explained, around: &HashSet<Scope>) -> bool {
        let no_more = |high: &Option<Point>| part.low.zip(*high).is_none_or(|(low, high)| low <= high);
        // In a long chain of places, many lie around one, of which a position has few; of a whole with many parts it has many.
        if around.len() < self.of_scopes.len() {
            around.iter().filter_map(|whole| self.of_scopes.get(whole)).all(no_more)
        } else {
            let wholes = self.of_scopes.iter().filter(|(scope, _)| around.contains(scope));
            wholes.map(|(_, high)| high).all(no_more)
        }
    }

    fn add(&mut self, scope: Scope, value: Explained) {
        self.of_scopes.insert(scope, value.high);
        self.claims.extend(value.claims);
    }
}

/// Which claims each claim conflicts with, in the pairs that are listed.
struct Rivals(HashMap<usize, Vec<usize>, RandomState>);

impl Rivals {
    fn of(dispute: &Dispute) -> Self {
        let mut rivals: HashMap<usize, Vec<usize>, RandomState> = HashMap::default();
        for &ConflictingPair { a, b, .. } in &dispute.pairs {
            rivals.entry(a).or_default().push(b);
            rivals.entry(b).or_default().push(a);
        }
        Self(rivals)
    }

    /// Whether a claim conflicts with any of `claims`.
    fn any(&self, at: usize, claims: &[usize]) -> bool {
        self.0.get(&at).is_some_and(|rivals| rivals.iter().any(|rival| claims.contains(rival)))
    }
}

/// The fewest values that explain claims of one scope, in ascending order.
///
/// Claims are taken by their upper bounds, lowest first; the upper bound of a claim that no value chosen so far explains
/// is the next value. For intervals no smaller number of values will do.
///
/// What began on its day is taken by the days before, on which its own lower bound does not count: so claims that conflict by that
/// are kept apart here.
fn explained(
    topic: &Topic<'_>,
    members: &[usize],
    tolerances: &Tolerances,
    rivals: &Rivals,
) -> Vec<Explained> {
    let mut claims: Vec<(usize, Vec<Interval>)> =
        members.iter().map(|&at| (at, allowed(topic, at))).collect();
    let low = |at: usize| topic.claims[at].allowed.plain.low();
    let high = |intervals: &[Interval]| intervals.last().and_then(|last| last.high);
    claims.sort_by(|a, b| open_last(high(&a.1), high(&b.1)).then(a.0.cmp(&b.0)));
    let mut values: Vec<Explained> = Vec::new();
    for (at, intervals) in claims {
        let rounding = if tolerances.exact { Decimal::ZERO } else { topic.claims[at].allowed.rounding };
        let moved = |point: Point, by: Decimal| Point { at: point.at.saturating_add(by), ..point };
        let least = |low: Point| moved(low, -rounding).min(tolerances.lowered(low, 1));
        // The values chosen so far ascend, so of those up to its upper bound an interval holds the last one or none.
        let last = |interval: &Interval| {
            let after = values.partition_point(|value| open_last(value.high, interval.high).is_le());
            let holds = |last: &usize| values[*last].is_at_least(interval.low.map(least));
            after.checked_sub(1).filter(holds)
        };
        let known = intervals.iter().filter_map(last).max();
        match known.filter(|&known| !rivals.any(at, &values[known].claims)) {
            Some(known) => {
                values[known].low = values[known].low.max(low(at));
                values[known].claims.push(at);
            }
            None => {
                let high = high(&intervals);
                let rounded = high.map(|high| moved(high, rounding));
                values.push(Explained { low: low(at), high, rounded, claims: vec![at] });
            }
        }
    }
    values
}

/// What a claim allows of its own scope.
fn allowed(topic: &Topic<'_>, at: usize) -> Vec<Interval> {
    match topic.claims[at].basis().before() {
        // What began on its day is a position against those who have it earlier.
        Some(before) => vec![Interval::new(None, Some(before.at))],
        None => topic.claims[at].allowed.plain.intervals().to_vec(),
    }
}

fn open_last(a: Option<Point>, b: Option<Point>) -> std::cmp::Ordering {
    match (a, b) {
        (None, None) => std::cmp::Ordering::Equal,
        (None, _) => std::cmp::Ordering::Greater,
        (_, None) => std::cmp::Ordering::Less,
        (Some(a), Some(b)) => a.cmp(&b),
    }
}

/// Puts the claim that shows a position best in front: one of the dispute's own scope, and one whose upper end is closed, where
/// there are such; of those one of the surest pair, else of any strong pair, else the first. The others stay in the order of files.
fn best_first(topic: &Topic<'_>, dispute: &Dispute, mut claims: Vec<usize>) -> Vec<usize> {
    claims.sort_unstable();
    let rank =
        |at: usize| dispute.pairs.iter().position(|pair| pair.a == at || pair.b == at).unwrap_or(usize::MAX);
    let aside = |index: usize| aside(topic, dispute, claims[index]);
    let best = (0..claims.len()).min_by_key(|&index| (aside(index), rank(claims[index]), index));
    if let Some(best) = best {
        claims[..=best].rotate_right(1);
    }
    claims
}

/// Whether a claim is of another scope than the dispute, and whether its upper end is open: others show a position better.
pub(super) fn aside(topic: &Topic<'_>, dispute: &Dispute, at: usize) -> (bool, bool) {
    let claim = &topic.claims[at];
    (claim.scope != dispute.scope, claim.allowed.plain.high().is_none())
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use crate::check::fixture::Fixture;

    /// The sides of the one conflict among claims, each as `id, source, place, attribute, value, day of May`: the ids of each, and the claims
    /// on none with the sides that they fit.
    fn positions(claims: &[&str]) -> Vec<String> {
        let mut text = "places:\n  land:\n  town: { within: land }\n  ward: { within: town }\n  port: { within: land }\n\
                        sources: { a: , b: , c: , d: , e: , f: }\nclaims:\n"
            .to_owned();
        for claim in claims {
            let keys: Vec<&str> = claim.split(", ").collect();
            let [id, source, place, attribute, value, day] = keys[..] else { panic!("{claim}") };
            let _ = writeln!(
                text,
                "  - {{ id: {id}, source: {source}, subject: war, place: {place}, attribute: {attribute}, value: \"{value}\", \
                 as-of: 2024-05-{day} }}"
            );
        }
        let fixture = Fixture::read(&text);
        let findings = fixture.checker().analyze().findings;
        let conflicts: Vec<_> = findings.iter().filter(|finding| !finding.positions.is_empty()).collect();
        let [conflict] = conflicts[..] else { panic!("{conflicts:?}") };
        let ids = |claims: &[_]| fixture.records.ids(claims).join(" ");
        let sides = conflict.positions.iter().map(|position| ids(&position.claims));
        let others = conflict.on_no_side.iter();
        let others = others.map(|other| format!("{} fits {:?}", ids(&[other.claim]), other.fits));
        sides.chain(others).collect()
    }

    #[test]
    fn claims_of_a_part_stand_by_the_lowest_value_that_is_no_less_each_value_by_its_own() {
        let claims = [
            "low, a, land, troops, 3000, 10",
            "middle, b, land, troops, 10000, 10",
            "high, c, land, troops, 20000, 10",
            "few, d, town, troops, 1500, 10",
            "many, e, town, troops, 9000, 10",
            "some, f, port, troops, 4000, 10",
        ];
        assert_eq!(
            positions(&claims),
            ["low", "middle", "high", "few fits [1, 2, 3]", "many fits [2, 3]", "some fits [2, 3]"]
        );
    }

    #[test]
    fn values_of_a_part_that_no_whole_has_room_for_are_positions_of_their_own() {
        let claims = [
            "whole, a, land, deaths, 100, 10",
            "many, b, town, deaths, 300, 09",
            "more, c, town, deaths, 500, 09",
            "port, d, port, deaths, 200, 09",
        ];
        assert_eq!(positions(&claims), ["whole", "many", "more", "port fits []"]);
    }

    #[test]
    fn a_part_does_not_stand_by_a_smaller_whole_within_the_whole() {
        let claims = [
            "land, a, land, deaths, 900, 10",
            "town, b, town, deaths, 100, 10",
            "ward, c, ward, deaths, 300, 09",
            "low, d, land, deaths, 200, 10",
        ];
        assert_eq!(positions(&claims), ["low", "land", "town fits [1, 2]", "ward fits [2]"]);
    }

    #[test]
    fn a_closed_value_of_the_whole_stands_in_front_of_one_that_is_open_and_of_a_part() {
        let claims = [
            "low, a, land, deaths, 600, 20",
            "open, b, land, deaths, at least 1600, 19",
            "part, c, town, deaths, 3000, 10",
            "high, d, land, deaths, 4000, 10",
        ];
        assert_eq!(positions(&claims), ["low", "high open", "part fits [2]"]);
    }

    #[test]
    fn claims_that_the_rule_takes_for_the_same_stand_together() {
        let claims = [
            "low, a, land, deaths, 100, 10",
            "about, b, land, deaths, 101, 10",
            "high, c, land, deaths, 300, 10",
        ];
        assert_eq!(positions(&claims), ["low about", "high"]);
        let rounded = [
            "rounded, a, land, deaths, 1.2 million, 10",
            "exact, b, land, deaths, 1234567, 10",
            "high, c, land, deaths, 3 million, 10",
        ];
        assert_eq!(positions(&rounded), ["rounded exact", "high"]);
    }

    #[test]
    fn what_began_later_than_others_have_it_stands_apart_from_what_denies_it() {
        let claims = [
            "early, a, land, deployment, in combat, 02",
            "began, b, land, deployment, began fighting, 20",
            "denied, c, land, deployment, no combat, 21",
        ];
        assert_eq!(positions(&claims), ["began", "denied", "early"]);
    }
}
