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

fn uri(folder: &Path, path: &str) -> String {
    format!("file://{}/{path}", folder.display()).trim_end_matches('/').to_owned()
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
        let uri = uri(folder.path(), "");
        Self::with(folder, &[uri])
    }

    /// An editor with these folders open, that speaks of files in `folder`.
    fn with(folder: TempDir, folders: &[String]) -> Self {
        let streams = Streams::new(gainsay(Path::new("/"), &["server"]));
        let mut editor = Self { streams, folder, sent: Vec::new() };
        let named = |uri: &String| json!({ "uri": uri, "name": "test" });
        let folders: Vec<Value> = folders.iter().map(named).collect();
        let window = json!({ "showDocument": { "support": true } });
        let watched = json!({ "didChangeWatchedFiles": { "dynamicRegistration": true } });
        let capabilities = json!({ "window": window, "workspace": watched });
        let answer = editor.request(
            "initialize",
            json!({ "processId": null, "workspaceFolders": folders, "capabilities": capabilities }),
        );
        let supported = &answer["result"]["capabilities"]["workspace"]["workspaceFolders"];
        assert_eq!(supported, &json!({ "supported": true, "changeNotifications": true }));
        editor.notify("initialized", json!({}));
        editor
    }

    fn uri(&self, path: &str) -> String {
        uri(self.folder.path(), path)
    }

    fn notify(&mut self, method: &str, params: Value) {
        self.streams.notify(method, &params);
    }

    fn request(&mut self, method: &str, params: Value) -> Value {
        self.streams.request(method, &params, |message| self.sent.push(message))
    }

    fn open(&mut self, path: &str) -> String {
        let text = fs::read_to_string(self.folder.path().join(path)).unwrap();
        self.open_as(path, &text);
        text
    }

    /// Opens a text that need not be on the disk.
    fn open_as(&mut self, path: &str, text: &str) {
        let document = json!({ "uri": self.uri(path), "languageId": "yaml", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    fn change(&mut self, path: &str, text: &str) {
        self.edit(path, 2, json!({ "text": text }));
    }

    fn edit(&mut self, path: &str, version: usize, change: Value) {
        let document = json!({ "uri": self.uri(path), "version": version });
        let changes = json!([change]);
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// What is shown of a file: the rules or codes.
    fn codes(&mut self, path: &str) -> Vec<String> {
        let uri = self.uri(path);
        self.codes_at(&uri)
    }

    /// The same of the file at `uri`.
    fn codes_at(&mut self, uri: &str) -> Vec<String> {
        self.request("gainsay/settle", Value::Null);
        let shown = |message: &&Value| {
            message["params"]["uri"] == *uri && !message["params"]["diagnostics"].is_null()
        };
        let Some(last) = self.sent.iter().rev().find(shown) else { return Vec::new() };
        let all = last["params"]["diagnostics"].as_array().unwrap();
        all.iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect()
    }

    /// What can be done at a place in a file.
    fn actions(&mut self, path: &str, line: usize, character: usize) -> Vec<Value> {
        let place = json!({ "line": line, "character": character });
        let params = json!({
            "textDocument": { "uri": self.uri(path) },
            "range": { "start": place, "end": place },
            "context": { "diagnostics": [] },
        });
        self.request("textDocument/codeAction", params)["result"].as_array().unwrap().clone()
    }

    /// The messages that were shown to the user.
    fn messages(&self) -> Vec<&str> {
        let shown = self.sent.iter().filter(|message| message["method"] == "window/showMessage");
        shown.map(|message| message["params"]["message"].as_str().unwrap()).collect()
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
    let actions = editor.actions("claims/herald.yaml", 5, 12);
    let titles: Vec<&str> = actions.iter().map(|one| one["title"].as_str().unwrap()).collect();
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
    // What keeps the settings from being used is fixed at its mark.
    let actions = editor.actions("gainsay.yaml", 1, 2);
    let edit = &actions[0]["edit"]["changes"][editor.uri("gainsay.yaml")][0];
    let range = json!({ "start": { "line": 1, "character": 0 }, "end": { "line": 1, "character": 6 } });
    assert_eq!(edit, &json!({ "range": range, "newText": "ignore" }), "{actions:?}");
    // No YAML for a moment: it counts as it was.
    editor.change("gainsay.yaml", "paths: claims\nignore: death-toll\n");
    editor.change("gainsay.yaml", "paths: claims\nignore: 'death-toll\n");
    assert_eq!(editor.codes("gainsay.yaml"), ["malformed-yaml"]);
    assert_eq!(editor.codes("claims/herald.yaml"), [""; 0]);
    // What was of no use before does not count, and neither do its marks.
    for (text, codes) in
        [("paths: claims\n\nignore: death-tol\n", "unknown-rule"), ("ignore: [\n", "malformed-yaml")]
    {
        editor.change("gainsay.yaml", text);
        assert_eq!(editor.codes("gainsay.yaml"), [codes]);
    }
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

#[test]
fn every_folder_that_is_open_is_served_by_its_own_configuration() {
    let [plain, quiet, other] = [folder(), folder(), folder()];
    for folder in [&plain, &quiet, &other] {
        fs::write(folder.path().join("claims/herald.yaml"), claim("herald", "30")).unwrap();
    }
    fs::write(quiet.path().join("gainsay.yaml"), "ignore: death-toll\n").unwrap();
    fs::rename(other.path().join("claims"), other.path().join("data")).unwrap();
    fs::write(other.path().join("gainsay.yaml"), "paths: data\n").unwrap();
    let [first, second, third] = [&plain, &quiet, &other].map(|folder| uri(folder.path(), ""));
    let herald = format!("{third}/data/herald.yaml");
    let mut editor = Editor::with(plain, &[first.clone(), second]);
    assert_eq!(editor.codes("claims/herald.yaml"), ["death-toll"]);
    assert_eq!(editor.codes_at(&uri(quiet.path(), "claims/herald.yaml")), [""; 0]);
    let event = |added: &[&str], removed: &[&str]| {
        let all = |uris: &[&str]| -> Vec<Value> {
            uris.iter().map(|uri| json!({ "uri": uri, "name": "test" })).collect()
        };
        json!({ "event": { "added": all(added), "removed": all(removed) } })
    };
    editor.notify("workspace/didChangeWorkspaceFolders", event(&[&third], &[]));
    assert_eq!(editor.codes_at(&herald), ["death-toll"]);
    // An edit in one of them is checked with its own neighbours, and answers are about these.
    let text = claim("herald", "12");
    let document = json!({ "uri": herald, "languageId": "yaml", "version": 1, "text": text });
    editor.notify("textDocument/didOpen", json!({ "textDocument": document }));
    assert_eq!(editor.codes_at(&herald), [""; 0]);
    assert_eq!(editor.codes("claims/herald.yaml"), ["death-toll"]);
    let at = json!({ "textDocument": { "uri": herald }, "position": { "line": 5, "character": 12 } });
    let hover = editor.request("textDocument/hover", at);
    let hover = hover["result"]["contents"]["value"].as_str().unwrap();
    assert!(hover.starts_with("- **allows**: 12\n"), "{hover}");
    for (folder, starts) in [(&first, "`30`"), (&third, "`12`")] {
        let explain = json!({ "command": "gainsay.explain", "arguments": ["herald-1", folder] });
        let page = editor.request("workspace/executeCommand", explain)["result"].clone();
        assert!(page.as_str().unwrap().lines().nth(2).unwrap().contains(starts), "{page}");
    }
    editor.notify("workspace/didChangeWorkspaceFolders", event(&[], &[&first]));
    assert_eq!(editor.codes("claims/herald.yaml"), [""; 0]);
    editor.end();
}

#[test]
fn a_folder_that_is_not_there_is_named_and_nothing_else_is_checked() {
    let folder = folder();
    fs::write(folder.path().join("claims/herald.yaml"), claim("herald", "30")).unwrap();
    let missing = uri(folder.path(), "missing");
    let mut editor = Editor::with(folder, &[missing, "untitled:folder".to_owned()]);
    assert_eq!(editor.codes("claims/herald.yaml"), [""; 0]);
    let path = editor.folder.path().display();
    let expected =
        format!("cannot go to the folder `{path}/missing`: no such file or folder; nothing is checked there");
    assert_eq!(
        editor.messages(),
        [&*expected, "`untitled:folder` is not a folder on the disk; nothing is checked there"]
    );
    assert!(!editor.sent.iter().any(|message| message["method"] == "textDocument/publishDiagnostics"));
    editor.end();
}

#[test]
fn a_new_file_is_checked_before_it_is_saved() {
    let folder = folder();
    fs::write(folder.path().join(".gitignore"), "drafts/\n").unwrap();
    let mut editor = Editor::new(folder);
    editor.open_as("claims/times.yaml", &claim("times", "70"));
    assert_eq!(editor.codes("claims/times.yaml"), ["death-toll"]);
    assert_eq!(editor.codes("claims/herald.yaml"), ["death-toll"]);
    editor.change("claims/times.yaml", &claim("times", "12"));
    assert_eq!(editor.codes("claims/herald.yaml"), [""; 0]);
    // Where a check would not look, it is none of its files.
    for path in ["claims/drafts/a.yaml", "claims/.hidden.yaml", "elsewhere/a.yaml", "claims/a.txt"] {
        editor.open_as(path, &claim("times", "90"));
        assert_eq!(editor.codes("claims/herald.yaml"), [""; 0], "{path}");
    }
    editor.change("claims/times.yaml", &claim("times", "70"));
    assert_eq!(editor.codes("claims/herald.yaml"), ["death-toll"]);
    let document = json!({ "textDocument": { "uri": editor.uri("claims/times.yaml") } });
    editor.notify("textDocument/didClose", document);
    assert_eq!(editor.codes("claims/herald.yaml"), [""; 0]);
    editor.end();
}

#[test]
fn the_first_files_of_a_folder_are_checked_before_they_are_saved() {
    let mut editor = Editor::new(tempfile::tempdir().unwrap());
    editor.open_as("claims/herald.yaml", &claim("herald", "30"));
    editor.open_as("claims/gazette.yaml", &claim("gazette", "12"));
    assert_eq!(editor.codes("claims/herald.yaml"), ["death-toll"]);
    editor.open_as("gainsay.yaml", "ignore: death-toll\n");
    assert_eq!(editor.codes("claims/herald.yaml"), [""; 0]);
    editor.end();
}

#[test]
#[cfg(unix)]
fn an_open_text_counts_however_its_file_is_reached() {
    for paths in ["../shared/claims", "sub/../../shared/claims", "linked"] {
        let around = folder();
        let (project, shared) = (around.path().join("project"), around.path().join("shared"));
        fs::create_dir_all(project.join("sub")).unwrap();
        fs::create_dir(around.path().join(".git")).unwrap();
        fs::create_dir(&shared).unwrap();
        fs::rename(around.path().join("claims"), shared.join("claims")).unwrap();
        std::os::unix::fs::symlink("../shared/claims", project.join("linked")).unwrap();
        fs::write(project.join("gainsay.yaml"), format!("paths: {paths}\n")).unwrap();
        let project = uri(&project, "");
        let mut editor = Editor::with(around, &[project]);
        editor.open("shared/claims/herald.yaml");
        editor.change("shared/claims/herald.yaml", &claim("herald", "30"));
        assert_eq!(editor.codes("shared/claims/herald.yaml"), ["death-toll"], "{paths}");
        let other = if paths == "linked" { "project/linked" } else { "shared/claims" };
        assert_eq!(editor.codes(&format!("{other}/gazette.yaml")), ["death-toll"], "{paths}");
        editor.open_as("project/linked/gazette.yaml", &claim("gazette", "30"));
        assert_eq!(editor.codes("shared/claims/herald.yaml"), [""; 0], "{paths}");
        editor.end();
    }
}

#[test]
fn what_is_no_message_is_refused_and_the_session_goes_on() {
    let mut editor = Editor::new(folder());
    editor.open("claims/herald.yaml");
    editor.codes("claims/herald.yaml");
    for (sent, code) in [
        ("Content-Length: 3\r\n\r\n{,}", -32700),
        ("Content-Length: 40\r\n\r\n{\"id\": 2147483648, \"method\": \"shutdown\"}", -32600),
        ("Content-Length: 22\r\n\r\n{\"id\": 7, \"method\": 1}", -32600),
        ("Content-Length: 99999999999999\r\n\r\n", -32700),
        ("Content-Length: -1\r\n\r\n", -32700),
    ] {
        let answer = editor.streams.raw(sent.as_bytes());
        assert_eq!(answer["error"]["code"], code, "{sent}: {answer}");
    }
    editor.change("claims/herald.yaml", &claim("herald", "30"));
    assert_eq!(editor.codes("claims/gazette.yaml"), ["death-toll"]);
    assert_eq!(editor.request("shutdown", Value::Null)["result"], Value::Null);
    assert_eq!(editor.request("textDocument/hover", json!({}))["error"]["code"], -32600);
    editor.notify("exit", Value::Null);
    assert!(editor.streams.wait().success());
}

#[test]
fn an_end_that_was_not_asked_for_is_no_success() {
    let mut editor = Editor::new(folder());
    editor.notify("exit", Value::Null);
    assert_eq!(editor.streams.wait().code(), Some(1));
    let mut streams = Streams::new(gainsay(Path::new("/"), &["server"]));
    assert_eq!(streams.request("shutdown", &Value::Null, drop)["error"]["code"], -32002);
    let refused = streams.request("initialize", &json!({ "capabilities": 3 }), drop);
    assert_eq!(refused["error"]["code"], -32602);
    streams.notify("exit", &Value::Null);
    assert_eq!(streams.wait().code(), Some(1));
}

#[test]
fn a_change_of_another_text_than_the_open_one_takes_its_marks_until_all_of_it_comes() {
    let range = |line: usize, start: usize, end: usize| json!({ "start": { "line": line, "character": start }, "end": { "line": line, "character": end } });
    for (version, range, why) in [
        (3, range(40, 0, 0), "it is in a line that the text does not have"),
        (3, range(5, 12, 11), "it ends before it begins"),
        (1, range(5, 11, 13), "it is of an earlier text"),
    ] {
        let mut editor = Editor::new(folder());
        editor.open("claims/herald.yaml");
        editor.change("claims/herald.yaml", &claim("herald", "30"));
        assert_eq!(editor.codes("claims/herald.yaml"), ["death-toll"]);
        editor.edit("claims/herald.yaml", version, json!({ "range": range, "text": "12" }));
        assert_eq!(editor.codes("claims/herald.yaml"), [""; 0]);
        assert!(editor.messages()[0].contains(why), "{:?}", editor.messages());
        // The file on the disk is checked meanwhile, and further changes are none of its.
        assert_eq!(editor.codes("claims/gazette.yaml"), [""; 0]);
        editor.edit("claims/herald.yaml", 4, json!({ "range": range, "text": "12" }));
        assert_eq!(editor.codes("claims/herald.yaml"), [""; 0]);
        assert_eq!(editor.messages().len(), 1);
        editor.edit("claims/herald.yaml", 5, json!({ "text": claim("herald", "40") }));
        assert_eq!(editor.codes("claims/herald.yaml"), ["death-toll"]);
        assert_eq!(editor.codes("claims/gazette.yaml"), ["death-toll"]);
        // What is behind the end of a line is that end.
        let end = json!({ "start": { "line": 5, "character": 11 }, "end": { "line": 5, "character": 99 } });
        editor.edit("claims/herald.yaml", 6, json!({ "range": end, "text": "12" }));
        assert_eq!(editor.codes("claims/gazette.yaml"), [""; 0]);
        editor.end();
    }
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
    // What is ignored is not there, and is again once it is not ignored.
    fs::write(folder.path().join("claims/.gitignore"), "herald.yaml\n").unwrap();
    assert!(next("1 file").contains("1 claim of 1 source"));
    fs::remove_file(folder.path().join("claims/.gitignore")).unwrap();
    assert!(next("2 files").contains("2 claims of 2 sources"));
    fs::remove_file(folder.path().join("claims/herald.yaml")).unwrap();
    assert!(next("1 file").contains("1 claim of 1 source"));
}
