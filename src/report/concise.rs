//! One line a finding, for editors and `grep`: `path:line:column: error[rule]: message`.
//!
//! Below it, indented, every label as `path:line:column: message`, and the help.

use std::io::{self, Write};

use super::{Out, Report, safe, spot, word};
use crate::finding::Finding;
use crate::rule::Severity;
use crate::text::Files;

/// Writes the findings of `report` of at least severity `least`, then a line with all counts.
pub fn write(out: &mut Out<'_>, report: Report<'_>, least: Severity) -> io::Result<()> {
    for found in report.from(least) {
        finding(out, report.files, found)?;
    }
    writeln!(out, "{}", report.line(least))
}

fn finding(out: &mut dyn Write, files: &Files, finding: &Finding) -> io::Result<()> {
    if let Some(first) = finding.labels.first() {
        write!(out, "{}: ", spot::place(files, first))?;
    }
    let (rule, message) = (safe::line(&finding.rule), safe::line(&finding.message));
    writeln!(out, "{}[{rule}]: {message}", word(finding.severity))?;
    for (at, label) in finding.labels.iter().enumerate() {
        // Where nothing is said at the first spot, the heading has said it all.
        if at > 0 || !label.message.is_empty() {
            writeln!(out, "  {}", spot::line(files, label))?;
        }
    }
    if let Some(help) = &finding.help {
        writeln!(out, "  help: {}", safe::line(help.trim_end()))?;
    }
    match &finding.accepted {
        Some(accepted) => writeln!(out, "  accepted: {}", spot::reason(files, accepted)),
        None => Ok(()),
    }
}
