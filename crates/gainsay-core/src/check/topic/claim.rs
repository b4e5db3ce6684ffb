//! A claim in its topic: what it allows, and when each of its bounds is valid.

use super::key::Scope;
use super::validity::{Basis, End, Ends, Limits, Reach, Time};
use crate::claim::{Claim, Stance};
use crate::rule::Stands;
use crate::value::Allowed;

/// A claim as a box: what it allows, and when each end of that stands.
#[derive(Debug, Clone)]
pub struct ClaimBox<'r> {
    /// The claim.
    pub claim: &'r Claim,
    /// What it allows.
    pub allowed: Allowed,
    /// When it is meant to be true; `None` where it bears no date.
    pub time: Option<Time>,
    /// How long its ends stand.
    pub stands: Stands,
    /// What it says about other days.
    pub reach: Reach,
    /// What later claims of its source left of it.
    pub limits: Limits,
    /// What of the thing it speaks of.
    pub scope: Scope,
    /// Whether it only passes on what a source says that is here itself.
    pub echo: bool,
}

impl ClaimBox<'_> {
    /// What its ends follow from.
    #[must_use]
    pub fn basis(&self) -> Basis<'_> {
        let &Self { claim, ref allowed, time, stands, reach, limits, scope, .. } = self;
        let period = claim.during.filter(|_| scope.period.is_some()).map(|during| during.value);
        Basis { allowed, time, period, stands, reach, limits }
    }

    /// Its ends, and when they stand.
    #[must_use]
    pub fn ends(&self) -> Ends {
        self.basis().ends()
    }

    /// Its high ends.
    pub fn highs(&self) -> impl Iterator<Item = End> + use<> {
        let basis = self.basis();
        basis.high().into_iter().chain(basis.before())
    }

    /// Whether the claim bears a date.
    #[must_use]
    pub fn dated(&self) -> bool {
        self.time.is_some() || self.scope.period.is_some()
    }

    /// Whether the claim takes part in comparing: it says yes or no, at first hand.
    #[must_use]
    pub fn speaks(&self) -> bool {
        !self.echo && self.claim.stance != Stance::Unconfirmed
    }
}
