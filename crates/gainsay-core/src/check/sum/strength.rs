//! How surely one sum exceeds another, and why not.

use std::collections::{BTreeSet, HashMap};

use indexmap::IndexSet;

use super::added::{Part, Said, Sum};
use crate::check::compare::Tolerances;
use crate::date::Day;
use crate::finding::WeakReason;
use gainsay_yaml::text::Name;

/// Why it is weak that `over` exceeds `under`, if it does; no reasons where it is strong. It is weak where a claim is doubtful, where any two
/// are not surely of one time, where a source published some of it later than the rest, and where the figures of two sources are mixed,
/// or there are three: then no two of them contradict each other.
pub(crate) fn exceeds(over: &Sum<'_>, under: &Sum<'_>, tolerances: &Tolerances) -> Option<Vec<WeakReason>> {
    tolerances.cross(&over.bound, &under.bound)?;
    let said = || over.said().chain(under.said());
    let doubts = said().filter_map(|said| said.doubt);
    let of_bounds = tolerances.doubts(&over.bound, &under.bound);
    let apart = of_several_times(said(), tolerances).then_some(WeakReason::DaysApart);
    let published = published_apart(said(), tolerances).then_some(WeakReason::PublishedApart);
    let mixed = mixed(&over.parts, &under.parts).then_some(WeakReason::SeveralSources);
    let all: BTreeSet<WeakReason> =
        doubts.chain(of_bounds).chain(apart).chain(published).chain(mixed).collect();
    Some(all.into_iter().collect())
}

/// Whether the days leave no common one on which all of this surely is of one time. Of dates that leave the day open only the sums as a
/// whole tell.
fn of_several_times(said: impl Iterator<Item = Said>, tolerances: &Tolerances) -> bool {
    let days = said.map(|said| said.valid).filter(|valid| valid.said.throughout);
    let common = days.filter_map(|valid| tolerances.sure_days(&valid));
    common.reduce(|a, b| (a.0.max(b.0), a.1.min(b.1))).is_some_and(|(from, to)| from > to)
}

/// Whether a source said some of this later than the rest of it: what it counts may have changed since.
fn published_apart(said: impl Iterator<Item = Said>, tolerances: &Tolerances) -> bool {
    let mut days: HashMap<Name, (Day, Day)> = HashMap::new();
    for Said { source, published, .. } in said {
        let Some((first, last)) = published else { continue };
        let known = days.entry(source).or_insert((last, first));
        *known = (known.0.min(last), known.1.max(first));
    }
    days.values().any(|(earliest, latest)| earliest.plus(tolerances.same_time) < *latest)
}

/// Whether more than one source gives this, unless it is two, of which one gives a single figure, or each gives all of a side.
fn mixed(over: &[Part], under: &[Part]) -> bool {
    let sources = |parts: &[Part]| parts.iter().flat_map(Part::said).map(|said| said.source).collect();
    let [of_over, of_under]: [IndexSet<Name>; 2] = [over, under].map(sources);
    let all: IndexSet<Name> = of_over.union(&of_under).copied().collect();
    if all.len() < 2 || (of_over.len(), of_under.len()) == (1, 1) {
        return false;
    }
    let given = |source: Name| {
        let of_source = |part: &&Part| part.said().any(|said| said.source == source);
        over.iter().chain(under).filter(of_source).count()
    };
    all.len() > 2 || all.into_iter().all(|source| given(source) > 1)
}
