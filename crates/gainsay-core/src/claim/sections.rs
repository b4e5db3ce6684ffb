//! Documents by their sections: what each holds, and what is not where it belongs.

use std::collections::HashMap;

use super::bare;
use super::format::{KEYS, SECTIONS};
use super::misplaced::Misplaced;
use super::reader::Reader;
use super::record;
use super::registry::Declarations;
use super::statement::Resolved;
use crate::problem::{Code, Problem};
use gainsay_yaml::text::{FileId, Fix, Safety, suggest};
use gainsay_yaml::{Node, NodeId, NodeKind, Tree};

/// A document, by its sections.
#[derive(Default)]
pub(super) struct Document<'t, 'a> {
    pub(super) registry: Vec<(&'static str, Node<'t, 'a>)>,
    /// Its reports: one, or none.
    reports: Vec<Node<'t, 'a>>,
    pub(super) claims: Vec<ClaimList>,
    pub(super) accepted: Vec<Node<'t, 'a>>,
    /// Its file.
    pub(super) file: Option<FileId>,
    /// Whether an error in the file cut it short.
    pub(super) cut: bool,
    /// Whether it is written in braces.
    braces: bool,
    /// The keys so far; of `report` and `claims`, those since one of them came again.
    seen: HashMap<&'static str, Node<'t, 'a>>,
    /// The keys `report` and `claims` that came again, each behind the one before.
    again: Vec<(Node<'t, 'a>, Node<'t, 'a>)>,
    /// The keys `report` and `claims` in their order.
    order: Vec<&'static str>,
    /// Whether there are keys that are no sections.
    others: bool,
    /// The last key, if it is known.
    last: Option<&'static str>,
    misplaced: Misplaced<'t, 'a>,
}

/// A list of claims.
pub(super) struct ClaimList {
    /// The number of its tree.
    pub(super) tree: usize,
    /// Its place in that.
    pub(super) node: NodeId,
    /// How often `report` or `claims` had come again.
    part: usize,
}

impl<'t, 'a> Document<'t, 'a> {
    /// Takes up `entries` of the tree with the number `tree`.
    fn sections(
        &mut self,
        reader: &mut Reader<'_>,
        tree: usize,
        root: Node<'t, 'a>,
        entries: impl Iterator<Item = (Node<'t, 'a>, Node<'t, 'a>)>,
    ) {
        for (key, section) in entries {
            self.last = SECTIONS.into_iter().find(|known| key.as_str() == Some(*known));
            let Some(known) = self.last else {
                self.other(reader, root, key, section);
                continue;
            };
            self.misplaced.section(known, key, section);
            self.order.extend(Some(known).filter(|known| ["report", "claims"].contains(known)));
            if let Some(first) = self.seen.insert(known, key) {
                if ["report", "claims"].contains(&known) {
                    self.again.push((first, key));
                    self.seen.retain(|other, _| *other == known || !["report", "claims"].contains(other));
                } else {
                    let problem = gainsay_yaml::duplicate_key(first, key).label("this one is read too");
                    reader.problems.push(problem);
                }
            }
            self.section(reader, tree, known, section);
        }
    }

    fn section(&mut self, reader: &mut Reader<'_>, tree: usize, known: &'static str, section: Node<'t, 'a>) {
        let part = self.again.len();
        match known {
            "claims" => {
                let list = list(reader, known, section);
                self.claims.extend(list.map(|list| ClaimList { tree, node: list.id(), part }));
            }
            "accepted" => self.accepted.extend(list(reader, known, section)),
            "report" => self.reports.push(section),
            _ => self.registry.push((known, section)),
        }
    }

    /// Takes up a key that is no section.
    fn other(&mut self, reader: &mut Reader<'_>, root: Node<'t, 'a>, key: Node<'t, 'a>, value: Node<'t, 'a>) {
        self.others = true;
        let word = key.as_str().unwrap_or_default();
        let of_report = KEYS.into_iter().skip(1).find(|known| word == *known);
        // A mapping under `source` is meant for the section `sources`.
        let section = value.kind() == NodeKind::Mapping && suggest::closest(word, SECTIONS).is_some();
        match of_report.filter(|_| !section) {
            Some(known) => self.misplaced.key(known, key, value),
            None => reader.problems.push(gainsay_yaml::unknown_key(root, key, SECTIONS)),
        }
    }

    /// Takes up what the tree with the number `tree` goes on with, at `root`.
    fn go_on(&mut self, reader: &mut Reader<'_>, tree: usize, root: Node<'t, 'a>) {
        let mut entries = root.entries();
        if let (Some((_, rest)), Some(known)) = (entries.next(), self.last) {
            self.section(reader, tree, known, rest);
        }
        self.sections(reader, tree, root, entries);
    }

    /// Reports the keys that came again, and those that belong below `report`; to be called once all entries are taken up.
    fn finish(&self, reader: &mut Reader<'_>) {
        let (two_reports, split) = (self.reports.len() > 1, self.split());
        reader.problems.extend(self.again.iter().map(|&(first, again)| {
            if two_reports {
                further_report(first, again, split)
            } else {
                gainsay_yaml::duplicate_key(first, again).label("this one is read too")
            }
        }));
        reader.problems.extend(self.misplaced.problems(self.braces));
    }

