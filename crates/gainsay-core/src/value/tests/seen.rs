//! Wordings that were once read as something else without a word.

use super::quantities::{all, asked};
use super::words::{alike_texts, named};
use super::{BUILT_IN, blamed};
use crate::value::category::Manner;
use crate::value::show::{show_date, show_stage};
use crate::value::{Alike, Told, alike_persons, days, stage};

const SECOND: &str = "this is a second number, and it does not make a range with the first";

#[test]
fn an_article_before_a_sign_is_no_currency() {
    all(
        Some("money"),
        &[
            ("a $5m loss", "5,000,000 usd"),
            ("A $5-million bridge", "5,000,000 usd"),
            ("A$5m", "5,000,000 aud"),
            ("US $5m", "5,000,000 usd"),
            ("$4bn to as much as $6bn", "4,000,000,000 to 6,000,000,000 usd"),
        ],
    );
}

#[test]
fn a_fall_turns_what_bounds_it() {
    for (wording, expected) in [
        ("fell more than 3%", "at most -3 %"),
        ("fell 3% or more", "at most -3 %"),
        ("fell up to 3%", "-3 to 0 %"),
        ("fell by less than 3%", "-3 to 0 %"),
        ("rose under 3%", "0 to 3 %"),
        ("fell well below 3%", "at most 3 %"),
        ("fell to under 3%", "at most 3 %"),
        ("fell under 3%", "this may be by how much it fell, or what it fell to [fell under]"),
        ("fell just below 3%", "this may be by how much it fell, or what it fell to [fell just below]"),
        ("fell from more than 5% to 3%", "3 %"),
        ("fell from 10% to under 5%", "at most 5 %"),
        ("fell from under 5% to 3%", "3 %"),
        ("rose from under 3% to 5%", "5 %"),
        ("lost just under 3%", "-3 to -2.7 %"),
        ("shed under 3%", "-3 to 0 %"),
        ("cut under 3%", "-3 to 0 %"),
        ("rose more than 3% to 5%", "this may be the end of a range, or what the change came to [5]"),
        ("fell 2% to 5%", "this may be the end of a range, or what the change came to [5]"),
        ("up 2% to 5%", "this may be the end of a range, or what the change came to [5]"),
        ("fell 2 to 5%", "-5 to -2 %"),
        ("fell 2-5%", "-5 to -2 %"),
        ("fell between 2% and 5%", "-5 to -2 %"),
        ("a fall of 2% to 5%", "-5 to -2 %"),
        ("an increase of 2% to 5%", "2 to 5 %"),
        ("growth of 2% to 5%", "2 to 5 %"),
        ("a loss of 3%", "-3 %"),
        ("losses of 3%", "-3 %"),
        ("no fall of more than 3%", "this word denies the number [no]"),
        ("fell -3%", "this number has a sign, and the words before it say which way it went [-3]"),
        ("fell nearly 3%", "-3 to -2.7 %"),
        ("rose more than 3%", "at least 3 %"),
        ("more than -3%", "at least -3 %"),
    ] {
        assert_eq!(asked(wording, "percent", "growth"), expected, "{wording}");
    }
}

#[test]
fn a_change_leads_to_what_it_came_to() {
    for (wording, expected) in [
        ("fell under 3%", "at most 3 %"),
        ("fell just under 3%", "2.7 to 3 %"),
        ("fell from more than 5% to 3%", "3 %"),
        ("rose from 3% to more than 5%", "at least 5 %"),
        ("rose more than 3% to 5%", "5 %"),
        ("fell 2% to 5%", "5 %"),
        ("rose over 3%", "this is a change, not the value after it [rose]"),
        ("widened by 3 points", "this is a change, not the value after it [widened]"),
        ("cooled more than expected to 3%", "this is a change, not the value after it [cooled]"),
    ] {
        assert_eq!(asked(wording, "percent", "inflation"), expected, "{wording}");
    }
    for (wording, attribute, expected) in [
        ("fell just under 3%", "growth", "-3 to -2.7 %"),
        (
            "fell just below 3%",
            "growth",
            "this may be by how much it fell, or what it fell to [fell just below]",
        ),
        ("fell by 2 points to 3%", "growth", "3 %"),
        ("fell by 2 to 3%", "growth", "-3 to -2 %"),
        ("rose 50 basis points to 4.5%", "growth", "4.5 %"),
        ("up 0.3 percentage points", "growth", "this is by how much the rate changed, not the rate [up]"),
        ("up 0.3%", "growth", "0.3 %"),
        ("up 0.3 percentage points", "vote-share-change", "0.3 %"),
        (
            "fell by 2 points to 30%",
            "vote-share-change",
            "this is what it came to, not by how much it changed [30]",
        ),
        ("up 0.3 points", "growth-change", "0.3 %"),
    ] {
        assert_eq!(asked(wording, "percent", attribute), expected, "{wording} of {attribute}");
    }
}

