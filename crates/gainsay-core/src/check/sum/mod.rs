//! Bounds of claims added up, percentages of them, and sums held against each other.

mod added;
mod best;
mod exceeding;
mod finding;
mod range_max;
mod shares;
mod term;
mod total;

pub(crate) use self::added::{Part, Sum};
pub(super) use self::exceeding::{Addend, exceeding};
pub(crate) use self::finding::{Exceeded, ExceededSum};
pub(super) use self::shares::shares;
