//! Letters and digits joined: names, and numbers with their units.

use super::BUILT_IN;
use super::quantities::{all, asked};
use crate::value::{Kind, infer, quantity};

#[test]
fn letters_and_digits_joined_are_a_name() {
    for wording in [
        "9N314M",
        "9N314",
        "9M38M1",
        "CVE-2023-34362",
        "An-26",
        "an-26",
        "A-10",
        "F-16",
        "T-72",
        "C-130J",
        "He-111",
        "RON-95",
        "ALL-4",
        "N314",
        "R500",
        "CVE2023",
        "MH17",
        "COVID-19",
        "PM2.5",
        "H1N1",
    ] {
        assert_eq!(infer(wording, None, BUILT_IN.vocabulary()), Kind::Text, "{wording}");
    }
}

#[test]
fn numbers_with_their_units_are_numbers() {
    all(
        None,
        &[
            ("USD 5m", "5,000,000 usd"),
            ("EUR500m", "500,000,000 eur"),
            ("CHF1.2bn", "1,200,000,000 chf"),
            ("N331 billion", "331,000,000,000 ngn"),
            ("USD-5bn", "-5,000,000,000 usd"),
            ("XAF500m", "500,000,000 xaf"),
            ("USD5", "5 usd"),
            ("M6.8", "6.8 magnitude"),
            ("10-30", "10 to 30"),
            ("5km-10km", "5,000 to 10,000 metre"),
            ("10 MW-20 MW", "10,000,000 to 20,000,000 watt"),
            ("10 M-20 M", "10,000,000 to 20,000,000"),
            ("5 million-6 million", "5,000,000 to 6,000,000"),
            ("1h30", "5,400 second"),
            ("5km2", "5,000,000 square metre"),
            ("an hour", "3,600 second"),
        ],
    );
}

#[test]
fn a_name_beside_a_number_is_none_of_it() {
    assert_eq!(asked("12 T-72 tanks", "tank", "tanks-lost"), "12 tank");
    assert_eq!(asked("two An-26 aircraft", "aircraft", "aircraft-lost"), "2 aircraft");
    assert_eq!(asked("298 aboard MH17", "person", "aboard"), "298");
    assert_eq!(asked("R500", "money", "fine"), "500 zar");
    assert_eq!(asked("N314", "ngn", "price"), "314 ngn");
    for wording in ["9N314M", "CVE-2023-34362", "An-26", "A-10"] {
        let unreadable =
            quantity::read(wording, Some("person"), &BUILT_IN.hedges, &BUILT_IN.units).unwrap_err();
        assert_eq!(
            (unreadable.message.as_str(), &wording[unreadable.range]),
            ("this is a name of letters and digits, not a number", wording)
        );
    }
}
