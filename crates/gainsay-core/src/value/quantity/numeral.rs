//! Numbers in digits.

use rust_decimal::Decimal;
use winnow::Parser;
use winnow::combinator::{alt, not, opt, peek, repeat};
use winnow::error::EmptyError;
use winnow::token::{one_of, take_while};

type Read<T> = winnow::Result<T, EmptyError>;

/// What may part groups of three digits: comma, apostrophes, underscore and blanks of all widths.
const SEPARATORS: [char; 9] = [',', '\'', '\u{2019}', '_', ' ', '\u{a0}', '\u{2007}', '\u{2009}', '\u{202f}'];

/// Reads the number in digits that `text` starts with, where `decimal` is the sign before decimals.
///
/// In languages with a decimal comma the point parts thousands: `1.234,5`.
pub(super) fn numeral_of(text: &str, decimal: char) -> Option<Result<(Decimal, usize), usize>> {
    if decimal != ',' {
        return numeral(text);
    }
    let run = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(text.len());
    let swapped: String = text[..run]
        .chars()
        .map(|c| match c {
            '.' => ',',
            ',' => '.',
            c => c,
        })
        .chain(text[run..].chars().take(40))
        .collect();
    numeral(&swapped)
}

/// Reads the number in digits that `text` starts with.
///
/// `None` where it starts with none; else the number and its length in bytes, or the length of what looks like
/// a number and is none: `12,34`, `1.2.3`, one of too many digits.
///
/// A single point is a decimal point (`3.500` is 3.5); two or more with three digits between are separators.
pub(super) fn numeral(text: &str) -> Option<Result<(Decimal, usize), usize>> {
    if !text.trim_start_matches('.').starts_with(|c: char| c.is_ascii_digit()) || text.starts_with("..") {
        return None;
    }
    let mut rest = text;
    let written = written.parse_next(&mut rest).ok().filter(|_| !runs_on(rest));
    let length = text.len() - rest.len();
    let number = written.and_then(|(written, points_separate)| value(written, points_separate));
    Some(number.map(|number| (number, length)).ok_or_else(|| length_of_run(text)))
}

/// A number as written, and whether the points in it part groups.
fn written<'s>(input: &mut &'s str) -> Read<(&'s str, bool)> {
    let point = |input: &mut &'s str| ('.', digits(1, usize::MAX)).take().parse_next(input);
    let power = |input: &mut &'s str| {
        (one_of(['e', 'E']), opt(one_of(['+', '-'])), digits(1, usize::MAX)).take().parse_next(input)
    };
    alt((
        grouped('.', 2).map(|whole| (whole, true)),
        (whole, opt(point), opt(power)).take().map(|number| (number, false)),
        (point, opt(power)).take().map(|number| (number, false)),
    ))
    .parse_next(input)
}

/// The digits before the point.
fn whole<'s>(input: &mut &'s str) -> Read<&'s str> {
    alt((by_thousands, by_lakhs, digits(1, usize::MAX))).parse_next(input)
}

/// `1,234,567` and the like, with the same separator throughout.
fn by_thousands<'s>(input: &mut &'s str) -> Read<&'s str> {
    let (_, separator) = peek((digits(1, 3), one_of(SEPARATORS))).parse_next(input)?;
    grouped(separator, 1).parse_next(input)
}

/// `12,34,567`, as in India.
fn by_lakhs<'s>(input: &mut &'s str) -> Read<&'s str> {
    let pair = (',', digits(2, 2), not(digit)).void();
    (digits(1, 2), repeat::<_, _, (), _, _>(1.., pair), ',', digits(3, 3), not(digit))
        .take()
        .parse_next(input)
}

/// One to three digits and then at least `groups` groups of three.
fn grouped<'s>(separator: char, groups: usize) -> impl Parser<&'s str, &'s str, EmptyError> {
    let group = (separator, digits(3, 3), not(digit)).void();
    (digits(1, 3), repeat::<_, _, (), _, _>(groups.., group)).take()
}

fn digits<'s>(least: usize, most: usize) -> impl Parser<&'s str, &'s str, EmptyError> {
    take_while(least..=most, |c: char| c.is_ascii_digit())
}

fn digit(input: &mut &str) -> Read<char> {
    one_of('0'..='9').parse_next(input)
}

/// Whether what is left belongs to the same run of digits, so that the number was not read to its end.
fn runs_on(rest: &str) -> bool {
    let mut chars = rest.chars();
    match chars.next() {
        Some(first) if first.is_ascii_digit() => true,
        // 6'2" are feet and inches.
        Some('\'' | '\u{2019}') => chars.take_while(char::is_ascii_digit).count() > 2,
        Some('.' | ',' | '_') => chars.next().is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    }
}

