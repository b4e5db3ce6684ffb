//! When the ends of a claim stand, and what ended them.

use super::super::context::Context;
use super::super::reading::Axis;
use super::super::standing::{End, Ender, Window};
use super::super::topic::Topic;
use super::{Part, Since, Stand, other};
use crate::date::When;
use crate::rule::Validity;
use crate::value::{Interval, Ranges};

/// The ends of the claim `at`; the claim as a whole where its set has a hole.
pub(super) fn stands(topic: &Topic<'_>, at: usize, context: &Context<'_>) -> Vec<Stand> {
    let ends = &topic.boxes[at].ends();
    let since = since(topic, at);
    let lasting = |lasting: Validity| match since {
        Since::Period | Since::Undated => Validity::Always,
        _ => lasting,
    };
    let (low, high) = (lasting(topic.definition.stands.lower), lasting(topic.definition.stands.upper));
    let stand = |part, says, days: Option<When>, lasting, stopped: bool, ender: Ender| {
        let ended = ender.claim().filter(|_| stopped || days.is_none());
        Stand { part, says, days, since, lasting, ended: ended.map(|at| other(topic, at, context)) }
    };
    let of_end = |part, end: End, lasting, ender| {
        let interval = match part {
            Part::Low => Interval::new(Some(end.at), None),
            _ => Interval::new(None, Some(end.at)),
        };
        let says = says(topic, at, interval);
        stand(part, says, When::every(end.from, end.to), lasting, end.to == end.limit, ender)
    };
    let mut all = Vec::new();
    all.extend(ends.low.map(|end| of_end(Part::Low, end, low, ends.enders.low)));
    all.extend(ends.high.map(|end| of_end(Part::High, end, high, ends.enders.high)));
    // A word, as against a number, has no sides of its own.
    if let [low, high] = all.as_mut_slice()
        && (&low.says, low.days, &low.ended) == (&high.says, high.days, &high.ended)
    {
        low.part = Part::Whole;
        all.truncate(1);
    }
    all.extend(ends.before.map(|end| of_end(Part::Before, end, Validity::Always, Ender::NOBODY)));
    if topic.boxes[at].allowed.plain.intervals().len() > 1 {
        let Window { from, to, limit, .. } = ends.whole;
        let says = topic.axis.show(&topic.boxes[at].allowed.plain, topic.boxes[at].scope.unit);
        let shorter = if shorter(low, high) { low } else { high };
        all.push(stand(Part::Whole, says, When::every(from, to), shorter, to == limit, ends.enders.whole));
    }
    all
}

fn shorter(one: Validity, other: Validity) -> bool {
    match (one, other) {
        (Validity::Days(one), Validity::Days(other)) => one < other,
        (Validity::Days(_), Validity::Always) => true,
        (Validity::Always, _) => false,
    }
}

/// What an end says: its side of the axis, or the whole set where the axis has no sides to speak of.
pub(super) fn says(topic: &Topic<'_>, at: usize, interval: Interval) -> String {
    let claim = &topic.boxes[at];
    match topic.axis {
        Axis::Words(_) | Axis::Flag => topic.axis.show(&claim.allowed.plain, claim.scope.unit),
        _ => topic.axis.show(&Ranges::of(vec![interval]), claim.scope.unit),
    }
}

fn since(topic: &Topic<'_>, at: usize) -> Since {
    let claim = &topic.boxes[at];
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
