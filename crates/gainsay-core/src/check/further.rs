//! The further claims that those of a shard are held against.
//!
//! Nothing is found about these claims, and nothing about them is counted. They are few: what a cited source gave the number of a quote
//! for, where that is of a subject of another shard, and enough to know that a cited source is in the records at all.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;
use rust_decimal::Decimal;

use super::attribution::origins::{self, window};
use super::attribution::reach::first_day;
use super::context::Context;
use super::topic::{Topic, TopicKey, definition};
use super::topics::{About, topic};
use crate::claim::Claim;
use crate::date::Day;
use crate::rule::RuleKind;
use gainsay_yaml::text::{Name, Span};

/// A number that a cited source may have given for an attribute.
type Figure = (Name, Name, Decimal);

/// Of what else all claims are to be read, so that whatever is found about the claims of a shard is what is found among all claims.
pub(super) fn further(context: &Context<'_>) -> HashSet<About> {
    if context.own.is_none() {
        return HashSet::new();
    }
    let claims = context.records.claims.iter();
    let (own, others): (Vec<&Claim>, Vec<&Claim>) =
        claims.partition(|claim| context.reports_on(subject(claim)));
    let mut further = quoted_alike(&own, &others, context);
    let cited: HashSet<Name> = own.iter().filter_map(|claim| Some(claim.cites?.value)).collect();
    if cited.is_empty() {
        return further;
    }
    let by_cited =
        |claim: &&&Claim| context.sources.up(claim.source.value).any(|source| cited.contains(&source));
    let others: Vec<&Claim> = others.iter().filter(by_cited).copied().collect();
    further.extend(of_one_number(&own, &others, context));
    further.extend(speaking(&cited, &own, &others, context));
    further
}

fn subject(claim: &Claim) -> Option<Name> {
    claim.subject.map(|subject| subject.value)
}

/// Claims with the very quote of an own claim, which their report gives for all of them: it is looked up for the first one.
fn quoted_alike(own: &[&Claim], others: &[&Claim], context: &Context<'_>) -> HashSet<About> {
    if context.rules.of_kind(RuleKind::Quotes).next().is_none() {
        return HashSet::new();
    }
    let quote = |claim: &&Claim| Some(claim.details.as_ref()?.quote()?.span);
    let quotes: HashSet<Span> = own.iter().filter_map(quote).collect();
    let alike = others.iter().filter(|claim| quote(claim).is_some_and(|quote| quotes.contains(&quote)));
    alike.map(|claim| TopicKey::subject_and_attribute(claim, context)).collect()
}

/// Claims of cited sources that give the number of a quote for the same attribute of another subject, at a time at which the quote may be
/// of it.
fn of_one_number(own: &[&Claim], others: &[&Claim], context: &Context<'_>) -> HashSet<About> {
    let days = window(context);
    let mut wanted: HashMap<Figure, (Day, Day)> = HashMap::new();
    let quotes = own.par_iter().filter_map(|claim| Some((claim.cites?.value, alone(claim, context)?)));
    for (cites, quote) in quotes.collect::<Vec<_>>() {
        let quoted = &quote.claims[0];
        let (from, to) = origins::around(quoted, days);
        for number in origins::sought(quoted) {
            let known = wanted.entry((cites, quote.key.attribute, number)).or_insert((from, to));
            *known = (known.0.min(from), known.1.max(to));
        }
    }
    let attributes: HashSet<Name> = wanted.keys().map(|(_, attribute, _)| *attribute).collect();
    let fits = |claim: &&Claim| -> Option<About> {
        let about = TopicKey::subject_and_attribute(claim, context);
        let read = attributes.contains(&about.1).then(|| alone(claim, context)).flatten()?;
        let said = &read.claims[0];
        let day = first_day(said);
        let is_wanted = |source: Name, number: Decimal| {
            let days = wanted.get(&(source, about.1, number));
            days.is_some_and(|&(from, to)| day == Day::MIN || (from <= day && day <= to))
        };
        let by = |source: Name| origins::sought(said).any(|number| is_wanted(source, number));
        context.sources.up(claim.source.value).any(by).then_some(about)
    };
    others.par_iter().filter_map(fits).collect()
}

/// For each cited source that says nothing itself among the own claims, where it does.
fn speaking(
    cited: &HashSet<Name>,
    own: &[&Claim],
    others: &[&Claim],
    context: &Context<'_>,
) -> HashSet<About> {
    let mut silent = cited.clone();
    let mut further = HashSet::new();
    for (claims, is_own) in [(own, true), (others, false)] {
        for claim in claims {
            let sources = || context.sources.up(claim.source.value);
            if silent.is_empty() || !sources().any(|source| silent.contains(&source)) {
                continue;
            }
            if alone(claim, context).is_some_and(|read| !read.claims[0].unconfirmed) {
                sources().for_each(|source| {
                    silent.remove(&source);
                });
                further.extend((!is_own).then(|| TopicKey::subject_and_attribute(claim, context)));
            }
        }
    }
    further
}

/// A claim as it is read, whatever else is said; nothing where it cannot be read.
fn alone<'r>(claim: &'r Claim, context: &Context<'r>) -> Option<Topic<'r>> {
    let (subject, attribute) = TopicKey::subject_and_attribute(claim, context);
    let (kind, claims) = definition::by_kind(attribute, vec![claim], context).into_iter().next()?;
    let (read, _) = topic(TopicKey { subject, attribute, kind }, &claims, context);
    (!read.claims.is_empty()).then_some(read)
}
