//! What a column of a table holds, by its values.

use std::collections::HashSet;

use gainsay_core::date;
use gainsay_core::mapping::{is_date, is_gap};
use gainsay_core::rule::Rules;
use gainsay_core::value::quantity;

/// The ways in which dates are written, the likeliest first.
const DATES: [&str; 11] = [
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

/// Words that stand for nothing beside numbers and dates, and may be a value elsewhere.
const NOTHING: [&str; 7] = ["na", "none", "x", "unknown", "not known", "unavailable", "missing"];

/// What the cells of a column hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Holds {
    /// Nothing at all.
    Nothing,
    /// Figures: numbers, among them some in words such as `more than 2,300`.
    Numbers,
    /// Dates: how they are written where not as EDTF has them, and how else they could be meant.
    Dates { format: Option<&'static str>, or: Option<&'static str> },
    /// Addresses.
    Addresses,
    /// Texts.
    Texts,
}

/// A column, and what its first cells hold.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: String,
    /// How many columns have this name.
    pub(super) of_name: usize,
    pub(super) holds: Holds,
    /// How many of the cells hold anything.
    pub(super) filled: usize,
    /// How many different texts they hold.
    pub(super) distinct: usize,
    /// One of them.
    pub(super) example: String,
    /// Texts among the others that stand for nothing; where there are no others, all of them.
    pub(super) empty: Vec<String>,
}

impl Column {
    /// The column `name` with these cells, one of so many with that name; `rules` tell how figures are worded.
    pub(super) fn of<'c>(
        name: &str,
        of_name: usize,
        cells: impl Iterator<Item = &'c str>,
        rules: &Rules,
    ) -> Self {
        let filled: Vec<&str> = cells.map(str::trim).filter(|cell| !cell.is_empty()).collect();
        let nothing = |cell: &&&str| is_gap(cell) || NOTHING.contains(&cell.to_lowercase().as_str());
        let said: Vec<&str> = filled.iter().filter(|cell| !nothing(cell)).copied().collect();
        let mut empty: Vec<String> = filled.iter().filter(nothing).map(|cell| (*cell).to_owned()).collect();
        empty.sort();
        empty.dedup();
        let holds = holds(&said, rules);
        if holds == Holds::Texts {
            // A text may well be a dash.
            empty.clear();
        }
        let distinct = said.iter().collect::<HashSet<_>>().len();
        let example = said.first().copied().unwrap_or_default().to_owned();
        Self { name: name.to_owned(), of_name, holds, filled: said.len(), distinct, example, empty }
    }

    /// Whether its name has braces, so that no template can have it: there, braces are around the name of a column.
    pub(super) fn is_braced(&self) -> bool {
        self.name.contains(['{', '}'])
    }
}

fn holds(cells: &[&str], rules: &Rules) -> Holds {
    let all = |fits: &dyn Fn(&str) -> bool| cells.iter().all(|cell| fits(cell));
    if cells.is_empty() {
        return Holds::Nothing;
    }
    if all(&|cell| cell.starts_with("http://") || cell.starts_with("https://")) {
        return Holds::Addresses;
    }
    if all(&|cell| cell.len() >= 7 && cell.contains('-') && date::parse(cell).is_ok()) {
        return Holds::Dates { format: None, or: None };
    }
    let mut fits = DATES.into_iter().filter(|format| all(&|cell| is_date(format, cell)));
    if let Some(format) = fits.next() {
        return Holds::Dates { format: Some(format), or: fits.next() };
    }
    let worded = |cell: &str| quantity::read(cell, None, &rules.hedges, &rules.units).is_ok();
    // Streets have numbers, too.
    let mostly_numbers = 2 * cells.iter().filter(|cell| is_number(cell)).count() >= cells.len();
    if all(&is_number) || mostly_numbers && all(&worded) { Holds::Numbers } else { Holds::Texts }
}

/// Whether a cell is a number, be it with a sign, a hedge of one character and a unit of one word.
fn is_number(cell: &str) -> bool {
    let cell = cell.trim_start_matches(['+', '-', '\u{2212}', '~', '<', '>', '≈', '$', '€', '£', ' ']);
    let end = cell
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '\'' | ' ' | '\u{a0}' | '\u{202f}'));
    let (digits, unit) = cell.split_at(end.unwrap_or(cell.len()));
    let unit = unit.trim();
    digits.starts_with(|c: char| c.is_ascii_digit())
        && !unit.contains(|c: char| c.is_ascii_digit() || c.is_whitespace())
        && unit.chars().count() <= 4
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::known::builtin_rules;

    #[test]
    fn columns_are_known_by_what_they_hold() {
        let rules = builtin_rules();
        let dates = |format, or| Holds::Dates { format, or };
        for (cells, expected) in [
            (vec!["", " "], Holds::Nothing),
            (vec!["1", "2.5", "-"], Holds::Numbers),
            (vec!["14,5 %", "1.234"], Holds::Numbers),
            (vec!["5", "6", "more than 2,300", "dozens"], Holds::Numbers),
            (vec!["5", "Herald"], Holds::Texts),
            (vec!["12 Main Street", "3 High Street"], Holds::Texts),
            (vec!["2024-05-02", "2024-05"], dates(None, None)),
            (vec!["31.12.2023", "01.02.2024"], dates(Some("%d.%m.%Y"), None)),
            (vec!["05/02/2024"], dates(Some("%d/%m/%Y"), Some("%m/%d/%Y"))),
            (vec!["05/22/2024", "05/02/2024"], dates(Some("%m/%d/%Y"), None)),
            (vec!["https://a.example", "http://b.example"], Holds::Addresses),
            (vec!["Herald", "-"], Holds::Texts),
        ] {
            assert_eq!(Column::of("x", 1, cells.iter().copied(), &rules).holds, expected, "{cells:?}");
        }
        let empty = |cells: &[&str]| Column::of("x", 1, cells.iter().copied(), &rules).empty.join(" ");
        assert_eq!(empty(&["1", "NA", "NA"]), "NA");
        assert_eq!(empty(&["1", "..", "nan", "not available", "unknown"]), ".. nan not available unknown");
        assert_eq!(empty(&["Herald", "-", "unknown"]), "");
    }
}
