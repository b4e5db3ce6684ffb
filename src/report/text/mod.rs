//! Findings for people: a heading, the words of every side underlined in their files, and what to do.

pub(in crate::report) mod excerpt;
mod snippet;
mod style;

use std::io::{self, Write};

pub use style::Style;
pub(crate) use style::{Theme, cut};

use self::snippet::Snippets;
use super::{Out, Report, safe, spot, word};
use gainsay_core::finding::{Finding, Label, Role};
use gainsay_core::rule::Severity;
use gainsay_core::text::{Files, Safety};

/// How many sides of a finding are shown as snippets; further ones take a line each.
const SNIPPETS: usize = 10;

/// How many spots of a finding take a line each; the rest is counted.
const LINES: usize = 20;

/// Writes the findings of `report` of at least severity `least`, the worst first, then a line with all counts. Where there are none, the notes
/// that say how to go on are written in their place.
pub fn write(out: &mut Out<'_>, report: Report<'_>, least: Severity, style: Style) -> io::Result<()> {
    out.text(style);
    let renderer = Renderer { files: report.files, style, theme: Theme::new(style) };
    let leads = report.leads(least);
    for finding in report.ranked(least).chain(leads.iter().copied()) {
        renderer.finding(out, finding)?;
        renderer.fingerprint(out, finding)?;
        writeln!(out)?;
    }
    writeln!(out, "{}", report.line(least, leads.len()))
}

/// Writes `findings` alone, without counts.
pub fn write_findings(
    out: &mut Out<'_>,
    files: &Files,
    findings: &[Finding],
    style: Style,
) -> io::Result<()> {
    out.text(style);
    render(out, files, findings.iter(), style)
}

/// Draws `labels` into the lines that they stand in.
pub(crate) fn write_snippets(
    out: &mut dyn Write,
    files: &Files,
    labels: &[&Label],
    style: Style,
) -> io::Result<()> {
    Snippets::new(files, style, &Theme::new(style)).write(out, labels)
}

/// Writes `findings` with a blank line behind each.
pub(super) fn render<'a>(
    out: &mut dyn Write,
    files: &Files,
    findings: impl Iterator<Item = &'a Finding>,
    style: Style,
) -> io::Result<()> {
    let renderer = Renderer { files, style, theme: Theme::new(style) };
    for finding in findings {
        renderer.finding(out, finding)?;
        writeln!(out)?;
    }
    Ok(())
}

/// Writes one finding at a time.
struct Renderer<'a> {
    files: &'a Files,
    style: Style,
    theme: Theme,
}

impl Renderer<'_> {
    fn finding(&self, out: &mut dyn Write, finding: &Finding) -> io::Result<()> {
        self.heading(out, finding)?;
        let (shown, lines) = sorted(&finding.labels);
        let mut snippets = Snippets::new(self.files, self.style, &self.theme);
        snippets.write(out, &shown)?;
        snippets.write(out, &labels(finding, Role::Rule))?;
        self.lines(out, &lines)?;
        if let Some(help) = finding.help.as_deref().map(safe::block).filter(|help| !help.is_empty()) {
            self.wrapped(out, &self.theme.accent("  help: "), "        ", &help)?;
        }
        for fix in &finding.fixes {
            let text = format!("{} [{}]", safe::line(&fix.title), applied_by(fix.safety));
            self.wrapped(out, &self.theme.accent("  fix: "), "       ", &text)?;
        }
        match &finding.accepted {
            Some(accepted) => {
                let reason = spot::reason(self.files, accepted);
                self.wrapped(out, &self.theme.accent("  accepted: "), "            ", &reason)
            }
            None => Ok(()),
        }
    }

    /// The line by which `gainsay accept` and `gainsay explain` find it.
    fn fingerprint(&self, out: &mut dyn Write, finding: &Finding) -> io::Result<()> {
        writeln!(out, "{}", self.theme.dim(format!("  {}", spot::fingerprint(finding))))
    }

    fn heading(&self, out: &mut dyn Write, finding: &Finding) -> io::Result<()> {
        let code = self
            .theme
            .severity(finding.severity, format!("{}[{}]", word(finding.severity), safe::line(&finding.rule)));
        self.wrapped(out, &format!("{code}: "), "  ", &safe::line(&finding.message))
    }

    /// The spots that have no snippet, a line each.
    fn lines(&self, out: &mut dyn Write, labels: &[&Label]) -> io::Result<()> {
        let mut indent = self.theme.accent("  also: ");
        for label in labels.iter().take(LINES) {
            self.wrapped(out, &indent, "          ", &spot::line(self.files, label))?;
            "        ".clone_into(&mut indent);
        }
        match labels.len().saturating_sub(LINES) {
            0 => Ok(()),
            more => writeln!(out, "{indent}and {more} more"),
        }
    }

    /// Writes `text` wrapped to the width, `first` before its first line and `rest` before the others.
    fn wrapped(&self, out: &mut dyn Write, first: &str, rest: &str, text: &str) -> io::Result<()> {
        writeln!(out, "{}", self.style.wrap(text, first, rest))
    }
}

/// The flags of `check` that apply a fix.
fn applied_by(safety: Safety) -> &'static str {
    match safety {
        Safety::Safe => "--fix",
        Safety::Suggested => "--fix --suggested",
    }
}

/// The labels that are shown as snippets, and those that take a line each.
fn sorted(all: &[Label]) -> (Vec<&Label>, Vec<&Label>) {
    let (mut shown, mut lines): (Vec<_>, Vec<_>) =
        all.iter().filter(|label| label.role != Role::Rule).partition(|label| label.role == Role::Primary);
    if shown.is_empty() && !lines.is_empty() {
        shown.push(lines.remove(0));
    }
    if shown.len() > SNIPPETS {
        lines.splice(0..0, shown.drain(SNIPPETS..));
    }
    (shown, lines)
}

fn labels(finding: &Finding, role: Role) -> Vec<&Label> {
    finding.labels.iter().filter(|label| label.role == role).collect()
}
