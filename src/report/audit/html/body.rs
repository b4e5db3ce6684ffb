//! What the page shows of a finding when it is opened: the picture, the claims of each side, the arithmetic and the exact spots.

use askama::Template;
use askama::filters::HtmlSafe;
use rust_decimal::Decimal;

use super::against::Pairs;
use super::chart::{self, Chart};
use super::excerpt::Excerpts;
use super::link::{Links, Spot, Web, web};
use super::prose::Prose;
use super::why::Why;
use super::worked;
use crate::report::audit::people::where_of;
use crate::report::audit::{AuditReport, Opposed, people};
use crate::report::{counted, spot};
use gainsay_core::check::audit::{ChartAxis, ClaimRow, Dispute, Mark, Side};
use gainsay_core::claim::Told;
use gainsay_core::date::{self, Day, When};
use gainsay_core::finding::FindingKind;
use gainsay_core::value::show;

/// How many claims of a finding are drawn and listed.
const CLAIMS: usize = 200;

/// How many sides of a finding are drawn and listed.
const SIDES: usize = 40;

/// How many characters of a note are shown.
const NOTE: usize = 300;

/// How many sources of a side are named beside its value.
const SOURCES: usize = 6;

#[derive(Template)]
#[template(path = "audit/body.html", whitespace = "minimize")]
pub(super) struct Body<'a> {
    rule: &'a str,
    /// What sort of finding it is, and what that means.
    kind: (String, &'static str),
    fingerprint: &'a str,
    /// What makes a page of it alone.
    command: String,
    against: Option<Pairs>,
    look: Look,
    /// Why two of its claims cannot both be true.
    because: Option<Why>,
    /// What to check, or how it was worked out, under that heading.
    help: (&'static str, Vec<Prose>),
    accepted: Option<String>,
    excerpts: Excerpts,
}

/// The picture, and the claims of each side beside it.
#[derive(Template)]
#[template(path = "audit/look.html", whitespace = "minimize")]
pub(super) struct Look {
    chart: Option<Chart>,
    pub(super) sides: Vec<SideView>,
    /// How many sides are not listed.
    pub(super) more_sides: usize,
    /// How many claims there are, and what days they are about.
    pub(super) scope: Option<String>,
    /// The stages of the scale that its claims lie on, in order.
    pub(super) stages: Option<String>,
    /// Whether sides have numbers: where there are several, or a picture that shows them.
    numbered: bool,
}

impl HtmlSafe for Chart {}
impl HtmlSafe for Look {}

pub(super) struct SideView {
    /// Its number, from 1; nothing where it is no side.
    pub(super) number: Option<usize>,
    /// The outline of its marks.
    pub(super) shape: String,
    /// One of the eight colours and shapes.
    pub(super) hue: usize,
    pub(super) value: String,
    /// Whether it is no side: its claims fit several sides, or none.
    pub(super) beside: bool,
    pub(super) allows: Option<Prose>,
    pub(super) backing: String,
    /// Who makes its claims, each source once.
    pub(super) sources: String,
    pub(super) rows: Vec<Row>,
    /// How many claims are not listed.
    pub(super) more: usize,
}

/// A claim of a side.
pub(super) struct Row {
    id: String,
    pub(super) value: String,
    pub(super) allows: Option<String>,
    /// How it stands to each side, where it is on none.
    pub(super) fits: Option<String>,
    /// The name of its attribute, where the finding goes by another one.
    attribute: Option<String>,
    pub(super) place: Option<String>,
    pub(super) source: String,
    grade: Option<String>,
    cites: Option<String>,
    echo: bool,
    by: Option<String>,
    quote: Option<String>,
    /// What the record notes beside it.
    note: Option<String>,
    pub(super) when: String,
    said: Option<String>,
    valid: Option<String>,
    revised: Option<Prose>,
    spot: Spot,
    web: Option<Web>,
}

impl<'a> Body<'a> {
    pub(super) fn of(at: usize, report: AuditReport<'a>, links: &Links) -> Self {
        let finding = &report.findings[at];
        let plainest = report.audit.plainest(finding);
        let opposed = Opposed::of(report.audit, finding);
        let heading = if plainest.is_some() { "What to check" } else { "Worked out" };
        Self {
            rule: &finding.rule,
            kind: (people::kind(finding.kind), finding.kind.summary()),
            fingerprint: &finding.fingerprint,
            against: opposed.as_ref().map(Pairs::of),
            look: Look::of(at, report, links),
            because: plainest.as_ref().map(|plainest| Why::of(report, finding, plainest, opposed.as_ref())),
            help: (heading, worked::advice(report, finding)),
            accepted: finding.accepted.as_ref().map(|accepted| spot::reason(report.files, accepted)),
            excerpts: Excerpts::of(
                &finding.labels,
                &worked::named(report, finding, plainest.as_ref().map(|plainest| plainest.claims)),
                report.files,
                links,
            ),
            command: links.command(&format!("audit --format html --dispute {}", finding.fingerprint)),
        }
    }
}

impl Look {
    pub(super) fn of(at: usize, report: AuditReport<'_>, links: &Links) -> Self {
        let finding = &report.findings[at];
        let most = (CLAIMS / finding.positions.len().max(1)).max(5);
        let mut dispute = report.audit.dispute(at, most);
        let scope = dispute.days.map(|days| {
            let claims = counted(dispute.sides.iter().map(|side| side.total).sum(), "claim", "claims");
            format!("{claims} about {}", date::show(days))
        });
        let more_sides = dispute.sides.len().saturating_sub(SIDES);
        dispute.sides.truncate(SIDES);
        let sides = dispute.sides.iter().enumerate();
        let sides: Vec<SideView> =
            sides.map(|(number, side)| SideView::of(number, side, &dispute, report, links)).collect();
        let stages = match &dispute.axis {
            Some(ChartAxis::Stages(names)) => Some(people::list(names.iter().copied(), names.len())),
            _ => None,
        };
        Self { chart: Chart::of(&dispute), scope, stages, numbered: sides.len() > 1, sides, more_sides }
    }

    /// Whether there is a picture.
    pub(super) fn is_drawn(&self) -> bool {
        self.chart.is_some()
    }
}

impl SideView {
    fn of(
        number: usize,
        side: &Side<ClaimRow<'_>>,
        dispute: &Dispute<'_>,
        report: AuditReport<'_>,
        links: &Links,
    ) -> Self {
        let claims = counted(side.total, "claim", "claims");
        let origins = counted(side.origins, "independent origin", "independent origins");
        let position = dispute.finding.kind == FindingKind::Conflict;
        Self {
            number: people::number(number + 1, side),
            shape: chart::key(number),
            hue: number % 8 + 1,
            value: people::side(side, Told::plain),
            beside: side.is_beside(),
            allows: people::side_allows(side).map(|allows| Prose::of(&allows)),
            backing: if position { format!("{claims}, {origins}") } else { claims },
            sources: people::sources(side.claims.iter().map(|mark| mark.claim.source.name), SOURCES),
            rows: side.claims.iter().map(|mark| Row::of(mark, side, dispute, report, links)).collect(),
            more: side.total - side.claims.len(),
        }
    }
}

impl Row {
    fn of(
        mark: &Mark<ClaimRow<'_>>,
        side: &Side<ClaimRow<'_>>,
        dispute: &Dispute<'_>,
        report: AuditReport<'_>,
        links: &Links,
    ) -> Self {
        let claim = &mark.claim;
        let named = dispute.finding.attribute.as_deref() == Some(claim.attribute.id);
        let when = claim.when.map(date::show);
        let said = claim.published.map(date::show).filter(|said| when.as_ref() != Some(said));
        let by = [claim.speaker, claim.publisher];
        let by: Vec<&str> = by.into_iter().flatten().collect();
        Self {
            id: claim.id.to_owned(),
            value: claim.told().plain(),
            allows: people::allowed_by(claim),
            fits: side.is_beside().then(|| people::fits(&mark.beside)),
            attribute: (!named).then(|| claim.attribute.name.to_owned()),
            place: where_of(claim),
            source: claim.source.name.to_owned(),
            grade: claim.grade(),
            cites: claim.cites.map(|cited| cited.name.to_owned()),
            echo: claim.echo,
            by: (!by.is_empty()).then(|| by.join(", in ")),
            quote: claim.quote.map(str::to_owned),
            note: claim.note.map(note),
            when: when.unwrap_or_else(|| "no date".to_owned()),
            said,
            valid: valid(claim),
            revised: claim.revised_by.map(|claim| Prose::of(&people::said(&report.audit.row(claim), None))),
            spot: links.spot(report.files, claim.span),
            web: claim.url.and_then(web),
        }
    }
}

/// What a record notes, cut where it is long.
fn note(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(NOTE) {
        Some((end, _)) => format!("{} …", text[..end].trim_end()),
        None => text,
    }
}

/// The days on which something counts: `on 2 May 2024`, `from 2 to 4 May 2024`, `from 2 May 2024 on`.
fn on(days: When) -> String {
    let shown = date::show(days);
    match days {
        When { first: Day::MIN, .. } => shown,
        When { last: Day::MAX, .. } => format!("{shown} on"),
        When { first, last, .. } if first == last => format!("on {shown}"),
        _ => format!("from {shown}"),
    }
}

/// On which days the bounds are valid, in words.
fn valid(claim: &ClaimRow<'_>) -> Option<String> {
    let same = |one: When, other: When| (one.first, one.last) == (other.first, other.last);
    // Stages have no numbers.
    let bound = |stage: &str, words: &str, number: Option<Decimal>, days: Option<When>| {
        let says = number.map_or_else(
            || stage.to_owned(),
            |number| format!("{words} {}", show::with_unit(show::number(number), claim.unit)),
        );
        days.map(|days| format!("as {says} {}", on(days)))
    };
    match (claim.low_stands, claim.high_stands) {
        (None, None) => None,
        (Some(low), Some(high)) if same(low, high) => Some(format!("counts {}", on(low))),
        (low, high) => {
            let bounds = [
                bound("at least this far", "at least", claim.low, low),
                bound("no further", "at most", claim.high, high),
            ];
            Some(format!("counts {}", bounds.into_iter().flatten().collect::<Vec<_>>().join(", and ")))
        }
    }
}
