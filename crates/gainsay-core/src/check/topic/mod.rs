//! Topics and scopes: which claims speak of the same subject and attribute.

mod as_written;
pub(super) mod axis;
mod by_value;
mod claim;
mod crowded;
pub(super) mod definition;
mod figures;
mod key;
mod known;
pub(super) mod places;
mod points;
mod rates;
pub(super) mod reading;
mod retraction;
mod spans;
pub(super) mod superseded;
pub(super) mod unconfirmed;
mod validity;

pub(super) use self::as_written::AsWritten;
pub(super) use self::by_value::ByValue;
pub(super) use self::claim::{Hand, TopicClaim};
pub(super) use self::key::{Scope, TopicKey, cited_source, period_of, scope_of};
pub(super) use self::known::KnownQuantities;
#[cfg(test)]
pub(super) use self::validity::Limit;
pub(super) use self::validity::{Bound, Bounds, Limits, Time, Window};

use std::sync::OnceLock;

use self::axis::Axis;
use self::definition::Definition;
use self::superseded::{chains, dated, supersede_across, superseded};
use super::context::Context;
use super::parallel::each;
use crate::claim::Claim;
use crate::date::Day;
use crate::maps::{HashMap, IndexMap};
use crate::rule::Kind;
use crate::value::{Interval, Point, Ranges};
use gainsay_yaml::text::Name;

/// A claim by its topic and its place in that.
pub(super) type At = (usize, usize);

/// All claims of `topics`.
pub(super) fn every(topics: &[Topic<'_>]) -> impl Iterator<Item = At> {
    topics.iter().enumerate().flat_map(|(at, topic)| (0..topic.claims.len()).map(move |claim| (at, claim)))
}

/// The claim at a place.
pub(super) fn claim_at<'t, 'r>(topics: &'t [Topic<'r>], (topic, at): At) -> &'t TopicClaim<'r> {
    &topics[topic].claims[at]
}

/// All claims about one subject and attribute.
#[derive(Debug)]
pub(super) struct Topic<'r> {
    /// What they speak of.
    pub key: TopicKey,
    /// The name that all claims write for the attribute, where they write the same one.
    pub written_name: Option<Name>,
    /// What is known about the attribute.
    pub definition: Definition<'r>,
    /// The axis that their values lie on.
    pub axis: Axis<'r>,
    /// The claims, by date, then by source and id, whatever the order of files.
    pub claims: Vec<TopicClaim<'r>>,
    /// The claims whose values cannot be read, whatever the order of files.
    pub unread: Vec<&'r Claim>,
    /// The claims of each scope, as indices into `claims`.
    pub scopes: IndexMap<Scope, Vec<usize>>,
    /// The claims that take something back, each with the claim of their source that said so.
    retractions: HashMap<usize, usize>,
    /// The claims that rest on what was taken back, each with the claim that did so.
    taken_back: HashMap<usize, usize>,
    /// For each scope that is a part of others here: these others, nearest first.
    around: IndexMap<Scope, Vec<Scope>>,
    /// The pairs that conflict by the lag alone, once somebody has looked for them.
    pub across: OnceLock<Vec<(usize, usize)>>,
    /// The periods counted over in each scope that is otherwise the same, in order.
    periods: HashMap<Scope, Vec<(Day, Day)>>,
    /// The numbers without a unit and those that have one, as they are written, where there are both.
    pub as_written: Option<Box<AsWritten<'r>>>,
    /// Of numbers as they are written: which have a unit. These are compared with those that have none, and only with those.
    with_unit: Option<Vec<bool>>,
}

/// How many periods that begin before a given one are looked at for those that hold it.
const PERIODS: usize = 256;

