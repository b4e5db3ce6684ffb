//! The claims that a note names, and what its labels say of them.

use crate::check::context::Context;
use crate::check::topic::{Scope, Topic};
use crate::check::wording::{value_span, words};
use crate::claim::Claim;
use crate::finding::{Label, Role};

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

/// A label at each of some claims, the first one primary.
pub(super) fn labels(shown: &[Placed<'_, '_>], message: impl Fn(&Placed<'_, '_>) -> String) -> Vec<Label> {
    let label = |(index, placed): (usize, &Placed<'_, '_>)| Label {
        span: value_span(placed.2),
        role: if index == 0 { Role::Primary } else { Role::Related },
        claim: Some(placed.2.number),
        message: message(placed),
    };
    shown.iter().enumerate().map(label).collect()
}

/// Who claims it, when, and what that allows.
pub(super) fn said(&(topic, at, claim): &Placed<'_, '_>, context: &Context<'_>) -> String {
    match at {
        Some(at) => words::label(topic, at, Some(Scope::default()), context),
        None => format!("{}: the value cannot be read", words::voice(claim, context)),
    }
}
