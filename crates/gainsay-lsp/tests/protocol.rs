//! What an editor is told as its user types.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says what it expects by failing")]

mod shared;

use std::collections::BTreeSet;
use std::thread;
use std::time::{Duration, Instant};

use ls_types::{DiagnosticSeverity, Position, PositionEncodingKind, Range};
use serde_json::json;
use shared::Editor;

const HERALD: &str = "\
claims:
  - id: herald-1
    source: herald
    subject: harbour-fire
    attribute: deaths
    value: 12
    as-of: 2024-05-02
";

const GAZETTE: &str = "\
claims:
  - id: gazette-1
    source: gazette
    subject: harbour-fire
    attribute: deaths
    value: 12
    as-of: 2024-05-02
";

const FILES: [(&str, &str); 2] = [("claims/gazette.yaml", GAZETTE), ("claims/herald.yaml", HERALD)];

fn range(line: u32, start: u32, end: u32) -> Range {
    Range { start: Position { line, character: start }, end: Position { line, character: end } }
}

#[test]
fn both_files_are_marked_as_a_contradiction_is_typed_and_cleared_as_it_goes() {
    let mut editor = Editor::new(&FILES, None);
    editor.open("claims/herald.yaml", HERALD);
    assert_eq!(editor.lines(), [""; 0]);
    editor.change("claims/herald.yaml", Some(range(5, 11, 13)), "at least 30");
    editor.sync();
    assert_eq!(
        editor.lines(),
        ["claims/gazette.yaml 5:11-5:13 death-toll", "claims/herald.yaml 5:11-5:22 death-toll"]
    );
    let diagnostic = &editor.shown["claims/gazette.yaml"][0];
    let related = diagnostic.related_information.as_ref().unwrap();
    assert_eq!(related[0].location.uri, Editor::uri("claims/herald.yaml"));
    assert_eq!(related[0].location.range, range(5, 11, 22));
    let page = &diagnostic.code_description.as_ref().unwrap().href;
    assert_eq!(page.as_str(), "https://example.org/death-toll");
    editor.change("claims/herald.yaml", Some(range(5, 11, 22)), "12");
    editor.sync();
    assert_eq!(editor.lines(), [""; 0]);
}

#[test]
fn only_what_changes_is_sent() {
    let mut editor = Editor::new(&FILES, None);
    editor.open("claims/herald.yaml", HERALD);
    editor.change("claims/herald.yaml", Some(range(5, 11, 13)), "30");
    editor.sync();
    assert_eq!(editor.published, 2);
    let logged = editor.logged.len();
    // A comment at the end moves nothing, and nothing that is not read is looked at.
    editor.change("claims/herald.yaml", Some(range(7, 0, 0)), "# checked\n");
    editor.open("notes/a.yaml", "a: [");
    editor.change("notes/a.yaml", None, "b: ]");
    editor.sync();
    assert_eq!(editor.published, 2);
    // One line, or two where the server was done before the second file was opened.
    let lines = editor.logged.len() - logged;
    assert!((1..=2).contains(&lines), "{:?}", editor.logged);
}

#[test]
fn positions_are_in_the_units_that_were_negotiated() {
    let text = "\u{feff}# 日本 🔥\r\nclaims:\r\n  - { note: \"e\u{301} 🔥\tü\", source: h, subject: s, attribute: deaths, \
                value: 30, as-of: 2024-05-02 }\r\n  - { source: g, subject: s, attribute: deaths, value: 3, as-of: 2024-05-02 }\r\n";
    for (encoding, start) in [
        (Some(PositionEncodingKind::UTF8), 76),
        (Some(PositionEncodingKind::UTF16), 72),
        (None, 72),
        (Some(PositionEncodingKind::UTF32), 71),
    ] {
        let mut editor = Editor::new(&[("claims/a.yaml", text)], encoding.clone());
        let sides = ["2", "3"].map(|line| {
            let of_line = editor.lines();
            let prefix = format!("claims/a.yaml {line}:");
            let side =
                of_line.iter().find(|shown| shown.starts_with(&prefix) && shown.ends_with("death-toll"));
            side.unwrap_or_else(|| panic!("{of_line:?}")).clone()
        });
        assert_eq!(sides[0], format!("claims/a.yaml 2:{start}-2:{} death-toll", start + 2), "{encoding:?}");
        assert_eq!(sides[1], "claims/a.yaml 3:55-3:56 death-toll");
        // An edit in these units hits the same spot.
        editor.open("claims/a.yaml", text.trim_start_matches('\u{feff}'));
        editor.change("claims/a.yaml", Some(range(2, start, start + 2)), "3");
        editor.sync();
        assert!(!editor.lines().iter().any(|line| line.ends_with("death-toll")), "{:?}", editor.lines());
    }
}

