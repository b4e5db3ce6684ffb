//! Quantities as people word them.

use super::{BUILT_IN, blamed};
use crate::value::show::show_quantity;
use crate::value::{Unreadable, quantity};

fn read(wording: &str, unit: Option<&str>) -> Result<quantity::Quantity, Unreadable> {
    quantity::read(wording, unit, &BUILT_IN.hedges, &BUILT_IN.units)
}

/// The set as worded, then the doubled one where that is another.
fn shown(wording: &str, unit: Option<&str>) -> String {
    match read(wording, unit) {
        Ok(quantity::Quantity { allowed, unit, .. }) => {
            let show = |set| show_quantity(set, unit.as_deref());
            match (show(&allowed.plain), show(&allowed.doubled)) {
                (plain, doubled) if plain == doubled => plain,
                (plain, doubled) => format!("{plain} | {doubled}"),
            }
        }
        Err(unreadable) => blamed(wording, &unreadable),
    }
}

/// The set as worded for an attribute of this name.
pub(super) fn asked(wording: &str, unit: &str, attribute: &str) -> String {
    let asked = quantity::Asked { unit: Some(unit), attribute, ..quantity::Asked::default() };
    match quantity::read(wording, asked, &BUILT_IN.hedges, &BUILT_IN.units) {
        Ok(quantity) => show_quantity(&quantity.allowed.plain, quantity.unit.as_deref()),
        Err(unreadable) => blamed(wording, &unreadable),
    }
}

