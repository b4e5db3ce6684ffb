//! What a value allows, and the words that make it so.

use rust_decimal::Decimal;

use super::model::{Converted, Hedged, Reads};
use crate::check::context::Context;
use crate::check::topic::{Topic, reading};
use crate::claim::{Claim, Wording};
use crate::rule::Kind;
use crate::value::quantity::Asked;
use crate::value::{Met, days, quantity, show, stage};
use gainsay_yaml::text::Text;

/// How the claim `at` is read.
pub(super) fn reads(topic: &Topic<'_>, at: usize, context: &Context<'_>) -> Reads {
    let claim = &topic.claims[at];
    let definition = &topic.definition;
    let declared = context.attribute(topic.key.attribute).declared;
    let shown = |set| topic.axis.show(set, claim.scope.unit);
    let (allows, widened) = (shown(&claim.allowed.plain), shown(&claim.allowed.doubled));
    let (mut hedges, mut converted) = (Vec::new(), Vec::new());
    for text in texts(claim.claim) {
        hedges.extend(hedges_in(topic, claim.claim, text, context));
        converted.extend(units_in(topic, claim.claim, text, context));
    }
    let kind = declared.filter(|attribute| attribute.kind.is_some());
    Reads {
        kind: definition.kind.name(),
        declared: kind.map(|attribute| attribute.pattern.text.span),
        widened: Some(widened).filter(|widened| *widened != allows),
        allows,
        hedges,
        converted,
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
        Some(Wording::List(..)) | None => Vec::new(),
    }
}

fn hedges_in(topic: &Topic<'_>, claim: &Claim, text: &Text, context: &Context<'_>) -> Vec<Hedged> {
    let (wording, hedges) = (text.as_str(context.files), &context.rules.hedges);
    let definition = &topic.definition;
    let mut met: Vec<Met<'_>> = match definition.kind {
        Kind::Quantity => {
            let asked = definition.asked(context.text(claim.attribute.value));
            let asked = Asked { lang: context.lang(claim), ..asked };
            quantity::beside(wording, asked, hedges, &context.rules.units).hedges
        }
        Kind::Stage => definition
            .scale
            .map(|scale| stage::met(wording, scale, context.rules.vocabulary()))
            .unwrap_or_default(),
        Kind::Date => days::met(wording, reading::told(claim, definition.ahead), context.rules.vocabulary()),
        _ => Vec::new(),
    };
    met.sort_by_key(|met| met.range.start);
    let hedged = |met: Met<'_>| {
        let words = wording[met.range].to_owned();
        let does = show::show_effect(&met.hedge.effect, &words, definition.kind);
        Hedged { words, name: met.hedge.name.clone(), does }
    };
    met.into_iter().map(hedged).collect()
}

fn units_in(topic: &Topic<'_>, claim: &Claim, text: &Text, context: &Context<'_>) -> Vec<Converted> {
    if topic.definition.kind != Kind::Quantity {
        return Vec::new();
    }
    let (wording, units) = (text.as_str(context.files), &context.rules.units);
    let unit = topic.definition.unit.as_deref();
    // What numbers without a unit are in; else the base unit.
    let own = unit.and_then(|unit| Some((units.resolve(unit)?.0, unit)));
    let asked = topic.definition.asked(context.text(claim.attribute.value));
    let met = quantity::beside(wording, asked, &context.rules.hedges, units).units;
    let converted = met.into_iter().filter_map(|met| {
        let (worth, name) = own.unwrap_or((Decimal::ONE, met.base));
        let factor = met.factor.checked_div(worth).filter(|factor| *factor != Decimal::ONE)?;
        Some(Converted { words: wording[met.range].to_owned(), factor, unit: name.to_owned() })
    });
    converted.collect()
}
