//! Where files are looked up and read: the disk, or something that stands for it.

use std::fs;
use std::io::{self, Error, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::{DirEntry, WalkBuilder};
use rayon::prelude::*;

use super::boundary::{LEADS_OUT, leads_out};
use super::ignoring;
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

/// What is neither a file nor a folder.
const NO_FILE: &str = "it is no regular file; give `-` to read what is piped in";

/// A file that is larger than spans can point into.
pub(crate) const TOO_LARGE: &str = "the file is too large: it may hold up to 4 GiB";

/// The most bytes that a file may hold, a few below 4 GiB.
pub(crate) const LARGEST: u64 = u32::MAX as u64 - 5;

/// The files on the disk; a path at which nothing is cannot be read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

impl Store for Disk {
    fn place(&self, path: &Path) -> Result<Place, String> {
        if leads_out(path) {
            return Err(LEADS_OUT.to_owned());
        }
        let metadata = fs::metadata(path).map_err(|error| plain(&error))?;
        match () {
            () if metadata.is_dir() => Ok(Place::Folder),
            () if metadata.is_file() => Ok(Place::File),
            () => Err(NO_FILE.to_owned()),
        }
    }

    fn walk(&self, folder: &Path) -> (Vec<PathBuf>, Vec<(String, String)>) {
        let around = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        if let Some((file, why)) = around.ancestors().find_map(ignoring::refusal) {
            return (Vec::new(), vec![(show(&file), why.to_owned())]);
        }
        let refused = Arc::new(Mutex::new(Vec::new()));
        let enter = {
            let refused = Arc::clone(&refused);
            move |entry: &DirEntry| {
                let folder = entry.depth() > 0 && entry.file_type().is_some_and(|kind| kind.is_dir());
                let refusal = folder.then(|| ignoring::refusal(entry.path())).flatten();
                let told = refusal.map(|(file, why)| (show(&file), why.to_owned()));
                let goes = told.is_none();
                refused.lock().unwrap_or_else(PoisonError::into_inner).extend(told);
                goes
            }
        };
        let mut walk = WalkBuilder::new(folder);
        walk.require_git(false).git_global(false).filter_entry(enter);
        let (mut found, mut errors) = (Vec::new(), Vec::new());
        for entry in walk.build() {
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
        errors.append(&mut refused.lock().unwrap_or_else(PoisonError::into_inner));
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
    if path == Path::new(STDIN) {
        return whole(io::stdin().lock()).map_err(|error| plain(&error))?.ok_or_else(|| TOO_LARGE.to_owned());
    }
    read_file(path)
}

/// The bytes of the regular file at `path`, or why it cannot be read.
pub(crate) fn read_file(path: &Path) -> Result<Vec<u8>, String> {
    let failed = |error: Error| plain(&error);
    let metadata = fs::metadata(path).map_err(failed)?;
    // Opening a pipe waits for someone to write, and a device may have no end, so it is looked at first.
    if !metadata.is_file() {
        return Err(NO_FILE.to_owned());
    }
    if metadata.len() > LARGEST {
        return Err(TOO_LARGE.to_owned());
    }
    let file = fs::File::open(path).map_err(failed)?;
    // A file may grow while it is read.
    whole(file).map_err(failed)?.ok_or_else(|| TOO_LARGE.to_owned())
}

/// All that `source` brings, unless that is too much.
fn whole(source: impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    source.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(Some(bytes).filter(|bytes| bytes.len() as u64 <= LARGEST))
}

/// The path that an error of the walk is about.
fn culprit(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => culprit(err),
        _ => None,
    }
}
