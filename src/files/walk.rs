//! The files below a folder of the disk.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ignore::{DirEntry, WalkBuilder};

use super::boundary::{exists, follow, root};
use super::ignoring::{self, Ignoring};
use super::regular::regular;
use super::shown::{reason, show};

/// The files at any depth below `folder`, except hidden, linked and ignored ones, and the paths that could not be looked
/// into, with the reason of each.
pub(super) fn walk(folder: &Path) -> (Vec<PathBuf>, Vec<(String, String)>) {
    let real = follow(folder).unwrap_or_else(|_| folder.to_owned());
    let mut state = State { folder: folder.to_owned(), real: real.clone(), ..State::default() };
    state.apply(&real, folder);
    // Where the folder is a link, what is around it is what is around its target.
    let top = root(&real);
    for around in real.ancestors().skip(1).take_while(|around| around.starts_with(&top)) {
        state.apply(around, around);
    }
    let state = Arc::new(Mutex::new(state));
    let enter = {
        let state = Arc::clone(&state);
        move |entry: &DirEntry| entry.depth() == 0 || lock(&state).enters(entry)
    };
    let (mut found, mut errors) = (Vec::new(), Vec::new());
    let mut walk = WalkBuilder::new(folder);
    for entry in walk.standard_filters(false).hidden(true).filter_entry(enter).build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                found.push(entry.into_path());
            }
            Ok(_) => {}
            Err(error) => {
                let why = error.io_error().map_or_else(|| error.to_string(), reason);
                errors.push((culprit(&error).map_or_else(|| show(folder), show), why));
            }
        }
    }
    errors.append(&mut lock(&state).errors);
    (found, errors)
}

/// What is known while a folder is searched.
#[derive(Debug, Default)]
struct State {
    /// The folder that is searched, as it was given.
    folder: PathBuf,
    /// The same with all links followed.
    real: PathBuf,
    /// What is left out, by paths with all links followed.
    ignoring: Ignoring,
    /// The files that say so and cannot be applyed, with the reason of each.
    errors: Vec<(String, String)>,
}

impl State {
    /// Whether the walk goes on with `entry`: a file is taken, a folder looked into.
    fn enters(&mut self, entry: &DirEntry) -> bool {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        let below = entry.path().strip_prefix(&self.folder).unwrap_or(entry.path());
        let real = self.real.join(below);
        !self.ignoring.names(&real, is_folder) && (!is_folder || self.apply(&real, entry.path()))
    }

    /// Applies what the folder `real` says is left out; false where that cannot be. It is shown as `folder`.
    fn apply(&mut self, real: &Path, folder: &Path) -> bool {
        let before = self.errors.len();
        for name in ignoring::NAMES {
            let read = text(&real.join(name)).and_then(|text| match text {
                Some(text) => self.ignoring.apply(&real.join(name), &text),
                None => Ok(()),
            });
            self.errors.extend(read.err().map(|why| (show(&folder.join(name)), why)));
        }
        self.errors.len() == before
    }
}

/// The text of the file at `path` that says what is left out; none where there is no such file.
fn text(path: &Path) -> Result<Option<Vec<u8>>, String> {
    if !exists(path) {
        return Ok(None);
    }
    regular(path)?;
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| reason(&error))?;
    file.take(ignoring::LARGEST + 1).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    Ok(Some(bytes))
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The path that an error of the walk is about.
fn culprit(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => culprit(err),
        _ => None,
    }
}
