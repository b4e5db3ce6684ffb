//! For which time the figures of a table are: up to the day of their row, or within a period.

use std::collections::{BTreeMap, BTreeSet};

use gainsay_core::rule::{Changes, Rules};

use super::column::{Column, Holds};
use super::escape::{plain, quoted};
use super::headers::headers;
use super::names::slug;
use super::period::{MONTH, Period, gaps, quarter};
use super::roles::{BEGIN, DATE_PART, POLLSTER, Roles, free, is_called, is_just};
use super::subject::{figure, is_one_by_day};

/// How often figures fall at least that seem to be no totals: a source may correct its total now and then.
pub(super) const SEVERAL_TIMES: usize = 2;

/// The first rows of a table.
pub(super) struct Times<'t> {
    pub(super) columns: &'t [Column],
    pub(super) roles: &'t Roles,
    pub(super) cells: &'t [Vec<String>],
    /// Whether a comma is before the decimals of their numbers.
    pub(super) comma: bool,
    pub(super) rules: &'t Rules,
    /// Whether each column of figures may be a source. Newspapers are called `Daily`, too.
    pub(super) of_sources: bool,
    /// How often figures fall at least that seem to be no totals.
    pub(super) falls: usize,
}

/// The period within which figures count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct During {
    /// What is under the key.
    pub(super) given: String,
    /// What a reader should know about it.
    pub(super) note: Option<String>,
    /// Whether it is a guess.
    pub(super) guessed: bool,
}

