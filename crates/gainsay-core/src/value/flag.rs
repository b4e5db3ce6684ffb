//! Flags: yes or no.

use std::ops::Range;

use super::lexis::{Part, Role, Words};
use super::part::trimmed;
use super::vocabulary::Vocabulary;
use super::{Allowed, Interval, Point, Ranges, Unreadable};

/// Reads yes or no, as the point 1 or 0: `yes`, `not yet`, `probably yes`, `partly`, `no, it was erased`. Other words cannot be
/// read.
pub fn read(wording: &str, vocabulary: Vocabulary<'_>) -> Result<Allowed, Unreadable> {
    let words = vocabulary.words;
    let all = trimmed(wording, 0..wording.len());
    if let Some(allowed) = answer(&wording[all.clone()], words) {
        return Ok(allowed);
    }
    let Some((head, remark)) = split(wording, words) else {
        return Err(Unreadable::new("this is neither yes nor no", all).help("write `yes` or `no`"));
    };
    let allowed = answer(&wording[head], words).unwrap_or_else(Allowed::all);
    let doubtful = in_doubt(wording, remark, &allowed, words)?;
    Ok(if doubtful { Allowed::likely(allowed.plain) } else { allowed })
}

/// What a wording that is an answer as a whole allows.
fn answer(text: &str, words: &Words) -> Option<Allowed> {
    let exactly = |point: i32| Ranges::one(Interval::only(Point::from(point)));
    let plain = |text: &str| {
        let is = |role| words.is(Part::Answers, role, text);
        is(Role::Yes).then_some(1).or_else(|| is(Role::No).then_some(0))
    };
    if let Some(point) = plain(text) {
        return Some(Allowed::exactly(exactly(point)));
    }
    // In part it is so, and in part not.
    if words.is(Part::Answers, Role::Partly, text) {
        return Some(Allowed::all());
    }
    let met = words.at(Part::Statements, text, 0)?;
    let rest = text[met.end..].trim_start_matches(|c: char| c.is_whitespace() || c == ',');
    match (met.role, plain(rest)) {
        (Role::Probable, Some(point)) => Some(Allowed::likely(exactly(point))),
        // "Possibly" and "possibly not" leave it open.
        (Role::Possible | Role::LeftOpen, Some(_)) => Some(Allowed::all()),
        (Role::Probable, None) if words.is(Part::Statements, Role::Not, rest) => {
            Some(Allowed::likely(exactly(0)))
        }
        (Role::Possible | Role::LeftOpen, None) if words.is(Part::Statements, Role::Not, rest) => {
            Some(Allowed::all())
        }
        (Role::Unlikely, None) if rest.is_empty() => Some(Allowed::likely(exactly(0))),
        (Role::Possible | Role::LeftOpen, None) if rest.is_empty() => Some(Allowed::all()),
        (Role::Probable, None) if rest.is_empty() => Some(Allowed::likely(exactly(1))),
        _ => None,
    }
}

/// The plain answer that a wording begins with, and the remark that a comma, a stop or a dash parts from it.
///
/// Plain answers are those that are first in their lists: "off, near the coast" is none.
pub(super) fn split(wording: &str, words: &Words) -> Option<(Range<usize>, Range<usize>)> {
    let all = trimmed(wording, 0..wording.len());
    let met = words.at(Part::Answers, &wording[all.clone()], 0)?;
    if !matches!(met.role, Role::Yes | Role::No) || met.place > 0 {
        return None;
    }
    let head = all.start..all.start + met.end;
    let behind = &wording[head.end..all.end];
    let mut signs = behind.trim_start().chars();
    let mark = signs.next()?;
    let parts = match mark {
        ',' | ';' | ':' | '!' | '(' | '\u{2013}' | '\u{2014}' => true,
        // "No. 5" is a number, and "no-one" a word.
        '.' => !signs.as_str().trim_start().starts_with(|c: char| c.is_ascii_digit()),
        '-' => behind.starts_with(char::is_whitespace),
        _ => false,
    };
    let close = mark != '.' || behind.starts_with('.');
    let remark = head.end + behind.find(mark)? + mark.len_utf8()..all.end;
    (parts && close).then_some((head, remark))
}

/// Whether a remark leaves the answer before it in doubt: "yes, probably", "yes, but ...". One that answers otherwise is an error.
fn in_doubt(
    wording: &str,
    remark: Range<usize>,
    answered: &Allowed,
    words: &Words,
) -> Result<bool, Unreadable> {
    let (mut doubtful, mut start) = (false, remark.start);
    while start < remark.end {
        let marks = |c: char| matches!(c, ',' | '.' | ';' | ':' | '!' | '(' | ')' | '\u{2013}' | '\u{2014}');
        let end = wording[start..remark.end].find(marks).map_or(remark.end, |at| start + at);
        let mut clause = trimmed(wording, start..end);
        while let Some(met) = words.at(Part::Statements, &wording[clause.clone()], 0)
            && matches!(met.role, Role::But | Role::And | Role::Or)
        {
            doubtful |= met.role != Role::And;
            clause = trimmed(wording, clause.start + met.end..clause.end);
        }
        if let Some(other) = answer(&wording[clause.clone()], words) {
            if !other.plain.meets(&answered.plain) {
                return Err(Unreadable::new("this contradicts the word before it", clause)
                    .help("write `yes` or `no`; for a part of it, `partly`"));
            }
            doubtful |= other.doubled != answered.doubled;
        }
        doubtful |= doubts(&wording[clause], words);
        start = end + wording[end..].chars().next().map_or(1, char::len_utf8);
    }
    Ok(doubtful)
}

