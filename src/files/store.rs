//! Where files are looked up and read: the disk, or something that stands for it.

use std::path::{Path, PathBuf};

use super::start::Start;

/// Files by their paths.
pub trait Store: Sync {
    /// Where relative paths start from.
    fn start(&self) -> Start<'_> {
        Start::HERE
    }

    /// What is at `path`, or why nobody can say.
    fn place(&self, path: &Path) -> Result<Place, String>;

    /// The path that what is at `path` has however it is reached, so that each file is read once.
    fn real(&self, path: &Path) -> PathBuf;

    /// Where `path`, written in a file in `folder`, leads to, be there something or not; or why it may not be followed.
    fn within(&self, folder: &Path, path: &str) -> Result<PathBuf, String>;

    /// The files at any depth below `folder`, except hidden, linked and ignored ones, and the paths that could not be
    /// looked into with the reason of each.
    fn walk(&self, folder: &Path) -> (Vec<PathBuf>, Vec<(String, String)>);

    /// The bytes of the files at `paths`, or why each cannot be read.
    fn read(&self, paths: &[&Path]) -> Vec<Result<Vec<u8>, String>>;

    /// The text that counts as what is at `real`, all links followed, whatever is stored there.
    fn text(&self, _real: &Path) -> Option<&str> {
        None
    }

    /// Whether `path` lies in a folder, so that there may be rules beside it.
    fn in_folder(&self, _path: &Path) -> bool {
        true
    }
}

/// The bytes of files, given by where they are, all links followed, and by their paths; or why each cannot be read.
pub(super) fn read_all(store: &dyn Store, files: &[(&Path, &Path)]) -> Vec<Result<Vec<u8>, String>> {
    let given: Vec<Option<&str>> = files.iter().map(|(real, _)| store.text(real)).collect();
    let stored = files.iter().zip(&given).filter(|(_, text)| text.is_none());
    let mut read = store.read(&stored.map(|((_, path), _)| *path).collect::<Vec<_>>()).into_iter();
    given
        .into_iter()
        .filter_map(|text| text.map_or_else(|| read.next(), |text| Some(Ok(text.as_bytes().to_vec()))))
        .collect()
}

/// What is at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// Nothing, which is as good as an empty folder: a revision may be older than the path.
    Nothing,
}

/// The path that stands for standard input.
pub const STDIN: &str = "-";
