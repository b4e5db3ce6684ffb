//! What was not compared: the counts of a run, and a note for each attribute and reason.

use std::collections::{HashMap, HashSet};

use foldhash::fast::RandomState;
use indexmap::{IndexMap, IndexSet};
use rayon::prelude::*;

use super::alone;
use super::comparisons::Comparisons;
use super::shown::{Placed, SHOWN, labels, more, said};
use super::tally::{Row, rows};
use crate::check::context::Context;
use crate::check::hash::hashed;
use crate::check::prepared::Prepared;
use crate::check::reason::{NotComparedReason, REASONS};
use crate::check::selection;
use crate::check::topic::Topic;
use crate::check::wording::words;
use crate::claim::Claim;
use crate::finding::{Finding, FindingKind};
use crate::problem::Code;
use crate::rule::Kind;
use gainsay_yaml::text::Name;

/// The claims about one subject and attribute, whatever the kinds of their values, and what is not compared among them.
struct Group<'t, 'r> {
    topics: &'t [Topic<'r>],
    comparisons: Comparisons,
    noted: [Noted<'t, 'r>; REASONS],
    /// Those beside which no other source speaks of it.
    alone: Vec<Placed<'t, 'r>>,
}

/// The claims that are not compared with some others for one reason.
#[derive(Clone, Default)]
struct Noted<'t, 'r> {
    /// How many pairs there are.
    pairs: u64,
    /// How many claims.
    claims: usize,
    /// The first of these, each with its topic and its place there; those that cannot be read have none.
    shown: Vec<Placed<'t, 'r>>,
}

/// Counts what is compared and what is not, with the notes on that.
pub(in crate::check) fn count(prepared: &Prepared<'_>, context: &Context<'_>) -> (Comparisons, Vec<Finding>) {
    let groups: Vec<Group<'_, '_>> =
        prepared.groups().into_par_iter().map(|topics| Group::new(topics, context)).collect();
    let mut all = Comparisons::default();
    let mut notes: IndexMap<(&str, NotComparedReason), Noted<'_, '_>> = IndexMap::new();
    for group in &groups {
        all.compared += group.comparisons.compared;
        all.alone += group.comparisons.alone;
        let attribute = context.attribute(group.topics[0].key.attribute).id;
        for (&reason, noted) in NotComparedReason::ALL.iter().zip(&group.noted) {
            if noted.pairs > 0 {
                all.not_compared.add(reason, noted.pairs);
                notes.entry((attribute, reason)).or_default().extend(noted.clone());
            }
        }
    }
    let mut similarly_named = HashSet::new();
    for (keys, attribute, noted) in similar(&groups, prepared, context) {
        all.not_compared.add(NotComparedReason::SimilarName, noted.pairs);
        notes.entry((attribute, NotComparedReason::SimilarName)).or_default().extend(noted);
        similarly_named.extend(keys);
    }
    let others = groups.iter().filter(|group| !similarly_named.contains(&group.key()));
    let alone: Vec<Placed<'_, '_>> = others.flat_map(|group| group.alone.iter().copied()).collect();
    let notes = notes.iter().map(|(&(attribute, reason), noted)| note(attribute, reason, noted, context));
    (all, notes.chain(alone::note(&alone, context)).collect())
}

/// A subject and the key of an attribute.
type Key = (Option<Name>, Name);

/// The claims of attributes that are one slip from another one of the same subject, with both, by attribute.
fn similar<'t, 'r>(
    groups: &[Group<'t, 'r>],
    prepared: &Prepared<'_>,
    context: &Context<'r>,
) -> Vec<([Key; 2], &'r str, Noted<'t, 'r>)> {
    if prepared.similar.is_empty() {
        return Vec::new();
    }
    let by_key: HashMap<Key, &Group<'t, 'r>> = groups.iter().map(|group| (group.key(), group)).collect();
    let mut found = Vec::new();
    for group in groups {
        let (subject, attribute) = group.key();
        for &[_, usual] in prepared.similar.iter().filter(|[rare, _]| *rare == attribute) {
            let Some(other) = by_key.get(&(subject, usual)) else { continue };
            let mut noted = Noted::default();
            for (one, beside) in [(group, *other), (*other, group)] {
                let beside = BySource::of(beside.claims().map(|(.., claim)| claim));
                for claim in one.claims() {
                    noted.add(beside.others(claim.2), claim);
                }
            }
            noted.pairs /= 2;
            if noted.pairs > 0 {
                let keys = [group.key(), other.key()];
                found.push((keys, context.attribute(attribute).id, noted));
            }
        }
    }
    found
}

