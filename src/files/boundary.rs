//! The repository around a path, and what leads out of it. Every path that is read or written is judged here.
//!
//! What a pull request brings may be a link or a path to anywhere. So a link that stands in a repository leads nowhere
//! beyond it, nor to what git keeps about it, whether something is read there or written. Whoever runs the program
//! may still name any path.
//!
//! A path is followed part by part, as the system does it. How it is written does not matter, then: `claims/`, `./claims`
//! and `claims/.` all lead through the link `claims`.

use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use super::start::Start;

/// The folder or file in which git keeps what it knows of a repository; it may hold passwords.
const GIT: &str = ".git";

/// What is said of a path on which a link leads out of its repository.
pub(crate) const LEADS_OUT: &str = "a link points outside the repository";
/// What is said of a path that is written so.
pub(crate) const WRITTEN_OUT: &str = "this points outside it";
/// What is said of a path to what git keeps.
pub(crate) const OF_GIT: &str = "the git directory is not part of it";
/// What is said of a path with too many links on it.
pub(crate) const TOO_MANY_LINKS: &str = "there are too many links in a chain";

/// The most links on the way to a file: no system follows more.
const MOST_LINKS: usize = 64;

/// The nearest folder around `folder`, all links in which have been followed, that holds a repository.
pub(crate) fn repository(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|around| exists(&around.join(GIT)))
}

/// The folder that `folder`, all links in which have been followed, is part of: its repository. Where there is none, the
/// folder that paths `start` from if that is around it, else the folder itself.
pub(crate) fn root(start: Start<'_>, folder: &Path) -> PathBuf {
    let start = || {
        let start = start.folder().and_then(fs::canonicalize).ok()?;
        folder.starts_with(&start).then_some(start)
    };
    repository(folder).map(Path::to_owned).or_else(start).unwrap_or_else(|| folder.to_owned())
}

/// Whether there is something at `path`, be it a link to nothing. What nobody may look at counts as there.
pub(crate) fn exists(path: &Path) -> bool {
    let missing = |kind| matches!(kind, ErrorKind::NotFound | ErrorKind::NotADirectory);
    path.symlink_metadata().map_or_else(|error| !missing(error.kind()), |_| true)
}

/// Whether a part of the path from the top of a repository belongs to git itself.
fn is_of_git(inner: &Path) -> bool {
    inner.components().any(|part| part.as_os_str().eq_ignore_ascii_case(GIT))
}

/// Where `path`, given by whoever runs the program, leads to, all links followed as far as there is something.
///
/// Fails where a link on the way stands in a repository, and leads out of it or to what git keeps there.
pub(crate) fn follow(path: &Path) -> Result<PathBuf, &'static str> {
    let mut walk = Walk { reached: std::env::current_dir().unwrap_or_default(), links: 0, root: None };
    walk.go(path).map_err(|why| if why == OF_GIT { LEADS_OUT } else { why })?;
    Ok(real(&walk.reached))
}

/// Whether a link on the way to `path` stands in a repository, and leads out of it or to what git keeps there.
pub(crate) fn leads_out(path: &Path) -> bool {
    follow(path) == Err(LEADS_OUT)
}

/// Where `path`, written in a file in `folder`, leads to, be there something or not.
///
/// Fails where that is beyond the root of `folder`, or kept by git.
pub(crate) fn within(start: Start<'_>, folder: &Path, path: &str) -> Result<PathBuf, &'static str> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let folder = fs::canonicalize(start.whole(folder)).map_err(|_| WRITTEN_OUT)?;
    let root = root(start, &folder);
    let whole = folder.join(path);
    // As it is written, before the file system is asked, so that nothing is learnt of what lies beyond.
    let inner = whole.strip_prefix(&root).map_err(|_| WRITTEN_OUT)?;
    if leaves(inner) {
        return Err(WRITTEN_OUT);
    }
    let mut walk = Walk { reached: folder, links: 0, root: Some(&root) };
    walk.go(&whole)?;
    let reached = real(&walk.reached);
    bounded(&reached, &root)?;
    Ok(reached)
}

/// Fails where `path` is not in `root`, or kept by git.
fn bounded(path: &Path, root: &Path) -> Result<(), &'static str> {
    let inner = path.strip_prefix(root).map_err(|_| LEADS_OUT)?;
    if is_of_git(inner) { Err(OF_GIT) } else { Ok(()) }
}

/// A path that is followed.
struct Walk<'r> {
    /// The place so far, without a link on it.
    reached: PathBuf,
    /// How many links were followed.
    links: usize,
    /// What no link may leave: where nothing is said, the repository that it stands in.
    root: Option<&'r Path>,
}

impl Walk<'_> {
    fn go(&mut self, path: &Path) -> Result<(), &'static str> {
        for part in path.components() {
            match part {
                Component::CurDir => {}
                Component::ParentDir => _ = self.reached.pop(),
                Component::Prefix(_) | Component::RootDir => self.reached.push(part),
                Component::Normal(name) => self.enter(Path::new(name))?,
            }
        }
        Ok(())
    }

    /// Goes on to what is called `name`, and where that is a link, to where it leads.
    fn enter(&mut self, name: &Path) -> Result<(), &'static str> {
        let link = self.reached.join(name);
        let Ok(target) = fs::read_link(&link) else {
            self.reached = link;
            return Ok(());
        };
        self.links += 1;
        if self.links > MOST_LINKS {
            return Err(TOO_MANY_LINKS);
        }
        let home = real(&self.reached);
        self.go(&target)?;
        match self.root.or_else(|| repository(&home)) {
            Some(root) => bounded(&real(&self.reached), root),
            None => Ok(()),
        }
    }
}

