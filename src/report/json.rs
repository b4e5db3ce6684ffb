//! The JSON report: a public interface with types of its own, so that it changes only on purpose.
//!
//! A change that could break a reader raises [`VERSION`]; new optional fields do not.

use std::io;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::{Serialize, Serializer};

use super::{Out, Report};
use crate::claim::Day;
use crate::finding::{self, FindingKind};
use crate::rule;
use crate::text::Files;

/// Version of the format.
pub(super) const VERSION: u32 = 1;

/// Writes `report` as JSON, finding by finding.
pub fn write(out: &mut Out<'_>, report: Report<'_>) -> io::Result<()> {
    out.json(&Document::new(report))
}

/// The JSON schema of what [`write()`] writes.
#[must_use]
pub fn schema() -> serde_json::Value {
    published::<Document<'_>>()
}

/// The JSON schema of `T` as it is written.
pub(super) fn published<T: JsonSchema>() -> serde_json::Value {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>().into()
}

/// What `gainsay` found: the report of `gainsay check --format json`.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "gainsay report")]
struct Document<'a> {
    /// Version of this format. It is raised when a change could break a reader; new optional fields do not raise it.
    version: u32,
    /// What was looked at and what was found, in numbers.
    summary: Summary,
    /// What was found, ordered by path, place in the file and rule.
    #[schemars(with = "Vec<Finding<'a>>")]
    findings: Findings<'a>,
}

impl<'a> Document<'a> {
    fn new(report: Report<'a>) -> Self {
        Self { version: VERSION, summary: Summary::new(report.summary), findings: Findings(report) }
    }
}

/// The findings, made one at a time as they are written.
struct Findings<'a>(Report<'a>);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(report) = *self;
        let findings = report.all(rule::Severity::Note);
        serializer.collect_seq(findings.map(|finding| Finding::new(report.files, finding)))
    }
}

/// What was looked at and what was found, in numbers.
#[derive(Serialize, JsonSchema)]
pub(super) struct Summary {
    /// Files read.
    files: usize,
    /// Claims in them.
    claims: usize,
    /// Sources that make a claim.
    sources: usize,
    /// Findings of severity `error`.
    errors: usize,
    /// Findings of severity `warning`.
    warnings: usize,
    /// Findings of severity `note`.
    notes: usize,
    /// Findings that people have accepted; they are in none of the other counts.
    accepted: usize,
    /// With `--since`: the findings that are as they were at that revision; they are neither told nor counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    as_before: Option<usize>,
    /// Findings that the baseline holds, where there is one; they are in none of the other counts, and not listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    known: Option<usize>,
    /// Findings that the baseline holds and that are found no more, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    fixed: Option<usize>,
}

impl Summary {
    pub(super) fn new(summary: &super::Summary) -> Self {
        let &super::Summary {
            files,
            claims,
            sources,
            errors,
            warnings,
            notes,
            accepted,
            as_before,
            baseline,
            left_out: _,
        } = summary;
        let (known, fixed) = baseline.map(|held| (held.known, held.fixed)).unzip();
        Self { files, claims, sources, errors, warnings, notes, accepted, as_before, known, fixed }
    }
}

/// One finding.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Finding")]
pub(super) struct Finding<'a, P = Position<'a>> {
    /// Stable name of the finding, made from its rule, its claims and their values; moving text in a file does not change it.
    fingerprint: &'a str,
    /// Id of the rule that found it, or the code of what is wrong with a record.
    rule: &'a str,
    /// What sort of finding it is.
    kind: Kind,
    /// How bad it is.
    severity: Severity,
    /// How sure it is; only where claims contradict each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    strength: Option<Strength>,
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
    /// The fewest values that explain all claims, ascending.
    positions: Vec<P>,
    /// The claims that contradict each other, up to a limit.
    pairs: Vec<Pair<'a>>,
    /// How many such pairs there are in all.
    pairs_total: u64,
    /// The spots: the sides first, then by path and place in the file. Never empty.
    labels: Vec<Label<'a>>,
    /// That people have accepted it; it is then in no count but that of accepted findings.
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted: Option<Acceptance<'a>>,
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
    pub(super) fn new(files: &'a Files, from: &'a finding::Finding) -> Self {
        Self::with_positions(files, from, from.positions.iter().map(Position::new).collect())
    }
}

