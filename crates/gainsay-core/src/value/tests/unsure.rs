//! Figures that may not be so, and figures that are still to come.

use super::BUILT_IN;
use super::quantities::{all, asked};
use crate::value::quantity::{self, Asked};

#[test]
fn a_figure_that_is_to_come_is_not_reached_yet_and_no_more_than_likely() {
    all(
        Some("person"),
        &[
            ("could exceed 20,000", "at most 20,000 | any number"),
            ("may rise to 300", "at most 300 | any number"),
            ("expected to top 5,000", "at most 5,000 | any number"),
            ("expected to swell to 100,000", "at most 100,000 | any number"),
            ("toll will pass 10,000", "at most 10,000 | any number"),
            ("could reach 300 to 400", "at most 400 | any number"),
            ("could fall to 300", "at least 300 | any number"),
            ("could fall below 300", "at least 300 | any number"),
            ("300 could die", "at most 300 | any number"),
            ("a planned 300", "at most 300 | any number"),
            // What is said of later says nothing of the figure before it, and a month is no forecast.
            ("40, may rise to 50", "40"),
            ("40 dead, but the toll could reach 100", "40"),
            ("at least 12 killed, toll could climb", "at least 12"),
            ("killed 12 in May", "12"),
            ("May: 300", "300"),
            ("not expected to exceed 300", "this word denies the number [not]"),
        ],
    );
    assert_eq!(asked("could exceed 20,000", "person", "deaths-projected"), "at least 20,000");
    assert_eq!(asked("will cut 3,000", "person", "planned-cuts"), "3,000");
    assert_eq!(asked("may grow to 3,000", "person", "planned-troops"), "at most 3,000");
}

#[test]
fn a_figure_in_doubt_makes_no_strong_conflict() {
    all(
        Some("person"),
        &[
            ("feared to have reached 40", "40 | any number"),
            ("40 feared dead", "40 | any number"),
            ("40 believed dead", "40 | any number"),
            ("believed to be 40", "40 | any number"),
            ("thought to be about 40", "36 to 44 | any number"),
            ("40 (unconfirmed)", "40 | any number"),
            ("40 (not yet confirmed)", "40 | any number"),
            ("40 (some not yet confirmed)", "40 | any number"),
            ("40 (some are unconfirmed)", "40 | any number"),
            ("40 (mostly unconfirmed)", "40 | any number"),
            ("40 (est., unconfirmed)", "36 to 44 | any number"),
            ("40 (expected)", "at most 40 | any number"),
            ("40 (expected to rise)", "40"),
            ("20 (including some suspected rebels)", "20"),
            ("possibly 300", "300 | any number"),
            ("may have killed 300", "300 | any number"),
            ("as many as 300 may have died", "at most 300 | any number"),
            ("300 people in the city may have died", "300 | any number"),
            ("could be more than 300", "at least 300 | any number"),
            ("perhaps more than 300", "at least 300 | any number"),
            ("12 killed in a suspected attack", "12"),
        ],
    );
    let cases = Asked { attribute: "suspected-cases", ..Asked::default() };
    let read = quantity::read("300 suspected cases", cases, &BUILT_IN.hedges, &BUILT_IN.units).unwrap();
    assert_eq!(read.allowed.plain, read.allowed.doubled);
}

#[test]
fn above_and_below_lead_to_what_it_came_to() {
    all(Some("person"), &[("fell below 300", "at most 300"), ("rose above 300", "at least 300")]);
}

#[test]
fn words_of_a_denial_say_what_its_stance_says() {
    let denied = Asked { unit: Some("person"), denies: true, ..Asked::default() };
    for wording in ["11,300 not announced by us", "not 11,300", "11,300"] {
        let read = quantity::read(wording, denied, &BUILT_IN.hedges, &BUILT_IN.units).unwrap();
        assert_eq!(read.allowed.plain.low(), Some(crate::value::Point::at(11_300.into())), "{wording}");
        assert!(!read.to_come);
    }
    let read = quantity::read("will not exceed 300", denied, &BUILT_IN.hedges, &BUILT_IN.units).unwrap();
    assert!(read.to_come, "to deny it says nothing of today");
}

#[test]
fn what_is_no_part_of_the_number_is_refused() {
    all(
        Some("person"),
        &[
            (
                "two men and a dog",
                "this is a second number, and it does not make a range with the first [a dog]",
            ),
            (
                "eleven people and the gunman",
                "this is a second number, and it does not make a range with the first [the gunman]",
            ),
            (
                "11 people, plus the gunman",
                "this is a second number, and it does not make a range with the first [plus]",
            ),
            (
                "a couple and their child",
                "this is a second number, and it does not make a range with the first [their child]",
            ),
            ("toll tops 5,000", "at least 5,000"),
            ("5,000 tops", "at most 5,000"),
            ("12,000 to be sent", "at most 12,000 | any number"),
            ("thought to number 12,000", "12,000 | any number"),
        ],
    );
}

#[test]
fn so_many_of_so_many_are_a_share_however_that_is_said() {
    all(
        Some("percent"),
        &[
            ("12 per 100,000", "0.012 %"),
            ("12 in every 100,000", "0.012 %"),
            ("12 out of 100,000", "0.012 %"),
            ("one in every ten", "10 %"),
            ("three out of every five", "60 %"),
        ],
    );
    all(
        None,
        &[
            ("12 in every 100,000", "12 per 100,000"),
            ("12 per 100,000", "12 per 100,000"),
            ("one in 1,000", "this is a second number, and it does not make a range with the first [1,000]"),
        ],
    );
}
