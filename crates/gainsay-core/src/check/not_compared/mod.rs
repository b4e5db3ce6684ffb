//! What could not be compared, and why: told, never guessed and never dropped.

mod finding;
mod gaps;

pub use self::finding::findings;
pub use self::gaps::{Gaps, Missing};
