//! SARIF 2.1.0, the format of code scanning (OASIS, "Static Analysis Results Interchange Format").
//!
//! The types are our own: they hold the few objects that are needed, borrow, and are written finding by finding. The
//! crate `serde-sarif` owns every string and generates some hundred types in its build script, with all results in memory.

mod fix;
mod region;
mod result;
mod rules;
mod text;
pub(in crate::report) mod uri;

use std::io;

use serde::{Serialize, Serializer};

use self::result::Finding;
use self::rules::Catalogue;
use self::text::Text;
use super::{Out, Report};
use gainsay_core::rule::Severity;

/// Where the schema of the format is published.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Writes the findings of `report` of at least severity `least` as SARIF.
pub fn write(out: &mut Out<'_>, report: Report<'_>, least: Severity) -> io::Result<()> {
    let catalogue = Catalogue::new(report, least);
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [Run::new(report, least, &catalogue)] };
    out.json(&log)
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
    fn new(report: Report<'a>, least: Severity, catalogue: &'a Catalogue<'a>) -> Self {
        let driver = Driver {
            name: env!("CARGO_PKG_NAME"),
            semantic_version: env!("CARGO_PKG_VERSION"),
            short_description: Text::plain(env!("CARGO_PKG_DESCRIPTION")),
            rules: catalogue.descriptors(),
        };
        Self {
            tool: Tool { driver },
            invocations: [Invocation { execution_successful: true }],
            original_uri_base_ids: BaseIds::default(),
            column_kind: "unicodeCodePoints",
            results: Results { report, least, catalogue },
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
}

#[derive(Serialize)]
struct BaseIds {
    #[serde(rename = "%SRCROOT%")]
    root: BaseId,
}

impl Default for BaseIds {
    fn default() -> Self {
        let id = |text| BaseId { description: Text::plain(text) };
        Self { root: id("the folder that gainsay ran in") }
    }
}

#[derive(Serialize)]
struct BaseId {
    description: Text,
}

/// The results, made one at a time as they are written.
struct Results<'a> {
    report: Report<'a>,
    least: Severity,
    catalogue: &'a Catalogue<'a>,
}

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let findings = self.report.all(self.least);
        serializer.collect_seq(
            findings.map(|finding| Finding::new(self.report, finding, self.catalogue.index(&finding.rule))),
        )
    }
}
