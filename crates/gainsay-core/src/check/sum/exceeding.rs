//! Sums that exceed others: the terms of one side add up to more than those of the other on a common day.
//!
//! For each bound on the side that is too small, the worst sum that exceeds it is found without trying combinations: on each
//! day only the best bound of every other term counts.

use indexmap::IndexSet;

use super::added::Sum;
use super::addend::Addend;
use super::against::{Against, Found};
use super::end::End;
use super::strong::strong;
use super::term::Term;
use crate::check::compare::Tolerances;

/// Sums of lower bounds of `over` that may exceed sums of upper bounds of `under`, with those: for each bound of `under` the pair
/// that is furthest apart, after what is tolerated is taken off, and those that are of the furthest that may be strong.
pub(crate) fn exceeding<'t>(
    over: &[Addend<'t>],
    under: &[Addend<'t>],
    tolerances: &Tolerances,
) -> Vec<(Sum<'t>, Sum<'t>)> {
    of_terms([over, under], tolerances, under.len())
}

/// The same for each bound of the first term of `under` alone: it finds whether there is any, whatever the number of terms.
pub(crate) fn exceeding_at_all<'t>(
    over: &[Addend<'t>],
    under: &[Addend<'t>],
    tolerances: &Tolerances,
) -> Vec<(Sum<'t>, Sum<'t>)> {
    of_terms([over, under], tolerances, under.len().min(1))
}

/// The same for each bound of the first `terms` terms of `under`.
fn of_terms<'t>(sides: [&[Addend<'t>]; 2], tolerances: &Tolerances, terms: usize) -> Vec<(Sum<'t>, Sum<'t>)> {
    let units: IndexSet<Option<&str>> =
        sides[1].iter().flat_map(|addend| &addend.ends).map(|end| end.unit).collect();
    let lowered = |sum| tolerances.lowered(sum, 1);
    let mut found = Vec::new();
    for unit in units {
        let plain = |side: usize| {
            let term = move |Addend { ends, counts }: &Addend<'t>| {
                let ends = ends.iter().filter(|end| end.unit == unit).cloned().map(End::plain);
                Term::new(ends.collect(), *counts && side == 0, side == 0)
            };
            sides[side].iter().map(term).collect::<Vec<_>>()
        };
        let (over, under) = (plain(0), plain(1));
        let furthest = |free: usize| {
            let (over, under) = (over.iter().collect(), under.iter().collect());
            Against { over, under, free, lowered: &lowered, beside: None }.found()
        };
        let furthest: Vec<Found<'t>> = (0..terms).flat_map(furthest).collect();
        if !furthest.is_empty() {
            found.extend(furthest.into_iter().map(|found| (found.over, found.under)));
            found.extend(strong(sides, unit, tolerances, terms));
        }
    }
    let mut known = IndexSet::new();
    found.retain(|(over, under): &(Sum<'t>, Sum<'t>)| known.insert((over.claims(), under.claims())));
    found
}
