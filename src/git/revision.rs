//! The files of a revision, as if they lay on the disk.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::path::{Component, Path, PathBuf};

use super::{GitError, bytes, line, merge_base, path, top};
use crate::text::store::{LARGEST, Place, Store, TOO_LARGE};

/// How many digits of a commit are shown.
const SHORT: usize = 12;

/// The files of a commit, read without touching the work tree.
#[derive(Debug)]
pub struct Revision {
    /// The commit, in hexadecimal digits.
    commit: String,
    /// The folder of the work tree, all links followed.
    top: PathBuf,
    /// The working directory, all links followed.
    working: PathBuf,
    /// The object of each regular file, by its path from the top.
    blobs: BTreeMap<PathBuf, String>,
}

impl Revision {
    /// The last commit that `revision` and what is checked out have in common: what a branch has grown from.
    ///
    /// Fails where git is missing, the working directory is in no repository, the revision is unknown, or no such commit is
    /// known, as in a shallow clone.
    pub fn base(revision: &str) -> Result<Self, GitError> {
        let top = top()?;
        let commit = merge_base(revision)?;
        let listed = bytes(["ls-tree", "-r", "-z", "--full-tree", &commit], &[])?;
        let blobs = listed.split(|&byte| byte == 0).filter_map(entry).collect();
        let working = std::env::current_dir().and_then(std::fs::canonicalize).map_err(|error| {
            GitError::new(format!("cannot tell the working directory: {error}"), "see that it is still there")
        })?;
        Ok(Self { commit, top, working, blobs })
    }

    /// The first digits of the commit.
    #[must_use]
    pub fn short(&self) -> &str {
        self.commit.get(..SHORT).unwrap_or(&self.commit)
    }

    /// The path from the top of what is at `path`, be it there today or not.
    fn inside(&self, path: &Path) -> Result<PathBuf, String> {
        let mut whole = PathBuf::new();
        for part in self.working.join(path).components() {
            match part {
                Component::CurDir => {}
                Component::ParentDir => _ = whole.pop(),
                part => whole.push(part),
            }
        }
        let real = whole.ancestors().find_map(|around| {
            let rest = whole.strip_prefix(around).ok()?;
            let real = std::fs::canonicalize(around).ok()?;
            Some(if rest.as_os_str().is_empty() { real } else { real.join(rest) })
        });
        let inside = real.as_ref().and_then(|real| real.strip_prefix(&self.top).ok());
        inside.map(Path::to_owned).ok_or_else(|| "it lies outside of the git repository".to_owned())
    }

    /// The files below the folder `inside` the repository, and their objects.
    fn below(&self, inside: &Path) -> impl Iterator<Item = &Path> {
        let from = (Bound::Included(inside.to_owned()), Bound::Unbounded);
        let files = self.blobs.range::<PathBuf, _>(from).map(|(file, _)| file.as_path());
        let inside = inside.to_owned();
        files.take_while(move |file| file.starts_with(&inside))
    }
}

impl Store for Revision {
    fn place(&self, path: &Path) -> Result<Place, String> {
        let inside = self.inside(path)?;
        Ok(if self.blobs.contains_key(&inside) {
            Place::File
        } else if self.below(&inside).next().is_some() {
            Place::Folder
        } else {
            Place::Nothing
        })
    }

    fn real(&self, path: &Path) -> PathBuf {
        self.inside(path).unwrap_or_else(|_| path.to_owned())
    }

    fn walk(&self, folder: &Path) -> (Vec<PathBuf>, Vec<(String, String)>) {
        let Ok(inside) = self.inside(folder) else { return (Vec::new(), Vec::new()) };
        let hidden = |path: &Path| path.iter().any(|part| part.as_encoded_bytes().starts_with(b"."));
        let files = self.below(&inside).filter_map(|file| file.strip_prefix(&inside).ok());
        (files.filter(|file| !hidden(file)).map(|file| folder.join(file)).collect(), Vec::new())
    }

    fn read(&self, paths: &[&Path]) -> Vec<Result<Vec<u8>, String>> {
        let blobs: Vec<Result<&str, String>> = paths
            .iter()
            .map(|path| {
                let blob = self.blobs.get(&self.inside(path)?);
                blob.map(String::as_str).ok_or_else(|| "the revision has no such file".to_owned())
            })
            .collect();
        let wanted: String = blobs.iter().flatten().flat_map(|blob| [*blob, "\n"]).collect();
        match bytes(["cat-file", "--batch"], wanted.as_bytes()) {
            Err(error) => blobs.iter().map(|_| Err(error.message.clone())).collect(),
            Ok(output) => {
                let mut rest = output.as_slice();
                blobs.into_iter().map(|blob| blob.and_then(|_| next(&mut rest))).collect()
            }
        }
    }
}

/// A regular file in the list of a tree: `100644 blob 1f3e...\tclaims/a.yaml`. Links and submodules are none.
fn entry(listed: &[u8]) -> Option<(PathBuf, String)> {
    let tab = listed.iter().position(|&byte| byte == b'\t')?;
    let (head, name) = (std::str::from_utf8(&listed[..tab]).ok()?, &listed[tab + 1..]);
    let [mode, "blob", blob] = head.split(' ').collect::<Vec<_>>()[..] else { return None };
    mode.starts_with("100").then(|| (path(name), blob.to_owned()))
}

/// The next object that `git cat-file --batch` writes: `1f3e... blob 12`, and its bytes with a line feed behind them.
fn next(output: &mut &[u8]) -> Result<Vec<u8>, String> {
    let cut = || "git has not written all of it".to_owned();
    let head = line(output);
    let words = String::from_utf8_lossy(head).into_owned();
    *output = output.get(head.len() + 1..).unwrap_or_default();
    let Some(size) = words.rsplit_once(" blob ").and_then(|(_, size)| size.parse::<usize>().ok()) else {
        return Err("git has lost it, or a partial clone lacks it".to_owned());
    };
    let bytes = output.get(..size).ok_or_else(cut)?;
    *output = output.get(size + 1..).unwrap_or_default();
    if size as u64 > LARGEST { Err(TOO_LARGE.to_owned()) } else { Ok(bytes.to_vec()) }
}
