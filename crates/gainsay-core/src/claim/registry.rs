//! The sections that declare sources, subjects and places.

use super::format::{PlaceKeys, SourceKeys, SubjectKeys};
use super::reader::Reader;
use super::record::key_text;
use super::section::{Keys, Kind, Section};
use super::{Registry, Source};
use crate::problem::{Code, Problem};
use gainsay_yaml::text::{Name, Span, Spanned, Text};
use gainsay_yaml::{Node, NodeKind, decode};

/// Everything that is declared, and what its names stand for.
#[derive(Debug)]
pub(super) struct Declarations {
    pub(super) sources: Section,
    /// The reliability and the language of each source, in their order.
    graded: Vec<(Option<Spanned<char>>, Option<Text>)>,
    pub(super) subjects: Section,
    pub(super) places: Section,
}

impl Declarations {
    pub(super) fn new() -> Self {
        Self {
            sources: Section::new(Kind::SOURCE),
            graded: Vec::new(),
            subjects: Section::new(Kind::SUBJECT),
            places: Section::new(Kind::PLACE),
        }
    }

    /// Declares the entries of the section `key`.
    pub(super) fn read(&mut self, reader: &mut Reader<'_>, key: &str, section: Node<'_, '_>) {
        if section.kind() != NodeKind::Mapping {
            not_entries(reader, key, section);
            return;
        }
        match key {
            "sources" => self.sources.written_at(section),
            "subjects" => self.subjects.written_at(section),
            _ => self.places.written_at(section),
        }
        for (id, entry) in section.entries() {
            let Some(id) = name(reader, id) else { continue };
            match key {
                "sources" => self.source(reader, id, entry),
                "subjects" => {
                    let SubjectKeys { name, part_of: parent, parts, aliases } = keys(reader, entry);
                    let keys = Keys { name, aliases, parent, parts, written: written(entry) };
                    self.subjects.declare(reader, id, keys);
                }
                _ => {
                    let PlaceKeys { name, within: parent, parts, aliases } = keys(reader, entry);
                    let keys = Keys { name, aliases, parent, parts, written: written(entry) };
                    self.places.declare(reader, id, keys);
                }
            }
        }
    }

    fn source(&mut self, reader: &mut Reader<'_>, id: Spanned<Name>, entry: Node<'_, '_>) {
        let SourceKeys { name, part_of: parent, reliability, lang, aliases } = keys(reader, entry);
        let reliability = reliability.and_then(|text| code(reader, &text));
        let number = self.sources.declare(reader, id, Keys { name, aliases, parent, ..Keys::default() });
        match self.graded.get_mut(number) {
            Some((first, spoken)) => {
                *first = first.or(reliability);
                *spoken = spoken.take().or(lang);
            }
            None => self.graded.push((reliability, lang)),
        }
    }

    /// Looks up what the entries say of each other.
    pub(super) fn resolve_all(&mut self, reader: &mut Reader<'_>) {
        for section in [&mut self.sources, &mut self.subjects, &mut self.places] {
            section.resolve_all(reader);
        }
    }

    pub(super) fn into_registry(self) -> Registry {
        let sources = self.sources.entries.into_iter().zip(self.graded);
        let source = |((id, named), (reliability, lang))| (id, Source { named, reliability, lang });
        Registry {
            sources: sources.map(source).collect(),
            subjects: self.subjects.entries,
            places: self.places.entries,
        }
    }
}

/// The id that a key declares.
fn name(reader: &mut Reader<'_>, key: Node<'_, '_>) -> Option<Spanned<Name>> {
    let text = key_text(key).filter(|text| !text.as_str(reader.files).trim().is_empty());
    match text {
        Some(text) => Some(reader.name(&text)),
        None if key.is_broken() => None,
        None => {
            reader.problems.push(Problem::new(Code::InvalidValue, key.span(), "an id has to be a name"));
            None
        }
    }
}

/// Where the keys of an entry are, and the last value among them.
fn written(node: Node<'_, '_>) -> Option<(Span, Span)> {
    let last = (node.kind() == NodeKind::Mapping).then(|| node.entries().last()).flatten();
    last.map(|(_, value)| (node.span(), value.span()))
}

/// The keys of the entry at `node`; one that cannot be read is declared by its id alone.
fn keys<'a, T: serde::Deserialize<'a> + Default>(reader: &mut Reader<'_>, node: Node<'_, 'a>) -> T {
    if node.kind() == NodeKind::Null {
        return T::default();
    }
    decode(node, &mut reader.problems).unwrap_or_default()
}

fn code(reader: &mut Reader<'_>, text: &Text) -> Option<Spanned<char>> {
    let written = text.as_str(reader.files);
    let mut letters = written.chars();
    if let (Some(code @ 'A'..='F'), None) = (letters.next(), letters.next()) {
        return Some(Spanned::new(code, text.span));
    }
    let help = "the Admiralty code runs from `A` (completely reliable) to `F` (cannot be judged)";
    let message = format!("unknown reliability `{written}`");
    reader.problems.push(Problem::new(Code::InvalidValue, text.span, message).help(help));
    None
}

fn not_entries(reader: &mut Reader<'_>, key: &str, section: Node<'_, '_>) {
    if section.kind() != NodeKind::Null {
        let problem =
            Problem::new(Code::WrongType, section.span(), format!("`{key}` takes a mapping of ids"))
                .help(format!("write `{key}:`, and below it one `id: {{ name: ... }}` a line"));
        reader.problems.push(problem);
    }
}
