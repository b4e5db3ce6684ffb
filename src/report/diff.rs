//! The findings of two revisions side by side, for people, for hosts and for programs.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::json::{Finding, VERSION, published};
use super::markdown::{self, Limit, Room, code};
use super::{Out, Style, Summary, Theme, concise, github, ranked, safe, spot, text, word};
use gainsay_core::claim::Records;
use gainsay_core::finding;
use gainsay_core::rule::Severity;
use gainsay_core::since::{Both, Difference};
use gainsay_core::text::Files;

/// What is to be reported of two revisions.
#[derive(Debug, Clone, Copy)]
pub struct Differing<'a> {
    /// The revision as it was named.
    pub revision: &'a str,
    /// The commit that was compared with, in hexadecimal digits.
    pub commit: &'a str,
    /// How the findings differ.
    pub difference: &'a Difference<'a>,
    /// The files of the earlier findings.
    pub before: &'a Files,
    /// The files of the later findings.
    pub after: &'a Files,
    /// The records of the earlier findings and of the later ones.
    pub records: [&'a Records; 2],
    /// The counts of `gainsay check --since`.
    pub summary: &'a Summary,
    /// The least severity of the findings.
    pub least: Severity,
    /// Whether accepted ones are among them.
    pub accepted: bool,
}

impl<'a> Differing<'a> {
    /// `main (commit 3f1a...)`.
    fn since(&self) -> String {
        format!("{} (commit {})", safe::line(self.revision), self.commit)
    }

    /// The counts of `gainsay check --since` in a line, then those of the difference.
    fn lines(&self) -> [String; 2] {
        let Difference { introduced, resolved, moved, unmoved: _ } = self.difference;
        let [introduced, resolved] = [introduced.len() + self.summary.left_out, resolved.len()];
        let counts = format!("{introduced} introduced, {resolved} resolved, {} moved", moved.len());
        [self.summary.line(self.least <= Severity::Note, self.accepted), counts]
    }

    /// Where a finding was and where it is.
    fn places(&self, both: &Both<'_>) -> [String; 2] {
        let place = |files: &Files, finding: &finding::Finding| {
            finding.labels.first().map(|label| spot::place(files, label)).unwrap_or_default()
        };
        [place(self.before, both.before), place(self.after, both.after)]
    }

    /// What is introduced, the worst first.
    fn ranked(&self) -> impl Iterator<Item = &'a finding::Finding> {
        ranked(self.difference.introduced.iter().copied())
    }
}

/// Writes what is introduced, resolved and moved under a heading each, then the counts.
pub fn write_text(out: &mut Out<'_>, differing: Differing<'_>, style: Style) -> io::Result<()> {
    out.text(style);
    let Difference { introduced, resolved, moved, .. } = differing.difference;
    let since = differing.since();
    if !introduced.is_empty() {
        heading(out, style, &format!("introduced since {since}"))?;
        text::render(out, differing.after, introduced.iter().copied(), style)?;
    }
    if !resolved.is_empty() {
        heading(out, style, &format!("resolved since {since}, as it was there"))?;
        text::render(out, differing.before, resolved.iter().copied(), style)?;
    }
    if !moved.is_empty() {
        heading(out, style, &format!("moved since {since}"))?;
        for both in moved {
            let [from, to] = differing.places(both);
            let (rule, message) = (safe::line(&both.after.rule), safe::line(&both.after.message));
            writeln!(out, "{}[{rule}]: {message}\n  {from} -> {to}", word(both.after.severity))?;
        }
        writeln!(out)?;
    }
    differing.lines().iter().try_for_each(|line| writeln!(out, "{line}"))
}

fn heading(out: &mut dyn Write, style: Style, text: &str) -> io::Result<()> {
    writeln!(out, "{}\n", Theme::new(style).accent(text))
}

/// Writes what is introduced as annotations for GitHub, and what is resolved and moved in a line each; then the counts.
pub fn write_github(out: &mut Out<'_>, differing: Differing<'_>) -> io::Result<()> {
    let Difference { resolved, moved, .. } = differing.difference;
    github::annotate(out, differing.after, differing.ranked())?;
    let since = differing.since();
    if !resolved.is_empty() {
        writeln!(out, "resolved since {since}:")?;
        resolved.iter().try_for_each(|finding| concise::finding(out, differing.before, finding))?;
    }
    if !moved.is_empty() {
        writeln!(out, "moved since {since}:")?;
        for both in moved {
            concise::finding(out, differing.after, both.after)?;
        }
    }
    differing.lines().iter().try_for_each(|line| writeln!(out, "{line}"))
}

