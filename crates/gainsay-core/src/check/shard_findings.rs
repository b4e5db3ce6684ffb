//! What is found among the claims of a shard, and of it what is said once of the claims of all shards.

use rayon::prelude::*;
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::CHECKS;
use super::attribution::unverifiable::{Unverifiable, unverifiable};
use super::context::Context;
use super::identity::Owners;
use super::kind::Check;
use super::not_compared::{self, NotCompared};
use super::prepared::Prepared;
use super::topic::Topic;
use super::{selection, wording};
use crate::claim::{Claim, ClaimId, Records};
use crate::finding::{Finding, FindingKind};
use crate::maps::HashSet;
use crate::problem::Problem;
use gainsay_yaml::text::{Files, Span};

/// What is found among some of the claims: those of a shard, as [`Checker::shard`](super::Checker::shard) gives it. It names claims and files
/// by their numbers, and so belongs to the records and the files of that run, or to the very same ones read again.
#[derive(Debug, Default)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
pub struct ShardFindings {
    /// What is about their subjects.
    #[cfg_attr(feature = "serde", serde(with = "super::written"))]
    pub(super) findings: Vec<Finding>,
    /// The values that cannot be read.
    #[cfg_attr(feature = "serde", serde(with = "super::written"))]
    pub(super) unread: Vec<Finding>,
    /// What was compared, and what was not.
    pub(super) not_compared: NotCompared,
    /// The second-hand claims that can be compared with nothing.
    pub(super) unverifiable: Vec<Unverifiable>,
}

impl ShardFindings {
    /// Compares the claims that are reported on.
    pub(super) fn new(prepared: &Prepared<'_>, context: &Context<'_>) -> Self {
        let findings = of_claims(prepared, context);
        Self {
            unread: problems(&prepared.problems, context),
            not_compared: not_compared::count(prepared, &that_do_not_add_up(&findings), context),
            findings,
            unverifiable: unverifiable(prepared, context),
        }
    }

    /// What is found in all of `shards`.
    pub(super) fn merge(shards: Vec<Self>, context: &Context<'_>) -> Self {
        let mut all = Self::default();
        let mut not_compared = Vec::new();
        for shard in shards {
            all.findings.extend(shard.findings);
            all.unread.extend(shard.unread);
            all.unverifiable.extend(shard.unverifiable);
            not_compared.push(shard.not_compared);
        }
        all.not_compared = NotCompared::merge(not_compared, context);
        all.unverifiable = Unverifiable::merge(all.unverifiable, context);
        all
    }

    /// Whether all claims and spots that it names are there in `files` and `records`.
    #[must_use]
    pub fn is_of(&self, files: &Files, records: &Records) -> bool {
        let claim = |claim: ClaimId| claim.index() < records.claims.len();
        let within = |span: Span| {
            let there = (span.file.index() as usize) < files.count();
            there && span.start <= span.end && span.end as usize <= files.get(span.file).text.len()
        };
        let finding = |finding: &Finding| {
            let widest = finding.widest.iter().flat_map(|widest| widest.claims);
            let edits = finding.fixes.iter().flat_map(|fix| &fix.edits);
            !finding.labels.is_empty()
                && finding.claims().chain(widest).all(claim)
                && finding
                    .labels
                    .iter()
                    .map(|label| label.span)
                    .chain(edits.map(|edit| edit.span))
                    .all(within)
        };
        self.findings.iter().chain(&self.unread).all(finding)
            && self.not_compared.is_sound()
            && self.not_compared.claims().all(claim)
            && self.unverifiable.iter().all(Unverifiable::is_sound)
            && self.unverifiable.iter().flat_map(Unverifiable::claims).all(claim)
    }

    /// The notes on what was compared with nothing, in no order.
    pub(super) fn notes(&self, context: &Context<'_>) -> Vec<Finding> {
        let unverifiable = self.unverifiable.iter().filter_map(|claims| claims.note(context));
        self.not_compared.notes(context).into_iter().chain(unverifiable).collect()
    }
}

/// What the checks find among the claims, in no order.
fn of_claims(prepared: &Prepared<'_>, context: &Context<'_>) -> Vec<Finding> {
    let of_topic = |topic: &Topic<'_>| {
        let rules = selection::compare_rules(topic, context);
        let found = CHECKS.iter().map(|check| check.of_topic(topic, &rules, context));
        found.flatten().collect::<Vec<_>>()
    };
    let own = prepared.topics.par_iter().filter(|topic| context.reports_on(topic.key.subject));
    let mut findings: Vec<Finding> = own.flat_map_iter(of_topic).collect();
    findings.extend(of_each(|check| check.of_topics(prepared, context)));
    findings
}

/// The claims that a sum or a relation conflicts over. Those whose figures add up are not known here, and may count as alone.
fn that_do_not_add_up(findings: &[Finding]) -> HashSet<ClaimId> {
    let sums = findings.iter().filter(|finding| finding.kind == FindingKind::Arithmetic);
    sums.flat_map(Finding::claims).collect()
}

/// What `find` makes of each check, in their order.
pub(super) fn of_each(find: impl Fn(&dyn Check) -> Vec<Finding> + Sync) -> Vec<Finding> {
    CHECKS.par_iter().flat_map_iter(|check| find(*check)).collect()
}

/// The findings for `problems`, each with the claims that it is wrong with.
pub(super) fn problems<'p>(
    problems: impl IntoIterator<Item = &'p Problem>,
    context: &Context<'_>,
) -> Vec<Finding> {
    let mut problems = problems.into_iter().peekable();
    // Where nothing is wrong, nobody asks.
    if problems.peek().is_none() {
        return Vec::new();
    }
    let owners = Owners::new(context.records);
    let finding = |problem: &Problem| {
        let spots = std::iter::once(problem.span).chain(problem.related.iter().map(|(spot, _)| *spot));
        let mut claims: Vec<&Claim> = spots.filter_map(|spot| owners.get(spot)).collect();
        claims.sort_by_key(|claim| claim.number);
        claims.dedup_by_key(|claim| claim.number);
        wording::problem_with(problem, &claims, context)
    };
    problems.map(finding).collect()
}
