//! Claims to point at.

use super::model::Other;
use crate::check::context::Context;
use crate::check::topic::{At, Scope, Topic};
use crate::check::wording::{value_span, words};

pub(super) fn other(topic: &Topic<'_>, at: usize, context: &Context<'_>) -> Other {
    let claim = topic.claims[at].claim;
    Other {
        number: claim.number,
        span: value_span(claim),
        label: words::label(topic, at, Some(Scope::default()), context),
    }
}

pub(super) fn at(topics: &[Topic<'_>], (topic, at): At, context: &Context<'_>) -> Other {
    other(&topics[topic], at, context)
}
