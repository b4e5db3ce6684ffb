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
use super::single::Singles;
use super::statement::{self, Statement, Terms};
use super::term::Term;
use super::total::Side;
use crate::check::compare::Tolerances;
use crate::check::topic::At;
use crate::value::Point;
use gainsay_yaml::text::Name;

/// What another source gives beside those of a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    /// A term: its side, and its place there.
    Term(usize, usize),
    /// All of the side that is too large.
    Over,
    /// All but the bound.
    Rest,
}

impl Group {
    /// Whether it holds a term, where all are held against the term `free` of the other side.
    fn holds(self, side: usize, at: usize, free: usize) -> bool {
        match self {
            Self::Term(other, there) => (side, at) == (other, there),
            Self::Over => side == 0,
            Self::Rest => (side, at) != (1, free),
        }
    }
}

/// Which term a sum is held against, and what another source gives of it.
type Place = (usize, Option<Group>);

/// Sums of bounds that may be strong.
pub(super) struct StrongSums<'s, 't> {
    lowered: &'s dyn Fn(Point) -> Point,
    /// Whether of two sums the larger one stays so once what is tolerated is taken off.
    in_order: bool,
    /// The bounds of all sources.
    all: Terms<'t>,
    /// How many terms of either side have to be there.
    required: [usize; 2],
    statements: Vec<Statement<'t>>,
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
    let Some(sums) = StrongSums::new(sides, unit, tolerances, &lowered, terms) else { return Vec::new() };
    // Of those that are equally far apart the one of the first group counts.
    let mut furthest: IndexMap<(Vec<At>, bool), (Found<'t>, Place)> = IndexMap::new();
    for free in 0..terms {
        let alone = sums.of_one(free).into_iter().map(|found| (None, found));
        let of_two = sums.of_two(free).map(|(group, found)| (Some(group), found));
        for (group, found) in alone.chain(of_two) {
            let (key, place) = ((found.end.clone(), group.is_none()), (free, group));
            match furthest.get_mut(&key) {
                None => drop(furthest.insert(key, (found, place))),
                Some(known) => {
                    let equal = found.excess == known.0.excess;
                    if found.excess > known.0.excess || equal && place < known.1 {
                        *known = (found, place);
                    }
                }
            }
        }
    }
    // The terms of a sum come in the order of those of its side, whichever source gave them: one sum is found in one way.
    let places = sides.map(places);
    let in_order = |mut sum: Sum<'t>, side: usize| {
        sum.parts.sort_by_cached_key(|part| places[side].get(&part.claims().collect::<Vec<_>>()).copied());
        sum
    };
    furthest.into_values().map(|(found, _)| (in_order(found.over, 0), in_order(found.under, 1))).collect()
}

