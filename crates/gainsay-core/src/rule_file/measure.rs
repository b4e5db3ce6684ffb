//! Durations and fractions as rule files write them.

use jiff::Span as Duration;
use rust_decimal::Decimal;

use crate::rule::{Margin, Validity};

/// Why a measure cannot be read: the message, and what to do about it.
pub(super) type Refusal = (String, &'static str);

const DURATION_HELP: &str = "write an ISO 8601 duration of whole days, such as `P3D`, `P2W`, `P1M` or `P1Y`";

/// The days of an ISO 8601 duration. A month counts as 30 days and a year as 365, as both only serve as a measure here.
pub(super) fn days(text: &str) -> Result<i32, Refusal> {
    let refuse = |why: &str| (format!("`{text}` {why}"), DURATION_HELP);
    let duration: Duration = text.trim().parse().map_err(|_| refuse("is not a duration"))?;
    let date_only = Duration::new()
        .try_years(duration.get_years())
        .and_then(|span| span.try_months(duration.get_months()))
        .and_then(|span| span.try_weeks(duration.get_weeks()))
        .and_then(|span| span.try_days(duration.get_days()))
        .map_err(|_| refuse("is too long"))?;
    if date_only.fieldwise() != duration.fieldwise() {
        return Err(refuse("contains a time of day"));
    }
    let days = i64::from(duration.get_years()) * 365
        + i64::from(duration.get_months()) * 30
        + i64::from(duration.get_weeks()) * 7
        + i64::from(duration.get_days());
    i32::try_from(days).map_err(|_| refuse("is too long"))
}

/// The days of a duration that cannot be negative.
pub(super) fn days_on(text: &str) -> Result<u32, Refusal> {
    u32::try_from(days(text)?).map_err(|_| (format!("`{text}` is negative"), DURATION_HELP))
}

/// How long a bound is valid: a duration or `always`.
pub(super) fn validity(text: &str) -> Result<Validity, Refusal> {
    if text.trim() == "always" {
        return Ok(Validity::Always);
    }
    days_on(text).map(Validity::Days).map_err(|(message, _)| {
        (message, "write `always` or an ISO 8601 duration of whole days, such as `P3D` or `P2W`")
    })
}

/// The minutes of an offset from UTC: `+05:30`.
pub(super) fn offset(text: &str) -> Result<i32, Refusal> {
    let read = || {
        let sign = if text.starts_with('-') { -1 } else { 1 };
        let (hours, minutes) = text.strip_prefix(['+', '-'])?.split_once(':')?;
        let two = |digits: &str| digits.parse::<i32>().ok().filter(|_| digits.len() == 2);
        let (hours, minutes) = (two(hours)?, two(minutes)?);
        (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
    };
    read().ok_or_else(|| (format!("`{text}` is not an offset from UTC"), "write it as `+05:30` or `-08:00`"))
}

const FRACTION_HELP: &str = "write a percentage from `0%` to `100%`, or a fraction such as `0.1`";

/// A fraction: `10%` or `0.1`, from zero to one.
pub(super) fn fraction(text: &str) -> Result<Decimal, Refusal> {
    let refuse = |why: &str| (format!("`{text}` {why}"), FRACTION_HELP);
    let (number, percent) = match text.trim().strip_suffix('%') {
        Some(number) => (number.trim_end(), true),
        None => (text.trim(), false),
    };
    let value: Decimal = number.parse().map_err(|_| refuse("is not a percentage"))?;
    let value = if percent { value / Decimal::ONE_HUNDRED } else { value };
    if value.is_sign_negative() && !value.is_zero() {
        return Err(refuse("is negative"));
    }
    if value > Decimal::ONE {
        return Err(refuse("is more than the whole"));
    }
    Ok(value.normalize())
}

/// How far apart two values may be: a fraction of the larger, or an amount with its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tolerance {
    Fraction(Decimal),
    Margin(Margin),
}

/// `10%`, `0.1`; `1 point`, `10 minutes`.
pub(super) fn tolerance(text: &str) -> Result<Tolerance, Refusal> {
    let fraction = match fraction(text) {
        Ok(fraction) => return Ok(Tolerance::Fraction(fraction)),
        Err(refusal) => refusal,
    };
    let amount = margin(text).ok().filter(|margin| margin.unit.is_some());
    // What is wrong with a number is said of it.
    let number = text.trim_start().starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-'));
    amount.map(Tolerance::Margin).ok_or((
        if number { fraction.0 } else { format!("`{text}` is not a tolerance") },
        "write a percentage from `0%` to `100%`, a fraction such as `0.1`, or an amount with its unit such as `1 point`",
    ))
}

/// A number with or without a unit: `0.3`, `10 minutes`.
pub(super) fn margin(text: &str) -> Result<Margin, Refusal> {
    let text = text.trim();
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-'))).unwrap_or(text.len());
    let unit = text[end..].trim();
    let refuse = |why: &str| {
        (format!("`{text}` {why}"), "write a number, or one with its unit, such as `0.3` or `10 minutes`")
    };
    let number: Decimal = text[..end].parse().map_err(|_| refuse("is not a number"))?;
    if number.is_sign_negative() && !number.is_zero() {
        return Err(refuse("is negative"));
    }
    if unit == "%" {
        return Err((
            format!("`{text}` is a fraction"),
            "write it as `tolerance`, or as `1 point` of a share",
        ));
    }
    Ok(Margin::new(number, (!unit.is_empty()).then(|| unit.to_owned())))
}

/// A number in digits.
pub(super) fn number(text: &str) -> Result<Decimal, Refusal> {
    let refuse = |_| (format!("`{text}` is not a number"), "write it in digits, such as `24` or `1.5`");
    text.trim().parse().map_err(refuse)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_days() {
        for (text, expected) in
            [("P0D", 0), ("P14D", 14), ("P2W", 14), ("P1M", 30), ("P1Y", 365), ("-P1D", -1), ("P1M3D", 33)]
        {
            assert_eq!(days(text), Ok(expected), "{text}");
        }
        for text in ["", "14", "P", "PT5H", "P1DT1H", "soon", "P99999999999Y"] {
            assert!(days(text).is_err(), "{text}");
        }
        assert!(days_on("-P1D").unwrap_err().0.contains("negative"));
        assert_eq!(validity("always"), Ok(Validity::Always));
    }

    #[test]
    fn fractions_lie_between_zero_and_one() {
        for (text, expected) in
            [("10%", "0.1"), ("0.1", "0.1"), ("0%", "0"), ("0.5 %", "0.005"), ("100%", "1")]
        {
            assert_eq!(fraction(text).unwrap().to_string(), expected, "{text}");
        }
        for text in ["10", "-1%", "ten", "", "%", "1e400"] {
            assert!(fraction(text).is_err(), "{text}");
        }
    }
}
