//! The conflicting pairs of a topic.

use std::collections::BTreeMap;

use crate::check::compare::Tolerances;
use crate::check::compare::pair::{cross_either, in_a_hole};
use crate::check::conflict::sweep::{self, SweptBound};
use crate::check::parallel::each;
use crate::check::topic::{Bound, Scope, Topic};
use crate::finding::Strength;
use crate::value::Point;

/// How many pairs of one topic are listed; all are counted.
pub(crate) const PAIR_LIMIT: usize = 1_000;

/// How many comparisons with a set that has a hole are made in one scope.
const HOLE_LIMIT: usize = 4_000_000;

/// Two claims in conflict, as indices into the claims of their topic, the lower index first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ConflictingPair {
    /// One of the two.
    pub a: usize,
    /// The other.
    pub b: usize,
    /// How sure the conflict is.
    pub strength: Strength,
}

/// A topic under one rule: what the rule tolerates, and which claims it applies to.
#[derive(Debug)]
pub(crate) struct RuledTopic<'t, 'r> {
    /// The claims.
    pub topic: &'t Topic<'r>,
    /// What the rule grants.
    pub tolerances: Tolerances,
    /// Which of the claims the rule applies to; all where nothing is said.
    pub applicable: Option<Vec<bool>>,
}

impl RuledTopic<'_, '_> {
    fn applies_to(&self, at: usize) -> bool {
        self.topic.claims[at].speaks() && self.applicable.as_ref().is_none_or(|applicable| applicable[at])
    }
}

/// The conflicts between the claims of two scopes, or within one.
#[derive(Debug, Default)]
pub(crate) struct Conflicts {
    /// The scope; of a part and the whole around it, the whole.
    pub scope: Scope,
    /// The pairs, up to [`PAIR_LIMIT`], in the order of claims.
    pub pairs: Vec<ConflictingPair>,
    /// How many pairs there are.
    pub total: u64,
    /// All claims that are in any pair, listed or not.
    pub members: Vec<usize>,
}

/// A bound together with the claim that it belongs to.
type Owned = (usize, Bound);

/// Finds the conflicts between different sources within `scope`.
pub(crate) fn within(ruled: &RuledTopic<'_, '_>, scope: Scope) -> Conflicts {
    among(ruled.topic, scope, &apart(ruled, scope), &ruled.tolerances)
}

/// Finds the conflicts between different sources among claims of one `scope`, given by those that may meet each other in time.
pub(crate) fn among(
    topic: &Topic<'_>,
    scope: Scope,
    claims: &[Vec<usize>],
    tolerances: &Tolerances,
) -> Conflicts {
    let mut conflicts = Conflicts { scope, ..Conflicts::default() };
    for members in claims {
        let (lowers, uppers) = (lowers(topic, members), uppers(topic, members));
        collect(topic, &lowers, &uppers, tolerances, &mut conflicts);
        holes(topic, members, tolerances, &mut conflicts);
    }
    finish(conflicts)
}

/// Finds the conflicts between the claims of `part` and those of the `whole` around it.
pub(crate) fn between(ruled: &RuledTopic<'_, '_>, part: Scope, whole: Scope) -> Conflicts {
    let mut conflicts = Conflicts { scope: whole, ..Conflicts::default() };
    for (parts, wholes) in apart(ruled, part).into_iter().zip(apart(ruled, whole)) {
        let (lowers, uppers) = (lowers(ruled.topic, &parts), uppers(ruled.topic, &wholes));
        collect(ruled.topic, &lowers, &uppers, &ruled.tolerances, &mut conflicts);
    }
    finish(conflicts)
}

/// Finds where the bounds of the claims on one side cross those on the other, whatever their scopes.
pub(crate) fn either_way(
    topic: &Topic<'_>,
    left: &[usize],
    right: &[usize],
    tolerances: &Tolerances,
) -> Conflicts {
    let mut conflicts = Conflicts::default();
    for (lower, upper) in [(left, right), (right, left)] {
        collect(topic, &lowers(topic, lower), &uppers(topic, upper), tolerances, &mut conflicts);
    }
    finish(conflicts)
}

/// The claims of `scope` that take part, those that may meet each other in time together: dated ones, undated
/// ones. Where the attribute is valid for good, dates keep nothing apart.
fn apart(ruled: &RuledTopic<'_, '_>, scope: Scope) -> [Vec<usize>; 2] {
    let topic = ruled.topic;
    let members = topic.scopes.get(&scope).into_iter().flatten().copied();
    let (dated, undated) = members.filter(|&at| ruled.applies_to(at)).partition(|&at| topic.in_time(at));
    [dated, undated]
}

fn lowers(topic: &Topic<'_>, members: &[usize]) -> Vec<Owned> {
    members.iter().filter_map(|&at| Some((at, topic.claims[at].basis().lower()?))).collect()
}

