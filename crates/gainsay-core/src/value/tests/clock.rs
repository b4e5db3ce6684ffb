//! Times of day as people word them.

use super::{BUILT_IN, blamed};
use crate::value::Allowed;
use crate::value::clock::{self, Clock, show};

fn read(wording: &str) -> Clock {
    clock::read(wording, BUILT_IN.vocabulary())
        .unwrap_or_else(|unreadable| panic!("{wording}: {unreadable:?}"))
}

fn shown(wording: &str) -> String {
    match clock::read(wording, BUILT_IN.vocabulary()) {
        Ok(Clock { allowed, zone }) => show(&allowed.plain, zone.as_deref()),
        Err(unreadable) => blamed(wording, &unreadable),
    }
}

#[test]
fn times_in_their_usual_spellings() {
    for (wording, expected) in [
        ("14:30", "14:30"),
        (" 14:30:15 ", "14:30:15"),
        ("2.30pm", "14:30"),
        ("2:30 p.m.", "14:30"),
        ("9 pm", "21:00"),
        ("12 a.m.", "00:00"),
        ("12:15 pm", "12:15"),
        ("noon", "12:00"),
        ("midnight", "00:00"),
        ("14h30", "14:30"),
        ("1430 hours", "14:30"),
        ("at 9 in the morning", "09:00"),
        ("1430Z", "14:30 UTC"),
        ("14:30 UTC", "14:30 UTC"),
        ("15:30 GMT", "15:30 UTC"),
        ("6:45 a.m. EST", "11:45 UTC"),
        ("14:30+03:00", "11:30 UTC"),
        ("01:00 UTC+3", "22:00 UTC"),
        ("6 p.m. ET", "18:00 ET"),
        ("11:30 p.m. local time", "23:30"),
        ("18:21 local time (15:21 UTC)", "15:21 UTC"),
        ("16:30 CET (15:30 GMT)", "15:30 UTC"),
        ("around 2am", "01:45 to 02:15"),
        ("around midnight", "23:45 to 00:15"),
        ("shortly after noon", "12:00 to 12:30"),
        ("just before 6 p.m.", "17:30 to 18:00"),
        ("before 9 a.m.", "00:00 to 09:00"),
        ("between 2 and 3 p.m.", "14:00 to 15:00"),
        ("from 11 p.m. to 2 a.m.", "23:00 to 02:00"),
        ("9:00-17:30", "09:00 to 17:30"),
        ("7pm-8pm", "19:00 to 20:00"),
        ("7-8pm", "19:00 to 20:00"),
        ("6-7 am", "06:00 to 07:00"),
        ("6:15-7 a.m. EST", "11:15 to 12:00 UTC"),
        ("10\u{2212}11 in the morning", "10:00 to 11:00"),
        ("09:00-10:00 UTC", "09:00 to 10:00 UTC"),
        ("14:30-0800", "22:30 UTC"),
        ("5 pm on October 28", "17:00"),
        ("around 5 pm, Monday", "16:45 to 17:15"),
        ("on 28 October 2024 at 17:30", "17:30"),
        ("2024-10-28 17:30", "17:30"),
        ("Monday 5 pm", "17:00"),
        ("17:30 today", "17:30"),
        ("19:00\u{2013}20:00", "19:00 to 20:00"),
        ("09:00 to 10:00", "09:00 to 10:00"),
        ("09:00 UTC-10:00", "19:00 UTC"),
        ("24:00", "00:00"),
        ("20:00-24:00", "20:00 to 00:00"),
        ("01:17 (UTC)", "01:17 UTC"),
        ("04:17 (UTC+3)", "01:17 UTC"),
        ("17:30h", "17:30"),
        ("3 o'clock in the afternoon", "15:00"),
    ] {
        assert_eq!(shown(wording), expected, "{wording}");
    }
}

