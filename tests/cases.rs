//! Small folders of claims, each with the exact output of `gainsay check` on it.
//!
//! A case is a folder in `tests/cases/` with claim files in `claims/`, further rules in `claims/rules/` where it needs
//! some, and `output.txt`: the exit status and what `gainsay check --show note` prints. `SNAPSHOTS=overwrite cargo test`
//! writes the outputs anew.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use snapbox::{Assert, Data};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    cases
}

/// Runs the built program in a clean environment.
fn check(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_gainsay"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .output()
        .unwrap();
    let status = output.status.code().unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    let err = if err.is_empty() { err } else { format!("---- stderr\n{err}") };
    format!("exit status {status}\n{out}{err}")
}

#[test]
fn every_case_prints_exactly_its_output() {
    let assert = Assert::new().action_env("SNAPSHOTS");
    let mut wrong = Vec::new();
    for case in cases() {
        let actual = check(&case, &["check", "--show", "note", "claims"]);
        let expected = Data::read_from(&case.join("output.txt"), None);
        if let Err(difference) = assert.try_eq(Some(&case.display()), actual.into(), expected.raw()) {
            wrong.push(difference.to_string());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn there_are_enough_cases() {
    assert!(cases().len() >= 40);
}
