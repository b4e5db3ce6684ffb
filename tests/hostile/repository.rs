//! What a pull request brings reads and writes nothing outside of its repository.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;

use super::{Done, SOUND, folder_of, run};

pub(super) const SECRET: &str = "claims: { secret: [ hunter2\n";

/// A folder with a repository in it, and beside that what is none of its business.
pub(super) fn repository(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let around = folder_of(
        name,
        &[("secrets/a.yaml", SECRET.as_bytes()), ("secrets/words/r.yaml", SECRET.as_bytes())],
    );
    let repository = around.join("repository");
    fs::create_dir_all(repository.join(".git")).unwrap();
    fs::write(repository.join(".git/config"), "[http]\n  extraheader = hunter2\n").unwrap();
    for (path, text) in [("claims/a.yaml", &*format!("claims:\n{SOUND}"))].iter().chain(files) {
        let path = repository.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    repository
}

/// The run failed, and tells nothing of what lies outside; its message without line breaks.
pub(super) fn refused(done: &Done) -> String {
    assert_eq!(done.status, 2, "{}{}", done.out, done.err);
    assert!(!done.out.contains("hunter2") && !done.err.contains("hunter2"), "{}{}", done.out, done.err);
    done.err.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn links_do_not_lead_out_of_it() {
    let repository = repository("links", &[]);
    for (link, target) in
        [("out", "../secrets"), ("a.yaml", "../secrets/a.yaml"), ("kept", ".git/config"), ("in", "claims")]
    {
        symlink(target, repository.join(link)).unwrap();
    }
    for path in ["out", "a.yaml", "out/a.yaml", "kept"] {
        let expected = format!("error: cannot read `{path}`: a link points outside the repository");
        let told = refused(&run(&repository, &["check", path]));
        assert!(told.starts_with(&expected), "{told}");
        let told = refused(&run(&repository, &["check", "--rules", path]));
        assert_eq!(told, expected);
        let told = refused(&run(&repository, &["check", "--baseline", path]));
        assert!(told.contains("a link points outside the repository"), "{told}");
    }
    assert_eq!(run(&repository, &["check", "in"]).status, 0);
    // Whoever runs the program may name any path.
    assert_eq!(run(&repository, &["check", "../secrets/a.yaml"]).status, 1);
}

#[test]
fn neither_the_usual_folder_nor_the_rules_beside_it_are_such_links() {
    let repository = repository("usual", &[]);
    symlink("../secrets/words", repository.join("rules")).unwrap();
    let told = refused(&run(&repository, &["check"]));
    assert_eq!(told, "error: cannot read `rules`: a link points outside the repository");
    fs::remove_file(repository.join("rules")).unwrap();
    fs::remove_dir_all(repository.join("claims")).unwrap();
    symlink("../secrets", repository.join("claims")).unwrap();
    let told = refused(&run(&repository, &["check"]));
    assert_eq!(told, "error: cannot read `claims`: a link points outside the repository");
}

#[test]
fn a_configuration_does_not_wait_for_standard_input() {
    let repository = repository("waiting", &[]);
    for key in ["paths: '-'", "rules: ['-']"] {
        fs::write(repository.join("gainsay.yaml"), format!("{key}\n")).unwrap();
        let told = refused(&run(&repository, &["check"]));
        let expected = "error[path-outside]: a configuration cannot ask for standard input";
        assert!(
            told.starts_with(expected) && told.contains("help: give it as an argument instead"),
            "{told}"
        );
    }
}

#[test]
fn a_configuration_names_nothing_outside() {
    let repository = repository("configured", &[]);
    symlink("../secrets", repository.join("out")).unwrap();
    for (path, why) in [
        ("../secrets", "this points outside it"),
        ("../secrets/a.yaml", "this points outside it"),
        ("/etc/hostname", "this points outside it"),
        ("out", "a link points outside the repository"),
        (".git/config", "the git directory is not part of it"),
    ] {
        for (key, help) in [
            (format!("paths: {path}"), "help: give it as an argument instead"),
            (format!("rules: [{path}]"), "help: give it as an argument instead"),
            (
                format!("outputs: {{ json: {path} }}"),
                "help: give it as an argument instead: `--output FORMAT=PATH`",
            ),
        ] {
            fs::write(repository.join("gainsay.yaml"), format!("{key}\n")).unwrap();
            let told = refused(&run(&repository, &["check"]));
            let expected =
                format!("error[path-outside]: `{path}` lies outside the repository of this configuration");
            assert!(told.starts_with(&expected) && told.contains(why) && told.contains(help), "{told}");
        }
    }
    assert_eq!(fs::read_to_string(repository.join("../secrets/a.yaml")).unwrap(), SECRET);
    fs::write(
        repository.join("gainsay.yaml"),
        "paths: [./claims/../claims]\noutputs: { json: claims/../out.json }\n",
    )
    .unwrap();
    assert_eq!(run(&repository, &["check"]).status, 0);
    assert!(repository.join("out.json").exists());
}

#[test]
fn nothing_is_written_through_a_link_that_leads_out() {
    let repository = repository("written", &[]);
    symlink("../secrets/a.yaml", repository.join("out.json")).unwrap();
    symlink("../secrets", repository.join("out")).unwrap();
    symlink("../secrets", repository.join(".github")).unwrap();
    for arguments in [
        ["check", "--output", "json=out.json"],
        ["check", "--output", "json=out/new.json"],
        ["check", "--write-baseline", "out.json"],
        ["check", "--write-baseline", "out/new.json"],
    ] {
        let told = refused(&run(&repository, &arguments));
        assert!(told.contains("a link points outside the repository"), "{told}");
    }
    let told = refused(&run(&repository, &["init", "--ci", "github"]));
    assert!(told.contains("a link points outside the repository"), "{told}");
    assert_eq!(super::names_in(&repository.join("../secrets")), ["a.yaml", "words"]);
    assert_eq!(fs::read_to_string(repository.join("../secrets/a.yaml")).unwrap(), SECRET);
}

#[test]
fn rules_write_and_read_nothing() {
    // A rule file has no key that names a file: one that tries is told of an unknown key.
    let rules = "rules:\n  - { id: r, title: t, compare: [troops], outputs: { json: ../x } }\ninclude: ../secrets/a.yaml\n";
    let repository = repository("rules", &[("rules/r.yaml", rules)]);
    let told = refused(&run(&repository, &["check"]));
    assert!(told.contains("unknown key `outputs`") && told.contains("unknown key `include`"), "{told}");
}
