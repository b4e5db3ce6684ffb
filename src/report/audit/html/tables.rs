//! Source against source, sources, and what records lack.

use std::collections::{HashMap, HashSet};

use askama::Template;

use crate::report::audit::people;
use crate::report::counted;
use gainsay_core::check::audit::{Audit, Between, Called, SourceRow};

/// How many sources are held against each other.
const SIZE: usize = 40;

/// How many sources are listed.
const SOURCES: usize = 500;

#[derive(Template)]
#[template(path = "audit/tables.html", whitespace = "minimize")]
pub(super) struct Tables<'a> {
    /// About how many topics nothing is reported.
    quiet: usize,
    matrix: Matrix<'a>,
    sources: Vec<SourceRow<'a>>,
    more_sources: usize,
    claims: String,
    coverage: Vec<Share>,
    /// Pairs that were compared, and those that were not by the reason.
    pairs: Vec<(String, u64)>,
    /// How many claims were compared with nothing.
    alone: String,
}

struct Matrix<'a> {
    names: Vec<&'a str>,
    rows: Vec<MatrixRow<'a>>,
    /// How many sources are left out.
    left: usize,
}

struct MatrixRow<'a> {
    name: &'a str,
    /// Nothing where two sources have nothing to hold against each other.
    cells: Vec<Option<Cell>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Cell {
    /// The share of conflicts in five steps.
    heat: u8,
    text: String,
    title: String,
}

struct Share {
    name: &'static str,
    count: usize,
    share: String,
}

impl<'a> Tables<'a> {
    pub(super) fn of(audit: &'a Audit<'_>, quiet: usize) -> Self {
        let mut sources = audit.sources();
        let matrix = Matrix::of(&sources, &audit.between());
        let more_sources = sources.len().saturating_sub(SOURCES);
        sources.truncate(SOURCES);
        let coverage = audit.coverage();
        let all = coverage.claims.max(1);
        let share = |(name, count)| Share { name, count, share: percent(count, all) };
        Self {
            quiet,
            matrix,
            sources,
            more_sources,
            claims: counted(coverage.claims, "claim", "claims"),
            coverage: people::coverage(&coverage).map(share).into(),
            pairs: people::comparisons(audit.comparisons()),
            alone: counted(audit.comparisons().alone, "claim was", "claims were"),
        }
    }
}

impl<'a> Matrix<'a> {
    fn of(sources: &[SourceRow<'a>], between: &[Between<'a>]) -> Self {
        let pairs: HashMap<(&str, &str), &Between<'_>> = between
            .iter()
            .flat_map(|row| [((row.one.id, row.other.id), row), ((row.other.id, row.one.id), row)])
            .collect();
        let met: HashSet<&str> = pairs.keys().map(|(one, _)| *one).collect();
        let mut met: Vec<_> =
            sources.iter().map(|row| row.source).filter(|source| met.contains(source.id)).collect();
        let left = met.len().saturating_sub(SIZE);
        met.truncate(SIZE);
        let cell = |one: &str, other: &str| pairs.get(&(one, other)).map(|between| Cell::of(between));
        let row = |one: &Called<'a>| MatrixRow {
            name: one.name,
            cells: met.iter().map(|other| cell(one.id, other.id)).collect(),
        };
        Self {
            names: met.iter().map(|source| source.name).collect(),
            rows: met.iter().map(row).collect(),
            left,
        }
    }
}

impl Cell {
    fn of(between: &Between<'_>) -> Self {
        let &Between { agree, conflict, not_compared, ref parent, .. } = between;
        let decided = agree + conflict;
        let heat = match (conflict * 100).checked_div(decided).unwrap_or(0) {
            _ if conflict == 0 => 0,
            0..=10 => 1,
            11..=25 => 2,
            26..=50 => 3,
            _ => 4,
        };
        let text = if decided == 0 { format!("?{not_compared}") } else { format!("{conflict}/{decided}") };
        let parent = parent.map(|parent| format!("; both are part of {}", parent.name)).unwrap_or_default();
        let title = format!("{conflict} conflict, {agree} agree, {not_compared} not compared{parent}");
        Self { heat, text, title }
    }
}

/// A share in whole per cent; what is there is never shown as nothing, nor what is not whole as whole.
fn percent(count: usize, all: usize) -> String {
    let rounded = (count * 100 + all / 2) / all;
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
            [(0, 9), (1, 900), (1, 3), (899, 900), (900, 900)].map(|(count, all)| percent(count, all)),
            ["0", "1", "33", "99", "100"]
        );
    }
}
