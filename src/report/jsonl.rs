//! JSON Lines: the JSON report as a stream, a line for each finding and a last one for the counts.

use std::io;

use schemars::JsonSchema;
use serde::Serialize;

use super::json::{Finding, VERSION, published};
use super::{Out, Report, Summary};
use gainsay_core::rule::Severity;

/// Writes each finding of `report`, then the counts, each as one line of JSON.
pub fn write(out: &mut Out<'_>, report: Report<'_>) -> io::Result<()> {
    for finding in report.all(Severity::Note) {
        out.json_line(&Line::Finding(Finding::new(report.files, report.records, finding)))?;
    }
    out.json_line(&Line::Summary { version: VERSION, summary: *report.summary })
}

/// The JSON schema of a line that `Format::Jsonl` writes.
#[must_use]
pub fn schema() -> serde_json::Value {
    published::<Line<'_>>()
}

/// A line of `gainsay check --format jsonl`.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "line of a gainsay report")]
#[serde(tag = "type", rename_all = "kebab-case")]
enum Line<'a> {
    /// A finding. They come in the order of path, place in the file and rule.
    Finding(Finding<'a>),
    /// What was looked at and what was found, in numbers; the last line.
    Summary {
        /// Version of this format, the same as that of the JSON report.
        version: u32,
        /// The counts.
        #[serde(flatten)]
        summary: Summary,
    },
}
