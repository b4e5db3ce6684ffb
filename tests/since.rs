//! What a change brings in: `check --since`.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

mod repository;

use std::fs;
use std::process::Command;

use repository::{Repository, claim, folder, gainsay, shown};
use snapbox::{assert_data_eq, str};

#[test]
fn a_branch_is_told_of_what_it_adds_alone() {
    let repository = Repository::start("adds");
    repository.write("claims/fire/courier.yaml", &claim("courier-2", "courier", "fire", "7"));
    repository.commit("courier");
    let (status, told) = repository.told(&["check", "--since", "main"]);
    assert_eq!(status, 1);
    assert_data_eq!(
        told,
        str![[r#"
error[death-toll]: fire: courier, gazette and herald disagree on deaths: `7` or `about 100`
   ╭─[claims/fire/courier.yaml:6:12]
 6 │     value: 7
   ·            ┬
   ·            ╰── courier, 2 May 2024: 7
   ╰────
   ╭─[claims/fire/gazette.yaml:6:12]
 6 │     value: about 100
   ·            ────┬────
   ·                ╰── gazette, 2 May 2024: 90 to 110 (one of 2 claims of 2 independent origins)
   ╰────
  also: claims/fire/herald.yaml:6:12: herald, 2 May 2024: 100
  help: 14 times as many, on the same day
        check the day of each count, whom it counts, and whether one was corrected since
  fingerprint: b29ad25254

5 files, 5 claims of 3 sources: 1 error; 1 finding elsewhere is as before; 4 pairs compared, 0 not compared

"#]]
    );
    // What is not committed yet counts too, and so does what is not added.
    repository.git(&["reset", "--quiet", "--soft", "main"]);
    assert_eq!(repository.since_main().0, 1);
    repository.git(&["reset", "--quiet"]);
    assert_eq!(repository.since_main().0, 1);
    let (status, told) = repository.told(&["check", "--since", "main", "--format", "json"]);
    assert_eq!((status, told.contains("\"as_before\": 1\n")), (1, true));
}

#[test]
fn what_came_to_the_other_branch_meanwhile_is_no_change() {
    let repository = Repository::start("meanwhile");
    repository.write("claims/note.yaml", &claim("courier-3", "courier", "flood", "7"));
    repository.commit("topic");
    repository.git(&["switch", "--quiet", "main"]);
    fs::remove_file(repository.0.join("claims/crash/gazette.yaml")).unwrap();
    repository.commit("main goes on");
    repository.git(&["switch", "--quiet", "topic"]);
    assert_data_eq!(
        repository.since_main().1,
        str![[r#"
5 files, 5 claims of 3 sources: 1 note (--show note); 1 finding elsewhere is as before; 2 pairs compared, 0 not compared, 1 claim compared with nothing

"#]]
    );
}

#[test]
fn moving_renaming_and_formatting_change_nothing() {
    let repository = Repository::start("renames");
    let nameless = |value: &str| claim("x", "tribune", "flood", value).replace("id: x\n    ", "");
    repository.write("claims/b.yaml", &nameless("50"));
    repository.write("claims/a.yaml", &nameless("80").replace("tribune", "star"));
    repository.commit("claims without an id");
    repository.git(&["branch", "--force", "main"]);
    assert_eq!(repository.told(&["check", "--format", "concise"]).1.matches("error[").count(), 2);

    repository.git(&["mv", "claims/crash", "claims/accident"]);
    repository.git(&["mv", "claims/b.yaml", "claims/c.yaml"]);
    repository.write(
        "claims/accident/gazette.yaml",
        "# All of the Gazette.\nreport: { source: gazette, subject: crash }\nclaims:\n- {as-of: '2024-05-02', \
         value: \"12\", id: gazette-1, # first\n   attribute: deaths}\n",
    );
    repository.commit("tidy up");
    assert_data_eq!(
        repository.since_main().1,
        str![[r#"
6 files, 6 claims of 4 sources: nothing new found; 2 findings elsewhere are as before; 3 pairs compared, 0 not compared

"#]]
    );
    assert_eq!(repository.since_main().0, 0);
}

#[test]
fn a_changed_value_is_told_and_a_claim_that_is_gone_is_not() {
    let repository = Repository::start("values");
    repository.write("claims/crash/courier.yaml", &claim("courier-1", "courier", "crash", "80"));
    repository.commit("a third");
    repository.git(&["branch", "--force", "main"]);
    fs::remove_file(repository.0.join("claims/crash/courier.yaml")).unwrap();
    assert_eq!(repository.since_main().0, 0);
    repository.write("claims/crash/herald.yaml", &claim("herald-1", "herald", "crash", "at least 31"));
    let (status, told) = repository.since_main();
    assert_eq!((status, told.matches("error[").count()), (1, 1), "{told}");
}

#[test]
fn a_rule_that_is_changed_tells_its_findings() {
    let repository = Repository::start("rules");
    let rule = |tolerance: &str, why: &str| {
        format!(
            "rules:\n  - id: tolls\n    title: tolls differ\n    compare: [deaths]\n    \
             tolerance: {tolerance}\n    why: {why}\n"
        )
    };
    repository.write("claims/rules/tolls.yaml", &rule("10%", "because"));
    repository.commit("a rule");
    repository.git(&["branch", "--force", "main"]);
    repository.write("claims/rules/tolls.yaml", &rule("10 %", "because I say so"));
    assert_eq!(repository.since_main().0, 0);
    repository.write("claims/rules/tolls.yaml", &rule("5%", "because"));
    let (status, told) = repository.since_main();
    assert_eq!((status, told.matches("error[tolls]").count()), (1, 1), "{told}");
}

#[test]
fn vocabulary_that_is_changed_tells_what_it_changes() {
    let repository = Repository::start("vocabulary");
    let hedges = |spread: &str| format!("hedges:\n  some: {{ spread: {spread} }}\n");
    repository.write("claims/rules/hedges.yaml", &hedges("10%"));
    repository.write("claims/flood/a.yaml", &claim("flood-1", "courier", "flood", "some 50"));
    repository.write("claims/flood/b.yaml", &claim("flood-2", "tribune", "flood", "90"));
    repository.commit("some");
    repository.git(&["branch", "--force", "main"]);
    repository.write("claims/rules/hedges.yaml", &hedges("20%"));
    let (status, told) = repository.since_main();
    assert_eq!((status, told.matches("error[").count()), (1, 1), "{told}");
    assert!(told.contains("some 50"), "{told}");
    repository.write("claims/rules/hedges.yaml", &hedges("10%"));
    let attribute =
        "attributes:\n  deaths: { value: quantity, unit: person, valid-for: always, additive: true }\n";
    repository.write("claims/rules/deaths.yaml", attribute);
    assert_eq!(repository.since_main().1.matches("error[").count(), 2);
}

#[test]
fn a_registry_entry_that_is_changed_tells_the_findings_of_its_claims() {
    let repository = Repository::start("registry");
    let sources = |parent: &str, reliability: &str| {
        format!(
            "sources:\n  herald: {{ part-of: house }}\n  gazette:\n  house: {{ part-of: {parent} }}\n  \
             press: {{ reliability: {reliability} }}\n  trust:\n"
        )
    };
    repository.write("claims/sources.yaml", &sources("press", "B"));
    repository.commit("sources");
    repository.git(&["branch", "--force", "main"]);
    assert_eq!(repository.since_main().0, 0);
    for changed in [sources("trust", "B"), sources("press", "C")] {
        repository.write("claims/sources.yaml", &changed);
        let (status, told) = repository.since_main();
        assert_eq!((status, told.matches("error[").count()), (1, 1), "{told}");
    }
}

#[test]
fn problems_with_records_are_told_where_they_are_new() {
    let repository = Repository::start("problems");
    repository.write("claims/a.yaml", "claims:\n  - id: broken\n    source: herald\n    valeu: 3\n");
    repository.commit("a mistake");
    repository.git(&["branch", "--force", "main"]);
    repository.git(&["mv", "claims/a.yaml", "claims/z.yaml"]);
    assert_eq!(repository.since_main().0, 0);
    repository.write("claims/b.yaml", "claims:\n  - id: broken-too\n    source: herald\n    valeu: 3\n");
    assert_data_eq!(
        repository.since_main().1,
        str![[r#"
claims/b.yaml:2:5: error[missing-key]: the key `attribute` is missing (4471ec74c6)
claims/b.yaml:4:5: error[unknown-key]: unknown key `valeu` (56eb545e77)
6 files, 4 claims of 2 sources: 2 errors; 3 findings elsewhere are as before; 2 pairs compared, 0 not compared

"#]]
    );
}

#[test]
fn a_path_of_the_configuration_that_names_no_file_is_told_where_it_is_new() {
    let severities = |path: &str| format!("per-path-severities:\n  {path}: {{ death-toll: note }}\n");
    // One that was mistyped with the change.
    let repository = Repository::start("unmatched-path");
    repository.write("gainsay.yaml", &severities("flod/"));
    repository.commit("a typo");
    let (status, told) = repository.since_main();
    assert_eq!((status, told.matches("warning[unmatched-path]").count()), (0, 1), "{told}");
    let (_, told) = repository.told(&["diff", "main"]);
    assert!(told.contains("\n1 introduced, 0 resolved, 0 moved\n"), "{told}");
    // A folder that came with its entry.
    repository.write("gainsay.yaml", &severities("flood/"));
    repository.write("claims/flood/a.yaml", &claim("flood-1", "courier", "flood", "50"));
    repository.write("claims/flood/b.yaml", &claim("flood-2", "tribune", "flood", "50"));
    repository.commit("a folder");
    assert!(!repository.since_main().1.contains("unmatched-path"));
    let (_, told) = repository.told(&["diff", "main"]);
    assert!(told.contains("\n0 introduced, 0 resolved, 0 moved\n"), "{told}");
}

#[test]
fn what_is_no_longer_accepted_is_told() {
    let accepted = |accepted: &str| format!("{}accepted:{accepted}", claim("x", "x", "x", "1"));
    let entry = " [{ rule: death-toll, claims: [herald-1, gazette-1], reason: seen }]\n";
    // Published before the day that it is about.
    let early = format!("{}    published: 2024-05-01\n", claim("y", "y", "y", "1"));
    let comment = early.replace("claims:\n", "claims:\n  # gainsay: accept record-dates as printed\n");
    for (name, before, after, rule) in [
        ("entry", accepted(entry), accepted(" []\n"), "death-toll"),
        ("comment", comment, early, "record-dates"),
    ] {
        let repository = Repository::start(&format!("withdrawn-{name}"));
        repository.write("claims/x.yaml", &before);
        repository.commit("accepted");
        repository.git(&["branch", "--force", "main"]);
        assert!(!repository.since_main().1.contains(&format!("[{rule}]")), "{name}");
        repository.write("claims/x.yaml", &after);
        let (_, told) = repository.since_main();
        assert_eq!(told.matches(&format!("[{rule}]")).count(), 1, "{name}: {told}");
        assert!(repository.told(&["diff", "main"]).1.contains("\n1 introduced, "), "{name}");
        // The other way round it is as before, and settled.
        repository.commit("withdrawn");
        repository.git(&["branch", "--force", "main"]);
        repository.write("claims/x.yaml", &before);
        let (_, told) = repository.since_main();
        assert!(!told.contains(&format!("[{rule}]")), "{name}: {told}");
    }
}

#[test]
fn a_copy_that_is_changed_tells_the_quotes_from_it() {
    let repository = Repository::start("copies");
    let quoting = |quote: &str| {
        let claim = claim("courier-1", "courier", "flood", "50");
        format!("{claim}    text: ../archive/a.txt\n    quote: {quote}\n")
    };
    repository.write("claims/courier.yaml", &quoting("at least fifty people had died"));
    repository.write("archive/a.txt", "The mayor said that at least fifty people had died in the flood.\n");
    repository.commit("a quote");
    repository.git(&["branch", "--force", "main"]);
    assert_eq!(repository.told(&["check", "--since", "main", "--fail-on", "warning"]).0, 0);
    repository.write("archive/a.txt", "The mayor said nothing at all about the flood or those who died.\n");
    repository.commit("another text");
    let (status, told) =
        repository.told(&["check", "--since", "main", "--fail-on", "note", "--format", "concise"]);
    assert_eq!((status, told.matches("[quote").count()), (1, 1), "{told}");
    // Now both have it.
    repository.git(&["branch", "--force", "main"]);
    assert_eq!(repository.told(&["check", "--since", "main", "--fail-on", "note"]).0, 0);
}

#[test]
fn it_works_from_any_folder_of_the_repository() {
    let repository = Repository::start("below");
    repository.write("claims/fire/courier.yaml", &claim("courier-2", "courier", "fire", "7"));
    let below = gainsay(&repository.0.join("claims"), &["check", "fire", "--since=main", "--format=concise"]);
    assert_eq!((below.status.code(), shown(&below.stderr)), (Some(1), ""));
    assert!(shown(&below.stdout).starts_with("fire/"), "{}", shown(&below.stdout));
    let below = gainsay(&repository.0.join("claims"), &["check", "../claims/crash", "--since=main"]);
    assert_eq!((below.status.code(), shown(&below.stderr)), (Some(0), ""));
}

#[test]
fn a_shallow_clone_says_what_it_lacks() {
    let repository = Repository::start("deep");
    repository.write("claims/fire/courier.yaml", &claim("courier-2", "courier", "fire", "7"));
    repository.commit("courier");
    let clone = folder("shallow");
    let address = format!("file://{}", repository.0.display());
    let target = clone.to_str().unwrap();
    repository.git(&["clone", "--quiet", "--depth=1", "--no-single-branch", &address, target]);
    let output = gainsay(&clone, &["check", "--since", "origin/main"]);
    assert_eq!(output.status.code(), Some(2));
    assert_data_eq!(
        shown(&output.stderr),
        str![[r#"
error: `origin/main` and what is checked out have no commit in common
  help: this clone is shallow: get the history with `git fetch --unshallow`, or with `fetch-depth:
        0` for actions/checkout

"#]]
    );
    let output = gainsay(&clone, &["check", "--since", "HEAD~1"]);
    assert_eq!(output.status.code(), Some(2));
    assert_data_eq!(
        shown(&output.stderr),
        str![[r#"
error: unknown git revision `HEAD~1`
  help: this clone is shallow: get the history with `git fetch --unshallow`, or with `fetch-depth:
        0` for actions/checkout

"#]]
    );
    // What it has is enough to compare with that.
    assert_eq!(gainsay(&clone, &["check", "--since", "HEAD"]).status.code(), Some(0));
    Repository(clone.clone()).git(&["fetch", "--quiet", "--unshallow"]);
    assert_eq!(gainsay(&clone, &["check", "--since", "origin/main"]).status.code(), Some(1));
}

#[test]
fn what_git_cannot_tell_has_status_two() {
    let repository = Repository::start("refused");
    for revision in ["mian", "--output=stolen", "--help", "", "main..topic", "HEAD:claims"] {
        let output = repository.gainsay(&["check", &format!("--since={revision}")]);
        assert_eq!(output.status.code(), Some(2), "{revision}");
        let said = format!("error: unknown git revision `{revision}`\n");
        assert!(shown(&output.stderr).starts_with(&said), "{}", shown(&output.stderr));
    }
    assert!(!repository.0.join("stolen").exists());
    let output = repository.gainsay(&["check", "--since", "mian"]);
    assert_data_eq!(
        shown(&output.stderr),
        str![[r#"
error: unknown git revision `mian`
  help: name a branch, a tag or a commit; `git fetch` gets those of a remote

"#]]
    );

    repository.git(&["switch", "--quiet", "--orphan", "other"]);
    repository.write("claims/a.yaml", &claim("a", "herald", "fire", "1"));
    let output = repository.gainsay(&["check", "--since", "main"]);
    assert_data_eq!(
        shown(&output.stderr),
        str![[r#"
error: this repository has no commit yet
  help: commit first

"#]]
    );
    repository.commit("unrelated");
    let output = repository.gainsay(&["check", "--since", "main"]);
    assert_data_eq!(
        shown(&output.stderr),
        str![[r#"
error: `main` and what is checked out have no commit in common
  help: name a revision that the branch has grown from

"#]]
    );
}

#[test]
fn no_repository_has_status_two() {
    let folder = std::env::temp_dir().join(format!("gainsay-no-repository-{}", std::process::id()));
    fs::create_dir_all(folder.join("claims")).unwrap();
    fs::write(folder.join("claims/a.yaml"), claim("a", "herald", "fire", "1")).unwrap();
    let output = gainsay(&folder, &["check", "--since", "main"]);
    let without = Command::new(env!("CARGO_BIN_EXE_gainsay"))
        .args(["check", "--since", "main"])
        .env_clear()
        .env("PATH", folder.join("empty"))
        .current_dir(Repository::start("no-program").0)
        .output()
        .unwrap();
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!((output.status.code(), without.status.code()), (Some(2), Some(2)));
    assert_data_eq!(
        shown(&output.stderr),
        str![[r#"
error: this folder is not in a git repository
  help: run it in the work tree of a repository, or check without a revision

"#]]
    );
    assert_data_eq!(
        shown(&without.stderr),
        str![[r#"
error: `git` is not installed
  help: install git, or check without a revision

"#]]
    );
}

#[test]
fn rules_that_were_broken_are_said_to_be_those_of_the_revision() {
    let repository = Repository::start("broken");
    repository.write("claims/rules/a.yaml", "rules:\n  - id: a\n    compair: [deaths]\n");
    repository.commit("broken");
    repository.git(&["branch", "--force", "main"]);
    fs::remove_file(repository.0.join("claims/rules/a.yaml")).unwrap();
    let output = repository.gainsay(&["check", "--since", "main"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(shown(&output.stderr).contains("error: at `main` (commit "), "{}", shown(&output.stderr));
}

#[test]
fn neither_hooks_nor_drivers_nor_the_work_tree_are_touched() {
    let repository = Repository::start("untouched");
    repository.write(".gitattributes", "*.yaml diff=evil filter=evil\n");
    for key in ["diff.evil.textconv", "filter.evil.smudge", "core.fsmonitor", "diff.external"] {
        repository.git(&["config", key, "touch evil; cat"]);
    }
    repository.write("claims/fire/courier.yaml", &claim("courier-2", "courier", "fire", "7"));
    let index = fs::read(repository.0.join(".git/index")).unwrap();
    assert_eq!(repository.since_main().0, 1);
    assert!(!repository.0.join("evil").exists());
    assert_eq!(fs::read(repository.0.join(".git/index")).unwrap(), index);
}