#[track_caller]
pub(super) fn all(unit: Option<&str>, cases: &[(&str, &str)]) {
    let wrong: Vec<String> = (cases.iter())
        .map(|(wording, expected)| (wording, shown(wording, unit), *expected))
        .filter(|(_, shown, expected)| shown != expected)
        .map(|(wording, shown, expected)| format!("{wording}: {shown}, not {expected}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn numbers() {
    all(
        Some("person"),
        &[
            ("12000", "12,000"),
            ("12,000", "12,000"),
            ("12 000", "12,000"),
            ("a thousand", "1,000"),
            ("forty-seven", "47"),
            ("two dozen", "24"),
            ("1.2 million", "1,200,000"),
            ("half a million", "500,000"),
            ("½ million", "500,000"),
            ("1½ million", "1,500,000"),
            ("10k", "10,000"),
            ("5 M", "5,000,000"),
            ("1e5", "100,000"),
            ("-0", "0"),
            ("-5", "-5"),
            ("+5", "at least 5"),
            ("minus 5", "-5"),
            ("minus five thousand", "-5,000"),
            ("plus 5", "at least 5"),
            ("79228162514264337593543950335", "79,228,162,514,264,337,593,543,950,335"),
            ("(12,000)", "12,000"),
            ("12,000.", "12,000"),
        ],
    );
}

#[test]
fn hedges() {
    all(
        Some("person"),
        &[
            ("around 12,000", "11,000 to 13,000 | 10,000 to 14,000"),
            ("about 4,870", "4,860 to 4,880 | 4,850 to 4,890"),
            ("about 3,000", "2,700 to 3,300 | 2,400 to 3,600"),
            ("some 1,500", "1,400 to 1,600 | 1,300 to 1,700"),
            ("nearly 11,000", "10,000 to 11,000 | 9,000 to 11,000"),
            ("just under 100", "90 to 100 | 80 to 100"),
            ("just over 200", "200 to 220 | 200 to 240"),
            ("12?", "12 | any number"),
            ("~10k", "9,000 to 11,000 | 8,000 to 12,000"),
            ("10,000 or so", "9,000 to 11,000 | 8,000 to 12,000"),
            ("about -5", "-5 | -6 to -4"),
            ("at least 3,000", "at least 3,000"),
            ("more than three thousand", "at least 3,000"),
            ("3,000+", "at least 3,000"),
            (">12k", "at least 12,000"),
            ("10000-plus", "at least 10,000"),
            ("some 3,000 or more", "at least 2,700 | at least 2,400"),
            ("already exceeded 3,000", "at least 3,000"),
            ("3,000 and counting", "at least 3,000"),
            ("up to 12,000", "at most 12,000"),
            ("as many as 8,000", "at most 8,000"),
            ("up to about 3,000", "at most 3,300 | at most 3,600"),
            ("<= 5", "at most 5"),
            ("total of 10,000 by December", "10,000"),
            ("10,000 by December", "10,000"),
            ("12,000 soon", "12,000"),
            ("so far 12,000", "12,000"),
            ("provisional 12,000", "12,000"),
            // A figure that may change is the figure for now; what is still to come is not.
            ("12,000 to be updated", "12,000"),
            ("12,000, to be updated", "12,000"),
            ("12,000 (will be revised)", "12,000"),
            ("12,000, subject to change", "12,000"),
            ("12,000 to be sent", "at most 12,000 | any number"),
        ],
    );
}

#[test]
fn words_for_numbers() {
    all(
        Some("person"),
        &[
            ("dozens", "24 to 99"),
            ("several hundred", "200 to 999"),
            ("several thousands", "2,000 to 9,999"),
            ("thousands", "at least 2,000"),
            ("thousands of troops", "at least 2,000"),
            ("tens of thousands", "20,000 to 99,999"),
            ("couple thousand more", "at least 2,000"),
            ("a six-figure number", "100,000 to 999,999"),
            ("double digits", "10 to 99"),
            ("dozens to hundreds", "24 to 999"),
            ("at least dozens", "at least 24"),
            ("no troops", "0"),
            ("none", "0"),
            ("an unknown number", "at least 0"),
            ("few, if any", "0 to 9"),
            ("almost none", "0 to 9"),
            ("3,000-ish", "2,700 to 3,300 | 2,400 to 3,600"),
        ],
    );
}

#[test]
fn ranges() {
    all(
        None,
        &[
            ("15,000 to 18,000", "15,000 to 18,000"),
            ("10,000-12,000", "10,000 to 12,000"),
            ("between 8,000 and 10,000", "8,000 to 10,000"),
            ("from 10,000 to 12,000", "10,000 to 12,000"),
            ("12,000 or 13,000", "12,000 to 13,000"),
            ("5 to 6 million", "5,000,000 to 6,000,000"),
            ("5 to 6,000", "5,000 to 6,000"),
            ("12 to 12,000", "12 to 12,000"),
            ("ten or twelve thousand", "10,000 to 12,000"),
            ("one to two dozen", "12 to 24"),
            ("10-12k", "10,000 to 12,000"),
            ("11 to 12,000", "11,000 to 12,000"),
            ("closer to 11 to 12,000", "10,000 to 13,000 | 9,000 to 14,000"),
            ("11, maybe 12", "11 to 12"),
            ("hundreds, possibly thousands", "at least 200"),
            ("-5 to 5", "-5 to 5"),
            ("minus 5 to plus 5", "-5 to 5"),
            ("between minus 5 and 5", "-5 to 5"),
            ("up to 10 to 12 thousand", "at most 12,000"),
            ("at least 10,000 but no more than 12,000", "10,000 to 12,000"),
            ("at least 10,000, up to 12,000", "10,000 to 12,000"),
            ("at most 12,000 and at least 10,000", "10,000 to 12,000"),
            ("between at least 5 and at most 10", "5 to 10"),
            ("more than 5 but fewer than 7", "5 to 7"),
        ],
    );
}

#[test]
fn products() {
    all(
        Some("person"),
        &[
            ("two brigades of 6,000 each", "12,000"),
            ("five units, about 3,000 each", "13,500 to 16,500 | 12,000 to 18,000"),
            ("two or three brigades of 6,000 each", "12,000 to 18,000"),
            ("3 x 1000", "3,000"),
            ("-5 to 5 x -1", "a range cannot be taken a negative number of times [-1]"),
            ("two brigades of 6,000 each", "12,000"),
            ("two brigades", "this is measured in `brigade`, but the attribute in `person` [brigades]"),
            ("two officers and a general", "3"),
            ("two officers, including a general", "2"),
            ("at least two units, up to 6,000 each", "this hedge contradicts the one before it [up to]"),
        ],
    );
}

#[test]
fn units() {
    all(
        Some("metre"),
        &[
            ("3 km", "3,000 metre"),
            ("3", "3 metre"),
            ("3 kg", "this is measured in `kilogram`, but the attribute in `metre` [kg]"),
        ],
    );
    all(
        Some("kilometre"),
        &[
            ("3", "3,000 metre"),
            ("half a mile", "804.672 metre"),
            ("three quarters of a mile", "1,207.008 metre"),
            ("about 3 miles", "4,345.2288 to 5,310.8352 metre | 3,862.4256 to 5,793.6384 metre"),
        ],
    );
    all(
        Some("lamps"),
        &[
            ("3", "3 lamps"),
            ("3 lamps", "3 lamps"),
            ("3 km", "this is measured in `metre`, but the attribute in `lamps` [km]"),
        ],
    );
    all(
        Some("percent"),
        &[
            ("40%", "40 %"),
            ("40", "40 %"),
            ("almost half", "45 to 50 % | 40 to 50 %"),
            ("three in five", "60 %"),
            ("nine out of 10", "90 %"),
            ("3/4", "75 %"),
            ("most", "50 to 100 %"),
            ("25 basis points", "0.25 %"),
            ("52% ±3", "49 to 55 %"),
            ("52%, margin of error plus or minus 3 points", "49 to 55 %"),
            ("46% (95% CI 44-48)", "44 to 48 %"),
            ("two thirds", "66.666667 %"),
            ("half a percentage point", "0.5 %"),
            ("half percent", "0.5 %"),
            ("1% to 2%", "1 to 2 %"),
            ("1–2%", "1 to 2 %"),
        ],
    );
    all(
        Some("person"),
        &[
            ("3,800 killed or wounded", "3,800"),
            ("8,000 soldiers are training", "8,000"),
            ("15,000 from Korea", "15,000"),
            ("troops: about 3,000", "2,700 to 3,300 | 2,400 to 3,600"),
            ("40%", "this is measured in `percent`, but the attribute in `person` [%]"),
            ("half", "this is measured in `percent`, but the attribute in `person` [half]"),
        ],
    );
    all(
        None,
        &[
            ("$300", "300 usd"),
            ("€1.5bn", "1,500,000,000 eur"),
            ("$5m", "5,000,000 usd"),
            ("$5 m", "5,000,000 usd"),
            ("$6,000 for two men each", "12,000 usd"),
            ("two brigades of 6,000 each", "12,000"),
            ("5 m", "5 metre"),
            ("5m", "`m` may be a unit here, or multiply the number [5m]"),
            ("5m deep", "5 metre"),
            ("5m people", "5,000,000"),
            ("1.2m euros", "1,200,000 eur"),
            ("−5 °C", "-5 degree celsius"),
            ("$5 to $6 million", "5,000,000 to 6,000,000 usd"),
            ("$5-$6 million", "5,000,000 to 6,000,000 usd"),
            ("£5m - £6m", "5,000,000 to 6,000,000 gbp"),
            ("10 km to 20 miles", "10,000 to 32,186.88 metre"),
            ("500 m to 2 km", "500 to 2,000 metre"),
            ("one soldier to five soldiers", "1 to 5"),
            ("at least 300 troops but no more than 500", "300 to 500"),
        ],
    );
}

#[test]
fn what_cannot_be_read_is_told_at_its_words() {
    const SECOND: &str = "this is a second number, and it does not make a range with the first";
    const NO_END: &str = "this range has no end";
    const NO_LAST: &str = "this range has no number at its end";
    const STRAY: &str = "this word is neither a number nor a hedge";
    const NO_NUMBER: &str = "this is not a number that can be read";
    for (wording, message, word) in [
        ("", "there is no number in it", ""),
        ("   ", "there is no number in it", "   "),
        (" about soldiers ", "there is no number in it", "about soldiers"),
        ("NaN", STRAY, "NaN"),
        ("inf", STRAY, "inf"),
        ("3rd", "this is an ordinal number, not a count", "3rd"),
        ("up to 'wobbly' 300", STRAY, "wobbly"),
        ("十", STRAY, "十"),
        ("1e999999999", NO_NUMBER, "1e999999999"),
        ("about 1e-99 m", NO_NUMBER, "1e-99"),
        ("1234567890123456789012345678901234567890", NO_NUMBER, "1234567890123456789012345678901234567890"),
        ("79228162514264337593543950336", NO_NUMBER, "79228162514264337593543950336"),
        (
            "about 79228162514264337593543950335",
            "this number is too large to calculate with",
            "79228162514264337593543950335",
        ),
        ("a trillion trillion trillion", NO_NUMBER, "a trillion trillion trillion"),
        ("some 12,34 men", NO_NUMBER, "12,34"),
        ("10² men", NO_NUMBER, "10²"),
        ("1000s of troops", NO_NUMBER, "1000s"),
        ("12,000 and 13,000", SECOND, "13,000"),
        ("300 killed or 500 wounded", SECOND, "500"),
        ("12,000 troops and 500 officers", SECOND, "500"),
        ("at least 300 killed, up to 500 wounded", SECOND, "500"),
        ("at most at least 10", "this hedge contradicts the one before it", "at least"),
        ("one battalion (about 500)", SECOND, "500"),
        ("some 12,000 to 10,000 men", "the range ends below its start", "12,000 to 10,000"),
        ("not 12,000", "this word denies the number", "not"),
        ("not yet 12,000", "this word denies the number", "not yet"),
        ("plus about 5", "this word has no meaning here", "plus"),
        ("between 8,000", NO_END, "between 8,000"),
        ("between about 8,000 men", NO_END, "between about 8,000"),
        ("from 3,000", NO_END, "from 3,000"),
        ("3,000 to", NO_LAST, "to"),
        ("3,000-", NO_LAST, "-"),
        ("half a mile to a gallon", SECOND, "a gallon"),
        ("since 2020", "this word begins a place or a time, but a number follows", "since"),
        ("300 dollars euros", "this is measured in `eur`, and the words before in `usd`", "euros"),
        ("£10 to $20", "this is measured in `usd`, and the start of the range in `gbp`", "$"),
    ] {
        all(None, &[(wording, &format!("{message} [{word}]"))]);
    }
}

#[test]
fn a_word_that_is_nearly_a_hedge_is_suggested_and_no_other() {
    let help = |wording: &str| read(wording, None).unwrap_err().help.unwrap();
    assert_eq!(help("abuot 12,000"), "did you mean `about`?");
    assert_eq!(help("aproximately 12,000"), "did you mean `approximately`?");
    // A hedge of several words is meant as a whole: `est` is one too.
    assert_eq!(help("at lest 50"), "did you mean `at least`?");
    assert_eq!(help("at lest about 50"), "did you mean `at least`?");
    assert_eq!(help("at mots 50"), "did you mean `at most`?");
    assert_eq!(help("mor than 50"), "did you mean `more than`?");
    assert_eq!(help("No fewr than 50"), "did you mean `no fewer than`?");
    assert_eq!(help("up too 50"), "did you mean `up to`?");
    assert_eq!(help("50 or mor"), "did you mean `or more`?");
    assert_eq!(help("over abot 50"), "did you mean `about`?");
    assert!(help("blorfed 4,000 people").starts_with("declare `blorfed` under `hedges` if it is one, "));
    assert_eq!(
        help("5 ktoe"),
        "declare `ktoe` under `units` if it is one, give the figures beside the words: `{ worded: ..., low: ..., high: ... }`, \
         or leave it out if it changes nothing"
    );
    assert_eq!(help("12 milion men"), "did you mean `million`?");
    assert_eq!(help("between about 8,000"), "write `between 8,000 and ...`, or `at least 8,000`");
    assert!(read("12 husbands", None).is_ok());
    assert!(help("brigades of it").starts_with("give the figures beside the words"));
}

#[test]
fn a_point_before_three_digits_may_part_thousands_of_what_is_counted() {
    const MESSAGE: &str = "the point may separate thousands or decimals";
    for wording in ["11.000", "1.500 troops", "about 12.345 killed"] {
        let number = wording.trim_start_matches("about ").split(' ').next().unwrap();
        assert_eq!(shown(wording, Some("person")), format!("{MESSAGE} [{number}]"), "{wording}");
    }
    all(
        Some("person"),
        &[
            ("1.5", "what is counted here comes in whole numbers [1.5]"),
            ("1.250 million", "1,250,000"),
            ("1.000.000", "1,000,000"),
        ],
    );
    all(Some("kilometre"), &[("1.500", "1,500 metre")]);
    all(Some("percent"), &[("11.250", "11.25 %")]);
    all(None, &[("3.142", "3.142")]);
}

#[test]
fn the_numbers_of_a_text_are_found_whatever_stands_around_them() {
    let read = |text: &str| {
        quantity::numbers(text, &BUILT_IN.hedges, &BUILT_IN.units).map(|numbers| {
            let show = |meaning: &rust_decimal::Decimal| meaning.normalize().to_string();
            let told = |number: &quantity::Written| {
                let meanings: Vec<String> = number.meanings.iter().map(show).collect();
                format!("{} = {}", &text[number.range.clone()], meanings.join(" or "))
            };
            numbers.iter().map(told).collect::<Vec<_>>()
        })
    };
    for (text, expected) in [
        ("We saw some twelve thousand troops, and 3 generals.", vec!["twelve thousand = 12000", "3 = 3"]),
        ("1.2 million or 1,200,000", vec!["1.2 million = 1200000", "1,200,000 = 1200000"]),
        ("10 to 12 thousand men", vec!["10 = 10 or 10000", "12 thousand = 12000"]),
        ("between 10 and 12 thousand", vec!["10 = 10 or 10000", "12 thousand = 12000"]),
        ("-5 degrees on the 11th", vec!["5 = 5"]),
        ("half of the voters, 12.000 in all", vec!["half = 0.5 or 50", "12.000 = 12 or 12000"]),
        ("dozens of them", vec![]),
        ("", vec![]),
    ] {
        assert_eq!(read(text), Some(expected.into_iter().map(str::to_owned).collect()), "{text}");
    }
    for text in ["около 12 тысяч", "some 12,34 men"] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn mixed_fractions_powers_of_ten_and_numbers_in_brackets() {
    all(
        Some("percent"),
        &[("33 1/3 %", "33.333333 %"), ("33-1/3%", "33.333333 %"), ("8 out of every 10", "80 %")],
    );
    all(
        Some("kilometre"),
        &[
            ("1.5 \u{d7} 10⁸ km", "150,000,000,000 metre"),
            ("1.5 x 10^8 km", "150,000,000,000 metre"),
            ("10^8 km", "100,000,000,000 metre"),
            ("2 1/2 km", "2,500 metre"),
            ("3 \u{d7} 10^99 km", "this is not a number that can be read [3 \u{d7} 10^99]"),
        ],
    );
    // Brackets make a sum negative, and not what has a margin or a hedge.
    all(
        Some("kilogram"),
        &[
            ("(4.2 ± 0.1) kg", "4.1 to 4.3 kilogram"),
            ("(about 12) kg", "11 to 13 kilogram | 10 to 14 kilogram"),
        ],
    );
    all(Some("person"), &[("a single fatality", "1"), ("１２３", "these digits are not 0 to 9 [１２３]")]);
    all(Some("person"), &[("a death toll", "there is no number in it [a death toll]")]);
}
