//! A program without a disk, and an editor at the other end of a connection in memory.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use crossbeam_channel::{Receiver, Sender};
use gainsay_core::check::Analysis;
use gainsay_core::claim::{self, Copies, Records};
use gainsay_core::finding::Finding;
use gainsay_core::problem::Problem;
use gainsay_core::rule::{FileSeverities, Rules};
use gainsay_core::rule_file;
use gainsay_core::text::{FileId, Files};
use gainsay_lsp::program::{Broken, Host, Program, Read};
use gainsay_lsp::workspace::Workspace;
use gainsay_lsp::{Connection, End};
use ls_types::{Diagnostic, PositionEncodingKind, PublishDiagnosticsParams, Range, Uri};
use lsp_server::{Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};

/// The folder that is open.
pub(crate) const FOLDER: &str = "/project";

/// A program whose files are in memory.
#[derive(Debug)]
pub(crate) struct Memory {
    /// The files by their paths.
    pub(crate) disk: Mutex<BTreeMap<String, String>>,
    /// How many claims are checked whole after each edit.
    pub(crate) whole: usize,
    /// How many around an edit are checked at once where there are more.
    pub(crate) around: usize,
}

impl Program for Memory {
    fn folder(&self) -> &Path {
        Path::new(FOLDER)
    }

    fn is_on_disk(&self, path: &Path) -> bool {
        let path = path.strip_prefix(FOLDER).unwrap().to_str().unwrap();
        self.disk.lock().unwrap().contains_key(path)
    }

    fn read(&self, texts: &BTreeMap<PathBuf, String>) -> Result<Read, Broken> {
        let disk = self.disk.lock().unwrap();
        let mut workspace = Workspace::default();
        let files = &mut workspace.files;
        let builtin = rule_file::add_builtin(files);
        let mut own = Vec::new();
        for (path, text) in disk.iter() {
            let id = files.add(path, texts.get(&Path::new(FOLDER).join(path)).unwrap_or(text));
            let list = if path.starts_with("rules/") { &mut own } else { &mut workspace.claims };
            list.push(id);
        }
        let mut problems = Vec::new();
        workspace.rules = rule_file::read(files, &[&builtin, &own], &mut problems);
        if !problems.is_empty() {
            let findings = problems.iter().map(gainsay_core::check::problem_finding).collect();
            let message = "the rules cannot be read".to_owned();
            return Err(Broken { message, files: std::mem::take(files), findings });
        }
        workspace.records = claim::read(&workspace.files, &workspace.claims);
        Ok(Read { workspace, keep: Box::new(|_| true) })
    }

    fn copies(
        &self,
        files: &mut Files,
        records: &Records,
        _: &Rules,
        _: &[FileSeverities],
    ) -> (Copies, Vec<Problem>) {
        let mut copies = Copies::default();
        for name in records.claims.iter().filter_map(|claim| claim.details.as_ref()?.text()) {
            copies.insert(name, files.add("copy.txt", "The fire killed twelve people in the harbour."));
        }
        (copies, Vec::new())
    }

    fn is_configuration(&self, _: &Path) -> bool {
        false
    }

    fn configuration(&self) -> Value {
        Value::Null
    }

    fn path(&self, shown: &str) -> PathBuf {
        shown.into()
    }

    fn page(&self, rule: &str) -> String {
        format!("https://example.org/{rule}")
    }

    fn harmless(&self, text: &str) -> String {
        text.to_owned()
    }

    fn checked_whole(&self) -> usize {
        self.whole
    }

    fn checked_around(&self) -> usize {
        self.around
    }

    fn fix_all(&self, files: &Files, findings: &[&Finding]) -> BTreeMap<FileId, String> {
        let mut edits: BTreeMap<FileId, Vec<gainsay_core::text::Edit>> = BTreeMap::new();
        for edit in findings.iter().filter_map(|finding| finding.fixes.first()).flat_map(|fix| &fix.edits) {
            edits.entry(edit.span.file).or_default().push(edit.clone());
        }
        let text = |(file, edits): (FileId, Vec<_>)| {
            (file, gainsay_core::text::apply(&files.get(file).text, &edits))
        };
        edits.into_iter().map(text).collect()
    }

