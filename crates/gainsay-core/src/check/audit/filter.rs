//! What of the claims and findings an audit reports.

use crate::check::context::Context;
use crate::claim::Claim;
use crate::date::Day;
use crate::finding::FindingKind;
use crate::rule::Pattern;

/// What is asked for. Everything is compared: this narrows what is reported, never what is found.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Subjects; all where there are none.
    pub subject: Vec<Pattern>,
    /// Attributes; all where there are none.
    pub attribute: Vec<Pattern>,
    /// Sources; all where there are none.
    pub source: Vec<Pattern>,
    /// The first day that is asked for: claims that speak of earlier days alone are left out.
    pub from: Option<Day>,
    /// The last day that is asked for: claims that speak of later days alone are left out.
    pub to: Option<Day>,
    /// Kinds of findings; all where there are none.
    pub kind: Vec<FindingKind>,
}

impl Wanted {
    /// Whether all claims are asked for.
    pub(super) fn every_claim(&self) -> bool {
        let Self { subject, attribute, source, from, to, kind: _ } = self;
        subject.is_empty() && attribute.is_empty() && source.is_empty() && from.is_none() && to.is_none()
    }

    /// Whether `claim` is asked for. A claim without a date is not where days are asked for.
    pub(super) fn claim(&self, claim: &Claim, context: &Context<'_>) -> bool {
        self.beside(claim, context) && self.source(context.text(claim.source.value))
    }

    /// The same whoever makes the claim: what a source that is asked for is compared with.
    pub(super) fn beside(&self, claim: &Claim, context: &Context<'_>) -> bool {
        Pattern::any(&self.subject, claim.subject.map(|subject| context.text(subject.value)))
            && context.rules.any_attribute(&self.attribute, context.text(claim.attribute.value))
            && self.days(claim)
    }

    /// Whether a source is asked for.
    pub(super) fn source(&self, id: &str) -> bool {
        Pattern::any(&self.source, Some(id))
    }

    /// Whether a kind of findings is asked for.
    pub(super) fn kind(&self, kind: FindingKind) -> bool {
        self.kind.is_empty() || self.kind.contains(&kind)
    }

    fn days(&self, claim: &Claim) -> bool {
        if self.from.is_none() && self.to.is_none() {
            return true;
        }
        let spoken_of = claim.as_of.or(claim.during).or(claim.published).map(|when| when.value);
        spoken_of.is_some_and(|when| {
            self.from.is_none_or(|from| from <= when.last) && self.to.is_none_or(|to| when.first <= to)
        })
    }
}
