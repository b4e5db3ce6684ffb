//! `gainsay check --shard` and `gainsay merge`: every output is that of one run, and shards that do not belong together are refused.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The status, and what is written to standard output and to standard error.
type Done = (Option<i32>, String, String);

/// A folder with claims about four subjects.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("merge").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("claims")).unwrap();
    let subjects = ["fire", "flood", "storm", "quake"];
    for (source, value) in [("herald", "at least 30"), ("gazette", "12"), ("desk", "30")] {
        let cites = if source == "desk" { ", cites: herald" } else { "" };
        let claims = subjects.map(|subject| {
            format!("  - {{ id: {source}-{subject}, subject: {subject}, attribute: deaths, value: {value}{cites} }}\n")
        });
        let text = format!("report: {{ source: {source}, as-of: 2024-05-02 }}\nclaims:\n{}", claims.concat());
        fs::write(folder.join(format!("claims/{source}.yaml")), text).unwrap();
    }
    folder
}

fn gainsay(folder: &Path, arguments: &[&str]) -> Done {
    let done = Command::new(env!("CARGO_BIN_EXE_gainsay"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (done.status.code(), text(done.stdout), text(done.stderr))
}

/// Writes the shards of `folder`, and returns their names.
fn shards(folder: &Path, of: usize) -> Vec<String> {
    let shard = |number: usize| {
        let file = format!("{number}-{of}.json");
        let done = gainsay(folder, &["check", "--shard", &format!("{number}/{of}"), "-o", &file]);
        assert_eq!(done, (Some(0), String::new(), String::new()));
        file
    };
    (1..=of).map(shard).collect()
}

/// Merges these files, and returns the message and the help of the failure.
fn refused(folder: &Path, files: &[&str]) -> String {
    let (status, out, err) = gainsay(folder, &[&["merge"], files].concat());
    assert_eq!((status, out.as_str()), (Some(2), ""));
    err.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_format_and_the_exit_status_are_those_of_one_run() {
    let folder = folder("formats");
    let shards = shards(&folder, 3);
    let shards: Vec<&str> = shards.iter().map(String::as_str).collect();
    let formats = ["text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown"]
        .map(|format| vec!["--format", format]);
    let others = [
        vec!["--show", "note"],
        vec!["--statistics"],
        vec!["--fail-on", "never"],
        vec!["--fail-on", "not-compared"],
        vec!["--select", "attribution"],
        vec!["--ignore", "casualty-*"],
        vec!["--max-findings", "1"],
        vec!["--quiet"],
        vec!["--write-baseline", "known.yaml"],
    ];
    for arguments in formats.into_iter().chain(others) {
        let merged = gainsay(&folder, &[&["merge"][..], &shards, &arguments].concat());
        let at_once = gainsay(&folder, &[&["check"][..], &arguments].concat());
        assert_eq!(merged, at_once, "{arguments:?}");
    }
    // In whatever order.
    let turned: Vec<&str> = shards.iter().rev().copied().collect();
    assert_eq!(gainsay(&folder, &[&["merge"][..], &turned].concat()), gainsay(&folder, &["check"]));
}

#[test]
fn shards_that_do_not_belong_together_are_refused() {
    let folder = folder("refused");
    let (two, three) = (shards(&folder, 2), shards(&folder, 3));
    assert_eq!(
        refused(&folder, &[&three[2]]),
        "error: 2 shards are missing: 1/3, 2/3 help: write it with `gainsay check --shard 1/3`, and give all 3 files"
    );
    assert_eq!(
        refused(&folder, &[&two[0], &two[1], &two[0]]),
        "error: `1-2.json` and `1-2.json` are both shard 1 help: give each shard once"
    );
    assert_eq!(
        refused(&folder, &[&two[0], &three[1]]),
        "error: `1-2.json` is one of 2 shards, and `2-3.json` one of 3 help: give the shards of one run, all with the \
         same number behind the slash"
    );
    assert_eq!(
        refused(&folder, &["claims/desk.yaml"]).split(':').nth(1),
        Some(" `claims/desk.yaml` is not a shard")
    );
    assert_eq!(
        refused(&folder, &["none.json"]),
        "error: cannot read the shard `none.json`: no such file or folder help: `gainsay check --shard 1/2 -o FILE` \
         writes one"
    );
    let claims = folder.join("claims/desk.yaml");
    let text = fs::read_to_string(&claims).unwrap();
    fs::write(&claims, text.replace("value: 30", "value: 31")).unwrap();
    assert_eq!(
        refused(&folder, &[&two[0], &two[1]]),
        "error: the shards were not written from the files that are here help: run `gainsay merge` in the same folder, \
         or write the shards again if files have changed since"
    );
    let other = gainsay(&folder, &["check", "--shard", "2/2", "-o", "other.json"]);
    assert_eq!(other.0, Some(0));
    assert_eq!(
        refused(&folder, &[&two[0], "other.json"]),
        "error: `1-2.json` and `other.json` are not of the same files and settings help: write all shards again, from \
         the same claims, rules and configuration, into a folder without claims"
    );
    fs::rename(folder.join("claims"), folder.join("elsewhere")).unwrap();
    assert!(
        refused(&folder, &[&two[0], &two[1]])
            .contains("the shards were not written from the files that are here")
    );
}

#[test]
fn a_shard_of_another_version_or_changed_by_hand_is_refused() {
    let folder = folder("changed");
    let shards = shards(&folder, 2);
    let texts =
        || shards.iter().map(|name| fs::read_to_string(folder.join(name)).unwrap()).collect::<Vec<_>>();
    let before = texts();
    let merge = |from: &str, to: &str| {
        for (name, text) in shards.iter().zip(&before) {
            assert!(text.contains(from) || !name.starts_with('1'), "{from}");
            fs::write(folder.join(name), text.replace(from, to)).unwrap();
        }
        refused(&folder, &[&shards[0], &shards[1]])
    };
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(
        merge(&format!("\"gainsay\":\"{version}\""), "\"gainsay\":\"99.1.0\""),
        format!(
            "error: `1-2.json` was written by gainsay 99.1.0 in version 1 of the format, and this is gainsay {version} \
             with version 1 help: write and merge all shards with one version of gainsay"
        )
    );
    assert_eq!(
        merge("\"labels\":[[[", "\"labels\":[[[9"),
        "error: a shard names claims or files that are not there help: write the shards again with `gainsay check --shard`"
    );
    assert!(merge("\"found\":{", "\"found\":{\"findings\":3,").contains("is not a shard"));
    assert!(merge("\"shard\":1", "\"shard\":7").contains("`1-2.json` is shard 7 of 2"));
}

#[test]
fn what_is_for_merging_is_refused_where_a_shard_is_written() {
    let folder = folder("flags");
    for flags in [
        &["--fail-on", "never"][..],
        &["--format", "json"],
        &["--fix"],
        &["--since", "main"],
        &["--select", "x"],
    ] {
        let (status, _, err) = gainsay(&folder, &[&["check", "--shard", "1/2"], flags].concat());
        assert!(status == Some(2) && err.contains("cannot be used with"), "{flags:?}: {err}");
    }
    let (status, _, err) = gainsay(&folder, &["check", "--shard", "3/2"]);
    assert!(
        status == Some(2) && err.contains("write the number of the shard and how many there are"),
        "{err}"
    );
    let (status, _, err) = gainsay(&folder, &["check", "--shard", "1/2", "-o", "json=a.json"]);
    assert!(status == Some(2) && err.contains("a shard has its own format"), "{err}");
    let (status, _, err) = gainsay(&folder, &["check", "--shard", "1/2", "-"]);
    assert!(status == Some(2) && err.contains("standard input cannot be read"), "{err}");
}
