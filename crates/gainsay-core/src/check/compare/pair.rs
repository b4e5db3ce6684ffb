//! Two claims held against each other.

use super::{Crossing, Measure};
use crate::check::topic::claim::ClaimBox;
use crate::check::topic::validity::{End, Ends};
use crate::finding::Strength;
use crate::value::Ranges;

/// Whether the set of one claim lies in a hole of the other's, and how sure that conflict is.
pub fn in_a_hole(a: &ClaimBox<'_>, b: &ClaimBox<'_>, measure: &Measure) -> Option<Strength> {
    let begins = begins_in_hole(&a.allowed.plain, &b.allowed.plain)
        || begins_in_hole(&b.allowed.plain, &a.allowed.plain);
    begins.then(|| measure.in_hole((&a.allowed, &a.ends()), (&b.allowed, &b.ends())))?
}

/// Whether `set` begins in a hole of `holed`.
fn begins_in_hole(set: &Ranges, holed: &Ranges) -> bool {
    let Some(low) = set.low() else { return false };
    let below = holed.intervals().partition_point(|interval| interval.high.is_some_and(|high| high < low));
    below > 0 && holed.intervals().get(below).is_some_and(|next| next.low > Some(low))
}

/// A low end held against a high end.
#[derive(Debug, Clone, Copy)]
pub struct Held {
    /// What came of it.
    pub crossing: Crossing,
    /// The low end.
    pub low: End,
    /// The high end.
    pub high: End,
    /// Whether the low end is that of the claim named second.
    pub turned: bool,
}

/// The low end of one claim held against the high ends of another: what is closest to a conflict. Nothing where either
/// has no such end.
#[must_use]
pub fn hold(low: &Ends, highs: &Ends, measure: &Measure) -> Option<Held> {
    let low = low.low?;
    let held = |high| Held { crossing: measure.crossing(&low, &high), low, high, turned: false };
    highs.highs().map(held).max_by_key(|held| held.crossing)
}

/// The same both ways, for two claims about the same scope.
#[must_use]
pub fn hold_either(a: &Ends, b: &Ends, measure: &Measure) -> Option<Held> {
    let turned = hold(b, a, measure).map(|held| Held { turned: true, ..held });
    [hold(a, b, measure), turned].into_iter().flatten().max_by_key(|held| held.crossing)
}

/// The surest crossing of the ends of two claims about the same scope.
#[must_use]
pub fn cross_either(a: &Ends, b: &Ends, measure: &Measure) -> Option<Strength> {
    hold_either(a, b, measure).and_then(|held| held.crossing.strength())
}

/// Whether two claims of different sources about the same scope conflict, and how surely: what [`within`] finds of them.
#[must_use]
pub fn of_one_scope(a: &ClaimBox<'_>, b: &ClaimBox<'_>, measure: &Measure) -> Option<Strength> {
    cross_either(&a.ends(), &b.ends(), measure).or_else(|| in_a_hole(a, b, measure))
}
