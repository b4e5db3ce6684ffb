//! Aliases and merge keys: copies of what they name, within a budget.

use std::collections::{HashMap, HashSet};

use super::build::{Builder, Frame, NESTING_LIMIT};
use super::tree::{Raw, Tag};
use crate::text::{Problem, Span};

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
    pub(super) fn new(budget: usize) -> Self {
        Self { named: HashMap::new(), budget, spent: 0 }
    }

    /// How many nodes were copied.
    pub(super) fn spent(&self) -> usize {
        self.spent
    }

    /// The node at `at` bears the anchor `id`, if that is not 0.
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
}

impl Builder<'_, '_> {
    /// Puts a copy of what the anchor `id` names in the place of the alias at `alias`.
    pub(super) fn expand(&mut self, id: usize, alias: Span) -> Result<(), Box<Problem>> {
        let at = self.next();
        let Some(Anchor { at: from, height: Some(height) }) = self.anchors.named.get(&id).copied() else {
            let message = format!("the alias `{}` stands inside what it names", self.slice_of(alias));
            self.problems.push(Problem::new("recursive-alias", alias, message));
            self.begin(at);
            self.tree.troubled = true;
            self.tree.nodes.push(Raw::new(Tag::Broken, alias.start, alias.end));
            return Ok(());
        };
        if self.open.len() + height > NESTING_LIMIT {
            let message = format!("the alias `{}` nests lists and mappings too deep", self.slice_of(alias));
            return Err(Box::new(Problem::new("alias-budget", alias, message)));
        }
        self.begin(at);
        self.copy(from, alias)?;
        self.raise(height);
        Ok(())
    }

    /// Copies the node at `from`, with all below it, to the end of the tree.
    fn copy(&mut self, from: u32, alias: Span) -> Result<(), Box<Problem>> {
        let from = from as usize;
        let size = self.tree.nodes.get(from).map_or(0, |raw| raw.size() as usize);
        let spent = self.anchors.spent + size;
        if spent > self.anchors.budget {
            let problem = Problem::new("alias-budget", alias, "the aliases of this file stand for too much")
                .label("the rest of the file is not read")
                .help("write the records out; aliases of aliases of aliases grow beyond any memory");
            return Err(Box::new(problem));
        }
        self.anchors.spent = spent;
        self.tree.nodes.extend_from_within(from..from + size);
        Ok(())
    }

    /// Adds to the mapping of `frame` what its merge keys bring in; a key that is there already stays.
    pub(super) fn merge(&mut self, frame: &Frame) -> Result<(), Box<Problem>> {
        for (from, spot) in self.merged(frame) {
            self.copy(from, spot)?;
            self.copy(from + self.tree.nodes[from as usize].size(), spot)?;
        }
        Ok(())
    }

    /// The keys to be copied, and the merge key that brings each in.
    fn merged(&mut self, frame: &Frame) -> Vec<(u32, Span)> {
        let end = self.next();
        let mut wrong = Vec::new();
        let mut keys: HashSet<&str> = HashSet::new();
        let mut bases = Vec::new();
        for (key, value) in pairs(&self.tree.nodes, frame.at + 1, end) {
            let (raw, brought) = (self.tree.nodes[key as usize], self.tree.nodes[value as usize]);
            let spot = Span::new(self.tree.file, raw.start, raw.end);
            match (raw.tag, brought.tag) {
                (Tag::Merge, Tag::Mapping) => bases.push((value, spot)),
                (Tag::Merge, Tag::Sequence) => {
                    for item in siblings(&self.tree.nodes, value + 1, value + brought.link) {
                        match self.tree.nodes[item as usize].tag {
                            Tag::Mapping => bases.push((item, spot)),
                            Tag::Broken => {}
                            _ => wrong.push(spot),
                        }
                    }
                }
                (Tag::Merge, Tag::Broken | Tag::Null) => {}
                (Tag::Merge, _) => wrong.push(spot),
                _ => keys.extend(self.tree.key_text(key)),
            }
        }
        let mut found = Vec::new();
        for (base, spot) in bases {
            let size = self.tree.nodes[base as usize].link;
            for (key, _) in pairs(&self.tree.nodes, base + 1, base + size) {
                let merge = self.tree.nodes[key as usize].tag == Tag::Merge;
                if !merge && self.tree.key_text(key).is_none_or(|text| keys.insert(text)) {
                    found.push((key, spot));
                }
            }
        }
        let problem = |spot| {
            Problem::new("wrong-type", spot, "the merge key `<<` takes a mapping or a list of mappings")
                .help("name a mapping with an alias: `<<: *name`")
        };
        self.problems.extend(wrong.into_iter().map(problem));
        found
    }

    fn slice_of(&self, span: Span) -> &str {
        self.tree.text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }
}

/// The nodes from `at` to `end` that stand side by side.
fn siblings(nodes: &[Raw], mut at: u32, end: u32) -> impl Iterator<Item = u32> + '_ {
    std::iter::from_fn(move || {
        let here = (at < end).then_some(at)?;
        at += nodes[here as usize].size();
        Some(here)
    })
}

/// The same, two by two: keys and values.
pub(super) fn pairs(nodes: &[Raw], at: u32, end: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
    let mut nodes = siblings(nodes, at, end);
    std::iter::from_fn(move || Some((nodes.next()?, nodes.next()?)))
}
