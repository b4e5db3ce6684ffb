//! What a reader notes of those that are counted, until the number is read.

use std::ops::Range;

/// What is said right beside the number of those that it counts.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// As bits: states, kinds, and what became of people.
    pub(super) bits: u64,
    /// Where the last of them is.
    pub(super) at: Range<usize>,
    /// Whether `or` and the like joins two of them, and which is behind `and`.
    pub(super) joined: bool,
    pub(super) and: u64,
    /// Whether it is of all who came to harm.
    pub(super) harmed: bool,
    /// A word that is known only for what it says so.
    pub(super) state: Option<Range<usize>>,
    /// A thing that is counted.
    pub(super) thing: Option<Range<usize>>,
    /// Where a word that describes them ends the phrase.
    pub(super) described: Option<Range<usize>>,
}
