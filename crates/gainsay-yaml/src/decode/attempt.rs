//! One attempt at a record: which of its nodes are read, and what was skipped on the way.

use std::cell::RefCell;

use crate::tree::Node;

/// What all deserializers of one attempt at a record share.
#[derive(Debug, Default)]
pub(super) struct Attempt<'m> {
    /// The values and items that failed before, which are read as if they were absent.
    pub(super) left_out: &'m [u32],
    /// The keys that the record at this node may have beside those of its type.
    pub(super) further: (u32, &'static [&'static str]),
    /// The keys that were skipped; put in words only if this is the last attempt.
    pub(super) skipped: RefCell<Vec<Skipped>>,
}

/// A key that is skipped.
#[derive(Debug, Clone, Copy)]
pub(super) enum Skipped {
    /// The key at the second node came before, at the first one.
    Duplicate(u32, u32),
    /// In the mapping at the first node, the key at the second one is none of these.
    Unknown(u32, u32, Known),
    /// From the value at the first node to the key at the second one there is one value, which a comma within braces splits.
    Split(u32, u32),
}

/// The keys that a record may have: those of its type, and further ones.
pub(super) type Known = [&'static [&'static str]; 2];

/// The deserializer of one node.
#[derive(Debug, Clone, Copy)]
pub(super) struct NodeDeserializer<'t, 'a, 'c> {
    pub(super) node: Node<'t, 'a>,
    pub(super) attempt: &'c Attempt<'c>,
}

impl<'t, 'a> NodeDeserializer<'t, 'a, '_> {
    /// The same for another node.
    pub(super) fn with(self, node: Node<'t, 'a>) -> Self {
        Self { node, ..self }
    }
}
