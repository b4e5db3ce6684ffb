//! Numbers with a comma before their decimals.

use std::ops::Range;

use super::model::Decimal;
use crate::problem::{Code, Problem};
use gainsay_yaml::text::Span;

/// Whether `digits` can be groups of a number: one to three of them, then three in each.
fn is_grouped<'d>(mut groups: impl Iterator<Item = &'d str>) -> bool {
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
}

/// The decimal mark of a text that is a number, be it with a sign and a unit, and nothing else; none where the mark may group digits,
/// or there is none.
pub(super) fn mark(text: &str) -> Option<u8> {
    let digits = text.trim_start_matches(['+', '-', '\u{2212}', '~', '<', '>', ' ', '$', '€', '£']);
    let end = digits.rfind(|c: char| c.is_ascii_digit()).map_or(0, |last| last + 1);
    let digits = &digits[..end];
    let last = digits.rfind([',', '.'])?;
    let mark = digits.as_bytes()[last];
    let other = if mark == b',' { '.' } else { ',' };
    let (whole, decimals) = (&digits[..last], &digits[last + 1..]);
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let sound = number(decimals) && whole.split(other).all(number);
    let plain = !whole.contains(other) && (decimals.len() != 3 || whole.len() > 3 || whole.starts_with('0'));
    let grouped = whole.contains(other) && is_grouped(whole.split(other));
    (sound && (plain || grouped)).then_some(mark)
}

/// Where a number in `text` has another mark before its decimals than `decimal`, and can have no other.
pub(super) fn contradiction(text: &str, decimal: Decimal) -> Option<Range<usize>> {
    let other = if decimal == Decimal::Comma { b'.' } else { b',' };
    if !text.as_bytes().contains(&other) {
        return None;
    }
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|found| at + found) {
        let length = text[start..].find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.'));
        let token = &text[start..length.map_or(text.len(), |length| start + length)];
        let number = token.trim_end_matches([',', '.']);
        if mark(number) == Some(other) {
            return Some(start..start + number.len());
        }
        at = start + token.len();
    }
    None
}

/// `text` with a point before the decimals of each number in it, and without marks between groups of digits, where it has a comma
/// before them; nothing where it says the same with a point.
pub(super) fn with_point(text: &str) -> Option<String> {
    let mut written = String::with_capacity(text.len());
    let (mut at, mut changed) = (0, false);
    while at < text.len() {
        let rest = &text[at..];
        let length =
            rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.')).unwrap_or(rest.len());
        let token = rest[..length].trim_end_matches([',', '.']);
        match converted(token) {
            Some(number) => {
                written.push_str(&number);
                changed = true;
            }
            None => written.push_str(token),
        }
        at += token.len();
        let behind = text[at..].find(|c: char| c.is_ascii_digit()).unwrap_or(text.len() - at);
        written.push_str(&text[at..at + behind]);
        at += behind;
    }
    changed.then_some(written)
}

/// The number `token`, written with a point; nothing where it is none with a comma, or with points between groups.
fn converted(token: &str) -> Option<String> {
    let (whole, decimals) = match token.split_once(',') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (token, None),
    };
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let plain = number(whole) && decimals.is_some();
    let grouped = whole.contains('.') && whole.split('.').all(number) && is_grouped(whole.split('.'));
    let sound = (plain || grouped) && decimals.is_none_or(number);
    let whole = whole.replace('.', "");
    // With a point, three decimals could be a group of digits.
    let could_group = |decimals: &str| decimals.len() == 3 && whole.len() <= 3 && !whole.starts_with('0');
    let decimals = decimals
        .map(|decimals| if could_group(decimals) { format!("{decimals}0") } else { decimals.to_owned() });
    sound.then(|| decimals.map_or_else(|| whole.clone(), |decimals| format!("{whole}.{decimals}")))
}

/// The problem of a number at `spot`, written as `token`, that has another mark before its decimals than `decimal`.
pub(super) fn contradicts(spot: Span, token: &str, decimal: Decimal) -> Problem {
    let (has, reads, said) = match decimal {
        Decimal::Comma => ("point", "comma", "."),
        Decimal::Point => ("comma", "point", ","),
    };
    let message =
        format!("`{token}` has a {has} before its decimals, but this table is read with a {reads} there");
    let help = format!(
        "correct the cell, or say in the mapping file how numbers are written: `dialect: {{ decimal: \"{said}\" }}`"
    );
    Problem::new(Code::InvalidValue, spot, message).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_become_points() {
        for (text, expected) in [
            ("3,14", Some("3.14")),
            ("-1.234,5", Some("-1234.5")),
            ("1.234", Some("1234")),
            ("1,234 EUR", Some("1.2340 EUR")),
            ("0,234", Some("0.234")),
            ("1234,567", Some("1234.567")),
            ("um 3,5 km bis 1.000,25 km", Some("um 3.5 km bis 1000.25 km")),
            ("12", None),
            ("31.12.2023", None),
            ("1,2,3", None),
            ("4, 5", None),
            ("about 3, or 4", None),
            ("é,5", None),
        ] {
            assert_eq!(with_point(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn numbers_that_contradict_are_found() {
        for (text, decimal, expected) in [
            ("2.5", Decimal::Comma, Some("2.5")),
            ("about 2,5 to 3.25 m", Decimal::Comma, Some("3.25")),
            ("1.234", Decimal::Comma, None),
            ("1.234,5", Decimal::Comma, None),
            ("31.12.2023", Decimal::Comma, None),
            ("-1,5", Decimal::Point, Some("1,5")),
            ("0,500.", Decimal::Point, Some("0,500")),
            ("1,500", Decimal::Point, None),
            ("3, or 4", Decimal::Point, None),
        ] {
            assert_eq!(contradiction(text, decimal).map(|range| &text[range]), expected, "{text}");
        }
    }

    #[test]
    fn marks_that_may_group_say_nothing() {
        for (text, expected) in [
            ("1,5", Some(b',')),
            ("1,500", None),
            ("0,500", Some(b',')),
            ("12345,678", Some(b',')),
            ("1.234,567", Some(b',')),
            ("1.25", Some(b'.')),
            ("1,234.5", Some(b'.')),
            ("12", None),
            ("31.12.2023", None),
            ("14,5 %", Some(b',')),
            ("a,5", None),
        ] {
            assert_eq!(mark(text), expected, "{text}");
        }
    }
}