    fn accept(
        &self,
        analysis: &Analysis<'_>,
        finding: &Finding,
        reason: &str,
    ) -> Result<(FileId, String), String> {
        let file = finding.labels[0].span.file;
        Ok((file, format!("{}# {reason}\n", analysis.files().get(file).text)))
    }

    fn explain(&self, analysis: &Analysis<'_>, id: &str, glance: bool) -> Option<String> {
        let explanation = gainsay_core::check::explain(analysis, id, 3)?;
        let findings = explanation.findings.iter().map(|at| &analysis.findings[*at]).filter(|_| !glance);
        let page = vec![explanation.reads?.allows].into_iter();
        Some(
            page.chain(findings.map(|finding| format!("{}, {:?}", finding.message, finding.help)))
                .collect::<Vec<_>>()
                .join("\n"),
        )
    }
}

/// What opens the one folder.
struct Only(Arc<Memory>);

impl Host for Only {
    fn open(&self, folder: &Path) -> Result<Arc<dyn Program>, String> {
        assert_eq!(folder, Path::new(FOLDER));
        Ok(Arc::clone(&self.0) as Arc<dyn Program>)
    }

    fn open_file(&self, _: &Path) -> Option<Arc<dyn Program>> {
        None
    }

    fn real(&self, path: &Path) -> PathBuf {
        path.to_owned()
    }

    fn endings(&self) -> BTreeSet<&'static str> {
        BTreeSet::from(["yaml"])
    }
}

/// An editor.
pub(crate) struct Editor {
    pub(crate) program: Arc<Memory>,
    sender: Sender<Message>,
    receiver: Receiver<String>,
    server: Option<JoinHandle<()>>,
    /// What it shows, by the paths of files.
    pub(crate) shown: BTreeMap<String, Vec<Diagnostic>>,
    /// How often it was sent something to show.
    pub(crate) published: usize,
    /// What the server asked for.
    pub(crate) asked: Vec<Request>,
    /// What the server wrote to the log.
    pub(crate) logged: Vec<String>,
    requests: i32,
    version: i32,
}

impl Editor {
    /// An editor with `files` on the disk, that counts in `encoding`.
    pub(crate) fn new(files: &[(&str, &str)], encoding: Option<PositionEncodingKind>) -> Self {
        Self::with(files, encoding, (usize::MAX, usize::MAX))
    }

    /// The same where so many claims are checked whole after each edit, and of more, so many around it.
    pub(crate) fn with(
        files: &[(&str, &str)],
        encoding: Option<PositionEncodingKind>,
        (whole, around): (usize, usize),
    ) -> Self {
        let disk = files.iter().map(|&(path, text)| (path.to_owned(), text.to_owned())).collect();
        let program = Arc::new(Memory { disk: Mutex::new(disk), whole, around });
        let (other, sender, receiver) = Connection::memory();
        let host = Only(Arc::clone(&program));
        let server = thread::spawn(move || {
            assert_eq!(gainsay_lsp::serve(&other, Arc::new(host)).unwrap(), End::Orderly);
        });
        let mut editor = Self {
            program,
            sender,
            receiver,
            server: Some(server),
            shown: BTreeMap::new(),
            published: 0,
            asked: Vec::new(),
            logged: Vec::new(),
            requests: 0,
            version: 0,
        };
        let answer = editor.request(
            "initialize",
            json!({
                "processId": null,
                "workspaceFolders": [{ "uri": format!("file://{FOLDER}"), "name": "project" }],
                "initializationOptions": { "log": "debug" },
                "capabilities": {
                    "general": { "positionEncodings": encoding.iter().collect::<Vec<_>>() },
                    "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } },
                    "window": { "showDocument": { "support": true } },
                },
            }),
        );
        let expected = encoding.unwrap_or(PositionEncodingKind::UTF16);
        assert_eq!(answer["capabilities"]["positionEncoding"], json!(expected));
        editor.notify("initialized", json!({}));
        editor.sync();
        editor
    }

