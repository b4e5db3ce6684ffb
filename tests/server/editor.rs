//! An editor, and reports to open in it.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::streams::Streams;

/// Two reports that agree.
pub(crate) fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("claims")).unwrap();
    for source in ["herald", "gazette"] {
        fs::write(folder.path().join(format!("claims/{source}.yaml")), claim(source, "12")).unwrap();
    }
    folder
}

pub(crate) fn claim(source: &str, value: &str) -> String {
    format!(
        "claims:\n  - id: {source}-1\n    source: {source}\n    subject: harbour-fire\n    attribute: deaths\n    value: {value}\n    \
         as-of: 2024-05-02\n"
    )
}

pub(crate) fn gainsay(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
    command.args(arguments).current_dir(folder).env_clear();
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

pub(crate) fn uri(folder: &Path, path: &str) -> String {
    format!("file://{}/{path}", folder.display()).trim_end_matches('/').to_owned()
}

/// An editor that speaks to the program over its streams.
pub(crate) struct Editor {
    pub(crate) streams: Streams,
    pub(crate) folder: TempDir,
    /// What was sent beside answers.
    pub(crate) sent: Vec<Value>,
}

impl Editor {
    /// An editor whose working directory is not the folder that is open in it.
    pub(crate) fn new(folder: TempDir) -> Self {
        let uri = uri(folder.path(), "");
        Self::with(folder, &[uri])
    }

    /// An editor with these folders open, that speaks of files in `folder`.
    pub(crate) fn with(folder: TempDir, folders: &[String]) -> Self {
        let window = json!({ "showDocument": { "support": true } });
        let watched = json!({ "didChangeWatchedFiles": { "dynamicRegistration": true } });
        Self::with_capabilities(folder, folders, &json!({ "window": window, "workspace": watched }))
    }

    pub(crate) fn with_capabilities(folder: TempDir, folders: &[String], capabilities: &Value) -> Self {
        let streams = Streams::new(gainsay(Path::new("/"), &["server"]));
        let mut editor = Self { streams, folder, sent: Vec::new() };
        let named = |uri: &String| json!({ "uri": uri, "name": "test" });
        let folders: Vec<Value> = folders.iter().map(named).collect();
        let answer = editor.request(
            "initialize",
            json!({ "processId": null, "workspaceFolders": folders, "capabilities": capabilities }),
        );
        let supported = &answer["result"]["capabilities"]["workspace"]["workspaceFolders"];
        assert_eq!(supported, &json!({ "supported": true, "changeNotifications": true }));
        editor.notify("initialized", json!({}));
        editor
    }

    pub(crate) fn uri(&self, path: &str) -> String {
        uri(self.folder.path(), path)
    }

    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.streams.notify(method, &params);
    }

    pub(crate) fn request(&mut self, method: &str, params: Value) -> Value {
        self.streams.request(method, &params, |message| self.sent.push(message))
    }

    pub(crate) fn open(&mut self, path: &str) -> String {
        let text = fs::read_to_string(self.folder.path().join(path)).unwrap();
        self.open_as(path, &text);
        text
    }

    /// Opens a text that need not be on the disk.
    pub(crate) fn open_as(&mut self, path: &str, text: &str) {
        let document = json!({ "uri": self.uri(path), "languageId": "yaml", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    pub(crate) fn change(&mut self, path: &str, text: &str) {
        self.edit(path, 2, json!({ "text": text }));
    }

    pub(crate) fn edit(&mut self, path: &str, version: usize, change: Value) {
        let document = json!({ "uri": self.uri(path), "version": version });
        let changes = json!([change]);
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// What is shown of a file: the rules or codes.
    pub(crate) fn codes(&mut self, path: &str) -> Vec<String> {
        let uri = self.uri(path);
        self.codes_at(&uri)
    }

    /// The same of the file at `uri`.
    pub(crate) fn codes_at(&mut self, uri: &str) -> Vec<String> {
        self.request("gainsay/settle", Value::Null);
        let shown = |message: &&Value| {
            message["params"]["uri"] == *uri && !message["params"]["diagnostics"].is_null()
        };
        let Some(last) = self.sent.iter().rev().find(shown) else { return Vec::new() };
        let all = last["params"]["diagnostics"].as_array().unwrap();
        all.iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect()
    }

    /// What can be done at a place in a file.
    pub(crate) fn actions(&mut self, path: &str, line: usize, character: usize) -> Vec<Value> {
        let place = json!({ "line": line, "character": character });
        let params = json!({
            "textDocument": { "uri": self.uri(path) },
            "range": { "start": place, "end": place },
            "context": { "diagnostics": [] },
        });
        self.request("textDocument/codeAction", params)["result"].as_array().unwrap().clone()
    }

    /// The messages that were shown to the user.
    pub(crate) fn messages(&self) -> Vec<&str> {
        let shown = self.sent.iter().filter(|message| message["method"] == "window/showMessage");
        shown.map(|message| message["params"]["message"].as_str().unwrap()).collect()
    }

    pub(crate) fn end(self) {
        assert!(self.streams.end().success());
    }
}
