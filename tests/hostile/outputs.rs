//! Outputs that fail, and runs that are ended in the middle: the old file or the new one, never half.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{Done, SOUND, end, folder_of, gainsay, names_in, run};

const FORMATS: [&str; 9] =
    ["text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown"];

/// A folder with so many claims that none can read.
fn wrong(name: &str, count: usize) -> PathBuf {
    let claim =
        |at| format!("  - {{ id: a{at}, source: s, attribute: troops, value: bad, as-of: 2024-01-01 }}\n");
    let claims: String = (0..count).map(claim).collect();
    folder_of(name, &[("claims/a.yaml", format!("claims:\n{claims}").as_bytes())])
}

/// A run that may write no byte to any file: the system ends it where it tries.
fn ended(folder: &Path, arguments: &str) {
    let program = env!("CARGO_BIN_EXE_gainsay");
    let script = format!("ulimit -c 0; ulimit -f 0; exec {program} {arguments}");
    let mut shell = Command::new("sh");
    shell.args(["-c", &script]).current_dir(folder).stdin(Stdio::null());
    let status = end(shell.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()).unwrap();
    assert!(!status.success(), "{arguments}");
}

#[test]
fn a_full_disk_is_told_in_every_format() {
    let folder = wrong("full", 20);
    for format in FORMATS {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let child =
            gainsay(&folder, &["check", "--format", format]).stdout(full).stderr(Stdio::piped()).spawn();
        let mut child = child.unwrap();
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        assert_eq!(err, "error: cannot write the output: no space left on device\n", "{format}");
        assert_eq!(end(child).unwrap().code(), Some(2), "{format}");
        let Done { status, err, .. } = run(&folder, &["check", "--output", &format!("{format}=/dev/full")]);
        assert_eq!(status, 2);
        assert!(err.starts_with("error: cannot write `/dev/full`: no space left on device\n"), "{err}");
    }
    let Done { status, err, .. } = run(&folder, &["check", "--write-baseline", "/dev/full"]);
    assert_eq!(status, 2);
    assert!(err.starts_with("error: cannot write `/dev/full`: no space left on device\n"), "{err}");
}

#[test]
fn a_reader_who_goes_away_is_no_failure() {
    let folder = wrong("away", 200);
    for format in FORMATS {
        let child = gainsay(&folder, &["check", "--format", format])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let mut child = child.unwrap();
        let mut first = [0; 16];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        assert_eq!((end(child).unwrap().code(), err.as_str()), (Some(1), ""), "{format}");
    }
}

#[test]
fn a_run_that_is_ended_in_the_middle_leaves_the_old_file() {
    let folder = folder_of("ended", &[("claims/a.yaml", format!("claims:\n{SOUND}").as_bytes())]);
    let conflict = SOUND.replace("a1", "a2").replace("s1", "s2").replace("5,", "500,");
    let claims = format!("claims:\n{SOUND}{conflict}");
    fs::write(folder.join("claims/a.yaml"), &claims).unwrap();
    fs::write(folder.join("old"), "old").unwrap();
    let print = run(&folder, &["check", "--format", "json"]).out;
    let print = print.split("\"fingerprint\": \"").nth(1).and_then(|rest| rest.get(..16)).unwrap().to_owned();
    for format in FORMATS {
        ended(&folder, &format!("check --output {format}=old"));
        ended(&folder, &format!("check --output {format}=new"));
    }
    ended(&folder, "check --write-baseline old");
    ended(&folder, &format!("accept {print} --reason none"));
    ended(&folder, "init --ci none");
    assert_eq!(names_in(&folder), ["claims", "old"]);
    assert_eq!(names_in(&folder.join("claims")), ["a.yaml"]);
    assert_eq!(fs::read_to_string(folder.join("old")).unwrap(), "old");
    assert_eq!(fs::read_to_string(folder.join("claims/a.yaml")).unwrap(), claims);
}

#[test]
fn a_folder_that_may_not_be_written_to_is_told_and_left_as_it_is() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = wrong("closed-to-writing", 1);
    let close = |mode| fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).unwrap();
    close(0o500);
    // Whoever may write everywhere is not kept out.
    if File::create(folder.join("probe")).is_err() {
        for (arguments, place) in [
            ("check --output json=out.json", "out.json"),
            ("check --write-baseline known.yaml", "known.yaml"),
            ("audit --format html --output page.html", "page.html"),
            ("audit --format csv --output tables/", "tables/"),
        ] {
            let done = run(&folder, &arguments.split(' ').collect::<Vec<_>>());
            let expected = format!("error: cannot write `{place}`: permission denied\n");
            assert!(done.status == 2 && done.err.starts_with(&expected), "{arguments}: {}", done.err);
        }
        assert_eq!(names_in(&folder), ["claims"]);
    }
    close(0o700);
    let _ = fs::remove_file(folder.join("probe"));
}

/// Where nobody sees a file before it is whole, nothing is left of it however the program ends.
#[cfg(target_os = "linux")]
#[test]
fn a_run_that_is_killed_while_it_writes_leaves_nothing_behind() {
    let folder = wrong("killed", 3_000);
    // A shell that runs something behind it has it ignore what interrupts the shell, and so do the programs below it.
    for signal in
        ["KILL", "TERM", "INT"].into_iter().filter(|signal| *signal != "INT" || !ignores_interrupts())
    {
        // On a busy machine a run may end before the signal reaches it: that one shows nothing.
        let killed = (0..10).any(|_| {
            fs::write(folder.join("out.txt"), "old").unwrap();
            is_killed_while_it_writes(&folder, signal)
        });
        assert!(killed, "every run ended before it was killed");
        assert_eq!(names_in(&folder), ["claims", "out.txt"]);
        assert_eq!(fs::read_to_string(folder.join("out.txt")).unwrap(), "old");
    }
}

/// Whether this program, and so each that it starts, ignores the second signal, `INT`.
#[cfg(target_os = "linux")]
fn ignores_interrupts() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:")).unwrap();
    u64::from_str_radix(ignored.trim(), 16).unwrap() & (1 << 1) != 0
}

/// Whether a run that writes `out.txt` ended by the signal, which it is sent once its new file is there.
#[cfg(target_os = "linux")]
fn is_killed_while_it_writes(folder: &Path, signal: &str) -> bool {
    let arguments = ["check", "--quiet", "--output", "text=out.txt"];
    let mut child = gainsay(folder, &arguments).stderr(Stdio::null()).spawn().unwrap();
    let open = PathBuf::from(format!("/proc/{}/fd", child.id()));
    let writes = || {
        let files = fs::read_dir(&open).into_iter().flatten().flatten();
        let targets = files.filter_map(|file| fs::read_link(file.path()).ok());
        let new = |target: PathBuf| target.starts_with(folder) && !target.ends_with("a.yaml");
        targets.filter(|target| target.to_string_lossy().contains("(deleted)")).any(new)
    };
    while !writes() && child.try_wait().unwrap().is_none() {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    let _ = Command::new("kill")
        .args([format!("-{signal}"), child.id().to_string()])
        .stderr(Stdio::null())
        .status();
    end(child).unwrap().code().is_none()
}
