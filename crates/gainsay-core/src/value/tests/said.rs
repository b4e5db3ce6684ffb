//! What is said right behind a number of those that it counts.

use super::quantities::asked;

/// How the message begins, of people as of others.
const OTHERS: &str = "this counts other";
const THING: &str = "the attribute is measured in another unit";
const SOME: &str = "this is none of some of them, not of all";

/// What is read as worded, or the message that is to be found in why not.
#[track_caller]
pub(super) fn each(unit: &str, cases: &[(&str, &str, &str)]) {
    let wrong: Vec<String> = (cases.iter())
        .map(|(attribute, wording, expected)| {
            (attribute, wording, asked(wording, unit, attribute), *expected)
        })
        .filter(|(.., shown, expected)| {
            shown != expected && !(expected.contains(' ') && shown.contains(expected))
        })
        .map(|(attribute, wording, shown, expected)| {
            format!("{attribute}: {wording}: {shown}, not {expected}")
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn those_in_another_state_are_not_the_dead() {
    for wording in [
        "30 alive",
        "30 still alive",
        "30 found alive",
        "30 recovered alive",
        "30 unharmed",
        "30 free",
        "30 released",
        "30 escaped",
        "30 hospitalised",
        "30 in hospital",
        "30 in critical condition",
        "30 treated",
        "30 discharged",
        "30 infected",
        "30 sick",
        "30 tested positive",
        "30 trapped",
        "30 stranded",
        "30 at risk",
        "30 vaccinated",
        "30 shot",
        "30 found",
        "30 employed",
        "30 (hospitalised)",
        "30 sick people",
        "30 trapped under the rubble",
        "30 hospitalised on Monday",
        "30, still alive",
        "30 slightly",
        "30 critically",
        "30 saved",
    ] {
        each("person", &[("deaths", wording, OTHERS)]);
    }
    each(
        "person",
        &[
            ("deaths", "30 found dead", "30"),
            ("deaths", "30 killed", "30"),
            ("deaths", "30 died in hospital", "30"),
            ("deaths", "30 trapped people died", "30"),
            ("deaths", "30 shot dead", "30"),
            ("deaths", "left 30 dead", "30"),
            ("deaths", "27 people shot and killed", "27"),
            ("deaths", "30 local residents", "30"),
            ("deaths", "30 people trapped in the building died", "30"),
            ("deaths", "30 people trapped in the building have died", "30"),
            ("deaths", "30 people trapped in the dead building", OTHERS),
            ("deaths", "30 people trapped where others died", OTHERS),
            ("deaths", "30 trapped in the building", OTHERS),
            ("deaths", "30 dead or trapped", "at most 30"),
            ("deaths", "30 dead and hospitalised", "at most 30"),
            ("deaths", "nobody was hurt", "0"),
            ("deaths", "no survivors", OTHERS),
            ("deaths", "none survived", OTHERS),
            ("deaths", "none alive", SOME),
            ("deaths", "none of the dead were children", SOME),
            ("deaths", "none were children", SOME),
            ("deaths", "none of the passengers died", "at least 0"),
            ("deaths", "30 confirmed dead", "30"),
            ("injured", "30 confirmed dead", OTHERS),
            ("deaths", "30 slightly injured", OTHERS),
            ("injured", "six in satisfactory condition", "6"),
            ("injured", "30 hospitalised", "30"),
            ("injured", "30 trapped", OTHERS),
            ("bodies", "30 recovered", "30"),
            ("bodies", "30 found", "30"),
        ],
    );
}

#[test]
fn those_in_another_state_are_none_of_the_attributes_either() {
    each(
        "person",
        &[
            ("troops", "10,000 killed", OTHERS),
            ("troops", "10,000 wounded", OTHERS),
            ("troops", "10,000 dead", OTHERS),
            ("troops", "10,000 captured", OTHERS),
            ("troops", "10,000 missing", OTHERS),
            ("troops", "10,000 have left", OTHERS),
            ("troops", "10,000 gone", OTHERS),
            ("troops", "10,000 to come", OTHERS),
            ("troops", "10,000 to arrive", OTHERS),
            ("troops", "10,000 on their way", OTHERS),
            ("troops", "10,000 promised", OTHERS),
            ("troops", "10,000 pledged", OTHERS),
            ("troops", "10,000 needed", OTHERS),
            ("troops", "10,000 when fully deployed", OTHERS),
            ("troops", "10,000 civilians", OTHERS),
            ("troops", "10,000 deserters", OTHERS),
            ("troops", "10,000 rounds", THING),
            ("troops", "10,000 casualties", OTHERS),
            ("troops", "10,000 deployed", "10,000"),
            ("troops", "10,000 North Korean soldiers", "10,000"),
            ("troops", "10,000 remain", "10,000"),
            ("troops", "a 5,000-strong brigade", "5,000"),
            ("troops", "3,000 training in the east", "3,000"),
            ("troops", "3,000 in training", "at least 3,000"),
            ("troops", "3,000 in training in the east", "at least 3,000"),
            ("troops", "3,000 in training camps", "3,000"),
            ("troops", "3,000 to be deployed", "at most 3,000"),
            ("deaths", "12 killed in training", "12"),
            ("deaths", "12 in training", OTHERS),
            ("deaths", "150 bodies to be identified", "this is what is still to be done to them"),
            ("deaths", "150 to be buried", "this is what is still to be done to them"),
            ("deaths", "150 to be counted", OTHERS),
            ("deaths", "150 dead to be updated", "150"),
            ("rescued", "150 to be rescued", "at most 150"),
            ("troops-planned", "10,000 promised", "10,000"),
            ("troops-en-route", "10,000 on their way", "10,000"),
            ("missing", "30 found alive", OTHERS),
            ("missing", "30 found", OTHERS),
            ("missing", "30 accounted for", OTHERS),
            ("missing", "30 recovered", OTHERS),
            ("missing", "30 identified", OTHERS),
            ("missing", "30 returned", OTHERS),
            ("missing", "30 still missing", "30"),
            ("missing", "30 remain missing", "30"),
            ("displaced", "30,000 have returned", OTHERS),
            ("displaced", "30,000 fled", "30,000"),
            ("evacuated", "30 returned", OTHERS),
            ("evacuated", "30 remain", OTHERS),
            ("evacuated", "30 trapped", OTHERS),
            ("evacuated", "30 moved to safety", "30"),
            ("hostages", "30 freed", OTHERS),
            ("hostages", "30 hostages", "30"),
            ("troops", "killing 300", OTHERS),
            ("troops", "10,000 expected to arrive", "at most 10,000"),
            ("rescued", "30 pulled out alive", "30"),
            ("arrests", "30 released", OTHERS),
            ("aboard", "181 killed", OTHERS),
            ("aboard", "181 passengers", "at least 181"),
            ("layoffs", "1,200 jobs", "1,200"),
            ("layoffs", "1,200 made redundant", "1,200"),
            ("headcount", "3,000 employed", "3,000"),
            ("headcount", "about 2,900 left", "2,800 to 3,000"),
            ("headcount", "3,000 laid off", OTHERS),
        ],
    );
    each(
        "percent",
        &[
            ("containment", "40% uncontained", OTHERS),
            ("containment", "40% contained", "40 %"),
            ("unemployment", "95% employed", OTHERS),
            ("unemployment", "5% unemployed", "5 %"),
            ("approval", "40% against", OTHERS),
            ("approval", "40% opposed", OTHERS),
            ("approval", "40% undecided", OTHERS),
            ("approval", "a 4-point lead", OTHERS),
            ("approval", "40% lead", OTHERS),
            ("approval", "40% in favour", "40 %"),
            ("approval", "45% for", "45 %"),
            ("turnout", "45% for", "this word is not known beside a number"),
            ("unemployment", "45% for", OTHERS),
            ("approval", "40% approve", "40 %"),
            ("approval", "40% support", "40 %"),
            ("disapproval", "40% disapprove", "40 %"),
        ],
    );
}

#[test]
fn things_are_no_people() {
    for wording in [
        "30 attacks",
        "30 flights",
        "30 strikes",
        "30 explosions",
        "30 crashes",
        "30 raids",
        "30 sorties",
        "30 countries",
        "30 doses",
        "30 tests",
        "30 calls",
        "30 pages",
        "91 livestock",
        "91 cattle",
        "91 elephants",
        "91 birds",
        "91 fish",
        "91 whales",
        "91 sheep",
        "91 dead sheep",
        "91 dead cattle",
        "no attacks",
    ] {
        each("person", &[("deaths", wording, THING)]);
    }
    each(
        "person",
        &[
            ("deaths", "30 attack deaths", "30"),
            ("deaths", "30 fire deaths", "30"),
            ("deaths", "toll 41", "41"),
            ("deaths", "30, police sources say", "30"),
            ("deaths", "30 in the air strikes", "30"),
        ],
    );
}

#[test]
fn homes_are_counted_by_what_became_of_them() {
    let each = |cases: &[(&str, &str)]| {
        for (wording, expected) in cases {
            let shown = super::nouns::undeclared(wording, "homes-destroyed");
            assert!(
                shown == *expected || shown.contains(OTHERS) && *expected == OTHERS,
                "{wording}: {shown}"
            );
        }
    };
    each(&[
        ("30 saved", OTHERS),
        ("30 damaged", OTHERS),
        ("30 partly damaged", OTHERS),
        ("30 evacuated", OTHERS),
        ("30 at risk", OTHERS),
        ("30 flooded", OTHERS),
        ("30 without power", OTHERS),
        ("30 people", OTHERS),
        ("30 cars", OTHERS),
        ("30 deaths", OTHERS),
        ("30 damaged or destroyed", "at most 30"),
        ("30 destroyed or damaged", "at most 30"),
        ("30 homes", "30"),
        ("30 houses destroyed", "30"),
        ("30 burned down", "30"),
        ("30 flattened", "30"),
        ("30 razed", "30"),
    ]);
}

#[test]
fn what_multiplies_or_changes_a_number_is_no_number() {
    const COMPARES: &str = "this compares the number with another one";
    each(
        "person",
        &[
            ("deaths", "double the 300 reported", COMPARES),
            ("troops", "double the 3,000 there", COMPARES),
            ("deaths", "five in each of three villages", "this number is for each of several"),
            ("deaths", "300 over the official toll", COMPARES),
            ("deaths", "300 beyond the official figure", COMPARES),
            ("deaths", "20 increased to 45", "45"),
            ("deaths", "20 raised to 25", "25"),
            ("deaths", "20 rose to 25", "25"),
            ("deaths", "300 down to 200", "200"),
            ("deaths", "15 reduced by 3", COMPARES),
            ("deaths", "20 cut by 5", COMPARES),
            ("deaths", "212, up by 7", "212"),
            ("deaths", "up by 7 to 212", "212"),
            ("deaths", "doubled from 15 to 30", "30"),
            ("deaths", "nearly doubled to 30", "30"),
            ("deaths", "10,000 killed over the past month", "at least 10,000"),
            ("deaths", "an average of 20", "this is an average, not a total"),
            ("deaths", "20 on average", "this is an average, not a total"),
            ("deaths", "300 past the official figure", COMPARES),
            ("deaths", "past 300", "at least 300"),
            ("deaths", "past the 300", "at least 300"),
            ("deaths", "at worst 30", "at most 30"),
            ("deaths", "30 dead at worst", "at most 30"),
            ("casualties", "at worst 30", "at most 30"),
            ("rescued", "at worst 30", "at least 30"),
            ("evacuated", "at worst 30", "this may be the most that it is, or the least"),
            ("deaths", "only about 3,700", "3,600 to 3,800"),
            ("deaths", "at most 30", "at most 30"),
        ],
    );
    each(
        "money",
        &[
            ("cost", "double the $3bn planned", COMPARES),
            ("damage", "$3bn over the estimate", COMPARES),
            ("damage", "$3bn over two years", "3,000,000,000 usd"),
            ("cost", "nearly doubled to $10bn", "10,000,000,000 usd"),
            ("damage", "$5.52 billion to rebuild", "5,520,000,000 usd"),
            ("damage", "$4bn in today's money", "4,000,000,000 usd"),
        ],
    );
}

#[test]
fn a_share_of_a_share_and_other_days_are_no_number() {
    each(
        "percent",
        &[
            ("share", "0.8 of 1%", "this is a share of a share"),
            ("share", "10 of 40%", "this is a share of a share"),
        ],
    );
    each(
        "percent",
        &[
            ("share", "one percent of one percent", "this is a share of a share"),
            ("share", "8 of 10", "80 %"),
        ],
    );
    each(
        "percent",
        &[
            ("share", "a quarter of one percent", "0.25 %"),
            ("share", "half of 1%", "0.5 %"),
            ("share", "all", "100 %"),
        ],
    );
    each(
        "percent",
        &[
            ("growth", "3% loss", "-3 %"),
            ("growth", "3% drop", "-3 %"),
            ("growth", "3% contraction in GDP", "-3 %"),
        ],
    );
    each(
        "percent",
        &[("growth", "3% rise", "3 %"), ("growth", "3% decline", "-3 %"), ("growth", "a 3% decline", "-3 %")],
    );
    each(
        "day",
        &[
            (
                "duration",
                "10 business days",
                "this is measured in `business day`, but the attribute in `second`",
            ),
            ("duration", "10 days", "864,000 second"),
        ],
    );
    each(
        "day",
        &[
            (
                "duration",
                "five working days",
                "this is measured in `business day`, but the attribute in `second`",
            ),
            ("duration", "30 consecutive days", "2,592,000 second"),
        ],
    );
    each("hour", &[("duration", "more than 30 hours straight", "at least 108,000 second")]);
    each(
        "degree celsius",
        &[
            ("temperature", "5 degrees of frost", "this word is not known"),
            ("temperature", "-10C to -15C", "-15 to -10 degree celsius"),
        ],
    );
    each(
        "degree celsius",
        &[
            ("temperature", "between -10C and -15C", "-15 to -10 degree celsius"),
            ("temperature", "15C to 10C", "the range ends below its start"),
        ],
    );
}

#[test]
fn some_are_not_all() {
    each(
        "person",
        &[
            ("deaths", "300 including missing", "at most 300"),
            ("deaths", "300 (including 50 missing)", "at most 300"),
            ("deaths", "300, including 12 children", "300"),
            ("deaths", "none of them civilians", SOME),
            ("deaths", "none critically", SOME),
            ("injured", "none seriously", SOME),
            ("deaths", "none of them died", "0"),
            ("deaths", "14 of them children", "at least 14"),
            ("deaths", "14 of whom were children", "at least 14"),
            ("deaths", "14 of whom 3 were children", "14"),
            ("troops", "10,000 of them in Kursk", "at least 10,000"),
            ("deaths", "12 since Monday", "at least 12"),
            ("deaths", "12 this week", "at least 12"),
            ("deaths", "12 last week", "at least 12"),
            ("deaths", "12 in October", "at least 12"),
            ("deaths", "12 so far this year", "at least 12"),
            ("deaths", "12 today", "12"),
            ("deaths", "12 killed overnight", "12"),
            ("deaths", "12, officials said today", "12"),
            ("deaths", "12 killed in overnight strikes", "12"),
            ("deaths", "12 yesterday alone", "12"),
            ("deaths", "12 in the last week", "at least 12"),
            ("deaths", "12 over the weekend", "at least 12"),
            ("deaths", "12 in 2023", "at least 12"),
            ("deaths", "12 in the city", "12"),
            ("deaths", "12 killed on Monday", "12"),
            ("deaths", "rose to 200 today", "200"),
            ("deaths", "200 as of today", "200"),
            ("deaths", "41,000 killed since 7 October", "41,000"),
            ("deaths", "41,000 killed since October 7", "41,000"),
            ("deaths", "14,000 killed since 2014", "14,000"),
            ("deaths", "41,000 killed since the war began", "41,000"),
            ("deaths", "12 shot to death", "12"),
            ("deaths", "12 burned alive", "12"),
            ("headcount", "2,900 left", "2,900"),
            ("sheltered", "3,000 evacuees", "3,000"),
            ("displaced", "30,000 living in camps", "30,000"),
            ("returnees", "30,000 returned", "30,000"),
            ("deaths", "12 so far", "12"),
            ("deaths-this-week", "12 this week", "12"),
            ("additional-deaths", "12 this week", "12"),
            ("troops", "10,000 over the past month", "10,000"),
            ("deaths", "below triple digits", "at most 99"),
            ("deaths", "more than double digits", "at least 100"),
            ("deaths", "close to triple digits", "90 to 100"),
            ("deaths", "approaching triple digits", "90 to 100"),
            ("deaths", "nearly six figures", "90,000 to 100,000"),
            ("deaths", "at least triple digits", "at least 100"),
            ("deaths", "up to triple digits", "at most 999"),
        ],
    );
}

#[test]
fn tolls_in_short_forms() {
    each(
        "person",
        &[
            ("deaths", "23 KIA", "23"),
            ("wounded", "89 WIA", "89"),
            ("deaths", "8 killed/35 wounded", "8"),
            ("casualties", "112 (23 KIA, 89 WIA)", "112"),
            ("deaths", "killed 91, wounding hundreds", "91"),
            ("deaths", "91 martyrs", "91"),
            ("deaths", "either 13 or 14", "13 to 14"),
            ("deaths", "toll nears 1,500", "1,400 to 1,500"),
            ("deaths", "200 as of 12 May", "200"),
            ("deaths", "200 as of May 12", "200"),
            ("aboard", "68 passengers plus 4 crew members", "72"),
            ("aboard", "72 \u{2013} 68 passengers and four crew", "72"),
            ("aboard", "carrying 181", "181"),
            ("evacuated", "3,200 from 14 villages", "3,200"),
            ("displaced", "1.9 million, 90% of the population", "1,900,000"),
        ],
    );
    each("kilometre per hour", &[("wind-speed", "200 kt", "370.4 kilometre per hour")]);
    each("hectopascal", &[("pressure", "9 MPa", "90,000 hectopascal")]);
    each(
        "money",
        &[
            ("cost", "GH\u{a2}5bn", "5,000,000,000 ghs"),
            ("cost", "QR5bn", "5,000,000,000 qar"),
            ("cost", "5 billion lei", "5,000,000,000 leu"),
        ],
    );
}
