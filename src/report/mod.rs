//! How findings leave the program: one file an output.
//!
//! Every writer writes as it goes, to an [`Out`]: the one way by which output leaves.

mod audit;
mod commands;
mod concise;
mod diff;
mod explanation;
mod format;
mod github;
mod gitlab;
mod hidden;
mod hosted;
mod json;
mod jsonl;
mod junit;
mod limits;
mod markdown;
mod out;
mod read;
pub(crate) mod safe;
mod sarif;
mod serializer;
mod shell;
mod spot;
mod statistics;
mod summary;
mod text;
mod unified;
mod verdict;

pub use audit::{
    AuditReport, AuditTable, Column, ExportTable, PageFacts, TableAbout, audit_schema, left_out,
    write_audit_csv, write_audit_html, write_audit_json, write_audit_markdown, write_audit_text,
    write_dispute, write_export_csv, write_export_lines,
};
pub(crate) use audit::{Opposed, said_and_allowed};
pub use diff::{
    Differing, schema as diff_schema, write_github as write_diff_github, write_json as write_diff_json,
    write_markdown as write_diff_markdown, write_text as write_diff,
};
pub use explanation::write as write_explanation_json;
pub use format::Format;
pub use hosted::hosted;
pub use json::{schema, write as write_json, write_spots};
pub use jsonl::schema as line_schema;
pub use limits::STEP_SUMMARY;
pub(crate) use limits::worst;
pub use markdown::{Limit, write as write_markdown};
pub use out::{Out, write_safely};
pub use read::{ReadReport, schema as read_schema, write as write_read_json};
pub use shell::{shell_flag, shell_word};
pub use statistics::{Statistics, schema as statistics_schema};
pub use summary::{Compared, Known, Summary};
pub use text::{Style, write_findings};
pub use unified::write as write_unified_diff;

pub(crate) use hidden::is_hidden;
pub(crate) use json::published;
pub(crate) use markdown::{cell, code, prose};
pub(crate) use out::is_harmless;
pub(crate) use summary::counted;
pub(crate) use text::{Theme, cut, write_snippets};

use gainsay_core::check::Analysis;
use gainsay_core::claim::Records;
use gainsay_core::finding::{Finding, FindingKind};
use gainsay_core::problem::Code;
use gainsay_core::rule::{FileSeverities, Rules, Severity};
use gainsay_core::text::Files;

/// What is to be reported.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The files that the findings point into.
    pub files: &'a Files,
    /// The records that their claims are of.
    pub records: &'a Records,
    /// The findings, in the order in which they are reported.
    pub findings: &'a [Finding],
    /// The rules in force.
    pub rules: &'a Rules,
    /// The severities that are set for what is found in some files.
    pub severities: &'a [FileSeverities],
    /// The counts.
    pub summary: &'a Summary,
    /// Whether formats without a mark for accepted findings report them too.
    pub accepted: bool,
}

/// How many notes are shown where nothing else is.
const LEADS: usize = 3;

impl<'a> Report<'a> {
    /// The report of `analysis` with its counts.
    #[must_use]
    pub fn of(analysis: &'a Analysis<'a>, summary: &'a Summary) -> Self {
        let (files, records, rules) = (analysis.files(), analysis.records(), analysis.rules());
        let (findings, severities) = (analysis.findings.as_slice(), analysis.severities());
        Self { files, records, findings, rules, severities, summary, accepted: false }
    }

    /// The findings of at least severity `least`, accepted ones where they are asked for; never those that are
    /// switched off.
    fn from(self, least: Severity) -> impl Iterator<Item = &'a Finding> {
        self.all(least).filter(move |finding| self.accepted || finding.accepted.is_none())
    }

    /// The same for people: the worst first, then those whose sides are furthest apart.
    fn ranked(self, least: Severity) -> impl Iterator<Item = &'a Finding> {
        ranked(self.from(least))
    }

    /// The same with all accepted ones, for outputs that mark them.
    fn all(self, least: Severity) -> impl Iterator<Item = &'a Finding> {
        self.findings.iter().filter(move |finding| finding.severity >= least.max(Severity::Note))
    }

    /// The notes that say how to go on, shown to people where nothing else is: those that may be contradictions, and, where nothing was
    /// compared, why.
    fn leads(self, least: Severity) -> Vec<&'a Finding> {
        if least <= Severity::Note || self.from(least).next().is_some() {
            return Vec::new();
        }
        let nothing_compared = self.summary.comparisons.pairs_compared == 0;
        let leads = |finding: &&Finding| match finding.kind {
            FindingKind::OutdatedTotal => true,
            FindingKind::Undetermined => nothing_compared || finding.rule == Code::MissingPlace.name(),
            _ => false,
        };
        self.ranked(Severity::Note).filter(leads).take(LEADS).collect()
    }

    /// The line with all counts, where findings of at least severity `least` are reported, and so many notes are shown beside them.
    fn line(self, least: Severity, leads: usize) -> String {
        let all_shown = least <= Severity::Note || leads == self.summary.notes;
        self.summary.line(all_shown, self.accepted)
    }
}

/// Findings, the worst first.
fn ranked<'a>(findings: impl Iterator<Item = &'a Finding>) -> impl Iterator<Item = &'a Finding> {
    let mut findings: Vec<&Finding> = findings.collect();
    findings.sort_by_key(|finding| finding.rank());
    findings.into_iter()
}

/// As much of a fingerprint as people are shown: enough to tell the findings of a run apart.
pub(crate) fn short(fingerprint: &str) -> &str {
    fingerprint.get(..10).unwrap_or(fingerprint)
}

/// What tells apart those that share a name, in their order: `5f3a9c`, `5f3a9c-2`.
fn numbered(name: &str, times: usize) -> String {
    if times > 1 { format!("{name}-{times}") } else { name.to_owned() }
}

/// `severity` in the word that findings begin with.
fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note | Severity::Off => "note",
    }
}
