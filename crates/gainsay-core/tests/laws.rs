//! What holds whatever the claims are.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

mod generate;
mod shared;

use gainsay_core::check::Checker;
use gainsay_core::check::explain::NotComparedReason;
use gainsay_core::finding::FindingKind;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use self::shared::engine::{self, conflicts, findings, findings_of_pairs};
use self::shared::{TestClaim, Value, laws, shards, views};

/// A hundred cases a law, or as many as `PROPTEST_CASES` says.
fn config() -> ProptestConfig {
    let usual = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_some() { usual } else { ProptestConfig { cases: 100, ..usual } }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_copy_is_treated_as_its_source(claims in generate::first_hand()) {
        laws::a_copy_is_treated_as_its_source(&claims);
    }

    #[test]
    fn the_order_of_claims_and_files_changes_nothing(
        (claims, order) in generate::with_second_hand_ones().prop_flat_map(|claims| {
            let order: Vec<usize> = (0..claims.len()).collect();
            (Just(claims), Just(order).prop_shuffle())
        }),
        size in 1usize..6,
    ) {
        laws::the_order_of_claims_and_files_changes_nothing(&claims, &order, size);
    }

    #[test]
    fn the_style_of_yaml_changes_nothing(
        claims in generate::of_all_sorts(),
        styles in prop::collection::vec(generate::style(), 1..12),
        size in 1usize..6,
    ) {
        laws::the_style_of_yaml_changes_nothing(&claims, &styles, size);
    }

    #[test]
    fn fingerprints_need_no_ids(
        (claims, order) in generate::of_all_sorts().prop_flat_map(|claims| {
            let order: Vec<usize> = (0..claims.len()).collect();
            (Just(claims), Just(order).prop_shuffle())
        }),
        styles in prop::collection::vec(generate::style(), 1..12),
        size in 1usize..6,
    ) {
        laws::fingerprints_need_no_ids(&claims, &order, &styles, size);
    }

    #[test]
    fn widening_a_value_adds_no_conflict(
        claims in generate::first_hand(),
        one in generate::of_a_number(),
        (figure, wide) in generate::widened(),
    ) {
        // Of the thing that most of the claims are about, where that is counted.
        let TestClaim { attribute, place, day, .. } = claims[0];
        let one = if matches!(claims[0].value, Value::Number { .. }) && attribute != "damage" {
            TestClaim { attribute, place, day, scope: false, ..one }
        } else {
            one
        };
        laws::widening_a_value_adds_no_conflict(&claims, &one, figure, wide);
    }

    #[test]
    fn conflict_is_symmetric(claims in generate::first_hand()) {
        laws::conflict_is_symmetric(&claims[..claims.len().min(5)]);
    }

    #[test]
    fn a_chain_of_exact_echoes_yields_nothing(claims in generate::first_hand(), length in 1usize..4) {
        let first = TestClaim { source: "a", ..claims[0].clone() };
        let mut chain = vec![first.clone()];
        for (source, cites) in [("c", "a"), ("d", "c"), ("copy-d", "d")].into_iter().take(length) {
            chain.push(TestClaim { source, cites: Some(cites), ..first.clone() });
        }
        prop_assert_eq!(findings(&chain), Vec::new());
    }

    #[test]
    fn parts_that_add_up_yield_nothing(
        killed in 0u32..5_000,
        wounded in 0u32..5_000,
        hedge in prop::sample::select(vec!["", "about", "at least", "more than"]),
        sources in prop::sample::select(vec![["a", "a", "a"], ["a", "a", "c"], ["a", "c", "d"]]),
        day in 1u32..20,
        place in prop::sample::select(vec![None, Some("kursk")]),
    ) {
        let figures = [("killed", killed), ("wounded", wounded), ("casualties", killed + wounded)];
        let claims = figures.into_iter().zip(sources).map(|((attribute, figure), source)| {
            let value = Value::Number { hedge, figure, unit: "" };
            TestClaim { place, day: Some(day), ..TestClaim::new(source, attribute, value) }
        });
        prop_assert_eq!(findings_of_pairs(&claims.collect::<Vec<_>>()), Vec::new());
    }

    #[test]
    fn one_more_source_changes_nothing_between_the_others(claims in generate::with_a_further_source()) {
        laws::one_more_source_changes_nothing_between_the_others(&claims);
    }

    #[test]
    fn one_more_statement_hides_no_misattribution((claims, statement) in generate::with_one_more_statement()) {
        laws::one_more_statement_hides_no_misattribution(&claims, &statement);
    }

    #[test]
    fn shifting_all_dates_changes_nothing_else(
        claims in generate::of_all_sorts(),
        shift in prop_oneof![-800i32..800, Just(1), Just(-1)],
    ) {
        laws::shifting_all_dates_changes_nothing_else(&claims, shift);
    }

    #[test]
    fn the_zone_that_a_moment_is_written_in_changes_no_conflict(claims in generate::of_moments()) {
        laws::the_zone_that_a_moment_is_written_in_changes_no_conflict(&claims);
    }

    #[test]
    fn scaling_a_unit_changes_nothing(
        (claims, scaling) in generate::in_one_unit(),
        picked in prop::collection::vec(any::<bool>(), 12),
    ) {
        laws::scaling_a_unit_changes_nothing(&claims, scaling, &picked);
    }

    #[test]
    fn the_explanation_of_a_claim_says_what_is_found(claims in generate::of_all_sorts()) {
        views::the_explanation_of_a_claim_says_what_is_found(&claims);
    }

    #[test]
    fn explanations_come_to_the_counts(claims in generate::of_all_sorts()) {
        views::explanations_come_to_the_counts(&claims);
    }

    #[test]
    fn what_is_not_compared_is_counted_of_moments_too(claims in generate::of_moments()) {
        // Every second claim keeps its day.
        let one = |(at, (claim, moment))| if at % 2 == 0 { claim } else { TestClaim { moment: Some(moment), ..claim } };
        let claims: Vec<TestClaim> = claims.into_iter().enumerate().map(one).collect();
        views::explanations_come_to_the_counts(&claims);
        views::an_audit_counts_each_pair_that_is_found(&claims);
    }

    #[test]
    fn shards_come_to_what_is_found_at_once(
        claims in generate::of_several_subjects(),
        of in 1u32..6,
        size in 1usize..30,
    ) {
        shards::shards_come_to_what_is_found_at_once(&claims, of, size);
    }

    #[test]
    fn an_audit_counts_each_pair_that_is_found(claims in generate::of_all_sorts()) {
        views::an_audit_counts_each_pair_that_is_found(&claims);
    }
}

