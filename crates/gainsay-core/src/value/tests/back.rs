//! What is printed as allowed reads back to the same, and a word that nothing knows is never passed over.

use proptest::prelude::*;

use super::BUILT_IN;
use crate::value::show::{show_date, show_stage};
use crate::value::{Interval, Point, Ranges, Told, clock, days, stage};

/// From 9000 BC to the year 9000.
fn day() -> impl Strategy<Value = i32> {
    -4_000_000..2_500_000_i32
}

fn span(low: Option<i32>, high: Option<i32>) -> Ranges {
    Ranges::one(Interval::new(low.map(Point::from), high.map(Point::from)))
}

/// Wordings of dates, times and statuses that are read.
const READ: [&str; 14] = [
    "27 October 2024",
    "early next year",
    "two weeks ago",
    "on Monday",
    "Q3 2015",
    "the late 1990s",
    "since August",
    "14:30 UTC",
    "around 2am",
    "between 2 and 3 p.m.",
    "deployed",
    "not yet deployed",
    "some are fighting",
    "total withdrawal",
];

fn reads(wording: &str) -> bool {
    let told = Told { as_of: Some((20_018, 20_018)), ahead: false, begins: false };
    let vocabulary = BUILT_IN.vocabulary();
    days::read(wording, told, vocabulary).is_ok()
        || clock::read(wording, vocabulary).is_ok()
        || stage::read(wording, None, &BUILT_IN.scales["deployment"], vocabulary).is_ok()
}

proptest! {
    #[test]
    fn printed_days_read_back(one in day(), other in day(), open in 0..3) {
        let (first, last) = (one.min(other), one.max(other));
        let set = match open {
            0 => span(Some(first), Some(last)),
            1 => span(Some(first), None),
            _ => span(None, Some(last)),
        };
        let shown = show_date(&set);
        let read = days::read(&shown, Told::default(), BUILT_IN.vocabulary());
        prop_assert_eq!(read.map(|allowed| allowed.plain), Ok(set), "{}", shown);
    }

    #[test]
    fn printed_times_read_back(one in 0..1440_i32, other in 0..1440_i32, utc in any::<bool>()) {
        let (first, last) = (one.min(other), one.max(other));
        let set = span(Some(first * 60), Some(last * 60 + 59));
        let zone = utc.then_some("UTC");
        let shown = clock::show(&set, zone);
        if shown != "any time UTC" && shown != "any time" {
            let read = clock::read(&shown, BUILT_IN.vocabulary());
            let read = read.map(|clock| (clock.allowed.plain, clock.zone));
            prop_assert_eq!(read, Ok((set, zone.map(str::to_owned))), "{}", shown);
        }
    }

    #[test]
    fn a_word_that_nothing_knows_is_not_passed_over(at in 0..READ.len(), word in "zz[a-y]{3,6}q") {
        prop_assert!(reads(READ[at]));
        let wording = format!("{word} {}", READ[at]);
        prop_assert!(!reads(&wording), "{wording}");
    }
}

#[test]
fn printed_stages_read_back() {
    let scale = &BUILT_IN.scales["deployment"];
    for step in (0..).take(scale.steps.len()) {
        let exact = span(Some(step), Some(step));
        let read = stage::read(&show_stage(&exact, scale), None, scale, BUILT_IN.vocabulary()).unwrap();
        assert_eq!(read.allowed.plain, exact);
    }
}
