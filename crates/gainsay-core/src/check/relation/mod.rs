//! Arithmetic: figures of several attributes that cannot add up.
//!
//! A relation is a sum of terms that must be zero, or at most zero. Each term is known between the bounds of a
//! claim; a count that no claim gives is not negative, and no more is known of it. A relation is broken only where
//! no values within those ranges satisfy it.

mod finding;
pub(super) use self::finding::Relations;

use indexmap::IndexSet;
use rust_decimal::Decimal;

use crate::check::compare::Tolerances;
use crate::check::context::Context;
use crate::check::sum::{Addend, Exceeded, Sum, exceeding, shares};
use crate::check::topic::{At, Scope, Topic};
use crate::check::topics::OfSubject;
use crate::date::{Day, When};
use crate::finding::WeakReason;
use crate::maps::IndexMap;
use crate::rule::{Figure, Kind, Relation, RelationOf, Term};
use gainsay_yaml::text::Name;

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
    /// Whose claims are held against each other: with [`RelationOf::SameSource`] those of one source about the same days, with
    /// [`RelationOf::Any`] those of any sources that are valid on a common day.
    pub of: RelationOf,
    /// What the rule grants.
    pub tolerances: Tolerances,
    /// Whether the rule applies to a claim.
    pub applies_to: &'b dyn Fn(At) -> bool,
    /// Why no conflict with a claim is more than weak; nothing where one may be.
    pub doubt: &'b dyn Fn(At) -> Option<WeakReason>,
    /// Where names are looked up.
    pub context: &'b Context<'r>,
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
    pub(super) fn broken(&self) -> Vec<(Scope, Exceeded)> {
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
        let held = match topic.definition.kind {
            Kind::Quantity => true,
            Kind::Date => Term::are_in_order(self.terms),
            _ => false,
        };
        held.then_some((index, topic))
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

/// The claims about the figures of a term.
struct Known<'b> {
    factor: Decimal,
    figures: Vec<Sum<'b>>,
    /// Those about the percentage of it that is meant, where one is.
    shares: Option<Vec<Sum<'b>>>,
    counts: bool,
}

/// The unit of dates, so that they are held against nothing else.
const DATES: &str = "date";

/// Whose claims about which days are held against each other where a relation is of one source. A date is true on whatever day
/// it is given.
type Own = (Option<Name>, Option<When>);

fn own(sum: &Sum<'_>) -> Own {
    let (source, days) = sum.statement();
    (source, Some(days).filter(|_| sum.unit != Some(DATES)))
}

impl<'b> Search<'_, 'b, '_> {
    fn run(&self, sides: &Sides<'b>) -> Vec<Exceeded> {
        let known =
            |side: &[&'b Term], low: bool| side.iter().map(|term| self.known(term, low)).collect::<Vec<_>>();
        let (over, under) = (known(&sides.over, true), known(&sides.under, false));
        if self.relation.of == RelationOf::Any {
            return self.among(over, under);
        }
        let (mut over, mut under) = (by_own(over), by_own(under));
        let keys: Vec<Own> = under.keys().filter(|key| over.contains_key(*key)).copied().collect();
        let broken = keys.iter().filter_map(|key| Some((over.swap_remove(key)?, under.swap_remove(key)?)));
        broken.collect::<Vec<_>>().into_iter().flat_map(|(over, under)| self.among(over, under)).collect()
    }

    /// What breaks the relation among these claims.
    fn among(&self, over: Vec<Known<'b>>, under: Vec<Known<'b>>) -> Vec<Exceeded> {
        let addends = |side: Vec<Known<'b>>, low: bool| {
            side.into_iter().map(|known| known.addend(low)).collect::<Vec<_>>()
        };
        let found = exceeding(&addends(over, true), &addends(under, false), &self.relation.tolerances);
        found.into_iter().filter_map(|(over, under)| self.broken(over, under)).collect()
    }

    /// How one sum exceeds the other, if it does.
    fn broken(&self, mut over: Sum<'b>, under: Sum<'b>) -> Option<Exceeded> {
        // Where the sums may not even be equal, the larger one lies beyond.
        over.bound.at.nudge += i8::from(self.relation.relation == Relation::Below);
        Exceeded::new(over, under, &self.relation.tolerances)
    }

    fn known(&self, term: &'b Term, low: bool) -> Known<'b> {
        let (figures, counts) = self.figure(&term.figure, low);
        let shares = term.share.as_ref().map(|share| self.figure(share, low).0);
        Known { factor: term.factor.abs(), counts: counts && shares.is_none(), figures, shares }
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
        let dates = topic.definition.kind == Kind::Date;
        let mut ends = Vec::new();
        for unit in topic.axis.units() {
            let members = topic.scopes.get(&Scope { place, part, period, unit }).into_iter().flatten();
            let unit = if dates { Some(DATES) } else { topic.axis.base_unit(unit) };
            let speaking =
                members.filter(|&&at| topic.claims[at].speaks() && (relation.applies_to)((index, at)));
            let sum = |&at: &usize| Sum::of(&topic.claims[at], (index, at), unit, low);
            ends.extend(speaking.filter_map(|at| {
                let published = topic.claims[*at].claim.published.map(|published| published.value);
                Some(sum(at)?.doubted((relation.doubt)((index, *at))).published(published))
            }));
        }
        (ends, topic.definition.additive)
    }
}

impl<'b> Known<'b> {
    fn addend(self, low: bool) -> Addend<'b> {
        let sums = match self.shares {
            None => self.figures,
            Some(of) => shares(of, self.figures, low),
        };
        let ends = sums.into_iter().filter_map(|sum| sum.times(self.factor)).collect();
        Addend { ends, counts: self.counts }
    }
}

/// The claims of each source about the same days, term by term.
fn by_own(terms: Vec<Known<'_>>) -> IndexMap<Own, Vec<Known<'_>>> {
    let empty: Vec<_> =
        terms.iter().map(|known| (known.factor, known.counts, known.shares.is_some())).collect();
    let fresh = || {
        let known = |&(factor, counts, share): &(Decimal, bool, bool)| Known {
            factor,
            counts,
            figures: Vec::new(),
            shares: share.then(Vec::new),
        };
        empty.iter().map(known).collect::<Vec<_>>()
    };
    let mut keys = IndexMap::default();
    for (at, term) in terms.into_iter().enumerate() {
        for sum in term.figures {
            keys.entry(own(&sum)).or_insert_with(fresh)[at].figures.push(sum);
        }
        for sum in term.shares.into_iter().flatten() {
            let known = &mut keys.entry(own(&sum)).or_insert_with(fresh)[at];
            known.shares.get_or_insert_default().push(sum);
        }
    }
    keys
}
