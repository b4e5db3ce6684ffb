//! What was not compared: the counts of a run, and the claims to name for each attribute and reason.

use rayon::prelude::*;

use super::comparisons::Comparisons;
use super::note::{NotCompared, Noted};
use super::shown::{Placed, SHOWN, Shown};
use super::tally::{Row, rows};
use crate::check::context::Context;
use crate::check::near_miss;
use crate::check::prepared::Prepared;
use crate::check::reason::{NotComparedReason, REASONS};
use crate::check::selection;
use crate::check::topic::Topic;
use crate::claim::{Claim, ClaimId};
use crate::maps::{HashMap, HashSet, IndexMap};
use gainsay_yaml::text::Name;

/// The claims about one subject and attribute, whatever the kinds of their values, and what is not compared among them.
struct Group<'t, 'r> {
    topics: &'t [Topic<'r>],
    comparisons: Comparisons,
    apart: [Apart<'t, 'r>; REASONS],
    /// Those beside which no other source speaks of it.
    alone: Vec<Placed<'t, 'r>>,
}

/// The claims that are not compared with some others for one reason.
#[derive(Clone, Default)]
struct Apart<'t, 'r> {
    /// How many pairs there are.
    pairs: u64,
    /// How many claims.
    claims: usize,
    /// The first of these, each with its topic and its place there; those that cannot be read have none.
    shown: Vec<Placed<'t, 'r>>,
}

/// Counts what is compared and what is not among the claims that are reported on. Those `elsewhere` conflict with claims about other
/// attributes, so they are not alone.
pub(in crate::check) fn count(
    prepared: &Prepared<'_>,
    elsewhere: &HashSet<ClaimId>,
    context: &Context<'_>,
) -> NotCompared {
    let own = |topics: &&[Topic<'_>]| context.reports_on(topics[0].key.subject);
    let group = |topics| Group::new(topics, elsewhere, context);
    let groups: Vec<Group<'_, '_>> = prepared.groups().into_par_iter().filter(own).map(group).collect();
    let mut all = Comparisons::default();
    let mut apart: IndexMap<(&str, NotComparedReason), Apart<'_, '_>> = IndexMap::default();
    for group in &groups {
        all.add(&group.comparisons);
        let attribute = context.attribute(group.topics[0].key.attribute).id;
        for (&reason, claims) in NotComparedReason::ALL.iter().zip(&group.apart) {
            if claims.pairs > 0 {
                all.not_compared.add(reason, claims.pairs);
                apart.entry((attribute, reason)).or_default().extend(claims.clone());
            }
        }
    }
    let mut similarly_named = HashSet::default();
    for (keys, attribute, claims) in similar(&groups, context) {
        all.not_compared.add(NotComparedReason::SimilarName, claims.pairs);
        apart.entry((attribute, NotComparedReason::SimilarName)).or_default().extend(claims);
        similarly_named.extend(keys);
    }
    let others = groups.iter().filter(|group| !similarly_named.contains(&group.key()));
    let alone: Vec<Placed<'_, '_>> = others.flat_map(|group| group.alone.iter().copied()).collect();
    let shown = |placed: &[Placed<'_, '_>]| placed.iter().map(|placed| Shown::new(placed, context)).collect();
    let noted = |((attribute, reason), claims): ((&str, NotComparedReason), Apart<'_, '_>)| Noted {
        attribute: attribute.to_owned(),
        reason,
        pairs: claims.pairs,
        claims: claims.claims,
        shown: shown(&claims.shown),
    };
    NotCompared {
        comparisons: all,
        noted: apart.into_iter().map(noted).collect(),
        alone: alone.iter().map(|(.., claim)| claim.number).collect(),
        shown_alone: shown(&alone[..alone.len().min(SHOWN)]),
    }
}

/// A subject and the key of an attribute.
type Key = (Option<Name>, Name);

/// The claims of attributes that are one slip from another one of the same subject, with both, by attribute.
fn similar<'t, 'r>(
    groups: &[Group<'t, 'r>],
    context: &Context<'r>,
) -> Vec<([Key; 2], &'r str, Apart<'t, 'r>)> {
    let similar = near_miss::similar(context);
    if similar.is_empty() {
        return Vec::new();
    }
    let by_key: HashMap<Key, &Group<'t, 'r>> = groups.iter().map(|group| (group.key(), group)).collect();
    let mut found = Vec::new();
    for group in groups {
        let (subject, attribute) = group.key();
        for &[_, usual] in similar.iter().filter(|[rare, _]| *rare == attribute) {
            let Some(other) = by_key.get(&(subject, usual)) else { continue };
            let mut apart = Apart::default();
            for (one, beside) in [(group, *other), (*other, group)] {
                let beside = BySource::of(beside.claims().map(|(.., claim)| claim));
                for claim in one.claims() {
                    apart.add(beside.others(claim.2), claim);
                }
            }
            apart.pairs /= 2;
            if apart.pairs > 0 {
                let keys = [group.key(), other.key()];
                found.push((keys, context.attribute(attribute).id, apart));
            }
        }
    }
    found
}

impl<'t, 'r> Apart<'t, 'r> {
    /// Adds a claim that is not compared with so many others.
    fn add(&mut self, others: i64, claim: Placed<'t, 'r>) {
        if others > 0 {
            self.pairs += others.unsigned_abs();
            self.claims += 1;
            if self.shown.len() < SHOWN {
                self.shown.push(claim);
            }
        }
    }

    fn extend(&mut self, further: Self) {
        self.pairs += further.pairs;
        self.claims += further.claims;
        let room = SHOWN.saturating_sub(self.shown.len());
        self.shown.extend(further.shown.into_iter().take(room));
    }
}

/// Numbers of claims: all, and those of each source.
struct BySource(i64, HashMap<Name, i64>);

impl BySource {
    fn of<'c>(claims: impl Iterator<Item = &'c Claim>) -> Self {
        let mut counts = Self(0, HashMap::default());
        for claim in claims {
            counts.0 += 1;
            *counts.1.entry(claim.source.value).or_default() += 1;
        }
        counts
    }

    /// How many there are of other sources than that of `claim`.
    fn others(&self, claim: &Claim) -> i64 {
        self.0 - self.1.get(&claim.source.value).copied().unwrap_or_default()
    }
}

