//! What is read is what the project holds: no file hides another, nothing around the project has a say, and what cannot be
//! read is told.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::Command;

use super::repository::{refused, repository};
use super::{Done, SOUND, folder, folder_of, gainsay, in_lines, names_in, run};

const NOTHING: &str = "1 file, 1 claim of 1 source: nothing found; 0 pairs compared, 0 not compared, 1 claim compared with nothing: there is no second source; add what another one says about the same subject and attribute\n";

/// Why what stands at a path cannot be read, and how to put it there.
type Case<'c> = (&'c str, &'c dyn Fn(&Path));

/// A claim in conflict with [`SOUND`].
fn conflict() -> String {
    format!("claims:\n{}", SOUND.replace("a1", "a2").replace("s1", "s2").replace("5,", "500,"))
}

/// The finding is told, with the fingerprint that it has.
fn found(folder: &Path) -> String {
    let Done { status, out, err } = run(folder, &["check", "--format=json"]);
    assert_eq!(status, 1, "{out}{err}");
    out.split("\"fingerprint\": \"").nth(1).and_then(|rest| rest.get(..16)).unwrap().to_owned()
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_text_are_files_of_their_own() {
    let folder = folder("no-text");
    fs::create_dir(folder.join("claims")).unwrap();
    let place = |name: &[u8]| folder.join("claims").join(OsStr::from_bytes(name));
    fs::write(place(b"\xff.yaml"), format!("claims:\n{SOUND}")).unwrap();
    fs::write(place(b"\xfe.yaml"), conflict()).unwrap();
    // A name of nine letters, which is shown in another way.
    fs::write(place(b"\\xff.yaml"), "claims: []\nx: 1\n").unwrap();
    let done = in_lines(&folder, &[]);
    assert_eq!(done.status, 1, "{}", done.err);
    for shown in [r"claims/\xff.yaml:2:", r"claims/\xfe.yaml:2:", r"claims/\x5cxff.yaml:2:1: "] {
        assert!(done.out.contains(shown), "{}", done.out);
    }
    assert!(
        done.out.ends_with("3 files, 2 claims of 2 sources: 2 errors; 1 pair compared, 0 not compared\n"),
        "{}",
        done.out
    );
    let sarif = run(&folder, &["check", "--format=sarif"]).out;
    // From the top of the repository that the folder lies in.
    for uri in ["/claims/%FF.yaml", "/claims/%FE.yaml", "/claims/%5Cxff.yaml"] {
        assert!(sarif.contains(&format!("{uri}\",\n")), "{sarif}");
    }
    // What is written goes into the right file.
    fs::remove_file(place(b"\\xff.yaml")).unwrap();
    let done = run(&folder, &["accept", &found(&folder), "--reason=none"]);
    assert_eq!(done.status, 0, "{}", done.err);
    assert_eq!(run(&folder, &["check"]).status, 0);
    assert_eq!(fs::read_dir(folder.join("claims")).unwrap().count(), 2);
    let texts = [b"\xff.yaml", b"\xfe.yaml"].map(|name| fs::read_to_string(place(name)).unwrap());
    assert_eq!(texts.iter().filter(|text| text.contains("accepted:")).count(), 1);
}

#[cfg(target_os = "linux")]
#[test]
fn a_copy_is_found_in_a_folder_whose_name_is_no_text() {
    let folder = folder("no-text-copy");
    let claims = folder.join(OsStr::from_bytes(b"claims/\xff"));
    fs::create_dir_all(&claims).unwrap();
    let claim = SOUND.replace(" }", ", quote: five are there, text: copy.txt }");
    fs::write(claims.join("a.yaml"), format!("claims:\n{claim}")).unwrap();
    fs::write(claims.join("copy.txt"), "five are there").unwrap();
    let done = run(&folder, &["check"]);
    assert_eq!((done.status, &*done.out), (0, NOTHING), "{}", done.err);
    fs::write(claims.join("copy.txt"), "six are there").unwrap();
    let done = run(&folder, &["check"]);
    assert!(done.status == 1 && done.out.contains(r"claims/\xff/copy.txt"), "{}", done.out);
}

/// What is found in `folder` by a user whose own excludes leave out everything.
fn with_excludes(folder: &Path, home: &Path, arguments: &[&str]) -> i32 {
    let mut command = gainsay(folder, arguments);
    command.env("HOME", home).env("XDG_CONFIG_HOME", home.join(".config"));
    command.output().unwrap().status.code().unwrap()
}

#[test]
fn nothing_around_a_repository_leaves_anything_out() {
    let repository = repository("ignored-around", &[("claims/b.yaml", &conflict())]);
    let around = repository.parent().unwrap();
    for (name, text) in [
        (".gitignore", "*.yaml\n"),
        (".ignore", "*\n"),
        ("gainsay.yaml", "severities: { '*': 'off' }\n"),
        (".gitconfig", "[core]\n  excludesFile = ~/.gitignore\n"),
        (".config/git/ignore", "*.yaml\n"),
        ("repository/.git/info/exclude", "*.yaml\n"),
    ] {
        let path = around.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let claims = repository.join("claims");
    for (folder, path) in
        [(&repository, "claims"), (&repository, "."), (&claims, "."), (&claims, "../claims/")]
    {
        assert_eq!(with_excludes(folder, around, &["check", path]), 1, "{path}");
    }
    symlink("../repository", around.join("link")).unwrap();
    assert_eq!(with_excludes(around, around, &["check", "repository/claims", "--fail-on=error"]), 0);
    fs::remove_file(around.join("gainsay.yaml")).unwrap();
    assert_eq!(with_excludes(around, around, &["check", "repository/claims"]), 1);
    assert_eq!(
        with_excludes(around, around, &["check", "link/"]),
        2,
        "a link in the repository around it leads out"
    );
    // Within the repository, they have their say.
    for name in [".gitignore", ".ignore"] {
        fs::write(repository.join(name), "b.yaml\n").unwrap();
        for (folder, path) in [(&repository, "claims"), (&claims, "."), (&claims, "../claims/")] {
            assert_eq!(with_excludes(folder, around, &["check", path]), 0, "{name} {path}");
        }
        fs::remove_file(repository.join(name)).unwrap();
    }
}

#[test]
fn without_a_repository_nothing_above_the_working_directory_counts() {
    let around = tempfile::tempdir().unwrap();
    let project = around.path().join("project");
    fs::create_dir_all(project.join("claims")).unwrap();
    fs::write(project.join("claims/a.yaml"), format!("claims:\n{SOUND}")).unwrap();
    fs::write(project.join("claims/b.yaml"), conflict()).unwrap();
    if around.path().ancestors().any(|folder| folder.join(".git").exists()) {
        return;
    }
    for (name, text) in
        [(".gitignore", "*.yaml\n"), (".ignore", "*\n"), ("gainsay.yaml", "severities: { '*': 'off' }\n")]
    {
        fs::write(around.path().join(name), text).unwrap();
    }
    let absolute = project.join("claims").into_os_string().into_string().unwrap();
    for path in ["claims", "claims/", ".", &absolute] {
        assert_eq!(run(&project, &["check", path]).status, 1, "{path}");
    }
    assert_eq!(run(&project.join("claims"), &["check", "."]).status, 1);
    assert_eq!(run(&project.join("claims"), &["check", "../claims"]).status, 1);
    let shown = run(&project, &["config"]).out;
    assert!(shown.starts_with("configuration: none\n"), "{shown}");
    // What stands in the working directory does.
    fs::write(project.join(".gitignore"), "b.yaml\n").unwrap();
    assert_eq!(run(&project, &["check", "claims"]).out, NOTHING);
    assert_eq!(run(&project.join("claims"), &["check", "."]).status, 1);
}

#[test]
fn a_configuration_that_cannot_be_read_is_told() {
    let repository = repository("configurations", &[("sub/x.txt", "")]);
    let unreadable = |path: &Path| {
        fs::write(path, "").unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o000)).unwrap();
    };
    let fifo = |path: &Path| assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    let cases: [Case<'_>; 6] = [
        ("it is not a regular file", &fifo),
        ("it is a folder", &|path| fs::create_dir(path).unwrap()),
        ("it is a broken link", &|path| symlink("nothing", path).unwrap()),
        ("there are too many links in a chain", &|path| symlink(path.file_name().unwrap(), path).unwrap()),
        ("a link points outside the repository", &|path| symlink("../secrets/a.yaml", path).unwrap()),
        ("permission denied", &unreadable),
    ];
    for name in ["gainsay.yaml", "gainsay.yml"] {
        for (why, make) in &cases {
            let path = repository.join(name);
            make(&path);
            // Whoever may read everything is not kept out.
            if *why != "permission denied" || fs::read(&path).is_err() {
                for (folder, shown) in
                    [(repository.clone(), name.to_owned()), (repository.join("sub"), format!("../{name}"))]
                {
                    for command in ["check", "config", "rules", "audit"] {
                        let told = refused(&run(&folder, &[command]));
                        let expected = format!("error: cannot read the configuration `{shown}`: {why}");
                        assert!(told.starts_with(&expected), "{told}");
                    }
                }
            }
            if path.is_dir() { fs::remove_dir(&path).unwrap() } else { fs::remove_file(&path).unwrap() }
        }
    }
    assert_eq!(run(&repository, &["check"]).status, 0);
}

