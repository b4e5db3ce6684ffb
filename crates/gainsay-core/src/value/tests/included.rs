//! Numbers with a part of them, and what became of others.

use super::nouns::undeclared;
use super::said::each;

const OTHERS: &str = "this counts other";

#[test]
fn a_part_may_be_what_is_asked_for() {
    each(
        "person",
        &[
            ("deaths", "300, including 50 missing", "at most 300"),
            ("deaths", "300, including 50 wounded", "at most 300"),
            ("deaths", "12 killed including 3 hostages", "12"),
            ("deaths", "12 killed, including three prisoners", "12"),
            ("rescued", "30 rescued, including 3 hostages", "30"),
            ("hostages-killed", "12 killed including 3 hostages", "3"),
            ("hostages-killed", "12 hostages killed, including 3 soldiers", "12"),
            ("child-deaths", "12 killed, including at least 3 children", "at least 3"),
            ("child-deaths", "12 killed, three of them children", "3"),
            ("child-deaths", "12 children killed, three of them girls", "12"),
            ("child-deaths", "12 hurt, including 3 children", OTHERS),
            ("child-deaths", "12 killed (including 3 children)", "3"),
            ("child-deaths", "12 killed, including 3 children and 2 women", "3"),
            ("child-deaths", "12 dead, among them 3 children", "3"),
            ("child-deaths", "12 killed, 3 of whom were children", "3"),
            ("child-deaths", "12 dead, including a child", "this counts more people"),
            ("child-deaths", "12 killed, most of them children", "this counts more people"),
            ("child-deaths", "12 killed, mostly children", "this counts more people"),
            ("civilian-casualties", "20 casualties, including 5 civilians", "5"),
            ("civilian-casualties", "20 killed, including 5 civilians", "5"),
            ("casualties", "20 casualties, including 5 civilians", "20"),
            ("civilians-injured", "20 injured, including 5 civilians", "5"),
            ("police-shooting-deaths", "12 killed, including 3 police", "12"),
            ("people-killed", "20 killed, including 3 local people", "20"),
            ("deaths", "20 people, including 12 killed in one house", "20"),
            ("deaths", "20 casualties, including 12 dead", "12"),
            ("deaths", "20 killed, including 12 soldiers", "20"),
            ("killed-and-wounded", "112 killed and wounded, including 23 killed", "112"),
            ("deaths", "nine children among 31 dead", "31"),
            ("deaths", "nine children among the 31 dead", "31"),
            ("child-deaths", "nine children among 31 dead", "9"),
            ("deaths", "nine children among 31 injured", "second number"),
        ],
    );
}

#[test]
fn what_became_of_others_changes_nothing() {
    each(
        "person",
        &[
            ("deaths", "12 killed, two found alive", "12"),
            ("deaths", "12 killed and two found alive", "12"),
            ("deaths", "12 killed, two unharmed", "12"),
            ("deaths", "12 killed and others wounded", "12"),
            ("deaths", "12 people and others wounded", "this counts other people"),
            ("rescued", "30 rescued and 12 missing", "30"),
            ("rescued", "30 rescued and others missing", "30"),
            ("rescued", "30 rescued, others missing", "30"),
            ("deaths", "12 killed at night", "12"),
            ("deaths", "12 killed at Kabul airport", "12"),
            ("deaths", "number killed at 12", "12"),
            ("deaths", "12 in the past week", "at least 12"),
        ],
    );
}

#[test]
fn some_of_the_damaged_homes_are_destroyed() {
    let homes = |wording| undeclared(wording, "homes-damaged");
    for (wording, expected) in [
        ("300 destroyed", "at least 300"),
        ("300 homes destroyed", "at least 300"),
        ("up to 300 homes destroyed", "at most 300"),
        ("300 homes damaged or destroyed", "300"),
        ("300 homes damaged and destroyed", "300"),
        ("300 homes damaged", "300"),
        ("300 homes", "300"),
    ] {
        assert_eq!(homes(wording), expected, "{wording}");
    }
    assert_eq!(undeclared("300 destroyed", "homes-damaged-or-destroyed"), "300");
}
