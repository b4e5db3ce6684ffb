//! A row of a table: its cells, each with its spot.

use std::borrow::Cow;
use std::ops::Range;

use super::model::Condition;
use gainsay_yaml::text::{FileId, Span, Text};
use gainsay_yaml::{Graft, Node, NodeKind};

/// A cell.
#[derive(Debug, Clone)]
pub(super) enum Cell<'r> {
    /// It says nothing.
    Empty,
    /// A text, and where and how it is written.
    Text { range: Range<u32>, text: Cow<'r, str>, exact: Exact },
    /// What JSON or YAML holds there.
    Node(Node<'r, 'r>),
}

/// How a text is written at its spot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exact {
    /// Byte for byte.
    Bytes,
    /// Byte for byte, but with each of these marks twice.
    Doubled(u8),
    /// Otherwise.
    No,
}

impl Exact {
    /// How many bytes `text` has in the file.
    fn length(self, text: &str) -> u32 {
        let twice = match self {
            Self::Doubled(mark) => text.bytes().filter(|byte| *byte == mark).count(),
            Self::Bytes | Self::No => 0,
        };
        (text.len() + twice) as u32
    }
}

/// A row, with the cells of the columns that are asked for.
#[derive(Debug)]
pub(super) struct Row<'r> {
    pub(super) range: Range<u32>,
    pub(super) cells: Vec<Cell<'r>>,
}

impl Cell<'_> {
    /// The text; nothing where there is none, or more than a text.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Empty => None,
            Self::Text { text, .. } => Some(text),
            Self::Node(node) => node.as_str(),
        }
    }

    /// Where it is written.
    pub(super) fn range(&self) -> Option<Range<u32>> {
        match self {
            Self::Empty => None,
            Self::Text { range, .. } => Some(range.clone()),
            Self::Node(node) => Some(node.span().start..node.span().end),
        }
    }

    /// Whether it is a number of JSON or YAML, which has a point before its decimals.
    pub(super) fn is_number(&self) -> bool {
        matches!(self, Self::Node(node) if node.is_plain() && node.as_str().is_some_and(|text| text.parse::<f64>().is_ok()))
    }

    /// Where the part of its text at `range` is written, which is in `file`; all of it where that is not byte for byte.
    pub(super) fn part(&self, range: &Range<usize>, file: FileId) -> Span {
        let whole = self.range().unwrap_or_default();
        let span = Span::new(file, whole.start, whole.end);
        match self {
            Self::Empty | Self::Text { exact: Exact::No, .. } => span,
            Self::Text { exact, text, .. } => {
                let at = |at: usize| exact.length(&text[..at]) as usize;
                span.part(at(range.start)..at(range.end))
            }
            Self::Node(node) => node.text().map_or(span, |text| text.part(range.clone())),
        }
    }

    /// Whether it says nothing: also where it holds one of `texts`.
    pub(super) fn is_empty(&self, texts: &[String]) -> bool {
        match self {
            Self::Empty => true,
            Self::Node(node) if node.kind() == NodeKind::Null => !node.is_broken(),
            _ => self
                .text()
                .is_some_and(|text| text.trim().is_empty() || texts.iter().any(|empty| empty == text)),
        }
    }

    /// Adds it to a tree as it is.
    pub(super) fn put(&self, graft: &mut Graft<'_>) {
        match self {
            Self::Empty => {}
            Self::Text { range, exact: Exact::Bytes, .. } => graft.plain(range.clone()),
            Self::Text { range, text, exact: Exact::Doubled(mark) } => {
                graft.doubled(range.clone(), &**text, *mark);
            }
            Self::Text { range, text, exact: Exact::No } => graft.decoded(range.clone(), &**text),
            Self::Node(node) => graft.copy(*node),
        }
    }

    /// The parts of its text between `marks`, none of them empty.
    pub(super) fn parts(&self, mark: &str) -> Vec<Cell<'static>> {
        let Some((text, whole)) = self.text().zip(self.range()) else { return Vec::new() };
        // As the file holds the text, so it does the parts.
        let (exact, mut from) = match self {
            Self::Text { exact, .. } => (*exact, whole.start),
            Self::Node(node) => match node.text().filter(Text::is_verbatim) {
                Some(text) => (Exact::Bytes, text.part(0..0).start),
                None => (Exact::No, whole.start),
            },
            Self::Empty => return Vec::new(),
        };
        let mut parts = Vec::new();
        for part in text.split(mark) {
            let name = part.trim();
            let before = &part[..part.len() - part.trim_start().len()];
            let start = from + exact.length(before);
            let range = if exact == Exact::No { whole.clone() } else { start..start + exact.length(name) };
            from += exact.length(part) + exact.length(mark);
            if !name.is_empty() {
                parts.push(Cell::Text { range, text: Cow::Owned(name.to_owned()), exact });
            }
        }
        parts
    }
}

impl Row<'_> {
    /// The cell of the column with the number `at`.
    pub(super) fn cell(&self, at: usize) -> &Cell<'_> {
        self.cells.get(at).unwrap_or(&Cell::Empty)
    }

    /// The first of these columns that says anything.
    pub(super) fn first(&self, columns: &[usize], empty: &[String]) -> Option<(usize, &Cell<'_>)> {
        columns.iter().map(|&at| (at, self.cell(at))).find(|(_, cell)| !cell.is_empty(empty))
    }

    /// Whether every column that `condition` names holds one of its texts.
    pub(super) fn meets(&self, condition: &Condition) -> bool {
        condition.0.iter().all(|(column, texts)| {
            let text = self.cell(*column).text().unwrap_or_default().trim();
            texts.iter().any(|pattern| matches(pattern, text))
        })
    }
}

/// Whether `text` is what `pattern` says, in which `*` stands for any text that is not empty as a whole.
fn matches(pattern: &str, text: &str) -> bool {
    if !pattern.contains('*') {
        return pattern == text;
    }
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else { return false };
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return !text.is_empty() && rest.ends_with(part);
        }
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_any_text() {
        for (pattern, text, expected) in [
            ("a", "a", true),
            ("a", "ab", false),
            ("*", "x", true),
            ("*", "", false),
            ("", "", true),
            ("a*", "ab", true),
            ("a*", "ba", false),
            ("*b*d", "abcd", true),
            ("*b*d", "abc", false),
            ("a*a", "a", false),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn parts_of_a_cell_have_spots_of_their_own() {
        let cell = |text: &'static str, length: u32, exact| Cell::Text {
            range: 10..10 + length,
            text: text.into(),
            exact,
        };
        let parts = |cell: &Cell<'_>| -> Vec<(String, Range<u32>)> {
            let parts = cell.parts(";").into_iter();
            parts.map(|part| (part.text().unwrap().to_owned(), part.range().unwrap())).collect()
        };
        let found = parts(&cell(" ap; bbc ;;", 11, Exact::Bytes));
        assert_eq!(found, [("ap".to_owned(), 11..13), ("bbc".to_owned(), 15..18)]);
        let found = parts(&cell("\"a\";b\"c", 10, Exact::Doubled(b'"')));
        assert_eq!(found, [("\"a\"".to_owned(), 10..15), ("b\"c".to_owned(), 16..20)]);
        assert_eq!(parts(&cell("ap;bbc", 6, Exact::No))[1].1, 10..16);
    }
}