impl<'t, 'r> Noted<'t, 'r> {
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
struct BySource(i64, HashMap<Name, i64, RandomState>);

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
    fn new(topics: &'t [Topic<'r>], context: &Context<'r>) -> Self {
        let claims = |topic: &'t Topic<'r>| topic.claims.iter().map(|claim| claim.claim);
        let unread = || topics.iter().flat_map(|topic| topic.unread.iter().copied());
        let unreadable = BySource::of(unread());
        let kinds: Vec<BySource> = topics.iter().map(|topic| BySource::of(claims(topic))).collect();
        let (comparisons, noted) = (Comparisons::default(), Default::default());
        let mut group = Self { topics, comparisons, noted, alone: Vec::new() };
        for (number, topic) in topics.iter().enumerate() {
            let rules = selection::compare_rules(topic, context);
            for (at, mut row) in rows(topic, &rules, context).into_iter().enumerate() {
                let claim = topic.claims[at].claim;
                let beside = kinds.iter().enumerate().filter(|(other, _)| *other != number);
                row.add(NotComparedReason::OtherKind, beside.map(|(_, kind)| kind.others(claim)).sum());
                row.add(NotComparedReason::Unreadable, unreadable.others(claim));
                group.add(&row, (topic, Some(at), claim));
            }
        }
        for topic in topics {
            for &claim in &topic.unread {
                let mut row = Row::default();
                let read: i64 = kinds.iter().map(|kind| kind.others(claim)).sum();
                row.add(NotComparedReason::Unreadable, read + unreadable.others(claim));
                group.add(&row, (topic, None, claim));
            }
        }
        // Each pair is in the rows of two claims.
        group.comparisons.compared /= 2;
        group.noted.iter_mut().for_each(|noted| noted.pairs /= 2);
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

    fn add(&mut self, row: &Row, claim: Placed<'t, 'r>) {
        self.comparisons.compared += row.compared.unsigned_abs();
        self.comparisons.alone += usize::from(row.compared == 0);
        if *row == Row::default() {
            self.alone.push(claim);
        }
        for (noted, &claims) in self.noted.iter_mut().zip(&row.apart) {
            noted.add(claims, claim);
        }
    }
}

/// The note on the claims of one attribute that are not compared for one reason.
fn note(attribute: &str, reason: NotComparedReason, noted: &Noted<'_, '_>, context: &Context<'_>) -> Finding {
    let code = Code::NotCompared;
    let subject = |topic: &Topic<'_>| topic.key.subject;
    let first = noted.shown.first().and_then(|(topic, ..)| subject(topic));
    let of_one =
        noted.claims == noted.shown.len() && noted.shown.iter().all(|(topic, ..)| subject(topic) == first);
    let more = more(noted.claims, noted.shown.len());
    let pairs = if noted.pairs == 1 { "1 pair".to_owned() } else { format!("{} pairs", noted.pairs) };
    Finding {
        kind: FindingKind::Undetermined,
        severity: code.severity(),
        message: format!(
            "not compared: {pairs} among {} about {attribute}, since {}{more}",
            words::counted(noted.claims, "claim", "claims"),
            reason.phrase()
        ),
        help: help(reason, noted, context),
        subject: first.filter(|_| of_one).map(|name| context.text(name).to_owned()),
        attribute: Some(attribute.to_owned()),
        fingerprint: hashed([code.name(), attribute, reason.name()].into_iter()),
        labels: labels(&noted.shown, |claim| said(claim, context)),
        ..Finding::of(code.name())
    }
}

/// What can be done so that they are compared.
fn help(reason: NotComparedReason, noted: &Noted<'_, '_>, context: &Context<'_>) -> Option<String> {
    let times = noted.shown.iter().any(|(topic, ..)| topic.definition.kind == Kind::Time);
    let declared = noted.shown.iter().any(|(topic, ..)| topic.definition.said_valid_for.is_some());
    let help = match reason {
        NotComparedReason::Unreadable => "write values that can be read",
        NotComparedReason::SimilarName => "use one name for both, or declare both under `attributes`",
        NotComparedReason::OtherKind => {
            "write them in the same way, or declare the kind of the attribute with `value` under `attributes`"
        }
        NotComparedReason::NoPlace => return Some(add_place(noted, context)),
        NotComparedReason::OtherPlace => {
            "where one place lies within another, say so with `within` under `places`"
        }
        NotComparedReason::PartOfPlace => {
            "declare the attribute `additive` where a part can never exceed the whole"
        }
        NotComparedReason::OtherPart => "use one name for the same part, and leave `scope` out for the whole",
        NotComparedReason::OtherUnit if times => "name the zone of each time, such as `14:30 UTC`",
        NotComparedReason::OtherUnit => "use units that convert into each other",
        NotComparedReason::OtherPeriod => "give counts over the same `during`, or totals with `as-of`",
        NotComparedReason::NoDate => "give each an `as-of` date, or say when it was `published`",
        NotComparedReason::NoRule => "add a rule that compares the attribute and applies to all sources",
        NotComparedReason::DaysApart if declared => return None,
        NotComparedReason::DaysApart => "say how its values change, with `changes` under `attributes`",
        NotComparedReason::TooMany => "split the subject, or give each name a claim of its own",
        NotComparedReason::Unconfirmed | NotComparedReason::SameSource => return None,
    };
    Some(help.to_owned())
}

/// Which place to add where some claims have none: that of the others, where it is one.
fn add_place(noted: &Noted<'_, '_>, context: &Context<'_>) -> String {
    let places: IndexSet<Name> =
        noted.shown.iter().filter_map(|(.., claim)| Some(claim.place?.value)).collect();
    match (places.first(), places.len()) {
        (Some(&place), 1) => {
            let place = context.text(place);
            format!("if all of them are about `{place}`, add `place: {place}` to those without a place")
        }
        _ => "add a `place` to each claim without one".to_owned(),
    }
}
