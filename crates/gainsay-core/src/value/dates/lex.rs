//! The tokens of a date in words.

use std::ops::Range;

use super::span;
use crate::date::{self, Day};
use crate::value::language::Language;
use crate::value::lexicon;
use crate::value::lexis::{Part, Role, Words};

/// A token of a date, and its bytes in the wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) is: Is,
    pub(super) range: Range<usize>,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Is {
    /// The month with this number.
    Month(i8),
    /// The weekday, counted from Monday as 0.
    Weekday(i8),
    /// The season, counted from spring as 0.
    Season(u8),
    /// A holiday, by its number in the language pack.
    Holiday(u16),
    /// `first`, `23rd`.
    Ordinal(i32),
    /// Digits: their number, and how many they are.
    Number(i32, usize),
    /// `'24`.
    ShortYear(i32),
    /// `1990s`, `'90s`: its digits, and how many they are.
    Decade(i32, usize),
    /// `Q3`, `3Q`.
    Quarter(i32),
    /// `H1`.
    Half(i32),
    /// `2024-10-28`, `2024-10`.
    Iso(Day, Day),
    /// `28/10/2024`: three numbers, how many digits the first and the last have, and whether hyphens part them.
    Numeric([i32; 3], [usize; 2], bool),
    /// Another word of a date.
    Word(Role),
    /// A hyphen or a dash; `true` for a dash, or a hyphen between blanks.
    Dash(bool),
    /// A slash.
    Slash,
    /// Anything else.
    Other,
}

/// The tokens of a text. Commas, full stops, brackets and blanks between them are none.
pub(super) fn tokens(text: &str, words: &Words) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() || matches!(c, ',' | '.' | '(' | ')') {
            at += c.len_utf8();
            continue;
        }
        let (is, end) = token(text, at, c, words);
        tokens.push(Token { is, range: at..end });
        at = end;
    }
    tokens
}

fn token(text: &str, at: usize, c: char, words: &Words) -> (Is, usize) {
    if c.is_ascii_digit() {
        return iso(text, at).or_else(|| numeric(text, at)).unwrap_or_else(|| number(text, at, words));
    }
    if matches!(c, '\'' | '\u{2018}' | '\u{2019}')
        && let Some((is, end)) = short(text, at + c.len_utf8(), words)
    {
        return (is, end);
    }
    if matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{2014}') {
        let blanks = text[..at].ends_with(' ') || text[at + c.len_utf8()..].starts_with(' ');
        let dash = blanks || matches!(c, '\u{2012}' | '\u{2013}' | '\u{2014}');
        return (Is::Dash(dash), at + c.len_utf8());
    }
    if c == '/' {
        return (Is::Slash, at + 1);
    }
    word(text, at, words)
}

/// A word of a date, or a letter for a quarter or a half with its number.
fn word(text: &str, at: usize, words: &Words) -> (Is, usize) {
    let met = words.at(Part::Dates, text, at);
    let holiday = Language::english().holiday(text, at);
    if let Some((number, end)) = holiday.filter(|(_, end)| met.is_none_or(|met| *end > met.end)) {
        return (Is::Holiday(number), end);
    }
    if let Some(met) = met {
        let place = met.place;
        let is = match met.role {
            Role::Months => Is::Month(i8::try_from(place).unwrap_or(i8::MAX).saturating_add(1)),
            Role::Weekdays => Is::Weekday(i8::try_from(place).unwrap_or(i8::MAX)),
            Role::Seasons => Is::Season(u8::try_from(place).unwrap_or(u8::MAX)),
            Role::Ordinals => Is::Ordinal(i32::from(place) + 1),
            role => Is::Word(role),
        };
        return (is, met.end);
    }
    let end = lexicon::token(text, at).map_or(text.len(), |range| range.end);
    let run = &text[at..end];
    let digits = run.trim_start_matches(char::is_alphabetic);
    let letters = end - digits.len();
    // "Q3'24"
    let digits = digits.split(['\'', '\u{2019}']).next().unwrap_or_default();
    let end = if digits.is_empty() { end } else { letters + digits.len() };
    if letters > at
        && let Ok(number @ 1..=4) = digits.parse::<i32>()
        && let Some(met) = words.at(Part::Dates, &text[..letters], at)
    {
        match met.role {
            Role::Quarter => return (Is::Quarter(number), end),
            Role::Half if number <= 2 => return (Is::Half(number), end),
            _ => {}
        }
    }
    (Is::Other, end)
}

