//! However a path is written, it leads to the same place: a link out of the repository is refused by every command.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use super::repository::{SECRET, refused, repository};
use super::{SOUND, run};

/// The ways to write the path `name` in `folder`, which holds the folder `deep`.
fn spellings(folder: &Path, name: &str) -> Vec<String> {
    let absolute = folder.join(name).into_os_string().into_string().unwrap();
    let mut spelled = vec![format!("{absolute}/"), format!("{absolute}/."), absolute];
    for before in ["", "./", ".//", "deep/../", "deep/.././/", "../repository/"] {
        for behind in ["", "/", "//", "/.", "/./", "/.//"] {
            spelled.push(format!("{before}{name}{behind}"));
        }
    }
    spelled
}

/// What is said of a link that leads out, wherever a path may be given.
const LEADS_OUT: &str = "a link points outside the repository";

#[test]
fn a_link_out_is_refused_however_it_is_written() {
    let repository = repository("spelled", &[("deep/b.txt", "")]);
    fs::write(repository.join("../secrets/known.yaml"), SECRET).unwrap();
    symlink("../secrets", repository.join("out")).unwrap();
    for path in spellings(&repository, "out") {
        let told = refused(&run(&repository, &["check", &path]));
        assert!(told.contains(LEADS_OUT), "{path}: {told}");
    }
    for path in
        ["out/", "out//", "./out/", "out/.", "deep/../out/", "out/a.yaml", "out//a.yaml", "out/a.yaml/"]
    {
        let (rules, reason) = (format!("--rules={path}"), "--reason=none");
        for arguments in [
            vec!["check", "claims", &rules],
            vec!["audit", path],
            vec!["audit", "--format=html", path],
            vec!["explain", "a1", path],
            vec!["explain", "a1", "claims", &rules],
            vec!["accept", "aaaaaa", path, reason],
            vec!["rules", &rules],
            vec!["test", &rules],
            vec!["config", &rules],
            vec!["check", "--baseline", path],
            vec!["baseline", "prune", path],
        ] {
            let told = refused(&run(&repository, &arguments));
            assert!(told.contains(LEADS_OUT), "{arguments:?}: {told}");
        }
    }
}

#[test]
fn a_configuration_leads_nowhere_else_however_it_is_written() {
    let repository = repository("spelled-configuration", &[("deep/b.txt", "")]);
    symlink("../secrets", repository.join("out")).unwrap();
    for path in spellings(&repository, "out") {
        for key in ["paths", "rules", "outputs"] {
            let value = if key == "outputs" { format!("{{ json: '{path}' }}") } else { format!("'{path}'") };
            fs::write(repository.join("gainsay.yaml"), format!("{key}: {value}\n")).unwrap();
            let told = refused(&run(&repository, &["config"]));
            let why = if path.starts_with("../") { "" } else { LEADS_OUT };
            assert!(told.contains("error[path-outside]") && told.contains(why), "{path}: {told}");
        }
    }
}

#[test]
fn a_copy_lies_nowhere_else_however_it_is_written() {
    let repository = repository("spelled-copy", &[("deep/b.txt", "")]);
    fs::write(repository.join("../secrets/copy.txt"), "hunter2").unwrap();
    for (link, target) in [("claims/out", "../../secrets"), ("claims/copy.txt", "../../secrets/copy.txt")] {
        symlink(target, repository.join(link)).unwrap();
    }
    // Whether there is such a file outside makes no difference.
    for path in
        ["out/copy.txt", "out//copy.txt", "./out/./copy.txt", "copy.txt", "copy.txt/", "out/none", "out/"]
    {
        let claim = SOUND.replace(" }", &format!(", quote: hunter2, text: '{path}' }}"));
        fs::write(repository.join("claims/a.yaml"), format!("claims:\n{claim}")).unwrap();
        let done = run(&repository, &["check"]);
        assert!(done.status == 1 && done.out.contains("error[archive-outside]"), "{path}: {}", done.out);
        assert!(done.out.contains(LEADS_OUT), "{path}: {}", done.out);
    }
}

