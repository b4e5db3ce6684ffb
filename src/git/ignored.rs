//! What the ignore files of a revision leave out, by the same rules as on the disk.
//!
//! As there, a file that they name is left out even where git tracks it, an `.ignore` wins over a `.gitignore`, the nearest
//! file wins over those further up, and what they name last decides.

use std::collections::BTreeMap;
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

/// A walk through the files of a revision in the order of their paths.
pub(super) struct Walk<'i> {
    top: &'i Path,
    ignored: &'i Ignored,
    exclude: Gitignore,
    /// The folders around the present file, from the top down.
    around: Vec<Folder>,
    /// The ignore files that cannot be obeyed, and why. What lies below them is left out.
    pub(super) refused: Vec<(PathBuf, &'static str)>,
}

/// A folder on the way to a file.
struct Folder {
    path: PathBuf,
    /// Whether what it holds is looked at.
    entered: bool,
    /// What its files of [`NAMES`] leave out.
    globs: [Gitignore; 2],
}

impl<'i> Walk<'i> {
    /// A walk through `folder`, which lies below `top` and is itself not left out.
    pub(super) fn new(top: &'i Path, folder: &Path, ignored: &'i Ignored) -> Self {
        let (around, refused) = (Vec::new(), Vec::new());
        let mut walk = Self { top, ignored, exclude: Gitignore::empty(), around, refused };
        let exclude = ignored.exclude.as_ref().map(|text| compile(top, text));
        walk.exclude = walk.obey(Path::new(".git/info/exclude"), exclude);
        let mut above: Vec<&Path> = folder.ancestors().collect();
        above.reverse();
        for path in above {
            walk.enter(path, true);
        }
        walk
    }

    /// Whether the walk comes by `file`, which lies below the folder and comes behind the files asked about before.
    pub(super) fn finds(&mut self, file: &Path) -> bool {
        let folder = file.parent().unwrap_or(Path::new(""));
        while self.around.last().is_some_and(|around| !folder.starts_with(&around.path)) {
            self.around.pop();
        }
        let nearest = self.around.last().map(|around| around.path.clone()).unwrap_or_default();
        let between = folder.ancestors().take_while(|path| *path != nearest);
        for path in between.collect::<Vec<_>>().into_iter().rev() {
            let entered = self.entered() && !self.leaves_out(path, true);
            self.enter(path, entered);
        }
        self.entered() && !self.leaves_out(file, false)
    }

    fn entered(&self) -> bool {
        self.around.last().is_none_or(|around| around.entered)
    }

    fn enter(&mut self, path: &Path, entered: bool) {
        let before = self.refused.len();
        let globs = NAMES.map(|name| {
            let file = path.join(name);
            let text = self.ignored.texts.get(&file).filter(|_| entered && self.entered());
            let globs = text.map(|text| compile(&self.top.join(path), text));
            self.obey(&file, globs)
        });
        let entered = entered && self.entered() && self.refused.len() == before;
        self.around.push(Folder { path: path.to_owned(), entered, globs });
    }

    /// What `file` leaves out; nothing where there is no such file, or where it cannot be obeyed.
    fn obey(&mut self, file: &Path, globs: Option<Result<Gitignore, &'static str>>) -> Gitignore {
        globs.unwrap_or_else(|| Ok(Gitignore::empty())).unwrap_or_else(|why| {
            self.refused.push((file.to_owned(), why));
            Gitignore::empty()
        })
    }

    /// Whether `path` is left out itself, be it named or hidden.
    fn leaves_out(&self, path: &Path, is_folder: bool) -> bool {
        let whole = self.top.join(path);
        let of_folders =
            (0..NAMES.len()).flat_map(|kind| self.around.iter().rev().map(move |f| &f.globs[kind]));
        let decided = of_folders
            .chain([&self.exclude])
            .map(|globs| globs.matched(&whole, is_folder))
            .find(|decision| !decision.is_none());
        match decided {
            Some(Match::Ignore(_)) => true,
            Some(_) => false,
            None => path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b".")),
        }
    }
}

/// The globs of an ignore file in `folder`. As on the disk, one that cannot be read is passed over, and what follows a line
/// that is no UTF-8 as well.
fn compile(folder: &Path, text: &Text) -> Result<Gitignore, &'static str> {
    let text = text.as_ref().map_err(|why| *why)?;
    let mut builder = GitignoreBuilder::new(folder);
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
