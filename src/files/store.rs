//! Where files are looked up and read: the disk, or something that stands for it.

use std::fs::{self, Metadata};
use std::io::{self, Error, ErrorKind, Read};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::boundary::follow;
use super::load::{plain, show};
use super::walk::walk;

/// Files by their paths, as seen from the working directory.
pub trait Store: Sync {
    /// What is at `path`, or why nobody can say.
    fn place(&self, path: &Path) -> Result<Place, String>;

    /// The path that what is at `path` has by whatever way it is reached, so that each file is read once.
    fn real(&self, path: &Path) -> PathBuf;

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

/// What is said of something that is neither a file nor a folder.
const NO_FILE: &str = "it is no regular file";
/// The same where a file may be given as standard input instead.
pub(super) const PIPE_IT: &str = "it is no regular file; give `-` to read what is piped in";
/// What is said of a link to nothing.
pub(super) const LEADS_NOWHERE: &str = "it is a link to nothing";

/// A file that is larger than spans can point into.
pub(crate) const TOO_LARGE: &str = "the file is too large: it may hold up to 4 GiB";

/// The most bytes that a file may hold, a few below 4 GiB.
pub(crate) const LARGEST: u64 = u32::MAX as u64 - 5;

/// The files on the disk; a path at which nothing is cannot be read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

impl Store for Disk {
    fn place(&self, path: &Path) -> Result<Place, String> {
        let metadata = look(path)?;
        match () {
            () if metadata.is_dir() => Ok(Place::Folder),
            () if metadata.is_file() => Ok(Place::File),
            () => Err(PIPE_IT.to_owned()),
        }
    }

    fn real(&self, path: &Path) -> PathBuf {
        follow(path).unwrap_or_else(|_| path.to_owned())
    }

    fn walk(&self, folder: &Path) -> (Vec<PathBuf>, Vec<(String, String)>) {
        walk(folder)
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

    fn real(&self, path: &Path) -> PathBuf {
        Disk.real(path)
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

/// What is at `path`, where no link on the way leads out of its repository.
fn look(path: &Path) -> Result<Metadata, String> {
    follow(path)?;
    fs::metadata(path).map_err(|error| {
        // Without what may stand behind its name, such as a slash, by which the system would follow it.
        let itself: PathBuf = path.components().collect();
        let link = error.kind() == ErrorKind::NotFound && itself.is_symlink();
        if link { LEADS_NOWHERE.to_owned() } else { plain(&error) }
    })
}

/// Fails with the reason where there is no regular file at `path`, or a link on the way leads out of its repository.
///
/// Opening a pipe waits for someone to write, and a device may have no end, so a file is looked at first.
pub(crate) fn regular(path: &Path) -> Result<(), String> {
    let metadata = look(path)?;
    match () {
        () if metadata.is_dir() => Err("it is a folder".to_owned()),
        () if !metadata.is_file() => Err(NO_FILE.to_owned()),
        () => Ok(()),
    }
}

/// The bytes of the regular file at `path`, or why it cannot be read; see [`regular`].
pub(crate) fn read_regular(path: &Path) -> Result<Vec<u8>, String> {
    regular(path)?;
    read_file(path)
}

/// The bytes of the file at `path`, or why it cannot be read.
fn read_file(path: &Path) -> Result<Vec<u8>, String> {
    let failed = |error: Error| plain(&error);
    // It may have become something else since it was found.
    let metadata = fs::metadata(path).map_err(failed)?;
    if !metadata.is_file() {
        return Err(PIPE_IT.to_owned());
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
