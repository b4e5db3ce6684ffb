//! Verdicts as JSON has them.

use schemars::JsonSchema;
use serde::Serialize;

use gainsay_core::check::explain::{NotComparedReason, Verdict};
use gainsay_core::finding::Strength;

/// What comes of two claims or values, how sure that is, and why.
#[derive(Serialize, JsonSchema)]
pub(super) struct Outcome {
    /// `conflicting`, `compatible` or `not-compared`.
    verdict: &'static str,
    /// How sure a conflict is.
    strength: Option<Strength>,
    /// Why they do not conflict, such as `values-in-common`, or why they are not compared, such as `days-apart`.
    reason: Option<&'static str>,
}

impl Outcome {
    pub(super) fn of(verdict: Verdict) -> Self {
        let (verdict, strength, reason) = match verdict {
            Verdict::Conflicting(strength) => ("conflicting", Some(strength), None),
            Verdict::Compatible(reason) => ("compatible", None, Some(reason.name())),
            Verdict::NotCompared(reason) => ("not-compared", None, Some(reason.name())),
        };
        Self { verdict, strength, reason }
    }

    /// That of values of two kinds, which are never compared.
    pub(super) fn of_two_kinds() -> Self {
        Self::of(Verdict::NotCompared(NotComparedReason::OtherKind))
    }
}
