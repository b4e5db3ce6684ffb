//! What the editor shows already, so that only what changes is sent.

use std::collections::{BTreeMap, BTreeSet};

use ls_types::Diagnostic;

/// The diagnostics that were sent, by the paths of their files.
#[derive(Debug, Default)]
pub(crate) struct Published(BTreeMap<String, Vec<Diagnostic>>);

impl Published {
    /// What is to be sent for the editor to show `new` in the files that are `concerned`, and to leave all others as they are: each file that
    /// changes, with all of its diagnostics.
    pub(crate) fn update(
        &mut self,
        mut new: BTreeMap<String, Vec<Diagnostic>>,
        concerned: &dyn Fn(&str) -> bool,
    ) -> Vec<(String, Vec<Diagnostic>)> {
        let paths: BTreeSet<String> = self.0.keys().chain(new.keys()).cloned().collect();
        let mut changed = Vec::new();
        for path in paths.into_iter().filter(|path| concerned(path)) {
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
}
