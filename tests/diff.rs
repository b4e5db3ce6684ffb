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
  help: 14 times as many, on the same day; the built-in rule death-toll allows 2 %; check the day of
        each count, whom it counts, and whether the lower one was taken back

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
  help: 2.5 times as many, on the same day; the built-in rule death-toll allows 2 %; check the day
        of each count, whom it counts, and whether the lower one was taken back

moved since main (commit [COMMIT])

error[death-toll]: flood: courier and tribune disagree on deaths: `50` or `90`
  claims/flood/a.yaml@main:6:12 -> claims/flood/a.yaml:7:12

1 introduced, 1 resolved, 1 moved, 1 as before

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
    assert_eq!(
        repository.told(&["diff", "HEAD", "claims/storm.yaml"]),
        (0, "0 introduced, 0 resolved, 0 moved, 0 as before\n".to_owned())
    );
}

#[test]
fn a_difference_from_what_is_not_there_has_status_two() {
    let repository = Repository::start("no-diff");
    let output = repository.gainsay(&["diff", "mian"]);
    assert_eq!((output.status.code(), shown(&output.stdout)), (Some(2), ""));
    assert!(shown(&output.stderr).starts_with("error: unknown git revision `mian`\n"));
}
