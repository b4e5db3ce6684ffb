//! The tables of the export as JSON Lines: one row a line.

use std::io;

use super::AuditReport;
use super::tables::{DisputeRow, ExportTable, PositionRow};
use crate::report::Out;

/// Writes each row of `table` as one line of JSON.
pub fn write(out: &mut Out<'_>, report: AuditReport<'_>, table: ExportTable) -> io::Result<()> {
    match table {
        ExportTable::Claims => report.claims().try_for_each(|row| out.json_line(&row)),
        ExportTable::Bounds => report.bounds().try_for_each(|row| out.json_line(&row)),
        ExportTable::Findings => report.reported().try_for_each(|at| {
            out.json_line(&DisputeRow::new(report.files, &report.audit.dispute_by_ids(at, 0)))
        }),
        ExportTable::Positions => report.reported().try_for_each(|at| {
            let dispute = report.audit.dispute_by_ids(at, usize::MAX);
            dispute.sides.iter().zip(1..).try_for_each(|(side, position)| {
                let mut marks = side.claims.iter();
                marks.try_for_each(|mark| out.json_line(&PositionRow::new(&dispute, position, side, mark)))
            })
        }),
    }
}
