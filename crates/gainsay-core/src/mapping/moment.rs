//! Dates as tables write them.

use jiff::fmt::strtime::{self, BrokenDownTime};

/// The ways in which tables write days that EDTF does not know, the likeliest first.
pub const DATES: [&str; 11] = [
    "%d.%m.%Y",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%Y/%m/%d",
    "%d-%m-%Y",
    "%d.%m.%y",
    "%d/%m/%y",
    "%m/%d/%y",
    "%d %B %Y",
    "%B %d, %Y",
    "%d %b %Y",
];

/// Those of [`DATES`] in which all of `texts` are written; of several that mean the same days, the first.
pub(super) fn formats(texts: &[&str]) -> Vec<&'static str> {
    let read = |format: &str| texts.iter().map(|text| moment(format, text)).collect::<Option<Vec<String>>>();
    let mut known: Vec<(&str, Vec<String>)> = Vec::new();
    for format in DATES {
        if let Some(days) = read(format).filter(|days| !known.iter().any(|(_, other)| other == days)) {
            known.push((format, days));
        }
    }
    known.into_iter().map(|(format, _)| format).collect()
}

/// Whether `format` says how days are written: what it makes of one, it reads again as that.
pub(super) fn reads_days(format: &str) -> bool {
    let day = jiff::civil::date(2023, 11, 25).at(14, 35, 0, 0).to_zoned(jiff::tz::TimeZone::UTC);
    let written = day.ok().and_then(|day| jiff::fmt::strtime::format(format, &day).ok());
    let same = ["2023-11-25", "2023-11-25T14:35", "2023-11-25T14:00"];
    written.and_then(|text| moment(format, &text)).is_some_and(|read| same.contains(&read.as_str()))
}

/// What to do about a text that is no date as `format` writes one.
pub(super) fn help(format: &str) -> &'static str {
    if names_months(format) {
        "correct the cell, or the `date` in the mapping; `%b` and `%B` stand for the English name of a month"
    } else {
        "correct the cell, or the `date` in the mapping"
    }
}

fn names_months(format: &str) -> bool {
    ["%b", "%B", "%h"].iter().any(|month| format.contains(month))
}

/// The day, or the minute of it, that `text` means where dates are written as `format`. A year before 1000 is written with four
/// digits: `1.2.24` means another.
#[must_use]
pub fn moment(format: &str, text: &str) -> Option<String> {
    let parsed = parsed(format, text)?;
    if parsed.year().is_some_and(|year| year < 1000 && !has_thousands(format, text, year)) {
        return None;
    }
    match parsed.hour() {
        Some(_) => parsed.to_datetime().ok().map(|moment| moment.strftime("%Y-%m-%dT%H:%M").to_string()),
        None => parsed.to_date().ok().map(|date| date.to_string()),
    }
}

/// What `text` says where dates are written as `format`. The name of a month may be cut short, `Sept.`, whichever the format has.
fn parsed(format: &str, text: &str) -> Option<BrokenDownTime> {
    let read = strtime::parse(format, text).ok();
    read.or_else(|| {
        let full = names_months(format).then(|| format.replace("%b", "%B").replace("%h", "%B"))?;
        strtime::parse(full.replace("%B.", "%B"), in_full(text)?).ok()
    })
}

/// `text` with the name of its month in full; nothing where there is none.
fn in_full(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() >= 3 && word.is_ascii());
    let (word, month) = words.into_iter().find_map(|word| {
        let begins =
            |month: &&&str| month.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        Some((word, *MONTHS.iter().find(begins)?))
    })?;
    let at = text.find(word)?;
    let behind = &text[at + word.len()..];
    Some(format!("{}{month}{}", &text[..at], behind.strip_prefix('.').unwrap_or(behind)))
}

/// Whether `text` has a `0` for the thousands of `year`: with a `1` there, it means a year that is a thousand later.
fn has_thousands(format: &str, text: &str, year: i16) -> bool {
    let later = |(at, _): (usize, &str)| {
        let text = format!("{}1{}", &text[..at], &text[at + 1..]);
        parsed(format, &text)?.year()
    };
    text.match_indices('0').filter_map(later).any(|later| later.abs() == year.abs() + 1000)
}

#[cfg(test)]
mod tests {
    use super::{moment, reads_days};

    #[test]
    fn months_have_names() {
        for (format, text) in [
            ("%d %b %Y", "5 Sep 2024"),
            ("%d %b %Y", "5 sept. 2024"),
            ("%d %b %Y", "5 September 2024"),
            ("%d %b. %Y", "5 Sep. 2024"),
            ("%d %b. %Y", "5 September 2024"),
            ("%B %d, %Y", "Sept 5, 2024"),
            ("%A, %d %B %Y", "Thursday, 5 sep 2024"),
        ] {
            assert_eq!(moment(format, text).as_deref(), Some("2024-09-05"), "{text} as {format}");
        }
        for text in ["5 Mai 2024", "5 Se 2024", "5 2024", "Mon 5 2024", "5 Septembre 2024"] {
            assert_eq!(moment("%d %b %Y", text), None, "{text}");
        }
    }

    #[test]
    fn a_format_has_to_say_the_day_and_the_whole_time() {
        for (format, reads) in [
            ("%d.%m.%y", true),
            ("%d %b %Y", true),
            ("%d.%m.%Y %H", true),
            ("%d.%m.%Y %I:%M %p", true),
            ("%d.%m.%Y %I:%M", false),
            ("%B %Y", false),
            ("%d.%m.", false),
            ("%d.%d.%Y", false),
        ] {
            assert_eq!(reads_days(format), reads, "{format}");
        }
    }

    #[test]
    fn years_are_not_taken_for_others() {
        for (format, text, is) in [
            ("%d.%m.%Y", "1.2.2024", true),
            ("%d.%m.%Y", "1.2.24", false),
            ("%d.%m.%Y", "1.2.024", false),
            ("%d.%m.%y", "1.2.24", true),
            ("%Y%m%d", "20240201", true),
            ("%Y-%m-%d", "0024-02-01", true),
            ("%d%m%Y", "010224", false),
            ("%d%m%Y", "01020024", true),
            ("%d.%m.%Y %H%M", "1.2.24 1430", false),
            ("%d.%m.%Y %H%M", "1.2.24 0930", false),
            ("%d.%m.%Y %H%M", "1.2.2024 1430", true),
            ("%d.%m.%Y %H%M", "1.2.0024 1430", true),
            ("%F", "0000-02-01", true),
            ("%F", "24-02-01", false),
        ] {
            assert_eq!(moment(format, text).is_some(), is, "{text} as {format}");
        }
    }
}
