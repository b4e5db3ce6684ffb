//! What is open, what was checked, and what the editor was told of it.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use crossbeam_channel::Sender;
use gainsay_core::finding::Finding;
use gainsay_core::problem::Code;
use ls_types::notification::{LogMessage, Notification as _, PublishDiagnostics, ShowMessage};
use ls_types::{Diagnostic, LogMessageParams, MessageType, PublishDiagnosticsParams, ShowMessageParams, Uri};
use lsp_server::{Message, Notification, Request, RequestId};
use serde_json::Value;

use crate::background::{Background, Done};
use crate::checked::{Checked, Touched};
use crate::client::Client;
use crate::diagnostics::Maker;
use crate::documents::Documents;
use crate::places::Places;
use crate::program::{Broken, Program};
use crate::published::Published;
use crate::workspace::Workspace;

/// What is to be done before anything is answered.
#[derive(Debug, Default)]
struct Pending {
    /// Whether everything is to be read anew.
    all: bool,
    /// The claim files whose texts have changed.
    edited: BTreeSet<String>,
}

/// One editor with one folder open.
pub(crate) struct Session {
    pub(crate) program: Arc<dyn Program>,
    pub(crate) client: Client,
    pub(crate) places: Places,
    pub(crate) documents: Documents,
    pub(crate) checked: Option<Checked>,
    pub(crate) background: Background,
    sender: Sender<Message>,
    published: Published,
    pending: Pending,
    /// What kept everything from being checked, as long as it does.
    broken: Option<String>,
    /// The files that were marked since they are to blame for that.
    to_blame: BTreeSet<String>,
    requests: i32,
}

impl Session {
    pub(crate) fn new(program: Arc<dyn Program>, sender: Sender<Message>, client: Client) -> Self {
        Self {
            background: Background::new(Arc::clone(&program)),
            places: Places::new(client.folder.clone()),
            program,
            client,
            documents: Documents::default(),
            checked: None,
            sender,
            published: Published::default(),
            pending: Pending { all: true, ..Pending::default() },
            broken: None,
            to_blame: BTreeSet::new(),
            requests: 0,
        }
    }

    /// The path of the file at `uri` as it is shown.
    pub(crate) fn shown(&self, uri: &Uri) -> Option<String> {
        self.places.shown(&*self.program, uri)
    }

    /// What diagnostics and places in `workspace` are made with.
    pub(crate) fn maker<'m>(&'m self, workspace: &'m Workspace) -> Maker<'m> {
        let (files, rules) = (&workspace.files, Some(&workspace.rules));
        Maker::new(files, rules, &*self.program, &self.places, self.client.encoding)
    }

    /// Notes that everything has to be read anew.
    pub(crate) fn reread(&mut self) {
        self.pending.all = true;
    }

    /// Notes that the open text at `path` has changed. A file that was not read changes nothing.
    pub(crate) fn edited(&mut self, path: String) {
        let Some(Checked { workspace, .. }) = &self.checked else { return self.reread() };
        match workspace.file(&path) {
            Some(file) if workspace.claims.contains(&file) => _ = self.pending.edited.insert(path),
            None if self.broken.is_none() && !self.program.is_configuration(&path) => {}
            _ => self.reread(),
        }
    }

    /// Whether the text at `path` is what the last check has read there.
    pub(crate) fn is_known(&self, path: &str) -> bool {
        let workspace = self.checked.as_ref().map(|checked| &checked.workspace);
        let known = workspace.and_then(|workspace| Some(&workspace.files.get(workspace.file(path)?).text));
        known.is_some_and(|known| Some(known.as_str()) == self.documents.text(path))
    }

    /// Whether what the last check has read at `path` is what the editor shows there, so that spots in it are right.
    pub(crate) fn is_current(&self, path: &str) -> bool {
        self.documents.text(path).is_none() || self.is_known(path)
    }

    /// Checks what has changed since the last check, as far as that can be done between two keys, and tells the editor.
    pub(crate) fn settle(&mut self) {
        let Pending { all, edited } = std::mem::take(&mut self.pending);
        let is_large = self.checked.as_ref().is_some_and(Checked::is_large);
        if all && is_large {
            self.background.wish();
        } else if all {
            self.read_all();
            return;
        }
        if !edited.is_empty() {
            self.check_edited(&edited);
        }
    }

    /// Checks everything that has changed, and waits until that is done.
    pub(crate) fn settle_all(&mut self) {
        self.settle();
        if self.background.is_behind() {
            self.read_all();
        }
    }

    fn read_all(&mut self) {
        let done = self.background.run_here(&self.documents.texts());
        self.take_over(done);
    }

    /// Starts what is to be done in the background.
    pub(crate) fn start_background(&mut self) {
        self.background.start(self.documents.texts());
    }

    /// Takes over what was done in the background, unless more has changed since.
    pub(crate) fn take_over(&mut self, done: Done) {
        let Some((result, start)) = self.background.finish(done) else { return };
        match result {
            Ok(checked) => {
                let before = self.checked.replace(checked);
                // Giving back a million small parts takes long, and nobody waits for it there.
                thread::spawn(move || drop(before));
                self.broken = None;
                self.to_blame.clear();
                self.publish(&BTreeSet::new(), &Touched::All);
                self.log_check("read", start);
            }
            Err(broken) => self.tell_broken(&broken),
        }
    }

