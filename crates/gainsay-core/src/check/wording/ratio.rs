//! How far apart the sides of a finding are.

use rust_decimal::Decimal;

use crate::check::topic::{Topic, TopicClaim};
use crate::rule::Kind;
use crate::value::Ranges;

/// How many times as large one of two quantities is as the other, between their closest bounds and without their hedges; as many
/// as can be where the smaller one is zero. Nothing where they are no numbers, or have one in common.
pub(crate) fn ratio(topic: &Topic<'_>, a: &TopicClaim<'_>, b: &TopicClaim<'_>) -> Option<Decimal> {
    let [a, b] = [a, b].map(|claim| Extent::of(topic, claim));
    a.distance(&b).filter(|_| topic.definition.kind == Kind::Quantity)
}

/// Where the values that a claim allows end, where values have an order: of quantities without their hedges.
#[derive(Debug)]
pub(crate) struct Extent {
    kind: Kind,
    low: Option<Decimal>,
    high: Option<Decimal>,
}

impl Extent {
    /// The extent of a claim in its topic.
    pub(crate) fn of(topic: &Topic<'_>, claim: &TopicClaim<'_>) -> Self {
        let kind = topic.definition.kind;
        let ends = |set: &Ranges| [set.low(), set.high()].map(|end| end.map(|end| end.at));
        let [low, high] = match kind {
            Kind::Quantity => ends(&claim.allowed.unhedged()),
            Kind::Stage | Kind::Date => ends(&claim.allowed.plain),
            _ => [None, None],
        };
        Self { kind, low, high }
    }

    /// How far apart two are: of quantities as many times as one is as large, of stages and dates the steps or days between. Nothing
    /// where they have something in common.
    pub(crate) fn distance(&self, other: &Self) -> Option<Decimal> {
        let gap = |above: &Self, below: &Self| gap(above.low, below.high);
        let (large, small) = gap(self, other).or_else(|| gap(other, self))?;
        match self.kind {
            Kind::Quantity => Some(of_numbers(large, small)),
            _ => large.checked_sub(small),
        }
    }
}

/// How many times as large the numbers of one set are as those of another, where they lie above those.
pub(crate) fn of_sets(one: &Ranges, other: &Ranges) -> Option<Decimal> {
    let ends = |above: &Ranges, below: &Ranges| gap(Some(above.low()?.at), Some(below.high()?.at));
    let (large, small) = ends(one, other).or_else(|| ends(other, one))?;
    Some(of_numbers(large, small))
}

/// How many times as large the larger of two numbers is; as many as can be where the smaller one is not above zero.
pub(crate) fn of_numbers(large: Decimal, small: Decimal) -> Decimal {
    let above = small > Decimal::ZERO;
    above.then(|| large.checked_div(small)).flatten().unwrap_or(Decimal::MAX)
}

/// A lower bound and an upper one, where it lies above that.
fn gap(low: Option<Decimal>, high: Option<Decimal>) -> Option<(Decimal, Decimal)> {
    low.zip(high).filter(|(low, high)| low > high)
}

/// How much more the larger of two figures is, as a further clause: `; the larger figure is 4 times as many`; empty where that says nothing.
pub(crate) fn larger(ratio: Option<Decimal>) -> String {
    let more = ratio.and_then(times_as_many);
    more.map(|more| format!("; the larger figure is {more}")).unwrap_or_default()
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
