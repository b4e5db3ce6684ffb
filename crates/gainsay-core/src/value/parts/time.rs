//! The parts of a time of day as worded.

use crate::value::lexicon::token;
use crate::value::lexis;
use crate::value::part::{Part, PartRole, with_punctuation, word_at};
use crate::value::vocabulary::Vocabulary;
use crate::value::{Kind, clock};

/// The parts of a time of day; see [`parts`](super::parts()).
pub(super) fn parts(wording: &str, vocabulary: Vocabulary<'_>) -> Vec<Part> {
    let (mut parts, mut at) = (Vec::new(), 0);
    while let Some(next) = token(wording, at) {
        let found = part_at(wording, next.start, &parts, vocabulary);
        at = found.as_ref().map_or(next.end, |part| part.range.end);
        parts.extend(found);
    }
    with_punctuation(wording, parts, |_| PartRole::Unknown)
}

/// The part that starts at byte `at`, behind the parts `before`; nothing where a sign does.
fn part_at(wording: &str, at: usize, before: &[Part], vocabulary: Vocabulary<'_>) -> Option<Part> {
    let part = |end, role| Some(Part::new(wording, at..end, role));
    let after_time = before.last().is_some_and(|part| part.role == PartRole::TimeOfDay);
    if after_time && let Some((_, end)) = clock::offset(wording, at) {
        return part(end, PartRole::Zone);
    }
    if wording[at..].starts_with(|c: char| c.is_ascii_digit()) {
        return part(digits(wording, at), PartRole::TimeOfDay);
    }
    if let Some(end) = clock::number_word(wording, at) {
        return part(end, PartRole::TimeOfDay);
    }
    if let Some((_, _, end)) = vocabulary.words.zone(wording, at) {
        return part(end, PartRole::Zone);
    }
    let word = word_at(wording, at, lexis::Part::Times, Kind::Time, vocabulary);
    let dash = || wording[at..].chars().next().filter(|c| matches!(c, '-' | '\u{2013}' | '\u{2014}'));
    word.or_else(|| part(at + dash()?.len_utf8(), PartRole::Connective))
}

/// Where the digits of a time end, with the signs between them: `14:30`, `2.30`, `14h30`.
fn digits(wording: &str, at: usize) -> usize {
    let bytes = wording.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let sign = |at: usize| matches!(bytes.get(at), Some(b':' | b'.' | b'h' | b'H'));
    let mut end = at;
    while digit(end) || sign(end) && digit(end + 1) {
        end += 1;
    }
    end
}