/// Which term of a side each bound is of, by its claims.
fn places(side: &[Addend<'_>]) -> HashMap<Vec<At>, usize> {
    let of_term = |(at, addend): (usize, &Addend<'_>)| {
        addend.ends.iter().map(|end| (end.claims(), at)).collect::<Vec<_>>()
    };
    side.iter().enumerate().flat_map(of_term).collect()
}

impl<'s, 't> StrongSums<'s, 't> {
    /// The bounds that may be part of a strong sum; nothing where none of the first terms of the other side is exceeded by the best of
    /// all of them.
    pub(super) fn new(
        sides: [&[Addend<'t>]; 2],
        unit: Option<&'t str>,
        tolerances: &Tolerances,
        lowered: &'s dyn Fn(Point) -> Point,
        terms: usize,
    ) -> Option<Self> {
        let all = statement::all(sides, unit, tolerances);
        let any = |free: usize| {
            let (over, under) = (all[0].iter().collect(), all[1].iter().collect());
            !Against { over, under, free, lowered, beside: None }.found().is_empty()
        };
        if !(0..terms).any(any) {
            return None;
        }
        let statements = statement::of_sources(&all, tolerances);
        let required = [0, 1].map(|side| all[side].iter().filter(|term: &&Term<'_>| !term.optional).count());
        Some(Self { lowered, in_order: tolerances.keep_order(), all, required, statements })
    }

    /// The statements that give the term `free`.
    pub(super) fn giving(&self, free: usize) -> impl Iterator<Item = &Statement<'t>> {
        self.statements.iter().filter(move |own| own.term(1, free).is_some())
    }

    /// The sums with bounds of the term `free` that one source gives alone.
    fn of_one(&self, free: usize) -> Vec<Found<'t>> {
        let found = self.giving(free).flat_map(|own| self.against(own, free, None, None, |_| true));
        found.map(|(_, found)| found).collect()
    }

    /// Those that it gives but for a group, which another source gives.
    ///
    /// Trying each single term goes through all bounds once for each term, and looking for the best through all bounds once for each
    /// statement.
    fn of_two(&self, free: usize) -> impl Iterator<Item = (Group, Found<'t>)> {
        let statements = self.giving(free).count();
        let singles: Vec<Group> = self.single_terms(free).collect();
        let each = singles.len() <= statements;
        let further = [(Group::Over, self.all[0].len()), (Group::Rest, self.all[1].len())];
        let further = further.into_iter().filter(|(_, terms)| *terms > 1).map(|(group, _)| group);
        let tried = singles.into_iter().filter(|_| each).chain(further);
        let tried: Vec<_> = tried.map(|group| (group, self.pieces(group, free))).collect();
        let of_statement = move |own: &Statement<'t>| {
            let mut found = Vec::new();
            let best = if each { Vec::new() } else { self.singles(own, free) };
            for (group, ends) in best {
                let pieces = self.pieces(group, free);
                found.extend(self.beside(own, free, group, &pieces, |end| ends.binary_search(&end).is_ok()));
            }
            for (group, pieces) in &tried {
                found.extend(self.beside(own, free, *group, pieces, |_| true));
            }
            found.sort_by_key(|(end, ..)| *end);
            found.into_iter().map(|(_, group, found)| (group, found))
        };
        self.giving(free).flat_map(of_statement)
    }

    /// The terms that another source may give beside those that are held against the term `free`.
    fn single_terms(&self, free: usize) -> impl Iterator<Item = Group> + use<> {
        let [over, under] = [0, 1].map(|side| self.all[side].len());
        let terms = (0..over).map(|at| (0, at)).chain((0..under).map(|at| (1, at)));
        terms.filter(move |&term| term != (1, free)).map(|(side, at)| Group::Term(side, at))
    }

    /// The single terms with which the most is left for the bounds of a statement, if another source gives them, each with the
    /// places of those bounds.
    pub(super) fn singles(&self, own: &Statement<'t>, free: usize) -> Vec<(Group, Vec<usize>)> {
        if !self.in_order {
            let ends = own.term(1, free).map_or(0, |term| term.ends.len());
            return self.single_terms(free).map(|group| (group, (0..ends).collect())).collect();
        }
        let over = self.all[0].len();
        let group =
            |place: usize| if place < over { Group::Term(0, place) } else { Group::Term(1, place - over) };
        let singles = Singles { all: &self.all, own, free, lowered: self.lowered };
        let mut ends: IndexMap<usize, Vec<usize>> = IndexMap::new();
        for (end, place) in singles.places().into_iter().enumerate() {
            if let Some(place) = place {
                ends.entry(place).or_default().push(end);
            }
        }
        ends.into_iter().map(|(place, ends)| (group(place), ends)).collect()
    }

    /// The best that other sources give of a group.
    pub(super) fn pieces<'a>(&'a self, group: Group, free: usize) -> Pieces<'a, 't> {
        let (pieces, side) = match group {
            Group::Term(0, at) => (Piece::of_term(&self.all[0][at], Side::Over), Side::Over),
            Group::Term(_, at) => (Piece::of_term(&self.all[1][at], Side::Under), Side::Under),
            Group::Over => (self.of_each(group, free, &|sum| sum), Side::Over),
            Group::Rest => (self.of_each(group, free, self.lowered), Side::Both),
        };
        Pieces::new(pieces, side)
    }

    /// What each statement comes to that gives all of a group that has to be there.
    fn of_each<'a>(
        &'a self,
        group: Group,
        free: usize,
        lowered: &dyn Fn(Point) -> Point,
    ) -> Vec<Piece<'a, 't>> {
        let required = [0, 1].map(|side: usize| {
            let terms = self.all[side].iter().enumerate();
            terms.filter(|(at, term)| group.holds(side, *at, free) && !term.optional).count()
        });
        let of_statement = |own: &'a Statement<'t>| {
            let [over, under] = [0, 1].map(|side| given(own, side, |at| group.holds(side, at, free)));
            if count_required(&over) < required[0] || count_required(&under) < required[1] {
                return Vec::new();
            }
            let terms: Vec<&'a Term<'t>> = over.iter().chain(&under).copied().collect();
            Piece::of_terms(&terms, over.len(), own.source, lowered)
        };
        self.statements.iter().flat_map(of_statement).collect()
    }

    /// The bounds of the term `free` held against the others that a statement gives but for a group, which another source gives.
    pub(super) fn beside(
        &self,
        own: &Statement<'t>,
        free: usize,
        group: Group,
        pieces: &Pieces<'_, 't>,
        wanted: impl Fn(usize) -> bool,
    ) -> Vec<(usize, Group, Found<'t>)> {
        let found = self.against(own, free, Some(group), Some((pieces, own.source)), wanted);
        found.into_iter().map(|(end, found)| (end, group, found)).collect()
    }

    /// The wanted bounds of the term `free`, with their places.
    fn against(
        &self,
        own: &Statement<'t>,
        free: usize,
        group: Option<Group>,
        beside: Option<(&Pieces<'_, 't>, Name)>,
        wanted: impl Fn(usize) -> bool,
    ) -> Vec<(usize, Found<'t>)> {
        let stays = |side: usize, at: usize| group.is_none_or(|group| !group.holds(side, at, free));
        let [over, under] = [0, 1].map(|side| given(own, side, |at| stays(side, at)));
        let elsewhere = |side: usize| match group {
            Some(Group::Term(other, at)) if other == side => usize::from(!self.all[side][at].optional),
            Some(Group::Over) if side == 0 => self.required[side],
            Some(Group::Rest) => self.required[side],
            _ => 0,
        };
        let lacks = |side: usize, terms| count_required(terms) + elsewhere(side) < self.required[side];
        if lacks(0, &over) || lacks(1, &under) {
            return Vec::new();
        }
        let before = own.terms[1].iter().filter(|(at, _)| *at < free && stays(1, *at)).count();
        let beside = beside.map(|(pieces, source)| pieces.not_of(source));
        Against { over, under, free: before, lowered: self.lowered, beside }.found_of(wanted)
    }
}

/// The terms of a side of which a statement gives something, among those that count.
fn given<'a, 't>(own: &'a Statement<'t>, side: usize, counts: impl Fn(usize) -> bool) -> Vec<&'a Term<'t>> {
    own.terms[side].iter().filter(|(at, _)| counts(*at)).map(|(_, term)| term).collect()
}

/// How many of these terms have to be there.
fn count_required(terms: &[&Term<'_>]) -> usize {
    terms.iter().filter(|term| !term.optional).count()
}
