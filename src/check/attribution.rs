//! Second-hand claims held against the source that they cite.

use rust_decimal::Decimal;

use super::compare::Measure;
use super::conflicts::cross_either;
use super::context::Context;
use super::echo::{At, Origins, numbers, second_hand};
use super::topic::{ClaimBox, Topic};
use crate::claim::Stance;
use crate::finding::{FindingKind, Strength};
use crate::rule::Kind;

/// A second-hand claim that gives its source otherwise.
#[derive(Debug, PartialEq, Eq)]
pub struct Distortion {
    /// Misattribution or hedge drift.
    pub kind: FindingKind,
    /// The second-hand claim.
    pub claim: At,
    /// What the cited source said of the same thing.
    pub said: Vec<At>,
    /// What else it gave the same number for.
    pub elsewhere: Vec<At>,
    /// Strong where the sets stay apart with every hedge doubled.
    pub strength: Strength,
}

/// Holds every second-hand claim against the cited source's own claims of about the same time.
///
/// A claim distorts its source where it crosses all that the source says of the thing on a common day, or where it
/// gives a number that the source gave for something else only.
#[must_use]
pub fn distortions(topics: &[Topic<'_>], origins: &Origins, context: &Context<'_>) -> Vec<Distortion> {
    let measure = Measure { tolerance: Decimal::ZERO, near: 1, grace: 0, counts: false };
    second_hand(topics).filter_map(|at| distortion(topics, at, origins, &measure, context)).collect()
}

fn distortion(
    topics: &[Topic<'_>],
    at: At,
    origins: &Origins,
    measure: &Measure,
    context: &Context<'_>,
) -> Option<Distortion> {
    let own = origins.of(topics, at, context);
    let (topic, claim) = (&topics[at.0], &topics[at.0].boxes[at.1]);
    if claim.claim.stance == Stance::Unconfirmed {
        return None;
    }
    let get = |at: &At| &topics[at.0].boxes[at.1];
    // What was said of the very place decides; only where nothing was, what was said of places around or within it.
    let exact: Vec<At> = own.same_thing.iter().filter(|at| get(at).scope == claim.scope).copied().collect();
    let said = if exact.is_empty() { own.same_thing } else { exact };
    let elsewhere: Vec<At> = own.same_number.into_iter().filter(|at| !said.contains(at)).collect();
    let found =
        |kind, strength, said, elsewhere| Some(Distortion { kind, claim: at, said, elsewhere, strength });
    if said.is_empty() {
        let misplaced = !elsewhere.is_empty();
        return misplaced.then_some(Distortion {
            kind: FindingKind::Misattribution,
            claim: at,
            said,
            elsewhere,
            strength: Strength::Weak,
        });
    }
    let crossing: Option<Vec<Strength>> =
        said.iter().map(|at| crosses(topic, get(at), claim, measure)).collect();
    let drifted: Vec<At> = said.iter().filter(|at| rehedged(get(at), claim)).copied().collect();
    match crossing.as_ref().and_then(|strengths| strengths.iter().min()) {
        Some(&strength) if drifted.is_empty() => {
            found(FindingKind::Misattribution, strength, said, elsewhere)
        }
        Some(&strength) => found(FindingKind::HedgeDrift, strength, drifted, elsewhere),
        None => {
            let faithful = said.iter().any(|at| get(at).allowed.plain == claim.allowed.plain);
            let drift = topic.definition.kind == Kind::Quantity && !faithful && !drifted.is_empty();
            if drift { found(FindingKind::HedgeDrift, Strength::Weak, drifted, Vec::new()) } else { None }
        }
    }
}

/// Whether a claim and what its source said have no value in common on a common day: both ways where they speak of the
/// same scope, else by the low end of the part alone.
fn crosses(
    topic: &Topic<'_>,
    origin: &ClaimBox<'_>,
    claim: &ClaimBox<'_>,
    measure: &Measure,
) -> Option<Strength> {
    if origin.scope == claim.scope {
        let hole = measure.in_hole((&origin.allowed, &origin.ends), (&claim.allowed, &claim.ends));
        return cross_either(&origin.ends, &claim.ends, measure).max(hole);
    }
    let exceeds = |part: &ClaimBox<'_>, whole: &ClaimBox<'_>| {
        let low = part.ends.low.filter(|_| topic.around(part.scope).contains(&whole.scope))?;
        whole.ends.highs().filter_map(|high| measure.cross(&low, &high)).max()
    };
    exceeds(origin, claim).max(exceeds(claim, origin))
}

/// Whether two claims give the same number, one of them with an end left open that the other closes.
fn rehedged(a: &ClaimBox<'_>, b: &ClaimBox<'_>) -> bool {
    let open =
        |claim: &ClaimBox<'_>| (claim.allowed.plain.low().is_none(), claim.allowed.plain.high().is_none());
    open(a) != open(b) && numbers(a).any(|number| numbers(b).any(|other| other == number))
}
