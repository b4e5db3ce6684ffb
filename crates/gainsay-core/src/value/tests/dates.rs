//! Dates as people word them.

use super::{BUILT_IN, blamed};
use crate::value::days;
use crate::value::show::show_date;

/// Counted from 1970-01-01: 2024-10-22.
const AS_OF: i32 = 20_018;

fn shown(wording: &str) -> String {
    match days::read(wording, Some((AS_OF, AS_OF)), &BUILT_IN.hedges) {
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
        ("2024-10-27 or later", "from 27 Oct 2024"),
        ("2024-10-27 or earlier", "until 27 Oct 2024"),
        ("1 November 2024 onwards", "from 1 Nov 2024"),
        ("on 1 November 2024", "1 Nov 2024"),
        ("yesterday, 21 October 2024", "21 Oct 2024"),
    ] {
        assert_eq!(shown(wording), expected, "{wording}");
    }
}

#[test]
fn ranges_take_from_each_other_what_they_do_not_name() {
    for (wording, expected) in [
        ("27 Oct to 3 Nov 2024", "27 Oct to 3 Nov 2024"),
        ("27 to 28 Oct 2024", "27 to 28 Oct 2024"),
        ("Oct 27 - Nov 3, 2024", "27 Oct to 3 Nov 2024"),
        ("Oct. 27-Nov. 3, 2024", "27 Oct to 3 Nov 2024"),
        ("October 27 to 28, 2024", "27 to 28 Oct 2024"),
        ("27 October 2024 to 3 November", "27 Oct to 3 Nov 2024"),
        ("27 Dec to 3 Jan 2025", "27 Dec 2024 to 3 Jan 2025"),
        ("27 Dec 2024 – 3 Jan 2025", "27 Dec 2024 to 3 Jan 2025"),
        ("Oct-Nov 2024", "1 Oct to 30 Nov 2024"),
        ("October 2024 to December 2024", "1 Oct to 31 Dec 2024"),
        ("from 27 October to 3 November 2024", "27 Oct to 3 Nov 2024"),
        ("between 27 and 28 October 2024", "27 to 28 Oct 2024"),
        ("27 or 28 October 2024", "27 to 28 Oct 2024"),
        ("2024-10-27 to 2024-10-30", "27 to 30 Oct 2024"),
        ("about 27-28 October 2024", "24 to 31 Oct 2024"),
        ("over 26-27 October 2024", "26 to 27 Oct 2024"),
    ] {
        assert_eq!(shown(wording), expected, "{wording}");
    }
}

#[test]
fn before_and_after_leave_out_the_date_and_other_bounds_take_it_in() {
    for (wording, expected) in [
        ("before 1 November 2024", "until 31 Oct 2024"),
        ("prior to 2024-11-01", "until 31 Oct 2024"),
        ("before November 2024", "until 31 Oct 2024"),
        ("shortly before 1 Nov 2024", "until 31 Oct 2024"),
        ("before about 1 Nov 2024", "until 3 Nov 2024"),
        ("before today", "until 21 Oct 2024"),
        ("after 1 November 2024", "from 2 Nov 2024"),
        ("after November 2024", "from 1 Dec 2024"),
        ("later than 2024-11-01", "from 2 Nov 2024"),
        ("on or before 1 Nov 2024", "until 1 Nov 2024"),
        ("until 1 Nov 2024", "until 1 Nov 2024"),
        ("by November 2024", "until 30 Nov 2024"),
        ("not after 1 Nov 2024", "until 1 Nov 2024"),
        ("not before 1 Nov 2024", "from 1 Nov 2024"),
        ("since 1 Nov 2024", "from 1 Nov 2024"),
        // One of the days from 23 October to 4 November.
        ("before next week", "until 3 Nov 2024"),
        ("after next week", "from 24 Oct 2024"),
    ] {
        assert_eq!(shown(wording), expected, "{wording}");
    }
}

#[test]
fn about_a_longer_date_widens_it_by_its_length() {
    for (wording, expected) in [
        ("circa 1900", "1 Jan 1899 to 31 Dec 1901"),
        ("around November 2024", "2 Oct to 30 Dec 2024"),
        ("about ../2024-10-18", "until 21 Oct 2024"),
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
        ("27 to November 2024", "27 to November 2024"),
        ("27 and 30 October 2024", "27 and 30 October 2024"),
        ("27 October 2024 to", "27 October 2024 to"),
        ("27 October 2024 to date", "27 October 2024 to date"),
        ("27 October 2024 on", "27 October 2024 on"),
        ("the day before 27 October 2024", "the day before 27 October 2024"),
        ("within days of 27 October 2024", "within days of 27 October 2024"),
        ("27 October 2024 before", "27 October 2024 before"),
        ("October November 2024", "October November 2024"),
        ("2024-13-01", "2024-13-01"),
        ("no 2024-10-27", "no 2024-10-27"),
        ("not yet 2024-10-27", "not yet 2024-10-27"),
        ("about", "about"),
        ("二〇二四", "二〇二四"),
    ] {
        assert_eq!(shown(wording), format!("this is not a date [{word}]"));
    }
}

#[test]
fn what_counts_from_a_date_needs_one() {
    let unreadable = days::read("by next week ", None, &BUILT_IN.hedges).unwrap_err();
    assert_eq!(
        blamed("by next week ", &unreadable),
        "this counts from the claim's date, and the claim has none [next week]"
    );
    assert_eq!(unreadable.help.as_deref(), Some("give the claim an `as-of` date"));
    for edge in [i32::MIN, i32::MAX, i32::MIN + 1, i32::MAX - 1] {
        assert!(days::read("within months", Some((edge, edge)), &BUILT_IN.hedges).is_ok());
    }
}