    fn check_edited(&mut self, edited: &BTreeSet<String>) {
        let start = Instant::now();
        let Some(checked) = &mut self.checked else { return };
        let edit = |path: &String| {
            Some((checked.workspace.claim_file(path)?, self.documents.text(path)?.to_owned()))
        };
        let edits = edited.iter().filter_map(edit).collect();
        let touched = checked.edit(&*self.program, edits);
        if checked.is_behind() {
            self.background.wish();
        }
        self.publish(edited, &touched);
        self.log_check("checked", start);
    }

    /// Sends what has changed in the files that were `touched`. While a text is typed that is no YAML yet, all other files than it
    /// and those `edited` keep what they have: its records are not gone, they are unreadable for a moment.
    fn publish(&mut self, edited: &BTreeSet<String>, touched: &Touched) {
        let Some(Checked { workspace, findings, .. }) = &self.checked else { return };
        let typed: BTreeSet<&str> = findings
            .iter()
            .filter(|finding| is_malformed(finding))
            .filter_map(|finding| Some(workspace.files.get(finding.labels.first()?.span.file).path.as_str()))
            .filter(|path| self.documents.is_changed(path))
            .collect();
        let gone = |path: &str| workspace.file(path).is_none();
        let whole =
            |path: &str| typed.is_empty() || typed.contains(path) || edited.contains(path) || gone(path);
        let mut maker = self.maker(workspace);
        let changed = match touched {
            Touched::All => {
                let new = maker.of(findings, &|_| true);
                self.published.update(new, &whole)
            }
            Touched::Files(files) => {
                let new = maker.of(findings, &|file| files.contains(&file));
                let paths: BTreeSet<&str> =
                    files.iter().map(|file| workspace.files.get(*file).path.as_str()).collect();
                self.published.update(new, &|path| paths.contains(path) && whole(path))
            }
        };
        self.send_diagnostics(changed);
    }

    /// Tells why nothing can be checked. What was found before stays, but in the files that are to blame.
    fn tell_broken(&mut self, broken: &Broken) {
        let mut maker = Maker::new(&broken.files, None, &*self.program, &self.places, self.client.encoding);
        let new = maker.of(&broken.findings, &|_| true);
        let to_blame: BTreeSet<String> = new.keys().cloned().collect();
        let before = std::mem::replace(&mut self.to_blame, to_blame);
        let changed =
            self.published.update(new, &|path| self.to_blame.contains(path) || before.contains(path));
        self.send_diagnostics(changed);
        if self.broken.as_ref() != Some(&broken.message) {
            self.log(MessageType::ERROR, &broken.message);
            // What is marked in a file needs no window.
            if self.to_blame.is_empty() {
                self.show_message(MessageType::ERROR, &broken.message);
            }
        }
        self.broken = Some(broken.message.clone());
    }

    fn send_diagnostics(&self, changed: Vec<(String, Vec<Diagnostic>)>) {
        for (path, diagnostics) in changed {
            let Some(uri) = self.places.uri(&*self.program, &path) else { continue };
            let version = self.documents.version(&path);
            let params = PublishDiagnosticsParams { uri, diagnostics, version };
            self.notify(PublishDiagnostics::METHOD, serde_json::to_value(params));
        }
    }

    fn log_check(&self, done: &str, start: Instant) {
        let Some(Checked { workspace, findings, .. }) = &self.checked else { return };
        let (files, claims) = (workspace.claims.len(), workspace.records.claims.len());
        let (found, took) = (findings.len(), start.elapsed().as_millis());
        let message = format!("{done} {files} files with {claims} claims in {took} ms: {found} findings");
        self.log(MessageType::LOG, &message);
    }

    /// Writes to the log of the editor, where that is asked for at this level.
    pub(crate) fn log(&self, typ: MessageType, message: &str) {
        if self.client.logs(typ) {
            let params = LogMessageParams { typ, message: message.to_owned() };
            self.notify(LogMessage::METHOD, serde_json::to_value(params));
        }
    }

    /// Shows a message to the user.
    pub(crate) fn show_message(&self, typ: MessageType, message: &str) {
        let params = ShowMessageParams { typ, message: message.to_owned() };
        self.notify(ShowMessage::METHOD, serde_json::to_value(params));
    }

    fn notify(&self, method: &str, params: serde_json::Result<Value>) {
        if let Ok(params) = params {
            self.send(Notification { method: method.to_owned(), params }.into());
        }
    }

    /// Asks the editor for something; what it answers is of no consequence.
    pub(crate) fn ask(&mut self, method: &str, params: serde_json::Result<Value>) {
        if let Ok(params) = params {
            self.requests += 1;
            let id = RequestId::from(format!("gainsay-{}", self.requests));
            self.send(Request { id, method: method.to_owned(), params }.into());
        }
    }

    /// Sends a message. Where the editor is gone, the next one from it will not come either.
    pub(crate) fn send(&self, message: Message) {
        let _ = self.sender.send(message);
    }
}

/// Whether a file is no YAML, says `finding`.
fn is_malformed(finding: &Finding) -> bool {
    matches!(
        finding.code(),
        Some(Code::MalformedYaml | Code::UnknownAnchor | Code::RecursiveAlias | Code::AliasBudget)
    )
}