impl<'r> Topic<'r> {
    /// The topic of `claims`; ends the validity of claims whose source speaks again.
    pub(super) fn new(
        key: TopicKey,
        definition: Definition<'r>,
        axis: Axis<'r>,
        mut claims: Vec<TopicClaim<'r>>,
        unread: Vec<&'r Claim>,
    ) -> Self {
        let mut scopes: IndexMap<Scope, Vec<usize>> = IndexMap::default();
        for (at, claim) in claims.iter().enumerate() {
            scopes.entry(claim.scope).or_default().push(at);
        }
        for at in crowded::left_out(&claims, scopes.values(), crowded::MOST) {
            claims[at].crowded = true;
        }
        let members: Vec<&Vec<usize>> = scopes.values().collect();
        for (at, limits) in each(&members, |members| superseded(&claims, members)).into_iter().flatten() {
            claims[at].limits = limits;
        }
        let (mut retractions, mut taken_back) = (HashMap::default(), HashMap::default());
        for members in &members {
            let of_scope = retraction::retractions(&claims, members, definition.kind == Kind::Quantity);
            taken_back.extend(retraction::taken_back(&claims, members, &of_scope));
            retractions.extend(of_scope.iter().map(|retraction| (retraction.after, retraction.before)));
        }
        let mut periods: HashMap<_, Vec<(Day, Day)>> = HashMap::default();
        for scope in scopes.keys() {
            if let Some(period) = scope.period {
                periods.entry(Scope { period: None, ..*scope }).or_default().push(period);
            }
        }
        for periods in periods.values_mut() {
            periods.sort_unstable();
        }
        let mut names = claims.iter().map(|claim| claim.claim.attribute.value);
        let first = names.next();
        Self {
            key,
            written_name: first.filter(|first| names.all(|name| name == *first)),
            definition,
            axis,
            claims,
            unread,
            scopes,
            retractions,
            taken_back,
            around: IndexMap::default(),
            across: OnceLock::new(),
            periods,
            as_written: None,
            with_unit: None,
        }
    }

    /// Whether its claims are numbers as they are written, held against each other though one side says no unit.
    pub(super) fn is_as_written(&self) -> bool {
        self.with_unit.is_some()
    }

    /// Whether nobody knows what one of two claims counts, where they are numbers as they are written. None of anything is none.
    pub(super) fn lacks_a_unit(&self, a: usize, b: usize) -> bool {
        let none = || Ranges::one(Interval::only(Point::from(0)));
        self.is_as_written() && ![a, b].into_iter().any(|at| self.claims[at].allowed.plain == none())
    }

    /// Whether a claim has a unit, where they are numbers as they are written; nothing in any other topic.
    pub(super) fn has_unit(&self, at: usize) -> Option<bool> {
        Some(self.with_unit.as_ref()?[at])
    }

    /// Whether two claims are compared here: numbers as they are written are where one has a unit and the other none.
    pub(super) fn compares(&self, a: usize, b: usize) -> bool {
        self.with_unit.as_ref().is_none_or(|with_unit| with_unit[a] != with_unit[b])
    }

    /// Where two claims are compared: in this topic, or as they are written where one has a unit and the other none.
    pub(super) fn comparing(&self, a: usize, b: usize) -> (&Self, usize, usize) {
        let written = self.as_written.as_ref();
        written.and_then(|written| written.pair(a, b)).unwrap_or((self, a, b))
    }

    /// Whether two claims are of one scope where they are compared.
    pub(super) fn of_one_scope(&self, a: usize, b: usize) -> bool {
        let (topic, a, b) = self.comparing(a, b);
        topic.claims[a].scope == topic.claims[b].scope
    }

    /// Finds out which scopes hold which, and ends the validity of what a source gives up by what it later says of a part or
    /// of the whole around it.
    pub(super) fn settle(&mut self, context: &Context<'_>) {
        let around = self.scopes.keys().map(|&scope| (scope, self.find_around(scope, context)));
        self.around = around.filter(|(_, around)| !around.is_empty()).collect();
        for (whole, parts) in self.parts() {
            self.settle_between(&parts, whole);
        }
    }

