//! The day beside a time, which says nothing about the time: `5 pm on October 28`, `Monday, 17:30`.

use std::ops::Range;

use crate::date;
use crate::value::lexicon::token;
use crate::value::lexis::{Part, Role, Words};

/// Where the rest of `text` is without the day at its start or its end. All the words of that must be ones of a date, and it has to name
/// a day.
pub(super) fn without_day(text: &str, words: &Words) -> Option<Range<usize>> {
    /// No day beside a time is longer, in bytes.
    const LONGEST: usize = 60;
    let mark = |c: char| c.is_whitespace() || c == ',';
    if text.len() > LONGEST {
        return None;
    }
    let gaps = || text.char_indices().filter(|&(_, c)| mark(c)).map(|(at, _)| at);
    let rest = |at: usize| text.len() - text[at..].trim_start_matches(mark).len();
    // "Monday 5 p.m." is no day before "p.m.".
    let halves = [Role::BeforeNoon, Role::AfterNoon, Role::AtNight, Role::OClock];
    let is_hour =
        |at: usize| words.at(Part::Times, text, rest(at)).is_some_and(|met| halves.contains(&met.role));
    let days = gaps().filter(|&at| is_day(&text[..at], words) && !is_hour(at));
    let front = || days.last().map(|at| rest(at)..text.len());
    let behind = gaps().find(|&at| is_day(&text[rest(at)..], words));
    let behind = behind.map(|day| 0..text[..day].trim_end_matches(mark).len());
    behind.or_else(front).filter(|left| !left.is_empty())
}

/// Whether a text names a day: a weekday, a day of a month, a date in digits, "today".
fn is_day(text: &str, words: &Words) -> bool {
    if date::written(text).is_ok_and(|when| when.first == when.last) {
        return true;
    }
    let (mut at, mut day, mut month, mut named) = (0, false, false, false);
    while let Some(range) = token(text, at) {
        let word = &text[range.clone()];
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        at = range.end;
        if digits > 0 {
            let ordinal = words.is(Part::Dates, Role::OrdinalEnding, &word[digits..]);
            match digits {
                1 | 2 if !day && (digits == word.len() || ordinal) => day = true,
                4 if digits == word.len() => {}
                _ => return false,
            }
        } else if let Some(met) = words.at(Part::Dates, text, range.start) {
            at = met.end;
            match met.role {
                Role::Months => month = true,
                Role::Weekdays | Role::Today | Role::Yesterday | Role::Tomorrow => named = true,
                Role::DateFiller | Role::Last | Role::Next | Role::This => {}
                _ => return false,
            }
        } else if !matches!(word, "," | ".") {
            return false;
        }
    }
    named || day && month
}
