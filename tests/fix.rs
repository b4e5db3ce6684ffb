//! `gainsay check --fix`: a corpus with every kind of slip, what is written and what is not.
//!
//! `tests/fixes/before` holds the slips that can be fixed unseen, and `tests/fixes/after` the same files as `--fix` leaves them;
//! `tests/fixes/suggested` those that need `--suggested`. `SNAPSHOTS=overwrite cargo test` writes the second of each anew.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The files at and below a folder with their bytes, by their paths from it.
type Bytes = BTreeMap<PathBuf, Vec<u8>>;

fn own(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn files(folder: &Path) -> Bytes {
    let mut files = Bytes::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = PathBuf::from(path.file_name().unwrap());
        if path.is_dir() {
            files.extend(self::files(&path).into_iter().map(|(inner, bytes)| (name.join(inner), bytes)));
        } else {
            files.insert(name, fs::read(path).unwrap());
        }
    }
    files
}

fn write(folder: &Path, files: &Bytes) {
    for (path, bytes) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// A repository with `files` in its folder `claims`.
fn repository(files: &Bytes) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    write(&folder.path().join("claims"), files);
    folder
}

fn file(name: &str, text: &str) -> Bytes {
    Bytes::from([(name.into(), text.into())])
}

/// What a run came to.
struct Done {
    status: i32,
    out: String,
    err: String,
}

