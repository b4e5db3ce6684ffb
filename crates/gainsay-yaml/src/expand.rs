//! Aliases and merge keys: copies of what they name, within a budget.

use std::collections::{HashMap, HashSet};

use super::tree::{Tag, Tree};
use crate::text::{Code, Problem, Span};

/// How many nodes the aliases and merge keys of any file may bring in, however small the file is.
pub const ALIAS_FLOOR: usize = 1 << 16;
/// How many bytes of a file allow its aliases and merge keys one more node.
pub const ALIAS_SHARE: usize = 4;

/// How many nodes the aliases and merge keys of `len` bytes may bring in.
pub(super) fn budget(len: usize) -> usize {
    ALIAS_FLOOR + len / ALIAS_SHARE
}

/// What the anchors of a file name, and how much may still be copied.
pub(super) struct Anchors {
    named: HashMap<usize, Anchor>,
    budget: usize,
    spent: usize,
}

#[derive(Clone, Copy)]
struct Anchor {
    at: u32,
    /// How many levels it has; `None` while it is still open.
    height: Option<usize>,
}

impl Anchors {
    /// No anchors yet, in a text of `len` bytes.
    pub(super) fn new(len: usize) -> Self {
        Self { named: HashMap::new(), budget: budget(len), spent: 0 }
    }

    /// How many nodes were copied.
    pub(super) fn spent(&self) -> usize {
        self.spent
    }

    /// The node at `at` has the anchor `id`, if that is not 0.
    pub(super) fn open(&mut self, id: usize, at: u32) {
        if id != 0 {
            self.named.insert(id, Anchor { at, height: None });
        }
    }

    /// The node with the anchor `id` is complete and has `height` levels.
    pub(super) fn close(&mut self, id: usize, height: usize) {
        if let Some(anchor) = self.named.get_mut(&id) {
            anchor.height = Some(height);
        }
    }

    /// The node with the anchor `id`, and how many levels it has; `None` while it is still open.
    pub(super) fn complete(&self, id: usize) -> Option<(u32, usize)> {
        let anchor = self.named.get(&id)?;
        Some((anchor.at, anchor.height?))
    }

    /// Copies the node at `from`, with all below it, to the end of the tree.
    pub(super) fn copy(&mut self, tree: &mut Tree<'_>, from: u32, alias: Span) -> Result<(), Box<Problem>> {
        let from = from as usize;
        let size = tree.nodes.get(from).map_or(0, |raw| raw.size() as usize);
        let spent = self.spent + size;
        if spent > self.budget {
            let problem = Problem::new(Code::AliasBudget, alias, "the aliases of this file expand too far")
                .label("the rest of the file is not read")
                .help("write the records out instead of nesting aliases");
            return Err(Box::new(problem));
        }
        self.spent = spent;
        tree.nodes.extend_from_within(from..from + size);
        Ok(())
    }

    /// Adds to the mapping at `at`, the last of the tree, what its merge keys bring in; a key that is there already stays.
    pub(super) fn merge(
        &mut self,
        tree: &mut Tree<'_>,
        at: u32,
        problems: &mut Vec<Problem>,
    ) -> Result<(), Box<Problem>> {
        for (from, spot) in merged(tree, at, problems) {
            self.copy(tree, from, spot)?;
            self.copy(tree, from + tree.nodes[from as usize].size(), spot)?;
        }
        Ok(())
    }
}

/// The keys to be copied into the mapping at `at`, and the merge key that brings each in.
fn merged(tree: &Tree<'_>, at: u32, problems: &mut Vec<Problem>) -> Vec<(u32, Span)> {
    let mut keys: HashSet<&str> = HashSet::new();
    let mut bases = Vec::new();
    let mut wrong = |spot| {
        let message = "the merge key `<<` takes a mapping or a list of mappings";
        let help = "name a mapping with an alias: `<<: *name`";
        problems.push(Problem::new(Code::WrongType, spot, message).help(help));
    };
    let mut children = tree.children(at + 1, tree.nodes.len() as u32);
    while let Some((key, value)) = children.pair() {
        let spot = key.span();
        match (key.raw().tag, value.raw().tag) {
            (Tag::Merge, Tag::Mapping) => bases.push((value, spot)),
            (Tag::Merge, Tag::Sequence) => {
                for item in value.items() {
                    match item.raw().tag {
                        Tag::Mapping => bases.push((item, spot)),
                        Tag::Broken => {}
                        _ => wrong(spot),
                    }
                }
            }
            (Tag::Merge, Tag::Broken | Tag::Null) => {}
            (Tag::Merge, _) => wrong(spot),
            _ => keys.extend(key.as_str()),
        }
    }
    let mut found = Vec::new();
    for (base, spot) in bases {
        let new = base.entries().filter(|(key, _)| key.as_str().is_none_or(|text| keys.insert(text)));
        found.extend(new.map(|(key, _)| (key.at, spot)));
    }
    found
}
