//! The findings of two revisions side by side, for people and for programs.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::json::{Finding, VERSION};
use super::{Out, Style, Theme, safe, spot, text, word};
use gainsay_core::claim::Records;
use gainsay_core::finding;
use gainsay_core::since::{Difference, Moved};
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
}

/// Writes what is introduced, resolved and moved under a heading each, then a line with the counts.
pub fn write_text(out: &mut Out<'_>, differing: Differing<'_>, style: Style) -> io::Result<()> {
    out.text(style);
    let Difference { introduced, resolved, moved, unmoved } = differing.difference;
    let revision = format!("{} (commit {})", safe::line(differing.revision), differing.commit);
    if !introduced.is_empty() {
        heading(out, style, &format!("introduced since {revision}"))?;
        text::render(out, differing.after, introduced.iter().copied(), style)?;
    }
    if !resolved.is_empty() {
        heading(out, style, &format!("resolved since {revision}, as it was there"))?;
        text::render(out, differing.before, resolved.iter().copied(), style)?;
    }
    if !moved.is_empty() {
        heading(out, style, &format!("moved since {revision}"))?;
        for Moved { before, after } in moved {
            let from =
                before.labels.first().map(|label| spot::place(differing.before, label)).unwrap_or_default();
            let to =
                after.labels.first().map(|label| spot::place(differing.after, label)).unwrap_or_default();
            let (rule, message) = (safe::line(&after.rule), safe::line(&after.message));
            writeln!(out, "{}[{rule}]: {message}\n  {from} -> {to}", word(after.severity))?;
        }
        writeln!(out)?;
    }
    let counts = [introduced.len(), resolved.len(), moved.len()];
    let [introduced, resolved, moved] = counts;
    writeln!(out, "{introduced} introduced, {resolved} resolved, {moved} moved, {unmoved} as before")
}

fn heading(out: &mut dyn Write, style: Style, text: &str) -> io::Result<()> {
    writeln!(out, "{}\n", Theme::new(style).accent(text))
}

/// Writes the same as JSON.
pub fn write_json(out: &mut Out<'_>, differing: Differing<'_>) -> io::Result<()> {
    out.json(&Document::new(differing))
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
            introduced: all(differing.after, later, introduced),
            resolved: all(differing.before, earlier, resolved),
            moved: moved.iter().filter_map(|moved| Elsewhere::new(differing, moved)).collect(),
            unmoved: *unmoved,
        }
    }
}

impl<'a> Elsewhere<'a> {
    fn new(differing: Differing<'a>, moved: &Moved<'a>) -> Option<Self> {
        let from = moved.before.labels.first()?.span;
        Some(Self {
            from_path: &differing.before.get(from.file).path,
            from_line: differing.before.location(from).line,
            finding: Finding::new(differing.after, differing.records[1], moved.after),
        })
    }
}
