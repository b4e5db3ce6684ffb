//! Verdicts as JSON has them.

use schemars::JsonSchema;
use serde::Serialize;

use gainsay_core::check::explain::{CompatibleReason, Missing, NotComparedReason, Verdict};
use gainsay_core::finding::Strength;

/// What comes of two claims or values, how sure that is, and why.
#[derive(Serialize, JsonSchema)]
pub(super) struct Outcome {
    /// `conflicting`, `compatible`, `undetermined` or `not-compared`.
    verdict: &'static str,
    /// How sure a conflict is.
    strength: Option<Strength>,
    /// Why they do not conflict, such as `values-in-common`.
    #[schemars(with = "Option<String>")]
    reason: Option<Reason>,
}

/// Why a verdict is as it is.
#[derive(Serialize)]
#[serde(untagged)]
enum Reason {
    Missing(Missing),
    Compatible(CompatibleReason),
    NotCompared(NotComparedReason),
    Other(&'static str),
}

impl Outcome {
    pub(super) fn of(verdict: Verdict) -> Self {
        let (verdict, strength, reason) = match verdict {
            Verdict::Conflicting(strength) => ("conflicting", Some(strength), None),
            Verdict::Undetermined(missing) => ("undetermined", None, Some(Reason::Missing(missing))),
            Verdict::Compatible(reason) => ("compatible", None, Some(Reason::Compatible(reason))),
            Verdict::NotCompared(reason) => ("not-compared", None, Some(Reason::not_compared(reason))),
        };
        Self { verdict, strength, reason }
    }

    /// That of values of two kinds, which are never compared.
    pub(super) fn of_two_kinds() -> Self {
        Self { verdict: "not-compared", strength: None, reason: Some(Reason::Other("other-kind")) }
    }
}

impl Reason {
    fn not_compared(reason: NotComparedReason) -> Self {
        match reason {
            NotComparedReason::Lacking(missing) => Self::Missing(missing),
            reason => Self::NotCompared(reason),
        }
    }
}
