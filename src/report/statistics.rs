//! How often each rule found something, instead of what it found: `gainsay check --statistics`.

use std::cmp::Reverse;
use std::io::{self, Write};

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use super::json::{self, VERSION, published};
use super::{Format, Out, Report, Style, Summary, Theme, safe, word};
use gainsay_core::finding::Finding;
use gainsay_core::problem::Code;
use gainsay_core::rule::Severity;
use gainsay_core::text::Safety;

/// How often each rule found something.
#[derive(Debug)]
pub struct Statistics {
    /// The most severe first, then those that found the most.
    rows: Vec<Row>,
    /// The least severity that is counted.
    least: Severity,
}

/// How often a rule found something of one severity.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Statistic")]
struct Row {
    /// Id of the rule, or the code of what is wrong with records.
    rule: String,
    /// How bad it is.
    #[schemars(with = "json::Severity")]
    severity: Severity,
    /// How many findings there are.
    count: usize,
    /// How many of them `gainsay check --fix` fixes.
    fixable: usize,
    /// What the rule or the code is about, in one line.
    title: String,
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
    statistics: &'a [Row],
}

impl Statistics {
    /// Counts the findings of `report` of at least severity `least`.
    #[must_use]
    pub fn new(report: Report<'_>, least: Severity) -> Self {
        let mut rows: IndexMap<(&str, Severity), Row> = IndexMap::new();
        for finding in report.from(least) {
            let (rule, severity) = (finding.rule.as_str(), finding.severity);
            let row = rows.entry((rule, severity)).or_insert_with(|| Row {
                rule: rule.to_owned(),
                severity,
                count: 0,
                fixable: 0,
                title: title(report, finding).to_owned(),
            });
            row.count += 1;
            row.fixable += usize::from(finding.fixes.iter().any(|fix| fix.safety == Safety::Safe));
        }
        let mut rows: Vec<Row> = rows.into_values().collect();
        rows.sort_by(|a, b| {
            let order = |row: &Row| (Reverse(row.severity), Reverse(row.count));
            order(a).cmp(&order(b)).then_with(|| a.rule.cmp(&b.rule))
        });
        Self { rows, least }
    }

    /// Whether a format has statistics.
    #[must_use]
    pub const fn has(format: Format) -> bool {
        matches!(format, Format::Text | Format::Json)
    }

    /// Writes a line for each rule and severity, then a line with all counts of `report`.
    pub fn write_text(&self, out: &mut Out<'_>, report: &Report<'_>, style: Style) -> io::Result<()> {
        out.text(style);
        let (rows, theme) = (&self.rows, Theme::new(style));
        let width = |of: fn(&Row) -> usize| rows.iter().map(of).max().unwrap_or_default();
        let (digits, names) =
            (width(|row| row.count.to_string().len()), width(|row| safe::line(&row.rule).chars().count()));
        for row in rows {
            // Colours take up no room, so that the blanks stand outside of them.
            let word = word(row.severity);
            let blank = " ".repeat("warning".len() - word.len());
            let (count, severity) = (row.count, theme.severity(row.severity, word));
            let (rule, mark, title) = (safe::line(&row.rule), row.mark(), safe::line(&row.title));
            writeln!(out, "{count:>digits$}  {severity}{blank}  {rule:names$}  {mark}  {title}")?;
        }
        let mut blank = if rows.is_empty() { "" } else { "\n" };
        for (mark, what) in [(ALL, "fixable"), (SOME, "some of them fixable")] {
            if rows.iter().any(|row| row.mark() == mark) {
                writeln!(out, "{blank}{mark} {what} with `gainsay check --fix`")?;
                blank = "";
            }
        }
        let blank = if rows.is_empty() { "" } else { "\n" };
        writeln!(out, "{blank}{}", report.line(self.least, 0))
    }

    /// Writes the same as JSON.
    pub fn write_json(&self, out: &mut Out<'_>, summary: &Summary) -> io::Result<()> {
        out.json(&Document { version: VERSION, summary, statistics: &self.rows })
    }
}

/// The mark of rules of which all findings can be fixed.
const ALL: &str = "[*]";

/// The mark of those of which only some can.
const SOME: &str = "[-]";

impl Row {
    fn mark(&self) -> &'static str {
        match self.fixable {
            0 => "   ",
            some if some == self.count => ALL,
            _ => SOME,
        }
    }
}

/// The JSON schema of what [`Statistics::write_json`] writes.
#[must_use]
pub fn schema() -> serde_json::Value {
    published::<Document<'_>>()
}

/// What a rule or a code is about, in one line.
fn title<'a>(report: Report<'a>, finding: &Finding) -> &'a str {
    let rule = report.rules.rules.get(&finding.rule).map(|rule| rule.title.as_str());
    rule.or(finding.code().map(Code::summary)).unwrap_or_default()
}
