//! Dates in words: days, months and years by their names, parts of them, and what counts from the claim's own date.

mod holiday;
mod lex;
mod named;
mod numeric;
mod parts;
mod point;
mod range;
mod reader;
mod relative;
mod span;
mod told;
mod wrong;

use std::cell::{Cell, RefCell};
use std::ops::Range;

pub(super) use self::holiday::{Holiday, holiday};
pub(super) use self::parts::parts;
use self::reader::Reader;
pub(super) use self::span::Meant;
pub(super) use self::told::Lean;
pub use self::told::Told;
pub(super) use self::wrong::needs_date;
use super::Unreadable;
use super::lexis::Role;
use super::vocabulary::Vocabulary;

/// No date in words is longer, in bytes, so a long text need not be searched.
const LONGEST: usize = 120;

/// Reads the date that `text` is as a whole; nothing where it is none. What is wrong with a date that is none is an error.
pub(super) fn read(
    text: &str,
    told: Told,
    lean: Lean,
    vocabulary: Vocabulary<'_>,
) -> Result<Option<Meant>, Unreadable> {
    if text.len() > LONGEST {
        return Ok(None);
    }
    let reader =
        Reader { text, told, lean, vocabulary, needs_date: Cell::new(false), wrong: RefCell::new(None) };
    let tokens = lex::tokens(text, vocabulary.words);
    if let Some(meant) = reader.whole_text(&tokens) {
        return Ok(Some(meant));
    }
    let all = 0..text.len();
    if let Some(wrong) = reader.wrong.take() {
        return Err(wrong.unreadable(text, all));
    }
    if reader.needs_date.get() {
        return Err(needs_date(all));
    }
    Ok(None)
}

/// Why a text is not a date: at the first words in it that no date has, else at all of it.
pub(super) fn unreadable(text: &str, vocabulary: Vocabulary<'_>) -> Unreadable {
    let tokens = if text.len() > LONGEST { Vec::new() } else { lex::tokens(text, vocabulary.words) };
    let other = |token: &lex::Token| matches!(token.is, lex::Is::Word(Role::Earlier | Role::Later));
    if tokens.len() > 1 && tokens.last().is_some_and(other) {
        return Unreadable::new("this counts from another day without saying which", 0..text.len())
            .help("write the day itself, such as `2024-10-27`");
    }
    Unreadable::new("this is not a date", blame(text, vocabulary))
        .help("write `2024-10-27`, `2024-10` or `2024-10-27/2024-10-28`, or `{ worded: ..., low: 2024-10-27, high: 2024-10-28 }`")
}

/// The first words of `text` that no date has, else all of it.
fn blame(text: &str, vocabulary: Vocabulary<'_>) -> Range<usize> {
    let tokens = if text.len() > LONGEST { Vec::new() } else { lex::tokens(text, vocabulary.words) };
    let unknown = tokens.iter().position(|token| token.is == lex::Is::Other);
    // Several strange words in a row are one.
    match unknown {
        Some(first) => {
            let last = tokens[first..].iter().take_while(|token| token.is == lex::Is::Other).last();
            tokens[first].range.start..last.map_or(text.len(), |last| last.range.end)
        }
        None => 0..text.len(),
    }
}
