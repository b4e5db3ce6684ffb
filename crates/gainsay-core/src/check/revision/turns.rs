//! A source and its own earlier words: revisions, regressions, self-contradictions.

use crate::check::compare::Measure;
use crate::check::conflict::pairs::PAIR_LIMIT;
use crate::check::topic::Topic;
use crate::check::topic::claim::ClaimBox;
use crate::check::topic::key::Scope;
use crate::check::topic::key::voice;
use crate::check::topic::superseded::chains;
use crate::finding::{FindingKind, Strength};
use crate::rule::Lasting;
use std::collections::HashMap;

/// What a claim does to an earlier one of the same source, or to one of the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// Revision, regression or self-contradiction.
    pub kind: FindingKind,
    /// The earlier claim, as an index into the boxes of the topic.
    pub before: usize,
    /// The later one.
    pub after: usize,
    /// Weak where a hedge or the tolerance doubled could absorb the difference.
    pub strength: Strength,
}

/// How many claims of one source and time that deny something between other values are remembered for comparing.
const DENIALS: usize = 8;

/// Compares the claims of each source about one scope with the one before it.
pub fn turns(topic: &Topic<'_>, scope: Scope, measure: &Measure) -> Vec<Turn> {
    let Some(members) = topic.scopes.get(&scope) else { return Vec::new() };
    let mut turns = Vec::new();
    for chain in chains(&topic.boxes, members) {
        // Of the claims of one time, those that reach least far to either side, and those that deny something in between: what
        // agrees with these agrees with all.
        let mut narrowest: Vec<usize> = Vec::new();
        for (index, &at) in chain.iter().enumerate() {
            let before = index.checked_sub(1).map(|before| chain[before]);
            let one_time = before.is_some_and(|before| together(topic, before, at));
            if one_time {
                turns.extend(narrowest.iter().find_map(|&other| turn(topic, other, at, measure)));
            } else {
                turns.extend(before.and_then(|before| turn(topic, before, at, measure)));
                narrowest.clear();
            }
            narrowest.push(at);
            let low = |&at: &usize| topic.boxes[at].allowed.plain.low();
            let high = |&at: &usize| topic.boxes[at].allowed.plain.high();
            let highest_low = narrowest.iter().copied().max_by_key(low);
            let lowest_high = narrowest.iter().copied().filter(|at| high(at).is_some()).min_by_key(high);
            let in_between = |&at: &usize| topic.boxes[at].allowed.plain.intervals().len() > 1;
            let denials: Vec<usize> = narrowest.iter().copied().filter(in_between).take(DENIALS).collect();
            narrowest =
                highest_low.into_iter().chain(lowest_high.filter(|at| Some(*at) != highest_low)).collect();
            let further = denials.into_iter().filter(|at| ![highest_low, lowest_high].contains(&Some(*at)));
            narrowest.extend(further);
        }
    }
    turns.extend(undated(topic, members, measure));
    turns
}

/// Whether two claims of one source are of the same time.
fn together(topic: &Topic<'_>, a: usize, b: usize) -> bool {
    topic.boxes[a].time.zip(topic.boxes[b].time).is_some_and(|(a, b)| a.together(&b))
}

fn turn(topic: &Topic<'_>, before: usize, after: usize, measure: &Measure) -> Option<Turn> {
    let (a, b) = (&topic.boxes[before], &topic.boxes[after]);
    let (earlier, later) = (a.time?, b.time?);
    let strength = measure.apart(&a.allowed, &b.allowed)?;
    let kind = if earlier.together(&later) {
        // Days that are not known to be the same may well be different ones.
        if !(earlier.when.throughout && later.when.throughout) {
            return None;
        }
        FindingKind::SelfContradiction
    } else if !b.claim.correction && undercuts(topic, a, b, measure) {
        FindingKind::Regression
    } else {
        FindingKind::Revision
    };
    Some(Turn { kind, before, after, strength })
}

/// Whether the later claim lies below a low end that stands for good, as of a toll.
fn undercuts(topic: &Topic<'_>, a: &ClaimBox<'_>, b: &ClaimBox<'_>, measure: &Measure) -> bool {
    let stands = topic.definition.stands;
    if stands.low != Lasting::Always || stands.high == Lasting::Always {
        return false;
    }
    match (a.allowed.plain.low(), b.allowed.plain.high()) {
        (Some(low), Some(high)) => measure.lowered(low, 1) > high,
        _ => false,
    }
}

/// The claims about `part` that a source contradicts at the same time by what it says of the `whole` around it.
pub fn of_parts(topic: &Topic<'_>, part: Scope, whole: Scope, measure: &Measure) -> Vec<Turn> {
    let (Some(parts), Some(wholes)) = (topic.scopes.get(&part), topic.scopes.get(&whole)) else {
        return Vec::new();
    };
    let measure = Measure { grace: 0, ..*measure };
    let key = |at: usize| {
        let claim = &topic.boxes[at];
        let day = claim.time.map(|time| (time.when.first, time.when.last));
        claim.speaks().then_some((voice(claim.claim), day))
    };
    let mut by_source: HashMap<_, Vec<usize>> = HashMap::new();
    for &at in wholes {
        if let Some(key) = key(at) {
            by_source.entry(key).or_default().push(at);
        }
    }
    let beside = |at: usize| key(at).and_then(|key| by_source.get(&key)).into_iter().flatten().copied();
    let against = |before: usize, after: usize| {
        let low = topic.boxes[before].basis().low()?;
        let crossing = topic.boxes[after].highs().filter_map(|high| measure.cross(&low, &high)).max();
        crossing.map(|strength| Turn { kind: FindingKind::SelfContradiction, before, after, strength })
    };
    parts
        .iter()
        .flat_map(|&at| beside(at).filter_map(move |other| against(at, other)))
        .take(PAIR_LIMIT)
        .collect()
}

/// How many claims of one source without a date are remembered for comparing.
const UNDATED: usize = 8;

/// Claims of one source that may be of the same time because one of them bears no date: both undated, or any two where
/// the attribute stands always.
fn undated(topic: &Topic<'_>, members: &[usize], measure: &Measure) -> Vec<Turn> {
    let mut seen: HashMap<_, Vec<usize>> = HashMap::new();
    let mut turns = Vec::new();
    // Claims without a date come first in a topic.
    for &at in members.iter().filter(|&&at| topic.boxes[at].speaks()) {
        let claim = &topic.boxes[at];
        if claim.time.is_some() && !topic.definition.timeless() {
            continue;
        }
        let seen = seen.entry(voice(claim.claim)).or_default();
        turns.extend(seen.iter().find_map(|&before| {
            let strength = measure.apart(&topic.boxes[before].allowed, &claim.allowed)?;
            Some(Turn { kind: FindingKind::SelfContradiction, before, after: at, strength })
        }));
        if claim.time.is_none() && seen.len() < UNDATED {
            seen.push(at);
        }
    }
    turns
}
