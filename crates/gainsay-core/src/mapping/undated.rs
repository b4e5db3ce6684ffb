//! Dates that a table does not write as EDTF has them, where its mapping does not say how they are written.

use std::collections::BTreeMap;

use super::model::{Column, Table};
use super::moment::formats;
use crate::date;
use crate::problem::{Code, Problem};
use gainsay_yaml::text::{Files, Span};

/// The cells of each column that hold such a date.
#[derive(Debug, Default, Clone)]
pub(super) struct Undated(BTreeMap<usize, Cells>);

/// What the cells of a column hold.
#[derive(Debug, Default, Clone)]
struct Cells {
    /// How often one held a date, in whatever way it is written.
    asked: usize,
    /// How often it was such a date.
    refused: usize,
    /// Those cells.
    refusals: BTreeMap<Span, String>,
}

impl Undated {
    /// Counts a cell of `column`; `refused` is its spot and its text, where it holds such a date.
    pub(super) fn note(&mut self, column: usize, refused: Option<(Span, String)>) {
        let cells = self.0.entry(column).or_default();
        cells.asked += 1;
        cells.refused += usize::from(refused.is_some());
        cells.refusals.extend(refused);
    }

    /// Adds those of further rows.
    pub(super) fn add(&mut self, further: Self) {
        for (column, cells) in further.0 {
            let all = self.0.entry(column).or_default();
            all.asked += cells.asked;
            all.refused += cells.refused;
            all.refusals.extend(cells.refusals);
        }
    }

    /// What is wrong: once where most cells of a column of `table` are written in one way, else for each cell.
    pub(super) fn problems(&self, table: &Table, files: &Files) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (column, cells) in &self.0 {
            let texts: Vec<&str> = cells.refusals.values().map(String::as_str).collect();
            let known = if 2 * cells.refused > cells.asked { formats(&texts) } else { Vec::new() };
            match (table.columns.get(*column), known.as_slice()) {
                (Some(column), [format, others @ ..]) if cells.refusals.len() > 1 => {
                    let from_mapping = !files.get(column.span.file).foreign;
                    problems.extend(cells.once(column, format, others.first(), from_mapping));
                }
                _ => problems.extend(cells.refusals.iter().filter_map(|(span, text)| of_cell(*span, text))),
            }
        }
        problems
    }
}

impl Cells {
    /// The problem of `column`, whose dates are written as `format`, or as `other`; `from_mapping` says that a mapping names it.
    fn once(
        &self,
        column: &Column,
        format: &str,
        other: Option<&&'static str>,
        from_mapping: bool,
    ) -> Option<Problem> {
        let (first, text) = self.refusals.first_key_value()?;
        let name = &column.name;
        let message = format!("the dates of `{name}` are not written year-month-day: `{text}`");
        let label = format!("{} rows are not read", self.refusals.len());
        let help = if from_mapping {
            let or = other.map(|other| format!(", or `date: \"{other}\"`")).unwrap_or_default();
            format!("say how they are written: `{{ from: {name}, date: \"{format}\" }}`{or}")
        } else {
            "write them as `2024-10-23`, or write a mapping file that says how they are written: `gainsay import` proposes one".to_owned()
        };
        let problem = Problem::new(Code::NotADate, column.span, message).label(label);
        Some(problem.related(*first, "the first one").help(help))
    }
}

/// The problem of a single cell.
fn of_cell(span: Span, text: &str) -> Option<Problem> {
    let error = date::parse(text).err()?;
    Some(Problem::new(Code::NotADate, span, error.message).help(error.help))
}
