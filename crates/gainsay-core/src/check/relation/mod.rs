//! Arithmetic: figures of several attributes that cannot add up.
//!
//! A relation is a sum of terms that must be zero, or at most zero. Each term is known between the bounds of a
//! claim; a count that no claim gives is not negative, and no more is known of it. A relation is broken only where
//! no values within those ranges satisfy it.

mod finding;
mod sums;
pub(super) use self::finding::Relations;

use std::cell::Cell;
use std::collections::{BTreeMap, HashSet};

use indexmap::{IndexMap, IndexSet};
use rust_decimal::Decimal;

use crate::check::compare::Tolerances;
use crate::check::conflict::sweep::{self, SweptBound};
use crate::check::context::Context;
use crate::check::relation::sums::{Part, Sum};
use crate::check::topic::{At, Scope, Topic};
use crate::check::topics::OfSubject;
use crate::date::{Day, When};
use crate::finding::Strength;
use crate::rule::{Figure, Kind, Relation, RelationOf, Term};
use gainsay_yaml::text::Name;

/// How many combinations of claims are looked at for one relation and one scope.
pub(super) const LIMIT: usize = 2_000_000;

/// Claims that break a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Broken {
    /// The terms whose sum is too large.
    pub over: Vec<Part>,
    /// The terms whose sum is too small for that.
    pub under: Vec<Part>,
    /// The least that the terms of `over` add up to.
    pub least: Decimal,
    /// The most that the terms of `under` add up to.
    pub most: Decimal,
    /// How sure it is.
    pub strength: Strength,
}

impl Broken {
    /// The claims of both sides, those of the sum that is too large first.
    pub(super) fn claims(&self) -> impl Iterator<Item = At> + '_ {
        self.over.iter().chain(&self.under).flat_map(Part::claims)
    }

    /// How many times as large the larger sum is at least.
    pub(super) fn ratio(&self) -> Decimal {
        let most = Some(self.most).filter(|most| *most > Decimal::ZERO);
        most.and_then(|most| self.least.checked_div(most)).unwrap_or(Decimal::MAX)
    }
}

/// A relation over the attributes of one subject.
pub(super) struct SubjectRelation<'b, 'r> {
    /// All topics.
    pub topics: &'b [Topic<'r>],
    /// Those of the subject, by attribute.
    pub attributes: &'b OfSubject,
    /// The terms, all on one side.
    pub terms: &'b [Term],
    /// How their sum relates to zero.
    pub relation: Relation,
    /// Whose claims are relation together: with [`RelationOf::SameSource`] those of one source about the same days, with
    /// [`RelationOf::Any`] those of different sources that are valid on a common day.
    pub of: RelationOf,
    /// What the rule grants.
    pub tolerances: Tolerances,
    /// Whether the rule applies to a claim.
    pub applies_to: &'b dyn Fn(At) -> bool,
    /// Where names are looked up.
    pub context: &'b Context<'r>,
    /// Whether there were more combinations than are looked at.
    pub cut: Cell<bool>,
}

/// What the terms without a place of their own are compared with at a time: place, part and period.
type Spot = (Option<Name>, Option<Name>, Option<(Day, Day)>);

/// The terms of one direction of a relation: the sum of `over` is at most the sum of `under`.
struct Sides<'b> {
    over: Vec<&'b Term>,
    under: Vec<&'b Term>,
}

impl<'b, 'r> SubjectRelation<'b, 'r> {
    /// The claims that break the relation, and the scope in which they do.
    pub(super) fn broken(&self) -> Vec<(Scope, Broken)> {
        let mut found = Vec::new();
        for spot in self.spots() {
            let (place, part, period) = spot;
            for sides in self.directions() {
                let broken = Search { relation: self, spot }.run(&sides);
                let scope = Scope { place, part, period, unit: 0 };
                found.extend(broken.into_iter().map(|broken| (scope, broken)));
            }
        }
        found
    }

    /// The spots that terms without a place of their own speak of; where all terms have one, the parts and periods.
    fn spots(&self) -> IndexSet<Spot> {
        let figures = || self.terms.iter().flat_map(Term::figures);
        let placed = figures().all(|figure| figure.place.is_some());
        let chosen = figures().filter(|figure| placed || figure.place.is_none());
        let scopes =
            chosen.filter_map(|figure| self.topic(figure)).flat_map(|(_, topic)| topic.scopes.keys());
        scopes.map(|scope| (scope.place.filter(|_| !placed), scope.part, scope.period)).collect()
    }

