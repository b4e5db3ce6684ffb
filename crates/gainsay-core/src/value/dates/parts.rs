//! The parts of a date as worded.

use std::ops::Range;

use super::Told;
use super::lex::{self, Is};
use crate::date;
use crate::value::clock::of_day::{OfDay, of_day};
use crate::value::part::{Part, PartRole, around, of_word, trimmed};
use crate::value::quantity::{self, Asked};
use crate::value::vocabulary::Vocabulary;
use crate::value::{Effect, Kind, Met, Side, days};

/// The parts of a date; see [`crate::value::parts()`].
pub(in crate::value) fn parts(wording: &str, told: Told, vocabulary: Vocabulary<'_>) -> Vec<Part> {
    let met = days::met(wording, told, vocabulary);
    let mut parts =
        around(wording, &met, Kind::Date, |range, parts| stretch(wording, range, vocabulary, parts));
    let open = days::read(wording, told, vocabulary).map(|read| (read.plain.low(), read.plain.high()));
    // Of a beginning, "since" and "as early as" open nothing above.
    let opens =
        |met: &Met<'_>| matches!(met.hedge.effect, Effect::Bound(Side::Low) | Effect::DateBound(Side::Low));
    for part in &mut parts {
        if !met.iter().any(|met| met.range == part.range && opens(met)) {
            continue;
        }
        part.does = match open {
            Ok((Some(_), Some(_))) => Some("does not change the date of a beginning".into()),
            Ok((None, Some(_))) => Some("says that it had begun by then".into()),
            _ => part.does.take(),
        };
    }
    parts
}

/// The parts of a stretch without hedges at its ends.
fn stretch(wording: &str, range: Range<usize>, vocabulary: Vocabulary<'_>, parts: &mut Vec<Part>) {
    let text = &wording[range.clone()];
    if !text.contains(char::is_whitespace) && date::written(text).is_ok() {
        parts.push(Part::new(wording, range, PartRole::Date));
        return;
    }
    let Some(OfDay { day, .. }) = of_day(text, vocabulary) else {
        parts.extend(tokens(wording, range, vocabulary));
        return;
    };
    let time = |range: Range<usize>| {
        Part::new(wording, range, PartRole::TimeOfDay).does("says nothing about the day")
    };
    if text.starts_with(day) {
        let end = range.start + day.len();
        stretch(wording, range.start..end, vocabulary, parts);
        parts.push(time(trimmed(wording, end..range.end)));
    } else {
        let start = range.end - day.len();
        parts.push(time(trimmed(wording, range.start..start)));
        stretch(wording, start..range.end, vocabulary, parts);
    }
}

fn tokens(wording: &str, range: Range<usize>, vocabulary: Vocabulary<'_>) -> Vec<Part> {
    let text = &wording[range.clone()];
    let part = |token: lex::Token| {
        let at = range.start + token.range.start..range.start + token.range.end;
        let is = |role| Part::new(wording, at.clone(), role);
        match token.is {
            Is::Month(_) => is(PartRole::Month),
            Is::Weekday(_) => is(PartRole::Weekday),
            Is::Season(_) => is(PartRole::Season),
            Is::Ordinal(_) => is(PartRole::Ordinal),
            Is::Number(..) | Is::ShortYear(_) => is(PartRole::Number),
            Is::Decade(..) | Is::Quarter(_) | Is::Half(_) => is(PartRole::LengthOfTime),
            Is::Iso(..) | Is::Numeric(..) | Is::Holiday(_) => is(PartRole::Date),
            Is::Dash(_) | Is::Slash => is(PartRole::Connective),
            Is::Word(word) => {
                let (role, does) = of_word(word);
                Part { does: does.map(str::to_owned), ..is(role) }
            }
            Is::Other => counted(wording, at.clone(), vocabulary).unwrap_or_else(|| is(PartRole::Unknown)),
        }
    };
    lex::tokens(text, vocabulary.words).into_iter().map(part).collect()
}

/// A word that says how many: "two" weeks ago, "several" days.
fn counted(wording: &str, at: Range<usize>, vocabulary: Vocabulary<'_>) -> Option<Part> {
    let (hedges, units) = (vocabulary.hedges, vocabulary.units);
    let mut parts = quantity::parts(&wording[at.clone()], Asked::default(), hedges, units);
    let counts = |part: &Part| matches!(part.role, PartRole::Number | PartRole::Hedge | PartRole::Filler);
    let part = parts.pop().filter(|part| parts.is_empty() && counts(part))?;
    Some(Part { range: at, ..part })
}
