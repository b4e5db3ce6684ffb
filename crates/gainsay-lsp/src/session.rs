//! An editor and the folders that are open in it.

use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, ScopedJoinHandle};
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, unbounded};
use ls_types::notification::{DidChangeWatchedFiles, Notification as _};
use ls_types::request::{RegisterCapability, Request as _, UnregisterCapability};
use ls_types::{
    DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern, OneOf, Registration,
    RegistrationParams, RelativePattern, Unregistration, UnregistrationParams, Uri,
};

use crate::background::Done;
use crate::client::{Client, Watches};
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
        if self.open_at(uri).is_some() {
            return;
        }
        let opened = places::path(uri).ok_or_else(|| no_folder(uri.as_str())).and_then(|path| {
            let program = self.host.open(&path)?;
            Ok(Root::new(program, uri.clone(), path))
        });
        match opened {
            Ok(root) => self.push(root, false),
            Err(why) => self.editor.complain(&format!("{why}; nothing is checked there")),
        }
    }

    /// Tells the user that what is said to be at `unknown` is no folder.
    pub(crate) fn no_folders(&self, unknown: &[String]) {
        for uri in unknown {
            self.editor.complain(&format!("{}; nothing is checked there", no_folder(uri)));
        }
    }

    /// Serves the folder at `uri` no more.
    pub(crate) fn remove(&mut self, uri: &Uri) {
        if let Some(at) = self.open_at(uri) {
            self.take(at);
        }
    }

    /// The place of the folder that is open at `uri`.
    fn open_at(&self, uri: &Uri) -> Option<usize> {
        self.folders.iter().position(|folder| !folder.is_beside && folder.root.uri == *uri)
    }

    fn push(&mut self, root: Root, is_beside: bool) {
        self.opened += 1;
        let folder = Folder::new(self.opened, root, is_beside, self.sender.clone());
        if folder.is_beside && folder.is_watched(&self.editor.client) {
            self.editor
                .ask(RegisterCapability::METHOD, serde_json::to_value(watchers(&*self.host, Some(&folder))));
        }
        self.folders.push(folder);
    }

    fn take(&mut self, at: usize) {
        let mut folder = self.folders.remove(at);
        folder.close(&mut self.editor);
        if folder.is_beside && folder.is_watched(&self.editor.client) {
            let (id, method) = (watchers_id(Some(&folder)), DidChangeWatchedFiles::METHOD.to_owned());
            let params = UnregistrationParams { unregisterations: vec![Unregistration { id, method }] };
            self.editor.ask(UnregisterCapability::METHOD, serde_json::to_value(params));
        }
    }

    /// Serves open files that are in none of the folders that are open, and no longer those that are closed, or in one of them by now. Returns
    /// whether there is something new to check.
    fn serve_beside(&mut self) -> bool {
        let Self { editor, folders, .. } = &*self;
        let is_open = |path: &PathBuf| folders.iter().any(|folder| !folder.is_beside && folder.holds(path));
        let beside: Vec<PathBuf> = editor.documents.paths().filter(|path| !is_open(path)).cloned().collect();
        let is_done = |folder: &Folder| folder.is_beside && !beside.iter().any(|path| folder.holds(path));
        while let Some(at) = self.folders.iter().position(is_done) {
            self.take(at);
        }
        let opened = self.opened;
        for path in beside {
            if self.folders.iter().any(|folder| folder.is_beside && folder.holds(&path)) {
                continue;
            }
            let program = self.host.open_file(&path);
            let root = program.and_then(|program| {
                let folder = program.folder().to_owned();
                Some(Root::new(program, Uri::from_file_path(&folder)?, folder))
            });
            if let Some(root) = root {
                self.push(root, true);
            }
        }
        self.opened > opened
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
        loop {
            self.read(Folder::reads_at_once);
            for folder in &mut self.folders {
                folder.settle(&mut self.editor);
            }
            if !self.serve_beside() {
                break;
            }
        }
    }

    /// Checks everything that has changed, and waits until that is done.
    pub(crate) fn settle_all(&mut self) {
        self.settle();
        self.read(|folder| folder.background.is_behind());
        for folder in &mut self.folders {
            folder.publish_all(&mut self.editor);
        }
    }

    /// Reads and checks the folders that are `wanted`, all at the same time.
    fn read(&mut self, wanted: impl Fn(&Folder) -> bool) {
        let Self { editor, folders, .. } = self;
        let folders = folders.iter_mut().filter(|folder| wanted(folder));
        let read: Vec<(&mut Folder, Done)> = thread::scope(|scope| {
            let documents = &editor.documents;
            let running = folders.map(|folder| {
                scope.spawn(move || {
                    let done = folder.read_all(documents);
                    (folder, done)
                })
            });
            let running: Vec<_> = running.collect();
            let done = running.into_iter().map(ScopedJoinHandle::join);
            done.map(|done| done.unwrap_or_else(|panic| resume_unwind(panic))).collect()
        });
        for (folder, done) in read {
            folder.take_over(editor, done);
        }
    }

    /// How long it takes without a message until there is something to go on with; nothing where there is nothing to do.
    pub(crate) fn due(&self) -> Option<Duration> {
        if self.folders.iter().any(Folder::has_unsent) {
            return Some(Duration::ZERO);
        }
        self.folders.iter().filter_map(|folder| folder.background.due()).min()
    }

    /// Goes on with sending what was found, or else starts what is to be done in the background.
    pub(crate) fn go_on(&mut self) {
        if let Some(folder) = self.folders.iter_mut().find(|folder| folder.has_unsent()) {
            return folder.publish_some(&mut self.editor);
        }
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
        if self.editor.client.watches > Watches::None {
            self.editor.ask(RegisterCapability::METHOD, serde_json::to_value(watchers(&*self.host, None)));
        }
    }
}

fn no_folder(uri: &str) -> String {
    format!("`{uri}` is not a folder on the disk")
}

/// What the files that are watched in a folder are called, or those in all that are open.
fn watchers_id(folder: Option<&Folder>) -> String {
    folder.map_or_else(|| "gainsay-files".to_owned(), |folder| format!("gainsay-files-{}", folder.id()))
}

/// The files that the editor is to watch: all that may be read in a folder, or in all that are open.
fn watchers(host: &dyn Host, folder: Option<&Folder>) -> RegistrationParams {
    let endings: Vec<&str> = host.endings().into_iter().collect();
    let globs = [format!("**/*.{{{}}}", endings.join(",")), "**/.gitignore".into(), "**/.ignore".into()];
    let pattern = |glob: String| match folder {
        Some(folder) => {
            let base_uri = OneOf::Right(folder.root.uri.clone());
            GlobPattern::Relative(RelativePattern { base_uri, pattern: glob })
        }
        None => GlobPattern::String(glob),
    };
    let watcher = |glob: String| FileSystemWatcher { glob_pattern: pattern(glob), kind: None };
    let options = DidChangeWatchedFilesRegistrationOptions { watchers: globs.map(watcher).into() };
    let registration = Registration {
        id: watchers_id(folder),
        method: DidChangeWatchedFiles::METHOD.to_owned(),
        register_options: serde_json::to_value(options).ok(),
    };
    RegistrationParams { registrations: vec![registration] }
}