impl Times<'_> {
    /// The period of the figures in the column `at`, which are about `attribute`, if that is not in a column, too; nothing where they are
    /// for the day of their row.
    pub(super) fn during(&self, at: Option<usize>, attribute: Option<&str>) -> Option<During> {
        let date = *self.roles.get("as-of")?;
        let is = |key: &str| at.is_some_and(|at| is_called(&self.columns[at], key, headers()));
        if is("up-to") {
            return None;
        }
        if let Some(period) = self.columns[date].period {
            return (!self.is_of_events(date, period)).then(|| {
                let note = Some(whole(period));
                During { given: self.days(date, 1), note, guessed: false }
            });
        }
        if !matches!(self.columns[date].holds, Holds::Dates { .. }) {
            return None;
        }
        let at = at?;
        let may_be_name = self.of_sources && self.columns[at].name.contains(char::is_uppercase);
        if !may_be_name && !is("no-count") && attribute.is_none_or(|name| self.may_count(name)) {
            let days = [("within-day", 1), ("within-week", 7), ("within-month", MONTH)];
            let said = days.into_iter().find(|(key, _)| is(key)).map(|(_, days)| days);
            if let Some(days) = said.or_else(|| is("within").then(|| self.gap(at, date))) {
                let note = (days == MONTH).then(|| format!("a month is taken for {MONTH} days"));
                return Some(During { given: self.days(date, days), guessed: note.is_some(), note });
            }
        }
        if !self.falls(at, date, attribute) {
            return None;
        }
        let days = self.gap(at, date);
        let long = if days == 1 { "one day".to_owned() } else { format!("{days} days") };
        let note = format!("the figures fall, so each seems to count {long}; write as-of if each is a total");
        Some(During { given: self.days(date, days), note: Some(note), guessed: true })
    }

    /// What is written under `during` for so many days up to the one in the column `date`, or for what that names.
    fn days(&self, date: usize, days: i32) -> String {
        let column = &self.columns[date];
        let name = plain(&column.name);
        match (days, self::cell(column)) {
            (1, more) => format!("{{ from: {name}{more} }}"),
            (_, more) if more.is_empty() => format!("{{ days: {days}, until: {name} }}"),
            (_, more) => format!("{{ days: {days}, until: {{ from: {name}{more} }} }}"),
        }
    }

    /// Whether the times in the column `date` are those of events, or of polls, with a row each; or only a part of what a row is for.
    fn is_of_events(&self, date: usize, period: Period) -> bool {
        let free = || free(self.roles, self.columns).map(|at| &self.columns[at]);
        let is_part = |column: &Column| {
            period == Period::Year && column.distinct > 1 && is_just(column, DATE_PART, headers())
        };
        let begins = |column: &Column| is_called(column, BEGIN, headers());
        if self.roles.contains_key(POLLSTER) || free().any(|column| is_part(column) || begins(column)) {
            return true;
        }
        let mut times: BTreeMap<Vec<&str>, BTreeSet<&str>> = BTreeMap::new();
        for row in self.cells {
            times.entry(self.of(row)).or_default().insert(cell_at(row, date));
        }
        self.roles.contains_key("subject") && times.values().all(|times| times.len() < 2)
    }

    /// What is the same in all rows of one series.
    fn of<'r>(&self, row: &'r [String]) -> Vec<&'r str> {
        let keys = ["subject", "place", "source", "attribute", "scope", "cites"];
        let known = keys.into_iter().filter_map(|key| self.roles.get(key).copied());
        let tells = |at: &usize| {
            let Column { holds, distinct, filled, .. } = &self.columns[*at];
            *holds == Holds::Texts && 2 * distinct <= *filled
        };
        known.chain(free(self.roles, self.columns).filter(tells)).map(|at| cell_at(row, at)).collect()
    }

    /// The figures in the column `at` by their day, series by series. Rows of one day that say different things are no series.
    fn series(&self, at: usize, date: usize) -> Vec<(Vec<&str>, BTreeMap<i32, f64>)> {
        let mut series: BTreeMap<Vec<&str>, Option<BTreeMap<i32, f64>>> = BTreeMap::new();
        for row in self.cells {
            let day = self.columns[date].when(cell_at(row, date)).map(|when| when.last.0);
            let (Some(day), Some(number)) = (day, figure(cell_at(row, at), self.comma)) else { continue };
            let days = series.entry(self.of(row)).or_insert_with(|| Some(BTreeMap::new()));
            let before = days.as_mut().and_then(|days| days.insert(day, number));
            if before.is_some_and(|before| before.total_cmp(&number).is_ne()) {
                *days = None;
            }
        }
        series.into_iter().filter_map(|(of, days)| Some((of, days?))).collect()
    }

    /// How many days apart most figures of the column `at` are, if that is a time for which figures are reported; else 1.
    fn gap(&self, at: usize, date: usize) -> i32 {
        let mut gaps: BTreeMap<i32, usize> = BTreeMap::new();
        for (_, figures) in self.series(at, date) {
            let days: Vec<i32> = figures.into_keys().collect();
            for (gap, count) in self::gaps(&days) {
                *gaps.entry(gap).or_default() += count;
            }
        }
        let all: usize = gaps.values().sum();
        let commonest = gaps.into_iter().max_by_key(|(_, count)| *count);
        commonest
            .filter(|(gap, count)| REPORTED.contains(gap) && *count > 1 && 5 * count >= 3 * all)
            .map_or(1, |(gap, _)| gap)
    }

    /// Whether the figures of the column `at` often fall from one day to another, though they are about what only rises.
    fn falls(&self, at: usize, date: usize, attribute: Option<&str>) -> bool {
        if is_one_by_day(self.columns, self.roles, (self.cells, self.comma))
            || attribute.is_some_and(|name| !self.only_rises(name))
        {
            return false;
        }
        let named = self.roles.get("attribute").filter(|_| attribute.is_none());
        let only_rises: BTreeSet<&str> = named
            .map(|&named| self.cells.iter().map(|row| cell_at(row, named)).collect::<BTreeSet<_>>())
            .into_iter()
            .flatten()
            .filter(|name| self.only_rises(&slug(name)))
            .collect();
        let mut changes: Vec<bool> = Vec::new();
        for (of, figures) in self.series(at, date) {
            if attribute.is_some() || of.iter().any(|name| only_rises.contains(name)) {
                let figures: Vec<f64> = figures.into_values().collect();
                let pairs = figures.windows(2).map(|pair| pair[1].total_cmp(&pair[0]));
                changes.extend(pairs.filter(|change| change.is_ne()).map(std::cmp::Ordering::is_lt));
            }
        }
        let falls = changes.iter().filter(|falls| **falls).count();
        falls >= self.falls && 4 * falls >= changes.len()
    }

    /// Whether the rules say that a figure of this name never falls.
    fn only_rises(&self, name: &str) -> bool {
        let known = self.rules.attribute(name);
        known.is_some_and(|known| known.valid_for == Some(Changes::OnlyRises.valid_for()))
    }

    /// Whether a figure of this name may count what happened: the rules do not say that it is a level, such as a price.
    fn may_count(&self, name: &str) -> bool {
        self.rules.attribute(name).is_none() || self.only_rises(name)
    }
}

/// What a reader should know about figures for a time of more than a day.
pub(super) fn whole(period: Period) -> String {
    format!("each figure is for the whole {}; write as-of if it is a state on one day", period.name())
}

/// The days of the periods, longer than one, for which figures are reported.
const REPORTED: [i32; 3] = [7, 14, MONTH];

/// The cell of a row in the column `at`.
fn cell_at(row: &[String], at: usize) -> &str {
    row.get(at).map(|cell| cell.trim()).unwrap_or_default()
}

/// The keys of a cell with a date, beside the name of its column: how it is written.
pub(super) fn cell(column: &Column) -> String {
    if let Holds::Dates { format: Some(format), .. } = column.holds {
        return format!(", date: \"{format}\"");
    }
    let replaced = column.quarters.iter().filter_map(|text| Some((text, quarter(text)?)));
    let replaced: Vec<String> =
        replaced.map(|(text, months)| format!("{}: {months}", quoted(text))).collect();
    if replaced.is_empty() { String::new() } else { format!(", replace: {{ {} }}", replaced.join(", ")) }
}
