//! What claims are called by.

/// What a claim is called by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CalledBy {
    /// The id of its record, be it shared with others.
    Id,
    /// The name of its file, and its number there.
    Number,
    /// What its row of a table says.
    Row,
}
