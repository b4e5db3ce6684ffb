//! Echoes: claims that only pass on what a source says that is here itself.

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;

use super::context::Context;
use super::topic::{ClaimBox, Thing, Topic};
use crate::claim::{Day, Stance, When};
use crate::rule::{Kind, Task};
use crate::text::Name;

/// Marks the second-hand claims whose cited source has said it itself.
///
/// Such a claim is held against that source alone, not counted again against everyone else. It is an echo where
/// the cited source, or one below it, spoke
/// - of the same thing, of about the same time, no later than the claim was published; or
/// - of something else, but gave the very number: the claim passes it on wrongly.
///
/// A second-hand claim whose origin is not here stays a voice of its own.
pub fn mark(topics: &mut [Topic<'_>], origins: &Origins, context: &Context<'_>) {
    let echoes: Vec<At> = second_hand(topics).filter(|&at| origins.of(topics, at, context).any()).collect();
    for (topic, at) in echoes {
        topics[topic].boxes[at].echo = true;
    }
}

/// The claims that cite somebody.
pub fn second_hand(topics: &[Topic<'_>]) -> impl Iterator<Item = At> {
    every(topics).filter(|&at| claim(topics, at).claim.cites.is_some())
}

/// What the cited source said itself about the time of a second-hand claim.
#[derive(Debug, Default)]
pub struct Own {
    /// Of the same thing.
    pub same_thing: Vec<At>,
    /// Of something else, with the very number of the claim.
    pub same_number: Vec<At>,
}

impl Own {
    /// Whether the claim is an echo of anything.
    #[must_use]
    pub fn any(&self) -> bool {
        !self.same_thing.is_empty() || !self.same_number.is_empty()
    }
}

/// How many claims of the cited source are held against one second-hand claim.
const OWN_LIMIT: usize = 64;

/// A claim by its topic and its place in that.
pub type At = (usize, usize);

fn every(topics: &[Topic<'_>]) -> impl Iterator<Item = At> {
    topics.iter().enumerate().flat_map(|(topic, boxes)| (0..boxes.boxes.len()).map(move |at| (topic, at)))
}

fn claim<'t, 'r>(topics: &'t [Topic<'r>], (topic, at): At) -> &'t ClaimBox<'r> {
    &topics[topic].boxes[at]
}

/// Claims by the first day that they speak of.
type ByDay = Vec<(Day, At)>;

/// What each cited source, or one below it, said: by the place it speaks of, by the places around that, and by the
/// numbers it gives.
#[derive(Debug)]
pub struct Origins {
    at_place: HashMap<(Name, Thing, Option<Name>), ByDay>,
    within_place: HashMap<(Name, Thing, Name), ByDay>,
    by_number: HashMap<(Name, Decimal), ByDay>,
    days: i32,
}

impl Origins {
    /// Notes what every cited source said.
    #[must_use]
    pub fn new(topics: &[Topic<'_>], context: &Context<'_>) -> Self {
        let mut origins = Self {
            at_place: HashMap::new(),
            within_place: HashMap::new(),
            by_number: HashMap::new(),
            days: window(context),
        };
        let cited: HashSet<Name> =
            every(topics).filter_map(|at| Some(claim(topics, at).claim.cites?.value)).collect();
        let said = every(topics).filter(|&at| claim(topics, at).claim.stance != Stance::Unconfirmed);
        for at in said {
            let source = claim(topics, at).claim.source.value;
            for source in context.sources.up(source).filter(|source| cited.contains(source)) {
                origins.note(source, topics, at, context);
            }
        }
        let places = origins.at_place.values_mut().chain(origins.within_place.values_mut());
        for claims in places.chain(origins.by_number.values_mut()) {
            claims.sort_unstable();
        }
        origins
    }

    fn note(&mut self, source: Name, topics: &[Topic<'_>], at: At, context: &Context<'_>) {
        let (topic, said) = (&topics[at.0], claim(topics, at));
        let place = said.scope.place;
        let by_day = (of_days(said).map_or(Day::MIN, |days| days.first), at);
        self.at_place.entry((source, topic.thing, place)).or_default().push(by_day);
        for around in place.into_iter().flat_map(|place| context.places.up(place).skip(1)) {
            self.within_place.entry((source, topic.thing, around)).or_default().push(by_day);
        }
        if topic.definition.kind == Kind::Quantity {
            for number in numbers(said).filter(telling) {
                self.by_number.entry((source, number)).or_default().push(by_day);
            }
        }
    }

    /// What the source that a claim cites said itself, of the same thing or with the same number.
    #[must_use]
    pub fn of(&self, topics: &[Topic<'_>], at: At, context: &Context<'_>) -> Own {
        let (topic, said) = (&topics[at.0], claim(topics, at));
        let Some(cites) = said.claim.cites.map(|cites| cites.value) else { return Own::default() };
        let fits = |&origin: &At| {
            let origin = claim(topics, origin);
            origin.claim.source.value != said.claim.source.value
                && said_before(origin, said)
                && of_one_time(origin, said, self.days)
        };
        let near = |claims: Option<&ByDay>, limit: usize| {
            self.near(claims, said).filter(fits).take(limit).collect::<Vec<_>>()
        };
        let place = said.scope.place;
        let mut same_thing = near(self.at_place.get(&(cites, topic.thing, place)), OWN_LIMIT);
        for around in place.into_iter().flat_map(|place| context.places.up(place).skip(1)) {
            same_thing.extend(near(self.at_place.get(&(cites, topic.thing, Some(around))), OWN_LIMIT));
        }
        same_thing.extend(
            place
                .into_iter()
                .flat_map(|place| near(self.within_place.get(&(cites, topic.thing, place)), OWN_LIMIT)),
        );
        let numbers = numbers(said).filter(telling).filter(|_| topic.definition.kind == Kind::Quantity);
        let given = numbers.flat_map(|number| near(self.by_number.get(&(cites, number)), LOOKED_AT));
        let elsewhere = given.filter(|origin| could_be_mixed_up(&topics[origin.0], topic));
        let mut same_number: Vec<At> = elsewhere.take(OWN_LIMIT).collect();
        same_number.sort_unstable();
        same_number.dedup();
        Own { same_thing, same_number }
    }

    /// The claims that begin within a year before a claim ends, give or take: as far as a date may span.
    fn near<'o>(&self, claims: Option<&'o ByDay>, said: &ClaimBox<'_>) -> impl Iterator<Item = At> + use<'o> {
        let claims = claims.map(Vec::as_slice).unwrap_or_default();
        let days = of_days(said);
        let from = days.map_or(Day::MIN, |days| days.first.plus(-self.days - SPAN));
        let to = days.map_or(Day::MAX, |days| days.last.plus(self.days));
        let undated = &claims[..claims.partition_point(|claim| claim.0 == Day::MIN)];
        let first = claims.partition_point(|claim| claim.0 < from).max(undated.len());
        let last = claims.partition_point(|claim| claim.0 <= to).max(first);
        undated.iter().chain(&claims[first..last]).map(|&(_, at)| at)
    }
}

/// How many days a date may span and its claim still be found as an origin of claims about its last days.
const SPAN: i32 = 366;

/// How many claims with the same number are looked at.
const LOOKED_AT: usize = 512;

/// Whether a number tells where it comes from: small ones are given of many things.
fn telling(number: &Decimal) -> bool {
    number.abs() >= Decimal::TEN
}

/// The days that a claim speaks of.
fn of_days(claim: &ClaimBox<'_>) -> Option<When> {
    claim.claim.during.map(|during| during.value).or(claim.time.map(|time| time.when))
}

/// How many days an echo may lag behind its origin: the grace of the rule on attribution.
fn window(context: &Context<'_>) -> i32 {
    let rules = context.rules.rules.values().filter(|rule| matches!(rule.task, Task::Attribution));
    let days = rules.map(|rule| rule.grace).max().unwrap_or(7);
    i32::try_from(days).unwrap_or(i32::MAX)
}

/// Whether the origin was said no later than the claim, as far as is known.
fn said_before(origin: &ClaimBox<'_>, claim: &ClaimBox<'_>) -> bool {
    match (origin.claim.published, claim.claim.published) {
        (Some(origin), Some(claim)) => origin.value.first <= claim.value.last,
        _ => true,
    }
}

/// Whether both speak of days at most `days` apart, the claim's own date or the day it was published.
fn of_one_time(origin: &ClaimBox<'_>, claim: &ClaimBox<'_>, days: i32) -> bool {
    match (of_days(origin), of_days(claim)) {
        (Some(origin), Some(claim)) => within(origin, claim, days),
        _ => true,
    }
}

fn within(a: When, b: When, days: i32) -> bool {
    let reaches = |from: Day, to: Day| from <= to.plus(days);
    reaches(a.first, b.last) && reaches(b.first, a.last)
}

/// Whether a number given for the one may be passed on for the other: another attribute of the subject, or the
/// same attribute of another subject, counted in the same unit.
fn could_be_mixed_up(a: &Topic<'_>, b: &Topic<'_>) -> bool {
    (a.thing.subject == b.thing.subject || a.thing.attribute == b.thing.attribute)
        && a.definition.unit == b.definition.unit
}

/// The numbers that a claim gives: its ends and its middle.
pub fn numbers(claim: &ClaimBox<'_>) -> impl Iterator<Item = Decimal> + use<> {
    let (low, high) = (claim.allowed.plain.low(), claim.allowed.plain.high());
    let middle = low.zip(high).and_then(|(low, high)| Some(low.at.checked_add(high.at)? / Decimal::TWO));
    [low.map(|low| low.at), high.map(|high| high.at), middle]
        .into_iter()
        .flatten()
        .map(|number| number.normalize())
}
