//! From EDTF (ISO 8601-2, level 1) to days.

use edtf_core::{Bound, BoundDate, Edtf, IntervalEndpoint, Precision};
use jiff::civil::Date;

use super::not_a_date::{NotADate, SET, YEARS, not_a_date};
use super::{Day, When};

/// By how many days a date that is marked as doubtful or rough is widened each way, at least; a longer one by its own length, as 1984 or
/// so may be 1985.
pub(crate) const SPREAD: i32 = 3;

/// The days that `text` may mean.
///
/// Dates, months, years, seasons, intervals with open (`..`) or unknown ends, and the marks for unspecified digits
/// (`X`), doubt (`?`) and rough dates (`~`) are read; the marks widen what they stand beside. A day with a time is a moment: with an
/// offset on the day in that offset, or in UTC. A set of dates is not read, nor what most people would read as years: `2024-25`.
pub fn parse(text: &str) -> Result<When, NotADate> {
    let when = written(text)?;
    if when.clock.is_some() || !text.contains(['?', '~', '%', '-']) {
        return Ok(when);
    }
    let (start, end) = text.split_once('/').unwrap_or((text, text));
    for (at, side) in [(0, start), (text.len() - end.len(), end)] {
        if let Some(refused) = years(side) {
            return Err(NotADate { range: at..at + side.len(), ..refused });
        }
    }
    Ok(When { first: when.first.plus(-spread(start)), last: when.last.plus(spread(end)), ..when })
}

/// The same as it is written: nothing widens it, and `2024-25` is what the standard says.
pub(crate) fn written(text: &str) -> Result<When, NotADate> {
    plain(text).or_else(|| instant(text)).map_or_else(|| edtf(text), Ok)
}

/// By how many days the marks of a date widen it each way.
fn spread(text: &str) -> i32 {
    let marked = is_doubtful(text).then(|| written(text).ok()).flatten();
    marked.map_or(0, |When { first: Day(first), last: Day(last), .. }| {
        SPREAD.max(last.saturating_sub(first).saturating_add(1))
    })
}

/// What is wrong with `2024-25`: the standard takes it for a part of a year, and people for years.
fn years(text: &str) -> Option<NotADate> {
    let (year, two) = text.trim_end_matches(['?', '~', '%']).split_once('-')?;
    let digits = |text: &str, count| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    let (first, two): (i32, i32) =
        (digits(year, 4) && digits(two, 2)).then(|| Some((year.parse().ok()?, two.parse().ok()?)))??;
    let last = first - first % 100 + two;
    if !(21..=41).contains(&two) || last <= first {
        return None;
    }
    let years = format!("{first:04}/{last:04}");
    let (may, help) = match ["spring", "summer", "autumn", "winter"].get(usize::try_from(two - 21).ok()?) {
        Some(season) => (
            format!("it may be {season} {year} or the years to {last}"),
            "or from the first to the last month",
        ),
        None => ("no year has so many months".to_owned(), "or from one month to another"),
    };
    Some(NotADate {
        message: format!("`{text}` is not a date: {may}"),
        range: 0..text.len(),
        help: format!("write `{years}` for the years, {help}: `{year}-03/{year}-05`"),
        meant: None,
        sure: false,
    })
}

/// The moment of a date with a time: `2024-10-28T23:30-08:00`. Seconds may be left out, and are not counted.
fn instant(text: &str) -> Option<When> {
    let (day, rest) = text.split_once('T')?;
    let day = plain(day)?;
    let two = |from: usize, most: i32| {
        let number: i32 =
            rest.get(from..from + 2).filter(|two| two.bytes().all(|b| b.is_ascii_digit()))?.parse().ok()?;
        (number <= most).then_some(number)
    };
    let sign = |at: usize, signs: &[u8]| rest.as_bytes().get(at).is_some_and(|sign| signs.contains(sign));
    let (hour, minute) = (two(0, 23)?, sign(2, b":").then(|| two(3, 59)).flatten()?);
    let mut end = 5;
    if sign(5, b":") {
        two(6, 59)?;
        end = 8;
        if sign(8, b".") {
            end += 1 + rest[9..].bytes().take_while(u8::is_ascii_digit).count();
        }
    }
    let ahead = match &rest[end..] {
        "" => None,
        "Z" => Some(0),
        offset if sign(end, b"+-") => {
            let hours = two(end + 1, 14)?;
            let minutes = match offset.len() {
                3 => 0,
                6 if sign(end + 3, b":") => two(end + 4, 59)?,
                _ => return None,
            };
            Some((hours * 60 + minutes) * if offset.starts_with('-') { -1 } else { 1 })
        }
        _ => return None,
    };
    When::moment(day.first, hour * 60 + minute, ahead)
}

