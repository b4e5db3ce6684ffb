//! The audit at a terminal, character for character.

use std::path::Path;

use snapbox::cmd::{Command, cargo_bin};
use snapbox::{Data, file};

/// The program in a clean environment, in a folder of this repository.
fn audit(folder: &str, arguments: &[&str]) -> Command {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    Command::new(cargo_bin!("gainsay")).env_clear().current_dir(folder).arg("audit").args(arguments)
}

/// Claims about a spill, with one of every verdict.
const HARBOUR: &str = "tests/explain/harbour";

#[track_caller]
fn page(folder: &str, arguments: &[&str], expected: Data) {
    audit(folder, arguments).assert().success().stderr_eq("").stdout_eq(expected.raw());
}

#[test]
fn things_with_their_disputes_then_the_tables() {
    page(HARBOUR, &[], file!["snapshots/audit/harbour.txt"]);
}

#[test]
fn a_narrow_terminal() {
    page(HARBOUR, &["--width", "60", "--kind", "conflict"], file!["snapshots/audit/narrow.txt"]);
}

#[test]
fn what_is_worth_knowing_is_told_where_it_is_asked_for() {
    let asked = ["--kind", "revision,unconfirmed,undetermined", "--sort", "name"];
    page(HARBOUR, &asked, file!["snapshots/audit/notes.txt"]);
}

#[test]
fn stages_have_a_timeline_too() {
    let asked = ["--attribute", "deployment", "--kind", "conflict", "--to", "2024-12"];
    page(".", &asked, file!["snapshots/audit/stages.txt"]);
}

#[test]
fn nothing_that_is_found_fails_an_audit() {
    audit(".", &["claims"]).assert().code(0);
}

#[test]
fn nothing_to_look_at_has_a_status_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("empty.yaml"), "sources:\n  herald: {}\n").unwrap();
    let program = Command::new(cargo_bin!("gainsay")).env_clear().current_dir(folder.path());
    program.args(["audit", "."]).assert().code(3);
}

#[test]
fn hostile_words_command_no_terminal() {
    let told = audit("tests/explain/hostile", &[]).assert().success();
    let out = String::from_utf8(told.get_output().stdout.clone()).unwrap();
    assert!(!out.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{out}");
}
