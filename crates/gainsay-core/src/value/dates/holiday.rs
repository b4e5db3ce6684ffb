//! Days that have names: fixed ones, such weekdays of a month, and what counts from Easter.

use super::span::{self, Span, last_weekday, weekday_of};
use crate::date::Day;

/// The days of a holiday in any year, as the language pack writes them: `12-25`, `11 thursday 4`, `easter +1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::value) struct Holiday {
    first: At,
    last: At,
}

/// A day of any year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct At {
    base: Base,
    /// So many days after it.
    shift: i32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Base {
    /// A day of a month.
    Day(i8, i8),
    /// The so-manieth such weekday of a month, from Monday as 0; 5 is the last one.
    Weekday(i8, i8, i8),
    /// Easter Sunday of the Gregorian calendar, and of the Julian one.
    Easter,
    OrthodoxEaster,
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A holiday as written: a day, or a first and a last one with `..` between them.
pub(in crate::value) fn holiday(written: &str) -> Option<Holiday> {
    let (first, last) = written.split_once("..").unwrap_or((written, written));
    Some(Holiday { first: at(first)?, last: at(last)? })
}

fn at(written: &str) -> Option<At> {
    let mut words: Vec<&str> = written.split_whitespace().collect();
    let shift = words.last().filter(|word| word.starts_with(['+', '-'])).and_then(|word| word.parse().ok());
    if shift.is_some() {
        words.pop();
    }
    let base = match words[..] {
        ["easter"] => Base::Easter,
        ["orthodox-easter"] => Base::OrthodoxEaster,
        [month, weekday, number] => {
            let weekday = WEEKDAYS.iter().position(|name| *name == weekday)?;
            Base::Weekday(month.parse().ok()?, i8::try_from(weekday).ok()?, number.parse().ok()?)
        }
        [day] => {
            let (month, day) = day.split_once('-')?;
            Base::Day(month.parse().ok()?, day.parse().ok()?)
        }
        _ => return None,
    };
    Some(At { base, shift: shift.unwrap_or(0) })
}

impl Holiday {
    /// Its days in a year of the calendar.
    pub(in crate::value) fn in_year(self, year: i32) -> Option<Span> {
        Some((self.first.in_year(year)?, self.last.in_year(year)?)).filter(|span| span.0 <= span.1)
    }
}

impl At {
    fn in_year(self, year: i32) -> Option<Day> {
        let day = match self.base {
            Base::Day(month, day) => span::day(year, month, day)?,
            Base::Weekday(month, weekday, 5) => last_weekday(weekday, span::month(year, month)?.1),
            Base::Weekday(month, weekday, number) => {
                let first = span::month(year, month)?.0;
                let ahead = i32::from((weekday - weekday_of(first)).rem_euclid(7));
                first.plus(ahead + 7 * (i32::from(number) - 1))
            }
            Base::Easter => easter(year)?,
            Base::OrthodoxEaster => orthodox_easter(year)?,
        };
        Some(day.plus(self.shift))
    }
}

/// Easter Sunday, after Meeus, Jones and Butcher.
fn easter(year: i32) -> Option<Day> {
    let (golden, century, rest) = (year.rem_euclid(19), year.div_euclid(100), year.rem_euclid(100));
    let corrected = century - (century + 8).div_euclid(25) + 1;
    let moon = (19 * golden + century - century.div_euclid(4) - corrected.div_euclid(3) + 15).rem_euclid(30);
    let weekday =
        (32 + 2 * (century.rem_euclid(4)) + 2 * rest.div_euclid(4) - moon - rest.rem_euclid(4)).rem_euclid(7);
    let late = (golden + 11 * moon + 22 * weekday).div_euclid(451);
    let sum = moon + weekday - 7 * late + 114;
    span::day(year, i8::try_from(sum.div_euclid(31)).ok()?, i8::try_from(sum.rem_euclid(31) + 1).ok()?)
}

/// Easter Sunday of the Julian calendar, after Meeus, as the Gregorian one names it.
fn orthodox_easter(year: i32) -> Option<Day> {
    let moon = (19 * year.rem_euclid(19) + 15).rem_euclid(30);
    let weekday = (2 * year.rem_euclid(4) + 4 * year.rem_euclid(7) - moon + 34).rem_euclid(7);
    let sum = moon + weekday + 114;
    let julian =
        span::day(year, i8::try_from(sum.div_euclid(31)).ok()?, i8::try_from(sum.rem_euclid(31) + 1).ok()?)?;
    let behind = year.div_euclid(100) - year.div_euclid(400) - 2;
    Some(julian.plus(behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(written: &str, year: i32) -> String {
        let (first, last) = holiday(written).unwrap().in_year(year).unwrap();
        let shown = |day: Day| day.to_civil().unwrap().to_string();
        if first == last { shown(first) } else { format!("{} to {}", shown(first), shown(last)) }
    }

    #[test]
    fn easter_moves_and_other_days_count_from_it() {
        let easters = [
            (1999, "04-04"),
            (2008, "03-23"),
            (2011, "04-24"),
            (2019, "04-21"),
            (2024, "03-31"),
            (2025, "04-20"),
        ];
        for (year, easter) in easters {
            assert_eq!(day("easter", year), format!("{year}-{easter}"));
        }
        let orthodox = [(2008, "04-27"), (2011, "04-24"), (2024, "05-05"), (2025, "04-20")];
        for (year, easter) in orthodox {
            assert_eq!(day("orthodox-easter", year), format!("{year}-{easter}"));
        }
        assert_eq!(day("easter +1", 2024), "2024-04-01");
        assert_eq!(day("easter -2..easter +1", 2024), "2024-03-29 to 2024-04-01");
    }

    #[test]
    fn weekdays_of_a_month() {
        assert_eq!(day("11 thursday 4", 2024), "2024-11-28");
        assert_eq!(day("11 thursday 4 +1", 2024), "2024-11-29");
        assert_eq!(day("5 monday 5", 2024), "2024-05-27");
        assert_eq!(day("9 monday 1", 2024), "2024-09-02");
        assert_eq!(day("12-25", 2024), "2024-12-25");
    }
}
