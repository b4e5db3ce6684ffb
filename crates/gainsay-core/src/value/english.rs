//! Dates in plain English: one day or month, or from one to another.

use crate::date::{self, Day, When};

const MONTHS: &str = "january february march april may june july august september october november december";

/// No date in words is longer, in bytes, so a long text need not be searched.
const LONGEST: usize = 100;

/// What may be between the two dates of a range.
const JOINS: [&str; 7] = [" to ", " through ", " until ", " till ", "\u{2013}", "\u{2014}", "-"];

/// What is between two dates of which both are meant, or one.
const LISTS: [&str; 2] = [" and ", " or "];

/// What a date in words names; the rest of it is in the other date of its range.
#[derive(Debug, Clone, Copy, Default)]
struct Named {
    day: Option<i8>,
    month: Option<i8>,
    year: Option<i16>,
}

/// Reads `27 October 2024`, `October 27, 2024`, `October 2024`, and from one to another: `27-28 October 2024`,
/// `between 27 October and 3 November 2024`, `2024-10-27 to 2024-10-28`. The year must be named, once at least.
pub(super) fn read(text: &str) -> Option<When> {
    if text.len() > LONGEST
        || !text.contains(|c: char| c.is_alphabetic() || matches!(c, ' ' | '\u{2013}' | '\u{2014}'))
    {
        return None;
    }
    let text = text.to_lowercase();
    if let Some(named) = Named::read(&text) {
        named.month?;
        return span(named, named);
    }
    if let Some(rest) = text.strip_prefix("between ") {
        return parted(rest, &[" and "]);
    }
    let joined = parted(text.strip_prefix("from ").unwrap_or(&text), &JOINS);
    // "27 and 30 October" are two days, and no range.
    joined.or_else(|| parted(&text, &LISTS).filter(|when| when.last == when.first.plus(1)))
}

/// The range from the date before one of `joins` to the one after it.
fn parted(text: &str, joins: &[&str]) -> Option<When> {
    joins.iter().find_map(|join| {
        let (first, last) = text.split_once(join)?;
        let (first, last) = (first.trim(), last.trim());
        if let (Some(first), Some(last)) = (Named::read(first), Named::read(last)) {
            return span(first, last);
        }
        let day = |text: &str| date::parse(text).ok().filter(|_| *join != "-");
        let (first, last) = (day(first)?.first, day(last)?.last);
        (first <= last).then_some(When { first, last, throughout: false })
    })
}

impl Named {
    /// What a text names; `None` where a word of it is not part of a date, or a part comes twice.
    fn read(text: &str) -> Option<Self> {
        let mut named = Self::default();
        let words = text.split([' ', ',', '.', '\u{a0}']).filter(|word| !word.is_empty());
        for (at, word) in words.enumerate() {
            if let Some(month) = month_of(word) {
                if named.month.replace(month).is_some() {
                    return None;
                }
            } else if word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()) {
                if named.year.replace(word.parse().ok()?).is_some() {
                    return None;
                }
            } else if !(matches!(word, "of" | "the") || at == 0 && matches!(word, "on" | "in"))
                && named.day.replace(day_of(word)?).is_some()
            {
                return None;
            }
        }
        (named.day.is_some() || named.month.is_some() || named.year.is_some()).then_some(named)
    }
}

/// From the first day of one date to the last day of another, each taking from the other what it does not name.
fn span(first: Named, last: Named) -> Option<When> {
    // "27 to November" and "October to 2025" name no range.
    let uneven = first.month.is_none() && first.day.is_some() != last.day.is_some()
        || last.month.is_none() && last.day.is_none() && first.month.is_some();
    if uneven {
        return None;
    }
    let year = last.year.or(first.year)?;
    // "27 December to 3 January 2025" starts in the year before.
    let turns = matches!((first.month, last.month), (Some(first), Some(last)) if first > last);
    let start = day(first, first.month.or(last.month), first.year.unwrap_or(year - i16::from(turns)))?.0;
    let end = day(last, last.month.or(first.month), year)?.1;
    (start <= end).then_some(When { first: start, last: end, throughout: start == end })
}

/// The first and the last day of a date.
fn day(named: Named, month: Option<i8>, year: i16) -> Option<(Day, Day)> {
    let date = |month, day| jiff::civil::Date::new(year, month, day).ok();
    let (first, last) = match (named.day, month) {
        (Some(day), Some(month)) => (date(month, day)?, date(month, day)?),
        (None, Some(month)) => (date(month, 1)?, date(month, 1)?.last_of_month()),
        (None, None) => (date(1, 1)?, date(12, 31)?),
        (Some(_), None) => return None,
    };
    Some((Day::from_civil(first), Day::from_civil(last)))
}

fn month_of(word: &str) -> Option<i8> {
    let matches = |name: &str| word.len() >= 3 && name.starts_with(word);
    MONTHS.split_whitespace().position(matches).map(|at| at as i8 + 1)
}

/// `27`, `27th`.
fn day_of(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &word[digits.len()..];
    matches!(ending, "" | "st" | "nd" | "rd" | "th").then(|| digits.parse().ok()).flatten()
}
