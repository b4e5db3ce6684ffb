//! The history of a repository is read without running what the repository names, without the network, and without
//! reading another repository. What would run leaves a file `ran`.

#[path = "../repository/mod.rs"]
mod repository;

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use repository::{Repository, claim, clean, folder, gainsay, shown};

/// What is found of [`changed`] where its history is read: a conflict that the branch brings in.
const FOUND: i32 = 1;

/// A repository whose branch brings in a conflict over the fire.
fn changed(name: &str) -> Repository {
    let repository = Repository::start(&format!("hostile-{name}"));
    repository.write("claims/fire/courier.yaml", &claim("courier-2", "courier", "fire", "7"));
    repository.commit("courier");
    repository
}

/// A program beside `folder` that leaves the file `ran` beside itself.
fn program(folder: &Path) -> PathBuf {
    let program = folder.with_extension("program");
    let _ = fs::remove_dir_all(&program);
    fs::create_dir_all(&program).unwrap();
    let program = program.join("git-remote-evil");
    fs::write(&program, "#!/bin/sh\ntouch \"$(dirname \"$0\")/ran\"\nexit 1\n").unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    program
}

fn has_run(program: &Path) -> bool {
    program.with_file_name("ran").exists()
}

/// What a run that fails tells, without line breaks.
fn refused(output: &Output) -> String {
    assert_eq!((output.status.code(), shown(&output.stdout)), (Some(2), ""));
    shown(&output.stderr).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Takes the file at `path` of `main` out of the repository, as a partial clone lacks it.
fn lose(repository: &Path, path: &str) {
    let id = Repository(repository.to_owned()).git(&["rev-parse", &format!("main:{path}")]);
    let (folder, name) = id.trim().split_at(2);
    fs::remove_file(repository.join(".git/objects").join(folder).join(name)).unwrap();
}

/// Sets keys of the configuration at `file`.
fn set(repository: &Repository, file: &str, keys: &[(&str, &str)]) {
    for (key, value) in keys {
        repository.git(&["config", "--file", file, key, value]);
    }
}

#[test]
fn a_folder_that_looks_like_a_repository_is_none() {
    let repository = changed("bare");
    let evil = program(&repository.0);
    repository.write("claims/fire/gazette.yaml", &claim("gazette-2", "gazette", "fire", "101"));
    repository.commit("gazette");
    lose(&repository.0, "claims/fire/gazette.yaml");
    let claims = repository.0.join("claims");
    for part in ["HEAD", "objects", "refs"] {
        let copied =
            Command::new("cp").arg("-R").arg(repository.0.join(".git").join(part)).arg(&claims).status();
        assert!(copied.unwrap().success());
    }
    // The real one has the file that the other lacks.
    repository.write("claims/old.txt", &claim("gazette-2", "gazette", "fire", "about 100"));
    repository.git(&["hash-object", "-w", "claims/old.txt"]);
    set(
        &repository,
        "claims/config",
        &[
            ("core.repositoryFormatVersion", "1"),
            ("core.bare", "false"),
            ("core.worktree", "."),
            ("core.sshCommand", &format!("{}; false", evil.display())),
            ("core.fsmonitor", evil.to_str().unwrap()),
            ("extensions.partialClone", "o"),
            ("remote.o.promisor", "true"),
            ("remote.o.url", "ssh://localhost/x"),
        ],
    );
    for arguments in [&["check", ".", "--since", "main"][..], &["diff", "main", "."], &["init", "."]] {
        let output = gainsay(&claims, arguments);
        assert!(!has_run(&evil), "{arguments:?}");
        let expected = if arguments[0] == "check" { FOUND } else { 0 };
        assert_eq!(output.status.code(), Some(expected), "{}", shown(&output.stderr));
    }
}

#[test]
fn nothing_is_fetched() {
    let repository = changed("fetch");
    let evil = program(&repository.0);
    let run = evil.to_str().unwrap();
    lose(&repository.0, "claims/fire/gazette.yaml");
    let keys = [
        "core.sshCommand",
        "core.gitProxy",
        "core.askPass",
        "credential.helper",
        "core.alternateRefsCommand",
        "remote.o.uploadpack",
    ];
    set(&repository, ".git/config", &keys.map(|key| (key, run)));
    let allowed = ["protocol.allow", "protocol.ext.allow", "protocol.evil.allow", "protocol.file.allow"];
    set(&repository, ".git/config", &allowed.map(|key| (key, "always")));
    let partial = [
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "o"),
        ("remote.o.promisor", "true"),
    ];
    set(&repository, ".git/config", &partial);
    let here = repository.0.display();
    let urls = [
        "ssh://localhost/x".to_owned(),
        "git://localhost/x".to_owned(),
        "http://localhost:1/x".to_owned(),
        format!("ext::{run}"),
        "evil::x".to_owned(),
        format!("{here}"),
        format!("file://{here}"),
    ];
    let programs = evil.parent().unwrap();
    let own = std::env::var_os("PATH").unwrap();
    let path = |programs: &Path| {
        let folders = [programs.to_owned()].into_iter().chain(std::env::split_paths(&own));
        std::env::join_paths(folders).unwrap()
    };
    // A git that does not know how not to fetch, such as those before 2.45.
    let old = programs.join("old");
    fs::create_dir_all(&old).unwrap();
    let text =
        format!("#!/bin/sh\nunset GIT_NO_LAZY_FETCH\nPATH='{}' exec git \"$@\"\n", path(programs).display());
    fs::write(old.join("git"), text).unwrap();
    fs::set_permissions(old.join("git"), fs::Permissions::from_mode(0o755)).unwrap();
    for url in urls {
        set(&repository, ".git/config", &[("remote.o.url", &url)]);
        for (arguments, programs) in [
            (["check", "--since", "main"], programs),
            (["diff", "main", "claims"], programs),
            (["check", "--since", "main"], &old),
        ] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
            command.env_clear().env("PATH", path(programs)).args(arguments).current_dir(&repository.0);
            let told = refused(&clean(command).output().unwrap());
            assert!(!has_run(&evil), "{url}: {told}");
            let lacking = told.starts_with("error: git does not have `claims/fire/gazette.yaml` of commit ");
            assert!(lacking || programs == old, "{told}");
            assert!(
                told.contains("help: this clone is partial, and gainsay uses no network: get all files with"),
                "{told}"
            );
        }
    }
}

