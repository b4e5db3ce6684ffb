//! Quotes, looked up in the archived copy of the report that they are from.
//!
//! Both texts are taken to words in a form in which what a quotation may change freely is the same (`words`), and the
//! copy is indexed once (`index`). A quote is in it where its words follow one another there (`exact`). Else the most
//! alike passage is sought around the rarest words of the quote (`near`), and the two are compared with each
//! other word by word (`difference`), so that nothing is ever aligned with the whole copy.

mod difference;
mod exact;
mod finding;
mod index;
mod insertions;
mod near;
mod numbers;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;

use self::insertions::without_insertions;
use self::words::{ELLIPSIS, Piece, QUOTATION, Token, tokens};

pub(super) use self::difference::{Difference, Side, cut};
pub(super) use self::finding::Quotes;
pub(super) use self::index::Index;

/// What looking a quote up came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Match {
    /// The copy holds it.
    Found,
    /// The copy holds something that is much like it.
    Differs(Difference),
    /// The copy holds all its pieces, but not one after the other. These are their bytes there.
    Scattered(Vec<Range<usize>>),
    /// The copy holds nothing like it.
    Absent,
}

/// Longer pieces are compared with the copy part by part where they are not in it as they are, so that none takes long.
const LONGEST: usize = 400;

/// Looks the quote `text` up in a copy.
///
/// Blanks and line breaks, hidden characters, Unicode forms, and the style of quotation marks, apostrophes, dashes and
/// ellipses do not count, nor does the case of its first letter, nor quotation marks around it. An ellipsis, bracketed or
/// not, stands for left-out text, and so do words that an editor put in brackets. A quote without any word is found everywhere.
pub(super) fn look_up(text: &str, index: &Index<'_>) -> Match {
    let tokens: Vec<Token<'_>> = tokens(text).collect();
    let as_written = pieces(tokens.iter().cloned());
    if as_written.is_empty() || exact::follow(&as_written, index) {
        return Match::Found;
    }
    let pieces = pieces(without_insertions(&tokens).into_iter());
    if exact::follow(&pieces, index) {
        return Match::Found;
    }
    let mut difference = Difference::default();
    let mut places = Vec::new();
    for piece in pieces.iter().flat_map(|piece| parts(piece)) {
        if let Some(&first) = exact::places(piece, index).first() {
            places.push(index.bytes(first).start..index.bytes(first + piece.len() - 1).end);
        } else if let Some(passage) = near::passage(piece, index) {
            difference.add(text, piece, &passage, index);
        } else {
            return Match::Absent;
        }
    }
    if difference.changes.is_empty() { Match::Scattered(places) } else { Match::Differs(difference) }
}

/// The pieces of a quote: without the marks next to what is left out, and without quotation marks around the whole.
fn pieces<'q>(tokens: impl Iterator<Item = Token<'q>>) -> Vec<Vec<Token<'q>>> {
    let mut pieces: Vec<Vec<Token<'_>>> = vec![Vec::new()];
    for token in tokens {
        if token.form == ELLIPSIS {
            pieces.push(Vec::new());
        } else if let Some(piece) = pieces.last_mut() {
            piece.push(token);
        }
    }
    let last = pieces.len() - 1;
    for (at, piece) in pieces.iter_mut().enumerate() {
        let loose = |token: &Token<'_>, outer: bool| !token.word && (!outer || token.form == QUOTATION);
        while piece.last().is_some_and(|token| loose(token, at == last)) {
            piece.pop();
        }
        let leading = piece.iter().take_while(|token| loose(token, at == 0)).count();
        piece.drain(..leading);
    }
    pieces.retain(|piece| piece.iter().any(|token| token.word));
    pieces
}

/// A piece in parts of about the same length.
fn parts<'p, 'q>(piece: &'p Piece<'q>) -> impl Iterator<Item = &'p Piece<'q>> {
    let count = piece.len().div_ceil(LONGEST).max(1);
    piece.chunks(piece.len().div_ceil(count).max(1))
}
