//! The audit as one page that loads nothing: for people who look rather than read.
//!
//! The page is made of templates in `templates/audit/`, which escape all they are given, and is written as it is made. What
//! does not fit into a page that opens at once is packed into it, and unpacked by its script when it is looked at; without the
//! script the first findings and claims are there too, and every finding has its line.

mod against;
mod alone;
mod body;
mod chart;
mod claims;
mod excerpt;
mod findings;
mod head;
mod link;
mod pack;
mod page;
mod pairs;
mod prose;
mod sure;
mod tables;
mod why;
mod worked;

use std::io::{self, Write};

use askama::Template;

use self::claims::{PACKED, Rows};
use self::findings::Findings;
use self::head::Head;
use self::link::Links;
use self::page::{Block, SCRIPT, place};
use self::tables::Tables;
use super::AuditReport;
use crate::report::Out;
use crate::report::out::Form;
use gainsay_core::claim::ClaimId;
use gainsay_core::rule::Severity;

pub use self::alone::write as write_dispute;
pub use self::page::PageFacts;

/// How much of packed claims a page holds, in bytes.
const CLAIMS: usize = 9_000_000;

/// Writes the audit as one page of HTML that loads nothing from anywhere.
pub fn write(out: &mut Out<'_>, report: AuditReport<'_>, facts: &PageFacts<'_>) -> io::Result<()> {
    out.form(Form::Markup);
    let links = Links::from(facts.page, &facts.reads);
    let mut threads = report.audit.threads(report.order);
    for thread in &mut threads {
        thread.findings.retain(|&at| report.findings[at].severity >= Severity::Note);
    }
    threads.retain(|thread| thread.claims > 0 || !thread.findings.is_empty());
    let findings = Findings::of(report, &threads, &links);
    place(out, &Head::of(report, facts, &threads, findings.kinds(), &links.all_claims()))?;
    let quiet = findings.write(out, &threads)?;
    place(out, &Tables::of(report, &findings, quiet))?;
    let unpacked = write_claims(out, report, &links, &findings)?;
    place(out, &Foot { unpacked, all_claims: links.all_claims(), script: SCRIPT })
}

/// Writes the table of claims, and returns how many of them are not on the page.
fn write_claims(
    out: &mut dyn Write,
    report: AuditReport<'_>,
    links: &Links,
    findings: &Findings<'_>,
) -> io::Result<usize> {
    let claims: Vec<ClaimId> = report.audit.claims().collect();
    let disputes = findings.disputes();
    let rows = Rows { report, links, disputes: &disputes, ids: &findings.ids };
    place(out, &rows.first(&claims))?;
    let parts: Vec<&[ClaimId]> = claims.chunks(PACKED).collect();
    let mut room = CLAIMS;
    let mut left = claims.len();
    for (number, (packed, part)) in
        pack::each(&parts, |part| rows.columns(part, claims.len())).zip(&parts).enumerate()
    {
        let packed = packed?;
        let Some(rest) = room.checked_sub(packed.len()) else { break };
        (room, left) = (rest, left - part.len());
        place(out, &Block { id: format!("claims-{number}"), packed: &packed })?;
    }
    Ok(left)
}

#[derive(Template)]
#[template(path = "audit/foot.html", whitespace = "minimize")]
struct Foot {
    unpacked: usize,
    all_claims: String,
    script: &'static str,
}
