//! Dates as people word them.

use super::{BUILT_IN, blamed};
use crate::value::show::show_date;
use crate::value::{Told, days};

/// Counted from 1970-01-01: 2024-10-22.
pub(super) const AS_OF: i32 = 20_018;

fn shown(wording: &str) -> String {
    read(wording, false)
}

/// What a date is read as, where the attribute is about a beginning or not.
pub(super) fn read(wording: &str, begins: bool) -> String {
    let told = Told { as_of: Some((AS_OF, AS_OF)), ahead: false, begins };
    match days::read(wording, told, BUILT_IN.vocabulary()) {
        Ok(allowed) => show_date(&allowed.plain),
        Err(unreadable) => blamed(wording, &unreadable),
    }
}

#[test]
fn a_time_on_a_day_does_not_leave_the_day_out() {
    for (wording, expected) in [
        ("after 10 p.m. on 21 October", "21 Oct 2024"),
        ("shortly after midnight on 21 October", "21 Oct 2024"),
        ("before dawn on October 21", "21 Oct 2024"),
        ("just before sunrise on Monday", "21 Oct 2024"),
        ("before noon on October 21", "21 Oct 2024"),
        ("after nightfall on October 21", "21 Oct 2024"),
        ("around 9 p.m. on 21 October", "21 Oct 2024"),
        ("21 October, shortly before 9 p.m.", "21 Oct 2024"),
        ("21 October after dark", "21 Oct 2024"),
        ("before dawn yesterday", "21 Oct 2024"),
        ("after 9 p.m. on 2024-10-21", "21 Oct 2024"),
        // A deadline, and other words that leave it open.
        ("by 9 p.m. on 21 October", "until 21 Oct 2024"),
        ("since noon on 21 October", "from 21 Oct 2024"),
        ("not before noon on 21 October", "from 21 Oct 2024"),
        ("after 21 October at 9 p.m.", "from 21 Oct 2024"),
        ("before the morning of 21 October", "until 20 Oct 2024"),
        ("after 21 October", "from 22 Oct 2024"),
        ("before 12 October", "until 11 Oct 2024"),
        ("about 12 October", "9 to 15 Oct 2024"),
    ] {
        assert_eq!(shown(wording), expected, "{wording}");
    }
}

#[test]
fn at_midnight_the_next_day_may_be_meant_too() {
    let told = Told { as_of: Some((AS_OF, AS_OF)), ahead: false, begins: true };
    for (wording, plain, wide) in [
        ("just after midnight on October 21", "21 Oct 2024", "21 to 22 Oct 2024"),
        ("shortly before midnight on 21 October", "21 Oct 2024", "20 to 21 Oct 2024"),
        ("around midnight on 21 October", "21 Oct 2024", "20 to 22 Oct 2024"),
        ("after dark on 21 October", "21 Oct 2024", "21 to 22 Oct 2024"),
        ("before nightfall on 21 October", "21 Oct 2024", "21 Oct 2024"),
        ("just after 1 a.m. on 21 October", "21 Oct 2024", "21 Oct 2024"),
    ] {
        let allowed = days::read(wording, told, BUILT_IN.vocabulary()).unwrap();
        let shown = (show_date(&allowed.plain), show_date(&allowed.doubled));
        assert_eq!(shown, (plain.to_owned(), wide.to_owned()), "{wording}");
    }
}

#[test]
fn the_first_and_the_last_day_are_one() {
    for (wording, expected) in [
        ("last day of September 2024", "30 Sep 2024"),
        ("the last day of 2023", "31 Dec 2023"),
        ("the first day of 2024", "1 Jan 2024"),
        ("on the final day of last month", "30 Sep 2024"),
        ("the third day of October", "3 Oct 2024"),
        // Several days, and what nobody agrees on.
        ("the last days of September 2024", "26 to 30 Sep 2024"),
        ("the first days of 2024", "1 Jan to 29 Feb 2024"),
    ] {
        assert_eq!(shown(wording), expected, "{wording}");
    }
    assert!(shown("first day of spring 2024").contains(" to "));
}

