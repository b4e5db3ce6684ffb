//! Words in front of a value of which no list is known, which deny it or leave it in doubt.

use std::ops::Range;

use super::{Manner, without_question};
use crate::value::hedge::{Effect, Met};
use crate::value::lexis::{MetWord, Part, Role};
use crate::value::vocabulary::Vocabulary;
use crate::value::words;

/// A word in front of a value of which no list is known, which says how sure the value is.
pub(in crate::value) enum Front<'v> {
    /// It denies the value or leaves it in doubt.
    Role(MetWord),
    /// It denies the value for all days before too, or goes with such a denial: "never", the "yet" of "not yet".
    SoFar(Met<'v>),
}

/// That word at the start of `text`, where it ends, and where what it is said of begins. `denied` says whether a denial is before it.
pub(in crate::value) fn front<'v>(
    text: &str,
    denied: bool,
    vocabulary: Vocabulary<'v>,
) -> Option<(Front<'v>, Range<usize>)> {
    let found = |front, end: usize| {
        let left = text[end..].trim_start_matches(|c| words::is_gap(c) || c == ',');
        Some((front, end..text.len() - left.len()))
    };
    // "Has not arrived"
    let start = vocabulary.words.after_auxiliaries(text);
    let so_far = vocabulary.hedges.at(text, start).filter(|met| met.hedge.effect == Effect::SoFar);
    if let Some(met) = so_far.filter(|met| denied || words::negates(&text[met.range.clone()])) {
        let end = met.range.end;
        return found(Front::SoFar(met), end);
    }
    let met = vocabulary.words.at(Part::Statements, text, start)?;
    let says = matches!(
        met.role,
        Role::Not
            | Role::ButNot
            | Role::AllBut
            | Role::LeftOpen
            | Role::RuledOut
            | Role::NotOnly
            | Role::NoLonger
            | Role::Unlikely
            | Role::Possible
            | Role::Probable
    );
    // "Rejected Smith" denies him, and "rejected by the court" is a status.
    let named = || text[met.end..].trim_start().starts_with(char::is_uppercase);
    (says || met.role == Role::Denied && named()).then(|| found(Front::Role(met), met.end))?
}

/// Where a text says that there is more than what follows, and nothing follows: "not only".
#[must_use]
pub fn not_only_what(text: &str, vocabulary: Vocabulary<'_>) -> Option<Range<usize>> {
    let mut at = text.len() - text.trim_start().len();
    let mut not_only = None;
    while let Some((front, end)) = front(&text[at..], false, vocabulary) {
        if matches!(front, Front::Role(MetWord { role: Role::NotOnly, .. })) {
            not_only = Some(at..at + end.start);
        }
        at += end.end;
    }
    not_only.filter(|_| !text[at..].contains(char::is_alphanumeric))
}

/// Where a text says of whom it names that they deny that they did it: "Alphaland denied responsibility".
#[must_use]
pub fn disowned(text: &str, vocabulary: Vocabulary<'_>) -> Option<Range<usize>> {
    let text = text.trim_end_matches(['.', ' ']);
    let starts = text.match_indices(char::is_whitespace).map(|(at, gap)| at + gap.len());
    let mut starts = starts.filter(|&at| vocabulary.words.is(Part::Parties, Role::Disowns, &text[at..]));
    starts.next().map(|at| at..text.len())
}

/// How a wording without known values says what it says, and the values that it names: two where it says "not only Smith, but
/// also Jones".
pub(crate) fn manner_of_all<'t>(text: &'t str, vocabulary: Vocabulary<'_>) -> (Manner, Vec<&'t str>) {
    let (manner, rest) = manner(text, vocabulary);
    let not_only = front(text, false, vocabulary)
        .is_some_and(|(front, _)| matches!(front, Front::Role(MetWord { role: Role::NotOnly, .. })));
    match contrast(rest, vocabulary).filter(|_| not_only) {
        Some(but) => {
            let more = &rest[but.end..];
            let more = &more[vocabulary.words.after_auxiliaries(more)..];
            let one = rest[..but.start].trim_end_matches(|c| words::is_gap(c) || c == ',');
            (Manner { doubtful: false, ..manner }, vec![one, more])
        }
        None => (manner, vec![rest]),
    }
}

