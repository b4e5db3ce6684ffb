//! Dates that a table does not write as EDTF has them, where its mapping does not say how they are written.

use std::collections::BTreeMap;

use super::model::{Column, Table};
use super::moment::formats;
use crate::claim::plain;
use crate::date;
use crate::problem::{Code, Problem};
use gainsay_yaml::text::{Files, Span};

/// The cells of each column that hold such a date.
#[derive(Debug, Default, Clone)]
pub(super) struct Undated(BTreeMap<usize, Cells>);

/// How many cells of a column are named where their dates are not all written in one way; the others are counted.
const NAMED: usize = 64;

/// What the cells of a column hold.
#[derive(Debug, Default, Clone)]
struct Cells {
    /// How often one held a date, in whatever way it is written.
    asked: usize,
    /// How often it was such a date.
    refused: usize,
    /// Their texts, each with how many cells hold it and the first of these.
    texts: BTreeMap<String, (usize, Span)>,
}

impl Undated {
    /// Counts a cell of `column`; `refused` is its spot and its text, where it holds such a date.
    pub(super) fn note(&mut self, column: usize, refused: Option<(Span, String)>) {
        let cells = self.0.entry(column).or_default();
        cells.asked += 1;
        if let Some((span, text)) = refused {
            cells.refuse(text, 1, span);
        }
    }

    /// Adds those of further rows.
    pub(super) fn add(&mut self, further: Self) {
        for (column, cells) in further.0 {
            let all = self.0.entry(column).or_default();
            all.asked += cells.asked;
            for (text, (count, first)) in cells.texts {
                all.refuse(text, count, first);
            }
        }
    }

    /// What is wrong: once where most cells of a column of `table` are written in one way, else for each text.
    pub(super) fn problems(&self, table: &Table, files: &Files) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (column, cells) in &self.0 {
            let texts: Vec<&str> = cells.texts.keys().map(String::as_str).collect();
            let known = if 2 * cells.refused > cells.asked { formats(&texts) } else { Vec::new() };
            match (table.columns.get(*column), known.as_slice()) {
                (Some(column), [format, others @ ..]) if cells.refused > 1 => {
                    let from_mapping = !files.get(column.span.file).foreign;
                    problems.extend(cells.once(column, format, others.first(), from_mapping));
                }
                _ => problems.extend(cells.each()),
            }
        }
        problems
    }
}

impl Cells {
    fn refuse(&mut self, text: String, cells: usize, first: Span) {
        self.refused += cells;
        let (count, known) = self.texts.entry(text).or_insert((0, first));
        *count += cells;
        *known = first.min(*known);
    }

    /// The problem of `column`, whose dates are written as `format`, or as `other`; `from_mapping` says that a mapping names it.
    fn once(
        &self,
        column: &Column,
        format: &str,
        other: Option<&&'static str>,
        from_mapping: bool,
    ) -> Option<Problem> {
        let (text, (_, first)) = self.texts.iter().min_by_key(|(_, (_, first))| *first)?;
        let name = &column.name;
        let message = format!("the dates of `{name}` are not written year-month-day: `{text}`");
        let label = format!("{} rows are not read", self.refused);
        let help = if from_mapping {
            let or = other.map(|other| format!(", or `date: \"{other}\"`")).unwrap_or_default();
            let name = plain(name);
            format!("say how they are written: `{{ from: {name}, date: \"{format}\" }}`{or}")
        } else {
            "write them as `2024-10-23`, or write a mapping file that says how they are written: `gainsay import` proposes one".to_owned()
        };
        let problem = Problem::new(Code::NotADate, column.span, message).label(label);
        Some(problem.related(*first, "the first one").help(help))
    }

    /// The problem of each text, at its first cell.
    fn each(&self) -> Vec<Problem> {
        let mut texts: Vec<(Span, &str, usize)> =
            self.texts.iter().map(|(text, &(count, first))| (first, text.as_str(), count)).collect();
        texts.sort_unstable();
        let unnamed: usize = texts.iter().skip(NAMED).map(|(.., count)| count).sum();
        let named = texts.len().min(NAMED);
        let problem = |(at, &(span, text, count)): (usize, &(Span, &str, usize))| {
            let mut problem = of_cell(span, text)?;
            if count > 1 {
                problem = problem.label(format!("{count} cells hold this"));
            }
            if at + 1 == named && unnamed > 0 {
                problem = problem.label(format!("{unnamed} more cells of this column are no dates"));
            }
            Some(problem)
        };
        texts.iter().take(NAMED).enumerate().filter_map(problem).collect()
    }
}

/// The problem of a single cell.
fn of_cell(span: Span, text: &str) -> Option<Problem> {
    let error = date::parse(text).err()?;
    Some(Problem::new(Code::NotADate, span, error.message).help(error.help))
}
