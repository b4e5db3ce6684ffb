//! Comments that accept what is found at the record beside them: `# gainsay: accept CODE reason`.

use gainsay_yaml::text::{Files, Span};
use gainsay_yaml::{Node, NodeKind};

use super::InlineAccepted;

/// The word that begins such a comment; a colon follows.
pub(super) const WORD: &str = "gainsay";

/// Reads `comments`, each with whether its file could be read to its end; `records` are the spans of all records of their files.
pub(super) fn read(
    files: &Files,
    comments: impl Iterator<Item = (Span, bool)>,
    mut records: Vec<Span>,
) -> Vec<InlineAccepted> {
    records.sort_unstable();
    records.dedup();
    comments.filter_map(|(comment, whole)| one(files, comment, whole, &records)).collect()
}

/// What `comment` says; nothing where it is a comment of another kind.
fn one(files: &Files, comment: Span, whole: bool, records: &[Span]) -> Option<InlineAccepted> {
    let text = files.slice(comment);
    let begins = text.trim_start_matches(['#', ' ', '\t']);
    let begin = text.len() - begins.len();
    let word = begins.get(..WORD.len()).filter(|word| word.eq_ignore_ascii_case(WORD))?;
    let said = begins.strip_prefix(word)?.trim_start_matches([' ', '\t']).strip_prefix(':')?;
    let exact = word == WORD && begins.len() == WORD.len() + 1 + said.len();
    // In other letters or with a blank it is meant for nobody else if it goes on as such a comment does.
    if !exact && !said.split_whitespace().next().is_some_and(|verb| verb.eq_ignore_ascii_case("accept")) {
        return None;
    }
    let mut words = Words { text, at: text.len() - said.len() };
    let [verb, rule] = std::array::from_fn(|_| words.next().map(|word| comment.part(word)));
    Some(InlineAccepted {
        span: comment.part(begin..text.len()),
        verb,
        rule,
        reason: words.rest().map(|rest| comment.part(rest)),
        record: beside(&files.get(comment.file).text, comment, records),
        whole,
    })
}

/// The words of a text, one by one.
struct Words<'t> {
    text: &'t str,
    at: usize,
}

impl Words<'_> {
    /// What is left, without the blanks before it.
    fn rest(&mut self) -> Option<std::ops::Range<usize>> {
        let rest = self.text[self.at..].trim_start();
        self.at = self.text.len() - rest.len();
        (!rest.is_empty()).then_some(self.at..self.text.len())
    }

    fn next(&mut self) -> Option<std::ops::Range<usize>> {
        let rest = self.rest()?;
        let word = self.text[rest.clone()].split_whitespace().next()?;
        self.at = rest.start + word.len();
        Some(rest.start..self.at)
    }
}

/// The record that `comment` is in, at the end of a line of, or on a line before.
fn beside(text: &str, comment: Span, records: &[Span]) -> Option<Span> {
    let next = records.partition_point(|record| (record.file, record.start) < (comment.file, comment.start));
    let here = |record: &&Span| record.file == comment.file;
    let before = next.checked_sub(1).and_then(|at| records.get(at)).filter(here);
    let written = |from: u32, to: u32| text.get(from as usize..to as usize).unwrap_or_default();
    let on_its_line = |record: &&Span| {
        let end = record.end.min(comment.start);
        end < record.end || !written(end, comment.start).contains(['\n', '\r'])
    };
    let behind = before.filter(on_its_line);
    let ahead = || {
        let record = records.get(next).filter(here)?;
        leads_on(written(comment.end, record.start)).then_some(record)
    };
    behind.or_else(ahead).copied()
}

/// Whether `between`, from the end of a comment to the start of a record, has nothing but further comments, a line each, and what
/// begins an item of a list.
fn leads_on(between: &str) -> bool {
    let between = between.replace("\r\n", "\n").replace('\r', "\n");
    let mut lines = between.split('\n');
    // The comment goes to the end of its own line.
    let (Some(""), Some(begins)) = (lines.next(), lines.next_back()) else { return false };
    let begins_item = |word: &str| matches!(word, "-" | "," | "?") || word.starts_with(['&', '!']);
    lines.all(|line| line.trim_start().starts_with('#')) && begins.split_whitespace().all(begins_item)
}

/// The spans of the records in the section `node`: the items of a list, or entries with their keys.
pub(super) fn records<'t>(node: Node<'t, '_>) -> impl Iterator<Item = Span> + use<'t> {
    let mut spans: Vec<Span> = node.items().map(Node::span).collect();
    if node.kind() == NodeKind::Mapping {
        spans.extend(node.entries().map(|(key, value)| {
            let (key, value) = (key.span(), value.span());
            // What an alias stands for is written elsewhere.
            if value.start < key.start { key } else { Span { end: key.end.max(value.end), ..key } }
        }));
    }
    spans.into_iter()
}