#[test]
fn what_is_no_yaml_for_a_moment_takes_nothing_from_other_files() {
    let mut editor = Editor::new(&FILES, None);
    editor.open("claims/herald.yaml", HERALD);
    editor.change("claims/herald.yaml", Some(range(5, 11, 13)), "30");
    editor.sync();
    let before = editor.shown["claims/gazette.yaml"].clone();
    editor.change("claims/herald.yaml", Some(range(2, 12, 12)), "'");
    editor.sync();
    assert_eq!(editor.shown["claims/gazette.yaml"], before);
    assert!(editor.lines().iter().any(|line| line.ends_with("malformed-yaml")), "{:?}", editor.lines());
    editor.change("claims/herald.yaml", Some(range(2, 12, 13)), "");
    editor.sync();
    assert_eq!(editor.shown["claims/gazette.yaml"], before);
}

#[test]
fn what_is_found_beside_a_text_that_is_no_yaml_for_a_moment_is_right() {
    let times = GAZETTE.replace("gazette", "times").replace("harbour-fire", "river-flood");
    let files = [FILES.as_slice(), &[("claims/times.yaml", &times)]].concat();
    for limits in [(usize::MAX, usize::MAX), (0, usize::MAX), (0, 0)] {
        let mut editor = Editor::with(&files, None, limits);
        for (path, text) in &files {
            editor.open(path, text);
        }
        editor.change("claims/herald.yaml", Some(range(5, 11, 13)), "30");
        // A line above the value moves it, and an open quotation mark is no YAML.
        editor.change("claims/herald.yaml", Some(range(0, 0, 0)), "# a note\n");
        editor.change("claims/herald.yaml", Some(range(3, 12, 12)), "'");
        editor.sync();
        let conflict = |gazette: &str| {
            let herald = "claims/herald.yaml 6:11-6:13 death-toll".to_owned();
            [format!("claims/gazette.yaml 5:11-5:{gazette} death-toll"), herald]
        };
        let shown = |editor: &Editor| -> Vec<String> {
            let all = editor.lines().into_iter();
            all.filter(|line| line.ends_with("death-toll")).collect()
        };
        assert_eq!(shown(&editor), conflict("13"));
        assert!(editor.lines().iter().any(|line| line.ends_with("malformed-yaml")), "{:?}", editor.lines());
        // What is typed in another file meanwhile is held against what was there.
        editor.change("claims/gazette.yaml", Some(range(5, 11, 13)), "30");
        editor.sync();
        assert_eq!(shown(&editor), [""; 0]);
        editor.change("claims/gazette.yaml", Some(range(5, 11, 13)), "500");
        editor.sync();
        assert_eq!(shown(&editor), conflict("14"));
        let related = editor.shown["claims/gazette.yaml"][0].related_information.as_ref().unwrap();
        assert_eq!(related[0].location.range, range(6, 11, 13));
        // So it is where everything is read anew, and where the broken text goes on.
        let changes = json!([{ "uri": Editor::uri("claims/other.yaml"), "type": 1 }]);
        editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
        editor.change("claims/herald.yaml", Some(range(6, 11, 13)), "5");
        editor.sync();
        assert_eq!(shown(&editor), conflict("14")[..1]);
        editor.change("claims/herald.yaml", Some(range(3, 12, 13)), "");
        editor.sync();
        assert_eq!(
            shown(&editor),
            [conflict("14")[0].clone(), "claims/herald.yaml 6:11-6:12 death-toll".to_owned()]
        );
        // Once it is saved as it is, its records are gone for a check, too.
        editor.change("claims/herald.yaml", Some(range(3, 12, 12)), "'");
        editor.sync();
        assert_eq!(shown(&editor).len(), 2);
        let document = json!({ "uri": Editor::uri("claims/herald.yaml") });
        editor.notify("textDocument/didSave", json!({ "textDocument": document }));
        editor.sync();
        assert_eq!(shown(&editor), [""; 0]);
    }
}

