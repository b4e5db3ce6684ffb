//! How much of a subject a status is about.

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Deserialize;

/// How much of the subject a status speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Share {
    /// All of it: the default.
    All,
    /// Most of it.
    Most,
    /// Some of it.
    Some,
    /// None of it.
    None,
}

impl Share {
    /// The share as records write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Most => "most",
            Self::Some => "some",
            Self::None => "none",
        }
    }
}
