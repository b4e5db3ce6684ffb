//! Two claims compared with each other.

use super::scopes::Related;
use super::{Crossing, Tolerances};
use crate::check::topic::{Bound, TopicClaim};
use crate::finding::{Strength, WeakReason};
use crate::value::Ranges;

/// Whether the set of one claim lies in a hole of the other's, and how sure that conflict is.
pub(crate) fn in_a_hole(a: &TopicClaim<'_>, b: &TopicClaim<'_>, tolerances: &Tolerances) -> Option<Strength> {
    let begins = begins_in_hole(&a.allowed.plain, &b.allowed.plain)
        || begins_in_hole(&b.allowed.plain, &a.allowed.plain);
    begins.then(|| tolerances.in_hole((&a.allowed, &a.bounds()), (&b.allowed, &b.bounds())))?
}

/// Why that conflict is no more than weak; nothing where it is strong.
pub(crate) fn doubts_in_a_hole(
    a: &TopicClaim<'_>,
    b: &TopicClaim<'_>,
    tolerances: &Tolerances,
) -> Vec<WeakReason> {
    tolerances.doubts_in_hole((&a.allowed, &a.bounds()), (&b.allowed, &b.bounds())).collect()
}

/// Whether `set` begins in a hole of `holed`.
fn begins_in_hole(set: &Ranges, holed: &Ranges) -> bool {
    let Some(low) = set.low() else { return false };
    let below = holed.intervals().partition_point(|interval| interval.high.is_some_and(|high| high < low));
    below > 0 && holed.intervals().get(below).is_some_and(|next| next.low > Some(low))
}

/// A lower bound compared with an upper bound.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Compared {
    /// What came of it.
    pub crossing: Crossing,
    /// The lower bound.
    pub lower: Bound,
    /// The upper bound.
    pub upper: Bound,
    /// Whether the lower bound is that of the claim named second.
    pub turned: bool,
}

/// The lower bound of one claim compared with the upper bounds of another: what is closest to a conflict. Nothing where
/// either has no such bound.
pub(crate) fn one_way(
    one: &TopicClaim<'_>,
    other: &TopicClaim<'_>,
    tolerances: &Tolerances,
) -> Option<Compared> {
    let bounds = one.bounds();
    let compared = |upper| {
        let [lower, upper] = tolerances.of_sets([bounds.lower?, upper], [&one.allowed, &other.allowed]);
        Some(Compared { crossing: tolerances.crossing(&lower, &upper), lower, upper, turned: false })
    };
    other.uppers().filter_map(compared).max_by_key(|compared| compared.crossing)
}

/// The same both ways, for two claims about the same scope.
fn both_ways(a: &TopicClaim<'_>, b: &TopicClaim<'_>, tolerances: &Tolerances) -> Option<Compared> {
    let turned = one_way(b, a, tolerances).map(|compared| Compared { turned: true, ..compared });
    one_way(a, b, tolerances).into_iter().chain(turned).max_by_key(|compared| compared.crossing)
}

/// The bounds of two claims that are so related, compared: both ways within one scope, else that of the part against the whole.
pub(crate) fn held(
    related: Related,
    one: &TopicClaim<'_>,
    other: &TopicClaim<'_>,
    tolerances: &Tolerances,
) -> Option<Compared> {
    match related {
        Related::Same => both_ways(one, other, tolerances),
        Related::Part => one_way(one, other, tolerances),
        Related::Whole => {
            one_way(other, one, tolerances).map(|compared| Compared { turned: true, ..compared })
        }
    }
}

/// The surest crossing of the bounds of two claims about the same scope.
pub(crate) fn cross_either(
    a: &TopicClaim<'_>,
    b: &TopicClaim<'_>,
    tolerances: &Tolerances,
) -> Option<Strength> {
    both_ways(a, b, tolerances).and_then(|compared| compared.crossing.strength())
}
