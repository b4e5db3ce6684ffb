//! Changes of a file as a unified diff, for people and for `git apply`.

use std::io::{self, Write};

use similar::{Algorithm, TextDiff};

use super::out::Form;
use super::{Out, safe};

/// Writes how the file at `path` changes from `before` to `after`.
pub fn write(out: &mut Out<'_>, path: &str, before: &str, after: &str) -> io::Result<()> {
    let diff = TextDiff::configure().algorithm(Algorithm::Patience).diff_lines(before, after);
    let path = safe::line(path);
    out.form(Form::DiffHeader);
    writeln!(out, "--- {path}\n+++ {path}")?;
    out.form(Form::Diff);
    diff.unified_diff().iter_hunks().try_for_each(|hunk| write!(out, "{hunk}"))?;
    out.form(Form::Text);
    Ok(())
}
