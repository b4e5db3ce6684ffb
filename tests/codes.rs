//! Every code that a check emits can be ignored, by a flag and by the configuration, and is emitted by a test.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Claim files for the codes that no folder in `tests/cases/` emits: each code, the text of `claims/a.yaml`, and that of
/// `claims/copy.txt`.
const FURTHER: [(&str, &str, &[u8]); 11] = [
    (
        "archive-not-utf-8",
        "claims: [{ id: a, source: s, attribute: deaths, value: 3, quote: three, text: copy.txt }]",
        b"\xff",
    ),
    (
        "archive-unreadable",
        "claims: [{ id: a, source: s, attribute: deaths, value: 3, quote: three, text: LONG }]",
        b"",
    ),
    (
        "duplicate-alias",
        "sources: { s: { aliases: [x] }, t: { aliases: [x] } }\nclaims: [{ id: a, source: s, attribute: deaths, value: 3 }]",
        b"",
    ),
    (
        "duplicate-place",
        "places: { p: }\n---\nplaces: { p: }\nclaims: [{ id: a, source: s, attribute: deaths, value: 3, place: p }]",
        b"",
    ),
    (
        "duplicate-source",
        "sources: { s: }\n---\nsources: { s: }\nclaims: [{ id: a, source: s, attribute: deaths, value: 3 }]",
        b"",
    ),
    (
        "duplicate-subject",
        "subjects: { u: }\n---\nsubjects: { u: }\nclaims: [{ id: a, source: s, subject: u, attribute: deaths, value: 3 }]",
        b"",
    ),
    ("misplaced-key", "report: { id: r, source: s }\nclaims: [{ id: a, attribute: deaths, value: 3 }]", b""),
    ("not-utf-8", "claims: [{ id: a, source: s, attribute: deaths, value: 3 }]", b"claims: \xff"),
    (
        "place-ring",
        "places: { p: { within: q }, q: { within: p } }\nclaims: [{ id: a, source: s, attribute: deaths, value: 3, place: p }]",
        b"",
    ),
    ("recursive-alias", "claims: &all [{ id: a, source: s, attribute: deaths, value: 3, tags: *all }]", b""),
    (
        "source-ring",
        "sources: { s: { part-of: t }, t: { part-of: s } }\nclaims: [{ id: a, source: s, attribute: deaths, value: 3 }]",
        b"",
    ),
];

/// The codes that nothing emits here: an archived copy that is too large has 64 MiB.
const NOT_EMITTED: [&str; 1] = ["archive-too-large"];

/// The folder that emits a code.
struct Case {
    code: String,
    folder: PathBuf,
    /// Where the folder is written for this test alone.
    _held: Option<tempfile::TempDir>,
}

/// The first folder in `tests/cases/` that emits each code by a check that runs to its end, and a folder for each of the
/// others.
fn cases() -> Vec<Case> {
    let mut cases: BTreeMap<String, Case> = BTreeMap::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut folders: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    for folder in folders {
        let Ok(output) = fs::read_to_string(folder.join("output.txt")) else { continue };
        if output.starts_with("exit status 2") {
            continue;
        }
        let heads = output
            .lines()
            .filter(|line| ["error[", "warning[", "note["].iter().any(|head| line.starts_with(head)));
        for code in heads.filter_map(|line| line.split(['[', ']']).nth(1)) {
            let case = || Case { code: code.to_owned(), folder: folder.clone(), _held: None };
            cases.entry(code.to_owned()).or_insert_with(case);
        }
    }
    for (code, claims, copy) in FURTHER {
        let held = tempfile::tempdir().unwrap();
        let folder = held.path().to_owned();
        fs::create_dir(folder.join("claims")).unwrap();
        fs::write(folder.join("claims/a.yaml"), claims.replace("LONG", &"x".repeat(400))).unwrap();
        let name = if code == "not-utf-8" { "claims/b.yaml" } else { "claims/copy.txt" };
        fs::write(folder.join(name), copy).unwrap();
        cases.insert(code.to_owned(), Case { code: code.to_owned(), folder, _held: Some(held) });
    }
    cases.into_values().collect()
}

