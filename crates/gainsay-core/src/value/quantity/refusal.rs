//! What is wrong with a wording, and what to do about it.

use std::ops::Range;

use super::token::Fault;
use crate::value::Unreadable;

/// What to write for a value whose words cannot be read as a number.
pub(super) const FIGURES: &str = "give the figures beside the words: `{ worded: ..., low: ..., high: ... }`";

pub(super) fn with_figures(message: impl Into<String>, range: Range<usize>) -> Unreadable {
    Unreadable::new(message, range).help(FIGURES)
}

/// A word that denies what follows.
pub(super) fn denial(range: Range<usize>) -> Unreadable {
    Unreadable::new("this word denies the number", range)
        .help("write the number without it, and give the claim `stance: denies`")
}

/// Words that say that there are more.
pub(super) fn not_only(range: Range<usize>) -> Unreadable {
    Unreadable::new("this says that there are more, but not how many", range)
        .help("write `more than` instead of it")
}

/// A number beside another one.
pub(super) fn second_number(range: Range<usize>) -> Unreadable {
    with_figures("this is a second number, and it does not make a range with the first", range)
}

pub(super) fn too_large(range: Range<usize>) -> Unreadable {
    Unreadable::new("this number is too large to calculate with", range)
        .help("numbers have at most 28 digits")
}

pub(super) fn no_number(range: Range<usize>) -> Unreadable {
    Unreadable::new("this is not a number that can be read", range)
        .help("write it in digits, such as `12,000` or `1.5 million`, with no more than 28 of them")
}

/// The words `range` make the number a difference.
pub(super) fn compares(range: Range<usize>) -> Unreadable {
    with_figures("this compares the number with another one", range)
}

/// So many persons each are an unknown number, where nothing says of how many.
pub(super) fn of_each(range: Range<usize>) -> Unreadable {
    with_figures("this number is for each of several, but not for how many", range)
}

/// None of some of those counted, such as children, is no count of all.
pub(super) fn of_some(range: Range<usize>) -> Unreadable {
    with_figures("this is none of some of them, not of all", range)
}

/// What is wrong with something that looks like a number.
pub(super) fn fault(fault: Fault, text: &str, range: Range<usize>) -> Unreadable {
    let written = &text[range.clone()];
    match fault {
        Fault::Form => no_number(range),
        Fault::Comma => Unreadable::new("this number begins with a comma", range)
            .help(format!("write `0.{written}` for a fraction", written = &written[1..])),
        Fault::Letter => {
            let letters = written.trim_start_matches(|c: char| !c.is_alphabetic());
            let message = format!("`{letters}` may be a unit here, or multiply the number");
            Unreadable::new(message, range)
                .help("write the unit or the number in full, such as `5 million` or `5 metres`")
        }
    }
}
