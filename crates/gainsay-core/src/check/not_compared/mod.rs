//! What could not be compared, and why: reported, never guessed and never dropped.

mod alone;
mod comparisons;
mod count;
mod lone_subjects;
mod missing_place;
mod note;
mod shown;
mod tally;
mod unlisted;

pub use self::comparisons::{Comparisons, ReasonCounts};
pub(super) use self::count::count;
pub(super) use self::missing_place::MissingPlaces;
pub(super) use self::note::NotCompared;
pub(super) use self::unlisted::UnlistedValues;
