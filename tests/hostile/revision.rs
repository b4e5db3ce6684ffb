//! The files of a revision are found by the same rules as those on the disk.

#[path = "../repository/mod.rs"]
#[allow(clippy::duplicate_mod, reason = "each file of tests takes what it needs of it")]
mod repository;

use std::fs;
use std::os::unix::fs::symlink;

use repository::{Repository, claim, shown};

/// A file of two claims in conflict with each other, over something of its own.
fn conflict(subject: &str) -> String {
    let other = claim(&format!("{subject}-2"), "gazette", subject, "90");
    claim(&format!("{subject}-1"), "herald", subject, "50") + other.trim_start_matches("claims:\n")
}

#[test]
fn what_an_ignore_file_hid_before_is_new() {
    for (name, file, globs) in [
        ("git", ".gitignore", "drafts/\n"),
        ("ignore", "claims/.ignore", "/drafts\n"),
        ("in", "claims/drafts/.gitignore", "*.yaml\n"),
    ] {
        let repository = Repository::new(&format!("hostile-hidden-{name}"));
        repository.write("claims/drafts/a.yaml", &conflict("fire"));
        repository.write("claims/seen.yaml", &claim("seen", "herald", "flood", "1"));
        repository.write(file, globs);
        repository.git(&["add", "--all", "--force"]);
        repository.git(&["commit", "--quiet", "--message", "hidden, and tracked"]);
        assert_eq!(repository.told(&["check", "--since", "HEAD"]).0, 0);
        fs::remove_file(repository.0.join(file)).unwrap();
        assert_eq!(repository.told(&["check", "--since", "HEAD"]).0, 1, "{file}");
        let told = repository.told(&["diff", "HEAD"]).1;
        assert!(told.ends_with("1 introduced, 0 resolved, 0 moved\n"), "{told}");
        // The other way round it is settled.
        repository.commit("seen");
        repository.write(file, globs);
        let told = repository.told(&["diff", "HEAD"]).1;
        assert!(told.ends_with("0 introduced, 1 resolved, 0 moved\n"), "{told}");
    }
}

#[test]
fn a_linked_ignore_file_says_what_its_target_says() {
    let repository = Repository::new("hostile-linked");
    repository.write("claims/drafts/a.yaml", &conflict("fire"));
    repository.write("claims/seen.yaml", &claim("seen", "herald", "flood", "1"));
    repository.write("shared/globs", "drafts/\n");
    symlink("globs", repository.0.join("shared/.ignore")).unwrap();
    for (link, target, status) in [
        ("claims/.gitignore", "../shared/globs", 1),
        ("claims/.ignore", "../shared/.ignore", 1),
        // What leads nowhere, out of the repository or to itself says nothing.
        ("claims/.ignore", "nothing", 0),
        ("claims/.ignore", ".ignore", 0),
        (".gitignore", "../shared/globs", 0),
    ] {
        let link = repository.0.join(link);
        symlink(target, &link).unwrap();
        repository.git(&["add", "--all", "--force"]);
        repository.git(&["commit", "--quiet", "--message", target]);
        fs::remove_file(link).unwrap();
        assert_eq!(repository.told(&["check", "--since", "HEAD"]).0, status, "{target}");
    }
}

/// Files for [`both_sides_find_the_same_files`], some of which globs below name.
const FILES: [&str; 10] = [
    "claims/a.yaml",
    "claims/b.json.yaml",
    "claims/.hidden.yaml",
    "claims/deep/a.yaml",
    "claims/deep/er/a.yaml",
    "claims/deep/er/c.yaml",
    "claims/drafts/a.yaml",
    "claims/.secret/a.yaml",
    "claims/x/drafts/a.yaml",
    "claims/x/rules/a.yaml",
];
const GLOBS: [&str; 16] = [
    "drafts/",
    "/drafts",
    "a.yaml",
    "!a.yaml",
    "deep/**/a.yaml",
    "!/deep/er/a.yaml",
    "*.json.yaml",
    "!.hidden.yaml",
    "!.secret/",
    "# drafts",
    "er",
    "!er/",
    "claims/x/",
    "[ab].yaml \r",
    "{a,c}.yaml",
    "\u{feff}x/drafts",
];
const PLACES: [&str; 6] = [
    ".gitignore",
    ".ignore",
    "claims/.gitignore",
    "claims/.ignore",
    "claims/deep/.gitignore",
    ".git/info/exclude",
];

