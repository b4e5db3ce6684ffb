//! Arithmetic: figures of several attributes that cannot add up.
//!
//! A relation is a sum of terms that must be nought, or at most nought. Each term is known between the ends of a
//! claim; a count that no claim gives is not negative, and no more is known of it. A relation is broken only where
//! no values within those ranges satisfy it.

use std::collections::HashSet;

use indexmap::IndexMap;
use rust_decimal::Decimal;

use super::compare::{Measure, share_a_day};
use super::echo::At;
use super::standing::End;
use super::topic::{ClaimBox, Scope, Topic};
use crate::finding::Strength;
use crate::rule::{self, Kind, Relation, RelationOf};
use crate::text::Name;
use crate::value::Point;

/// How many combinations of claims are looked at for one relation and one scope.
const LIMIT: usize = 2_000_000;

/// Claims that break a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The claims whose sum is too large.
    pub over: Vec<At>,
    /// The claims whose sum is too small for that.
    pub under: Vec<At>,
    /// The least that the claims of `over` add up to.
    pub least: Decimal,
    /// The most that the claims of `under` add up to.
    pub most: Decimal,
    /// How sure it is.
    pub strength: Strength,
}

/// The terms of one direction of a relation: the sum of `over` is at most the sum of `under`.
struct Sides<'t> {
    over: Vec<(Decimal, &'t str)>,
    under: Vec<(Decimal, &'t str)>,
}

/// Finds the claims that break a relation over attributes of one subject.
///
/// `topics` holds the topics of the subject by attribute. With [`RelationOf::SameSource`] only claims of one source
/// about the same days are summed, with [`RelationOf::Any`] claims of different sources that stand on a common day.
#[must_use]
pub fn broken(
    topics: &[Topic<'_>],
    by_attribute: &IndexMap<&str, usize>,
    terms: &[rule::Term],
    relation: Relation,
    of: RelationOf,
    measure: &Measure,
    hears: &dyn Fn(usize, usize) -> bool,
) -> Vec<(Scope, Broken)> {
    let mut scopes: Vec<Scope> = Vec::new();
    for term in terms {
        let topic = by_attribute.get(term.attribute.value.as_str()).map(|&topic| &topics[topic]);
        scopes.extend(topic.into_iter().flat_map(|topic| topic.scopes.keys().copied()));
    }
    let scopes: indexmap::IndexSet<Scope> = scopes.into_iter().collect();
    let mut found = Vec::new();
    for scope in scopes {
        for sides in directions(terms, relation) {
            let search = Search {
                topics,
                by_attribute,
                scope,
                of,
                measure,
                strict: relation == Relation::Below,
                hears,
            };
            let broken = search.run(&sides);
            found.extend(broken.into_iter().map(|broken| (scope, broken)));
        }
    }
    found
}

/// `a + b = c` is `a + b <= c` and `c <= a + b`.
fn directions(terms: &[rule::Term], relation: Relation) -> Vec<Sides<'_>> {
    let side = |positive: bool| {
        let picked = terms.iter().filter(move |term| term.factor.is_sign_positive() == positive);
        picked.map(|term| (term.factor.abs(), term.attribute.value.as_str())).collect::<Vec<_>>()
    };
    let mut directions = vec![Sides { over: side(true), under: side(false) }];
    if matches!(relation, Relation::Equal) {
        directions.push(Sides { over: side(false), under: side(true) });
    }
    directions
}

/// A term of a relation in one scope: the ends of its claims.
struct Term {
    ends: Vec<Sum>,
}

/// One or more ends added up.
#[derive(Clone)]
struct Sum {
    end: End,
    claims: Vec<At>,
    source: Option<Name>,
}

struct Search<'t, 'r> {
    topics: &'t [Topic<'r>],
    by_attribute: &'t IndexMap<&'t str, usize>,
    scope: Scope,
    of: RelationOf,
    measure: &'t Measure,
    /// Whether the sums may not even be equal.
    strict: bool,
    /// Whether the rule hears a claim.
    hears: &'t dyn Fn(usize, usize) -> bool,
}

impl Search<'_, '_> {
    fn run(&self, sides: &Sides<'_>) -> Vec<Broken> {
        let mut left = LIMIT;
        let mut found = Vec::new();
        let terms = |side: &[(Decimal, &str)], low: bool| {
            side.iter().map(|&(factor, attribute)| self.term(factor, attribute, low)).collect::<Vec<_>>()
        };
        let (over_terms, under_terms) = (terms(&sides.over, true), terms(&sides.under, false));
        for under in self.sums(&under_terms, false, None, &mut left) {
            let over = self.sums(&over_terms, true, Some(&under), &mut left);
            let worst =
                over.into_iter().filter(|over| self.allowed(over, &under)).max_by_key(|over| over.end.at);
            let Some(mut over) = worst else { continue };
            over.end.at.nudge += i8::from(self.strict);
            if let Some(mut strength) = self.measure.cross(&over.end, &under.end) {
                // No two sources gainsay each other where it takes three to break the sum.
                if self.sources(&over, &under) > 2 {
                    strength = Strength::Weak;
                }
                let (least, most) = (over.end.at.at, under.end.at.at);
                found.push(Broken { over: over.claims, under: under.claims, least, most, strength });
            }
        }
        found
    }