#[test]
fn what_names_the_files_that_are_left_out_is_told_where_it_cannot_be_read() {
    let repository = repository("unreadable-ignore", &[("claims/in/b.yaml", "")]);
    let cases: [Case<'_>; 5] = [
        ("it is a folder", &|path| fs::create_dir(path).unwrap()),
        ("it is a broken link", &|path| symlink("nothing", path).unwrap()),
        ("a link points outside the repository", &|path| symlink("/etc/hostname", path).unwrap()),
        ("line 2 is not UTF-8", &|path| fs::write(path, b"# \xff\n\xff\n").unwrap()),
        ("permission denied", &|path| {
            fs::write(path, "*").unwrap();
            fs::set_permissions(path, fs::Permissions::from_mode(0o000)).unwrap();
        }),
    ];
    for name in [".gitignore", ".ignore"] {
        for folder in ["", "claims", "claims/in"] {
            for (why, make) in &cases {
                let path = repository.join(folder).join(name);
                make(&path);
                if *why != "permission denied" || fs::read(&path).is_err() {
                    let told = refused(&run(&repository, &["check"]));
                    let expected =
                        format!("{}: {why}", Path::new(folder).join(name).display()).replace(": ", "`: ");
                    assert!(told.starts_with("error: cannot read `") && told.contains(&expected), "{told}");
                }
                if path.is_dir() { fs::remove_dir(&path).unwrap() } else { fs::remove_file(&path).unwrap() }
            }
        }
    }
    assert_eq!(run(&repository, &["check"]).status, 0);
}

