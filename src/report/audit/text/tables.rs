//! The tables behind the findings: sources, source against source, what records lack.

use std::io;

use super::{Renderer, cell, share, table};
use crate::report::audit::people::{self, source_counts};
use crate::report::counted;
use gainsay_core::check::audit::Between;

/// How many sources are written.
const SOURCES: usize = 40;

/// How many pairs of sources are written.
const PAIRS: usize = 20;

impl Renderer<'_> {
    pub(super) fn tables(&mut self) -> io::Result<()> {
        self.sources()?;
        self.between()?;
        self.comparisons()?;
        self.coverage()
    }

    fn sources(&mut self) -> io::Result<()> {
        let rows = self.report.audit.sources();
        if rows.is_empty() {
            return Ok(());
        }
        let speak = rows.iter().filter(|row| row.claims > 0).count();
        let silent = match rows.len() - speak {
            0 => String::new(),
            silent => format!(", {silent} more without a claim of their own"),
        };
        self.heading("sources", &format!("{}{silent}", counted(speak, "source", "sources")))?;
        let headings = [
            "source",
            "grade",
            "claims",
            "in conflict",
            "",
            "revised",
            "itself",
            "echoes",
            "misquotes",
            "misquoted",
        ];
        let mut grid = table(2, &headings);
        for row in rows.iter().take(SOURCES) {
            let words = [row.source.name.to_owned(), row.reliability.map(String::from).unwrap_or_default()];
            let mut cells: Vec<String> = words.into_iter().chain(source_counts(row).map(cell)).collect();
            cells.truncate(headings.len() - 1);
            let part = if row.in_conflict > 0 { share(row.in_conflict, row.claims) } else { String::new() };
            cells.insert(4, part);
            grid.row(&cells);
        }
        self.grid(&grid)?;
        self.more(rows.len(), SOURCES, "source", "sources")
    }

    fn between(&mut self) -> io::Result<()> {
        let shown: Vec<Between<'_>> = self.between.iter().filter(|row| row.conflict > 0).cloned().collect();
        let left_out = people::pairs_left_out(&self.between);
        if shown.is_empty() && left_out.is_none() {
            return Ok(());
        }
        let count = |rows: usize| counted(rows, "pair", "pairs");
        self.heading("source against source", &format!("{} in conflict", count(shown.len())))?;
        let mut grid = table(2, &["source", "and", "conflict", "agree", "not compared"]);
        for row in shown.iter().take(PAIRS) {
            let counts = [row.conflict, row.agree, row.not_compared];
            let names = [row.one, row.other].map(|source| source.name.to_owned());
            let cells: Vec<String> = names.into_iter().chain(counts.map(cell)).collect();
            grid.row(&cells);
        }
        if !shown.is_empty() {
            self.grid(&grid)?;
        }
        if let Some(left_out) = left_out {
            self.set("  ", &left_out)?;
        }
        self.more(shown.len(), PAIRS, "pair", "pairs")
    }

    fn coverage(&mut self) -> io::Result<()> {
        let coverage = self.report.audit.coverage();
        self.heading("coverage", &counted(coverage.claims, "claim", "claims"))?;
        let mut grid = table(1, &[""; 3]);
        for (what, count, all) in people::coverage(&coverage) {
            grid.row(&[what.to_owned(), count.to_string(), share(count, all.max(1))]);
        }
        self.grid(&grid)?;
        writeln!(self.out)
    }

    fn comparisons(&mut self) -> io::Result<()> {
        let from = *self.report.audit.comparisons();
        let pairs = from.compared + from.not_compared.total();
        let alone = match from.alone {
            0 => String::new(),
            alone => format!("; {} compared with nothing", counted(alone, "claim", "claims")),
        };
        let pairs = if pairs == 1 { "1 pair".to_owned() } else { format!("{pairs} pairs") };
        self.heading("compared", &format!("{pairs} of claims of different sources{alone}"))?;
        let mut grid = table(1, &[""; 2]);
        for (what, pairs) in people::comparisons(&from) {
            grid.row(&[what, pairs.to_string()]);
        }
        self.grid(&grid)?;
        writeln!(self.out)
    }

    /// How many of all rows are not shown, and a blank line.
    pub(super) fn more(&mut self, all: usize, shown: usize, one: &str, many: &str) -> io::Result<()> {
        let more = all.saturating_sub(shown);
        if more > 0 {
            self.set(
                "  ",
                &format!("and {}", counted(more, &format!("more {one}"), &format!("more {many}"))),
            )?;
        }
        writeln!(self.out)
    }
}
