//! A term of a sum.

use rust_decimal::Decimal;

use super::best::Track;
use super::end::End;

/// A term with its bounds, the best first.
pub(super) struct Term<'t> {
    pub ends: Vec<End<'t>>,
    pub track: Track,
    /// Whether it is zero at least where no claim gives it.
    pub optional: bool,
}

impl<'t> Term<'t> {
    /// The term with these bounds, of which the highest are the best where `highest`, else the lowest; of equal ones that of the earlier
    /// claim. Of a term that is zero at least, no bound below zero counts.
    pub(super) fn new(mut ends: Vec<End<'t>>, optional: bool, highest: bool) -> Self {
        ends.retain(|end| !optional || end.at.at >= Decimal::ZERO);
        ends.sort_by(|a, b| {
            let order = a.at.cmp(&b.at);
            let order = if highest { order.reverse() } else { order };
            order.then_with(|| a.sum.claims().cmp(&b.sum.claims()))
        });
        Self::sorted(ends, optional)
    }

    /// The same where they are in that order already.
    pub(super) fn sorted(ends: Vec<End<'t>>, optional: bool) -> Self {
        let track = Track::new(ends.iter().map(|end| (end.from, end.to)));
        Self { ends, track, optional }
    }
}

/// A number and how many of the bounds that it is made of lie just before or after it.
pub(super) type Nudged = (Decimal, i64);
