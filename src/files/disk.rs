//! The files on the disk.

use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::boundary::follow;
use super::regular::{PIPE_IT, TOO_LARGE, look, read_file, whole};
use super::shown::{reason, show};
use super::store::{Place, STDIN, Store};
use super::walk::walk;

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
        return whole(io::stdin().lock())
            .map_err(|error| reason(&error))?
            .ok_or_else(|| TOO_LARGE.to_owned());
    }
    read_file(path)
}