#[test]
fn times_as_people_say_them() {
    for (wording, expected) in [
        ("half past five p.m.", "17:30"),
        ("quarter to six a.m.", "05:45"),
        ("a quarter past seven in the evening", "19:15"),
        ("quarter to one p.m. GMT", "12:45 UTC"),
        ("ten past nine p.m.", "21:10"),
        ("ten minutes after noon", "12:10"),
        ("20 minutes to 8 p.m.", "19:40"),
        ("twenty to eight in the morning", "07:40"),
        ("five minutes to midnight", "23:55"),
        ("half past midnight", "00:30"),
        ("12:00 midnight", "00:00"),
        ("nine at night", "21:00"),
        ("2 at night", "02:00"),
        ("seven o'clock in the evening", "19:00"),
        ("between half past five and six p.m.", "17:30 to 18:00"),
        ("around half past two in the afternoon", "14:15 to 14:45"),
        ("half past five", "this may be 05:30 or 17:30 [half past five]"),
        ("half five", "this is not a time of day [half five]"),
        ("ten to five p.m.", "16:50"),
        ("around ten to six in the morning", "05:35 to 06:05"),
        (
            "five to six p.m.",
            "this may be 5 minutes to the hour, or go from one hour to the other [five to six p.m.]",
        ),
        ("ten to six", "this may be 10 minutes to the hour, or go from one hour to the other [ten to six]"),
        (
            "ten to eleven p.m.",
            "this may be 10 minutes to the hour, or go from one hour to the other [ten to eleven p.m.]",
        ),
        ("from ten to six p.m.", "10:00 to 18:00"),
        ("11 pm to 2 am", "23:00 to 02:00"),
        ("10 pm to midnight", "22:00 to 00:00"),
        ("00:00 to 24:00", "any time"),
        ("midnight to midnight", "any time"),
        ("24:00 to 06:00", "00:00 to 06:00"),
        ("until 24:00", "any time"),
    ] {
        assert_eq!(shown(wording), expected, "{wording}");
    }
}

#[test]
fn what_is_no_time_is_told_at_its_words() {
    for (wording, expected) in [
        ("25:30", "this is not a time of day [25:30]"),
        ("24:30", "this is not a time of day [24:30]"),
        ("09:00-10:00", "this may be 09:00 to 10:00, or 09:00 in the zone UTC-10:00 [09:00-10:00]"),
        ("14:60", "this is not a time of day [14:60]"),
        ("at 13 pm", "this is not a time of day [13 pm]"),
        ("1430", "this is not a time of day [1430]"),
        ("1.10", "this is not a time of day [1.10]"),
        ("2024-10", "this is not a time of day [2024-10]"),
        ("14:30 Paris time", "this is not a time of day [14:30 Paris time]"),
        ("about half past", "this is not a time of day [half past]"),
        ("14:30 CET (14:30 GMT)", "the time in brackets is a different one [14:30 GMT]"),
        ("at 9", "this may be 09:00 or 21:00 [9]"),
        ("9 on October 28", "this may be 09:00 or 21:00 [9]"),
        ("5 pm in Kursk", "this is not a time of day [5 pm in Kursk]"),
        ("October 5 pm", "this is not a time of day [October 5 pm]"),
        ("on October 28", "this is not a time of day [October 28]"),
        ("9 o'clock", "this may be 09:00 or 21:00 [9 o'clock]"),
        ("", "this is not a time of day []"),
        ("二時", "this is not a time of day [二時]"),
    ] {
        assert_eq!(shown(wording), expected, "{wording}");
    }
}

#[test]
fn what_a_time_leaves_open_is_allowed_when_widened() {
    let wide = |wording: &str| show(&read(wording).allowed.doubled, None);
    assert_eq!(wide("9:32"), "09:31 to 09:33 or 21:31 to 21:33");
    // No two clocks show the same.
    assert_eq!(wide("09:32"), "09:31 to 09:33");
    assert_eq!(wide("09:32:10"), "09:31:10 to 09:33:10");
    assert_eq!(wide("09:32 to 09:41"), "09:32 to 09:41");
    assert_eq!(wide("14:30"), "14:25 to 14:35");
    assert_eq!(wide("around 2am"), "01:30 to 02:30");
}

#[test]
fn a_denied_time_allows_the_others() {
    let denied: Allowed = read("around 2am").denied();
    assert!(denied.doubled.holds(&denied.plain));
    assert!(!denied.plain.meets(&read("02:00").allowed.plain));
    assert!(denied.plain.meets(&read("02:16").allowed.plain));
}
