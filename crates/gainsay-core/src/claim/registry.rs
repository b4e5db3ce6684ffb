//! The sections that declare sources, subjects and places.

use super::draft::{PlaceDraft, SourceDraft, SubjectDraft};
use super::kin::{Kin, Ledger};
use super::sheet::key_text;
use super::{Named, Place, Registry, Source, Subject};
use gainsay_yaml::text::{Name, Problem, Spanned, Text};
use gainsay_yaml::{Node, NodeKind, decode};

/// Everything that is declared, and what its names stand for.
#[derive(Debug, Default)]
pub(super) struct Declared {
    pub(super) sources: Kin<Source>,
    pub(super) subjects: Kin<Subject>,
    pub(super) places: Kin<Place>,
}

impl Declared {
    /// Declares the entries of the section `key`; other sections are none of its business.
    pub(super) fn read(&mut self, ledger: &mut Ledger<'_>, key: &str, section: Node<'_, '_>) {
        if section.kind() != NodeKind::Mapping {
            not_entries(ledger, key, section);
            return;
        }
        for (id, entry) in section.entries() {
            let Some(id) = name(ledger, id) else { continue };
            match key {
                "sources" => self.source(ledger, id, entry),
                "subjects" => self.subject(ledger, id, entry),
                _ => self.place(ledger, id, entry),
            }
        }
    }

    /// Settles what the entries say of each other.
    pub(super) fn settle(&mut self, ledger: &mut Ledger<'_>) {
        self.sources.settle(ledger);
        self.subjects.settle(ledger);
        self.places.settle(ledger);
    }

    pub(super) fn into_registry(self) -> Registry {
        Registry {
            sources: self.sources.entries,
            subjects: self.subjects.entries,
            places: self.places.entries,
        }
    }

    fn source(&mut self, ledger: &mut Ledger<'_>, id: Spanned<Name>, entry: Node<'_, '_>) {
        let SourceDraft { name, part_of, reliability, aliases } = draft(ledger, entry);
        let reliability = reliability.and_then(|text| code(ledger, &text));
        let source = Source { named: Named { id, name, aliases: Vec::new() }, part_of: None, reliability };
        self.sources.declare(ledger, source, aliases, part_of);
    }

    fn subject(&mut self, ledger: &mut Ledger<'_>, id: Spanned<Name>, entry: Node<'_, '_>) {
        let SubjectDraft { name, aliases } = draft(ledger, entry);
        let subject = Subject { named: Named { id, name, aliases: Vec::new() } };
        self.subjects.declare(ledger, subject, aliases, None);
    }

    fn place(&mut self, ledger: &mut Ledger<'_>, id: Spanned<Name>, entry: Node<'_, '_>) {
        let PlaceDraft { name, within, aliases } = draft(ledger, entry);
        let place = Place { named: Named { id, name, aliases: Vec::new() }, within: None };
        self.places.declare(ledger, place, aliases, within);
    }
}

/// The id that a key declares.
fn name(ledger: &mut Ledger<'_>, key: Node<'_, '_>) -> Option<Spanned<Name>> {
    let text = key_text(key).filter(|text| !text.as_str(ledger.files).trim().is_empty());
    match text {
        Some(text) => Some(ledger.name(&text)),
        None if key.is_broken() => None,
        None => {
            ledger.problems.push(Problem::new("invalid-value", key.span(), "an id has to be a name"));
            None
        }
    }
}

/// The entry at `node`; one that cannot be read is declared by its id alone.
fn draft<'a, T: serde::Deserialize<'a> + Default>(ledger: &mut Ledger<'_>, node: Node<'_, 'a>) -> T {
    if node.kind() == NodeKind::Null {
        return T::default();
    }
    decode(node, &mut ledger.problems).unwrap_or_default()
}

fn code(ledger: &mut Ledger<'_>, text: &Text) -> Option<Spanned<char>> {
    let written = text.as_str(ledger.files);
    let mut letters = written.chars();
    if let (Some(code @ 'A'..='F'), None) = (letters.next(), letters.next()) {
        return Some(Spanned::new(code, text.span));
    }
    let help = "the Admiralty code runs from `A` (completely reliable) to `F` (cannot be judged)";
    let message = format!("unknown reliability `{written}`");
    ledger.problems.push(Problem::new("invalid-value", text.span, message).help(help));
    None
}

fn not_entries(ledger: &mut Ledger<'_>, key: &str, section: Node<'_, '_>) {
    if section.kind() != NodeKind::Null {
        let problem = Problem::new("wrong-type", section.span(), format!("`{key}` takes a mapping of ids"))
            .help(format!("write `{key}:`, and below it one `id: {{ name: ... }}` a line"));
        ledger.problems.push(problem);
    }
}
