//! A table set in columns, as wide as the reader's end allows: nothing is cut, and no line is too long.

use textwrap::core::display_width;

use crate::report::{Style, safe};

/// Blanks between two columns.
const GAP: usize = 2;

/// No column of text is set in fewer columns than this.
const NARROWEST: usize = 16;

/// To which side cells lean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    /// Text; it goes on below itself where there is no room.
    Left,
    /// Numbers; they stay in one line.
    Right,
}

/// A table. A column in which no row has anything is left out.
#[derive(Debug)]
pub(super) struct Grid {
    headings: Vec<String>,
    aligns: Vec<Align>,
    rows: Vec<Vec<String>>,
    indent: usize,
}

impl Grid {
    /// A table with `headings`, which may all be empty, and no rows yet.
    pub(super) fn new(headings: &[&str], aligns: Vec<Align>) -> Self {
        let headings = headings.iter().map(|&heading| heading.to_owned()).collect();
        Self { headings, aligns, rows: Vec::new(), indent: 2 }
    }

    /// The same, set in by so many columns.
    pub(super) fn indented(self, indent: usize) -> Self {
        Self { indent, ..self }
    }

    /// Adds a row of as many cells as there are headings.
    pub(super) fn row(&mut self, cells: &[String]) {
        self.rows.push(cells.iter().map(|cell| safe::line(cell).into_owned()).collect());
    }

    /// Whether each row fits in one line.
    pub(super) fn fits(&self, style: Style) -> bool {
        total(&self.widest()) <= self.room(style)
    }

    /// The lines of the headings, as `shown`, and of each row. Where there is no room for the columns, a row is its first cell with
    /// the others below it, each behind its heading.
    pub(super) fn lines(&self, style: Style, shown: impl Fn(&str) -> String) -> Vec<Vec<String>> {
        let Some(widths) = self.widths(style) else {
            return self.rows.iter().map(|row| self.stacked(row, style)).collect();
        };
        let headings = self.headings.iter().any(|heading| !heading.is_empty());
        let headings = headings.then(|| self.set(&self.headings, &widths));
        let headings = headings.map(|lines| lines.iter().map(|line| shown(line)).collect());
        headings.into_iter().chain(self.rows.iter().map(|row| self.set(row, &widths))).collect()
    }

    /// A row in columns of these widths.
    fn set(&self, row: &[String], widths: &[usize]) -> Vec<String> {
        let wrapped = |(cell, &width): (&String, &usize)| match width {
            // Nothing in any row.
            0 => Vec::new(),
            _ => textwrap::wrap(cell, width).into_iter().map(std::borrow::Cow::into_owned).collect(),
        };
        let cells: Vec<Vec<String>> = row.iter().zip(widths).map(wrapped).collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or_default();
        let line = |number: usize| {
            let mut line = " ".repeat(self.indent);
            for (at, (cell, &width)) in
                cells.iter().zip(widths).enumerate().filter(|(_, (_, width))| **width > 0)
            {
                let cell = cell.get(number).map(String::as_str).unwrap_or_default();
                let blank = " ".repeat(width.saturating_sub(display_width(cell)));
                match self.aligns[at] {
                    Align::Right => line.extend([blank.as_str(), cell]),
                    Align::Left => line.extend([cell, &blank]),
                }
                line.push_str(&" ".repeat(GAP));
            }
            line.truncate(line.trim_end().len());
            line
        };
        (0..height).map(line).collect()
    }

    fn stacked(&self, row: &[String], style: Style) -> Vec<String> {
        let (first, rest) = row.split_first().map_or(("", row), |(first, rest)| (first.as_str(), rest));
        let named = self.headings.iter().skip(1).zip(rest).filter(|(_, cell)| !cell.is_empty());
        let named: Vec<String> =
            named.map(|(heading, cell)| format!("{heading} {cell}").trim_start().to_owned()).collect();
        let (indent, below) = (" ".repeat(self.indent), " ".repeat(self.indent + 2));
        let rest = style.wrap(&named.join(", "), &below, &below);
        let first = style.wrap(first, &indent, &below);
        first.lines().chain(rest.lines()).map(str::to_owned).collect()
    }

    fn room(&self, style: Style) -> usize {
        style.columns().saturating_sub(self.indent)
    }

    /// The widths of the columns with all cells in one line; that of a column in which no row has anything is 0.
    fn widest(&self) -> Vec<usize> {
        let widest = |at: usize| match self.rows.iter().map(|row| display_width(&row[at])).max() {
            None | Some(0) => 0,
            Some(widest) => widest.max(display_width(&self.headings[at])),
        };
        (0..self.headings.len()).map(widest).collect()
    }

    /// The widths of the columns, those of text as narrow as they have to be; nothing where there is no room for them.
    fn widths(&self, style: Style) -> Option<Vec<usize>> {
        let mut widths = self.widest();
        while total(&widths) > self.room(style) {
            let text = widths.iter_mut().zip(&self.aligns).filter(|(_, align)| **align == Align::Left);
            let widest = text.map(|(width, _)| width).max().filter(|width| **width > NARROWEST)?;
            *widest -= 1;
        }
        Some(widths)
    }
}

/// The columns that columns of these widths take, with the gaps between them.
fn total(widths: &[usize]) -> usize {
    let told = widths.iter().filter(|width| **width > 0).count();
    widths.iter().sum::<usize>() + GAP * told.saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(width: usize) -> Vec<String> {
        let mut grid = Grid::new(&["who", "claims"], vec![Align::Left, Align::Right]);
        grid.row(&["South Korean National Intelligence Service".into(), "12".into()]);
        grid.row(&["日本".into(), "3".into()]);
        grid.lines(Style { width, ..Style::PLAIN }, str::to_owned).concat()
    }

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        assert_eq!(
            lines(100),
            [
                "  who                                         claims",
                "  South Korean National Intelligence Service      12",
                "  日本                                             3",
            ]
        );
    }

    #[test]
    fn text_goes_on_below_itself() {
        assert_eq!(
            lines(40),
            [
                "  who                             claims",
                "  South Korean National               12",
                "  Intelligence Service",
                "  日本                                 3",
            ]
        );
    }

    #[test]
    fn where_there_is_no_room_for_columns_cells_go_below_the_first() {
        let headings = ["who", "claims in conflict", "not compared"];
        let mut grid = Grid::new(&headings, vec![Align::Left, Align::Right, Align::Right]);
        grid.row(&["The Gazette".into(), "12".into(), String::new()]);
        grid.row(&["The Herald".into(), "3".into(), "1".into()]);
        assert_eq!(
            grid.lines(Style { width: 40, ..Style::PLAIN }, str::to_owned).concat(),
            [
                "  The Gazette",
                "    claims in conflict 12",
                "  The Herald",
                "    claims in conflict 3, not compared 1"
            ]
        );
    }
}
