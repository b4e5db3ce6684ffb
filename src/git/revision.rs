//! The files of a revision, as if they lay on the disk.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;
use std::path::{Component, Path, PathBuf};
use std::sync::OnceLock;

use super::ignored::{Text, Walk};
use super::objects::{self, Object};
use super::program::path;
use super::{GitError, Repository};
use crate::files::boundary::{WRITTEN_OUT, normalized, real};
use crate::files::ignoring;
use crate::files::regular::{LARGEST, TOO_LARGE};
use crate::files::shown::show;
use crate::files::store::{Place, Store};

/// How many digits of a commit are shown.
const SHORT: usize = 12;
/// A link with a longer target leads nowhere.
const LONGEST_PATH: u64 = 4096;
/// The most links that are followed to a file.
const MOST_LINKS: usize = 8;

/// The files of a commit, read without touching the work tree.
#[derive(Debug)]
pub struct Revision {
    /// The commit, in hexadecimal digits.
    commit: String,
    repository: Repository,
    /// The working directory, all links followed.
    working: PathBuf,
    /// The object of each regular file, by its path from the top.
    blobs: BTreeMap<PathBuf, String>,
    /// The same of the ignore files that are links.
    links: BTreeMap<PathBuf, String>,
    /// What of the revision git could not give, as soon as that is known.
    lack: OnceLock<GitError>,
}

impl Revision {
    /// The last commit that `revision` and what is checked out have in common: what a branch has grown from.
    ///
    /// Fails where git is missing, the working directory is in no repository, the revision is unknown, or no such commit is
    /// known, as in a shallow clone.
    pub fn base(revision: &str) -> Result<Self, GitError> {
        let working = std::env::current_dir().and_then(std::fs::canonicalize).map_err(|error| {
            GitError::new(format!("cannot find the working directory: {error}"), "check that it still exists")
        })?;
        let repository = Repository::around(&working)?;
        let commit = repository.merge_base(revision)?;
        let listed = repository.bytes(["ls-tree", "-r", "-z", "--full-tree", &commit], &[])?;
        let (mut blobs, mut links) = (BTreeMap::new(), BTreeMap::new());
        for (path, mode, blob) in listed.split(|&byte| byte == 0).filter_map(entry) {
            if mode.starts_with("100") {
                blobs.insert(path, blob.to_owned());
            } else if mode == "120000" && is_ignore_file(&path) {
                links.insert(path, blob.to_owned());
            }
        }
        Ok(Self { commit, repository, working, blobs, links, lack: OnceLock::new() })
    }

    /// The first digits of the commit.
    #[must_use]
    pub fn short(&self) -> &str {
        self.commit.get(..SHORT).unwrap_or(&self.commit)
    }

    /// Fails where git could not give something that was asked for, so that a run over this revision is worth nothing.
    pub fn complete(&self) -> Result<(), GitError> {
        self.lack.get().map_or(Ok(()), |lack| Err(lack.clone()))
    }

    /// The path from the top of what is at `path`, be it there today or not.
    fn inside(&self, path: &Path) -> Result<PathBuf, String> {
        let whole = normalized(&self.working.join(path));
        let top = self.repository.top();
        // What the revision has at this path is meant, even where there is a link today.
        if let Ok(inside) = whole.strip_prefix(top)
            && self.below(inside).next().is_some()
        {
            return Ok(inside.to_owned());
        }
        let inside = real(&whole).strip_prefix(top).map(Path::to_owned);
        inside.map_err(|_| "it lies outside of the git repository".to_owned())
    }

    /// The files at and below `inside` the repository.
    fn below(&self, inside: &Path) -> impl Iterator<Item = &Path> {
        let from = (Bound::Included(inside.to_owned()), Bound::Unbounded);
        let files = self.blobs.range::<PathBuf, _>(from).map(|(file, _)| file.as_path());
        let inside = inside.to_owned();
        files.take_while(move |file| file.starts_with(&inside))
    }

    /// The ignore files that decide about the files in the folder `inside`: those in it, and those above it.
    fn ignored(&self, inside: &Path) -> Result<BTreeMap<PathBuf, Text>, GitError> {
        let decides = |file: &&PathBuf| {
            let folder = file.parent().unwrap_or(Path::new(""));
            is_ignore_file(file) && (folder.starts_with(inside) || inside.starts_with(folder))
        };
        let links = self.targets()?.into_iter().filter(|(link, _)| decides(&link));
        let own = self.blobs.keys().filter(decides).map(|file| (file.clone(), file.clone()));
        let (files, sources): (Vec<PathBuf>, Vec<PathBuf>) = own.chain(links).unzip();
        let sources: Vec<&Path> = sources.iter().map(PathBuf::as_path).collect();
        let texts = files.into_iter().zip(self.objects(&sources, ignoring::LARGEST)?);
        let texts = texts.filter_map(|(file, object)| match object {
            Object::Bytes(bytes) => Some((file, Ok(bytes))),
            Object::TooLarge => Some((file, Err(ignoring::TOO_LARGE))),
            Object::Missing => None,
        });
        Ok(texts.collect())
    }

