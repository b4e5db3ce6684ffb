//! The files on the disk, and texts that are in no file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::shown::show;
use super::store::{Place, Store};

/// The disk, and texts that a program gave, by the paths that they are called by.
#[derive(Debug, Clone, Copy)]
pub struct GivenTexts<'g>(pub &'g BTreeMap<String, String>);

impl GivenTexts<'_> {
    fn text(&self, path: &Path) -> Option<&String> {
        if self.0.is_empty() { None } else { self.0.get(&show(path)) }
    }
}

impl Store for GivenTexts<'_> {
    fn place(&self, path: &Path) -> Result<Place, String> {
        if self.text(path).is_some() { Ok(Place::File) } else { Disk::HERE.place(path) }
    }

    fn real(&self, path: &Path) -> PathBuf {
        if self.text(path).is_some() { path.to_owned() } else { Disk::HERE.real(path) }
    }

    fn within(&self, folder: &Path, path: &str) -> Result<PathBuf, String> {
        Disk::HERE.within(folder, path)
    }

    fn walk(&self, folder: &Path) -> (Vec<PathBuf>, Vec<(String, String)>) {
        Disk::HERE.walk(folder)
    }

    fn read(&self, paths: &[&Path]) -> Vec<Result<Vec<u8>, String>> {
        if self.0.is_empty() {
            return Disk::HERE.read(paths);
        }
        let on_disk: Vec<&Path> = paths.iter().copied().filter(|path| self.text(path).is_none()).collect();
        let mut read = Disk::HERE.read(&on_disk).into_iter();
        let text = |path: &&Path| self.text(path).map(|text| Ok(text.clone().into_bytes()));
        paths.iter().filter_map(|path| text(path).or_else(|| read.next())).collect()
    }

    fn in_folder(&self, path: &Path) -> bool {
        self.text(path).is_none()
    }
}
