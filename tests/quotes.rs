//! Archived copies are read from within the repository of their claim file alone.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const SAID: &str = "The ferry left at dawn with about 300 passengers on board.\n";

/// A folder of its own, gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("quotes-{name}")));
        let _ = fs::remove_dir_all(&folder.0);
        fs::create_dir_all(&folder.0).unwrap();
        folder
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// A claim file at `path` with a claim for each of `copies`.
    fn claims(&self, path: &str, copies: &[&str]) {
        let claim = |(number, copy): (usize, &&str)| {
            format!(
                "  - {{ id: '{path}#{number}', source: gazette, attribute: passengers, value: 300, \
                 quote: with over 300 passengers on board, text: '{copy}' }}\n"
            )
        };
        let claims: String = copies.iter().enumerate().map(claim).collect();
        self.write(path, format!("claims:\n{claims}"));
    }

    /// What checking `paths` in the folder `within` finds: rule and underlined words of each finding, in order.
    fn check(&self, within: &str, paths: &[&str]) -> Vec<(String, Vec<String>)> {
        let folder = self.0.join(within);
        let output = Command::new(env!("CARGO_BIN_EXE_gainsay"))
            .args(["check", "--format", "json"])
            .args(paths)
            .current_dir(&folder)
            .env_clear()
            .output()
            .unwrap();
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let words = |label: &Value| {
            let number = |key: &str| usize::try_from(label[key].as_u64().unwrap()).unwrap();
            let file = fs::read_to_string(folder.join(label["path"].as_str().unwrap())).unwrap();
            format!("{}: {}", text(&label["path"]), &file[number("byte")..number("end_byte")])
        };
        let findings = report["findings"].as_array().unwrap().iter();
        findings
            .map(|finding| {
                (text(&finding["rule"]), finding["labels"].as_array().unwrap().iter().map(words).collect())
            })
            .collect()
    }

    fn codes(&self, within: &str, paths: &[&str]) -> Vec<String> {
        self.check(within, paths).into_iter().map(|(rule, _)| rule).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_copy_may_be_anywhere_in_the_repository_and_nowhere_else() {
    let folder = Folder::new("repository");
    folder.write("outside.txt", SAID);
    folder.write("repository/.git/config", SAID);
    folder.write("repository/archive/a.txt", SAID);
    let copies = [
        "../../archive/a.txt",
        "../../../outside.txt",
        "../../../repository/archive/a.txt",
        "../../.git/config",
    ];
    folder.claims("repository/claims/2024/a.yaml", &copies);
    let found = folder.check("repository/claims", &["."]);
    assert_eq!(
        found[0],
        ("quotes".to_owned(), vec!["2024/a.yaml: over".to_owned(), "../archive/a.txt: about".to_owned()])
    );
    for (refused, copy) in found[1..].iter().zip(&copies[1..]) {
        assert_eq!(*refused, ("archive-outside".to_owned(), vec![format!("2024/a.yaml: '{copy}'")]));
    }
    assert_eq!(found.len(), 4);
}

/// A folder around which nothing holds `.git`, as the target folder may not be.
fn bare(name: &str) -> Folder {
    let folder = Folder(std::env::temp_dir().join(format!("gainsay-quotes-{name}-{}", std::process::id())));
    fs::create_dir_all(&folder.0).unwrap();
    folder
}

#[test]
fn without_a_repository_the_working_folder_is_the_bound() {
    let folder = bare("working");
    folder.write("archive/a.txt", SAID);
    folder.claims("claims/a.yaml", &["../archive/a.txt"]);
    assert_eq!(folder.codes(".", &["claims"]), ["quotes"]);
    assert_eq!(folder.codes("claims", &["."]), ["archive-outside"]);
    // Claims from elsewhere have their own folder alone.
    folder.write("elsewhere/b.txt", "");
    assert_eq!(folder.codes("elsewhere", &["../claims"]), ["archive-outside"]);
    folder.write("claims/a.txt", SAID);
    folder.claims("claims/a.yaml", &["a.txt"]);
    assert_eq!(folder.codes("elsewhere", &["../claims"]), ["quotes"]);
}

#[test]
fn a_copy_is_found_however_it_is_named() {
    let folder = Folder::new("once");
    folder.write("repository/.git", "gitdir: elsewhere");
    folder.write("repository/archive/a.txt", SAID);
    folder.claims("repository/claims/a.yaml", &["../archive/a.txt", "../archive/./a.txt"]);
    folder.claims("repository/claims/deep/b.yaml", &["../../archive/a.txt", "../../claims/../archive/a.txt"]);
    let found = folder.check("repository", &["claims/a.yaml", "claims/deep"]);
    let sides = |file: &str| vec![format!("{file}: over"), "archive/a.txt: about".to_owned()];
    let expected: Vec<_> = ["claims/a.yaml", "claims/a.yaml", "claims/deep/b.yaml", "claims/deep/b.yaml"]
        .map(|file| ("quotes".to_owned(), sides(file)))
        .to_vec();
    assert_eq!(found, expected);
}

#[test]
fn a_copy_of_too_many_bytes_is_not_read() {
    let folder = Folder::new("large");
    folder.write("a.txt", SAID);
    let file = fs::OpenOptions::new().write(true).open(folder.0.join("a.txt")).unwrap();
    file.set_len((64 << 20) + 1).unwrap();
    folder.claims("a.yaml", &["a.txt"]);
    assert_eq!(folder.codes(".", &["a.yaml"]), ["archive-too-large"]);
}

#[cfg(unix)]
#[test]
fn links_are_followed_within_the_repository_and_not_out_of_it() {
    use std::os::unix::fs::symlink;

    let folder = Folder::new("links");
    folder.write("outside/a.txt", SAID);
    folder.write("repository/.git/config", SAID);
    folder.write("repository/archive/a.txt", SAID);
    symlink("../outside/a.txt", folder.0.join("repository/file-out")).unwrap();
    symlink("../outside", folder.0.join("repository/folder-out")).unwrap();
    symlink("archive/a.txt", folder.0.join("repository/inside")).unwrap();
    symlink(".git", folder.0.join("repository/kept")).unwrap();
    symlink("gone", folder.0.join("repository/broken")).unwrap();
    symlink("round", folder.0.join("repository/round")).unwrap();
    let copies = ["file-out", "folder-out/a.txt", "kept/config", "broken", "inside", "round"];
    folder.claims("repository/a.yaml", &copies);
    let codes = folder.codes("repository", &["a.yaml"]);
    let expected = [
        "archive-outside",
        "archive-outside",
        "archive-outside",
        "archive-missing",
        "quotes",
        "archive-unreadable",
    ];
    let mut sorted = expected.to_vec();
    sorted.sort_unstable();
    let mut found = codes.clone();
    found.sort_unstable();
    assert_eq!(found, sorted, "{codes:?}");
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_not_opened() {
    let folder = Folder::new("pipe");
    let made = Command::new("mkfifo").arg(folder.0.join("pipe")).status();
    // Where there are no pipes there is nothing to wait for.
    if made.is_ok_and(|status| status.success()) {
        folder.claims("a.yaml", &["pipe", "."]);
        assert_eq!(folder.codes(".", &["a.yaml"]), ["archive-not-a-file", "archive-not-a-file"]);
    }
}

#[test]
fn without_a_rule_on_quotes_nothing_is_read() {
    let folder = Folder::new("off");
    folder.claims("claims/a.yaml", &["no-such-file"]);
    folder.write(
        "claims/rules/quotes.yaml",
        "rules: [{ id: quotes, title: not ours, quotes: true, severity: off }]\n",
    );
    assert_eq!(folder.codes(".", &["claims"]), Vec::<String>::new());
}
