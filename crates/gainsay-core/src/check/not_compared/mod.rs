//! What could not be compared, and why: reported, never guessed and never dropped.

mod finding;
mod gaps;
mod kinds;
mod unlisted;

pub use self::finding::findings;
pub use self::gaps::{Gaps, Missing};
pub use self::kinds::findings as of_kinds;
pub use self::unlisted::findings as of_unlisted;
