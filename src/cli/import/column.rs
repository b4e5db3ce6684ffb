//! What a column of a table holds, by its values.

use std::collections::{BTreeSet, HashSet};

use gainsay_core::date::{self, When};
use gainsay_core::mapping::{DATES, is_gap, moment};
use gainsay_core::rule::Rules;
use gainsay_core::value::quantity::{self, Asked};
use gainsay_core::value::{Kind, PartRole, ReadFor, Told, parts};

use super::headers::{headers, of};
use super::names::{slug, words};
use super::period::{Period, is_year, quarter};

/// Words that stand for nothing beside numbers and dates, and may be a value elsewhere.
const NOTHING: [&str; 5] = ["na", "none", "x", "unavailable", "missing"];

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
    /// How long the times are that most of them name, where that is more than a day.
    pub(super) period: Option<Period>,
    /// The texts among them that name quarters, which EDTF writes in another way.
    pub(super) quarters: BTreeSet<String>,
    /// Texts among the others that stand for nothing; where there are no others, all of them.
    pub(super) empty: Vec<String>,
    /// The texts that are no figure or date among those that are, each as often as it is there.
    pub(super) unread: Vec<String>,
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
        let nothing = |cell: &&str| is_gap(cell) || NOTHING.contains(&cell.to_lowercase().as_str());
        // A source that does not know says so, which is a claim.
        let unknown = |cell: &&str| !nothing(cell) && rules.words.says_unknown(cell);
        let said: Vec<&str> =
            filled.iter().filter(|cell| !nothing(cell) && !unknown(cell)).copied().collect();
        let holds = Self::held(name, &said, rules);
        let empty = filled.iter().filter(|cell| match holds {
            // A text may well be a dash.
            Holds::Texts | Holds::Addresses => false,
            Holds::Numbers => nothing(cell),
            Holds::Nothing | Holds::Dates { .. } => nothing(cell) || unknown(cell),
        });
        let mut empty: Vec<String> = empty.map(|cell| (*cell).to_owned()).collect();
        empty.sort();
        empty.dedup();
        let fits = |cell: &&&str| match holds {
            Holds::Numbers => is_number(cell) || is_quantity(cell, rules),
            Holds::Dates { format, .. } => when(format, cell).is_some(),
            _ => true,
        };
        let unread: Vec<String> =
            said.iter().filter(|cell| !fits(cell)).map(|cell| (*cell).to_owned()).collect();
        let distinct = said.iter().collect::<HashSet<_>>().len();
        let example = said.iter().find(fits).copied().unwrap_or_default().to_owned();
        let period = period(&holds, &said);
        let quarters = said.iter().filter(|cell| quarter(cell).is_some()).map(|cell| (*cell).to_owned());
        let (name, filled, quarters) = (name.to_owned(), said.len(), quarters.collect());
        Self { name, of_name, holds, filled, distinct, example, period, quarters, empty, unread }
    }

    /// What a column of this name holds. Numbers may be names.
    fn held(name: &str, said: &[&str], rules: &Rules) -> Holds {
        let known = rules.attribute(&slug(name)).is_some_and(|known| known.kind == Some(Kind::Quantity));
        match holds(said, known, rules) {
            Holds::Numbers if !known && is_of_names(name) => Holds::Texts,
            holds => holds,
        }
    }

    /// Whether its name has braces, so that no template can have it: there, braces are around the name of a column.
    pub(super) fn is_braced(&self) -> bool {
        self.name.contains(['{', '}'])
    }

    /// The days that one of its cells means, where it holds dates.
    pub(super) fn when(&self, cell: &str) -> Option<When> {
        match self.holds {
            Holds::Dates { format, .. } => when(format, cell.trim()),
            _ => None,
        }
    }
}

/// Whether the cells of a column that is called `name` are names, whatever they look like.
fn is_of_names(name: &str) -> bool {
    let words = words(name);
    let is = |key: &str, word: Option<&String>| word.is_some_and(|word| of(headers(), key).contains(word));
    let numbered = words.len() > 1 && is("event", words.first()) && is("counted", words.last());
    let event = words.len() == 1 && is("event", words.first()) && !is("case", words.first());
    is("before-names", words.first()) || is("of-names", words.last()) || numbered || event
}

/// How long the times are that most of these cells name, where they hold dates or years.
fn period(holds: &Holds, said: &[&str]) -> Option<Period> {
    let periods = match holds {
        Holds::Dates { format: None, .. } => said.iter().filter_map(|cell| Period::of(cell)).collect(),
        Holds::Numbers => said.iter().filter(|cell| is_year(cell)).map(|_| Period::Year).collect(),
        _ => Vec::new(),
    };
    let count = |period: &Period| periods.iter().filter(|other| *other == period).count();
    let commonest = periods.iter().max_by_key(|period| count(period)).copied();
    commonest.filter(|_| 2 * periods.len() > said.len())
}

