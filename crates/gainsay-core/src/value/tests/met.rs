//! The hedges and units met in a wording, and what they do in words.

use super::BUILT_IN;
use crate::value::show::show_effect;
use crate::value::{Kind, Met, Told, days, quantity, stage};

fn shown(wording: &str, met: Vec<Met<'_>>, kind: Kind) -> Vec<String> {
    let shown = |met: Met<'_>| {
        let words = &wording[met.range];
        format!("{words} = {}: {}", met.hedge.name, show_effect(&met.hedge.effect, words, kind))
    };
    met.into_iter().map(shown).collect()
}

#[test]
fn hedges_of_numbers() {
    for (wording, expected) in [
        ("3,000", vec![]),
        (
            "roughly 3,000",
            vec!["roughly = about: allows one unit of its last digit either way, at most 10 %"],
        ),
        (
            "at least 5 but no more than 10",
            vec![
                "at least = at least: makes it the low end, open above",
                "but no more than = at most: makes it the high end, open below",
            ],
        ),
        ("dozens", vec!["dozens = dozens: stands for 24 to 99"]),
        ("a total of 30", vec!["a total of = exactly: changes nothing"]),
    ] {
        let met = quantity::beside(wording, None, &BUILT_IN.hedges, &BUILT_IN.units).hedges;
        assert_eq!(shown(wording, met, Kind::Quantity), expected, "{wording}");
    }
}

#[test]
fn units_with_what_one_of_them_is() {
    let wording = "some 2 tonnes";
    let units = quantity::beside(wording, Some("kilogram"), &BUILT_IN.hedges, &BUILT_IN.units).units;
    let shown: Vec<_> =
        units.into_iter().map(|met| (&wording[met.range], met.factor.to_string(), met.base)).collect();
    assert_eq!(shown, [("tonnes", "1000".to_owned(), "kilogram")]);
}

#[test]
fn hedges_of_dates() {
    for (wording, expected) in [
        ("about 2024-10-27", vec!["about = about: widens it by 3 days either way, doubled by 6"]),
        (" by 1 November 2024", vec!["by = by: makes it the high end, open below"]),
        ("27 October 2024", vec![]),
    ] {
        let met = days::met(wording, Told::default(), BUILT_IN.vocabulary());
        assert_eq!(shown(wording, met, Kind::Date), expected, "{wording}");
    }
}

#[test]
fn hedges_of_statuses_before_and_behind() {
    for (wording, expected) in [
        (
            "began fighting",
            vec!["began = began: says that it began on the date of the claim, and was not so before"],
        ),
        (
            "not yet deployed so far",
            vec![
                "not yet = so far: says of a denial that it holds for all days before too",
                "so far = so far: says of a denial that it holds for all days before too",
            ],
        ),
        ("some deployed", vec!["some = about: speaks of some only"]),
    ] {
        let met = stage::met(wording, &BUILT_IN.scales["deployment"], BUILT_IN.vocabulary());
        assert_eq!(shown(wording, met, Kind::Stage), expected, "{wording}");
    }
}
