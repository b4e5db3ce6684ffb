//! What the words behind a number do to it.

use super::quantities::{all, asked};

#[test]
fn hedges_behind_a_number_count_where_they_are_about_it() {
    all(
        Some("person"),
        &[
            ("3,000 or more", "at least 3,000"),
            ("3,000 troops or more", "at least 3,000"),
            ("3,000 and counting", "at least 3,000"),
            ("3,000, at least", "at least 3,000"),
            ("3,000 troops at most", "at most 3,000"),
            ("3,000-plus troops", "at least 3,000"),
            ("3,000+ dead", "at least 3,000"),
            ("30-odd troops", "30 to 39 | 30 to 48"),
            ("3,000 roughly", "2,700 to 3,300 | 2,400 to 3,600"),
            ("3,000 approximately", "2,700 to 3,300 | 2,400 to 3,600"),
            ("3,000 dead (estimated)", "2,700 to 3,300 | 2,400 to 3,600"),
            ("3,000 estimated dead", "2,700 to 3,300 | 2,400 to 3,600"),
            ("3,000 estimated by officials", "2,700 to 3,300 | 2,400 to 3,600"),
            ("3,000 maximum", "at most 3,000"),
            ("3,000 max", "at most 3,000"),
            ("3,000 maximum in the north", "at most 3,000"),
            ("3,000 as a minimum", "at least 3,000"),
            ("3,000 at the very least", "at least 3,000"),
            ("3,000 at best", "at most 3,000"),
            ("3,000 or under", "at most 3,000"),
            ("3,000 and over", "at least 3,000"),
            ("3,000 or even more", "at least 3,000"),
            ("3,000, possibly more", "at least 3,000"),
            ("3,000 if not more", "at least 3,000"),
            ("3,000, perhaps fewer", "at most 3,000"),
            ("3,000 but no more", "at most 3,000"),
            ("at least 3,000 but no more than 5,000", "3,000 to 5,000"),
            ("3,000 of them at least", "this hedge is too far from its number [at least]"),
        ],
    );
}

#[test]
fn phrases_that_do_not_bear_on_the_number_are_passed_over() {
    all(
        Some("person"),
        &[
            ("3,000 under fire", "3,000"),
            ("3,000 killed or under fire", "3,000"),
            ("10,000 over the past month", "10,000"),
            ("10,000 arrived over the past month", "10,000"),
            ("200 killed around Kursk", "200"),
            ("200 killed in less than a week", "200"),
            ("500, nearly all civilians", "500"),
            ("500, some of them civilians", "500"),
            ("500 close to the border", "500"),
            ("500 about to leave", "500"),
            ("500 up to the border", "500"),
            ("12,000, more than expected", "12,000"),
            ("12,000 more troops", "at least 12,000"),
            ("3,000 to 4,000 killed around Kursk", "3,000 to 4,000"),
            ("about 3,000 over the month", "2,700 to 3,300 | 2,400 to 3,600"),
            ("3,000 sent to the front", "3,000"),
            ("3,000 troops, not yet in combat", "3,000"),
        ],
    );
    all(
        Some("metre"),
        &[
            ("10 m above sea level", "10 metre"),
            ("10 m below the surface", "10 metre"),
            ("10 m north of the bridge", "10 metre"),
        ],
    );
}

#[test]
fn a_number_that_is_a_difference_is_no_number_by_itself() {
    const MESSAGE: &str = "this compares the number with another one";
    for (wording, words) in [
        ("12,000 more than last week", "more than"),
        ("12,000 more troops than last week", "more troops than"),
        ("3,000 fewer than a year ago", "fewer than"),
        ("3,000 fewer", "fewer"),
        ("3,000 below strength", "below"),
        ("3,000 short of target", "short of"),
        ("3,000 short", "short"),
        ("3,000 as many as in May", "as many as"),
        ("10 million over budget", "over"),
        ("10 million under the target", "under"),
        ("3,000 under", "under"),
        ("3,000 down", "down"),
    ] {
        all(Some("person"), &[(wording, &format!("{MESSAGE} [{words}]"))]);
    }
    all(Some("percent"), &[("3% lower", &format!("{MESSAGE} [lower]"))]);
    all(Some("degree celsius"), &[("5 below", &format!("{MESSAGE} [below]"))]);
}

#[test]
fn a_denial_behind_a_number_is_told() {
    all(
        Some("person"),
        &[
            ("3,000 not deployed", "this word denies the number [not]"),
            ("3,000 never arrived", "this word denies the number [never]"),
            ("3,000 not yet in combat", "this word denies the number [not yet]"),
        ],
    );
}

