//! What the sources that others cite said themselves, and how it is found.

use std::collections::BTreeSet;

use indexmap::IndexSet;
use rust_decimal::Decimal;

use crate::check::attribution::passing::{distinctive, numbers, numbers_as_written, share_a_number};
use crate::check::attribution::reach::{LONGEST, first_day, gap, last_day, said_before, within};
use crate::check::context::Context;
use crate::check::topic::{At, Scope, Topic, TopicClaim, TopicKey, claim_at, every};
use crate::date::{Day, When};
use crate::maps::{HashMap, HashSet};
use crate::rule::{Kind, RuleKind};
use crate::value::Point;
use crate::value::words::same;
use gainsay_yaml::text::Name;

/// How many claims are shown beside one second-hand claim, and how far a chain of citations is followed.
pub(crate) const OWN_LIMIT: usize = 64;

/// How many claims of the cited source a second-hand claim is compared with.
const LOOKED_AT: usize = 512;

/// How many days a date may span and its claim still be found as an origin of claims about its last days.
const SPAN: i32 = 366;

/// Claims by the first day that they speak of.
type ByDay = Vec<(Day, At)>;

/// What a cited source said that a second-hand claim could be passing on.
#[derive(Debug, Default)]
pub(crate) struct Statements {
    /// Of the very scope.
    pub exact: Vec<At>,
    /// Of other parts and periods, and of the places around it and within it.
    pub around: Vec<At>,
    /// Where there are none of those: of the very scope, but that one of both names no place. They are all of one place.
    pub unplaced: Vec<At>,
}

impl Statements {
    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.exact.is_empty() && self.around.is_empty()
    }

    /// All of them.
    pub(crate) fn all(self) -> Vec<At> {
        self.exact.into_iter().chain(self.around).collect()
    }
}

/// What two topics have in common, so that a number given for the one may be passed on for the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Common {
    Subject(Option<Name>),
    Attribute(Name),
}

impl Common {
    fn of(key: TopicKey) -> [Self; 2] {
        [Self::Subject(key.subject), Self::Attribute(key.attribute)]
    }
}

/// What each cited source, or one below it, said: by the place it speaks of, by the places around that, and by the
/// numbers it gives; what it is said not to have confirmed; and who gave which number of what is passed on at all.
///
/// Only what a second-hand claim asks for is noted: of most claims nobody does.
#[derive(Debug, Default)]
pub(crate) struct Origins {
    at_place: HashMap<(Name, TopicKey, Option<Name>), ByDay>,
    within_place: HashMap<(Name, TopicKey, Name), ByDay>,
    /// Of whatever place.
    placed: HashMap<(Name, TopicKey), ByDay>,
    by_number: HashMap<(Name, Decimal, Common), ByDay>,
    silent: HashMap<(Name, TopicKey, Option<Name>), ByDay>,
    given: HashMap<(TopicKey, Option<Name>, Decimal), ByDay>,
    /// The cited sources, each with whether it made a claim, itself or by one below it.
    speaking: HashMap<Name, bool>,
    /// The cited sources by the subjects that they are cited about.
    cited: HashSet<(Name, Option<Name>)>,
    /// How many days a second-hand claim may lag behind its origin.
    pub days: i32,
}

