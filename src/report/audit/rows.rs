//! From the audit to the rows of its tables, one at a time: no table is ever held whole beside the claims.

use super::AuditReport;
use super::row::{Days, Number};
use super::tables::{AgreementRow, AxisKind, Claim, Coverage, DisputeRow, PositionRow, Source, SourcePair};
use gainsay_core::check::Agreement;
use gainsay_core::check::audit::{Between, Called, ChartAxis, ClaimRow, Dispute, SourceRow};
use gainsay_core::text::Files;

fn name(called: Called<'_>) -> &str {
    called.name
}

fn id(called: Called<'_>) -> &str {
    called.id
}

impl<'a> AuditReport<'a> {
    pub(super) fn claims(self) -> impl Iterator<Item = Claim<'a>> {
        self.audit.claims().map(move |at| Claim::new(self.files, self.audit.row(at)))
    }

    /// The findings that are told, in order, as indices.
    pub(super) fn told(self) -> impl Iterator<Item = usize> {
        self.audit.threads(self.order).into_iter().flat_map(|thread| thread.findings)
    }

    pub(super) fn agreements(self) -> impl Iterator<Item = Agreement> {
        let threads = self.audit.threads(self.order).into_iter();
        threads.flat_map(move |thread| self.audit.agreements(&thread))
    }

    pub(super) fn sources(self) -> impl Iterator<Item = Source<'a>> {
        self.audit.sources().into_iter().map(|row| Source::new(&row))
    }

    pub(super) fn pairs(self) -> impl Iterator<Item = SourcePair<'a>> {
        self.audit.between().into_iter().map(|row| SourcePair::new(&row))
    }

    pub(super) fn coverage(self) -> Coverage {
        let gainsay_core::check::audit::Coverage {
            claims,
            undated,
            ungraded,
            unquoted,
            unlinked,
            unplaced,
            unread,
            second_hand,
            echoes,
            in_conflict,
        } = self.audit.coverage();
        Coverage {
            claims,
            undated,
            ungraded,
            unquoted,
            unlinked,
            unplaced,
            unread,
            second_hand,
            echoes,
            in_conflict,
        }
    }
}

impl<'a> Claim<'a> {
    fn new(files: &'a Files, row: ClaimRow<'a>) -> Self {
        let at = files.location(row.span);
        Self {
            id: row.id,
            source: row.source.id,
            source_name: row.source.name,
            reliability: row.reliability,
            credibility: row.credibility,
            cites: row.cites.map(id),
            cites_name: row.cites.map(name),
            subject: row.subject.map(id),
            subject_name: row.subject.map(name),
            attribute: row.attribute.id,
            attribute_name: row.attribute.name,
            place: row.place.map(id),
            place_name: row.place.map(name),
            scope: row.scope,
            value: row.value,
            stance: row.stance,
            allows: row.allows,
            low: row.low.map(Number),
            high: row.high.map(Number),
            unit: row.unit,
            date: row.when.map(Days),
            published: row.published.map(Days),
            low_stands: row.low_stands.map(Days),
            high_stands: row.high_stands.map(Days),
            revised_by: row.revised_by,
            echo: row.echo,
            in_conflict: row.in_conflict,
            speaker: row.speaker,
            publisher: row.publisher,
            url: row.url,
            quote: row.quote,
            path: &files.get(row.span.file).path,
            line: at.line,
            column: at.column,
        }
    }
}

impl<'a> DisputeRow<'a> {
    /// The row of a finding; nothing where it has no spot, which none is without.
    pub(super) fn new(files: &'a Files, dispute: &Dispute<'a>) -> Option<Self> {
        let finding = dispute.finding;
        let spot = finding.labels.first()?.span;
        let at = files.location(spot);
        let axis = dispute.axis.as_ref();
        let accepted = finding.accepted.as_ref();
        Some(Self {
            fingerprint: &finding.fingerprint,
            rule: &finding.rule,
            kind: finding.kind,
            severity: finding.severity.into(),
            strength: finding.strength,
            message: &finding.message,
            help: finding.help.as_deref(),
            subject: finding.subject.as_deref(),
            attribute: finding.attribute.as_deref(),
            place: finding.place.as_deref(),
            pairs_total: finding.pairs_total,
            axis: axis.map(AxisKind::of),
            unit: axis.and_then(|axis| match axis {
                ChartAxis::Numbers(unit) => *unit,
                _ => None,
            }),
            days: dispute.days.map(Days),
            accepted_reason: accepted.map(|accepted| accepted.reason.as_str()),
            accepted_expires: accepted.and_then(|accepted| accepted.expires).map(Days::of),
            path: &files.get(spot.file).path,
            line: at.line,
            column: at.column,
        })
    }
}

impl<'d> PositionRow<'d> {
    /// The rows of all sides of a finding.
    pub(super) fn all(dispute: &'d Dispute<'_>) -> impl Iterator<Item = Self> {
        dispute.sides.iter().zip(1..).flat_map(move |(side, position)| {
            side.claims.iter().map(move |mark| Self {
                fingerprint: &dispute.finding.fingerprint,
                position,
                value: &side.value,
                allows: side.allows.as_deref(),
                origins: side.origins,
                claim: mark.claim.id,
            })
        })
    }
}

impl<'g> AgreementRow<'g> {
    /// The rows of an agreement with its number.
    pub(super) fn all((number, agreement): (usize, &'g Agreement)) -> impl Iterator<Item = Self> {
        agreement.claims.iter().map(move |claim| Self {
            agreement: number,
            subject: agreement.subject.as_deref(),
            attribute: &agreement.attribute,
            place: agreement.place.as_deref(),
            value: &agreement.value,
            sources: agreement.sources,
            origins: agreement.origins,
            claim,
        })
    }
}

impl<'a> Source<'a> {
    fn new(row: &SourceRow<'a>) -> Self {
        Self {
            source: row.source.id,
            source_name: row.source.name,
            reliability: row.reliability,
            part_of: row.part_of.map(id),
            part_of_name: row.part_of.map(name),
            claims: row.claims,
            in_conflict: row.in_conflict,
            revisions: row.revisions,
            turns: row.turns,
            echoes: row.echoes,
            misattributes: row.misattributes,
            misattributed: row.misattributed,
            undated: row.undated,
            unquoted: row.unquoted,
        }
    }
}

impl<'a> SourcePair<'a> {
    fn new(row: &Between<'a>) -> Self {
        Self {
            source: row.one.id,
            source_name: row.one.name,
            other: row.other.id,
            other_name: row.other.name,
            agree: row.agree,
            conflict: row.conflict,
            undetermined: row.undetermined,
            parent: row.parent.map(id),
            parent_name: row.parent.map(name),
        }
    }
}
