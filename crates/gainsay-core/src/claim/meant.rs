//! Words that people write for keys of a claim.

use crate::problem::{Code, Problem};
use gainsay_yaml::Node;
use gainsay_yaml::text::{Safety, suggest};

/// What people call keys of a claim, with the keys that they may mean.
const WORDS: [(&str, &[&str]); 7] = [
    ("date", &["as-of", "published"]),
    ("figure", &["value"]),
    ("number", &["value"]),
    ("count", &["value"]),
    ("amount", &["value"]),
    ("author", &["source"]),
    ("who", &["source"]),
];

/// No more problems of one record are looked at.
const MOST: usize = 64;

/// The keys that `word` may mean in `record`; none where it has one of them.
pub(super) fn meant(record: Node<'_, '_>, word: &str) -> &'static [&'static str] {
    let known = WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word));
    known
        .map(|(_, keys)| *keys)
        .filter(|keys| keys.iter().all(|key| record.get(key).is_none()))
        .unwrap_or_default()
}

/// Asks for the keys that may be meant by the unknown keys of `record`, where people call them so. A key that alone may be meant, and by
/// no other of them, can be written instead.
pub(super) fn ask(record: Node<'_, '_>, problems: &mut [Problem]) {
    let named = |node: Node<'_, '_>| node.as_str().map_or(&[][..], |word| meant(record, word));
    for problem in problems.iter_mut().take(MOST).filter(|problem| problem.code == Code::UnknownKey) {
        let mut entries = record.entries().map(|(key, _)| key);
        let Some(key) = entries.find(|key| key.span() == problem.span) else { continue };
        let keys = named(key);
        if keys.is_empty() {
            continue;
        }
        problem.help = Some(format!("did you mean `{}`?", keys.join("` or `")));
        let alike = |other: Node<'_, '_>| {
            named(other) == keys
                || other.as_str().is_some_and(|word| suggest::closest(word, keys.iter().copied()).is_some())
        };
        let alone = record.entries().filter(|(other, _)| alike(*other)).take(2).count() == 1;
        let only = keys.first().filter(|_| alone && keys.len() == 1);
        let fix = only.and_then(|name| key.editor().write(key.span(), name, Safety::Suggested));
        problem.fixes = fix.into_iter().collect();
    }
}
