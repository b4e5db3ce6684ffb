//! The kinds of problems that the reader reports.

use std::fmt;

/// What kind of problem the reader reports.
///
/// Whoever collects problems of further kinds converts these into a type of their own, and the compiler sees that none is
/// left out: a new kind is a change of this crate's interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// The aliases of a file expand to too much.
    AliasBudget,
    /// A mapping has a key twice.
    DuplicateKey,
    /// A value is none of those that its key may have.
    InvalidValue,
    /// The text is not YAML.
    MalformedYaml,
    /// A key that has to be there is not.
    MissingKey,
    /// An alias stands within what it stands for.
    RecursiveAlias,
    /// An alias refers to no anchor.
    UnknownAnchor,
    /// A key is none of those that its mapping may have.
    UnknownKey,
    /// A value is of another type than its key takes.
    WrongType,
}

impl Code {
    /// All kinds.
    pub const ALL: [Self; 9] = [
        Self::AliasBudget,
        Self::DuplicateKey,
        Self::InvalidValue,
        Self::MalformedYaml,
        Self::MissingKey,
        Self::RecursiveAlias,
        Self::UnknownAnchor,
        Self::UnknownKey,
        Self::WrongType,
    ];

    /// The stable kebab-case name, such as `unknown-key`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AliasBudget => "alias-budget",
            Self::DuplicateKey => "duplicate-key",
            Self::InvalidValue => "invalid-value",
            Self::MalformedYaml => "malformed-yaml",
            Self::MissingKey => "missing-key",
            Self::RecursiveAlias => "recursive-alias",
            Self::UnknownAnchor => "unknown-anchor",
            Self::UnknownKey => "unknown-key",
            Self::WrongType => "wrong-type",
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
