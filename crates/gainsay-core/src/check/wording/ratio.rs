//! How far apart the sides of a finding are.

use rust_decimal::Decimal;

use crate::check::topic::{Topic, TopicClaim};
use crate::rule::Kind;
use crate::value::Ranges;

/// How many times as large one of two quantities is as the other, between their closest bounds and without their hedges; as many
/// as can be where the smaller one is zero. Nothing where they are no numbers, or have one in common.
pub(crate) fn ratio(topic: &Topic<'_>, a: &TopicClaim<'_>, b: &TopicClaim<'_>) -> Option<Decimal> {
    if topic.definition.kind != Kind::Quantity {
        return None;
    }
    of_sets(&a.allowed.unhedged(), &b.allowed.unhedged())
}

/// How far apart two claims are, where values have an order: of quantities as many times as one is as large, of stages and dates
/// the steps or days between.
pub(crate) fn distance(topic: &Topic<'_>, [a, b]: [&TopicClaim<'_>; 2]) -> Option<Decimal> {
    let sets = (&a.allowed.plain, &b.allowed.plain);
    match topic.definition.kind {
        Kind::Quantity => ratio(topic, a, b),
        Kind::Stage | Kind::Date => gap(sets.0, sets.1)
            .or_else(|| gap(sets.1, sets.0))
            .and_then(|(large, small)| large.checked_sub(small)),
        _ => None,
    }
}

/// How many times as large the numbers of one set are as those of another, where they lie above those.
pub(crate) fn of_sets(one: &Ranges, other: &Ranges) -> Option<Decimal> {
    let (large, small) = gap(one, other).or_else(|| gap(other, one))?;
    Some(of_numbers(large, small))
}

/// How many times as large the larger of two numbers is; as many as can be where the smaller one is not above zero.
pub(crate) fn of_numbers(large: Decimal, small: Decimal) -> Decimal {
    let above = small > Decimal::ZERO;
    above.then(|| large.checked_div(small)).flatten().unwrap_or(Decimal::MAX)
}

/// The lower bound of one set and the upper bound of another, where it lies above that.
fn gap(one: &Ranges, other: &Ranges) -> Option<(Decimal, Decimal)> {
    let (low, high) = (one.low()?.at, other.high()?.at);
    (low > high).then_some((low, high))
}

/// `4 times as many`, `20 % more`; nothing of what is measured against zero, nor of what is `0 % more`.
pub(crate) fn times_as_many(ratio: Decimal) -> Option<String> {
    if ratio == Decimal::MAX {
        return None;
    }
    if ratio >= Decimal::TWO {
        let digits = u32::from(ratio < Decimal::TEN);
        return Some(format!("{} times as many", ratio.round_dp(digits).normalize()));
    }
    let more = ratio.checked_sub(Decimal::ONE)?.checked_mul(Decimal::ONE_HUNDRED)?.round_dp(0).normalize();
    (!more.is_zero()).then(|| format!("{more} % more"))
}
