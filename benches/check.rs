//! What `gainsay check` costs beside a bare parse of the same bytes, and beside the script that one would write instead:
//! `cargo bench`; `cargo bench -- quotes` measures only the cases with that in their names, `cargo bench -- growth` the series of
//! inputs that grow, and `cargo bench -- growth accepted` those of them with that in their names.
//!
//! Every measurement runs in a process of its own, several times, and the fastest counts: wall time, processor time of all
//! threads, and the peak of memory. The script takes long, so it runs once.

#![allow(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a table of rounded figures is all it prints"
)]

mod corpus;
mod growth;
mod measure;

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use corpus::{Quotes, Rows, Shape};
use measure::{Cost, fastest};

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Task {
    /// The bytes of all files are read, by this program, on one thread.
    Read,
    /// Every event of the YAML parser is asked for and dropped, by this program, on one thread.
    Parse,
    /// `gainsay check --format json`.
    Check,
    /// The same on one thread.
    Single,
    /// The script in Python.
    Script,
    /// The naive join of a flat table of the same claims in DuckDB.
    Join,
}

impl Task {
    fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Parse => "parse",
            Self::Check => "check",
            Self::Single => "check, 1 thread",
            Self::Script => "Python script",
            Self::Join => "DuckDB, flat",
        }
    }
}

/// What a folder of claim files is made of.
#[derive(Debug, Clone, Copy)]
enum Corpus {
    /// Claims in so many files.
    Claims(Shape, usize),
    /// An archived copy and claims that quote it.
    Quotes(Quotes),
    /// A table of so many rows, and the mapping file that reads it.
    Table(Rows),
}

/// A corpus, what is done with it, and how often.
struct Case {
    name: String,
    corpus: Corpus,
    tasks: &'static [Task],
    times: usize,
}

const SPREAD: Shape = Shape { claims: 265_000, scopes: 10_600, sources: 500, stray: 2, bytes: 256 };
const ROWS: Rows = Rows { rows: 495_000, sources: 5, stray: 2 };
const QUOTES: Quotes = Quotes { claims: 5_000, bytes: 10_000_000, words: 60_000 };

fn cases() -> Vec<Case> {
    use Task::{Check, Join, Parse, Read, Script, Single};
    const ALL: &[Task] = &[Read, Parse, Check, Single, Script];
    const BESIDE: &[Task] = &[Read, Parse, Check, Single, Script, Join];
    let case = |name: &str, corpus, tasks, times| Case { name: name.to_owned(), corpus, tasks, times };
    let tiny = Shape { claims: 2, scopes: 1, ..SPREAD };
    let mut cases = vec![
        case("start-up: one tiny file", Corpus::Claims(tiny, 1), &[Parse, Check], 30),
        case("10,000 files", Corpus::Claims(SPREAD, 10_000), ALL, 5),
        case("one file of 64 MB", Corpus::Claims(SPREAD, 1), BESIDE, 5),
    ];
    for claims in [125_000, 250_000, 500_000, 1_000_000] {
        let shape = Shape { claims, scopes: claims / 25, ..SPREAD };
        let tasks = if claims == 1_000_000 { ALL } else { &[Parse, Check] };
        cases.push(case(&format!("claims: {}", thousands(claims)), Corpus::Claims(shape, 1), tasks, 3));
    }
    for claims in [100_000, 1_000_000] {
        let shape = Shape { claims, scopes: 1, ..SPREAD };
        let name = format!("one scope: {}", thousands(claims));
        cases.push(case(&name, Corpus::Claims(shape, 1), &[Parse, Check], 3));
    }
    cases.push(case("quotes: 5,000 of 10 MB", Corpus::Quotes(QUOTES), &[Check], 3));
    cases.push(case("table: a CSV of 50 MB", Corpus::Table(ROWS), &[Check, Single], 3));
    cases
}

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.as_slice() {
        [task, path] if task == "read" => read(Path::new(path), str::len),
        [task, path] if task == "parse" => read(Path::new(path), events),
        [task, more @ ..] if task == "growth" => series(more.first().map_or("", String::as_str)),
        only => table(only.first().map_or("", String::as_str)),
    }
}

/// The series of inputs that grow.
fn series(only: &str) -> io::Result<()> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("growth");
    print_machine(&[]);
    growth::table(&folder, only)?;
    fs::remove_dir_all(&folder)
}

/// The cases whose names hold `only`, and what each task costs on them.
fn table(only: &str) -> io::Result<()> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("corpus");
    let missing = [(Task::Script, script_refusal()), (Task::Join, join_refusal())];
    let missing: Vec<(Task, String)> =
        missing.into_iter().filter_map(|(task, why)| Some((task, why?))).collect();
    print_machine(&missing);
    println!(
        "{:<24} {:>6}  {:<15} {:>9} {:>9} {:>9} {:>8} {:>7}",
        "case", "MB", "task", "seconds", "processor", "peak MB", "x parse", "x size"
    );
    for Case { name, corpus, tasks, times } in cases().into_iter().filter(|case| case.name.contains(only)) {
        let size = write(&folder, &corpus, tasks)? as f64 / 1e6;
        let mut parse = None;
        for &task in tasks {
            if missing.iter().any(|(left_out, _)| *left_out == task) {
                continue;
            }
            let times = if task == Task::Script { 1 } else { times };
            let cost = fastest(times, &[0, 1], || command(task, &folder))?;
            if task == Task::Parse {
                parse = Some(cost);
            }
            print_row(&name, size, task, cost, parse);
        }
    }
    fs::remove_dir_all(&folder)
}

