//! One line a finding, for editors and `grep`: `path:line:column: error[rule]: message (fingerprint)`.

use std::borrow::Cow;
use std::io::{self, Write};

use super::{Out, Report, safe, short, word};
use gainsay_core::finding::{Finding, Label};
use gainsay_core::rule::Severity;
use gainsay_core::text::Files;

/// Writes the findings of `report` of at least severity `least`, then a line with all counts.
pub fn write(out: &mut Out<'_>, report: Report<'_>, least: Severity) -> io::Result<()> {
    for found in report.from(least) {
        finding(out, report.files, found)?;
    }
    writeln!(out, "{}", report.line(least, 0))
}

/// Writes the line of a finding.
pub(super) fn finding(out: &mut dyn Write, files: &Files, finding: &Finding) -> io::Result<()> {
    if let Some(first) = finding.labels.first() {
        write!(out, "{}: ", place(files, first))?;
    }
    let (rule, message) = (safe::single(&finding.rule), safe::single(&finding.message));
    let accepted = if finding.accepted.is_some() { "accepted, " } else { "" };
    let print = short(&finding.fingerprint);
    writeln!(out, "{}[{rule}]: {message} ({accepted}{print})", word(finding.severity))
}

/// The start of `label`: `claims/hur.yaml:3:12`.
fn place(files: &Files, label: &Label) -> String {
    let at = files.location(label.span);
    let path: Cow<'_, str> = safe::single(&files.get(label.span.file).path);
    format!("{path}:{}:{}", at.line, at.column)
}
