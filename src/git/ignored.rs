//! What the ignore files of a revision leave out, by the same rules as on the disk.
//!
//! As there, a file that they name is left out even where git tracks it, an `.ignore` wins over a `.gitignore`, the nearest
//! file wins over those further up, and what they name last decides.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::text::globs;

/// The files of a folder that are obeyed, the stronger one first.
pub(super) const NAMES: [&str; 2] = [".ignore", ".gitignore"];
/// A file of more bytes is not obeyed: 1 MiB, some 50,000 globs.
pub(super) const LARGEST: u64 = 1 << 20;
/// What is said of such a file.
pub(super) const TOO_LARGE: &str = "it is larger than 1 MiB";
/// What is said of a file with a glob that is not compiled.
const TOO_MUCH: &str = "a glob in it is longer than 1,000 bytes, or nests braces deeper than 16 levels";

/// The text of an ignore file, or why it cannot be obeyed.
pub(super) type Text = Result<Vec<u8>, &'static str>;

/// The ignore files of a revision, by their paths from the top.
#[derive(Debug, Default)]
pub(super) struct Ignored {
    /// Those that are part of it.
    pub(super) texts: BTreeMap<PathBuf, Text>,
    /// That of this clone, which is the same for all revisions.
    pub(super) exclude: Option<Text>,
}

/// The text of the ignore file at `path` on the disk, if there is one.
pub(super) fn on_disk(path: &Path) -> Option<Text> {
    if !fs::metadata(path).ok()?.is_file() {
        return None;
    }
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(LARGEST + 1).read_to_end(&mut bytes).ok()?;
    Some(if bytes.len() as u64 > LARGEST { Err(TOO_LARGE) } else { Ok(bytes) })
}

/// A walk through the files of a revision in the order of their paths, all of which start from the top.
pub(super) struct Walk<'i> {
    texts: &'i BTreeMap<PathBuf, Text>,
    globs: Globs,
    /// The folders around the present file from the top down, and whether what each holds is looked at.
    around: Vec<(PathBuf, bool)>,
    /// The ignore files that cannot be obeyed, and why. What lies below them is left out.
    pub(super) refused: Vec<(PathBuf, &'static str)>,
}

impl<'i> Walk<'i> {
    /// A walk through `folder`, which is itself not left out.
    pub(super) fn new(folder: &Path, ignored: &'i Ignored) -> Self {
        let texts = &ignored.texts;
        let mut walk = Self { texts, globs: Globs::default(), around: Vec::new(), refused: Vec::new() };
        if let Some(text) = &ignored.exclude {
            match compile(text) {
                Ok(globs) => walk.globs.exclude = Some(globs),
                Err(why) => walk.refused.push((PathBuf::from(".git/info/exclude"), why)),
            }
        }
        let mut above: Vec<&Path> = folder.ancestors().collect();
        above.reverse();
        for folder in above {
            walk.enter(folder, true);
        }
        walk
    }

    /// Whether the walk comes by `file`, which lies below the folder and comes behind the files asked about before.
    pub(super) fn finds(&mut self, file: &Path) -> bool {
        let folder = file.parent().unwrap_or(Path::new(""));
        while self.around.last().is_some_and(|(around, _)| !folder.starts_with(around)) {
            self.around.pop();
        }
        let nearest = self.around.last().map(|(around, _)| around.clone()).unwrap_or_default();
        let between: Vec<&Path> = folder.ancestors().take_while(|path| *path != nearest).collect();
        for path in between.into_iter().rev() {
            let named = self.globs.names(path, true);
            self.enter(path, !named);
        }
        self.looks() && !self.globs.names(file, false)
    }

    fn looks(&self) -> bool {
        self.around.last().is_none_or(|(_, looks)| *looks)
    }

    /// Goes into `folder`, which lies in the last one, and obeys what stands in it if `looks` and nothing around it keeps the
    /// walk away.
    fn enter(&mut self, folder: &Path, looks: bool) {
        let mut looks = looks && self.looks();
        for file in NAMES.iter().filter(|_| looks).map(|name| folder.join(name)).collect::<Vec<_>>() {
            let Some(text) = self.texts.get(&file) else { continue };
            if let Err(why) = self.globs.obey(&file, text) {
                self.refused.push((file, why));
                looks = false;
            }
        }
        self.around.push((folder.to_owned(), looks));
    }
}

/// What the ignore files that were obeyed name.
#[derive(Default)]
struct Globs {
    folders: HashMap<PathBuf, [Option<Gitignore>; NAMES.len()]>,
    exclude: Option<Gitignore>,
}

impl Globs {
    fn obey(&mut self, file: &Path, text: &Text) -> Result<(), &'static str> {
        let name = NAMES.iter().position(|name| file.ends_with(name));
        if let (Some(name), Some(folder)) = (name, file.parent()) {
            let of_folder = self.folders.entry(folder.to_owned()).or_default();
            of_folder[name] = Some(compile(text)?);
        }
        Ok(())
    }

    /// Whether `path` is left out itself, be it named or hidden.
    fn names(&self, path: &Path, is_folder: bool) -> bool {
        let said = |kind: usize| {
            path.ancestors().skip(1).find_map(|folder| {
                let globs = self.folders.get(folder)?[kind].as_ref();
                decision(globs, path.strip_prefix(folder).unwrap_or(path), is_folder)
            })
        };
        let hidden = || path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        let of_folders = (0..NAMES.len()).find_map(said);
        of_folders.or_else(|| decision(self.exclude.as_ref(), path, is_folder)).unwrap_or_else(hidden)
    }
}

/// Whether `globs` leave out `path`; nothing where they do not speak of it.
fn decision(globs: Option<&Gitignore>, path: &Path, is_folder: bool) -> Option<bool> {
    match globs?.matched(path, is_folder) {
        Match::Ignore(_) => Some(true),
        Match::Whitelist(_) => Some(false),
        Match::None => None,
    }
}

/// The globs of an ignore file. As on the disk, one that cannot be read is passed over, and so is what follows a line that
/// is no UTF-8.
fn compile(text: &Text) -> Result<Gitignore, &'static str> {
    let text = text.as_ref().map_err(|why| *why)?;
    let mut builder = GitignoreBuilder::new("");
    for (at, line) in text.split(|&byte| byte == b'\n').enumerate() {
        let Ok(line) = std::str::from_utf8(line) else { break };
        let line = line.strip_suffix('\r').unwrap_or(line);
        let line = if at == 0 { line.trim_start_matches('\u{feff}') } else { line };
        if globs::refusal(line).is_some() {
            return Err(TOO_MUCH);
        }
        let _ = builder.add_line(None, line);
    }
    Ok(builder.build().unwrap_or_else(|_| Gitignore::empty()))
}
