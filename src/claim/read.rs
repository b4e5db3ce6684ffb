//! From claim files to records.

use std::collections::HashMap;

use rayon::prelude::*;

use super::draft::SECTIONS;
use super::fill::{Claims, Said};
use super::kin::Ledger;
use super::registry::Declared;
use super::sheet::{self, Sheet};
use super::{Records, accepted};
use crate::text::{FileId, Files, Problem};
use crate::yaml::{self, Node, NodeKind, Tree};

/// How many records are checked at a time; bounds the memory that is held between checking and filling in.
const BLOCK: usize = 8192;

/// Reads the claim files `ids`, telling everything that is wrong with them.
///
/// A claim with a problem in a key that comparing needs is left out of the result, one with a problem in its
/// details stays. Files are read at once, and so are the records of a large one; the result does not depend on it.
#[must_use]
pub fn read(files: &Files, ids: &[FileId]) -> Records {
    let mut ledger = Ledger::new(files);
    let (trees, told): (Vec<_>, Vec<_>) = ids.par_iter().map(|id| tree(files, *id)).unzip();
    ledger.problems.extend(told.into_iter().flatten());
    let mut documents = Vec::new();
    let mut made = Made::new(files, ids);
    for root in trees.iter().flat_map(Tree::documents) {
        documents.extend(document(&mut ledger, root));
    }
    let mut declared = Declared::default();
    for document in &documents {
        for (key, section) in &document.registry {
            declared.read(&mut ledger, key, *section);
        }
    }
    declared.settle(&mut ledger);

    let reports: Vec<_> = documents.iter().map(|document| document.said(&mut ledger, &declared)).collect();
    let records: Vec<_> = documents
        .iter()
        .zip(&reports)
        .flat_map(|(document, report)| {
            document.claims.iter().flat_map(|list| list.items()).map(move |node| (report, node))
        })
        .collect();
    let mut claims = Claims::default();
    claims.kept.reserve(records.len());
    let mut fill = |block: Vec<Checked<'_, '_, '_>>| {
        for (report, node, sheet, problems) in block {
            let (file, number) = made.count(node);
            ledger.problems.extend(problems);
            if let Some(sheet) = sheet {
                claims.add(&mut ledger, &declared, sheet, report, || format!("{file}#{number}"));
            }
        }
    };
    // One block is filled in while the next is checked.
    let mut ready = Vec::new();
    for block in records.chunks(BLOCK) {
        let (checked, ()) = rayon::join(|| check(files, block), || fill(std::mem::take(&mut ready)));
        ready = checked;
    }
    fill(ready);

    let entries: Vec<_> =
        documents.iter().flat_map(|document| &document.accepted).flat_map(|list| list.items()).collect();
    let accepted = accepted::read(&mut ledger, &claims, &entries);
    let Ledger { names, problems, .. } = ledger;
    let (claims, registry) = (claims.kept, declared.into_registry());
    Records { names, claims, registry, accepted, problems, ..Records::default() }
}

fn tree(files: &Files, id: FileId) -> (Tree<'_>, Vec<Problem>) {
    let mut problems = Vec::new();
    (yaml::parse(id, &files.get(id).text, &mut problems), problems)
}

/// A record with its report, and what checking it gave.
type Checked<'r, 't, 'a> = (&'r Said, Node<'t, 'a>, Option<Sheet<'t, 'a>>, Vec<Problem>);

fn check<'r, 't, 'a>(files: &Files, block: &[(&'r Said, Node<'t, 'a>)]) -> Vec<Checked<'r, 't, 'a>> {
    let one = |&(report, node): &(&'r Said, Node<'t, 'a>)| {
        let mut problems = Vec::new();
        let sheet = sheet::check(files, node, report.details.as_ref(), &mut problems);
        (report, node, sheet, problems)
    };
    block.par_iter().map(one).collect()
}

