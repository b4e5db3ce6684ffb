//! The prose of findings.

use std::borrow::Borrow;

use indexmap::IndexSet;

use crate::check::context::Context;
use crate::check::topic::{Scope, Topic, TopicClaim};
use crate::claim::{Claim, Details};
use crate::date;
use crate::rule::fill;
use gainsay_yaml::text::Name;

/// `a`, `a and b`, `a, b and c`; of more than `most`, the first ones and how many others.
pub(crate) fn list<T: Borrow<str>>(items: &[T], last: &str, most: usize) -> String {
    match items {
        [] => String::new(),
        [only] => only.borrow().to_owned(),
        items if items.len() > most => {
            let shown = most.saturating_sub(1).max(1);
            format!("{} {last} {} others", items[..shown].join(", "), items.len() - shown)
        }
        [before @ .., end] => format!("{} {last} {}", before.join(", "), end.borrow()),
    }
}

/// The same of the names of sources. A name that reads like a list itself is put in backticks beside others.
pub(crate) fn source_list(sources: &[&str], last: &str) -> String {
    let is_list = |name: &str| name.contains(',') || name.contains(" and ");
    let shown = |name: &&str| match sources {
        [_, _, ..] if is_list(name) => format!("`{name}`"),
        _ => (*name).to_owned(),
    };
    list(&sources.iter().map(shown).collect::<Vec<_>>(), last, SOURCES)
}

/// The same of `items` in backticks.
pub(crate) fn quoted_list<'i>(items: impl Iterator<Item = &'i str>, last: &str, most: usize) -> String {
    list(&items.map(|item| format!("`{item}`")).collect::<Vec<_>>(), last, most)
}

/// `1 claim`, `2 claims`.
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// How the attribute of a topic is called: as its claims write it; where they differ, by its title or declared name.
pub(crate) fn attribute<'t>(topic: &Topic<'t>, context: &Context<'t>) -> &'t str {
    let written = topic.written_name.map(|name| context.text(name));
    written.or(topic.definition.title).unwrap_or_else(|| declared(topic, context))
}

/// The same in a message about some of its claims.
pub(crate) fn attribute_of<'t, 'c>(
    topic: &Topic<'t>,
    claims: impl IntoIterator<Item = &'c Claim>,
    context: &Context<'t>,
) -> &'t str {
    written(claims, context).or(topic.definition.title).unwrap_or_else(|| declared(topic, context))
}

/// The id of the attribute of a topic: as its claims write it; where they differ, its declared name.
pub(crate) fn id<'t>(topic: &Topic<'t>, context: &Context<'t>) -> &'t str {
    topic.written_name.map_or_else(|| declared(topic, context), |name| context.text(name))
}

/// The name that all `claims` write for their attribute.
fn written<'t, 'c>(claims: impl IntoIterator<Item = &'c Claim>, context: &Context<'t>) -> Option<&'t str> {
    let mut names = claims.into_iter().map(|claim| claim.attribute.value);
    let first = names.next()?;
    names.all(|name| name == first).then(|| context.text(first))
}

fn declared<'t>(topic: &Topic<'_>, context: &Context<'t>) -> &'t str {
    context.attribute(topic.key.attribute).id
}

/// Where a scope is, in words: the place, and the part or period if it is limited to one.
pub(crate) fn place(scope: Scope, context: &Context<'_>) -> String {
    let place = scope.place.map(|place| context.place(place)).unwrap_or_default();
    match scope.part {
        Some(part) if place.is_empty() => format!("`{}`", context.text(part)),
        Some(part) => format!("{place} (`{}`)", context.text(part)),
        None => place.to_owned(),
    }
}

/// The grades of a source and of a claim by the Admiralty code, as one is written behind the other: `B2`.
pub(crate) fn grade(reliability: Option<char>, credibility: Option<u8>) -> Option<String> {
    let grades = reliability.map(String::from).into_iter();
    let grade: String = grades.chain(credibility.map(|grade| grade.to_string())).collect();
    (!grade.is_empty()).then_some(grade)
}

/// Who makes a claim: the source with its grade and that of the claim by the Admiralty code, and whom it cites.
pub(crate) fn voice(claim: &Claim, context: &Context<'_>) -> String {
    let mut voice = context.source(claim.source.value).to_owned();
    let credibility = claim.details.as_ref().and_then(Details::credibility);
    if let Some(grade) = grade(context.grade(claim.source.value), credibility.map(|grade| grade.value)) {
        voice.extend([" (", &grade, ")"]);
    }
    if let Some(cited) = claim.cites {
        voice.extend([", citing ", context.source(cited.value)]);
    }
    voice
}

/// Who claims it, when, and what that allows: the label of a claim. Where it speaks of another place or part than the
/// finding's own `scope`, it says of which.
pub(crate) fn label(topic: &Topic<'_>, at: usize, scope: Option<Scope>, context: &Context<'_>) -> String {
    let claim = &topic.claims[at];
    let mut label = voice(claim.claim, context);
    let during = claim.claim.during.map(|during| during.value);
    if let Some(when) = during.or(claim.time.map(|time| time.when)) {
        label.push_str(", ");
        label.push_str(&date::show(when));
    }
    let elsewhere = |scope: Scope| (scope.place, scope.part) != (claim.scope.place, claim.scope.part);
    if scope.is_some_and(elsewhere) {
        label.push_str(", ");
        label.push_str(&place(claim.scope, context));
    }
    label.push_str(": ");
    if claim.unconfirmed {
        label.push_str("not confirmed");
        return label;
    }
    label.push_str(&allows(topic, claim));
    label
}

/// What a claim allows.
pub(crate) fn allows(topic: &Topic<'_>, claim: &TopicClaim<'_>) -> String {
    let mut allows = topic.axis.show(&claim.allowed.plain, claim.scope.unit);
    if claim.basis().before().is_some() {
        allows.push_str(" from that day on, not before");
    }
    allows
}

/// How many sources a message lists.
pub(crate) const SOURCES: usize = 4;

/// The sources of claims as shown, in the order given, each once.
pub(crate) fn sources<'s, 'c>(
    claims: impl Iterator<Item = &'c Claim>,
    context: &'s Context<'_>,
) -> Vec<&'s str> {
    let sources: IndexSet<Name> = claims.map(|claim| claim.source.value).collect();
    sources.into_iter().map(|source| context.source(source)).collect()
}

/// A rule's message about `claims` of a scope, filled in.
pub(crate) fn message<'c>(
    template: &str,
    topic: &Topic<'_>,
    scope: Scope,
    claims: impl Iterator<Item = &'c Claim>,
    values: &str,
    context: &Context<'_>,
) -> String {
    let said = |text: String| Some(text).filter(|text| !text.is_empty());
    let claims: Vec<&Claim> = claims.collect();
    let sources = source_list(&sources(claims.iter().copied(), context), "and");
    fill(template, |name| match name {
        "sources" => said(sources.clone()),
        "attribute" => said(attribute_of(topic, claims.iter().copied(), context).to_owned()),
        "subject" => topic.key.subject.map(|subject| context.subject(subject).to_owned()),
        "place" => said(place(scope, context)),
        "values" => said(values.to_owned()),
        _ => None,
    })
}
