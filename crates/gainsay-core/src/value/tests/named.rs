//! Counts of some, distances, denials and corrections beside a number, and what did not quite happen.

use super::BUILT_IN;
use super::quantities::{all, asked};
use crate::value::category::{self, Named};

#[test]
fn the_crew_are_some_of_those_aboard_and_children_some_of_the_dead() {
    for (wording, attribute, expected) in [
        ("175 passengers", "aboard", "at least 175"),
        ("six crew members", "aboard", "at least 6"),
        ("67 passengers and crew", "aboard", "67"),
        ("181, including six crew", "aboard", "181"),
        ("175 passengers", "passengers", "175"),
        ("175 passengers", "deaths", "at least 175"),
        ("30 bus passengers", "injured", "at least 30"),
        ("30 bus passengers", "aboard", "at least 30"),
        ("30 bus drivers", "injured", "30"),
        ("30 bus passengers", "passengers-killed", "30"),
        ("12 children", "deaths", "at least 12"),
        ("only 12 passengers", "deaths", "at least 12"),
        ("40 (some children)", "deaths", "40"),
        ("40 (some critically)", "injured", "40"),
        ("40 (estimated)", "deaths", "36 to 44"),
        (
            "40 (later revised to 38)",
            "deaths",
            "this is a second number, and it does not make a range with the first [38]",
        ),
        ("40 (revised from 38)", "deaths", "40"),
        ("4 of 5 crew", "deaths", "at least 4"),
        ("four of the five crew members", "deaths", "at least 4"),
        ("20 in a day", "deaths", "at least 20"),
        ("20 in a hospital", "deaths", "20"),
        ("12 civilians killed", "deaths", "at least 12"),
        ("two soldiers", "injured", "at least 2"),
        ("12 Palestinian women", "palestinian-deaths", "at least 12"),
        ("12 soldiers dead, police say", "deaths", "at least 12"),
        ("12 civilians killed by soldiers", "deaths", "at least 12"),
        ("12 women and children", "deaths", "12"),
        ("20 people, including 12 children", "deaths", "20"),
        ("12 children", "child-deaths", "12"),
        ("12 children", "children-killed", "12"),
        ("12 soldiers", "combat-deaths", "12"),
        ("12 soldiers", "troops", "12"),
        ("10 to 12 children", "deaths", "10 to 12"),
        ("up to 12 soldiers", "deaths", "at most 12"),
        ("at most 175 passengers", "aboard", "at most 175"),
        ("12 killed, all soldiers", "deaths", "12"),
        ("12 people, all children", "deaths", "12"),
        ("12 people, all of them children", "deaths", "12"),
        ("at most 12 people, all soldiers", "deaths", "at most 12"),
    ] {
        assert_eq!(asked(wording, "person", attribute), expected, "{wording} of {attribute}");
    }
}

#[test]
fn lengths_are_not_multiplied_and_signs_not_guessed() {
    all(
        Some("kilometre"),
        &[
            ("5 x 10 km", "this gives two sides, or multiplies a length [x]"),
            ("5 nm", "`nm` may be `nanometre` or `nautical mile` here [nm]"),
            ("5 NM", "9,260 metre"),
            ("within 5 km", "at most 5,000 metre"),
            ("within 5 km of the border", "at most 5,000 metre"),
        ],
    );
    all(Some("nanometre"), &[("500 nm", "0.0000005 metre")]);
    all(Some("kilogram"), &[("2 x 500 lb", "453.59237 kilogram")]);
    all(Some("person"), &[("within 5", "this word begins a place or a time, but a number follows [within]")]);
}

#[test]
fn one_in_so_many_of_a_kind_is_a_share() {
    for (wording, attribute, expected) in [
        ("one in four households", "share", "25 %"),
        ("3 in 10 votes", "share", "30 %"),
        ("cut its forecast to 2%", "projected-growth", "2 %"),
    ] {
        assert_eq!(asked(wording, "percent", attribute), expected, "{wording} of {attribute}");
    }
}

