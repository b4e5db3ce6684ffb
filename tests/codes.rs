//! Every code that a check emits can be ignored, by a flag and by the configuration, and is emitted by a test.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use gainsay_core::problem::Code;
use serde_json::Value;

/// Claim files for the codes that no folder in `tests/cases/` emits: each code, the text of `claims/a.yaml`, and that of
/// `claims/copy.txt`.
const FURTHER: [(&str, &str, &[u8]); 12] = [
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
    (
        "subject-ring",
        "subjects: { u: { part-of: w }, w: { part-of: u } }\nclaims: [{ id: a, source: s, subject: u, attribute: deaths, value: 3 }]",
        b"",
    ),
];

/// The codes that nothing emits here: an archived copy that is too large has 64 MiB, and paths of a configuration are not
/// looked at where paths are given.
const NOT_EMITTED: [Code; 2] = [Code::ArchiveTooLarge, Code::UnmatchedPath];

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
    let expected = if code.parse::<Code>().is_ok() { vec!["note".to_owned(); all.len()] } else { Vec::new() };
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

#[test]
fn every_code_of_a_finding_is_emitted_by_a_test() {
    let emitted: BTreeSet<String> = cases().into_iter().map(|case| case.code).collect();
    let findings = Code::ALL.iter().filter(|code| code.is_finding() && !NOT_EMITTED.contains(code));
    let missing: Vec<&Code> = findings.filter(|code| !emitted.contains(code.name())).collect();
    assert!(missing.is_empty(), "no test emits {missing:?}");
}

#[test]
fn no_check_emits_the_code_of_a_failure() {
    for case in cases() {
        assert!(case.code.parse::<Code>().map_or(true, Code::is_finding), "{}", case.code);
    }
}

#[test]
fn only_codes_of_findings_can_be_ignored_and_every_code_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("claims")).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
        let output = command.args(arguments).current_dir(folder.path()).env_clear().output().unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap(),
        )
    };
    for code in Code::ALL {
        let (status, printed) = run(&["check", "--ignore", code.name()]);
        assert_eq!(status != Some(2), code.is_finding(), "{printed}");
        let (status, printed) = run(&["explain", code.name()]);
        let title = printed.lines().next().unwrap();
        assert_eq!((status, title), (Some(0), format!("{code}: {}", code.summary()).as_str()));
        let words = printed.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words.contains(&format!("--ignore {code}`")), code.is_finding(), "{printed}");
    }
}
