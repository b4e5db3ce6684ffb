//! The audit as one page that loads nothing: for people who look rather than read.
//!
//! The page is made of templates in `templates/audit/`, which escape all they are given, and is written as it is made. What
//! does not fit into a page that opens at once is packed into it, and unpacked by its script when it is looked at; without the
//! script the first findings and claims are there all the same, and every finding has its line.

mod body;
mod chart;
mod claims;
mod excerpt;
mod findings;
mod head;
mod link;
mod pack;
mod prose;
mod tables;

use std::io::{self, Write};
use std::path::Path;

use askama::Template;

use self::claims::{PACKED, Rows};
use self::findings::Findings;
use self::head::Head;
use self::link::Links;
use self::tables::Tables;
use super::AuditReport;
use crate::claim::Day;
use crate::report::Out;
use crate::report::out::{Form, markup};
use crate::rule::Severity;

/// How much of packed claims a page holds, in bytes.
const CLAIMS: usize = 9_000_000;

/// What a page tells of its audit beside what is found.
#[derive(Debug, Clone, Default)]
pub struct PageFacts<'a> {
    /// What was looked at.
    pub paths: Vec<String>,
    /// The filters in force, each by its name and its values.
    pub filters: Vec<(&'static str, String)>,
    /// The day of the run, where one was given.
    pub today: Option<Day>,
    /// Where the page is written to; nothing for standard output.
    pub page: Option<&'a Path>,
}

/// Writes the audit as one page of HTML that loads nothing from anywhere.
pub fn write(out: &mut Out<'_>, report: AuditReport<'_>, facts: &PageFacts<'_>) -> io::Result<()> {
    out.form(Form::Markup);
    let links = Links::from(facts.page);
    let mut threads = report.audit.threads(report.order);
    for thread in &mut threads {
        thread.findings.retain(|&at| report.findings[at].severity >= Severity::Note);
    }
    threads.retain(|thread| thread.claims > 0 || !thread.findings.is_empty());
    let findings = Findings::of(report, &threads, &links);
    place(out, &Head::of(report, facts, &threads, &findings))?;
    let quiet = findings.write(out, &threads)?;
    place(out, &Tables::of(report.audit, quiet))?;
    let unpacked = write_claims(out, report, &links, &findings)?;
    place(out, &Foot { unpacked, script: SCRIPT })
}

/// Writes the table of claims, and returns how many of them are not on the page.
fn write_claims(
    out: &mut dyn Write,
    report: AuditReport<'_>,
    links: &Links,
    findings: &Findings<'_>,
) -> io::Result<usize> {
    let claims: Vec<usize> = report.audit.claims().collect();
    let disputes = findings.disputes();
    let rows = Rows { report, links, disputes: &disputes, ids: &findings.ids };
    place(out, &rows.first(&claims))?;
    let parts: Vec<&[usize]> = claims.chunks(PACKED).collect();
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

/// Something packed.
#[derive(Template)]
#[template(path = "audit/block.html")]
struct Block<'a> {
    id: String,
    packed: &'a str,
}

#[derive(Template)]
#[template(path = "audit/foot.html", whitespace = "minimize")]
struct Foot {
    unpacked: usize,
    script: &'static str,
}

/// The script of the page.
const SCRIPT: &str = include_str!("page.js");

/// The style of the page.
const STYLE: &str = include_str!("page.css");

/// What `template` makes, as it would leave in the page itself: what is packed no longer shows what it holds.
fn made(template: &impl Template) -> io::Result<String> {
    let html = template.render().map_err(io::Error::other)?;
    Ok(markup(&html))
}

/// Writes what `template` makes.
fn place(out: &mut dyn Write, template: &impl Template) -> io::Result<()> {
    let html = template.render().map_err(io::Error::other)?;
    out.write_all(html.as_bytes())
}
