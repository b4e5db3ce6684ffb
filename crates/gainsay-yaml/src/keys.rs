//! What is wrong with the keys of a record.

use crate::text::{Code, Problem, Span, suggest};
use crate::tree::Node;

/// The problem of the key `again`, which its mapping has before as `first`.
#[must_use]
pub fn duplicate_key<C: From<Code>>(first: Node<'_, '_>, again: Node<'_, '_>) -> Problem<C> {
    Problem::new(
        Code::DuplicateKey.into(),
        again.span(),
        format!("the key `{}` is defined twice", brief(again)),
    )
    .label("this one is ignored")
    .related(first.span(), "the first one")
}

/// The problem of a key that is none of `known`, with the one that was most likely meant.
pub fn unknown_key<'k, C: From<Code>>(
    key: Node<'_, '_>,
    known: impl IntoIterator<Item = &'k str>,
) -> Problem<C> {
    unknown(key).help(suggest::help(key.as_str().unwrap_or_default(), known))
}

/// The same without a word on what was meant.
pub(crate) fn unknown<C: From<Code>>(key: Node<'_, '_>) -> Problem<C> {
    Problem::new(Code::UnknownKey.into(), key.span(), format!("unknown key `{}`", brief(key)))
}

/// The problem of a `key` that has to be there and is not; `span` is what to underline for its record.
pub(crate) fn missing_key<C: From<Code>>(key: &str, span: Span) -> Problem<C> {
    Problem::new(Code::MissingKey.into(), span, format!("the key `{key}` is missing"))
}

/// Passes on the `value` that `record` has under `key`, or reports that the key is missing.
///
/// Nothing is reported where the key is there with a value that could not be read: that was reported before. `spot`
/// is what to underline for the record as a whole: its key, or its [`head`](Node::head).
pub fn require<T, C: From<Code>>(
    record: Node<'_, '_>,
    spot: Span,
    key: &str,
    value: Option<T>,
    problems: &mut Vec<Problem<C>>,
) -> Option<T> {
    if value.is_none() {
        match record.entry(key) {
            None => problems.push(missing_key(key, spot)),
            Some((at, empty)) if empty.is_null() => {
                let message = format!("the key `{}` has no value", brief(at));
                problems.push(Problem::new(Code::MissingKey.into(), at.span(), message));
            }
            Some(_) => {}
        }
    }
    value
}

/// The text of a node, cut where it is long.
pub(crate) fn brief(node: Node<'_, '_>) -> String {
    const LONGEST: usize = 40;
    let text = node.as_str().unwrap_or_else(|| node.source());
    let line = text.lines().next().unwrap_or_default();
    let cut = line.char_indices().nth(LONGEST).map_or(line.len(), |(at, _)| at);
    let ellipsis = if cut < text.len() { "…" } else { "" };
    format!("{}{ellipsis}", &line[..cut])
}
