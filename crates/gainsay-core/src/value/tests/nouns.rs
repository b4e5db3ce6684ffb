//! What is counted or measured, in words that no list has, and names that only look like it.

use super::quantities::{all, asked};
use super::{BUILT_IN, blamed};
use crate::value::show::show_quantity;
use crate::value::{Kind, infer, quantity};

/// The set as worded for an attribute of which nothing is declared.
pub(super) fn undeclared(wording: &str, attribute: &str) -> String {
    let asked = quantity::Asked { attribute, ..quantity::Asked::default() };
    match quantity::read(wording, asked, &BUILT_IN.hedges, &BUILT_IN.units) {
        Ok(quantity) => show_quantity(&quantity.allowed.plain, quantity.unit.as_deref()),
        Err(unreadable) => blamed(wording, &unreadable),
    }
}

#[track_caller]
fn each(cases: &[(&str, &str, &str)]) {
    for (attribute, wording, expected) in cases {
        assert_eq!(undeclared(wording, attribute), *expected, "{attribute}: {wording}");
    }
}

#[test]
fn a_plural_right_behind_the_number_is_what_is_counted() {
    each(&[
        ("exposed-servers", "roughly 2,500 instances", "2,400 to 2,600"),
        ("servers-exposed", "over 3,000 hosts", "at least 3,000"),
        ("missing", "a list of 388 names", "388"),
        ("passports", "3 passports", "3"),
        ("exposed-servers", "5 kilometrs", "this word is not known beside a number [kilometrs]"),
        ("exposed-servers", "12 thousnds", "this word is not known beside a number [thousnds]"),
        ("exposed-servers", "12 crisis", "this word is not known beside a number [crisis]"),
        ("exposed-servers", "12 blorb", "this word is not known beside a number [blorb]"),
        ("exposed-servers", "3 soldiers flees", "this word is not known beside a number [flees]"),
    ]);
    let updated =
        |thing: &str| format!("this may be said of the number, or of the `{thing}` [to be updated]");
    assert_eq!(undeclared("150 laptops to be updated", "computers"), updated("laptops"));
    assert_eq!(undeclared("150 servers to be updated", "servers"), updated("servers"));
    assert_eq!(undeclared("150 laptops, to be updated", "computers"), "150");
    assert_eq!(undeclared("150 to be updated", "computers"), "150");
    // Of people, only those that are known to be some.
    assert_eq!(asked("40 hamsters", "person", "deaths"), "this word is not known beside a number [hamsters]");
    assert_eq!(
        asked("potentially 10 million job seekers", "person", "people-affected"),
        "at most 10,000,000"
    );
}

#[test]
fn what_begins_with_a_number_and_a_unit_is_a_quantity() {
    each(&[
        ("ammonium-nitrate-exploded", "552 tonnes exploded", "552,000 kilogram"),
        ("ammonium-nitrate-exploded", "2,750 tonnes blew up", "2,750,000 kilogram"),
        ("explosive", "2,750 tonnes of ammonium nitrate", "2,750,000 kilogram"),
        ("barrier", "40 km of barbed wire", "40,000 metre"),
        ("containment", "80% contained", "80 %"),
        ("tally-sheets-counted", "80% of the tally sheets", "80 %"),
        ("progress", "80% of the blorbs", "this word is not known beside a number [blorbs]"),
        ("explosive", "2,750 tonnes foobared", "this word is not known beside a number [foobared]"),
    ]);
    for wording in [
        "2,750 tonnes foobared",
        "80% of the blorbs",
        "$5 of gold dust",
        "5m-10m",
        "an estimated 9 tonnes of sand",
    ] {
        assert_eq!(infer(wording, None, BUILT_IN.vocabulary()), Kind::Quantity, "{wording}");
    }
}

#[test]
fn a_slip_in_a_unit_is_no_noun() {
    const UNKNOWN: &str = "this word is not known beside a number";
    for (number, slip) in [
        (3, "tonnnes"),
        (12, "kilometes"),
        (3, "hecatres"),
        (40, "minuts"),
        (3, "gallonns"),
        (7, "kilogramms"),
        (8, "houres"),
    ] {
        each(&[("stock", &format!("{number} {slip}"), &format!("{UNKNOWN} [{slip}]"))]);
    }
    each(&[("stock", "12 instances", "12")]);
}

#[test]
fn a_thing_right_before_the_number_makes_a_name_of_it() {
    const NAME: &str = "this word makes the number a name, but the attribute is not called that";
    each(&[
        ("target", "Building 7", &format!("{NAME} [Building]")),
        ("altitude", "level 330", &format!("{NAME} [level]")),
        ("homes-destroyed", "homes 300", "300"),
        ("homes-destroyed", "destroyed homes: 300", "300"),
        ("flight-level", "level 330", "330"),
        ("deaths", "toll 41", "41"),
        ("deaths", "the toll stands at 41", "41"),
        ("altitude", "Flight Level 330", "10,058.4 metre"),
    ]);
    for wording in ["Building 7", "Room 101", "Area 51"] {
        assert_eq!(infer(wording, None, BUILT_IN.vocabulary()), Kind::Text, "{wording}");
    }
    all(
        Some("metre"),
        &[
            ("flight level 330 (33,000 ft)", "10,058.4 metre"),
            ("FL330", "10,058.4 metre"),
            ("FL 330", "10,058.4 metre"),
            (
                "flight level 330 (30,000 ft)",
                "this is not the same once converted: one of the two is wrong [30,000 ft]",
            ),
        ],
    );
}

#[test]
fn an_m_right_behind_the_number_is_what_the_attribute_says() {
    const DOUBT: &str = "`m` may be a unit here, or multiply the number";
    each(&[
        ("patients-affected", "3.5m", "3,500,000"),
        ("records-exposed", "3.5m", "3,500,000"),
        ("crater-depth", "43m", "43 metre"),
        ("wall", "43m high", "43 metre"),
        ("wall", "43m", &format!("{DOUBT} [43m]")),
        ("value", "5m", &format!("{DOUBT} [5m]")),
        ("wall", "43 m", "43 metre"),
        ("wall", "43m people", "43,000,000"),
        ("patients-affected", "3m-5m", "3,000,000 to 5,000,000"),
    ]);
    assert_eq!(asked("5m", "metre", "height"), "5 metre");
    assert_eq!(asked("5m", "money", "ransom-paid"), "5,000,000");
}
