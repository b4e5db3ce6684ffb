//! The findings of two revisions side by side: `diff`.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

mod repository;

use repository::{Repository, claim, shown};
use snapbox::{assert_data_eq, str};

#[test]
fn a_difference_tells_what_is_introduced_resolved_and_moved() {
    let repository = Repository::start("diff");
    repository.write("claims/flood/a.yaml", &claim("flood-1", "courier", "flood", "50"));
    repository.write("claims/flood/b.yaml", &claim("flood-2", "tribune", "flood", "90"));
    repository.write("claims/storm.yaml", &claim("storm-1", "courier", "storm", "50"));
    repository.write("claims/tempest.yaml", &claim("storm-2", "tribune", "storm", "90"));
    repository.commit("flood and storm");
    repository.git(&["branch", "--force", "main"]);

    repository.write("claims/crash/gazette.yaml", &claim("gazette-1", "gazette", "crash", "31"));
    repository.write("claims/fire/courier.yaml", &claim("courier-2", "courier", "fire", "7"));
    let a = claim("flood-1", "courier", "flood", "50");
    repository.write("claims/flood/a.yaml", &format!("# moved down\n{a}"));
    let (status, told) = repository.told(&["diff", "main"]);
    assert_eq!(status, 0);
    assert_data_eq!(
        told.replace(repository.git(&["rev-parse", "main"]).get(..12).unwrap(), "[COMMIT]"),
        str![[r#"
introduced since main (commit [COMMIT])

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

resolved since main (commit [COMMIT]), as it was there

error[death-toll]: crash: gazette and herald disagree on deaths: `12` or `at least 30`
   ╭─[claims/crash/gazette.yaml@main:6:12]
 6 │     value: 12
   ·            ─┬
   ·             ╰── gazette, 2 May 2024: 12
   ╰────
   ╭─[claims/crash/herald.yaml@main:6:12]
 6 │     value: at least 30
   ·            ─────┬─────
   ·                 ╰── herald, 2 May 2024: at least 30
   ╰────
  help: 2.5 times as many, on the same day
        check the day of each count, whom it counts, and whether one was corrected since

moved since main (commit [COMMIT])

error[death-toll]: flood: courier and tribune disagree on deaths: `50` or `90`
  claims/flood/a.yaml@main:6:12 -> claims/flood/a.yaml:7:12

9 files, 9 claims of 4 sources: 1 error; 2 findings elsewhere are as before; 6 pairs compared, 0 not compared
1 introduced, 1 resolved, 1 moved

"#]]
    );

    let (status, told) = repository.told(&["diff", "main", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!((status, &told["version"], &told["unmoved"]), (0, &1.into(), &1.into()));
    let path = |list: &str| told[list][0]["labels"][0]["path"].as_str().unwrap().to_owned();
    assert_eq!(path("introduced"), "claims/fire/courier.yaml");
    assert_eq!(path("resolved"), "claims/crash/gazette.yaml");
    assert_eq!(told["moved"][0]["from_path"], "claims/flood/a.yaml");
    assert_eq!(
        (&told["moved"][0]["from_line"], &told["moved"][0]["finding"]["labels"][0]["line"]),
        (&6.into(), &7.into())
    );
    let (status, told) = repository.told(&["diff", "HEAD", "claims/storm.yaml"]);
    assert_eq!((status, told.lines().last()), (0, Some("0 introduced, 0 resolved, 0 moved")));
}

/// A repository in which one conflict has come, one has gone, one has moved, and one is accepted since `main`.
fn changed(name: &str) -> Repository {
    let repository = Repository::start(name);
    for subject in ["flood", "storm"] {
        repository.write(
            &format!("claims/{subject}/a.yaml"),
            &claim(&format!("{subject}-1"), "courier", subject, "50"),
        );
        repository.write(
            &format!("claims/{subject}/b.yaml"),
            &claim(&format!("{subject}-2"), "tribune", subject, "90"),
        );
    }
    repository.commit("flood and storm");
    repository.git(&["branch", "--force", "main"]);
    repository.write("claims/crash/gazette.yaml", &claim("gazette-1", "gazette", "crash", "31"));
    repository.write("claims/fire/courier.yaml", &claim("courier-2", "courier", "fire", "7"));
    repository.git(&["mv", "claims/flood/a.yaml", "claims/flood/c.yaml"]);
    let accepted = "accepted:\n  - { rule: death-toll, claims: [storm-1, storm-2], reason: known, values: { storm-1: 50, storm-2: 90 } }\n";
    repository.write("claims/accepted.yaml", accepted);
    repository
}

#[test]
fn a_difference_as_markdown() {
    let repository = changed("diff-markdown");
    let (status, told) = repository.told(&["diff", "main", "--format", "markdown"]);
    assert_eq!(status, 0);
    assert_data_eq!(
        told.replace(repository.git(&["rev-parse", "main"]).get(..12).unwrap(), "[COMMIT]"),
        str![[r#"
### gainsay

1 introduced, 2 resolved, 1 moved

10 files, 9 claims of 4 sources: 1 error; 2 findings elsewhere are as before; 6 pairs compared, 0 not compared

#### introduced since `main`, commit `[COMMIT]`

- **error** `death-toll`: `` fire: courier, gazette and herald disagree on deaths: `7` or `about 100` ``
  - `claims/fire/courier.yaml:6:12`: `courier, 2 May 2024: 7`
  - `claims/fire/gazette.yaml:6:12`: `gazette, 2 May 2024: 90 to 110 (one of 2 claims of 2 independent origins)`
  - `claims/fire/herald.yaml:6:12`: `herald, 2 May 2024: 100`
  - help: `14 times as many, on the same day; check the day of each count, whom it counts, and whether one was corrected since`
  - fingerprint: b29ad25254

#### resolved since `main`, commit `[COMMIT]`

- **error** `death-toll`: `` crash: gazette and herald disagree on deaths: `12` or `at least 30` ``
  - `claims/crash/gazette.yaml@main:6:12`: `gazette, 2 May 2024: 12`
  - `claims/crash/herald.yaml@main:6:12`: `herald, 2 May 2024: at least 30`
  - help: `2.5 times as many, on the same day; check the day of each count, whom it counts, and whether one was corrected since`
  - fingerprint: beefa39eea
- **error** `death-toll`: `` storm: courier and tribune disagree on deaths: `50` or `90` ``
  - `claims/storm/a.yaml@main:6:12`: `courier, 2 May 2024: 50`
  - `claims/storm/b.yaml@main:6:12`: `tribune, 2 May 2024: 90`
  - help: `80 % more, on the same day; check the day of each count, whom it counts, and whether one was corrected since`
  - fingerprint: 05afa11a1f

#### moved since `main`, commit `[COMMIT]`

- **error** `death-toll`: `` flood: courier and tribune disagree on deaths: `50` or `90` ``
  - `claims/flood/a.yaml@main:6:12` to `claims/flood/c.yaml:6:12`

"#]]
    );
}

#[test]
fn a_difference_as_annotations() {
    let repository = changed("diff-github");
    let (status, told) = repository.told(&["diff", "main", "--format", "github"]);
    assert_eq!(status, 0);
    assert_data_eq!(
        told.replace(repository.git(&["rev-parse", "main"]).get(..12).unwrap(), "[COMMIT]"),
        str![[r#"
::error file=claims/fire/courier.yaml,line=6,endLine=6,col=12,endColumn=13,title=gainsay death-toll::fire: courier, gazette and herald disagree on deaths: `7` or `about 100`%0Aclaims/fire/courier.yaml:6:12: courier, 2 May 2024: 7%0Aclaims/fire/gazette.yaml:6:12: gazette, 2 May 2024: 90 to 110 (one of 2 claims of 2 independent origins)%0Aclaims/fire/herald.yaml:6:12: herald, 2 May 2024: 100%0Ahelp: 14 times as many, on the same day%0Acheck the day of each count, whom it counts, and whether one was corrected since%0Afingerprint: b29ad25254
::notice file=claims/fire/gazette.yaml,line=6,endLine=6,col=12,endColumn=21,title=gainsay death-toll%3A another side::gazette, 2 May 2024: 90 to 110 (one of 2 claims of 2 independent origins)%0Aclaims/fire/courier.yaml:6:12: fire: courier, gazette and herald disagree on deaths: `7` or `about 100`
resolved since main (commit [COMMIT]):
claims/crash/gazette.yaml@main:6:12: error[death-toll]: crash: gazette and herald disagree on deaths: `12` or `at least 30` (beefa39eea)
claims/storm/a.yaml@main:6:12: error[death-toll]: storm: courier and tribune disagree on deaths: `50` or `90` (05afa11a1f)
moved since main (commit [COMMIT]):
claims/flood/c.yaml:6:12: error[death-toll]: flood: courier and tribune disagree on deaths: `50` or `90` (968867afcc)
10 files, 9 claims of 4 sources: 1 error; 2 findings elsewhere are as before; 6 pairs compared, 0 not compared
1 introduced, 2 resolved, 1 moved

"#]]
    );
}

#[test]
fn a_difference_has_the_counts_and_the_flags_of_a_check_since() {
    let repository = changed("diff-counts");
    let json = |arguments: &[&str]| -> serde_json::Value {
        let output = repository.gainsay(&[arguments, &["--format", "json"]].concat());
        serde_json::from_slice(&output.stdout).unwrap()
    };
    for flags in [&[][..], &["--show", "note"], &["--show", "accepted"], &["--today", "2024-06-01"]] {
        let check = json(&[&["check", "--since", "main"], flags].concat());
        let diff = json(&[&["diff", "main"], flags].concat());
        assert_eq!(diff["summary"], check["summary"], "{flags:?}");
        let prints = |findings: &serde_json::Value| -> Vec<String> {
            let shown = findings.as_array().unwrap().iter().filter(|finding| finding["severity"] == "error");
            shown.map(|finding| finding["fingerprint"].to_string()).collect()
        };
        assert_eq!(prints(&diff["introduced"]), prints(&check["findings"]), "{flags:?}");
    }
    // A conflict that was accepted is settled.
    let diff = json(&["diff", "main"]);
    let subject = |list: &str, at: usize| diff[list][at]["subject"].clone();
    assert_eq!((subject("introduced", 0), &diff["introduced"][1]), ("fire".into(), &serde_json::Value::Null));
    assert_eq!((subject("resolved", 0), subject("resolved", 1)), ("crash".into(), "storm".into()));
    assert_eq!(json(&["diff", "main", "--ignore", "death-toll"])["summary"]["errors"], 0);
    assert_eq!(json(&["diff", "main", "--select", "death-toll"])["summary"]["errors"], 1);
    let status = |arguments: &[&str]| repository.gainsay(arguments).status.code();
    assert_eq!(status(&["diff", "main", "--fail-on", "error"]), Some(1));
    assert_eq!(status(&["diff", "main", "--fail-on", "error", "--ignore", "death-toll"]), Some(0));
    let (_, told) = repository.told(&["diff", "main", "--max-findings", "0"]);
    assert!(
        told.contains("1 introduced, 2 resolved") && told.contains("1 error; 1 of them is not written"),
        "{told}"
    );
}

#[test]
fn a_difference_can_be_written_to_a_file() {
    let repository = changed("diff-file");
    let (status, told) = repository.told(&["diff", "main", "--format=markdown", "-o", "comment.md"]);
    assert_eq!((status, told.as_str()), (0, ""));
    let written = std::fs::read_to_string(repository.0.join("comment.md")).unwrap();
    assert_eq!(written, repository.told(&["diff", "main", "--format=markdown"]).1);
    assert_eq!(repository.told(&["diff", "main", "--quiet"]), (0, String::new()));
}

#[test]
fn a_difference_in_a_subfolder_names_files_from_the_top() {
    let repository = changed("diff-subfolder");
    let told = |folder: &str, path: &str, format: &str| {
        let output =
            repository::gainsay(&repository.0.join(folder), &["diff", "main", path, "--format", format]);
        assert_eq!(shown(&output.stderr), "");
        shown(&output.stdout).to_owned()
    };
    for format in ["github", "markdown"] {
        assert_eq!(told("claims", ".", format), told("", "claims", format), "{format}");
    }
}

#[test]
fn a_long_difference_fits_into_a_comment() {
    let repository = Repository::start("diff-long");
    for number in 0..400 {
        for (source, value) in [("herald", "at least 30"), ("gazette", "12")] {
            let text = claim(&format!("{source}-new-{number}"), source, &format!("fire-{number}"), value);
            repository.write(&format!("claims/{number}/{source}.yaml"), &text);
        }
    }
    let output = repository.gainsay(&["diff", "main", "--format=markdown"]);
    let (comment, said) = (shown(&output.stdout), shown(&output.stderr));
    assert!(comment.chars().count() <= 65_536 && comment.contains("400 introduced, 0 resolved"));
    let last = comment.lines().last().unwrap();
    assert!(last.contains(" findings left out") && last.ends_with(" room for 65536 characters"), "{last}");
    assert!(
        said.split_whitespace().eq(format!("note: standard output: {last}").split_whitespace()),
        "{said}"
    );
}

#[test]
fn a_difference_from_what_is_not_there_has_status_two() {
    let repository = Repository::start("no-diff");
    let output = repository.gainsay(&["diff", "mian"]);
    assert_eq!((output.status.code(), shown(&output.stdout)), (Some(2), ""));
    assert!(shown(&output.stderr).starts_with("error: unknown git revision `mian`\n"));
}
