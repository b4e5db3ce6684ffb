//! The values to read: arguments, and the lines of standard input.

use std::io::{self, IsTerminal};
use std::path::Path;

use crate::cli::output;
use crate::cli::terminal::Look;
use crate::files::disk::Disk;
use crate::files::store::Store as _;
use crate::run::Failure;
use gainsay_core::text::{Files, Span};

/// The argument that stands for standard input.
const STDIN: &str = "-";

/// Adds each value to `files`, and returns where they are: an argument is a file of its own, and so is standard input.
pub(super) fn values(given: &[String], files: &mut Files, look: &Look) -> Result<Vec<Span>, Failure> {
    let mut values = Vec::new();
    if given.is_empty() || given.iter().any(|value| value == STDIN) {
        if io::stdin().is_terminal() {
            output::note("one value a line is read from standard input", look.stderr());
        }
        lines(&text()?, files, &mut values);
        if values.is_empty() && given.iter().all(|value| value == STDIN) {
            return Err(Failure::new("there is no value in standard input")
                .help("give values as arguments, or one a line; `gainsay read --help` shows examples"));
        }
    }
    values.extend(arguments(given.iter().filter(|value| *value != STDIN), files));
    Ok(values)
}

/// Adds each value to `files`, each as a file of its own, and returns where they are.
pub(super) fn arguments<'v>(given: impl IntoIterator<Item = &'v String>, files: &mut Files) -> Vec<Span> {
    let add = |(at, value): (usize, &'v String)| argument(&format!("value {}", at + 1), value, files);
    given.into_iter().enumerate().map(add).collect()
}

/// Adds an argument to `files` under a name, and returns where it is.
pub(super) fn argument(name: &str, text: &str, files: &mut Files) -> Span {
    let file = files.add(name, text);
    Span::new(file, 0, text.len() as u32)
}

/// What is in standard input.
fn text() -> Result<String, Failure> {
    let mut read = Disk::HERE.read(&[Path::new(STDIN)]);
    let failure = |why: &str| Failure::new(format!("cannot read standard input: {why}"));
    let bytes = read.pop().unwrap_or_else(|| Ok(Vec::new()));
    let bytes = bytes.map_err(|why: String| failure(&why))?;
    String::from_utf8(bytes).map_err(|_| failure("it is not UTF-8").help("give the values as UTF-8"))
}

/// Adds the lines that are not blank.
fn lines(text: &str, files: &mut Files, values: &mut Vec<Span>) {
    let file = files.add("<stdin>", text);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let value = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if !value.is_empty() {
            let from = start + line.find(value).unwrap_or_default();
            values.push(Span::new(file, from as u32, (from + value.len()) as u32));
        }
        start += line.len();
    }
}
