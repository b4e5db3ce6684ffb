//! Ranges of measures in several units, lists that are one number, deficits, and other wordings met in reports.

use super::BUILT_IN;
use super::quantities::{all, asked};
use crate::value::quantity::{self, Asked};
use crate::value::show::show_quantity;

#[track_caller]
fn each(unit: &str, attribute: &str, cases: &[(&str, &str)]) {
    for (wording, expected) in cases {
        assert_eq!(asked(wording, unit, attribute), *expected, "{wording} of {attribute}");
    }
}

#[test]
fn an_end_of_a_range_may_be_in_several_units() {
    all(
        Some("minute"),
        &[
            ("one hour to one hour and fifteen minutes", "3,600 to 4,500 second"),
            ("1 hour 15 minutes to 2 hours", "4,500 to 7,200 second"),
            ("between 1 hour and 1 hour 15 minutes", "3,600 to 4,500 second"),
            ("1h30 to 1h45", "5,400 to 6,300 second"),
            ("1 to 1 hour 15 minutes", "3,600 to 4,500 second"),
            ("approximately 1 hour to 1 hour 15 minutes", "3,240 to 4,560 second | 2,880 to 4,620 second"),
            // A part of a measure alone is no end.
            ("5 hours 30 minutes", "19,800 second"),
            ("an hour and 30 minutes", "5,400 second"),
            ("1 hour - 90 minutes", "3,600 to 5,400 second"),
        ],
    );
    all(Some("metre"), &[("6 ft 2 in to 6 ft 5 in", "1.8796 to 1.9558 metre"), ("6-foot-2", "1.8796 metre")]);
}

#[test]
fn an_end_of_a_range_may_be_one_of_a_unit() {
    all(
        Some("minute"),
        &[
            ("about 30 minutes to an hour", "1,620 to 3,960 second | 1,440 to 4,320 second"),
            ("half an hour to an hour and a half", "1,800 to 5,400 second"),
            ("between half an hour and an hour", "1,800 to 3,600 second"),
            ("an hour to two hours", "3,600 to 7,200 second"),
            ("a day or two", "86,400 to 172,800 second"),
            ("an hour and a half", "5,400 second"),
        ],
    );
}

#[test]
fn a_deficit_is_below_zero_where_there_may_be_a_surplus() {
    each(
        "money",
        "balance",
        &[
            ("a deficit of $116 million", "-116,000,000 usd"),
            ("$116 million deficit", "-116,000,000 usd"),
            ("$5m (deficit)", "this may put the number below zero [deficit]"),
            ("$5m in deficit", "this may put the number below zero [deficit]"),
            ("a shortfall of more than $116 million", "at most -116,000,000 usd"),
            ("an $8 billion hole", "-8,000,000,000 usd"),
            ("a surplus of $111 million", "111,000,000 usd"),
            ("-$116 million", "-116,000,000 usd"),
        ],
    );
    each("money", "quarterly-profit", &[("a loss of $5m", "-5,000,000 usd"), ("$5m", "5,000,000 usd")]);
    each("money", "net-loss", &[("a loss of $5m", "5,000,000 usd"), ("a profit of $5m", "-5,000,000 usd")]);
    each(
        "money",
        "damage",
        &[("a loss of $5m", "5,000,000 usd"), ("a hole of $8 billion", "8,000,000,000 usd")],
    );
}

#[test]
fn a_loss_is_no_revenue() {
    let no = |word: &str, attribute: &str| format!("this counts `{word}`, and not `{attribute}` [{word}]");
    for (wording, word) in [
        ("a shortfall of $5m", "shortfall"),
        ("$5m shortfall", "shortfall"),
        ("$5m, a shortfall", "shortfall"),
        ("$5m of losses", "losses"),
        ("a loss of $5m", "loss"),
        ("losses of $5m", "losses"),
        ("a profit of $5m", "profit"),
    ] {
        assert_eq!(asked(wording, "money", "revenue"), no(word, "revenue"), "{wording}");
    }
    assert_eq!(asked("a deficit of $5m", "money", "budget"), no("deficit", "budget"));
    for (attribute, wording, expected) in [
        ("revenue", "revenue of $5m", "5,000,000 usd"),
        ("revenue", "$5m after a loss", "5,000,000 usd"),
        ("income", "a loss of $5m", "-5,000,000 usd"),
        ("budget-deficit", "a deficit of $5m", "5,000,000 usd"),
        ("funding-gap", "a shortfall of $5m", "5,000,000 usd"),
        ("lost-revenue", "a loss of $5m", "5,000,000 usd"),
        ("economic-cost", "losses of $5m", "5,000,000 usd"),
    ] {
        assert_eq!(asked(wording, "money", attribute), expected, "{wording} of {attribute}");
    }
}

