//! The program `git`, started so that it runs nothing else, uses no network and asks nobody.
//!
//! The environment and the configuration of whoever runs gainsay are trusted; what the repository says is not. Only
//! commands that read are given to it, none of which touches the work tree or the index.

use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::GitError;

/// The beginning of the names of git's variables.
const OWN: &str = "GIT_";
/// What is kept of them: where git is installed, and configuration, such as `safe.directory` in a build. The others
/// are about the repository of a hook or an alias that gainsay may run in, which need not be the one around the folder.
const KEPT: [&str; 2] = ["GIT_CONFIG", "GIT_EXEC_PATH"];

/// What holds for every command, whatever the configuration of the repository says.
const ENVIRONMENT: [(&str, &str); 7] = [
    // Nothing that a partial clone lacks is fetched: by this where git knows it, and by the next everywhere else.
    ("GIT_NO_LAZY_FETCH", "1"),
    // No way of fetching is allowed, be it built in or the program of a remote helper.
    ("GIT_ALLOW_PROTOCOL", "none"),
    // The history is what its commits say, not what the repository puts in their place.
    ("GIT_NO_REPLACE_OBJECTS", "1"),
    ("GIT_GRAFT_FILE", "/dev/null"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("LC_ALL", "C"),
];
/// The same as configuration, which wins over that of the repository.
const SETTINGS: [&str; 5] = [
    // A folder that looks like a repository without a work tree is none, as it can come with a commit.
    "safe.bareRepository=explicit",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "protocol.allow=never",
    "credential.helper=",
];

/// Runs git in `folder` with `input` on its standard input, and returns what it says however it ends.
pub(super) fn run(folder: &Path, arguments: &[&str], input: &[u8]) -> Result<Output, GitError> {
    let mut command = Command::new("git");
    for (name, _) in std::env::vars_os() {
        let name_text = name.to_string_lossy();
        if name_text.starts_with(OWN) && !KEPT.iter().any(|kept| name_text.starts_with(kept)) {
            command.env_remove(&name);
        }
    }
    command.envs(ENVIRONMENT).current_dir(short(folder)).arg("--no-pager");
    command.args(SETTINGS.iter().flat_map(|setting| ["-c", setting])).args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| failed(&error))?;
    let stdin = child.stdin.take();
    std::thread::scope(|scope| {
        // Written beside reading, so that neither side waits for the other with a full pipe. A git that ends before it has
        // read everything says why itself.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input)));
        child.wait_with_output().map_err(|error| failed(&error))
    })
}

/// The path in the form that git takes: Windows writes those with all links followed as `\\?\C:\claims`.
fn short(path: &Path) -> &Path {
    let long = path.to_str().and_then(|text| text.strip_prefix(r"\\?\"));
    long.filter(|text| !text.starts_with("UNC")).map_or(path, Path::new)
}

fn failed(error: &io::Error) -> GitError {
    match error.kind() {
        ErrorKind::NotFound => {
            GitError::new("`git` is not installed", "install git, or check without a revision")
        }
        _ => GitError::new(format!("cannot run `git`: {error}"), "check that `git status` works here"),
    }
}

/// What git says went wrong, in one line, without the word that it begins with.
pub(super) fn said(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    let wrong = ["fatal: ", "error: "];
    let reason = wrong.iter().find_map(|word| text.lines().find_map(|line| line.strip_prefix(word)));
    reason.or_else(|| text.lines().next()).unwrap_or_default().to_owned()
}

/// The one answer that a command writes, without the line feed behind it.
pub(super) fn line(output: &[u8]) -> &[u8] {
    output.strip_suffix(b"\n").unwrap_or(output)
}

/// The path that git writes as `bytes`.
#[cfg(unix)]
pub(super) fn path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

/// The path that git writes as `bytes`: it writes UTF-8 where paths are no bytes.
#[cfg(not(unix))]
pub(super) fn path(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}
