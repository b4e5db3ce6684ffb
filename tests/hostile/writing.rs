//! Files that are written by several runs at once, that are read-only, and that are no files at all.

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{end, folder_of, gainsay, names_in, run};

const NO_FILE: &str = "it is not a regular file; write to `-` and pipe that on";

/// A folder with so many conflicts of two claims each, and the fingerprints of those.
fn conflicts(name: &str, count: usize) -> (PathBuf, Vec<String>) {
    let mut claims = "claims:\n".to_owned();
    for at in 0..count {
        for (source, value) in [("s1", 5), ("s2", 500)] {
            let _ = writeln!(
                claims,
                "  - {{ id: {source}-{at}, source: {source}, subject: x{at}, attribute: troops, value: {value}, as-of: 2024-01-01 }}"
            );
        }
    }
    let folder = folder_of(name, &[("claims/a.yaml", claims.as_bytes())]);
    let report = run(&folder, &["check", "--format", "json"]).out;
    let prints = report.split("\"fingerprint\": \"").skip(1).map(|rest| rest[..16].to_owned());
    let prints: Vec<_> = prints.collect();
    assert_eq!(prints.len(), count);
    (folder, prints)
}

/// Accepts all of `prints` at the same time, and returns the status and the message of each run.
fn accept_at_once(folder: &Path, prints: &[String]) -> Vec<(Option<i32>, String)> {
    let start = |print: &String| {
        let mut command = gainsay(folder, &["accept", print, "--reason", "both count"]);
        command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let runs: Vec<_> = prints.iter().map(start).collect();
    let ended = runs.into_iter().map(|mut child| {
        let err = child.stderr.take().unwrap();
        let status = end(child).unwrap().code();
        (status, std::io::read_to_string(err).unwrap())
    });
    ended.collect()
}

/// How many entries of `accepted:` there are.
fn entries(folder: &Path) -> usize {
    fs::read_to_string(folder.join("claims/a.yaml")).unwrap().matches("reason: both count").count()
}

#[test]
fn every_entry_of_many_that_are_written_at_once_is_there() {
    let (folder, prints) = conflicts("at-once", 20);
    for (status, err) in accept_at_once(&folder, &prints) {
        assert_eq!((status, err.as_str()), (Some(0), ""));
    }
    assert_eq!(entries(&folder), 20);
    let done = run(&folder, &["check"]);
    assert!(done.status == 0 && done.out.contains("20 accepted"), "{}", done.out);
    assert_eq!(names_in(&folder.join("claims")), ["a.yaml"]);
}

#[test]
fn one_finding_is_accepted_once_however_many_try() {
    let (folder, prints) = conflicts("one-finding", 1);
    let same: Vec<_> = prints.iter().cycle().take(10).cloned().collect();
    let ended = accept_at_once(&folder, &same);
    let refused = |(status, err): &&(Option<i32>, String)| {
        *status == Some(2) && err.starts_with("error: it is accepted already (claims/a.yaml:")
    };
    assert_eq!(ended.iter().filter(|(status, _)| *status == Some(0)).count(), 1, "{ended:?}");
    assert_eq!(ended.iter().filter(refused).count(), 9, "{ended:?}");
    assert_eq!(entries(&folder), 1);
}

#[test]
fn a_read_only_file_stays_as_it_is() {
    let (folder, prints) = conflicts("read-only", 1);
    assert_eq!(run(&folder, &["check", "--write-baseline", "known.yaml"]).status, 0);
    fs::write(folder.join("out"), "old").unwrap();
    let names = names_in(&folder);
    let paths = ["claims/a.yaml", "known.yaml", "out"].map(|path| folder.join(path));
    let before = paths.clone().map(|path| fs::read(path).unwrap());
    for path in &paths {
        fs::set_permissions(path, fs::Permissions::from_mode(0o444)).unwrap();
    }
    for (arguments, path) in [
        (vec!["accept", &prints[0], "--reason", "none"], "cannot put the entry into `claims/a.yaml`"),
        (vec!["baseline", "prune", "known.yaml"], "cannot write `known.yaml`"),
        (vec!["check", "--write-baseline", "known.yaml"], "cannot write `known.yaml`"),
        (vec!["check", "--output", "json=out"], "cannot write `out`"),
        (vec!["audit", "--format", "html", "--output", "out"], "cannot write `out`"),
    ] {
        let done = run(&folder, &arguments);
        let told = [": it is read-only\n", ": permission denied\n"].map(|why| format!("error: {path}{why}"));
        let told = told.iter().any(|told| done.err.starts_with(told));
        assert!(done.status == 2 && told, "{arguments:?}: {}", done.err);
    }
    assert_eq!(paths.map(|path| fs::read(path).unwrap()), before);
    assert_eq!(names_in(&folder), names);
}

#[test]
fn what_is_no_file_is_not_waited_for() {
    let (folder, _) = conflicts("no-file", 1);
    fs::create_dir(folder.join("folder")).unwrap();
    let made = Command::new("mkfifo").arg(folder.join("pipe")).status().unwrap();
    assert!(made.success());
    let socket = std::os::unix::net::UnixListener::bind(folder.join("socket")).unwrap();
    for (path, why) in [("pipe", NO_FILE), ("socket", NO_FILE), ("folder", "it is a folder")] {
        for arguments in [
            vec!["check".to_owned(), "--output".to_owned(), format!("json={path}")],
            vec!["check".to_owned(), "--write-baseline".to_owned(), path.to_owned()],
            vec!["audit".to_owned(), "--format=html".to_owned(), format!("--output={path}")],
        ] {
            let done = run(&folder, &arguments.iter().map(String::as_str).collect::<Vec<_>>());
            let told = format!("error: cannot write `{path}`: {why}\n");
            assert!(done.status == 2 && done.err.starts_with(&told), "{arguments:?}: {}", done.err);
        }
    }
    for path in ["pipe", "socket"] {
        let done = run(&folder, &["baseline", "prune", path]);
        assert!(done.status == 2 && done.err.contains("it is not a regular file"), "{}", done.err);
    }
    let mut command = gainsay(&folder, &["check", "--format", "github"]);
    let child =
        command.env("GITHUB_STEP_SUMMARY", "pipe").stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
    let mut child = child.unwrap();
    let err = child.stderr.take().unwrap();
    assert_eq!(end(child).unwrap().code(), Some(2));
    assert!(std::io::read_to_string(err).unwrap().starts_with("error: cannot write `pipe`"));
    drop(socket);
}

#[cfg(target_os = "linux")]
#[test]
fn streams_and_devices_are_written_to_as_they_stand() {
    let (folder, _) = conflicts("streams", 1);
    let script = |text: &str| {
        let mut command = Command::new("sh");
        command.args(["-c", text, "sh", env!("CARGO_BIN_EXE_gainsay")]).current_dir(&folder);
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut child = child.unwrap();
        let out = child.stdout.take().unwrap();
        let out = std::thread::spawn(|| std::io::read_to_string(out).unwrap());
        (end(child).unwrap().code(), out.join().unwrap())
    };
    let expected = run(&folder, &["check", "--format", "json"]).out;
    assert_eq!(run(&folder, &["check", "--output", "json=/dev/null", "--quiet"]).status, 1);
    for stream in ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"] {
        let (status, out) = script(&format!("\"$1\" check --quiet --output json={stream}"));
        assert_eq!((status, &out), (Some(1), &expected), "{stream}");
    }
    // What stands in the file before is kept.
    let (status, _) = script("echo before > log; \"$1\" check --quiet --output json=/dev/stdout >> log");
    assert_eq!(status, Some(1));
    assert_eq!(fs::read_to_string(folder.join("log")).unwrap(), format!("before\n{expected}"));
    let (status, out) = script("{ \"$1\" check --quiet --output json=/dev/fd/3 3>&1; echo \" $?\"; } | cat");
    assert_eq!((status, out), (Some(0), format!("{expected} 1\n")));
}
