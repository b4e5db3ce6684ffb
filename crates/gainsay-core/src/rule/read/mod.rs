//! Rule files: from YAML to rules and vocabulary, everything wrong told at its exact spot.
//!
//! Files come in layers. What a later layer says under a name replaces what an earlier one says under it; two
//! definitions of one name in the same layer are a problem.

mod attribute;
mod declared;
mod examples;
mod format;
mod rules;
mod schema;
mod vocabulary;
mod words;

use rayon::prelude::*;

use self::attribute::Draft;
use self::declared::Declared;
use self::format::{AttributeKeys, DocumentKeys};
pub use self::schema::schema;
use self::vocabulary::Drafts;
use super::{Pattern, Rule, Rules, measure, pattern};
use gainsay_yaml::text::{FileId, Files, Problem, Spanned, Text};
use gainsay_yaml::{Node, NodeKind};

/// Reads rule files in `layers`: the built-in ones first, then those that add to them or replace them by the same name.
///
/// What is wrong is added to `problems`; the rest still works.
#[must_use]
pub fn read(files: &Files, layers: &[&[FileId]], problems: &mut Vec<Problem>) -> Rules {
    let mut sheet = Sheet {
        attributes: Declared::new("attribute"),
        vocabulary: Drafts::new(),
        rules: Declared::new("rule"),
    };
    let parse = |&id: &FileId| {
        let mut told = Vec::new();
        (gainsay_yaml::parse(id, &files.get(id).text, &mut told), told)
    };
    for (layer, ids) in layers.iter().enumerate() {
        let trees: Vec<_> = ids.par_iter().map(parse).collect();
        for (tree, told) in trees {
            problems.extend(told);
            for document in tree.documents() {
                sheet.document(files, layer, document, problems);
            }
        }
    }
    let vocabulary = sheet.vocabulary.resolve(problems);
    let attributes = attribute::resolve(files, &sheet.attributes, &vocabulary, problems);
    Rules {
        rules: sheet.rules.into_values().collect(),
        attributes,
        scales: vocabulary.scales,
        terms: vocabulary.terms,
        hedges: vocabulary.hedges,
        units: vocabulary.units,
    }
}

/// What the files declare.
struct Sheet {
    attributes: Declared<Draft>,
    vocabulary: Drafts,
    rules: Declared<Rule>,
}

impl Sheet {
    fn document(&mut self, files: &Files, layer: usize, document: Node<'_, '_>, problems: &mut Vec<Problem>) {
        if document.kind() == NodeKind::Null {
            return;
        }
        let told = problems.len();
        let known: Option<DocumentKeys> = gainsay_yaml::decode(document, problems);
        if known.is_none() || document.kind() != NodeKind::Mapping {
            debug_assert!(problems.len() > told || document.is_broken());
            return;
        }
        for entry in section(document, "attributes", problems) {
            self.attribute(layer, &entry, problems);
        }
        self.vocabulary.document(files, layer, document, problems);
        if let Some(list) = document.get("rules") {
            if !matches!(list.kind(), NodeKind::Sequence | NodeKind::Null) {
                problems.push(
                    Problem::new("wrong-type", list.span(), "`rules` is a list")
                        .help("begin each rule with `- id: ...`, under `rules:`"),
                );
            }
            for item in list.items() {
                let Some((id, rule)) = rules::rule(files, item, problems) else { continue };
                self.rules.declare(layer, &id.value, id.span, rule, problems);
            }
        }
    }

    fn attribute(&mut self, layer: usize, entry: &Named<'_, '_>, problems: &mut Vec<Problem>) {
        let Named { name, key, value } = *entry;
        let keys = match value.kind() {
            NodeKind::Null => Some(AttributeKeys::default()),
            _ => gainsay_yaml::decode(value, problems),
        };
        match (Pattern::new(Spanned::new(name.to_owned(), key.span())), keys) {
            (Ok(pattern), Some(keys)) => {
                let draft = Draft::new(pattern, keys);
                self.attributes.declare(layer, &pattern::fold(name), key.span(), draft, problems);
            }
            (Err(problem), _) => problems.push(problem),
            (Ok(_), None) => {}
        }
    }
}

/// An entry of a section: what is declared under which name.
#[derive(Clone, Copy)]
struct Named<'t, 'a> {
    name: &'t str,
    key: Node<'t, 'a>,
    value: Node<'t, 'a>,
}

/// The entries of a section. One that is no mapping of names is told, and so is a key that is no name.
fn section<'t, 'a>(document: Node<'t, 'a>, section: &str, problems: &mut Vec<Problem>) -> Vec<Named<'t, 'a>> {
    let Some(mapping) = document.get(section) else { return Vec::new() };
    if !matches!(mapping.kind(), NodeKind::Mapping | NodeKind::Null) {
        problems.push(
            Problem::new("wrong-type", mapping.span(), format!("`{section}` is a mapping from names"))
                .help(format!("write each name with a `:` and what it is, under `{section}:`")),
        );
    }
    let mut entries = Vec::new();
    for (key, value) in mapping.entries() {
        match key.as_str() {
            Some(name) => entries.push(Named { name, key, value }),
            None if key.is_broken() => {}
            None => problems.push(
                Problem::new("wrong-type", key.span(), format!("a key of `{section}` is a name"))
                    .help("write a text before the `:`"),
            ),
        }
    }
    entries
}

/// Reads a measure; one that cannot be read is told at its spot.
fn measured<T>(
    files: &Files,
    text: &Text,
    code: &'static str,
    read: impl Fn(&str) -> Result<T, measure::Refusal>,
    problems: &mut Vec<Problem>,
) -> Option<T> {
    match read(text.as_str(files)) {
        Ok(value) => Some(value),
        Err((message, help)) => {
            problems.push(Problem::new(code, text.span, message).help(help));
            None
        }
    }
}

#[cfg(test)]
mod tests;
