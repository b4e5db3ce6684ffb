//! The tables behind the findings: sources, source against source, what records lack.

use std::io;

use super::{Teller, cell, share, table};
use crate::report::counted;
use gainsay_core::check::audit::{Between, Coverage};

/// How many sources are told.
const SOURCES: usize = 40;

/// How many pairs of sources are told.
const PAIRS: usize = 20;

impl Teller<'_> {
    pub(super) fn tables(&mut self) -> io::Result<()> {
        self.sources()?;
        self.between()?;
        self.coverage()
    }

    fn sources(&mut self) -> io::Result<()> {
        let rows = self.report.audit.sources();
        if rows.is_empty() {
            return Ok(());
        }
        self.heading("sources", &counted(rows.len(), "source", "sources"))?;
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
            grid.row(&[
                row.source.name.to_owned(),
                row.reliability.map(String::from).unwrap_or_default(),
                cell(row.claims),
                cell(row.in_conflict),
                if row.in_conflict > 0 { share(row.in_conflict, row.claims) } else { String::new() },
                cell(row.revisions),
                cell(row.turns),
                cell(row.echoes),
                cell(row.misattributes),
                cell(row.misattributed),
            ]);
        }
        self.grid(&grid)?;
        self.more(rows.len(), SOURCES, "source", "sources")
    }

    fn between(&mut self) -> io::Result<()> {
        let rows = self.report.audit.between();
        let shown: Vec<&Between<'_>> = rows.iter().filter(|row| row.conflict > 0).collect();
        if shown.is_empty() {
            return Ok(());
        }
        let count = |rows: usize| counted(rows, "pair", "pairs");
        self.heading("source against source", &format!("{} in conflict", count(shown.len())))?;
        let mut grid = table(2, &["source", "and", "conflict", "agree", "undetermined"]);
        for row in shown.iter().take(PAIRS) {
            let counts = [row.conflict, row.agree, row.undetermined];
            let counts = counts.map(|count| if count == 0 { String::new() } else { count.to_string() });
            let mut cells = vec![row.one.name.to_owned(), row.other.name.to_owned()];
            cells.extend(counts);
            grid.row(&cells);
        }
        self.grid(&grid)?;
        self.more(shown.len(), PAIRS, "pair", "pairs")
    }

    fn coverage(&mut self) -> io::Result<()> {
        let Coverage {
            claims,
            undated,
            ungraded,
            unquoted,
            unlinked,
            unplaced,
            unread,
            second_hand,
            echoes,
            in_conflict,
        } = self.report.audit.coverage();
        self.heading("coverage", &counted(claims, "claim", "claims"))?;
        let mut grid = table(1, &[""; 3]);
        let rows = [
            ("in a conflict", in_conflict),
            ("without a date", undated),
            ("without a grade, of the claim or its source", ungraded),
            ("without a quote", unquoted),
            ("without an address", unlinked),
            ("without a place", unplaced),
            ("whose value cannot be read", unread),
            ("that pass on what another source says", second_hand),
            ("of those, echoes of a source that is here itself", echoes),
        ];
        for (what, count) in rows {
            grid.row(&[what.to_owned(), count.to_string(), share(count, claims)]);
        }
        self.grid(&grid)?;
        writeln!(self.out)
    }

    fn more(&mut self, all: usize, shown: usize, one: &str, many: &str) -> io::Result<()> {
        let more = all.saturating_sub(shown);
        if more > 0 {
            self.set("  ", &format!("and {} more", counted(more, one, many)))?;
        }
        writeln!(self.out)
    }
}
