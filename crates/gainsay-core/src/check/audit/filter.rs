//! What of the claims and findings an audit reports.

use crate::check::context::Context;
use crate::claim::Claim;
use crate::date::Day;
use crate::finding::FindingKind;
use crate::rule::Pattern;
use gainsay_yaml::text::Name;

/// What is asked for. Everything is compared: this narrows what is reported, never what is found.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Subjects; all where there are none.
    pub subject: Vec<Pattern>,
    /// Attributes; all where there are none.
    pub attribute: Vec<Pattern>,
    /// Places, and what is within them; all where there are none.
    pub place: Vec<Pattern>,
    /// Sources; all where there are none.
    pub source: Vec<Pattern>,
    /// Two sources, of which only what is between them is asked for.
    pub between: Option<[Pattern; 2]>,
    /// The first day that is asked for: claims that speak of earlier days alone are left out.
    pub from: Option<Day>,
    /// The last day that is asked for: claims that speak of later days alone are left out.
    pub to: Option<Day>,
    /// Kinds of findings; all where there are none.
    pub kind: Vec<FindingKind>,
    /// How many topics are reported at most, those with the most and worst findings; all where there is none. Claims and sources
    /// are counted whatever it is.
    pub top: Option<usize>,
}

impl Wanted {
    /// Whether all claims are asked for.
    pub(super) fn every_claim(&self) -> bool {
        let Self { subject, attribute, place, source, between, from, to, kind: _, top: _ } = self;
        let patterns = [subject, attribute, place, source];
        patterns.iter().all(|patterns| patterns.is_empty())
            && between.is_none()
            && from.is_none()
            && to.is_none()
    }

    /// Whether `claim` is asked for. A claim without a date is not where days are asked for.
    pub(super) fn claim(&self, claim: &Claim, context: &Context<'_>) -> bool {
        self.every_claim() || self.beside(claim, context) && self.source(context.text(claim.source.value))
    }

    /// The same whoever makes the claim: what a source that is asked for is compared with.
    pub(super) fn beside(&self, claim: &Claim, context: &Context<'_>) -> bool {
        self.every_claim()
            || Pattern::any(&self.subject, claim.subject.map(|subject| context.text(subject.value)))
                && context.rules.any_attribute(&self.attribute, context.text(claim.attribute.value))
                && self.place(claim, context)
                && self.days(claim)
    }

    /// Whether a source is asked for.
    pub(super) fn source(&self, id: &str) -> bool {
        Pattern::any(&self.source, Some(id)) && self.party(id)
    }

    /// Whether a source is one of the two of which what is between them is asked for; where none are, every one is.
    pub(super) fn party(&self, id: &str) -> bool {
        self.between.as_ref().is_none_or(|parties| parties.iter().any(|party| party.matches(id)))
    }

    /// Whether what two sources have against each other is asked for.
    pub(super) fn pair(&self, one: &str, other: &str) -> bool {
        let asked = [one, other].iter().any(|id| Pattern::any(&self.source, Some(id)));
        asked && self.between.as_ref().is_none_or(|parties| parties_are(parties, one, other))
    }

    /// Whether a kind of findings is asked for.
    pub(super) fn kind(&self, kind: FindingKind) -> bool {
        self.kind.is_empty() || self.kind.contains(&kind)
    }

    /// Whether a claim is about a place that is asked for, or about one within it.
    fn place(&self, claim: &Claim, context: &Context<'_>) -> bool {
        let holds = |place: Name| {
            let mut places = context.places.up(place);
            places.any(|place| Pattern::any(&self.place, Some(context.text(place))))
        };
        self.place.is_empty() || claim.place.is_some_and(|place| holds(place.value))
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

/// Whether `one` is one of two parties and `other` the other.
fn parties_are(parties: &[Pattern; 2], one: &str, other: &str) -> bool {
    let [first, second] = parties;
    first.matches(one) && second.matches(other) || first.matches(other) && second.matches(one)
}
