//! What was not compared: the counts of a run, and a note for each attribute and reason.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use indexmap::IndexMap;
use rayon::prelude::*;

use super::comparisons::Comparisons;
use super::tally::{Row, rows};
use crate::check::context::Context;
use crate::check::prepared::Prepared;
use crate::check::reason::{NotComparedReason, REASONS};
use crate::check::selection;
use crate::check::topic::{Scope, Topic};
use crate::check::wording::{hashed, value_span, words};
use crate::claim::Claim;
use crate::finding::{Finding, FindingKind, Label, Role};
use crate::problem::Code;
use crate::rule::Kind;
use gainsay_yaml::text::Name;

/// How many claims a note names.
const SHOWN: usize = 20;

/// The claims about one subject and attribute, whatever the kinds of their values, and what is not compared among them.
struct Group<'t, 'r> {
    topics: &'t [Topic<'r>],
    comparisons: Comparisons,
    noted: [Noted<'t, 'r>; REASONS],
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

/// A claim with its topic, and its place there where it could be read.
type Placed<'t, 'r> = (&'t Topic<'r>, Option<usize>, &'r Claim);

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
    for (attribute, noted) in similar(&groups, prepared, context) {
        all.not_compared.add(NotComparedReason::SimilarName, noted.pairs);
        notes.entry((attribute, NotComparedReason::SimilarName)).or_default().extend(noted);
    }
    let notes = notes.iter().map(|(&(attribute, reason), noted)| note(attribute, reason, noted, context));
    (all, notes.collect())
}

/// The claims of attributes that are one slip from another one of the same subject, by attribute.
fn similar<'t, 'r>(
    groups: &[Group<'t, 'r>],
    prepared: &Prepared<'_>,
    context: &Context<'r>,
) -> Vec<(&'r str, Noted<'t, 'r>)> {
    if prepared.similar.is_empty() {
        return Vec::new();
    }
    let key = |group: &Group<'_, '_>| group.topics[0].key.about();
    let by_key: HashMap<_, &Group<'t, 'r>> = groups.iter().map(|group| (key(group), group)).collect();
    let mut found = Vec::new();
    for group in groups {
        let (subject, attribute) = key(group);
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
                found.push((context.attribute(attribute).id, noted));
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
        let mut group = Self { topics, comparisons: Comparisons::default(), noted: Default::default() };
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
        for (noted, &claims) in self.noted.iter_mut().zip(&row.apart) {
            noted.add(claims, claim);
        }
    }
}

/// The note on the claims of one attribute that are not compared for one reason.
fn note(attribute: &str, reason: NotComparedReason, noted: &Noted<'_, '_>, context: &Context<'_>) -> Finding {
    let code = Code::NotCompared;
    let label = |(index, &(topic, at, claim)): (usize, &(&Topic<'_>, Option<usize>, &Claim))| Label {
        span: value_span(claim),
        role: if index == 0 { Role::Primary } else { Role::Related },
        claim: Some(claim.number),
        message: match at {
            Some(at) => words::label(topic, at, Some(Scope::default()), context),
            None => format!("{}: the value cannot be read", words::voice(claim, context)),
        },
    };
    let subject = |topic: &Topic<'_>| topic.key.subject;
    let first = noted.shown.first().and_then(|(topic, ..)| subject(topic));
    let of_one =
        noted.claims == noted.shown.len() && noted.shown.iter().all(|(topic, ..)| subject(topic) == first);
    let more = match noted.claims - noted.shown.len() {
        0 => String::new(),
        more => format!("; {more} more are not shown"),
    };
    let pairs = if noted.pairs == 1 { "1 pair".to_owned() } else { format!("{} pairs", noted.pairs) };
    Finding {
        kind: FindingKind::Undetermined,
        severity: code.severity(),
        message: format!(
            "not compared: {pairs} of {} of {attribute}, since {}{more}",
            words::counted(noted.claims, "claim", "claims"),
            reason.phrase()
        ),
        help: help(reason, noted).map(str::to_owned),
        subject: first.filter(|_| of_one).map(|name| context.text(name).to_owned()),
        attribute: Some(attribute.to_owned()),
        fingerprint: hashed([code.name(), attribute, reason.name()].into_iter()),
        labels: noted.shown.iter().enumerate().map(label).collect(),
        ..Finding::of(code.name())
    }
}

/// What can be done so that they are compared.
fn help(reason: NotComparedReason, noted: &Noted<'_, '_>) -> Option<&'static str> {
    let times = noted.shown.iter().any(|(topic, ..)| topic.definition.kind == Kind::Time);
    Some(match reason {
        NotComparedReason::Unreadable => "write values that can be read",
        NotComparedReason::SimilarName => "write both names alike, or declare both under `attributes`",
        NotComparedReason::OtherKind => {
            "write them alike, or declare the kind of the attribute with `value` under `attributes`"
        }
        NotComparedReason::NoPlace => "name the place that they speak of",
        NotComparedReason::OtherPlace => {
            "where one place lies within another, say so with `within` under `places`"
        }
        NotComparedReason::PartOfPlace => {
            "declare the attribute `additive` where a part can never exceed the whole"
        }
        NotComparedReason::OtherPart => {
            "name the same part alike, and leave `scope` out where the whole is meant"
        }
        NotComparedReason::OtherUnit if times => "name the zone of each time, such as `14:30 UTC`",
        NotComparedReason::OtherUnit => "write the numbers in units that convert into one another",
        NotComparedReason::OtherPeriod => "give counts over the same `during`, or totals with `as-of`",
        NotComparedReason::NoDate => "give them an `as-of` date, or tell when they were `published`",
        NotComparedReason::NoRule => "add a rule that compares the attribute and applies to all sources",
        NotComparedReason::DaysApart => "say how its values change, with `changes` under `attributes`",
        NotComparedReason::TooMany => "split the subject, or give one name a claim",
        NotComparedReason::Unconfirmed | NotComparedReason::SameSource => return None,
    })
}
