//! What the claims of a table are about.

use std::collections::{BTreeMap, BTreeSet};

use super::column::{Column, Holds};
use super::escape::{plain, quoted};
use super::headers::headers;
use super::period::gaps;
use super::roles::{BEGIN, POLLSTER, REPORTED, Roles, is_called};

/// How many days make rows of one place a series, if these are regular, or if a figure never falls.
const SEVERAL: usize = 3;

/// The lines of a mapping file that say what the claims are about, where these `cells` are those of the first rows, and whether a comma
/// is before the decimals of their numbers.
///
/// A column says it; a poll is named by who made it and its last day, and an event by its place and day.
pub(super) fn lines(columns: &[Column], roles: &Roles, cells: (&[Vec<String>], bool), stem: &str) -> String {
    if let Some(&at) = roles.get("subject") {
        return format!("subject: {{ from: {} }}\n", plain(&columns[at].name));
    }
    let named = |key: &str| roles.get(key).copied().filter(|&at| !columns[at].is_braced());
    if let Some(&pollster) = roles.get(POLLSTER) {
        let template = template(columns, [Some(pollster), named("as-of")]);
        return format!("subject: {template} # not sure: this makes each poll a subject of its own\n");
    }
    let stem = plain(stem);
    let Some([place, date]) = place_and_day(columns, roles) else {
        return format!(
            "subject: {stem} # not sure: no column looks like a subject, so all rows count as one event\n"
        );
    };
    let template = template(columns, [Some(place), Some(date)]);
    if is_one_by_day(columns, roles, cells) {
        return format!(
            "subject: {template} # not sure: each place and day is one event; if all rows are about one event, write `subject: {stem}`\n"
        );
    }
    format!(
        "subject: {stem} # not sure: all rows count as one event\n# subject: {template} # instead, if each place and day is an event of its own\n"
    )
}

/// The columns of the place and the day of rows. A month is the day of no event.
fn place_and_day(columns: &[Column], roles: &Roles) -> Option<[usize; 2]> {
    let named = |key: &str| roles.get(key).copied().filter(|&at| !columns[at].is_braced());
    let is_of_days =
        |at: &usize| matches!(columns[*at].holds, Holds::Dates { .. }) && columns[*at].period.is_none();
    Some([named("place")?, named("as-of").filter(is_of_days)?])
}

/// Whether each place and day is an event of its own, where these `cells` are those of the first rows, and a comma may be before the
/// decimals of their numbers.
pub(super) fn is_one_by_day(columns: &[Column], roles: &Roles, cells: (&[Vec<String>], bool)) -> bool {
    let is_named = ["subject", POLLSTER].iter().any(|key| roles.contains_key(key));
    let date = place_and_day(columns, roles).map(|[_, date]| date).filter(|_| !is_named);
    date.is_some_and(|date| is_of_events(columns, roles, date) && !is_series(&rows_of(columns, roles, cells)))
}

/// A subject made of what these columns hold.
fn template(columns: &[Column], of: [Option<usize>; 2]) -> String {
    let names: Vec<String> = of.into_iter().flatten().map(|at| format!("{{{}}}", columns[at].name)).collect();
    format!("{{ template: {} }}", quoted(&names.join(" ")))
}

/// Whether the column `date` may have the days of events: no periods, and not the days of reports.
fn is_of_events(columns: &[Column], roles: &Roles, date: usize) -> bool {
    let known = headers();
    let used: BTreeSet<usize> = roles.values().copied().collect();
    let begins =
        |at: usize| matches!(columns[at].holds, Holds::Dates { .. }) && is_called(&columns[at], BEGIN, known);
    !is_called(&columns[date], REPORTED, known)
        && !(0..columns.len()).any(|at| !used.contains(&at) && begins(at))
}

/// A row: what is the same in all rows of one series, the place first; the day; and the figures.
struct Row<'r> {
    of: Vec<&'r str>,
    day: i32,
    figures: Vec<Option<f64>>,
}

/// The rows that have a place and a day.
fn rows_of<'r>(columns: &[Column], roles: &Roles, (cells, comma): (&'r [Vec<String>], bool)) -> Vec<Row<'r>> {
    let numbers: Vec<usize> = (0..columns.len()).filter(|&at| columns[at].holds == Holds::Numbers).collect();
    let row = |cells: &'r Vec<String>| {
        let cell = |at: usize| cells.get(at).map(|cell| cell.trim()).unwrap_or_default();
        let date = *roles.get("as-of")?;
        let when = columns[date].when(cell(date))?;
        let of = ["place", "source", "attribute", "scope"].into_iter().filter_map(|key| roles.get(key));
        let of: Vec<&str> = of.map(|&at| cell(at)).collect();
        let figures = numbers.iter().map(|&at| figure(cell(at), comma)).collect();
        of.first().is_some_and(|place| !place.is_empty()).then_some(Row { of, day: when.last.0, figures })
    };
    cells.iter().filter_map(row).collect()
}

