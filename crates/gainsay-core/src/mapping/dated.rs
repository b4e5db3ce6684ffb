//! Cells of dates that are not written as EDTF has them, and whose mapping does not say how: they are counted.

use super::make::{Instead, Maker};
use super::model;
use super::moment::{DATES, moment};
use super::row::Row;
use crate::date;

/// The keys that take dates.
const DATED: [&str; 3] = ["as-of", "published", "until"];

impl Maker<'_, '_> {
    /// Whether `cell` holds such a date for the key `name`: then there is no record.
    pub(super) fn is_undated(
        &mut self,
        name: &str,
        cell: &model::Cell,
        row: &Row<'_>,
        instead: Instead<'_>,
    ) -> bool {
        if !DATED.contains(&name) || cell.date.is_some() {
            return false;
        }
        let Some((column, found)) = self.found(cell, row, instead) else { return false };
        let Some(text) = found.text().filter(|_| self.replaced(cell, found).is_none()) else { return false };
        let refused = is_otherwise(text).then(|| {
            let start = text.len() - text.trim_start().len();
            (found.part(&(start..text.trim_end().len()), self.file), text.trim().to_owned())
        });
        let is_refused = refused.is_some();
        self.undated.note(column, refused);
        is_refused
    }
}

/// Whether `text` is a date, and not in EDTF.
fn is_otherwise(text: &str) -> bool {
    let text = text.trim();
    // What begins with a year alone is left to those who read dates.
    let year = text.len() >= 4 && text.as_bytes()[..4].iter().all(u8::is_ascii_digit);
    let is_usual = year && text.as_bytes().get(4).is_none_or(|byte| *byte == b'-');
    !is_usual && date::parse(text).is_err() && DATES.iter().any(|format| moment(format, text).is_some())
}
