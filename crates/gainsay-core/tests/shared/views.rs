//! Laws on what is asked of an analysis: explanations and audits tell what the findings tell.

use std::collections::{BTreeMap, BTreeSet};

use gainsay_core::check::Checker;
use gainsay_core::check::audit::{Audit, Wanted};
use gainsay_core::check::explain::{
    BoundValidity, Explanation, NotComparedReason, Verdict, WhichBound, explain,
};
use gainsay_core::claim::{ClaimId, Records};
use gainsay_core::date::Day;
use gainsay_core::finding::{Finding, FindingKind, Strength};
use gainsay_core::rule::Validity;

use super::engine::{Pair, WITH_OWN, conflicts, found, read_with_own};
use super::{TestClaim, by_id, day};

/// Whether a bound is valid for as long as its attribute says, or until the day before the very claim that ended it: a later
/// one of the same source, passed on for the same one.
fn is_valid_as_long_as_it_says(
    valid: &BoundValidity,
    id: &str,
    records: &Records,
    claims: &[TestClaim],
) -> bool {
    let day = |claim: &TestClaim| claim.day.map(day);
    let own = by_id(id, claims);
    let to = valid.days.map(|days| days.last);
    match (&valid.ended, valid.lasting) {
        (Some(by), _) => {
            let by = by_id(records.id(by.number), claims);
            let again = day(by).map(|day| day.plus(-1));
            (by.source, by.cites, measure(by.attribute)) == (own.source, own.cites, measure(own.attribute))
                && by.day > own.day
                && again == to
        }
        (None, Validity::Days(days)) => to == day(own).map(|day| day.plus(days.cast_signed())),
        (None, Validity::Always) => valid.part == WhichBound::Before || to == Some(Day::MAX),
    }
}

/// The explanation of each claim says what is found, claim by claim.
pub fn the_explanation_of_a_claim_says_what_is_found(claims: &[TestClaim]) {
    let (files, records) = read_with_own(claims);
    let analysis = Checker::new(&files, &records, &WITH_OWN).analyze();
    let findings = &analysis.findings;
    let mut explained: BTreeMap<Pair, Strength> = BTreeMap::new();
    let ids = (0..claims.len()).map(|id| format!("claim-{id}"));
    let explanations: Vec<Explanation> = ids.map(|id| explain(&analysis, &id, usize::MAX).unwrap()).collect();
    // A place that is not declared cannot be read.
    for explanation in explanations.iter().filter(|explanation| explanation.reads.is_some()) {
        let id = records.id(explanation.claim.number).to_owned();
        for group in &explanation.compared {
            assert_eq!(group.total, group.first.len());
            let others = group.first.iter().map(|line| records.id(line.other.number).to_owned());
            match group.verdict {
                Verdict::Conflicting(strength) => {
                    for other in others {
                        let pair = BTreeSet::from([id.clone(), other]);
                        // Whichever of the two is asked, the verdict is the same.
                        let before = explained.insert(pair, strength);
                        assert!(before.is_none_or(|before| before == strength));
                    }
                }
                Verdict::Compatible(_) | Verdict::NotCompared(_) => {}
            }
        }
        for valid in &explanation.validity {
            assert!(is_valid_as_long_as_it_says(valid, &id, &records, claims), "{id}: {valid:?}");
        }
        let attribute = measure(&explanation.facts.attribute.id);
        let topic = explanations.iter().filter(|one| measure(&one.facts.attribute.id) == attribute);
        assert_eq!(explanation.compared.iter().map(|group| group.total).sum::<usize>(), topic.count() - 1);
    }
    assert_eq!(explained, conflicts(&found(findings, &records)));
}