#[test]
fn a_day_in_doubt_makes_no_strong_conflict() {
    let told = Told { as_of: Some((AS_OF, AS_OF)), ahead: false, begins: false };
    for wording in ["possibly in November", "likely 3 November", "possibly by November"] {
        let allowed = days::read(wording, told, BUILT_IN.vocabulary()).unwrap();
        assert_eq!(show_date(&allowed.doubled), "any day", "{wording}");
    }
}

#[test]
fn days_that_have_names() {
    for (wording, expected) in [
        ("on Christmas Day", "25 Dec 2024"),
        ("Christmas Eve 2023", "24 Dec 2023"),
        ("Monday, Christmas Day 2023", "25 Dec 2023"),
        ("Easter Monday", "1 Apr 2024"),
        ("Good Friday 2025", "18 Apr 2025"),
        ("Labor Day", "2 Sep 2024"),
        ("Thanksgiving", "28 Nov 2024"),
        ("before Christmas", "until 24 Dec 2024"),
        ("last Christmas", "25 Dec 2023"),
        ("next Easter", "20 Apr 2025"),
        ("between Christmas and New Year's Day", "25 Dec 2023 to 1 Jan 2024"),
        ("Christmas Day 2023 to 3 January 2024", "25 Dec 2023 to 3 Jan 2024"),
        ("Christmas in March", "this is not a date [Christmas in March]"),
        ("Tuesday, Christmas Day 2023", "25 Dec 2023 is a Monday [Tuesday, Christmas Day 2023]"),
    ] {
        assert_eq!(shown(wording), expected, "{wording}");
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
        ("next week", "23 Oct to 3 Nov 2024"),
        ("by next week", "until 3 Nov 2024"),
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
        ("late 2022 or early 2023", "1 Sep 2022 to 30 Apr 2023"),
        ("early or mid-May 2023", "1 to 20 May 2023"),
        ("2024-10-27 to 2024-10-30", "27 to 30 Oct 2024"),
        ("about 27-28 October 2024", "24 to 31 Oct 2024"),
        ("over 26-27 October 2024", "26 to 27 Oct 2024"),
        ("since 2020 until 2022", "1 Jan 2020 to 31 Dec 2022"),
        ("2020 to present", "1 Jan 2020 to 22 Oct 2024"),
        ("3/4 May 2023", "3 to 4 May 2023"),
        ("either 2019 or 2020", "1 Jan 2019 to 31 Dec 2020"),
        ("the 1980s and 1990s", "1 Jan 1980 to 31 Dec 1999"),
        ("mid-to-late August 2023", "11 to 31 Aug 2023"),
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
        ("before next week", "until 2 Nov 2024"),
        ("after next week", "from 28 Oct 2024"),
        ("before the end of the year", "until 31 Dec 2024"),
        ("since August", "from 1 Aug 2024"),
        ("since November", "from 1 Nov 2023"),
        ("by mid-March", "until 20 Mar 2024"),
        ("through July 1, 2013", "until 1 Jul 2013"),
        ("more than a decade ago", "until 22 Oct 2014"),
        ("less than a week ago", "from 15 Oct 2024"),
    ] {
        assert_eq!(shown(wording), expected, "{wording}");
    }
}

#[test]
fn about_a_longer_date_widens_it_by_its_length() {
    for (wording, expected) in [
        ("circa 1901", "1 Jan 1900 to 31 Dec 1902"),
        // A round year may be off by half of its last digit.
        ("circa 1900", "1 Jan 1895 to 31 Dec 1905"),
        ("around 1900", "1 Jan 1895 to 31 Dec 1905"),
        ("around November 2024", "2 Oct to 30 Dec 2024"),
        ("about ../2024-10-18", "until 21 Oct 2024"),
    ] {
        assert_eq!(shown(wording), expected, "{wording}");
    }
}

