//! The analysis of claims: prepared once, asked by every command.

use std::collections::HashMap;

use rayon::prelude::*;

use super::attribution::citation::{self, Citations};
use super::attribution::distortion::{self, Attributed};
use super::attribution::origins::Origins;
use super::attribution::{self, second_hand};
use super::context::Context;
use super::topic::Topic;
use super::topic::axis::Axis;
use super::topics::topics;
use super::tree::Tree;
use super::{
    acceptance, conflict, not_compared, quote, record, relation, revision, selection, unconfirmed, wording,
};
use crate::check::topic::At;
use crate::claim::{Claim, Copies, Records};
use crate::date::Day;
use crate::finding::{Finding, in_order};
use crate::rule::{Rules, Severity};
use gainsay_yaml::text::{FileId, Files, Name, Problem};

/// What is compared, and under which rules.
#[derive(Debug)]
pub struct Checker<'r>(Context<'r>);

impl<'r> Checker<'r> {
    /// The checker of `records` under `rules`; the spans of both point into `files`.
    #[must_use]
    pub fn new(files: &'r Files, records: &'r Records, rules: &'r Rules) -> Self {
        let (sources, places) = (Tree::of_sources(&records.registry), Tree::of_places(&records.registry));
        Self(Context { files, records, rules, copies: None, problems: &[], today: None, sources, places })
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
            let findings = prepared.findings(&context);
            (prepared, findings)
        };
        let ((prepared, mut findings), of_records) = rayon::join(compared, || record::findings(&context));
        let note = |problem| Finding { severity: Severity::Note, ..wording::problem(problem) };
        let notes = context.rules.notes.iter().map(note);
        findings.extend(
            context
                .problems
                .iter()
                .chain(&context.records.problems)
                .map(wording::problem)
                .chain(notes)
                .chain(of_records),
        );
        in_order(&mut findings);
        let of_entries = acceptance::findings(&mut findings, &context);
        findings.extend(of_entries);
        in_order(&mut findings);
        Analysis { context, prepared, findings }
    }
}

/// What was compared, and what was found.
#[derive(Debug)]
pub struct Analysis<'r> {
    pub(super) context: Context<'r>,
    pub(super) prepared: Prepared<'r>,
    /// What was found, in the order in which it is reported: by file and spot of the first label, then by rule.
    pub findings: Vec<Finding>,
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

    /// What the values of claims are read as, by the ids of the claims: two texts are equal where the same numbers, days or
    /// steps are allowed. Words have none, as their points depend on what else is there.
    pub(crate) fn readings(&self) -> HashMap<Name, String> {
        let read = self.prepared.topics.iter().filter(|topic| !matches!(topic.axis, Axis::Words(_)));
        let claims = read.flat_map(|topic| &topic.claims);
        claims.map(|read| (read.claim.id.value, format!("{:?}", read.allowed))).collect()
    }

    /// The archived copy that `claim` quotes from, where it was read.
    pub(crate) fn copy(&self, claim: &Claim) -> Option<FileId> {
        self.context.copy(claim)
    }
}

/// The claims, read and ready to be compared.
#[derive(Debug)]
pub(super) struct Prepared<'r> {
    pub(super) topics: Vec<Topic<'r>>,
    pub(super) origins: Origins,
    pub(super) citations: Citations,
    /// The claims that cite each other and lead back to no source.
    pub(super) rings: Vec<Vec<At>>,
    /// What became of what each second-hand claim cites.
    pub(super) attributed: Vec<Attributed>,
    /// What kept claims from being read.
    problems: Vec<Problem>,
}

impl<'r> Prepared<'r> {
    fn new(context: &Context<'r>) -> Self {
        let (mut topics, problems) = topics(context);
        let origins = Origins::new(&topics, context);
        let citations = Citations::new(&topics, &origins, context);
        let rings = citations.rings(&topics);
        let attributed = distortion::attribute(&topics, &citations, &origins, context);
        second_hand::mark(&mut topics, &attributed, &rings, context);
        Self { topics, origins, citations, rings, attributed, problems }
    }

    /// What is found among the claims, in no order.
    fn findings(&self, context: &Context<'_>) -> Vec<Finding> {
        let Self { topics, origins, rings, attributed, problems, .. } = self;
        let mut findings: Vec<Finding> = problems.iter().map(wording::problem).collect();
        let rings = rings.iter().filter_map(|ring| citation::ring_problem(topics, ring, context));
        findings.extend(rings.map(|problem| wording::problem(&problem)));
        findings.par_extend(topics.par_iter().flat_map_iter(|topic| of_topic(topic, context)));
        findings.extend(attribution::findings(topics, attributed, origins, context));
        findings.extend(not_compared::of_kinds(topics, context));
        findings.extend(relation::findings(topics, context));
        findings.extend(quote::findings(topics, context));
        findings
    }

    /// Where a claim is; nothing where it could not be read.
    pub(super) fn find(&self, claim: &Claim) -> Option<At> {
        let of_claim = self.topics.iter().enumerate().filter(|(_, topic)| topic.key.is_of(claim));
        let mut at = of_claim.filter_map(|(number, topic)| {
            let at = topic.claims.iter().position(|beside| beside.claim.id.value == claim.id.value)?;
            Some((number, at))
        });
        at.next()
    }
}

/// What is found among the claims of one topic.
fn of_topic(topic: &Topic<'_>, context: &Context<'_>) -> Vec<Finding> {
    let rules = selection::compare_rules(topic, context);
    let mut findings = conflict::findings(topic, &rules, context);
    findings.extend(revision::findings(topic, &rules, context));
    findings.extend(unconfirmed::findings(topic, &rules, context));
    if let Some(main) = rules.first() {
        findings.extend(not_compared::findings(topic, main, context));
        findings.extend(not_compared::of_unlisted(topic, main, context));
    }
    findings
}