#[test]
fn both_sides_find_the_same_files() {
    let repository = Repository::new("hostile-sides");
    let mut seen = std::collections::BTreeSet::new();
    // Some choices of globs, the same on every run.
    let mut state = 1_u64;
    let mut choose = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    for (at, file) in FILES.iter().enumerate().filter(|(_, file)| !file.contains("rules")) {
        repository.write(file, &conflict(&format!("s{at}")));
    }
    repository.write(FILES[9], "rules: []\n");
    for _ in 0..12 {
        for place in PLACES {
            let globs: Vec<&str> = (0..choose(4)).map(|_| GLOBS[choose(GLOBS.len())]).collect();
            repository.write(place, &format!("{}\n", globs.join("\n")));
        }
        repository.git(&["add", "--all", "--force"]);
        repository.git(&["commit", "--quiet", "--allow-empty", "--message", "next"]);
        for path in ["claims", ".", "claims/deep"] {
            let told = repository.told(&["diff", "HEAD", path]).1;
            assert!(told.ends_with("0 introduced, 0 resolved, 0 moved\n"), "{told}");
            seen.insert(told);
        }
    }
    // The globs do tell files apart.
    assert!(seen.len() > 4, "{seen:?}");
}

#[test]
fn an_ignore_file_that_is_too_much_is_refused() {
    for (place, name) in
        [("above", ".gitignore"), ("in", "claims/.ignore"), ("below", "claims/deep/.gitignore")]
    {
        let repository = Repository::new(&format!("hostile-much-{place}"));
        let sound = conflict("fire");
        repository.write("claims/deep/a.yaml", &sound);
        for (text, why) in [
            (
                "{".repeat(100_000),
                "a glob in it is longer than 1,000 bytes, or nests braces deeper than 16 levels",
            ),
            (format!("{}\n\u{fffd}\n", "{".repeat(20)), "a glob in it is longer than 1,000 bytes, or nests"),
            ("*.md\n".repeat(300_000), "it is larger than 1 MiB"),
        ] {
            repository.write(name, &text);
            repository.commit("too much");
            fs::remove_file(repository.0.join(name)).unwrap();
            let output = repository.gainsay(&["check", "--since", "HEAD"]);
            let told = shown(&output.stderr).split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(output.status.code(), Some(2), "{told}");
            assert!(told.contains(&format!("cannot read `{name}`: {why}")), "{told}");
        }
    }
}

#[test]
fn a_link_of_today_does_not_stand_for_the_file_of_then() {
    let repository = Repository::new("hostile-link");
    repository.write("claims/a.yaml", &conflict("fire"));
    repository.write("claims/deep/b.yaml", &conflict("flood"));
    repository.write("other.yaml", &conflict("storm"));
    repository.commit("start");
    let told = |last: &str| {
        let told = repository.told(&["diff", "HEAD"]).1;
        assert!(told.ends_with(last), "{told}");
    };
    for target in ["../other.yaml", "/etc/hostname", "nowhere"] {
        fs::remove_file(repository.0.join("claims/a.yaml")).unwrap();
        symlink(target, repository.0.join("claims/a.yaml")).unwrap();
        told("0 introduced, 1 resolved, 0 moved\n");
    }
    fs::remove_dir_all(repository.0.join("claims/deep")).unwrap();
    symlink("/etc", repository.0.join("claims/deep")).unwrap();
    told("0 introduced, 2 resolved, 0 moved\n");
}
