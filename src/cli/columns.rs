//! Columns of text, each as wide as its widest cell.

use textwrap::core::display_width;

use crate::report::Style;

/// The least that a last column is wrapped to.
const NARROWEST: usize = 30;

/// The lines of a table, two blanks between its columns and none at the ends of its lines.
pub(super) fn lines<const N: usize>(rows: &[[String; N]]) -> impl Iterator<Item = String> {
    let widths = widths(rows);
    rows.iter().map(move |row| padded(row, &widths).trim_end().to_owned())
}

/// The rows of a table, of which the last column goes on below itself where a line would be too long, and stands below the others
/// where there is no room beside them.
pub(super) fn wrapped<const N: usize>(rows: &[[String; N]], style: Style) -> impl Iterator<Item = String> {
    let widths = widths(rows);
    let before: usize = widths[..N - 1].iter().map(|width| width + 2).sum();
    let beside = before + NARROWEST <= style.columns();
    rows.iter().map(move |row| {
        let (last, first) = (&row[N - 1], padded(&row[..N - 1], &widths));
        if beside {
            return style.wrap(last, &first, &" ".repeat(before));
        }
        let (first, last) = (style.wrap(first.trim_end(), "", "  "), style.wrap(last, "  ", "  "));
        format!("{first}\n{last}")
    })
}

fn widths<const N: usize>(rows: &[[String; N]]) -> [usize; N] {
    std::array::from_fn(|column| rows.iter().map(|row| display_width(&row[column])).max().unwrap_or_default())
}

fn padded(cells: &[String], widths: &[usize]) -> String {
    let cells = cells.iter().zip(widths);
    cells.map(|(cell, width)| cell.clone() + &" ".repeat(width - display_width(cell) + 2)).collect()
}
