//! Topics and scopes: which claims speak of the same thing.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use indexmap::IndexMap;
use rust_decimal::Decimal;

use super::compare::Measure;
use super::context::Context;
use super::each::each;
use super::reading::{Axis, Definition};
use super::standing::{Basis, End, Ends, Limits, Reach, Spoken, Time, supersede, supersede_across};
use crate::claim::{Claim, Stance};
use crate::date::{Day, When};
use crate::rule::{Kind, Rule, ValidFor};
use crate::value::Allowed;
use gainsay_yaml::text::Name;

/// A subject and an attribute of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Thing {
    /// The subject; claims without one meet only each other.
    pub subject: Option<Name>,
    /// The attribute.
    pub attribute: Name,
}

impl Thing {
    /// What `claim` speaks of.
    #[must_use]
    pub fn of(claim: &Claim) -> Self {
        Self { subject: claim.subject.map(|subject| subject.value), attribute: claim.attribute.value }
    }
}

/// What of the thing a claim speaks of. Claims of equal scopes compare both ways; a part is compared with the
/// whole around it by its low end alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Scope {
    /// The place.
    pub place: Option<Name>,
    /// The named part of the subject; `None` is the whole subject.
    pub part: Option<Name>,
    /// The first and last day of the period counted over; `None` is a total.
    pub period: Option<(Day, Day)>,
    /// What the number counts: the number of its base unit in the topic, `0` for none.
    pub unit: u16,
}

/// A claim as a box: what it allows, and when each end of that stands.
#[derive(Debug, Clone)]
pub struct ClaimBox<'r> {
    /// The claim.
    pub claim: &'r Claim,
    /// What it allows.
    pub allowed: Allowed,
    /// When it is meant to be true; `None` where it bears no date.
    pub time: Option<Time>,
    /// How long its ends stand.
    pub stands: ValidFor,
    /// What it says about other days.
    pub reach: Reach,
    /// What later claims of its source left of it.
    pub limits: Limits,
    /// What of the thing it speaks of.
    pub scope: Scope,
    /// Whether it only passes on what a source says that is here itself.
    pub echo: bool,
}

impl ClaimBox<'_> {
    /// What its ends follow from.
    #[must_use]
    pub fn basis(&self) -> Basis<'_> {
        let &Self { claim, ref allowed, time, stands, reach, limits, scope, .. } = self;
        let period = claim.during.filter(|_| scope.period.is_some()).map(|during| during.value);
        Basis { allowed, time, period, stands, reach, limits }
    }

    /// Its ends, and when they stand.
    #[must_use]
    pub fn ends(&self) -> Ends {
        self.basis().ends()
    }

    /// Its high ends.
    pub fn highs(&self) -> impl Iterator<Item = End> + use<> {
        let basis = self.basis();
        basis.high().into_iter().chain(basis.before())
    }

    /// Whether the claim bears a date.
    #[must_use]
    pub fn dated(&self) -> bool {
        self.time.is_some() || self.scope.period.is_some()
    }

    /// Whether the claim takes part in comparing: it says yes or no, at first hand.
    #[must_use]
    pub fn speaks(&self) -> bool {
        !self.echo && self.claim.stance != Stance::Unconfirmed
    }
}

/// All claims about one thing, as boxes.
#[derive(Debug)]
pub struct Topic<'r> {
    /// What they speak of.
    pub thing: Thing,
    /// What is known about the attribute.
    pub definition: Definition<'r>,
    /// The axis that their values lie on.
    pub axis: Axis<'r>,
    /// The claims, by date, then by source and id, whatever the order of files.
    pub boxes: Vec<ClaimBox<'r>>,
    /// The claims of each scope, as indices into `boxes`.
    pub scopes: IndexMap<Scope, Vec<usize>, RandomState>,
    /// For each scope, the scopes here that hold it as a part, nearest first.
    around: IndexMap<Scope, Vec<Scope>, RandomState>,
    /// The periods counted over in each scope that is otherwise the same, in order.
    periods: HashMap<Scope, Vec<(Day, Day)>, RandomState>,
}

/// How many periods that begin before a given one are looked at for those that hold it.
const PERIODS: usize = 256;

impl<'r> Topic<'r> {
    /// The topic of `boxes`; ends the ends of claims whose source speaks again.
    #[must_use]
    pub fn new(
        thing: Thing,
        definition: Definition<'r>,
        axis: Axis<'r>,
        mut boxes: Vec<ClaimBox<'r>>,
    ) -> Self {
        let mut scopes: IndexMap<Scope, Vec<usize>, RandomState> = IndexMap::default();
        for (at, claim) in boxes.iter().enumerate() {
            scopes.entry(claim.scope).or_default().push(at);
        }
        let members: Vec<&Vec<usize>> = scopes.values().collect();
        for (at, limits) in each(&members, |members| superseded(&boxes, members)).into_iter().flatten() {
            boxes[at].limits = limits;
        }
        let mut periods: HashMap<_, Vec<(Day, Day)>, RandomState> = HashMap::default();
        for scope in scopes.keys() {
            periods.entry(Scope { period: None, ..*scope }).or_default().extend(scope.period);
        }
        for periods in periods.values_mut() {
            periods.sort_unstable();
        }
        Self { thing, definition, axis, boxes, scopes, around: IndexMap::default(), periods }
    }

