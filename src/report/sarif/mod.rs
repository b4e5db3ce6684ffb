//! SARIF 2.1.0, the format of code scanning (OASIS, "Static Analysis Results Interchange Format").
//!
//! The types are our own: they hold the few objects that are needed, borrow, and are written finding by finding. The
//! crate `serde-sarif` owns every string and generates some hundred types in its build script, with all results in memory.

mod fix;
mod line_hash;
mod region;
mod result;
mod rules;
mod text;
pub(in crate::report) mod uri;

use std::io;

use serde::{Serialize, Serializer};

use self::line_hash::LineHashes;
use self::result::Finding;
use self::rules::Catalogue;
use self::text::Text;
use super::limits::{Kept, SARIF_PACKED, SARIF_RESULTS, measured, packed};
use super::{Out, Report};
use gainsay_core::finding;
use gainsay_core::rule::Severity;

/// Where the schema of the format is published.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Writes the findings of `report` of at least severity `least` as SARIF. Returns what is left out because code scanning takes
/// no more.
pub fn write(out: &mut Out<'_>, report: Report<'_>, least: Severity) -> io::Result<Option<String>> {
    up_to(out, report, least, (SARIF_RESULTS, SARIF_PACKED))
}

/// The same where code scanning takes so many `results`, and so many bytes of them packed.
pub(super) fn up_to(
    out: &mut Out<'_>,
    report: Report<'_>,
    least: Severity,
    limits: (usize, usize),
) -> io::Result<Option<String>> {
    let (results, bytes) = limits;
    let note = |kept: &Kept<'_>| {
        kept.note(&format!(
            "GitHub takes {results} results in a run, and {bytes} bytes of them packed by gzip"
        ))
    };
    let all: Vec<&finding::Finding> = report.all(least).collect();
    let lines = LineHashes::new(report.files, &all);
    let document = |kept: &Kept<'_>, out: &mut Out<'_>| {
        let catalogue = Catalogue::new(report, &kept.findings);
        let run = Run::new(report, &kept.findings, note(kept).as_deref(), &catalogue, &lines);
        out.json(&Log { schema: SCHEMA, version: "2.1.0", runs: [run] })
    };
    let kept = Kept::fitting(&all, results, bytes, |kept| match measured(|out| document(kept, out))? {
        small if small <= bytes => Ok(small),
        _ => packed(|out| document(kept, out)),
    })?;
    document(&kept, out)?;
    Ok(note(&kept))
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    invocations: [Invocation; 1],
    /// The folders that paths are relative to.
    original_uri_base_ids: BaseIds,
    /// Columns are counted in characters.
    column_kind: &'static str,
    results: Results<'a>,
}

impl<'a> Run<'a> {
    fn new(
        report: Report<'a>,
        kept: &'a [&'a finding::Finding],
        note: Option<&str>,
        catalogue: &'a Catalogue<'a>,
        lines: &'a LineHashes,
    ) -> Self {
        let driver = Driver {
            name: env!("CARGO_PKG_NAME"),
            semantic_version: env!("CARGO_PKG_VERSION"),
            short_description: Text::plain(env!("CARGO_PKG_DESCRIPTION")),
            rules: catalogue.descriptors(report.files),
        };
        Self {
            tool: Tool { driver },
            invocations: [Invocation {
                execution_successful: true,
                tool_execution_notifications: note.map(Notification::warning).into_iter().collect(),
            }],
            original_uri_base_ids: BaseIds::default(),
            column_kind: "unicodeCodePoints",
            results: Results { report, kept, catalogue, lines },
        }
    }
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'static str,
    semantic_version: &'static str,
    short_description: Text,
    rules: Vec<rules::Descriptor<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_execution_notifications: Vec<Notification>,
}

/// A `notification`: something about the run itself (SARIF 2.1.0, section 3.58).
#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Text,
}

impl Notification {
    fn warning(words: &str) -> Self {
        Self { level: "warning", message: Text::plain(words) }
    }
}

#[derive(Serialize)]
struct BaseIds {
    #[serde(rename = "%SRCROOT%")]
    root: BaseId,
}

impl Default for BaseIds {
    fn default() -> Self {
        let id = |text| BaseId { description: Text::plain(text) };
        Self { root: id("the root of the repository, or the working directory outside a repository") }
    }
}

#[derive(Serialize)]
struct BaseId {
    description: Text,
}

/// The results, made one at a time as they are written.
struct Results<'a> {
    report: Report<'a>,
    kept: &'a [&'a finding::Finding],
    catalogue: &'a Catalogue<'a>,
    lines: &'a LineHashes,
}

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.kept.iter().map(|finding| {
            let line = self.lines.of(self.report.files, finding);
            Finding::new(self.report, finding, self.catalogue.index(&finding.rule), line)
        }))
    }
}
