//! The head of the page: counts, what was looked at, and what claims are about.

use std::collections::BTreeSet;

use askama::Template;
use data_encoding::BASE64;
use sha2::{Digest, Sha256};

use super::page::{PageFacts, SCRIPT, STYLE, thread_id};
use super::prose::Prose;
use crate::report::audit::{AuditReport, people};
use crate::report::counted;
use gainsay_core::check::audit::{Counts, Thread};
use gainsay_core::date::{self, When};
use gainsay_core::finding::FindingKind;

/// How many topics are listed.
const TOPICS: usize = 500;

/// How many sources of a topic are named.
const PARTIES: usize = 3;

#[derive(Template)]
#[template(path = "audit/head.html", whitespace = "minimize")]
pub(super) struct Head<'a> {
    policy: String,
    style: &'static str,
    title: &'static str,
    lead: String,
    counts: Vec<(&'static str, usize, &'static str)>,
    facts: Vec<(&'static str, String)>,
    /// What is left out beside the most disputed topics.
    left_out: Option<Prose>,
    /// What is missing without a script.
    without: Prose,
    topics: Vec<Topic<'a>>,
    more_topics: usize,
    kinds: Vec<String>,
    /// What each kind of finding that is reported means.
    meanings: Vec<(String, &'static str)>,
}

struct Topic<'a> {
    id: String,
    attribute: String,
    subject: &'a str,
    /// The sources in its disputes, those in most of them first.
    by: String,
    claims: usize,
    /// Errors, warnings, notes and accepted ones, each with its class.
    counts: [(usize, &'static str); 4],
}

impl<'a> Head<'a> {
    pub(super) fn of(
        report: AuditReport<'_>,
        facts: &PageFacts<'_>,
        threads: &'a [Thread<'_>],
        kinds: Vec<String>,
        all_claims: &str,
    ) -> Self {
        let summary = report.summary;
        let counts = tally(report, report.audit.reported());
        let by = |thread: &Thread<'_>| {
            let parties = report.audit.parties(&thread.findings);
            people::list(parties.iter().map(|party| party.source.name), PARTIES)
        };
        let found = || threads.iter().enumerate().filter(|(_, thread)| !thread.findings.is_empty());
        let topics = found().map(|(number, thread)| Topic {
            id: thread_id(number),
            attribute: people::attribute(thread, str::to_owned),
            by: by(thread),
            subject: thread.subject.map_or("", |subject| subject.name),
            claims: thread.claims,
            counts: tally(report, &thread.findings),
        });
        let without = format!(
            "Without scripts, this page shows the first findings in full, the others in a line each, and the first claims of \
             the table. Nothing can be filtered or sorted. `{all_claims}` writes all claims. `gainsay audit --help` lists \
             filters that make the page smaller."
        );
        Self {
            policy: policy(Some(SCRIPT)),
            style: STYLE,
            title: "Audit of claims",
            lead: format!(
                "{} of {} in {}: {}.",
                counted(summary.claims, "claim", "claims"),
                counted(summary.sources, "source", "sources"),
                counted(summary.files, "file", "files"),
                summary.comparisons,
            ),
            counts: ["Errors", "Warnings", "Notes", "Accepted"]
                .into_iter()
                .zip(counts)
                .map(|(name, (count, class))| (name, count, class))
                .collect(),
            facts: listed(facts),
            left_out: people::left_out(report.audit).as_deref().map(Prose::of),
            without: Prose::of(&without),
            topics: topics.take(TOPICS).collect(),
            more_topics: found().count().saturating_sub(TOPICS),
            kinds,
            meanings: meanings(report),
        }
    }
}

/// The kinds of the findings that are reported, and what each means.
fn meanings(report: AuditReport<'_>) -> Vec<(String, &'static str)> {
    let kinds = report.audit.reported().iter().map(|&at| report.findings[at].kind);
    let kinds: BTreeSet<FindingKind> = kinds.collect();
    kinds.into_iter().map(|kind| (people::kind(kind), kind.summary())).collect()
}

/// How many of the findings are errors, warnings, notes and accepted.
fn tally(report: AuditReport<'_>, findings: &[usize]) -> [(usize, &'static str); 4] {
    let Counts { errors, warnings, notes, accepted } = report.audit.counts(findings);
    [(errors, "error"), (warnings, "warning"), (notes, "note"), (accepted, "accepted")]
}

fn listed(facts: &PageFacts<'_>) -> Vec<(&'static str, String)> {
    let paths = (!facts.paths.is_empty()).then(|| ("Looked at", facts.paths.join(", ")));
    let today = facts.today.map(|day| ("Day of the run", date::show(When::days(day, day, true))));
    paths.into_iter().chain(facts.filters.iter().cloned()).chain(today).collect()
}

/// Lets a page use its own style and script, by their hashes, and nothing else.
pub(super) fn policy(script: Option<&str>) -> String {
    let hash = |text: &str| format!("'sha256-{}'", BASE64.encode(&Sha256::digest(text.as_bytes())));
    format!(
        "default-src 'none'; script-src {}; style-src {}; base-uri 'none'; form-action 'none'",
        script.map_or_else(|| "'none'".to_owned(), hash),
        hash(STYLE),
    )
}