/// Whether a relative path leads out of the folder that it starts from, if only to come back.
fn leaves(path: &Path) -> bool {
    let depth = path.components().try_fold(0_usize, |depth, part| match part {
        Component::CurDir => Some(depth),
        Component::ParentDir => depth.checked_sub(1),
        _ => Some(depth + 1),
    });
    depth.is_none()
}

/// The path as it is written, without `.`, and without `..` where that is possible.
pub(crate) fn normalized(path: &Path) -> PathBuf {
    let mut normalized = PathBuf::new();
    for part in path.components() {
        let last = normalized.components().next_back();
        let named = matches!(last, Some(Component::Normal(_)));
        let top = matches!(last, Some(Component::RootDir));
        match part {
            Component::CurDir => {}
            Component::ParentDir if named => _ = normalized.pop(),
            Component::ParentDir if top => {}
            part => normalized.push(part),
        }
    }
    normalized
}

/// The path with all links followed, as far as there is something.
pub(crate) fn real(path: &Path) -> PathBuf {
    let found = path.ancestors().find_map(|around| {
        let real = fs::canonicalize(around).ok()?;
        let rest = path.strip_prefix(around).ok().filter(|rest| !rest.as_os_str().is_empty());
        Some(rest.map_or(real.clone(), |rest| real.join(rest)))
    });
    found.unwrap_or_else(|| path.to_owned())
}

#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use proptest::prelude::*;

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
        assert!(leads("repository/out/") && leads("repository/out//") && leads("repository/./out/."));
        assert_eq!(follow(&repository.join("ring/")), Err(TOO_MANY_LINKS));
        assert_eq!(follow(&repository.join("in/../in/new/")), Ok(repository.join("claims/new")));
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
            assert_eq!(within(Start::HERE, &folder, path).err(), why, "{path}");
        }
        assert_eq!(within(Start::HERE, &around.join("secrets"), "../x"), Err(WRITTEN_OUT));
        assert_eq!(within(Start::HERE, &around.join("secrets"), "x"), Ok(around.join("secrets/x")));
    }

    /// A repository with links of every sort in it, and what they lead to beside it.
    fn linked() -> &'static (tempfile::TempDir, PathBuf) {
        static LINKED: std::sync::OnceLock<(tempfile::TempDir, PathBuf)> = std::sync::OnceLock::new();
        LINKED.get_or_init(|| {
            let around = tempfile::tempdir().unwrap();
            let repository = fs::canonicalize(around.path()).unwrap().join("repository");
            for folder in [".git", "claims/deep", "../secrets/deep"] {
                fs::create_dir_all(repository.join(folder)).unwrap();
            }
            for file in [".git/a.yaml", "claims/a.yaml", "claims/deep/a.yaml", "../secrets/a.yaml"] {
                fs::write(repository.join(file), "").unwrap();
            }
            for (link, target) in [
                ("out", "../secrets".into()),
                ("in", repository.join("claims/")),
                ("git", ".git/".into()),
                ("claims/hop", "../out//./deep".into()),
                ("claims/up", "..".into()),
                ("claims/deep/b.yaml", "../../../secrets/a.yaml".into()),
                ("claims/deep/c.yaml", "../a.yaml".into()),
            ] {
                symlink(target, repository.join(link)).unwrap();
            }
            (around, repository)
        })
    }

    /// Whether one of the parts of a path is a link out, as the system sees it.
    fn passes_out(repository: &Path, parts: &[&str]) -> bool {
        let inside = |path: &Path| path.strip_prefix(repository).is_ok_and(|inner| !inner.starts_with(GIT));
        (1..=parts.len()).filter(|&end| !["", ".", ".."].contains(&parts[end - 1])).any(|end| {
            let path = format!("{}/{}", repository.display(), parts[..end].join("/"));
            let (link, target) = (Path::new(&path).is_symlink(), fs::canonicalize(&path));
            let home = fs::canonicalize(Path::new(&path).parent().unwrap());
            link && home.is_ok_and(|home| inside(&home)) && target.is_ok_and(|target| !inside(&target))
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        /// However a path is written, it is followed as the system does it, and refused exactly where a link leads out.
        #[test]
        fn spellings_of_a_path_make_no_difference(
            parts in prop::collection::vec(prop::sample::select(vec![
                "out", "in", "git", "hop", "up", "claims", "deep", "a.yaml", "b.yaml", "c.yaml",
                ".", "..", "", ".", "", "..",
            ]), 0..9),
            relative in any::<bool>(),
        ) {
            let (_, repository) = linked();
            let absolute = format!("{}/{}", repository.display(), parts.join("/"));
            let up = "../".repeat(std::env::current_dir().unwrap().components().count() - 1);
            let path = PathBuf::from(if relative { format!("{up}.{absolute}") } else { absolute });
            if let Ok(real) = fs::canonicalize(&path) {
                let expected = if passes_out(repository, &parts) { Err(LEADS_OUT) } else { Ok(real) };
                prop_assert_eq!(follow(&path), expected);
            }
            let written = within(Start::HERE, &repository.join("claims"), &format!("../{}", parts.join("/")));
            if let (Ok(reached), Ok(real)) = (&written, fs::canonicalize(&path)) {
                prop_assert_eq!(reached, &real);
            }
            prop_assert!(written.is_err() || bounded(&written.unwrap(), repository).is_ok());
        }
    }
}
