//! What `gainsay check` costs beside a bare parse of the same bytes: `cargo bench`; `cargo bench -- quotes` measures only
//! the corpora with that in their names.
//!
//! Every measurement runs in a process of its own, three times, and the fastest counts: wall time, processor time and
//! the peak of memory.

#![allow(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a table of rounded figures is all it prints"
)]

mod corpus;

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use corpus::{Quotes, Shape};

/// What is measured, in a process of its own.
const TASKS: [&str; 3] = ["read", "parse", "check"];

/// One measurement.
#[derive(Debug, Clone, Copy)]
struct Cost {
    seconds: f64,
    megabytes: f64,
}

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.as_slice() {
        [task, path] if TASKS.contains(&task.as_str()) => {
            let start = Instant::now();
            perform(task, Path::new(path))?;
            println!("{} {}", start.elapsed().as_secs_f64(), peak_megabytes());
            Ok(())
        }
        only => table(only.first().map_or("", String::as_str)),
    }
}

/// What a folder of claim files is made of.
#[derive(Debug, Clone, Copy)]
enum Corpus {
    /// Claims in so many files.
    Claims(Shape, usize),
    /// An archived copy and claims that quote it.
    Quotes(Quotes),
}

/// The corpora whose names hold `only`, and what each task costs on them.
fn table(only: &str) -> io::Result<()> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("corpus");
    let spread = Shape { claims: 250_000, scopes: 10_000, sources: 500, stray: 2, bytes: 256 };
    let even = Shape { claims: 100_000, ..spread };
    let hot = Shape { claims: 100_000, scopes: 1, ..spread };
    let quotes = Quotes { claims: 5_000, bytes: 10_000_000, words: 60_000 };
    println!(
        "{:<36} {:>8} {:>7} {:>9} {:>9} {:>9} {:>7} {:>7}",
        "corpus", "MB", "task", "seconds", "MB/s", "peak MB", "x parse", "x size"
    );
    for (number, (name, corpus)) in [
        ("250,000 claims in one file", Corpus::Claims(spread, 1)),
        ("250,000 claims in 10,000 files", Corpus::Claims(spread, 10_000)),
        ("100,000 claims in 10,000 scopes", Corpus::Claims(even, 1)),
        ("100,000 claims in one scope", Corpus::Claims(hot, 1)),
        ("5,000 quotes of a copy of 10 MB", Corpus::Quotes(quotes)),
    ]
    .into_iter()
    .enumerate()
    .filter(|(_, (name, _))| name.contains(only))
    {
        let path = folder.join(number.to_string());
        let size = write(&path, &corpus)? as f64 / 1e6;
        let mut parse = f64::NAN;
        for task in TASKS {
            let cost = measure(task, &path)?;
            if task == "parse" {
                parse = cost.seconds;
            }
            println!(
                "{name:<36} {size:>8.1} {task:>7} {:>9.3} {:>9.1} {:>9.0} {:>7.2} {:>7.1}",
                cost.seconds,
                size / cost.seconds,
                cost.megabytes,
                cost.seconds / parse,
                cost.megabytes / size,
            );
        }
    }
    Ok(())
}

/// Writes the corpus anew, so that no older shape is measured, and returns its size in bytes.
fn write(folder: &Path, corpus: &Corpus) -> io::Result<usize> {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder)?;
    match corpus {
        Corpus::Claims(shape, files) => write_claims(folder, shape, *files),
        Corpus::Quotes(quotes) => {
            let copy = quotes.copy();
            let claims = quotes.claims(&copy, "copy.txt");
            fs::write(folder.join("copy.txt"), &copy)?;
            fs::write(folder.join("claims.yaml"), &claims)?;
            Ok(copy.len() + claims.len())
        }
    }
}

fn write_claims(folder: &Path, shape: &Shape, files: usize) -> io::Result<usize> {
    let each = shape.claims.div_ceil(files);
    let mut size = 0;
    for file in 0..files {
        let text = shape.file(file * each, ((file + 1) * each).min(shape.claims));
        size += text.len();
        fs::write(folder.join(format!("{file:05}.yaml")), text)?;
    }
    Ok(size)
}

fn measure(task: &str, path: &Path) -> io::Result<Cost> {
    let mut best: Option<Cost> = None;
    for _ in 0..3 {
        let output = Command::new(env::current_exe()?).arg(task).arg(path).output()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let mut numbers = text.split_whitespace().filter_map(|number| number.parse().ok());
        let (Some(seconds), Some(megabytes)) = (numbers.next(), numbers.next()) else {
            return Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()));
        };
        if best.is_none_or(|best| seconds < best.seconds) {
            best = Some(Cost { seconds, megabytes });
        }
    }
    best.ok_or_else(|| io::Error::other("nothing was measured"))
}

fn perform(task: &str, path: &Path) -> io::Result<()> {
    if task == "check" {
        return check(path);
    }
    let mut sum = 0;
    for entry in fs::read_dir(path)? {
        let path = entry?.path();
        let text = fs::read_to_string(&path)?;
        let parsed = task == "parse" && path.extension().is_some_and(|ending| ending == "yaml");
        sum += if parsed { events(&text) } else { text.len() };
    }
    assert_ne!(sum, 0);
    Ok(())
}

/// The bare parse: every event is asked for and dropped.
fn events(text: &str) -> usize {
    granit_parser::Parser::new_from_str(text).flatten().count()
}

fn check(path: &Path) -> io::Result<()> {
    let options = gainsay::run::Options { paths: vec![path.to_path_buf()], ..Default::default() };
    let run = gainsay::run::run(&options, &|_| {}).map_err(|failure| io::Error::other(failure.message))?;
    {
        let report = gainsay::report::Report {
            files: &run.files,
            findings: &run.findings,
            rules: &run.rules,
            summary: &run.summary,
            accepted: false,
        };
        gainsay::report::write_json(&mut io::sink(), report)
    }
}

/// The peak of resident memory of this process, where the system tells it.
fn peak_megabytes() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes: Option<f64> =
        peak.and_then(|peak| peak.trim().trim_end_matches(" kB").trim().parse().ok());
    kilobytes.map_or(f64::NAN, |kilobytes| kilobytes / 1024.0)
}
