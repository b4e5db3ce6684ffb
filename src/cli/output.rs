//! Where output goes: standard output or a file, and failures to standard error.
//!
//! All of it passes through [`Out`] on its way, but for the files that gainsay keeps for itself and for other programs. No
//! other module may open the streams; `clippy.toml` sees to that.

use std::cell::RefCell;
use std::io::{self, Write};
use std::path::Path;

use super::hold::Held;
use super::replace;
use super::terminal::Look;
use crate::files::shown::reason;
use crate::report::{self, Out, Style, Theme, safe, write_safely};
use crate::run::Failure;
use gainsay_core::rule::Severity;

#[derive(Debug, Clone, Copy)]
enum Stream {
    Out,
    Err,
}

/// What was written to the two streams.
#[derive(Debug, Default)]
struct Streams {
    out: Vec<u8>,
    err: Vec<u8>,
}

thread_local! {
    /// What this thread writes to the streams, while it is held back.
    static HELD: RefCell<Option<Streams>> = const { RefCell::new(None) };
}

/// What `work` returns, and what it writes to standard output and to standard error, which get nothing.
pub(super) fn held<T>(work: impl FnOnce() -> T) -> (T, Vec<u8>, Vec<u8>) {
    // Work of its own that waits for other threads may be held back for another meanwhile, which ends first.
    let before = HELD.replace(Some(Streams::default()));
    let done = work();
    let Streams { out, err } = HELD.replace(before).unwrap_or_default();
    (done, out, err)
}

/// Whether what this thread writes is held back.
pub(super) fn is_held() -> bool {
    HELD.with_borrow(Option::is_some)
}

