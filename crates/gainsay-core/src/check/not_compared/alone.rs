//! The note on claims beside which no other source has a claim about their subject and attribute.

use std::collections::BTreeSet;

use indexmap::IndexSet;

use super::lone_subjects::Subjects;
use super::shown::{Shown, labels, more};
use crate::check::context::Context;
use crate::check::hash::hashed;
use crate::check::topic::TopicKey;
use crate::check::wording::words;
use crate::claim::{Claim, ClaimId};
use crate::finding::{Finding, FindingKind};
use crate::maps::IndexMap;
use crate::problem::Code;
use crate::rule::Attribute;
use gainsay_yaml::text::Name;

/// How many attributes, and subjects of each, the note names.
const NAMED: usize = 3;

/// The note on such claims; nothing where there are none, or where there is one source, whose claims nothing could be compared with.
pub(super) fn note(alone: &[ClaimId], shown: &[Shown], context: &Context<'_>) -> Option<Finding> {
    let claims: Vec<&Claim> = alone.iter().map(|&claim| context.records.claim(claim)).collect();
    let &first = claims.first()?;
    if context.records.claims.iter().all(|other| other.source.value == first.source.value) {
        return None;
    }
    let code = Code::NotCompared;
    let subject = |claim: &Claim| claim.subject.map(|subject| subject.value);
    let more = more(claims.len(), shown.len());
    let of_one = claims.iter().all(|claim| subject(claim) == subject(first));
    let whose = if claims.len() == 1 { "its" } else { "their" };
    let apart = of_subjects(&claims, context);
    let subjects = Subjects::of(&claims, context);
    let help = match apart {
        _ if !subjects.near.is_empty() => subjects.near_help(context),
        Some(_) => "if they are one event, use one subject, or declare an alias".to_owned(),
        None if !subjects.alone.is_empty() => subjects.alone_help(context),
        None => "if two names mean the same thing, use one of them, or declare them as `synonyms`".to_owned(),
    };
    let longer = longer_names(&claims[..shown.len()], context).map(|longer| format!("{longer}\n"));
    let help = longer.unwrap_or_default() + &help;
    let apart = apart.unwrap_or_default();
    let label = |shown: &Shown| {
        let attribute = context.records.claim(shown.claim).attribute.value;
        format!("`{}` by {}", context.text(attribute), shown.said)
    };
    let mut named: Vec<&str> = claims.iter().map(|claim| context.identity(claim)).collect();
    named.sort_unstable();
    Some(Finding {
        kind: FindingKind::Undetermined,
        severity: code.severity(),
        message: format!(
            "not compared: {}, since no other source has a claim about {whose} subject and attribute{apart}{more}",
            words::counted(claims.len(), "claim", "claims")
        ),
        help: Some(help),
        subject: subject(first).filter(|_| of_one).map(|name| context.text(name).to_owned()),
        fingerprint: hashed([code.name(), "alone"].into_iter().chain(named)),
        labels: labels(shown, label, context),
        ..Finding::of(code.name())
    })
}

/// What the first attribute that nobody declares may mean, where known names have its words and one more: `death-toll` for `toll`. Which one is
/// meant is not for us to say.
fn longer_names(claims: &[&Claim], context: &Context<'_>) -> Option<String> {
    fn split(name: &str) -> BTreeSet<&str> {
        name.split(['-', '_', ' ']).collect()
    }
    let names = claims.iter().map(|claim| claim.attribute.value);
    let undeclared = names.filter(|&name| context.attribute(name).declared.is_none());
    undeclared.map(|name| context.text(name)).find_map(|name| {
        let own = split(name);
        let is_longer = |known: &&str| {
            let known = split(known);
            known.len() == own.len() + 1 && known.is_superset(&own)
        };
        let names = context.rules.attributes.iter().flat_map(Attribute::exact_names);
        let longer: BTreeSet<&str> = names.filter(is_longer).collect();
        let list = words::quoted_list(longer.iter().copied(), "or", NAMED);
        (!longer.is_empty()).then(|| format!("if `{name}` means {list}, use that name"))
    })
}

/// The attributes that several sources give, each for other subjects, with these.
fn of_subjects(claims: &[&Claim], context: &Context<'_>) -> Option<String> {
    let mut by_attribute: IndexMap<Name, (IndexSet<Name>, IndexSet<Name>)> = IndexMap::default();
    for claim in claims {
        if let (Some(subject), attribute) = TopicKey::subject_and_attribute(claim, context) {
            let (subjects, sources) = by_attribute.entry(attribute).or_default();
            subjects.insert(subject);
            sources.insert(claim.source.value);
        }
    }
    let apart =
        by_attribute.iter().filter(|(_, (subjects, sources))| subjects.len() > 1 && sources.len() > 1);
    let attributes: Vec<String> = apart
        .map(|(&attribute, (subjects, _))| {
            let subjects: Vec<String> =
                subjects.iter().map(|&name| format!("of `{}`", context.text(name))).collect();
            format!("`{}` {}", context.attribute(attribute).id, words::list(&subjects, "and", NAMED))
        })
        .collect();
    let more = attributes.len().saturating_sub(NAMED);
    (!attributes.is_empty()).then(|| {
        let named = attributes[..attributes.len() - more].join(", ");
        if more == 0 { format!(": {named}") } else { format!(": {named}, and {more} more") }
    })
}