/// What is compared and what is not, by reason, is what the explanations of all claims come to, and so are the conflicts that are found.
pub fn explanations_come_to_the_counts(claims: &[TestClaim]) {
    let (files, records) = read_with_own(claims);
    let analysis = Checker::new(&files, &records, &WITH_OWN).analyze();
    let ids = (0..claims.len()).map(|id| format!("claim-{id}"));
    let explanations: Vec<Explanation> = ids.map(|id| explain(&analysis, &id, usize::MAX).unwrap()).collect();
    let sums = analysis.findings.iter().filter(|finding| finding.kind == FindingKind::Arithmetic);
    let sums: BTreeSet<usize> = sums.flat_map(Finding::claims).map(ClaimId::index).collect();
    let (compared, not_compared, alone) = counts(&explanations, &sums);
    assert_eq!(compared, analysis.comparisons.compared);
    assert_eq!(not_compared, analysis.comparisons.not_compared.iter().collect());
    assert_eq!(alone, analysis.comparisons.alone);
    let mut explained: BTreeMap<Pair, Strength> = BTreeMap::new();
    for explanation in &explanations {
        for group in &explanation.compared {
            let Verdict::Conflicting(strength) = group.verdict else { continue };
            for line in &group.first {
                let pair =
                    [explanation.claim.number, line.other.number].map(|claim| records.id(claim).to_owned());
                explained.insert(BTreeSet::from(pair), strength);
            }
        }
    }
    assert_eq!(explained, conflicts(&found(&analysis.findings, &records)));
}

/// How many pairs of different sources the explanations of all claims compare, how many they do not by reason, and how many claims
/// they compare with none.
fn counts(
    explanations: &[Explanation],
    sums: &BTreeSet<usize>,
) -> (u64, BTreeMap<NotComparedReason, u64>, usize) {
    let (mut compared, mut alone) = (0, 0);
    let mut not_compared: BTreeMap<NotComparedReason, u64> = BTreeMap::new();
    for (at, explanation) in explanations.iter().enumerate() {
        let before = compared;
        for group in &explanation.compared {
            match group.verdict {
                Verdict::NotCompared(NotComparedReason::SameSource) => {}
                Verdict::NotCompared(reason) => {
                    *not_compared.entry(reason).or_default() += group.total as u64;
                }
                _ => compared += group.total as u64,
            }
        }
        alone += usize::from(before == compared && !sums.contains(&at));
    }
    // Each pair is explained twice.
    for count in not_compared.values_mut() {
        *count /= 2;
    }
    (compared / 2, not_compared, alone)
}

/// Source against source counts every conflict that the engine finds and every pair that is not compared, and an audit lists each
/// claim once.
pub fn an_audit_counts_each_pair_that_is_found(claims: &[TestClaim]) {
    let (files, records) = read_with_own(claims);
    let analysis = Checker::new(&files, &records, &WITH_OWN).analyze();
    let audit = Audit::new(&analysis, Wanted::default());
    let conflicts = analysis.findings.iter().filter(|finding| finding.kind == FindingKind::Conflict);
    let found: u64 = conflicts.clone().map(|finding| finding.pairs_total).sum();
    let counted: u64 = audit.between().iter().map(|pair| pair.conflict).sum();
    assert_eq!(counted, found);
    let mut by_sources: BTreeMap<BTreeSet<&str>, u64> = BTreeMap::new();
    for pair in conflicts.flat_map(|finding| &finding.pairs) {
        let sources = pair.claims.iter().map(|&claim| by_id(records.id(claim), claims).source).collect();
        *by_sources.entry(sources).or_default() += 1;
    }
    let between = audit.between();
    let conflicting = between.iter().filter(|pair| pair.conflict > 0);
    let counted: BTreeMap<BTreeSet<&str>, u64> =
        conflicting.map(|pair| (BTreeSet::from([pair.one.id, pair.other.id]), pair.conflict)).collect();
    assert_eq!(counted, by_sources);
    let open: u64 = between.iter().map(|pair| pair.not_compared).sum();
    assert_eq!(open, analysis.comparisons.not_compared.total());
    let mut listed: Vec<usize> = audit.claims().map(ClaimId::index).collect();
    listed.sort_unstable();
    assert_eq!(listed, (0..claims.len()).collect::<Vec<_>>());
}

/// One name for each attribute: those who were killed are the dead.
fn measure(attribute: &str) -> &str {
    if attribute == "killed" { "deaths" } else { attribute }
}