#[test]
fn a_partial_clone_says_what_to_do_and_that_helps() {
    let repository = changed("partial");
    for key in ["uploadpack.allowFilter", "uploadpack.allowAnySHA1InWant"] {
        repository.git(&["config", key, "true"]);
    }
    let address = format!("file://{}", repository.0.display());
    for filter in ["blob:none", "tree:0"] {
        let clone = folder(&format!("hostile-partial-{}", &filter[..4]));
        let filter = format!("--filter={filter}");
        repository.git(&["clone", "--quiet", "--no-checkout", &filter, &address, clone.to_str().unwrap()]);
        let clone = Repository(clone);
        clone.write("claims/fire/courier.yaml", &claim("courier-2", "courier", "fire", "7"));
        let told = refused(&clone.gainsay(&["check", "--since", "origin/main"]));
        assert!(told.contains("help: this clone is partial, and gainsay uses no network"), "{told}");
        clone.git(&["fetch", "--quiet", "--refetch", "--no-filter"]);
        clone.git(&["checkout", "--quiet", "--force", "topic"]);
        let output = clone.gainsay(&["check", "--since", "origin/main"]);
        assert_eq!(output.status.code(), Some(FOUND), "{}", shown(&output.stderr));
    }
}

#[test]
fn what_is_lost_is_told() {
    let repository = changed("lost");
    lose(&repository.0, "claims/fire/gazette.yaml");
    let told = refused(&repository.gainsay(&["check", "--since", "main"]));
    assert!(told.starts_with("error: git does not have `claims/fire/gazette.yaml` of commit "), "{told}");
    assert!(told.ends_with("help: run `git fsck` to see what is broken"), "{told}");
}