/// A document, by its sections.
#[derive(Default)]
struct Document<'t, 'a> {
    registry: Vec<(&'static str, Node<'t, 'a>)>,
    report: Option<Node<'t, 'a>>,
    claims: Vec<Node<'t, 'a>>,
    accepted: Vec<Node<'t, 'a>>,
    /// Whether an error in the file cut it short.
    cut: bool,
}

impl Document<'_, '_> {
    /// What its report says.
    fn said(&self, ledger: &mut Ledger<'_>, declared: &Declared) -> Said {
        let Some(report) = self.report.filter(|report| report.kind() != NodeKind::Null || report.is_broken())
        else {
            return if self.cut { Said::hidden() } else { Said::nothing() };
        };
        let sheet =
            sheet::check(ledger.files, report, None, &mut ledger.problems).filter(|_| !report.is_cut());
        let Some(sheet) = sheet else { return Said::unreadable() };
        if let Some(id) = &sheet.id {
            let problem = Problem::new("misplaced-key", id.span(), "a report has no id")
                .help("give each claim its own id, or none: it is then numbered");
            ledger.problems.push(problem);
        }
        Said::of(ledger, declared, sheet)
    }
}

/// The sections of the document at `root`; `None` where it is empty, or no document of claims.
fn document<'t, 'a>(ledger: &mut Ledger<'_>, root: Node<'t, 'a>) -> Option<Document<'t, 'a>> {
    if root.kind() != NodeKind::Mapping {
        if root.kind() != NodeKind::Null {
            let problem = Problem::new("wrong-type", root.head(), "a claim file is a mapping of sections")
                .help(format!("its keys are `{}`", SECTIONS.join("`, `")));
            ledger.problems.push(problem);
        }
        return None;
    }
    let mut document = Document { cut: root.is_cut(), ..Document::default() };
    let mut seen: HashMap<&str, Node<'t, 'a>> = HashMap::new();
    for (key, section) in root.entries() {
        let Some(&known) = SECTIONS.iter().find(|known| key.as_str() == Some(**known)) else {
            ledger.problems.push(yaml::unknown(key, SECTIONS));
            continue;
        };
        if let Some(first) = seen.insert(known, key) {
            ledger.problems.push(yaml::duplicate(first, key).label("this one is read too"));
        }
        match known {
            "claims" => document.claims.extend(list(ledger, known, section)),
            "accepted" => document.accepted.extend(list(ledger, known, section)),
            "report" => document.report = document.report.or(Some(section)),
            _ => document.registry.push((known, section)),
        }
    }
    // What a registry declares behind an error is not known, so nothing can be said to be declared nowhere.
    ledger.partial |= document.cut && !document.registry.is_empty();
    Some(document)
}

/// The section if it is a list.
fn list<'t, 'a>(ledger: &mut Ledger<'_>, key: &str, section: Node<'t, 'a>) -> Option<Node<'t, 'a>> {
    match section.kind() {
        NodeKind::Sequence => Some(section),
        NodeKind::Null => None,
        _ => {
            let problem = Problem::new("wrong-type", section.head(), format!("`{key}` takes a list"))
                .help("begin each record with `- `");
            ledger.problems.push(problem);
            None
        }
    }
}

/// Makes ids for records that have none: the file's name and the record's number in it.
struct Made<'f> {
    /// How each file is called: by its name without ending, or its path where another has that name too.
    files: HashMap<FileId, &'f str>,
    last: Option<FileId>,
    number: usize,
}

impl<'f> Made<'f> {
    fn new(files: &'f Files, ids: &[FileId]) -> Self {
        let mut count: HashMap<&str, usize> = HashMap::new();
        for id in ids {
            *count.entry(stem(&files.get(*id).path)).or_default() += 1;
        }
        let name = |id: &FileId| {
            let path = &files.get(*id).path;
            let stem = stem(path);
            (*id, if count.get(stem) == Some(&1) { stem } else { path.as_str() })
        };
        Self { files: ids.iter().map(name).collect(), last: None, number: 0 }
    }

    /// The name of the file of `node`, and the number of the next record in it.
    fn count(&mut self, node: Node<'_, '_>) -> (&'f str, usize) {
        let file = node.span().file;
        self.number = if self.last == Some(file) { self.number + 1 } else { 1 };
        self.last = Some(file);
        (self.files.get(&file).copied().unwrap_or_default(), self.number)
    }
}

fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    }
}
