//! Why the conflict of two claims is no more than weak: the same decisions by which it is found, asked once more for one pair.

use std::collections::BTreeSet;

use super::compare::Tolerances;
use super::compare::pair::{doubts_in_a_hole, held};
use super::compare::scopes::{Related, related};
use super::context::Context;
use super::selection;
use super::topic::Topic;
use crate::finding::WeakReason;
use crate::rule::Rule;

/// Why the claims `a` and `b` of `topic`, which conflict under `rule`, do so no more than weakly; nothing where they do strongly.
pub(super) fn of_pair(
    topic: &Topic<'_>,
    rule: &Rule,
    (a, b): (usize, usize),
    context: &Context<'_>,
) -> Vec<WeakReason> {
    let tolerances = Tolerances::of(rule, topic);
    let (one, other) = (&topic.claims[a], &topic.claims[b]);
    let related = related(topic, one.scope, other.scope, context).unwrap_or(Related::Same);
    let held = held(related, one, other, &tolerances);
    let held = held.filter(|held| held.crossing.strength().is_some());
    let of_bounds = held.iter().flat_map(|held| tolerances.doubts(&held.lower, &held.upper));
    let in_hole = held.is_none().then(|| doubts_in_a_hole(one, other, &tolerances)).into_iter().flatten();
    let of_claims = selection::doubts(rule, topic, (a, b), context);
    let all: BTreeSet<WeakReason> = of_claims.chain(of_bounds).chain(in_hole).collect();
    all.into_iter().collect()
}