#[test]
fn no_program_of_the_configuration_is_run() {
    let repository = changed("programs");
    let evil = program(&repository.0);
    let run = evil.to_str().unwrap();
    let shell = format!("!{run}");
    let keys = "core.fsmonitor core.pager core.editor core.askPass core.sshCommand core.gitProxy \
        core.alternateRefsCommand credential.helper diff.external diff.evil.command diff.evil.textconv \
        filter.evil.clean filter.evil.smudge filter.evil.process merge.evil.driver gpg.program gpg.ssh.program \
        gpg.x509.program gpg.ssh.defaultKeyCommand uploadpack.packObjectsHook interactive.diffFilter \
        sequence.editor tar.tar.command pager.rev-parse pager.merge-base pager.ls-tree pager.cat-file pager.config \
        mergetool.evil.cmd difftool.evil.cmd browser.evil.cmd remote.o.uploadpack hook.evil.command";
    for key in keys.split_whitespace() {
        repository.git(&["config", key, run]);
    }
    for command in ["rev-parse", "merge-base", "ls-tree", "cat-file", "config", "fetch", "upload-pack"] {
        repository.git(&["config", &format!("alias.{command}"), &shell]);
    }
    for (key, value) in [
        ("filter.evil.required", "true"),
        ("log.showSignature", "true"),
        ("pager.cat-file", run),
        ("core.hooksPath", evil.parent().unwrap().to_str().unwrap()),
        ("submodule.x.update", &shell),
        ("gc.auto", "1"),
        ("trace2.eventTarget", evil.with_file_name("ran").to_str().unwrap()),
    ] {
        repository.git(&["config", key, value]);
    }
    for hook in "post-index-change reference-transaction post-checkout pre-auto-gc fsmonitor-watchman \
        query-watchman post-rewrite pre-commit"
        .split_whitespace()
    {
        for folder in [evil.parent().unwrap(), &repository.0.join(".git/hooks")] {
            fs::create_dir_all(folder).unwrap();
            fs::copy(&evil, folder.join(hook)).unwrap();
        }
    }
    for file in [".gitattributes", ".git/info/attributes", "claims/.gitattributes"] {
        repository.write(file, "* diff=evil filter=evil merge=evil working-tree-encoding=UTF-16\n");
    }
    let index = fs::read(repository.0.join(".git/index")).unwrap();
    for arguments in [
        &["check", "--since", "main"][..],
        &["diff", "main"],
        &["init", "."],
        &["check", "--since", "main^0"],
    ] {
        let output = repository.gainsay(arguments);
        let expected = if arguments[0] == "check" { FOUND } else { 0 };
        assert_eq!(output.status.code(), Some(expected), "{}", shown(&output.stderr));
        assert!(!has_run(&evil) && !repository.0.join(".git/hooks/ran").exists(), "{arguments:?}");
    }
    assert_eq!(fs::read(repository.0.join(".git/index")).unwrap(), index);
    // That they are not is not for want of trying: a command that asks for them has them run.
    let status = clean(Command::new("git")).arg("status").current_dir(&repository.0).output();
    assert!(status.is_ok() && has_run(&evil));
}

#[test]
fn the_history_is_what_its_commits_say() {
    let repository = changed("replaced");
    // A commit without parents that holds what the branch brings in already.
    let other = repository.git(&["commit-tree", "-m", "other", "HEAD^{tree}"]).trim().to_owned();
    repository.git(&["branch", "other", &other]);
    repository.git(&["replace", "main", &other]);
    assert_eq!(repository.since_main().0, FOUND);
    let head = repository.git(&["rev-parse", "HEAD"]);
    repository.write(".git/info/grafts", &format!("{} {other}\n", head.trim()));
    let told = refused(&repository.gainsay(&["check", "--since", "other"]));
    assert!(told.starts_with("error: `other` and what is checked out have no commit in common"), "{told}");
}

