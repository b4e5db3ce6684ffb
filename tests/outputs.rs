//! Several outputs of one run: which go where, and what happens where one cannot be written.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder with two claims in conflict.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("outputs").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("claims")).unwrap();
    for (source, value) in [("herald", "at least 30"), ("gazette", "12")] {
        let claims = format!(
            "claims:\n  - id: {source}-1\n    source: {source}\n    subject: fire\n    attribute: deaths\n    \
             value: {value}\n    as-of: 2024-05-02\n"
        );
        fs::write(folder.join(format!("claims/{source}.yaml")), claims).unwrap();
    }
    folder
}

fn check(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gainsay"))
        .arg("check")
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .envs(variables.iter().copied())
        .output()
        .unwrap()
}

fn shown(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

const ALL: [&str; 9] = ["text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown"];

#[test]
fn all_formats_at_once_are_what_each_is_alone() {
    let folder = folder("all");
    let outputs: Vec<String> = ALL.iter().map(|format| format!("--output={format}=out.{format}")).collect();
    let arguments: Vec<&str> = outputs.iter().map(String::as_str).collect();
    let done = check(&folder, &arguments, &[]);
    assert_eq!(done.status.code(), Some(1));
    for format in ALL {
        let alone = check(&folder, &["--format", format], &[]);
        assert_eq!(alone.status.code(), Some(1));
        let written = fs::read(folder.join(format!("out.{format}"))).unwrap();
        assert_eq!(shown(&written), shown(&alone.stdout), "{format}");
        assert!(shown(&written).contains("at least 30"), "{format}");
    }
    assert_eq!(shown(&done.stdout), shown(&fs::read(folder.join("out.text")).unwrap()));
}

#[test]
fn a_plain_path_takes_the_chosen_format() {
    let folder = folder("plain");
    let done = check(&folder, &["--format", "concise", "-o", "a=b.txt", "-o", "json=out.json"], &[]);
    assert_eq!((done.status.code(), shown(&done.stdout), shown(&done.stderr)), (Some(1), "", ""));
    let concise = fs::read_to_string(folder.join("a=b.txt")).unwrap();
    assert!(concise.starts_with("claims/gazette.yaml:6:12: error[death-toll]: "), "{concise}");
    assert_eq!(names(&folder), ["a=b.txt", "claims", "out.json"]);
}

#[test]
fn quiet_writes_files_only() {
    let folder = folder("quiet");
    let done = check(&folder, &["--quiet", "-o", "sarif=out.sarif"], &[]);
    assert_eq!((done.status.code(), shown(&done.stdout), shown(&done.stderr)), (Some(1), "", ""));
    assert_eq!(names(&folder), ["claims", "out.sarif"]);
}

#[test]
fn what_cannot_be_written_is_told_at_once_and_the_rest_is_written() {
    let folder = folder("unwritable");
    let done =
        check(&folder, &["-o", "sarif=no/a.sarif", "-o", "json=out.json", "-o", "junit=no/b.xml"], &[]);
    assert_eq!(done.status.code(), Some(2));
    assert_eq!(
        shown(&done.stderr),
        "error: cannot write `no/a.sarif`: no such file or folder; cannot write `no/b.xml`: no such file or\n  \
         folder\n  help: give a file in a folder that exists and that you may write to\n"
    );
    assert_eq!(names(&folder), ["claims", "out.json"]);
}

#[test]
fn wrong_outputs_are_refused() {
    let folder = folder("wrong");
    let done = check(&folder, &["-o", "sarif=a", "-o", "json=a"], &[]);
    assert_eq!(done.status.code(), Some(2));
    assert_eq!(shown(&done.stderr), "error: two outputs go to `a`\n  help: give each a path of its own\n");
    let done = check(&folder, &["-o", "junti=a"], &[]);
    assert_eq!(done.status.code(), Some(2));
    assert!(shown(&done.stderr).contains("`junti` is not a format; did you mean `junit`?"));
    assert_eq!(names(&folder), ["claims"]);
}

#[test]
fn github_gets_a_job_summary() {
    let folder = folder("summary");
    // Hosts are told of files from the top of the repository.
    fs::create_dir_all(folder.join(".git")).unwrap();
    fs::write(folder.join("summary.md"), "# of another step\n").unwrap();
    let summary = [("GITHUB_STEP_SUMMARY", "summary.md")];
    let done = check(&folder, &["--format", "text"], &summary);
    assert_eq!(done.status.code(), Some(1));
    assert_eq!(fs::read_to_string(folder.join("summary.md")).unwrap(), "# of another step\n");
    let done = check(&folder, &["--format", "github"], &summary);
    assert!(shown(&done.stdout).starts_with("::error file=claims/gazette.yaml,line=6,"));
    let markdown = check(&folder, &["--format", "markdown"], &[]);
    let expected = format!("# of another step\n{}", shown(&markdown.stdout));
    assert_eq!(fs::read_to_string(folder.join("summary.md")).unwrap(), expected);
}

#[test]
fn a_job_summary_that_cannot_be_written_is_told() {
    let folder = folder("no-summary");
    let done = check(&folder, &["--format", "github"], &[("GITHUB_STEP_SUMMARY", "no/summary.md")]);
    assert_eq!(done.status.code(), Some(2));
    assert!(shown(&done.stderr).starts_with("error: cannot write `no/summary.md`: no such file or folder"));
}

/// A folder with a conflict, and with slips of which some can be fixed for sure.
fn with_slips(name: &str) -> PathBuf {
    let folder = folder(name);
    let claim = |id: &str, value: &str, date: &str| {
        format!(
            "  - {{ id: {id}, source: herald, subject: flood, attribute: deaths, value: {value}, as-of: {date} }}\n"
        )
    };
    let slips = [("a", "3", "2024-5-2"), ("b", "3", "in spring"), ("c", "10,000", "2024-05-02")];
    let slips: String = slips.iter().map(|(id, value, date)| claim(id, value, date)).collect();
    fs::write(folder.join("claims/slips.yaml"), format!("claims:\n{slips}")).unwrap();
    folder
}

#[test]
fn statistics_count_what_each_rule_finds() {
    let folder = with_slips("statistics");
    let done = check(&folder, &["--statistics", "--show", "note"], &[]);
    assert_eq!((done.status.code(), shown(&done.stderr)), (Some(1), ""));
    snapbox::assert_data_eq!(
        shown(&done.stdout),
        snapbox::str![[r#"
2  error    not-a-date     [-]  A date is not written as one
1  error    death-toll          Sources give different numbers of dead
1  error    invalid-value  [*]  A value is not one that its key can have

[*] fixable with `gainsay check --fix`
[-] some of them fixable with `gainsay check --fix`

3 files, 2 claims of 2 sources: 4 errors; 1 pair compared, 0 not compared

"#]]
    );

    let json = |arguments: &[&str]| -> serde_json::Value {
        let done = check(&folder, arguments, &[]);
        serde_json::from_slice(&done.stdout).unwrap()
    };
    let (report, counted) =
        (json(&["--format=json"]), json(&["--statistics", "--show=note", "--format=json"]));
    assert_eq!(counted["summary"], report["summary"]);
    let rows = counted["statistics"].as_array().unwrap();
    let sum: u64 = rows.iter().map(|row| row["count"].as_u64().unwrap()).sum();
    assert_eq!(sum, report["findings"].as_array().unwrap().len() as u64);
    // All are counted, however many may be written.
    assert_eq!(
        json(&["--statistics", "--show=note", "--format=json", "--max-findings=1"])["statistics"],
        counted["statistics"]
    );
}

#[test]
fn statistics_are_text_or_json_and_the_other_outputs_hold_the_findings() {
    let folder = with_slips("statistics-outputs");
    let done = check(&folder, &["--statistics", "-o", "sarif=out.sarif"], &[]);
    assert!(shown(&done.stdout).contains("  error    death-toll "), "{}", shown(&done.stdout));
    assert!(fs::read_to_string(folder.join("out.sarif")).unwrap().contains("\"ruleId\": \"death-toll\""));
    let done = check(&folder, &["--statistics", "--format=sarif"], &[]);
    assert_eq!((done.status.code(), shown(&done.stdout)), (Some(2), ""));
    assert!(
        shown(&done.stderr)
            .starts_with("error: statistics are written as text or JSON, and neither is written\n")
    );
}
