//! Source against source, sources, and what records lack.

use std::collections::HashMap;

use askama::Template;

use crate::report::counted;
use gainsay_core::check::audit::{Audit, Between, Coverage, SourceRow};

/// How many sources are held against each other.
const SIZE: usize = 40;

/// How many sources are listed.
const SOURCES: usize = 500;

#[derive(Template)]
#[template(path = "audit/tables.html", whitespace = "minimize")]
pub(super) struct Tables<'a> {
    /// About how many things nothing is told.
    quiet: usize,
    matrix: Matrix<'a>,
    sources: Vec<SourceRow<'a>>,
    more_sources: usize,
    claims: String,
    coverage: Vec<Share>,
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
        let claims = counted(coverage.claims, "claim", "claims");
        Self { quiet, matrix, sources, more_sources, claims, coverage: shares(coverage) }
    }

    fn counts(row: &SourceRow<'_>) -> [usize; 9] {
        let &SourceRow {
            claims, in_conflict, revisions, turns, echoes, misattributes, misattributed, ..
        } = row;
        [
            claims,
            in_conflict,
            revisions,
            turns,
            echoes,
            misattributes,
            misattributed,
            row.undated,
            row.unquoted,
        ]
    }
}

impl<'a> Matrix<'a> {
    fn of(sources: &[SourceRow<'a>], between: &[Between<'a>]) -> Self {
        let pairs: HashMap<(&str, &str), &Between<'_>> = between
            .iter()
            .flat_map(|row| [((row.one.id, row.other.id), row), ((row.other.id, row.one.id), row)])
            .collect();
        let met: std::collections::HashSet<&str> = pairs.keys().map(|(one, _)| *one).collect();
        let mut met: Vec<_> =
            sources.iter().map(|row| row.source).filter(|source| met.contains(source.id)).collect();
        let left = met.len().saturating_sub(SIZE);
        met.truncate(SIZE);
        let cell = |one: &str, other: &str| pairs.get(&(one, other)).map(|between| Cell::of(between));
        let row = |one: &gainsay_core::check::audit::Called<'a>| MatrixRow {
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
        let &Between { agree, conflict, undetermined, ref parent, .. } = between;
        let told = agree + conflict;
        let heat = match (conflict * 100).checked_div(told).unwrap_or(0) {
            _ if conflict == 0 => 0,
            0..=10 => 1,
            11..=25 => 2,
            26..=50 => 3,
            _ => 4,
        };
        let text = if told == 0 { format!("?{undetermined}") } else { format!("{conflict}/{told}") };
        let parent = parent.map(|parent| format!("; both are part of {}", parent.name)).unwrap_or_default();
        let title = format!("{conflict} conflict, {agree} agree, {undetermined} cannot be told{parent}");
        Self { heat, text, title }
    }
}

fn shares(coverage: Coverage) -> Vec<Share> {
    let all = coverage.claims.max(1);
    let rows = [
        ("in a conflict", coverage.in_conflict),
        ("second-hand", coverage.second_hand),
        ("of these, held against a source that is here", coverage.echoes),
        ("without a date", coverage.undated),
        ("without a place", coverage.unplaced),
        ("without a grade", coverage.ungraded),
        ("without a quote", coverage.unquoted),
        ("without an address", coverage.unlinked),
        ("whose value cannot be read", coverage.unread),
    ];
    rows.map(|(name, count)| Share { name, count, share: percent(count, all) }).into()
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
