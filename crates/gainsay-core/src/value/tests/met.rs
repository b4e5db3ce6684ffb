//! The hedges met in a wording, and what they do in words.

use super::BUILT_IN;
use crate::value::show::show_effect;
use crate::value::{Kind, Met, Told, days, stage};

fn shown(wording: &str, met: Vec<Met<'_>>, kind: Kind) -> Vec<String> {
    let shown = |met: Met<'_>| {
        let words = &wording[met.range];
        format!("{words} = {}: {}", met.hedge.name, show_effect(&met.hedge.effect, words, kind))
    };
    met.into_iter().map(shown).collect()
}

#[test]
fn hedges_of_dates() {
    for (wording, expected) in [
        ("about 2024-10-27", vec!["about = about: allows 3 days either way, and 6 with hedges doubled"]),
        (" by 1 November 2024", vec!["by = by: makes it the last possible day"]),
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
                "not yet = so far: extends a denial to all days before",
                "so far = so far: extends a denial to all days before",
            ],
        ),
        ("some deployed", vec!["some = about: limits it to a part"]),
    ] {
        let met = stage::met(wording, &BUILT_IN.scales["deployment"], BUILT_IN.vocabulary());
        assert_eq!(shown(wording, met, Kind::Stage), expected, "{wording}");
    }
}
