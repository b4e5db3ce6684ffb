//! Columns of text, each as wide as its widest cell.

use textwrap::core::display_width;

/// The lines of a table, two blanks between its columns and none at the ends of its lines.
pub(super) fn lines<const N: usize>(rows: &[[String; N]]) -> impl Iterator<Item = String> {
    let widths: [usize; N] = std::array::from_fn(|column| {
        rows.iter().map(|row| display_width(&row[column])).max().unwrap_or_default()
    });
    rows.iter().map(move |row| {
        let cells = row.iter().zip(widths);
        let padded = cells.map(|(cell, width)| cell.clone() + &" ".repeat(width - display_width(cell) + 2));
        padded.collect::<String>().trim_end().to_owned()
    })
}
