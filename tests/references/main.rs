//! The references in `docs/`: their tables are what the reading types and the engine say, and their examples are read.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says what it expects by failing")]

mod defaults;
mod home;
mod keys;
#[path = "../pages/mod.rs"]
mod pages;
mod sources;
mod values;

use std::fs;
use std::path::Path;
use std::process::Command;

use gainsay_core::check::Checker;
use gainsay_core::claim;
use gainsay_core::finding::{Finding, FindingKind};
use gainsay_core::mapping::{self, Tables};
use gainsay_core::rule::Rules;
use gainsay_core::rule_file;
use gainsay_core::text::{FileId, Files};
use serde_json::Value;

use self::pages::{Block, blocks, keep, read, renewed};
use self::values::Engine;

#[test]
fn the_rules_page_is_what_the_program_writes() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
    let output =
        command.args(["rules", "--format", "markdown"]).current_dir(&folder).env_clear().output().unwrap();
    assert!(output.status.success());
    keep("docs/built-in-rules.md", String::from_utf8(output.stdout).unwrap());
}

#[test]
fn keys_are_told_as_they_are_read() {
    for path in ["docs/claims.md", "docs/rules.md", "docs/tables.md"] {
        let made = |words: &str, _: &str| {
            let words: Vec<_> = words.split_whitespace().collect();
            match words.as_slice() {
                ["keys", format, name, first @ ..] => keys::table(&schema(format), name, first),
                ["names", format, name] => keys::names(&schema(format), name),
                ["kinds"] => keys::kinds(),
                ["not-compared"] => keys::not_compared(),
                ["weak"] => keys::weak(),
                _ => panic!("{path} asks for `{words:?}`"),
            }
        };
        keep(path, renewed(&read(path), made));
    }
}

#[test]
fn values_are_told_as_they_are_read() {
    let mut engine = Engine::new();
    let made = |words: &str, rows: &str| match words.split_once(' ') {
        Some(("allows", with)) => engine.allows(with, rows),
        Some(("read", arguments)) => printed(arguments),
        None if words == "dates" => engine.dates(rows),
        None if words == "hedges" => engine.hedges(),
        _ => panic!("there is no table `{words}`"),
    };
    let path = "docs/values.md";
    keep(path, renewed(&read(path), made));
}

#[test]
fn the_attributes_are_what_the_program_writes() {
    let folder = tempfile::tempdir().unwrap();
    let made = |words: &str, _: &str| {
        assert_eq!(words, "attributes");
        let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
        command.args(["rules", "attributes", "--format", "markdown"]).current_dir(&folder).env_clear();
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    };
    let path = "docs/attributes.md";
    keep(path, renewed(&read(path), made));
}

/// What `gainsay read` prints with these arguments, which `|` parts.
fn printed(arguments: &str) -> String {
    let arguments: Vec<&str> = arguments.split('|').map(str::trim).collect();
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
    command.args(["read", "--width", "80"]).args(&arguments).current_dir(&folder).env_clear();
    let shown = String::from_utf8(command.output().unwrap().stdout).unwrap();
    let quoted = |word: &&str| if word.contains(' ') { format!("'{word}'") } else { (*word).to_owned() };
    let line = arguments.iter().map(quoted).collect::<Vec<_>>().join(" ");
    format!("```console\n$ gainsay read {line}\n{shown}```")
}

fn schema(format: &str) -> Value {
    match format {
        "claims" => claim::schema(),
        "rules" => rule_file::schema(),
        "mapping" => mapping::schema(),
        _ => panic!("there is no schema of `{format}`"),
    }
}

#[test]
fn every_example_is_read_without_a_problem() {
    let mut reader = Reader::new();
    let mut examples = 0;
    for path in all_pages() {
        let page = read(&path);
        for Block { text, .. } in blocks(&page).into_iter().filter(|block| block.language == "yaml") {
            assert_eq!(reader.problems(text), [""; 0], "in {path}:\n{text}");
            examples += 1;
        }
    }
    assert!(examples >= 20, "there are {examples}");
}

