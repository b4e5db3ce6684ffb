//! The claims that a note names, and what its labels say of them.

#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use crate::check::context::Context;
use crate::check::topic::{Scope, Topic};
use crate::check::wording::{value_span, words};
use crate::claim::{Claim, ClaimId};
use crate::finding::{Label, Role};
use crate::rule::Kind;

/// How many claims a note names.
pub(super) const SHOWN: usize = 20;

/// What a note says of the claims that it does not name, if there are any.
pub(super) fn more(claims: usize, shown: usize) -> String {
    match claims - shown {
        0 => String::new(),
        more => format!("; {more} more are not shown"),
    }
}

/// A claim with its topic, and its place there where it could be read.
pub(super) type Placed<'t, 'r> = (&'t Topic<'r>, Option<usize>, &'r Claim);

/// A claim that a note names, by itself.
#[derive(Debug)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
pub(in crate::check) struct Shown {
    /// The claim.
    pub claim: ClaimId,
    /// Who claims it, when, and what that allows.
    pub said: String,
    /// Whether its value is a time of day.
    pub time: bool,
    /// Whether it is said how the values of its attribute change.
    pub changes: bool,
}

impl Shown {
    pub(super) fn new(placed @ (topic, _, claim): &Placed<'_, '_>, context: &Context<'_>) -> Self {
        Self {
            claim: claim.number,
            said: said(placed, context),
            time: topic.definition.kind == Kind::Time,
            changes: topic.definition.said_valid_for.is_some(),
        }
    }
}

/// A label at each of some claims, the first one primary.
pub(super) fn labels(
    shown: &[Shown],
    message: impl Fn(&Shown) -> String,
    context: &Context<'_>,
) -> Vec<Label> {
    let label = |(index, shown): (usize, &Shown)| Label {
        span: value_span(context.records.claim(shown.claim)),
        role: if index == 0 { Role::Primary } else { Role::Related },
        claim: Some(shown.claim),
        message: message(shown),
    };
    shown.iter().enumerate().map(label).collect()
}

/// Who claims it, when, and what that allows.
fn said(&(topic, at, claim): &Placed<'_, '_>, context: &Context<'_>) -> String {
    match at {
        Some(at) => words::label(topic, at, Some(Scope::default()), context),
        None => format!("{}: the value cannot be read", words::voice(claim, context)),
    }
}
