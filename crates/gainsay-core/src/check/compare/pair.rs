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

/// The lower bound of one claim beside each upper bound of another, as they are compared.
fn facing(
    one: &TopicClaim<'_>,
    other: &TopicClaim<'_>,
    tolerances: &Tolerances,
) -> impl Iterator<Item = [Bound; 2]> {
    let uppers = one.basis().lower().map(|lower| other.uppers().map(move |upper| [lower, upper]));
    uppers.into_iter().flatten().map(|bounds| tolerances.of_sets(bounds, [&one.allowed, &other.allowed]))
}

/// The lower bound of one claim compared with the upper bounds of another: what is closest to a conflict. Nothing where
/// either has no such bound.
pub(crate) fn one_way(
    one: &TopicClaim<'_>,
    other: &TopicClaim<'_>,
    tolerances: &Tolerances,
) -> Option<Compared> {
    let compared = |[lower, upper]: [Bound; 2]| Compared {
        crossing: tolerances.crossing(&lower, &upper),
        lower,
        upper,
        turned: false,
    };
    facing(one, other, tolerances).map(compared).max_by_key(|compared| compared.crossing)
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

/// What comes of comparing them, without the bounds. It is asked for very many pairs, and bounds are large.
pub(crate) fn crossing(
    related: Related,
    one: &TopicClaim<'_>,
    other: &TopicClaim<'_>,
    tolerances: &Tolerances,
) -> Option<Crossing> {
    let one_way = |one, other| {
        let crossings =
            facing(one, other, tolerances).map(|[lower, upper]| tolerances.crossing(&lower, &upper));
        crossings.max()
    };
    match related {
        Related::Same => one_way(one, other).max(one_way(other, one)),
        Related::Part => one_way(one, other),
        Related::Whole => one_way(other, one),
    }
}

/// The surest crossing of the bounds of two claims about the same scope.
pub(crate) fn cross_either(
    a: &TopicClaim<'_>,
    b: &TopicClaim<'_>,
    tolerances: &Tolerances,
) -> Option<Strength> {
    crossing(Related::Same, a, b, tolerances).and_then(Crossing::strength)
}
