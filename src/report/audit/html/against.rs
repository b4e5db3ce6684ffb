//! Who contradicts whom in a dispute.

use askama::Template;
use askama::filters::HtmlSafe;

use super::prose::Prose;
use crate::report::audit::AuditReport;
use crate::report::audit::against::{Line, Opposed};
use gainsay_core::finding::Finding;

/// The pairs of a dispute, one claim against others.
#[derive(Template)]
#[template(path = "audit/against.html", whitespace = "minimize")]
pub(super) struct Pairs {
    counts: String,
    /// One claim against others.
    lines: Vec<(Prose, Vec<Prose>)>,
    more: Option<String>,
}

impl HtmlSafe for Pairs {}

impl Pairs {
    /// Of a conflict of several pairs; nothing for other findings.
    pub(super) fn of(report: AuditReport<'_>, finding: &Finding) -> Option<Self> {
        let Opposed { counts, lines, more, .. } = Opposed::of(report.audit, finding)?;
        let line = |line: &Line| {
            let others = line.others.iter().map(|other| Prose::of(other)).collect();
            (Prose::capital(&line.head), others)
        };
        Some(Self { counts, lines: lines.iter().map(line).collect(), more })
    }
}
