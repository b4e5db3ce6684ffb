//! What is wrong with a date that is none.

use std::ops::Range;

use super::span::Span;
use crate::date::{self, Day, When};
use crate::value::Unreadable;

/// Why a date that is named is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wrong {
    /// The claim has no date that would tell the year.
    NoYear,
    /// There is no such day.
    NoDay,
    /// The day is another weekday.
    Weekday(Day),
    /// It may be either.
    Either(Span, Span),
}

pub(in crate::value) fn needs_date(range: Range<usize>) -> Unreadable {
    Unreadable::new("this counts from the claim's date, and the claim has none", range)
        .help("give the claim an `as-of` date, or write the date in full, such as `2024-10-27`")
}

impl Wrong {
    pub(super) fn unreadable(self, text: &str, range: Range<usize>) -> Unreadable {
        let iso = |span: Span| iso(span);
        match self {
            Self::NoYear => needs_date(range),
            Self::NoDay => Unreadable::new("this is not a date", range).help(format!(
                "there is no such day as `{text}`: write a day of the calendar, such as `2024-10-27`"
            )),
            Self::Weekday(day) => {
                let shown = date::show(When::days(day, day, true));
                let weekday = day.to_civil().map(|day| day.strftime("%A").to_string()).unwrap_or_default();
                Unreadable::new(format!("{shown} is a {weekday}"), range)
                    .help(format!("write `{}`, or correct the weekday", iso((day, day))))
            }
            Self::Either(first, second) => {
                let show = |(first, last): Span| date::show(When::days(first, last, false));
                let plain = |span: Span| show(span).replacen("about ", "", 1);
                Unreadable::new(format!("this may be {} or {}", plain(first), plain(second)), range)
                    .help(format!("write `{}` or `{}`", iso(first), iso(second)))
            }
        }
    }
}

/// A span as EDTF writes it.
fn iso((first, last): Span) -> String {
    let day = |day: Day| day.to_civil().map(|date| date.to_string()).unwrap_or_default();
    let month = first
        .to_civil()
        .zip(last.to_civil())
        .filter(|(first, last)| first.day() == 1 && *last == first.last_of_month());
    match month {
        Some((first, _)) => first.strftime("%Y-%m").to_string(),
        None if first == last => day(first),
        None => format!("{}/{}", day(first), day(last)),
    }
}
