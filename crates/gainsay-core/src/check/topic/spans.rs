//! Months and years beside days.

use rust_decimal::Decimal;

use super::rates::InOwnUnit;
use crate::value::quantity::AsWritten;
use crate::value::{Allowed, Interval, Point, Ranges};

/// The base unit of months and years, and that of all other times.
pub(super) const MONTH: &str = "month";
pub(super) const SECOND: &str = "second";

/// The seconds of a day.
const DAY: Decimal = Decimal::from_parts(86_400, 0, 0, false, 0);

/// The days of a month in the long run, in ten-thousandths.
const MONTH_IN_DAYS: Decimal = Decimal::from_parts(304_375, 0, 0, false, 4);

/// By how many days, in tenths, so many months in a row may be shorter than that, and longer: two of them are 59 to 62 days.
const SHORTER: Decimal = Decimal::from_parts(25, 0, 0, false, 1);
const LONGER: Decimal = Decimal::from_parts(15, 0, 0, false, 1);

/// What months allow beside days: for as many days as they may have, how that is written, and what they allow in months.
pub(super) fn in_seconds(
    months: &Allowed,
    written: Option<AsWritten>,
) -> Option<(Allowed, Option<AsWritten>, InOwnUnit)> {
    let (plain, doubled) = (span(&months.plain)?, span(&months.doubled)?);
    let month = MONTH_IN_DAYS.checked_mul(DAY)?;
    let rounding = months.rounding.checked_mul(month)?;
    let factor = written.map_or(Decimal::ONE, |written| written.factor);
    let own = InOwnUnit { unit: MONTH.to_owned(), factor, allowed: months.clone() };
    let written = written
        .and_then(|written| Some(AsWritten { factor: Decimal::ONE, step: written.step.checked_mul(month)? }));
    Some((Allowed { plain, doubled, rounding, ..*months }, written, own))
}

/// The seconds that a set of months may have.
fn span(months: &Ranges) -> Option<Ranges> {
    let end = |point: Option<Point>, slack: Decimal| match point.filter(|point| !point.at.is_zero()) {
        Some(point) => {
            let days = point.at.checked_mul(MONTH_IN_DAYS)?.checked_add(slack)?;
            Some(Some(Point { at: days.checked_mul(DAY)?, ..point }))
        }
        None => Some(point),
    };
    let each = months.intervals().iter();
    let each =
        each.map(|interval| Some(Interval::new(end(interval.low, -SHORTER)?, end(interval.high, LONGER)?)));
    Some(Ranges::of(each.collect::<Option<Vec<_>>>()?))
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::Fixture;
    use crate::finding::Strength;

    /// How surely two durations conflict, if they do.
    fn conflict(one: &str, other: &str) -> Option<Strength> {
        let claims = [("a", one), ("b", other)].map(|(source, value)| {
            format!("  - {{ source: {source}, subject: x, attribute: duration, value: {value} }}\n")
        });
        let findings = Fixture::read(&format!("claims:\n{}", claims.concat())).checker().analyze().findings;
        assert!(findings.iter().all(|finding| finding.rule == "amount"));
        findings.first().and_then(|finding| finding.strength)
    }

    #[test]
    fn months_are_as_many_days_as_they_may_have() {
        assert_eq!(conflict("six months", "three days"), Some(Strength::Strong));
        assert_eq!(conflict("two years", "300 days"), Some(Strength::Strong));
        assert_eq!(conflict("six months", "183 days"), None);
        assert_eq!(conflict("two months", "61 days"), None);
        assert_eq!(conflict("a year", "52 weeks"), None);
        assert_eq!(conflict("18 months", "27 months"), Some(Strength::Strong));
    }
}
