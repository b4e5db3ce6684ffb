//! Times of day as people say them: `half past five p.m.`, `ten to six`, `nine at night`.

use crate::value::Unreadable;
use crate::value::language::{Language, NumberWord};
use crate::value::lexicon::{fold, token};
use crate::value::lexis::{Part, Role, Words};

/// By how many minutes the words at byte `at` are past the hour that follows them, and where they end.
pub(super) fn minutes(text: &str, at: usize, words: &Words) -> Option<(i32, usize)> {
    let met = |at: usize| words.at(Part::Times, text, at);
    let quarters = |role: Role| match role {
        Role::HalfPast => Some(30),
        Role::QuarterPast => Some(15),
        Role::QuarterTo => Some(-15),
        _ => None,
    };
    if let Some(met) = met(at)
        && let Some(minutes) = quarters(met.role)
    {
        return Some((minutes, met.end));
    }
    let (number, end) = number(text, at)?;
    let met = met(end)?;
    let sign = match met.role {
        Role::MinutesPast | Role::ShortlyAfter => 1,
        Role::MinutesTo | Role::ShortlyBefore => -1,
        // "Ten to six" may as well go from ten to six; there is no hour twenty on a face.
        Role::To if number > 12 && !text[at..].starts_with(|c: char| c.is_ascii_digit()) => -1,
        _ => return None,
    };
    (1..60).contains(&number).then_some((sign * number, met.end))
}

/// `five to` or `ten to` in words before an hour: how many minutes, where the "to" ends, and whether it can be no range.
fn before_hour(text: &str, words: &Words) -> Option<(i32, usize, bool)> {
    let written = text.starts_with(char::is_alphabetic);
    let (count, end) = number(text, 0).filter(|(count, _)| written && [5, 10].contains(count))?;
    let to = words.at(Part::Times, text, end).filter(|met| met.role == Role::To)?;
    let (hour, behind) = number(text, to.end).filter(|(hour, _)| (1..=12).contains(hour))?;
    let told = half_day(text, behind, hour, words).is_some_and(|(told, _)| told.is_some());
    // In one half of the day nothing goes from ten to five.
    Some((count, to.end, told && hour <= count))
}

/// By how many minutes `ten to five p.m.` is past the hour that follows, and where that begins. From five to six it may go, too.
pub(super) fn to_the_hour(text: &str, words: &Words) -> Option<(i32, usize)> {
    let (count, end, _) = before_hour(text, words).filter(|(.., sure)| *sure)?;
    Some((-count, end))
}

/// What is wrong with `ten to six`, which may be ten minutes to six, or go from ten to six.
pub(super) fn two_ways(text: &str, words: &Words) -> Option<Unreadable> {
    let (count, end, _) = before_hour(text, words).filter(|(.., sure)| !sure)?;
    let rest = text[end..].trim();
    let message = format!("this may be {count} minutes to the hour, or go from one hour to the other");
    Some(
        Unreadable::new(message, 0..text.len())
            .help(format!("write `{count} minutes to {rest}` or `from {text}`")),
    )
}

/// Where the number in words at byte `at` of `text` ends.
pub(in crate::value) fn number_word(text: &str, at: usize) -> Option<usize> {
    number(text, at).map(|(_, end)| end)
}

/// A whole number below a hundred in digits or in words, and where it ends.
pub(super) fn number(text: &str, at: usize) -> Option<(i32, usize)> {
    if let Some(found) = digits(text, at, 2) {
        return Some(found);
    }
    let word = |at: usize| {
        let range = token(text, at)?;
        let known = Language::english().numbers.get(&*fold(&text[range.clone()]))?;
        Some((*known, range.end))
    };
    match word(at)? {
        (NumberWord::Unit(number), end) => Some((i32::try_from(number).ok()?, end)),
        (NumberWord::Ten(ten), end) => match word(end) {
            Some((NumberWord::Unit(unit @ 1..=9), end)) => Some((i32::try_from(ten + unit).ok()?, end)),
            _ => Some((i32::try_from(ten).ok()?, end)),
        },
        _ => None,
    }
}

/// What the words behind an hour, at byte `at`, tell of the half of the day, and where they end: nothing where there are none;
/// `None` where they leave it open, as "o'clock" does.
pub(super) fn half_day(text: &str, at: usize, hour: i32, words: &Words) -> Option<(Option<bool>, usize)> {
    let met = words.at(Part::Times, text, at)?;
    match met.role {
        Role::BeforeNoon => Some((Some(false), met.end)),
        Role::AfterNoon => Some((Some(true), met.end)),
        Role::AtNight => Some((Some((6..12).contains(&hour)), met.end)),
        Role::OClock => Some(match half_day(text, met.end, hour, words) {
            Some((told @ Some(_), end)) => (told, end),
            _ => (None, met.end),
        }),
        _ => None,
    }
}

/// The number of at most `most` digits at byte `at`, and where it ends; nothing where there are more.
pub(super) fn digits(text: &str, at: usize, most: usize) -> Option<(i32, usize)> {
    let length = text[at..].bytes().take_while(u8::is_ascii_digit).count();
    (1..=most).contains(&length).then(|| Some((text[at..at + length].parse().ok()?, at + length)))?
}
