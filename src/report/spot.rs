//! Where a label stands, in words.

use super::{counted, safe, short};
use gainsay_core::finding::{Acceptance, Finding, Label};
use gainsay_core::text::{Files, Span};

/// The start of `label`: `claims/hur.yaml:3:12`.
pub(super) fn place(files: &Files, label: &Label) -> String {
    start(files, label.span)
}

/// The start of `span`: `claims/hur.yaml:3:12`.
pub(super) fn start(files: &Files, span: Span) -> String {
    let at = files.location(span);
    format!("{}:{}:{}", safe::line(&files.get(span.file).path), at.line, at.column)
}

/// The start of `label` and what is said there: `claims/hur.yaml:3:12: HUR, 24 Oct 2024: 10,800 to 13,200`.
pub(super) fn line(files: &Files, label: &Label) -> String {
    let message = safe::line(&label.message);
    let colon = if message.is_empty() { "" } else { ": " };
    format!("{}{colon}{message}", place(files, label))
}

/// Why a finding is accepted, and the line that says so: `known undercount (claims/hur.yaml:9)`.
pub(super) fn reason(files: &Files, accepted: &Acceptance) -> String {
    let line = files.location(accepted.span).line;
    let path = safe::line(&files.get(accepted.span.file).path);
    format!("{} ({path}:{line})", safe::line(accepted.reason.trim()))
}

/// Behind `heading`, what is said at every label of `finding`, and the help; a line each.
pub(super) fn lines(files: &Files, heading: String, finding: &Finding) -> Vec<String> {
    let labels = finding.labels.iter().map(|label| line(files, label));
    [heading].into_iter().chain(labels).chain(help(finding)).collect()
}

/// The help of `finding`.
pub(super) fn help(finding: &Finding) -> Option<String> {
    finding.help.as_deref().map(|help| format!("help: {}", safe::block(help)))
}

/// A help in one line.
pub(super) fn one_line(help: &str) -> String {
    help.trim_end().replace('\n', "; ")
}

/// What the finding is called, such as by `gainsay accept`.
pub(super) fn fingerprint(finding: &Finding) -> String {
    format!("fingerprint: {}", short(&finding.fingerprint))
}

/// That so many spots are not shown.
pub(super) fn more(spots: usize) -> String {
    format!("and {}", counted(spots, "more spot", "more spots"))
}
