//! Bounds of claims added up, percentages of them, and sums held against each other.

mod added;
mod addend;
mod against;
mod beside;
mod best;
mod end;
mod exceeding;
mod finding;
mod hull;
mod range_max;
mod shares;
mod single;
mod statement;
mod strength;
mod strong;
mod term;
#[cfg(test)]
mod tests;
mod total;

pub(crate) use self::added::Sum;
pub(super) use self::addend::Addend;
pub(super) use self::exceeding::{exceeding, exceeding_at_all};
pub(crate) use self::finding::{Exceeded, ExceededSum, by_sum};
pub(super) use self::hull::{hull, is_rounded, minus, plus, zero};
pub(super) use self::shares::shares;