    /// How sure it is that each `report` and the `claims` beside it are meant for a document of their own: where the two take turns,
    /// as often each. A list of claims may be of the report before it or of the one behind it unless a report comes first.
    fn split(&self) -> Option<Safety> {
        let turns =
            self.order.len().is_multiple_of(2) && self.order.windows(2).all(|pair| pair[0] != pair[1]);
        let first = self.order.first().filter(|_| turns && !self.braces)?;
        let (again, _) = self.again.first()?;
        // No alias leads from one document to another.
        let text = again.editor().text();
        let aliases = text.contains('&') && text.contains('*');
        Some(Safety::sure(*first == "report" && !self.others && !aliases))
    }

    /// Whether the claims of `list` are of the first report. Whose the others are is not known before that is fixed.
    pub(super) fn is_of_first_report(&self, list: &ClaimList) -> bool {
        self.reports.len() < 2 || list.part == 0
    }

    /// What its report says.
    pub(super) fn report(&self, reader: &mut Reader<'_>, declared: &Declarations) -> Resolved {
        let mut said = self.said(reader, declared);
        for key in self.misplaced.names() {
            said.leave_open(key);
        }
        said
    }

    fn said(&self, reader: &mut Reader<'_>, declared: &Declarations) -> Resolved {
        let report = self.reports.first();
        let Some(&report) = report.filter(|report| report.kind() != NodeKind::Null || report.is_broken())
        else {
            return if self.cut { Resolved::hidden() } else { Resolved::nothing() };
        };
        let record =
            record::check(reader.files, report, None, &mut reader.problems).filter(|_| !report.is_cut());
        let Some(record) = record else { return Resolved::unreadable() };
        if let Ok(id) = &record.id {
            let problem = Problem::new(Code::MisplacedKey, id.span, "a report has no id")
                .help("give each claim its own id, or none: it is then numbered");
            reader.problems.push(problem);
        }
        Resolved::of(reader, declared, record)
    }
}

/// The problem of what begins at `again` in a document of several reports, which can be a document of its own if `split` says so.
fn further_report(first: Node<'_, '_>, again: Node<'_, '_>, split: Option<Safety>) -> Problem {
    let (message, help) = match split {
        Some(_) => (
            "a document has one report, and another begins here",
            "begin a new document: put `---` on a line of its own before this one",
        ),
        None if again.as_str() == Some("report") => (
            "a document has one report, and another begins here",
            "put each report with its claims in a document of its own, with a line `---` between them",
        ),
        None => (
            "these claims could belong to several reports",
            "put each report with its claims in a document of its own, with a line `---` between them",
        ),
    };
    let edit = |safety| Some((safety, again.editor().put_above(again.span(), "---")?));
    let fix = split.and_then(edit).map(|(safety, edit)| Fix {
        title: "put `---` on a line before it".to_owned(),
        safety,
        edits: vec![edit],
    });
    Problem::new(Code::DuplicateKey, again.span(), message)
        .label("the claims from here on are not compared: it is not clear which report they belong to")
        .related(first.span(), "the first one")
        .help(help)
        .fix(fix)
}

/// The documents of all trees.
pub(super) fn documents<'t, 'a>(reader: &mut Reader<'_>, trees: &'t [Tree<'a>]) -> Vec<Document<'t, 'a>> {
    let mut documents: Vec<Document<'_, '_>> = Vec::new();
    for (number, tree) in trees.iter().enumerate() {
        let mut roots = tree.documents();
        if let Some(open) = documents.last_mut().filter(|_| tree.goes_on()) {
            roots.next().into_iter().for_each(|root| open.go_on(reader, number, root));
        }
        for root in roots {
            documents.extend(document(reader, number, root));
        }
    }
    for document in &documents {
        document.finish(reader);
        // What a registry declares behind an error is not known, so nothing can be said to be declared nowhere.
        reader.partial |= document.cut && !document.registry.is_empty();
    }
    documents
}

/// The sections of the document at `root`; `None` where it is empty, or no document of claims.
fn document<'t, 'a>(reader: &mut Reader<'_>, tree: usize, root: Node<'t, 'a>) -> Option<Document<'t, 'a>> {
    let path = &reader.files.get(root.span().file).path;
    if let Some(problem) = bare::mapping(root, path).or_else(|| bare::claims(root)) {
        reader.problems.push(problem);
        return None;
    }
    if root.kind() != NodeKind::Mapping {
        if root.kind() != NodeKind::Null {
            let problem = Problem::new(Code::WrongType, root.head(), "a claim file is a mapping of sections")
                .help(format!("its keys are `{}`", SECTIONS.join("`, `")));
            reader.problems.push(problem);
        }
        return None;
    }
    let braces = root.source().starts_with('{');
    let mut document =
        Document { file: Some(root.span().file), cut: root.is_cut(), braces, ..Document::default() };
    document.sections(reader, tree, root, root.entries());
    Some(document)
}

/// The section if it is a list.
pub(super) fn list<'t, 'a>(
    reader: &mut Reader<'_>,
    key: &str,
    section: Node<'t, 'a>,
) -> Option<Node<'t, 'a>> {
    match section.kind() {
        NodeKind::Sequence => Some(section),
        NodeKind::Null => None,
        _ => {
            let problem = Problem::new(Code::WrongType, section.head(), format!("`{key}` takes a list"))
                .help("begin each record with `- `");
            reader.problems.push(problem);
            None
        }
    }
}
