//! Source against source, sources, and what records lack.

use askama::Template;

use super::findings::Findings;
use super::pairs::Pairs;
use super::prose::Prose;
use crate::report::audit::{AuditReport, people};
use crate::report::counted;
use gainsay_core::check::audit::SourceRow;

/// How many sources are listed.
const SOURCES: usize = 500;

#[derive(Template)]
#[template(path = "audit/tables.html", whitespace = "minimize")]
pub(super) struct Tables<'a> {
    /// About how many topics nothing is reported.
    quiet: usize,
    pairs: Pairs<'a>,
    sources: Vec<SourceRow<'a>>,
    more_sources: usize,
    claims: String,
    coverage: Vec<Share>,
    /// Pairs that were compared, and those that were not by the reason.
    compared: Vec<(Prose, u64)>,
    /// How many claims were compared with nothing.
    alone: String,
}

struct Share {
    name: &'static str,
    count: usize,
    share: String,
}

impl<'a> Tables<'a> {
    pub(super) fn of(report: AuditReport<'a>, findings: &Findings<'_>, quiet: usize) -> Self {
        let audit = report.audit;
        let mut sources = audit.sources();
        let pairs = Pairs::of(report, findings, &sources);
        let more_sources = sources.len().saturating_sub(SOURCES);
        sources.truncate(SOURCES);
        let coverage = audit.coverage();
        let share = |(name, count, all)| Share { name, count, share: percent(count, all) };
        Self {
            quiet,
            pairs,
            sources,
            more_sources,
            claims: counted(coverage.claims, "claim", "claims"),
            coverage: people::coverage(&coverage).map(share).into(),
            compared: people::comparisons(audit.comparisons())
                .into_iter()
                .map(|(what, pairs)| (Prose::of(&what), pairs))
                .collect(),
            alone: counted(audit.comparisons().alone, "claim was", "claims were"),
        }
    }
}

/// What a source does, each with its name.
fn counts(row: &SourceRow<'_>) -> impl Iterator<Item = (&'static str, usize)> {
    const NAMES: [&str; 9] = [
        "claims",
        "in conflict",
        "revised",
        "against itself",
        "repeats others",
        "misquotes others",
        "is misquoted",
        "without a date",
        "without a quote",
    ];
    NAMES.into_iter().zip(people::source_counts(row))
}

/// A share in whole per cent; what is there is never shown as nothing, nor what is not whole as whole.
fn percent(count: usize, all: usize) -> String {
    let rounded = (count * 100 + all / 2).checked_div(all).unwrap_or_default();
    match rounded {
        0 if count > 0 => 1,
        100 if count < all => 99,
        _ => rounded,
    }
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_never_rounded_to_all_or_nothing() {
        assert_eq!(
            [(0, 0), (0, 9), (1, 900), (1, 3), (899, 900), (900, 900)]
                .map(|(count, all)| percent(count, all)),
            ["0", "0", "1", "33", "99", "100"]
        );
    }
}
