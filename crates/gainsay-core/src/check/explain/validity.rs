//! When the bounds of a claim are valid, and what superseded them.

use super::model::{BoundValidity, Since, WhichBound};
use super::other::other;
use crate::check::context::Context;
use crate::check::topic::axis::Axis;
use crate::check::topic::{Bound, Topic, Window};
use crate::rule::Validity;
use crate::value::{Interval, Ranges};

/// The bounds of the claim `at`; the claim as a whole where its set has a hole.
pub(in crate::check) fn of_bounds(topic: &Topic<'_>, at: usize, context: &Context<'_>) -> Vec<BoundValidity> {
    let claim = &topic.claims[at];
    let bounds = claim.bounds();
    let since = since(topic, at);
    let lasting = |lasting: Validity| match since {
        Since::Period | Since::Undated => Validity::Always,
        _ => lasting,
    };
    let (low, high) = (lasting(claim.valid_for.lower), lasting(claim.valid_for.upper));
    let entry = |part, says, valid: &Window, lasting| {
        let days = valid.days();
        let ended = valid.limit.superseded_by().filter(|_| valid.to == valid.limit.day || days.is_none());
        BoundValidity { part, says, days, since, lasting, ended: ended.map(|at| other(topic, at, context)) }
    };
    let upper = |part, bound: Bound, lasting| {
        entry(part, says(topic, at, Interval::new(None, Some(bound.at))), &bound.valid, lasting)
    };
    let lower = |bound: Bound| {
        entry(WhichBound::Lower, says(topic, at, Interval::new(Some(bound.at), None)), &bound.valid, low)
    };
    let mut all: Vec<BoundValidity> = bounds.lower.map(lower).into_iter().collect();
    all.extend(bounds.upper.map(|bound| upper(WhichBound::Upper, bound, high)));
    // A word, as against a number, has no sides of its own.
    if let [low, high] = all.as_mut_slice()
        && (&low.says, low.days, &low.ended) == (&high.says, high.days, &high.ended)
    {
        low.part = WhichBound::Whole;
        all.truncate(1);
    }
    all.extend(bounds.before.map(|bound| upper(WhichBound::Before, bound, Validity::Always)));
    if claim.allowed.plain.intervals().len() > 1 {
        let says = topic.axis.show(&claim.allowed.plain, claim.scope.unit);
        let whole = entry(WhichBound::Whole, says, &bounds.whole, low.shorter(high));
        // A set of words with a hole is told as a whole already.
        let told = |bound: &BoundValidity| {
            (&bound.says, bound.days, &bound.ended) == (&whole.says, whole.days, &whole.ended)
        };
        if !all.iter().any(told) {
            all.push(whole);
        }
    }
    all
}

/// What a bound says: its side of the axis, or the whole set where the axis has no sides to speak of.
pub(super) fn says(topic: &Topic<'_>, at: usize, interval: Interval) -> String {
    let claim = &topic.claims[at];
    match topic.axis {
        Axis::Words(_) | Axis::Flag | Axis::Time(_) => {
            topic.axis.show(&claim.allowed.plain, claim.scope.unit)
        }
        _ => topic.axis.show(&Ranges::of(vec![interval]), claim.scope.unit),
    }
}

fn since(topic: &Topic<'_>, at: usize) -> Since {
    let claim = &topic.claims[at];
    if claim.scope.period.is_some() {
        Since::Period
    } else if claim.claim.as_of.is_some() {
        Since::AsOf
    } else if claim.claim.during.is_some() {
        Since::During
    } else if claim.time.is_some() {
        Since::Published
    } else {
        Since::Undated
    }
}
