//! Percentages of wholes.

use indexmap::{IndexMap, IndexSet};

use super::added::Sum;
use super::best::{Track, sort_by_preference};

/// Percentages of wholes: on each day the best share of the best whole, for each unit of wholes. The best is the highest where
/// `highest`, else the lowest.
pub(crate) fn shares<'t>(mut shares: Vec<Sum<'t>>, wholes: Vec<Sum<'t>>, highest: bool) -> Vec<Sum<'t>> {
    shares.retain(Sum::is_share);
    sort_by_preference(&mut shares, highest);
    let share_track = Track::new(&shares);
    let mut units: IndexMap<Option<&str>, Vec<Sum<'t>>> = IndexMap::new();
    for whole in wholes {
        units.entry(whole.unit).or_default().push(whole);
    }
    let mut found = Vec::new();
    for mut wholes in units.into_values() {
        sort_by_preference(&mut wholes, highest);
        let whole_track = Track::new(&wholes);
        let changes = share_track.changes().iter().chain(whole_track.changes());
        let pairs = changes.filter_map(|(day, _)| share_track.at(*day).zip(whole_track.at(*day)));
        let pairs: IndexSet<(usize, usize)> = pairs.collect();
        found.extend(pairs.into_iter().filter_map(|(share, whole)| shares[share].percent_of(&wholes[whole])));
    }
    found
}
