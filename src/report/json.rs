//! The JSON report: a public interface with types of its own, so that it changes only on purpose.
//!
//! A change that could break a reader raises [`VERSION`]; new optional fields do not.

use std::io;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::{Serialize, Serializer};

use super::{Out, Report, Summary};
use gainsay_core::claim::Records;
use gainsay_core::date::Day;
use gainsay_core::finding::{self, FindingKind, Role, Strength, WeakReason};
use gainsay_core::rule;
use gainsay_core::text::{self, Files, Location, Safety};

/// Version of the format.
pub(super) const VERSION: u32 = 1;

/// Writes `report` as JSON, finding by finding.
pub fn write(out: &mut Out<'_>, report: Report<'_>) -> io::Result<()> {
    out.json(&Document::new(report))
}

/// Writes `findings` in `files`, which are of no claim, as a JSON list.
pub fn write_spots(out: &mut Out<'_>, files: &Files, findings: &[finding::Finding]) -> io::Result<()> {
    let records = Records::default();
    out.json(&findings.iter().map(|from| Finding::new(files, &records, from)).collect::<Vec<_>>())
}

/// The JSON schema of what `Format::Json` writes.
#[must_use]
pub fn schema() -> serde_json::Value {
    published::<Document<'_>>()
}

/// The JSON schema of `T` as it is written.
pub(crate) fn published<T: JsonSchema>() -> serde_json::Value {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>().into()
}

/// What `gainsay` found: the report of `gainsay check --format json`.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "gainsay report")]
struct Document<'a> {
    /// Version of this format. It is raised when a change could break a reader; new optional fields do not raise it.
    version: u32,
    /// What was looked at and what was found, in numbers.
    summary: &'a Summary,
    /// What was found, ordered by path, place in the file and rule.
    #[schemars(with = "Vec<Finding<'a>>")]
    findings: Findings<'a>,
}

impl<'a> Document<'a> {
    fn new(report: Report<'a>) -> Self {
        Self { version: VERSION, summary: report.summary, findings: Findings(report) }
    }
}

/// The findings, made one at a time as they are written.
struct Findings<'a>(Report<'a>);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(report) = *self;
        let findings = report.all(rule::Severity::Note);
        serializer.collect_seq(findings.map(|finding| Finding::new(report.files, report.records, finding)))
    }
}

/// One finding.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Finding")]
pub(super) struct Finding<'a, P = Position<'a>, N = OnNoSide<'a>> {
    /// Stable name of the finding, made from its rule, its claims and their values; moving text in a file does not change it.
    fingerprint: &'a str,
    /// Id of the rule that found it, or the code of what is wrong with a record.
    rule: &'a str,
    /// What sort of finding it is.
    kind: FindingKind,
    /// How bad it is.
    severity: Severity,
    /// How sure it is; only where claims contradict each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    strength: Option<Strength>,
    /// Why it is no more than weak; only where it is a weak conflict or sum.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    weak_because: &'a [WeakReason],
    /// What was found, in one line.
    message: &'a str,
    /// What to do about it, or how it was worked out.
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    /// Id of the subject that the claims are about.
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<&'a str>,
    /// Name of the attribute that the claims are about.
    #[serde(skip_serializing_if = "Option::is_none")]
    attribute: Option<&'a str>,
    /// Id of the place that the claims are about.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
    /// The sides of a conflict, ascending: the fewest values that explain all claims, each with the claims that say it.
    positions: Vec<P>,
    /// The claims of a conflict that are on none of these sides: each can be true with several of them, or with none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    on_no_side: Vec<N>,
    /// The claims that contradict each other, up to a limit.
    pairs: Vec<Pair<'a>>,
    /// How many such pairs there are in all.
    pairs_total: u64,
    /// The spots: the sides first, then by path and place in the file. Never empty.
    labels: Vec<Label<'a>>,
    /// Ways to settle it that a program can apply, the most likely one first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix<'a>>,
    /// That people have accepted it; it is then in no count but that of accepted findings.
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted: Option<Acceptance<'a>>,
}

/// A side of a conflict: a value, and the claims that say it.
#[derive(Serialize, JsonSchema)]
pub(super) struct Position<'a> {
    /// The value as one of the claims words it.
    value: &'a str,
    /// Ids of the claims that say it, the one that says it best in front.
    claims: Vec<&'a str>,
    /// How many independent origins those claims have. Sources that share a parent at any depth count as one, and so do
    /// claims that name the same page or stand under the same report.
    origins: usize,
}

impl<'a> Position<'a> {
    pub(super) fn all(records: &'a Records, from: &'a finding::Finding) -> Vec<Self> {
        let one = |from: &'a finding::Position| Self {
            value: &from.value,
            claims: records.ids(&from.claims),
            origins: from.origins,
        };
        from.positions.iter().map(one).collect()
    }
}

/// A claim of a conflict that is on no side.
#[derive(Serialize, JsonSchema)]
pub(super) struct OnNoSide<'a> {
    /// Id of the claim.
    claim: &'a str,
    /// The numbers of the positions that it can be true with, from 1.
    fits: &'a [usize],
}

impl<'a> OnNoSide<'a> {
    pub(super) fn all(records: &'a Records, from: &'a finding::Finding) -> Vec<Self> {
        let one = |from: &'a finding::OnNoSide| Self { claim: records.id(from.claim), fits: &from.fits };
        from.on_no_side.iter().map(one).collect()
    }
}

