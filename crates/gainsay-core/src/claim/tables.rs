//! Records that are not written in claim files: rows of tables, as trees.

use std::cell::RefCell;
use std::collections::HashSet;
use std::collections::VecDeque;

use rayon::prelude::*;

use super::reader::Reader;
use super::registry::Declarations;
use crate::problem::{Code, Problem};
use gainsay_yaml::text::{FileId, Span};
use gainsay_yaml::{Node, NodeId, Tree};

/// Tables, as trees of records. Claims are made of them part by part, so that no more than a few trees are there at a time.
pub trait Tables<'f>: Sync {
    /// What they declare: parts of sections of the registry, the root of each a mapping of entries.
    fn registry(&self) -> Vec<(&'static str, Part<'f>)>;
    /// The lists of what is accepted.
    fn accepted(&self) -> Vec<Node<'_, 'f>>;
    /// Their files.
    fn files(&self) -> Vec<FileId>;
    /// Whether `span` is in a file that says how tables are read: what is wrong there is so for every row, and reported once.
    fn is_mapping(&self, span: Span) -> bool;
    /// What is wrong with them as a whole.
    fn problems(&self) -> Vec<Problem>;
    /// In how many parts their claims come.
    fn parts(&self) -> usize;
    /// The part with that number, the root of which is a list of claims.
    fn part(&self, number: usize) -> Option<Part<'f>>;
    /// What is only known to be wrong once all parts have been asked for.
    fn finish(&self) -> Vec<Problem>;
}

/// A part of what tables hold.
#[derive(Debug)]
pub struct Part<'f> {
    /// The records.
    pub tree: Tree<'f>,
    /// Their list, or their mapping.
    pub root: NodeId,
    /// What is wrong with the rows that they are made of.
    pub problems: Vec<Problem>,
}

/// No tables.
pub(super) struct NoTables;

impl<'f> Tables<'f> for NoTables {
    fn registry(&self) -> Vec<(&'static str, Part<'f>)> {
        Vec::new()
    }

    fn accepted(&self) -> Vec<Node<'_, 'f>> {
        Vec::new()
    }

    fn files(&self) -> Vec<FileId> {
        Vec::new()
    }

    fn is_mapping(&self, _: Span) -> bool {
        false
    }

    fn problems(&self) -> Vec<Problem> {
        Vec::new()
    }

    fn parts(&self) -> usize {
        0
    }

    fn part(&self, _: usize) -> Option<Part<'f>> {
        None
    }

    fn finish(&self) -> Vec<Problem> {
        Vec::new()
    }
}

/// Declares what `tables` say of sources, subjects and places.
pub(super) fn declare(reader: &mut Reader<'_>, tables: &dyn Tables<'_>, declared: &mut Declarations) {
    let mut once = Once::default();
    for (section, Part { tree, root, problems }) in tables.registry() {
        let before = reader.problems.len();
        reader.problems.extend(problems);
        declared.read(reader, section, tree.node(root));
        once.keep(&mut reader.problems, before, tables);
    }
}

/// The claims of tables, part by part. Several parts are made at once, and what is wrong with them is added to `late`.
pub(super) struct Parts<'t, 'f> {
    tables: &'t dyn Tables<'f>,
    next: usize,
    ready: VecDeque<(Tree<'f>, NodeId)>,
    late: &'t RefCell<Vec<Problem>>,
}

impl<'t, 'f> Parts<'t, 'f> {
    pub(super) fn new(tables: &'t dyn Tables<'f>, late: &'t RefCell<Vec<Problem>>) -> Self {
        Self { tables, next: 0, ready: VecDeque::new(), late }
    }
}

impl<'f> Iterator for Parts<'_, 'f> {
    type Item = (Tree<'f>, NodeId);

    fn next(&mut self) -> Option<Self::Item> {
        while self.ready.is_empty() && self.next < self.tables.parts() {
            let to = (self.next + rayon::current_num_threads()).min(self.tables.parts());
            let made: Vec<Option<Part<'f>>> =
                (self.next..to).into_par_iter().map(|number| self.tables.part(number)).collect();
            self.next = to;
            for Part { tree, root, problems } in made.into_iter().flatten() {
                self.late.borrow_mut().extend(problems);
                self.ready.push_back((tree, root));
            }
        }
        self.ready.pop_front()
    }
}

/// Lets each problem of a mapping file through once, however many rows have it.
#[derive(Debug, Default)]
pub(super) struct Once(HashSet<(Span, Code, String)>);

impl Once {
    /// Takes out of `problems`, from the one with the number `from` on, those that have been let through before.
    pub(super) fn keep(&mut self, problems: &mut Vec<Problem>, from: usize, tables: &dyn Tables<'_>) {
        if problems.len() == from {
            return;
        }
        let new = problems.split_off(from);
        problems.extend(new.into_iter().filter(|problem| {
            !tables.is_mapping(problem.span)
                || self.0.insert((problem.span, problem.code, problem.message.clone()))
        }));
    }
}