#[test]
fn several_of_any_size_have_a_top() {
    all(
        None,
        &[
            ("several million", "2,000,000 to 9,999,999"),
            ("several billion", "2,000,000,000 to 9,999,999,999"),
            ("a few trillion", "2,000,000,000,000 to 9,999,999,999,999"),
            ("billions", "at least 2,000,000,000"),
            ("trillions", "at least 2,000,000,000,000"),
            ("not a single one", "0"),
        ],
    );
}

#[test]
fn parts_behind_a_number_do_not_change_it() {
    each(
        "person",
        "deaths",
        &[
            ("22 people: 12 staff members and 10 patients", "22"),
            ("30: 10 patients, 13 staff and 7 bodies", "30"),
            (
                "31: 10 patients, 13 staff and 7 bodies",
                "this is a second number, and it does not make a range with the first [10]",
            ),
            ("at least 42 people, including 14 MSF staff, 24 patients and 4 caretakers", "at least 42"),
            ("512, plus 62 missing", "512"),
            ("512, 62 wounded", "512"),
            ("two people, a mother and her child", "2"),
            ("two men, a woman and a child", "4"),
            ("between 800 and 8,500, most likely 4,645", "800 to 8,500"),
            (
                "between 800 and 8,500, most likely 9,000",
                "this is a second number, and it does not make a range with the first [9,000]",
            ),
            ("587 (after revision from 512)", "587"),
            ("some say 200,000", "200,000"),
            ("anything between 300 and 600", "300 to 600"),
            ("40, insurers say", "40"),
            ("40 according to insurers", "40"),
        ],
    );
}

#[test]
fn people_of_several_kinds_are_added_up() {
    each(
        "person",
        "deaths",
        &[
            ("9 patients and 24 staff", "33"),
            ("9 patients, 24 staff and 3 visitors", "36"),
            ("at least 5 soldiers and a civilian", "at least 6"),
            (
                "12 people and 3 children",
                "this is a second number, and it does not make a range with the first [3]",
            ),
            (
                "up to 5 soldiers and 3 civilians",
                "this is a second number, and it does not make a range with the first [3]",
            ),
        ],
    );
    each("person", "aboard", &[("283 passengers and 15 crew members", "298")]);
    let refused = "this is a second number, and it does not make a range with the first [15]";
    each("person", "passengers", &[("283 passengers and 15 crew", refused)]);
}

#[test]
fn people_of_a_nation_are_some_of_all() {
    each(
        "person",
        "deaths",
        &[
            ("33 Russians", "at least 33"),
            ("five Americans killed", "at least 5"),
            ("39 law enforcement officers", "at least 39"),
            ("154 Dutch", "this word is not known beside a number [Dutch]"),
            ("33 Boeings crashed", "this word is not known beside a number [Boeings]"),
        ],
    );
    let of_scope = |scope: &str| {
        let asked = Asked { unit: Some("person"), attribute: "deaths", scope, ..Asked::default() };
        let read = quantity::read("33 Russians", asked, &BUILT_IN.hedges, &BUILT_IN.units).unwrap();
        show_quantity(&read.allowed.plain, None)
    };
    assert_eq!(["Russians", "russian", "crew"].map(of_scope), ["33", "33", "at least 33"]);
    each("person", "russian-deaths", &[("an estimated 2,975 excess deaths", "2,974 to 2,976")]);
}

#[test]
fn a_share_in_words_is_as_exact_as_it_is_told_and_never_more_than_all() {
    let read = |wording| {
        let most = Some(rust_decimal::Decimal::ONE_HUNDRED);
        let asked = Asked { unit: Some("percent"), attribute: "turnout", most, ..Asked::default() };
        match quantity::read(wording, asked, &BUILT_IN.hedges, &BUILT_IN.units) {
            Ok(read) => {
                let show = |set| show_quantity(set, read.unit.as_deref());
                format!("{} | {}", show(&read.allowed.plain), show(&read.allowed.doubled))
            }
            Err(unreadable) => super::blamed(wording, &unreadable),
        }
    };
    for (wording, expected) in [
        ("roughly nineteen in twenty", "92.5 to 97.5 % | 90 to 100 %"),
        ("about three in four", "67.5 to 82.5 % | 60 to 90 %"),
        ("about 99%", "98 to 100 % | 97 to 100 %"),
        ("nearly all", "90 to 100 % | 90 to 100 %"),
        ("virtually all of the island", "90 to 100 % | 90 to 100 %"),
        ("95 percent of the island", "95 % | 95 %"),
        ("barely 60%", "54 to 66 % | 48 to 72 %"),
        ("60%, nearly all of them women", "60 % | 60 %"),
    ] {
        assert_eq!(read(wording), expected, "{wording}");
    }
}

#[test]
fn money_may_have_a_margin_of_money() {
    all(
        Some("money"),
        &[
            ("$90 billion, plus or minus $25 billion", "65,000,000,000 to 115,000,000,000 usd"),
            ("$90bn ± $25bn", "65,000,000,000 to 115,000,000,000 usd"),
            ("$90bn ± €25bn", "this is in another unit than its number [€]"),
            ("$477m in cryptoassets", "477,000,000 usd"),
        ],
    );
}
