//! What could not be compared, and why: reported, never guessed and never dropped.

mod finding;
mod gaps;
mod kinds;
mod unlisted;

pub(super) use self::finding::NotCompared;
pub(super) use self::gaps::Gaps;
pub use self::gaps::Missing;