impl Origins {
    /// Notes what every cited source said.
    pub(crate) fn new(topics: &[Topic<'_>], context: &Context<'_>) -> Self {
        let mut origins = Self { days: window(context), ..Self::default() };
        for at in every(topics) {
            origins.ask(topics, at);
        }
        if origins.speaking.is_empty() {
            return origins;
        }
        for at in every(topics) {
            origins.note_silent(topics, at, context);
            if claim_at(topics, at).unconfirmed {
                continue;
            }
            origins.note_given(topics, at);
            for source in context.sources.up(claim_at(topics, at).claim.source.value) {
                origins.note(source, topics, at, context);
            }
        }
        for claims in origins.lists() {
            claims.sort_unstable();
        }
        origins
    }

    fn lists(&mut self) -> impl Iterator<Item = &mut ByDay> {
        let places =
            self.at_place.values_mut().chain(self.silent.values_mut()).chain(self.placed.values_mut());
        let numbers = self.by_number.values_mut().chain(self.given.values_mut());
        places.chain(self.within_place.values_mut()).chain(numbers)
    }

    /// Notes what a claim asks for, where it is second-hand.
    fn ask(&mut self, topics: &[Topic<'_>], at: At) {
        let (topic, said) = (&topics[at.0], claim_at(topics, at));
        let Some(cites) = cited(said) else { return };
        self.speaking.insert(cites, false);
        self.cited.insert((cites, topic.key.subject));
        if topic.definition.kind == Kind::Quantity {
            for key in by_number(cites, topic, said) {
                self.by_number.entry(key).or_default();
            }
            for number in given(topic, said) {
                self.given.entry((topic.key, said.scope.place, number)).or_default();
            }
        }
    }

    /// Notes what a source says, itself or by one below it, where it is cited.
    fn note(&mut self, source: Name, topics: &[Topic<'_>], at: At, context: &Context<'_>) {
        let (topic, said) = (&topics[at.0], claim_at(topics, at));
        let Some(speaking) = self.speaking.get_mut(&source) else { return };
        *speaking = true;
        let by_day = (first_day(said), at);
        if topic.definition.kind == Kind::Quantity {
            for key in by_number(source, topic, said) {
                if let Some(claims) = self.by_number.get_mut(&key) {
                    claims.push(by_day);
                }
            }
        }
        if !self.cited.contains(&(source, topic.key.subject)) {
            return;
        }
        let place = said.scope.place;
        self.at_place.entry((source, topic.key, place)).or_default().push(by_day);
        if place.is_some() {
            self.placed.entry((source, topic.key)).or_default().push(by_day);
        }
        for around in place.into_iter().flat_map(|place| context.places.up(place).skip(1)) {
            self.within_place.entry((source, topic.key, around)).or_default().push(by_day);
        }
    }

    /// Notes who gave a number, at first hand.
    fn note_given(&mut self, topics: &[Topic<'_>], at: At) {
        let (topic, said) = (&topics[at.0], claim_at(topics, at));
        if topic.definition.kind == Kind::Quantity && said.claim.cites.is_none() {
            for number in given(topic, said) {
                if let Some(claims) = self.given.get_mut(&(topic.key, said.scope.place, number)) {
                    claims.push((first_day(said), at));
                }
            }
        }
    }

    /// Notes what a cited source does not confirm, by its own word or by that of others.
    fn note_silent(&mut self, topics: &[Topic<'_>], at: At, context: &Context<'_>) {
        let (topic, said) = (&topics[at.0], claim_at(topics, at));
        if said.unconfirmed {
            let who = said.claim.cites.unwrap_or(said.claim.source).value;
            let cited = |source: &Name| self.cited.contains(&(*source, topic.key.subject));
            for source in context.sources.up(who).filter(cited) {
                let key = (source, topic.key, said.scope.place);
                self.silent.entry(key).or_default().push((first_day(said), at));
            }
        }
    }

    /// Whether a source made any claim, itself or by one below it.
    pub(crate) fn speaking(&self, source: Name) -> bool {
        self.speaking.get(&source) == Some(&true)
    }

    /// What the source that a claim cites said of `key` and the claim could be passing on, the latest first.
    pub(crate) fn of_topic(
        &self,
        key: TopicKey,
        topics: &[Topic<'_>],
        at: At,
        context: &Context<'_>,
    ) -> Statements {
        let (mut found, said) = (Statements::default(), claim_at(topics, at));
        let Some(cites) = cited(said) else { return found };
        let near = |claims: Option<&ByDay>| {
            let fits = |&origin: &At| self.could_be_origin(claim_at(topics, origin), said);
            self.near(claims, said).filter(fits).collect::<Vec<_>>()
        };
        let place = said.scope.place;
        (found.exact, found.around) = near(self.at_place.get(&(cites, key, place)))
            .into_iter()
            .partition(|&origin| of_one_scope(topics, origin, at));
        for around in place.into_iter().flat_map(|place| context.places.up(place).skip(1)) {
            found.around.extend(near(self.at_place.get(&(cites, key, Some(around)))));
        }
        let within = place.and_then(|place| self.within_place.get(&(cites, key, place)));
        found.around.extend(near(within));
        if found.is_empty() {
            found.unplaced = near(match place {
                Some(_) => self.at_place.get(&(cites, key, None)),
                None => self.placed.get(&(cites, key)),
            });
            found.unplaced.retain(|&origin| origin.0 == at.0 && of_one_but_for_place(topics, origin, at));
            let mut places = found.unplaced.iter().map(|&origin| claim_at(topics, origin).scope.place);
            if places.next().is_some_and(|first| places.any(|other| other != first)) {
                found.unplaced.clear();
            }
        }
        found
    }

    /// Whether a claim may be what another passes on: of another source, said no later, and not too long before.
    fn could_be_origin(&self, origin: &TopicClaim<'_>, said: &TopicClaim<'_>) -> bool {
        origin.claim.source.value != said.claim.source.value
            && said_before(origin, said)
            && gap(origin, said, self.days).is_some()
    }

    /// What the source that a claim cites said of the very scope before, at whatever time.
    pub(crate) fn earlier(&self, topics: &[Topic<'_>], at: At) -> Vec<At> {
        let (key, said) = (topics[at.0].key, claim_at(topics, at));
        let claims = cited(said).and_then(|cites| self.at_place.get(&(cites, key, said.scope.place)));
        let fits = |&origin: &At| {
            let (origin, same) = (claim_at(topics, origin), of_one_scope(topics, origin, at));
            same && said_before(origin, said) && last_day(origin) < first_day(said)
        };
        self.near(claims, said).filter(fits).take(OWN_LIMIT).collect()
    }

    /// What the source that a claim cites gave the very number of the claim for, at about the same time: another topic
    /// or another place. The number is the same, or is written so in another unit.
    pub(crate) fn same_number(&self, topics: &[Topic<'_>], at: At) -> Vec<At> {
        let (topic, said) = (&topics[at.0], claim_at(topics, at));
        let Some(cites) = cited(said).filter(|_| topic.definition.kind == Kind::Quantity) else {
            return Vec::new();
        };
        let fits = |&origin: &At| {
            let (other, origin) = (&topics[origin.0], claim_at(topics, origin));
            // Of the same topic with a place missing, it may well be the same.
            let unknown =
                other.key == topic.key && origin.scope.place.is_none() != said.scope.place.is_none();
            !unknown && self.could_be_origin(origin, said)
        };
        let lists = by_number(cites, topic, said).map(|key| self.by_number.get(&key));
        let near: IndexSet<At> = lists.flat_map(|claims| self.near(claims, said).filter(fits)).collect();
        ordered(near.into_iter().take(OWN_LIMIT).collect())
    }

    /// What the source that a claim cites gave the very number of the claim for on quite another date.
    pub(crate) fn other_date(&self, topics: &[Topic<'_>], at: At) -> Vec<At> {
        let said = claim_at(topics, at);
        let fits = |&at: &At| share_a_number(claim_at(topics, at), said);
        self.of_other_days(topics, at).filter(fits).take(OWN_LIMIT).collect()
    }

    /// What the source that a claim cites said by then of the very scope, of days too far from those of the claim.
    pub(crate) fn of_other_days<'o>(
        &'o self,
        topics: &'o [Topic<'_>],
        at: At,
    ) -> impl Iterator<Item = At> + use<'o> {
        let (key, said) = (topics[at.0].key, claim_at(topics, at));
        let claims = cited(said).and_then(|cites| self.at_place.get(&(cites, key, said.scope.place)));
        let days = self.days;
        let fits = move |&&(_, origin): &&(Day, At)| {
            let same = of_one_scope(topics, origin, at);
            let (origin, said) = (claim_at(topics, origin), claim_at(topics, at));
            same && origin.claim.source.value != said.claim.source.value
                && said_before(origin, said)
                && gap(origin, said, days).is_none()
        };
        claims.into_iter().flatten().take(LOOKED_AT).filter(fits).map(|&(_, at)| at)
    }

    /// Who says that the source which a claim cites did not confirm the topic, then or soon after: that source itself, or
    /// others who cite it.
    pub(crate) fn silent(&self, topics: &[Topic<'_>], at: At, context: &Context<'_>) -> Vec<At> {
        let (key, said) = (topics[at.0].key, claim_at(topics, at));
        let claims = cited(said).and_then(|cites| self.silent.get(&(cites, key, said.scope.place)));
        let fits = |&origin: &At| {
            let origin = claim_at(topics, origin);
            origin.claim.source.value != said.claim.source.value
                && origin.days().zip(said.days()).is_none_or(|(a, b)| within(a, b, self.days))
                && first_day(said) <= last_day(origin)
                && speaks_of_it(origin, said, context)
        };
        self.near(claims, said).filter(fits).take(OWN_LIMIT).collect()
    }

    /// Who else gave the very number of a claim for the same topic on about the same day, at first hand.
    pub(crate) fn other_sources(&self, topics: &[Topic<'_>], at: At, context: &Context<'_>) -> Vec<At> {
        /// How many days apart two claims may be and still be of one day: that of the event, or that of the report.
        const NEAR: i32 = 1;
        let (key, said) = (topics[at.0].key, claim_at(topics, at));
        let Some(cites) = cited(said) else { return Vec::new() };
        let fits = |&origin: &At| {
            let origin = claim_at(topics, origin);
            let source = origin.claim.source.value;
            source != said.claim.source.value
                && !context.sources.holds(cites, source)
                && origin.scope == said.scope
                && said_before(origin, said)
                && origin.days().zip(said.days()).is_some_and(|(a, b)| within(a, b, NEAR))
        };
        let keys = given(&topics[at.0], said).map(|number| (key, said.scope.place, number));
        let claims = keys.filter_map(|key| self.given.get(&key));
        let near = claims.flat_map(|claims| self.near(Some(claims), said).filter(fits));
        ordered(near.take(OWN_LIMIT).collect())
    }

    /// The claims that begin within a year before a claim ends, give or take: as far as a date may span. The latest come
    /// first, and no more than a bounded number.
    fn near<'o>(
        &self,
        claims: Option<&'o ByDay>,
        said: &TopicClaim<'_>,
    ) -> impl Iterator<Item = At> + use<'o> {
        let claims = claims.map(Vec::as_slice).unwrap_or_default();
        let (from, to) = around(said, self.days);
        let undated = &claims[..claims.partition_point(|claim| claim.0 == Day::MIN)];
        let first = claims.partition_point(|claim| claim.0 < from).max(undated.len());
        let last = claims.partition_point(|claim| claim.0 <= to).max(first);
        claims[first..last]
            .iter()
            .rev()
            .take(LOOKED_AT)
            .chain(undated.iter().take(LOOKED_AT))
            .map(|&(_, at)| at)
    }
}

/// The first days of claims that may be looked at for one that cites them, where it may lag so many `days` behind. Those that speak of no
/// day may be, too.
pub(crate) fn around(said: &TopicClaim<'_>, days: i32) -> (Day, Day) {
    match said.days() {
        Some(When { first, last, .. }) => (first.plus(-days.max(LONGEST) - SPAN), last.plus(days)),
        None => (Day::MIN, Day::MAX),
    }
}

/// The numbers by which a claim may be found that gives one of another.
pub(crate) fn sought(claim: &TopicClaim<'_>) -> impl Iterator<Item = Decimal> + use<> {
    numbers(claim).chain(numbers_as_written(claim)).filter(|&number| distinctive(number, number))
}

/// Whom a claim cites.
pub(crate) fn cited(said: &TopicClaim<'_>) -> Option<Name> {
    said.claim.cites.map(|cites| cites.value)
}

/// Whether a claim, of whatever topic, is of the scope of another one.
fn of_one_scope(topics: &[Topic<'_>], origin: At, at: At) -> bool {
    if origin.0 == at.0 {
        return topics[at.0].of_one_scope(origin.1, at.1);
    }
    claim_at(topics, origin).scope == claim_at(topics, at).scope
}

/// Whether two claims of one topic are of one scope but for the place.
fn of_one_but_for_place(topics: &[Topic<'_>], origin: At, at: At) -> bool {
    let scope = |at: At| Scope { place: None, ..claim_at(topics, at).scope };
    scope(origin) == scope(at)
}

fn ordered(mut claims: Vec<At>) -> Vec<At> {
    claims.sort_unstable();
    claims.dedup();
    claims
}

/// How many days an echo may lag behind its origin: the lag of the rule on attribution.
pub(crate) fn window(context: &Context<'_>) -> i32 {
    let days = context.rules.of_kind(RuleKind::Attribution).map(|rule| rule.lag).max().unwrap_or(7);
    i32::try_from(days).unwrap_or(i32::MAX)
}

/// The numbers that a claim gives and that tell where they come from.
pub(super) fn given(topic: &Topic<'_>, claim: &TopicClaim<'_>) -> impl Iterator<Item = Decimal> {
    let shown = |number| topic.axis.number(Point::at(number), claim.scope.unit).unwrap_or(number);
    numbers(claim).filter(move |&number| distinctive(number, shown(number)))
}

/// The same, and the numbers in the unit that they are written in: 43 of `43 feet`.
fn given_or_written(topic: &Topic<'_>, claim: &TopicClaim<'_>) -> BTreeSet<Decimal> {
    let written = numbers_as_written(claim).filter(|&number| distinctive(number, number));
    given(topic, claim).chain(written).collect()
}

/// What the numbers of a claim of `source` are found by.
fn by_number(
    source: Name,
    topic: &Topic<'_>,
    claim: &TopicClaim<'_>,
) -> impl Iterator<Item = (Name, Decimal, Common)> + use<> {
    let common = Common::of(topic.key);
    let numbers = given_or_written(topic, claim).into_iter();
    numbers.flat_map(move |number| common.map(|common| (source, number, common)))
}

/// Whether what is not confirmed is what a claim says: it has the same words, or gives no number where the claim does.
fn speaks_of_it(silent: &TopicClaim<'_>, said: &TopicClaim<'_>, context: &Context<'_>) -> bool {
    let [silent, said] = [silent, said].map(|claim| claim.claim.words(context.files));
    let number = |words: &str| words.contains(|c: char| c.is_ascii_digit());
    match (silent, said) {
        (Some(silent), Some(said)) => same(&silent, &said) || (number(&said) && !number(&silent)),
        _ => true,
    }
}