fn print_row(name: &str, size: f64, task: Task, cost: Cost, parse: Option<Cost>) {
    let seconds = cost.wall.as_secs_f64();
    let ratio = parse.map(|parse| format!("{:.2}", seconds / parse.wall.as_secs_f64()));
    let peak = cost.peak.map(|peak| peak as f64 / 1e6);
    println!(
        "{name:<24} {size:>6.1}  {:<15} {seconds:>9.3} {:>9.2} {:>9} {:>8} {:>7}",
        task.name(),
        cost.processor.as_secs_f64(),
        peak.map_or("?".to_owned(), |peak| format!("{peak:.0}")),
        ratio.unwrap_or_default(),
        peak.filter(|_| size >= 1.0).map_or(String::new(), |peak| format!("{:.1}", peak / size)),
    );
}

/// How many cores there are, how busy they were before, and what is missing.
fn print_machine(missing: &[(Task, String)]) {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    println!("{cores} cores");
    if let Ok(load) = fs::read_to_string("/proc/loadavg") {
        let load = load.split(' ').next().unwrap_or_default();
        println!(
            "load before: {load} (above 0.5 or so, others were at work and wall times are worth little)"
        );
    }
    for (task, why) in missing {
        println!("{} is left out: {why}", task.name());
    }
    println!();
}

/// Why the script cannot run, if it cannot.
fn script_refusal() -> Option<String> {
    refusal("import yaml; yaml.CSafeLoader", "PyYAML with its C loader", "pyyaml")
}

/// Why the join cannot run, if it cannot.
fn join_refusal() -> Option<String> {
    refusal("import duckdb", "DuckDB", "duckdb")
}

/// Why `what` cannot be imported in Python, if it cannot.
fn refusal(import: &str, what: &str, package: &str) -> Option<String> {
    let asked =
        Command::new("python3").args(["-c", import]).stdout(Stdio::null()).stderr(Stdio::piped()).output();
    match asked {
        Err(error) => Some(format!("`python3` cannot be run: {error}")),
        Ok(output) if output.status.success() => None,
        Ok(output) => {
            let told = String::from_utf8_lossy(&output.stderr);
            let last = told.trim().lines().last().unwrap_or("it did not say why");
            Some(format!("{what} is not there ({last}); `pip install {package}` brings it"))
        }
    }
}

/// The command that does `task` with the files in `folder`.
fn command(task: Task, folder: &Path) -> Command {
    let own = || Command::new(env::current_exe().unwrap_or_default());
    let check = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
        command.args(["check", "--format", "json"]).args(more);
        command
    };
    let mut command = match task {
        Task::Read => {
            let mut own = own();
            own.arg("read");
            own
        }
        Task::Parse => {
            let mut own = own();
            own.arg("parse");
            own
        }
        Task::Check => check(&[]),
        Task::Single => check(&["--threads", "1"]),
        Task::Script => python(concat!(env!("CARGO_MANIFEST_DIR"), "/benches/compare.py")),
        Task::Join => python(concat!(env!("CARGO_MANIFEST_DIR"), "/benches/join.py")),
    };
    command.arg(folder).stdout(Stdio::null());
    command
}

fn python(script: &str) -> Command {
    let mut python = Command::new("python3");
    python.arg(script);
    python
}

/// Writes the corpus anew, so that no older shape is measured, and returns its size in bytes.
fn write(folder: &Path, corpus: &Corpus, tasks: &[Task]) -> io::Result<usize> {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder)?;
    match corpus {
        Corpus::Claims(shape, files) => {
            if tasks.contains(&Task::Join) {
                fs::write(folder.join("flat.csv"), shape.flat())?;
            }
            write_claims(folder, shape, *files)
        }
        Corpus::Quotes(quotes) => {
            let copy = quotes.copy();
            let claims = quotes.claims(&copy, "copy.txt");
            fs::write(folder.join("copy.txt"), &copy)?;
            fs::write(folder.join("claims.yaml"), &claims)?;
            Ok(copy.len() + claims.len())
        }
        Corpus::Table(rows) => {
            let table = rows.table();
            fs::write(folder.join("rows.map.yaml"), Rows::MAPPING)?;
            fs::write(folder.join("rows.csv"), &table)?;
            Ok(table.len())
        }
    }
}

fn write_claims(folder: &Path, shape: &Shape, files: usize) -> io::Result<usize> {
    let mut size = 0;
    for file in 0..files {
        let text = shape.file(file * shape.claims / files, (file + 1) * shape.claims / files);
        size += text.len();
        fs::write(folder.join(format!("{file:05}.yaml")), text)?;
    }
    Ok(size)
}

/// Reads every claim file in `folder` and does `work` with its text.
fn read(folder: &Path, work: impl Fn(&str) -> usize) -> io::Result<()> {
    let mut sum = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "yaml") {
            sum += work(&fs::read_to_string(&path)?);
        }
    }
    assert_ne!(sum, 0);
    Ok(())
}

/// The bare parse.
fn events(text: &str) -> usize {
    granit_parser::Parser::new_from_str(text).flatten().count()
}

/// A number with commas between its thousands.
fn thousands(number: usize) -> String {
    if number < 1_000 {
        number.to_string()
    } else {
        format!("{},{:03}", thousands(number / 1_000), number % 1_000)
    }
}
