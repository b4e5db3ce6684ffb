//! What has changed since a revision: the findings that only the change accounts for, and those of two revisions side by
//! side.
//!
//! Records are compared by what they mean (`meaning`), so that moving, renaming and formatting them changes nothing.

mod compare;
mod meaning;
mod unchanged;

pub use compare::{Difference, Moved, compare};
pub use unchanged::told;

use crate::claim::Records;
use crate::finding::Finding;
use crate::rule::Rules;
use gainsay_yaml::text::Files;

/// What was checked, and what was found.
#[derive(Debug, Clone, Copy)]
pub struct Checked<'r> {
    /// The files that spans point into.
    pub files: &'r Files,
    /// What the claim files hold.
    pub records: &'r Records,
    /// The rules in force.
    pub rules: &'r Rules,
    /// What was found.
    pub findings: &'r [Finding],
}