/// Two claims that contradict each other.
#[derive(Serialize, JsonSchema)]
pub(super) struct Pair<'a> {
    /// Ids of the claims.
    claims: Vec<&'a str>,
    /// How sure it is.
    strength: Strength,
}

impl<'a> Pair<'a> {
    pub(super) fn all(records: &'a Records, from: &finding::Finding) -> Vec<Self> {
        let one = |from: &finding::Pair| Self { claims: records.ids(&from.claims), strength: from.strength };
        from.pairs.iter().map(one).collect()
    }
}

/// Why a finding is accepted, and until when.
#[derive(Serialize, JsonSchema)]
struct Acceptance<'a> {
    /// The reason that the entry gives.
    reason: &'a str,
    /// The last day on which it is accepted, as `2026-12-31`; absent where it has no end.
    #[serde(skip_serializing_if = "Option::is_none")]
    expires: Option<String>,
}

impl<'a> Acceptance<'a> {
    fn new(from: &'a finding::Acceptance) -> Self {
        let date = from.expires.and_then(Day::to_civil);
        Self { reason: &from.reason, expires: date.map(|date| date.to_string()) }
    }
}

impl<'a> Finding<'a> {
    pub(super) fn new(files: &'a Files, records: &'a Records, from: &'a finding::Finding) -> Self {
        Self::with_sides(files, records, from, (Position::all(records, from), OnNoSide::all(records, from)))
    }
}

impl<'a, P, N> Finding<'a, P, N> {
    /// The finding with its positions, and claims on none of them, that tell more.
    pub(super) fn with_sides(
        files: &'a Files,
        records: &'a Records,
        from: &'a finding::Finding,
        (positions, on_no_side): (Vec<P>, Vec<N>),
    ) -> Self {
        Self {
            fingerprint: &from.fingerprint,
            rule: &from.rule,
            kind: from.kind,
            severity: from.severity.into(),
            strength: from.strength,
            weak_because: &from.weak_because,
            message: &from.message,
            help: from.help.as_deref(),
            subject: from.subject.as_deref(),
            attribute: from.attribute.as_deref(),
            place: from.place.as_deref(),
            positions,
            on_no_side,
            pairs: Pair::all(records, from),
            pairs_total: from.pairs_total,
            labels: from.labels.iter().map(|label| Label::new(files, records, label)).collect(),
            fixes: from.fixes.iter().map(|fix| Fix::new(files, fix)).collect(),
            accepted: from.accepted.as_ref().map(Acceptance::new),
        }
    }
}

/// A spot in a file and what is said there.
#[derive(Serialize, JsonSchema)]
struct Label<'a> {
    /// Path of the file, with `/` between its parts.
    path: &'a str,
    /// Lines and columns.
    #[serde(flatten)]
    at: Location,
    /// Offset of the first byte in the file, from 0.
    byte: u32,
    /// Offset one past the last byte in the file, from 0.
    end_byte: u32,
    /// Id of the claim that the spot belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    claim: Option<&'a str>,
    /// What the spot is to the finding.
    role: Role,
    /// What is said about the spot, in one line; may be empty.
    message: &'a str,
}

impl<'a> Label<'a> {
    fn new(files: &'a Files, records: &'a Records, from: &'a finding::Label) -> Self {
        Self {
            path: &files.get(from.span.file).path,
            at: files.location(from.span),
            byte: from.span.start,
            end_byte: from.span.end,
            claim: from.claim.map(|claim| records.id(claim)),
            role: from.role,
            message: &from.message,
        }
    }
}

/// A way to settle a finding: edits that belong together.
#[derive(Serialize, JsonSchema)]
struct Fix<'a> {
    /// What is done, in a few words.
    title: &'a str,
    /// Whether it may be applied unseen, as `gainsay check --fix` does, or is to be looked at first.
    safety: Safety,
    /// The edits; they do not overlap.
    edits: Vec<Edit<'a>>,
}

impl<'a> Fix<'a> {
    fn new(files: &'a Files, from: &'a text::Fix) -> Self {
        let edits = from.edits.iter().map(|edit| Edit::new(files, edit)).collect();
        Self { title: &from.title, safety: from.safety, edits }
    }
}

/// Other text for a stretch of a file.
#[derive(Serialize, JsonSchema)]
struct Edit<'a> {
    /// Path of the file, with `/` between its parts.
    path: &'a str,
    /// Lines and columns of what goes.
    #[serde(flatten)]
    at: Location,
    /// Offset of the first byte that goes, from 0.
    byte: u32,
    /// Offset one past the last byte that goes, from 0; the same where text is only put in.
    end_byte: u32,
    /// What comes in its place.
    replacement: &'a str,
}

impl<'a> Edit<'a> {
    fn new(files: &'a Files, from: &'a text::Edit) -> Self {
        Self {
            path: &files.get(from.span.file).path,
            at: files.location(from.span),
            byte: from.span.start,
            end_byte: from.span.end,
            replacement: &from.replacement,
        }
    }
}

/// How bad a finding is.
#[derive(Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Severity {
    /// Worth knowing.
    Note,
    /// Worth a look.
    Warning,
    /// Fails the check, unless `--fail-on` says otherwise.
    Error,
}

impl From<rule::Severity> for Severity {
    fn from(severity: rule::Severity) -> Self {
        match severity {
            rule::Severity::Note | rule::Severity::Off => Self::Note,
            rule::Severity::Warning => Self::Warning,
            rule::Severity::Error => Self::Error,
        }
    }
}
