//! What fails a check.

use clap::ValueEnum;
use schemars::JsonSchema;
use serde::Deserialize;

use gainsay_core::rule::Severity;

/// What fails a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub(super) enum FailOn {
    /// Errors only
    Error,
    /// Warnings and errors
    Warning,
    /// Any finding
    Note,
    /// Errors, and any pair or claim that was not compared
    NotCompared,
    /// Nothing
    Never,
}

impl FailOn {
    /// The least severity that is shown on account of it: a check must not fail on what it keeps to itself. What was not compared
    /// is a note.
    pub(super) fn shown(self) -> Option<Severity> {
        if self == Self::NotCompared { Some(Severity::Note) } else { self.least() }
    }

    /// The least severity that fails the check.
    pub(super) fn least(self) -> Option<Severity> {
        match self {
            Self::Error | Self::NotCompared => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Note => Some(Severity::Note),
            Self::Never => None,
        }
    }
}
