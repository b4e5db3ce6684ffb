//! Where a copy holds the very words of a quote.

use super::index::{Form, Index, UNKNOWN};
use super::words::{Piece, Token};

/// How many words and marks may be left out where a quote has an ellipsis: about a page.
const REACH: usize = 600;

/// A quote of more pieces than this is never found as a whole, so that none takes long.
const PIECES: usize = 32;

/// Whether the copy holds all pieces one after the other, each at most [`REACH`] after the one before.
pub(super) fn follow(pieces: &[Vec<Token<'_>>], index: &Index<'_>) -> bool {
    let Some((first, rest)) = pieces.split_first().filter(|_| pieces.len() <= PIECES) else { return false };
    let mut ends: Vec<usize> = places(first, index).iter().map(|start| start + first.len()).collect();
    for piece in rest {
        let mut ended = ends.iter().copied().peekable();
        let mut last = None;
        let reached = |start: &usize| {
            while let Some(end) = ended.next_if(|end| end <= start) {
                last = Some(end);
            }
            last.is_some_and(|end| start - end <= REACH)
        };
        ends = places(piece, index).into_iter().filter(reached).map(|start| start + piece.len()).collect();
    }
    !ends.is_empty()
}

/// The tokens of the copy at which it holds `piece`, ascending. The case of its first letter does not count.
pub(super) fn places(piece: &Piece<'_>, index: &Index<'_>) -> Vec<usize> {
    let mut wanted = vec![forms(piece, index)];
    if let Some(first) = piece.iter().position(|token| token.word) {
        let mut turned = wanted[0].clone();
        turned[first] = index.form(&turned_first(&piece[first].form));
        wanted.push(turned);
    }
    wanted.retain(|forms| !forms.contains(&UNKNOWN));
    let rarest = piece
        .iter()
        .enumerate()
        .filter(|(_, token)| token.word)
        .map(|(at, token)| (at, index.places(index.folded(&token.form))))
        .min_by_key(|(_, places)| places.len());
    let mut found: Vec<usize> = match rarest {
        // Few enough to look at each, whatever stands there.
        Some((at, places)) if places.len().saturating_mul(piece.len()) <= index.len() => {
            let starts = places.iter().filter_map(|&word| index.token_of(word as usize).checked_sub(at));
            starts.filter(|&start| wanted.iter().any(|forms| stand_at(forms, start, index))).collect()
        }
        _ => wanted.iter().flat_map(|forms| scan(forms, index)).collect(),
    };
    found.sort_unstable();
    found.dedup();
    found
}

/// The forms of the tokens of a piece.
pub(super) fn forms(piece: &Piece<'_>, index: &Index<'_>) -> Vec<Form> {
    piece.iter().map(|token| index.form(&token.form)).collect()
}

/// The word with its first letter in the other case.
pub(super) fn turned_first(word: &str) -> String {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return String::new() };
    let upper = first.is_uppercase();
    let turned: String = if upper { first.to_lowercase().collect() } else { first.to_uppercase().collect() };
    turned + chars.as_str()
}

fn stand_at(forms: &[Form], start: usize, index: &Index<'_>) -> bool {
    forms.iter().enumerate().all(|(at, &form)| index.form_at(start + at) == Some(form))
}

/// All places of `forms`, in time that grows with the copy alone (Knuth, Morris, Pratt 1977).
fn scan(forms: &[Form], index: &Index<'_>) -> Vec<usize> {
    // How long the longest start of `forms` is that also ends at each of them.
    let mut borders = vec![0; forms.len()];
    let mut length = 0;
    for at in 1..forms.len() {
        while length > 0 && forms[at] != forms[length] {
            length = borders[length - 1];
        }
        length += usize::from(forms[at] == forms[length]);
        borders[at] = length;
    }
    let mut found = Vec::new();
    let mut met = 0;
    for at in 0..index.len() {
        while met > 0 && index.form_at(at) != Some(forms[met]) {
            met = borders[met - 1];
        }
        met += usize::from(index.form_at(at) == Some(forms[met]));
        if met == forms.len() {
            found.push(at + 1 - met);
            met = borders[met - 1];
        }
    }
    found
}
