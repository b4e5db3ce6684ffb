//! What could not be compared, and why: told, never guessed and never dropped.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::compare::Measure;
use super::conflicts;
use super::topic::{ClaimBox, Scope, Topic};

/// What is missing for a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// Some claims name a place and others none.
    Place,
    /// Some claims bear a date and others none.
    Date,
    /// The numbers of some claims are in a unit that does not convert into that of others.
    Unit,
}

/// Claims that lack something, with the claims that they would conflict with if they did not.
#[derive(Debug, PartialEq, Eq)]
pub struct Gap {
    /// What they lack.
    pub missing: Missing,
    /// The claims that lack it, as indices into the boxes of the topic.
    pub lacking: Vec<usize>,
    /// The claims that have it and allow no value in common with one of those.
    pub against: Vec<usize>,
}

/// The gaps of a topic: where two claims that are otherwise of one scope have no value in common on a common day, or on
/// any day where a date is missing, and what would say whether they conflict is not there.
#[must_use]
pub fn gaps(topic: &Topic<'_>, measure: &Measure) -> Vec<Gap> {
    let place = |claim: &ClaimBox<'_>| claim.scope.place.is_some();
    let anywhere = |claim: &ClaimBox<'_>| Scope { place: None, ..claim.scope };
    let dated = |claim: &ClaimBox<'_>| claim.dated() || topic.definition.timeless();
    let gaps = [
        gap(topic, Missing::Place, measure, place, anywhere),
        gap(topic, Missing::Date, measure, dated, |claim| claim.scope),
        units(topic),
    ];
    gaps.into_iter().flatten().collect()
}

/// The gap between the claims that have something and those that do not, among claims of one `group`.
fn gap(
    topic: &Topic<'_>,
    missing: Missing,
    measure: &Measure,
    has: impl Fn(&ClaimBox<'_>) -> bool,
    group: impl Fn(&ClaimBox<'_>) -> Scope,
) -> Option<Gap> {
    let mut groups: IndexMap<Scope, (Vec<usize>, Vec<usize>)> = IndexMap::new();
    for at in (0..topic.boxes.len()).filter(|&at| topic.boxes[at].speaks()) {
        let claim = &topic.boxes[at];
        let (having, lacking) = groups.entry(group(claim)).or_default();
        if has(claim) { having.push(at) } else { lacking.push(at) }
    }
    let measure = Measure { grace: 0, ..*measure };
    let (mut without, mut with) = (BTreeSet::new(), BTreeSet::new());
    for (having, lacking) in
        groups.into_values().filter(|(having, lacking)| !having.is_empty() && !lacking.is_empty())
    {
        let clashes = conflicts::either_way(topic, &lacking, &having, &measure);
        for at in clashes.pairs.iter().flat_map(|clash| [clash.a, clash.b]) {
            if has(&topic.boxes[at]) {
                with.insert(at)
            } else {
                without.insert(at)
            };
        }
    }
    let gap = Gap { missing, lacking: without.into_iter().collect(), against: with.into_iter().collect() };
    (!gap.lacking.is_empty()).then_some(gap)
}

/// The claims whose numbers are in other units than most are.
fn units(topic: &Topic<'_>) -> Option<Gap> {
    let mut by_unit: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
    for at in (0..topic.boxes.len()).filter(|&at| topic.boxes[at].speaks()) {
        by_unit.entry(topic.boxes[at].scope.unit).or_default().push(at);
    }
    let most = by_unit
        .iter()
        .max_by_key(|(unit, claims)| (claims.len(), std::cmp::Reverse(**unit)))
        .map(|(unit, _)| *unit)?;
    let against = by_unit.remove(&most)?;
    let lacking: Vec<usize> = by_unit.into_values().flatten().collect();
    (!lacking.is_empty()).then_some(Gap { missing: Missing::Unit, lacking, against })
}
