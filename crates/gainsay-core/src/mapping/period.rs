//! The days of a period, of its length and its last day.

use std::ops::Range;

use super::make::Maker;
use super::model::{Length, Period};
use super::row::{Cell, Row};
use crate::date::{self, Day};
use crate::problem::{Code, Problem};
use gainsay_yaml::text::Span;

/// What to do about hours that are no days.
pub(super) const WHOLE_DAYS: &str = "a period counts whole days: 24 hours, 48, 72 and so on";

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
            Length::Column(column) => self.length(column, row, row_span)?,
        };
        if length % period.of_day != 0 {
            let problem = Problem::new(
                Code::InvalidValue,
                self.spot_of(&period.length, row, until),
                format!("{length} hours are not a whole number of days"),
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
            self.problems.push(problem.help("write a shorter one"));
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

    fn length(&mut self, column: usize, row: &Row<'_>, row_span: Span) -> Option<i64> {
        let cell = row.cell(column);
        let text = cell.text().map(str::trim).unwrap_or_default();
        match text.parse::<i64>() {
            Ok(length @ 1..=1_000_000) => Some(length),
            _ => {
                let spot = if cell.is_empty(&self.table.empty) { row_span } else { self.span(cell) };
                let message = if text.is_empty() {
                    "this row does not say how long its period is".to_owned()
                } else {
                    format!("`{text}` is not the length of a period")
                };
                let problem = Problem::new(Code::InvalidValue, spot, message);
                self.problems.push(problem.help("write a whole number, such as `24`"));
                None
            }
        }
    }
}
