//! The editor at the other end: what is open in it, what it shows, and what it is told.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use crossbeam_channel::Sender;
use ls_types::notification::{LogMessage, Notification as _, PublishDiagnostics, ShowMessage};
use ls_types::{Diagnostic, LogMessageParams, MessageType, PublishDiagnosticsParams, ShowMessageParams, Uri};
use lsp_server::{Message, Request, RequestId};
use serde::Serialize;
use serde_json::Value;

use crate::client::Client;
use crate::documents::Documents;
use crate::transport::{json_of, notification};

/// The number of a folder that is open: each has had another one, those that were closed too.
pub(crate) type FolderId = usize;

/// The diagnostics by where their files are, all links followed.
pub(crate) type Marks = BTreeMap<PathBuf, Vec<Diagnostic>>;

/// The editor.
pub(crate) struct Editor {
    pub(crate) client: Client,
    pub(crate) documents: Documents,
    sender: Sender<String>,
    /// What it shows, by where the files are.
    shown: BTreeMap<PathBuf, Shown>,
    requests: i32,
}

/// What is shown of a file.
struct Shown {
    /// Where that is, as the editor says it.
    uri: Uri,
    /// What was found by each folder that the file is checked with.
    by_folder: BTreeMap<FolderId, Vec<Diagnostic>>,
}

impl Shown {
    /// All of it; what several folders say alike, once.
    fn all(&self) -> Vec<Diagnostic> {
        let key = |of: &Diagnostic| (of.range.start, of.range.end, of.message.clone());
        let (mut all, mut said) = (Vec::new(), HashSet::new());
        for diagnostics in self.by_folder.values() {
            all.extend(diagnostics.iter().filter(|new| !said.contains(&key(new))).cloned());
            if self.by_folder.len() > 1 {
                said.extend(diagnostics.iter().map(key));
            }
        }
        all
    }
}

impl Editor {
    pub(crate) fn new(client: Client, sender: Sender<String>) -> Self {
        Self { client, documents: Documents::default(), sender, shown: BTreeMap::new(), requests: 0 }
    }

    /// The files in which something is shown that a folder has found.
    pub(crate) fn marked(&self, folder: FolderId) -> BTreeSet<PathBuf> {
        let shown = self.shown.iter().filter(|(_, shown)| shown.by_folder.contains_key(&folder));
        shown.map(|(path, _)| path.clone()).collect()
    }

    /// Shows `new` as what a folder has found in the files that are `concerned`, and leaves all others as they are. Only files in which that
    /// changes anything are sent. A file is at what `uri` says if it is not open.
    pub(crate) fn update(
        &mut self,
        folder: FolderId,
        mut new: Marks,
        concerned: BTreeSet<PathBuf>,
        uri: &dyn Fn(&Path) -> Option<Uri>,
    ) {
        for path in concerned {
            self.show(folder, &path, new.remove(&path).unwrap_or_default(), uri);
        }
    }

    /// Shows `diagnostics` as what a folder has found in the file at `path`, where it has shown something else there.
    fn show(
        &mut self,
        folder: FolderId,
        path: &Path,
        diagnostics: Vec<Diagnostic>,
        uri: &dyn Fn(&Path) -> Option<Uri>,
    ) {
        let shown = self.shown.get(path);
        let before = shown.and_then(|shown| shown.by_folder.get(&folder));
        if before.map(Vec::as_slice).unwrap_or_default() == diagnostics.as_slice() {
            return;
        }
        if shown.is_none() {
            let Some(uri) = self.documents.uri(path).cloned().or_else(|| uri(path)) else { return };
            self.shown.insert(path.to_owned(), Shown { uri, by_folder: BTreeMap::new() });
        }
        if let Some(shown) = self.shown.get_mut(path) {
            if diagnostics.is_empty() {
                shown.by_folder.remove(&folder);
            } else {
                shown.by_folder.insert(folder, diagnostics);
            }
        }
        self.send_shown(path);
    }

    /// Sends what is shown of the file at `path`: nothing where its text is another one than in the editor.
    pub(crate) fn send_shown(&mut self, path: &Path) {
        let Some(shown) = self.shown.get(path) else { return };
        let diagnostics = if self.documents.is_lost(path) { Vec::new() } else { shown.all() };
        let params = PublishDiagnosticsParams {
            uri: shown.uri.clone(),
            diagnostics,
            version: self.documents.version(path),
        };
        if shown.by_folder.is_empty() {
            self.shown.remove(path);
        }
        self.notify(PublishDiagnostics::METHOD, &params);
    }

    /// Notes that the file at `path` was opened: from now on it is called as the editor calls it.
    pub(crate) fn call(&mut self, path: &Path, uri: &Uri) {
        let Some(shown) = self.shown.get_mut(path).filter(|shown| shown.uri != *uri) else { return };
        let before = std::mem::replace(&mut shown.uri, uri.clone());
        let params = PublishDiagnosticsParams { uri: before, diagnostics: Vec::new(), version: None };
        self.notify(PublishDiagnostics::METHOD, &params);
        self.send_shown(path);
    }

    /// Writes to the log of the editor, where that is asked for at this level.
    pub(crate) fn log(&self, typ: MessageType, message: &str) {
        if self.client.logs(typ) {
            let params = LogMessageParams { typ, message: message.to_owned() };
            self.notify(LogMessage::METHOD, &params);
        }
    }

    /// Shows a message to the user.
    pub(crate) fn show_message(&self, typ: MessageType, message: &str) {
        let params = ShowMessageParams { typ, message: message.to_owned() };
        self.notify(ShowMessage::METHOD, &params);
    }

    /// Tells the user what is wrong, and writes it to the log.
    pub(crate) fn complain(&self, message: &str) {
        self.log(MessageType::ERROR, message);
        self.show_message(MessageType::ERROR, message);
    }

    fn notify(&self, method: &str, params: &impl Serialize) {
        if let Some(text) = notification(method, params) {
            self.write(text);
        }
    }

    /// Asks the editor for something; what it answers is of no consequence.
    pub(crate) fn ask(&mut self, method: &str, params: serde_json::Result<Value>) {
        if let Ok(params) = params {
            self.requests += 1;
            let id = RequestId::from(format!("gainsay-{}", self.requests));
            self.send(&Request { id, method: method.to_owned(), params }.into());
        }
    }

    /// Sends a request or an answer.
    pub(crate) fn send(&self, message: &Message) {
        self.write(json_of(message));
    }

    /// Sends the JSON of a message. Where the editor is gone, the next one from it will not come either.
    fn write(&self, text: String) {
        let _ = self.sender.send(text);
    }
}
