//! Which scopes are compared with each other, and why others are not: for two of them, and for many at once.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::check::context::Context;
use crate::check::reason::NotComparedReason;
use crate::check::topic::{Scope, Topic};
use gainsay_yaml::text::Name;

/// How two scopes are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Related {
    /// They are the same.
    Same,
    /// The first is a part of the second.
    Part,
    /// The second is a part of the first.
    Whole,
}

impl Related {
    /// The same, seen from the other.
    pub(crate) fn turned(self) -> Self {
        match self {
            Self::Same => Self::Same,
            Self::Part => Self::Whole,
            Self::Whole => Self::Part,
        }
    }
}

/// How claims of two scopes of `topic` are compared, or why they are not.
pub(crate) fn related(
    topic: &Topic<'_>,
    one: Scope,
    other: Scope,
    context: &Context<'_>,
) -> Result<Related, NotComparedReason> {
    if one == other {
        return Ok(Related::Same);
    }
    if topic.around(one).contains(&other) {
        return Ok(Related::Part);
    }
    if topic.around(other).contains(&one) {
        return Ok(Related::Whole);
    }
    let inside = match (one.place, other.place) {
        (a, b) if a == b => None,
        (Some(a), Some(b)) if context.places.holds(b, a) => Some((one, other)),
        (Some(a), Some(b)) if context.places.holds(a, b) => Some((other, one)),
        (Some(_), Some(_)) => return Err(NotComparedReason::OtherPlace),
        _ if !topic.nests() => return Err(NotComparedReason::NoPlace),
        (Some(_), None) => Some((one, other)),
        _ => Some((other, one)),
    };
    if inside.is_some() && !topic.nests() {
        return Err(NotComparedReason::PartOfPlace);
    }
    let part_of =
        |inner: Scope, outer: Scope| inner.part == outer.part || topic.nests() && outer.part.is_none();
    let fits = match inside {
        Some((inner, outer)) => part_of(inner, outer),
        None => part_of(one, other) || part_of(other, one),
    };
    Err(match (fits, one.unit == other.unit) {
        (false, _) => NotComparedReason::OtherPart,
        (true, false) => NotComparedReason::OtherUnit,
        (true, true) => NotComparedReason::OtherPeriod,
    })
}

/// The place of some claims, their part and their unit; nothing where any will do.
type Key = (Option<Name>, Option<Option<Name>>, Option<u16>);

/// How many claims there are of each scope, with the sums that say how many are not compared with those of another.
#[derive(Debug)]
pub(crate) struct ScopeCounts<'t, 'r> {
    topic: &'t Topic<'r>,
    context: &'t Context<'r>,
    all: i64,
    /// How many claims there are at a place.
    at: HashMap<Key, i64, RandomState>,
    /// How many there are at the places within it; where parts nest, all places are within none.
    below: HashMap<Key, i64, RandomState>,
    of: HashMap<Scope, i64, RandomState>,
    /// How many there are of the parts of a scope.
    parts: HashMap<Scope, i64, RandomState>,
}

impl<'t, 'r> ScopeCounts<'t, 'r> {
    /// The sums over so many claims of each scope.
    pub(crate) fn new(
        topic: &'t Topic<'r>,
        scopes: impl Iterator<Item = (Scope, usize)>,
        context: &'t Context<'r>,
    ) -> Self {
        let mut counts = Self {
            topic,
            context,
            all: 0,
            at: HashMap::default(),
            below: HashMap::default(),
            of: HashMap::default(),
            parts: HashMap::default(),
        };
        for (scope, claims) in scopes {
            let claims = i64::try_from(claims).unwrap_or(i64::MAX);
            counts.all += claims;
            counts.of.insert(scope, claims);
            for whole in topic.around(scope) {
                *counts.parts.entry(*whole).or_default() += claims;
            }
            let keys = |place| {
                [None, Some(scope.part)].map(|part| [None, Some(scope.unit)].map(|unit| (place, part, unit)))
            };
            for key in keys(scope.place).concat() {
                *counts.at.entry(key).or_default() += claims;
            }
            for around in around(topic, context, scope.place) {
                for key in keys(around).concat() {
                    *counts.below.entry(key).or_default() += claims;
                }
            }
        }
        counts
    }

    /// With how many of the claims one of `scope` is not compared because of theirs, by reason.
    pub(crate) fn apart(&self, scope: Scope) -> [(NotComparedReason, i64); 6] {
        let (place, nests) = (scope.place, self.topic.nests());
        let [here, nowhere] = [place, None].map(|place| get(&self.at, (place, None, None)));
        let no_place = match place {
            _ if nests => 0,
            None => self.all - nowhere,
            Some(_) => nowhere,
        };
        let nested = self.above((place, None, None)) + get(&self.below, (place, None, None));
        let other_place = if place.is_none() { 0 } else { self.all - no_place - here - nested };
        let near = if nests { here + nested } else { here };
        let [of_parts, of_units] = [None, Some(scope.unit)].map(|unit| self.of_parts(scope, unit));
        let around =
            self.topic.around(scope).iter().map(|whole| self.of.get(whole).copied().unwrap_or_default());
        let compared = self.of.get(&scope).copied().unwrap_or_default()
            + around.sum::<i64>()
            + self.parts.get(&scope).copied().unwrap_or_default();
        [
            (NotComparedReason::NoPlace, no_place),
            (NotComparedReason::OtherPlace, other_place),
            (NotComparedReason::PartOfPlace, if nests { 0 } else { nested }),
            (NotComparedReason::OtherPart, near - of_parts),
            (NotComparedReason::OtherUnit, of_parts - of_units),
            (NotComparedReason::OtherPeriod, of_units - compared),
        ]
    }

    /// How many claims speak of the same part or of one that holds the other, and count in `unit` where one is asked for.
    fn of_parts(&self, scope: Scope, unit: Option<u16>) -> i64 {
        let (place, own) = (scope.place, (scope.place, Some(scope.part), unit));
        let (whole, any) = ((place, Some(None), unit), (place, None, unit));
        let here = get(&self.at, own);
        if !self.topic.nests() {
            return here;
        }
        let up = |key: Key| self.above(key);
        if scope.part.is_some() {
            here + get(&self.at, whole) + up(own) + up(whole) + get(&self.below, own)
        } else {
            get(&self.at, any) + up(own) + get(&self.below, any)
        }
    }

    /// How many claims are at places around that of `key`.
    fn above(&self, key: Key) -> i64 {
        let around = around(self.topic, self.context, key.0);
        around.map(|place| get(&self.at, (place, key.1, key.2))).sum()
    }
}

/// The places around one, and none where parts nest: that is the whole subject.
fn around(
    topic: &Topic<'_>,
    context: &Context<'_>,
    place: Option<Name>,
) -> impl Iterator<Item = Option<Name>> {
    let whole = place.filter(|_| topic.nests()).map(|_| None);
    place.into_iter().flat_map(|place| context.places.up(place).skip(1)).map(Some).chain(whole)
}

/// The count at a key.
fn get(counts: &HashMap<Key, i64, RandomState>, key: Key) -> i64 {
    counts.get(&key).copied().unwrap_or_default()
}
