//! How commands end.

use std::fs;
use std::path::{Path, PathBuf};

use crate::files::found::is_mapping;
use crate::run::{DEFAULT_PATH, Failure, Input};

/// What every command returns.
pub(super) type Ended = Result<Status, Failure>;

/// How a command ended, where it could do its job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    /// Nothing to fail on.
    Clean = 0,
    /// Something to fail on.
    Found = 1,
    /// Nothing to check.
    Nothing = 3,
}

/// The exit status where the job could not be done; clap ends with the same on wrong usage.
pub(super) const FAILED: u8 = 2;

/// The failure where there is no claim in what was read of `paths`.
pub(super) fn no_claims(paths: &[PathBuf], input: &Input) -> Failure {
    let default = is_default(paths);
    let beside = if default { mapping_here() } else { None };
    if default && beside.is_none() && !Path::new(DEFAULT_PATH).exists() {
        return Failure::new(format!("there is no folder `{DEFAULT_PATH}` here"))
            .help("run `gainsay check .` if the claim files are in this folder, give their paths, or run `gainsay init` to begin with an example");
    }
    let paths: Vec<_> = paths.iter().map(|path| format!("`{}`", path.display())).collect();
    let help = match input.unmapped.as_slice() {
        [] if !input.claim_tables.is_empty() => rows_make_none(&input.claim_tables),
        [] if beside.is_some() => beside.unwrap_or_default(),
        [] => "run `gainsay init` to begin with an example, or give files that contain a list `claims:`, or folders of such files"
            .to_owned(),
        [first, rest @ ..] => {
            let others = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
            format!(
                "no mapping file says what the columns of `{first}`{others} are; `gainsay import {first}` proposes one"
            )
        }
    };
    Failure::new(format!("there are no claims in {}", paths.join(", "))).help(help)
}

/// Whether nobody said where the claims are.
fn is_default(paths: &[PathBuf]) -> bool {
    matches!(paths, [only] if only == Path::new(DEFAULT_PATH))
}

/// What to do where a mapping file lies in the working directory, and not among the claims.
fn mapping_here() -> Option<String> {
    let entries = fs::read_dir(".").ok()?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mapping = names.filter(|name| is_mapping(Path::new(name))).min()?;
    Some(format!(
        "`{mapping}` is a mapping file, but not in the folder `{DEFAULT_PATH}`: run `gainsay check {mapping}`"
    ))
}

/// What to do where no row of the `tables` that were read makes a claim.
fn rows_make_none(tables: &[String]) -> String {
    let table = match tables {
        [one] => format!("`{one}` was read, but none of its rows makes a claim"),
        all => format!("{} tables were read, but none of their rows makes a claim", all.len()),
    };
    format!(
        "{table}: check `skip`, `when` and `value` in the mapping file; `gainsay check --show note` names tables without rows"
    )
}

/// That the tables `unmapped` beside the claims are not read; nothing where there are none.
pub(super) fn not_read(unmapped: &[String]) -> Option<String> {
    let (first, others) = unmapped.split_first()?;
    let (what, are) = match others.len() {
        0 => (format!("`{first}`"), "is"),
        1 => (format!("`{first}` and 1 table more"), "are"),
        more => (format!("`{first}` and {more} tables more"), "are"),
    };
    Some(format!(
        "{what} {are} not read, as no mapping file says what the columns are; `gainsay import {first}` proposes one"
    ))
}
