//! Days as people write them.

use jiff::civil::Date;

use super::clock::MINUTES_OF_DAY;
use super::{Day, When};

/// The days as people write them: `23 Oct 2024`, `13 to 18 Oct 2024`, `Nov 2024`, `2024`; a moment as `23 Oct 2024 at 10:00 UTC`.
#[must_use]
pub fn show(when: When) -> String {
    if let Some(moment) = moment(when) {
        return moment;
    }
    match (when.first.to_civil(), when.last.to_civil()) {
        (None, None) => "at any time".into(),
        (None, Some(last)) => format!("until {}", day(last)),
        (Some(first), None) => format!("from {}", day(first)),
        (Some(first), Some(last)) => span(first, last, when.throughout),
    }
}

/// `29 Oct 2024 at 07:30 UTC`.
fn moment(when: When) -> Option<String> {
    let (clock, minutes) = (when.clock?, when.starts());
    let date = Day(i32::try_from(minutes.div_euclid(MINUTES_OF_DAY)).ok()?).to_civil()?;
    let minutes = minutes.rem_euclid(MINUTES_OF_DAY);
    let zone = if clock.is_local() { "" } else { " UTC" };
    Some(format!("{} at {:02}:{:02}{zone}", day(date), minutes / 60, minutes % 60))
}

fn span(first: Date, last: Date, throughout: bool) -> String {
    if first == last {
        return if throughout { day(first) } else { format!("about {}", day(first)) };
    }
    if !throughout && first.day() == 1 && last == last.last_of_month() {
        if (first.year(), first.month()) == (last.year(), last.month()) {
            return month(first);
        }
        if first.month() == 1 && last.month() == 12 {
            let (first, last) = (year(first), year(last));
            return if first == last { first } else { format!("{first} to {last}") };
        }
    }
    let start = if first.year() != last.year() {
        day(first)
    } else if first.month() == last.month() {
        first.day().to_string()
    } else {
        format!("{} {}", first.day(), first.strftime("%b"))
    };
    if throughout {
        format!("{start} to {}", day(last))
    } else {
        format!("between {start} and {}", day(last))
    }
}

fn day(date: Date) -> String {
    format!("{} {}", date.day(), month(date))
}

fn month(date: Date) -> String {
    format!("{} {}", date.strftime("%b"), year(date))
}

fn year(date: Date) -> String {
    match date.year() {
        // Of fewer digits than four, only the era tells that it is a year.
        year @ 1..1000 => format!("{year} AD"),
        year @ 1000.. => year.to_string(),
        year => format!("{} BC", 1 - i32::from(year)),
    }
}
