//! `docs/adding-a-rule.md`: its blocks are the sources, and what it names is there.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::pages::{self, keep, read, renewed};

const PAGE: &str = "docs/adding-a-rule.md";

#[test]
fn the_page_on_new_kinds_shows_the_sources() {
    let made = |words: &str, _: &str| {
        let (form, rest) = words.split_once(' ').unwrap();
        let (path, sought) = rest.split_once(' ').unwrap();
        let source = read(path);
        let text = match form {
            "item" => item(&source, sought),
            "lines" => lines(&source, sought),
            "rule" => format!("rules:\n{}", item(&source, &format!("- id: {sought}"))),
            _ => panic!("{PAGE} asks for `{words}`"),
        };
        assert!(!text.trim().is_empty(), "{path} has no `{sought}`");
        let language = if form == "rule" { "yaml" } else { "rust" };
        format!("```{language}\n{text}```\n")
    };
    keep(PAGE, renewed(&read(PAGE), made));
}

#[test]
fn what_the_page_on_new_kinds_names_is_there() {
    let page = read(PAGE);
    let prose: String = page.split("```").step_by(2).collect();
    let prose: String =
        prose.split("<!-- ").map(|part| part.split_once("-->").map_or(part, |(_, rest)| rest)).collect();
    let sources = sources(&pages::at("crates/gainsay-core/src"));
    let (mut paths, mut symbols) = (0, 0);
    for word in prose.split('`').skip(1).step_by(2) {
        let name = word.rsplit("::").next().unwrap();
        if word.contains('/') && !word.contains(' ') {
            assert!(pages::at(word).exists(), "there is no `{word}`");
            paths += 1;
        } else if !word.starts_with("--") && !word.contains([' ', '.']) {
            let forms = ["fn {}", "trait {}", "enum {}", "const {}", "{}: ", "\"{}\""];
            let mut forms = forms.iter().map(|form| form.replace("{}", name));
            assert!(forms.any(|form| sources.contains(&form)), "nothing is called `{word}`");
            symbols += 1;
        }
    }
    assert!(paths >= 8 && symbols >= 12, "{paths} paths and {symbols} symbols are named");
}

/// From the first line that holds `sought`, with the comments above it, to the line that ends what it begins.
fn item(source: &str, sought: &str) -> String {
    let all: Vec<&str> = source.lines().collect();
    let Some(at) = all.iter().position(|line| line.contains(sought)) else { return String::new() };
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut text = above(&all, at);
    let within = all[at + 1..]
        .iter()
        .take_while(|line| line.is_empty() || indent(line) > indent(all[at]) || closes(line));
    // Whatever is closed is part of it; what closes last ends it.
    let mut rest: Vec<&str> = within.copied().collect();
    if let Some(end) = rest.iter().position(|line| *line == "}") {
        rest.truncate(end + 1);
    }
    for line in std::iter::once(all[at]).chain(rest) {
        writeln!(text, "{line}").unwrap();
    }
    format!("{}\n", text.trim_end())
}

fn closes(line: &str) -> bool {
    line.starts_with([')', '}'])
}

/// The lines that hold `sought`, each with what is declared below it where it is a comment.
fn lines(source: &str, sought: &str) -> String {
    let all: Vec<&str> = source.lines().collect();
    let mut text = String::new();
    for at in (0..all.len()).filter(|&at| all[at].contains(sought)) {
        let comment = all[at].trim_start().starts_with("///");
        for line in &all[at..=at + usize::from(comment)] {
            writeln!(text, "{}", line.trim_start()).unwrap();
        }
    }
    text
}

/// The comments right above a line.
fn above(all: &[&str], at: usize) -> String {
    let comments = all[..at].iter().rev().take_while(|line| line.trim_start().starts_with("///")).count();
    all[at - comments..at].iter().fold(String::new(), |text, line| text + line + "\n")
}

/// The text of all sources below `folder`.
fn sources(folder: &Path) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        text += &if entry.is_dir() { sources(&entry) } else { fs::read_to_string(&entry).unwrap() };
    }
    text
}
