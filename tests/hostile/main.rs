//! Claims in a pull request are untrusted input: each hostile one ends in a message at its spot and a documented exit
//! status, in bounded time. Sizes are those that show the behaviour; SECURITY.md tells what the full ones take.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says what it expects by failing")]
#![allow(clippy::format_collect, reason = "hostile texts are small, and made once")]

mod encodings;
mod floods;
#[cfg(unix)]
mod git;
#[path = "../shared/harmless.rs"]
mod harmless;
mod ids;
mod indents;
#[cfg(unix)]
mod kept;
mod laws;
mod names;
mod nesting;
#[cfg(unix)]
mod outputs;
#[cfg(unix)]
mod paths;
#[cfg(unix)]
mod printed;
#[cfg(unix)]
mod repository;
#[cfg(unix)]
mod revision;
#[cfg(unix)]
mod spellings;
#[cfg(target_os = "linux")]
mod threads;
#[cfg(unix)]
mod unseen;
mod values;
#[cfg(unix)]
mod writing;

use std::fmt::Write as _;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// No run takes longer, however busy the machine is.
const DEADLINE: Duration = Duration::from_secs(120);

/// A claim that nothing is wrong with.
const SOUND: &str =
    "  - { id: a1, source: s1, subject: x, attribute: troops, value: 5, as-of: 2024-01-01 }\n";

/// How a run ended.
struct Done {
    status: i32,
    out: String,
    err: String,
}

/// A folder of its own, with nothing in it.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The same with these files in it.
fn folder_of(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let folder = folder(name);
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// The program in `folder`, in a clean environment.
fn gainsay(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
    command.args(arguments).current_dir(folder).env_clear().stdin(Stdio::null());
    command
}

/// Runs the program to its end, which has to come: it may neither hang nor be ended by a signal.
fn run(folder: &Path, arguments: &[&str]) -> Done {
    let mut command = gainsay(folder, arguments);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (mut out, mut err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    let told = std::thread::spawn(move || {
        let mut text = String::new();
        err.read_to_string(&mut text).map(|_| text)
    });
    let said = std::thread::spawn(move || {
        let mut text = String::new();
        out.read_to_string(&mut text).map(|_| text)
    });
    let status = end(child).unwrap_or_else(|| panic!("{arguments:?} hangs")).code();
    let (out, err) = (said.join().unwrap().unwrap(), told.join().unwrap().unwrap());
    let status = status.unwrap_or_else(|| panic!("{arguments:?} ends by a signal: {err}"));
    assert!(!err.contains("panicked"), "{err}");
    Done { status, out, err }
}

/// How `child` ends; nothing where it does not in time.
fn end(mut child: Child) -> Option<std::process::ExitStatus> {
    let start = Instant::now();
    while start.elapsed() < DEADLINE {
        if let Some(status) = child.try_wait().unwrap() {
            return Some(status);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    None
}

/// Checks one file that holds `text`, and returns the exit status and what is printed in a line each.
fn check(name: &str, file: &str, text: impl AsRef<[u8]>) -> (i32, String) {
    let folder = folder_of(name, &[(file, text.as_ref())]);
    let Done { status, out, err } = in_lines(&folder, &[file]);
    (status, out + &err)
}

/// Checks `paths`, and prints each finding as its line without the fingerprint, then all that is said at its labels, and its help,
/// a line each.
fn in_lines(folder: &Path, paths: &[&str]) -> Done {
    let concise = run(folder, &[&["check", "--format", "concise"], paths].concat());
    if concise.out.lines().count() < 2 {
        return concise;
    }
    let report = run(folder, &[&["check", "--format", "json"], paths].concat()).out;
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let findings = report["findings"].as_array().unwrap().iter();
    let mut headings = concise.out.lines();
    let mut out = String::new();
    for finding in findings.filter(|finding| finding["severity"] != "note") {
        let heading = headings.next().unwrap();
        let print = finding["fingerprint"].as_str().unwrap();
        out += heading.strip_suffix(&format!(" ({})", &print[..10])).unwrap();
        for (at, label) in finding["labels"].as_array().unwrap().iter().enumerate() {
            let said = label["message"].as_str().unwrap();
            if at > 0 || !said.is_empty() {
                let colon = if said.is_empty() { "" } else { ": " };
                let path = label["path"].as_str().unwrap();
                write!(out, "\n  {path}:{}:{}{colon}{said}", label["line"], label["column"]).unwrap();
            }
        }
        if let Some(help) = finding["help"].as_str() {
            write!(out, "\n  help: {help}").unwrap();
        }
        out.push('\n');
    }
    // The counts, and nothing that was not among the findings.
    let rest: Vec<&str> = headings.collect();
    assert_eq!(rest.len(), 1, "{}", concise.out);
    Done { out: format!("{out}{}\n", rest[0]), ..concise }
}

/// The names in a folder, in order.
#[cfg(unix)]
fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
