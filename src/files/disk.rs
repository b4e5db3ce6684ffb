//! The files on the disk.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::boundary::{exists, follow, within};
use super::regular::{PIPE_IT, TOO_LARGE, look, read_file, whole};
use super::shown::{reason, shown_path};
use super::start::Start;
use super::store::{Place, STDIN, Store};
use super::walk::{finds, walk};

/// The files on the disk; a path at which nothing is cannot be read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk<'d>(Start<'d>);

impl Disk<'_> {
    /// The disk, as it is seen from the working directory.
    pub const HERE: Self = Self(Start::HERE);
}

impl Store for Disk<'_> {
    fn start(&self) -> Start<'_> {
        self.0
    }

    fn place(&self, path: &Path) -> Result<Place, String> {
        let metadata = look(&self.0.whole(path))?;
        match () {
            () if metadata.is_dir() => Ok(Place::Folder),
            () if metadata.is_file() => Ok(Place::File),
            () => Err(PIPE_IT.to_owned()),
        }
    }

    fn real(&self, path: &Path) -> PathBuf {
        let path = self.0.whole(path);
        follow(&path).unwrap_or_else(|_| path.into_owned())
    }

    fn within(&self, folder: &Path, path: &str) -> Result<PathBuf, String> {
        within(self.0, folder, path).map_err(str::to_owned)
    }

    fn walk(&self, folder: &Path) -> (Vec<PathBuf>, Vec<(String, String)>) {
        walk(self.0, folder)
    }

    fn read(&self, paths: &[&Path]) -> Vec<Result<Vec<u8>, String>> {
        paths.par_iter().map(|path| read(&self.0.whole(path))).collect()
    }
}

/// The disk, as if some of its files held other texts already: those by where they are, all links followed. What is not on the disk yet
/// is found where it would be.
#[derive(Debug, Clone, Default)]
pub struct Edited<'e> {
    disk: Disk<'e>,
    texts: BTreeMap<PathBuf, &'e str>,
}

impl<'e> Edited<'e> {
    /// The disk with `texts` by where they are, all links followed, on which relative paths start from `start`.
    pub fn new(start: Start<'e>, texts: &'e BTreeMap<PathBuf, String>) -> Self {
        let texts = texts.iter().map(|(path, text)| (path.clone(), text.as_str())).collect();
        Self { disk: Disk(start), texts }
    }

    /// The disk with `texts` by their paths as these are shown.
    pub fn shown(texts: &'e BTreeMap<String, String>) -> Self {
        let real = |path: &str| Disk::HERE.real(&shown_path(path));
        let texts = texts.iter().map(|(path, text)| (real(path), text.as_str())).collect();
        Self { disk: Disk::HERE, texts }
    }

    /// Whether there is something at `path` on the disk.
    fn is_there(&self, path: &Path) -> bool {
        exists(&self.start().whole(path))
    }

    /// The files below `folder` that are not on the disk, from there on.
    fn new_below(&self, folder: &Path) -> Vec<PathBuf> {
        let real = self.real(folder);
        let below = self.texts.keys().filter_map(|path| path.strip_prefix(&real).ok());
        let new = below.filter(|below| !below.as_os_str().is_empty() && !exists(&real.join(below)));
        new.map(Path::to_owned).collect()
    }
}

impl Store for Edited<'_> {
    fn start(&self) -> Start<'_> {
        self.disk.start()
    }

    fn place(&self, path: &Path) -> Result<Place, String> {
        self.disk.place(path).or_else(|why| match () {
            () if self.is_there(path) => Err(why),
            () if self.texts.contains_key(&self.real(path)) => Ok(Place::File),
            () if !self.new_below(path).is_empty() => Ok(Place::Folder),
            () => Err(why),
        })
    }

    fn real(&self, path: &Path) -> PathBuf {
        self.disk.real(path)
    }

    fn within(&self, folder: &Path, path: &str) -> Result<PathBuf, String> {
        self.disk.within(folder, path)
    }

    fn walk(&self, folder: &Path) -> (Vec<PathBuf>, Vec<(String, String)>) {
        let (mut found, failed) =
            if self.is_there(folder) { self.disk.walk(folder) } else { Default::default() };
        let new = self.new_below(folder).into_iter().filter(|below| finds(self.start(), folder, below));
        found.extend(new.map(|below| folder.join(below)));
        (found, failed)
    }

    fn read(&self, paths: &[&Path]) -> Vec<Result<Vec<u8>, String>> {
        self.disk.read(paths)
    }

    fn text(&self, real: &Path) -> Option<&str> {
        self.texts.get(real).copied()
    }
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    if path == Path::new(STDIN) {
        return whole(io::stdin().lock(), 0)
            .map_err(|error| reason(&error))?
            .ok_or_else(|| TOO_LARGE.to_owned());
    }
    read_file(path)
}
