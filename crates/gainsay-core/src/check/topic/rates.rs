//! Amounts of money in a currency that a rule file gives rates for, as amounts of the other one.

use rust_decimal::Decimal;

use super::validity::Time;
use crate::claim::Claim;
use crate::date::Day;
use crate::rule::{ValidFor, Validity};
use crate::value::quantity::{AsWritten, Quantity};
use crate::value::{Allowed, Interval, Point, Ranges, Units};

/// What a claim allows in its own unit, where that is not worth the same every day: in its own currency, where rates lead from that to
/// another one, and in months beside others in days.
#[derive(Debug, Clone)]
pub(crate) struct InOwnUnit {
    /// The unit.
    pub unit: String,
    /// How many of it one of the unit is that the amount is written in.
    pub factor: Decimal,
    /// What it allows, in that.
    pub allowed: Allowed,
}

/// The quantity of a claim in the currency that the rates of its own lead to; nothing where there are none.
///
/// Nobody says at which day's rate an amount was converted, so all rates are allowed for that hold on some day on which the claim
/// is valid. Two claims of one amount that are valid on a common day agree whatever the rates.
pub(super) fn in_one_currency(
    quantity: &Quantity,
    claim: &Claim,
    valid_for: ValidFor,
    units: &Units,
) -> Option<Quantity> {
    let (first, last) = days(claim, valid_for);
    let rates = quantity.unit.as_deref().and_then(|unit| units.rates(unit, first, last));
    let (low, high, base) = rates?;
    let scaled = |set: &Ranges| -> Option<Ranges> {
        let scaled = set.intervals().iter().map(|interval| scale(*interval, low, high));
        Some(Ranges::of(scaled.collect::<Option<_>>()?))
    };
    let (plain, doubled) = (scaled(&quantity.allowed.plain)?, scaled(&quantity.allowed.doubled)?);
    let rounding = quantity.allowed.rounding.saturating_mul(high);
    let written = quantity
        .written
        .and_then(|written| Some(AsWritten { factor: Decimal::ONE, step: written.step.checked_mul(high)? }));
    let allowed = Allowed { plain, doubled, rounding, only_likely: quantity.allowed.only_likely };
    Some(Quantity { allowed, unit: Some(base.to_owned()), written, factor: Decimal::ONE, ..*quantity })
}

/// The first and the last day on which a claim may be valid.
fn days(claim: &Claim, valid_for: ValidFor) -> (Day, Day) {
    let on = |validity: Validity| match validity {
        Validity::Days(days) => i32::try_from(days).ok(),
        Validity::Always => None,
    };
    match (Time::of(claim, false), on(valid_for.lower).zip(on(valid_for.upper))) {
        (Some(time), Some((lower, upper))) => (time.when.first, time.when.last.plus(lower.max(upper))),
        _ => (Day::MIN, Day::MAX),
    }
}

/// What an amount comes to at the rates from `low` to `high`.
fn scale(interval: Interval, low: Decimal, high: Decimal) -> Option<Interval> {
    let end = |point: Option<Point>, below: Decimal, above: Decimal| match point {
        Some(point) => {
            let rate = if point.at.is_sign_negative() { below } else { above };
            Some(Some(Point { at: point.at.checked_mul(rate)?.normalize(), ..point }))
        }
        None => Some(None),
    };
    Some(Interval::new(end(interval.low, high, low)?, end(interval.high, low, high)?))
}
