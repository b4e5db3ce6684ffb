//! From claim files to records.

use std::cell::RefCell;
use std::collections::HashSet;

use rayon::prelude::*;

use super::claims::{Claims, lacking};
use super::ids::Made;
use super::reader::Reader;
use super::record::{self, Record};
use super::registry::Declarations;
use super::sections::{Document, documents};
use super::statement::Resolved;
use super::tables::{NoTables, Once, Parts, Tables, declare as declare_tables};
use super::{InlineAccepted, Records, accepted, inline, sections};
use crate::problem::Problem;
use gainsay_yaml::text::{FileId, Files, Span};
use gainsay_yaml::{Node, NodeId, Tree};

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
    read_by(files, ids, &NoTables, trees)
}

/// Reads the claim files `ids` as [`read`] does, and what `tables` hold.
#[must_use]
pub fn read_with<'f>(files: &'f Files, ids: &[FileId], tables: &dyn Tables<'f>) -> Records {
    read_by(files, ids, tables, trees)
}

/// The same, the trees of each file given by `trees`.
pub(super) fn read_by<'f>(
    files: &'f Files,
    ids: &[FileId],
    tables: &dyn Tables<'f>,
    trees: impl Fn(&'f Files, FileId) -> (Vec<Tree<'f>>, Vec<Problem>) + Sync,
) -> Records {
    let mut reader = Reader::new(files);
    reader.problems.extend(tables.problems());
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
    declare_tables(&mut reader, tables, &mut declared);
    declared.resolve_all(&mut reader);

    let reports: Vec<_> = documents.iter().map(|document| document.report(&mut reader, &declared)).collect();
    let lists = documents.iter().flat_map(|document| &document.accepted).copied();
    let further = tables.accepted();
    let further = further.into_iter().filter_map(|list| sections::list(&mut reader, "accepted", list));
    let further: Vec<Node<'_, '_>> = further.collect();
    let entries = lists.chain(further).flat_map(Node::items);
    let entries = accepted::read(&mut reader, entries);
    let mut lists: Vec<Vec<(&Resolved, NodeId)>> = vec![Vec::new(); trees.len()];
    let unknown = Resolved::unreadable();
    for (document, report) in documents.iter().zip(&reports) {
        for list in &document.claims {
            let report = if document.is_of_first_report(list) { report } else { &unknown };
            lists[list.tree].push((report, list.node));
        }
    }
    drop(documents);

    let nothing = Resolved::nothing();
    let claims = claims(&mut reader, &declared, tables, ids, trees.into_iter().zip(lists), &nothing);
    let accepted_ids = entries.iter().map(accepted::Unresolved::ids).collect();
    let accepted = accepted::resolve(&mut reader, &claims, entries);
    let Reader { names, problems, .. } = reader;
    let Claims { kept: claims, ids, repeated, .. } = claims;
    let (shared, registry) = (ids.into_shared(), declared.into_registry());
    Records { names, claims, shared, repeated, registry, accepted, accepted_ids, inline, problems }
}

/// The claims of the lists of `trees`, each with its report, and of `tables`.
fn claims<'r, 'f>(
    reader: &mut Reader<'f>,
    declared: &Declarations,
    tables: &dyn Tables<'f>,
    ids: &[FileId],
    trees: impl Iterator<Item = (Tree<'f>, Vec<(&'r Resolved, NodeId)>)>,
    nothing: &'r Resolved,
) -> Claims {
    let (files, mut claims, mut once) = (reader.files, Claims::default(), Once::default());
    let mut made = Made::new(files, &[ids, &tables.files()].concat());
    let mut fill = |block: Vec<Checked<'_, '_>>| {
        for (report, file, checked, problems) in block {
            let number = made.count(file);
            let before = reader.problems.len();
            reader.problems.extend(problems);
            if let Some(checked) = checked {
                claims.add(reader, declared, checked, report, &made, number);
            }
            once.keep(&mut reader.problems, before, tables);
        }
    };
    let late = RefCell::new(Vec::new());
    let tabled = Parts::new(tables, &late).map(|(tree, root)| (tree, vec![(nothing, root)]));
    in_blocks(files, trees.chain(tabled), &mut fill);
    claims.tell_apart(reader);
    reader.problems.extend(late.into_inner());
    reader.problems.extend(tables.finish());
    claims
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
    let claims = claims.map(|list| trees[list.tree].node(list.node));
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