fn check(folder: &Path, arguments: &[&str]) -> Done {
    let output = Command::new(env!("CARGO_BIN_EXE_gainsay"))
        .args(["check", "--today", "2024-01-01"])
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Done { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// Holds the files in the folder `before` of the project, once they are fixed, to those in the folder `after`.
fn fixes(before: &str, after: &str, arguments: &[&str]) {
    let folder = repository(&files(&own(before)));
    let claims = folder.path().join("claims");
    let done = check(folder.path(), arguments);
    let found = files(&claims);
    if std::env::var_os("SNAPSHOTS").is_some_and(|action| action == "overwrite") {
        let _ = fs::remove_dir_all(own(after));
        write(&own(after), &found);
    }
    for (path, bytes) in &files(&own(after)) {
        let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(shown(&found[path]), shown(bytes), "{}", path.display());
    }
    assert_eq!((done.status, done.err.contains(" fixed")), (0, true), "{}{}", done.out, done.err);
    let again = check(folder.path(), arguments);
    assert!(again.err.starts_with("nothing fixed"), "{}", again.err);
    assert_eq!((files(&claims), again.status), (found, 0));
}

#[test]
fn every_slip_that_is_safe_to_fix_is_fixed_at_once() {
    fixes("tests/fixes/before", "tests/fixes/after", &["--fix"]);
}

#[test]
fn suggested_fixes_are_applied_where_they_are_asked_for() {
    fixes("tests/fixes/suggested/before", "tests/fixes/suggested/after", &["--fix", "--suggested"]);
}

#[test]
fn each_fix_has_a_line_and_the_report_is_of_what_is_left() {
    let text = "claims:\n  - { sorce: a, attribute: deaths, value: 1,500, as-of: 2020-1-1 }\n  - { source: a, atribute: b, wrong: c }\n";
    let folder = repository(&file("a.yaml", text));
    let done = check(folder.path(), &["--fix", "--format", "concise"]);
    assert_eq!(
        done.err,
        "claims/a.yaml:2: unknown-key: write `source`\n\
         claims/a.yaml:2: invalid-value: put it in quotation marks\n\
         claims/a.yaml:2: not-a-date: write `2020-01-01`\n\
         claims/a.yaml:3: unknown-key: write `attribute`\n\
         4 problems in 1 file fixed\n"
    );
    assert!(done.status == 1 && done.out.contains("unknown key `wrong`"), "{}", done.out);
    assert!(!done.out.contains("sorce"), "{}", done.out);
    let fixed = fs::read_to_string(folder.path().join("claims/a.yaml")).unwrap();
    assert!(
        fixed.contains("{ source: a, attribute: deaths, value: \"1,500\", as-of: 2020-01-01 }"),
        "{fixed}"
    );
}

#[test]
fn a_diff_is_what_would_be_written_and_git_can_apply_it() {
    let before = files(&own("tests/fixes/before"));
    let folder = repository(&before);
    let done = check(folder.path(), &["--diff"]);
    assert_eq!((files(&folder.path().join("claims")), done.status), (before, 2));
    let patch = folder.path().join("fix.patch");
    fs::write(&patch, done.out).unwrap();
    fs::remove_dir(folder.path().join(".git")).unwrap();
    let mut git = Command::new("git");
    git.args(["apply", "-p0", "--whitespace=nowarn", "fix.patch"]).current_dir(folder.path());
    assert!(git.status().unwrap().success());
    assert_eq!(files(&folder.path().join("claims")), files(&own("tests/fixes/after")));
}

#[test]
fn what_is_not_reported_is_not_fixed() {
    let text = "claims:\n  - { sorce: a, attribute: deaths, value: 1, as-of: 2020-1-1 }\n  - { source: a, attribute: b, value: 1 }\n";
    let folder = repository(&file("a.yaml", text));
    let done = check(folder.path(), &["--fix", "--ignore", "unknown-key"]);
    assert!(done.err.ends_with("1 problem in 1 file fixed\n"), "{}", done.err);
    let known = check(folder.path(), &["--write-baseline", "known.yaml"]);
    assert_eq!(known.err, "");
    let done = check(folder.path(), &["--fix", "--baseline", "known.yaml"]);
    assert_eq!(done.err, "nothing fixed\n");
    let left = fs::read_to_string(folder.path().join("claims/a.yaml")).unwrap();
    assert_eq!(left, text.replace("2020-1-1", "2020-01-01"));
}

#[test]
fn the_configuration_is_fixed_before_it_is_used() {
    let folder = repository(&file("a.yaml", "claims:\n  - { sorce: a, attribute: b, value: 1 }\n"));
    let path = folder.path().join("gainsay.yaml");
    let text = "fail_on: error # or warning\n";
    fs::write(&path, text).unwrap();
    let shown = check(folder.path(), &["--diff"]);
    assert!(shown.status == 2 && shown.out.ends_with("+fail-on: error # or warning\n"), "{}", shown.out);
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    let done = check(folder.path(), &["--fix"]);
    assert_eq!(
        (done.status, done.err.as_str()),
        (
            0,
            "gainsay.yaml:1: unknown-key: write `fail-on`\n1 problem in 1 file fixed\n\
             claims/a.yaml:2: unknown-key: write `source`\n1 problem in 1 file fixed\n"
        )
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), "fail-on: error # or warning\n");
}

#[test]
fn files_that_are_not_yaml_keep_their_text() {
    let text = "claims:\n  - { sorce: a, as-of: 2020-1-1 }\n  - id: \"b\n";
    for text in [text, "claims:\n  - { sorce: *nobody, as-of: 2020-1-1 }\n"] {
        let folder = repository(&file("a.yaml", text));
        let done = check(folder.path(), &["--fix", "--suggested"]);
        assert_eq!((done.status, done.err.as_str()), (1, "nothing fixed\n"), "{}", done.out);
        assert!(!done.out.contains("  fix: "), "{}", done.out);
        assert_eq!(fs::read_to_string(folder.path().join("claims/a.yaml")).unwrap(), text);
    }
}

#[test]
fn however_many_names_are_declared_a_second_run_declares_none() {
    let claim = |at| format!("  - {{ source: paper-{at}, attribute: deaths, value: 1 }}\n");
    let claims: String = (10..40).map(claim).collect();
    let folder = repository(&file("a.yaml", &format!("sources:\n  first:\nclaims:\n{claims}{claims}")));
    let done = check(folder.path(), &["--fix", "--suggested"]);
    assert!(done.err.ends_with("30 problems in 1 file fixed\n"), "{}", done.err);
    let text = fs::read_to_string(folder.path().join("claims/a.yaml")).unwrap();
    let names = (10..40).map(|at| format!("  paper-{at}:\n")).collect::<Vec<_>>().concat();
    assert!(text.starts_with(&format!("sources:\n  first:\n{names}claims:\n")), "{text}");
    assert_eq!(check(folder.path(), &["--fix", "--suggested"]).err, "nothing fixed\n");
}

#[test]
fn a_changed_value_is_accepted_anew_where_that_is_asked_for() {
    let claim = |id, value| {
        format!(
            "  - {{ id: {id}, source: {id}, subject: flood, attribute: deaths, value: {value}, as-of: 2023-05-02 }}\n"
        )
    };
    let entry = |value: &str| {
        format!("accepted:\n  - {{ rule: death-toll, values: {{ a: {value}, b: 44 }}, reason: the ward }}\n")
    };
    let claims = format!("claims:\n{}{}", claim("a", "\"1,500\""), claim("b", "44"));
    let folder = repository(&file("a.yaml", &format!("{claims}{}", entry("12"))));
    assert_eq!(check(folder.path(), &["--fix"]).err, "nothing fixed; 1 more with `--suggested`\n");
    let done = check(folder.path(), &["--fix", "--suggested"]);
    assert_eq!(done.status, 0, "{}{}", done.out, done.err);
    let fixed = fs::read_to_string(folder.path().join("claims/a.yaml")).unwrap();
    assert_eq!(fixed, format!("{claims}{}", entry("\"1,500\"")));
}

#[test]
fn of_two_spellings_that_are_used_equally_often_none_is_written() {
    let claim = |id: &str, source: &str, subject: &str| {
        format!(
            "  - {{ id: {id}, source: {source}, subject: {subject}, attribute: deaths, value: 3, as-of: 2024-05-02 }}\n"
        )
    };
    let (one, other) = (claim("a", "s", "warehouse-fire"), claim("b", "t", "warehose-fire"));
    let folder = repository(&file("a.yaml", &format!("claims:\n{one}{other}")));
    let done = check(folder.path(), &["--fix", "--suggested"]);
    assert_eq!(done.err, "nothing fixed\n");
    let help = "help: both are used equally often: keep one of them, or declare both under `subjects`";
    assert!(done.out.contains(help) && !done.out.contains("did you mean"), "{}", done.out);
    let more = claim("c", "u", "warehouse-fire");
    let folder = repository(&file("a.yaml", &format!("claims:\n{one}{other}{more}")));
    let done = check(folder.path(), &["--fix", "--suggested"]);
    let fixed = "claims/a.yaml:3: similar-name: write `warehouse-fire`\n1 problem in 1 file fixed\n";
    assert!(done.err.starts_with(fixed), "{}", done.err);
}

#[test]
fn json_stays_json() {
    let text = r#"{"sources": { }, "claims": [{"source": "paper", "attribute": "deaths", "value": 1}]}"#;
    let both =
        Bytes::from([("a.json".into(), text.into()), ("b.yaml".into(), "sources: { herald: }\n".into())]);
    let folder = repository(&both);
    check(folder.path(), &["--fix", "--suggested"]);
    let fixed = fs::read_to_string(folder.path().join("claims/a.json")).unwrap();
    assert_eq!(fixed, text.replace("{ }", "{ \"paper\": {} }"));
}

#[test]
fn what_is_put_in_at_the_start_comes_behind_a_byte_order_mark() {
    let claims = "claims:\n  - { attribute: deaths, value: 1 }\n";
    let folder = repository(&file("a.yaml", &format!("\u{feff}source: x\nsubject: s\n{claims}")));
    let done = check(folder.path(), &["--fix", "--suggested"]);
    assert_eq!(done.status, 0, "{}{}", done.out, done.err);
    let fixed = fs::read_to_string(folder.path().join("claims/a.yaml")).unwrap();
    assert_eq!(fixed, format!("\u{feff}report:\n  source: x\n  subject: s\n{claims}"));
}

#[test]
fn standard_input_and_half_a_wish_are_refused() {
    let folder = repository(&file("a.yaml", "claims: []\n"));
    for (arguments, why) in [
        (&["--fix", "-"][..], "standard input cannot be fixed"),
        (&["--suggested"][..], "`--suggested` has no effect alone"),
        (&["--fix", "--write-baseline", "b.yaml"][..], "cannot be used with"),
    ] {
        let done = check(folder.path(), arguments);
        assert!(done.status == 2 && done.err.contains(why), "{}", done.err);
    }
}

#[cfg(unix)]
mod links_and_permissions {
    use std::fs::Permissions;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    const SLIP: &str = "claims:\n  - { sorce: a, attribute: b, value: 1 }\n";

    #[test]
    fn a_read_only_file_stays_and_the_others_are_fixed() {
        let both = Bytes::from([("a.yaml".into(), SLIP.into()), ("b.yaml".into(), SLIP.into())]);
        let folder = repository(&both);
        let path = folder.path().join("claims/a.yaml");
        fs::set_permissions(&path, Permissions::from_mode(0o444)).unwrap();
        let done = check(folder.path(), &["--fix"]);
        assert!(done.status == 2 && done.err.contains("cannot fix `claims/a.yaml`: "), "{}", done.err);
        assert!(
            done.err.starts_with("claims/b.yaml:2: unknown-key: write `source`\n1 problem in 1 file fixed\n")
        );
        assert_eq!(fs::read_to_string(path).unwrap(), SLIP);
        let other = fs::read_to_string(folder.path().join("claims/b.yaml")).unwrap();
        assert_eq!(other, SLIP.replace("sorce", "source"));
    }

    #[test]
    fn nothing_is_written_through_a_link_that_leads_out() {
        let outside = repository(&file("a.yaml", SLIP));
        let folder = repository(&file("b.yaml", "claims: []\n"));
        let target = outside.path().join("claims/a.yaml");
        symlink(&target, folder.path().join("claims/a.yaml")).unwrap();
        check(folder.path(), &["--fix", "claims"]);
        check(folder.path(), &["--fix", "claims/a.yaml"]);
        assert_eq!(fs::read_to_string(&target).unwrap(), SLIP);
    }

    #[test]
    fn a_link_and_the_permissions_stay() {
        let folder = repository(&file("a.yaml", SLIP));
        let (target, link) = (folder.path().join("claims/a.yaml"), folder.path().join("b.yaml"));
        fs::set_permissions(&target, Permissions::from_mode(0o640)).unwrap();
        symlink(&target, &link).unwrap();
        let done = check(folder.path(), &["--fix", "b.yaml"]);
        assert_eq!(done.err, "b.yaml:2: unknown-key: write `source`\n1 problem in 1 file fixed\n");
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&target).unwrap(), SLIP.replace("sorce", "source"));
        assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
