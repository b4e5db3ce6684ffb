//! What could be written at a spot: keys, and the names that are known.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use gainsay_core::claim::{self, Named, Records};
use gainsay_core::rule::Rules;
use gainsay_core::text::{Files, Name};
use ls_types::{
    CompletionItem, CompletionItemKind, CompletionParams, CompletionTextEdit, Documentation, MarkupContent,
    MarkupKind, TextEdit,
};
use serde_json::Value;

use crate::checked::Checked;
use crate::context::{Written, beside, written};
use crate::folder::Folder;
use crate::keys::{self, Known};
use crate::session::Session;
use crate::workspace::Workspace;

/// What there is to choose from, by name: what to show beside it.
type Names = BTreeMap<String, String>;

/// What could be written at a position.
pub(crate) fn complete(session: &Session, params: &CompletionParams) -> Vec<CompletionItem> {
    let found = offer(session, params);
    found.unwrap_or_default()
}

fn offer(session: &Session, params: &CompletionParams) -> Option<Vec<CompletionItem>> {
    let at = &params.text_document_position;
    let path = session.path(&at.text_document.uri)?;
    let folder = session.folder(&path)?;
    let Checked { workspace, .. } = folder.checked.as_ref()?;
    // What is being typed need not be what was checked.
    let text = session.editor.documents.file(&path)?;
    let encoding = session.editor.client.encoding;
    let offset = encoding.offset(text, at.position);
    let (before, after) = text.text.split_at_checked(offset)?;
    let written = written(before)?;
    let (schema, has_claims) = schema(folder, workspace, &path)?;
    let start = encoding.position(text, (offset - written.word.len()) as u32);
    let range = ls_types::Range { start, end: at.position };
    let item = |label: String, detail: String, kind: CompletionItemKind, new_text: String| CompletionItem {
        filter_text: Some(label.clone()),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text })),
        kind: Some(kind),
        detail: (!detail.is_empty()).then_some(detail),
        label,
        ..CompletionItem::default()
    };
    let Some(key) = written.key else {
        let key = |Known { name, meaning }: Known| {
            let documentation =
                Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value: meaning });
            let new = format!("{name}: ");
            CompletionItem {
                documentation: Some(documentation),
                ..item(name, String::new(), CompletionItemKind::PROPERTY, new)
            }
        };
        return Some(keys::keys(&schema, &written.under).into_iter().map(key).collect());
    };
    let mut names = of_schema(&schema, &written, key);
    // Words of the schema are YAML as they are; a hedge begins a value, which goes on behind it.
    let hedges = workspace.rules.hedges.hedges().iter().filter(|_| key == "value");
    let as_is: BTreeSet<String> =
        names.keys().cloned().chain(hedges.map(|hedge| hedge.name.as_str().to_owned())).collect();
    let open = before[..before.len() - written.word.len()].chars().next_back();
    if has_claims {
        let known =
            Registered { records: &workspace.records, rules: &workspace.rules, files: &workspace.files };
        names.extend(known.names(&written, key, || beside(before, after, "attribute")));
    }
    let value = |(name, detail): (String, String)| {
        let new = if as_is.contains(&name) { name.clone() } else { scalar(&name, open) };
        item(name, detail, CompletionItemKind::VALUE, new)
    };
    Some(names.into_iter().map(value).collect())
}

/// The schema of the file at `path`, and whether claims come of it; nothing for a table, which has none.
fn schema(folder: &Folder, workspace: &Workspace, path: &Path) -> Option<(Value, bool)> {
    if folder.program().is_configuration(path) {
        return Some((folder.program().configuration(), false));
    }
    match workspace.file(path)? {
        file if workspace.claims.contains(&file) => Some((claim::schema(), true)),
        file if workspace.mappings.contains(&file) => Some((gainsay_core::mapping::schema(), true)),
        file if workspace.is_table(file) => None,
        _ => Some((gainsay_core::rule_file::schema(), false)),
    }
}

/// A name as YAML: in quotation marks where it would be something else without; behind one that is `open`, what goes within.
fn scalar(name: &str, open: Option<char>) -> String {
    match open {
        Some('\'') => name.replace('\'', "''"),
        Some('"') => {
            let quoted = gainsay_yaml::quoted(name);
            quoted[1..quoted.len() - 1].to_owned()
        }
        _ => claim::plain(name),
    }
}

fn of_schema(schema: &Value, written: &Written<'_>, key: &str) -> Names {
    let known = keys::values(schema, &written.under, key).into_iter();
    known.map(|Known { name, meaning }| (name, meaning)).collect()
}

/// What is known of the claims and rules.
struct Registered<'c> {
    records: &'c Records,
    rules: &'c Rules,
    files: &'c Files,
}

