//! YAML documents to read: as they are in the test cases, built at random, and with something wrong done to them.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proptest::prelude::*;

/// The claim and rule files of the test cases and of the real claims that are UTF-8.
pub fn files() -> &'static [String] {
    static FILES: LazyLock<Vec<String>> = LazyLock::new(|| {
        let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
        let mut paths = Vec::new();
        for folder in ["tests/cases", "claims", "rules"] {
            collect(&root.join(folder), &mut paths);
        }
        paths.sort();
        paths.iter().filter_map(|path| fs::read_to_string(path).ok()).collect()
    });
    &FILES
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|ending| ending == "yaml") {
            paths.push(path);
        }
    }
}

/// What a mutation puts into a text, or in the place of some of it.
const PIECES: &[&str] = &[
    ":",
    ": ",
    "-",
    "- ",
    "#",
    " # x",
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "  ",
    "\t",
    "\"",
    "'",
    "''",
    "\\",
    "\\n",
    "[",
    "]",
    "{",
    "}",
    ",",
    "&a ",
    "*a",
    "<<: *a",
    "!!str ",
    "!x ",
    "|",
    "|-\n",
    ">+\n",
    "? ",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "~",
    "null",
    "é",
    "日",
    "\u{feff}",
    "\u{85}",
    "\u{2028}",
    "@",
    "`",
    "%",
    "a: b",
    "- a: b\n",
    "[a, b]",
    "{a: b}",
];

