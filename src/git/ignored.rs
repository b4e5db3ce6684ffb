//! What the ignore files of a revision leave out, by the same rules as on the disk.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::files::ignoring::{Ignoring, NAMES};

/// The text of an ignore file, or why it cannot be obeyed.
pub(super) type Text = Result<Vec<u8>, &'static str>;

/// A walk through the files of a revision in the order of their paths, all of which start from the top.
pub(super) struct Walk<'i> {
    /// The ignore files, by their paths.
    texts: &'i BTreeMap<PathBuf, Text>,
    /// What those that were passed say.
    ignoring: Ignoring,
    /// The folders around the present file from the top down, and whether what each holds is looked at.
    around: Vec<(PathBuf, bool)>,
    /// The ignore files that cannot be obeyed, and why. What lies below them is left out.
    pub(super) refused: Vec<(PathBuf, String)>,
}

impl<'i> Walk<'i> {
    /// A walk through `folder`, which is itself not left out.
    pub(super) fn new(folder: &Path, texts: &'i BTreeMap<PathBuf, Text>) -> Self {
        let mut walk = Self { texts, ignoring: Ignoring::default(), around: Vec::new(), refused: Vec::new() };
        let mut above: Vec<&Path> = folder.ancestors().collect();
        above.reverse();
        for folder in above {
            walk.enter(folder, true);
        }
        walk
    }

    /// Whether the walk finds `file`, which lies below the folder and comes after the files asked about before.
    pub(super) fn finds(&mut self, file: &Path) -> bool {
        let folder = file.parent().unwrap_or(Path::new(""));
        while self.around.last().is_some_and(|(around, _)| !folder.starts_with(around)) {
            self.around.pop();
        }
        let nearest = self.around.last().map(|(around, _)| around.clone()).unwrap_or_default();
        let between: Vec<&Path> = folder.ancestors().take_while(|path| *path != nearest).collect();
        for path in between.into_iter().rev() {
            let left_out = self.leaves_out(path, true);
            self.enter(path, !left_out);
        }
        self.looks() && !self.leaves_out(file, false)
    }

    /// Whether `path` is left out itself: hidden files are, whatever an ignore file says.
    fn leaves_out(&self, path: &Path, is_folder: bool) -> bool {
        let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        hidden || self.ignoring.names(path, is_folder)
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
            let obeyed = text.as_deref().map_err(|why| (*why).to_owned());
            if let Err(why) = obeyed.and_then(|text| self.ignoring.apply(&file, text)) {
                self.refused.push((file, why));
                looks = false;
            }
        }
        self.around.push((folder.to_owned(), looks));
    }
}