    /// The ignore files that are links, each with the regular file of the revision that it leads to, if there is one.
    fn targets(&self) -> Result<Vec<(PathBuf, PathBuf)>, GitError> {
        let top = self.repository.top();
        let links: Vec<&Path> = self.links.keys().map(PathBuf::as_path).collect();
        let targets = links.iter().zip(self.objects(&links, LONGEST_PATH)?).filter_map(|(link, object)| {
            let Object::Bytes(target) = object else { return None };
            let whole = normalized(&top.join(link.parent()?).join(path(&target)));
            Some((*link, whole.strip_prefix(top).ok()?.to_owned()))
        });
        let targets: HashMap<&Path, PathBuf> = targets.collect();
        let follow = |link: &Path| {
            let hops = std::iter::successors(targets.get(link), |reached| targets.get(reached.as_path()));
            hops.take(MOST_LINKS).find(|reached| self.blobs.contains_key(*reached)).cloned()
        };
        Ok(links.iter().filter_map(|link| Some(((*link).to_owned(), follow(link)?))).collect())
    }

    /// The objects of the files at these paths from the top, none of more than `largest` bytes. Notes what is missing.
    fn objects(&self, files: &[&Path], largest: u64) -> Result<Vec<Object>, GitError> {
        let ids: Vec<&str> = files
            .iter()
            .filter_map(|file| self.blobs.get(*file).or(self.links.get(*file)))
            .map(String::as_str)
            .collect();
        let objects = objects::read(&self.repository, &ids, largest)
            .inspect_err(|error| _ = self.lack.set(error.clone()))?;
        let missing: Vec<&&Path> = files
            .iter()
            .zip(&objects)
            .filter(|(_, o)| **o == Object::Missing)
            .map(|(file, _)| file)
            .collect();
        if let Some((first, others)) = missing.split_first() {
            let more = match others.len() {
                0 => String::new(),
                1 => " and 1 more file".to_owned(),
                count => format!(" and {count} more files"),
            };
            let message = format!("git does not have `{}`{more} of commit {}", show(first), self.short());
            _ = self.lack.set(self.repository.lacking(&message));
        }
        Ok(objects)
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

    fn within(&self, folder: &Path, path: &str) -> Result<PathBuf, String> {
        let found = normalized(&folder.join(path));
        self.inside(&found).map_err(|_| WRITTEN_OUT.to_owned())?;
        Ok(found)
    }

    fn walk(&self, folder: &Path) -> (Vec<PathBuf>, Vec<(String, String)>) {
        let Ok(inside) = self.inside(folder) else { return (Vec::new(), Vec::new()) };
        let ignored = match self.ignored(&inside) {
            Ok(ignored) => ignored,
            Err(error) => return (Vec::new(), vec![(show(folder), error.message)]),
        };
        let mut walk = Walk::new(&inside, &ignored);
        let files: Vec<&Path> = self.below(&inside).filter(|file| walk.finds(file)).collect();
        let found = files.into_iter().filter_map(|file| file.strip_prefix(&inside).ok());
        let refused = walk.refused.into_iter().map(|(file, why)| (show(&file), why));
        (found.map(|file| folder.join(file)).collect(), refused.collect())
    }

    fn read(&self, paths: &[&Path]) -> Vec<Result<Vec<u8>, String>> {
        let found: Vec<Result<PathBuf, String>> = paths
            .iter()
            .map(|path| {
                let inside = self.inside(path)?;
                let known = self.blobs.contains_key(&inside);
                known.then_some(inside).ok_or_else(|| "the revision has no such file".to_owned())
            })
            .collect();
        let wanted: Vec<&Path> = found.iter().flatten().map(PathBuf::as_path).collect();
        let mut objects = match self.objects(&wanted, LARGEST) {
            Ok(objects) => objects.into_iter(),
            Err(error) => return paths.iter().map(|_| Err(error.message.clone())).collect(),
        };
        let mut bytes = |_| match objects.next() {
            Some(Object::Bytes(bytes)) => Ok(bytes),
            Some(Object::TooLarge) => Err(TOO_LARGE.to_owned()),
            Some(Object::Missing) | None => Err("git does not have it".to_owned()),
        };
        found.into_iter().map(|found| found.and_then(&mut bytes)).collect()
    }
}

/// A file or a link in the list of a tree: `100644 blob 1f3e...\tclaims/a.yaml`, with its mode and its object. Submodules
/// are none, and neither is a name that is no path, which git does not check out.
fn entry(listed: &[u8]) -> Option<(PathBuf, &str, &str)> {
    let tab = listed.iter().position(|&byte| byte == b'\t')?;
    let (head, name) = (std::str::from_utf8(&listed[..tab]).ok()?, path(&listed[tab + 1..]));
    let [mode, "blob", blob] = head.split(' ').collect::<Vec<_>>()[..] else { return None };
    let sound = name.components().all(|part| matches!(part, Component::Normal(_)));
    sound.then_some((name, mode, blob))
}

fn is_ignore_file(path: &Path) -> bool {
    ignoring::NAMES.iter().any(|name| path.ends_with(name))
}
