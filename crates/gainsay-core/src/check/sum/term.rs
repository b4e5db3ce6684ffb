//! A term of a sum.

use super::added::Sum;
use super::best::{Track, sort_by_preference};

/// A term with its bounds, the best first.
pub(super) struct Term<'t> {
    pub ends: Vec<Sum<'t>>,
    pub track: Track,
    /// Whether it is zero at least where no claim gives it.
    pub optional: bool,
}

impl<'t> Term<'t> {
    /// The term with these bounds, of which the highest are the best where `highest`, else the lowest.
    pub(super) fn new(mut ends: Vec<Sum<'t>>, optional: bool, highest: bool) -> Self {
        sort_by_preference(&mut ends, highest);
        let track = Track::new(&ends);
        Self { ends, track, optional }
    }
}
