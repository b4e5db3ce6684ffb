//! The conditions of a mapping that no row ever met.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{Condition, Table};
use super::row::Row;
use crate::problem::{Code, Problem};
use gainsay_yaml::text::{Span, suggest};

/// How many rows of a part of a file are looked at for what a text was meant to be.
const LOOK: usize = 200;

/// What rows said to a condition.
#[derive(Debug, Default, Clone)]
pub(super) struct Asked {
    rows: usize,
    met: bool,
    /// What the first rows hold where it asks for one text.
    held: BTreeSet<String>,
}

impl Asked {
    /// Whether `row` meets `condition`, whose answers these are.
    pub(super) fn meets(&mut self, condition: &Condition, row: &Row<'_>) -> bool {
        let met = row.meets(condition);
        self.rows += 1;
        self.met |= met;
        if !self.met
            && self.rows <= LOOK
            && let Some((column, _)) = condition.only()
        {
            self.held.insert(row.cell(column).text().unwrap_or_default().trim().to_owned());
        }
        met
    }

    /// Adds what other rows said.
    pub(super) fn add(&mut self, other: &Self) {
        self.rows += other.rows;
        self.met |= other.met;
        if self.met {
            self.held.clear();
        } else {
            self.held.extend(other.held.iter().cloned());
        }
    }

    fn problem(&self, span: Span, text: Option<&str>) -> Problem {
        let message = match self.rows {
            1 => "the only row does not match this condition".to_owned(),
            rows => format!("none of {rows} rows matches this condition"),
        };
        let help = text.and_then(|text| suggest::did_you_mean(text, self.held.iter().map(String::as_str)));
        let help = help.unwrap_or_else(|| {
            "if no such row is expected, there is nothing to do; otherwise write the text exactly as in the cells, with the same capitals".to_owned()
        });
        Problem::new(Code::UnmatchedCondition, span, message).help(help)
    }
}

/// The problems of those conditions of `tables` that no row of any of their files met, though there were some.
pub(super) fn unmatched<'t>(tables: impl Iterator<Item = (&'t Table, Vec<Asked>)>) -> Vec<Problem> {
    let mut all: BTreeMap<Span, (Asked, Option<&str>)> = BTreeMap::new();
    for (table, answers) in tables {
        for (written, asked) in table.conditions.iter().zip(&answers) {
            let (sum, text) = all.entry(written.span).or_default();
            sum.add(asked);
            *text = written.value.as_deref();
        }
    }
    let unmatched = all.into_iter().filter(|(_, (asked, _))| asked.rows > 0 && !asked.met);
    unmatched.map(|(span, (asked, text))| asked.problem(span, text)).collect()
}
