//! Where an entry goes into a claim file, so that every byte of what was there stays.

use std::ops::Range;

use super::entry::Entry;
use gainsay_core::text::Span;
use gainsay_yaml::{Editor, Node, NodeKind, Tree};

/// The section of entries.
const SECTION: &str = "accepted";

/// How far the items of a new section are indented where no other shows it.
const INDENT: usize = 2;

/// The text of a file with an entry put in, and the bytes of it that are new.
pub(super) struct Edit {
    pub(super) text: String,
    pub(super) new: Range<usize>,
}

/// Puts `entry` into the file `text`, whose tree is `tree`: at the end of the list of the document around `claim`, or of
/// the last one that has a list, else as a new section at the end of the last document.
///
/// `None` where the file is not written in a way that leaves an obvious place for it.
pub(super) fn insert(text: &str, tree: &Tree<'_>, claim: Span, entry: &Entry<'_>) -> Option<Edit> {
    let page = Page { editor: Editor::new(claim.file, text) };
    let documents = || tree.documents().filter(|root| root.kind() == NodeKind::Mapping);
    let around = documents().find(|root| root.span().start <= claim.start && claim.end <= root.span().end);
    let listed = |root: &Node<'_, '_>| root.entry(SECTION).is_some();
    let root = around.filter(listed).or(documents().filter(listed).last()).or(documents().last())?;
    let (at, new) = match root.entry(SECTION) {
        Some((_, list)) if list.kind() == NodeKind::Sequence => page.in_list(list, entry)?,
        Some((key, empty)) => page.in_empty(root, key, empty, entry)?,
        None => page.new_section(root, entry)?,
    };
    let (before, after) = text.split_at_checked(at)?;
    Some(Edit { text: [before, &new, after].concat(), new: at..at + new.len() })
}

/// The file that the entry goes into.
struct Page<'p> {
    editor: Editor<'p>,
}

/// A place in the file, and what goes there.
type Insertion = (usize, String);

impl Page<'_> {
    fn in_list(&self, list: Node<'_, '_>, entry: &Entry<'_>) -> Option<Insertion> {
        let (start, end) = (list.span().start as usize, list.span().end as usize);
        let last = list.items().last();
        if list.source().starts_with('[') {
            let flow = self.flow(list.source(), entry);
            return match last {
                Some(last) => self.after(last.span(), list.span(), &flow),
                None => Some((start + 1, flow)),
            };
        }
        if !list.source().starts_with('-') {
            return None;
        }
        let indent = self.editor.column(list.span().start)?;
        let braces = last.is_some_and(|last| last.source().starts_with('{'));
        let lines = self.item(indent, braces, entry)?;
        Some((self.editor.line_end(end)?, format!("{}{lines}", self.editor.newline())))
    }

    /// Below a key that has nothing under it yet.
    fn in_empty(
        &self,
        root: Node<'_, '_>,
        key: Node<'_, '_>,
        empty: Node<'_, '_>,
        entry: &Entry<'_>,
    ) -> Option<Insertion> {
        if empty.span() != key.span() || root.source().starts_with('{') {
            return None;
        }
        let indent = self.editor.column(key.span().start)?;
        let lines = self.item(indent + self.indent(root)?, false, entry)?;
        Some((self.editor.line_end(key.span().end as usize)?, format!("{}{lines}", self.editor.newline())))
    }

    fn new_section(&self, root: Node<'_, '_>, entry: &Entry<'_>) -> Option<Insertion> {
        let (key, _) = root.entries().next()?;
        if root.source().starts_with('{') {
            let quoted = key.source().starts_with('"');
            let name = if quoted { format!("\"{SECTION}\"") } else { SECTION.to_owned() };
            let (_, last) = root.entries().last()?;
            let entry = if quoted { entry.json() } else { entry.flow() };
            let (at, _) = self.after(last.span(), root.span(), "")?;
            let break_before = self.break_before(key.span().start as usize);
            let blank = if break_before.is_empty() { " " } else { "" };
            return Some((at, format!(",{blank}{break_before}{name}: [{entry}]")));
        }
        let (column, within) = (self.editor.column(key.span().start)?, self.indent(root)?);
        let section = format!("{}{SECTION}:{}", " ".repeat(column), self.editor.newline());
        let lines = format!("{section}{}", self.item(column + within, false, entry)?);
        let end = self.document_end(root.span().end as usize)?;
        Some(if end == 0 || self.editor.text()[..end].ends_with(['\n', '\r']) {
            (end, format!("{lines}{}", self.editor.newline()))
        } else {
            (end, format!("{}{lines}", self.editor.newline()))
        })
    }

    /// After `last`, the last of what the brackets `around` hold, with a comma before it and on a line of its own where
    /// `last` is on one.
    fn after(&self, last: Span, around: Span, new: &str) -> Option<Insertion> {
        // What an alias stands for is written elsewhere.
        let within = around.start < last.start && last.end < around.end;
        let break_before = self.break_before(last.start as usize);
        let blank = if break_before.is_empty() { " " } else { "" };
        within.then(|| (last.end as usize, format!(",{blank}{break_before}{new}")))
    }

    /// The line break and the blanks before `at`, if there is nothing else between them and it.
    fn break_before(&self, at: usize) -> String {
        let start = self.editor.line_start(at).unwrap_or_default();
        let blanks = &self.editor.text()[start..at];
        let alone = start > 0 && blanks.trim_matches([' ', '\t']).is_empty();
        if alone { format!("{}{blanks}", self.editor.newline()) } else { String::new() }
    }

    /// The entry within brackets, in the words of JSON where those of `beside` are.
    fn flow(&self, beside: &str, entry: &Entry<'_>) -> String {
        let inside = beside.trim_start_matches(['[', '{', ' ', '\t', '\r', '\n']);
        if inside.starts_with('"') || self.editor.is_json() { entry.json() } else { entry.flow() }
    }

    /// The entry as an item of a list that is so far indented, without a line break at its end.
    fn item(&self, indent: usize, braces: bool, entry: &Entry<'_>) -> Option<String> {
        let margin = " ".repeat(indent);
        if braces {
            return Some(format!("{margin}- {}", entry.flow()));
        }
        let mut lines = entry.block()?.into_iter();
        let mut item = format!("{margin}- {}", lines.next()?);
        for line in lines {
            item.push_str(self.editor.newline());
            if !line.is_empty() {
                item.extend([&margin, "  ", &line]);
            }
        }
        Some(item)
    }

    /// How far the lists of the document are indented below their keys.
    fn indent(&self, root: Node<'_, '_>) -> Option<usize> {
        let column = |node: Node<'_, '_>| self.editor.column(node.span().start);
        let list = root.entries().find(|(_, section)| section.source().starts_with('-'));
        Some(match list {
            Some((key, list)) => column(list)?.checked_sub(column(key)?)?,
            None => INDENT,
        })
    }

    /// Where the document that goes on at `at` ends: before the next marker, or at the end of the file.
    fn document_end(&self, at: usize) -> Option<usize> {
        let text = self.editor.text();
        let mut start = self.editor.line_end(at)?;
        while start < text.len() {
            let rest = &text[start..];
            let line = rest.trim_start_matches(['\n', '\r']);
            if line.starts_with("...") || line.starts_with("---") {
                return Some(start + rest.len() - line.len());
            }
            start = self.editor.line_end(start + rest.len() - line.len())?;
        }
        Some(start)
    }
}
