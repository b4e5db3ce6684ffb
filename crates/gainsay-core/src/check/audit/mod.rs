//! The audit: what is found, topic by topic, and around it who agrees with whom.
//!
//! Everything is asked of the engine that finds the conflicts and made when it is asked for: rows of tables, the sides of a
//! dispute, counts. Only a few numbers a claim are kept.

mod against;
mod between;
mod bounds;
mod compatible;
mod dispute;
mod filter;
mod parties;
mod plainest;
mod row;
mod sides;
mod source_pairs;
mod tables;
#[cfg(test)]
mod tests;
mod thread;

use crate::check::analysis::Analysis;
use crate::check::context::Context;
use crate::check::not_compared::Comparisons;
use crate::check::prepared::Prepared;
use crate::check::topic::At;
use crate::claim::{Claim, ClaimId, Records};
use crate::finding::{Finding, FindingKind};
use crate::rule::Rule;

pub use self::against::{Against, Contradictions};
pub use self::between::Between;
pub use self::bounds::BoundRow;
pub use self::dispute::{Bar, ChartAxis, Dispute, Mark, Side};
pub use self::filter::Wanted;
pub use self::plainest::Plainest;
pub use self::row::{Called, ClaimRow};
pub use self::sides::Beside;
pub use self::tables::{Coverage, SourceRow};
pub use self::thread::{Counts, LeftOut, Order, Party, Thread};

/// The claims and findings of a run, ready to be looked at from all sides.
pub struct Audit<'r> {
    context: &'r Context<'r>,
    ready: &'r Prepared<'r>,
    findings: &'r [Finding],
    comparisons: Comparisons,
    wanted: Wanted,
    /// The findings that are reported, as indices into all of them.
    reported: Vec<usize>,
    left_out: LeftOut,
    /// The topic of each claim, by its number, and its place there.
    boxed: Vec<(u32, u32)>,
    /// Whether each claim, by its number, is in a conflict with another source; where what is between two is asked for, with the other.
    in_conflict: Vec<bool>,
    /// About how many pairs of claims are looked at for source against source, where that is given.
    most_pairs: Option<u64>,
}

/// Stands for no place.
const NONE: u32 = u32::MAX;

impl<'r> Audit<'r> {
    /// The audit of `analysis`.
    #[must_use]
    pub fn new(analysis: &'r Analysis<'r>, wanted: Wanted) -> Self {
        let Analysis { context, prepared: ready, findings, comparisons } = analysis;
        let records = context.records;
        let mut boxed = vec![(NONE, NONE); records.claims.len()];
        for (topic, at) in crate::check::topic::every(&ready.topics) {
            let claim = ready.topics[topic].claims[at].claim.number;
            boxed[claim.index()] = (topic as u32, at as u32);
        }
        let mut audit = Self {
            context,
            ready,
            findings,
            comparisons: *comparisons,
            wanted,
            reported: Vec::new(),
            left_out: LeftOut::default(),
            most_pairs: None,
            boxed,
            in_conflict: vec![false; records.claims.len()],
        };
        audit.mark_conflicts();
        audit.reported = (0..findings.len()).filter(|&at| audit.tells(&findings[at])).collect();
        audit.keep_top();
        audit
    }

    /// Notes which claims are in a conflict: with any source, or, where what is between two is asked for, with the other of them.
    fn mark_conflicts(&mut self) {
        let findings = self.findings;
        for finding in findings.iter().filter(|finding| finding.kind == FindingKind::Conflict) {
            let claims: Vec<ClaimId> = match &self.wanted.between {
                None => finding.of_positions().collect(),
                Some(parties) => self.opposed(finding, parties).into_iter().collect(),
            };
            for claim in claims {
                self.in_conflict[claim.index()] = true;
            }
        }
    }

    /// What is left out beside the most disputed topics; nothing where all of them are reported.
    #[must_use]
    pub fn left_out(&self) -> LeftOut {
        self.left_out
    }

    /// How much was compared and how much was not, whatever is asked for.
    #[must_use]
    pub fn comparisons(&self) -> &Comparisons {
        &self.comparisons
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

    /// The rule of a finding; nothing for a problem with a record.
    #[must_use]
    pub fn rule(&self, finding: &Finding) -> Option<&'r Rule> {
        self.context.rules.rules.get(&finding.rule)
    }

    /// The records that the claims are of.
    #[must_use]
    pub fn records(&self) -> &'r Records {
        self.context.records
    }

    /// The claims that are asked for, by subject and attribute, then by date; those whose values cannot be read come last.
    pub fn claims(&self) -> impl Iterator<Item = ClaimId> {
        let topics = self.ready.topics.iter().flat_map(|topic| &topic.claims);
        let read = topics.map(|said| said.claim.number);
        let all = self.context.records.claims.iter().map(|claim| claim.number);
        let unread = all.filter(|&claim| self.boxed(claim).is_none());
        read.chain(unread).filter(|&claim| self.wants(claim))
    }

    /// Whether a finding is reported: it is of a kind that is asked for, and about claims that are.
    fn tells(&self, finding: &Finding) -> bool {
        self.wanted.kind(finding.kind) && self.is_about(finding)
    }

    /// Whether a finding is about a claim that is asked for. What is about no claim at all is reported where all of them are.
    fn is_about(&self, finding: &Finding) -> bool {
        let wanted = || finding.about().into_iter().any(|claim| self.wants(claim));
        let parties = self.wanted.between.as_ref();
        self.wanted.every_claim()
            || wanted() && parties.is_none_or(|parties| !self.opposed(finding, parties).is_empty())
    }

    fn wants(&self, claim: ClaimId) -> bool {
        self.wanted.claim(self.context.records.claim(claim), self.context)
    }

    fn wanted_claims(&self) -> impl Iterator<Item = &'r Claim> {
        self.context.records.claims.iter().filter(|claim| self.wanted.claim(claim, self.context))
    }

    /// Where a claim is in its topic; nothing where its value could not be read.
    fn boxed(&self, claim: ClaimId) -> Option<At> {
        let (topic, at) = self.boxed[claim.index()];
        (topic != NONE).then_some((topic as usize, at as usize))
    }
}
