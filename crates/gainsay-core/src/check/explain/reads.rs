//! What a value allows, and the words that make it so.

use super::model::Reads;
use crate::check::context::Context;
use crate::check::topic::{Topic, reading};
use crate::claim::{Claim, Stance, Wording};
use crate::value::quantity::Asked;
use crate::value::{Part, ReadFor, parts};
use gainsay_yaml::text::Text;

/// How the claim `at` is read.
pub(in crate::check) fn reads(topic: &Topic<'_>, at: usize, context: &Context<'_>) -> Reads {
    let claim = &topic.claims[at];
    let definition = &topic.definition;
    let declared = context.attribute(topic.key.attribute).declared;
    let shown = |set| topic.axis.show(set, claim.scope.unit);
    let (allows, widened) = (shown(&claim.allowed.plain), shown(&claim.allowed.doubled));
    let kind = declared.filter(|attribute| attribute.kind.is_some());
    Reads {
        kind: definition.kind.name(),
        declared: kind.map(|attribute| attribute.pattern.text.span),
        widened: Some(widened).filter(|widened| *widened != allows),
        allows,
        ranges: topic.axis.ranges(&claim.allowed.plain),
        rounding: claim.allowed.rounding,
        measured_in: topic.axis.base_unit(claim.scope.unit).map(str::to_owned),
        unconfirmed: claim.unconfirmed,
        parts: texts(claim.claim).iter().flat_map(|text| words(topic, claim.claim, text, context)).collect(),
        unit: definition.unit.clone(),
        scale: definition.scale.into_iter().flat_map(|scale| scale.names().map(str::to_owned)).collect(),
    }
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
        asked: Asked {
            lang: context.lang(claim),
            denies: claim.stance == Stance::Denies,
            ..definition.asked(context.text(claim.attribute.value))
        },
        scale: definition.scale,
        terms: definition.terms,
        told: reading::told(claim, definition.ahead, context),
    };
    parts(text.as_str(context.files), &read_for, context.rules.vocabulary())
}
