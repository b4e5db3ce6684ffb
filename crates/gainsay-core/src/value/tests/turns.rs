//! Brackets, signs and words that turn what a number means.

use super::quantities::{all, asked};

#[test]
fn what_multiplies_a_bracket_multiplies_the_number_in_it() {
    all(
        Some("money"),
        &[
            ("(1,400) million euros", "-1,400,000,000 eur"),
            ("$(2.5) billion", "-2,500,000,000 usd"),
            ("$-3bn", "-3,000,000,000 usd"),
            ("7.1 million (euros)", "7,100,000 eur"),
            ("¥200bn ($1.4bn; £1.1bn)", "200,000,000,000 jpy"),
            ("$1.5 quadrillion", "1,500,000,000,000,000 usd"),
            ("low tens of millions of euros", "10,000,000 to 40,000,000 eur"),
        ],
    );
}

#[test]
fn a_sign_behind_a_number_is_feet_or_minutes_or_closes_a_quotation() {
    all(Some("foot"), &[("6'", "1.8288 metre"), ("6''", "this word is not known beside a number [']")]);
    all(Some("minute"), &[("90'", "5,400 second"), ("'90'", "5,400 second")]);
    all(Some("person"), &[("12'", "this word is not known beside a number [']"), ("'12'", "12")]);
}

#[test]
fn people_are_no_things() {
    all(
        Some("person"),
        &[
            ("3,000 tanks", "this counts `tanks`, but the attribute is measured in another unit [tanks]"),
            ("five pairs", "this counts `pairs`, but the attribute is measured in another unit [pairs]"),
            ("12 people in two cars", "12"),
            ("no tanks", "0"),
            ("4 of 9 brigades", "this is measured in `brigade`, but the attribute in `person` [brigades]"),
            ("21 schoolchildren killed", "21"),
            ("a lone gunman", "1"),
            ("thirty (30)", "30"),
            ("thirty (31)", "this is a second number, and it does not make a range with the first [31]"),
            ("anywhere from 700 to 900", "700 to 900"),
            ("from 30 up to 45", "30 to 45"),
            ("+9", "at least 9"),
            ("high double digits", "69 to 99"),
            ("low hundreds", "100 to 400"),
        ],
    );
}

#[test]
fn the_last_number_is_what_it_came_to() {
    all(
        Some("percent"),
        &[
            ("revised from 41 to 43", "43 %"),
            ("dropped 3 points to 31%", "31 %"),
            ("unchanged at 44%", "44 %"),
            ("+3.4 % y/y", "3.4 %"),
            (
                "one in five or six",
                "this is a second number, and it does not make a range with the first [six]",
            ),
        ],
    );
}

#[test]
fn decades_of_a_life() {
    all(
        Some("year"),
        &[
            ("in his late 30s", "432 to 468 month"),
            ("in her fifties", "600 to 708 month"),
            ("mid-twenties", "276 to 312 month"),
            ("late 20s", "312 to 348 month"),
        ],
    );
}

#[test]
fn what_cannot_be_is_refused() {
    let colder = "nothing is colder than -273.15 degrees celsius";
    all(
        Some("degree celsius"),
        &[("-273 °C", "-273 degree celsius"), ("-300 °C", &format!("{colder} [-300]"))],
    );
    assert_eq!(asked("-5", "person", "deaths"), "this count cannot be below zero [-5]");
    assert_eq!(asked("losses of 3%", "percent", "growth"), "-3 %");
    assert_eq!(
        asked("9".repeat(5000).as_str(), "person", "deaths").split(" [").next(),
        Some("this is too long for a quantity")
    );
}
