//! Numbers without a unit beside numbers that have one.
//!
//! Nobody knows what `3` counts beside `5 km`, but the two can hardly both be true. So such numbers are compared as they are
//! written, each pair by itself: what a third claim is measured in changes nothing. No such conflict is more than weak.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::axis::Axis;
use super::claim::TopicClaim;
use super::key::Scope;
use super::validity::Limits;
use super::{Context, Topic};

/// The claims of a topic whose numbers have no unit, or one alone, by the numbers as they are written.
#[derive(Debug)]
pub(crate) struct AsWritten<'r> {
    /// A topic of these claims, in the order of the one that they are of.
    pub topic: Topic<'r>,
    /// The claims of that one, as indices into it.
    pub of: Vec<usize>,
    /// The other way round; nothing for those that are left out.
    at: Vec<Option<usize>>,
}

impl<'r> AsWritten<'r> {
    /// The numbers of `topic` as they are written; nothing where all of them have a unit, or none.
    pub(crate) fn new(topic: &Topic<'r>, context: &Context<'r>) -> Option<Self> {
        let written = |claim: &TopicClaim<'_>| claim.one_unit && !claim.unconfirmed;
        let claims = topic.claims.iter().enumerate();
        let of: Vec<usize> = claims.filter(|(_, claim)| written(claim)).map(|(at, _)| at).collect();
        let with_unit: Vec<bool> = of.iter().map(|&at| topic.claims[at].scope.unit > 0).collect();
        if !with_unit.contains(&true) || !with_unit.contains(&false) {
            return None;
        }
        let mut at = vec![None; topic.claims.len()];
        of.iter().enumerate().for_each(|(index, &of)| at[of] = Some(index));
        let claims = of.iter().map(|&at| as_written(&topic.claims[at])).collect();
        let axis = Axis::Quantity(Vec::new());
        let mut written = Topic::new(topic.key, topic.definition.clone(), axis, claims, Vec::new());
        written.with_unit = Some(with_unit);
        written.settle(context);
        Some(Self { topic: written, of, at })
    }

    /// The same claims once it is known at which hand those of `topic` are.
    pub(crate) fn mark(&mut self, claims: &[TopicClaim<'r>]) {
        for (claim, &of) in self.topic.claims.iter_mut().zip(&self.of) {
            claim.hand = claims[of].hand;
        }
    }

    /// Two claims of the topic here, where one has a unit and the other none.
    pub(super) fn pair(&self, a: usize, b: usize) -> Option<(&Topic<'r>, usize, usize)> {
        let (a, b) = (self.at[a]?, self.at[b]?);
        (self.topic.has_unit(a) != self.topic.has_unit(b)).then_some((&self.topic, a, b))
    }
}

/// A claim by its number as it is written.
fn as_written<'r>(claim: &TopicClaim<'r>) -> TopicClaim<'r> {
    let own = claim.own.as_ref();
    let (allowed, factor) = own.map_or((&*claim.allowed, claim.factor), |own| (&own.allowed, own.factor));
    TopicClaim {
        allowed: Arc::new(allowed.divided(factor)),
        own: None,
        factor: Decimal::ONE,
        limits: Limits::NONE,
        scope: Scope { unit: 0, ..claim.scope },
        ..claim.clone()
    }
}
