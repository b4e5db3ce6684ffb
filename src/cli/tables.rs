//! Tables: one, or all of them as files of a folder.

use std::path::Path;

use super::{output, replace};
use crate::run::Failure;

/// Writes `table`, or the first of `all` where none is asked for, to the file or to standard output; to a folder, all tables where none
/// is asked for, each into a file of its `name`.
///
/// A folder is one that is there, or whose path ends in `/`; it is made where there is none.
pub(super) fn write<T: Copy>(
    all: &[T],
    table: Option<T>,
    output: Option<&Path>,
    name: impl Fn(T) -> String,
    one: impl Fn(T, Option<&Path>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let asked = table.as_slice();
    let tables = if asked.is_empty() { all } else { asked };
    let Some(folder) = output.filter(|path| is_folder(path)) else {
        return tables.first().map_or(Ok(()), |&table| one(table, output));
    };
    replace::make_folder(folder).map_err(|error| output::unwritable(folder, &error))?;
    tables.iter().try_for_each(|&table| one(table, Some(&folder.join(name(table)))))
}

/// Whether `path` is a folder that is there, or is written as one.
fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().as_encoded_bytes().ends_with(b"/")
}