    fn topic(&self, figure: &Figure) -> Option<(usize, &'b Topic<'r>)> {
        let index = self.attributes.get(&figure.attribute.value, self.context)?;
        let topic = &self.topics[index];
        (topic.definition.kind == Kind::Quantity).then_some((index, topic))
    }

    /// `a + b = c` is `a + b <= c` and `c <= a + b`.
    fn directions(&self) -> Vec<Sides<'b>> {
        let side = |positive: bool| {
            self.terms.iter().filter(move |term| term.factor.is_sign_positive() == positive).collect()
        };
        let mut directions = vec![Sides { over: side(true), under: side(false) }];
        if matches!(self.relation, Relation::Equal) {
            directions.push(Sides { over: side(false), under: side(true) });
        }
        directions
    }
}

/// A search for what breaks a relation at one spot.
struct Search<'s, 'b, 'r> {
    relation: &'s SubjectRelation<'b, 'r>,
    spot: Spot,
}

/// Whose claims about which days are relation together where a relation is of one source.
type Own = (Option<Name>, When);

/// The bounds of each term by source and days, and whether it counts something.
fn apart(terms: Vec<Known<'_>>) -> Vec<(IndexMap<Own, Vec<Sum<'_>>>, bool)> {
    fn by_key(term: Known<'_>) -> (IndexMap<Own, Vec<Sum<'_>>>, bool) {
        let mut keys: IndexMap<Own, Vec<Sum<'_>>> = IndexMap::new();
        for end in term.ends {
            let When { first, last, throughout, .. } = end.bound.valid.said;
            keys.entry((end.source, When::days(first, last, throughout))).or_default().push(end);
        }
        (keys, term.counts)
    }
    terms.into_iter().map(by_key).collect()
}

/// A term with the bounds of its claims, the highest first.
struct Known<'b> {
    ends: Vec<Sum<'b>>,
    /// Whether it counts something, so that it is not below zero where no claim gives it.
    counts: bool,
}

impl<'b> Search<'_, 'b, '_> {
    fn run(&self, sides: &Sides<'b>) -> Vec<Broken> {
        let mut left = LIMIT;
        let mut known = |side: &[&'b Term], low: bool| {
            side.iter().map(|term| self.known(term, low, &mut left)).collect::<Vec<_>>()
        };
        let (over, under) = (known(&sides.over, true), known(&sides.under, false));
        self.note_cut(left == 0);
        match (over.as_slice(), under.as_slice()) {
            ([over], [under]) if self.relation.of == RelationOf::Any => {
                return self.one_against_one(over, under);
            }
            _ if self.relation.of == RelationOf::Any => return self.among(&over, &under),
            _ => {}
        }
        // One source's own figures of the same days are few, however many there are in all.
        let (mut over, mut under) = (apart(over), apart(under));
        let keys: IndexSet<Own> = under.iter().flat_map(|(term, _)| term.keys().copied()).collect();
        let of_key = |terms: &mut [(IndexMap<Own, Vec<Sum<'b>>>, bool)], key: &Own| {
            let own = terms.iter_mut().map(|(term, counts)| Known {
                ends: term.swap_remove(key).unwrap_or_default(),
                counts: *counts,
            });
            own.collect::<Vec<_>>()
        };
        keys.iter().flat_map(|key| self.among(&of_key(&mut over, key), &of_key(&mut under, key))).collect()
    }

    fn note_cut(&self, cut: bool) {
        self.relation.cut.set(self.relation.cut.get() || cut);
    }

    /// What breaks the relation among these bounds.
    fn among(&self, over_terms: &[Known<'b>], under_terms: &[Known<'b>]) -> Vec<Broken> {
        let mut left = LIMIT;
        let mut found = Vec::new();
        for under in self.sums(under_terms, false, None, &mut left) {
            let over = self.sums(over_terms, true, Some(&under), &mut left);
            let allowed = over.into_iter().filter(|over| self.allowed(over, &under));
            found.extend(allowed.max_by_key(|over| over.bound.at).and_then(|over| self.broken(over, under)));
        }
        self.note_cut(left == 0);
        found
    }

    /// The same where one term is compared with one other across sources: the sweep over days finds what crosses.
    fn one_against_one(&self, over: &Known<'b>, under: &Known<'b>) -> Vec<Broken> {
        let standing = |sums: &[Sum<'_>], low: bool| {
            let of = |sum: &Sum<'_>| SweptBound {
                at: if low { self.relation.tolerances.lowered(sum.bound.at, 1) } else { sum.bound.at },
                from: sum.bound.valid.from,
                to: sum.bound.valid.to,
                // No number stands for those of several sources: each pair of them is looked at.
                owner: sum.source.map_or(u32::MAX - u32::from(low), Name::number),
            };
            sums.iter().map(of).collect::<Vec<_>>()
        };
        let (mut lows, highs) = (standing(&over.ends, true), standing(&under.ends, false));
        for low in lows.iter_mut().filter(|_| self.relation.relation == Relation::Below) {
            low.at.nudge += 1;
        }
        let mut worst: BTreeMap<usize, usize> = BTreeMap::new();
        let crossings = sweep::crossings(&lows, &highs, LIMIT);
        self.note_cut(crossings.len() == LIMIT);
        for (low, high) in crossings {
            if self.allowed(&over.ends[low], &under.ends[high]) {
                let best = worst.entry(high).or_insert(low);
                // The bounds of a term are in order, the highest first.
                *best = (*best).min(low);
            }
        }
        let broken =
            |(high, low): (usize, usize)| self.broken(over.ends[low].clone(), under.ends[high].clone());
        worst.into_iter().filter_map(broken).collect()
    }

