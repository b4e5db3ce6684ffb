//! An editor and the folders that are open in it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, unbounded};
use ls_types::notification::{DidChangeWatchedFiles, Notification as _};
use ls_types::request::{RegisterCapability, Request as _};
use ls_types::{
    DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern, MessageType, Registration,
    RegistrationParams, Uri,
};

use crate::background::Done;
use crate::client::Client;
use crate::editor::{Editor, FolderId};
use crate::folder::Folder;
use crate::places::{self, Root};
use crate::program::Host;

/// An editor and its folders.
pub(crate) struct Session {
    host: Arc<dyn Host>,
    pub(crate) editor: Editor,
    pub(crate) folders: Vec<Folder>,
    /// How many folders were ever open.
    opened: FolderId,
    sender: Sender<Done>,
    /// What was done in the background.
    pub(crate) done: Receiver<Done>,
}

impl Session {
    pub(crate) fn new(host: Arc<dyn Host>, sender: Sender<String>, client: Client) -> Self {
        let editor = Editor::new(client, sender);
        let (sender, done) = unbounded();
        let mut session = Self { host, editor, folders: Vec::new(), opened: 0, sender, done };
        for uri in session.editor.client.folders.clone() {
            session.add(&uri);
        }
        session
    }

    /// Serves the folder at `uri`, too. Where that cannot be, nothing of it is checked, and the user is told.
    pub(crate) fn add(&mut self, uri: &Uri) {
        if self.folders.iter().any(|folder| folder.root.uri == *uri) {
            return;
        }
        let no_folder = || format!("`{}` is not a folder on the disk", uri.as_str());
        let opened = places::path(uri).ok_or_else(no_folder).and_then(|path| {
            let program = self.host.open(&path)?;
            Ok(Root::new(program, uri.clone(), path))
        });
        match opened {
            Ok(root) => {
                self.opened += 1;
                self.folders.push(Folder::new(self.opened, root, self.sender.clone()));
            }
            Err(why) => {
                let message = format!("{why}; nothing is checked there");
                self.editor.log(MessageType::ERROR, &message);
                self.editor.show_message(MessageType::ERROR, &message);
            }
        }
    }

    /// Serves the folder at `uri` no more.
    pub(crate) fn remove(&mut self, uri: &Uri) {
        let Some(at) = self.folders.iter().position(|folder| folder.root.uri == *uri) else { return };
        self.folders.remove(at).close(&mut self.editor);
    }

    /// The path of the file at `uri`, all links in it followed; nothing where that is no file.
    pub(crate) fn path(&self, uri: &Uri) -> Option<PathBuf> {
        Some(self.host.real(&places::path(uri)?))
    }

    /// The folder that a file belongs to: the innermost one around it of those that read it, else one that reads it, else the innermost
    /// one around it.
    pub(crate) fn folder(&self, path: &Path) -> Option<&Folder> {
        self.folders.iter().max_by_key(|folder| {
            let root = folder.root.program.folder();
            let depth = if path.starts_with(root) { root.components().count() } else { 0 };
            (folder.file(path).is_some() || folder.blamed(path).is_some(), depth)
        })
    }

    /// The folders that a command may be about: the one at `uri`, or any where none is named.
    pub(crate) fn named(&self, uri: Option<&str>) -> impl Iterator<Item = &Folder> {
        self.folders.iter().filter(move |folder| uri.is_none_or(|uri| folder.root.uri.as_str() == uri))
    }

    /// Checks what has changed since the last check, as far as that can be done between two keys, and tells the editor.
    pub(crate) fn settle(&mut self) {
        self.editor.documents.look();
        for folder in &mut self.folders {
            folder.settle(&mut self.editor);
        }
    }

    /// Checks everything that has changed, and waits until that is done.
    pub(crate) fn settle_all(&mut self) {
        self.editor.documents.look();
        for folder in &mut self.folders {
            folder.settle_all(&mut self.editor);
        }
    }

    /// How long it takes without a message until something is to be done in the background; nothing where there is nothing to do.
    pub(crate) fn due(&self) -> Option<Duration> {
        self.folders.iter().filter_map(|folder| folder.background.due()).min()
    }

    /// Starts what is to be done in the background.
    pub(crate) fn start_background(&mut self) {
        let due = self.due();
        for folder in self.folders.iter_mut().filter(|folder| folder.background.due() == due) {
            folder.start_background(&self.editor.documents);
        }
    }

    /// Takes over what was done in the background. The folder may be closed by now.
    pub(crate) fn take_over(&mut self, done: Done) {
        if let Some(folder) = self.folders.iter_mut().find(|folder| folder.id() == done.folder) {
            folder.take_over(&mut self.editor, done);
        }
    }

    /// Asks the editor to watch all files that may be read, where it can.
    pub(crate) fn watch(&mut self) {
        if self.editor.client.watches {
            self.editor.ask(RegisterCapability::METHOD, serde_json::to_value(watchers(&*self.host)));
        }
    }
}

/// The files that the editor is to watch: all that may be read.
fn watchers(host: &dyn Host) -> RegistrationParams {
    let endings: Vec<&str> = host.endings().into_iter().collect();
    let globs = [format!("**/*.{{{}}}", endings.join(",")), "**/.gitignore".into(), "**/.ignore".into()];
    let watcher = |glob: String| FileSystemWatcher { glob_pattern: GlobPattern::String(glob), kind: None };
    let options = DidChangeWatchedFilesRegistrationOptions { watchers: globs.map(watcher).into() };
    let registration = Registration {
        id: "gainsay-files".to_owned(),
        method: DidChangeWatchedFiles::METHOD.to_owned(),
        register_options: serde_json::to_value(options).ok(),
    };
    RegistrationParams { registrations: vec![registration] }
}