    /// Sends a request, and returns its result.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> Value {
        self.response(method, params).response_result.unwrap()
    }

    pub(crate) fn response(&mut self, method: &str, params: Value) -> Response {
        self.requests += 1;
        let id = RequestId::from(self.requests);
        let request = Request { id: id.clone(), method: method.to_owned(), params };
        self.sender.send(request.into()).unwrap();
        loop {
            match serde_json::from_str(&self.receiver.recv().unwrap()).unwrap() {
                Message::Response(response) if response.id == id => return response,
                Message::Response(response) => panic!("{response:?}"),
                Message::Request(request) => self.asked.push(request),
                Message::Notification(notification) => self.note(notification),
            }
        }
    }

    fn note(&mut self, Notification { method, params }: Notification) {
        match method.as_str() {
            "textDocument/publishDiagnostics" => {
                let params: PublishDiagnosticsParams = serde_json::from_value(params).unwrap();
                let path = params.uri.to_file_path().unwrap().into_owned();
                let path = path.strip_prefix(FOLDER).unwrap().to_str().unwrap().to_owned();
                self.published += 1;
                if params.diagnostics.is_empty() {
                    self.shown.remove(&path);
                } else {
                    self.shown.insert(path, params.diagnostics);
                }
            }
            "window/showMessage" => {}
            "window/logMessage" => self.logged.push(params["message"].as_str().unwrap().to_owned()),
            method => panic!("{method}"),
        }
    }

    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        let notification = Notification { method: method.to_owned(), params };
        self.sender.send(notification.into()).unwrap();
    }

    /// Waits until everything that was sent is checked.
    pub(crate) fn sync(&mut self) {
        self.request("gainsay/settle", Value::Null);
    }

    /// Waits until what was sent is checked as far as that is done between two keys.
    pub(crate) fn quick(&mut self) {
        let _ = self.response("gainsay/nothing", Value::Null);
    }

    pub(crate) fn uri(path: &str) -> Uri {
        Uri::from_str(&format!("file://{FOLDER}/{path}")).unwrap()
    }

    pub(crate) fn open(&mut self, path: &str, text: &str) {
        let document = json!({ "uri": Self::uri(path), "languageId": "yaml", "version": 0, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
        self.sync();
    }

    /// Replaces `range` of the open file at `path`; all of it where there is none.
    pub(crate) fn change(&mut self, path: &str, range: Option<Range>, text: &str) {
        self.version += 1;
        let mut change = json!({ "text": text });
        if let Some(range) = range {
            change["range"] = json!(range);
        }
        let document = json!({ "uri": Self::uri(path), "version": self.version });
        let params = json!({ "textDocument": document, "contentChanges": [change] });
        self.notify("textDocument/didChange", params);
    }

    /// `path line:character-line:character code`, a line for each diagnostic.
    pub(crate) fn lines(&self) -> Vec<String> {
        let line = |path: &str, diagnostic: &Diagnostic| {
            let Range { start, end } = diagnostic.range;
            let code = match &diagnostic.code {
                Some(ls_types::NumberOrString::String(code)) => code,
                _ => &diagnostic.message,
            };
            format!("{path} {}:{}-{}:{} {code}", start.line, start.character, end.line, end.character)
        };
        let all = self.shown.iter();
        all.flat_map(|(path, all)| all.iter().map(move |one| line(path, one))).collect()
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        if thread::panicking() {
            return;
        }
        self.request("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        self.server.take().unwrap().join().unwrap();
    }
}

/// A record of the source about the subject, with so many dead and some more lines.
pub(crate) fn record(id: &str, (source, subject): (&str, &str), value: &str, more: &str) -> String {
    format!(
        "  - id: {id}\n    source: {source}\n    subject: {subject}\n    attribute: deaths\n    value: {value}\n    as-of: \
         2024-05-02\n{more}"
    )
}

/// A file of these records.
pub(crate) fn file(records: &[String]) -> String {
    format!("claims:\n{}", records.concat())
}

/// An editor in which all files are open, and only what is around an edit is checked at once.
pub(crate) fn around_edits(files: &[(&str, &str)]) -> Editor {
    let mut editor = Editor::with(files, None, (0, usize::MAX));
    for (path, text) in files {
        editor.open(path, text);
    }
    editor
}
