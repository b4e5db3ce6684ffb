//! Dates as tables write them.

/// Whether `text` is a date where dates are written as `format`, as strftime has it. A year before 1000 has four digits.
#[must_use]
pub fn is_date(format: &str, text: &str) -> bool {
    moment(format, text).is_some()
}

/// Whether `format` says how days are written: what it makes of one, it reads again as that.
pub(super) fn reads_days(format: &str) -> bool {
    let day = jiff::civil::date(2023, 11, 25).at(14, 35, 0, 0).to_zoned(jiff::tz::TimeZone::UTC);
    let written = day.ok().and_then(|day| jiff::fmt::strtime::format(format, &day).ok());
    written.is_some_and(|text| moment(format, &text).is_some())
}

/// The day, or the minute of it, that `text` means where dates are written as `format`. A year before 1000 is written with four
/// digits: `1.2.24` means another.
pub(super) fn moment(format: &str, text: &str) -> Option<String> {
    let parsed = jiff::fmt::strtime::parse(format, text).ok()?;
    if parsed.year().is_some_and(|year| year < 1000 && !has_thousands(format, text, year)) {
        return None;
    }
    match parsed.hour() {
        Some(_) => parsed.to_datetime().ok().map(|moment| moment.strftime("%Y-%m-%dT%H:%M").to_string()),
        None => parsed.to_date().ok().map(|date| date.to_string()),
    }
}

/// Whether `text` has a `0` for the thousands of `year`: with a `1` there, it means a year that is a thousand later.
fn has_thousands(format: &str, text: &str, year: i16) -> bool {
    let later = |(at, _): (usize, &str)| {
        let text = format!("{}1{}", &text[..at], &text[at + 1..]);
        jiff::fmt::strtime::parse(format, text).ok()?.year()
    };
    text.match_indices('0').filter_map(later).any(|later| later.abs() == year.abs() + 1000)
}

#[cfg(test)]
mod tests {
    use super::is_date;

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
            assert_eq!(is_date(format, text), is, "{text} as {format}");
        }
    }
}
