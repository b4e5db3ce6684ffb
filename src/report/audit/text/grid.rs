//! A table set in columns, as wide as the reader's end allows.

use textwrap::core::display_width;

use crate::report::{Style, cut, safe};

/// Blanks between two columns.
const GAP: usize = 2;

/// No column of text is cut to fewer columns than this.
const NARROWEST: usize = 8;

/// To which side cells lean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    /// Text; it is cut where there is no room.
    Left,
    /// Numbers; they are never cut.
    Right,
    /// Text that is never cut, such as where something stands.
    Whole,
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

    /// The lines of the table, the headings as `shown`. What is too long is cut, the widest columns of text first; what is
    /// still too wide then runs over.
    pub(super) fn lines(&self, style: Style, shown: impl Fn(&str) -> String) -> Vec<String> {
        let widths = self.widths(style.columns().saturating_sub(self.indent));
        let line = |cells: &[String]| {
            let mut line = " ".repeat(self.indent);
            for (at, (cell, &width)) in cells.iter().zip(&widths).enumerate() {
                // Nothing in any row.
                if width == 0 {
                    continue;
                }
                let cell = cut(cell, width, style.unicode);
                let blank = " ".repeat(width - display_width(&cell).min(width));
                match self.aligns[at] {
                    Align::Right => line.extend([blank.as_str(), &cell]),
                    Align::Left | Align::Whole => line.extend([cell.as_str(), &blank]),
                }
                line.push_str(&" ".repeat(GAP));
            }
            line.truncate(line.trim_end().len());
            line
        };
        let headings = self.headings.iter().any(|heading| !heading.is_empty());
        let headings = headings.then(|| shown(&line(&self.headings)));
        headings.into_iter().chain(self.rows.iter().map(|row| line(row))).collect()
    }

    /// The widths of the columns within so many in all; that of a column in which no row has anything is 0.
    fn widths(&self, room: usize) -> Vec<usize> {
        let widest = |at: usize| match self.rows.iter().map(|row| display_width(&row[at])).max() {
            None | Some(0) => 0,
            Some(widest) => widest.max(display_width(&self.headings[at])),
        };
        let mut widths: Vec<usize> = (0..self.headings.len()).map(widest).collect();
        let told = widths.iter().filter(|width| **width > 0).count();
        let gaps = GAP * told.saturating_sub(1);
        while widths.iter().sum::<usize>() + gaps > room {
            let text = widths.iter_mut().zip(&self.aligns).filter(|(_, align)| **align == Align::Left);
            match text.map(|(width, _)| width).max() {
                Some(widest) if *widest > NARROWEST => *widest -= 1,
                _ => break,
            }
        }
        widths
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(width: usize) -> Vec<String> {
        let mut grid = Grid::new(&["who", "claims"], vec![Align::Left, Align::Right]);
        grid.row(&["South Korean National Intelligence Service".into(), "12".into()]);
        grid.row(&["日本".into(), "3".into()]);
        grid.lines(Style { width, ..Style::PLAIN }, str::to_owned)
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
    fn text_is_cut_and_numbers_are_not() {
        assert_eq!(
            lines(40),
            [
                "  who                             claims",
                "  South Korean National Intelli…      12",
                "  日本                                 3",
            ]
        );
    }

    #[test]
    fn a_letter_is_not_cut_from_its_marks() {
        assert_eq!(cut("e\u{301}e\u{301}e\u{301}", 2, true), "e\u{301}…");
        assert_eq!(cut("abcdef", 5, false), "ab...");
        assert_eq!(cut("abc", 3, true), "abc");
    }
}