impl<'a, P> Finding<'a, P> {
    /// The finding with `positions` that tell more of them.
    pub(super) fn with_positions(files: &'a Files, from: &'a finding::Finding, positions: Vec<P>) -> Self {
        Self {
            fingerprint: &from.fingerprint,
            rule: &from.rule,
            kind: from.kind.into(),
            severity: from.severity.into(),
            strength: from.strength.map(Strength::from),
            message: &from.message,
            help: from.help.as_deref(),
            subject: from.subject.as_deref(),
            attribute: from.attribute.as_deref(),
            place: from.place.as_deref(),
            positions,
            pairs: from.pairs.iter().map(Pair::new).collect(),
            pairs_total: from.pairs_total,
            labels: from.labels.iter().map(|label| Label::new(files, label)).collect(),
            accepted: from.accepted.as_ref().map(Acceptance::new),
        }
    }
}

/// A value, and the claims that allow it.
#[derive(Serialize, JsonSchema)]
pub(super) struct Position<'a> {
    /// The value as one of the claims words it.
    value: &'a str,
    /// Ids of the claims that allow it.
    claims: &'a [String],
    /// How many independent origins those claims have. Sources that share a parent at any depth count as one, and so do
    /// claims that name the same page or stand under the same report.
    origins: usize,
}

impl<'a> Position<'a> {
    pub(super) fn new(from: &'a finding::Position) -> Self {
        Self { value: &from.value, claims: &from.claims, origins: from.origins }
    }
}

/// Claims that contradict each other: two, or as many as a relation binds together.
#[derive(Serialize, JsonSchema)]
pub(super) struct Pair<'a> {
    /// Ids of the claims.
    claims: &'a [String],
    /// How sure it is.
    strength: Strength,
}

impl<'a> Pair<'a> {
    pub(super) fn new(from: &'a finding::Pair) -> Self {
        Self { claims: &from.claims, strength: from.strength.into() }
    }
}

/// A spot in a file and what is said there.
#[derive(Serialize, JsonSchema)]
struct Label<'a> {
    /// Path of the file, with `/` between its parts.
    path: &'a str,
    /// Line of the first character, from 1.
    line: usize,
    /// Column of the first character, from 1, in characters.
    column: usize,
    /// Line of the end, from 1.
    end_line: usize,
    /// Column one past the last character, from 1, in characters.
    end_column: usize,
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
    fn new(files: &'a Files, from: &'a finding::Label) -> Self {
        let at = files.location(from.span);
        Self {
            path: &files.get(from.span.file).path,
            line: at.line,
            column: at.column,
            end_line: at.end_line,
            end_column: at.end_column,
            byte: from.span.start,
            end_byte: from.span.end,
            claim: from.claim.as_deref(),
            role: from.role.into(),
            message: &from.message,
        }
    }
}

/// An enum of the report, with the internal one that it is made from.
macro_rules! public_enum {
    ($(#[$doc:meta])* $name:ident from $internal:ty { $($(#[$said:meta])* $variant:ident $(| $also:ident)?),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Serialize, JsonSchema)]
        #[serde(rename_all = "kebab-case")]
        pub(super) enum $name { $($(#[$said])* $variant),+ }

        impl From<$internal> for $name {
            fn from(internal: $internal) -> Self {
                type Internal = $internal;
                match internal { $(Internal::$variant $(| Internal::$also)? => Self::$variant),+ }
            }
        }
    };
}

public_enum! {
    /// What sort of finding it is.
    Kind from FindingKind {
        /// Sources contradict each other.
        Conflict,
        /// A source contradicts itself at the same time.
        SelfContradiction,
        /// A source undercuts what it said before, without calling it a correction.
        Regression,
        /// A source changed what it said.
        Revision,
        /// One source asserts what another cannot confirm.
        Unconfirmed,
        /// A second-hand claim gives its cited source otherwise than that source itself.
        Misattribution,
        /// A second-hand claim gives its cited source's value under another hedge.
        HedgeDrift,
        /// Figures that cannot add up.
        Arithmetic,
        /// A quote that the archived copy does not hold.
        Quote,
        /// Something is wrong with a record.
        Record,
        /// Claims that could not be compared; the message says what is missing.
        Undetermined,
    }
}

public_enum! {
    /// How bad a finding is.
    Severity from rule::Severity {
        /// Worth knowing.
        Note | Off,
        /// Worth a look.
        Warning,
        /// Fails the check, unless `--fail-on` says otherwise.
        Error,
    }
}

public_enum! {
    /// How sure a contradiction is.
    Strength from finding::Strength {
        /// A hedge, a tolerance or a gap in time could absorb it.
        Weak,
        /// It holds with every hedge and tolerance doubled, at the same time.
        Strong,
    }
}

public_enum! {
    /// What a spot is to its finding.
    Role from finding::Role {
        /// One of the sides.
        Primary,
        /// Another claim on one of the sides.
        Related,
        /// The line of a rule that decided.
        Rule,
    }
}
