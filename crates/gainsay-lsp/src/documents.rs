//! The texts that are open in the editor.

use std::collections::BTreeMap;

use gainsay_core::text::{FileId, Files};
use ls_types::TextDocumentContentChangeEvent;

use crate::encoding::Encoding;

/// An open text.
#[derive(Debug)]
struct Document {
    /// The text alone, with its lines, and its number among these.
    text: Files,
    id: FileId,
    version: i32,
    /// Whether it differs from what was last saved.
    changed: bool,
}

/// The open texts by the paths of their files, as these are shown.
#[derive(Debug, Default)]
pub(crate) struct Documents(BTreeMap<String, Document>);

impl Documents {
    pub(crate) fn open(&mut self, path: String, text: String, version: i32) {
        let mut files = Files::default();
        let id = files.add(path.clone(), text);
        self.0.insert(path, Document { text: files, id, version, changed: false });
    }

    pub(crate) fn close(&mut self, path: &str) {
        self.0.remove(path);
    }

    pub(crate) fn saved(&mut self, path: &str) {
        if let Some(document) = self.0.get_mut(path) {
            document.changed = false;
        }
    }

    /// Applies `changes` one after the other; false where nothing of that path is open.
    pub(crate) fn change(
        &mut self,
        path: &str,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) -> bool {
        let Some(document) = self.0.get_mut(path) else { return false };
        let id = document.id;
        for TextDocumentContentChangeEvent { range, text, .. } in changes {
            let Some(range) = range else {
                document.text.set_text(id, text);
                continue;
            };
            let file = document.text.get(id);
            let start = encoding.offset(file, range.start);
            let end = encoding.offset(file, range.end).max(start);
            let mut new = file.text.clone();
            new.replace_range(start..end, &text);
            document.text.set_text(id, new);
        }
        (document.version, document.changed) = (version, true);
        true
    }

    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        let document = self.0.get(path)?;
        Some(&document.text.get(document.id).text)
    }

    pub(crate) fn version(&self, path: &str) -> Option<i32> {
        self.0.get(path).map(|document| document.version)
    }

    /// Whether the text at `path` is open, and not as it was last saved.
    pub(crate) fn is_changed(&self, path: &str) -> bool {
        self.0.get(path).is_some_and(|document| document.changed)
    }

    /// All open texts by their paths.
    pub(crate) fn texts(&self) -> BTreeMap<String, String> {
        let text = |document: &Document| document.text.get(document.id).text.clone();
        self.0.iter().map(|(path, document)| (path.clone(), text(document))).collect()
    }
}
