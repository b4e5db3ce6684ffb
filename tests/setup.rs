//! What sets gainsay up and explains it: `init`, completions, manual pages, and the pages of help.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

mod pages;

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};

use snapbox::cmd::{Command, cargo_bin};
use snapbox::str;
use tempfile::TempDir;

/// The program in `folder`, in an environment with nothing but the way to git.
fn gainsay(folder: &Path, arguments: &[&str]) -> Command {
    let path = std::env::var_os("PATH").unwrap_or_default();
    Command::new(cargo_bin!("gainsay")).env_clear().env("PATH", path).current_dir(folder).args(arguments)
}

fn output(arguments: &[&str]) -> String {
    let output = gainsay(Path::new("."), arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn git(folder: &Path, arguments: &[&str]) {
    assert!(Process::new("git").arg("-C").arg(folder).args(arguments).status().unwrap().success());
}

fn empty() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn repository() -> TempDir {
    let folder = empty();
    git(folder.path(), &["init", "--quiet"]);
    folder
}

/// The files below `folder`, but those of git.
fn files(folder: &Path) -> Vec<String> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            match entry.is_dir() {
                true if entry.ends_with(".git") => (),
                true => walk(&entry, found),
                false => found.push(entry),
            }
        }
    }
    let mut found = Vec::new();
    walk(folder, &mut found);
    let shown = |path: &PathBuf| path.strip_prefix(folder).unwrap().display().to_string().replace('\\', "/");
    let mut files: Vec<_> = found.iter().map(shown).collect();
    files.sort();
    files
}

