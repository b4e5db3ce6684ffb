//! Disputes: all claims in conflict over one topic, gathered into one finding.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::check::conflict::pairs::{ConflictingPair, Conflicts, PAIR_LIMIT};
use crate::check::context::Context;
use crate::check::disjoint_sets::DisjointSets;
use crate::check::topic::{Scope, Topic};
use crate::check::wording::{Extent, blank, fingerprint, pair_of};
use crate::finding::{Finding, Strength};
use crate::rule::{Kind, Rule};

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
    /// The pair whose sides are furthest apart, where values have an order, and how far; else the surest pair.
    pub widest: Option<(ConflictingPair, Option<Decimal>)>,
}

impl Dispute {
    /// Of quantities, how many times as large the higher one of its widest pair is.
    pub(crate) fn ratio(&self, topic: &Topic<'_>) -> Option<Decimal> {
        let (_, distance) = self.widest?;
        distance.filter(|_| topic.definition.kind == Kind::Quantity)
    }

    /// The finding of `rule` about it, with its pairs and how sure they are; what it says and shows is still to fill in.
    pub(crate) fn finding(&self, topic: &Topic<'_>, rule: &Rule, context: &Context<'_>) -> Finding {
        let strength = self.pairs.iter().map(|pair| pair.strength).max().unwrap_or(Strength::Weak);
        let pairs = self.pairs.iter().map(|pair| pair_of(topic, [pair.a, pair.b], pair.strength));
        Finding {
            strength: Some(strength),
            ratio: self.ratio(topic),
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
    let members: Vec<usize> = group.members.into_iter().collect();
    let furthest = furthest(topic, &members, &pairs);
    Dispute { scope: widest.unwrap_or_default(), pairs, total, members, widest: furthest }
}

/// The pair of claims in conflict that is furthest apart; of pairs that are equally far apart the surest one, which comes first.
fn furthest(
    topic: &Topic<'_>,
    members: &[usize],
    pairs: &[ConflictingPair],
) -> Option<(ConflictingPair, Option<Decimal>)> {
    // A claim is in many pairs: where it ends is worked out once.
    let extents: Vec<Extent> = members.iter().map(|&at| Extent::of(topic, &topic.claims[at])).collect();
    let extent = |at: usize| members.binary_search(&at).ok().map(|at| &extents[at]);
    let apart = |pair: &ConflictingPair| extent(pair.a)?.distance(extent(pair.b)?);
    let (distance, pair) =
        pairs.iter().rev().map(|pair| (apart(pair), pair)).max_by_key(|(apart, _)| *apart)?;
    Some((*pair, distance))
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
