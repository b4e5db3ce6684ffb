//! Days as people write them.

use jiff::civil::Date;

use super::When;

/// The days as people write them: `23 Oct 2024`, `13 to 18 Oct 2024`, `Nov 2024`, `2024`.
#[must_use]
pub fn show(when: When) -> String {
    match (when.first.to_civil(), when.last.to_civil()) {
        (None, None) => "at any time".into(),
        (None, Some(last)) => format!("until {}", day(last)),
        (Some(first), None) => format!("from {}", day(first)),
        (Some(first), Some(last)) => span(first, last, when.throughout),
    }
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
