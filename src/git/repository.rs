//! The repository around a folder: the nearest one that holds `.git`, and what git knows of its history.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Output;

use super::GitError;
use super::kept;
use super::program::{line, path, run, said};
use crate::files::shown::{reason, show};

/// The file or folder that makes the folder around it a work tree.
const GIT: &str = ".git";
/// What to do where nothing else is known.
const LOOK: &str = "check that `git status` works here";
/// What to do where a clone lacks history.
const DEEPEN: &str = "this clone is shallow: get the history with `git fetch --unshallow`, or with `fetch-depth: 0` for \
                      actions/checkout";
/// What to do where a clone lacks files.
const REFETCH: &str = "this clone is partial, and gainsay uses no network: get all files with `git fetch --refetch \
                       --no-filter`, or with neither `filter` nor `sparse-checkout` for actions/checkout";

/// A work tree, whose history git can read.
#[derive(Debug, Clone)]
pub struct Repository {
    /// The folder of the work tree, all links followed.
    top: PathBuf,
}

impl Repository {
    /// The repository around `folder`, whatever else in it looks like one.
    ///
    /// Fails where there is none, git is missing or cannot read it, or what git keeps is elsewhere and names another
    /// folder as its work tree.
    pub fn around(folder: &Path) -> Result<Self, GitError> {
        let folder = fs::canonicalize(folder).map_err(|error| {
            let message = format!("cannot read the folder `{}`: {}", show(folder), reason(&error));
            GitError::new(message, "check that it still exists")
        })?;
        let around = folder.ancestors().find(|around| around.join(GIT).symlink_metadata().is_ok());
        let repository = Self { top: around.ok_or_else(no_repository)?.to_owned() };
        repository.verify()?;
        Ok(repository)
    }

    /// The folder of the work tree, all links followed.
    #[must_use]
    pub fn top(&self) -> &Path {
        &self.top
    }

    /// The addresses of the remotes, a line each.
    #[must_use]
    pub fn remotes(&self) -> String {
        let found = self.answer(["config", "--get-regexp", r"^remote\..*\.url$"]);
        found.ok().flatten().unwrap_or_default()
    }

    /// Sees that git reads what `.git` at the top leads to, and nothing else.
    fn verify(&self) -> Result<(), GitError> {
        let link = self.top.join(GIT);
        kept::look(&link)?;
        // This looks at what is named alone, and reads no configuration.
        let resolved = self.run(["rev-parse", "--resolve-git-dir", GIT], &[])?;
        if !resolved.status.success() {
            return Err(unreadable(&link));
        }
        let top = self.folder("--show-toplevel")?;
        if top != self.top {
            let message = format!("`{}` keeps the history of another folder: `{}`", show(&link), show(&top));
            return Err(GitError::new(message, "run it in that folder, or check without a revision"));
        }
        let (own, common) = (self.folder("--absolute-git-dir")?, self.folder("--git-common-dir")?);
        let meant = fs::canonicalize(self.top.join(path(line(&resolved.stdout)))).ok();
        let ours = meant.as_ref() == Some(&own) && self.belongs(&link, &own, &common)?;
        if ours {
            return Ok(());
        }
        let message = format!(
            "`{}` points to `{}`, which does not refer back to this folder",
            show(&link),
            show(&common)
        );
        Err(GitError::new(
            message,
            "if it is, say so with `git worktree repair` or `git config core.worktree`",
        ))
    }

    /// Whether what git keeps in `own`, which shares what is in `common`, is about this work tree: by its place, or because
    /// it says so itself, as for the further work trees of a repository and for submodules.
    fn belongs(&self, link: &Path, own: &Path, common: &Path) -> Result<bool, GitError> {
        if own != common {
            let named = fs::read(own.join("gitdir")).unwrap_or_default();
            let named = fs::canonicalize(own.join(path(line(&named)))).ok();
            return Ok(
                own.parent() == Some(&*common.join("worktrees")) && named == fs::canonicalize(link).ok()
            );
        }
        let here = link.symlink_metadata().is_ok_and(|metadata| metadata.is_dir());
        Ok(here || self.answer(["config", "core.worktree"])?.is_some())
    }

    /// The folder that `rev-parse` names, all links followed.
    fn folder(&self, which: &str) -> Result<PathBuf, GitError> {
        let output = self.run(["rev-parse", which], &[])?;
        let found = output.status.success().then(|| self.top.join(path(line(&output.stdout))));
        found.and_then(|found| fs::canonicalize(found).ok()).ok_or_else(|| self.refused(&output))
    }

