//! The audit as Markdown: for a pull request, a wiki or an issue.
//!
//! As in the findings' own Markdown, words from files stand in code spans only, so that no host makes a link, a mention, a
//! tag or an image of them; in a table, none of them ends a cell.

use std::io::{self, Write};

use super::overview::Overview;
use super::people::{self, SOURCE_COUNTS, source_counts};
use super::row::Days;
use super::{AuditReport, Opposed};
use crate::report::markdown::{accepted, cell, code, labels};
use crate::report::{Out, counted, spot, word};
use gainsay_core::check::audit::{Between, ClaimRow, Dispute, Mark, Side, SourceRow};

/// How many claims of a side are shown; the others are counted.
const CLAIMS: usize = 12;
/// How many pairs of sources are shown; the others are counted.
const PAIRS: usize = 30;

/// Writes what is disputed most and by whom, what is found by subject and attribute, then the tables of sources, of source against source, and of what
/// records lack.
pub fn write(out: &mut Out<'_>, report: AuditReport<'_>) -> io::Result<()> {
    writeln!(out, "## gainsay audit\n\n{}\n", report.summary.line(true, true))?;
    let between = report.audit.between();
    summary(out, report, &between)?;
    if let Some(left_out) = people::left_out(report.audit) {
        writeln!(out, "{left_out}\n")?;
    }
    let found = report.audit.threads(report.order).into_iter().filter(|thread| !thread.findings.is_empty());
    for thread in found {
        writeln!(out, "### {}\n", people::title(&thread, code))?;
        for &at in &thread.findings {
            finding(out, report, &report.audit.dispute(at, CLAIMS))?;
        }
    }
    sources(out, report)?;
    pairs(out, &between)?;
    comparisons(out, report)?;
    coverage(out, report)
}

/// The most disputed topics, and the sources in most disputes; nothing where there are no disputes.
fn summary(out: &mut dyn Write, report: AuditReport<'_>, between: &[Between<'_>]) -> io::Result<()> {
    let Some(overview) = Overview::new(report, between, code) else { return Ok(()) };
    writeln!(out, "### most disputed\n\n{}\n", overview.found)?;
    for topic in &overview.topics {
        writeln!(out, "- {topic}")?;
    }
    more(out, overview.more_topics, ["more topic", "more topics"])?;
    let Some(sources) = overview.sources else { return Ok(()) };
    writeln!(out, "### in most disputes\n")?;
    for source in &sources.named {
        writeln!(out, "- {source}")?;
    }
    more(out, sources.more(), ["more source", "more sources"])
}

/// How many are not named, and a blank line.
fn more(out: &mut dyn Write, more: usize, [one, many]: [&str; 2]) -> io::Result<()> {
    match more {
        0 => writeln!(out),
        more => writeln!(out, "\nand {}\n", counted(more, one, many)),
    }
}

/// A finding: what it says, its sides as a table, or its spots as a list where no claims are at odds.
fn finding(out: &mut dyn Write, report: AuditReport<'_>, dispute: &Dispute<'_>) -> io::Result<()> {
    let finding = dispute.finding;
    let (severity, rule) = (word(finding.severity), code(&finding.rule));
    writeln!(out, "**{severity}** {rule}: {}\n", code(&finding.message))?;
    if dispute.sides.is_empty() || !finding.kind.is_of_values() {
        for line in labels(report.files, &finding.labels) {
            writeln!(out, "- {line}")?;
        }
        writeln!(out)?;
    } else {
        let heads = ["position", "allows", "origins", "source", "said", "date", "claim", "place"];
        table(out, &heads, dispute.sides.iter().flat_map(|side| of_side(report, side)))?;
    }
    if let Some(against) = Opposed::of(report.audit, finding) {
        writeln!(out, "who contradicts whom: {}\n", against.counts)?;
        for line in against.lines {
            writeln!(out, "- {}", code(&line.joined()))?;
        }
        writeln!(out, "{}", against.more.map(|more| format!("\n{more}\n")).unwrap_or_default())?;
    }
    if let Some(help) = &finding.help {
        writeln!(out, "help: {}\n", code(&spot::one_line(help)))?;
    }
    if let Some(why) = &finding.accepted {
        writeln!(out, "{}\n", accepted(report.files, why))?;
    }
    Ok(())
}

