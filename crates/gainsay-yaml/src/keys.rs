//! What is wrong with the keys of a record.

use crate::text::{Code, Fix, Problem, Safety, Span, suggest};
use crate::tree::Node;

/// In a mapping of more keys than this, none is taken for a slip of another that is not there.
const MOST_KEYS: usize = 64;

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

/// The problem of the key of `mapping` that is none of `known`, with the one that was most likely meant.
///
/// It can be fixed where the mapping does not have that one, and no other key that may be a slip of it: unseen where it is the same
/// word, since another word may have been meant as it is written.
pub fn unknown_key<'k, C: From<Code>>(
    mapping: Node<'_, '_>,
    key: Node<'_, '_>,
    known: impl IntoIterator<Item = &'k str>,
) -> Problem<C> {
    let known: Vec<&str> = known.into_iter().collect();
    let word = key.as_str().unwrap_or_default();
    let near =
        suggest::near(word, known.iter().copied()).filter(|near| is_free(mapping, key, near.name, &known));
    let fix = near.and_then(|near| key.editor().write(key.span(), near.name, Safety::sure(near.same)));
    unknown(key).help(suggest::help(word, known)).fix(fix)
}

/// Makes the fix safe that writes `key` instead of an unknown key of `record`, if that is one slip of it; to be called where
/// `record` has to have that key and has not. The last of `problems` are those of the record.
pub fn sure_of_missing<C: From<Code> + PartialEq>(
    record: Node<'_, '_>,
    key: &str,
    problems: &mut [Problem<C>],
) {
    let (span, editor) = (record.span(), record.editor());
    let inside = |at: Span| at.file == span.file && span.start <= at.start && at.end <= span.end;
    let own = problems.iter_mut().rev().take(MOST_KEYS).take_while(|problem| inside(problem.span));
    let meant = |fix: &&mut Fix| {
        fix.edits.iter().all(|edit| {
            let word = editor.slice(edit.span).unwrap_or_default().trim_matches(['"', '\'']);
            edit.replacement.trim_matches(['"', '\'']) == key
                && suggest::near(word, [key]).is_some_and(|near| near.sure)
                && record.entries().any(|(entry, _)| entry.span() == edit.span)
        })
    };
    let unknown = own.filter(|problem| problem.code == Code::UnknownKey.into());
    unknown.flat_map(|problem| &mut problem.fixes).filter(meant).for_each(|fix| fix.safety = Safety::Safe);
}

/// Whether no key of `mapping` but `key` is, or may be meant for, the `name` out of `known`.
fn is_free(mapping: Node<'_, '_>, key: Node<'_, '_>, name: &str, known: &[&str]) -> bool {
    let meant =
        |other: &str| other == name || (!known.contains(&other) && suggest::closest(other, [name]).is_some());
    let mut others = mapping.entries().map(|(other, _)| other).filter(|other| other.id() != key.id());
    let free = others.by_ref().take(MOST_KEYS).all(|other| !other.as_str().is_some_and(meant));
    free && others.next().is_none()
}

/// The same without a word on what was meant.
pub(crate) fn unknown<C: From<Code>>(key: Node<'_, '_>) -> Problem<C> {
    let span = key.span();
    if span.start == span.end {
        let spot = word_before(key.file().1, span);
        return Problem::new(Code::UnknownKey.into(), spot, "an entry has an empty key");
    }
    Problem::new(Code::UnknownKey.into(), span, format!("unknown key `{}`", brief(key)))
}

/// The last word before `span`, which is empty: an anchor or a mark that nothing follows.
fn word_before(text: &str, span: Span) -> Span {
    let before = text.get(..span.start as usize).unwrap_or_default().trim_end();
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    Span::new(span.file, (before.len() - word.len()) as u32, before.len() as u32)
}

/// The problem of a `key` that has to be there and is not; `span` is what to underline for its record.
pub(crate) fn missing_key<C: From<Code>>(key: &str, span: Span) -> Problem<C> {
    Problem::new(Code::MissingKey.into(), span, format!("the key `{key}` is missing"))
}

/// Passes on the `value` that `record` has under `key`, or reports that the key is missing.
///
/// Nothing is reported where the key is there with a value that could not be read: that was reported before. `spot`
/// is what to underline for the record as a whole: its key, or its [`head`](Node::head).
pub fn require<T, C: From<Code> + PartialEq>(
    record: Node<'_, '_>,
    spot: Span,
    key: &str,
    value: Option<T>,
    problems: &mut Vec<Problem<C>>,
) -> Option<T> {
    if value.is_none() {
        match record.entry(key) {
            None => {
                sure_of_missing(record, key, problems);
                problems.push(missing_key(key, spot));
            }
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
    brief_text(node.as_str().unwrap_or_else(|| node.source()))
}

/// The first line of `text`, cut where it is long.
pub(crate) fn brief_text(text: &str) -> String {
    const LONGEST: usize = 40;
    let line = text.lines().next().unwrap_or_default();
    let cut = line.char_indices().nth(LONGEST).map_or(line.len(), |(at, _)| at);
    let ellipsis = if cut < text.len() { "…" } else { "" };
    format!("{}{ellipsis}", &line[..cut])
}
