//! Where the ids of claims come from.

/// Where the id of a claim comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdFrom {
    /// Its record says it, be it shared with others.
    Record,
    /// It is made of the name of its file, and its number there.
    Number,
    /// It is made of what its row of a table says.
    Row,
}
