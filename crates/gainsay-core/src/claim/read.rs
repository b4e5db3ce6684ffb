//! From claim files to records.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::claims::{Claims, lacking};
use super::format::SECTIONS;
use super::ids::Made;
use super::reader::Reader;
use super::record::{self, Record};
use super::registry::Declarations;
use super::statement::Resolved;
use super::{InlineAccepted, Records, accepted, inline};
use crate::problem::{Code, Problem};
use gainsay_yaml::text::{FileId, Files, Span};
use gainsay_yaml::{Node, NodeId, NodeKind, Tree};

/// How many records are checked at a time; bounds the memory that is held between checking and filling in.
const BLOCK: usize = 1024;

/// How many nodes the trees have that are taken up at a time: as many as a few blocks of records.
const BATCH: usize = 1 << 18;

/// The sections that are lists of records, so that a part of one can be read without the others.
const LISTS: [&str; 2] = ["claims", "accepted"];

/// Reads the claim files `ids`, reporting everything that is wrong with them.
///
/// A claim with a problem in a key that comparing needs is left out of the result, one with a problem in its
/// details stays. Files are read at once, and so are the records of a large one; the result does not depend on it.
#[must_use]
pub fn read(files: &Files, ids: &[FileId]) -> Records {
    read_by(files, ids, trees)
}

/// The same, the trees of each file given by `trees`.
pub(super) fn read_by<'f>(
    files: &'f Files,
    ids: &[FileId],
    trees: impl Fn(&'f Files, FileId) -> (Vec<Tree<'f>>, Vec<Problem>) + Sync,
) -> Records {
    let mut reader = Reader::new(files);
    let read = |&id: &FileId| {
        let (trees, problems) = trees(files, id);
        let comments = gainsay_yaml::comments(id, &files.get(id).text, &trees, inline::WORD);
        ((trees, comments), problems)
    };
    let ((trees, comments), problems): ((Vec<_>, Vec<_>), Vec<_>) = ids.par_iter().map(read).unzip();
    reader.problems.extend(problems.into_iter().flatten());
    let trees: Vec<Tree<'_>> = trees.into_iter().flatten().collect();
    let documents = documents(&mut reader, &trees);
    let inline = inline_accepted(files, &trees, &documents, comments.into_iter().flatten().collect());
    let mut declared = Declarations::new();
    for document in &documents {
        for (key, section) in &document.registry {
            declared.read(&mut reader, key, *section);
        }
    }
    declared.resolve_all(&mut reader);

    let reports: Vec<_> = documents.iter().map(|document| document.report(&mut reader, &declared)).collect();
    let entries = documents.iter().flat_map(|document| &document.accepted).flat_map(|list| list.items());
    let entries = accepted::read(&mut reader, entries);
    let mut lists: Vec<Vec<(&Resolved, NodeId)>> = vec![Vec::new(); trees.len()];
    for (document, report) in documents.iter().zip(&reports) {
        for &(tree, list) in &document.claims {
            lists[tree].push((report, list));
        }
    }
    drop(documents);

    let mut claims = Claims::default();
    let mut made = Made::new(files, ids);
    let mut fill = |block: Vec<Checked<'_, '_>>| {
        for (report, file, checked, problems) in block {
            let number = made.count(file);
            reader.problems.extend(problems);
            if let Some(checked) = checked {
                claims.add(&mut reader, &declared, checked, report, &made, number);
            }
        }
    };
    in_blocks(files, trees.into_iter().zip(lists), &mut fill);

    let accepted = accepted::resolve(&mut reader, &claims, entries);
    let Reader { names, problems, .. } = reader;
    let (shared, claims, registry) = (claims.ids.into_shared(), claims.kept, declared.into_registry());
    Records { names, claims, shared, registry, accepted, inline, problems }
}

