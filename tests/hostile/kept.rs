//! What git keeps is looked at before git starts: links in it that lead to another repository, and what is no file.

#[path = "../repository/mod.rs"]
#[allow(clippy::duplicate_mod, reason = "each file of tests takes what it needs of it")]
mod repository;

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Command, Stdio};

use repository::{Repository, clean, folder};

use super::end;

/// A repository on a branch of `main`, with references and a list of commits that git packed.
fn packed(name: &str) -> Repository {
    let repository = Repository::start(&format!("hostile-kept-{name}"));
    repository.git(&["pack-refs", "--all"]);
    repository.git(&["repack", "-adq"]);
    repository.git(&["commit-graph", "write", "--reachable"]);
    repository
}

/// How a run over the history ends, which it has to, and what it reports, without line breaks.
fn ended(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = clean(Command::new(env!("CARGO_BIN_EXE_gainsay")));
    command.args(arguments).current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null());
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let err = child.stderr.take().unwrap();
    let status = end(child).unwrap_or_else(|| panic!("{arguments:?} hangs")).code();
    let err = std::io::read_to_string(err).unwrap();
    (status, err.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Expects that each run refuses what is at `part` of `.git`, for this reason.
fn refused(repository: &Repository, part: &str, why: &str) {
    let path = if part.is_empty() { ".git`".to_owned() } else { format!(".git/{part}`") };
    for arguments in [&["check", "--since", "main"][..], &["diff", "main"]] {
        let (status, told) = ended(&repository.0, arguments);
        let expected = format!("{path} {why} help: ");
        assert!(status == Some(2) && told.contains(&expected), "{part}: {status:?} {told}");
    }
    let (status, told) = ended(&repository.0, &["init", "."]);
    assert!(status.is_some(), "{told}");
}

/// Puts something else in the place of what is at `part` of `.git`, and the other thing back behind the test.
fn instead(repository: &Repository, part: &str, put: &dyn Fn(&Path), test: &dyn Fn()) {
    let path = repository.0.join(".git").join(part);
    let before = path.with_extension("before");
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let there = fs::rename(&path, &before).is_ok();
    put(&path);
    test();
    fs::remove_file(&path).unwrap();
    if there {
        fs::rename(before, path).unwrap();
    }
}

#[test]
fn links_in_git_do_not_lead_to_another_repository() {
    let (repository, secret) = (packed("links"), packed("secret"));
    let secret = secret.0.join(".git");
    for part in ["shallow", "commondir", "refs/heads/main", "objects/info/alternates", "logs/HEAD"] {
        fs::create_dir_all(secret.join(part).parent().unwrap()).unwrap();
        fs::write(secret.join(part), "x\n").unwrap();
    }
    fs::create_dir_all(secret.join("worktrees")).unwrap();
    fs::create_dir_all(secret.join("objects/aa")).unwrap();
    let parts = "HEAD config packed-refs shallow commondir objects objects/info objects/pack objects/aa \
        objects/info/alternates objects/info/commit-graph refs refs/heads refs/heads/main info logs logs/HEAD \
        worktrees";
    let why = "is a link that points outside the git directory";
    for part in parts.split_whitespace() {
        let put = |path: &Path| symlink(secret.join(part), path).unwrap();
        instead(&repository, part, &put, &|| refused(&repository, part, why));
    }
    // The objects of another repository, by a file, with its references, by a link.
    let alternates = repository.0.join(".git/objects/info/alternates");
    fs::write(alternates, format!("{}\n", secret.join("objects").display())).unwrap();
    let put = |path: &Path| symlink(secret.join("refs"), path).unwrap();
    instead(&repository, "refs", &put, &|| refused(&repository, "refs", why));
}

#[test]
fn links_within_git_and_links_that_git_does_not_read_are_fine() {
    let repository = packed("inner-links");
    let git = repository.0.join(".git");
    fs::remove_file(git.join("HEAD")).unwrap();
    // As old versions of git wrote it. The reference is packed, so that the link leads to nothing.
    symlink("refs/heads/topic", git.join("HEAD")).unwrap();
    fs::rename(git.join("logs"), git.join("history")).unwrap();
    symlink("history", git.join("logs")).unwrap();
    fs::remove_dir_all(git.join("hooks")).unwrap();
    symlink("/usr/share", git.join("hooks")).unwrap();
    let monitor = UnixListener::bind(git.join("fsmonitor--daemon.ipc"));
    assert!(monitor.is_ok());
    assert_eq!(ended(&repository.0, &["check", "--since", "main"]), (Some(0), String::new()));
}

#[test]
fn what_is_no_file_in_git_is_not_waited_for() {
    let repository = packed("pipes");
    let pipe = |path: &Path| assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    let why = "is neither a regular file nor a folder";
    let parts = "HEAD config refs packed-refs shallow commondir gitdir objects objects/info/alternates \
        objects/info/commit-graph objects/aa refs/heads/main refs/tags/main main info logs";
    for part in parts.split_whitespace() {
        instead(&repository, part, &pipe, &|| refused(&repository, part, why));
    }
    let socket = |path: &Path| drop(UnixListener::bind(path).unwrap());
    instead(&repository, "FETCH_HEAD", &socket, &|| refused(&repository, "FETCH_HEAD", why));
    fs::rename(repository.0.join(".git"), repository.0.join("kept")).unwrap();
    pipe(&repository.0.join(".git"));
    refused(&repository, "", why);
    fs::remove_file(repository.0.join(".git")).unwrap();
    symlink("/dev/zero", repository.0.join(".git")).unwrap();
    refused(&repository, "", why);
}

#[test]
fn what_the_git_of_a_further_work_tree_leads_to_is_looked_at() {
    let repository = packed("tree");
    let tree = folder("hostile-kept-tree-further");
    repository.git(&["worktree", "add", "--quiet", "--detach", tree.to_str().unwrap()]);
    assert_eq!(ended(&tree, &["check", "--since", "main"]), (Some(0), String::new()));
    for part in ["packed-refs", "worktrees/hostile-kept-tree-further/HEAD"] {
        let pipe = |path: &Path| assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
        instead(&repository, part, &pipe, &|| {
            let (status, told) = ended(&tree, &["check", "--since", "main"]);
            let expected = format!(".git/{part}` is neither a regular file nor a folder");
            assert!(status == Some(2) && told.contains(&expected), "{told}");
        });
    }
}
