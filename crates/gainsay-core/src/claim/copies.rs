//! Archived copies: the texts that claims were taken from.

use std::collections::HashMap;

use gainsay_yaml::text::{FileId, Span, Text};

/// The archived copies that were read, by the spot that names each.
#[derive(Debug, Default)]
pub struct Copies(HashMap<Span, FileId>);

impl Copies {
    /// The copy that `name`, the value of a `text:`, stands for; `None` where it was not read.
    #[must_use]
    pub fn get(&self, name: &Text) -> Option<FileId> {
        self.0.get(&name.span).copied()
    }

    /// Notes that `name`, the value of a `text:`, stands for the file `copy`.
    pub fn insert(&mut self, name: &Text, copy: FileId) {
        self.0.insert(name.span, copy);
    }
}
