//! `gainsay server` and `check --watch`, as the programs that they are.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says what it expects by failing")]
#![allow(clippy::needless_pass_by_value, reason = "`json!` makes values where they are sent")]

#[path = "shared/streams.rs"]
mod streams;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use streams::Streams;

use serde_json::{Value, json};
use tempfile::TempDir;

/// Two reports that agree.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("claims")).unwrap();
    for source in ["herald", "gazette"] {
        fs::write(folder.path().join(format!("claims/{source}.yaml")), claim(source, "12")).unwrap();
    }
    folder
}

fn claim(source: &str, value: &str) -> String {
    format!(
        "claims:\n  - id: {source}-1\n    source: {source}\n    subject: harbour-fire\n    attribute: deaths\n    value: {value}\n    \
         as-of: 2024-05-02\n"
    )
}

fn gainsay(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
    command.args(arguments).current_dir(folder).env_clear();
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// An editor that speaks to the program over its streams.
struct Editor {
    streams: Streams,
    folder: TempDir,
    /// What was sent beside answers.
    sent: Vec<Value>,
}

impl Editor {
    /// An editor whose working directory is not the folder that is open in it.
    fn new(folder: TempDir) -> Self {
        let streams = Streams::new(gainsay(Path::new("/"), &["server"]));
        let mut editor = Self { streams, folder, sent: Vec::new() };
        let folders = json!([{ "uri": editor.uri(""), "name": "test" }]);
        let window = json!({ "showDocument": { "support": true } });
        editor.request(
            "initialize",
            json!({ "processId": null, "workspaceFolders": folders, "capabilities": { "window": window } }),
        );
        editor.notify("initialized", json!({}));
        editor
    }

    fn uri(&self, path: &str) -> String {
        format!("file://{}/{path}", self.folder.path().display()).trim_end_matches('/').to_owned()
    }

    fn notify(&mut self, method: &str, params: Value) {
        self.streams.notify(method, &params);
    }

    fn request(&mut self, method: &str, params: Value) -> Value {
        self.streams.request(method, &params, |message| self.sent.push(message))
    }

    fn open(&mut self, path: &str) -> String {
        let text = fs::read_to_string(self.folder.path().join(path)).unwrap();
        let document = json!({ "uri": self.uri(path), "languageId": "yaml", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
        text
    }

    fn change(&mut self, path: &str, text: &str) {
        let document = json!({ "uri": self.uri(path), "version": 2 });
        let changes = json!([{ "text": text }]);
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// What is shown of a file: the rules or codes.
    fn codes(&mut self, path: &str) -> Vec<String> {
        self.request("gainsay/settle", Value::Null);
        let uri = json!(self.uri(path));
        let shown =
            |message: &&Value| message["params"]["uri"] == uri && !message["params"]["diagnostics"].is_null();
        let Some(last) = self.sent.iter().rev().find(shown) else { return Vec::new() };
        let all = last["params"]["diagnostics"].as_array().unwrap();
        all.iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect()
    }

    fn end(self) {
        assert!(self.streams.end().success());
    }
}

#[test]
fn an_editor_is_served_over_the_streams() {
    let mut editor = Editor::new(folder());
    editor.open("claims/herald.yaml");
    assert_eq!(editor.codes("claims/herald.yaml"), [""; 0]);
    editor.change("claims/herald.yaml", &claim("herald", "at least 30"));
    assert_eq!(editor.codes("claims/herald.yaml"), ["death-toll"]);
    assert_eq!(editor.codes("claims/gazette.yaml"), ["death-toll"]);
    let at = json!({ "textDocument": { "uri": editor.uri("claims/herald.yaml") }, "position": { "line": 5, "character": 14 } });
    let hover = editor.request("textDocument/hover", at);
    let text = hover["result"]["contents"]["value"].as_str().unwrap();
    for part in
        ["- **allows**: at least 30", "`at least`: hedge", "## When it is valid", "conflicting, strong"]
    {
        assert!(text.contains(part), "{part} in {text}");
    }
    editor.end();
}

#[test]
fn a_finding_is_accepted_for_a_reason_and_explained() {
    let mut editor = Editor::new(folder());
    editor.open("claims/herald.yaml");
    editor.change("claims/herald.yaml", &claim("herald", "30"));
    assert_eq!(editor.codes("claims/gazette.yaml"), ["death-toll"]);
    let range = json!({ "start": { "line": 5, "character": 12 }, "end": { "line": 5, "character": 12 } });
    let params = json!({ "textDocument": { "uri": editor.uri("claims/herald.yaml") }, "range": range, "context": { "diagnostics": [] } });
    let actions = editor.request("textDocument/codeAction", params)["result"].clone();
    let titles: Vec<&str> =
        actions.as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap()).collect();
    assert_eq!(
        titles,
        [
            "go to the other side: claims/gazette.yaml:6:12",
            "explain the claim `herald-1`",
            "accept this: the reason is for you to fill in"
        ]
    );
    let accept = actions[2]["command"].clone();
    let mut arguments = accept["arguments"].clone();
    arguments[1] = json!("one counts the ward");
    let done = editor
        .request("workspace/executeCommand", json!({ "command": accept["command"], "arguments": arguments }));
    assert!(done.get("error").is_none(), "{done}");
    let asked = editor.sent.iter().find(|message| message["method"] == "workspace/applyEdit").unwrap();
    let uri = editor.uri("claims/gazette.yaml");
    let edit = asked["params"]["edit"]["changes"][&uri][0].clone();
    let text = edit["newText"].as_str().unwrap();
    assert!(text.starts_with("accepted:\n  - rule: death-toll\n"), "{asked}");
    assert!(text.contains("reason: one counts the ward"), "{text}");
    // The editor applies it to a file that is not open: it is written, and read again.
    let mut whole = claim("gazette", "12");
    whole += text;
    fs::write(editor.folder.path().join("claims/gazette.yaml"), whole).unwrap();
    let change = json!([{ "uri": uri, "type": 2 }]);
    editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": change }));
    assert_eq!(editor.codes("claims/herald.yaml"), [""; 0]);
    let page = editor.request(
        "workspace/executeCommand",
        json!({ "command": "gainsay.explain", "arguments": ["herald-1"] }),
    );
    assert!(page["result"].as_str().unwrap().starts_with("# `herald-1`\n"), "{page}");
    editor.end();
}

#[test]
fn the_configuration_is_in_force_and_marked_as_it_is_typed() {
    let folder = folder();
    fs::write(folder.path().join("claims/herald.yaml"), claim("herald", "30")).unwrap();
    fs::write(folder.path().join("gainsay.yaml"), "paths: claims\n").unwrap();
    let mut editor = Editor::new(folder);
    editor.open("gainsay.yaml");
    assert_eq!(editor.codes("claims/herald.yaml"), ["death-toll"]);
    editor.change("gainsay.yaml", "paths: claims\nignore: death-toll\n");
    assert_eq!(editor.codes("claims/herald.yaml"), [""; 0]);
    editor.change("gainsay.yaml", "paths: claims\nignroe: death-toll\n");
    assert_eq!(editor.codes("gainsay.yaml"), ["unknown-key"]);
    editor.change("gainsay.yaml", "paths: claims\n");
    assert_eq!(editor.codes("gainsay.yaml"), [""; 0]);
    assert_eq!(editor.codes("claims/herald.yaml"), ["death-toll"]);
    editor.end();
}

#[test]
fn keys_names_and_hedges_are_completed_and_names_lead_to_where_they_are_declared() {
    let folder = folder();
    fs::write(
        folder.path().join("claims/registry.yaml"),
        "sources:\n  herald: { name: The Herald }\n  gazette:\n",
    )
    .unwrap();
    let mut editor = Editor::new(folder);
    let text = editor.open("claims/herald.yaml");
    let labels = |editor: &mut Editor, line: usize, character: usize| -> Vec<String> {
        let at = json!({ "textDocument": { "uri": editor.uri("claims/herald.yaml") }, "position": { "line": line, "character": character } });
        let items = editor.request("textDocument/completion", at)["result"].clone();
        items.as_array().unwrap().iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(labels(&mut editor, 2, 12), ["gazette", "herald"]);
    assert!(labels(&mut editor, 4, 15).contains(&"deaths".to_owned()));
    assert!(labels(&mut editor, 5, 11).contains(&"about".to_owned()));
    editor.change("claims/herald.yaml", &format!("{text}    cit"));
    assert!(labels(&mut editor, 7, 7).contains(&"cites".to_owned()));
    editor.change("claims/herald.yaml", &text);
    let at = json!({ "textDocument": { "uri": editor.uri("claims/herald.yaml") }, "position": { "line": 2, "character": 14 } });
    let found = editor.request("textDocument/definition", at)["result"].clone();
    assert_eq!(found[0]["uri"], json!(editor.uri("claims/registry.yaml")));
    assert_eq!(found[0]["range"]["start"], json!({ "line": 1, "character": 2 }));
    editor.end();
}

/// A check that would go on for ever, also where the test fails.
struct Watching(Child);

impl Drop for Watching {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

#[test]
fn a_watched_check_runs_again_when_a_file_changes() {
    let folder = folder();
    let mut watching = Watching(gainsay(folder.path(), &["check", "--watch"]).spawn().unwrap());
    let mut lines = BufReader::new(watching.0.stdout.take().unwrap()).lines();
    let mut next = |word: &str| lines.find(|line| line.as_ref().unwrap().contains(word)).unwrap().unwrap();
    assert_eq!(
        next("2 files"),
        "2 files, 2 claims of 2 sources: nothing found; 1 pair compared, 0 not compared"
    );
    fs::write(folder.path().join("claims/herald.yaml"), claim("herald", "30")).unwrap();
    assert!(next("error[death-toll]").contains("30"));
    fs::remove_file(folder.path().join("claims/herald.yaml")).unwrap();
    assert!(next("1 file").contains("1 claim of 1 source"));
}
