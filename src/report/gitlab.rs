//! GitLab's code quality report: the issues of Code Climate, as a JSON array.
//!
//! GitLab shows the description, the severity and the location; the other labels are told in `content` and
//! `other_locations`, as the specification of Code Climate has it.

use std::collections::HashMap;
use std::io;

use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};

use super::limits::{GITLAB_BYTES, Kept, measured};
use super::{Out, Report, markdown, numbered, safe, spot};
use gainsay_core::finding::{Finding, Label};
use gainsay_core::rule::Severity;
use gainsay_core::text::Files;

/// Writes the findings of `report` of at least severity `least`. Returns what is left out because GitLab takes no more.
pub fn write(out: &mut Out<'_>, report: Report<'_>, least: Severity) -> io::Result<Option<String>> {
    up_to(out, report, least, GITLAB_BYTES)
}

/// The same where GitLab takes so many bytes.
pub(super) fn up_to(
    out: &mut Out<'_>,
    report: Report<'_>,
    least: Severity,
    bytes: usize,
) -> io::Result<Option<String>> {
    let all: Vec<&Finding> = report.from(least).collect();
    let issues = |kept: &[&Finding], out: &mut Out<'_>| out.json(&Issues { files: report.files, kept });
    let kept = Kept::fitting(&all, all.len(), bytes, |kept| measured(|out| issues(&kept.findings, out)))?;
    issues(&kept.findings, out)?;
    Ok(kept.note(&format!("GitLab takes artifacts of up to {bytes} bytes")))
}

/// The issues, made one at a time as they are written.
struct Issues<'a> {
    files: &'a Files,
    kept: &'a [&'a Finding],
}

impl Serialize for Issues<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut issues = serializer.serialize_seq(None)?;
        let mut seen = HashMap::new();
        for finding in self.kept {
            let times = seen.entry(finding.fingerprint.as_str()).or_insert(0);
            *times += 1;
            issues.serialize_element(&Issue::new(self.files, finding, *times))?;
        }
        issues.end()
    }
}

#[derive(Serialize)]
struct Issue<'a> {
    r#type: &'static str,
    check_name: &'a str,
    description: String,
    content: Content,
    categories: [&'static str; 1],
    location: Option<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    other_locations: Vec<Location>,
    severity: &'static str,
    fingerprint: String,
}

impl<'a> Issue<'a> {
    /// The issue for `finding`, of which `times` with the same fingerprint have been written, this one included.
    fn new(files: &Files, finding: &'a Finding, times: usize) -> Self {
        let mut locations = finding.labels.iter().map(|label| Location::new(files, label));
        Self {
            r#type: "issue",
            check_name: &finding.rule,
            description: safe::line(&finding.message).into_owned(),
            content: Content::new(files, finding),
            categories: ["Bug Risk"],
            location: locations.next(),
            other_locations: locations.collect(),
            severity: severity(finding),
            // GitLab drops all but one of the issues that share a fingerprint.
            fingerprint: numbered(&finding.fingerprint, times),
        }
    }
}

/// The labels and the help, in Markdown.
#[derive(Serialize)]
struct Content {
    body: String,
}

impl Content {
    fn new(files: &Files, finding: &Finding) -> Self {
        let labels = markdown::labels(files, &finding.labels);
        let help =
            finding.help.as_deref().map(|help| format!("help: {}", markdown::code(&spot::one_line(help))));
        let accepted = finding.accepted.as_ref().map(|why| markdown::accepted(files, why));
        let items: Vec<String> = labels.chain(help).chain(accepted).map(|line| format!("- {line}")).collect();
        Self { body: items.join("\n") }
    }
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

impl Location {
    fn new(files: &Files, label: &Label) -> Self {
        let at = files.location(label.span);
        let path = safe::line(&files.get(label.span.file).path).into_owned();
        Self { path, lines: Lines { begin: at.line, end: at.end_line } }
    }
}

/// The severity for `finding`; what is accepted must not stand among failures.
fn severity(finding: &Finding) -> &'static str {
    match finding.severity {
        _ if finding.accepted.is_some() => "info",
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Note | Severity::Off => "info",
    }
}
