//! Disputes: all claims in conflict over one topic, gathered into one finding.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::check::conflict::pairs::{ConflictingPair, Conflicts, PAIR_LIMIT};
use crate::check::context::Context;
use crate::check::disjoint_sets::DisjointSets;
use crate::check::topic::{Scope, Topic};
use crate::check::wording::{blank, fingerprint, pair_of, ratio};
use crate::finding::{Finding, Strength};
use crate::rule::Rule;
use crate::value::{Interval, Point};

/// Claims in conflict over one topic, each with at least one other of them.
#[derive(Debug)]
pub(crate) struct Dispute {
    /// The widest scope that any of its claims speaks of.
    pub scope: Scope,
    /// The conflicting pairs, surest first, then closest in time, then in the order of claims; no more than [`PAIR_LIMIT`].
    pub pairs: Vec<ConflictingPair>,
    /// How many pairs there are in all.
    pub total: u64,
    /// The claims in conflict, as indices into the claims of the topic.
    pub members: Vec<usize>,
}

impl Dispute {
    /// The pair whose sides are furthest apart, and how far that is: of quantities the lowest and the highest, else the surest pair.
    pub(crate) fn widest(&self, topic: &Topic<'_>) -> Option<(&ConflictingPair, Option<Decimal>)> {
        let apart = |pair: &ConflictingPair| ratio(topic, &topic.claims[pair.a], &topic.claims[pair.b]);
        let apart = self.pairs.iter().map(|pair| (pair, apart(pair)));
        // Of pairs that are equally far apart the surest one, which comes first.
        apart.rev().max_by_key(|(_, ratio)| *ratio)
    }

    /// The finding of `rule` about it, with its pairs and how sure they are; what it says and shows is still to fill in.
    pub(crate) fn finding(&self, topic: &Topic<'_>, rule: &Rule, context: &Context<'_>) -> Finding {
        let strength = self.pairs.iter().map(|pair| pair.strength).max().unwrap_or(Strength::Weak);
        let pairs = self.pairs.iter().map(|pair| pair_of(topic, &[pair.a, pair.b], pair.strength));
        Finding {
            strength: Some(strength),
            ratio: self.widest(topic).and_then(|(_, ratio)| ratio),
            pairs: pairs.collect(),
            pairs_total: self.total,
            fingerprint: fingerprint(topic, &rule.id.value, self.members.iter().copied(), context),
            ..blank(topic, self.scope, rule, strength, context)
        }
    }
}

/// Gathers the conflicts of a topic into disputes: claims linked by conflicts are of one.
pub(crate) fn gather(topic: &Topic<'_>, context: &Context<'_>, found: Vec<Conflicts<'_>>) -> Vec<Dispute> {
    let mut sets = DisjointSets::new(topic.claims.len());
    for conflicts in &found {
        conflicts.pairs.keys().for_each(|&(a, b)| sets.join(a, b));
        // Of very many pairs only some are listed: which claims the others link is not known one by one.
        let listed = conflicts.pairs.keys().next().map(|pair| pair.0);
        listed.iter().chain(&conflicts.members).zip(&conflicts.members).for_each(|(&a, &b)| sets.join(a, b));
    }
    let mut groups: BTreeMap<usize, Group> = BTreeMap::new();
    for conflicts in found {
        if let Some(&first) = conflicts.members.first() {
            groups.entry(sets.root(first)).or_default().unlisted += conflicts.unlisted;
        }
        let claims = conflicts.pairs.keys().flat_map(|&(a, b)| [a, b]).chain(conflicts.members);
        for at in claims {
            groups.entry(sets.root(at)).or_default().members.insert(at);
        }
        for (pair, strength) in conflicts.pairs {
            let pairs = &mut groups.entry(sets.root(pair.0)).or_default().pairs;
            let known = pairs.entry(pair).or_insert(strength);
            *known = (*known).max(strength);
        }
    }
    groups.into_values().map(|group| dispute(topic, context, group)).collect()
}

/// The claims and pairs of a dispute in the making.
#[derive(Default)]
struct Group {
    members: BTreeSet<usize>,
    pairs: BTreeMap<(usize, usize), Strength>,
    unlisted: u64,
}

