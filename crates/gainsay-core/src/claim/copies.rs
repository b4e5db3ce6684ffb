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

    /// Moves the spots of `file` that name copies to where `moved` says they are now. Those that are nowhere go.
    pub fn shift(&mut self, file: FileId, moved: impl Fn(Span) -> Option<Span>) {
        let of_file: Vec<Span> = self.0.keys().copied().filter(|span| span.file == file).collect();
        let taken: Vec<_> = of_file.into_iter().map(|span| (moved(span), self.0.remove(&span))).collect();
        self.0.extend(taken.into_iter().filter_map(|(span, copy)| Some((span?, copy?))));
    }
}
