//! Revisions of the repository that the working directory is in, read by the program `git`.
//!
//! Only commands that read are run, none of which starts a hook, a filter or another program that the repository
//! names, and none of which touches the work tree or the index.

mod revision;

use std::ffi::{OsStr, OsString};
use std::io::{ErrorKind, Write as _};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

pub use revision::Revision;

/// Why git could not tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GitError {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl GitError {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}

/// What to do where a clone lacks history.
const DEEPEN: &str = "this clone is shallow: get the history with `git fetch --unshallow`, or with `fetch-depth: 0` for \
                      actions/checkout";

/// The folder of the work tree, all links followed.
fn top() -> Result<PathBuf, GitError> {
    let output = git(["rev-parse", "--show-toplevel"])?;
    let failed = || {
        let said = said(&output.stderr);
        if said.is_empty() || said.contains("not a git repository") {
            let message = "this folder is in no git repository";
            return GitError::new(
                message,
                "run it in the work tree of a repository, or check without a revision",
            );
        }
        GitError::new(format!("git cannot read this repository: {said}"), "see that `git status` works here")
    };
    if !output.status.success() {
        return Err(failed());
    }
    std::fs::canonicalize(path(line(&output.stdout))).map_err(|_| failed())
}

/// The commit that `revision` names.
fn commit(revision: &str) -> Result<String, GitError> {
    let name = format!("{revision}^{{commit}}");
    if let Some(commit) = answer(["rev-parse", "--verify", "--quiet", "--end-of-options", &name])? {
        return Ok(commit);
    }
    let help = if shallow()? {
        DEEPEN
    } else {
        "name a branch, a tag or a commit; `git fetch` gets those of a remote"
    };
    Err(GitError::new(format!("git knows no revision `{revision}`"), help))
}

/// The last commit that `revision` and the one checked out have in common.
fn merge_base(revision: &str) -> Result<String, GitError> {
    let theirs = commit(revision)?;
    let ours = answer(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"])?
        .ok_or_else(|| GitError::new("this repository has no commit yet", "commit first"))?;
    // Both are hexadecimal numbers, which git takes for nothing else.
    answer(["merge-base", &theirs, &ours])?.ok_or_else(|| {
        let help = match shallow() {
            Ok(true) => DEEPEN,
            _ => "name a revision that the branch has grown from",
        };
        GitError::new(format!("`{revision}` and what is checked out have no commit in common"), help)
    })
}

fn shallow() -> Result<bool, GitError> {
    Ok(answer(["rev-parse", "--is-shallow-repository"])?.as_deref() == Some("true"))
}

/// The line that a command answers with; nothing where it fails.
fn answer<const N: usize>(arguments: [&str; N]) -> Result<Option<String>, GitError> {
    let output = git(arguments)?;
    let answer = String::from_utf8_lossy(line(&output.stdout)).into_owned();
    Ok(Some(answer).filter(|answer| output.status.success() && !answer.is_empty()))
}

/// What a command writes.
fn bytes<const N: usize>(arguments: [&str; N], input: &[u8]) -> Result<Vec<u8>, GitError> {
    let output = feed(arguments, input)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let message = format!("git cannot read the revision: {}", said(&output.stderr));
    Err(GitError::new(message, "see that `git fsck` finds nothing amiss"))
}

fn git<const N: usize>(arguments: [&str; N]) -> Result<Output, GitError> {
    feed(arguments, &[])
}

/// Runs git with `input` on its standard input.
fn feed<const N: usize>(arguments: [&str; N], input: &[u8]) -> Result<Output, GitError> {
    let mut command = Command::new("git");
    command.env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C");
    command.args(["--no-pager", "-c", "core.fsmonitor=false"]).args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let failed = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => {
            GitError::new("there is no program `git`", "install git, or check without a revision")
        }
        _ => GitError::new(format!("cannot run `git`: {error}"), "see that `git status` works here"),
    };
    let mut child = command.spawn().map_err(failed)?;
    let stdin = child.stdin.take();
    std::thread::scope(|scope| {
        // Written beside reading, so that neither side waits for the other with a full pipe. A git that ends before it has
        // read everything says why itself.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input)));
        child.wait_with_output().map_err(failed)
    })
}

/// The first line that git says, without the word it begins with.
fn said(stderr: &[u8]) -> String {
    let line = String::from_utf8_lossy(line(stderr)).into_owned();
    line.strip_prefix("fatal: ").map_or(line.clone(), str::to_owned)
}

fn line(output: &[u8]) -> &[u8] {
    output.split(|&byte| byte == b'\n').next().unwrap_or_default()
}

/// The path that git writes as `bytes`.
#[cfg(unix)]
fn path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    PathBuf::from(OsString::from(OsStr::from_bytes(bytes)))
}

/// The path that git writes as `bytes`: it writes UTF-8 where paths are no bytes.
#[cfg(not(unix))]
fn path(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}