/// A change to a text: where, as a share of its length, how much goes, and what comes.
type Change = (u32, usize, &'static str);

fn change() -> impl Strategy<Value = Change> {
    let goes = prop_oneof![4 => Just(0_usize), 2 => 1_usize..4, 1 => 4_usize..40];
    let comes = prop_oneof![3 => prop::sample::select(PIECES), 1 => Just("")];
    (any::<u32>(), goes, comes)
}

/// The place among `len` that is as far on as `at` is among all numbers.
fn place(at: u32, len: usize) -> usize {
    ((u64::from(at) * len as u64) >> 32) as usize
}

fn changed(text: &str, changes: &[Change]) -> String {
    let mut text = text.to_owned();
    for &(at, goes, comes) in changes {
        let at = place(at, text.len());
        let from = (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default();
        let to = (from + goes..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
        text.replace_range(from..to, comes);
    }
    text
}

/// A file with up to a few changes; the long ones are cut down to some of their lines first.
pub fn mutated() -> impl Strategy<Value = String> {
    (prop::sample::select(files()), any::<u32>(), prop::collection::vec(change(), 0..4)).prop_map(
        |(text, from, changes)| {
            let lines: Vec<&str> = text.split_inclusive('\n').collect();
            let from = place(from, lines.len());
            let part = if lines.len() > 60 { &lines[from..lines.len().min(from + 40)] } else { &lines[..] };
            changed(&part.concat(), &changes)
        },
    )
}

/// A value, and the anchors that it may name are those of [`built`].
#[derive(Debug, Clone)]
enum Built {
    /// A scalar that may be in a line and within brackets.
    Word(&'static str),
    /// A scalar that takes lines of its own, after the header; its lines are not indented yet.
    Block(&'static str, &'static str),
    List(Vec<Built>),
    Map(Vec<(&'static str, Built)>),
    /// With properties before it.
    Marked(&'static str, Box<Built>),
}

const WORDS: &[&str] = &[
    "a",
    "about 3,000",
    "12",
    "'x'",
    "'it''s'",
    "\"a\\tb\"",
    "\"\\u00e9\\x41\"",
    "~",
    "null",
    "",
    "a b # c",
    "é日",
    "'a: b'",
    "a:b",
    "a#b",
    "-a",
    "-1",
    "\"\"",
    "''",
    "x-y",
    "http://x.example/?a=b&c",
    "2024-10-28",
    "<<",
    "*a",
    "*b",
    "true",
    "\"two\n  lines\"",
    "'two\n\n  lines'",
    "two\n  lines",
    "--- two\n  lines",
    "...\n  two",
    "---",
    "...a",
    "\"esc\\\n  aped\"",
];
const BLOCKS: &[(&str, &str)] = &[
    ("|", "x\n"),
    ("|-", "x\ny\n"),
    (">", "x\ny\n\nz\n"),
    ("|+", "x\n\n"),
    (">-", "x\n  y\nz\n"),
    ("| # c", "- x\n"),
    ("|2", "  x\n"),
];
const KEYS: &[&str] = &["a", "b", "c", "'d e'", "\"f\"", "claims", "é", "<<"];
const MARKS: &[&str] = &["&a", "&b", "!!str", "&a !!str", "!x", "!!map", "!!seq"];

fn value() -> impl Strategy<Value = Built> {
    let word = prop::sample::select(WORDS).prop_map(Built::Word);
    let block = prop::sample::select(BLOCKS).prop_map(|(header, text)| Built::Block(header, text));
    let leaf = prop_oneof![6 => word, 1 => block];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let list = prop::collection::vec(inner.clone(), 0..4).prop_map(Built::List);
        let map =
            prop::collection::vec((prop::sample::select(KEYS), inner.clone()), 0..4).prop_map(Built::Map);
        let marked = (prop::sample::select(MARKS), inner)
            .prop_map(|(mark, value)| Built::Marked(mark, Box::new(value)));
        prop_oneof![3 => list, 4 => map, 2 => marked]
    })
}

impl Built {
    /// Writes the value after a key or a dash; `indent` is that of what holds it, and `flow` whether brackets do.
    fn write(&self, out: &mut String, indent: usize, flow: bool, style: &mut u64) {
        let choice = next(style);
        match self {
            Self::Word(word) if flow => {
                out.push_str(
                    word.split('\n').next().unwrap_or_default().split(" #").next().unwrap_or_default(),
                );
            }
            Self::Word(word) => out.push_str(&word.replace('\n', &format!("\n{}", " ".repeat(indent)))),
            Self::Block(_, text) if flow => out.push_str(text.lines().next().unwrap_or_default().trim()),
            Self::Block(header, text) => {
                out.push_str(header);
                for line in text.lines() {
                    out.push('\n');
                    out.push_str(&" ".repeat(if line.is_empty() { 0 } else { indent + 2 }));
                    out.push_str(line);
                }
            }
            Self::Marked(mark, value) => {
                out.push_str(mark);
                out.push(' ');
                value.write(out, indent, flow, style);
            }
            Self::List(items) if flow || items.is_empty() || choice == 0 => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    out.push_str(if at > 0 { ", " } else { "" });
                    item.write(out, indent, true, style);
                }
                out.push(']');
            }
            Self::Map(entries) if flow || entries.is_empty() || choice == 0 => {
                out.push('{');
                for (at, (key, value)) in entries.iter().enumerate() {
                    out.push_str(if at > 0 { ", " } else { "" });
                    out.push_str(key);
                    out.push_str(": ");
                    value.write(out, indent, true, style);
                }
                out.push('}');
            }
            Self::List(items) => {
                for item in items {
                    line(out, indent + usize::from(choice > 1), choice);
                    out.push_str("- ");
                    item.write(out, indent + 2, false, style);
                }
            }
            Self::Map(entries) => {
                for (key, value) in entries {
                    line(out, indent + 1, choice);
                    out.push_str(key);
                    out.push_str(": ");
                    value.write(out, indent + 2, false, style);
                }
            }
        }
    }
}

/// Begins a line, with a comment or a blank line before it now and then.
fn line(out: &mut String, indent: usize, choice: u64) {
    out.push_str(if choice == 3 { " # x\n\n" } else { "\n" });
    out.push_str(&" ".repeat(indent));
}

/// One of four ways.
fn next(style: &mut u64) -> u64 {
    *style = style.rotate_right(2);
    *style & 3
}

/// Documents built of values of every shape, in block and in flow style.
pub fn built() -> impl Strategy<Value = String> {
    let entry = (prop::sample::select(KEYS), value());
    let document = (prop::collection::vec(entry, 1..5), any::<u64>()).prop_map(|(entries, mut style)| {
        let mut out = String::new();
        for (key, value) in entries {
            out.push_str(key);
            out.push_str(": ");
            value.write(&mut out, 0, false, &mut style);
            out.push('\n');
        }
        out
    });
    (prop::collection::vec(document, 1..3), prop::bool::weighted(0.1)).prop_map(|(documents, windows)| {
        let text = documents.join("---\n");
        if windows { text.replace('\n', "\r\n") } else { text }
    })
}

/// The same with something wrong done to them.
pub fn broken() -> impl Strategy<Value = String> {
    (built(), prop::collection::vec(change(), 1..3)).prop_map(|(text, changes)| changed(&text, &changes))
}
