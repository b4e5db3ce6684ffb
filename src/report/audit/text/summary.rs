//! What the audit begins with: what is disputed most, and by whom.

use std::io;

use super::Renderer;
use crate::report::audit::overview::Overview;
use crate::report::audit::people;
use crate::report::counted;

impl Renderer<'_> {
    /// The most disputed topics, and the sources in most disputes; nothing where there are no disputes.
    pub(super) fn summary(&mut self) -> io::Result<()> {
        let Some(overview) = Overview::new(self.report, &self.between, str::to_owned) else { return Ok(()) };
        self.heading("most disputed", &overview.found)?;
        for (topic, number) in overview.topics.iter().zip(1..) {
            self.set(&format!(" {number:>2}  "), topic)?;
        }
        self.more(overview.more_topics, 0, "topic", "topics")?;
        self.left_out()?;
        let Some(sources) = overview.sources else { return Ok(()) };
        self.heading("in most disputes", &counted(sources.all, "source", "sources"))?;
        sources.named.iter().try_for_each(|source| self.set("  ", source))?;
        self.more(sources.more(), 0, "source", "sources")
    }

    /// What is not reported since only the most disputed topics are asked for.
    pub(super) fn left_out(&mut self) -> io::Result<()> {
        let Some(left_out) = people::left_out(self.report.audit) else { return Ok(()) };
        self.set("", &left_out)?;
        writeln!(self.out)
    }
}
