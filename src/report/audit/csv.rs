//! The tables of the audit as CSV (RFC 4180), for spreadsheets and data tools.
//!
//! A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@`, and the words of claims are untrusted: such a cell gets
//! a `'` in front, and so does one that begins with a `'` itself. Whoever takes one `'` off each cell that begins with it has
//! the words again. Numbers stay numbers. Lines end in LF, as the tools that read lines expect, and every reader of CSV takes
//! that. Hidden characters and commands to build servers are shown by their code points, as in every output for people;
//! JSON holds them as they are.

use std::borrow::Cow;
use std::io;

use csv::{StringRecord, Writer};

use super::AuditReport;
use super::row::{Cells, Row};
use super::tables::{AgreementRow, AuditTable, DisputeRow, ExportTable, PositionRow};
use crate::report::{Out, safe};

/// Writes `table` with a line of names first.
pub fn write(out: &mut Out<'_>, report: AuditReport<'_>, table: AuditTable) -> io::Result<()> {
    let mut table_out = Table { out: Writer::from_writer(out), record: StringRecord::new() };
    table_out.write(report, table)?;
    table_out.out.flush()
}

/// Writes a table of the export with a line of names first.
pub fn write_export(out: &mut Out<'_>, report: AuditReport<'_>, table: ExportTable) -> io::Result<()> {
    let same = match table {
        ExportTable::Claims => AuditTable::Claims,
        ExportTable::Findings => AuditTable::Disputes,
        ExportTable::Positions => AuditTable::Positions,
        ExportTable::Bounds => {
            let mut table_out = Table { out: Writer::from_writer(out), record: StringRecord::new() };
            let names = table.about().columns.iter().map(|column| column.name);
            table_out.out.write_record(names).map_err(error)?;
            report.bounds().try_for_each(|row| table_out.row(&row))?;
            return table_out.out.flush();
        }
    };
    write(out, report, same)
}

/// A table that is being written.
struct Table<'o, 'w> {
    out: Writer<&'o mut Out<'w>>,
    /// The row, used again for each.
    record: StringRecord,
}

impl Table<'_, '_> {
    fn write(&mut self, report: AuditReport<'_>, table: AuditTable) -> io::Result<()> {
        let names = table.about().columns.iter().map(|column| column.name);
        self.out.write_record(names).map_err(error)?;
        match table {
            AuditTable::Claims => report.claims().try_for_each(|row| self.row(&row)),
            AuditTable::Disputes => report.reported().try_for_each(|at| {
                self.row(&DisputeRow::new(report.files, &report.audit.dispute_by_ids(at, 0)))
            }),
            AuditTable::Positions => report.reported().try_for_each(|at| {
                let dispute = report.audit.dispute_by_ids(at, usize::MAX);
                dispute.sides.iter().zip(1..).try_for_each(|(side, position)| {
                    let mut marks = side.claims.iter();
                    marks.try_for_each(|mark| self.row(&PositionRow::new(&dispute, position, side, mark)))
                })
            }),
            AuditTable::Agreements => {
                (1..).zip(report.agreements(&report.threads())).try_for_each(|(number, agreement)| {
                    let mut claims = report.audit.records().ids(&agreement.claims).into_iter();
                    claims.try_for_each(|claim| self.row(&AgreementRow::new(number, &agreement, claim)))
                })
            }
            AuditTable::Sources => report.sources().try_for_each(|row| self.row(&row)),
            AuditTable::Pairs => report.pairs().try_for_each(|row| self.row(&row)),
            AuditTable::Coverage => self.row(&report.coverage()),
        }
    }

    fn row(&mut self, row: &impl Row) -> io::Result<()> {
        self.record.clear();
        row.put(&mut self.record);
        self.out.write_record(&self.record).map_err(error)
    }
}

impl Cells for StringRecord {
    fn text(&mut self, words: &str) {
        self.push_field(&harmless(&safe::cell(words)));
    }

    fn plain(&mut self, characters: &str) {
        self.push_field(characters);
    }

    fn nothing(&mut self) {
        self.push_field("");
    }
}

/// `words` as no spreadsheet takes for a formula. A bare number with a sign is none.
fn harmless(words: &str) -> Cow<'_, str> {
    let digits = |rest: &str| rest.bytes().any(|byte| byte.is_ascii_digit());
    let number = |rest: &str| rest.bytes().all(|byte| byte.is_ascii_digit() || b".,".contains(&byte));
    let formula = match words.strip_prefix(['+', '-']) {
        Some(rest) => !(digits(rest) && number(rest)),
        // The wide forms are for spreadsheets that take them for the narrow ones.
        None => words.starts_with(['=', '@', '\t', '\r', '\n', '\'', '＝', '＋', '－', '＠']),
    };
    if formula { Cow::Owned(format!("'{words}")) } else { Cow::Borrowed(words) }
}

/// The failure of the writer below, so that a reader who has gone away is known as such.
fn error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_taken_for_a_formula() {
        for words in
            ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "-", "－1", "'=1", "\n=1", "+-1"]
        {
            assert_eq!(harmless(words), format!("'{words}"));
        }
    }

    #[test]
    fn numbers_and_words_stay() {
        for words in ["-5", "+3,000", "-0.5", "12", "about -5", "a=b", "2024-10-28", "", "x'"] {
            assert!(matches!(harmless(words), Cow::Borrowed(same) if same == words));
        }
    }
}