    /// Finds out which scopes hold which, and ends the ends that a source gives up by what it later says of a part or
    /// of the whole around it.
    pub fn settle(&mut self, context: &Context<'_>) {
        self.around = self.scopes.keys().map(|&scope| (scope, self.find_around(scope, context))).collect();
        let pairs: Vec<(Scope, Scope)> = self
            .around
            .iter()
            .flat_map(|(&part, wholes)| wholes.iter().map(move |&whole| (part, whole)))
            .collect();
        for (part, whole) in pairs {
            self.settle_between(part, whole);
        }
    }

    fn settle_between(&mut self, part: Scope, whole: Scope) {
        let chains_of = |scope: Scope| {
            let members = self.scopes.get(&scope).map(Vec::as_slice).unwrap_or_default();
            let chains = chains(&self.boxes, members).into_iter();
            chains.map(|chain| (voice(self.boxes[chain[0]].claim), chain)).collect::<IndexMap<_, _>>()
        };
        let (parts, mut wholes) = (chains_of(part), chains_of(whole));
        for (voice, part) in parts {
            let Some(whole) = wholes.swap_remove(&voice) else { continue };
            let (mut part, mut whole) = (spoken(&self.boxes, &part), spoken(&self.boxes, &whole));
            supersede_across(&mut part, &mut whole);
            for claim in part.into_iter().chain(whole) {
                self.boxes[claim.at].limits = claim.ends.limits();
            }
        }
    }

    /// What `rule` grants here. Tolerance is for quantities alone.
    #[must_use]
    pub fn measure(&self, rule: &Rule) -> Measure {
        let tolerance = rule.tolerance.as_ref().filter(|_| self.definition.kind == Kind::Quantity);
        Measure {
            tolerance: tolerance.map_or(Decimal::ZERO, |tolerance| tolerance.value),
            near: i32::try_from(rule.same_time).unwrap_or(i32::MAX),
            grace: i32::try_from(rule.lag).unwrap_or(i32::MAX),
            counts: self.definition.kind == Kind::Quantity,
        }
    }

    /// Whether a claim has its place in time: it bears a date, or dates keep nothing apart here.
    #[must_use]
    pub fn in_time(&self, at: usize) -> bool {
        self.definition.timeless() || self.boxes[at].dated()
    }

    /// Whether a part never exceeds the whole around it.
    #[must_use]
    pub fn nests(&self) -> bool {
        self.definition.additive || self.definition.kind == Kind::Stage
    }

    /// The scopes of this topic that hold `scope` as a part, nearest first.
    #[must_use]
    pub fn around(&self, scope: Scope) -> &[Scope] {
        self.around.get(&scope).map(Vec::as_slice).unwrap_or_default()
    }

    fn find_around(&self, scope: Scope, context: &Context<'_>) -> Vec<Scope> {
        if !self.nests() {
            return Vec::new();
        }
        let places: Vec<Option<Name>> = match scope.place {
            Some(place) => context.places.up(place).map(Some).collect(),
            None => vec![None],
        };
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

/// The claims of each source among `members` that follow each other in time, in the order in which they do.
///
/// A claim passed on for somebody else does not speak for the one who passes it on, so it follows only claims
/// passed on for the same one.
#[must_use]
pub fn chains(boxes: &[ClaimBox<'_>], members: &[usize]) -> Vec<Vec<usize>> {
    let mut chains: IndexMap<Voice, Vec<(Time, usize)>, RandomState> = IndexMap::default();
    for &at in members {
        let claim = boxes[at].claim;
        if let (Some(time), false) = (boxes[at].time, claim.stance == Stance::Unconfirmed) {
            chains.entry(voice(claim)).or_default().push((time, at));
        }
    }
    let sorted = chains.into_values().map(|mut chain| {
        chain.sort_by(|a, b| a.0.order(&b.0));
        chain.into_iter().map(|(_, at)| at).collect()
    });
    sorted.collect()
}

/// What the later claims of each source leave of its earlier ones among `members`.
fn superseded(boxes: &[ClaimBox<'_>], members: &[usize]) -> Vec<(usize, Limits)> {
    let mut limits = Vec::new();
    for chain in chains(boxes, members).into_iter().filter(|chain| chain.len() > 1) {
        let mut spoken = spoken(boxes, &chain);
        supersede(&mut spoken);
        limits.extend(spoken.iter().map(|claim| (claim.at, claim.ends.limits())));
    }
    limits
}

/// The claims of a chain with their times and ends.
fn spoken(boxes: &[ClaimBox<'_>], chain: &[usize]) -> Vec<Spoken> {
    let spoken = chain.iter().map(|&at| (at, &boxes[at]));
    spoken.filter_map(|(at, claim)| Some(Spoken { at, time: claim.time?, ends: claim.ends() })).collect()
}

/// Who speaks in a claim: the source, and whom it passes on.
pub type Voice = (Name, Option<Name>);

/// Who speaks in `claim`.
#[must_use]
pub fn voice(claim: &Claim) -> Voice {
    (claim.source.value, claim.cites.map(|cites| cites.value))
}

/// The scope of `claim`. `during` is a period only of what can be counted over one.
#[must_use]
pub fn scope_of(claim: &Claim, kind: Kind, unit: u16) -> Scope {
    Scope {
        unit,
        place: claim.place.map(|place| place.value),
        part: claim.scope.map(|scope| scope.value),
        period: period_of(claim, kind).map(|period| (period.first, period.last)),
    }
}

/// The period that `claim` counts over.
#[must_use]
pub fn period_of(claim: &Claim, kind: Kind) -> Option<When> {
    claim.during.filter(|_| kind == Kind::Quantity).map(|during| during.value)
}