/// The number in a cell; nothing where other signs than those between its digits are in it. `comma` says that one is before its decimals.
pub(super) fn figure(cell: &str, comma: bool) -> Option<f64> {
    let cell = if comma { cell.replace('.', "").replace(',', ".") } else { cell.replace(',', "") };
    cell.replace(['\'', ' '], "").parse().ok()
}

/// Whether most rows follow one another at the same place: in one place alone, on the same days in each, at regular times, or with
/// figures that never fall.
fn is_series(rows: &[Row<'_>]) -> bool {
    let places: BTreeSet<&str> = rows.iter().map(|row| row.of[0]).collect();
    let days: BTreeSet<i32> = rows.iter().map(|row| row.day).collect();
    let pairs: BTreeSet<(&str, i32)> = rows.iter().map(|row| (row.of[0], row.day)).collect();
    let (places, days, pairs) = (places.len(), days.len(), pairs.len());
    if days < 2 {
        return false;
    }
    let on_the_same_days = pairs >= 2 * places && 5 * pairs >= 3 * places * days;
    if places == 1 || on_the_same_days {
        return true;
    }
    let mut groups: BTreeMap<&[&str], BTreeMap<i32, &[Option<f64>]>> = BTreeMap::new();
    for row in rows {
        groups.entry(&row.of).or_default().insert(row.day, &row.figures);
    }
    let in_series =
        groups.values().filter(|days| days.len() >= SEVERAL && (is_regular(days) || is_rising(days)));
    let (in_series, all): (usize, usize) =
        (in_series.map(BTreeMap::len).sum(), groups.values().map(BTreeMap::len).sum());
    2 * in_series > all
}

/// Whether most of these days are as far apart, be it by a month.
fn is_regular(days: &BTreeMap<i32, &[Option<f64>]>) -> bool {
    let days: Vec<i32> = days.keys().copied().collect();
    let commonest = gaps(&days).into_values().max().unwrap_or_default();
    5 * commonest >= 3 * (days.len() - 1) && commonest > 1
}

/// Whether some figure rises over these days, and never falls.
fn is_rising(days: &BTreeMap<i32, &[Option<f64>]>) -> bool {
    let count = days.values().map(|figures| figures.len()).max().unwrap_or_default();
    (0..count).any(|at| {
        let figures: Vec<f64> = days.values().filter_map(|figures| *figures.get(at)?).collect();
        figures.len() >= SEVERAL
            && figures.windows(2).all(|pair| pair[0] <= pair[1])
            && figures.first() < figures.last()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows<'r>(all: &[(&'r str, &'r str, i32, f64)]) -> Vec<Row<'r>> {
        let row =
            |&(place, source, day, figure)| Row { of: vec![place, source], day, figures: vec![Some(figure)] };
        all.iter().map(row).collect()
    }

    #[test]
    fn events_are_told_from_a_series() {
        let series: &[&[(&str, &str, i32, f64)]] = &[
            &[("a", "x", 1, 9.0), ("a", "x", 2, 8.0)],
            &[("a", "x", 1, 9.0), ("a", "x", 2, 8.0), ("b", "x", 1, 9.0), ("b", "x", 2, 8.0)],
            &[
                ("a", "x", 1, 3.0),
                ("a", "x", 8, 2.0),
                ("a", "x", 15, 4.0),
                ("b", "x", 20, 4.0),
                ("b", "x", 27, 4.0),
                ("b", "x", 34, 1.0),
            ],
            &[("a", "x", 1, 3.0), ("a", "x", 8, 4.0), ("a", "x", 11, 7.0), ("b", "x", 33, 4.0)],
        ];
        for of in series {
            assert!(is_series(&rows(of)));
        }
        let events: &[&[(&str, &str, i32, f64)]] = &[
            &[("a", "x", 1, 9.0), ("a", "y", 1, 8.0), ("b", "x", 1, 1.0), ("b", "y", 1, 2.0)],
            &[("a", "x", 1, 9.0), ("b", "x", 5, 8.0), ("c", "y", 7, 1.0)],
            &[
                ("a", "x", 1, 9.0),
                ("b", "x", 5, 8.0),
                ("c", "y", 7, 1.0),
                ("a", "x", 30, 2.0),
                ("a", "x", 37, 3.0),
            ],
            &[],
        ];
        for of in events {
            assert!(!is_series(&rows(of)));
        }
    }
}