#[test]
fn who_says_so_or_did_it_is_not_who_died() {
    for wording in [
        "police say 12 killed",
        "police: 12 killed",
        "police confirmed 12 deaths",
        "police found 12 bodies",
        "soldiers estimate 12 dead",
        "12 killed, police said",
        "12 dead, officers said",
        "12 killed \u{2013} police",
        "soldiers killed 12",
        "police shot 12 dead",
        "12 killed fighting police",
        "12 killed as police fired",
        "12 killed near a children hospital",
        "12 dead, not soldiers",
        "12 dead, mostly children",
        "12 women or girls",
        "12 women, children and soldiers",
    ] {
        assert_eq!(asked(wording, "person", "deaths"), "12", "{wording}");
    }
    assert_eq!(asked("police say up to 12 killed", "person", "deaths"), "at most 12");
    for attribute in ["troop-deaths", "killed-in-action", "military-deaths"] {
        assert_eq!(asked("12 soldiers", "person", attribute), "12", "{attribute}");
    }
    assert_eq!(asked("12 women", "person", "maternal-deaths"), "12");
}

#[test]
fn several_words_may_name_one_group() {
    for wording in [
        "12 elderly women",
        "12 women soldiers",
        "12 child soldiers",
        "12 teenage girls",
        "12 young women",
        "12 of the children",
        "12 dead soldiers",
        "12 students",
        "12 nurses",
        "12 miners",
        "12 schoolgirls",
        "12 women, police said",
        "12 soldiers in all",
    ] {
        assert_eq!(asked(wording, "person", "deaths"), "at least 12", "{wording}");
    }
    assert_eq!(asked("passengers: 175", "person", "aboard"), "at least 175");
}

#[test]
fn what_the_number_was_and_is_not_may_stand_beside_it() {
    all(
        Some("person"),
        &[
            ("revised from 60 to 54", "54"),
            ("corrected from 54 to 60", "60"),
            ("revised to 54 from 60", "54"),
            ("54, revised from 60", "54"),
            ("54, not 60", "54"),
            ("not 60 but 54", "54"),
            ("not 60, but more than 54", "at least 54"),
            ("not 60 but no more than 54", "at most 54"),
            ("not 60 but not more than 54", "at most 54"),
            ("not 60 or 70 but 54", "this word denies the number [not]"),
            ("not 60", "this word denies the number [not]"),
            ("54, not 60 but 70", "this word denies the number [not]"),
            ("54 not 60", "this word denies the number [not]"),
            ("60 to 54", "the range ends below its start [60 to 54]"),
            ("400-some", "400 to 500 | 400 to 600"),
            ("some 400", "360 to 440 | 320 to 480"),
        ],
    );
    for wording in ["two-third", "two third"] {
        all(Some("percent"), &[(wording, "this is an ordinal number, not a count [third]")]);
    }
}

#[test]
fn what_did_not_quite_happen_is_no_known_cause() {
    let causes = &BUILT_IN.terms["causes"];
    for (wording, own) in [
        ("near collision", "not quite collision"),
        ("near-crash", "not quite collision"),
        ("nearly a collision", "not quite collision"),
        ("attempted bombing", "not quite bombing"),
        ("attempted bombings", "not quite bombing"),
        ("an attempt at bombing", "not quite bombing"),
        ("an attempt at arson", "not quite arson"),
    ] {
        let said = category::read(wording, causes, BUILT_IN.vocabulary());
        assert_eq!(said.values, [Named::Own(own.to_owned())], "{wording}");
    }
    let said = category::read("explosion near gas main", causes, BUILT_IN.vocabulary());
    assert!(!said.values.iter().any(|value| matches!(value, Named::Own(_))));
}

#[test]
fn not_only_needs_something_that_follows() {
    let spot = |text| category::not_only_what(text, BUILT_IN.vocabulary());
    assert_eq!(spot("not only"), Some(0..8));
    assert_eq!(spot("possibly not only."), Some(9..17));
    assert_eq!(spot("not only arson"), None);
    assert_eq!(spot("not"), None);
}