/// Writes the counts, then what is introduced, resolved and moved as a list each, in Markdown. What would lead beyond the `limit`
/// is only counted; returns what is said of that.
pub fn write_markdown(
    out: &mut Out<'_>,
    differing: Differing<'_>,
    limit: Limit,
) -> io::Result<Option<String>> {
    let Difference { resolved, moved, .. } = differing.difference;
    let since = format!("{}, commit {}", code(differing.revision), code(differing.commit));
    let mut room = Room::new(limit);
    let [summary, counts] = differing.lines();
    room.write(out, &format!("### gainsay\n\n{counts}\n\n{summary}\n"))?;
    room.list(
        out,
        &format!("introduced since {since}"),
        differing.ranked().map(|finding| || markdown::finding(differing.after, finding)),
    )?;
    room.list(
        out,
        &format!("resolved since {since}"),
        ranked(resolved.iter().copied()).map(|finding| || markdown::finding(differing.before, finding)),
    )?;
    room.list(
        out,
        &format!("moved since {since}"),
        moved.iter().map(|both| {
            || {
                let [from, to] = differing.places(both).map(|place| code(&place));
                format!("{}  - {from} to {to}\n", markdown::heading(both.after))
            }
        }),
    )?;
    room.end(out)
}

/// Writes the same as JSON.
pub fn write_json(out: &mut Out<'_>, differing: Differing<'_>) -> io::Result<()> {
    out.json(&Document::new(differing))
}

/// The JSON schema of what [`write_json`] writes.
#[must_use]
pub fn schema() -> serde_json::Value {
    published::<Document<'_>>()
}

/// How the findings differ from those of a revision: what `gainsay diff --format json` writes.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "gainsay difference")]
struct Document<'a> {
    /// Version of this format; the same as that of the report.
    version: u32,
    /// The revision as it was named.
    revision: &'a str,
    /// The commit that was compared with: the last one that the revision and what is checked out have in common.
    commit: &'a str,
    /// What was looked at now, and what of it is introduced, in numbers: the same as in the report of `gainsay check --since`.
    summary: &'a Summary,
    /// What is found now and was not found then.
    introduced: Vec<Finding<'a>>,
    /// What was found then and is not found now; its labels point into the files of that commit.
    resolved: Vec<Finding<'a>>,
    /// What is found now as it was then, at another place.
    moved: Vec<Elsewhere<'a>>,
    /// How many findings are the same, and where they were.
    unmoved: usize,
}

/// A finding that has moved.
#[derive(Serialize, JsonSchema)]
struct Elsewhere<'a> {
    /// Path of the file in which its first label was.
    from_path: &'a str,
    /// Line of its first label there, from 1.
    from_line: usize,
    /// The finding as it is now.
    finding: Finding<'a>,
}

impl<'a> Document<'a> {
    fn new(differing: Differing<'a>) -> Self {
        let all = |files: &'a Files, records: &'a Records, findings: &[&'a finding::Finding]| {
            findings.iter().map(|finding| Finding::new(files, records, finding)).collect()
        };
        let [earlier, later] = differing.records;
        let Difference { introduced, resolved, moved, unmoved } = differing.difference;
        Self {
            version: VERSION,
            revision: differing.revision,
            commit: differing.commit,
            summary: differing.summary,
            introduced: all(differing.after, later, introduced),
            resolved: all(differing.before, earlier, resolved),
            moved: moved.iter().filter_map(|both| Elsewhere::new(differing, both)).collect(),
            unmoved: unmoved.len(),
        }
    }
}

impl<'a> Elsewhere<'a> {
    fn new(differing: Differing<'a>, both: &Both<'a>) -> Option<Self> {
        let from = both.before.labels.first()?.span;
        Some(Self {
            from_path: &differing.before.get(from.file).path,
            from_line: differing.before.location(from).line,
            finding: Finding::new(differing.after, differing.records[1], both.after),
        })
    }
}
