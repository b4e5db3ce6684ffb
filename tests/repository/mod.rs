//! Scratch repositories that the real git makes.

#![allow(dead_code, reason = "not every test needs all of it")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A repository of its own.
pub struct Repository(pub PathBuf);

impl Repository {
    /// An empty one.
    pub fn new(name: &str) -> Self {
        let folder = folder(name);
        let repository = Self(folder);
        repository.git(&["-c", "init.defaultBranch=main", "init", "--quiet"]);
        repository
    }

    /// One with two claims in conflict over an accident, and two that agree over a fire, on the branch `topic`.
    pub fn start(name: &str) -> Self {
        let repository = Self::new(name);
        repository.write("claims/crash/herald.yaml", &claim("herald-1", "herald", "crash", "at least 30"));
        repository.write("claims/crash/gazette.yaml", &claim("gazette-1", "gazette", "crash", "12"));
        repository.write("claims/fire/herald.yaml", &claim("herald-2", "herald", "fire", "100"));
        repository.write("claims/fire/gazette.yaml", &claim("gazette-2", "gazette", "fire", "about 100"));
        repository.commit("start");
        repository.git(&["switch", "--quiet", "--create", "topic"]);
        repository
    }

    pub fn git(&self, arguments: &[&str]) -> String {
        let output = clean(Command::new("git")).args(arguments).current_dir(&self.0).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", shown(&output.stderr));
        shown(&output.stdout).to_owned()
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", message]);
    }

    pub fn gainsay(&self, arguments: &[&str]) -> Output {
        gainsay(&self.0, arguments)
    }

    /// The status and the output of a run that does its job.
    pub fn told(&self, arguments: &[&str]) -> (i32, String) {
        let output = self.gainsay(arguments);
        let noted = shown(&output.stderr);
        assert!(noted.is_empty() || noted.starts_with("note: both claims can be true; "), "{noted}");
        (output.status.code().unwrap(), shown(&output.stdout).to_owned())
    }

    /// What is told since `main`, a line each.
    pub fn since_main(&self) -> (i32, String) {
        self.told(&["check", "--since", "main", "--format", "concise"])
    }
}

pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("repositories").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The same on every machine, whatever its git is told to do.
pub fn clean(mut command: Command) -> Command {
    for (variable, value) in [
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_AUTHOR_NAME", "Tester"),
        ("GIT_AUTHOR_EMAIL", "tester@example.org"),
        ("GIT_COMMITTER_NAME", "Tester"),
        ("GIT_COMMITTER_EMAIL", "tester@example.org"),
        ("GIT_AUTHOR_DATE", "2024-05-02T12:00:00Z"),
        ("GIT_COMMITTER_DATE", "2024-05-02T12:00:00Z"),
    ] {
        command.env(variable, value);
    }
    command.env_remove("GIT_DIR");
    command
}

pub fn gainsay(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap());
    clean(command).args(arguments).current_dir(folder).output().unwrap()
}

pub fn shown(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

pub fn claim(id: &str, source: &str, subject: &str, value: &str) -> String {
    format!(
        "claims:\n  - id: {id}\n    source: {source}\n    subject: {subject}\n    attribute: deaths\n    \
         value: {value}\n    as-of: 2024-05-02\n"
    )
}
