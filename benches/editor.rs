//! How long an editor waits for diagnostics: `cargo bench --bench editor`.
//!
//! Reports on events are written, each event told by ten files of 25 claims and declared in one registry; then one of them is
//! edited key by key. What is timed goes from the message with the key to the answer to the request behind it, before which all
//! diagnostics of that key are sent. Every twentieth key comes after a pause, so that the check of everything runs beside the next ones.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "a table of figures is all it prints, and nothing is measured where something fails"
)]

#[path = "../tests/shared/streams.rs"]
mod streams;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use streams::Streams;

/// How many keys are pressed.
const KEYS: usize = 400;
/// Every so many keys there is a pause, after which everything is being checked.
const BURST: usize = 20;
const PAUSE: Duration = Duration::from_millis(2_300);
/// Between two other keys: as fast as people type.
const KEY: Duration = Duration::from_millis(30);

/// How many files tell of one event, and how many claims each has.
const REPORTS: usize = 10;
const CLAIMS: usize = 25;

fn main() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("editor");
    println!(
        "{:>7} {:>8} {:>10} {:>9} {:>9} {:>9} {:>9}",
        "files", "claims", "opened, s", "50 %, ms", "99 %, ms", "max, ms", "peak MB"
    );
    for files in [100, 1_000, 10_000] {
        let _ = fs::remove_dir_all(&folder);
        write(&folder, files);
        let start = Instant::now();
        let mut editor = Editor::new(&folder);
        let path = folder.join("claims/event-0000/report-0.yaml");
        let mut text = fs::read_to_string(&path).unwrap();
        editor.open(&path, &text);
        editor.wait();
        let opened = start.elapsed().as_secs_f64();
        let mut times: Vec<f64> = (0..KEYS)
            .map(|at| {
                thread::sleep(if at.is_multiple_of(BURST) { PAUSE } else { KEY });
                editor.key(&path, &mut text, at)
            })
            .collect();
        times.sort_by(f64::total_cmp);
        let of = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)];
        println!(
            "{files:>7} {:>8} {opened:>10.2} {:>9.1} {:>9.1} {:>9.1} {:>9}",
            files * CLAIMS,
            of(50),
            of(99),
            of(100),
            editor.peak().map_or_else(|| "-".to_owned(), |peak| peak.to_string())
        );
        editor.end();
    }
    let _ = fs::remove_dir_all(&folder);
}

/// Writes reports of events into so many files.
fn write(folder: &Path, files: usize) {
    let mut registry = String::from("subjects:\n");
    for file in 0..files {
        let (event, report) = (file / REPORTS, file % REPORTS);
        let claims = folder.join(format!("claims/event-{event:04}"));
        fs::create_dir_all(&claims).unwrap();
        if report == 0 {
            let _ = writeln!(registry, "  event-{event:04}: {{ name: Event {event} }}");
        }
        let mut text =
            format!("report: {{ source: source-{report:02}, subject: event-{event:04} }}\nclaims:\n");
        for claim in 0..CLAIMS {
            let day = claim + 1;
            let attribute = ["deaths", "injured", "missing", "troops", "cause"][claim % 5];
            let value = match claim % 5 {
                4 => "fire".to_owned(),
                at => format!("about {}", 100 * (at + 1) + event % 7 + usize::from(file % 50 == 3) * 400),
            };
            let _ = writeln!(
                text,
                "  - id: e{event:04}-r{report}-c{claim:02}\n    attribute: {attribute}\n    value: {value}\n    \
                 as-of: 2024-05-{day:02}\n    note: told at the daily briefing, with no breakdown given, and repeated by others"
            );
        }
        fs::write(claims.join(format!("report-{report}.yaml")), text).unwrap();
    }
    registry += "sources:\n";
    for source in 0..REPORTS {
        let _ = writeln!(registry, "  source-{source:02}:");
    }
    fs::write(folder.join("claims/registry.yaml"), registry).unwrap();
}

/// An editor that speaks to the program over its streams.
struct Editor(Streams);

impl Editor {
    fn new(folder: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
        command.arg("server");
        let mut streams = Streams::new(command);
        let folders = json!([{ "uri": format!("file://{}", folder.display()), "name": "bench" }]);
        let watched = json!({ "didChangeWatchedFiles": { "dynamicRegistration": true } });
        let capabilities = json!({ "workspace": watched });
        let params = json!({ "processId": null, "workspaceFolders": folders, "capabilities": capabilities });
        streams.request("initialize", &params, drop);
        streams.notify("initialized", &json!({}));
        Self(streams)
    }

    /// Waits until what was sent is checked as far as that is done between two keys.
    fn wait(&mut self) {
        // Any request is answered only then; nobody knows this one.
        self.0.request("bench/wait", &Value::Null, drop);
    }

    fn open(&mut self, path: &Path, text: &str) {
        let uri = format!("file://{}", path.display());
        let document = json!({ "uri": uri, "languageId": "yaml", "version": 0, "text": text });
        self.0.notify("textDocument/didOpen", &json!({ "textDocument": document }));
    }

    /// Presses a key: a digit is put behind a value, or taken away again. Returns the milliseconds until that is checked.
    fn key(&mut self, path: &Path, text: &mut String, at: usize) -> f64 {
        let claim = at / 2 % CLAIMS;
        let mut line = 0;
        for _ in 0..=claim {
            line += 1 + text
                .lines()
                .skip(line)
                .position(|line| line.starts_with("    value: about"))
                .unwrap_or(0);
        }
        let line = line.saturating_sub(1);
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let length = text[start..].find('\n').unwrap();
        let (from, new) = if at.is_multiple_of(2) { (length, "7") } else { (length - 1, "") };
        let place = |character: usize| json!({ "line": line, "character": character });
        let change = json!({ "range": { "start": place(from), "end": place(length) }, "text": new });
        text.replace_range(start + from..start + length, new);
        let document = json!({ "uri": format!("file://{}", path.display()), "version": at + 1 });
        let begun = Instant::now();
        self.0.notify(
            "textDocument/didChange",
            &json!({ "textDocument": document, "contentChanges": [change] }),
        );
        self.wait();
        begun.elapsed().as_secs_f64() * 1e3
    }

    /// The peak of memory in MB, where the system tells it.
    fn peak(&self) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        Some(line.trim().trim_end_matches(" kB").parse::<u64>().ok()? / 1_000)
    }

    fn end(self) {
        self.0.end();
    }
}
