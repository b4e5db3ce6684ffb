//! Sums that are strong evidence, which no weaker one that lies further off may hide.
//!
//! A sum is strong where each of its claims may be, and where one source gives it: or two, of which the one gives a single figure
//! or all of one side. So for each bound the best of its own source are joined with the best that any other source gives of the
//! rest.

use std::collections::HashMap;

use indexmap::IndexMap;

use super::added::Sum;
use super::addend::Addend;
use super::against::{Against, Found};
use super::beside::{Piece, Pieces};
use super::statement::{self, Statement, Terms};
use super::term::Term;
use super::total::Side;
use crate::check::compare::Tolerances;
use crate::check::topic::At;
use crate::value::Point;
use gainsay_yaml::text::Name;

/// What another source gives beside those of a bound.
#[derive(Clone, Copy, PartialEq)]
enum Group {
    /// A term: its side, and its place there.
    Term(usize, usize),
    /// All of the side that is too large.
    Over,
    /// All but the bound.
    Rest,
}

/// Sums of bounds that may be strong.
struct StrongSums<'s, 't> {
    lowered: &'s dyn Fn(Point) -> Point,
    /// The bounds of all sources.
    all: Terms<'t>,
    statements: Vec<Statement<'t>>,
    none: Term<'t>,
}

/// For each bound of the first terms of the other side in a strong sum the one of one source that is furthest apart, and the one of
/// two.
pub(super) fn strong<'t>(
    sides: [&[Addend<'t>]; 2],
    unit: Option<&'t str>,
    tolerances: &Tolerances,
    terms: usize,
) -> Vec<(Sum<'t>, Sum<'t>)> {
    let lowered = |sum| tolerances.lowered(sum, 2);
    let all = statement::all(sides, unit, tolerances);
    let mut sums = StrongSums { lowered: &lowered, all, statements: Vec::new(), none: Term::none() };
    let any = |free: usize| !sums.against(&sums.all, free, None, None).is_empty();
    if !(0..terms).any(any) {
        return Vec::new();
    }
    sums.statements = statement::of_sources(&sums.all, tolerances);
    let mut furthest: IndexMap<(Vec<At>, bool), Found<'t>> = IndexMap::new();
    for free in 0..terms {
        for (found, alone) in sums.of_term(free) {
            let known = furthest.entry((found.end.clone(), alone));
            let replaced = known.and_modify(|known| {
                if found.excess > known.excess {
                    *known = found.clone();
                }
            });
            replaced.or_insert(found);
        }
    }
    // The terms of a sum come in the order of those of its side, whichever source gave them: one sum is found in one way.
    let places = sides.map(places);
    let in_order = |mut sum: Sum<'t>, side: usize| {
        sum.parts.sort_by_cached_key(|part| places[side].get(&part.claims().collect::<Vec<_>>()).copied());
        sum
    };
    furthest.into_values().map(|found| (in_order(found.over, 0), in_order(found.under, 1))).collect()
}

/// Which term of a side each bound is of, by its claims.
fn places(side: &[Addend<'_>]) -> HashMap<Vec<At>, usize> {
    let of_term = |(at, addend): (usize, &Addend<'_>)| {
        addend.ends.iter().map(|end| (end.claims(), at)).collect::<Vec<_>>()
    };
    side.iter().enumerate().flat_map(of_term).collect()
}

impl<'t> StrongSums<'_, 't> {
    /// The sums with bounds of the term `free`, and whether one source gives them alone.
    fn of_term(&self, free: usize) -> Vec<(Found<'t>, bool)> {
        let mut found = Vec::new();
        for own in &self.statements {
            found.extend(self.against(&own.terms, free, None, None).into_iter().map(|one| (one, true)));
        }
        for group in self.groups(free) {
            let pieces = self.pieces(group, free);
            for own in self.statements.iter().filter(|own| !own.terms[1][free].ends.is_empty()) {
                let beside = Some((&pieces, own.source));
                let of_two = self.against(&own.terms, free, Some(group), beside);
                found.extend(of_two.into_iter().map(|one| (one, false)));
            }
        }
        found
    }

    /// What another source may give.
    fn groups(&self, free: usize) -> Vec<Group> {
        let [over, under] = [&self.all[0], &self.all[1]].map(Vec::len);
        let terms = (0..over).map(|at| (0, at)).chain((0..under).map(|at| (1, at)));
        let single = terms.filter(|&place| place != (1, free)).map(|(side, at)| Group::Term(side, at));
        let over = (over > 1).then_some(Group::Over);
        single.chain(over).chain((under > 1).then_some(Group::Rest)).collect()
    }

    /// The best that other sources give of a group.
    fn pieces<'s>(&'s self, group: Group, free: usize) -> Pieces<'s, 't> {
        let own = |terms: &dyn Fn(&'s Statement<'t>) -> Vec<Piece<'s, 't>>| -> Vec<Piece<'s, 't>> {
            self.statements.iter().flat_map(terms).collect()
        };
        match group {
            Group::Term(0, at) => Pieces::new(Piece::of_term(&self.all[0][at], Side::Over), Side::Over),
            Group::Term(_, at) => Pieces::new(Piece::of_term(&self.all[1][at], Side::Under), Side::Under),
            Group::Over => {
                let pieces = own(&|own| Piece::of_terms(&own.terms[0], &[], free, own.source, &|sum| sum));
                Pieces::new(pieces, Side::Over)
            }
            Group::Rest => {
                let pieces =
                    own(&|own| Piece::of_terms(&own.terms[0], &own.terms[1], free, own.source, self.lowered));
                Pieces::new(pieces, Side::Both)
            }
        }
    }

    /// The bounds of the term `free` held against the others of `terms` but for a group, which another source gives.
    fn against(
        &self,
        terms: &Terms<'t>,
        free: usize,
        group: Option<Group>,
        beside: Option<(&Pieces<'_, 't>, Name)>,
    ) -> Vec<Found<'t>> {
        let given = |side: usize| {
            let term = move |(at, term)| {
                let elsewhere = match group {
                    None => false,
                    Some(Group::Term(other, there)) => (side, at) == (other, there),
                    Some(Group::Over) => side == 0,
                    Some(Group::Rest) => (side, at) != (1, free),
                };
                if elsewhere { &self.none } else { term }
            };
            terms[side].iter().enumerate().map(term).collect::<Vec<&Term<'t>>>()
        };
        let beside = beside.map(|(pieces, source)| pieces.not_of(source));
        Against { over: given(0), under: given(1), free, lowered: self.lowered, beside }.found()
    }
}