#[test]
fn the_repository_is_the_one_around_the_folder_whatever_hook_it_runs_in() {
    let (repository, other) = (changed("hook"), Repository::start("hostile-hook-other"));
    let variables = [
        ("GIT_DIR", other.0.join(".git")),
        ("GIT_COMMON_DIR", other.0.join(".git")),
        ("GIT_WORK_TREE", other.0.clone()),
        ("GIT_INDEX_FILE", other.0.join(".git/index")),
        ("GIT_OBJECT_DIRECTORY", other.0.join(".git/objects")),
        ("GIT_PREFIX", PathBuf::from("claims/")),
        ("GIT_NAMESPACE", PathBuf::from("x")),
        ("GIT_TRACE", PathBuf::from("1")),
        ("GIT_CEILING_DIRECTORIES", repository.0.clone()),
    ];
    let run = |folder: &str, arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap());
        let mut command = clean(command);
        command.envs(variables.iter().map(|(name, value)| (name, value)));
        command.args(arguments).current_dir(repository.0.join(folder)).output().unwrap()
    };
    assert_eq!(run(".", &["check", "--since", "main"]).status.code(), Some(FOUND));
    let below = run("claims", &["check", "fire", "--since", "main"]);
    assert_eq!(below.status.code(), Some(FOUND), "{}", shown(&below.stderr));
    // A relative one, as a hook has it.
    let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap());
    let mut command = clean(command);
    command.env("GIT_DIR", ".git").args(["check", "fire", "--since", "main"]);
    assert_eq!(command.current_dir(repository.0.join("claims")).output().unwrap().status.code(), Some(FOUND));
}

#[test]
fn further_work_trees_submodules_and_shared_objects_are_read() {
    let repository = changed("kinds");
    let around = folder("hostile-kinds-around");
    let tree = around.join("tree");
    repository.git(&["worktree", "add", "--quiet", "--detach", tree.to_str().unwrap()]);
    let shared = around.join("shared");
    repository.git(&["clone", "--quiet", "--shared", ".", shared.to_str().unwrap()]);
    let outer = Repository::new("hostile-kinds-outer");
    let address = repository.0.to_str().unwrap();
    outer.git(&["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", address, "inner"]);
    let separate = around.join("separate");
    let kept = around.join("kept.git");
    let kept = format!("--separate-git-dir={}", kept.display());
    repository.git(&["clone", "--quiet", &kept, ".", separate.to_str().unwrap()]);
    for (folder, main) in [(tree, "main"), (shared, "origin/main"), (outer.0.join("inner"), "origin/main")] {
        let output = gainsay(&folder, &["check", "--since", main]);
        assert_eq!(output.status.code(), Some(FOUND), "{}: {}", folder.display(), shown(&output.stderr));
    }
    // This one has to say whose it is.
    let told = refused(&gainsay(&separate, &["check", "--since", "origin/main"]));
    assert!(told.contains("which does not refer back to this folder"), "{told}");
    Repository(separate.clone()).git(&["config", "core.worktree", separate.to_str().unwrap()]);
    assert_eq!(gainsay(&separate, &["check", "--since", "origin/main"]).status.code(), Some(FOUND));
}