/// What `comments` beside records say.
fn inline_accepted(
    files: &Files,
    trees: &[Tree<'_>],
    documents: &[Document<'_, '_>],
    comments: Vec<Span>,
) -> Vec<InlineAccepted> {
    if comments.is_empty() {
        return Vec::new();
    }
    let commented: HashSet<FileId> = comments.iter().map(|comment| comment.file).collect();
    let claims = documents.iter().flat_map(|document| &document.claims);
    let claims = claims.map(|&(tree, list)| trees[tree].node(list));
    let registry = documents.iter().flat_map(|document| &document.registry).map(|(_, section)| *section);
    let sections = claims.chain(registry).filter(|section| commented.contains(&section.span().file));
    let records = sections.flat_map(inline::records).collect();
    let cut: HashSet<FileId> =
        documents.iter().filter(|document| document.cut).filter_map(|document| document.file).collect();
    let comments = comments.into_iter().map(|comment| (comment, !cut.contains(&comment.file)));
    inline::read(files, comments, records)
}

/// The trees of a file: several for a large one.
pub(super) fn trees(files: &Files, id: FileId) -> (Vec<Tree<'_>>, Vec<Problem>) {
    let (mut problems, text) = (Vec::new(), &files.get(id).text);
    let mut trees = gainsay_yaml::parse_in_pieces(id, text, &mut problems);
    if !parted_in_lists(&trees) {
        trees = vec![gainsay_yaml::parse(id, text, &mut problems)];
    }
    (trees, problems)
}

/// Whether what the trees go on with are lists of records. Anything else that is parted has to be reported as a whole.
fn parted_in_lists(trees: &[Tree<'_>]) -> bool {
    let mut section = None;
    trees.iter().all(|tree| {
        let fits = !tree.goes_on() || section.is_some_and(|section| LISTS.contains(&section));
        let last = tree.documents().last().and_then(|root| root.entries().last());
        section = last.and_then(|(key, _)| key.as_str()).or(section);
        fits
    })
}

/// The next trees whose records are checked together.
fn batch<'a, L>(trees: &mut impl Iterator<Item = (Tree<'a>, L)>) -> Vec<(Tree<'a>, L)> {
    let (mut batch, mut size) = (Vec::new(), 0);
    while size < BATCH
        && let Some(next) = trees.next()
    {
        size += next.0.size();
        batch.push(next);
    }
    batch
}

/// Checks the records of `trees` block by block. One block is filled in while the next is checked, and trees go as soon as their
/// records are checked.
fn in_blocks<'r, 'a>(
    files: &Files,
    mut trees: impl Iterator<Item = (Tree<'a>, Vec<(&'r Resolved, NodeId)>)>,
    fill: &mut (impl FnMut(Vec<Checked<'r, 'a>>) + Send),
) {
    let mut ready = Vec::new();
    loop {
        let batch = batch(&mut trees);
        if batch.is_empty() {
            break;
        }
        let lists = batch.iter().flat_map(|(tree, lists)| lists.iter().map(move |list| (tree, list)));
        let records: Vec<(&Resolved, Node<'_, '_>)> = lists
            .flat_map(|(tree, &(report, list))| tree.node(list).items().map(move |node| (report, node)))
            .collect();
        for block in records.chunks(BLOCK) {
            let (checked, ()) = rayon::join(|| check(files, block), || fill(std::mem::take(&mut ready)));
            ready = checked;
        }
    }
    fill(ready);
}

/// What checking a record gave, with its report and its file: the record, and whether it lacks what a claim has to have.
type Checked<'r, 'a> = (&'r Resolved, FileId, Option<(Record<'a>, bool)>, Vec<Problem>);