/// The end of the digits that start at byte `at`.
fn digits(text: &str, at: usize) -> usize {
    text[at..].find(|c: char| !c.is_ascii_digit()).map_or(text.len(), |length| at + length)
}

/// The number that starts at byte `at`, of no more than six digits, and where it ends.
fn whole(text: &str, at: usize) -> Option<(i32, usize)> {
    let end = digits(text, at);
    (end > at && end - at <= 6).then(|| Some((text[at..end].parse().ok()?, end)))?
}

/// Digits and the letters right behind them: `27`, `27th`, `1990s`, `3Q`.
fn number(text: &str, at: usize, words: &Words) -> (Is, usize) {
    let end = digits(text, at);
    let after = lexicon::token(text, at).map_or(end, |range| range.end);
    let Some((number, _)) = whole(text, at) else { return (Is::Other, after) };
    if after == end {
        return (Is::Number(number, end - at), end);
    }
    // "3Q24", "3Q'24"
    let letters = text[end..after].find(|c: char| !c.is_alphabetic()).map_or(after, |length| end + length);
    let year = text[letters..after].trim_start_matches(['\'', '\u{2019}']);
    let short = !year.is_empty() && year.len() == digits(year, 0) && matches!(year.len(), 2 | 4);
    let after = if short { letters } else { after };
    let is =
        match words.at(Part::Dates, &text[..after], end).filter(|met| met.end == after).map(|met| met.role) {
            Some(Role::OrdinalEnding) => Is::Ordinal(number),
            Some(Role::DecadeEnding) => Is::Decade(number, end - at),
            Some(Role::Quarter) if (1..=4).contains(&number) => Is::Quarter(number),
            Some(Role::Half) if (1..=2).contains(&number) => Is::Half(number),
            // `44BC`: the era is a word of its own.
            Some(Role::BeforeEra | Role::Era) => return (Is::Number(number, end - at), end),
            _ => Is::Other,
        };
    (is, after)
}

/// What stands behind an apostrophe: `24`, `90s`.
fn short(text: &str, at: usize, words: &Words) -> Option<(Is, usize)> {
    let (number, end) = whole(text, at).filter(|(_, end)| end - at == 2)?;
    match self::number(text, at, words) {
        (Is::Number(..), _) => Some((Is::ShortYear(number), end)),
        (Is::Decade(..), end) => Some((Is::Decade(number, 2), end)),
        _ => None,
    }
}

/// A day or a month as ISO 8601 writes it.
fn iso(text: &str, at: usize) -> Option<(Is, usize)> {
    let rest = &text.as_bytes()[at..];
    let part =
        |from: usize, to: usize| rest.get(from..to).is_some_and(|part| part.iter().all(u8::is_ascii_digit));
    let dash = |at: usize| rest.get(at) == Some(&b'-');
    let free = |at: usize| !rest.get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
    if part(0, 8) && free(8) && matches!(rest[0], b'1' | b'2') {
        let number = |from: usize, to: usize| text[at + from..at + to].parse::<i32>().ok();
        let (month, day) = (i8::try_from(number(4, 6)?).ok()?, i8::try_from(number(6, 8)?).ok()?);
        let day = span::day(number(0, 4)?, month, day)?;
        return Some((Is::Iso(day, day), at + 8));
    }
    if !(part(0, 4) && dash(4) && part(5, 7)) {
        return None;
    }
    let length = if dash(7) && part(8, 10) && free(10) {
        10
    } else if free(7) && rest[5..7] <= b"12"[..] {
        7
    } else {
        return None;
    };
    let when = date::written(&text[at..at + length]).ok()?;
    Some((Is::Iso(when.first, when.last), at + length))
}

/// Three numbers with the same sign between them.
fn numeric(text: &str, at: usize) -> Option<(Is, usize)> {
    let (first, first_end) = whole(text, at)?;
    let sign = text[first_end..].chars().next().filter(|sign| matches!(sign, '/' | '.' | '-'))?;
    let (second, second_end) = whole(text, first_end + 1)?;
    text[second_end..].starts_with(sign).then_some(())?;
    let (third, end) = whole(text, second_end + 1)?;
    let lengths = [first_end - at, end - second_end - 1];
    let fits = second_end - first_end <= 3 && matches!(lengths, [4, 1 | 2] | [1 | 2, 2 | 4]);
    let free = !text[end..].starts_with(|c: char| c.is_alphanumeric() || c == sign && sign != '.');
    (fits && free).then_some((Is::Numeric([first, second, third], lengths, sign == '-'), end))
}