/// The rows of a side: one a claim, the first with what the side says.
fn of_side(report: AuditReport<'_>, side: &Side<ClaimRow<'_>>) -> Vec<Vec<String>> {
    let head = [
        people::side(side, |told| cell(&told.plain())),
        side.allows.as_deref().map_or_else(String::new, cell),
        side.origins.to_string(),
    ];
    let blank = || [const { String::new() }; 3];
    let claims = side.claims.iter().enumerate().map(|(number, mark)| {
        let head = if number == 0 { head.clone() } else { blank() };
        head.into_iter().chain(of_claim(report, mark)).collect()
    });
    let mut rows: Vec<Vec<String>> = claims.collect();
    if side.total > side.claims.len() {
        let more = format!("and {} more", side.total - side.claims.len());
        rows.push(blank().into_iter().chain([more]).chain([const { String::new() }; 4]).collect());
    }
    rows
}

fn of_claim(report: AuditReport<'_>, mark: &Mark<ClaimRow<'_>>) -> [String; 5] {
    let claim = &mark.claim;
    [
        cell(claim.source.name),
        cell(&claim.told().plain()),
        claim.when.map(|when| cell(&Days(when).to_string())).unwrap_or_default(),
        cell(claim.id),
        cell(&spot::start(report.files, claim.span)),
    ]
}

fn sources(out: &mut dyn Write, report: AuditReport<'_>) -> io::Result<()> {
    let rows = report.audit.sources();
    if rows.is_empty() {
        return Ok(());
    }
    writeln!(out, "### sources\n")?;
    let heads: Vec<&str> = ["source", "part of", "grade"].into_iter().chain(SOURCE_COUNTS).collect();
    table(out, &heads, rows.iter().map(of_source))
}

fn of_source(row: &SourceRow<'_>) -> Vec<String> {
    let words = [
        cell(row.source.name),
        row.part_of.map(|parent| cell(parent.name)).unwrap_or_default(),
        row.reliability.map(|grade| cell(&grade.to_string())).unwrap_or_default(),
    ];
    words.into_iter().chain(source_counts(row).map(|count| count.to_string())).collect()
}

/// Those who conflict with each other.
fn pairs(out: &mut dyn Write, between: &[Between<'_>]) -> io::Result<()> {
    let left_out = people::pairs_left_out(between);
    let rows: Vec<&Between<'_>> = between.iter().filter(|row| row.conflict > 0).collect();
    if rows.is_empty() && left_out.is_none() {
        return Ok(());
    }
    writeln!(out, "### source against source\n")?;
    if let Some(left_out) = left_out {
        writeln!(out, "{left_out}\n")?;
    }
    if rows.is_empty() {
        return Ok(());
    }
    let heads = ["source", "against", "conflict", "agree", "not compared", "both part of"];
    let shown = rows.iter().take(PAIRS).map(|row| {
        vec![
            cell(row.one.name),
            cell(row.other.name),
            row.conflict.to_string(),
            row.agree.to_string(),
            row.not_compared.to_string(),
            row.parent.map(|parent| cell(parent.name)).unwrap_or_default(),
        ]
    });
    table(out, &heads, shown)?;
    match rows.len().saturating_sub(PAIRS) {
        0 => Ok(()),
        left => writeln!(out, "and {} that conflict\n", counted(left, "more pair", "more pairs")),
    }
}

fn coverage(out: &mut dyn Write, report: AuditReport<'_>) -> io::Result<()> {
    let coverage = report.audit.coverage();
    writeln!(out, "### coverage\n")?;
    let counts = people::coverage(&coverage).into_iter().map(|(what, count, _)| (what, count));
    let rows = [("all", coverage.claims)].into_iter().chain(counts);
    let rows = rows.map(|(what, count)| vec![what.to_owned(), count.to_string()]);
    table(out, &["claims", "how many"], rows)
}

fn comparisons(out: &mut dyn Write, report: AuditReport<'_>) -> io::Result<()> {
    let from = report.audit.comparisons();
    writeln!(out, "### compared\n")?;
    let rows = people::comparisons(from).into_iter().map(|(what, pairs)| vec![what, pairs.to_string()]);
    table(out, &["pairs of claims of different sources", "how many"], rows)?;
    match from.alone {
        0 => Ok(()),
        alone => writeln!(out, "{} compared with nothing\n", counted(alone, "claim was", "claims were")),
    }
}

/// A table of cells that are Markdown already.
fn table(out: &mut dyn Write, heads: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> io::Result<()> {
    writeln!(out, "| {} |\n|{}", heads.join(" | "), " --- |".repeat(heads.len()))?;
    for row in rows {
        writeln!(out, "| {} |", row.join(" | "))?;
    }
    writeln!(out)
}
