//! Paths as the host of a repository knows them: from its top, wherever in it gainsay runs.
//!
//! What is shown beside a repository, in code scanning, in the changes of a pull request or in a comment on it, is read far
//! from the folder of the run. Links are followed: GitHub shows nothing at a path that leads through one (docs.github.com,
//! "SARIF support for code scanning", "Resolving symlinks before generating SARIF results").

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use crate::files::boundary::{real, root};
use crate::files::load::SHOWN_STDIN;
use crate::files::shown::{show, shown_path};
use crate::files::start::Start;
use gainsay_core::finding::Finding;
use gainsay_core::rule_file::is_builtin;
use gainsay_core::text::{FileId, Files};

/// The files with such paths, as far as `findings` point into them; nothing where the paths are such already.
///
/// The top is that of the repository around the working directory; where there is none, the directory itself.
pub fn hosted<'f>(files: &Files, findings: impl IntoIterator<Item = &'f Finding>) -> Option<Files> {
    let here = std::env::current_dir().and_then(fs::canonicalize).ok()?;
    let top = root(Start::HERE, &here);
    let mut paths: HashMap<FileId, String> = HashMap::new();
    for file in findings.into_iter().flat_map(files_of) {
        paths.entry(file).or_insert_with(|| from(&top, &here, &files.get(file).path));
    }
    if paths.iter().all(|(&id, path)| *path == files.get(id).path) {
        return None;
    }
    let mut hosted = Files::default();
    for (id, file) in files.iter() {
        match paths.get(&id) {
            Some(path) => hosted.add(path.as_str(), file.text.as_str()),
            // What says nothing here needs no text, but for that by which built-in rules are known.
            None => hosted.add(file.path.as_str(), if is_builtin(file) { file.text.as_str() } else { "" }),
        };
    }
    Some(hosted)
}

/// The files that a finding points into.
fn files_of(finding: &Finding) -> impl Iterator<Item = FileId> {
    let edits = finding.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
    let accepted = finding.accepted.iter().map(|accepted| accepted.span);
    finding.labels.iter().map(|label| label.span).chain(edits).chain(accepted).map(|span| span.file)
}

/// The path that is shown as `shown` in the folder `here`, from `top`; as it is where it lies elsewhere.
fn from(top: &Path, here: &Path, shown: &str) -> String {
    if shown == SHOWN_STDIN {
        return shown.to_owned();
    }
    let path = real(&here.join(shown_path(shown)));
    path.strip_prefix(top).map_or_else(|_| shown.to_owned(), show)
}