fn uppers(topic: &Topic<'_>, members: &[usize]) -> Vec<Owned> {
    members.iter().flat_map(|&at| topic.claims[at].uppers().map(move |bound| (at, bound))).collect()
}

/// Adds the bounds that cross on a common day and, unless those are too many to list, the bounds that miss each other
/// in time by no more than the lag.
fn collect(
    topic: &Topic<'_>,
    lowers: &[Owned],
    uppers: &[Owned],
    tolerances: &Tolerances,
    conflicts: &mut Conflicts,
) {
    let swept = |bounds: &[Owned], at: &dyn Fn(&Bound) -> Point, lag: i32| -> Vec<SweptBound> {
        let one = |(owner, bound): &Owned| {
            SweptBound::new(at(bound), &bound.valid, lag, topic.claims[*owner].claim)
        };
        bounds.iter().map(one).collect()
    };
    let swept_lowers = swept(lowers, &|lower| tolerances.lowered(lower.at, 1), 0);
    let swept_uppers = swept(uppers, &|upper| upper.at, 0);
    let found = sweep::crossings(&swept_lowers, &swept_uppers, PAIR_LIMIT);
    if found.len() == PAIR_LIMIT {
        return collect_many(topic, (lowers, &swept_lowers), (uppers, &swept_uppers), tolerances, conflicts);
    }
    for (lower, upper) in found {
        conflicts.add_crossing(&lowers[lower], &uppers[upper], tolerances);
    }
    if tolerances.lag == 0 {
        return;
    }
    // Who misses the other in time must be apart with every hedge widened, so only bounds that stay closed count.
    let closed = |bounds: &[Owned]| -> Vec<Owned> {
        bounds.iter().filter(|bound| bound.1.widened.is_some()).copied().collect()
    };
    let (lowers, uppers) = (closed(lowers), closed(uppers));
    let widened = |bound: &Bound| bound.widened.unwrap_or(bound.at);
    let swept_lowers = swept(&lowers, &|lower| tolerances.lowered(widened(lower), 2), tolerances.lag);
    let swept_uppers = swept(&uppers, &widened, tolerances.lag);
    for (lower, upper) in sweep::crossings(&swept_lowers, &swept_uppers, 2 * PAIR_LIMIT) {
        if !lowers[lower].1.valid.meets(&uppers[upper].1.valid, 0) {
            conflicts.add_crossing(&lowers[lower], &uppers[upper], tolerances);
        }
    }
}

/// Adds the bounds that cross on a common day where they are too many to list: counts them all, and lists those first
/// that may be strong, so that one sure conflict is not lost among many doubtful ones.
fn collect_many(
    topic: &Topic<'_>,
    lowers: (&[Owned], &[SweptBound]),
    uppers: (&[Owned], &[SweptBound]),
    tolerances: &Tolerances,
    conflicts: &mut Conflicts,
) {
    let count = sweep::count(lowers.1, uppers.1);
    for (bounds, counts) in [lowers.0, uppers.0].into_iter().zip(&count.sides) {
        let crossed = bounds.iter().zip(counts).filter(|&(_, &count)| count > 0);
        conflicts.members.extend(crossed.map(|(bound, _)| bound.0));
    }
    let total = conflicts.total + count.total;
    let sure = |bounds: &[Owned], lower: bool| {
        let closed = bounds.iter().enumerate().filter_map(|(at, bound)| Some((at, bound, bound.1.widened?)));
        let swept = closed.map(|(index, &(at, Bound { valid, .. }), value)| {
            let value = if lower { tolerances.lowered(value, 2) } else { value };
            let bound = SweptBound::new(value, &valid, 0, topic.claims[at].claim);
            (index, SweptBound { to: bound.to.min(tolerances.surely_until(&valid)), ..bound })
        });
        swept.unzip::<usize, SweptBound, Vec<_>, Vec<_>>()
    };
    let (lower_at, sure_lowers) = sure(lowers.0, true);
    let (upper_at, sure_uppers) = sure(uppers.0, false);
    let strong = sweep::crossings(&sure_lowers, &sure_uppers, PAIR_LIMIT / 2);
    let strong = strong.into_iter().map(|(lower, upper)| (lower_at[lower], upper_at[upper]));
    for (lower, upper) in strong.chain(sweep::crossings(lowers.1, uppers.1, PAIR_LIMIT)) {
        conflicts.add_crossing(&lowers.0[lower], &uppers.0[upper], tolerances);
    }
    conflicts.total = total;
}

