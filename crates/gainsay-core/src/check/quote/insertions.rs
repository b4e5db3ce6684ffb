//! What an editor puts into a quote, in square brackets.

use std::borrow::Cow;

use super::words::{ELLIPSIS, Token};

/// The tokens of a quote as its source may have said them. Words that an editor put in brackets stand for whatever the source
/// has there, as left-out text does; letters in brackets belong to the word that they are part of: `[t]he`.
pub(super) fn without_insertions<'q>(tokens: &[Token<'q>]) -> Vec<Token<'q>> {
    let mut said: Vec<Token<'q>> = Vec::new();
    let mut rest = tokens;
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        let Some(inside) = bracketed(first, behind) else {
            said.push(first.clone());
            continue;
        };
        let end = &behind[inside.len()];
        rest = &behind[inside.len() + 1..];
        let begun = said.pop_if(|word| word.word && word.range.end == first.range.start);
        let goes_on = rest.first().filter(|word| word.word && word.range.start == end.range.end);
        if let ([letters], true) = (inside, begun.is_some() || goes_on.is_some()) {
            let parts = || begun.iter().chain([letters]).chain(goes_on);
            let range = parts().map(|part| part.range.start).min().unwrap_or_default()
                ..parts().map(|part| part.range.end).max().unwrap_or_default();
            let form = Cow::Owned(parts().map(|part| part.form.as_ref()).collect());
            rest = &rest[usize::from(goes_on.is_some())..];
            said.push(Token { form, range, word: true });
        } else {
            said.extend(begun);
            let range = first.range.start..end.range.end;
            said.push(Token { form: Cow::Borrowed(ELLIPSIS), range, word: false });
        }
    }
    said
}

/// The tokens between the bracket `first` and the one that closes it, where there is a word among them.
fn bracketed<'t, 'q>(first: &Token<'q>, behind: &'t [Token<'q>]) -> Option<&'t [Token<'q>]> {
    let end = behind.iter().position(|token| matches!(token.form.as_ref(), "[" | "]"))?;
    let inside = &behind[..end];
    let closed = first.form == "[" && behind[end].form == "]";
    (closed && inside.iter().any(|token| token.word)).then_some(inside)
}
