//! A term of a side, before its bounds are sorted.

use super::added::Sum;

/// One term of a side.
#[derive(Debug, Clone)]
pub(crate) struct Addend<'t> {
    /// Its bounds: lower ones on the side that is too large, upper ones on the other.
    pub ends: Vec<Sum<'t>>,
    /// Whether it counts something, so that it is not below zero where no claim gives it.
    pub counts: bool,
}
