//! What ties claims to claims about other subjects: the sources that they cite, and the numbers by which what is passed on is found.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::analysis::Analysis;
use super::attribution::origins::sought;
use super::topic::{Topic, TopicClaim};
use crate::claim::Claim;
use crate::rule::Kind;

/// What ties a claim to claims about other subjects. How a claim counts that cites a source goes by what that gave its number for, of the same
/// attribute, and by whether the source says anything at all.
#[derive(Debug, Clone)]
pub struct Ties<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// The source that it cites.
    pub cites: Option<&'a str>,
    /// The sources that it speaks for: its own, and those that this one is part of; none where it confirms nothing.
    pub speaks_for: Vec<&'a str>,
    /// What all names of its attribute have in common.
    pub attribute: Cow<'a, str>,
    /// The numbers by which it may be found as what another one passes on.
    pub numbers: Vec<Decimal>,
}

impl Analysis<'_> {
    /// The ties of all claims that could be read.
    pub fn ties(&self) -> impl Iterator<Item = Ties<'_>> {
        self.prepared.topics.iter().flat_map(move |topic| {
            let attribute = self.context.rules.identity(self.context.text(topic.key.attribute));
            topic.claims.iter().map(move |claim| self.ties_of(topic, claim, attribute.clone()))
        })
    }

    fn ties_of<'a>(
        &'a self,
        topic: &Topic<'_>,
        read: &'a TopicClaim<'_>,
        attribute: Cow<'a, str>,
    ) -> Ties<'a> {
        let (context, claim) = (&self.context, read.claim);
        let up = context.sources.up(claim.source.value).filter(|_| !read.unconfirmed);
        let numbers = sought(read).filter(|_| topic.definition.kind == Kind::Quantity);
        Ties {
            claim,
            cites: claim.cites.map(|cites| context.text(cites.value)),
            speaks_for: up.map(|source| context.text(source)).collect(),
            attribute,
            numbers: numbers.collect(),
        }
    }
}
