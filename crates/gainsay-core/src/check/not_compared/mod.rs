//! What could not be compared, and why: reported, never guessed and never dropped.

mod finding;
mod gaps;

pub use self::finding::NotCompared;
pub use self::gaps::{Gaps, Missing};