#[test]
fn broken_rules_are_marked_and_nothing_else_goes() {
    let rule = "rules:\n  - id: mine\n    compare: deaths\n    title: Mine\n";
    let mut editor = Editor::new(&[FILES.as_slice(), &[("rules/own.yaml", rule)]].concat(), None);
    editor.open("claims/herald.yaml", HERALD);
    editor.change("claims/herald.yaml", Some(range(5, 11, 13)), "30");
    editor.open("rules/own.yaml", rule);
    let before = editor.lines();
    assert!(!before.is_empty());
    editor.change("rules/own.yaml", Some(range(2, 4, 11)), "compere");
    editor.sync();
    let marked: Vec<_> = editor.lines().into_iter().filter(|line| !before.contains(line)).collect();
    assert!(!marked.is_empty() && marked.iter().all(|line| line.starts_with("rules/own.yaml")), "{marked:?}");
    assert!(before.iter().all(|line| editor.lines().contains(line)));
    // They stay marked while claims are edited.
    let of_rules = |editor: &Editor| -> Vec<String> {
        editor.lines().into_iter().filter(|line| line.starts_with("rules/own.yaml")).collect()
    };
    for value in ["12", "40"] {
        editor.change("claims/herald.yaml", None, &HERALD.replace("12", value));
        editor.sync();
        assert_eq!(of_rules(&editor), marked, "{value}");
        assert_eq!(editor.lines().len() > marked.len(), value == "40");
    }
    editor.change("claims/herald.yaml", None, &HERALD.replace("12", "30"));
    editor.change("rules/own.yaml", None, rule);
    editor.sync();
    assert_eq!(editor.lines(), before);
}

#[test]
fn unusable_rules_that_are_no_yaml_any_more_are_marked_as_they_are() {
    let rule = "rules:\n  - id: mine\n    title: Mine\n    compare: deaths\n";
    let mut editor = Editor::new(&[FILES.as_slice(), &[("rules/own.yaml", rule)]].concat(), None);
    editor.open("rules/own.yaml", rule);
    editor.open("claims/herald.yaml", HERALD);
    editor.change("claims/herald.yaml", Some(range(5, 11, 13)), "30");
    // Claims that are no YAML for a moment count as they were all along.
    editor.change("claims/herald.yaml", Some(range(2, 12, 12)), "'");
    editor.sync();
    let before = editor.lines();
    assert!(before.iter().any(|line| line.starts_with("claims/gazette.yaml")), "{before:?}");
    let of_rules = |editor: &Editor| -> Vec<String> {
        editor.lines().into_iter().filter(|line| line.starts_with("rules/own.yaml")).collect()
    };
    for broken in [rule.replace("deaths", "[deaths"), "a: [\n".to_owned()] {
        editor.change("rules/own.yaml", None, &broken);
        editor.sync();
        let typed = of_rules(&editor);
        assert!(typed.len() == 1 && typed[0].ends_with("malformed-yaml"), "{typed:?}");
        editor.change("rules/own.yaml", None, &format!("{rule}    tolerance: 9000%\n"));
        editor.sync();
        assert_eq!(of_rules(&editor), ["rules/own.yaml 4:15-4:20 bad-fraction"]);
        editor.change("rules/own.yaml", None, &broken);
        editor.sync();
        let marked = of_rules(&editor);
        assert_eq!(marked[0], typed[0]);
        assert!(!marked.iter().any(|line| line.ends_with("bad-fraction")), "{marked:?}");
        editor.change("rules/own.yaml", None, rule);
        editor.sync();
        assert_eq!(editor.lines(), before);
    }
}