/// Reads examples under the built-in rules.
struct Reader {
    files: Files,
    builtin: Vec<FileId>,
    rules: Rules,
    /// The sections of a rule file.
    sections: Vec<String>,
}

impl Reader {
    fn new() -> Self {
        let mut files = Files::default();
        let builtin = rule_file::add_builtin(&mut files);
        let rules = rule_file::read(&files, &[&builtin], &mut Vec::new());
        let sections = rule_file::schema()["properties"].as_object().unwrap().keys().cloned().collect();
        Self { files, builtin, rules, sections }
    }

    /// What is wrong with an example: of rules where it has a section of those, else of claims.
    fn problems(&mut self, text: &str) -> Vec<String> {
        let id = self.files.add("example.yaml", text);
        let mut keys = text.lines().filter_map(|line| line.split_once(':')).map(|(key, _)| key);
        if keys.any(|key| self.sections.iter().any(|section| section == key)) {
            let mut problems = Vec::new();
            let _ = rule_file::read(&self.files, &[&self.builtin, &[id]], &mut problems);
            return problems.into_iter().map(|problem| problem.message).collect();
        }
        if text.lines().any(|line| line.starts_with("read:") || line.starts_with("  read:")) {
            let tables = Tables::new(&self.files, &[id], &[]);
            return claim::Tables::problems(&tables).into_iter().map(|problem| problem.message).collect();
        }
        let records = claim::read(&self.files, &[id]);
        let found = Checker::new(&self.files, &records, &self.rules).analyze().findings;
        let of_rule = |finding: &Finding| self.rules.rules.contains_key(&finding.rule);
        let unread = found.into_iter().filter(|found| found.kind == FindingKind::Record && !of_rule(found));
        unread.map(|finding| finding.message).collect()
    }
}

/// The pages of the guide, and those that lead to it.
fn all_pages() -> Vec<String> {
    let guide = fs::read_dir(pages::at("docs")).unwrap();
    let guide = guide.map(|entry| format!("docs/{}", entry.unwrap().file_name().to_str().unwrap()));
    let guide = guide.filter(|path| Path::new(path).extension().is_some_and(|kind| kind == "md"));
    let further = ["README.md", "CONTRIBUTING.md", "docs/rules/README.md"].map(str::to_owned);
    let mut all: Vec<_> = guide.chain(further).collect();
    all.sort();
    all
}

/// The anchors that code hosts make of the headings of a page.
fn anchors(page: &str) -> Vec<String> {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    let headings = page.lines().filter(|line| line.starts_with('#'));
    let words = headings.map(|line| line.trim_start_matches('#').trim().to_lowercase());
    words.map(|words| words.chars().filter(kept).collect::<String>().replace(' ', "-")).collect()
}

#[test]
fn every_link_leads_somewhere() {
    let mut dead = Vec::new();
    for path in all_pages() {
        let page = read(&path);
        let links = page.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link);
        for link in links.filter(|link| !link.starts_with("https://")) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let folder = Path::new(&path).parent().unwrap();
            let to = if file.is_empty() { Path::new(&path).to_owned() } else { folder.join(file) };
            let to = pages::at(to.to_str().unwrap());
            let there = match anchor {
                "" => to.exists(),
                anchor => {
                    fs::read_to_string(&to).is_ok_and(|page| anchors(&page).iter().any(|one| one == anchor))
                }
            };
            if !there {
                dead.push(format!("{path}: {link}"));
            }
        }
    }
    assert_eq!(dead, [""; 0]);
}

#[test]
fn the_index_leads_to_every_page() {
    let index = read("docs/README.md");
    for path in all_pages().iter().filter_map(|path| path.strip_prefix("docs/")) {
        assert!(path == "README.md" || index.contains(&format!("]({path})")), "{path}");
    }
}
