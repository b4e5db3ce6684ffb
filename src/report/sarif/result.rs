//! A finding as a SARIF result.

use serde::Serialize;

use super::fix::Fix;
use super::region::Region;
use super::rules::level;
use super::text::{Text, link, words_only};
use super::uri::Artifact;
use crate::report::json::{OnNoSide, Pair, Position};
use crate::report::limits::SARIF_LOCATIONS;
use crate::report::{Report, spot};
use gainsay_core::claim::Records;
use gainsay_core::finding::{self, FindingKind, Role, Strength, WeakReason};
use gainsay_core::text::{Files, Span};

/// How many related spots the message links to. Code scanning shows only those; the list holds all.
const LINKS: usize = 20;

/// A `result`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Finding<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Text,
    /// The first label.
    locations: Vec<Location<'a>>,
    /// All other labels, numbered from 1.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    partial_fingerprints: Fingerprints<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix<'a>>,
    /// That it is accepted (SARIF 2.1.0, section 3.27.23).
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressions: Option<[Suppression<'a>; 1]>,
    properties: Properties<'a>,
}

impl<'a> Finding<'a> {
    pub(super) fn new(
        report: Report<'a>,
        from: &'a finding::Finding,
        rule_index: Option<usize>,
        line: Option<&'a str>,
    ) -> Self {
        let Report { files, records, .. } = report;
        let first = from.labels.iter().take(1);
        let others = from.labels.iter().enumerate().take(SARIF_LOCATIONS).skip(1);
        Self {
            rule_id: &from.rule,
            rule_index,
            level: level(from.severity),
            message: message(files, from),
            locations: first.map(|label| Location::new(report, label, None)).collect(),
            related_locations: others.map(|(id, label)| Location::new(report, label, Some(id))).collect(),
            partial_fingerprints: Fingerprints { gainsay: &from.fingerprint, line },
            fixes: from.fixes.iter().map(|fix| Fix::new(files, fix)).collect(),
            suppressions: from.accepted.as_ref().map(|accepted| [Suppression::new(files, accepted)]),
            properties: Properties::new(records, from),
        }
    }
}

/// What is found, what is said at the first spot, links to the others with what is said there, and the help.
fn message(files: &Files, from: &finding::Finding) -> Text {
    let mut lines = vec![words_only(&from.message)];
    let first = from.labels.first().filter(|label| !label.message.is_empty());
    lines.extend(first.map(|label| words_only(&label.message)));
    for (id, label) in from.labels.iter().enumerate().skip(1).take(LINKS) {
        let colon = if label.message.is_empty() { "" } else { ": " };
        lines.push(format!("{}{colon}{}", link(&spot::place(files, label), id), words_only(&label.message)));
    }
    let (more, unlisted) =
        (from.labels.len().saturating_sub(LINKS + 1), from.labels.len().saturating_sub(SARIF_LOCATIONS));
    match (more, unlisted) {
        (0, _) => (),
        (_, 0) => lines.push(format!("and {more} more")),
        _ => lines.push(format!("and {more} more, of which {unlisted} are left out here")),
    }
    lines.extend(from.help.as_deref().map(|help| format!("help: {}", words_only(help))));
    Text::of(lines.join("\n"))
}

#[derive(Serialize)]
struct Fingerprints<'a> {
    /// That of the finding: the same wherever its claims stand.
    #[serde(rename = "gainsay/v1")]
    gainsay: &'a str,
    /// The one that code scanning looks at.
    #[serde(rename = "primaryLocationLineHash", skip_serializing_if = "Option::is_none")]
    line: Option<&'a str>,
}

/// A `suppression`: in the source where a comment beside the words says so, external where an entry elsewhere does.
#[derive(Serialize)]
struct Suppression<'a> {
    kind: &'static str,
    status: &'static str,
    justification: &'a str,
    location: Location<'a>,
}

impl<'a> Suppression<'a> {
    fn new(files: &Files, accepted: &'a finding::Acceptance) -> Self {
        Self {
            kind: if files.slice(accepted.span).starts_with("gainsay:") { "inSource" } else { "external" },
            status: "accepted",
            justification: &accepted.reason,
            location: Location {
                id: None,
                physical_location: PhysicalLocation::new(files, accepted.span),
                message: None,
                properties: None,
            },
        }
    }
}

/// A `location`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    properties: Option<LocationProperties<'a>>,
}

impl<'a> Location<'a> {
    fn new(report: Report<'a>, label: &finding::Label, id: Option<usize>) -> Self {
        let claim = label.claim.map(|claim| report.records.id(claim));
        let properties = LocationProperties { role: label.role, claim };
        Self {
            id,
            physical_location: PhysicalLocation::new(report.files, label.span),
            message: (!label.message.is_empty()).then(|| Text::plain(&label.message)),
            properties: Some(properties),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: Artifact,
    region: Region,
}

impl PhysicalLocation {
    fn new(files: &Files, span: Span) -> Self {
        Self { artifact_location: Artifact::new(files.get(span.file)), region: Region::new(files, span) }
    }
}

/// What SARIF has no word for, as the JSON report says it.
#[derive(Serialize)]
struct LocationProperties<'a> {
    role: Role,
    #[serde(skip_serializing_if = "Option::is_none")]
    claim: Option<&'a str>,
}

/// What SARIF has no word for, as the JSON report says it.
#[derive(Serialize)]
struct Properties<'a> {
    kind: FindingKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    strength: Option<Strength>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    weak_because: &'a [WeakReason],
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attribute: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
    positions: Vec<Position<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    on_no_side: Vec<OnNoSide<'a>>,
    pairs: Vec<Pair<'a>>,
    pairs_total: u64,
}

impl<'a> Properties<'a> {
    fn new(records: &'a Records, from: &'a finding::Finding) -> Self {
        Self {
            kind: from.kind,
            strength: from.strength,
            weak_because: &from.weak_because,
            subject: from.subject.as_deref(),
            attribute: from.attribute.as_deref(),
            place: from.place.as_deref(),
            positions: Position::all(records, from),
            on_no_side: OnNoSide::all(records, from),
            pairs: Pair::all(records, from),
            pairs_total: from.pairs_total,
        }
    }
}