/// Claims of an attribute that is one slip from another one are compared with none of that, and counted so everywhere.
#[test]
fn a_misspelt_attribute_is_counted_alike_everywhere() {
    let claim = |source, attribute| TestClaim {
        day: Some(12),
        ..TestClaim::new(source, attribute, Value::Number { hedge: "", figure: 40, unit: "" })
    };
    // Whoever writes both names for one day tells them apart, so this one writes them for two.
    let later = TestClaim { day: Some(14), ..claim("a", "deahts") };
    let claims = [claim("a", "deaths"), claim("c", "deahts"), claim("d", "deaths"), later];
    let (files, records) = engine::read_with_own(&claims);
    let counts = Checker::new(&files, &records, &engine::WITH_OWN).analyze().comparisons.not_compared;
    assert_eq!(
        counts.iter().collect::<Vec<_>>(),
        [(NotComparedReason::SimilarName, 3), (NotComparedReason::DaysApart, 1)]
    );
    views::explanations_come_to_the_counts(&claims);
    views::an_audit_counts_each_pair_that_is_found(&claims);
}

/// What the law of copies found: a denial was forgotten beside a claim of the same day that reaches less far.
#[test]
fn a_denial_is_held_against_whatever_else_its_source_says_that_day() {
    let claim = |hedge, figure, denies| TestClaim {
        denies,
        day: Some(12),
        ..TestClaim::new("a", "troops", Value::Number { hedge, figure, unit: "" })
    };
    let claims = [claim("at least", 100, false), claim("", 12_000, true), claim("", 12_000, false)];
    let kinds: Vec<FindingKind> = findings_of_pairs(&claims).iter().map(|finding| finding.kind).collect();
    assert_eq!(kinds, [FindingKind::SelfContradiction]);
}

/// How many pairs are in conflict in each of a hundred cases.
fn measure(cases: impl Strategy<Value = Vec<TestClaim>>) -> Vec<usize> {
    let mut runner = TestRunner::deterministic();
    let pairs = (0..100).map(|_| conflicts(&findings(&cases.new_tree(&mut runner).unwrap().current())).len());
    pairs.collect()
}

/// The law of further statements says nothing where nobody misquotes.
#[test]
fn at_least_half_of_all_cases_hold_a_misattribution() {
    let mut runner = TestRunner::deterministic();
    let cases = generate::with_one_more_statement();
    let found = (0..100).map(|_| {
        let (claims, statement) = cases.new_tree(&mut runner).unwrap().current();
        laws::one_more_statement_hides_no_misattribution(&claims, &statement)
    });
    let found: Vec<usize> = found.collect();
    let (cases, sum) = (found.iter().filter(|&&count| count > 0).count(), found.iter().sum::<usize>());
    assert!(cases >= 50 && sum >= 75, "{cases} of 100 cases hold a misattribution, {sum} in all");
}

/// The law of shards says little where nobody quotes across them.
#[test]
fn at_least_half_of_all_cases_hold_a_misattribution_across_shards() {
    let mut runner = TestRunner::deterministic();
    let cases = generate::of_several_subjects();
    let found = (0..100).filter(|_| {
        let claims = cases.new_tree(&mut runner).unwrap().current();
        shards::shards_come_to_what_is_found_at_once(&claims, 5, 7) > 0
    });
    let found = found.count();
    assert!(found >= 50, "{found} of 100 cases hold a misattribution across shards");
}

/// Laws about conflicts say nothing where there is none.
#[test]
fn at_least_half_of_all_cases_hold_a_conflict() {
    let measured = [
        ("first-hand", measure(generate::first_hand())),
        ("second-hand", measure(generate::with_second_hand_ones())),
        ("of all sorts", measure(generate::of_all_sorts())),
        ("of several subjects", measure(generate::of_several_subjects())),
        ("with a further source", measure(generate::with_a_further_source())),
        (
            "of moments",
            measure(
                generate::of_moments()
                    .prop_map(|claims| claims.into_iter().map(|(claim, _)| claim).collect()),
            ),
        ),
        ("in one unit", measure(generate::in_one_unit().prop_map(|(claims, _)| claims))),
    ];
    for (name, pairs) in measured {
        let (cases, sum) = (pairs.iter().filter(|&&pairs| pairs > 0).count(), pairs.iter().sum::<usize>());
        assert!(
            cases >= 50 && sum >= 150,
            "{name}: {cases} of 100 cases hold a conflict, {sum} pairs in all"
        );
    }
}