/// Whether a word of a clause says that something may be so or not, or is so in part.
fn doubts(clause: &str, words: &Words) -> bool {
    let starts = clause.char_indices().map(|(at, _)| at);
    let mut starts = starts.filter(|&at| at == 0 || clause[..at].ends_with(char::is_whitespace));
    let doubt = |role| {
        matches!(role, Role::Possible | Role::LeftOpen | Role::Probable | Role::Unlikely | Role::Unknown)
    };
    starts.any(|at| {
        words.at(Part::Statements, clause, at).is_some_and(|met| doubt(met.role))
            || words.at(Part::Answers, clause, at).is_some_and(|met| met.role == Role::Partly)
    })
}

/// Whether a wording as a whole is a known answer, so that no word of it is read by itself: "not yet".
pub(super) fn is_answer(wording: &str, vocabulary: Vocabulary<'_>) -> bool {
    [Role::Yes, Role::No, Role::Partly].iter().any(|role| vocabulary.words.is(Part::Answers, *role, wording))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::show::show_flag;
    use crate::value::tests::BUILT_IN;

    #[test]
    fn yes_and_no_are_read_in_their_usual_words() {
        for (wording, shown) in [
            ("yes", "yes"),
            (" True ", "yes"),
            ("ON", "yes"),
            ("y", "yes"),
            ("no", "no"),
            ("false", "no"),
            ("Off", "no"),
            ("n", "no"),
            ("not yet", "no"),
            ("probably yes", "yes"),
            ("likely", "yes"),
            ("probably not yet", "no"),
            ("probably not", "no"),
            ("possibly not", "yes or no"),
            ("unlikely", "no"),
            ("possibly", "yes or no"),
            ("partly", "yes or no"),
            ("yes or no", "yes or no"),
        ] {
            assert_eq!(show_flag(&read(wording, BUILT_IN.vocabulary()).unwrap().plain), shown, "{wording}");
        }
        assert_eq!(show_flag(&read("probably yes", BUILT_IN.vocabulary()).unwrap().doubled), "yes or no");
    }

    /// The answer as worded, and whether it is in doubt.
    fn remarked(wording: &str) -> String {
        match read(wording, BUILT_IN.vocabulary()) {
            Ok(allowed) if allowed.doubled == allowed.plain => show_flag(&allowed.plain),
            Ok(allowed) => format!("{}, in doubt", show_flag(&allowed.plain)),
            Err(unreadable) => format!("{}: {}", unreadable.message, &wording[unreadable.range]),
        }
    }

    #[test]
    fn a_remark_behind_an_answer_is_none_of_it() {
        for (wording, shown) in [
            ("no, I was coerced", "no"),
            ("yes, at his own request", "yes"),
            ("no, erased", "no"),
            ("yes, two entities received ransom requests", "yes"),
            ("no, they had been de-energized hours before", "no"),
            ("No.", "no"),
            ("yes.", "yes"),
            ("Yes, he is alive", "yes"),
            ("Yes - on Monday", "yes"),
            ("no \u{2014} that was in 2019", "no"),
            ("not yet, says the ministry", "no"),
            ("no (the ministry denies it)", "no"),
            ("No: not yet.", "no"),
            ("yes, on the record", "yes"),
            ("yes, probably", "yes, in doubt"),
            ("yes, but only in the south", "yes, in doubt"),
            ("yes, partly", "yes, in doubt"),
            ("no, as far as is known, though it is possible", "no, in doubt"),
        ] {
            assert_eq!(remarked(wording), shown, "{wording}");
        }
    }

    #[test]
    fn what_only_begins_like_an_answer_is_none() {
        for (wording, shown) in [
            ("yes, and no", "this contradicts the word before it: no"),
            ("no. yes", "this contradicts the word before it: yes"),
            ("No. 5", "this is neither yes nor no: No. 5"),
            ("No\u{a0}. 5", "this is neither yes nor no: No\u{a0}. 5"),
            ("no-one", "this is neither yes nor no: no-one"),
            ("no evidence of a hack", "this is neither yes nor no: no evidence of a hack"),
            ("off, near the coast", "this is neither yes nor no: off, near the coast"),
            ("yes men", "this is neither yes nor no: yes men"),
            ("Yes Minister, the series", "this is neither yes nor no: Yes Minister, the series"),
        ] {
            assert_eq!(remarked(wording), shown, "{wording}");
        }
    }

    #[test]
    fn other_words_are_told() {
        for (wording, blamed) in [("sort of", "sort of"), ("", ""), ("1", "1"), ("不", "不")] {
            let unreadable = read(wording, BUILT_IN.vocabulary()).unwrap_err();
            assert_eq!(&wording[unreadable.range], blamed);
            assert_eq!(unreadable.help.as_deref(), Some("write `yes` or `no`"));
        }
    }
}
