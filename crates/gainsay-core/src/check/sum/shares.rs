//! Percentages of wholes.

use indexmap::IndexSet;

use super::added::Sum;
use super::best::{Track, sort_by_preference};
use crate::date::Day;

/// Percentages of wholes: on each day the best of both, and the best ones of different sources where those are of one. The
/// best is the highest where `highest`, else the lowest.
pub(crate) fn shares<'t>(mut shares: Vec<Sum<'t>>, mut wholes: Vec<Sum<'t>>, highest: bool) -> Vec<Sum<'t>> {
    sort_by_preference(&mut shares, highest);
    sort_by_preference(&mut wholes, highest);
    let (share_track, whole_track) = (Track::new(&shares), Track::new(&wholes));
    let changes = share_track.changes().iter().chain(whole_track.changes());
    let mut days: Vec<Day> = changes.map(|(day, _)| *day).collect();
    days.sort_unstable();
    days.dedup();
    let mut pairs: IndexSet<(usize, usize)> = IndexSet::new();
    for day in days {
        let (share, whole) = (share_track.at(day), whole_track.at(day));
        pairs.extend(share.first.zip(whole.first));
        pairs.extend(share.first.zip(whole.other));
        pairs.extend(share.other.zip(whole.first));
    }
    pairs.into_iter().filter_map(|(share, whole)| shares[share].percent_of(&wholes[whole])).collect()
}