/// How bad each finding of a rule or code is that a check in `folder` reports.
fn severities(folder: &Path, code: &str, arguments: &[&str]) -> Vec<String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
    command.args(["check", "--format", "json", "claims"]).args(arguments);
    let output = command.current_dir(folder).env_clear().output().unwrap();
    let report = serde_json::from_slice::<Value>(&output.stdout);
    assert!(report.is_ok(), "{code}: {}", String::from_utf8_lossy(&output.stderr));
    let report = report.unwrap();
    let findings = report["findings"].as_array().unwrap().iter();
    let of_code = findings.filter(|finding| finding["rule"] == code);
    of_code.map(|finding| finding["severity"].as_str().unwrap().to_owned()).collect()
}

/// Whether a code is the id of a built-in rule or of one of the case.
fn is_rule(case: &Case) -> bool {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
    command.args(["explain", &case.code]).current_dir(&case.folder).env_clear();
    command.output().unwrap().status.success()
}

/// A copy of a folder.
fn copied(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copied(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// What is wrong with how a code is ignored; nothing where all is right.
fn fault(case: &Case) -> Option<String> {
    let Case { code, folder, .. } = case;
    let all = severities(folder, code, &[]);
    if all.is_empty() {
        return Some(format!("nothing is reported under `{code}` in {}", folder.display()));
    }
    let by_flag = severities(folder, code, &["--ignore", code]);
    let held = tempfile::tempdir().unwrap();
    copied(folder, held.path());
    fs::write(held.path().join("gainsay.yaml"), format!("ignore: [{code}]\n")).unwrap();
    let by_file = severities(held.path(), code, &[]);
    // A problem with a record stays as a note, so that a file that is not read whole never passes unseen.
    let expected = if is_rule(case) { Vec::new() } else { vec!["note".to_owned(); all.len()] };
    (by_flag != expected || by_file != expected)
        .then(|| format!("`{code}` is still reported: {by_flag:?} with the flag, {by_file:?} with the file"))
}

#[test]
fn every_code_that_a_check_emits_can_be_ignored() {
    let cases = cases();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let faults: Vec<String> = std::thread::scope(|scope| {
        let part = |part: usize| cases.iter().skip(part).step_by(threads);
        let running =
            (0..threads).map(|at| scope.spawn(move || part(at).filter_map(fault).collect::<Vec<_>>()));
        let running: Vec<_> = running.collect();
        running.into_iter().flat_map(|part| part.join().unwrap()).collect()
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The codes in the sources at and below `folder`.
fn codes(folder: &Path) -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            codes.extend(self::codes(&path));
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let quoted = ["Problem::new(", "Refusal::new(", "Self::new("]
            .into_iter()
            .flat_map(|call| text.split(call).skip(1).filter_map(|rest| rest.trim_start().strip_prefix('"')));
        let named = quoted.filter_map(|rest| rest.split('"').next());
        codes.extend(
            named
                .filter(|code| code.bytes().all(|b| b == b'-' || b.is_ascii_lowercase() || b == b'8'))
                .map(str::to_owned),
        );
    }
    codes
}

#[test]
fn every_code_is_emitted_by_a_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [
        "src/files",
        "crates/gainsay-yaml/src",
        "crates/gainsay-core/src/claim",
        "crates/gainsay-core/src/check",
    ];
    let mut known: BTreeSet<String> = folders.iter().flat_map(|folder| codes(&root.join(folder))).collect();
    // Problems that rules on records find are reported under the id of their rule.
    let of_rules = codes(&root.join("crates/gainsay-core/src/check/record"));
    known.retain(|code| !of_rules.contains(code) || code == "missing-key");
    let emitted: BTreeSet<String> = cases().into_iter().map(|case| case.code).collect();
    let missing: Vec<&String> = known
        .iter()
        .filter(|code| !emitted.contains(*code) && !NOT_EMITTED.contains(&code.as_str()))
        .collect();
    assert!(known.len() > 25, "{known:?}");
    assert!(missing.is_empty(), "no test emits {missing:?}");
}