    /// How one sum exceeds the other, if it does.
    fn broken(&self, mut over: Sum<'b>, under: Sum<'b>) -> Option<Broken> {
        // Where the sums may not even be equal, the larger one lies beyond.
        over.bound.at.nudge += i8::from(self.relation.relation == Relation::Below);
        let strength = self.relation.tolerances.cross(&over.bound, &under.bound)?;
        // No two sources contradict each other where it takes three to break the sum.
        let strength = match self.sources(&over, &under) {
            1 if !self.said_at_one_time(&over, &under) => Strength::Weak,
            3.. => Strength::Weak,
            _ => strength,
        };
        let (least, most) = (over.bound.at.at, under.bound.at.at);
        Some(Broken { over: over.parts, under: under.parts, least, most, strength })
    }

    /// How many sources the claims of both sides are from.
    fn sources(&self, over: &Sum<'_>, under: &Sum<'_>) -> usize {
        let claims = over.claims().into_iter().chain(under.claims());
        claims
            .map(|(topic, at)| self.relation.topics[topic].claims[at].claim.source.value)
            .collect::<HashSet<Name>>()
            .len()
    }

    /// Whether a source published its figures within the same-time window, as far as is known: both may be right otherwise, each for
    /// when it was said.
    fn said_at_one_time(&self, over: &Sum<'_>, under: &Sum<'_>) -> bool {
        let claims = over.claims().into_iter().chain(under.claims());
        let said = claims.filter_map(|(topic, at)| self.relation.topics[topic].claims[at].claim.published);
        let days: Vec<Day> = said.map(|published| published.value.first).collect();
        let between = days.iter().min().zip(days.iter().max());
        between.is_none_or(|(first, last)| *last <= first.plus(self.relation.tolerances.same_time))
    }

    /// Whether both sums may be compared with each other: one source's own for `same-source`, else different ones.
    fn allowed(&self, over: &Sum<'_>, under: &Sum<'_>) -> bool {
        over.unit == under.unit
            && match self.relation.of {
                RelationOf::SameSource => over.source.is_some() && over.source == under.source,
                RelationOf::Any => {
                    over.source.is_none() || under.source.is_none() || over.source != under.source
                }
            }
    }

    /// The sums of one side: of its lower bounds, or of its upper bounds. An upper bound that no claim gives is unknown, so that
    /// every term must be there; a lower bound that no claim gives is zero where it counts something.
    fn sums(
        &self,
        side: &[Known<'b>],
        low: bool,
        beside: Option<&Sum<'b>>,
        left: &mut usize,
    ) -> Vec<Sum<'b>> {
        let mut sums: Option<Vec<Sum<'b>>> = None;
        for term in side {
            let ends = self.ends(term, low, beside, left);
            if ends.is_empty() && low && term.counts {
                continue;
            }
            sums = Some(match sums {
                None => ends,
                Some(sums) => self.add(&sums, &ends, left),
            });
        }
        sums.unwrap_or_default()
    }

