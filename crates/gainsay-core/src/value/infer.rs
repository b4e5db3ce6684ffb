//! The kind of values that nobody declares.

use super::lexicon::tokens;
use super::lexis::{Part, Role};
use super::quantity::Asked;
use super::{Kind, LONGEST, Told, Vocabulary, clock, days, flag, quantity};

/// The kind that a value shows by itself, whatever is beside it: the first of yes or no, a time of day, a number and a date that
/// reads it; else text. A bare `2024` is a number, and `2024-10` a date. `lang` is the language of the wording, as a BCP 47 tag.
#[must_use]
pub fn infer(wording: &str, lang: Option<&str>, vocabulary: Vocabulary<'_>) -> Kind {
    let told = Told { as_of: Some((0, 0)), ahead: false, begins: true };
    let asked = Asked { lang, ..Asked::default() };
    let date = || days::read(wording, told, vocabulary).is_ok();
    let number = || quantity::may_be(wording, asked, vocabulary.hedges, vocabulary.units);
    if wording.len() > LONGEST {
        Kind::Text
    } else if flag::read(wording, vocabulary).is_ok() {
        Kind::Flag
    } else if clock::read(wording, vocabulary).is_ok() {
        Kind::Time
    } else if (names_month(wording, vocabulary) || is_part_of_year(wording, vocabulary)) && date() {
        // "May 2023" is no number that may be.
        Kind::Date
    } else if !looks_like_date(wording) && number() {
        Kind::Quantity
    } else if date() {
        Kind::Date
    } else if quantity::counts_something(wording, asked, vocabulary.hedges, vocabulary.units) {
        Kind::Quantity
    } else {
        Kind::Text
    }
}

/// Whether a word of a wording names a month.
fn names_month(wording: &str, vocabulary: Vocabulary<'_>) -> bool {
    let is_month =
        |range: std::ops::Range<usize>| vocabulary.words.is(Part::Dates, Role::Months, &wording[range]);
    tokens(wording).any(is_month)
}

/// Whether a wording is a part of a year of four digits: `mid-2023`, `summer of 2023`. As a number it would be odd.
fn is_part_of_year(wording: &str, vocabulary: Vocabulary<'_>) -> bool {
    let year = wording.trim().trim_start_matches(|c: char| !c.is_ascii_digit());
    let mut starts = tokens(wording).map(|range| range.start);
    let part = |at| {
        let role = vocabulary.words.at(Part::Dates, wording, at).map(|met| met.role);
        matches!(
            role,
            Some(Role::Early | Role::Middle | Role::Late | Role::Start | Role::End | Role::Seasons)
        )
    };
    year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()) && starts.any(part)
}

/// Whether a wording starts as an EDTF date finer than a year does: `2024-10`. As a number it would be a range.
fn looks_like_date(wording: &str) -> bool {
    let bytes = wording.trim().as_bytes();
    let digits = |range: std::ops::Range<usize>| {
        bytes.get(range).is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    digits(0..4)
        && bytes.get(4) == Some(&b'-')
        && digits(5..7)
        && !bytes.get(7).is_some_and(u8::is_ascii_digit)
}
