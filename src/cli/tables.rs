//! Tables of the audit as CSV: one, or all of them as files of a folder.

use std::path::Path;

use clap::ValueEnum;

use super::{output, replace};
use crate::report::{self, AuditReport, AuditTable};
use crate::run::Failure;

/// The tables, by their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Table {
    /// The claims
    Claims,
    /// The findings
    Disputes,
    /// The sides of each finding, claim by claim
    Positions,
    /// Who says the same, claim by claim
    Agreements,
    /// What each source does
    Sources,
    /// Source against source
    Pairs,
    /// What records lack
    Coverage,
}

impl From<Table> for AuditTable {
    fn from(table: Table) -> Self {
        match table {
            Table::Claims => Self::Claims,
            Table::Disputes => Self::Disputes,
            Table::Positions => Self::Positions,
            Table::Agreements => Self::Agreements,
            Table::Sources => Self::Sources,
            Table::Pairs => Self::Pairs,
            Table::Coverage => Self::Coverage,
        }
    }
}

/// Writes `table`, or the claims where none is asked for, to the file or to standard output; to a folder, all tables where
/// none is asked for, each into a file of its name.
///
/// A folder is one that is there, or whose path ends in `/`; it is made where there is none.
pub(super) fn write(
    report: AuditReport<'_>,
    table: Option<Table>,
    output: Option<&Path>,
) -> Result<(), Failure> {
    let one =
        |table, file: Option<&Path>| output::report(file, |out| report::write_audit_csv(out, report, table));
    let Some(folder) = output.filter(|path| is_folder(path)) else {
        return one(table.unwrap_or(Table::Claims).into(), output);
    };
    replace::make_folder(folder).map_err(|error| output::unwritable(folder, &error))?;
    let all = || AuditTable::ALL.to_vec();
    for table in table.map_or_else(all, |table| vec![table.into()]) {
        one(table, Some(&folder.join(format!("{}.csv", table.about().name))))?;
    }
    Ok(())
}

fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().as_encoded_bytes().ends_with(b"/")
}
