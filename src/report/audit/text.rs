//! The audit for people at a terminal.

use std::io::{self, Write};

use super::AuditReport;
use crate::report::{Inert, Spelling, Style, quiet, safe, word};

/// Writes the audit as text: what is found about each thing, and the counts.
pub fn write(out: &mut dyn Write, report: AuditReport<'_>, style: Style) -> io::Result<()> {
    let mut out = Inert::new(out, Spelling::Shown);
    let told = tell(&mut out, report, style);
    quiet(told.and_then(|()| out.flush()))
}

fn tell(out: &mut dyn Write, report: AuditReport<'_>, style: Style) -> io::Result<()> {
    for thread in report.audit.threads(report.order) {
        let attribute = thread.attribute.map_or("records", |attribute| attribute.name);
        let of = thread.subject.map(|subject| format!(" of {}", subject.name)).unwrap_or_default();
        writeln!(out, "{}", style.wrap(&safe::line(&format!("{attribute}{of}")), "", "  "))?;
        for &at in &thread.findings {
            let finding = &report.findings[at];
            let severity = format!("  {}: ", word(finding.severity));
            writeln!(out, "{}", style.wrap(&safe::line(&finding.message), &severity, "    "))?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{}", report.summary.line(true, true))
}