fn check<'r, 'a>(files: &Files, block: &[(&'r Resolved, Node<'_, 'a>)]) -> Vec<Checked<'r, 'a>> {
    let one = |&(report, node): &(&'r Resolved, Node<'_, 'a>)| {
        let mut problems = Vec::new();
        let record = record::check(files, node, report.details.as_ref(), &mut problems);
        let checked = record.map(|record| {
            let lacking = lacking(node, &record.statement, report, &mut problems);
            (record, lacking)
        });
        (report, node.span().file, checked, problems)
    };
    block.par_iter().map(one).collect()
}

/// A document, by its sections.
#[derive(Default)]
struct Document<'t, 'a> {
    registry: Vec<(&'static str, Node<'t, 'a>)>,
    report: Option<Node<'t, 'a>>,
    /// The lists of claims, each by the number of its tree and its place in that.
    claims: Vec<(usize, NodeId)>,
    accepted: Vec<Node<'t, 'a>>,
    /// Its file.
    file: Option<FileId>,
    /// Whether an error in the file cut it short.
    cut: bool,
    /// The keys so far.
    seen: HashMap<&'static str, Node<'t, 'a>>,
    /// The last key, if it is known.
    last: Option<&'static str>,
}

impl<'t, 'a> Document<'t, 'a> {
    /// Takes up `entries` of the tree with the number `tree`.
    fn sections(
        &mut self,
        reader: &mut Reader<'_>,
        tree: usize,
        entries: impl Iterator<Item = (Node<'t, 'a>, Node<'t, 'a>)>,
    ) {
        for (key, section) in entries {
            self.last = SECTIONS.into_iter().find(|known| key.as_str() == Some(*known));
            let Some(known) = self.last else {
                reader.problems.push(gainsay_yaml::unknown_key(key, SECTIONS));
                continue;
            };
            if let Some(first) = self.seen.insert(known, key) {
                reader.problems.push(gainsay_yaml::duplicate_key(first, key).label("this one is read too"));
            }
            self.section(reader, tree, known, section);
        }
    }

    fn section(&mut self, reader: &mut Reader<'_>, tree: usize, known: &'static str, section: Node<'t, 'a>) {
        match known {
            "claims" => self.claims.extend(list(reader, known, section).map(|list| (tree, list.id()))),
            "accepted" => self.accepted.extend(list(reader, known, section)),
            "report" => self.report = self.report.or(Some(section)),
            _ => self.registry.push((known, section)),
        }
    }

    /// Takes up what the tree with the number `tree` goes on with, at `root`.
    fn go_on(&mut self, reader: &mut Reader<'_>, tree: usize, root: Node<'t, 'a>) {
        let mut entries = root.entries();
        if let (Some((_, rest)), Some(known)) = (entries.next(), self.last) {
            self.section(reader, tree, known, rest);
        }
        self.sections(reader, tree, entries);
    }

    /// What its report says.
    fn report(&self, reader: &mut Reader<'_>, declared: &Declarations) -> Resolved {
        let Some(report) = self.report.filter(|report| report.kind() != NodeKind::Null || report.is_broken())
        else {
            return if self.cut { Resolved::hidden() } else { Resolved::nothing() };
        };
        let record =
            record::check(reader.files, report, None, &mut reader.problems).filter(|_| !report.is_cut());
        let Some(record) = record else { return Resolved::unreadable() };
        if let Some(id) = &record.id {
            let problem = Problem::new(Code::MisplacedKey, id.span, "a report has no id")
                .help("give each claim its own id, or none: it is then numbered");
            reader.problems.push(problem);
        }
        Resolved::of(reader, declared, record)
    }
}

/// The documents of all trees.
fn documents<'t, 'a>(reader: &mut Reader<'_>, trees: &'t [Tree<'a>]) -> Vec<Document<'t, 'a>> {
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
        // What a registry declares behind an error is not known, so nothing can be said to be declared nowhere.
        reader.partial |= document.cut && !document.registry.is_empty();
    }
    documents
}

/// The sections of the document at `root`; `None` where it is empty, or no document of claims.
fn document<'t, 'a>(reader: &mut Reader<'_>, tree: usize, root: Node<'t, 'a>) -> Option<Document<'t, 'a>> {
    if root.kind() != NodeKind::Mapping {
        if root.kind() != NodeKind::Null {
            let problem = Problem::new(Code::WrongType, root.head(), "a claim file is a mapping of sections")
                .help(format!("its keys are `{}`", SECTIONS.join("`, `")));
            reader.problems.push(problem);
        }
        return None;
    }
    let mut document = Document { file: Some(root.span().file), cut: root.is_cut(), ..Document::default() };
    document.sections(reader, tree, root.entries());
    Some(document)
}

/// The section if it is a list.
fn list<'t, 'a>(reader: &mut Reader<'_>, key: &str, section: Node<'t, 'a>) -> Option<Node<'t, 'a>> {
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
