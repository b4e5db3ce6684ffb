//! The audit, one file an output.

mod against;
mod csv;
mod html;
mod json;
mod lines;
mod markdown;
mod overview;
mod people;
mod row;
mod rows;
mod tables;
mod text;

use gainsay_core::check::audit::{Audit, Order};
use gainsay_core::finding::Finding;
use gainsay_core::text::Files;

use super::Summary;

pub(crate) use against::Opposed;
pub use csv::{write as write_audit_csv, write_export as write_export_csv};
pub use html::{PageFacts, write as write_audit_html, write_dispute};
pub use json::{schema as audit_schema, write as write_audit_json};
pub use lines::write as write_export_lines;
pub use markdown::write as write_audit_markdown;
pub use people::left_out;
pub(crate) use people::said_and_allowed;
pub use row::{Column, TableAbout};
pub use tables::{AuditTable, ExportTable};
pub use text::write as write_audit_text;

/// What is to be reported of an audit.
#[derive(Clone, Copy)]
pub struct AuditReport<'a> {
    /// The files that its spots point into.
    pub files: &'a Files,
    /// All findings of the run; the audit names them by index.
    pub findings: &'a [Finding],
    /// The counts of the run, whatever is asked for.
    pub summary: &'a Summary,
    /// The audit.
    pub audit: &'a Audit<'a>,
    /// The order of topics and of their findings.
    pub order: Order,
}