/// The length of what looks like a number: digits and letters, signs between them, and the sign of a power.
fn length_of_run(text: &str) -> usize {
    let part = |(at, c): &(usize, char)| {
        let in_power = matches!(c, '+' | '-') && text[..*at].ends_with(['e', 'E']);
        in_power || c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '\'' | '\u{2019}' | '_')
    };
    let end = text.char_indices().find(|at| !part(at)).map_or(text.len(), |(at, _)| at);
    text[..end].trim_end_matches(|c: char| !c.is_ascii_alphanumeric()).len()
}

fn value(written: &str, points_separate: bool) -> Option<Decimal> {
    let kept = |c: char| !(SEPARATORS.contains(&c) || points_separate && c == '.');
    // Most numbers are short whole ones, which need no calculating with decimals.
    let whole = |c: char| c.to_digit(10).map(u64::from);
    if written.len() <= 18
        && let Some(value) =
            written.chars().filter(|&c| kept(c)).try_fold(0u64, |sum, c| Some(sum * 10 + whole(c)?))
    {
        return Some(value.into());
    }
    let plain: String = written.chars().filter(|&c| kept(c)).collect();
    if plain.contains(['e', 'E']) {
        Decimal::from_scientific(&plain)
    } else {
        Decimal::from_str_exact(&plain)
    }
    .ok()
}

/// One unit of the last digit of a number that is not zero: 100 of 1,200 and 0.1 of 1.20.
pub(super) fn last_digit(number: Decimal) -> Decimal {
    let number = number.normalize();
    let (mut digits, mut unit) = (number.mantissa().abs(), Decimal::new(1, number.scale()));
    while digits != 0 && digits % 10 == 0 {
        digits /= 10;
        unit = unit.saturating_mul(Decimal::TEN);
    }
    unit
}

/// Whether a number may be the year that figures are of.
pub(super) fn is_year(value: Decimal) -> bool {
    value.fract().is_zero() && (Decimal::from(1900)..Decimal::from(2101)).contains(&value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Result<(String, &str), &str>> {
        numeral(text).map(|read| match read {
            Ok((number, length)) => Ok((number.to_string(), &text[..length])),
            Err(length) => Err(&text[..length]),
        })
    }

    #[test]
    fn separators_part_groups_of_three() {
        for text in
            ["12000", "12,000", "12 000", "12\u{a0}000", "12\u{2009}000", "12'000", "12\u{2019}000", "12_000"]
        {
            assert_eq!(read(text), Some(Ok(("12000".into(), text))), "{text}");
        }
        assert_eq!(read("1,234,567.50 x"), Some(Ok(("1234567.50".into(), "1,234,567.50"))));
        assert_eq!(read("1.234.567"), Some(Ok(("1234567".into(), "1.234.567"))));
        assert_eq!(read("12,34,567"), Some(Ok(("1234567".into(), "12,34,567"))));
    }

    #[test]
    fn a_single_point_is_a_decimal_point() {
        assert_eq!(read("3.500"), Some(Ok(("3.500".into(), "3.500"))));
        assert_eq!(read(".5"), Some(Ok(("0.5".into(), ".5"))));
        assert_eq!(read("5. Then"), Some(Ok(("5".into(), "5"))));
        assert_eq!(read("1.5e3"), Some(Ok(("1500".into(), "1.5e3"))));
    }

    #[test]
    fn what_follows_is_left_alone() {
        assert_eq!(read("8,000-10,000"), Some(Ok(("8000".into(), "8,000"))));
        assert_eq!(read("5, 6"), Some(Ok(("5".into(), "5"))));
        assert_eq!(read("10km"), Some(Ok(("10".into(), "10"))));
        assert_eq!(read("2024 300"), Some(Ok(("2024".into(), "2024"))));
        assert_eq!(read("010"), Some(Ok(("10".into(), "010"))));
    }

    #[test]
    fn half_formed_numbers_are_told_whole() {
        for text in ["12,34", "1.2.3", "1,234'567", "1.234,5", "1e999999999", "1e-99", "27.10.2024"] {
            assert_eq!(read(text), Some(Err(text)), "{text}");
        }
        let long = "9".repeat(400);
        assert_eq!(read(&long), Some(Err(long.as_str())));
        assert_eq!(read("NaN"), None);
        assert_eq!(read(""), None);
        assert_eq!(read("..5"), None);
    }
}