impl<'t, 'r> Group<'t, 'r> {
    fn new(topics: &'t [Topic<'r>], elsewhere: &HashSet<ClaimId>, context: &Context<'r>) -> Self {
        let claims = |topic: &'t Topic<'r>| topic.claims.iter().map(|claim| claim.claim);
        let unread = || topics.iter().flat_map(|topic| topic.unread.iter().copied());
        let unreadable = BySource::of(unread());
        let kinds: Vec<BySource> = topics.iter().map(|topic| BySource::of(claims(topic))).collect();
        let (comparisons, apart) = (Comparisons::default(), Default::default());
        let mut group = Self { topics, comparisons, apart, alone: Vec::new() };
        for (number, topic) in topics.iter().enumerate() {
            let rules = selection::compare_rules(topic, context);
            for (at, mut row) in rows(topic, &rules, context).into_iter().enumerate() {
                let claim = topic.claims[at].claim;
                let beside = kinds.iter().enumerate().filter(|(other, _)| *other != number);
                row.add(NotComparedReason::OtherKind, beside.map(|(_, kind)| kind.others(claim)).sum());
                row.add(NotComparedReason::Unreadable, unreadable.others(claim));
                group.add(&row, (topic, Some(at), claim), elsewhere);
            }
        }
        for topic in topics {
            for &claim in &topic.unread {
                let mut row = Row::default();
                let read: i64 = kinds.iter().map(|kind| kind.others(claim)).sum();
                row.add(NotComparedReason::Unreadable, read + unreadable.others(claim));
                group.add(&row, (topic, None, claim), elsewhere);
            }
        }
        // Each pair is in the rows of two claims.
        group.comparisons.compared /= 2;
        group.apart.iter_mut().for_each(|apart| apart.pairs /= 2);
        group
    }

    /// What it is about.
    fn key(&self) -> Key {
        self.topics[0].key.about()
    }

    /// All of its claims.
    fn claims(&self) -> impl Iterator<Item = Placed<'t, 'r>> + use<'t, 'r> {
        let read = |topic: &'t Topic<'r>| {
            topic.claims.iter().enumerate().map(move |(at, read)| (topic, Some(at), read.claim))
        };
        let unread = |topic: &'t Topic<'r>| topic.unread.iter().map(move |&claim| (topic, None, claim));
        self.topics.iter().flat_map(move |topic| read(topic).chain(unread(topic)))
    }

    fn add(&mut self, row: &Row, claim: Placed<'t, 'r>, elsewhere: &HashSet<ClaimId>) {
        self.comparisons.compared += row.compared.unsigned_abs();
        if !elsewhere.contains(&claim.2.number) {
            self.comparisons.alone += usize::from(row.compared == 0);
            self.alone.extend((*row == Row::default()).then_some(claim));
        }
        for (apart, &claims) in self.apart.iter_mut().zip(&row.apart) {
            apart.add(claims, claim);
        }
    }
}
