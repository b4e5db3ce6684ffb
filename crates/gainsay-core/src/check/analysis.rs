//! The analysis of claims: prepared once, asked by every command.

use std::collections::HashMap;

use super::context::Context;
use super::hash::hashed;
use super::not_compared::Comparisons;
use super::prepared::Prepared;
use super::shard_findings::{self, ShardFindings};
use super::topic::axis::Axis;
use super::{acceptance, severity, wording};
use crate::claim::{Claim, ClaimId, Copies, Records};
use crate::date::Day;
use crate::finding::{Finding, in_order};
use crate::problem::Problem;
use crate::rule::{FileSeverities, Rules};
use gainsay_yaml::text::{FileId, Files};

/// What is compared, and under which rules.
#[derive(Debug)]
pub struct Checker<'r>(pub(super) Context<'r>);

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
            let found = ShardFindings::new(&prepared, &context);
            (prepared, found)
        };
        let ((prepared, found), of_records) = rayon::join(compared, || of_records(&context));
        finish(context, prepared, found, of_records, true).with_equal_ones_numbered()
    }

    /// Compares the claims of one shard: those whose subject has a root for which `own` holds, which is its own id or that of the subject at
    /// the end of its `part-of`, or an empty one for claims without a subject. The other claims are there to be held against: nothing is
    /// found about them, and nothing of them is counted.
    ///
    /// [`Shard::holds`](super::Shard::holds) is such a division. [`Self::merge`] makes what [`Self::analyze`] finds of all shards.
    #[must_use]
    pub fn shard(self, own: impl Fn(&str) -> bool) -> ShardFindings {
        let Self(mut context) = self;
        context.report_on(own);
        ShardFindings::new(&Prepared::new(&context), &context)
    }

    /// What [`Self::analyze`] finds, from what was found in `shards`, which together have each claim once. What is looked for in all records
    /// is looked for here.
    #[must_use]
    pub fn merge(self, shards: Vec<ShardFindings>) -> Analysis<'r> {
        let Self(context) = self;
        let (found, of_records) = (ShardFindings::merge(shards, &context), of_records(&context));
        finish(context, Prepared::default(), found, of_records, true).with_equal_ones_numbered()
    }
}

/// What is found in the records and the registry, whatever the claims say of each other.
pub(super) fn of_records(context: &Context<'_>) -> Vec<Finding> {
    shard_findings::of_each(|check| check.of_records(context))
}

/// Puts together what was found among the claims and in the records, as it is reported; with what is wrong with records and entries where
/// `problems` says so.
pub(super) fn finish<'r>(
    context: Context<'r>,
    prepared: Prepared<'r>,
    found: ShardFindings,
    of_records: Vec<Finding>,
    problems: bool,
) -> Analysis<'r> {
    let (notes, comparisons) = (found.notes(&context), found.not_compared.comparisons);
    let mut findings = found.findings;
    findings.extend(notes);
    findings.extend(of_records);
    for finding in &mut findings {
        wording::name_subject(finding, &context);
    }
    severity::of_rules(&mut findings, &context);
    if problems {
        let before = context.problems.iter().chain(&context.records.problems).chain(&context.rules.notes);
        findings.extend(shard_findings::problems(before, &context));
    }
    findings.extend(found.unread);
    in_order(&mut findings);
    let of_entries = acceptance::findings(&mut findings, &context);
    if problems {
        findings.extend(of_entries);
    }
    // Only now: whether a record could be read goes by how bad a problem is anywhere.
    severity::of_problems(&mut findings, &context);
    in_order(&mut findings);
    Analysis { context, prepared, findings, comparisons }
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
    /// The same, where problems that are the same in every word have fingerprints of their own, so that each can be known again. Which of
    /// them has which one does not matter.
    fn with_equal_ones_numbered(mut self) -> Self {
        let mut count: HashMap<String, usize> = HashMap::new();
        for finding in self.findings.iter_mut().filter(|finding| finding.code().is_some()) {
            let count = count.entry(finding.fingerprint.clone()).or_default();
            *count += 1;
            if *count > 1 {
                finding.fingerprint = fingerprint_of_equal(&finding.fingerprint, *count);
            }
        }
        self
    }

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

/// The fingerprint of the problem with this `number`, from 2, of those that are the same in every word and have this `fingerprint`.
#[must_use]
pub fn fingerprint_of_equal(fingerprint: &str, number: usize) -> String {
    hashed([fingerprint, &number.to_string()].into_iter())
}