#[test]
fn the_history_of_another_repository_is_not_read() {
    let secret = changed("secret");
    fs::remove_file(secret.0.join("claims/fire/courier.yaml")).unwrap();
    secret.commit("gone");
    let secret = secret.0.join(".git");
    let lines = format!("gitdir: {}\n", secret.display());
    let plant = |name: &str, plant: &dyn Fn(&Path)| {
        let folder = folder(&format!("hostile-planted-{name}"));
        fs::create_dir_all(folder.join("claims")).unwrap();
        plant(&folder.join(".git"));
        let told = refused(&gainsay(&folder, &["diff", "HEAD"]));
        assert!(!told.contains("courier"), "{told}");
        told
    };
    let about = "which does not refer back to this folder";
    let told = plant("file", &|git| fs::write(git, &lines).unwrap());
    assert!(told.contains(about) && told.contains("help: if it is, say so with"), "{told}");
    let told = plant("link", &|git| symlink(&secret, git).unwrap());
    assert!(told.contains(about), "{told}");
    let told = plant("common", &|git| {
        fs::create_dir_all(git).unwrap();
        fs::copy(secret.join("HEAD"), git.join("HEAD")).unwrap();
        fs::write(git.join("commondir"), secret.to_str().unwrap()).unwrap();
        fs::write(git.join("gitdir"), git.to_str().unwrap()).unwrap();
    });
    assert!(told.contains(about), "{told}");
    let told = plant("elsewhere", &|git| {
        let folder = Repository(git.parent().unwrap().to_owned());
        folder.git(&["init", "--quiet"]);
        folder.git(&["config", "core.worktree", secret.parent().unwrap().to_str().unwrap()]);
    });
    assert!(told.contains("keeps the history of another folder"), "{told}");
}

#[test]
fn a_git_that_cannot_be_read_is_told() {
    let inner = changed("unreadable");
    let broken = inner.0.join("broken");
    fs::create_dir_all(broken.join(".git")).unwrap();
    fs::create_dir_all(broken.join("claims")).unwrap();
    // It is not taken for a part of the repository around it.
    let told = refused(&gainsay(&broken, &["check", "--since", "main"]));
    assert!(told.contains("broken/.git` is not a git repository help: "), "{told}");
    fs::remove_dir(broken.join(".git")).unwrap();
    for text in ["", "gitdir: nowhere\n", "gitdir: .git\n"] {
        fs::write(broken.join(".git"), text).unwrap();
        let told = refused(&gainsay(&broken, &["check", "--since", "main"]));
        assert!(told.contains("broken/.git` is not a git repository help: "), "{told}");
    }
    let git = inner.0.join(".git");
    for (part, mode) in [("", 0o755), ("HEAD", 0o644), ("objects", 0o755), ("config", 0o644)] {
        let part = git.join(part);
        fs::set_permissions(&part, fs::Permissions::from_mode(0o000)).unwrap();
        // Whoever may read everything is not kept out.
        if fs::File::open(&part).is_err() {
            let told = refused(&inner.gainsay(&["check", "--since", "main"]));
            assert!(told.to_lowercase().contains("permission denied help: "), "{told}");
        }
        fs::set_permissions(&part, fs::Permissions::from_mode(mode)).unwrap();
    }
    fs::write(git.join("config"), "[core\n").unwrap();
    let told = refused(&inner.gainsay(&["check", "--since", "main"]));
    assert!(told.contains("git cannot read `") && told.contains("bad config line 1"), "{told}");
}

#[test]
fn other_kinds_of_repositories_are_read() {
    let names = folder("hostile-format");
    let git = clean(Command::new("git"))
        .args(["init", "--quiet", "--object-format=sha256", "--ref-format=reftable", "--initial-branch=main"])
        .current_dir(&names)
        .output()
        .unwrap();
    // A git that does not know these has no such repositories.
    if !git.status.success() {
        return;
    }
    let repository = Repository(names);
    repository.write("claims/a.yaml", &claim("a", "herald", "fire", "100"));
    repository.commit("start");
    repository.git(&["switch", "--quiet", "--create", "topic"]);
    repository.write("claims/b.yaml", &claim("b", "gazette", "fire", "7"));
    assert_eq!(repository.since_main().0, FOUND);
}
