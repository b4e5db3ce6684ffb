//! Source against source: a table of those that conflict most, and what each two of them dispute.

use std::collections::{BTreeSet, HashMap};

use super::findings::Findings;
use super::prose::Prose;
use crate::report::audit::{AuditReport, people};
use gainsay_core::check::audit::{Between, Called, SourceRow};
use gainsay_core::claim::ClaimId;
use gainsay_core::finding::{Finding, FindingKind};

/// How many sources are held against each other in the table.
const SIZE: usize = 20;

/// How many pairs of sources are listed.
const PAIRS: usize = 100;

/// How many disputes of a pair are listed.
const DISPUTES: usize = 25;

/// Two sources by their ids, the first by name in front.
type Ids<'a> = (&'a str, &'a str);

/// Source against source.
pub(super) struct Pairs<'a> {
    pub(super) names: Vec<&'a str>,
    pub(super) rows: Vec<Row<'a>>,
    /// How many sources the table leaves out.
    pub(super) left: usize,
    /// The pairs in conflict, those that conflict most first.
    pub(super) listed: Vec<Pair<'a>>,
    /// How many pairs in conflict are not listed.
    pub(super) more: usize,
    /// What is said where pairs of claims are left out.
    pub(super) left_out: Option<String>,
}

/// A source against the others.
pub(super) struct Row<'a> {
    pub(super) name: &'a str,
    /// Nothing where two sources have nothing to hold against each other.
    pub(super) cells: Vec<Option<Cell>>,
}

pub(super) struct Cell {
    /// The share of conflicts in five steps.
    pub(super) heat: u8,
    pub(super) text: String,
    pub(super) title: String,
    /// The element with what the two dispute.
    pub(super) href: Option<String>,
}

/// Two sources in conflict.
pub(super) struct Pair<'a> {
    pub(super) id: String,
    pub(super) one: &'a str,
    pub(super) other: &'a str,
    pub(super) counts: String,
    pub(super) disputes: Vec<Link>,
    /// How many of their disputes are not listed.
    pub(super) more: usize,
}

/// A dispute on the page.
pub(super) struct Link {
    pub(super) id: String,
    pub(super) message: Prose,
}

impl<'a> Pairs<'a> {
    pub(super) fn of(report: AuditReport<'a>, findings: &Findings<'_>, sources: &[SourceRow<'a>]) -> Self {
        let between = report.audit.between();
        let in_conflict: Vec<&Between<'_>> = between.iter().filter(|row| row.conflict > 0).collect();
        let cards = cards(report, findings, &in_conflict);
        let listed: Vec<Pair<'_>> = in_conflict
            .iter()
            .take(PAIRS)
            .enumerate()
            .map(|(number, row)| Pair::of(number, row, report, findings, &cards))
            .collect();
        let more = in_conflict.len() - listed.len();
        let hrefs: HashMap<Ids<'_>, String> = in_conflict
            .iter()
            .zip(&listed)
            .filter_map(|(row, pair)| Some((ids(row), pair.href()?)))
            .collect();
        let (met, left) = most_in_conflict(&between, sources);
        let pairs: HashMap<Ids<'_>, &Between<'_>> = between.iter().map(|row| (ids(row), row)).collect();
        let cell = |one: &str, other: &str| {
            let key = if one < other { (one, other) } else { (other, one) };
            pairs.get(&key).map(|row| Cell::of(row, hrefs.get(&key).cloned()))
        };
        let row = |one: &Called<'a>| Row {
            name: one.name,
            cells: met.iter().map(|other| cell(one.id, other.id)).collect(),
        };
        Self {
            names: met.iter().map(|source| source.name).collect(),
            rows: met.iter().map(row).collect(),
            left,
            listed,
            more,
            left_out: people::pairs_left_out(&between),
        }
    }
}

fn ids<'a>(row: &Between<'a>) -> Ids<'a> {
    (row.one.id, row.other.id)
}

/// The sources that conflict most, of equal ones those with the most claims, and how many others there are.
fn most_in_conflict<'a>(between: &[Between<'a>], sources: &[SourceRow<'a>]) -> (Vec<Called<'a>>, usize) {
    let mut conflicts: HashMap<&str, u64> = HashMap::new();
    for row in between {
        for source in [row.one.id, row.other.id] {
            *conflicts.entry(source).or_default() += row.conflict;
        }
    }
    let mut met: Vec<Called<'_>> =
        sources.iter().map(|row| row.source).filter(|source| conflicts.contains_key(source.id)).collect();
    met.sort_by_key(|source| std::cmp::Reverse(conflicts[source.id]));
    let left = met.len().saturating_sub(SIZE);
    met.truncate(SIZE);
    (met, left)
}

