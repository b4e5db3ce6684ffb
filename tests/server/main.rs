//! `gainsay server` and `check --watch`, as the programs that they are.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says what it expects by failing")]
#![allow(clippy::needless_pass_by_value, reason = "`json!` makes values where they are sent")]

mod editor;
mod folders;
#[path = "../shared/streams.rs"]
mod streams;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::Child;

use editor::{Editor, claim, folder, gainsay};
use serde_json::{Value, json};
use streams::Streams;

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
fn names_in_mapping_files_and_keys_of_the_configuration_are_completed() {
    let folder = folder();
    fs::write(folder.path().join("gainsay.yaml"), "").unwrap();
    fs::write(folder.path().join("claims/figures.csv"), "value\n12\n").unwrap();
    let mapping = "read: figures.csv\nvalue: { from: value }\nas-of: 2024-05-02\nsubject: harbour-fire\nattribute: deaths\nsource: ";
    fs::write(folder.path().join("claims/figures.map.yaml"), format!("{mapping}herald\n")).unwrap();
    let mut editor = Editor::new(folder);
    let labels = |editor: &mut Editor, path: &str, text: &str| -> Vec<String> {
        editor.open_as(path, text);
        let (line, last) = text.split('\n').enumerate().last().unwrap();
        let at = json!({ "textDocument": { "uri": editor.uri(path) }, "position": { "line": line, "character": last.len() } });
        let items = editor.request("textDocument/completion", at)["result"].clone();
        items.as_array().unwrap().iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(labels(&mut editor, "claims/figures.map.yaml", mapping), ["gazette", "herald"]);
    let column = labels(&mut editor, "claims/figures.map.yaml", "read: figures.csv\nvalue: { fr");
    assert!(column.contains(&"from".to_owned()) && !column.contains(&"read".to_owned()), "{column:?}");
    let figures = labels(&mut editor, "claims/herald.yaml", "claims:\n  - id: h\n    value:\n      ");
    assert!(figures.contains(&"best".to_owned()) && !figures.contains(&"id".to_owned()), "{figures:?}");
    assert!(labels(&mut editor, "gainsay.yaml", "sh").contains(&"show".to_owned()));
    assert_eq!(labels(&mut editor, "claims/figures.csv", "va"), [""; 0]);
    editor.end();
}

#[test]
fn names_in_a_report_and_rules_that_are_accepted_lead_to_where_they_are_declared() {
    let folder = folder();
    fs::write(folder.path().join("claims/registry.yaml"), "sources:\n  herald:\n  gazette:\n").unwrap();
    fs::create_dir(folder.path().join("claims/rules")).unwrap();
    let rule = "rules:\n  - id: toll\n    title: Tolls differ\n    compare: [deaths]\n";
    fs::write(folder.path().join("claims/rules/toll.yaml"), rule).unwrap();
    let text = "report: { source: herald, subject: harbour-fire }\nclaims:\n  - { id: h, attribute: deaths, value: 12, as-of: 2024-05-02 }\naccepted:\n  - rule: toll\n    claims: [h, gazette-1]\n    reason: known\n";
    fs::write(folder.path().join("claims/herald.yaml"), text).unwrap();
    let mut editor = Editor::new(folder);
    editor.open("claims/herald.yaml");
    for (line, character, path, start) in [
        (0, 18, "claims/registry.yaml", json!({ "line": 1, "character": 2 })),
        (4, 10, "claims/rules/toll.yaml", json!({ "line": 1, "character": 8 })),
    ] {
        let at = json!({ "textDocument": { "uri": editor.uri("claims/herald.yaml") }, "position": { "line": line, "character": character } });
        let found = editor.request("textDocument/definition", at)["result"].clone();
        assert_eq!(found[0]["uri"], json!(editor.uri(path)), "{found}");
        assert_eq!(found[0]["range"]["start"], start);
    }
    editor.end();
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
