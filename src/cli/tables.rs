//! Tables of the audit as CSV: one, or all of them as files of a folder.

use std::path::Path;

use super::{output, replace};
use crate::report::{self, AuditReport, AuditTable};
use crate::run::Failure;

/// Writes `table`, or the claims where none is asked for, to the file or to standard output; to a folder, all tables where
/// none is asked for, each into a file of its name.
///
/// A folder is one that is there, or whose path ends in `/`; it is made where there is none.
pub(super) fn write(
    report: AuditReport<'_>,
    table: Option<AuditTable>,
    output: Option<&Path>,
) -> Result<(), Failure> {
    let one =
        |table, file: Option<&Path>| output::report(file, |out| report::write_audit_csv(out, report, table));
    let Some(folder) = output.filter(|path| is_folder(path)) else {
        return one(table.unwrap_or(AuditTable::Claims), output);
    };
    replace::make_folder(folder).map_err(|error| output::unwritable(folder, &error))?;
    let all = || AuditTable::ALL.to_vec();
    for table in table.map_or_else(all, |table| vec![table]) {
        one(table, Some(&folder.join(format!("{}.csv", table.about().name))))?;
    }
    Ok(())
}

/// Whether `path` is a folder that is there, or is written as one.
pub(super) fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().as_encoded_bytes().ends_with(b"/")
}