    /// How many sources the claims of both sides are from.
    fn sources(&self, over: &Sum, under: &Sum) -> usize {
        let claims = over.claims.iter().chain(&under.claims);
        claims
            .map(|&(topic, at)| self.topics[topic].boxes[at].claim.source.value)
            .collect::<HashSet<Name>>()
            .len()
    }

    /// Whether both sums may be held against each other: one source's own for `same-source`, else different ones.
    fn allowed(&self, over: &Sum, under: &Sum) -> bool {
        match self.of {
            RelationOf::SameSource => over.source.is_some() && over.source == under.source,
            RelationOf::Any => over.source.is_none() || under.source.is_none() || over.source != under.source,
        }
    }

    /// The sums of one side: of its low ends, or of its high ends. A high end that no claim gives is unknown, so that
    /// every term must be there; a low end that no claim gives is nought.
    fn sums(&self, side: &[Term], low: bool, beside: Option<&Sum>, left: &mut usize) -> Vec<Sum> {
        let mut sums: Option<Vec<Sum>> = None;
        for term in side {
            // One source's own figures may break its sum even without a term; across sources a narrower relation tells.
            if term.ends.is_empty() && low && self.of == RelationOf::SameSource {
                continue;
            }
            let ends = self.ends(term, low, beside, left);
            sums = Some(match sums {
                None => ends,
                Some(sums) => self.add(&sums, &ends, left),
            });
        }
        sums.unwrap_or_default()
    }

    fn add(&self, sums: &[Sum], ends: &[Sum], left: &mut usize) -> Vec<Sum> {
        let mut added = Vec::new();
        for sum in sums {
            for end in ends {
                if *left == 0 {
                    return added;
                }
                *left -= 1;
                if self.of == RelationOf::SameSource && sum.source != end.source {
                    continue;
                }
                added.extend(plus(sum, end));
            }
        }
        added
    }

    /// The ends of a term that stand beside the other side. Across sources the highest low end decides, so no more than
    /// the highest ones of two sources are needed: one of them is of another source than the other side.
    fn ends(&self, term: &Term, low: bool, beside: Option<&Sum>, left: &mut usize) -> Vec<Sum> {
        let Some(beside) = beside else { return term.ends.clone() };
        let mut picked: Vec<Sum> = Vec::new();
        for end in &term.ends {
            if *left == 0 {
                break;
            }
            *left -= 1;
            let known = picked.iter().any(|picked| picked.source == end.source);
            if self.fits(end, beside) && !(known && self.of == RelationOf::Any) {
                picked.push(end.clone());
            }
            if low && self.of == RelationOf::Any && picked.len() == 2 {
                break;
            }
        }
        picked
    }

    /// A term with the ends of its claims, times its factor, the highest first.
    fn term(&self, factor: Decimal, attribute: &str, low: bool) -> Term {
        let mut ends = Vec::new();
        if let Some(&index) = self.by_attribute.get(attribute)
            && self.topics[index].definition.kind == Kind::Quantity
        {
            let topic = &self.topics[index];
            let members = topic.scopes.get(&self.scope).map(Vec::as_slice).unwrap_or_default();
            let speaking = members.iter().filter(|&&at| topic.boxes[at].speaks() && (self.hears)(index, at));
            ends.extend(speaking.filter_map(|&at| end_of(&topic.boxes[at], (index, at), factor, low)));
            ends.sort_by(|a: &Sum, b: &Sum| b.end.at.cmp(&a.end.at).then(a.claims.cmp(&b.claims)));
        }
        Term { ends }
    }

    fn fits(&self, sum: &Sum, beside: &Sum) -> bool {
        match self.of {
            RelationOf::SameSource => sum.source == beside.source && sum.end.said == beside.end.said,
            RelationOf::Any => share_a_day(&sum.end, &beside.end, 0),
        }
    }
}

/// An end of a claim, times a factor.
fn end_of(claim: &ClaimBox<'_>, at: At, factor: Decimal, low: bool) -> Option<Sum> {
    let end = if low { claim.ends.low } else { claim.ends.high }?;
    let times = |point: Point| Some(Point { at: point.at.checked_mul(factor)?, ..point });
    let end = End { at: times(end.at)?, doubled: end.doubled.and_then(times), ..end };
    Some(Sum { end, claims: vec![at], source: Some(claim.claim.source.value) })
}

/// The sum of two ends, while both stand; nothing if they never do.
fn plus(a: &Sum, b: &Sum) -> Option<Sum> {
    let add = |a: Point, b: Point| Some(Point { at: a.at.checked_add(b.at)?, nudge: a.nudge.max(b.nudge) });
    let (from, to) = (a.end.from.max(b.end.from), a.end.to.min(b.end.to));
    if from > to {
        return None;
    }
    let later = if a.end.said.last >= b.end.said.last { a.end } else { b.end };
    let doubled = a.end.doubled.zip(b.end.doubled).and_then(|(a, b)| add(a, b));
    let end = End {
        at: add(a.end.at, b.end.at)?,
        doubled,
        from,
        to,
        said: later.said,
        lasting: a.end.lasting && b.end.lasting,
        limit: a.end.limit.min(b.end.limit),
    };
    let source = if a.source == b.source { a.source } else { None };
    Some(Sum { end, claims: a.claims.iter().chain(&b.claims).copied().collect(), source })
}
