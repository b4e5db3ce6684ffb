//! The conflicting pairs of a topic.

use crate::check::compare::pair::{cross_either, in_a_hole};
use crate::check::compare::{Measure, share_a_day};
use crate::check::conflict::sweep;
use crate::check::conflict::sweep::Standing;
use crate::check::parallel::each;
use crate::check::topic::Topic;
use crate::check::topic::key::Scope;
use crate::check::topic::validity::End;
use crate::finding::Strength;
use crate::value::Point;
use std::collections::BTreeMap;

/// How many pairs of one topic are listed; all are counted.
pub const PAIR_LIMIT: usize = 1_000;

/// How many comparisons with a set that has a hole are made in one scope.
const HOLE_LIMIT: usize = 4_000_000;

/// Two claims in conflict, as indices into the boxes of their topic, the lower index first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clash {
    /// One of the two.
    pub a: usize,
    /// The other.
    pub b: usize,
    /// How sure the conflict is.
    pub strength: Strength,
}

/// A topic under one rule: what the rule grants, and which claims it hears.
#[derive(Debug)]
pub struct Hearing<'t, 'r> {
    /// The claims.
    pub topic: &'t Topic<'r>,
    /// What the rule grants.
    pub measure: Measure,
    /// Which of the claims the rule hears; all where nothing is said.
    pub heard: Option<Vec<bool>>,
}

impl Hearing<'_, '_> {
    fn hears(&self, at: usize) -> bool {
        self.topic.boxes[at].speaks() && self.heard.as_ref().is_none_or(|heard| heard[at])
    }
}

/// The conflicts between the claims of two scopes, or within one.
#[derive(Debug, Default)]
pub struct Clashes {
    /// The scope; of a part and the whole around it, the whole.
    pub scope: Scope,
    /// The pairs, up to [`PAIR_LIMIT`], in the order of boxes.
    pub pairs: Vec<Clash>,
    /// How many pairs there are.
    pub total: u64,
    /// All claims that are in any pair, listed or not.
    pub members: Vec<usize>,
}

/// An end together with the box that it belongs to.
type Owned = (usize, End);

/// Finds the conflicts between different sources within `scope`.
#[must_use]
pub fn within(hearing: &Hearing<'_, '_>, scope: Scope) -> Clashes {
    let mut clashes = Clashes { scope, ..Clashes::default() };
    for members in apart(hearing, scope) {
        let (lows, highs) = (lows(hearing.topic, &members), highs(hearing.topic, &members));
        collect(hearing.topic, &lows, &highs, &hearing.measure, &mut clashes);
        holes(hearing.topic, &members, &hearing.measure, &mut clashes);
    }
    finish(clashes)
}

/// Finds the conflicts between the claims of `part` and those of the `whole` around it.
#[must_use]
pub fn between(hearing: &Hearing<'_, '_>, part: Scope, whole: Scope) -> Clashes {
    let mut clashes = Clashes { scope: whole, ..Clashes::default() };
    for (parts, wholes) in apart(hearing, part).into_iter().zip(apart(hearing, whole)) {
        let (lows, highs) = (lows(hearing.topic, &parts), highs(hearing.topic, &wholes));
        collect(hearing.topic, &lows, &highs, &hearing.measure, &mut clashes);
    }
    finish(clashes)
}

/// Finds where the ends of the claims on one side cross those on the other, whatever their scopes.
#[must_use]
pub fn either_way(topic: &Topic<'_>, left: &[usize], right: &[usize], measure: &Measure) -> Clashes {
    let mut clashes = Clashes::default();
    collect(topic, &lows(topic, left), &highs(topic, right), measure, &mut clashes);
    collect(topic, &lows(topic, right), &highs(topic, left), measure, &mut clashes);
    finish(clashes)
}

/// The claims of `scope` that take part, those that may meet each other in time together: dated ones, undated
/// ones. Where the attribute stands always, dates keep nothing apart.
fn apart(hearing: &Hearing<'_, '_>, scope: Scope) -> [Vec<usize>; 2] {
    let topic = hearing.topic;
    let members = topic.scopes.get(&scope).map(Vec::as_slice).unwrap_or_default();
    let speaking = members.iter().copied().filter(|&at| hearing.hears(at));
    let (dated, undated) = speaking.partition(|&at| topic.in_time(at));
    [dated, undated]
}

