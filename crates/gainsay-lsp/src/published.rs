//! What was found in the files of a folder when it was looked at last, so that only what changes is sent.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use ls_types::Diagnostic;

/// The diagnostics by where their files are, all links followed.
pub(crate) type Marks = BTreeMap<PathBuf, Vec<Diagnostic>>;

/// The diagnostics of a folder that were sent.
#[derive(Debug, Default)]
pub(crate) struct Published(Marks);

impl Published {
    /// What is to be sent for the editor to show `new` in the files that are `concerned`, or in all where none are named, and to leave all
    /// others as they are: each file that changes, with all of its diagnostics.
    pub(crate) fn update(
        &mut self,
        mut new: Marks,
        concerned: Option<&BTreeSet<PathBuf>>,
    ) -> Vec<(PathBuf, Vec<Diagnostic>)> {
        let paths: BTreeSet<PathBuf> = match concerned {
            Some(concerned) => concerned.clone(),
            None => self.0.keys().chain(new.keys()).cloned().collect(),
        };
        let mut changed = Vec::new();
        for path in paths {
            let now = new.remove(&path).unwrap_or_default();
            if self.0.get(&path).map(Vec::as_slice).unwrap_or_default() != now.as_slice() {
                if now.is_empty() {
                    self.0.remove(&path)
                } else {
                    self.0.insert(path.clone(), now.clone())
                };
                changed.push((path, now));
            }
        }
        changed
    }

    /// The files in which something is shown.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        self.0.keys()
    }
}
