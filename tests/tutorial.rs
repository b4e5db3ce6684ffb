//! The tutorials and the recipes, done as they are written: their files are made, their commands run, and what they print is
//! what they show.
//!
//! A `yaml` block is a file, named by the comment in its first line; a `diff` block changes the file that it names. In a
//! `console` block each line behind `$ ` is run by the shell, and the lines below it are what it prints. A command ends with
//! status 0, unless `echo $?` follows it. A picture right behind a block shows what its first command prints in a terminal.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says what it expects by failing")]

mod pages;

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

use self::pages::{Block, IN_COLOURS, at, blocks, keep, picture, picture_behind, read};

/// The pages, each with the files of this repository that its reader begins with.
const PAGES: [(&str, &[&str]); 11] = [
    ("docs/first-conflict.md", &[]),
    ("docs/tutorial.md", &[]),
    (
        "docs/spreadsheet.md",
        &[
            "examples/spreadsheet/pegel.csv",
            "examples/spreadsheet/deaths.csv",
            "examples/spreadsheet/toll.csv",
        ],
    ),
    ("docs/nothing-found.md", &[]),
    ("docs/recipe-newsroom.md", &[]),
    ("docs/recipe-monitor.md", &[]),
    ("docs/recipe-data.md", &["examples/recipes/incidents.csv"]),
    ("docs/recipe-polls.md", &["examples/recipes/polls.csv"]),
    ("docs/recipe-ci.md", &[]),
    ("docs/parts.md", &[]),
    ("docs/editor.md", &[]),
];

/// The folder in which a reader works.
struct Reader {
    folder: tempfile::TempDir,
    /// The status of the last command.
    status: i32,
}

impl Reader {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), status: 0 }
    }

    /// Does what a block says, and returns what it should show.
    fn follow(&mut self, block: &Block<'_>) -> String {
        match block.language {
            "yaml" => self.write(block.text),
            "diff" => self.change(block.text),
            "console" => return self.console(block.text),
            // Neovim does what they say in `.ci/validate-editors`.
            "lua" => {}
            language => panic!("nobody knows what to do with a block of `{language}`"),
        }
        block.text.to_owned()
    }

    fn write(&self, text: &str) {
        let path = self.folder.path().join(named(text));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Puts the lines with `+` in place of those with `-`, which stand in the file once.
    fn change(&self, text: &str) {
        let path = self.folder.path().join(named(text));
        let (mut old, mut new) = (String::new(), String::new());
        for line in text.lines().skip(1) {
            let (sign, line) = line.split_at(1);
            if sign != "+" {
                old.extend([line, "\n"]);
            }
            if sign != "-" {
                new.extend([line, "\n"]);
            }
        }
        let before = fs::read_to_string(&path).unwrap();
        assert_eq!(before.matches(&old).count(), 1, "in {}:\n{old}", path.display());
        fs::write(path, before.replace(&old, &new)).unwrap();
    }

    fn console(&mut self, text: &str) -> String {
        let commands: Vec<_> = text.lines().filter_map(|line| line.strip_prefix("$ ")).collect();
        assert!(text.starts_with("$ "), "output before the first command:\n{text}");
        let mut shown = String::new();
        for (at, command) in commands.iter().enumerate() {
            let printed = self.run(command);
            let told = commands.get(at + 1).is_some_and(|next| *next == "echo $?");
            assert!(self.status == 0 || told, "`{command}` ends with {}:\n{printed}", self.status);
            shown.extend(["$ ", command, "\n", &printed]);
        }
        shown
    }

    /// Runs a command as the shell of a reader would, who has nothing set up, and returns what it prints.
    fn run(&mut self, command: &str) -> String {
        let (status, printed) = self.shell(command, None);
        self.status = status;
        printed
    }

    /// Runs a command once more, which changes nothing by that, and returns a picture of what it prints.
    fn picture(&self, command: &str) -> String {
        assert!(command.starts_with("gainsay "), "a picture of `{command}`");
        picture(command, &self.shell(command, Some(IN_COLOURS)).1)
    }

    fn shell(&self, command: &str, more: Option<(&str, &str)>) -> (i32, String) {
        let output = Command::new("sh")
            .args(["-c", &format!("(exit {})\n{command}", self.status)])
            .current_dir(&self.folder)
            .env_clear()
            .envs(environment(self.folder.path()))
            .envs(more)
            .output()
            .unwrap();
        let printed = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        (output.status.code().unwrap(), printed)
    }
}

/// The file that the comment in the first line of a block names.
fn named(text: &str) -> &str {
    let path = text.lines().next().and_then(|line| line.strip_prefix("# "));
    path.unwrap_or_else(|| panic!("no file is named:\n{text}"))
}

/// The program in front of what else there is, and a git that knows its user.
fn environment(home: &Path) -> Vec<(&'static str, OsString)> {
    let program = Path::new(env!("CARGO_BIN_EXE_gainsay")).parent().unwrap().to_owned();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths([program].into_iter().chain(std::env::split_paths(&path))).unwrap();
    let mut environment = vec![("PATH", path), ("HOME", home.into())];
    for (variable, value) in [
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_AUTHOR_NAME", "Reader"),
        ("GIT_AUTHOR_EMAIL", "reader@example.org"),
        ("GIT_COMMITTER_NAME", "Reader"),
        ("GIT_COMMITTER_EMAIL", "reader@example.org"),
        // So that a commit has the same name in each run.
        ("GIT_AUTHOR_DATE", "2024-05-09T12:00:00Z"),
        ("GIT_COMMITTER_DATE", "2024-05-09T12:00:00Z"),
    ] {
        environment.push((variable, value.into()));
    }
    environment
}

#[test]
fn every_step_comes_out_as_it_is_shown() {
    for (page, files) in PAGES {
        follow(page, files);
    }
}

fn follow(path: &str, files: &[&str]) {
    let page = read(path);
    let mut reader = Reader::new();
    for file in files {
        let name = Path::new(file).file_name().unwrap();
        fs::copy(at(file), reader.folder.path().join(name)).unwrap();
    }
    let (mut done, mut from) = (String::new(), 0);
    for block in blocks(&page) {
        done += &page[from..block.range.start];
        done += &reader.follow(&block);
        from = block.range.end;
        if let Some(image) = picture_behind(&page, &block) {
            let command = block.text.lines().next().and_then(|line| line.strip_prefix("$ ")).unwrap();
            keep(&format!("docs/{image}"), reader.picture(command));
        }
    }
    done += &page[from..];
    keep(path, done);
}