    /// All parts of a whole at once: a whole of many claims is gone through once, however many parts it has.
    fn settle_between(&mut self, parts: &[Scope], whole: Scope) {
        let chains_of = |scopes: &[Scope]| {
            let members = scopes.iter().filter_map(|scope| self.scopes.get(scope)).flatten().copied();
            let chains = chains(&self.claims, &members.collect::<Vec<_>>()).into_iter();
            chains.map(|chain| (cited_source(self.claims[chain[0]].claim), chain)).collect::<IndexMap<_, _>>()
        };
        let (parts, mut wholes) = (chains_of(parts), chains_of(&[whole]));
        for (source, part) in parts {
            let Some(whole) = wholes.swap_remove(&source) else { continue };
            let (mut part, mut whole) = (dated(&self.claims, &part), dated(&self.claims, &whole));
            supersede_across(&mut part, &mut whole);
            for claim in part.into_iter().chain(whole) {
                self.claims[claim.at].limits = claim.bounds.limits();
            }
        }
    }

    /// Whether a claim has its place in time: it bears a date, or dates keep nothing apart here.
    pub(super) fn in_time(&self, at: usize) -> bool {
        self.definition.timeless() || self.claims[at].dated()
    }

    /// The claim of its source that a claim takes back, if it takes one back.
    pub(super) fn takes_back(&self, at: usize) -> Option<usize> {
        self.retractions.get(&at).copied()
    }

    /// The claim by which its source took back what a claim rests on, where one did.
    pub(super) fn taken_back(&self, at: usize) -> Option<usize> {
        self.taken_back.get(&at).copied()
    }

    /// Whether a part never exceeds the whole around it.
    pub(super) fn nests(&self) -> bool {
        self.definition.additive || self.definition.kind == Kind::Stage
    }

    /// The periods that are counted over in the place and the part of a total.
    pub(super) fn periods_of(&self, total: Scope) -> impl Iterator<Item = Scope> {
        let periods = self.periods.get(&total).into_iter().flatten();
        periods.map(move |&period| Scope { period: Some(period), ..total })
    }

    /// The scopes of this topic that hold `scope` as a part, nearest first.
    pub(super) fn around(&self, scope: Scope) -> &[Scope] {
        self.around.get(&scope).map(Vec::as_slice).unwrap_or_default()
    }

    /// The parts of each scope that holds any.
    pub(super) fn parts(&self) -> IndexMap<Scope, Vec<Scope>> {
        let mut parts: IndexMap<Scope, Vec<Scope>> = IndexMap::default();
        for &scope in self.scopes.keys() {
            for &whole in self.around(scope) {
                parts.entry(whole).or_default().push(scope);
            }
        }
        parts
    }

    fn find_around(&self, scope: Scope, context: &Context<'_>) -> Vec<Scope> {
        if !self.nests() {
            return Vec::new();
        }
        // Whoever names no place speaks of the whole subject.
        let up = scope.place.into_iter().flat_map(|place| context.places.up(place));
        let places: Vec<Option<Name>> = up.map(Some).chain([None]).collect();
        let parts = if scope.part.is_some() { vec![scope.part, None] } else { vec![None] };
        let mut around = Vec::new();
        for place in places {
            for &part in &parts {
                let beside = Scope { place, part, ..scope };
                around.extend(self.periods_around(beside));
                if beside != scope && self.scopes.contains_key(&beside) {
                    around.push(beside);
                }
            }
        }
        around
    }

    /// The total and the longer periods of the same place and part; of very many periods those that begin last.
    fn periods_around(&self, scope: Scope) -> impl Iterator<Item = Scope> {
        let known = self.periods.get(&Scope { period: None, ..scope }).map(Vec::as_slice).unwrap_or_default();
        let longer = scope.period.into_iter().flat_map(move |(first, last)| {
            let before = known.partition_point(|&(from, _)| from <= first);
            let holding = known[..before]
                .iter()
                .rev()
                .take(PERIODS)
                .filter(move |&&(from, to)| last <= to && (from, to) != (first, last));
            holding.map(|&period| Some(period))
        });
        let total = Scope { period: None, ..scope };
        let total = scope.period.filter(|_| self.scopes.contains_key(&total)).map(|_| None);
        longer.chain(total).map(move |period| Scope { period, ..scope })
    }
}