#[test]
fn dates_without_a_year_are_near_the_claim() {
    for (wording, expected) in [
        ("October 27", "27 Oct 2024"),
        ("Oct. 29", "29 Oct 2024"),
        ("October", "1 to 31 Oct 2024"),
        ("March", "1 to 31 Mar 2024"),
        ("Tuesday, Oct. 22", "22 Oct 2024"),
        ("the 3rd", "3 Oct 2024"),
        ("27 or 28 October", "27 to 28 Oct 2024"),
        ("27 or 30 October", "27 Oct 2024 or 30 Oct 2024"),
        ("October or November", "1 Oct to 30 Nov 2024"),
        ("between early and mid-October", "1 to 20 Oct 2024"),
        ("27 Dec to 3 Jan", "27 Dec 2023 to 3 Jan 2024"),
        ("on Monday", "21 Oct 2024"),
        ("on Tuesday", "22 Oct 2024"),
        ("Wednesday", "16 Oct 2024"),
        ("early on Sunday", "20 Oct 2024"),
        ("late Sunday night", "20 to 21 Oct 2024"),
        ("from Monday to Wednesday", "14 to 16 Oct 2024"),
        ("last Monday", "21 Oct 2024"),
        ("last Friday", "18 Oct 2024"),
        ("next Friday", "25 Oct 2024"),
        ("this Friday", "25 Oct 2024"),
        ("over the weekend", "19 to 20 Oct 2024"),
        ("11:30 p.m. on Monday", "21 Oct 2024"),
        ("Monday at noon", "21 Oct 2024"),
        ("10/27", "27 Oct 2024"),
        ("Friday the 13th", "13 Sep 2024"),
        ("Friday the 14th", "14 Oct 2024 is a Monday [Friday the 14th]"),
    ] {
        assert_eq!(shown(wording), expected, "{wording}");
    }
}

#[test]
fn what_looks_ahead_means_the_next_one() {
    let told = Told { as_of: Some((AS_OF, AS_OF)), ahead: true, begins: false };
    for (wording, expected) in [
        ("on Monday", "28 Oct 2024"),
        ("March", "1 to 31 Mar 2025"),
        ("by Friday", "until 25 Oct 2024"),
        ("the 3rd", "3 Nov 2024"),
        ("the weekend", "26 to 27 Oct 2024"),
        ("in early January", "1 to 10 Jan 2025"),
    ] {
        let read = days::read(wording, told, BUILT_IN.vocabulary()).unwrap();
        assert_eq!(show_date(&read.plain), expected, "{wording}");
    }
}

#[test]
fn another_weekday_that_may_be_meant_is_allowed_when_widened() {
    for (wording, expected) in [
        ("next Friday", "25 Oct 2024 or 1 Nov 2024"),
        ("on Tuesday", "15 Oct 2024 or 22 Oct 2024"),
        ("since Monday", "from 21 Oct 2024"),
        ("2023?", "1 Jan 2022 to 30 Dec 2024"),
        ("27 October 2024", "27 Oct 2024"),
    ] {
        let told = Told { as_of: Some((AS_OF, AS_OF)), ahead: false, begins: false };
        let read = days::read(wording, told, BUILT_IN.vocabulary()).unwrap();
        assert_eq!(show_date(&read.doubled), expected, "{wording}");
        assert!(read.denied_whole().doubled.holds(&read.denied_whole().plain), "{wording}");
    }
}

#[test]
fn parts_of_longer_times() {
    for (wording, expected) in [
        ("late November 2023", "21 to 30 Nov 2023"),
        ("the end of October 2024", "26 to 31 Oct 2024"),
        ("early 2023", "1 Jan to 30 Apr 2023"),
        ("mid-2024", "1 May to 31 Aug 2024"),
        ("the late 1990s", "1 Jan 1996 to 31 Dec 1999"),
        ("early next year", "1 Jan to 30 Apr 2025"),
        ("in Q3 2015", "1 Jul to 30 Sep 2015"),
        ("third quarter", "1 Jul to 30 Sep 2024"),
        ("H1 2024", "1 Jan to 30 Jun 2024"),
        ("second half of next year", "1 Jul to 31 Dec 2025"),
        ("first week of October", "1 to 7 Oct 2024"),
        ("last week of September 2024", "24 to 30 Sep 2024"),
        ("fall 2024", "1 Sep to 21 Dec 2024"),
        ("last summer", "1 Jun to 22 Sep 2024"),
        ("the winter of 2022-23", "1 Dec 2022 to 20 Mar 2023"),
        ("first nine months of 2024", "1 Jan to 30 Sep 2024"),
        ("third Tuesday of May 2023", "16 May 2023"),
        ("3 May 2023 (Wednesday)", "3 May 2023"),
        ("towards the end of 2019", "1 Sep to 31 Dec 2019"),
        ("winter 2022/23", "1 Dec 2022 to 20 Mar 2023"),
        ("winter 2023", "1 Dec 2022 to 20 Mar 2023 or 1 Dec 2023 to 20 Mar 2024"),
        ("2022/23", "1 Jan 2022 to 31 Dec 2023"),
        ("the 1990s", "1 Jan 1990 to 31 Dec 1999"),
        ("20th century", "1 Jan 1901 to 31 Dec 2000"),
        ("5th century BC", "1 Jan 500 BC to 31 Dec 401 BC"),
        ("44 BCE", "1 Jan to 31 Dec 44 BC"),
        ("500–480 BC", "1 Jan 500 BC to 31 Dec 480 BC"),
        ("AD 79", "1 Jan to 31 Dec 79 AD"),
        ("1850–55", "1 Jan 1850 to 31 Dec 1855"),
        ("1936-39", "1 Jan 1936 to 31 Dec 1939"),
        ("2001-21", "1 Mar to 31 May 2001"),
        ("'98", "1 Jan to 31 Dec 1998"),
    ] {
        assert_eq!(shown(wording), expected, "{wording}");
    }
}

