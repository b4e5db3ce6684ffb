//! The audit for people at a terminal: what is disputed most, then what is found topic by topic, then the tables.

mod dispute;
mod grid;
mod summary;
mod tables;
mod timeline;

use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::{self, Write};

use textwrap::core::display_width;

use self::grid::{Align, Grid};
use super::{AuditReport, people};
use crate::report::{Out, Style, Theme, counted, safe};
use gainsay_core::check::Agreement;
use gainsay_core::check::audit::{Between, Thread};
use gainsay_core::finding::FindingKind;
use gainsay_core::rule::Severity;

/// How many agreements about one topic are written.
const AGREEMENTS: usize = 5;

/// Writes the audit as text.
pub fn write(out: &mut Out<'_>, report: AuditReport<'_>, style: Style) -> io::Result<()> {
    out.text(style);
    Renderer { out, report, style, theme: Theme::new(style), between: report.audit.between() }.write()
}

/// Writes one part after the other.
struct Renderer<'a> {
    out: &'a mut dyn Write,
    report: AuditReport<'a>,
    style: Style,
    theme: Theme,
    /// Source against source, those that conflict most first.
    between: Vec<Between<'a>>,
}

impl Renderer<'_> {
    fn write(&mut self) -> io::Result<()> {
        let report = self.report;
        self.summary()?;
        let mut quiet = Vec::new();
        for thread in report.audit.threads(report.order) {
            let agreements = report.audit.agreements(&thread);
            if thread.findings.is_empty() && agreements.is_empty() {
                quiet.push(thread);
            } else {
                self.thread(&thread, &agreements)?;
            }
        }
        self.at_rest(&quiet)?;
        self.left_out()?;
        self.tables()?;
        let reported = report.audit.reported().len();
        if reported < report.findings.len() {
            let findings = counted(report.findings.len(), "finding", "findings");
            writeln!(self.out, "{reported} of {findings} shown; all of them:")?;
        }
        writeln!(self.out, "{}", self.style.wrap(&report.summary.line(true, true), "", "  "))
    }

    fn thread(&mut self, thread: &Thread<'_>, agreements: &[Agreement]) -> io::Result<()> {
        let claims = thread.attribute.map(|_| counted(thread.claims, "claim", "claims"));
        self.heading(&title(thread), &claims.unwrap_or_default())?;
        let (shown, notes): (Vec<_>, Vec<_>) = thread.findings.iter().partition(|&&at| self.is_shown(at));
        for &at in shown {
            self.dispute(at)?;
            writeln!(self.out)?;
        }
        for agreement in agreements.iter().take(AGREEMENTS) {
            self.agreement(agreement)?;
        }
        let more = agreements.len().saturating_sub(AGREEMENTS);
        if more > 0 {
            self.set("         ", &format!("and {} more", counted(more, "agreement", "agreements")))?;
        }
        self.notes(&notes)?;
        // A finding leaves a blank line behind it.
        if agreements.is_empty() && notes.is_empty() { Ok(()) } else { writeln!(self.out) }
    }

    /// Whether a finding is written in full: a note is, where it is asked for by its kind.
    fn is_shown(&self, at: usize) -> bool {
        self.report.findings[at].severity > Severity::Note || !self.report.audit.wanted().kind.is_empty()
    }

    /// `North Korean troops: troops present ……… 34 claims`, underlined.
    fn heading(&mut self, title: &str, count: &str) -> io::Result<()> {
        let title = safe::line(title);
        let columns = self.style.columns();
        let gap = columns.saturating_sub(display_width(&title) + display_width(count));
        let rule = if self.style.unicode { "═" } else { "=" };
        if count.is_empty() {
            writeln!(self.out, "{}", self.theme.accent(self.style.wrap(&title, "", "")))?;
        } else if gap >= 2 {
            writeln!(self.out, "{}{}{count}", self.theme.accent(&title), " ".repeat(gap))?;
        } else {
            writeln!(self.out, "{}", self.style.wrap(&format!("{title}, {count}"), "", ""))?;
        }
        writeln!(self.out, "{}", rule.repeat(columns))
    }

    fn agreement(&mut self, agreement: &Agreement) -> io::Result<()> {
        let Agreement { value, claims, origins, place, .. } = agreement;
        let place = place.as_deref().map(|place| format!(" in {place}")).unwrap_or_default();
        let sources = people::agreeing(self.report.audit, claims);
        let origins = match origins {
            1 => "one origin".to_owned(),
            many => format!("{many} independent origins"),
        };
        let text = format!("{sources} on `{value}`{place}, {origins}");
        self.set("  agree: ", &text)
    }

    /// How many findings there are that are merely worth knowing, by kind.
    fn notes(&mut self, notes: &[&usize]) -> io::Result<()> {
        let mut kinds: BTreeMap<FindingKind, usize> = BTreeMap::new();
        for &&at in notes {
            *kinds.entry(self.report.findings[at].kind).or_default() += 1;
        }
        if kinds.is_empty() {
            return Ok(());
        }
        let named: Vec<&str> = kinds.keys().map(|kind| kind.name()).collect();
        let counts: Vec<String> =
            kinds.iter().map(|(&kind, &count)| people::noted(kind, kind.name(), count)).collect();
        let shows = if let [_] = notes { "shows it" } else { "shows them" };
        let text = format!("{} (`--kind {}` {shows})", counts.join(", "), named.join(","));
        self.set("  notes: ", &text)
    }

    /// The topics about which nothing is reported, in a line each.
    fn at_rest(&mut self, threads: &[Thread<'_>]) -> io::Result<()> {
        if threads.is_empty() {
            return Ok(());
        }
        self.heading("nothing found, and no two sources that agree", "")?;
        for thread in threads {
            self.set("  ", &format!("{}; {}", title(thread), counted(thread.claims, "claim", "claims")))?;
        }
        writeln!(self.out)
    }

    /// Writes `text` wrapped to the width, behind `first` and in line with that.
    fn set(&mut self, first: &str, text: &str) -> io::Result<()> {
        self.wrapped(first, &safe::line(text))
    }

    /// The same with the lines of `text` kept.
    fn set_lines(&mut self, first: &str, text: &str) -> io::Result<()> {
        self.wrapped(first, &safe::block(text))
    }

    fn wrapped(&mut self, first: &str, text: &str) -> io::Result<()> {
        let rest = " ".repeat(display_width(first));
        let first = if first.trim().is_empty() { first.to_owned() } else { self.theme.accent(first) };
        writeln!(self.out, "{}", self.style.wrap(text, &first, &rest))
    }

    fn grid(&mut self, grid: &Grid) -> io::Result<()> {
        let headings = |cell: &str| self.theme.accent(cell);
        let rows = grid.lines(self.style, headings);
        rows.iter().flatten().try_for_each(|line| writeln!(self.out, "{line}"))
    }
}

/// What a topic is called.
fn title(thread: &Thread<'_>) -> String {
    people::title(thread, str::to_owned)
}

/// A share of a whole: `12 %`.
fn share(part: usize, whole: usize) -> String {
    let percent = (part * 100 + whole / 2).checked_div(whole);
    percent.map(|percent| format!("{percent} %")).unwrap_or_default()
}

/// A count as a cell; nothing where it is zero, so that what is there catches the eye.
fn cell(count: impl Copy + Display + Default + PartialEq) -> String {
    if count == Default::default() { String::new() } else { count.to_string() }
}

/// A table whose first columns are text and whose others are numbers.
fn table(texts: usize, headings: &[&str]) -> Grid {
    let aligns = (0..headings.len()).map(|at| if at < texts { Align::Left } else { Align::Right });
    Grid::new(headings, aligns.collect())
}