#[test]
fn init_sets_up_what_passes_the_check() {
    let folder = repository();
    gainsay(folder.path(), &["init"]).assert().success().stderr_eq("").stdout_eq(str![[r#"
made claims/registry.yaml
made claims/first.yaml
made gainsay.yaml
made .github/workflows/gainsay.yml

Next:
  - run `gainsay check`, and put your own claims in place of the first ones
  - in the CI file, replace OWNER with the account that hosts gainsay

"#]]);
    let checked = gainsay(folder.path(), &["check", "--show", "note", "--fail-on", "note"]);
    checked
        .assert()
        .success()
        .stdout_eq("2 files, 2 claims of 2 sources: nothing found; 1 pair compared, 0 not compared\n");
}

#[test]
fn the_first_claims_are_compared_and_speak_of_what_they_say() {
    let folder = empty();
    // An empty folder is none that holds claims already.
    fs::create_dir(folder.path().join("claims")).unwrap();
    gainsay(folder.path(), &["init", "--ci", "none"]).assert().success();
    let first = folder.path().join("claims/first.yaml");
    let text = fs::read_to_string(&first).unwrap();
    fs::write(&first, text.replacen("value: around 30", "value: around 50", 1)).unwrap();
    gainsay(folder.path(), &["check", "--format", "concise"]).assert().code(1).stdout_eq(str![[r#"
claims/first.yaml:22:12: error[injured-count]: Fire on the north pier: Evening Mail and Harbour Office disagree on injured in North pier: `32` or `around 50` ([..])
...
"#]]);
}

/// Each template with what a check of it finds: the rule, and the words of both sides.
const TEMPLATES: [(&str, &str, &str); 6] = [
    ("disaster", "death-toll", "`27` or `at least 40`"),
    ("conflict", "troop-count", "`around 3,000` or `at least 10,000`"),
    ("company", "cost", "`€640 million` or `€1.2 billion`"),
    ("cyber", "date", "`12 March 2024` or `2024-04-28`"),
    ("election", "percentage", "`about 48%` or `61.3%`"),
    ("poll", "attribution", "approval as `49%`, but Polling institute said `41%`"),
];

#[test]
fn a_template_has_one_contradiction_and_nothing_else_to_report() {
    for (template, rule, sides) in TEMPLATES {
        let folder = repository();
        gainsay(folder.path(), &["init", "--template", template]).assert().success().stderr_eq("");
        let made = files(folder.path());
        assert_eq!(made.len(), 5, "{template}: {made:?}");
        for path in [".github/workflows/gainsay.yml", "claims/registry.yaml", "gainsay.yaml"] {
            assert!(made.contains(&path.to_owned()), "{template}: {path}");
        }
        let check = ["check", "--show", "note", "--format", "concise", "--today", "2026-01-01"];
        let checked = gainsay(folder.path(), &check).output().unwrap();
        let told = String::from_utf8(checked.stdout).unwrap();
        assert_eq!(checked.status.code(), Some(1), "{template}: {told}");
        let (finding, summary) = told.split_once('\n').unwrap();
        assert!(finding.contains(&format!("error[{rule}]")) && finding.contains(sides), "{template}: {told}");
        assert!(
            summary.contains(": 1 error; ") && summary.ends_with(" compared, 0 not compared\n"),
            "{template}: {told}"
        );
    }
}

#[test]
fn every_template_is_in_the_help_and_every_file_of_it_is_made() {
    let help = help(&["gainsay".to_owned(), "init".to_owned()]);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/init");
    let mut known: Vec<&str> = TEMPLATES.iter().map(|(template, ..)| *template).collect();
    for template in &known {
        let line = help.lines().find(|line| line.trim_start().starts_with(&format!("- {template}:")));
        assert!(line.is_some_and(|line| line.len() > 40), "{template}: {help}");
        let made = empty();
        gainsay(made.path(), &["init", "--template", template, "--ci", "none"]).assert().success();
        assert_eq!(files(&made.path().join("claims")), files(&folder.join(template)), "{template}");
    }
    known.extend(["first", "gainsay.yaml"]);
    known.sort_unstable();
    let mut there: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    there.sort();
    assert_eq!(there, known);
}

#[test]
fn a_template_is_not_written_beside_claims() {
    let folder = empty();
    gainsay(folder.path(), &["init", "--ci", "none"]).assert().success();
    let before = files(folder.path());
    let again = gainsay(folder.path(), &["init", "--template", "poll", "--ci", "none"]);
    again.assert().code(2).stderr_eq(str![[r#"
error: `claims` is not empty, so the template is not written
  help: name a new folder for it, as in `gainsay init NEWFOLDER --template poll`

"#]]);
    assert_eq!(files(folder.path()), before);
}

#[test]
fn what_init_writes_names_attributes_that_are_known() {
    let rules = output(&["rules", "attributes"]);
    let known =
        |word: &str| rules.lines().flat_map(|line| line.split([' ', ',', ';', ':'])).any(|name| name == word);
    for (template, ..) in TEMPLATES {
        let folder = empty();
        gainsay(folder.path(), &["init", "--template", template, "--ci", "none"]).assert().success();
        let texts = files(&folder.path().join("claims"));
        let text =
            texts.iter().map(|path| fs::read_to_string(folder.path().join("claims").join(path)).unwrap());
        let text = text.collect::<String>();
        let listed = text.lines().skip_while(|line| !line.starts_with("# Attributes of such a story"));
        let listed = listed
            .skip(1)
            .take_while(|line| line.starts_with("#   "))
            .filter_map(|line| line[4..].split_once("  "));
        let names: Vec<&str> = listed.flat_map(|(_, names)| names.split(", ")).map(str::trim).collect();
        assert!(names.len() > 5, "{template}: {names:?}");
        let plain = names.iter().filter(|name| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'));
        for name in plain {
            let glob = name.rsplit_once('-').map(|(_, last)| format!("*-{last}"));
            assert!(known(name) || glob.is_some_and(|glob| known(&glob)), "{template}: {name}");
        }
    }
}

#[test]
fn a_check_where_nothing_is_leads_to_init() {
    let folder = empty();
    let nothing = gainsay(folder.path(), &["check"]);
    nothing.assert().code(3).stderr_eq(str![[r#"
error: there is no folder `claims` here
  help: run `gainsay check .` if the claim files are in this folder, give their paths, or run
        `gainsay init` to begin with an example

"#]]);
    fs::write(folder.path().join("polls.map.yaml"), "read: polls.csv\n").unwrap();
    gainsay(folder.path(), &["check"]).assert().code(3).stderr_eq(str![[r#"
error: there are no claims in `claims`
  help: `polls.map.yaml` is a mapping file, but not in the folder `claims`: run `gainsay check
        polls.map.yaml`

"#]]);
    gainsay(folder.path(), &["init"]).assert().success();
    gainsay(folder.path(), &["check"]).assert().success();
    // A path that somebody gave is another matter.
    gainsay(folder.path(), &["check", "clams"]).assert().code(2);
}

#[test]
fn init_keeps_all_that_is_there() {
    let folder = repository();
    let mine = [
        (
            "claims/mine.yaml",
            "claims:\n  - { id: a, source: mine, subject: s, attribute: deaths, value: 3 }\n",
        ),
        ("gainsay.yaml", "paths: [claims]\n"),
        (".gitlab-ci.yml", "test:\n  script: [make]\n"),
    ];
    fs::create_dir(folder.path().join("claims")).unwrap();
    for (path, text) in mine {
        fs::write(folder.path().join(path), text).unwrap();
    }
    gainsay(folder.path(), &["init"]).assert().success().stdout_eq(str![[r#"
kept claims: it exists already
kept gainsay.yaml: it exists already
kept .gitlab-ci.yml: it exists already

Next:
  - run `gainsay check`
  - your CI file was kept: check that it runs `gainsay check`

"#]]);
    for (path, text) in mine {
        assert_eq!(fs::read_to_string(folder.path().join(path)).unwrap(), text);
    }
    assert_eq!(files(folder.path()), [".gitlab-ci.yml", "claims/mine.yaml", "gainsay.yaml"]);
    gainsay(folder.path(), &["check"]).assert().success();
}

#[test]
fn init_twice_changes_nothing() {
    let folder = empty();
    gainsay(folder.path(), &["init", "facts/2024"]).assert().success();
    let before = files(folder.path());
    gainsay(folder.path(), &["init", "facts/2024"]).assert().success();
    assert_eq!(files(folder.path()), before);
}

#[test]
fn init_follows_the_repository() {
    let remote = |address: &str| {
        let folder = repository();
        git(folder.path(), &["remote", "add", "origin", address]);
        gainsay(folder.path(), &["init"]).assert().success();
        files(folder.path()).contains(&".gitlab-ci.yml".to_owned())
    };
    assert!(remote("git@gitlab.example:a/b.git"));
    assert!(!remote("https://github.example/a/b.git"));

    let folder = repository();
    git(folder.path(), &["remote", "add", "origin", "git@gitlab.example:a/b.git"]);
    fs::create_dir(folder.path().join(".github")).unwrap();
    gainsay(folder.path(), &["init"]).assert().success();
    assert!(files(folder.path()).contains(&".github/workflows/gainsay.yml".to_owned()));

    // Neither looks for its file below the root.
    let folder = repository();
    gainsay(folder.path(), &["init", "below"]).assert().success();
    assert_eq!(
        files(folder.path()),
        ["below/claims/first.yaml", "below/claims/registry.yaml", "below/gainsay.yaml"]
    );
}

#[test]
fn init_tells_where_it_cannot_write() {
    let folder = empty();
    fs::write(folder.path().join("file"), "").unwrap();
    gainsay(folder.path(), &["init", "file"]).assert().code(2).stdout_eq("").stderr_eq(str![[r#"
error: cannot write `file`: [..]
  help: give a file in a folder that exists and that you may write to

"#]]);
}

/// Whether the shell reads the script without complaint; where the machine does not have it, nothing is known.
fn reads(shell: &str, arguments: &[&str], script: &str) -> Option<bool> {
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), script).unwrap();
    let command = Process::new(shell).args(arguments).arg(file.path()).stderr(Stdio::inherit()).status();
    command.ok().map(|status| status.success())
}

#[test]
fn completions_for_each_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = output(&["completions", shell]);
        for word in ["check", "explain", "completions", "fail-on"] {
            assert!(script.contains(word), "{shell} does not complete {word}");
        }
    }
    for shell in ["bash", "zsh", "fish"] {
        assert_ne!(reads(shell, &["-n"], &output(&["completions", shell])), Some(false), "{shell}");
    }
}

#[test]
fn bash_completes_commands() {
    let ask =
        "COMP_WORDS=(gainsay expl); COMP_CWORD=1; _gainsay gainsay expl gainsay; echo \"${COMPREPLY[*]}\"";
    let script = format!("{}\n{ask}\n", output(&["completions", "bash"]));
    let Ok(done) = Process::new("bash").arg("-c").arg(script).output() else { return };
    assert_eq!(String::from_utf8(done.stdout).unwrap(), "explain\n");
}

#[test]
fn bash_completes_rules_and_codes() {
    let script = output(&["completions", "bash"]);
    for (flag, word, expected) in [
        ("--ignore", "unknown-k", "unknown-key"),
        ("--ignore", "death-t", "death-toll"),
        ("--select", "death-t", "death-toll"),
        ("--select", "unknown-k", ""),
    ] {
        let ask = format!(
            "COMP_WORDS=(gainsay check {flag} {word}); COMP_CWORD=3; _gainsay gainsay {word} {flag}; echo \"${{COMPREPLY[*]}}\""
        );
        let Ok(done) = Process::new("bash").arg("-c").arg(format!("{script}\n{ask}\n")).output() else {
            return;
        };
        assert_eq!(String::from_utf8(done.stdout).unwrap(), format!("{expected}\n"), "{flag} {word}");
    }
}

#[test]
fn manual_pages() {
    let page = output(&["man"]);
    assert!(page.contains(".TH gainsay 1"), "{page}");
    let folder = empty();
    gainsay(folder.path(), &["man", "--output", "share/man1"]).assert().success().stdout_eq("");
    let pages = files(&folder.path().join("share/man1"));
    let mut expected: Vec<_> = commands().iter().map(|command| format!("{}.1", command.join("-"))).collect();
    expected.sort();
    assert_eq!(pages, expected);
    let check = fs::read_to_string(folder.path().join("share/man1/gainsay-check.1")).unwrap();
    assert!(
        check.contains(".SH OUTPUT") && check.contains("gainsay check \\-\\-fail\\-on warning"),
        "{check}"
    );
}

/// All commands, `gainsay` first, as their own help lists them.
fn commands() -> Vec<Vec<String>> {
    fn walk(command: Vec<String>, found: &mut Vec<Vec<String>>) {
        let help = help(&command);
        let listed = help.split_once("\nCommands:\n").map_or("", |(_, rest)| rest);
        let lines = listed.lines().take_while(|line| !line.is_empty());
        let names =
            lines.filter(|line| !line.starts_with("   ")).filter_map(|line| line.split_whitespace().next());
        let below: Vec<_> = names.filter(|name| *name != "help").map(|name| with(&command, name)).collect();
        found.push(command);
        for command in below {
            walk(command, found);
        }
    }
    let mut found = Vec::new();
    walk(vec!["gainsay".to_owned()], &mut found);
    found
}

fn with(command: &[String], word: &str) -> Vec<String> {
    command.iter().cloned().chain([word.to_owned()]).collect()
}

fn help(command: &[String]) -> String {
    let arguments = with(&command[1..], "--help");
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    output(&arguments)
}

#[test]
fn the_commands_are_documented_as_they_help() {
    let (mut links, mut pages) = (String::new(), String::new());
    for command in commands() {
        let name = command.join(" ");
        let help = help(&command);
        let help: Vec<_> = help.trim_end().lines().map(str::trim_end).collect();
        let help = help.join("\n");
        writeln!(links, "- [`{name}`](#{})", command.join("-")).unwrap();
        writeln!(pages, "\n## {name}\n\n```text\n{help}\n```").unwrap();
    }
    let page = format!(
        "# The commands\n\nWhat each command prints with `--help`. A test keeps this page up to date.\n\n{links}{pages}"
    );
    pages::keep("docs/commands.md", page);
}

#[test]
fn what_is_there_and_what_is_next_are_named_as_they_are() {
    let folder = empty();
    // A folder that git keeps is empty still, and a configuration has two names.
    fs::create_dir_all(folder.path().join("facts/claims")).unwrap();
    fs::write(folder.path().join("facts/claims/.gitkeep"), "").unwrap();
    fs::write(folder.path().join("facts/gainsay.yml"), "paths: [claims]\n").unwrap();
    gainsay(folder.path(), &["init", "facts", "--template", "poll", "--ci", "gitlab"])
        .assert()
        .success()
        .stdout_eq(str![[r#"
made facts/claims/registry.yaml
made facts/claims/institute.yaml
made facts/claims/newspaper.yaml
kept facts/gainsay.yml: it exists already
made facts/.gitlab-ci.yml

Next:
  - run `gainsay check` in `facts`: two of the claims contradict each other, as an example; put your own in their place
  - the CI file installs gainsay from PyPI, which has no release yet: until then, let the file build gainsay

"#]]);
    gainsay(&folder.path().join("facts"), &["check"]).assert().code(1);
}
