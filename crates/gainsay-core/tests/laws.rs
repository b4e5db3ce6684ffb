//! What holds whatever the claims are.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

mod said;

use proptest::prelude::*;

use self::said::{FIGURES, STAGES, Said, together};

fn value() -> impl Strategy<Value = (&'static str, String, Option<&'static str>)> {
    let hedge = prop::sample::select(vec!["", "about ", "at least ", "up to ", "more than "]);
    let count = (hedge, prop::sample::select(FIGURES.to_vec()))
        .prop_map(|(hedge, figure)| format!("{hedge}{figure}"));
    let share = prop::sample::select(vec![None, Some("some"), Some("all")]);
    let stage = (prop::sample::select(STAGES.to_vec()), share)
        .prop_map(|(stage, share)| ("deployment", stage.to_owned(), share));
    let counted = prop::sample::select(vec!["troops", "deaths", "things"]);
    let quantity = (counted, count).prop_map(|(attribute, value)| (attribute, value, None));
    let place = prop::sample::select(vec!["kursk", "russia", "seoul"])
        .prop_map(|place| ("birthplace", place.to_owned(), None));
    prop_oneof![4 => quantity, 2 => stage, 1 => place]
}

fn said() -> impl Strategy<Value = Said> {
    (
        prop::sample::select(vec!["a", "b", "c", "d"]),
        value(),
        prop::sample::select(vec![None, Some("russia"), Some("kursk"), Some("front")]),
        prop::bool::weighted(0.15),
        prop::option::weighted(0.9, 1u32..20),
        prop::bool::weighted(0.1),
    )
        .prop_map(|(source, (attribute, value, share), place, denies, day, scope)| Said {
            source,
            attribute,
            place,
            value,
            denies,
            share,
            day,
            scope,
            unconfirmed: false,
            cites: None,
        })
}

/// Claims of every sort, second-hand ones and such as are not confirmed among them. Their numbers are all of one
/// attribute, so that many meet; of damage they are in several units.
fn of_all_sorts() -> impl Strategy<Value = Vec<Said>> {
    let sign = prop::sample::select(vec!["$", "$", "€", ""]);
    let cites = prop::option::weighted(0.15, prop::sample::select(vec!["a", "b", "league"]));
    let one = (said(), sign, cites, prop::bool::weighted(0.1));
    let counted = prop::sample::select(vec!["troops", "deaths", "things", "damage"]);
    (counted, prop::collection::vec(one, 1..14)).prop_map(|(counted, claims)| {
        let of_one_attribute =
            |(said, sign, cites, unconfirmed): (Said, &str, Option<&'static str>, bool)| {
                let cites = cites.filter(|cites| *cites != said.source);
                let said = Said { unconfirmed, cites, ..said };
                match said.attribute {
                    "troops" | "deaths" | "things" if counted == "damage" => {
                        let figure = said.value.trim_start_matches(|c: char| !c.is_ascii_digit());
                        Said { attribute: counted, value: format!("{sign}{figure}"), ..said }
                    }
                    "troops" | "deaths" | "things" => Said { attribute: counted, ..said },
                    _ => said,
                }
            };
        claims.into_iter().map(of_one_attribute).collect()
    })
}

fn claims() -> impl Strategy<Value = Vec<Said>> {
    prop::collection::vec(said(), 1..14)
}

/// Claims of which some pass on what another source said.
fn with_second_hand_ones() -> impl Strategy<Value = Vec<Said>> {
    let cites = prop::option::weighted(0.4, prop::sample::select(vec!["a", "b", "c", "league", "copy"]));
    let one = (said(), cites).prop_map(|(said, cites)| Said { cites, ..said });
    prop::collection::vec(one, 1..14)
}

fn of_one_source(claims: Vec<Said>) -> Vec<Said> {
    claims.into_iter().map(|said| Said { source: "a", ..said }).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_source_agrees_with_its_own_copy(claims in claims().prop_map(of_one_source)) {
        prop_assume!(said::a_source_agrees_with_its_own_copy(&claims));
    }

    #[test]
    fn the_order_of_claims_and_files_changes_nothing(
        (claims, order) in with_second_hand_ones().prop_flat_map(|claims| {
            let order: Vec<usize> = (0..claims.len()).collect();
            (Just(claims), Just(order).prop_shuffle())
        }),
        cut in 1usize..6,
    ) {
        said::the_order_of_claims_and_files_changes_nothing(&claims, &order, cut);
    }

    #[test]
    fn widening_a_hedge_adds_no_conflict(
        claims in claims(),
        one in said(),
        figure in prop::sample::select(FIGURES.to_vec()),
        attribute in prop::sample::select(vec!["troops", "deaths", "things"]),
        hedge in prop::sample::select(vec!["about", "at least", "up to"]),
    ) {
        said::widening_a_hedge_adds_no_conflict(&claims, &Said { attribute, ..one }, figure, hedge);
    }

    #[test]
    fn conflict_is_symmetric(claims in claims()) {
        said::conflict_is_symmetric(&claims);
    }

    #[test]
    fn a_chain_of_exact_echoes_yields_nothing(mut first in said(), length in 1usize..4) {
        first.source = "a";
        let mut chain = vec![first.clone()];
        for (source, cites) in [("c", "a"), ("d", "c"), ("copy", "d")].into_iter().take(length) {
            chain.push(Said { source, cites: Some(cites), ..first.clone() });
        }
        prop_assert_eq!(together(&chain), Vec::new());
    }

    #[test]
    fn parts_that_add_up_yield_nothing(
        killed in 0u32..5_000,
        wounded in 0u32..5_000,
        hedge in prop::sample::select(vec!["", "about ", "at least ", "more than "]),
        sources in prop::sample::select(vec![["a", "a", "a"], ["a", "a", "c"], ["a", "c", "d"]]),
        day in 1u32..20,
        place in prop::sample::select(vec![None, Some("kursk")]),
    ) {
        let figures = [("killed", killed), ("wounded", wounded), ("casualties", killed + wounded)];
        let claims: Vec<Said> = figures
            .into_iter()
            .zip(sources)
            .map(|((attribute, figure), source)| Said {
                source,
                attribute,
                place,
                value: format!("{hedge}{figure}"),
                denies: false,
                share: None,
                day: Some(day),
                scope: false,
                unconfirmed: false,
                cites: None,
            })
            .collect();
        prop_assert_eq!(together(&claims), Vec::new());
    }

    #[test]
    fn one_more_source_changes_nothing_between_the_others(claims in claims()) {
        said::one_more_source_changes_nothing_between_the_others(&claims);
    }

    #[test]
    fn the_account_of_a_claim_says_what_is_found(claims in of_all_sorts()) {
        said::the_account_of_a_claim_says_what_is_found(&claims);
    }

    #[test]
    fn source_against_source_counts_each_conflict_that_is_found(claims in of_all_sorts()) {
        said::source_against_source_counts_each_conflict_that_is_found(&claims);
    }
}
