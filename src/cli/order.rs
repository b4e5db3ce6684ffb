//! A path in the place of a name: what to write instead.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::files::boundary::exists;
use crate::files::load::ENDINGS;
use crate::files::shown::show;
use crate::report::shell_word;
use crate::run::{Cause, Failure};
use gainsay_core::mapping::endings;

/// A command line that takes a name before paths.
pub(super) struct Order {
    /// The command: `gainsay explain`.
    pub(super) command: &'static str,
    /// What its name is called: `NAME`.
    pub(super) name: &'static str,
    /// The flags that it was given, each behind a blank.
    pub(super) flags: String,
}

impl Order {
    /// The failure with what to write where `word` is a path, and the first of `paths` that is not there is a name.
    pub(super) fn corrected(&self, failure: Failure, word: &str, paths: &[PathBuf]) -> Failure {
        let missing = paths.iter().position(|path| !is_path(&show(path)));
        match missing.filter(|_| failure.cause == Cause::Paths && is_path(word)) {
            Some(at) => {
                let others = paths.iter().enumerate().filter(|(other, _)| *other != at);
                let others = others.map(|(_, path)| path.as_path());
                let line = self.line(&shell_word(&show(&paths[at])), word, others);
                failure.help(format!("paths come last: `{line}`"))
            }
            None => failure,
        }
    }

    /// What to write where `word` is a path as `paths` are; nothing where it is none.
    pub(super) fn without_name(&self, word: &str, paths: &[PathBuf]) -> Option<String> {
        let line = || self.line(self.name, word, paths.iter().map(PathBuf::as_path));
        is_path(word).then(|| format!("`{word}` is a path, and paths come last: `{}`", line()))
    }

    fn line<'p>(&self, name: &str, first: &str, others: impl Iterator<Item = &'p Path>) -> String {
        let paths = std::iter::once(first.to_owned()).chain(others.map(show));
        let paths: Vec<String> = paths.map(|path| shell_word(&path)).collect();
        format!("{} {name} {}{}", self.command, paths.join(" "), self.flags)
    }
}

/// Whether a word is a path: something is there, or it ends as the files do that are read.
fn is_path(word: &str) -> bool {
    let path = Path::new(word);
    let is =
        |ending: &str| ENDINGS.into_iter().chain(endings()).any(|known| known.eq_ignore_ascii_case(ending));
    !word.is_empty() && (exists(path) || path.extension().and_then(OsStr::to_str).is_some_and(is))
}
