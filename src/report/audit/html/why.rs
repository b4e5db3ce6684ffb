//! Why not all of a dispute can be true, in sentences: by two claims that show it best.

use askama::Template;
use askama::filters::HtmlSafe;

use super::link::{Web, web};
use super::prose::Prose;
use super::worked;
use crate::report::audit::people::{said_and_allowed, where_of};
use crate::report::audit::{AuditReport, Opposed};
use gainsay_core::check::audit::{ClaimRow, Plainest};
use gainsay_core::finding::Finding;

/// Why two claims of a conflict cannot both be true, and what else conflicts.
#[derive(Template)]
#[template(path = "audit/why.html", whitespace = "minimize")]
pub(super) struct Why {
    /// The two, each with the page that it names.
    example: [(Prose, Option<Web>); 2],
    /// What a part says of the whole, where one of the two is about a part of what the other is about.
    part: Option<Prose>,
    /// How far apart these two are.
    apart: Option<String>,
    /// That one of them is taken for the whole only since it names no place.
    assumed: Option<Prose>,
    /// What else conflicts.
    others: Vec<Prose>,
}

impl HtmlSafe for Why {}

impl Why {
    pub(super) fn of(
        report: AuditReport<'_>,
        finding: &Finding,
        plainest: &Plainest,
        opposed: Option<&Opposed>,
    ) -> Self {
        let rows = plainest.claims.map(|claim| report.audit.row(claim));
        Self {
            part: plainest.part.map(|(at, why)| part(&rows, at, why)),
            example: rows
                .map(|row| (Prose::of(&said_and_allowed(&row, where_of(&row))), row.url.and_then(web))),
            apart: plainest.apart.clone(),
            assumed: plainest.assumed.as_deref().map(Prose::sentence),
            others: worked::others(report, finding, plainest.claims, opposed),
        }
    }
}

/// Which of two claims is about a part of what the other one is about, and `why` that counts.
fn part(rows: &[ClaimRow<'_>; 2], at: usize, why: &str) -> Prose {
    let [part, whole] = if at == 0 { [&rows[0], &rows[1]] } else { [&rows[1], &rows[0]] };
    let within = match (where_of(part), where_of(whole)) {
        (Some(part), Some(whole)) if part != whole => format!("{part} is part of {whole}"),
        _ => "The one is about a part of what the other is about".to_owned(),
    };
    Prose::sentence(&format!("{within}, and {why}"))
}