/// The days that a date means which is written as `format`, else as EDTF has it, in full, at least with its month; or a quarter.
fn when(format: Option<&str>, cell: &str) -> Option<When> {
    match format {
        Some(format) => date::parse(&moment(format, cell)?).ok(),
        None => {
            let in_full = || Some(cell).filter(|cell| cell.len() >= 7 && cell.contains('-'));
            let months = quarter(cell);
            months.as_deref().or_else(in_full).and_then(|cell| date::parse(cell).ok())
        }
    }
}

/// What these cells hold, as most of them do; `known` says that figures are under their header.
fn holds(cells: &[&str], known: bool, rules: &Rules) -> Holds {
    let count = |fits: &dyn Fn(&str) -> bool| cells.iter().filter(|cell| fits(cell)).count();
    let most = |count: usize| 2 * count > cells.len();
    if cells.is_empty() {
        return Holds::Nothing;
    }
    if count(&|cell| cell.starts_with("http://") || cell.starts_with("https://")) == cells.len() {
        return Holds::Addresses;
    }
    let usual = count(&|cell| when(None, cell).is_some());
    let fits: Vec<(usize, &'static str)> =
        DATES.into_iter().map(|format| (count(&|cell| when(Some(format), cell).is_some()), format)).collect();
    let likeliest = fits.iter().map(|(count, _)| *count).max().unwrap_or_default();
    if most(usual) && usual >= likeliest {
        return Holds::Dates { format: None, or: None };
    }
    if most(likeliest) {
        let mut formats = fits.iter().filter(|(count, _)| *count == likeliest).map(|(_, format)| *format);
        let format = formats.next();
        let differs =
            |other: &&'static str| cells.iter().any(|cell| when(format, cell) != when(Some(other), cell));
        return Holds::Dates { format, or: formats.find(differs) };
    }
    let figure =
        |cell: &str| is_number(cell) || is_quantity(cell, rules) && (known || is_worded_figure(cell, rules));
    if most(count(&figure)) { Holds::Numbers } else { Holds::Texts }
}

fn is_quantity(cell: &str, rules: &Rules) -> bool {
    quantity::read(cell, None, &rules.hedges, &rules.units).is_ok()
}

/// Whether a cell that can be read as a quantity begins with its number, or what hedges that, and has no name in it. Streets have
/// numbers, too, and so have pages.
fn is_worded_figure(cell: &str, rules: &Rules) -> bool {
    let told = Told { as_of: None, ahead: false, begins: true };
    let read_for = ReadFor { kind: Kind::Quantity, asked: Asked::default(), scale: None, terms: None, told };
    let parts = parts(cell, &read_for, rules.vocabulary());
    let first = parts.first().map(|part| part.role);
    let named = cell.chars().skip(1).any(char::is_uppercase);
    matches!(first, Some(PartRole::Number | PartRole::Hedge)) && !named
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
            (vec!["at least 12", "approx 40", "several"], Holds::Numbers),
            (vec!["12", "30", "see note 4", "some"], Holds::Texts),
            (vec!["12", "30", "9", "see note 4", "TBC"], Holds::Numbers),
            (vec!["page 5", "page 7"], Holds::Texts),
            (vec!["2024-05-02", "2024-05-03", "early May"], dates(None, None)),
            (vec!["5", "Herald"], Holds::Texts),
            (vec!["12 Main Street", "3 High Street"], Holds::Texts),
            (vec!["2024-05-02", "2024-05"], dates(None, None)),
            (vec!["2024-Q1", "Q2 2024"], dates(None, None)),
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
        assert_eq!(empty(&["1", "..", "nan", "not available", "unknown", "TBC"]), ".. nan not available");
        assert_eq!(empty(&["2024-05-02", "-", "TBC"]), "- TBC");
        assert_eq!(empty(&["Herald", "-", "unknown"]), "");
    }

    #[test]
    fn cells_that_are_no_figures_are_named_beside_those_that_are() {
        let rules = builtin_rules();
        let unread = |name: &str, cells: &[&str]| Column::of(name, 1, cells.iter().copied(), &rules).unread;
        assert_eq!(unread("x", &["12", "30", "9", "see note 4", "TBC", "n/a", "dozens"]), ["see note 4"]);
        assert_eq!(unread("x", &["2024-05-02", "2024-05-03", "early May", "unknown"]), ["early May"]);
    }

    #[test]
    fn numbers_may_be_names() {
        let rules = builtin_rules();
        for (name, holds) in [
            ("incident_id", Holds::Texts),
            ("ID", Holds::Texts),
            ("event", Holds::Texts),
            ("Event no.", Holds::Texts),
            ("ref", Holds::Texts),
            ("country code", Holds::Texts),
            ("events", Holds::Numbers),
            ("number of events", Holds::Numbers),
            ("case fatality", Holds::Numbers),
        ] {
            assert_eq!(Column::of(name, 1, ["101", "102"].into_iter(), &rules).holds, holds, "{name}");
        }
    }
}
