//! Cells of values that hold a mark for a missing value: they count as empty, and are counted.

use super::gaps::is_gap;
use super::make::{Instead, Maker};
use super::model::{self, Given, Template};
use super::row::{Cell, Row};

impl Maker<'_, '_> {
    /// The first of the columns of `cell` that says anything, or one of its names where it is split.
    pub(super) fn found<'r>(
        &self,
        cell: &model::Cell,
        row: &'r Row<'_>,
        instead: Instead<'r>,
    ) -> Option<(usize, &'r Cell<'r>)> {
        if let Some(part) = instead.filter(|(column, _)| cell.columns.contains(column)) {
            return Some(part);
        }
        let says = |found: &Cell<'_>| !found.is_empty(&self.table.empty) && !self.is_gap(cell, found);
        cell.columns.iter().map(|&at| (at, row.cell(at))).find(|(_, found)| says(found))
    }

    /// Whether what was found for `cell` is a mark for a missing value, which the mapping neither replaces nor lists.
    fn is_gap(&self, cell: &model::Cell, found: &Cell<'_>) -> bool {
        cell.gaps
            && found.text().is_some_and(is_gap)
            && !found.is_empty(&self.table.empty)
            && self.replaced(cell, found).is_none()
    }

    /// The columns of `row` that hold such a mark where `template` asks for a value.
    pub(super) fn gaps(&self, template: &Template, row: &Row<'_>) -> Vec<usize> {
        let mut gaps = Vec::new();
        template.keys.iter().for_each(|key| self.add_gaps(&key.given, row, &mut gaps));
        gaps
    }

    fn add_gaps(&self, given: &Given, row: &Row<'_>, gaps: &mut Vec<usize>) {
        match given {
            Given::Cell(cell) => {
                gaps.extend(cell.columns.iter().filter(|at| self.is_gap(cell, row.cell(**at))));
            }
            Given::Figures(figures) => {
                for figure in figures {
                    self.add_gaps(&figure.given, row, gaps);
                }
            }
            Given::List(items) => items.iter().for_each(|given| self.add_gaps(given, row, gaps)),
            Given::Constant(_) | Given::Words(_) | Given::Period(_) => {}
        }
    }

    /// Counts the cells of these columns of `row`, each once.
    pub(super) fn note_gaps(&mut self, mut columns: Vec<usize>, row: &Row<'_>) {
        columns.sort_unstable();
        columns.dedup();
        for found in columns.into_iter().map(|at| row.cell(at)) {
            let span = self.span(found);
            self.gaps.note(span, found.text().unwrap_or_default());
        }
    }
}