/// Adds the pairs in which one set lies in a hole of the other: what a denial leaves out, or lists without a
/// common name. Sets of one interval are covered by their bounds.
///
/// Only claims that begin inside a hole can lie in it, so few are looked at in vain. Lists of names have many
/// holes; of those no more than a bounded number is compared.
fn holes(topic: &Topic<'_>, members: &[usize], tolerances: &Tolerances, conflicts: &mut Conflicts) {
    let claims = &topic.claims;
    let set = |at: usize| &claims[at].allowed.plain;
    let holed: Vec<usize> = members.iter().copied().filter(|&at| set(at).intervals().len() > 1).collect();
    if holed.is_empty() {
        return;
    }
    let mut by_low: Vec<(Point, usize)> =
        members.iter().filter_map(|&at| Some((set(at).low()?, at))).collect();
    by_low.sort_unstable();
    let mut left = HOLE_LIMIT;
    for &a in &holed {
        for gap in set(a).intervals().windows(2) {
            let (Some(from), Some(to)) = (gap[0].high, gap[1].low) else { continue };
            let first = by_low.partition_point(|&(low, _)| low <= from);
            for &(_, b) in by_low[first..].iter().take_while(|&&(low, _)| low < to) {
                left = left.saturating_sub(1);
                if left > 0 {
                    add_hole(topic, a, b, tolerances, conflicts);
                }
            }
        }
    }
}

/// Adds the pair if one set leaves out the other without a bound of one lying beyond a bound of the other.
fn add_hole(topic: &Topic<'_>, a: usize, b: usize, tolerances: &Tolerances, conflicts: &mut Conflicts) {
    let (one, other) = (&topic.claims[a], &topic.claims[b]);
    if one.claim.source.value == other.claim.source.value
        || cross_either(&one.bounds(), &other.bounds(), tolerances).is_some()
    {
        return;
    }
    if let Some(strength) = in_a_hole(one, other, tolerances) {
        conflicts.add(a, b, strength);
    }
}

impl Conflicts {
    /// Leaves out the pairs that `reported` says have been reported already.
    pub(crate) fn leave_out(&mut self, reported: impl Fn(usize, usize) -> bool) {
        let before = self.pairs.len();
        self.pairs.retain(|pair| !reported(pair.a, pair.b));
        if self.pairs.len() < before {
            self.total -= (before - self.pairs.len()) as u64;
            self.members = self.pairs.iter().flat_map(|pair| [pair.a, pair.b]).collect();
            self.members.sort_unstable();
            self.members.dedup();
        }
    }

    /// Makes the pairs weak that are `doubtful`.
    pub(crate) fn weaken(&mut self, doubtful: impl Fn(usize, usize) -> bool) {
        for pair in self.pairs.iter_mut().filter(|pair| doubtful(pair.a, pair.b)) {
            pair.strength = Strength::Weak;
        }
    }

    fn add_crossing(&mut self, lower: &Owned, upper: &Owned, tolerances: &Tolerances) {
        if let Some(strength) = tolerances.cross(&lower.1, &upper.1) {
            self.add(lower.0, upper.0, strength);
        }
    }

    fn add(&mut self, a: usize, b: usize, strength: Strength) {
        self.total += 1;
        if self.pairs.len() < PAIR_LIMIT {
            self.pairs.push(ConflictingPair { a: a.min(b), b: a.max(b), strength });
        }
        self.members.extend([a, b]);
    }
}

/// Puts the pairs in order; two claims may cross at more than one end, which is one pair.
fn finish(mut conflicts: Conflicts) -> Conflicts {
    let mut pairs: BTreeMap<(usize, usize), Strength> = BTreeMap::new();
    let listed = conflicts.pairs.len();
    for pair in conflicts.pairs.drain(..) {
        let strength = pairs.entry((pair.a, pair.b)).or_insert(pair.strength);
        *strength = (*strength).max(pair.strength);
    }
    conflicts.total -= (listed - pairs.len()) as u64;
    conflicts.pairs =
        pairs.into_iter().map(|((a, b), strength)| ConflictingPair { a, b, strength }).collect();
    conflicts.members.sort_unstable();
    conflicts.members.dedup();
    conflicts
}

/// All conflicts between different sources in the scopes that the rule `covers`, and of their parts with them.
pub(crate) fn all(ruled: &RuledTopic<'_, '_>, covers: impl Fn(Scope) -> bool + Sync) -> Vec<Conflicts> {
    let scopes: Vec<Scope> = ruled.topic.scopes.keys().copied().collect();
    let found = each(&scopes, |&scope| {
        let own = covers(scope).then(|| within(ruled, scope));
        let wholes = ruled.topic.around(scope).iter().filter(|&&whole| covers(whole));
        let across = wholes.map(|&whole| between(ruled, scope, whole));
        let found = own.into_iter().chain(across);
        found.filter(|conflicts| !conflicts.pairs.is_empty()).collect::<Vec<_>>()
    });
    found.into_iter().flatten().collect()
}
