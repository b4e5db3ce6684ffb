//! What the audit begins with: what is disputed most, and by whom.

use std::io;

use super::{Renderer, title};
use crate::report::audit::people;
use crate::report::counted;
use gainsay_core::check::audit::{Order, Party, Thread};

/// How many topics, and how many sources, are named.
const NAMED: usize = 5;

/// How many sources of a topic are named.
const PARTIES: usize = 3;

impl Renderer<'_> {
    /// The most disputed topics, and the sources in most disputes; nothing where there are no disputes.
    pub(super) fn summary(&mut self) -> io::Result<()> {
        let audit = self.report.audit;
        let threads = audit.threads(Order::Severity);
        let disputed = |thread: &&Thread<'_>| {
            let counts = audit.counts(&thread.findings);
            thread.attribute.is_some() && counts.errors + counts.warnings > 0
        };
        let disputed: Vec<&Thread<'_>> = threads.iter().filter(disputed).collect();
        if disputed.is_empty() {
            return Ok(());
        }
        let found = people::counts(&audit.counts(audit.reported()));
        self.heading("most disputed", &found)?;
        let named = audit.wanted().top.unwrap_or(NAMED);
        for (thread, number) in disputed.iter().take(named).zip(1..) {
            self.topic(thread, number)?;
        }
        self.more(disputed.len(), named, "topic", "topics")?;
        self.left_out()?;
        if audit.wanted().between.is_some() {
            return Ok(());
        }
        let parties = audit.parties(audit.reported());
        self.heading("in most disputes", &counted(parties.len(), "source", "sources"))?;
        parties.iter().take(NAMED).try_for_each(|party| self.party(party))?;
        self.more(parties.len(), NAMED, "source", "sources")
    }

    /// `killed of North Korean troops: 3 errors, 5 warnings, 5 notes; by …`.
    fn topic(&mut self, thread: &Thread<'_>, number: usize) -> io::Result<()> {
        let audit = self.report.audit;
        let counts = people::counts(&audit.counts(&thread.findings));
        let parties = audit.parties(&thread.findings);
        let by = people::list(parties.iter().map(|party| party.source.name), PARTIES);
        self.set(&format!(" {number:>2}  "), &format!("{}: {counts}; by {by}", title(thread)))
    }

    /// In how many disputes a source is, and with whom it conflicts most.
    fn party(&mut self, party: &Party<'_>) -> io::Result<()> {
        let Party { source, disputes } = party;
        let with = |row: &&gainsay_core::check::audit::Between<'_>| {
            row.conflict > 0 && [row.one.id, row.other.id].contains(&source.id)
        };
        let most = self.between.iter().find(with).map(|row| {
            let other = if row.one.id == source.id { row.other } else { row.one };
            let decided = row.conflict + row.agree;
            format!(", most with {} ({} of {decided} pairs of claims conflict)", other.name, row.conflict)
        });
        let disputes = counted(*disputes, "dispute", "disputes");
        self.set("  ", &format!("{}: in {disputes}{}", source.name, most.unwrap_or_default()))
    }

    /// What is not reported since only the most disputed topics are asked for.
    pub(super) fn left_out(&mut self) -> io::Result<()> {
        let Some(left_out) = people::left_out(self.report.audit) else { return Ok(()) };
        self.set("", &left_out)?;
        writeln!(self.out)
    }
}
