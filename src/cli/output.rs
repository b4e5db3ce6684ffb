//! Where output goes: standard output or a file, and failures to standard error.

use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::Path;

use super::hold::Held;
use super::replace;
use crate::report::{self, Inert, Spelling, Style, Theme, safe};
use crate::rule::Severity;
use crate::run::Failure;

/// Writes text for people to standard output, in which nothing commands a build server.
pub(super) fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    stream(|out| {
        let mut out = Inert::new(out, Spelling::Shown);
        write(&mut out)?;
        out.flush()
    })
}

/// Writes to standard output; a reader who has gone away is no failure.
fn stream(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("cannot write the output: {}", reason(&error))))
        }
        _ => Ok(()),
    }
}

/// Writes to the file at `path`, or to standard output, as it is.
pub(super) fn save(
    path: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let Some(path) = path else { return stream(write) };
    replace::replace(path, write).map_err(|error| unwritable(path, &error))
}

/// Writes to the file at `path`, which is `held`.
pub(super) fn save_held(
    path: &Path,
    held: &Held,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    replace::replace_held(held, write).map_err(|error| unwritable(path, &error))
}

/// Adds to the end of the file at `path`, which is made where there is none.
pub(super) fn append(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    replace::append(path, write).map_err(|error| unwritable(path, &error))
}

/// Why the file or folder at `path` is not written.
pub(super) fn unwritable(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("cannot write `{}`: {}", path.display(), reason(error)))
        .help("give a file in a folder that exists and that you may write to")
}

/// Tells why the job could not be done, on standard error.
pub(super) fn failure(failure: &Failure, style: Style) {
    // Where standard error itself is gone, there is nobody left to tell.
    let _ = write_failure(&mut io::stderr().lock(), failure, style);
}

/// Tells of something that nothing fails on, on standard error.
pub(super) fn note(words: &str, style: Style) {
    let note = format!("{}: ", Theme::new(style).severity(Severity::Note, "note"));
    let _ = writeln!(io::stderr(), "{}", style.wrap(&safe::line(words), &note, "  "));
}

fn write_failure(out: &mut dyn Write, failure: &Failure, style: Style) -> io::Result<()> {
    let (files, findings) = &*failure.spots;
    report::write_findings(out, files, findings, style)?;
    let mut out = Inert::new(out, Spelling::Shown);
    let theme = Theme::new(style);
    let error = format!("{}: ", theme.severity(Severity::Error, "error"));
    writeln!(out, "{}", style.wrap(&safe::line(&failure.message), &error, "  "))?;
    if let Some(help) = &failure.help {
        let indent = theme.accent("  help: ");
        writeln!(out, "{}", style.wrap(&safe::block(help), &indent, "        "))?;
    }
    out.flush()
}

/// What the system says, in our prose: lower case, without its number.
pub(super) fn reason(error: &io::Error) -> String {
    let said = error.to_string();
    let words = said.split(" (os error").next().unwrap_or_default();
    let mut letters = words.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::fs::File;

    use super::*;
    use crate::text::Files;

    #[test]
    fn failures_say_what_to_do() {
        let failure = Failure::new("no such file or folder: `clams\u{1b}[2J ##[x`")
            .help("give the paths of claim files");
        let mut out = Vec::new();
        write_failure(&mut out, &failure, Style::PLAIN).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "error: no such file or folder: `clams<U+001B>[2J #<U+0023>[x`\n  help: give the paths of claim files\n"
        );
    }

    #[test]
    fn reasons_are_in_our_prose() {
        let error = File::open("/no/such/file").unwrap_err();
        assert_eq!(reason(&error), "no such file or directory");
    }

    #[test]
    fn a_failure_may_have_no_spots() {
        let failure = Failure::new("x").spots(Files::default(), Vec::new());
        let mut out = Vec::new();
        write_failure(&mut out, &failure, Style::PLAIN).unwrap();
        assert_eq!(out, b"error: x\n");
    }
}
