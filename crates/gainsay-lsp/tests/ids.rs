//! What an editor is told at once of a large workspace about claims that have to do with each other by their ids alone.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says what it expects by failing")]

mod shared;

use ls_types::{Position, Range};
use shared::{Editor, around_edits as editor, file, record};

/// A claim of the source about the subject.
fn claim(id: &str, source: &str, subject: &str, value: &str) -> String {
    record(id, (source, subject), value, "")
}

/// Replaces the first `old` of `text`, the file at `path`.
fn change(editor: &mut Editor, (path, text): (&str, &mut String), old: &str, new: &str) {
    let at = text.find(old).unwrap();
    let line = text[..at].matches('\n').count() as u32;
    let start = (at - text[..at].rfind('\n').map_or(0, |end| end + 1)) as u32;
    let range = Range {
        start: Position { line, character: start },
        end: Position { line, character: start + old.len() as u32 },
    };
    editor.change(path, Some(range), new);
    text.replace_range(at..at + old.len(), new);
}

/// All that is shown but what only a check of everything can tell, with the messages.
fn shown(editor: &Editor) -> Vec<String> {
    let messages = editor.shown.values().flatten().map(|one| one.message.clone());
    let lines = editor.lines().into_iter().zip(messages);
    let lines = lines.filter(|(line, _)| !line.ends_with(" not-compared"));
    lines.map(|(line, message)| format!("{line} {message}")).collect()
}

/// Where something is shown at once; after that, everything is checked, and nothing may come of it.
fn at_once(editor: &mut Editor) -> Vec<String> {
    editor.quick();
    let (quick, lines) = (shown(editor), editor.lines());
    editor.sync();
    assert_eq!(quick, shown(editor));
    lines.into_iter().filter(|line| !line.ends_with(" not-compared")).collect()
}

const FIRE: [&str; 2] =
    ["claims/gazette.yaml 5:11-5:13 death-toll", "claims/herald.yaml 5:11-5:13 death-toll"];

fn accepted(ids: &str) -> String {
    format!(
        "accepted:\n  - rule: death-toll\n    claims: [{ids}]\n    reason: the herald counts the missing\n"
    )
}

#[test]
fn values_stay_in_their_order_where_an_id_is_shared_with_a_file_about_something_else() {
    for (one, other) in [("a", "b"), ("b", "a")] {
        let mut herald = file(&[
            claim(one, "herald", "fire", "12"),
            claim(other, "herald", "fire", "30"),
            claim("c", "herald", "fire", "50"),
        ]);
        let times = file(&[claim("a", "times", "flood", "3")]);
        let mut editor = editor(&[("claims/herald.yaml", &herald), ("claims/times.yaml", &times)]);
        change(&mut editor, ("claims/herald.yaml", &mut herald), "value: 50", "value: 70");
        at_once(&mut editor);
    }
}

#[test]
fn what_is_accepted_in_another_file_stays_accepted() {
    let (mut herald, gazette) =
        (file(&[claim("h", "herald", "fire", "30")]), file(&[claim("g", "gazette", "fire", "12")]));
    let entries = accepted("h, g");
    let mut editor = editor(&[
        ("claims/accepted.yaml", &entries),
        ("claims/gazette.yaml", &gazette),
        ("claims/herald.yaml", &herald),
    ]);
    change(&mut editor, ("claims/herald.yaml", &mut herald), "value: 30", "value: 40");
    editor.quick();
    assert_eq!(editor.lines(), ["claims/accepted.yaml 2:13-2:17 accepted-without-values"]);
    change(&mut editor, ("claims/herald.yaml", &mut herald), "id: h", "id: other");
    editor.quick();
    assert_eq!(editor.lines()[1..], FIRE);
    change(&mut editor, ("claims/herald.yaml", &mut herald), "id: other", "id: h");
    editor.quick();
    assert_eq!(editor.lines(), ["claims/accepted.yaml 2:13-2:17 accepted-without-values"]);
}

#[test]
fn what_an_edited_entry_does_not_accept_any_more_is_shown_at_once() {
    let files = [file(&[claim("h", "herald", "fire", "30")]), file(&[claim("g", "gazette", "fire", "12")])];
    let mut entries = accepted("h, g");
    let mut editor = editor(&[
        ("claims/accepted.yaml", &entries),
        ("claims/gazette.yaml", &files[1]),
        ("claims/herald.yaml", &files[0]),
    ]);
    change(&mut editor, ("claims/accepted.yaml", &mut entries), "h, g", "h");
    let shown = at_once(&mut editor);
    assert_eq!(shown[1..], FIRE);
    change(&mut editor, ("claims/accepted.yaml", &mut entries), "[h]", "[h, g]");
    assert_eq!(at_once(&mut editor), ["claims/accepted.yaml 2:13-2:17 accepted-without-values"]);
}

#[test]
fn nothing_is_said_of_claims_in_other_files_that_entries_name() {
    let times = claim("t", "times", "flood", "3");
    let mut entries = accepted("h, g") + &file(&[times]);
    let files = [file(&[claim("h", "herald", "fire", "30")]), file(&[claim("g", "gazette", "fire", "12")])];
    let mut editor = editor(&[
        ("claims/accepted.yaml", &entries),
        ("claims/gazette.yaml", &files[1]),
        ("claims/herald.yaml", &files[0]),
    ]);
    change(&mut editor, ("claims/accepted.yaml", &mut entries), "value: 3", "value: 4");
    assert_eq!(at_once(&mut editor), ["claims/accepted.yaml 2:13-2:17 accepted-without-values"]);
}

#[test]
fn an_id_that_is_given_twice_is_told_at_once() {
    let (mut herald, times) =
        (file(&[claim("h", "herald", "fire", "30")]), file(&[claim("t", "times", "flood", "3")]));
    let mut editor = editor(&[("claims/herald.yaml", &herald), ("claims/times.yaml", &times)]);
    change(&mut editor, ("claims/herald.yaml", &mut herald), "id: h", "id: t");
    assert_eq!(
        at_once(&mut editor),
        ["claims/herald.yaml 1:8-1:9 duplicate-id", "claims/times.yaml 1:8-1:9 duplicate-id"]
    );
    change(&mut editor, ("claims/herald.yaml", &mut herald), "id: t", "id: h");
    at_once(&mut editor);
}
