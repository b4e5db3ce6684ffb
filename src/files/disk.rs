//! The files on the disk.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::boundary::{follow, within};
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

    fn within(&self, folder: &Path, path: &str) -> Result<PathBuf, String> {
        within(folder, path).map_err(str::to_owned)
    }

    fn walk(&self, folder: &Path) -> (Vec<PathBuf>, Vec<(String, String)>) {
        walk(folder)
    }

    fn read(&self, paths: &[&Path]) -> Vec<Result<Vec<u8>, String>> {
        paths.par_iter().map(|path| read(path)).collect()
    }
}

/// The disk, as if some of its files held other texts already: those by their paths, as these are shown.
#[derive(Debug, Clone, Copy)]
pub struct Edited<'e>(pub &'e BTreeMap<String, String>);

impl Store for Edited<'_> {
    fn place(&self, path: &Path) -> Result<Place, String> {
        Disk.place(path)
    }

    fn real(&self, path: &Path) -> PathBuf {
        Disk.real(path)
    }

    fn within(&self, folder: &Path, path: &str) -> Result<PathBuf, String> {
        Disk.within(folder, path)
    }

    fn walk(&self, folder: &Path) -> (Vec<PathBuf>, Vec<(String, String)>) {
        Disk.walk(folder)
    }

    fn read(&self, paths: &[&Path]) -> Vec<Result<Vec<u8>, String>> {
        let mut read = Disk.read(paths);
        for (bytes, path) in read.iter_mut().zip(paths) {
            if let (Ok(bytes), Some(text)) = (bytes, self.0.get(&show(path))) {
                *bytes = text.as_bytes().to_vec();
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
