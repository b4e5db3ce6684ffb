//! A repository of claims from its first day through a pull request, an acceptance and its end; and the same bytes whatever
//! the number of threads and the order of files.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

mod repository;

use std::process::Command;

use repository::{Repository, claim, clean};
use serde_json::Value;

#[test]
fn from_an_empty_repository_to_an_accepted_conflict_and_its_end() {
    let repository = Repository::new("pipeline");
    assert_eq!(repository.told(&["init", "--ci", "github"]).0, 0);
    repository.write("claims/fire/herald.yaml", &claim("herald-2", "herald", "fire", "100"));
    repository
        .write("claims/fire/registry.yaml", "sources: { herald: {}, gazette: {} }\nsubjects: { fire: {} }\n");
    repository.commit("claims");
    assert_eq!(repository.told(&["check"]).0, 0);

    // A pull request brings a contradiction.
    repository.git(&["switch", "--quiet", "--create", "topic"]);
    repository.write("claims/fire/gazette.yaml", &claim("gazette-2", "gazette", "fire", "12"));
    repository.commit("what the gazette says");
    let since = ["check", "--since", "main", "--today", "2026-06-01"];
    let (status, report) = repository.told(&[&since[..], &["--format", "json"]].concat());
    let report: Value = serde_json::from_str(&report).unwrap();
    assert_eq!((status, report["findings"].as_array().unwrap().len()), (1, 1));
    let fingerprint = report["findings"][0]["fingerprint"].as_str().unwrap();

    // Code scanning and annotations point at the changed line.
    let (_, github) =
        repository.told(&[&since[..], &["--format", "github", "-o", "sarif=out.sarif"]].concat());
    assert!(github.starts_with("::error "), "{github}");
    assert!(github.contains("file=claims/fire/gazette.yaml,line=6,"), "{github}");
    let sarif = std::fs::read_to_string(repository.0.join("out.sarif")).unwrap();
    let sarif: Value = serde_json::from_str(&sarif).unwrap();
    let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "claims/fire/gazette.yaml");
    assert_eq!(place["region"]["startLine"], 6);

    // People live with it for a while.
    let reason = ["--reason", "one counts the ward", "--expires", "2026-12-31", "--today", "2026-06-01"];
    assert_eq!(repository.told(&[&["accept", fingerprint][..], &reason].concat()).0, 0);
    assert_eq!(repository.told(&since).0, 0);

    // Then no longer.
    let (status, told) = repository.told(&["check", "--since", "main", "--today", "2027-01-01"]);
    assert_eq!(status, 1);
    assert!(told.contains("warning[accepted-expired]") && told.contains("error[death-toll]"), "{told}");
    let underlined = told.lines().skip_while(|line| !line.contains("expires:")).nth(1).unwrap();
    assert!(underlined.contains("─┬─"), "{told}");
}

#[test]
fn threads_and_the_order_of_files_change_no_byte() {
    let claims = concat!(env!("CARGO_MANIFEST_DIR"), "/claims");
    let mut paths: Vec<_> = std::fs::read_dir(format!("{claims}/dprk"))
        .unwrap()
        .map(|entry| format!("claims/dprk/{}", entry.unwrap().file_name().to_string_lossy()))
        .collect();
    paths.sort();
    let check = |threads: &str, paths: &[String]| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_gainsay"));
        program.env_clear().env("RAYON_NUM_THREADS", threads);
        let output = clean(program)
            .args(["check", "--format", "json", "--today", "2026-06-01"])
            .args(paths)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1));
        output.stdout
    };
    let first = check("1", &paths);
    for run in 0..20 {
        let threads = ["1", "2", "8"][run % 3];
        let at = run * 7 % paths.len();
        paths.rotate_left(at);
        if run % 2 == 1 {
            paths.reverse();
        }
        assert!(check(threads, &paths) == first, "run {run} with {threads} threads");
    }
}
