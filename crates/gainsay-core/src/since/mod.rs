//! What has changed since a revision: the findings that only the change accounts for, and those of two revisions side by
//! side.
//!
//! Records are compared by what they mean (`meaning`), so that moving, renaming and formatting them changes nothing.

mod compare;
mod lead;
mod meaning;
mod unchanged;

pub use compare::{Both, Difference, compare};
pub use lead::lead_with_changes;
pub use meaning::Meanings;
pub use unchanged::reported;