    fn add(&self, sums: &[Sum<'b>], ends: &[Sum<'b>], left: &mut usize) -> Vec<Sum<'b>> {
        let mut added = Vec::new();
        for sum in sums {
            for end in ends {
                if *left == 0 {
                    return added;
                }
                *left -= 1;
                if self.relation.of == RelationOf::Any || sum.source == end.source {
                    added.extend(sum.plus(end));
                }
            }
        }
        added
    }

    /// The bounds of a term that stand beside the other side. Across sources the highest lower bound decides, so no more than
    /// the highest ones of two sources are needed: one of them is of another source than the other side.
    fn ends(&self, term: &Known<'b>, low: bool, beside: Option<&Sum<'b>>, left: &mut usize) -> Vec<Sum<'b>> {
        let Some(beside) = beside else { return term.ends.clone() };
        let any = self.relation.of == RelationOf::Any;
        let mut picked: Vec<Sum<'b>> = Vec::new();
        for end in &term.ends {
            if *left == 0 {
                break;
            }
            *left -= 1;
            let known = picked.iter().any(|picked| picked.source == end.source);
            if end.unit == beside.unit && self.fits(end, beside) && !(known && any) {
                picked.push(end.clone());
            }
            if low && any && picked.len() == 2 {
                break;
            }
        }
        picked
    }

    fn known(&self, term: &'b Term, low: bool, left: &mut usize) -> Known<'b> {
        let (wholes, counts) = self.figure(&term.figure, low);
        let sums = match &term.share {
            None => wholes,
            Some(share) => self.shares(&self.figure(share, low).0, &wholes, left),
        };
        let factor = term.factor.abs();
        let mut ends: Vec<Sum<'b>> = sums.into_iter().filter_map(|sum| sum.times(factor)).collect();
        ends.sort_by(|a, b| b.bound.at.cmp(&a.bound.at).then_with(|| a.claims().cmp(&b.claims())));
        Known { ends, counts: counts && term.share.is_none() }
    }

    fn shares(&self, shares: &[Sum<'b>], wholes: &[Sum<'b>], left: &mut usize) -> Vec<Sum<'b>> {
        let mut found = Vec::new();
        for share in shares {
            for whole in wholes {
                if *left == 0 {
                    return found;
                }
                *left -= 1;
                if self.relation.of == RelationOf::Any || self.fits(share, whole) {
                    found.extend(share.percent_of(whole));
                }
            }
        }
        found
    }

    /// The bounds of the claims of a figure at the spot, and whether it counts something.
    fn figure(&self, figure: &'b Figure, low: bool) -> (Vec<Sum<'b>>, bool) {
        let relation = self.relation;
        let declared = || relation.context.rules.attribute(&figure.attribute.value);
        let Some((index, topic)) = relation.topic(figure) else {
            return (Vec::new(), declared().is_some_and(|attribute| attribute.additive));
        };
        let names = &relation.context.records.names;
        let place = match &figure.place {
            Some(place) => match names.find(&place.value) {
                Some(place) => Some(place),
                None => return (Vec::new(), topic.definition.additive),
            },
            None => self.spot.0,
        };
        let (_, part, period) = self.spot;
        let mut ends = Vec::new();
        for unit in topic.axis.units() {
            let members = topic.scopes.get(&Scope { place, part, period, unit }).into_iter().flatten();
            let unit = topic.axis.base_unit(unit);
            let speaking =
                members.filter(|&&at| topic.claims[at].speaks() && (relation.applies_to)((index, at)));
            ends.extend(speaking.filter_map(|&at| Sum::of(&topic.claims[at], (index, at), unit, low)));
        }
        (ends, topic.definition.additive)
    }

    fn fits(&self, sum: &Sum<'_>, beside: &Sum<'_>) -> bool {
        match self.relation.of {
            RelationOf::SameSource => {
                let (one, other) = (sum.bound.valid.said, beside.bound.valid.said);
                sum.source == beside.source && (one.first, one.last) == (other.first, other.last)
            }
            RelationOf::Any => sum.bound.valid.meets(&beside.bound.valid, 0),
        }
    }
}
