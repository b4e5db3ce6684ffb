//! How bad a finding is.

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Deserialize;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Not reported at all.
    Off,
    /// Worth knowing; shown on demand.
    Note,
    /// Worth a look.
    Warning,
    /// Fails the check.
    Error,
}
