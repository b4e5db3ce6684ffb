//! The headlines of findings.

use crate::check::context::Context;
use crate::finding::Finding;

/// Puts the subject of a finding in front of its message, unless that names it already.
pub(crate) fn name_subject(finding: &mut Finding, context: &Context<'_>) {
    let Some(id) = finding.subject.as_deref() else { return };
    let shown = context.records.names.find(id).map_or(id, |name| context.subject(name));
    if !shown.is_empty() && !finding.message.contains(shown) {
        finding.message = format!("{shown}: {}", finding.message);
    }
}