fn lows(topic: &Topic<'_>, members: &[usize]) -> Vec<Owned> {
    members.iter().filter_map(|&at| Some((at, topic.boxes[at].basis().low()?))).collect()
}

fn highs(topic: &Topic<'_>, members: &[usize]) -> Vec<Owned> {
    members.iter().flat_map(|&at| topic.boxes[at].highs().map(move |end| (at, end))).collect()
}

/// Adds the ends that cross on a common day and, unless those are too many to list, the ends that miss each other
/// in time by no more than the grace.
fn collect(topic: &Topic<'_>, lows: &[Owned], highs: &[Owned], measure: &Measure, clashes: &mut Clashes) {
    let owner = |at: usize| topic.boxes[at].claim.source.value.number();
    let standing = |&(at, end): &Owned, value: Point, grace: i32| Standing {
        at: value,
        from: end.from,
        to: end.until(grace),
        owner: owner(at),
    };
    let low_ends: Vec<Standing> =
        lows.iter().map(|low| standing(low, measure.lowered(low.1.at, 1), 0)).collect();
    let high_ends: Vec<Standing> = highs.iter().map(|high| standing(high, high.1.at, 0)).collect();
    let found = sweep::crossings(&low_ends, &high_ends, PAIR_LIMIT);
    if found.len() == PAIR_LIMIT {
        return collect_many(topic, (lows, &low_ends), (highs, &high_ends), measure, clashes);
    }
    let mut add = |low: &Owned, high: &Owned| {
        if let Some(strength) = measure.cross(&low.1, &high.1) {
            clashes.add(low.0, high.0, strength);
        }
    };
    for (low, high) in found {
        add(&lows[low], &highs[high]);
    }
    if measure.grace == 0 {
        return;
    }
    // Who misses the other in time must be apart with every hedge doubled, so only ends that stay closed count.
    let doubled =
        |ends: &[Owned]| ends.iter().filter(|end| end.1.doubled.is_some()).copied().collect::<Vec<_>>();
    let (lows, highs) = (doubled(lows), doubled(highs));
    let value = |end: &Owned| end.1.doubled.unwrap_or(end.1.at);
    let low_ends: Vec<Standing> =
        lows.iter().map(|low| standing(low, measure.lowered(value(low), 2), measure.grace)).collect();
    let high_ends: Vec<Standing> =
        highs.iter().map(|high| standing(high, value(high), measure.grace)).collect();
    for (low, high) in sweep::crossings(&low_ends, &high_ends, 2 * PAIR_LIMIT) {
        if !share_a_day(&lows[low].1, &highs[high].1, 0) {
            add(&lows[low], &highs[high]);
        }
    }
}

/// Adds the ends that cross on a common day where they are too many to list: counts them all, and lists those first
/// that may be strong, so that one sure conflict is not lost among many doubtful ones.
fn collect_many(
    topic: &Topic<'_>,
    lows: (&[Owned], &[Standing]),
    highs: (&[Owned], &[Standing]),
    measure: &Measure,
    clashes: &mut Clashes,
) {
    let count = sweep::count(lows.1, highs.1);
    let crossed = |ends: &[Owned], counts: Vec<u64>| {
        let hit = ends.iter().zip(counts).filter(|&(_, count)| count > 0);
        hit.map(|(&(at, _), _)| at).collect::<Vec<_>>()
    };
    clashes.members.extend(crossed(lows.0, count.lows));
    clashes.members.extend(crossed(highs.0, count.highs));
    let total = clashes.total + count.total;
    let sure = |ends: &[Owned], low: bool| {
        let closed = ends.iter().enumerate().filter_map(|(index, end)| Some((index, end, end.1.doubled?)));
        let standing = closed.map(|(index, &(at, end), value)| {
            let at_value = if low { measure.lowered(value, 2) } else { value };
            let to = if end.lasting { end.to } else { end.to.min(end.said.last.plus(measure.near)) };
            let owner = topic.boxes[at].claim.source.value.number();
            (index, Standing { at: at_value, from: end.from, to, owner })
        });
        standing.unzip::<usize, Standing, Vec<_>, Vec<_>>()
    };
    let (low_at, low_ends) = sure(lows.0, true);
    let (high_at, high_ends) = sure(highs.0, false);
    let strong = sweep::crossings(&low_ends, &high_ends, PAIR_LIMIT / 2);
    let strong = strong.into_iter().map(|(low, high)| (low_at[low], high_at[high]));
    for (low, high) in strong.chain(sweep::crossings(lows.1, highs.1, PAIR_LIMIT)) {
        let (low, high) = (&lows.0[low], &highs.0[high]);
        if let Some(strength) = measure.cross(&low.1, &high.1) {
            clashes.add(low.0, high.0, strength);
        }
    }
    clashes.total = total;
}

