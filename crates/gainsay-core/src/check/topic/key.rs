//! What claims are about: topics, and the scopes within them.

use crate::check::context::Context;
use crate::claim::Claim;
use crate::date::{Day, When};
use crate::rule::Kind;
use gainsay_yaml::text::Name;

/// A subject and an attribute of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct TopicKey {
    /// The subject; claims without one meet only each other.
    pub subject: Option<Name>,
    /// The attribute, by one of its names.
    pub attribute: Name,
    /// How the values are read: those of two kinds are not compared.
    pub kind: Kind,
}

impl TopicKey {
    /// The subject and the attribute of `claim`.
    pub(crate) fn subject_and_attribute(claim: &Claim, context: &Context<'_>) -> (Option<Name>, Name) {
        (claim.subject.map(|subject| subject.value), context.attribute(claim.attribute.value).key)
    }

    /// Its subject and attribute.
    pub(crate) fn about(self) -> (Option<Name>, Name) {
        (self.subject, self.attribute)
    }

    /// Whether `claim` is about its subject and attribute.
    pub(crate) fn is_of(self, claim: &Claim, context: &Context<'_>) -> bool {
        self.about() == Self::subject_and_attribute(claim, context)
    }
}

/// What of the topic a claim speaks of. Claims of equal scopes compare both ways; a part is compared with the
/// whole around it by its lower bound alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct Scope {
    /// The place.
    pub place: Option<Name>,
    /// The named part of the subject; `None` is the whole subject.
    pub part: Option<Name>,
    /// The first and last day of the period counted over; `None` is a total.
    pub period: Option<(Day, Day)>,
    /// What the number counts: the number of its base unit in the topic, `0` for none.
    pub unit: u16,
}

/// The source of a claim, and the one that it cites.
pub(super) type CitedSource = (Name, Option<Name>);

/// The source of `claim`, and the one that it cites.
pub(crate) fn cited_source(claim: &Claim) -> CitedSource {
    (claim.source.value, claim.cites.map(|cites| cites.value))
}

/// The scope of `claim`. `during` is a period only of what can be counted over one.
pub(crate) fn scope_of(claim: &Claim, kind: Kind, unit: u16) -> Scope {
    Scope {
        unit,
        place: claim.place.map(|place| place.value),
        part: claim.scope.map(|scope| scope.value),
        period: period_of(claim, kind).map(|period| (period.first, period.last)),
    }
}

/// The period that `claim` counts over.
pub(crate) fn period_of(claim: &Claim, kind: Kind) -> Option<When> {
    claim.during.filter(|_| kind == Kind::Quantity).map(|during| during.value)
}