#[test]
fn rates_have_a_unit_of_their_own() {
    all(
        Some("person"),
        &[
            (
                "3,000 per day",
                "this is measured in `person per day`, but the attribute in `person` [per day]",
            ),
            ("3,000 a day", "this is measured in `person per day`, but the attribute in `person` [a day]"),
            (
                "3,000 dead daily",
                "this is measured in `person per day`, but the attribute in `person` [daily]",
            ),
            (
                "3,000 every month",
                "this is measured in `person per month`, but the attribute in `person` [every month]",
            ),
            (
                "3,000 each day",
                "this is measured in `person per day`, but the attribute in `person` [each day]",
            ),
            ("3,000/day", "this is measured in `person per day`, but the attribute in `person` [/day]"),
            ("8 to 10 a day", "this is measured in `person per day`, but the attribute in `person` [a day]"),
            (
                "3,000 Russian losses a day",
                "this is measured in `person per day`, but the attribute in `person` [a day]",
            ),
            (
                "3,000 a brigade",
                "this is measured in `person per brigade`, but the attribute in `person` [a brigade]",
            ),
            ("3,000 each", "this number is for each of several, but not for how many [each]"),
            ("3,000 in a day", "at least 3,000"),
            ("3,000 killed a year ago", "3,000"),
            ("3,000 men, a spokesman said", "3,000"),
            ("3,000 per officials", "3,000"),
            ("3,000 as per the plan", "3,000"),
        ],
    );
    all(
        None,
        &[
            ("$80 a barrel", "80 usd per barrel"),
            ("$80/barrel", "80 usd per barrel"),
            ("$1.20 per litre", "1.2 usd per litre"),
            ("$2 to $3 billion a year", "2,000,000,000 to 3,000,000,000 usd per year"),
            ("60 beats a minute", "60 per minute"),
            ("$3 each", "3 usd"),
        ],
    );
}

#[test]
fn an_attribute_may_be_measured_in_a_rate() {
    all(
        Some("kilometre per hour"),
        &[
            ("80 km/h", "80 kilometre per hour"),
            ("80 km per hour", "80 kilometre per hour"),
            ("80 kilometers an hour", "80 kilometre per hour"),
            ("25 metres a second", "90 kilometre per hour"),
            ("80 per hour", "80 kilometre per hour"),
            ("80", "80 kilometre per hour"),
        ],
    );
    all(Some("percent"), &[("40 per cent", "40 %"), ("2.5% a year", "2.5 %")]);
    all(
        Some("barrels per day"),
        &[
            ("3,000 barrels per day", "3,000 barrel per day"),
            ("3,000 barrels a day", "3,000 barrel per day"),
            ("3,000 daily", "3,000 barrel per day"),
            ("3,000", "3,000 barrel per day"),
            (
                "3,000 per week",
                "this is measured in `barrel per week`, but the attribute in `barrel per day` [per week]",
            ),
        ],
    );
    all(Some("person per day"), &[("3,000 troops a day", "3,000 person per day")]);
}

#[test]
fn none_of_a_thing_is_zero_and_no_knowledge_of_it_is_no_number() {
    const MESSAGE: &str = "this gives no number, not even zero";
    all(
        Some("person"),
        &[
            ("no", "0"),
            ("none yet", "0"),
            ("no one", "0"),
            ("no casualties", "0"),
            ("no civilian deaths", "0"),
            ("no casualties have been reported", "0"),
            ("no reported casualties", "0"),
            ("no casualties, reports say", "0"),
            ("no tanks", "0"),
        ],
    );
    for (wording, words) in [
        ("no precise information yet", "no precise information"),
        ("no figures", "no figures"),
        ("no immediate word on casualties", "no immediate word"),
        ("no independent confirmation of deaths", "no independent confirmation"),
        ("no reports of casualties", "no reports"),
        ("no end in sight", "no end"),
        ("nobody knows", "nobody knows"),
        ("almost no information", "almost no information"),
    ] {
        all(Some("person"), &[(wording, &format!("{MESSAGE} [{words}]"))]);
    }
}

#[test]
fn measures_of_two_units_whose_second_one_is_left_out() {
    for wording in ["6-foot-2", "6 ft 2", "six foot two", "6'2\"", "6\u{2019}2\u{201d}", "6 feet 2 tall"] {
        assert_eq!(asked(wording, "metre", "height"), "1.8796 metre", "{wording}");
    }
    for wording in ["1h30", "an hour and 30 minutes", "an hour and a half", "1 h 30"] {
        assert_eq!(asked(wording, "second", "duration"), "5,400 second", "{wording}");
    }
    assert_eq!(asked("a man and three women", "person", "deaths"), "4");
    assert_eq!(asked("a year and five days", "second", "duration"), "this unit is before its number [year]");
    assert_eq!(
        asked("6 ft 13", "metre", "height"),
        "this is a second number, and it does not make a range with the first [13]"
    );
    assert_eq!(
        asked("6 feet 2 men", "metre", "height"),
        "this is a second number, and it does not make a range with the first [2]"
    );
}

#[test]
fn what_is_said_beside_a_figure_in_another_measure() {
    for wording in ["$94.9 billion, up 6% year over year", "$94.9B (+6%)", "$94.9bn, down 2 percent"] {
        assert_eq!(asked(wording, "money", "revenue"), "94,900,000,000 usd", "{wording}");
    }
    assert_eq!(asked("74,223,975 (46.8%)", "vote", "votes"), "74,223,975 vote");
    assert_eq!(asked("45 hurt, 6 critically", "person", "injured"), "45");
    assert_eq!(asked("850,000 pounds", "money", "cost"), "850,000 gbp");
    assert_eq!(asked("850,000 pounds", "kilogram", "weight"), "385,553.5145 kilogram");
    assert_eq!(asked("200 litres per square metre", "metre", "rainfall"), "0.2 metre");
}
