//! Findings as a file keeps them: all that a finding has before it is accepted, with claims and files by their numbers.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::claim::ClaimId;
use crate::finding::{
    Finding, FindingKind, Label, OnNoSide, Pair, Position, Role, Strength, WeakReason, Widest,
};
use crate::rule::Severity;
use gainsay_yaml::text::{Edit, FileId, Fix, Safety, Span};

pub(super) fn serialize<S: Serializer>(findings: &[Finding], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(findings.iter().map(Written::of))
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Finding>, D::Error> {
    let written = Vec::<Written>::deserialize(deserializer)?;
    written.into_iter().map(Written::finding).collect::<Result<_, _>>().map_err(D::Error::custom)
}

/// The file, the first byte, and the one past the last.
type Spot = (u32, u32, u32);

fn spot(span: Span) -> Spot {
    (span.file.index(), span.start, span.end)
}

fn span((file, start, end): Spot) -> Span {
    Span::new(FileId::from_index(file), start, end)
}

/// The title, whether it is safe, and what comes in the place of which spots.
type WrittenFix = (String, Safety, Vec<(Spot, String)>);

/// The two claims, whether they are furthest apart, and how far.
type WrittenWidest = ([ClaimId; 2], bool, Option<String>);

#[derive(Serialize, Deserialize)]
struct Written {
    fingerprint: String,
    rule: String,
    kind: FindingKind,
    severity: Severity,
    graded: Strength,
    worst: Option<Severity>,
    strength: Option<Strength>,
    weak_because: Vec<WeakReason>,
    message: String,
    help: Option<String>,
    subject: Option<String>,
    attribute: Option<String>,
    place: Option<String>,
    positions: Vec<(String, Vec<ClaimId>, usize)>,
    on_no_side: Vec<(ClaimId, Vec<usize>)>,
    ratio: Option<String>,
    widest: Option<WrittenWidest>,
    pairs: Vec<([ClaimId; 2], Strength)>,
    pairs_total: u64,
    labels: Vec<(Spot, Role, Option<ClaimId>, String)>,
    fixes: Vec<WrittenFix>,
}

impl Written {
    fn of(finding: &Finding) -> Self {
        let from = finding.clone();
        let fix = |fix: Fix| {
            let edits = fix.edits.into_iter().map(|edit| (spot(edit.span), edit.replacement));
            (fix.title, fix.safety, edits.collect())
        };
        let label = |label: Label| (spot(label.span), label.role, label.claim, label.message);
        Self {
            fingerprint: from.fingerprint,
            rule: from.rule,
            kind: from.kind,
            severity: from.severity,
            graded: from.graded,
            worst: from.worst,
            strength: from.strength,
            weak_because: from.weak_because,
            message: from.message,
            help: from.help,
            subject: from.subject,
            attribute: from.attribute,
            place: from.place,
            positions: from.positions.into_iter().map(|at| (at.value, at.claims, at.origins)).collect(),
            on_no_side: from.on_no_side.into_iter().map(|other| (other.claim, other.fits)).collect(),
            ratio: from.ratio.map(|ratio| ratio.to_string()),
            widest: from.widest.map(|widest| (widest.claims, widest.furthest, widest.apart)),
            pairs: from.pairs.into_iter().map(|pair| (pair.claims, pair.strength)).collect(),
            pairs_total: from.pairs_total,
            labels: from.labels.into_iter().map(label).collect(),
            fixes: from.fixes.into_iter().map(fix).collect(),
        }
    }

    /// The finding; an error where its ratio is not a number.
    fn finding(self) -> Result<Finding, rust_decimal::Error> {
        let fix = |(title, safety, edits): WrittenFix| {
            let edit = |(at, replacement)| Edit { span: span(at), replacement };
            Fix { title, safety, edits: edits.into_iter().map(edit).collect() }
        };
        let label = |(at, role, claim, message)| Label { span: span(at), role, claim, message };
        Ok(Finding {
            fingerprint: self.fingerprint,
            rule: self.rule,
            kind: self.kind,
            severity: self.severity,
            graded: self.graded,
            worst: self.worst,
            strength: self.strength,
            weak_because: self.weak_because,
            message: self.message,
            help: self.help,
            subject: self.subject,
            attribute: self.attribute,
            place: self.place,
            positions: self
                .positions
                .into_iter()
                .map(|(value, claims, origins)| Position { value, claims, origins })
                .collect(),
            on_no_side: self.on_no_side.into_iter().map(|(claim, fits)| OnNoSide { claim, fits }).collect(),
            ratio: self.ratio.map(|ratio| ratio.parse()).transpose()?,
            widest: self.widest.map(|(claims, furthest, apart)| Widest { claims, furthest, apart }),
            pairs: self.pairs.into_iter().map(|(claims, strength)| Pair { claims, strength }).collect(),
            pairs_total: self.pairs_total,
            labels: self.labels.into_iter().map(label).collect(),
            fixes: self.fixes.into_iter().map(fix).collect(),
            accepted: None,
        })
    }
}
