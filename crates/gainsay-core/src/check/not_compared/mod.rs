//! What could not be compared, and why: reported, never guessed and never dropped.

mod comparisons;
pub(super) mod days;
mod finding;
pub(super) mod scopes;
mod tally;
mod unlisted;

pub use self::comparisons::{Comparisons, ReasonCounts};
pub(super) use self::finding::{NotCompared, count};
