//! What an audit begins with in the formats for people: what is disputed most, and by whom.

use super::{AuditReport, people};
use crate::report::counted;
use gainsay_core::check::audit::{Between, Order, Party, Thread};

/// How many topics, and how many sources, are named.
const NAMED: usize = 5;

/// How many sources of a topic are named.
const PARTIES: usize = 3;

/// What is disputed most, and by whom; names are written as `show` does.
pub(super) struct Overview {
    /// How many findings there are, by severity.
    pub found: String,
    /// The most disputed topics, the first in front.
    pub topics: Vec<String>,
    /// How many more topics are disputed.
    pub more_topics: usize,
    /// The sources in most disputes; nothing where two sources alone are asked for.
    pub sources: Option<Sources>,
}

/// The sources in most disputes.
pub(super) struct Sources {
    /// How many sources are in any dispute.
    pub all: usize,
    /// Those in most disputes.
    pub named: Vec<String>,
}

impl Sources {
    /// How many are not named.
    pub(super) fn more(&self) -> usize {
        self.all - self.named.len()
    }
}

impl Overview {
    /// The overview of `report`, of which `between` is source against source, those that conflict most first; nothing where there are no
    /// disputes.
    pub(super) fn new(
        report: AuditReport<'_>,
        between: &[Between<'_>],
        show: impl Fn(&str) -> String,
    ) -> Option<Self> {
        let audit = report.audit;
        let threads = audit.threads(Order::Severity);
        let is_disputed = |thread: &&Thread<'_>| {
            let counts = audit.counts(&thread.findings);
            thread.attribute.is_some() && counts.errors + counts.warnings > 0
        };
        let disputed: Vec<&Thread<'_>> = threads.iter().filter(is_disputed).collect();
        if disputed.is_empty() {
            return None;
        }
        let named = audit.wanted().top.unwrap_or(NAMED).min(disputed.len());
        let topics = disputed[..named].iter().map(|thread| topic(report, thread, &show)).collect();
        let parties = audit.parties(audit.reported());
        let sources = || Sources {
            all: parties.len(),
            named: parties.iter().take(NAMED).map(|of| party(of, between, &show)).collect(),
        };
        Some(Self {
            found: people::counts(&audit.counts(audit.reported())),
            topics,
            more_topics: disputed.len() - named,
            sources: audit.wanted().between.is_none().then(sources),
        })
    }
}

/// `North Korean troops: killed; 3 errors, 5 warnings, 5 notes; by …`.
fn topic(report: AuditReport<'_>, thread: &Thread<'_>, show: &dyn Fn(&str) -> String) -> String {
    let counts = people::counts(&report.audit.counts(&thread.findings));
    let parties = report.audit.parties(&thread.findings);
    let by = people::list(parties.iter().map(|party| show(party.source.name)), PARTIES);
    format!("{}; {counts}; by {by}", people::title(thread, show))
}

/// In how many disputes a source is, and with whom it conflicts most.
fn party(party: &Party<'_>, between: &[Between<'_>], show: &dyn Fn(&str) -> String) -> String {
    let Party { source, disputes } = party;
    let with = |row: &&Between<'_>| row.conflict > 0 && [row.one.id, row.other.id].contains(&source.id);
    let most = between.iter().find(with).map(|row| {
        let other = if row.one.id == source.id { row.other } else { row.one };
        let decided = row.conflict + row.agree;
        let conflict = row.conflict;
        format!(", most with {} ({conflict} of {decided} pairs of claims conflict)", show(other.name))
    });
    let disputes = counted(*disputes, "dispute", "disputes");
    format!("{}: in {disputes}{}", show(source.name), most.unwrap_or_default())
}
