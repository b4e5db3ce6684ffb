//! Values given by their figures.

use super::{BUILT_IN, blamed};
use crate::value::show::{show_date, show_quantity};
use crate::value::{Told, Which, days, quantity};

type Figures = [Option<&'static str>; 3];

fn shown([low, best, high]: Figures) -> String {
    match quantity::figures(low, best, high, Some("person"), &BUILT_IN.hedges, &BUILT_IN.units) {
        Ok(quantity) => show_quantity(&quantity.allowed.plain, quantity.unit.as_deref()),
        Err((which, unreadable)) => {
            let worded = match which {
                Which::Low => low,
                Which::Best => best,
                Which::High => high,
            };
            blamed(worded.unwrap_or_default(), &unreadable)
        }
    }
}

#[test]
fn ends_without_a_figure_are_open() {
    for (figures, expected) in [
        ([Some("8,000"), Some("10,000"), Some("12,000")], "8,000 to 12,000"),
        ([Some("8,000"), None, None], "at least 8,000"),
        ([Some("8,000"), Some("10,000"), None], "at least 8,000"),
        ([None, None, Some("12k")], "at most 12,000"),
        ([None, Some("about 10,000"), None], "9,000 to 11,000"),
        ([Some("about 8,000"), None, Some("about 12,000")], "7,200 to 13,000"),
        ([None, None, None], "the value has no figures []"),
        ([Some("12,000"), None, Some("8,000")], "the highest value is below the lowest [8,000]"),
        ([Some("1"), Some("10"), Some("5")], "the best value lies outside the lowest and highest [10]"),
        ([Some("1"), None, Some("few men")], "1 to 9"),
        ([Some("1"), None, Some("x men")], "this word has no meaning here [x]"),
        (
            [Some("1 man"), None, Some("5 km")],
            "this is measured in `metre`, but the attribute in `person` [km]",
        ),
    ] {
        assert_eq!(shown(figures), expected, "{figures:?}");
    }
}

#[test]
fn figures_of_different_units_are_told() {
    let read = quantity::figures(Some("1 kg"), None, Some("5 km"), None, &BUILT_IN.hedges, &BUILT_IN.units);
    let (which, unreadable) = read.unwrap_err();
    assert_eq!(which, Which::High);
    assert_eq!(unreadable.message, "it is measured in `metre`, the figures before it in `kilogram`");
}

#[test]
fn dates_have_figures_too() {
    let read = days::figures(
        Some("2024-10-27"),
        None,
        Some("about 2024-11-01"),
        Told::default(),
        BUILT_IN.vocabulary(),
    )
    .unwrap();
    assert_eq!(show_date(&read.plain), "27 Oct to 4 Nov 2024");
    assert_eq!(show_date(&read.doubled), "27 Oct to 7 Nov 2024");
    assert_eq!(show_date(&read.unhedged()), "27 Oct to 1 Nov 2024");
}
