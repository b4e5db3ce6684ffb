//! When there are colours: the flag, the variables of the environment, and terminals, for each stream by itself.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use std::fs::{self, File};
use std::io::Read;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::process::{Command, Stdio};

use rustix::fs::{Mode, OFlags, open};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

/// A terminal: the end that a user looks at, and the one that the program writes to.
fn terminal() -> (OwnedFd, OwnedFd) {
    let user = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&user).unwrap();
    unlockpt(&user).unwrap();
    let program =
        open(ptsname(&user, Vec::new()).unwrap(), OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap();
    (user, program)
}

/// A stream of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stream {
    Out,
    Err,
}

/// What the program writes to `stream`, which is a terminal or is none; the other stream is what this one is not.
fn written(
    folder: &Path,
    arguments: &[&str],
    variables: &[(&str, &str)],
    (stream, is_terminal): (Stream, bool),
) -> String {
    let (user, program) = terminal();
    let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
    command.args(arguments).env_clear().env("TERM", "xterm").envs(variables.iter().copied());
    command.current_dir(folder).stdin(Stdio::null());
    if (stream == Stream::Out) == is_terminal {
        command.stdout(program).stderr(Stdio::piped());
    } else {
        command.stderr(program).stdout(Stdio::piped());
    }
    let mut child = command.spawn().unwrap();
    // The program's end of the terminal is held by the command, and reading ends once nobody holds it.
    drop(command);
    let mut text = Vec::new();
    // Linux ends a terminal by an error.
    let shown = || _ = File::from(user).read_to_end(&mut text);
    if is_terminal {
        shown();
        child.wait().unwrap();
    } else {
        let output = child.wait_with_output().unwrap();
        text = if stream == Stream::Out { output.stdout } else { output.stderr };
    }
    String::from_utf8(text).unwrap()
}

/// A command that writes to a stream, and text that is coloured there.
const COMMANDS: [(Stream, &[&str]); 4] = [
    (Stream::Out, &["check"]),
    (Stream::Out, &["check", "--help"]),
    (Stream::Err, &["check", "nowhere"]),
    (Stream::Err, &["check", "--nonsense"]),
];

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("claims")).unwrap();
    let claims = "claims:\n  - { source: a, attribute: deaths, value: 3 }\n  - { source: b, attribute: deaths, value: 9 }\n";
    fs::write(folder.path().join("claims/a.yaml"), claims).unwrap();
    folder
}

/// Holds both streams of all kinds of output to what `variables` and `flags` make of them: on a terminal, and on none.
fn expect(flags: &[&str], variables: &[(&str, &str)], on_terminal: bool, elsewhere: bool) {
    let folder = folder();
    for (stream, arguments) in COMMANDS {
        for (is_terminal, expected) in [(true, on_terminal), (false, elsewhere)] {
            let arguments = [arguments, flags].concat();
            let text = written(folder.path(), &arguments, variables, (stream, is_terminal));
            assert!(text.len() > 20, "{arguments:?}: {text}");
            assert_eq!(
                text.contains('\u{1b}'),
                expected,
                "{arguments:?} with {variables:?}, {stream:?} terminal: {is_terminal}: {text}"
            );
        }
    }
}

#[test]
fn each_stream_goes_by_whether_it_is_a_terminal() {
    expect(&[], &[], true, false);
    expect(&[], &[("TERM", "dumb")], false, false);
}

#[test]
fn no_color_has_the_last_word_of_the_environment() {
    expect(&[], &[("NO_COLOR", "1")], false, false);
    expect(&[], &[("NO_COLOR", "0")], false, false);
    expect(&[], &[("NO_COLOR", "")], true, false);
    expect(&[], &[("NO_COLOR", "1"), ("FORCE_COLOR", "1"), ("CLICOLOR_FORCE", "1")], false, false);
}

#[test]
fn force_color_colours_pipes_whatever_its_value() {
    expect(&[], &[("FORCE_COLOR", "1")], true, true);
    expect(&[], &[("FORCE_COLOR", "0"), ("TERM", "dumb")], true, true);
    expect(&[], &[("FORCE_COLOR", "")], true, false);
}

#[test]
fn clicolor_force_colours_pipes_unless_it_is_zero() {
    expect(&[], &[("CLICOLOR_FORCE", "1"), ("CLICOLOR", "0")], true, true);
    expect(&[], &[("CLICOLOR_FORCE", "0")], true, false);
    expect(&[], &[("CLICOLOR_FORCE", "")], true, false);
}

#[test]
fn clicolor_is_for_terminals() {
    expect(&[], &[("CLICOLOR", "0")], false, false);
    expect(&[], &[("CLICOLOR", "1")], true, false);
    expect(&[], &[("CLICOLOR", "1"), ("TERM", "dumb")], false, false);
}

#[test]
fn the_flag_wins_over_the_environment() {
    expect(&["--color=always"], &[("NO_COLOR", "1"), ("CLICOLOR", "0")], true, true);
    expect(&["--color", "never"], &[("FORCE_COLOR", "1"), ("CLICOLOR_FORCE", "1")], false, false);
    expect(&["--color", "auto"], &[("FORCE_COLOR", "1")], true, true);
}

#[test]
fn files_and_formats_for_programs_have_colours_only_by_the_flag() {
    let folder = folder();
    let force = [("FORCE_COLOR", "1"), ("CLICOLOR_FORCE", "1")];
    let text = |arguments: &[&str]| written(folder.path(), arguments, &force, (Stream::Out, true));
    for format in ["json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown"] {
        assert!(!text(&["check", "--format", format]).contains('\u{1b}'), "{format}");
    }
    text(&["check", "-o", "report.txt"]);
    let file = fs::read_to_string(folder.path().join("report.txt")).unwrap();
    assert!(!file.is_empty() && !file.contains('\u{1b}'), "{file}");
}
