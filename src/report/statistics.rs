//! How often each rule found something, instead of what it found: `gainsay check --statistics`.

use std::cmp::Reverse;
use std::io::{self, Write};

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use super::json::{self, VERSION, published};
use super::{Out, Report, Style, Summary, Theme, safe, word};
use gainsay_core::finding::Finding;
use gainsay_core::problem::Code;
use gainsay_core::rule::Severity;
use gainsay_core::text::Safety;

/// How often a rule, or a code, found something of one severity.
struct Row<'a> {
    rule: &'a str,
    severity: Severity,
    count: usize,
    fixable: usize,
    title: &'a str,
}

/// The rows for the findings of `report` of at least severity `least`: the most severe first, then those that found the most.
fn rows(report: Report<'_>, least: Severity) -> Vec<Row<'_>> {
    let mut rows: IndexMap<(&str, Severity), Row<'_>> = IndexMap::new();
    for finding in report.from(least) {
        let (rule, severity) = (finding.rule.as_str(), finding.severity);
        let row = rows.entry((rule, severity)).or_insert_with(|| Row {
            rule,
            severity,
            count: 0,
            fixable: 0,
            title: title(report, finding),
        });
        row.count += 1;
        row.fixable += usize::from(finding.fixes.iter().any(|fix| fix.safety == Safety::Safe));
    }
    let mut rows: Vec<Row<'_>> = rows.into_values().collect();
    rows.sort_by_key(|row| (Reverse(row.severity), Reverse(row.count), row.rule));
    rows
}

/// What a rule or a code is about, in one line.
fn title<'a>(report: Report<'a>, finding: &Finding) -> &'a str {
    let rule = report.rules.rules.get(&finding.rule).map(|rule| rule.title.as_str());
    rule.or(finding.code().map(Code::summary)).unwrap_or_default()
}

/// Writes a line for each rule and severity, then a line with all counts.
pub fn write_text(out: &mut Out<'_>, report: Report<'_>, least: Severity, style: Style) -> io::Result<()> {
    out.text(style);
    let (rows, theme) = (rows(report, least), Theme::new(style));
    let width = |of: fn(&Row<'_>) -> usize| rows.iter().map(of).max().unwrap_or_default();
    let (digits, names) =
        (width(|row| row.count.to_string().len()), width(|row| safe::line(row.rule).chars().count()));
    for Row { rule, severity, count, fixable, title } in &rows {
        // Colours take up no room, so that the blanks stand outside of them.
        let word = word(*severity);
        let blank = " ".repeat("warning".len() - word.len());
        let severity = theme.severity(*severity, word);
        let mark = match fixable {
            0 => "   ",
            some if some == count => "[*]",
            _ => "[-]",
        };
        let (rule, title) = (safe::line(rule), safe::line(title));
        writeln!(out, "{count:>digits$}  {severity}{blank}  {rule:names$}  {mark}  {title}")?;
    }
    let marked = |mark: bool| rows.iter().any(|row| row.fixable > 0 && (row.fixable == row.count) == mark);
    if marked(true) {
        writeln!(out, "\n[*] fixable with `gainsay check --fix`")?;
    }
    if marked(false) {
        writeln!(out, "{}[-] some of them are", if marked(true) { "" } else { "\n" })?;
    }
    let blank = if rows.is_empty() { "" } else { "\n" };
    writeln!(out, "{blank}{}", report.line(least))
}

/// Writes the same as JSON.
pub fn write_json(out: &mut Out<'_>, report: Report<'_>, least: Severity) -> io::Result<()> {
    let row = |row: &Row<'_>| Statistic {
        rule: row.rule.to_owned(),
        severity: row.severity.into(),
        count: row.count,
        fixable: row.fixable,
        title: row.title.to_owned(),
    };
    let statistics = rows(report, least).iter().map(row).collect();
    out.json(&Document { version: VERSION, summary: report.summary, statistics })
}

/// The JSON schema of what [`write_json`] writes.
#[must_use]
pub fn schema() -> serde_json::Value {
    published::<Document<'_>>()
}

/// How often each rule found something: what `gainsay check --statistics --format json` writes.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "gainsay statistics")]
struct Document<'a> {
    /// Version of this format; the same as that of the report.
    version: u32,
    /// What was looked at and what was found, in numbers.
    summary: &'a Summary,
    /// The rules and codes that found something, the most severe first, then those that found the most.
    statistics: Vec<Statistic>,
}

/// How often a rule found something of one severity.
#[derive(Serialize, JsonSchema)]
struct Statistic {
    /// Id of the rule, or the code of what is wrong with records.
    rule: String,
    /// How bad it is.
    severity: json::Severity,
    /// How many findings there are.
    count: usize,
    /// How many of them `gainsay check --fix` fixes.
    fixable: usize,
    /// What the rule or the code is about, in one line.
    title: String,
}
