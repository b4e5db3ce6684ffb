//! A claim in its topic: what it allows, and when each of its bounds is valid.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::key::Scope;
use super::rates::InOwnUnit;
use super::validity::{Basis, Bound, Bounds, Limits, Reach, Time};
use crate::claim::{Claim, Stance};
use crate::date::When;
use crate::rule::ValidFor;
use crate::value::Allowed;
use gainsay_yaml::text::Name;

/// A claim as read: what it allows, and what the days of its bounds follow from.
#[derive(Debug, Clone)]
pub(crate) struct TopicClaim<'r> {
    /// The claim.
    pub claim: &'r Claim,
    /// What it allows; claims of its topic that say the same share it.
    pub allowed: Arc<Allowed>,
    /// The same in its own unit, where that is not worth the same every day: a currency that rates convert, or months beside days.
    pub own: Option<Box<InOwnUnit>>,
    /// How many base units one of the unit is that its number is written in.
    pub factor: Decimal,
    /// Whether that is one unit alone, or none: divided by it the number is as it is written.
    pub one_unit: bool,
    /// When it is meant to be true; `None` where it bears no date.
    pub time: Option<Time>,
    /// How long its bounds are valid.
    pub valid_for: ValidFor,
    /// What it says about other days.
    pub reach: Reach,
    /// What later claims of its source left of it.
    pub limits: Limits,
    /// What of the topic it speaks of.
    pub scope: Scope,
    /// Whether it is second-hand, and what became of that.
    pub hand: Hand,
    /// Whether it is left out, since more lists are given here than are compared with each other.
    pub crowded: bool,
    /// Whether it confirms nothing: by its stance, or since its value is that it is not known.
    pub unconfirmed: bool,
}

/// At which hand a claim is, and what is known of what it passes on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Hand {
    /// It is its source's own word, or nothing says that it is compared otherwise.
    #[default]
    First,
    /// It only passes on what a source says that is here itself.
    Echo,
    /// The source that it cites is in the records and has said nothing there that it could be passing on.
    Unverified,
    /// The source that it cites has no claim in the records.
    Unrecorded,
}

impl TopicClaim<'_> {
    /// Whether it only passes on what a source says that is here itself.
    pub(crate) fn echo(&self) -> bool {
        self.hand == Hand::Echo
    }

    /// What this claim and another one allow, in the currency of both where they have one: what changes with the rates is no change
    /// of what a source says.
    pub(crate) fn beside<'a>(&'a self, other: &'a Self) -> (&'a Allowed, &'a Allowed) {
        match (&self.own, &other.own) {
            (Some(one), Some(two)) if one.unit == two.unit => (&one.allowed, &two.allowed),
            _ => (&*self.allowed, &*other.allowed),
        }
    }

    /// What its bounds follow from.
    pub(crate) fn basis(&self) -> Basis<'_> {
        let &Self { claim, ref allowed, time, valid_for, reach, limits, scope, .. } = self;
        let period = claim.during.filter(|_| scope.period.is_some()).map(|during| during.value);
        Basis { allowed, time, period, valid_for, reach, limits }
    }

    /// Its bounds, and when they are valid.
    pub(crate) fn bounds(&self) -> Bounds {
        self.basis().bounds()
    }

    /// Its upper bounds.
    pub(crate) fn uppers(&self) -> impl Iterator<Item = Bound> + use<> {
        let basis = self.basis();
        basis.upper().into_iter().chain(basis.before())
    }

    /// The days that it speaks of.
    pub(crate) fn days(&self) -> Option<When> {
        self.claim.during.map(|during| during.value).or(self.time.map(|time| time.when))
    }

    /// Whether the claim bears a date.
    pub(crate) fn dated(&self) -> bool {
        self.time.is_some() || self.scope.period.is_some()
    }

    /// The source that it comes from: the one that it cites, where it only passes that on.
    pub(crate) fn origin(&self) -> Name {
        self.claim.cites.filter(|_| self.echo()).unwrap_or(self.claim.source).value
    }

    /// Whether its source asserts it itself, and neither denies it nor passes it on.
    pub(crate) fn is_own(&self) -> bool {
        self.claim.stance == Stance::Asserts && self.claim.cites.is_none()
    }

    /// Whether the claim takes part in comparing: it says yes or no, at first hand.
    pub(crate) fn speaks(&self) -> bool {
        !self.echo() && !self.unconfirmed && !self.crowded
    }
}