/// How a wording without known values says what it says, and the rest of it.
#[must_use]
pub fn manner<'t>(text: &'t str, vocabulary: Vocabulary<'_>) -> (Manner, &'t str) {
    let (rest, doubtful) = without_question(text);
    let mut rest = without_filler(rest, vocabulary);
    let mut manner = Manner { doubtful, ..Manner::default() };
    while let Some((front, end)) = front(rest, manner.negated, vocabulary)
        && end.end < rest.len()
    {
        match front {
            Front::SoFar(_)
            | Front::Role(MetWord {
                role: Role::Not | Role::ButNot | Role::AllBut | Role::Denied | Role::RuledOut | Role::NoLonger,
                ..
            }) => {
                manner.negated = true;
            }
            Front::Role(MetWord { role: Role::Unlikely, .. }) => {
                (manner.negated, manner.doubtful) = (true, true);
            }
            Front::Role(MetWord { role: Role::LeftOpen, .. }) => manner.open = true,
            Front::Role(_) => manner.doubtful = true,
        }
        rest = &rest[end.end..];
    }
    if manner.negated
        && let Some(contrast) = contrast(rest, vocabulary)
    {
        (manner.negated, rest) = (false, &rest[contrast.end..]);
    }
    if !manner.negated {
        rest = without_contrary(rest, vocabulary);
    }
    // "Alphaland ruled out"
    if let Some((role, start)) = back(rest, vocabulary) {
        rest = rest[..start].trim_end();
        // "Alphaland; others not ruled out" says the first. "Alphaland, Betaland ruled out" may deny both.
        let ends: &[char] = if role == Role::RuledOut { &[';'] } else { &[';', ','] };
        match rest.split_once(ends) {
            Some((first, _)) => (manner.doubtful, rest) = (true, first.trim_end()),
            None if role == Role::RuledOut => manner.negated = true,
            None => manner.open = true,
        }
    }
    if let Some(denied) = vocabulary.words.denied(rest) {
        manner.negated = !manner.negated;
        rest = denied;
    }
    (manner, rest)
}

/// A name without the words before it that change nothing: "no doubt Alphaland".
fn without_filler<'t>(text: &'t str, vocabulary: Vocabulary<'_>) -> &'t str {
    let mut rest = text;
    while rest.starts_with(char::is_lowercase)
        && let Some(met) = vocabulary.words.at(Part::Statements, rest, 0)
        && (met.role == Role::Filler || rest.len() < text.len() && met.role == Role::Auxiliary)
    {
        rest = rest[met.end..].trim_start_matches(|c| words::is_gap(c) || c == ',');
    }
    if rest.starts_with(char::is_uppercase) { rest } else { text }
}

/// A name without the other one behind it that it is not: "Alphaland, not Betaland". It says which one it was.
fn without_contrary<'t>(text: &'t str, vocabulary: Vocabulary<'_>) -> &'t str {
    let contrary = |(at, gap): (usize, &str)| {
        let start = at + gap.len();
        let met = vocabulary.words.at(Part::Statements, text, start)?;
        let denies = match met.role {
            Role::Not => text[..at].ends_with(',') || text[start..met.end].contains(char::is_whitespace),
            Role::ButNot => true,
            _ => false,
        };
        let named = text[met.end..].trim_start().starts_with(char::is_uppercase);
        (denies && named).then(|| text[..at].trim_end_matches([',', ';', ' ']))
    };
    let name = text.match_indices(char::is_whitespace).find_map(contrary);
    name.filter(|name| name.contains(char::is_uppercase)).unwrap_or(text)
}

/// The word at the end of `text` that rules out what stands before it or leaves it open, and where it starts.
pub(in crate::value) fn back(text: &str, vocabulary: Vocabulary<'_>) -> Option<(Role, usize)> {
    let starts = text.match_indices(char::is_whitespace).map(|(at, gap)| at + gap.len());
    starts.into_iter().find_map(|start| {
        let met = vocabulary.words.at(Part::Statements, text, start)?;
        let ends = met.end == text.trim_end_matches('.').len();
        (ends && matches!(met.role, Role::RuledOut | Role::LeftOpen)).then_some((met.role, start))
    })
}

/// The "but" behind what a text denies, up to what it says instead: "not Smith, but Jones".
pub(in crate::value) fn contrast(text: &str, vocabulary: Vocabulary<'_>) -> Option<Range<usize>> {
    let is_but = |at: usize| {
        vocabulary.words.at(Part::Statements, text, at).filter(|met| met.role == Role::But).map(|met| met.end)
    };
    let starts = text.match_indices(char::is_whitespace).map(|(at, gap)| at + gap.len());
    starts.into_iter().find_map(|start| {
        let end = is_but(start)?;
        let left = text[end..].trim_start_matches(|c| words::is_gap(c) || c == ',');
        (!left.is_empty()).then(|| start..text.len() - left.len())
    })
}