/// The day that `text` gives as `YYYY-MM-DD`, as nearly all do; `None` where it may be anything else.
fn plain(text: &str) -> Option<When> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return None };
    let number = |digits: &[u8]| {
        digits
            .iter()
            .try_fold(0_i16, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i16::from(byte - b'0')))
    };
    let (month, day) = (i8::try_from(number(&[m1, m2])?).ok()?, i8::try_from(number(&[d1, d2])?).ok()?);
    let day = Day::from_civil(Date::new(number(&[y1, y2, y3, y4])?, month, day).ok()?);
    Some(When::days(day, day, true))
}

fn edtf(text: &str) -> Result<When, NotADate> {
    let date = Edtf::parse(text).map_err(|error| not_a_date(text, error.message, error.offset))?;
    if matches!(date, Edtf::Set(_)) {
        return Err(not_a_date(text, SET, 0));
    }
    let bounds = date.bounds();
    let first = bound(bounds.earliest, Day::MIN);
    let last = bound(bounds.latest, Day::MAX);
    // A year too large to be counted has no ends, though only an interval may be open.
    let beyond = !text.contains('/') && (first == Some(Day::MIN) || last == Some(Day::MAX));
    let (Some(first), Some(last), false) = (first, last, beyond) else {
        return Err(not_a_date(text, YEARS, 0));
    };
    Ok(When::days(first, last, throughout(&date)))
}

/// Whether the date that `text` writes is marked as doubtful (`?`), rough (`~`) or both (`%`), so that another day than
/// those that it spans may be meant.
pub(crate) fn is_doubtful(text: &str) -> bool {
    text.contains(['?', '~', '%'])
}

/// Whether the date means every day that it spans.
fn throughout(date: &Edtf) -> bool {
    let exact = !date.is_uncertain() && !date.is_approximate() && !date.has_unspecified();
    exact
        && match date {
            Edtf::Date(date) => date.precision() == Precision::Day,
            Edtf::DateTime(_) => true,
            Edtf::Interval(interval) => ![interval.start, interval.end].contains(&IntervalEndpoint::Unknown),
            Edtf::Set(_) => false,
        }
}

