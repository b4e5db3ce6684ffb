//! Wordings word by word.

use proptest::prelude::*;

use super::BUILT_IN;
use super::laws::wording;
use crate::value::quantity::Asked;
use crate::value::{Kind, Part, ReadFor, Told, clock, days, flag, parts, quantity, stage};

/// What values are read for, and whether a wording can be.
fn read_for(kind: Kind, attribute: &str) -> ReadFor<'_> {
    let unit = BUILT_IN.attribute(attribute).and_then(|attribute| attribute.unit.as_deref());
    ReadFor {
        kind,
        asked: Asked { unit, attribute, ..Asked::default() },
        scale: Some(&BUILT_IN.scales["deployment"]),
        terms: Some(&BUILT_IN.terms["causes"]),
        told: Told { as_of: Some((20_024, 20_024)), ahead: false, begins: false },
    }
}

fn can_be_read(wording: &str, read_for: &ReadFor<'_>) -> bool {
    let vocabulary = BUILT_IN.vocabulary();
    match read_for.kind {
        Kind::Quantity => {
            quantity::read(wording, read_for.asked, vocabulary.hedges, vocabulary.units).is_ok()
        }
        Kind::Stage => {
            read_for.scale.is_some_and(|scale| stage::read(wording, None, scale, vocabulary).is_ok())
        }
        Kind::Date => days::read(wording, read_for.told, vocabulary).is_ok(),
        Kind::Time => clock::read(wording, vocabulary).is_ok(),
        Kind::Flag => flag::read(wording, vocabulary).is_ok(),
        _ => true,
    }
}

fn shown(wording: &str, read_for: &ReadFor<'_>) -> Vec<String> {
    let show = |part: Part| {
        let named = part.hedge_as().map(|name| format!(", as {name}")).unwrap_or_default();
        let does = part.does.as_ref().map(|does| format!(" {does}")).unwrap_or_default();
        format!("{}: {}{named}{does}", part.words, part.role.name())
    };
    parts(wording, read_for, BUILT_IN.vocabulary()).into_iter().map(show).collect()
}

#[test]
fn numbers_word_by_word() {
    for (attribute, wording, expected) in [
        (
            "troops",
            "roughly 12,000 soldiers",
            vec![
                "roughly: hedge, as about allows plus or minus one unit of the last digit that is not 0, at most 10 %",
                "12,000: number is 12,000",
                "soldiers: counted noun counts people",
            ],
        ),
        (
            "deaths",
            "at least 5 dead",
            vec![
                "at least: hedge makes it the lower bound",
                "5: number is 5",
                "dead: counted noun says what became of those counted",
            ],
        ),
        ("distance", "2 miles", vec!["2: number is 2", "miles: unit converts to kilometre, times 1.609344"]),
        (
            "cost",
            "12 USD million",
            vec!["12: number is 12,000,000", "USD: unit is the unit usd", "million: scale"],
        ),
        (
            "duration",
            "an hour and a half",
            vec![
                "an: number is 1",
                "hour: unit converts to second, times 3,600",
                "and: connective joins what is on either side of it",
                "a half: number is 50 %",
            ],
        ),
        ("deaths", "unknown", vec!["unknown: not known allows everything"]),
    ] {
        assert_eq!(shown(wording, &read_for(Kind::Quantity, attribute)), expected, "{wording}");
    }
}

#[test]
fn dates_times_and_stages_word_by_word() {
    for (kind, wording, expected) in [
        (
            Kind::Date,
            "by 1 November 2024",
            vec!["by: hedge makes it the last possible day", "1: number", "November: month", "2024: number"],
        ),
        (Kind::Date, "2024-10-27/2024-10-28", vec!["2024-10-27/2024-10-28: date"]),
        (
            Kind::Date,
            "two weeks ago",
            vec![
                "two: number is 2",
                "weeks: length of time",
                "ago: relative date counts from the date of the claim",
            ],
        ),
        (
            Kind::Time,
            "shortly after 6:45 a.m. EST",
            vec![
                "shortly after: hedge allows half an hour after it",
                "6:45: time of day",
                "a.m.: time of day",
                "EST: zone",
            ],
        ),
        (
            Kind::Stage,
            "not yet deployed",
            vec!["not yet: denial, as so far extends a denial to all days before", "deployed: stage"],
        ),
        (
            Kind::Stage,
            "visibly advancing?",
            vec![
                "visibly: filler changes nothing",
                "advancing: stage means `moved-closer`",
                "?: doubt says that it is likely so",
            ],
        ),
        (
            Kind::Stage,
            "some deployed to Kursk",
            vec![
                "some: hedge, as about limits it to a part",
                "deployed: stage",
                "to: circumstance begins a phrase that changes nothing",
                "Kursk: circumstance belongs to a phrase that changes nothing",
            ],
        ),
    ] {
        assert_eq!(shown(wording, &read_for(kind, "x")), expected, "{wording}");
    }
}

#[test]
fn categories_and_other_words_with_what_denies_them_or_leaves_them_in_doubt() {
    for (kind, wording, expected) in [
        (Kind::Category, " missile strike ", vec!["missile strike: category"]),
        (
            Kind::Category,
            "possibly a bomb or a rocket",
            vec![
                "possibly: doubt says that it may be so",
                "a: filler changes nothing",
                "bomb: category means `bombing`",
                "or: connective joins what is on either side of it",
                "a: filler changes nothing",
                "rocket: category means `rocket attack`",
            ],
        ),
        (Kind::Names, "not Kim Yong Bok", vec!["not: denial denies what follows", "Kim Yong Bok: name"]),
        (
            Kind::Flag,
            "probably not yet",
            vec!["probably: doubt says that it is likely so", "not yet: yes or no"],
        ),
        (Kind::Flag, "not yet", vec!["not yet: yes or no"]),
        (Kind::Text, "it was late", vec!["it was late: text"]),
    ] {
        assert_eq!(shown(wording, &read_for(kind, "x")), expected, "{wording}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    /// Every character of a wording that is read, but for blanks, is in one part, and none of them is unknown.
    #[test]
    fn parts_account_for_all_of_a_wording(
        wording in wording(),
        kind in prop::sample::select(vec![
            Kind::Quantity, Kind::Quantity, Kind::Date, Kind::Time, Kind::Stage, Kind::Category, Kind::Text, Kind::Flag,
        ]),
        attribute in prop::sample::select(vec!["x", "deaths", "distance", "cost", "turnout"]),
    ) {
        let read_for = read_for(kind, attribute);
        let parts = parts(&wording, &read_for, BUILT_IN.vocabulary());
        let mut at = 0;
        for part in &parts {
            prop_assert!(at <= part.range.start && !part.range.is_empty(), "{:?}", parts);
            prop_assert_eq!(&wording[part.range.clone()], &part.words);
            prop_assert!(wording[at..part.range.start].trim().is_empty(), "{:?}", parts);
            at = part.range.end;
        }
        prop_assert!(wording[at..].trim().is_empty(), "{:?}", parts);
        if can_be_read(&wording, &read_for) {
            let unknown = parts.iter().find(|part| part.role == crate::value::PartRole::Unknown);
            prop_assert!(unknown.is_none(), "{:?}", parts);
        }
    }
}
