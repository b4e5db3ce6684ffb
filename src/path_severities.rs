//! Severities by the paths of files.

use crate::files::Exclude;
use crate::files::boundary::real;
use crate::files::shown::shown_path;
use crate::files::start::Start;
use gainsay_core::problem::{Code, Problem};
use gainsay_core::rule::{FileSeverities, Override};
use gainsay_core::rule_file;
use gainsay_core::text::{Files, Span, Spanned};

/// What a configuration sets for what is found in the files at some paths.
#[derive(Debug, Clone, Default)]
pub struct PathSeverities {
    /// The paths, in the order of the configuration.
    pub paths: Vec<OfPath>,
    /// The path and the text of the configuration, where a path that names no file is to be reported: not where only a part
    /// of its files is read.
    pub reported_in: Option<(String, String)>,
}

/// The severities of what is found in the files that a glob names.
#[derive(Debug, Clone)]
pub struct OfPath {
    /// The glob as it is written.
    pub glob: Spanned<String>,
    /// The files that it names.
    pub named: Exclude,
    /// The severities of rules and codes there.
    pub severities: Vec<Override>,
}

impl PathSeverities {
    /// The severities for `files`, whose paths start from `start`. Globs that name none of them are added to `problems`, and their configuration to `files`.
    pub(crate) fn of(
        &self,
        start: Start<'_>,
        files: &mut Files,
        problems: &mut Vec<Problem>,
    ) -> Vec<FileSeverities> {
        if self.paths.is_empty() {
            return Vec::new();
        }
        let read = files.iter().skip(rule_file::builtin().len());
        let here = start.folder().unwrap_or_default();
        let read: Vec<_> = read.map(|(id, file)| (id, real(&here.join(shown_path(&file.path))))).collect();
        let of_path = |path: &OfPath| {
            let named = read.iter().filter(|(_, real)| path.named.names(real)).map(|(id, _)| *id);
            FileSeverities { files: named.collect(), severities: path.severities.clone() }
        };
        let found: Vec<FileSeverities> = self.paths.iter().map(of_path).collect();
        let unmatched = self.paths.iter().zip(&found).filter(|(_, of_path)| of_path.files.is_empty());
        let unmatched: Vec<&OfPath> = unmatched.map(|(path, _)| path).collect();
        if let (Some((path, text)), false) = (&self.reported_in, unmatched.is_empty()) {
            let configuration = files.add(path.clone(), text.clone());
            problems.extend(unmatched.into_iter().map(|path| {
                let spot = Span { file: configuration, ..path.glob.span };
                let message = format!("`{}` matches no file that is checked", path.glob.value);
                Problem::new(Code::UnmatchedPath, spot, message).help(
                    "remove it, or write it as in a `.gitignore`, relative to the configuration: `drafts/`",
                )
            }));
        }
        found
    }
}
