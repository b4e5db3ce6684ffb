//! What an editor is told of a large workspace, in which only what is around an edit is checked at once.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says what it expects by failing")]

mod shared;

use ls_types::{Position, Range};
use serde_json::{Value, json};
use shared::{Editor, around_edits as editor, file, record};

fn range(line: u32, start: u32, end: u32) -> Range {
    Range { start: Position { line, character: start }, end: Position { line, character: end } }
}

fn at(path: &str, line: u32, character: u32) -> Value {
    json!({ "textDocument": { "uri": Editor::uri(path) }, "position": { "line": line, "character": character } })
}

#[test]
fn what_looks_like_a_comment_within_a_text_of_several_lines_is_checked() {
    let gazette = file(&[record("g", ("gazette", "fire"), "12", "    scope: '# officers'\n")]);
    for (scope, end) in [("|-\n     ", ""), ("|- # of whom\n     ", ""), ("\"\\\n     ", "\"")] {
        let scope = format!("    scope: {scope} # officers{end}\n");
        let herald = file(&[record("h", ("herald", "fire"), "30", &scope)]);
        let mut editor = editor(&[("claims/gazette.yaml", &gazette), ("claims/herald.yaml", &herald)]);
        let conflict =
            ["claims/gazette.yaml 5:11-5:13 death-toll", "claims/herald.yaml 5:11-5:13 death-toll"];
        assert_eq!(editor.lines(), conflict, "{scope}");
        editor.change("claims/herald.yaml", Some(range(8, 8, 16)), "others");
        editor.quick();
        assert_eq!(editor.lines(), [""; 0], "{scope}");
        editor.change("claims/herald.yaml", Some(range(8, 8, 14)), "officers");
        editor.quick();
        assert_eq!(editor.lines(), conflict, "{scope}");
    }
}

#[test]
fn a_claim_is_explained_with_all_about_its_subject_after_an_edit_beside_it() {
    // The herald speaks of two subjects: the edit is about one of them, the question about the other.
    let herald =
        file(&[record("h1", ("herald", "fire"), "12", ""), record("h2", ("herald", "flood"), "30", "")]);
    let times = file(&[record("t", ("times", "flood"), "50", "")]);
    let mut editor = editor(&[("claims/herald.yaml", &herald), ("claims/times.yaml", &times)]);
    editor.change("claims/herald.yaml", Some(range(5, 11, 13)), "14");
    let explain = json!({ "command": "gainsay.explain", "arguments": ["h2"] });
    let page = editor.request("workspace/executeCommand", explain.clone());
    assert!(
        page.as_str().unwrap().contains("\nflood: herald and times disagree on deaths: `30` or `50`"),
        "{page}"
    );
    editor.sync();
    assert_eq!(editor.request("workspace/executeCommand", explain), page);
}

#[test]
fn a_claim_is_explained_with_what_its_source_said_about_another_subject() {
    let fire = file(&[record("h1", ("herald", "fire"), "12", "")]);
    let flood = file(&[record("h2", ("herald", "flood"), "30", "")]);
    let cites = "    cites: herald\n    published: 2024-05-03\n";
    let times = file(&[record("t", ("times", "fire"), "30", cites)]);
    let files = [("claims/fire.yaml", &*fire), ("claims/flood.yaml", &flood), ("claims/times.yaml", &times)];
    let mut editor = editor(&files);
    let explain = json!({ "command": "gainsay.explain", "arguments": ["t"] });
    let page = editor.request("workspace/executeCommand", explain.clone());
    editor.change("claims/fire.yaml", Some(range(0, 0, 0)), "# a note\n");
    assert_eq!(editor.request("workspace/executeCommand", explain.clone()), page);
    editor.change("claims/flood.yaml", Some(range(5, 11, 13)), "40");
    let other = editor.request("workspace/executeCommand", explain.clone());
    assert_ne!(other, page);
    editor.sync();
    assert_eq!(editor.request("workspace/executeCommand", explain), other);
}

#[test]
fn a_name_leads_to_where_it_is_declared_after_an_edit_of_that_file() {
    let registry = "subjects:\n  port:\n  fire: { part-of: port }\n";
    let herald = file(&[record("h", ("herald", "fire"), "12", "")]);
    let mut editor = editor(&[("claims/herald.yaml", &herald), ("claims/registry.yaml", registry)]);
    editor.change("claims/registry.yaml", Some(range(0, 0, 0)), "# a note\n");
    for (path, line, character, declared) in
        [("claims/herald.yaml", 3, 14, 3), ("claims/registry.yaml", 3, 20, 2)]
    {
        let found = editor.request("textDocument/definition", at(path, line, character));
        assert_eq!(found[0]["range"]["start"]["line"], json!(declared), "{path}: {found}");
    }
}

#[test]
fn of_very_many_spots_those_nearest_to_the_last_change_are_marked() {
    let of = |source: &str, value: &str| {
        let claim =
            |at: usize| record(&format!("{source}{at}"), (source, &format!("fire-{at:04}")), value, "");
        file(&(0..1_003).map(claim).collect::<Vec<_>>())
    };
    let (gazette, herald) = (of("gazette", "12"), of("herald", "30"));
    let mut editor = editor(&[("claims/gazette.yaml", &gazette), ("claims/herald.yaml", &herald)]);
    let of_gazette = |editor: &Editor| {
        let lines = editor.lines().into_iter();
        lines.filter(|line| line.starts_with("claims/gazette.yaml")).collect::<Vec<_>>()
    };
    let more = "3 more spots in this file are not marked; `gainsay check` shows all findings";
    let shown = of_gazette(&editor);
    assert_eq!(shown.len(), 1_001);
    assert_eq!(shown[0], "claims/gazette.yaml 5:11-5:13 death-toll");
    assert_eq!(shown[1_000], format!("claims/gazette.yaml 6005:11-6005:13 {more}"));
    // The last claim is changed to another wrong value.
    editor.change("claims/gazette.yaml", Some(range(6_017, 12, 13)), "3");
    editor.quick();
    let shown = of_gazette(&editor);
    assert_eq!(shown[0], "claims/gazette.yaml 23:11-23:13 death-toll");
    assert_eq!(shown[999], "claims/gazette.yaml 6017:11-6017:13 death-toll");
    assert_eq!(shown[1_000], format!("claims/gazette.yaml 5:11-5:13 {more}"));
    // What is wrong in a record is marked wherever it is.
    editor.change("claims/gazette.yaml", Some(range(3, 4, 11)), "subjet");
    editor.change("claims/gazette.yaml", Some(range(6_017, 12, 13)), "4");
    editor.quick();
    assert!(of_gazette(&editor).contains(&"claims/gazette.yaml 3:4-3:10 unknown-key".to_owned()));
}
