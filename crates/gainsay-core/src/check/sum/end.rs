//! A bound, as it is or as strong evidence takes it.

use super::added::Sum;
use crate::check::compare::Tolerances;
use crate::date::Day;
use crate::value::Point;

/// A bound as it is held against others: where it lies, and from which day to which.
#[derive(Debug, Clone)]
pub(super) struct End<'t> {
    pub sum: Sum<'t>,
    pub at: Point,
    pub from: Day,
    pub to: Day,
}

impl<'t> End<'t> {
    /// The bound as worded, while it is valid.
    pub(super) fn plain(sum: Sum<'t>) -> Self {
        let (at, valid) = (sum.bound.at, &sum.bound.valid);
        let (from, to) = (valid.from, valid.to);
        Self { sum, at, from, to }
    }

    /// The same as strong evidence takes it: with every hedge widened, and while it surely is of one time with others. Nothing where it
    /// never is.
    pub(super) fn sure(sum: Sum<'t>, tolerances: &Tolerances) -> Option<Self> {
        let at = sum.bound.widened.filter(|_| sum.said().all(|said| said.doubt.is_none()))?;
        let (from, to) = tolerances.sure_days(&sum.bound.valid)?;
        Some(Self { sum, at, from, to })
    }
}
