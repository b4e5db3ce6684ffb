//! The analysis of claims: prepared once, asked by every command.

use std::cell::LazyCell;
use std::collections::HashMap;

use rayon::prelude::*;

use super::context::Context;
use super::hash::hashed;
use super::identity::Owners;
use super::kind::Check;
use super::not_compared::{self, Comparisons};
use super::prepared::Prepared;
use super::topic::Topic;
use super::topic::axis::Axis;
use super::{CHECKS, acceptance, selection, severity, wording};
use crate::claim::{Claim, ClaimId, Copies, Records};
use crate::date::Day;
use crate::finding::{Finding, in_order};
use crate::problem::Problem;
use crate::rule::{FileSeverities, Rules};
use gainsay_yaml::text::{FileId, Files};

/// What is compared, and under which rules.
#[derive(Debug)]
pub struct Checker<'r>(Context<'r>);

impl<'r> Checker<'r> {
    /// The checker of `records` under `rules`; the spans of both point into `files`.
    #[must_use]
    pub fn new(files: &'r Files, records: &'r Records, rules: &'r Rules) -> Self {
        Self(Context::new(files, records, rules))
    }

    /// The same with the archived copies that claims quote from: quotes are looked up in these alone.
    #[must_use]
    pub fn copies(self, copies: &'r Copies) -> Self {
        Self(Context { copies: Some(copies), ..self.0 })
    }

    /// The same with what went wrong before the records were read, such as a file that is not text.
    #[must_use]
    pub fn problems(self, problems: &'r [Problem]) -> Self {
        Self(Context { problems, ..self.0 })
    }

    /// The same with other severities for what is found in some files; where several name a file, the last one decides.
    #[must_use]
    pub fn severities(self, severities: &'r [FileSeverities]) -> Self {
        Self(Context { severities, ..self.0 })
    }

    /// The same with the day of the run: nothing can have been published after it, and accepted entries expire by it.
    #[must_use]
    pub fn today(self, today: Option<Day>) -> Self {
        Self(Context { today, ..self.0 })
    }

    /// Compares all claims under the rules.
    ///
    /// Values that their attribute cannot read are findings too; the claims that have them take no further part.
    #[must_use]
    pub fn analyze(self) -> Analysis<'r> {
        let Self(context) = self;
        let compared = || {
            let prepared = Prepared::new(&context);
            let mut findings = of_claims(&prepared, &context);
            let (comparisons, notes) = not_compared::count(&prepared, &context);
            findings.extend(notes);
            (prepared, findings, comparisons)
        };
        let of_records = || of_each(|check| check.of_records(&context));
        let ((prepared, mut findings, comparisons), of_records) = rayon::join(compared, of_records);
        findings.extend(of_records);
        for finding in &mut findings {
            wording::name_subject(finding, &context);
        }
        severity::of_rules(&mut findings, &context);
        let before = context.problems.iter().chain(&context.records.problems).chain(&context.rules.notes);
        // Where nothing is wrong, nobody asks.
        let owners = LazyCell::new(|| Owners::new(context.records));
        let problem = |problem: &Problem| {
            let spots = std::iter::once(problem.span).chain(problem.related.iter().map(|(spot, _)| *spot));
            let mut claims: Vec<&Claim> = spots.filter_map(|spot| owners.get(spot)).collect();
            claims.sort_by_key(|claim| claim.number);
            claims.dedup_by_key(|claim| claim.number);
            wording::problem_with(problem, &claims, &context)
        };
        findings.extend(before.chain(&prepared.problems).map(problem));
        in_order(&mut findings);
        let of_entries = acceptance::findings(&mut findings, &context);
        findings.extend(of_entries);
        // Only now: whether a record could be read goes by how bad a problem is anywhere.
        severity::of_problems(&mut findings, &context);
        in_order(&mut findings);
        number_equal(&mut findings);
        Analysis { context, prepared, findings, comparisons }
    }
}

/// What was compared, and what was found.
#[derive(Debug)]
pub struct Analysis<'r> {
    pub(super) context: Context<'r>,
    pub(super) prepared: Prepared<'r>,
    /// What was found, in the order in which it is reported: by file and spot of the first label, then by rule.
    pub findings: Vec<Finding>,
    /// How much was compared, and how much was not.
    pub comparisons: Comparisons,
}

impl<'r> Analysis<'r> {
    /// The files that all spans point into.
    #[must_use]
    pub fn files(&self) -> &'r Files {
        self.context.files
    }

    /// The claims and the registry.
    #[must_use]
    pub fn records(&self) -> &'r Records {
        self.context.records
    }

    /// The rules in force.
    #[must_use]
    pub fn rules(&self) -> &'r Rules {
        self.context.rules
    }

    /// The severities that are set for what is found in some files.
    #[must_use]
    pub fn severities(&self) -> &'r [FileSeverities] {
        self.context.severities
    }

    /// What the values of claims are read as: two texts are equal where the same numbers, days or
    /// steps are allowed. Words have none, as their points depend on what else is there.
    pub(crate) fn readings(&self) -> HashMap<ClaimId, String> {
        let read = self.prepared.topics.iter().filter(|topic| !matches!(topic.axis, Axis::Words(_)));
        let claims = read.flat_map(|topic| &topic.claims);
        claims.map(|read| (read.claim.number, format!("{:?}", read.allowed))).collect()
    }

    /// The archived copy that `claim` quotes from, where it was read.
    pub(crate) fn copy(&self, claim: &Claim) -> Option<FileId> {
        self.context.copy(claim)
    }
}

/// Gives problems that are the same in every word fingerprints of their own, so that each can be known again. Which of them has which
/// one does not matter.
fn number_equal(findings: &mut [Finding]) {
    let mut count: HashMap<String, usize> = HashMap::new();
    for finding in findings.iter_mut().filter(|finding| finding.code().is_some()) {
        let count = count.entry(finding.fingerprint.clone()).or_default();
        *count += 1;
        if *count > 1 {
            finding.fingerprint = hashed([finding.fingerprint.as_str(), &count.to_string()].into_iter());
        }
    }
}

/// What the checks find among the claims, in no order.
fn of_claims(prepared: &Prepared<'_>, context: &Context<'_>) -> Vec<Finding> {
    let of_topic = |topic: &Topic<'_>| {
        let rules = selection::compare_rules(topic, context);
        let found = CHECKS.iter().map(|check| check.of_topic(topic, &rules, context));
        found.flatten().collect::<Vec<_>>()
    };
    let mut findings: Vec<Finding> = prepared.topics.par_iter().flat_map_iter(of_topic).collect();
    findings.extend(of_each(|check| check.of_topics(prepared, context)));
    findings
}

/// What `find` makes of each check, in their order.
fn of_each(find: impl Fn(&dyn Check) -> Vec<Finding> + Sync) -> Vec<Finding> {
    CHECKS.par_iter().flat_map_iter(|check| find(*check)).collect()
}
