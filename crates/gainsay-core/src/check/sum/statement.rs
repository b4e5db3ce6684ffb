//! The bounds of sums by who gives them, and when that was published.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::added::Sum;
use super::addend::Addend;
use super::end::End;
use super::term::Term;
use crate::check::compare::Tolerances;
use crate::date::Day;
use gainsay_yaml::text::Name;

/// The terms of the side that is too large, and those of the other.
pub(super) type Terms<'t> = [Vec<Term<'t>>; 2];

/// What one source gives in what it published at one time.
pub(super) struct Statement<'t> {
    pub source: Name,
    /// The terms that it gives on either side, in order, each with its place there.
    pub terms: [Vec<(usize, Term<'t>)>; 2],
}

impl<'t> Statement<'t> {
    /// A term of a side, where it gives that.
    pub(super) fn term(&self, side: usize, at: usize) -> Option<&Term<'t>> {
        let terms = &self.terms[side];
        terms.binary_search_by_key(&at, |(at, _)| *at).ok().map(|found| &terms[found].1)
    }
}

/// The bounds of all sources that may be part of a strong sum.
pub(super) fn all<'t>(
    sides: [&[Addend<'t>]; 2],
    unit: Option<&'t str>,
    tolerances: &Tolerances,
) -> Terms<'t> {
    [true, false].map(|over| {
        let term = |addend: &Addend<'t>| {
            let of_unit = addend.ends.iter().filter(|end| end.unit == unit).cloned();
            let sure = of_unit.filter_map(|end| End::sure(end, tolerances));
            Term::new(sure.collect(), addend.counts && over, over)
        };
        sides[usize::from(!over)].iter().map(term).collect()
    })
}

/// The same by source, and by what that published at one time: what it counts may have changed in between. What has no day of
/// publication goes with all.
pub(super) fn of_sources<'t>(all: &Terms<'t>, tolerances: &Tolerances) -> Vec<Statement<'t>> {
    let mut sources: IndexMap<Name, Vec<(usize, usize, &End<'t>)>> = IndexMap::new();
    for (side, terms) in all.iter().enumerate() {
        for (at, end) in
            terms.iter().enumerate().flat_map(|(at, term)| term.ends.iter().map(move |end| (at, end)))
        {
            if let Some(source) = end.sum.source() {
                sources.entry(source).or_default().push((side, at, end));
            }
        }
    }
    let of_source = |(source, own): (Name, Vec<(usize, usize, &End<'t>)>)| {
        let statements = at_one_time(&own, tolerances).into_iter();
        statements.map(|own| Statement { source, terms: terms(all, &own) }).collect::<Vec<_>>()
    };
    sources.into_iter().flat_map(of_source).collect()
}

/// The bounds of a source that were published within the same-time window of each other, for each such window.
fn at_one_time<'a, 't>(
    own: &[(usize, usize, &'a End<'t>)],
    tolerances: &Tolerances,
) -> Vec<Vec<(usize, usize, &'a End<'t>)>> {
    let until = |last: Day| last.plus(tolerances.same_time);
    let days: Vec<Option<(Day, Day)>> = own.iter().map(|(.., end)| published(&end.sum)).collect();
    let latest = days.iter().flatten().map(|days| days.0).max();
    let apart = days.iter().flatten().map(|days| days.1).min().zip(latest);
    if apart.is_none_or(|(earliest, latest)| latest <= until(earliest)) {
        return vec![own.to_vec()];
    }
    let windows: BTreeSet<Day> = days.iter().flatten().map(|days| days.0).collect();
    let within = |day: Day| {
        let meets =
            |days: &Option<(Day, Day)>| days.is_none_or(|(first, last)| first <= day && day <= until(last));
        own.iter().zip(&days).filter(|(_, days)| meets(days)).map(|(end, _)| *end).collect()
    };
    windows.into_iter().map(within).collect()
}

/// The first and the last day on which all claims of a bound may have been published.
fn published(sum: &Sum<'_>) -> Option<(Day, Day)> {
    sum.said().filter_map(|said| said.published).reduce(|a, b| (a.0.max(b.0), a.1.min(b.1)))
}

/// The terms of `all` that some of their bounds are of, with those, which come in the order of the terms.
fn terms<'t>(all: &Terms<'t>, own: &[(usize, usize, &End<'t>)]) -> [Vec<(usize, Term<'t>)>; 2] {
    let mut terms = [Vec::new(), Vec::new()];
    for own in own.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let (side, at, _) = own[0];
        let ends = own.iter().map(|(.., end)| (*end).clone()).collect();
        terms[side].push((at, Term::sorted(ends, all[side][at].optional)));
    }
    terms
}
