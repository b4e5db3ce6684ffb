//! The days of a period, of its length and its last day.

use std::ops::Range;

use super::make::Maker;
use super::model::{Length, Period};
use super::row::{Cell, Row};
use crate::date::{self, Day};
use crate::problem::{Code, Problem};
use gainsay_yaml::text::Span;

/// What to do about a length that is none.
const WRITE_NUMBER: &str = "write a whole number above 0, such as `24`";

/// What to do about hours that are no days.
pub(super) const WHOLE_DAYS: &str = "a period is counted in whole days: 24 hours, 48, 72 and so on";

/// The longest period, in hours or in days.
const LONGEST: i64 = 1_000_000;

/// How many hours or days `text` says; what is wrong with it, where that is too many. `of_day` of them are a day.
pub(super) fn length(text: &str, of_day: i64) -> Result<Option<i64>, String> {
    // A number may be too large for its type, which is then the largest.
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse().or(if digits { Ok(i64::MAX) } else { Err(()) }) {
        Ok(length @ 1..=LONGEST) => Ok(Some(length)),
        Ok(1..) => {
            let unit = if of_day == 1 { "days" } else { "hours" };
            Err(format!("a period can have at most {LONGEST} {unit}, but this one has `{text}`"))
        }
        _ => Ok(None),
    }
}

/// What to do about a period that is too long.
pub(super) const SHORTER: &str = "write a shorter one";

impl Maker<'_, '_> {
    /// The days of a period, and the spot of its last one.
    pub(super) fn period(&mut self, period: &Period, row: &Row<'_>) -> Option<(Range<u32>, String)> {
        let row_span = Span::new(self.file, row.range.start, row.range.end);
        let Some((_, until)) = row.first(&period.until.columns, &self.table.empty) else {
            let problem =
                Problem::new(Code::MissingKey, row_span, "this row does not say when its period ends");
            self.problems
                .push(problem.help("fill in the cell that `until` names, or leave the row out with `skip`"));
            return None;
        };
        if self.is_undated("until", &period.until, row, None) {
            return None;
        }
        let text = match self.converted(&period.until, until)? {
            Some(text) => text.into_owned(),
            None => until.text().unwrap_or_default().trim().to_owned(),
        };
        let last = date::parse(&text).ok().filter(|when| when.first == when.last);
        let Some(last) = last.map(|when| when.last).and_then(Day::to_civil) else {
            let problem =
                Problem::new(Code::NotADay, self.span(until), format!("`{text}` is not a single day"));
            self.problems.push(problem.help("a period ends with a day, such as `2023-10-20`"));
            return None;
        };
        let length = match period.length {
            Length::Said(length) => length,
            Length::Column(column) => self.length(column, period.of_day, row, row_span)?,
        };
        if length % period.of_day != 0 {
            let problem = Problem::new(
                Code::InvalidValue,
                self.spot_of(&period.length, row, until),
                format!("`{length}` hours are not a whole number of days"),
            );
            self.problems.push(problem.help(WHOLE_DAYS));
            return None;
        }
        let days = length / period.of_day;
        let first = Day::from_civil(last).plus(i32::try_from(1 - days).unwrap_or(i32::MIN)).to_civil();
        let Some(first) = first else {
            let spot = self.spot_of(&period.length, row, until);
            let problem =
                Problem::new(Code::InvalidValue, spot, "this period begins before any day that is known");
            self.problems.push(problem.help(SHORTER));
            return None;
        };
        let range = until.range().unwrap_or_else(|| row.range.clone());
        Some((range, format!("{first}/{last}")))
    }

    /// Where a length is written; where the mapping says it, the last day.
    fn spot_of(&self, length: &Length, row: &Row<'_>, until: &Cell<'_>) -> Span {
        match length {
            Length::Column(column) => self.span(row.cell(*column)),
            Length::Said(_) => self.span(until),
        }
    }

    fn length(&mut self, column: usize, of_day: i64, row: &Row<'_>, row_span: Span) -> Option<i64> {
        let cell = row.cell(column);
        let text = cell.text().map(str::trim).unwrap_or_default();
        let (message, help) = match length(text, of_day) {
            Ok(Some(length)) => return Some(length),
            Err(too_long) => (too_long, SHORTER),
            Ok(None) if text.is_empty() => {
                ("this row does not say how long its period is".to_owned(), WRITE_NUMBER)
            }
            Ok(None) => (format!("`{text}` is not the length of a period"), WRITE_NUMBER),
        };
        let spot = if cell.is_empty(&self.table.empty) { row_span } else { self.span(cell) };
        self.problems.push(Problem::new(Code::InvalidValue, spot, message).help(help));
        None
    }
}