#[test]
fn files_that_come_and_go_on_the_disk_are_read() {
    let mut editor = Editor::new(&FILES, None);
    let watched = |editor: &mut Editor, path: &str, kind: i32| {
        let changes = json!([{ "uri": Editor::uri(path), "type": kind }]);
        editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
        editor.sync();
    };
    assert!(editor.asked.iter().any(|request| request.method == "client/registerCapability"));
    let other = HERALD.replace("herald", "times").replace("12", "70");
    editor.program.disk.lock().unwrap().insert("claims/times.yaml".to_owned(), other);
    watched(&mut editor, "claims/times.yaml", 1);
    assert_eq!(
        editor.shown.keys().collect::<Vec<_>>(),
        ["claims/gazette.yaml", "claims/herald.yaml", "claims/times.yaml"]
    );
    editor.program.disk.lock().unwrap().remove("claims/times.yaml");
    watched(&mut editor, "claims/times.yaml", 3);
    assert_eq!(editor.lines(), [""; 0]);
}

#[test]
fn all_of_what_a_check_of_everything_finds_is_sent_while_nothing_else_comes() {
    let files: Vec<(String, String)> = (0..450)
        .map(|at| {
            let text =
                HERALD.replace("herald", &format!("paper-{at}")).replace("fire", &format!("fire-{}", at / 2));
            (format!("claims/{at:03}.yaml"), text)
        })
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let mut editor = Editor::with(&files, None, (0, usize::MAX));
    assert_eq!(editor.lines(), [""; 0]);
    for (at, (_, text)) in editor.program.disk.lock().unwrap().iter_mut().enumerate() {
        *text = text.replace("value: 12", if at % 2 == 0 { "value: 12" } else { "value: 70" });
    }
    let changes = json!([{ "uri": Editor::uri("claims/000.yaml"), "type": 2 }]);
    editor.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    let begun = Instant::now();
    while editor.shown.len() < files.len() && begun.elapsed() < Duration::from_secs(120) {
        // Nothing is begun as long as something comes.
        thread::sleep(Duration::from_millis(2_500));
        editor.quick();
    }
    let lines = editor.lines();
    assert_eq!((editor.shown.len(), lines.len()), (files.len(), files.len()));
    editor.sync();
    assert_eq!(editor.lines(), lines);
}

#[test]
fn what_was_edited_before_is_held_against_what_is_edited_now() {
    let times = HERALD.replace("herald", "times").replace("harbour-fire", "river-flood");
    let files = [FILES.as_slice(), &[("claims/times.yaml", &times)]].concat();
    let mut editor = Editor::with(&files, None, (0, usize::MAX));
    editor.open("claims/times.yaml", &times);
    editor.open("claims/herald.yaml", HERALD);
    editor.change("claims/times.yaml", None, &times.replace("river-flood", "harbour-fire"));
    editor.quick();
    editor.change("claims/herald.yaml", Some(range(5, 11, 13)), "30");
    editor.quick();
    let lines = editor.lines();
    let marked =
        lines.iter().filter(|line| line.ends_with("death-toll")).map(|line| &line[..line.len() - 11]);
    let expected =
        ["claims/gazette.yaml 5:11-5:13", "claims/herald.yaml 5:11-5:13", "claims/times.yaml 5:11-5:13"];
    assert_eq!(marked.collect::<Vec<_>>(), expected);
}

/// The findings that are shown, without notes: their lines, and how severe they are.
fn severe(editor: &Editor) -> Vec<String> {
    let all = editor.lines().into_iter().zip(editor.shown.values().flatten());
    let severe = all.filter(|(_, one)| one.severity < Some(DiagnosticSeverity::INFORMATION));
    severe.map(|(line, one)| format!("{line} {:?}", one.severity.unwrap())).collect()
}

