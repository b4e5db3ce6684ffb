//! Dates as people word them.

use super::{BUILT_IN, blamed};
use crate::value::date;
use crate::value::show::show_date;

/// Counted from 1970-01-01: 2024-10-22.
const AS_OF: i32 = 20_018;

fn shown(wording: &str) -> String {
    match date::read(wording, Some((AS_OF, AS_OF)), &BUILT_IN.hedges) {
        Ok(allowed) => show_date(&allowed.plain),
        Err(unreadable) => blamed(wording, &unreadable),
    }
}

#[test]
fn dates_and_the_words_around_them() {
    for (wording, expected) in [
        ("2024-10-27", "27 Oct 2024"),
        (" 27 October 2024 ", "27 Oct 2024"),
        ("October 27th, 2024", "27 Oct 2024"),
        ("the 27th of October 2024", "27 Oct 2024"),
        ("Sept. 3, 2024", "3 Sep 2024"),
        ("Oct. 27–28, 2024", "27 to 28 Oct 2024"),
        ("2024-10", "1 to 31 Oct 2024"),
        ("2024", "1 Jan to 31 Dec 2024"),
        ("202X", "1 Jan 2020 to 31 Dec 2029"),
        ("../2024-10-18", "until 18 Oct 2024"),
        ("about 2024-10-27", "24 to 30 Oct 2024"),
        ("around 27 October 2024", "24 to 30 Oct 2024"),
        ("27 October 2024 or so", "24 to 30 Oct 2024"),
        ("by 1 November 2024", "until 1 Nov 2024"),
        ("1 November 2024 at the latest", "until 1 Nov 2024"),
        ("no later than about 2024-11-01", "until 4 Nov 2024"),
        ("since 2024-11", "from 1 Nov 2024"),
        ("2024-11-01, at the earliest", "from 1 Nov 2024"),
        ("today", "22 Oct 2024"),
        ("within days", "22 to 29 Oct 2024"),
        ("next week", "23 Oct to 4 Nov 2024"),
        ("by next week", "until 4 Nov 2024"),
        ("starting tomorrow", "from 23 Oct 2024"),
    ] {
        assert_eq!(shown(wording), expected, "{wording}");
    }
}

#[test]
fn what_is_no_date_is_told_at_its_words() {
    for (wording, word) in [
        ("", ""),
        ("somewhen", "somewhen"),
        ("by somewhen soonish", "somewhen soonish"),
        ("31 February 2024", "31 February 2024"),
        ("30 to 31 September", "30 to 31 September"),
        ("October 27", "October 27"),
        ("28-27 October 2024", "28-27 October 2024"),
        ("October November 2024", "October November 2024"),
        ("2024-13-01", "2024-13-01"),
        ("no 2024-10-27", "no 2024-10-27"),
        ("not yet 2024-10-27", "not yet 2024-10-27"),
        ("about", "about"),
        ("二〇二四", "二〇二四"),
    ] {
        assert_eq!(shown(wording), format!("this is no date [{word}]"));
    }
}

#[test]
fn what_counts_from_a_date_needs_one() {
    let unreadable = date::read("by next week ", None, &BUILT_IN.hedges).unwrap_err();
    assert_eq!(
        blamed("by next week ", &unreadable),
        "this counts from the claim's date, and the claim has none [next week]"
    );
    assert_eq!(unreadable.help.as_deref(), Some("give the claim an `as-of` date"));
    for edge in [i32::MIN, i32::MAX, i32::MIN + 1, i32::MAX - 1] {
        assert!(date::read("within months", Some((edge, edge)), &BUILT_IN.hedges).is_ok());
    }
}
