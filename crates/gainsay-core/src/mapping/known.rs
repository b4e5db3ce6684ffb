//! What columns are called that need no mapping: as the keys of a claim, or as in the tables that gainsay writes.

use crate::claim::KEYS;

/// The columns of the audit's table of claims that follow from what a claim says.
const DERIVED: [&str; 25] = [
    "source-name",
    "reliability",
    "cites-name",
    "subject-name",
    "attribute-name",
    "place-name",
    "allows",
    "low",
    "high",
    "unit",
    "date",
    "low-stands",
    "high-stands",
    "revised-by",
    "echo",
    "unverified",
    "in-conflict",
    "path",
    "line",
    "column",
    "wording",
    "figure-low",
    "figure-best",
    "figure-high",
    "fingerprint",
];

/// The columns without which a table has no claims.
pub(super) const NEEDED: [&str; 3] = ["source", "attribute", "value"];

/// Whether a column whose name stands for `name` is one of them.
pub(super) fn is_known(name: &str) -> bool {
    KEYS.contains(&name) || DERIVED.contains(&name)
}

/// The key that a column of that name stands for.
pub(super) fn key(name: &str) -> String {
    let word = name.trim().to_lowercase().replace(['_', ' '], "-");
    if word == "is-final" { "final".to_owned() } else { word }
}
