//! Where files are looked up and read: the disk, or something that stands for it.

use std::fs;
use std::io::{self, Error, Read as _};
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use rayon::prelude::*;

use super::load::{plain, show};

/// Files by their paths, as seen from the working directory.
pub trait Store: Sync {
    /// What is at `path`, or why nobody can say.
    fn place(&self, path: &Path) -> Result<Place, String>;

    /// The files at any depth below `folder`, except hidden, linked and ignored ones, and the paths that could not be
    /// looked into with the reason of each.
    fn walk(&self, folder: &Path) -> (Vec<PathBuf>, Vec<(String, String)>);

    /// The bytes of the files at `paths`, or why each cannot be read.
    fn read(&self, paths: &[&Path]) -> Vec<Result<Vec<u8>, String>>;
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

/// A file that is larger than spans can point into.
pub(crate) const TOO_LARGE: &str = "the file is too large: it may hold up to 4 GiB";

/// The most bytes that a file may hold, a few below 4 GiB.
pub(crate) const LARGEST: u64 = u32::MAX as u64 - 5;

/// The files on the disk; a path at which nothing is cannot be read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

impl Store for Disk {
    fn place(&self, path: &Path) -> Result<Place, String> {
        let metadata = fs::metadata(path).map_err(|error| plain(&error))?;
        Ok(if metadata.is_dir() { Place::Folder } else { Place::File })
    }

    fn walk(&self, folder: &Path) -> (Vec<PathBuf>, Vec<(String, String)>) {
        let (mut found, mut errors) = (Vec::new(), Vec::new());
        for entry in WalkBuilder::new(folder).require_git(false).git_global(false).build() {
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                    found.push(entry.into_path());
                }
                Ok(_) => {}
                Err(error) => {
                    let why = error.io_error().map_or_else(|| error.to_string(), plain);
                    errors.push((culprit(&error).map_or_else(|| show(folder), show), why));
                }
            }
        }
        (found, errors)
    }

    fn read(&self, paths: &[&Path]) -> Vec<Result<Vec<u8>, String>> {
        paths.par_iter().map(|path| read(path)).collect()
    }
}

/// The disk, as if one of its files held another text already.
#[derive(Debug, Clone, Copy)]
pub struct Edited<'e> {
    /// The path of the file, as it is shown.
    pub path: &'e str,
    /// The text that it would hold.
    pub text: &'e str,
}

impl Store for Edited<'_> {
    fn place(&self, path: &Path) -> Result<Place, String> {
        Disk.place(path)
    }

    fn walk(&self, folder: &Path) -> (Vec<PathBuf>, Vec<(String, String)>) {
        Disk.walk(folder)
    }

    fn read(&self, paths: &[&Path]) -> Vec<Result<Vec<u8>, String>> {
        let mut read = Disk.read(paths);
        for (bytes, path) in read.iter_mut().zip(paths) {
            if bytes.is_ok() && show(path) == self.path {
                *bytes = Ok(self.text.as_bytes().to_vec());
            }
        }
        read
    }
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    let failed = |error: Error| plain(&error);
    if path == Path::new(STDIN) {
        let mut bytes = Vec::new();
        io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes).map_err(failed)?;
        return if bytes.len() as u64 > LARGEST { Err(TOO_LARGE.to_owned()) } else { Ok(bytes) };
    }
    if fs::metadata(path).map_err(failed)?.len() > LARGEST {
        return Err(TOO_LARGE.to_owned());
    }
    let bytes = fs::read(path).map_err(failed)?;
    // What is no regular file has no length beforehand.
    if bytes.len() as u64 > LARGEST { Err(TOO_LARGE.to_owned()) } else { Ok(bytes) }
}

/// The path that an error of the walk is about.
fn culprit(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => culprit(err),
        _ => None,
    }
}
