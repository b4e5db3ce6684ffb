//! What the formats for people have in common: what a topic is called, what a source does and what records lack, in numbers.

use gainsay_core::check::Comparisons;
use gainsay_core::check::audit::{Coverage, SourceRow, Thread};

/// What a topic is called, its names written as `show` does: `troops present of North Korean troops in Russia's war`.
pub(super) fn title(thread: &Thread<'_>, show: impl Fn(&str) -> String) -> String {
    let attribute = thread.attribute.map_or_else(|| "records".to_owned(), |attribute| show(attribute.name));
    let subject = thread.subject.map(|subject| format!(" of {}", show(subject.name)));
    attribute + &subject.unwrap_or_default()
}

/// The names of what [`source_counts`] counts.
pub(super) const SOURCE_COUNTS: [&str; 9] = [
    "claims",
    "in conflict",
    "revisions",
    "against itself",
    "passed on",
    "misattributes",
    "misattributed",
    "undated",
    "unquoted",
];

/// What a source does, in numbers.
pub(super) fn source_counts(row: &SourceRow<'_>) -> [usize; 9] {
    let &SourceRow { claims, in_conflict, revisions, turns, echoes, .. } = row;
    let &SourceRow { misattributes, misattributed, undated, unquoted, .. } = row;
    [claims, in_conflict, revisions, turns, echoes, misattributes, misattributed, undated, unquoted]
}

/// Pairs of claims of different sources that were compared, and those that were not by the reason, each with the number of pairs.
pub(super) fn comparisons(from: &Comparisons) -> Vec<(String, u64)> {
    let compared = ("compared".to_owned(), from.compared);
    let not_compared = from.not_compared.iter();
    let rest =
        not_compared.map(|(reason, pairs)| (format!("not compared, since {}", reason.phrase()), pairs));
    std::iter::once(compared).chain(rest).collect()
}

/// What records have and lack, each with the number of claims.
pub(super) fn coverage(coverage: &Coverage) -> [(&'static str, usize); 9] {
    [
        ("in a conflict", coverage.in_conflict),
        ("second-hand", coverage.second_hand),
        ("of these, compared with the cited source", coverage.echoes),
        ("without a date", coverage.undated),
        ("without a place", coverage.unplaced),
        ("without a grade, of the claim or its source", coverage.ungraded),
        ("without a quote", coverage.unquoted),
        ("without an address", coverage.unlinked),
        ("whose value cannot be read", coverage.unread),
    ]
}
