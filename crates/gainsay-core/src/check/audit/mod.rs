//! The audit: what is found, topic by topic, and around it who agrees with whom.
//!
//! Everything is asked of the engine that finds the conflicts and made when it is asked for: rows of tables, the sides of a
//! dispute, counts. Only a few numbers a claim are kept.

mod between;
mod dispute;
mod filter;
mod row;
mod tables;
#[cfg(test)]
mod tests;

use indexmap::IndexSet;

use crate::check::analysis::{Analysis, Prepared};
use crate::check::context::Context;
use crate::check::topic::At;
use crate::claim::Claim;
use crate::finding::{Finding, FindingKind};

pub use self::between::Between;
pub use self::dispute::{Bar, ChartAxis, Dispute, Mark, Side};
pub use self::filter::Wanted;
pub use self::row::{Called, ClaimRow};
pub use self::tables::{Coverage, Order, SourceRow, Thread};

/// The claims and findings of a run, ready to be looked at from all sides.
pub struct Audit<'r> {
    context: &'r Context<'r>,
    ready: &'r Prepared<'r>,
    findings: &'r [Finding],
    wanted: Wanted,
    /// The findings that are reported, as indices into all of them.
    reported: Vec<usize>,
    /// The claims by the numbers of their ids.
    by_name: Vec<u32>,
    /// The topic of each claim and its place there.
    boxed: Vec<(u32, u32)>,
    /// Whether each claim is in a conflict with another source.
    in_conflict: Vec<bool>,
}

/// Stands for no claim, or no place.
const NONE: u32 = u32::MAX;

impl<'r> Audit<'r> {
    /// The audit of `analysis`.
    #[must_use]
    pub fn new(analysis: &'r Analysis<'r>, wanted: Wanted) -> Self {
        let Analysis { context, prepared: ready, findings } = analysis;
        let records = context.records;
        let mut by_name = Vec::new();
        for (at, claim) in records.claims.iter().enumerate() {
            let name = claim.id.value.number() as usize;
            by_name.resize(by_name.len().max(name + 1), NONE);
            by_name[name] = at as u32;
        }
        let mut boxed = vec![(NONE, NONE); records.claims.len()];
        for (topic, at) in crate::check::topic::every(&ready.topics) {
            let id = ready.topics[topic].claims[at].claim.id.value;
            boxed[by_name[id.number() as usize] as usize] = (topic as u32, at as u32);
        }
        let in_conflict = vec![false; records.claims.len()];
        let mut audit =
            Self { context, ready, findings, wanted, reported: Vec::new(), by_name, boxed, in_conflict };
        for finding in findings.iter().filter(|finding| finding.kind == FindingKind::Conflict) {
            for at in finding.positions.iter().flat_map(|position| &position.claims) {
                if let Some(at) = audit.find(at) {
                    audit.in_conflict[at] = true;
                }
            }
        }
        audit.reported = (0..findings.len()).filter(|&at| audit.tells(&findings[at])).collect();
        audit
    }

    /// What is asked for.
    #[must_use]
    pub fn wanted(&self) -> &Wanted {
        &self.wanted
    }

    /// The findings that are reported, as indices into all of them, in the order in which `check` tells them.
    #[must_use]
    pub fn reported(&self) -> &[usize] {
        &self.reported
    }

    /// The claims that are asked for, as indices, by subject and attribute, then by date; those whose values cannot be
    /// read come last.
    pub fn claims(&self) -> impl Iterator<Item = usize> {
        let topics = self.ready.topics.iter().flat_map(|topic| &topic.claims);
        let read = topics.filter_map(|said| self.claim_named(said.claim.id.value.number()));
        let unread = (0..self.boxed.len()).filter(|&at| self.boxed(at).is_none());
        read.chain(unread).filter(|&at| self.wants(at))
    }

    /// The claims that a finding is about, as indices, each once: those of its positions, else those of its labels.
    #[must_use]
    pub fn claims_of(&self, finding: &Finding) -> Vec<usize> {
        let positions = finding.positions.iter().flat_map(|position| &position.claims);
        let labels = finding.labels.iter().filter_map(|label| label.claim.as_ref());
        let claims: IndexSet<usize> = if finding.positions.is_empty() {
            labels.filter_map(|id| self.find(id)).collect()
        } else {
            positions.filter_map(|id| self.find(id)).collect()
        };
        claims.into_iter().collect()
    }

    /// Whether a finding is reported: it is of a kind that is asked for, and about claims that are.
    fn tells(&self, finding: &Finding) -> bool {
        self.wanted.kind(finding.kind) && self.is_about(finding)
    }

    /// Whether a finding is about a claim that is asked for. What is about no claim at all is reported where all of them are.
    fn is_about(&self, finding: &Finding) -> bool {
        self.wanted.every_claim() || self.claims_of(finding).into_iter().any(|at| self.wants(at))
    }

    fn wants(&self, claim: usize) -> bool {
        self.wanted.claim(&self.context.records.claims[claim], self.context)
    }

    fn wanted_claims(&self) -> impl Iterator<Item = (usize, &'r Claim)> {
        let claims = self.context.records.claims.iter().enumerate();
        claims.filter(|(_, claim)| self.wanted.claim(claim, self.context))
    }

    /// The claim with that id.
    fn find(&self, id: &str) -> Option<usize> {
        self.claim_named(self.context.records.names.find(id)?.number())
    }

    fn claim_named(&self, number: u32) -> Option<usize> {
        self.by_name.get(number as usize).filter(|&&at| at != NONE).map(|&at| at as usize)
    }

    /// Where a claim is in its topic; nothing where its value could not be read.
    fn boxed(&self, claim: usize) -> Option<At> {
        let (topic, at) = self.boxed[claim];
        (topic != NONE).then_some((topic as usize, at as usize))
    }
}
