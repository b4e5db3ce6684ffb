//! The notes on what was not compared: one for each attribute and reason, whatever the shards in which it was found.

use indexmap::{IndexMap, IndexSet};
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::alone;
use super::comparisons::Comparisons;
use super::shown::{SHOWN, Shown, labels, more};
use crate::check::context::Context;
use crate::check::hash::hashed;
use crate::check::reason::NotComparedReason;
use crate::check::wording::words;
use crate::claim::ClaimId;
use crate::finding::{Finding, FindingKind};
use crate::problem::Code;
use gainsay_yaml::text::Name;

/// What was compared and what was not, with the claims that notes name.
#[derive(Debug, Default)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
pub(in crate::check) struct NotCompared {
    /// The counts.
    pub comparisons: Comparisons,
    /// What was not compared, each attribute and reason once.
    pub noted: Vec<Noted>,
    /// The claims beside which no other source has one about their subject and attribute, by subject.
    pub alone: Vec<ClaimId>,
    /// The first of these.
    pub shown_alone: Vec<Shown>,
}

/// The claims of one attribute that are not compared with some others for one reason.
#[derive(Debug)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
pub(in crate::check) struct Noted {
    /// The name of the attribute.
    pub attribute: String,
    /// The reason.
    pub reason: NotComparedReason,
    /// How many pairs there are.
    pub pairs: u64,
    /// How many claims.
    pub claims: usize,
    /// The first of these, by subject.
    pub shown: Vec<Shown>,
}

impl NotCompared {
    /// What the shards counted together.
    pub(in crate::check) fn merge(shards: Vec<Self>, context: &Context<'_>) -> Self {
        let mut all = Self::default();
        let mut noted: IndexMap<(String, NotComparedReason), Noted> = IndexMap::new();
        for shard in shards {
            all.comparisons.add(&shard.comparisons);
            all.alone.extend(shard.alone);
            all.shown_alone.extend(shard.shown_alone);
            for further in shard.noted {
                match noted.entry((further.attribute.clone(), further.reason)) {
                    indexmap::map::Entry::Vacant(place) => {
                        place.insert(further);
                    }
                    indexmap::map::Entry::Occupied(mut there) => there.get_mut().extend(further),
                }
            }
        }
        all.noted = noted.into_values().collect();
        // All claims about one subject are from one shard, in their order.
        all.alone.sort_by_cached_key(|&claim| context.subject_of(claim));
        let lists = all.noted.iter_mut().map(|noted| &mut noted.shown).chain([&mut all.shown_alone]);
        for shown in lists {
            shown.sort_by_cached_key(|shown| context.subject_of(shown.claim));
            shown.truncate(SHOWN);
        }
        all
    }

    /// Whether no list of claims is longer than what it is of, or empty.
    pub(in crate::check) fn is_sound(&self) -> bool {
        let sound = |claims: usize, shown: &[Shown]| shown.len() == claims.min(SHOWN);
        let noted = self.noted.iter().all(|noted| noted.claims > 0 && sound(noted.claims, &noted.shown));
        noted && sound(self.alone.len(), &self.shown_alone)
    }

    /// The claims that it names.
    pub(in crate::check) fn claims(&self) -> impl Iterator<Item = ClaimId> {
        let noted = self.noted.iter().flat_map(|noted| &noted.shown).chain(&self.shown_alone);
        noted.map(|shown| shown.claim).chain(self.alone.iter().copied())
    }

    /// All claims that are named.
    #[cfg(feature = "serde")]
    pub(in crate::check) fn claims_mut(&mut self) -> impl Iterator<Item = &mut ClaimId> {
        let noted = self.noted.iter_mut().flat_map(|noted| &mut noted.shown);
        let shown = noted.chain(&mut self.shown_alone).map(|shown| &mut shown.claim);
        self.alone.iter_mut().chain(shown)
    }

    /// The notes, in no order.
    pub(in crate::check) fn notes(&self, context: &Context<'_>) -> Vec<Finding> {
        let notes = self.noted.iter().map(|noted| note(noted, context));
        notes.chain(alone::note(&self.alone, &self.shown_alone, context)).collect()
    }
}

impl Noted {
    fn extend(&mut self, further: Self) {
        self.pairs = self.pairs.saturating_add(further.pairs);
        self.claims = self.claims.saturating_add(further.claims);
        self.shown.extend(further.shown);
    }
}

/// The note on the claims of one attribute that are not compared for one reason.
fn note(noted: &Noted, context: &Context<'_>) -> Finding {
    let (code, attribute, reason) = (Code::NotCompared, noted.attribute.as_str(), noted.reason);
    let subject = |shown: &Shown| context.subject_of(shown.claim);
    let first = noted.shown.first().and_then(subject);
    let of_one = noted.claims == noted.shown.len() && noted.shown.iter().all(|shown| subject(shown) == first);
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
        help: help(noted, context),
        subject: first.filter(|_| of_one).map(str::to_owned),
        attribute: Some(attribute.to_owned()),
        fingerprint: hashed([code.name(), attribute, reason.name()].into_iter()),
        labels: labels(&noted.shown, |shown| shown.said.clone(), context),
        ..Finding::of(code.name())
    }
}

/// What can be done so that they are compared.
fn help(noted: &Noted, context: &Context<'_>) -> Option<String> {
    let times = noted.shown.iter().any(|shown| shown.time);
    let declared = noted.shown.iter().any(|shown| shown.changes);
    let help = match noted.reason {
        NotComparedReason::Unreadable => "write values that can be read",
        NotComparedReason::SimilarName => "use one name for both, or declare both under `attributes`",
        NotComparedReason::OtherKind => {
            "write them in the same way, or declare the kind of the attribute with `value` under `attributes`"
        }
        NotComparedReason::NoPlace => return Some(add_place(noted, context)),
        NotComparedReason::OtherPlace => {
            "if both names mean one place, use one of them\nif one place lies within another, say so in a claim file, beside `claims:`, such as `places: { country: {}, town: { within: country } }`"
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
fn add_place(noted: &Noted, context: &Context<'_>) -> String {
    let place = |shown: &Shown| Some(context.records.claim(shown.claim).place?.value);
    let places: IndexSet<Name> = noted.shown.iter().filter_map(place).collect();
    match (places.first(), places.len()) {
        (Some(&place), 1) => {
            let place = context.text(place);
            format!("if all of them are about `{place}`, add `place: {place}` to those without a place")
        }
        _ => "add a `place` to each claim without one".to_owned(),
    }
}
