//! The claims, prepared once: grouped, read, and led back to what they cite.

use super::attribution::citation::Citations;
use super::attribution::distortion::{self, Attributed};
use super::attribution::origins::Origins;
use super::attribution::second_hand;
use super::context::Context;
use super::further::further;
use super::topic::{At, Topic};
use super::topics::topics;
use crate::claim::Claim;
use crate::problem::Problem;

/// The claims, read and ready to be compared.
#[derive(Debug, Default)]
pub(super) struct Prepared<'r> {
    /// The claims by what they speak of.
    pub topics: Vec<Topic<'r>>,
    /// What the cited sources said themselves.
    pub origins: Origins,
    /// The second-hand claims.
    pub citations: Citations,
    /// The claims that cite each other and lead back to no source.
    pub rings: Vec<Vec<At>>,
    /// What became of what each second-hand claim cites.
    pub attributed: Vec<Attributed>,
    /// What kept claims from being read.
    pub problems: Vec<Problem>,
}

impl<'r> Prepared<'r> {
    /// Reads the claims and follows what they cite.
    pub(super) fn new(context: &Context<'r>) -> Self {
        let (mut topics, problems) = topics(&further(context), context);
        context.quantities.forget();
        let origins = Origins::new(&topics, context);
        let citations = Citations::new(&topics, &origins, context);
        let rings = citations.rings(&topics);
        let attributed = distortion::attribute(&topics, &citations, &origins, context);
        second_hand::mark(&mut topics, &attributed, &origins, &rings, context);
        Self { topics, origins, citations, rings, attributed, problems }
    }

    /// The topics of each subject and attribute, whatever the kinds of their values.
    pub(super) fn groups(&self) -> Vec<&[Topic<'r>]> {
        self.topics.chunk_by(|a, b| a.key.about() == b.key.about()).collect()
    }

    /// Where a claim is; nothing where it could not be read.
    pub(super) fn find(&self, claim: &Claim, context: &Context<'_>) -> Option<At> {
        let of_claim = self.topics.iter().enumerate().filter(|(_, topic)| topic.key.is_of(claim, context));
        let mut at = of_claim.filter_map(|(number, topic)| {
            let at = topic.claims.iter().position(|beside| beside.claim.number == claim.number)?;
            Some((number, at))
        });
        at.next()
    }
}