#[test]
fn what_counts_from_the_claim() {
    for (wording, expected) in [
        ("this week", "20 to 27 Oct 2024"),
        ("the last quarter", "1 Jul to 30 Sep 2024"),
        ("late last month", "21 to 30 Sep 2024"),
        ("earlier this month", "1 to 22 Oct 2024"),
        ("later this year", "22 Oct to 31 Dec 2024"),
        ("by the end of the year", "until 31 Dec 2024"),
        ("by year-end", "until 31 Dec 2024"),
        ("three days ago", "19 Oct 2024"),
        ("two weeks ago", "5 to 11 Oct 2024"),
        ("two to three weeks ago", "28 Sep to 11 Oct 2024"),
        ("in 30 days", "21 Nov 2024"),
        ("within eight months", "22 Oct 2024 to 22 Jun 2025"),
        ("in two weeks' time", "2 to 8 Nov 2024"),
        ("over the past month", "22 Sep to 22 Oct 2024"),
        ("within 48 hours", "22 to 24 Oct 2024"),
        ("in the coming days", "22 to 29 Oct 2024"),
        ("the day before yesterday", "20 Oct 2024"),
        ("yesterday evening", "21 Oct 2024"),
    ] {
        assert_eq!(shown(wording), expected, "{wording}");
    }
}

#[test]
fn dates_in_numbers_are_read_where_one_order_makes_a_day() {
    for (wording, expected) in [
        ("28/10/2024", "28 Oct 2024"),
        ("10/28/2024", "28 Oct 2024"),
        ("13.01.2015", "13 Jan 2015"),
        ("2024/10/28", "28 Oct 2024"),
        ("5-Sep-24", "5 Sep 2024"),
        ("04/04/2024", "4 Apr 2024"),
        ("10/2024", "1 to 31 Oct 2024"),
        ("03/04/2024", "this may be 4 Mar 2024 or 3 Apr 2024 [03/04/2024]"),
        ("9/11", "this may be 11 Sep 2024 or 9 Nov 2024 [9/11]"),
        ("2022-23", "this may be autumn 2022, or the years 2022 and 2023 [2022-23]"),
    ] {
        assert_eq!(shown(wording), expected, "{wording}");
    }
    let told = Told { as_of: Some((AS_OF, AS_OF)), ahead: false, begins: false };
    let unreadable = days::read("03/04/2024", told, BUILT_IN.vocabulary()).unwrap_err();
    assert_eq!(unreadable.help.as_deref(), Some("write `2024-03-04` or `2024-04-03`"));
}

