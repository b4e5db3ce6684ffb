//! What every part of the reader of rule files works with.

use serde::Deserialize;

use super::measure::Refusal;
use crate::problem::{Code, Problem};
use gainsay_yaml::text::{Files, Fix, Text, suggest};
use gainsay_yaml::{Node, NodeKind};

/// The files that are read, and what is wrong with them.
pub(super) struct Reader<'f> {
    pub(super) files: &'f Files,
    /// The layer that is read.
    pub(super) layer: usize,
    pub(super) problems: Vec<Problem>,
    /// What works and is to be changed.
    pub(super) notes: Vec<Problem>,
}

/// An entry of a section: what is declared under which name.
#[derive(Clone, Copy)]
pub(super) struct Named<'t, 'a> {
    pub(super) name: &'t str,
    pub(super) key: Node<'t, 'a>,
    pub(super) value: Node<'t, 'a>,
}

impl<'f> Reader<'f> {
    pub(super) fn report(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// The text as it is meant.
    pub(super) fn text<'t>(&self, text: &'t Text) -> &'t str
    where
        'f: 't,
    {
        text.as_str(self.files)
    }

    pub(super) fn decode<'a, T: Deserialize<'a>>(&mut self, node: Node<'_, 'a>) -> Option<T> {
        gainsay_yaml::decode(node, &mut self.problems)
    }

    /// The same where `node` may have the keys `further` too, which the caller reads.
    pub(super) fn decode_beside<'a, T: Deserialize<'a>>(
        &mut self,
        node: Node<'_, 'a>,
        further: &'static [&'static str],
    ) -> Option<T> {
        gainsay_yaml::decode_beside(node, further, &mut self.problems)
    }

    /// The keys of an entry that may be declared by its name alone.
    pub(super) fn decode_or_default<'a, T: Deserialize<'a> + Default>(
        &mut self,
        node: Node<'_, 'a>,
    ) -> Option<T> {
        if node.kind() == NodeKind::Null { Some(T::default()) } else { self.decode(node) }
    }

    /// Reads a measure. One that cannot be read is reported under `code`.
    pub(super) fn measure<T>(
        &mut self,
        text: &Text,
        code: Code,
        read: impl Fn(&str) -> Result<T, Refusal>,
    ) -> Option<T> {
        let read = read(self.text(text));
        read.map_err(|(message, help)| self.report(Problem::new(code, text.span, message).help(help))).ok()
    }

    /// Notes that `record` has a key under its old name. One that has it under both names is wrong.
    pub(super) fn renamed(&mut self, record: Node<'_, '_>, old: &str, new: &str) {
        let Some((key, value)) = record.entry(old) else { return };
        if let Some((other, _)) = record.entry(new) {
            let message = format!("`{old}` is the old name of `{new}`, and both are given");
            let problem =
                Problem::new(Code::DuplicateKey, key.span(), message).related(other.span(), "the new name");
            return self.report(problem.help(format!("take `{old}` out")));
        }
        let within = if value.kind() == NodeKind::Mapping { ", and in it `lower` and `upper`" } else { "" };
        let message = format!("the key `{old}` is now called `{new}`");
        let help = format!("write `{new}`{within}; the next version will not read `{old}`");
        let fix = key.editor().rewrite(key.span(), new).map(|edit| {
            let within = value.entries().filter_map(|(bound, _)| {
                let new = if bound.as_str() == Some("low") { "lower" } else { "upper" };
                bound.editor().rewrite(bound.span(), new)
            });
            Fix::safe(format!("write `{new}`"), std::iter::once(edit).chain(within).collect())
        });
        self.notes.push(Problem::new(Code::DeprecatedKey, key.span(), message).help(help).fix(fix));
    }

    /// The entries of a section. A section that is not a mapping of names is reported, and so is a key that is not a name.
    pub(super) fn section<'t, 'a>(&mut self, document: Node<'t, 'a>, section: &str) -> Vec<Named<'t, 'a>> {
        let Some(mapping) = document.get(section) else { return Vec::new() };
        if !matches!(mapping.kind(), NodeKind::Mapping | NodeKind::Null) {
            let message = format!("`{section}` is a mapping from names");
            let help = format!("write each name with a `:` and what it is, under `{section}:`");
            self.report(Problem::new(Code::WrongType, mapping.span(), message).help(help));
        }
        let mut entries = Vec::new();
        for (key, value) in mapping.entries() {
            match key.as_str() {
                Some(name) => entries.push(Named { name, key, value }),
                None if key.is_broken() => {}
                None => {
                    let message = format!("a key of `{section}` is a name");
                    let problem = Problem::new(Code::WrongType, key.span(), message);
                    self.report(problem.help("write a text before the `:`"));
                }
            }
        }
        entries
    }
}

/// Help for an unknown `word`: the nearest of `known`, else what else to do.
pub(super) fn help<'a>(word: &str, known: impl IntoIterator<Item = &'a str>, otherwise: &str) -> String {
    suggest::did_you_mean(word, known).unwrap_or_else(|| otherwise.to_owned())
}