impl<'c> Registered<'c> {
    /// What could be under `key`; the attribute of a claim is asked for where the key is its value.
    fn names(&self, written: &Written<'_>, key: &str, attribute: impl Fn() -> Option<&'c str>) -> Names {
        match (written.under.first().copied(), key) {
            (_, "source" | "cites") | (Some("sources"), "part-of") => self.sources(),
            (_, "subject") | (Some("subjects"), "part-of") => self.subjects(),
            (_, "place" | "within") => self.places(),
            (_, "attribute") => self.attributes(),
            (_, "scope") => self.used(|claim| claim.scope.map(|scope| scope.value)),
            (Some("accepted"), "rule") => {
                self.rules.rules.iter().map(|(id, rule)| (id.clone(), rule.title.clone())).collect()
            }
            (_, "value") => self.values(attribute()),
            _ => Names::new(),
        }
    }

    fn sources(&self) -> Names {
        let declared = self.records.registry.sources.iter().map(|(id, source)| (*id, &source.named));
        let used = self.used(|claim| Some(claim.source.value)).into_iter();
        used.chain(self.used(|claim| claim.cites.map(|cites| cites.value)))
            .chain(self.named(declared))
            .collect()
    }

    fn subjects(&self) -> Names {
        let declared = self.records.registry.subjects.iter().map(|(id, named)| (*id, named));
        let used = self.used(|claim| claim.subject.map(|subject| subject.value)).into_iter();
        used.chain(self.named(declared)).collect()
    }

    fn places(&self) -> Names {
        let declared = self.records.registry.places.iter().map(|(id, named)| (*id, named));
        let used = self.used(|claim| claim.place.map(|place| place.value)).into_iter();
        used.chain(self.named(declared)).collect()
    }

    /// Declared names and their aliases, each with what it is called.
    fn named<'n>(&self, declared: impl Iterator<Item = (Name, &'n Named)>) -> Names {
        let text = |name: Name| self.records.names.text(name).to_owned();
        let names = declared.flat_map(|(id, named)| {
            let called =
                named.name.as_ref().map(|name| name.as_str(self.files).to_owned()).unwrap_or_default();
            let aliases =
                named.aliases.iter().map(move |alias| (alias.value, format!("alias of {}", text(id))));
            std::iter::once((id, called)).chain(aliases).collect::<Vec<_>>()
        });
        names.map(|(name, called)| (text(name), called)).collect()
    }

    /// The names that claims have, as `name` says.
    fn used(&self, name: impl Fn(&claim::Claim) -> Option<Name>) -> Names {
        let names: BTreeSet<Name> = self.records.claims.iter().filter_map(name).collect();
        names.into_iter().map(|name| (self.records.names.text(name).to_owned(), String::new())).collect()
    }

    /// The attributes that claims have or rules declare, each with its title.
    fn attributes(&self) -> Names {
        let declared = self.rules.attributes.iter().flat_map(|attribute| {
            let title = attribute.title.clone().unwrap_or_default();
            let names = std::iter::once(&attribute.pattern.text.value);
            let names = names.chain(attribute.synonyms.iter().map(|synonym| &synonym.value));
            names.filter(|name| !name.contains('*')).map(move |name| (name.clone(), title.clone()))
        });
        let used = self.used(|claim| Some(claim.attribute.value)).into_iter();
        used.chain(declared).collect()
    }

    /// The values of an attribute that has only some: its stages or categories; else the hedges.
    fn values(&self, attribute: Option<&str>) -> Names {
        let declared = attribute.and_then(|name| self.rules.attribute(name));
        let scale = declared.and_then(|of| self.rules.scales.get(of.scale.as_ref()?));
        let terms = declared.and_then(|of| self.rules.terms.get(of.terms.as_ref()?));
        let names = |names: Vec<&str>, what: &str| {
            names.into_iter().map(|name| (name.to_owned(), what.to_owned())).collect()
        };
        if let Some(scale) = scale {
            return names(scale.names().collect(), "stage");
        }
        if let Some(terms) = terms {
            return names(terms.terms.iter().map(|term| term.name.as_str()).collect(), "category");
        }
        names(self.rules.hedges.hedges().iter().map(|hedge| hedge.name.as_str()).collect(), "hedge")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_so_that_yaml_reads_them_as_they_are() {
        for name in ["@handle", "*x", "&x", "%x", "no", "2024", "a: b", "it's", "x #y", "herald"] {
            for (open, close) in [("", ""), ("'", "'"), ("\"", "\"")] {
                let written = scalar(name, open.chars().next());
                let mut files = Files::default();
                let text = format!("a: {open}{written}{close}\nb: [{open}{written}{close}]\n");
                let file = files.add("a.yaml", &text);
                let mut problems = Vec::<gainsay_core::problem::Problem>::new();
                gainsay_yaml::parse(file, &text, &mut problems);
                assert!(problems.is_empty(), "{text}: {problems:?}");
            }
        }
        for (name, written) in [("@handle", r#""@handle""#), ("no", r#""no""#), ("herald", "herald")] {
            assert_eq!(scalar(name, Some(' ')), written);
        }
        assert_eq!(scalar("it's", Some('\'')), "it''s");
    }
}
