//! What a value allows, and the words that make it so.

use super::model::Reads;
use crate::check::context::Context;
use crate::check::topic::Topic;
use crate::check::wording::parts_of;

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
        parts: parts_of(topic, claim.claim, context),
        unit: definition.unit.clone(),
        scale: definition.scale.into_iter().flat_map(|scale| scale.names().map(str::to_owned)).collect(),
    }
}