#[test]
fn who_cites_what_is_edited_about_another_subject_is_checked_at_once() {
    let claim = |source: &str, subject: &str, rest: &str| {
        format!(
            "  - source: {source}\n    subject: {subject}\n    attribute: deaths\n    as-of: 2024-05-09\n    {rest}\n"
        )
    };
    let times = format!("claims:\n{}", claim("times", "river-flood", "value: 500"));
    let herald = format!("claims:\n{}", claim("herald", "harbour-fire", "value: 500\n    cites: times"));
    let gazette = format!("claims:\n{}", claim("gazette", "harbour-fire", "value: 40"));
    let files = [("times", &times), ("herald", &herald), ("gazette", &gazette)]
        .map(|(source, text)| (format!("claims/{source}.yaml"), text.as_str()));
    let files = files.each_ref().map(|(path, text)| (path.as_str(), *text));
    let mut editor = Editor::with(&files, None, (0, usize::MAX));
    editor.open("claims/times.yaml", &times);
    editor.open("claims/herald.yaml", &herald);
    let mut shown = BTreeSet::from([severe(&editor)]);
    let edits = [
        // The Herald passes on what The Times said about something else, then what it did not say.
        ("times", times.replace("500", "600")),
        ("times", times.clone()),
        ("times", times.replace("2024", "2021")),
        // It passes on what somebody is said to have said who says nothing here.
        ("times", "claims: []\n".to_owned()),
        ("times", times.replace("500", "600")),
        ("herald", herald.replace("500", "600")),
        ("herald", herald.replace("times", "post")),
        ("herald", herald.clone()),
    ];
    for (source, text) in edits {
        editor.change(&format!("claims/{source}.yaml"), None, &text);
        editor.quick();
        let at_once = severe(&editor);
        editor.sync();
        assert_eq!(at_once, severe(&editor), "{source}: {text}");
        shown.insert(at_once);
    }
    assert!(shown.len() > 2, "{shown:#?}");
}

#[test]
fn a_record_that_runs_into_the_one_before_it_takes_what_was_found_about_that_with_it() {
    let record = |source: &str, subject: &str| {
        format!("  - source: {source}\n    subject: {subject}\n    attribute: deaths\n    value: 70\n")
    };
    let [first, second] = ["fire", "flood"].map(|subject| record("herald", subject));
    // `heralt` is not declared: its record is a claim only where the registry is not read with it.
    let text = format!("claims:\n{first}{second}{}", record("heralt", "storm"));
    let other = format!("claims:\n{}", record("times", "fire").replace("70", "12"));
    let registry = "sources:\n  herald:\n  times:\n";
    let files =
        [("claims/a.yaml", text.as_str()), ("claims/b.yaml", &other), ("claims/registry.yaml", registry)];
    let mut editor = Editor::with(&files, None, (0, usize::MAX));
    editor.open("claims/a.yaml", &text);
    let marked = |editor: &Editor| editor.lines().iter().filter(|line| line.ends_with("death-toll")).count();
    assert_eq!(marked(&editor), 2);
    let head = Range { start: Position { line: 5, character: 0 }, end: Position { line: 6, character: 0 } };
    editor.change("claims/a.yaml", Some(head), "");
    editor.quick();
    assert_eq!(marked(&editor), 0);
    editor.change("claims/a.yaml", None, &text);
    editor.quick();
    assert_eq!(marked(&editor), 2);
}

#[test]
fn what_nobody_knows_is_refused() {
    let mut editor = Editor::new(&FILES, None);
    let response = editor.response("textDocument/unheardOf", json!({}));
    assert_eq!(response.response_result.unwrap_err().code, lsp_server::ErrorCode::MethodNotFound as i32);
    editor.notify("textDocument/didChange", json!({ "textDocument": 3 }));
    editor.sync();
    assert!(editor.logged.iter().any(|line| line.starts_with("cannot read `textDocument/didChange`")));
}

#[test]
fn a_fix_changes_its_own_words_while_the_check_of_everything_is_waited_for() {
    let text = HERALD.replace("harbour-fire", "harbour-fires");
    let registry = "subjects:\n  harbour-fire:\nsources:\n  herald:\n  gazette:\n";
    let files =
        [("claims/gazette.yaml", GAZETTE), ("claims/herald.yaml", &text), ("claims/registry.yaml", registry)];
    let mut editor = Editor::with(&files, None, (0, 0));
    editor.open("claims/herald.yaml", &text);
    let fix = |editor: &mut Editor, line: u32| {
        let params = json!({
            "textDocument": { "uri": Editor::uri("claims/herald.yaml") },
            "range": range(line, 14, 14),
            "context": { "diagnostics": [] },
        });
        let actions = editor.request("textDocument/codeAction", params);
        let mut actions = actions.as_array().unwrap().iter();
        let edit = actions.find_map(|one| one["edit"]["changes"].as_object()).expect("no fix");
        edit[&Editor::uri("claims/herald.yaml").to_string()][0].clone()
    };
    let expected = |line: u32| json!({ "range": range(line, 13, 26), "newText": "harbour-fire" });
    assert_eq!(fix(&mut editor, 3), expected(3));
    editor.change("claims/herald.yaml", Some(range(0, 0, 0)), "# a note\n");
    assert_eq!(fix(&mut editor, 4), expected(4));
}