/// The day of a bound; `open` where there is none. `None` where it lies outside of the calendar.
fn bound(bound: Bound, open: Day) -> Option<Day> {
    match bound {
        Bound::Date(BoundDate { year, month, day }) => {
            let year = i16::try_from(year).ok()?;
            let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
            Date::new(year, month, day).ok().map(Day::from_civil)
        }
        _ => Some(open),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Day, NotADate, When, edtf, parse, plain};
    use crate::date::show;

    fn shown(text: &str) -> String {
        show(parse(text).unwrap())
    }

    #[test]
    fn dates_are_shown_as_people_write_them() {
        for (text, expected) in [
            ("2024-10-23", "23 Oct 2024"),
            ("2024-10-23T10:00:00", "23 Oct 2024 at 10:00"),
            ("2024-10-23T10:00:00Z", "23 Oct 2024 at 10:00 UTC"),
            ("2024-10-23T10:00", "23 Oct 2024 at 10:00"),
            ("2024-10-23T10:00+03:00", "23 Oct 2024 at 07:00 UTC"),
            ("2024-10-28T23:30:00.25-08:00", "29 Oct 2024 at 07:30 UTC"),
            ("2024-11-01T01:30+03", "31 Oct 2024 at 22:30 UTC"),
            ("2024-10-13/2024-10-18", "13 to 18 Oct 2024"),
            ("2024-10-30/2024-11-02", "30 Oct to 2 Nov 2024"),
            ("2023-12-28/2024-01-03", "28 Dec 2023 to 3 Jan 2024"),
            ("2024-10/2024-11", "1 Oct to 30 Nov 2024"),
            ("2024-11", "Nov 2024"),
            ("2024-11-XX", "Nov 2024"),
            ("2024-02", "Feb 2024"),
            ("2024", "2024"),
            ("202X", "2020 to 2029"),
            ("2024-21", "between 1 Mar and 31 May 2024"),
            ("2024-24", "between 1 Dec 2024 and 28 Feb 2025"),
            ("2024-11-03?", "between 31 Oct and 6 Nov 2024"),
            ("2024-11-03~/2024-11-05", "between 31 Oct and 5 Nov 2024"),
            ("2024-11-03/2024-11-05%", "between 3 and 8 Nov 2024"),
            ("2024-11~", "between 2 Oct and 30 Dec 2024"),
            ("1984~", "between 31 Dec 1982 and 1 Jan 1986"),
            ("../2024-10-18", "until 18 Oct 2024"),
            ("2024-10-18/..", "from 18 Oct 2024"),
            ("/2024-10-18", "until 18 Oct 2024"),
            ("-0500", "501 BC"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn whether_every_day_is_meant() {
        for text in
            ["2024-10-23", "2024-10-23T10:00:00", "2024-10-13/2024-10-18", "2024-10/2024-11", "2024-10/.."]
        {
            assert!(parse(text).unwrap().throughout, "{text}");
        }
        for text in ["2024-10", "2024", "2024-11-XX", "2024-11-03?", "2024-11-03~", "2024-21", "2024-10-18/"]
        {
            assert!(!parse(text).unwrap().throughout, "{text}");
        }
    }

    #[test]
    fn open_ends_have_no_day() {
        assert_eq!(parse("../2024-10-18").unwrap().first, Day::MIN);
        assert_eq!(parse("2024-10-18/..").unwrap().last, Day::MAX);
        assert_eq!(show(When::days(Day::MIN, Day::MAX, true)), "at any time");
    }

    #[test]
    fn days_are_counted_from_1970() {
        for (text, day) in [("1970-01-01", 0), ("1970-01-02", 1), ("1969-12-31", -1), ("2024-10-23", 20_019)]
        {
            let when = parse(text).unwrap();
            assert_eq!((when.first, when.last), (Day(day), Day(day)), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_told_with_what_was_meant() {
        for (text, blamed, help) in [
            ("2024-13-01", "13", "did you mean `2024-01-13`?"),
            ("2015-31-12", "31", "did you mean `2015-12-31`?"),
            ("2015-31-13", "31", "write `2024-10-23`"),
            ("2015-31-12/2016", "31", "write `2024-10-23`"),
            ("2024-02-30", "30", "write `2024-10-23`"),
            ("23 Oct 2024", "23 Oct 2024", "did you mean `2024-10-23`?"),
            ("October 23, 2024", "October 23, 2024", "did you mean `2024-10-23`?"),
            ("2024-1-3", "2024-1-3", "did you mean `2024-01-03`?"),
            ("2024/10/23", "2024/10/23", "did you mean `2024-10-23`?"),
            ("Sept. 5, 2024", "Sept. 5, 2024", "did you mean `2024-09-05`?"),
            ("5 Sept 2024", "5 Sept 2024", "did you mean `2024-09-05`?"),
            ("Wednesday, 23 October 2024", "Wednesday, 23 October 2024", "did you mean `2024-10-23`?"),
            ("Wed October 23, 2024", "Wed October 23, 2024", "did you mean `2024-10-23`?"),
            ("Tuesday, 23 October 2024", "Tuesday, 23 October 2024", "write `2024-10-23`"),
            ("23.10.2024", "23.10.2024", "did you mean `2024-10-23`?"),
            ("23/10/2024", "23/10/2024", "did you mean `2024-10-23`?"),
            ("10/23/2024", "10/23/2024", "did you mean `2024-10-23`?"),
            ("05/05/2024", "05/05/2024", "did you mean `2024-05-05`?"),
            ("23 Oct 24", "23 Oct 24", "write `2024-10-23`"),
            ("24-5-3", "24-5-3", "write the year in full, such as `2024-05-03`"),
            ("3-5-24", "3-5-24", "write the year in full, such as `2024-10-23`"),
            ("12/5/3", "12/5/3", "write the year in full, such as `2012-05-03`"),
            ("5 May 224", "5 May 224", "write `2024-10-23`"),
            ("May 2024", "May 2024", "write `2024-10-23`"),
            ("September 2023", "September 2023", "write `2024-10-23`"),
            ("2024-10-23 10:00", "2024-10-23 10:00", "did you mean `2024-10-23`?"),
            ("2024-10-23T10", "2024-10-23T10", "did you mean `2024-10-23`?"),
            ("2024-10-23T25:00", "2024-10-23T25:00", "did you mean `2024-10-23`?"),
            ("2024-10-23T10:00+3", "2024-10-23T10:00+3", "did you mean `2024-10-23`?"),
            ("15-12-10", "15-12-10", "write the year in full, such as `2015-12-10`"),
            ("10.12.2015", "10.12.2015", "did you mean `2015-12-10`?"),
            ("31-12-2015", "31-12-2015", "did you mean `2015-12-31`?"),
            (
                "10/12/2015",
                "10/12/2015",
                "day or month first? write `2015-12-10` for 10 December, or `2015-10-12` for 12 October",
            ),
            ("2024-10-18/2024-10-13", "2024-10-13", "write `2024-10-23`"),
            ("[2024,2025]", "[2024,2025]", "write `2024-10-23`"),
            ("2024-25", "2024-25", "write `2024/2025` for the years"),
            ("2021-22", "2021-22", "write `2021/2022` for the years"),
            ("2019-21~", "2019-21~", "write `2019/2021` for the years"),
            ("2020/2024-25", "2024-25", "write `2024/2025` for the years"),
            ("Y170000002", "Y170000002", "write `2024-10-23`"),
            ("Y17E700", "Y17E700", "write `2024-10-23`"),
            ("yesterday", "yesterday", "write `2024-10-23`"),
            ("表表表", "表表表", "write `2024-10-23`"),
            ("", "", "write `2024-10-23`"),
        ] {
            let NotADate { range, help: told, meant, .. } = parse(text).unwrap_err();
            assert_eq!(&text[range], blamed, "{text}");
            let time = text.starts_with("2024-10-23") && text.len() > "2024-10-23".len();
            assert_eq!(meant.is_some(), help.starts_with("did you mean") && !time, "{text}");
            assert!(meant.is_none_or(|meant| parse(&meant).is_ok()), "{text}");
            assert!(told.starts_with(help), "{text}: {told}");
        }
    }

    #[test]
    fn messages_say_what_is_wrong_with_a_date() {
        for (text, why) in [
            ("last spring", ""),
            ("10.12.2015", ": dates are written year-month-day"),
            ("10/12/2015", ": it may mean two days"),
            ("15-12-10", ": the year is not written in full"),
            ("2024-10-18/2024-10-13", ": it ends before it starts"),
            ("2021-22", ": it may be summer 2021 or the years to 2022"),
            ("2024-25", ": no year has so many months"),
            ("2024-13-01", ": there is no month 13"),
            ("2015-31-13", ": there is no month 31"),
            ("2024-02-30", ": that month has no day 30"),
            ("2024-10-23T25:00:00", ": hours go from 00 to 23"),
            ("[2024,2025]", ": a set of dates cannot be compared"),
            ("99999", ": dates are written year-month-day"),
        ] {
            assert_eq!(parse(text).unwrap_err().message, format!("`{text}` is not a date{why}"));
        }
    }

    proptest! {
        #[test]
        fn plain_dates_are_those_of_the_standard(text in "[0-9]{4}-[012][0-9]-[0-4][0-9]|[0-9X?:~-]{10}|[0-9é-]{8,9}") {
            match plain(&text) {
                Some(when) => prop_assert_eq!(Ok(when), edtf(&text)),
                // Of this length, only a doubted, rough or unspecified date has another way to be one day.
                None => prop_assert!(edtf(&text).is_err() || !edtf(&text).unwrap().throughout),
            }
        }

        #[test]
        fn every_day_of_every_year_is_plain(days in -719_528_i32..2_932_897) {
            let date = Day(days).to_civil().unwrap().to_string();
            prop_assert_eq!(plain(&date), edtf(&date).ok());
            prop_assert_eq!(plain(&date).unwrap().first, Day(days));
        }
    }
}
