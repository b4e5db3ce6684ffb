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
    // Units and values ask for the words of English, which are read beside the files.
    let (declarations, _) = rayon::join(|| declarations(&mut reader, layers), Language::english);
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

/// What the files in `layers` declare: the vocabulary beside all the rest, as none of them asks for the other here.
fn declarations(reader: &mut Reader<'_>, layers: &[&[FileId]]) -> Declarations {
    let mut declarations = Declarations {
        attributes: Declared::new("attribute"),
        vocabulary: Definitions::new(),
        rules: Declared::new("rule"),
    };
    let Declarations { attributes, vocabulary, rules } = &mut declarations;
    for (layer, ids) in layers.iter().enumerate() {
        reader.layer = layer;
        let all_files = reader.files;
        let new = || Reader { files: all_files, layer, problems: Vec::new(), notes: Vec::new() };
        let read = |&id: &FileId| {
            let mut reader = new();
            let text = &all_files.get(id).text;
            let tree = builtin::tree(all_files, id)
                .unwrap_or_else(|| gainsay_yaml::parse(id, text, &mut reader.problems));
            let known: Vec<bool> = tree.documents().map(|document| is_known(&mut reader, document)).collect();
            (tree, known, reader.problems)
        };
        let mut files: Vec<_> = ids.par_iter().map(read).collect();
        for (.., problems) in &mut files {
            reader.problems.append(problems);
        }
        let documents = || {
            let all = files.iter().flat_map(|(tree, known, _)| tree.documents().zip(known));
            all.filter(|(_, known)| **known).map(|(document, _)| document)
        };
        let (mut beside, mut behind) = (new(), new());
        let of_vocabulary = || documents().for_each(|document| vocabulary.document(&mut beside, document));
        let of_rules = || {
            for document in documents() {
                for entry in reader.section(document, "attributes") {
                    attribute(reader, entry, attributes);
                }
                rules_of(&mut behind, document, rules);
            }
        };
        rayon::join(of_rules, of_vocabulary);
        for other in [beside, behind] {
            reader.problems.extend(other.problems);
            reader.notes.extend(other.notes);
        }
    }
    declarations
}

/// Whether a document is one of rules, as far as its keys tell; what is wrong with those is reported.
fn is_known(reader: &mut Reader<'_>, document: Node<'_, '_>) -> bool {
    if document.kind() == NodeKind::Null {
        return false;
    }
    let before = reader.problems.len();
    let known: Option<DocumentKeys> = reader.decode(document);
    let known = known.is_some() && document.kind() == NodeKind::Mapping;
    debug_assert!(known || reader.problems.len() > before || document.is_broken());
    known
}

/// What the files declare.
struct Declarations {
    attributes: Declared<Definition>,
    vocabulary: Definitions,
    rules: Declared<Rule>,
}

/// Adds the rules of a document.
fn rules_of(reader: &mut Reader<'_>, document: Node<'_, '_>, rules: &mut Declared<Rule>) {
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
            rules.declare(reader, &id, span, rule);
        }
    }
}

/// Adds an attribute.
fn attribute(
    reader: &mut Reader<'_>,
    Named { name, key, value }: Named<'_, '_>,
    attributes: &mut Declared<Definition>,
) {
    let mut keys = reader.decode_or_default(value).map(AttributeKeys::renamed);
    if let Some(keys) = &mut keys {
        keys.by_value = validity::by_value(reader, value);
    }
    reader.renamed(value, "stands", "valid-for");
    match (Pattern::new(Spanned::new(name.to_owned(), key.span())), keys) {
        (Ok(pattern), Some(keys)) => {
            let keys = Box::new(keys);
            let definition = Definition { pattern, keys };
            attributes.declare(reader, &fold_attribute(name), key.span(), definition);
        }
        (Err(problem), _) => reader.report(problem),
        (Ok(_), None) => {}
    }
}

#[cfg(test)]
mod tests;
