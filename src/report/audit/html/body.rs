//! What the page shows of a finding when it is opened: the picture, the claims of each side, the arithmetic and the exact spots.

use askama::Template;
use askama::filters::HtmlSafe;

use super::chart::{self, Chart};
use super::excerpt::Excerpts;
use super::link::{Links, Spot, Web, web};
use super::prose::Prose;
use crate::report::audit::AuditReport;
use crate::report::spot;
use gainsay_core::check::audit::{ClaimRow, Dispute, Mark, Side};
use gainsay_core::date::{self, When};
use gainsay_core::finding::{FindingKind, Strength};

/// How many claims of a finding are drawn and listed.
const CLAIMS: usize = 200;

/// How many sides of a finding are drawn and listed.
const SIDES: usize = 40;

#[derive(Template)]
#[template(path = "audit/body.html", whitespace = "minimize")]
pub(super) struct Body<'a> {
    rule: &'a str,
    fingerprint: &'a str,
    chart: Option<Chart>,
    sides: Vec<SideView>,
    /// How many sides are not listed.
    more_sides: usize,
    /// Whether sides have numbers: where there are several, or a picture that shows them.
    numbered: bool,
    help: Option<Prose>,
    accepted: Option<String>,
    excerpts: Excerpts,
    pairs: Option<String>,
}

impl HtmlSafe for Chart {}

struct SideView {
    number: usize,
    /// One of the eight colours and shapes.
    hue: usize,
    value: String,
    allows: Option<String>,
    backing: String,
    rows: Vec<Row>,
    /// How many claims are not listed.
    more: usize,
}

/// A claim of a side.
struct Row {
    id: String,
    value: String,
    allows: Option<String>,
    place: Option<String>,
    source: String,
    grade: Option<String>,
    cites: Option<String>,
    echo: bool,
    by: Option<String>,
    quote: Option<String>,
    when: String,
    said: Option<String>,
    valid: Option<String>,
    revised: Option<String>,
    spot: Spot,
    web: Option<Web>,
}

impl<'a> Body<'a> {
    pub(super) fn of(at: usize, report: AuditReport<'a>, links: &Links) -> Self {
        let finding = &report.findings[at];
        let most = (CLAIMS / finding.positions.len().max(1)).max(5);
        let mut dispute = report.audit.dispute(at, most);
        let more_sides = dispute.sides.len().saturating_sub(SIDES);
        dispute.sides.truncate(SIDES);
        let chart = Chart::of(&dispute);
        let sides = dispute.sides.iter().enumerate();
        let sides: Vec<SideView> =
            sides.map(|(number, side)| SideView::of(number, side, &dispute, report, links)).collect();
        Self {
            rule: &finding.rule,
            fingerprint: &finding.fingerprint,
            numbered: sides.len() > 1,
            more_sides,
            chart,
            sides,
            help: finding.help.as_deref().map(Prose::of),
            accepted: finding.accepted.as_ref().map(|accepted| spot::reason(report.files, accepted)),
            excerpts: Excerpts::of(&finding.labels, report.files, links),
            pairs: (finding.pairs_total > 1).then(|| {
                let strong = finding.strength == Some(Strength::Strong);
                format!(
                    "{} pairs of claims conflict{}",
                    finding.pairs_total,
                    if strong { ", at least one of them strongly" } else { "" }
                )
            }),
        }
    }
}

impl SideView {
    /// The outline of its marks.
    fn shape(&self) -> String {
        chart::key(self.number - 1)
    }

    fn of(
        number: usize,
        side: &Side<'_>,
        dispute: &Dispute<'_>,
        report: AuditReport<'_>,
        links: &Links,
    ) -> Self {
        let claims = crate::report::counted(side.total, "claim", "claims");
        let origins = crate::report::counted(side.origins, "independent origin", "independent origins");
        let position = dispute.finding.kind == FindingKind::Conflict;
        Self {
            number: number + 1,
            hue: number % 8 + 1,
            value: side.value.clone(),
            allows: side.allows.as_ref().map(|allows| match side.total {
                1 => format!("allows {allows}"),
                _ => format!("all of them allow {allows}"),
            }),
            backing: if position { format!("{claims}, {origins}") } else { claims },
            rows: side.claims.iter().map(|Mark { claim, .. }| Row::of(claim, report, links)).collect(),
            more: side.total - side.claims.len(),
        }
    }
}

impl Row {
    fn of(claim: &ClaimRow<'_>, report: AuditReport<'_>, links: &Links) -> Self {
        let when = claim.when.map(date::show);
        let said = claim.published.map(date::show).filter(|said| when.as_ref() != Some(said));
        let by = [claim.speaker, claim.publisher];
        let by: Vec<&str> = by.into_iter().flatten().collect();
        let place = claim.place.map(|place| place.name.to_owned());
        let place = match (place, claim.scope) {
            (Some(place), Some(scope)) => Some(format!("{place} ({scope})")),
            (place, scope) => place.or(scope.map(str::to_owned)),
        };
        Self {
            id: claim.id.to_owned(),
            value: claim.value.clone(),
            allows: claim.allows.clone(),
            place,
            source: claim.source.name.to_owned(),
            grade: claim.grade(),
            cites: claim.cites.map(|cited| cited.name.to_owned()),
            echo: claim.echo,
            by: (!by.is_empty()).then(|| by.join(", in ")),
            quote: claim.quote.map(str::to_owned),
            when: when.unwrap_or_else(|| "no date".to_owned()),
            said,
            valid: valid(claim),
            revised: claim.revised_by.map(|claim| report.audit.records().id(claim).to_owned()),
            spot: links.spot(report.files, claim.span),
            web: claim.url.and_then(web),
        }
    }
}

/// On which days the bounds are valid, in words.
fn valid(claim: &ClaimRow<'_>) -> Option<String> {
    let same = |one: When, other: When| (one.first, one.last) == (other.first, other.last);
    match (claim.low_stands, claim.high_stands) {
        (None, None) => None,
        (Some(low), Some(high)) if same(low, high) => Some(format!("valid {}", date::show(low))),
        (low, high) => {
            let bound = |name: &str, days: Option<When>| {
                days.map(|days| format!("{name} bound valid {}", date::show(days)))
            };
            let bounds: Vec<String> =
                [bound("lower", low), bound("upper", high)].into_iter().flatten().collect();
            Some(bounds.join("; "))
        }
    }
}