#[test]
fn a_part_of_a_number_is_not_the_number() {
    for (wording, expected) in [
        ("most of the 12", "this word has no meaning here [most]"),
        ("part of the 12", "this word has no meaning here [part of the]"),
        ("some of the 12", "this word has no meaning here [some of the]"),
        ("one of the 12", "1"),
        ("all of the 12", "12"),
        ("1 in 10 passengers", &format!("{SECOND} [10]")),
        ("12 people in one town and 3 people in another", &format!("{SECOND} [3]")),
        ("12 days ago", "this is measured in `second`, but the attribute in `person` [days]"),
        (
            "12 a month on average",
            "this is measured in `person per month`, but the attribute in `person` [a month]",
        ),
        ("40 nearly died", "this says what did not quite become of them [nearly]"),
        ("40 -> 50", "this sign has no meaning behind a number [>]"),
        ("40+", "at least 40"),
        ("a pair", "2"),
    ] {
        assert_eq!(asked(wording, "person", "deaths"), expected, "{wording}");
    }
    all(
        Some("kilogram"),
        &[
            ("5 kg of cocaine and 3 kg of heroin", &format!("{SECOND} [3]")),
            ("as little as 5 kg", "at least 5 kilogram"),
        ],
    );
    all(
        Some("metre"),
        &[("as close as 5 m", "at least 5 metre"), ("no further than 5 m", "at most 5 metre")],
    );
}

#[test]
fn days_counted_from_the_claim() {
    let told = Told { as_of: Some((20_024, 20_024)), ahead: false, begins: false };
    for (wording, expected) in [
        ("two hours ago", "27 to 28 Oct 2024"),
        ("48 hours ago", "26 Oct 2024"),
        ("in two hours", "28 to 29 Oct 2024"),
        ("within two hours", "28 to 29 Oct 2024"),
        ("within 24 hours", "28 to 29 Oct 2024"),
        ("within 36 hours", "28 to 30 Oct 2024"),
        ("over a year ago", "until 28 Oct 2023"),
        ("over the weekend", "26 to 27 Oct 2024"),
        ("some days ago", "21 to 28 Oct 2024"),
        ("before the end of 2025", "until 31 Dec 2025"),
        ("in October last year", "1 to 31 Oct 2023"),
        ("mid-May of last year", "11 to 20 May 2023"),
        ("sometime between 2019 and 2021", "1 Jan 2019 to 31 Dec 2021"),
        ("Nov-24", "this is not a date [Nov-24]"),
        (
            "Nov-Dec 24",
            "this may be between 1 Nov and 24 Dec 2024 or between 1 Nov and 31 Dec 2024 [Nov-Dec 24]",
        ),
        (
            "Dec to Jan 25",
            "this may be between 1 Dec 2023 and 25 Jan 2024 or between 1 Dec 2024 and 31 Jan 2025 [Dec to Jan 25]",
        ),
        ("Nov-Dec 5", "1 Nov to 5 Dec 2024"),
        ("Nov 5-Dec 24", "5 Nov to 24 Dec 2024"),
    ] {
        let read = days::read(wording, told, BUILT_IN.vocabulary());
        let shown = match read {
            Ok(allowed) => show_date(&allowed.plain),
            Err(unreadable) => blamed(wording, &unreadable),
        };
        assert_eq!(shown, expected, "{wording}");
    }
}