/// The disputes on the page of each two sources that are listed, by their places among its cards.
fn cards<'a>(
    report: AuditReport<'a>,
    findings: &Findings<'_>,
    in_conflict: &[&Between<'a>],
) -> HashMap<Ids<'a>, Vec<usize>> {
    let mut cards: HashMap<Ids<'_>, Vec<usize>> =
        in_conflict.iter().take(PAIRS).map(|row| (ids(row), Vec::new())).collect();
    let known: BTreeSet<&str> = cards.keys().flat_map(|&(one, other)| [one, other]).collect();
    for (number, card) in findings.cards.iter().enumerate() {
        let finding = &report.findings[card.at];
        for pair in disputing(report, finding, &known) {
            if let Some(cards) = cards.get_mut(&pair) {
                cards.push(number);
            }
        }
    }
    cards
}

/// Which two of the `known` sources are against each other in a conflict: those of its pairs of claims; where not all of these are
/// kept, those on different sides of it.
fn disputing<'a>(report: AuditReport<'a>, finding: &Finding, known: &BTreeSet<&'a str>) -> BTreeSet<Ids<'a>> {
    if finding.kind != FindingKind::Conflict {
        return BTreeSet::new();
    }
    let records = report.audit.records();
    let source = |&claim: &ClaimId| records.names.text(records.claim(claim).source.value);
    let of = |claims: &[ClaimId]| -> BTreeSet<&'a str> {
        claims.iter().map(source).filter(|id| known.contains(id)).collect()
    };
    let whole = finding.pairs.len() as u64 == finding.pairs_total;
    let sides: Vec<Vec<BTreeSet<&str>>> = if whole {
        finding.pairs.iter().map(|pair| pair.claims.iter().map(|&claim| of(&[claim])).collect()).collect()
    } else {
        let sides = finding.positions.iter().map(|position| of(&position.claims));
        vec![sides.chain(finding.on_no_side.iter().map(|other| of(&[other.claim]))).collect()]
    };
    let mut pairs = BTreeSet::new();
    for sides in sides {
        for (at, side) in sides.iter().enumerate() {
            for &one in side {
                let others = sides[at + 1..].iter().flatten().filter(|other| **other != one);
                pairs.extend(others.map(|&other| if one < other { (one, other) } else { (other, one) }));
            }
        }
    }
    pairs
}

impl<'a> Pair<'a> {
    fn of(
        number: usize,
        row: &Between<'a>,
        report: AuditReport<'_>,
        findings: &Findings<'_>,
        cards: &HashMap<Ids<'_>, Vec<usize>>,
    ) -> Self {
        let cards = cards.get(&ids(row)).map(Vec::as_slice).unwrap_or_default();
        let link = |&card: &usize| Link {
            id: findings.ids[card].clone(),
            message: Prose::of(&report.findings[findings.cards[card].at].message),
        };
        Self {
            id: format!("pair-{}", number + 1),
            one: row.one.name,
            other: row.other.name,
            counts: counts(row),
            disputes: cards.iter().take(DISPUTES).map(link).collect(),
            more: cards.len().saturating_sub(DISPUTES),
        }
    }

    /// Where what the two dispute is: the dispute, where it is one, else the list of them.
    fn href(&self) -> Option<String> {
        match self.disputes.as_slice() {
            [] => None,
            [only] => Some(only.id.clone()),
            _ => Some(self.id.clone()),
        }
    }
}

impl Cell {
    fn of(row: &Between<'_>, href: Option<String>) -> Self {
        let &Between { agree, conflict, not_compared, left_out, .. } = row;
        let undecided = not_compared + left_out;
        let decided = agree + conflict;
        let heat = match (conflict * 100).checked_div(decided).unwrap_or(0) {
            _ if conflict == 0 => 0,
            0..=10 => 1,
            11..=25 => 2,
            26..=50 => 3,
            _ => 4,
        };
        let text = match (decided, undecided) {
            (0, 0) => "·".to_owned(),
            (0, _) => format!("?{undecided}"),
            _ => format!("{conflict}/{decided}"),
        };
        Self { heat, text, title: format!("{} and {}: {}", row.one.name, row.other.name, counts(row)), href }
    }
}

/// How two sources stand to each other, in words.
fn counts(row: &Between<'_>) -> String {
    let &Between { agree, conflict, not_compared, left_out, ref parent, .. } = row;
    let left_out = if left_out > 0 { format!(", {left_out} left out") } else { String::new() };
    let parent = parent.map(|parent| format!("; both are part of {}", parent.name)).unwrap_or_default();
    format!("{conflict} conflict, {agree} agree, {not_compared} not compared{left_out}{parent}")
}
