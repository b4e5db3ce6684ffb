//! The pages in `docs/rules/`: one for each built-in rule and each code, as `gainsay explain NAME --format markdown` writes it, and
//! the files that they show.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says what it expects by failing")]

mod pages;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use gainsay_core::problem::{Code, Page};
use gainsay_core::rule::{Rule, Rules};
use gainsay_core::rule_file;
use gainsay_core::text::Files;
use serde_json::Value;

use self::pages::{at, keep};

fn gainsay(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
    command.args(arguments).current_dir(folder).env_clear().output().unwrap()
}

fn builtin() -> Rules {
    let mut files = Files::default();
    let builtin = rule_file::add_builtin(&mut files);
    rule_file::read(&files, &[&builtin], &mut Vec::new())
}

/// All pages by name: what each is about.
fn titles() -> BTreeMap<String, String> {
    let rules = builtin();
    let of_rules = rules.rules.values().map(|Rule { id, title, .. }| (id.value.clone(), title.clone()));
    let of_codes = Code::ALL.iter().map(|code| (code.name().to_owned(), code.summary().to_owned()));
    of_rules.chain(of_codes).collect()
}

#[test]
fn every_page_is_what_the_program_writes() {
    let folder = tempfile::tempdir().unwrap();
    for name in titles().keys() {
        let output = gainsay(folder.path(), &["explain", name, "--format", "markdown"]);
        assert!(output.status.success(), "{name}");
        keep(&format!("docs/rules/{name}.md"), String::from_utf8(output.stdout).unwrap());
    }
}

#[test]
fn the_index_lists_every_page_and_there_are_no_others() {
    let titles = titles();
    let rules = builtin();
    let mut index = "# Every rule and every code\n\nOne page for each: what it finds, why, a case, what to do about it, and how it is \
         accepted or turned off. `gainsay explain` shows the same.\n"
        .to_owned();
    for (heading, of_rule) in [("Built-in rules", true), ("Codes of problems", false)] {
        write!(index, "\n## {heading}\n\n| page | finds |\n| --- | --- |\n").unwrap();
        for (name, title) in titles.iter().filter(|(name, _)| rules.rules.contains_key(*name) == of_rule) {
            writeln!(index, "| [`{name}`]({name}.md) | {title} |").unwrap();
        }
    }
    keep("docs/rules/README.md", index);
    for entry in fs::read_dir(at("docs/rules")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let page = name.strip_suffix(".md").unwrap_or(&name);
        assert!(page == "README" || titles.contains_key(page), "no rule and no code is called `{page}`");
    }
}

/// What a check reports of files and nobody has accepted: the rules and codes of its findings with how bad each is, or of the
/// problems that end it; and whether they do.
fn reported(files: &[(&str, &str)]) -> (bool, Vec<(String, String)>) {
    let folder = tempfile::tempdir().unwrap();
    // A configuration counts at the root of its repository.
    assert!(Command::new("git").args(["init", "--quiet"]).current_dir(&folder).status().unwrap().success());
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
    command.args(["check", "--show", "note", "--format", "json"]).current_dir(&folder);
    let output = command.output().unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    if output.status.code() == Some(2) {
        let codes = text.lines().filter_map(|line| line.strip_prefix("error[")?.split_once(']'));
        return (true, codes.map(|(code, _)| (code.to_owned(), "error".to_owned())).collect());
    }
    let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{text}"));
    let word = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
    let findings =
        report["findings"].as_array().unwrap().iter().filter(|finding| finding["accepted"].is_null());
    (false, findings.map(|finding| (word(finding, "rule"), word(finding, "severity"))).collect())
}

/// The codes that no small text shows: the bytes of a file, its size, or what the system says of it.
const WITHOUT: [&str; 6] = [
    "alias-budget",
    "archive-not-utf-8",
    "archive-too-large",
    "archive-unreadable",
    "not-utf-8",
    "unknown-version",
];

#[test]
fn the_files_that_pages_show_are_reported_and_put_right_they_are_not() {
    let mut wrong = Vec::new();
    for name in titles().into_keys() {
        let code: Option<Code> = name.parse().ok();
        let Some(page) = Page::of(&name) else { continue };
        let (Some(shows), Some(right)) = (&page.wrong, &page.right) else {
            assert!(WITHOUT.contains(&name.as_str()), "{name} shows nothing");
            continue;
        };
        let check = |text: &str| {
            let beside = page.beside.iter().map(|(path, text)| (path.as_str(), text.as_str()));
            reported(&beside.chain([(page.file(), text)]).collect::<Vec<_>>())
        };
        let (ended, found) = check(shows);
        let of_file = code.is_some_and(|code| !code.is_finding());
        if ended != of_file || !found.iter().any(|(rule, _)| *rule == name) {
            wrong.push(format!("{name}: {found:?}"));
        }
        let (ended, found) = check(right);
        let bad: Vec<_> =
            found.iter().filter(|(rule, severity)| *rule == name || severity != "note").collect();
        if ended || !bad.is_empty() {
            wrong.push(format!("{name} put right: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn claims_and_findings_have_no_page() {
    let output = gainsay(&at("tests/explain/harbour"), &["explain", "wire-1", "--format", "markdown"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(told.contains("only rules and codes can be explained as Markdown"), "{told}");
    let output = gainsay(&at("tests/explain/harbour"), &["explain", "nobody", "--format", "markdown"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("unknown rule, code, claim or finding `nobody`"), "{told}");
}