/// Adds the pairs in which one set lies in a hole of the other: what a denial leaves out, or lists without a
/// common name. Sets of one interval are covered by their ends.
///
/// Only claims that begin inside a hole can lie in it, so few are looked at in vain. Lists of names have many
/// holes; of those no more than a bounded number is compared.
fn holes(topic: &Topic<'_>, members: &[usize], measure: &Measure, clashes: &mut Clashes) {
    let boxes = &topic.boxes;
    let set = |at: usize| &boxes[at].allowed.plain;
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
                    add_hole(topic, a, b, measure, clashes);
                }
            }
        }
    }
}

/// Adds the pair if one set leaves out the other without an end of one lying beyond an end of the other.
fn add_hole(topic: &Topic<'_>, a: usize, b: usize, measure: &Measure, clashes: &mut Clashes) {
    let (one, other) = (&topic.boxes[a], &topic.boxes[b]);
    if one.claim.source.value == other.claim.source.value
        || cross_either(&one.ends(), &other.ends(), measure).is_some()
    {
        return;
    }
    if let Some(strength) = in_a_hole(one, other, measure) {
        clashes.add(a, b, strength);
    }
}

impl Clashes {
    /// Leaves out the pairs that `told` says have been told already.
    pub fn leave_out(&mut self, told: impl Fn(usize, usize) -> bool) {
        let before = self.pairs.len();
        self.pairs.retain(|pair| !told(pair.a, pair.b));
        if self.pairs.len() < before {
            self.total -= (before - self.pairs.len()) as u64;
            self.members = self.pairs.iter().flat_map(|pair| [pair.a, pair.b]).collect();
            self.members.sort_unstable();
            self.members.dedup();
        }
    }

    /// Makes the pairs weak that are `doubtful`.
    pub fn weaken(&mut self, doubtful: impl Fn(usize, usize) -> bool) {
        for pair in self.pairs.iter_mut().filter(|pair| doubtful(pair.a, pair.b)) {
            pair.strength = Strength::Weak;
        }
    }

    fn add(&mut self, a: usize, b: usize, strength: Strength) {
        self.total += 1;
        if self.pairs.len() < PAIR_LIMIT {
            self.pairs.push(Clash { a: a.min(b), b: a.max(b), strength });
        }
        self.members.extend([a, b]);
    }
}

/// Puts the pairs in order; two claims may cross at more than one end, which is one pair.
fn finish(mut clashes: Clashes) -> Clashes {
    let mut pairs: BTreeMap<(usize, usize), Strength> = BTreeMap::new();
    let listed = clashes.pairs.len();
    for clash in clashes.pairs.drain(..) {
        let strength = pairs.entry((clash.a, clash.b)).or_insert(clash.strength);
        *strength = (*strength).max(clash.strength);
    }
    clashes.total -= (listed - pairs.len()) as u64;
    clashes.pairs = pairs.into_iter().map(|((a, b), strength)| Clash { a, b, strength }).collect();
    clashes.members.sort_unstable();
    clashes.members.dedup();
    clashes
}

/// All conflicts between different sources in the scopes that the rule `covers`, and of their parts with them.
#[must_use]
pub fn all(hearing: &Hearing<'_, '_>, covers: impl Fn(Scope) -> bool + Sync) -> Vec<Clashes> {
    let scopes: Vec<Scope> = hearing.topic.scopes.keys().copied().collect();
    let found = each(&scopes, |&scope| {
        let own = covers(scope).then(|| within(hearing, scope));
        let wholes = hearing.topic.around(scope).iter().filter(|&&whole| covers(whole));
        let across = wholes.map(|&whole| between(hearing, scope, whole));
        let found = own.into_iter().chain(across);
        found.filter(|clashes| !clashes.pairs.is_empty()).collect::<Vec<_>>()
    });
    found.into_iter().flatten().collect()
}
