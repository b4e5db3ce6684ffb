//! The same bytes leave the program whatever the number of threads.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::change::{Pool, changes};
use super::{CORPORA, Corpus, TODAY, corpus, files_changed, hold};
use crate::{folder, run};

/// The formats of `check`, all of which one run writes.
const FORMATS: [&str; 9] =
    ["text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown"];
/// Other commands that write what is found.
const COMMANDS: [&[&str]; 7] = [
    &["audit", "--format", "json"],
    &["audit", "--format", "html"],
    &["audit", "--format", "markdown"],
    &["audit", "--format", "csv"],
    &["audit", "--format", "text"],
    &["check", "--show", "note,accepted", "--today", TODAY],
    &["check", "--write-baseline", "known.yaml", "--today", TODAY],
];

/// All that two runs on so many threads leave, by the name of each output.
fn written(folder: &Path, threads: &str, command: &[&str]) -> Vec<(String, Vec<u8>)> {
    let outputs: Vec<String> = FORMATS.iter().map(|format| format!("{format}=out.{format}")).collect();
    let mut check =
        vec!["check", "--show", "note,accepted", "--today", TODAY, "--threads", threads, "--quiet"];
    check.extend(outputs.iter().flat_map(|output| ["-o", output]));
    let other = [command, &["--threads", threads]].concat();
    let mut written = Vec::new();
    for arguments in [&check, &other] {
        let done = run(folder, arguments);
        written.push((format!("{} status", arguments[0]), done.status.to_string().into_bytes()));
        written.push((format!("{} output", arguments[0]), done.out.into_bytes()));
        written.push((format!("{} errors", arguments[0]), done.err.into_bytes()));
    }
    for file in fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).filter(|file| file.is_file()) {
        written.push((file.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&file).unwrap()));
        fs::remove_file(file).unwrap();
    }
    written.sort();
    written
}

/// Checks the corpus on 1, 2 and 8 threads.
fn the_same_on_any_number(corpus: &Corpus, command: &[&str], folder: &Path) {
    corpus.write(folder);
    let one = written(folder, "1", command);
    // Where there is nothing to check, nothing is written.
    let nothing = one.contains(&("check status".to_owned(), b"3".to_vec()));
    assert!(nothing || one.len() >= 6 + FORMATS.len(), "{command:?}");
    for threads in ["2", "8"] {
        for (one, other) in one.iter().zip(written(folder, threads, command)) {
            assert!(*one == other, "{} on {threads} threads, of {}", one.0, corpus.name);
        }
    }
}

#[test]
fn the_number_of_threads_changes_no_byte_of_any_output() {
    let folder = folder("laws-threads");
    hold(24, &(corpus(), files_changed(), select(&COMMANDS[..])), |(corpus, changes, command)| {
        the_same_on_any_number(&CORPORA[corpus].with(&changes), command, &folder);
    });
}

/// A file of more than a megabyte, which is read in pieces where there are several threads.
fn large() -> Corpus {
    let note = "seen from the road, told at the daily briefing ".repeat(40);
    let mut text = "claims:\n".to_owned();
    for number in 0..600 {
        let (source, place, figure) = (number % 7, number % 50, 100 + number % 3 * 900);
        let _ = write!(
            text,
            "  - id: claim-{number}\n    source: source-{source}\n    attribute: troops\n    place: place-{place}\n    \
             value: about {figure}\n    as-of: 2024-05-02\n    note: {note}\n"
        );
    }
    let text = text.into_bytes();
    let pool = Pool::of([text.as_slice()].into_iter());
    Corpus { name: "a large file".to_owned(), files: [("claims/large.yaml".to_owned(), text)].into(), pool }
}

#[test]
fn nor_does_it_where_a_file_is_read_in_pieces() {
    let (folder, large) = (folder("laws-pieces"), large());
    assert!(large.files["claims/large.yaml"].len() > 1 << 20);
    hold(3, &(any::<Index>(), changes()), |(file, changes)| {
        the_same_on_any_number(&large.with(&[(file, changes)]), COMMANDS[5], &folder);
    });
}
