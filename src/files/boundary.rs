//! The repository around a path, and what leads out of it.
//!
//! What a pull request brings may be a link or a path to anywhere. So a link that stands in a repository leads nowhere
//! beyond it, nor to what git keeps about it, whether something is read there or written. Whoever runs the program
//! may still name any path.

use std::fs;
use std::path::{Component, Path, PathBuf};

/// The folder or file in which git keeps what it knows of a repository; it may hold passwords.
const GIT: &str = ".git";

/// What is said of a path on which a link leads out of its repository.
pub(crate) const LEADS_OUT: &str = "a link leads out of the repository";
/// What is said of a path that is written so.
const WRITTEN_OUT: &str = "this leads out of it";
/// What is said of a path to what git keeps.
pub(crate) const OF_GIT: &str = "what git keeps is no part of it";

/// The nearest folder around `folder`, all links in which have been followed, that holds a repository.
pub(crate) fn repository(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|around| around.join(GIT).exists())
}

/// Whether a part of the path from the top of a repository belongs to git itself.
pub(crate) fn is_of_git(inner: &Path) -> bool {
    inner.components().any(|part| part.as_os_str().eq_ignore_ascii_case(GIT))
}

/// Whether a link on the way to `path` stands in a repository, and leads out of it or to what git keeps there.
pub(crate) fn leads_out(path: &Path) -> bool {
    let Ok(path) = std::path::absolute(path) else { return false };
    path.ancestors().filter(|part| part.is_symlink()).any(|link| {
        let home = link.parent().and_then(|home| fs::canonicalize(home).ok());
        let target = fs::canonicalize(link).ok();
        let (Some(home), Some(target)) = (home, target) else { return false };
        let beyond = |root| target.strip_prefix(root).map_or(true, is_of_git);
        repository(&home).is_some_and(beyond)
    })
}

/// Why `path`, written in a file in `folder`, leads to somewhere beyond the repository of that file; beyond its folder
/// where it is in none. `None` where it does not, be there something or not.
pub(crate) fn beyond(folder: &Path, path: &str) -> Option<&'static str> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(folder) = fs::canonicalize(folder) else { return Some(WRITTEN_OUT) };
    let root = repository(&folder).unwrap_or(&folder);
    let whole = flat(&folder.join(path));
    match (whole.strip_prefix(root), real(&whole).strip_prefix(root)) {
        (Err(_), _) => Some(WRITTEN_OUT),
        (_, Err(_)) => Some(LEADS_OUT),
        (_, Ok(inner)) => is_of_git(inner).then_some(OF_GIT),
    }
}

/// The path without `.` and `..`, as it is written.
fn flat(path: &Path) -> PathBuf {
    let mut flat = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => _ = flat.pop(),
            part => flat.push(part),
        }
    }
    flat
}

/// The path with all links followed, as far as there is something.
fn real(path: &Path) -> PathBuf {
    let found = path.ancestors().find_map(|around| {
        let rest = path.strip_prefix(around).ok()?;
        Some(fs::canonicalize(around).ok()?.join(rest))
    });
    found.unwrap_or_else(|| path.to_owned())
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn links_and_paths_end_at_the_repository() {
        let around = tempfile::tempdir().unwrap();
        let around = fs::canonicalize(around.path()).unwrap();
        let repository = around.join("repository");
        fs::create_dir_all(repository.join(".git")).unwrap();
        fs::create_dir_all(repository.join("claims")).unwrap();
        fs::create_dir_all(around.join("secrets")).unwrap();
        for (link, target) in [
            ("out", around.join("secrets")),
            ("git", repository.join(".git")),
            ("in", repository.join("claims")),
            ("hop", repository.join("out")),
            ("ring", repository.join("ring")),
        ] {
            symlink(target, repository.join(link)).unwrap();
        }
        symlink(around.join("secrets"), around.join("free")).unwrap();
        let leads = |path: &str| leads_out(&around.join(path));
        assert!(leads("repository/out") && leads("repository/out/x") && leads("repository/git"));
        assert!(leads("repository/hop") && leads("repository/in/../out/x"));
        assert!(!leads("repository/in") && !leads("repository/claims/new") && !leads("repository/ring"));
        assert!(!leads("free/x") && !leads("secrets"));

        let folder = repository.join("claims");
        for (path, why) in [
            ("a", None),
            ("../gainsay.yaml", None),
            ("../no/such/file", None),
            ("../in/x", None),
            ("../../secrets", Some(WRITTEN_OUT)),
            ("/etc", Some(WRITTEN_OUT)),
            ("../out/x", Some(LEADS_OUT)),
            ("../.git/config", Some(OF_GIT)),
            ("../git/config", Some(OF_GIT)),
        ] {
            assert_eq!(beyond(&folder, path), why, "{path}");
        }
        assert_eq!(beyond(&around.join("secrets"), "../x"), Some(WRITTEN_OUT));
        assert_eq!(beyond(&around.join("secrets"), "x"), None);
    }
}
