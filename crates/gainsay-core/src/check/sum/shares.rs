//! Percentages of wholes.

use indexmap::{IndexMap, IndexSet};

use super::added::Sum;
use super::end::End;
use super::term::Term;
use crate::check::topic::At;
use gainsay_yaml::text::Name;

/// Percentages of wholes: on each day the best share of the best whole, for each unit of wholes, of all sources and of each alone. The
/// best is the highest where `highest`, else the lowest.
pub(crate) fn shares<'t>(mut shares: Vec<Sum<'t>>, wholes: Vec<Sum<'t>>, highest: bool) -> Vec<Sum<'t>> {
    shares.retain(Sum::is_share);
    let mut of_sources: IndexMap<Option<Name>, [Vec<Sum<'t>>; 2]> = IndexMap::new();
    for (at, sums) in [&shares, &wholes].into_iter().enumerate() {
        for sum in sums {
            of_sources.entry(sum.source()).or_default()[at].push(sum.clone());
        }
    }
    let own = of_sources.into_values().flat_map(|[shares, wholes]| best(shares, wholes, highest));
    let mut found: IndexMap<Vec<At>, Sum<'t>> = IndexMap::new();
    for sum in best(shares, wholes, highest).into_iter().chain(own.collect::<Vec<_>>()) {
        found.entry(sum.claims()).or_insert(sum);
    }
    found.into_values().collect()
}

/// On each day the best share of the best whole.
fn best<'t>(shares: Vec<Sum<'t>>, wholes: Vec<Sum<'t>>, highest: bool) -> Vec<Sum<'t>> {
    let term = |sums: Vec<Sum<'t>>| Term::new(sums.into_iter().map(End::plain).collect(), false, highest);
    let shares = term(shares);
    let mut units: IndexMap<Option<&str>, Vec<Sum<'t>>> = IndexMap::new();
    for whole in wholes {
        units.entry(whole.unit).or_default().push(whole);
    }
    let mut found = Vec::new();
    for wholes in units.into_values() {
        let wholes = term(wholes);
        let changes = shares.track.changes().iter().chain(wholes.track.changes());
        let pairs = changes.filter_map(|(day, _)| shares.track.at(*day).zip(wholes.track.at(*day)));
        let pairs: IndexSet<(usize, usize)> = pairs.collect();
        let percent =
            |(share, whole): (usize, usize)| shares.ends[share].sum.percent_of(&wholes.ends[whole].sum);
        found.extend(pairs.into_iter().filter_map(percent));
    }
    found
}