/// Writes text for people, or JSON, to standard output.
pub(super) fn print(style: Style, write: impl FnOnce(&mut Out<'_>) -> io::Result<()>) -> Result<(), Failure> {
    stream(|out| {
        out.text(style);
        write(out)
    })
}

/// Writes a report to the file at `path`, whole or not at all, or to standard output; returns what `write` does.
pub(super) fn report<T: Default>(
    path: Option<&Path>,
    write: impl FnOnce(&mut Out<'_>) -> io::Result<T>,
) -> Result<T, Failure> {
    let Some(path) = path else { return stream(write) };
    save(path, |out| write_safely(out, write))
}

fn stream<T: Default>(write: impl FnOnce(&mut Out<'_>) -> io::Result<T>) -> Result<T, Failure> {
    let written = pass(Stream::Out, write);
    written.map_err(|error| Failure::new(format!("cannot write the output: {}", reason(&error))))
}

fn stream_of_errors(write: impl FnOnce(&mut Out<'_>) -> io::Result<()>) {
    // Where standard error itself is gone, there is nowhere left to report to.
    let _ = pass(Stream::Err, write);
}

#[expect(clippy::disallowed_methods, reason = "this is where the streams are opened")]
fn pass<T: Default>(stream: Stream, write: impl FnOnce(&mut Out<'_>) -> io::Result<T>) -> io::Result<T> {
    let Some(mut held) = HELD.take() else {
        return match stream {
            Stream::Out => write_safely(&mut io::stdout().lock(), write),
            Stream::Err => write_safely(&mut io::stderr().lock(), write),
        };
    };
    let written = match stream {
        Stream::Out => write_safely(&mut held.out, write),
        Stream::Err => write_safely(&mut held.err, write),
    };
    HELD.set(Some(held));
    written
}

/// Writes the file at `path` as it is: it is no output but kept, for gainsay or another program to read.
pub(super) fn save<T>(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<T>,
) -> Result<T, Failure> {
    replace::replace(path, write).map_err(|error| unwritable(path, &error))
}

/// Writes the file at `path`, which is `held`, as it is.
pub(super) fn save_held(
    path: &Path,
    held: &Held,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    replace::replace_held(held, write).map_err(|error| unwritable(path, &error))
}

/// Adds a report to the end of the file at `path`, which is made where there is none; returns what `write` does.
pub(super) fn append<T: Default>(
    path: &Path,
    write: impl FnOnce(&mut Out<'_>) -> io::Result<T>,
) -> Result<T, Failure> {
    replace::append(path, |file| write_safely(file, write)).map_err(|error| unwritable(path, &error))
}

/// Why the file or folder at `path` is not written.
pub(super) fn unwritable(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("cannot write `{}`: {}", path.display(), reason(error)))
        .help("give a file in a folder that exists and that you may write to")
}

/// Prints why the job could not be done, on standard error.
pub(super) fn failure(failure: &Failure, style: Style) {
    stream_of_errors(|out| write_failure(out, failure, style));
}

/// Prints what a command does besides its output, on standard error.
pub(super) fn say(style: Style, write: impl FnOnce(&mut Out<'_>) -> io::Result<()>) {
    stream_of_errors(|out| {
        out.text(style);
        write(out)
    });
}

/// Prints a note, on standard error.
pub(super) fn note(words: &str, style: Style) {
    let note = format!("{}: ", Theme::new(style).severity(Severity::Note, "note"));
    stream_of_errors(|out| {
        out.text(style);
        writeln!(out, "{}", style.wrap(&safe::line(words), &note, "  "))
    });
}

/// Prints what clap has to say instead of a command: help and versions on standard output, wrong usage on standard error.
pub(super) fn usage(said: &clap::Error, look: &Look) {
    let rendered = said.render();
    let write = |out: &mut Out<'_>, style: Style| {
        out.text(style);
        if style.color { write!(out, "{}", rendered.ansi()) } else { write!(out, "{rendered}") }
    };
    if said.use_stderr() {
        stream_of_errors(|out| write(out, look.stderr()));
    } else {
        // Help that nobody can be shown is no reason to fail.
        let _ = stream(|out| write(out, look.stdout()));
    }
}

fn write_failure(out: &mut Out<'_>, failure: &Failure, style: Style) -> io::Result<()> {
    let (files, findings) = &*failure.spots;
    report::write_findings(out, files, findings, style)?;
    let theme = Theme::new(style);
    let error = format!("{}: ", theme.severity(Severity::Error, "error"));
    writeln!(out, "{}", style.wrap(&safe::line(&failure.message), &error, "  "))?;
    if let Some(help) = &failure.help {
        let indent = theme.accent("  help: ");
        writeln!(out, "{}", style.wrap(&safe::block(help), &indent, "        "))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use gainsay_core::text::Files;

    #[test]
    fn failures_say_what_to_do() {
        let failure = Failure::new("no such file or folder: `clams\u{1b}[2J ##[x`")
            .help("give the paths of claim files");
        let mut out = Vec::new();
        write_safely(&mut out, |out| write_failure(out, &failure, Style::PLAIN)).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "error: no such file or folder: `clams<U+001B>[2J #<U+0023>[x`\n  help: give the paths of claim files\n"
        );
    }

    #[test]
    fn what_a_thread_writes_can_be_held_back() {
        let ((), out, err) = held(|| {
            print(Style::PLAIN, |out| writeln!(out, "##[a]")).unwrap();
            failure(&Failure::new("b"), Style::PLAIN);
        });
        assert_eq!((out.as_slice(), err.as_slice()), (&b"#<U+0023>[a]\n"[..], &b"error: b\n"[..]));
    }

    #[test]
    fn what_is_held_back_within_goes_to_its_own_holder() {
        let say = |words: &str| print(Style::PLAIN, |out| out.write_all(words.as_bytes())).unwrap();
        let (inner, out, _) = held(|| {
            say("a\n");
            let ((), inner, _) = held(|| say("b\n"));
            say("c\n");
            inner
        });
        assert_eq!((inner.as_slice(), out.as_slice()), (&b"b\n"[..], &b"a\nc\n"[..]));
    }

    #[test]
    fn a_failure_may_have_no_spots() {
        let failure = Failure::new("x").spots(Files::default(), Vec::new());
        let mut out = Vec::new();
        write_safely(&mut out, |out| write_failure(out, &failure, Style::PLAIN)).unwrap();
        assert_eq!(out, b"error: x\n");
    }
}
