//! Keys of a report that are written beside it.

use crate::problem::{Code, Problem};
use gainsay_yaml::text::{Edit, Fix, Safety};
use gainsay_yaml::{Node, NodeKind};

/// How far the keys of a report are indented where none shows it.
const INDENT: usize = 2;

/// The keys of a document that belong below its `report`.
#[derive(Default)]
pub(super) struct Misplaced<'t, 'a> {
    keys: Vec<Entry<'t, 'a>>,
    /// How many keys of the document are before its first report, and what that says, if anything.
    report: Option<(usize, Option<Node<'t, 'a>>)>,
    /// How many are before the first list of claims.
    claims: Option<usize>,
    /// How many keys there are.
    count: usize,
}

struct Entry<'t, 'a> {
    name: &'static str,
    key: Node<'t, 'a>,
    value: Node<'t, 'a>,
    /// How many keys of the document are before it.
    number: usize,
}

impl<'t, 'a> Misplaced<'t, 'a> {
    /// Notes a section.
    pub(super) fn section(&mut self, name: &str, key: Node<'t, 'a>, section: Node<'t, 'a>) {
        let number = self.count;
        self.count += 1;
        match name {
            "report" => {
                let said = Some(section).filter(|_| section.span() != key.span());
                self.report.get_or_insert((number, said));
            }
            "claims" => _ = self.claims.get_or_insert(number),
            _ => {}
        }
    }

    /// Notes a key of a report that is written beside it.
    pub(super) fn key(&mut self, name: &'static str, key: Node<'t, 'a>, value: Node<'t, 'a>) {
        self.keys.push(Entry { name, key, value, number: self.count });
        self.count += 1;
    }

    /// The keys.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.keys.iter().map(|entry| entry.name)
    }

    /// What is to be reported; `braces` says that the document is written in such. One fix moves all keys.
    pub(super) fn problems(&self, braces: bool) -> impl Iterator<Item = Problem> {
        let mut fix = if braces { None } else { self.fix() };
        self.keys.iter().map(move |Entry { name, key, .. }| {
            let message = format!("`{name}` belongs below `report`, not beside it");
            Problem::new(Code::MisplacedKey, key.span(), message)
                .label("claims without it are not compared")
                .help("write it below `report:`, indented further")
                .fix(fix.take())
        })
    }

    /// The fix that moves the keys below the report: where they follow right behind it, or there is none and they come before the
    /// claims.
    fn fix(&self) -> Option<Fix> {
        let (first, last) = (self.keys.first()?, self.keys.last()?);
        let in_a_row = last.number - first.number + 1 == self.keys.len();
        let once =
            |entry: &Entry<'_, '_>| self.names().filter(|name| *name == entry.name).take(2).count() == 1;
        if !in_a_row || self.keys.len() > super::format::KEYS.len() || !self.keys.iter().all(once) {
            return None;
        }
        let editor = first.key.editor();
        let at_margin = |entry: &Entry<'_, '_>| editor.column(entry.key.span().start) == Some(0);
        let (from, to) =
            (first.key.span().start as usize, last.value.span().end.max(last.key.span().end) as usize);
        let edits = |indent| editor.indent(from, to, indent).filter(|_| self.keys.iter().all(at_margin));
        let Some((number, report)) = self.report else {
            let early = self.claims.is_none_or(|claims| last.number < claims);
            let edits = edits(INDENT).filter(|_| early)?;
            return Some(moved(Safety::Suggested, below_new(edits, editor.newline())));
        };
        if number + 1 != first.number {
            return None;
        }
        let Some(report) = report else { return Some(moved(Safety::Safe, edits(INDENT)?)) };
        let free = self.names().all(|name| report.get(name).is_none());
        let indent = editor.column(report.span().start)?;
        let fits = free && report.kind() == NodeKind::Mapping && !report.source().starts_with('{');
        Some(moved(Safety::Suggested, edits(indent).filter(|_| fits)?))
    }
}

fn moved(safety: Safety, edits: Vec<Edit>) -> Fix {
    let title = if edits.len() == 1 { "move it below `report:`" } else { "move these keys below `report:`" };
    Fix { title: title.to_owned(), safety, edits }
}

/// The same below a new key `report`.
fn below_new(mut edits: Vec<Edit>, newline: &str) -> Vec<Edit> {
    if let Some(first) = edits.first_mut() {
        first.replacement.insert_str(0, &format!("report:{newline}"));
    }
    edits
}
