//! The law of shards.

use gainsay_core::check::{Checker, Shard, ShardFindings};
use gainsay_core::finding::FindingKind;

use super::engine::{WITH_OWN, read};
use super::layout::Layout;
use super::{TestClaim, by_id};

/// What is found in shards, put together, is what is found at once: each word, each count and their order.
///
/// Returns how many misattributions there are of what was said of a subject in another shard.
pub fn shards_come_to_what_is_found_at_once(claims: &[TestClaim], of: u32, size: usize) -> usize {
    let (files, records) = read(&Layout::all(claims).split(size), true);
    let checker = || Checker::new(&files, &records, &WITH_OWN);
    let shards = (1..=of).map(|number| Shard::new(number, of).unwrap());
    let found: Vec<ShardFindings> = shards.map(|shard| checker().shard(|root| shard.holds(root))).collect();
    let (merged, at_once) = (checker().merge(found), checker().analyze());
    assert_eq!(merged.findings, at_once.findings);
    assert_eq!(merged.comparisons, at_once.comparisons);
    let across = at_once.findings.iter().filter(|finding| finding.kind == FindingKind::Misattribution);
    let across = across.filter(|finding| {
        let mut subjects = finding.labelled().map(|claim| by_id(records.id(claim), claims).subject);
        let first = subjects.next().flatten();
        subjects.any(|subject| apart(first, subject, of))
    });
    across.count()
}

/// Whether claims about two subjects are in different shards.
fn apart(one: Option<&str>, other: Option<&str>, of: u32) -> bool {
    let root = |subject: Option<&str>| match subject {
        Some("fire-east") => "fire".to_owned(),
        subject => subject.unwrap_or_default().to_owned(),
    };
    let shards = |root: &str| (1..=of).find(|&number| Shard::new(number, of).unwrap().holds(root));
    shards(&root(one)) != shards(&root(other))
}