fn dispute(topic: &Topic<'_>, context: &Context<'_>, group: Group) -> Dispute {
    let scopes = group.members.iter().map(|&at| topic.claims[at].scope);
    let widest = scopes.min_by_key(|&scope| {
        let text = |name: Option<_>| name.map(|name| context.text(name));
        let length = scope.period.map_or(i32::MAX, |(first, last)| last.0.saturating_sub(first.0));
        (depth(scope, context), std::cmp::Reverse(length), text(scope.place), text(scope.part), scope.period)
    });
    let total = group.pairs.len() as u64 + group.unlisted;
    let mut pairs: Vec<ConflictingPair> =
        group.pairs.into_iter().map(|((a, b), strength)| ConflictingPair { a, b, strength }).collect();
    pairs.sort_by_key(|pair| (std::cmp::Reverse(pair.strength), apart(topic, pair)));
    pairs.truncate(PAIR_LIMIT);
    Dispute { scope: widest.unwrap_or_default(), pairs, total, members: group.members.into_iter().collect() }
}

/// How deep a scope lies: a part below the whole, a period below the total, a place below those around it.
fn depth(scope: Scope, context: &Context<'_>) -> usize {
    let place = scope.place.map_or(0, |place| context.places.up(place).count());
    place + usize::from(scope.part.is_some()) + usize::from(scope.period.is_some())
}

/// How many days apart two claims are: the closest pair of equal strength shows a dispute best.
fn apart(topic: &Topic<'_>, pair: &ConflictingPair) -> u64 {
    let day = |at: usize| topic.claims[at].time.map_or(0, |time| i64::from(time.when.first.0));
    day(pair.a).abs_diff(day(pair.b))
}

/// The fewest values that explain all claims of a dispute, in ascending order: of each the claims that allow it,
/// as indices into the claims of the topic; the one that says it best comes first.
///
/// Claims are taken by their upper bounds, lowest first; the upper bound of a claim that no value chosen so far explains
/// is the next value. For intervals no smaller number of values will do.
pub(crate) fn positions(topic: &Topic<'_>, dispute: &Dispute) -> Vec<Vec<usize>> {
    let mut claims: Vec<(usize, Vec<Interval>)> =
        dispute.members.iter().map(|&at| (at, on_the_whole(topic, dispute, at))).collect();
    let high = |intervals: &[Interval]| intervals.last().and_then(|last| last.high);
    claims.sort_by(|a, b| open_last(high(&a.1), high(&b.1)).then(a.0.cmp(&b.0)));
    let mut points: Vec<(Option<Point>, Vec<usize>)> = Vec::new();
    for (at, intervals) in claims {
        // The values chosen so far ascend, so of those up to its upper bound an interval holds the last one or none.
        let last = |interval: &Interval| {
            let after = points.partition_point(|(point, _)| open_last(*point, interval.high).is_le());
            after.checked_sub(1).filter(|&last| holds(interval, points[last].0))
        };
        match intervals.iter().filter_map(last).max() {
            Some(known) => points[known].1.push(at),
            None => points.push((high(&intervals), vec![at])),
        }
    }
    points.into_iter().map(|(_, claims)| best_first(dispute, claims)).collect()
}

/// What a claim allows of the dispute's own scope: a part bears on the whole by its lower bound alone.
fn on_the_whole(topic: &Topic<'_>, dispute: &Dispute, at: usize) -> Vec<Interval> {
    if let Some(before) = topic.claims[at].basis().before() {
        // What began on its day is a position against those who have it earlier.
        return vec![Interval::new(None, Some(before.at))];
    }
    let intervals = topic.claims[at].allowed.plain.intervals();
    if topic.claims[at].scope == dispute.scope {
        return intervals.to_vec();
    }
    vec![Interval::new(intervals.first().and_then(|first| first.low), None)]
}

fn holds(interval: &Interval, point: Option<Point>) -> bool {
    match point {
        None => interval.high.is_none(),
        Some(point) => {
            interval.low.is_none_or(|low| low <= point) && interval.high.is_none_or(|high| point <= high)
        }
    }
}

fn open_last(a: Option<Point>, b: Option<Point>) -> std::cmp::Ordering {
    match (a, b) {
        (None, None) => std::cmp::Ordering::Equal,
        (None, _) => std::cmp::Ordering::Greater,
        (_, None) => std::cmp::Ordering::Less,
        (Some(a), Some(b)) => a.cmp(&b),
    }
}

/// Puts the claim that shows a position best in front: one of the surest pair, else of any strong pair, else the
/// first; the others stay in the order of files.
fn best_first(dispute: &Dispute, mut claims: Vec<usize>) -> Vec<usize> {
    claims.sort_unstable();
    let rank =
        |at: usize| dispute.pairs.iter().position(|pair| pair.a == at || pair.b == at).unwrap_or(usize::MAX);
    let best = (0..claims.len()).min_by_key(|&index| (rank(claims[index]), index));
    if let Some(best) = best {
        claims[..=best].rotate_right(1);
    }
    claims
}