#[test]
fn what_is_no_date_is_told_at_its_words() {
    for (wording, word) in [
        ("", ""),
        ("somewhen", "somewhen"),
        ("by somewhen soonish", "somewhen soonish"),
        ("31 February 2024", "31 February 2024"),
        ("30 to 31 September", "30 to 31 September"),
        ("28-27 October 2024", "28-27 October 2024"),
        ("27 to November 2024", "27 to November 2024"),
        ("27 and 30 October 2024", "27 and 30 October 2024"),
        ("27 October 2024 to", "27 October 2024 to"),
        ("27 October 2024 to date", "date"),
        ("27 October 2024 on", "27 October 2024 on"),
        ("the day before 27 October 2024", "before"),
        ("within days of 27 October 2024", "within days of 27 October 2024"),
        ("27 October 2024 before", "before"),
        ("October November 2024", "October November 2024"),
        ("7 October attack", "attack"),
        ("2024-13-01", "2024-13-01"),
        ("no 2024-10-27", "no"),
        ("not yet 2024-10-27", "not yet"),
        ("about", "about"),
        ("0 BC", "0 BC"),
        ("AD 0", "AD 0"),
        ("44–0 BC", "44–0 BC"),
        ("Mondays", "Mondays"),
        ("second", "second"),
        ("Y17E700", "Y17E700"),
        ("二〇二四", "二〇二四"),
    ] {
        assert_eq!(shown(wording), format!("this is not a date [{word}]"));
    }
    for (wording, why) in [
        ("three days later", "this counts from another day without saying which [three days later]"),
        ("Monday, October 22, 2024", "22 Oct 2024 is a Tuesday [Monday, October 22, 2024]"),
    ] {
        assert_eq!(shown(wording), why);
    }
}

#[test]
fn what_counts_from_a_date_needs_one() {
    let unreadable = days::read("by next week ", Told::default(), BUILT_IN.vocabulary()).unwrap_err();
    assert_eq!(
        blamed("by next week ", &unreadable),
        "this counts from the claim's date, and the claim has none [next week]"
    );
    assert_eq!(
        unreadable.help.as_deref(),
        Some("give the claim an `as-of` date, or write the date in full, such as `2024-10-27`")
    );
    for edge in [i32::MIN, i32::MAX, i32::MIN + 1, i32::MAX - 1] {
        let told = Told { as_of: Some((edge, edge)), ahead: true, begins: false };
        assert!(days::read("within months", told, BUILT_IN.vocabulary()).is_ok());
    }
}

#[test]
fn the_last_and_the_next_of_a_unit_are_those_of_the_calendar_or_count_from_the_claim() {
    for (wording, expected) in [
        ("last week", "13 to 21 Oct 2024"),
        ("last month", "1 Sep to 21 Oct 2024"),
        ("last year", "1 Jan 2023 to 21 Oct 2024"),
        ("next month", "23 Oct to 30 Nov 2024"),
        ("next year", "23 Oct 2024 to 31 Dec 2025"),
        ("this month", "1 to 31 Oct 2024"),
        ("this year", "1 Jan to 31 Dec 2024"),
        ("last quarter", "1 Jul to 30 Sep 2024"),
        // What a bound opens, and what has a part, is of the calendar.
        ("before next year", "until 31 Dec 2024"),
        ("since last year", "from 1 Jan 2023"),
        ("late last year", "1 Sep to 31 Dec 2023"),
        ("the week before", "9 to 21 Oct 2024"),
    ] {
        assert_eq!(shown(wording), expected, "{wording}");
    }
}

#[test]
fn quarters_and_the_months_up_to_a_day_as_companies_report_them() {
    for (wording, expected) in [
        ("3Q24", "1 Jul to 30 Sep 2024"),
        ("Q3'24", "1 Jul to 30 Sep 2024"),
        ("Q3 2024", "1 Jul to 30 Sep 2024"),
        ("1H24", "1 Jan to 30 Jun 2024"),
        ("third-quarter 2024", "1 Jul to 30 Sep 2024"),
        ("the three months to September", "1 Jul to 30 Sep 2024"),
        ("nine months ended September 30, 2024", "1 Jan to 30 Sep 2024"),
        ("the year to June 2024", "1 Jul 2023 to 30 Jun 2024"),
        ("the quarter ended 30 June 2024", "1 Apr to 30 Jun 2024"),
        ("the week to 20 October", "14 to 20 Oct 2024"),
        ("the five weeks", "this is not a date [five]"),
        ("20241017", "17 Oct 2024"),
        ("20241317", "this is not a date [20241317]"),
        ("20th c.", "1 Jan 1901 to 31 Dec 2000"),
        ("throughout 2023", "1 Jan to 31 Dec 2023"),
        ("the early hours of 17 October", "17 Oct 2024"),
    ] {
        assert_eq!(shown(wording), expected, "{wording}");
    }
}
