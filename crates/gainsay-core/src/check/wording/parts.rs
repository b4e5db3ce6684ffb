//! The wordings of claims word by word, and the units that they leave out.

use crate::check::context::Context;
use crate::check::topic::{Topic, reading};
use crate::claim::{Claim, Wording};
use crate::rule::Kind;
use crate::value::{Part, PartRole, ReadFor, parts};
use gainsay_yaml::text::Text;

/// The value of a claim word by word.
pub(crate) fn parts_of(topic: &Topic<'_>, claim: &Claim, context: &Context<'_>) -> Vec<Part> {
    texts(claim).iter().flat_map(|text| words(topic, claim, text, context)).collect()
}

/// The unit in which each of some claims is read, where it names none and others of them name one: `km` for `3` beside `700 m`. Nothing
/// for those that name one, nor for shares, which are all in percent.
pub(super) fn assumed_units<'t>(
    topic: &'t Topic<'_>,
    claims: &[usize],
    context: &Context<'_>,
) -> Vec<Option<&'t str>> {
    let none = || vec![None; claims.len()];
    let unit = topic.definition.unit.as_deref().filter(|unit| *unit != "percent");
    if topic.definition.kind != Kind::Quantity || unit.is_none() {
        return none();
    }
    let has_unit = |at: &usize| {
        let parts = parts_of(topic, topic.claims[*at].claim, context);
        parts.iter().any(|part| part.role == PartRole::Unit)
    };
    let with_unit: Vec<bool> = claims.iter().map(has_unit).collect();
    if !with_unit.contains(&true) {
        return none();
    }
    let assumed = |(&at, &with_unit): (&usize, &bool)| {
        let claim = &topic.claims[at];
        // What is counted has no unit in messages.
        topic.axis.shown_unit(claim.scope.unit).filter(|_| !with_unit && !claim.unconfirmed)
    };
    claims.iter().zip(&with_unit).map(assumed).collect()
}

/// The texts that the value of a claim is read from.
fn texts(claim: &Claim) -> Vec<&Text> {
    match &claim.value {
        Some(Wording::Scalar(text)) => vec![text],
        Some(Wording::Figures(figures)) => {
            [&figures.low, &figures.best, &figures.high].into_iter().flatten().collect()
        }
        Some(Wording::List(list)) => list.items.iter().collect(),
        None => Vec::new(),
    }
}

/// The parts of one of them.
fn words(topic: &Topic<'_>, claim: &Claim, text: &Text, context: &Context<'_>) -> Vec<Part> {
    let definition = &topic.definition;
    let read_for = ReadFor {
        kind: definition.kind,
        asked: definition.asked(claim, context),
        scale: definition.scale,
        terms: definition.terms,
        told: reading::told(claim, definition.ahead, context),
    };
    parts(text.as_str(context.files), &read_for, context.rules.vocabulary())
}