#[test]
fn what_a_list_leaves_out_is_counted() {
    let claims = (0..30).map(|at| {
        format!(
            "  - {{ source: s{at}, subject: a, attribute: deaths, value: {}, as-of: 2024-05-02 }}\n",
            5 + at * 20
        )
    });
    let text = format!("claims:\n{}", claims.collect::<String>());
    let mut editor = Editor::new(&[("claims/a.yaml", &text)], None);
    let of_dispute = editor.shown["claims/a.yaml"].iter().filter_map(|one| one.related_information.as_ref());
    let related = of_dispute.max_by_key(|related| related.len()).unwrap();
    let sides = editor.shown["claims/a.yaml"].len();
    assert_eq!((sides, related.len()), (30, 21));
    assert_eq!(related[20].message, "and 9 more");
    let at = editor.shown["claims/a.yaml"][0].range;
    let document = json!({ "uri": Editor::uri("claims/a.yaml") });
    let params = json!({ "textDocument": document, "range": at, "context": { "diagnostics": [] } });
    let actions = editor.request("textDocument/codeAction", params);
    let titles = actions.as_array().unwrap().iter().filter_map(|one| one["title"].as_str());
    let others: Vec<&str> = titles.filter(|title| title.starts_with("go to")).collect();
    assert_eq!(others.len(), 5);
    assert!(others[4].ends_with(", and 24 more"), "{others:?}");
}

#[test]
fn a_claim_is_explained_as_it_is_after_edits_of_other_files() {
    let far = HERALD.replace("harbour-fire", "river-flood").replace("herald", "times");
    let files = [FILES.as_slice(), &[("claims/times.yaml", &far)]].concat();
    let mut editor = Editor::with(&files, None, (0, usize::MAX));
    editor.open("claims/times.yaml", &far);
    editor.open("claims/herald.yaml", HERALD);
    let other = far.replace("claims:\n", "").replace("times-1", "times-0").replace("12", "77");
    editor.change("claims/times.yaml", Some(range(1, 0, 0)), &other);
    editor.quick();
    editor.change("claims/herald.yaml", Some(range(5, 11, 13)), "30");
    let document = json!({ "uri": Editor::uri("claims/times.yaml") });
    for (line, allows) in [(4, "77"), (10, "12")] {
        let position = Position { line, character: 14 };
        let hover =
            editor.request("textDocument/hover", json!({ "textDocument": document, "position": position }));
        assert_eq!(hover["contents"]["value"], json!(allows), "{hover}");
    }
    let explain = json!({ "command": "gainsay.explain", "arguments": ["times-0"] });
    editor.asked.clear();
    let page = editor.request("workspace/executeCommand", explain);
    assert!(page.as_str().unwrap().starts_with("77\n"), "{page}");
}

#[test]
fn a_misquote_is_accepted_in_a_large_workspace() {
    let quote = "    quote: The fire killed eleven people in the harbour.\n    text: copy.txt\n";
    let text = format!("{HERALD}{quote}");
    let mut editor = Editor::with(&[("claims/herald.yaml", &text)], None, (0, usize::MAX));
    editor.open("claims/herald.yaml", &text);
    let document = json!({ "uri": Editor::uri("claims/herald.yaml") });
    for moved in 0..2_u32 {
        let params = json!({
            "textDocument": document,
            "range": range(7 + moved, 0, 80),
            "context": { "diagnostics": [] },
        });
        let actions = editor.request("textDocument/codeAction", params);
        let mut commands = actions.as_array().unwrap().iter().map(|one| one["command"].clone());
        let mut command = commands.find(|command| command["command"] == "gainsay.accept").expect("no action");
        command["arguments"][1] = json!("known");
        editor.asked.clear();
        assert!(editor.response("workspace/executeCommand", command).response_result.is_ok());
        assert_eq!(editor.asked[0].method, "workspace/applyEdit");
        assert!(editor.asked[0].params.to_string().contains("# known"));
        editor.change("claims/herald.yaml", Some(range(0, 0, 0)), "# a note\n");
        editor.quick();
    }
}
