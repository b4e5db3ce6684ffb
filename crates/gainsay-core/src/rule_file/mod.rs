//! Rule files: from YAML to rules and vocabulary, everything wrong reported at its exact spot.
//!
//! Files come in layers. What a later layer says under a name replaces what an earlier one says under it; two
//! definitions of one name in the same layer are a problem.

mod attribute;
mod builtin;
mod declared;
mod examples;
mod format;
mod grades;
mod measure;
mod names;
mod rates;
mod reader;
mod relation;
mod rules;
#[cfg(feature = "schema")]
mod schema;
mod validity;
mod vocabulary;
mod wordings;
mod words;

pub use builtin::{add_builtin, builtin, is_builtin};
#[cfg(feature = "schema")]
pub use format::schema;

use rayon::prelude::*;

use self::declared::Declared;
use self::format::{AttributeKeys, DocumentKeys};
use self::names::Definition;
use self::reader::{Named, Reader};
use self::vocabulary::Definitions;
use crate::problem::{Code, Problem};
use crate::rule::{Attributes, Pattern, Rule, Rules, fold_attribute};
use crate::value::language::Language;
use gainsay_yaml::text::{FileId, Files, Spanned};
use gainsay_yaml::{Node, NodeKind};

/// Reads rule files in `layers`: the built-in ones first, then those that add to them or replace them by the same name.
///
/// What is wrong is added to `problems`; the rest still works. What works and is to be changed is among the notes of the
/// rules.
#[must_use]
pub fn read(files: &Files, layers: &[&[FileId]], problems: &mut Vec<Problem>) -> Rules {
    let mut reader = Reader { files, layer: 0, problems: Vec::new(), notes: Vec::new() };
    let mut declarations = Declarations {
        attributes: Declared::new("attribute"),
        vocabulary: Definitions::new(),
        rules: Declared::new("rule"),
    };
    let parse = |&id: &FileId| {
        let mut problems = Vec::new();
        (gainsay_yaml::parse(id, &files.get(id).text, &mut problems), problems)
    };
    for (layer, ids) in layers.iter().enumerate() {
        reader.layer = layer;
        // Units and values ask for the words of English, which are read beside the files.
        let trees = || ids.par_iter().map(parse).collect::<Vec<_>>();
        let ((), trees) = rayon::join(|| Language::english().make_ready(), trees);
        for (tree, problems) in trees {
            reader.problems.extend(problems);
            for document in tree.documents() {
                declarations.document(&mut reader, document);
            }
        }
    }
    let Declarations { attributes, vocabulary, rules } = declarations;
    let vocabulary = vocabulary.resolve(&mut reader);
    let attributes = attribute::resolve(&mut reader, &attributes, &vocabulary);
    let mut rules: indexmap::IndexMap<String, Rule> = rules.into_values().collect();
    for rule in rules.values_mut() {
        rules::resolve_margin(&mut reader, rule.margin.as_mut(), &vocabulary.units);
    }
    let vocabulary::Vocabulary { scales, terms, hedges, units, words } = vocabulary;
    let (attributes, notes) = (Attributes::new(attributes), reader.notes);
    let rules = Rules { rules, attributes, scales, terms, hedges, units, words, notes };
    problems.append(&mut reader.problems);
    problems.extend(rules.rules.values().filter_map(|rule| relation::of_attributes(rule, &rules)));
    rules
}

/// What the files declare.
struct Declarations {
    attributes: Declared<Definition>,
    vocabulary: Definitions,
    rules: Declared<Rule>,
}

impl Declarations {
    fn document(&mut self, reader: &mut Reader<'_>, document: Node<'_, '_>) {
        if document.kind() == NodeKind::Null {
            return;
        }
        let before = reader.problems.len();
        let known: Option<DocumentKeys> = reader.decode(document);
        if known.is_none() || document.kind() != NodeKind::Mapping {
            debug_assert!(reader.problems.len() > before || document.is_broken());
            return;
        }
        for entry in reader.section(document, "attributes") {
            self.attribute(reader, entry);
        }
        self.vocabulary.document(reader, document);
        let Some(list) = document.get("rules") else { return };
        if !matches!(list.kind(), NodeKind::Sequence | NodeKind::Null) {
            let problem = Problem::new(Code::WrongType, list.span(), "`rules` is a list");
            reader.report(problem.help("begin each rule with `- id: ...`, under `rules:`"));
        }
        for item in list.items() {
            reader.renamed(item, "near", "same-time");
            reader.renamed(item, "grace", "lag");
            if let Some(rule) = rules::rule(reader, item) {
                let Spanned { value: id, span } = rule.id.clone();
                self.rules.declare(reader, &id, span, rule);
            }
        }
    }

    fn attribute(&mut self, reader: &mut Reader<'_>, Named { name, key, value }: Named<'_, '_>) {
        let mut keys = reader.decode_or_default(value).map(AttributeKeys::renamed);
        if let Some(keys) = &mut keys {
            keys.by_value = validity::by_value(reader, value);
        }
        reader.renamed(value, "stands", "valid-for");
        match (Pattern::new(Spanned::new(name.to_owned(), key.span())), keys) {
            (Ok(pattern), Some(keys)) => {
                let definition = Definition { pattern, keys };
                self.attributes.declare(reader, &fold_attribute(name), key.span(), definition);
            }
            (Err(problem), _) => reader.report(problem),
            (Ok(_), None) => {}
        }
    }
}

#[cfg(test)]
mod tests;
