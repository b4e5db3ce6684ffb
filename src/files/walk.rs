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
use super::start::Start;

/// The files at any depth below `folder`, except hidden, linked and ignored ones, and the paths that could not be looked
/// into, with the reason of each.
pub(super) fn walk(start: Start<'_>, folder: &Path) -> (Vec<PathBuf>, Vec<(String, String)>) {
    let (found, state) = search(start, folder);
    (found, state.errors)
}

/// The files that [`walk`] finds below `folder`, and those that say, or could say, what it does not find.
pub(crate) fn decisive(folder: &Path) -> Vec<PathBuf> {
    let (mut found, state) = search(Start::HERE, folder);
    let asked = |of: &PathBuf| ignoring::NAMES.map(|name| of.join(name));
    found.extend(state.asked.iter().flat_map(asked));
    found
}

/// The files that are found below `folder`, and what is known at the end of the search.
fn search(start: Start<'_>, folder: &Path) -> (Vec<PathBuf>, State) {
    let state = State::new(start, folder);
    let top = state.top.clone();
    let state = Arc::new(Mutex::new(state));
    let enter = {
        let state = Arc::clone(&state);
        move |entry: &DirEntry| entry.depth() == 0 || lock(&state).enters(entry)
    };
    let (mut found, mut errors) = (Vec::new(), Vec::new());
    let mut walk = WalkBuilder::new(&top.whole);
    for entry in walk.standard_filters(false).hidden(true).filter_entry(enter).build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                found.push(top.given(entry.path()));
            }
            Ok(_) => {}
            Err(error) => {
                let why = error.io_error().map_or_else(|| error.to_string(), reason);
                errors.push((
                    show(&culprit(&error).map_or_else(|| folder.to_owned(), |path| top.given(path))),
                    why,
                ));
            }
        }
    }
    let mut state = std::mem::take(&mut *lock(&state));
    errors.append(&mut state.errors);
    state.errors = errors;
    (found, state)
}

/// Whether [`walk`] would find a file `below` in `folder`, if there was one.
pub(super) fn finds(start: Start<'_>, folder: &Path, below: &Path) -> bool {
    let mut state = State::new(start, folder);
    let is_hidden = below.components().any(|part| part.as_os_str().as_encoded_bytes().starts_with(b"."));
    let folders: Vec<&Path> =
        below.ancestors().skip(1).filter(|above| !above.as_os_str().is_empty()).collect();
    let mut around = folders.into_iter().rev();
    !is_hidden
        && around.all(|around| state.looks_into(&state.real.join(around), &folder.join(around)))
        && !state.ignoring.names(&state.real.join(below), false)
}

/// A folder that is searched.
#[derive(Debug, Clone, Default)]
struct Top {
    /// As it was given.
    folder: PathBuf,
    /// As the system finds it.
    whole: PathBuf,
}

impl Top {
    /// The way to `path`, which the search came to, from the folder.
    fn below<'p>(&self, path: &'p Path) -> &'p Path {
        path.strip_prefix(&self.whole).unwrap_or(path)
    }

    /// `path`, which the search came to, as it is from what was given.
    fn given(&self, path: &Path) -> PathBuf {
        let below = self.below(path);
        if below.as_os_str().is_empty() { self.folder.clone() } else { self.folder.join(below) }
    }
}

/// What is known while a folder is searched.
#[derive(Debug, Default)]
struct State {
    /// The folder that is searched.
    top: Top,
    /// The same with all links followed.
    real: PathBuf,
    /// What is left out, by paths with all links followed.
    ignoring: Ignoring,
    /// The folders that were asked for it, with all links followed.
    asked: Vec<PathBuf>,
    /// The files that say so and cannot be applyed, with the reason of each.
    errors: Vec<(String, String)>,
}

impl State {
    /// What is known where the search of `folder` begins.
    fn new(start: Start<'_>, folder: &Path) -> Self {
        let top = Top { folder: folder.to_owned(), whole: start.whole(folder).into_owned() };
        let real = follow(&top.whole).unwrap_or_else(|_| top.whole.clone());
        let mut state = Self { top, real: real.clone(), ..Self::default() };
        state.apply(&real, folder);
        // Where the folder is a link, what is around it is what is around its target.
        let top = root(start, &real);
        for around in real.ancestors().skip(1).take_while(|around| around.starts_with(&top)) {
            state.apply(around, around);
        }
        state
    }

    /// Whether the walk goes on with `entry`: a file is taken, a folder looked into.
    fn enters(&mut self, entry: &DirEntry) -> bool {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        let real = self.real.join(self.top.below(entry.path()));
        if is_folder {
            self.looks_into(&real, &self.top.given(entry.path()))
        } else {
            !self.ignoring.names(&real, false)
        }
    }

    /// Whether the folder `real`, which is shown as `folder`, is looked into.
    fn looks_into(&mut self, real: &Path, folder: &Path) -> bool {
        !self.ignoring.names(real, true) && self.apply(real, folder)
    }

    /// Applies what the folder `real` says is left out; false where that cannot be. It is shown as `folder`.
    fn apply(&mut self, real: &Path, folder: &Path) -> bool {
        let before = self.errors.len();
        self.asked.push(real.to_owned());
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