    /// The failure of a command that reads the repository as such.
    fn refused(&self, output: &Output) -> GitError {
        let said = said(&output.stderr);
        let help = if said.contains("dubious ownership") {
            "where you trust it, allow it with `git config --global --add safe.directory FOLDER`"
        } else {
            LOOK
        };
        GitError::new(format!("git cannot read `{}`: {said}", show(&self.top.join(GIT))), help)
    }

    /// The commit that `revision` names.
    pub(super) fn commit(&self, revision: &str) -> Result<String, GitError> {
        let name = format!("{revision}^{{commit}}");
        let arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options", &name];
        if let Some(commit) = self.answer(arguments)? {
            return Ok(commit);
        }
        let help = if self.shallow()? {
            DEEPEN
        } else {
            "name a branch, a tag or a commit; `git fetch` gets those of a remote"
        };
        Err(GitError::new(format!("unknown git revision `{revision}`"), help))
    }

    /// The last commit that `revision` and the one checked out have in common.
    pub(super) fn merge_base(&self, revision: &str) -> Result<String, GitError> {
        let theirs = self.commit(revision)?;
        let ours = self
            .answer(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"])?
            .ok_or_else(|| GitError::new("this repository has no commit yet", "commit first"))?;
        // Both are hexadecimal numbers, which git takes for nothing else.
        let output = self.run(["merge-base", &theirs, &ours], &[])?;
        match output.status.code() {
            Some(0) => Ok(String::from_utf8_lossy(line(&output.stdout)).into_owned()),
            Some(1) => {
                let help =
                    if self.shallow()? { DEEPEN } else { "name a revision that the branch has grown from" };
                let message = format!("`{revision}` and what is checked out have no commit in common");
                Err(GitError::new(message, help))
            }
            _ => Err(self.lacking(&format!("git cannot read the history: {}", said(&output.stderr)))),
        }
    }

    fn shallow(&self) -> Result<bool, GitError> {
        Ok(self.answer(["rev-parse", "--is-shallow-repository"])?.as_deref() == Some("true"))
    }

    /// The failure with `message`, where something of the history is not there.
    pub(super) fn lacking(&self, message: &str) -> GitError {
        let promised = r"^(remote\..*\.(promisor|partialclonefilter)|extensions\.partialclone)$";
        let partial = self.answer(["config", "--get-regexp", promised]);
        let partial = partial.is_ok_and(|partial| partial.is_some());
        GitError::new(message, if partial { REFETCH } else { "run `git fsck` to see what is broken" })
    }

    /// What a command answers; nothing where it fails.
    fn answer<const N: usize>(&self, arguments: [&str; N]) -> Result<Option<String>, GitError> {
        let output = self.run(arguments, &[])?;
        let answer = String::from_utf8_lossy(line(&output.stdout)).into_owned();
        Ok(Some(answer).filter(|answer| output.status.success() && !answer.is_empty()))
    }

    /// What a command that reads objects writes.
    pub(super) fn bytes<const N: usize>(
        &self,
        arguments: [&str; N],
        input: &[u8],
    ) -> Result<Vec<u8>, GitError> {
        let output = self.run(arguments, input)?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        Err(self.lacking(&format!("git cannot read the revision: {}", said(&output.stderr))))
    }

    fn run<const N: usize>(&self, arguments: [&str; N], input: &[u8]) -> Result<Output, GitError> {
        run(&self.top, &arguments, input)
    }
}

fn no_repository() -> GitError {
    GitError::new(
        "this folder is not in a git repository",
        "run it in the work tree of a repository, or check without a revision",
    )
}

/// Why git takes `link`, the `.git` of a folder, for no repository.
fn unreadable(link: &Path) -> GitError {
    let closed = |path: &Path| {
        // Opening anything else than a file or a folder may never end.
        let opened = fs::metadata(path).and_then(|metadata| match metadata {
            folder if folder.is_dir() => fs::read_dir(path).map(|_| ()),
            file if file.is_file() => fs::File::open(path).map(|_| ()),
            _ => Ok(()),
        });
        opened.is_err_and(|error| error.kind() == ErrorKind::PermissionDenied)
    };
    let parts = ["HEAD", "objects", "refs"].map(|name| link.join(name));
    match [link.to_owned()].into_iter().chain(parts).find(|path| closed(path)) {
        Some(path) => GitError::new(
            format!("cannot read `{}`: permission denied", show(&path)),
            "let it be read by the user that runs gainsay",
        ),
        None => GitError::new(
            format!("`{}` is not a git repository", show(link)),
            "repair or remove it, or check without a revision",
        ),
    }
}
