//! Labels lie within their files, on characters, and at the line and column that they name.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{CORPORA, Corpus, TODAY, corpus, files_changed, hold};
use crate::{folder, run};

/// A character of a file, or a byte of it that is no part of any.
struct Sign {
    start: usize,
    line: u64,
    column: u64,
}

/// All characters of a file, and its end. Lines end at LF, CRLF or CR; a mark at the start of the file is in no column.
fn signs(bytes: &[u8]) -> Vec<Sign> {
    let (mut signs, mut at, mut line, mut column) = (Vec::new(), 0, 1, 1);
    let mut sign = |length: usize, text: Option<char>| {
        signs.push(Sign { start: at, line, column });
        at += length;
        let before_feed = text == Some('\r') && bytes.get(at) == Some(&b'\n');
        match text {
            Some('\n' | '\r') if !before_feed => (line, column) = (line + 1, 1),
            Some('\u{feff}') if at == length => {}
            _ => column += 1,
        }
    };
    for chunk in bytes.utf8_chunks() {
        chunk.valid().chars().for_each(|c| sign(c.len_utf8(), Some(c)));
        chunk.invalid().iter().for_each(|_| sign(1, None));
    }
    sign(0, None);
    signs
}

/// Holds both ends of a label against the bytes of its file; returns what is wrong.
fn wrong(label: &Value, bytes: &[u8]) -> Option<String> {
    let signs = signs(bytes);
    let number = |key: &str| label[key].as_u64().unwrap();
    if number("byte") > number("end_byte") {
        return Some("it ends before it starts".to_owned());
    }
    let ends = [("byte", "line", "column"), ("end_byte", "end_line", "end_column")];
    ends.into_iter().find_map(|(byte, line, column)| {
        let at = number(byte) as usize;
        let Ok(sign) = signs.binary_search_by_key(&at, |sign| sign.start) else {
            return Some(format!("byte {at} of {} is at no character", bytes.len()));
        };
        let (told, found) = ((number(line), number(column)), (signs[sign].line, signs[sign].column));
        (told != found).then(|| format!("byte {at} is at {found:?}, and not at {told:?}"))
    })
}

/// The bytes of the file at the path of a label: one in the folder, else a built-in rule file.
fn bytes(corpus: &Corpus, path: &str) -> Vec<u8> {
    corpus.files.get(path).cloned().unwrap_or_else(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert!(path.starts_with("rules/"), "{path}");
        fs::read(root.join(path)).unwrap()
    })
}

/// Checks the corpus, and returns how many labels were held against their files.
fn labels_are_where_they_say(corpus: &Corpus, folder: &Path) -> usize {
    corpus.write(folder);
    let done = run(folder, &["check", "--today", TODAY, "--format", "json"]);
    if done.status == 3 {
        // There is no claim, and nothing is wrong.
        return 0;
    }
    assert!(done.status < 2, "{}", done.err);
    let report: Value = serde_json::from_str(&done.out).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let labels: Vec<&Value> =
        findings.iter().flat_map(|finding| finding["labels"].as_array().unwrap()).collect();
    for label in &labels {
        let why = wrong(label, &bytes(corpus, label["path"].as_str().unwrap()));
        assert_eq!(why, None, "{label} in {}", corpus.name);
    }
    labels.len()
}

#[test]
fn labels_are_where_they_say_whatever_the_files_hold() {
    let folder = folder("laws-spots");
    let labels = std::cell::Cell::new(0);
    hold(100, &(corpus(), files_changed()), |(corpus, changes)| {
        let corpus = CORPORA[corpus].with(&changes);
        labels.set(labels.get() + labels_are_where_they_say(&corpus, &folder));
    });
    assert!(labels.get() > 1_000, "{} labels", labels.get());
}