#[test]
fn what_is_ruled_out_somewhere_is_what_stands_before_it() {
    for (wording, values, negated) in [
        ("police ruled out arson, lightning and a gas leak", "arson, gas leak, lightning", true),
        ("arson, sabotage and a gas leak have been ruled out", "arson, sabotage, gas leak", true),
        (
            "police ruled out arson, lightning, a gas leak and sabotage",
            "arson, lightning, sabotage, gas leak",
            true,
        ),
        ("police denied that arson had been ruled out", "arson", false),
        ("terrorism ruled out in train crash", "attack", true),
        ("arson ruled out as cause of the fire", "arson", true),
        ("sabotage ruled out in the gas explosion, weather likely", "weather", false),
        ("arson ruled out, short circuit likely", "electrical fault", false),
        ("ruled out arson", "arson", true),
        ("arson was not ruled out", "arson", false),
        ("arson is not ruled out in the blaze", "arson", false),
        ("arson ruled out in the blaze: short circuit", "electrical fault", false),
        ("arson ruled out in the blaze, short circuit", "electrical fault", false),
        ("arson ruled out in the blaze and short circuit blamed", "< electrical fault", false),
        ("arson ruled out in the blaze (short circuit)", "electrical fault", false),
        ("police ruled out terrorism in gas blast", "attack", true),
        ("police have ruled out arson", "arson", true),
        ("arson ruled out in favour of an electrical fault", "electrical fault", false),
        ("ruled out in favour of an electrical fault", "electrical fault", false),
        ("arson all but ruled out", "arson", true),
        ("arson has all but been ruled out", "arson", true),
        ("not a bomb: gas leak", "gas leak", false),
        ("not a bomb - gas leak", "gas leak", false),
        ("not a bomb - police", "bombing", true),
        ("arson ruled out - gas leak", "gas leak", false),
        ("arson ruled out (gas leak)", "gas leak", false),
        ("not a bomb -- gas leak", "gas leak", false),
        ("not arson - or sabotage", "arson, sabotage", true),
        ("no missile - or bomb - found", "missile strike, bombing", true),
        (
            "police ruled out arson in favour of a gas leak or a short circuit",
            "gas leak, electrical fault",
            false,
        ),
        ("ruled out by police in favour of an electrical fault", "electrical fault", false),
        ("arson ruled out by police in favour of a gas leak", "gas leak", false),
        ("no arson in favour of a gas leak", "gas leak", false),
        ("no evidence in favour of arson", "arson", true),
        ("in favour of", "", true),
        ("police ruled out", "", true),
        ("arson ruled out and gas leak blamed", "< gas leak", false),
        ("fire, not from arson", "fire", false),
        ("fire caused by a short circuit", "electrical fire", false),
        ("collision caused by pilot error", "collision by human error", false),
        ("an attack and a fire", "attack, fire", false),
        ("sabotage and a fire", "sabotage, fire", false),
        ("missile strike and air defence fire", "missile strike, air defence fire", false),
    ] {
        let (shown, manner) = named(wording);
        assert_eq!((&*shown, manner.negated), (values, negated), "{wording}");
    }
}

#[test]
fn who_is_suspected_to_be_somewhere_may_be_there() {
    let scale = &BUILT_IN.scales["deployment"];
    for (wording, expected) in [
        ("suspected to be fighting", "in-combat"),
        ("sent back to the front", "deployed"),
        ("sent back", "withdrawn"),
        ("began withdrawing", "withdrawn or beyond"),
    ] {
        let read = stage::read(wording, None, scale, BUILT_IN.vocabulary()).unwrap();
        assert_eq!(show_stage(&read.allowed.plain, scale), expected, "{wording}");
    }
}

#[test]
fn only_who_plainly_rules_out_a_cause_denies_it_for_sure() {
    let sure = Manner { negated: true, ..Manner::default() };
    let weak = Manner { doubtful: true, ..sure };
    let open = Manner { open: true, ..Manner::default() };
    for (manner, wordings) in [
        (
            sure,
            "police ruled out arson; investigators have ruled out arson; the fire brigade has ruled out arson; police rule out arson; \
             arson has been ruled out; arson was ruled out by police; police dismissed arson",
        ),
        (
            weak,
            "tests to rule out arson; police wrongly ruled out arson; \
             police initially ruled out arson; ruled out arson at first; if police rule out arson; \
             police wrongly dismissed arson; the pilot ruled out arson; arson ruled out hastily; not arson (gas leak); \
             not arson/gas leak",
        ),
        (
            open,
            "police cannot rule out arson; police can't rule out arson; police would not rule out arson; police won't rule out arson; \
             police refused to rule out arson; police do not rule out arson; never ruled out arson; arson never ruled out; \
             police haven't ruled out arson; officials have not yet ruled out arson; police are not ruling out arson; \
             nobody has ruled out arson; police denied having ruled out arson; police decline to rule out arson; \
             police failed to rule out arson; police have yet to rule out arson; police are unable to rule out arson; \
             too early to rule out arson; police hope to rule out arson; trying to rule out arson; \
             police stop short of ruling out arson; police will rule out arson",
        ),
    ] {
        for wording in wordings.split("; ") {
            let (shown, read) = named(wording);
            assert_eq!(read, manner, "{wording}");
            assert!(shown.contains("arson") && !shown.contains("human error"), "{wording}: {shown}");
        }
    }
    for (wording, values) in
        [("fire brigade ruled out arson", "arson"), ("the pilot ruled out pilot error", "human error")]
    {
        let (shown, manner) = named(wording);
        assert_eq!((&*shown, manner.negated), (values, true), "{wording}");
    }
}

#[test]
fn who_did_it_may_come_first_or_last() {
    for (one, other, alike) in [
        ("rejected by the court", "the court rejected it", Alike::Perhaps),
        ("attacked by Alphaland", "attacked by Betaland", Alike::No),
        ("Alphaland attacked betaland", "betaland attacked Alphaland", Alike::No),
    ] {
        assert_eq!(alike_texts(one, other, &BUILT_IN.words), alike, "{one} / {other}");
    }
    for (one, other, alike) in
        [("John Smith", "Paul Smith", Alike::No), ("Anna Petrova", "Vera Petrova", Alike::No)]
    {
        assert_eq!(alike_persons(one, other, &BUILT_IN.words), alike, "{one} / {other}");
    }
}