#[test]
fn rules_beside_the_claims_that_cannot_be_read_are_told() {
    let repository = repository("rules-beside", &[]);
    for target in ["nothing", "rules"] {
        symlink(target, repository.join("rules")).unwrap();
        let told = refused(&run(&repository, &["check"]));
        assert!(told.starts_with("error: cannot read `rules`: "), "{told}");
        fs::remove_file(repository.join("rules")).unwrap();
    }
    fs::remove_dir_all(repository.join("claims")).unwrap();
    symlink("nothing", repository.join("claims")).unwrap();
    for command in ["check", "audit", "rules"] {
        let told = refused(&run(&repository, &[command]));
        assert_eq!(told, "error: cannot read `claims`: it is a broken link", "{command}");
    }
}

#[test]
fn an_empty_path_is_told_at_its_spot() {
    let folder = folder_of("empty-path", &[("claims/a.yaml", b"claims: []\n")]);
    for key in ["paths: ['']", "paths: ''", "rules: [claims, '']", "outputs: { json: '' }"] {
        fs::write(folder.join("gainsay.yaml"), format!("{key}\n")).unwrap();
        let told = refused(&run(&folder, &["check"]));
        assert!(told.starts_with("error[invalid-value]: the path is empty"), "{told}");
        assert!(told.contains("help: name a file or a folder"), "{told}");
    }
    assert_eq!(names_in(&folder), ["claims", "gainsay.yaml"]);
}

#[test]
fn every_problem_with_a_copy_can_be_ignored() {
    let claim = SOUND.replace(" }", ", quote: five, text: copy.txt }");
    let folder = folder_of("ignored-problems", &[("claims/a.yaml", format!("claims:\n{claim}").as_bytes())]);
    let copy = fs::File::create(folder.join("claims/copy.txt")).unwrap();
    copy.set_len((64 << 20) + 1).unwrap();
    let done = run(&folder, &["check"]);
    assert!(done.status == 1 && done.out.contains("error[archive-too-large]"), "{}", done.out);
    assert_eq!(run(&folder, &["check", "--ignore=archive-too-large"]).status, 0);
    copy.set_len(0).unwrap();
    fs::write(folder.join("claims/copy.txt"), b"\xff").unwrap();
    assert_eq!(run(&folder, &["check"]).status, 1);
    assert_eq!(run(&folder, &["check", "--ignore=archive-not-utf-8"]).status, 0);
}
