//! Fingerprints: findings are called the same from run to run, though their claims have no ids and are moved.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const HERALD: &str =
    "  - { source: herald, subject: flood, attribute: deaths, value: at least 30, as-of: 2024-05-02 }\n";
const GAZETTE: &str =
    "  - source: gazette\n    subject: flood\n    attribute: deaths\n    value: 12\n    as-of: 2024-05-02\n";
/// Published in the future, quoted wrongly, and by the source that it cites never said.
const COURIER: &str = "  - source: courier\n    subject: flood\n    attribute: deaths\n    value: 77\n    as-of: 2024-05-02\n    \
                       published: 2090-01-01\n    cites: gazette\n    quote: more than 44 are dead\n";
/// Two records that say the same.
const TWICE: &str =
    "  - { source: tribune, subject: quake, attribute: magnitude, value: 6.1, published: 2091-01-01 }\n";
const OTHERS: &str = "  - { source: herald, subject: fire, attribute: deaths, value: 3, as-of: 2024-05-02 }\n  \
                      - { source: gazette, subject: fire, attribute: deaths, value: 300, as-of: 2024-05-02 }\n";

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fingerprints").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("claims")).unwrap();
    fs::create_dir_all(folder.join("rules")).unwrap();
    let rule = "rules:\n  - id: house-style\n    title: Claims are complete\n    records: { require: [url, speaker] }\n";
    fs::write(folder.join("rules/own.yaml"), rule).unwrap();
    folder
}

fn write(folder: &Path, path: &str, parts: &[&str]) {
    let path = folder.join("claims").join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, parts.concat()).unwrap();
}

/// The rule and the fingerprint of each finding, as often as it is there.
fn found(folder: &Path) -> Vec<(String, String)> {
    let done = Command::new(env!("CARGO_BIN_EXE_gainsay"))
        .args(["check", "--format=json", "--today=2024-06-01"])
        .current_dir(folder)
        .env_clear()
        .output()
        .unwrap();
    let report: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let text = |finding: &serde_json::Value, key| finding[key].as_str().unwrap().to_owned();
    let mut found: Vec<_> =
        findings.iter().map(|finding| (text(finding, "rule"), text(finding, "fingerprint"))).collect();
    found.sort();
    found
}

#[test]
fn claims_without_ids_may_move() {
    let before = folder("before");
    write(&before, "a.yaml", &["claims:\n", HERALD, GAZETTE, COURIER, TWICE, TWICE]);
    let before = found(&before);
    for rule in ["death-toll", "house-style", "quotes", "record-dates"] {
        assert!(before.iter().any(|(of, _)| of == rule), "{rule}: {before:?}");
    }

    let renamed = folder("renamed");
    write(&renamed, "2024/z.yaml", &["# moved\n\n\nclaims:\n", HERALD, GAZETTE, COURIER, TWICE, TWICE]);
    assert_eq!(found(&renamed), before);

    let apart = folder("apart");
    write(&apart, "a.yaml", &["claims:\n", TWICE, COURIER, "# between\n", GAZETTE]);
    write(&apart, "b.yaml", &["claims:\n", TWICE]);
    write(&apart, "c/d.yaml", &["claims:\n", HERALD]);
    assert_eq!(found(&apart), before);

    let more = folder("more");
    write(&more, "0.yaml", &["claims:\n", OTHERS]);
    write(&more, "a.yaml", &["claims:\n", OTHERS, HERALD, OTHERS, GAZETTE, COURIER, OTHERS, TWICE, TWICE]);
    let more = found(&more);
    // What is not compared is counted of all claims in one note, whose fingerprint is that of its reason.
    assert!(before.iter().all(|finding| more.contains(finding)), "{before:?}\n{more:?}");
}

#[test]
fn equal_claims_are_told_apart() {
    let folder = folder("equal");
    write(&folder, "a.yaml", &["claims:\n", TWICE, TWICE, TWICE]);
    let found = found(&folder);
    // The url and the speaker that each of them lacks, and the day on which it was published.
    assert_eq!(found.len(), 9, "{found:?}");
    let unique: BTreeSet<&(String, String)> = found.iter().collect();
    assert_eq!(unique.len(), 9, "{found:?}");
}

#[test]
fn claims_that_share_an_id_may_move() {
    let claim = |id: &str, source: &str, value: &str| {
        format!(
            "  - {{ id: {id}, source: {source}, subject: flood, attribute: deaths, value: {value}, as-of: 2024-05-02 }}\n"
        )
    };
    let (one, other) = (claim("x", "herald", "30"), claim("x", "gazette", "12"));
    let (together, apart) = (folder("shared"), folder("shared-apart"));
    write(&together, "a.yaml", &["claims:\n", &one, &other]);
    write(&apart, "a.yaml", &["claims:\n", &other]);
    write(&apart, "b.yaml", &["claims:\n", &one]);
    assert_eq!(found(&together), found(&apart));
    assert!(found(&together).iter().any(|(rule, _)| rule == "death-toll"));
}

#[test]
fn problems_are_told_apart_by_the_words_that_are_wrong() {
    let folder = folder("problems");
    let mapping = "read: tolls.csv\nskip: [{ status: draft }, { status: withdrawn }, { kind: draft }]\nsubject: flood\n\
                   attribute: deaths\nsource: { from: paper }\nvalue: { from: dead }\n";
    write(&folder, "tolls.map.yaml", &[mapping]);
    let rows = ["Herald,30,a,b\n", "Gazette,abc,a,b\n", "Post,abc,a,b\n", "Post\n", "Welt\n"];
    write(&folder, "tolls.csv", &["paper,dead,status,kind\n", &rows.concat()]);
    let before = found(&folder);
    let of = |code: &str| before.iter().filter(|(rule, _)| rule == code).collect::<BTreeSet<_>>().len();
    let counts = ["unmatched-condition", "unreadable-value", "malformed-table"].map(of);
    assert_eq!(counts, [3, 2, 2], "{before:?}");
    // Wherever they are.
    let moved: Vec<&str> = rows.iter().rev().flat_map(|row| ["\n", *row]).collect();
    write(&folder, "tolls.csv", &["paper,dead,status,kind\n", &moved.concat()]);
    assert_eq!(found(&folder), before);
}

#[test]
fn a_row_that_is_there_again_changes_no_fingerprint() {
    let folder = folder("again");
    let mapping = "read: tolls.csv\nsubject: flood\nattribute: deaths\nsource: { from: paper }\nvalue: { from: dead }\n";
    write(&folder, "tolls.map.yaml", &[mapping]);
    let of_dispute = |rows: &str| {
        write(&folder, "tolls.csv", &["paper,dead\n", rows]);
        found(&folder).into_iter().filter(|(rule, _)| rule == "death-toll").collect::<Vec<_>>()
    };
    let before = of_dispute("Herald,30\nGazette,12\n");
    assert_eq!(before.len(), 1);
    assert_eq!(of_dispute("Herald,30\nGazette,12\nHerald,30\nGazette,12\n"), before);
    assert_ne!(of_dispute("Herald,30\nGazette,12\nPost,12\n"), before);
}