#[test]
fn nothing_is_written_outside_however_it_is_written() {
    let repository = repository("spelled-outputs", &[("deep/b.txt", "")]);
    symlink("../secrets", repository.join("out")).unwrap();
    symlink("../secrets/new", repository.join("new")).unwrap();
    symlink("../secrets/a.yaml", repository.join("file")).unwrap();
    for arguments in [
        ["check", "--quiet", "--output", "json=file/"],
        ["check", "--quiet", "--output", "json=./file"],
        ["check", "--quiet", "--output", "json=out//x.json"],
        ["check", "--quiet", "--output", "json=new"],
        ["check", "--quiet", "--write-baseline", "out/./x.yaml"],
        ["audit", "--format=csv", "--output", "out/"],
        ["audit", "--format=csv", "--output", "out/tables/"],
        ["audit", "--format=csv", "--output", "new/"],
        ["audit", "--format=html", "--output", "out//page.html"],
        ["init", "--ci", "none", "out/"],
        ["init", "--ci", "none", "out//project"],
        ["init", "--ci", "none", "new/"],
    ] {
        let told = refused(&run(&repository, &arguments));
        assert!(told.contains(LEADS_OUT), "{arguments:?}: {told}");
    }
    assert_eq!(super::names_in(&repository.join("../secrets")), ["a.yaml", "words"]);
    assert_eq!(fs::read_to_string(repository.join("../secrets/a.yaml")).unwrap(), SECRET);
}

#[test]
fn a_file_given_twice_is_read_once() {
    let repository = repository("twice", &[("deep/b.txt", "")]);
    symlink("claims", repository.join("in")).unwrap();
    symlink("claims/a.yaml", repository.join("other.yaml")).unwrap();
    let absolute = repository.join("claims/a.yaml").into_os_string().into_string().unwrap();
    let ways = [
        "claims",
        "./claims//a.yaml",
        "deep/../claims/a.yaml",
        "in",
        "in/a.yaml",
        &absolute,
        "claims/a.yaml/.",
    ];
    for first in ways {
        for second in ways {
            let done = run(&repository, &["check", first, second]);
            // A file is no folder, and the system says so.
            let expected = if [first, second].iter().any(|path| path.ends_with("/.")) { 2 } else { 0 };
            assert_eq!(done.status, expected, "{first} {second}: {}{}", done.out, done.err);
            if expected == 0 {
                assert_eq!(
                    done.out,
                    "1 file, 1 claim of 1 source: nothing found; 0 pairs compared, 0 not compared, 1 claim compared with nothing: there is no second source; add what another one says about the same subject and attribute\n",
                    "{first} {second}"
                );
            }
        }
    }
    // The shortest way is shown, in whatever order they are given.
    fs::write(repository.join("claims/a.yaml"), format!("claims:\n{SOUND}x: 1\n")).unwrap();
    let mut ways = ["claims", &*absolute, "other.yaml", "in", "deep/../in/a.yaml"];
    for _ in 0..ways.len() {
        ways.rotate_left(1);
        let done = run(&repository, &[&["check", "--format=concise"], &ways[..]].concat());
        assert_eq!((done.status, done.out.lines().count()), (1, 2), "{}", done.out);
        assert!(done.out.starts_with("in/a.yaml:3:1: "), "{}", done.out);
    }
    // So it is with rules: one that is read twice would be told to replace itself.
    fs::write(repository.join("r.yaml"), "rules:\n  - { id: r, title: t, message: m, compare: [troops] }\n")
        .unwrap();
    let once = run(&repository, &["rules", "--rules=r.yaml"]);
    let twice =
        run(&repository, &["rules", "--rules=./deep/../r.yaml", "--rules=r.yaml", "--rules=.//r.yaml"]);
    assert_eq!((once.status, &once.out), (twice.status, &twice.out), "{}", once.err);
}
