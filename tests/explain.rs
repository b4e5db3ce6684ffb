//! The pages of `gainsay explain`, character for character.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use snapbox::cmd::{Command, cargo_bin};
use snapbox::{Data, file};

/// The program in a clean environment, in a folder of this repository.
fn explain(folder: &str, arguments: &[&str]) -> Command {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    Command::new(cargo_bin!("gainsay")).env_clear().current_dir(folder).arg("explain").args(arguments)
}

/// Claims about a spill, with one of every verdict.
const HARBOUR: &str = "tests/explain/harbour";

#[track_caller]
fn page(folder: &str, arguments: &[&str], expected: Data) {
    explain(folder, arguments).assert().success().stderr_eq("").stdout_eq(expected.raw());
}

#[test]
fn a_claim_with_every_verdict() {
    page(HARBOUR, &["--claim", "herald-1"], file!["snapshots/explain/claim.txt"]);
}

#[test]
fn a_claim_by_its_place() {
    let whole = |word: &str| explain(HARBOUR, &[word]).assert().success().get_output().stdout.clone();
    let by_id = explain(HARBOUR, &["--claim", "herald-1"]).assert().success().get_output().stdout.clone();
    let path = "claims/harbour.yaml";
    let text =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(HARBOUR).join(path)).unwrap();
    let line = 1 + text.lines().position(|line| line.contains("id: herald-1,")).unwrap();
    assert_eq!(whole(&format!("{path}:{line}")), by_id);
    assert_eq!(whole(&format!("{path}:{line}:9")), by_id);
    explain(HARBOUR, &[&format!("{path}:1")]).assert().code(2);
}

/// A folder with claims of a source whose name has a comma, written once: all tests read it.
static NAMED: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("explain-names");
    std::fs::create_dir_all(folder.join("claims")).unwrap();
    let claims = "claims:\n  - { id: 'it''s one', source: 'Mill, Inc', subject: fire, attribute: killed, value: 12, as-of: 2024-05-01 }\n  \
                  - { id: two, source: gazette, subject: fire, attribute: killed, value: 30, as-of: 2024-05-01 }\n  \
                  - { id: three, source: gazette, subject: fire, attribute: wounded, value: 3, place: town, as-of: 2024-05-01 }\n";
    std::fs::write(folder.join("claims/all.yaml"), claims).unwrap();
    folder
});

/// What the program prints in that folder, and the errors.
fn of_named(arguments: &[&str]) -> (String, String) {
    let done = Command::new(cargo_bin!("gainsay")).env_clear().current_dir(&*NAMED).args(arguments).assert();
    let output = done.get_output();
    [&output.stdout, &output.stderr].map(|text| String::from_utf8(text.clone()).unwrap()).into()
}

#[test]
fn commands_are_written_for_a_shell() {
    let (check, _) = of_named(&["check"]);
    let (_, print) = check.split_once("fingerprint: ").unwrap();
    let (finding, _) = of_named(&["explain", print[..10].trim()]);
    assert!(finding.contains("  gainsay explain 'it'\\''s one'\n  gainsay explain two\n"), "{finding}");
    let (_, errors) = of_named(&["explain", "Mill, Inc"]);
    assert!(errors.contains("`gainsay audit --source 'Mill, Inc'` shows its disputes"), "{errors}");
    let (audit, errors) = of_named(&["audit", "--source", "Mill, Inc", "--format", "csv"]);
    assert_eq!((audit.lines().count(), errors.as_str()), (2, ""), "{audit}");
    let (_, errors) = of_named(&["audit", "--source", "gazette,mill", "--format", "csv"]);
    assert!(errors.starts_with("error: unknown source `mill`\n"), "{errors}");
}

#[test]
fn what_is_no_claim_is_called_what_it_is_and_its_claims_are_named() {
    for (word, expected) in [
        (
            "killed",
            "error: `killed` is an attribute, not a claim\n  help: give the id of one of its claims, such as `it's one` or `two`\n",
        ),
        (
            "gazette",
            "error: `gazette` is a source, not a claim\n  help: give the id of one of its claims, such as `two` or `three`\n",
        ),
        (
            "town",
            "error: `town` is a place, not a claim\n  help: give the id of one of its claims, such as `three`\n",
        ),
    ] {
        assert_eq!(of_named(&["explain", "two", "--with", word]).1, expected);
    }
    let (of_other_place, _) = of_named(&["explain", "two", "--with", "three"]);
    assert!(!of_other_place.contains("Relations"), "{of_other_place}");
}

#[test]
fn a_claim_beside_one_other() {
    page(HARBOUR, &["herald-1", "--claim", "--with", "gazette-1"], file!["snapshots/explain/with.txt"]);
    let text = |other: &str| {
        let output =
            explain(HARBOUR, &["herald-1", "--with", other]).assert().success().get_output().stdout.clone();
        String::from_utf8(output).unwrap()
    };
    let of_other_topic =
        "Compared with toll-1\n  not compared: they are about different attributes, `spill` and";
    assert!(text("toll-1").contains(of_other_topic), "{}", text("toll-1"));
    assert!(text("herald-1").contains("Compared with herald-1\n  that is the claim itself\n"));
    let json = explain(HARBOUR, &["herald-1", "--with", "gazette-1", "--format", "json"]);
    let json: serde_json::Value =
        serde_json::from_slice(&json.assert().success().get_output().stdout).unwrap();
    let listed =
        json["compared"].as_array().unwrap().iter().flat_map(|group| group["claims"].as_array().unwrap());
    assert_eq!(listed.map(|claim| &claim["id"]).collect::<Vec<_>>(), ["gazette-1"]);
}

#[test]
fn a_second_claim_that_is_not_there() {
    let unknown = "error: unknown claim `gazete-1`\n  help: did you mean `gazette-1` or `gazette-2`?\n";
    explain(HARBOUR, &["herald-1", "--with", "gazete-1"]).assert().code(2).stderr_eq(unknown);
    let as_path = "error: cannot read `gazette-1`: no such file or folder\n  \
                   help: `gainsay explain herald-1 --with gazette-1` shows how two claims compare\n";
    explain(HARBOUR, &["herald-1", "gazette-1"]).assert().code(2).stderr_eq(as_path);
}

#[test]
fn two_claims_have_only_the_relations_that_hold_one_against_the_other() {
    let text = |one: &str, other: &str| {
        let output = explain(HARBOUR, &[one, "--claim", "--with", other])
            .assert()
            .success()
            .get_output()
            .stdout
            .clone();
        String::from_utf8(output).unwrap()
    };
    let both = text("toll-3", "toll-1");
    assert!(both.contains("\nRelations with both\n  `killed + wounded = casualties`"), "{both}");
    assert!(!both.contains("aboard"), "{both}");
    // One is second-hand: figures of two sources.
    let two_sources = text("toll-3", "toll-4");
    assert!(!two_sources.contains("within one source"), "{two_sources}");
    for (one, other) in [("toll-1", "toll-4"), ("toll-3", "herald-2"), ("toll-1", "toll-1")] {
        let text = text(one, other);
        assert!(!text.contains("Relations"), "{text}");
    }
}

#[test]
fn words_that_are_no_claim_say_what_they_are() {
    let unread = "error: the claim `a3` cannot be read, so it is left out\n  \
                  help: fix it first: the key `attribute` is missing (claims/a.yaml:3)\n";
    let folder = std::env::temp_dir().join(format!("gainsay-explain-unread-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("claims")).unwrap();
    let claims = "claims:\n  - { id: a1, source: herald, subject: fire, attribute: deaths, value: 3 }\n  \
                  - { id: a3, source: herald, subject: fire, value: 3 }\n";
    std::fs::write(folder.join("claims/a.yaml"), claims).unwrap();
    let of = folder.to_str().unwrap();
    explain(of, &["a3"]).assert().code(2).stderr_eq(unread);
    explain(of, &["a1", "--with", "a3"]).assert().code(2).stderr_eq(unread);
    let source = "error: `herald` is a source, not a rule, code, claim or finding\n  \
                  help: `gainsay audit --source herald` shows its disputes\n";
    explain(of, &["herald"]).assert().code(2).stderr_eq(source);
    std::fs::remove_dir_all(&folder).unwrap();

    let finding = "error: `3702ef` is the fingerprint of a finding, not a claim\n  \
                   help: give the id of a claim; `gainsay explain 3702ef` alone shows the finding and its claims\n";
    explain(HARBOUR, &["herald-1", "--with", "3702ef"]).assert().code(2).stderr_eq(finding);
    explain(HARBOUR, &["3702ef", "--with", "herald-1"]).assert().code(2).stderr_eq(finding);
}

#[test]
fn a_claim_in_a_narrow_terminal() {
    page(HARBOUR, &["courier-1", "--width", "60"], file!["snapshots/explain/narrow.txt"]);
}

#[test]
fn a_dispute_of_several_pairs() {
    page(".", &["3c7732", "claims/dprk"], file!["snapshots/explain/dispute.txt"]);
}

#[test]
fn a_denial() {
    page(HARBOUR, &["gazette-2"], file!["snapshots/explain/denial.txt"]);
}

#[test]
fn a_figure_that_was_taken_back() {
    page("tests/cases/corrections-reach-who-repeats", &["b1"], file!["snapshots/explain/taken-back.txt"]);
}

#[test]
fn a_status_that_began() {
    page(HARBOUR, &["toll-5"], file!["snapshots/explain/status.txt"]);
}

#[test]
fn second_hand_claims() {
    page(HARBOUR, &["wire-1"], file!["snapshots/explain/echo.txt"]);
    page(HARBOUR, &["toll-4"], file!["snapshots/explain/misattribution.txt"]);
}

#[test]
fn a_claim_that_a_relation_binds() {
    page(HARBOUR, &["toll-3"], file!["snapshots/explain/relation.txt"]);
}

#[test]
fn a_claim_that_cannot_be_read() {
    page(HARBOUR, &["open-3"], file!["snapshots/explain/unreadable.txt"]);
}

#[test]
fn a_real_claim() {
    page(".", &["dprk-033"], file!["snapshots/explain/dprk-033.txt"]);
}

#[test]
fn a_rule_comes_before_a_claim_of_the_same_id() {
    page(HARBOUR, &["herald-1"], file!["snapshots/explain/rule.txt"]);
}

#[test]
fn a_code_is_explained_where_nothing_can_be_read() {
    page("tests", &["unknown-key"], file!["snapshots/explain/code.txt"]);
    page("tests/cases/broken-rules", &["bad-unit", "."], file!["snapshots/explain/code-of-rules.txt"]);
}

#[test]
fn a_rule_is_explained_where_there_are_no_claims() {
    page("tests", &["troop-count"], file!["snapshots/explain/rule-alone.txt"]);
}

#[test]
fn a_finding_by_how_its_fingerprint_begins() {
    page(HARBOUR, &["3702EF"], file!["snapshots/explain/finding.txt"]);
}

#[test]
fn a_claim_for_programs() {
    // A rule has the same id; only claims are explained for programs.
    page(HARBOUR, &["herald-1", "--format", "json"], file!["snapshots/explain/claim.json"]);
}

#[test]
fn many_claims_are_counted_and_shown_on_demand() {
    let folder = std::env::temp_dir().join(format!("gainsay-explain-{}", std::process::id()));
    let claims = folder.join("claims");
    std::fs::create_dir_all(&claims).unwrap();
    let claim = |at: usize| format!("  - {{ id: c{at}, source: s{at}, attribute: deaths, value: {at} }}\n");
    let text: String = (0..60).map(claim).collect();
    std::fs::write(claims.join("a.yaml"), format!("claims:\n{text}")).unwrap();
    let shown = |arguments: &[&str]| {
        let output =
            explain(folder.to_str().unwrap(), arguments).assert().success().get_output().stdout.clone();
        String::from_utf8(output).unwrap()
    };
    let (few, all) = (shown(&["c0"]), shown(&["c0", "--all"]));
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(few.contains("conflicting, strong: 59 claims, by `death-toll`"), "{few}");
    assert!(few.contains("    and 39 more; `--all` shows all of them\n"), "{few}");
    let claims = |page: &str| page.matches("claims/a.yaml:").count();
    assert_eq!((claims(&few), claims(&all)), (21, 60), "{all}");
}

#[test]
fn what_claims_hold_cannot_drive_the_terminal() {
    let output =
        explain("tests/explain/hostile", &["hostile"]).assert().success().get_output().stdout.clone();
    let output = String::from_utf8(output).unwrap();
    assert!(output.contains("hostile: mark<U+001B>[2J on <U+202E>size: `12 <U+001B>[31m`"), "{output}");
    assert!(output.contains("other<U+001B>[3m (claims/a.yaml:3:"), "{output}");
    assert!(!output.contains(['\u{1b}', '\u{202e}']), "{output}");
}

#[test]
fn paths_come_behind_the_name() {
    let (check, _) = of_named(&["check"]);
    let (_, print) = check.split_once("fingerprint: ").unwrap();
    let print = print[..10].trim();
    let file = "claims/all.yaml";
    let missing = |name: &str, line: &str| {
        format!("error: cannot read `{name}`: no such file or folder\n  help: paths come last: `{line}`\n")
    };
    let lines = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let failed = |arguments: &[&str], expected: &str| {
        let (_, errors) = of_named(arguments);
        assert_eq!(lines(&errors), lines(expected), "{arguments:?}");
    };
    failed(&["explain", file, print], &missing(print, &format!("gainsay explain {print} {file}")));
    failed(&["explain", "claims", "it's one"], &missing("it's one", "gainsay explain 'it'\\''s one' claims"));
    failed(
        &["explain", file, "two", "claims"],
        &missing("two", &format!("gainsay explain two {file} claims")),
    );
    failed(&["explain", "all.yml", "two"], &missing("two", "gainsay explain two all.yml"));
    let path = |what: &str, line: &str| {
        format!("error: unknown {what} `{file}`\n  help: `{file}` is a path, and paths come last: `{line}`\n")
    };
    let name = "rule, code, claim or finding";
    failed(&["explain", file], &path(name, "gainsay explain NAME claims/all.yaml"));
    failed(
        &["explain", file, "--with", "two"],
        &path("claim", "gainsay explain CLAIM claims/all.yaml --with two"),
    );
    let accept = |line: &str| format!("{line} --reason 'no conflict'");
    failed(
        &["accept", file, print, "--reason", "no conflict"],
        &missing(print, &accept(&format!("gainsay accept {print} {file}"))),
    );
    failed(
        &["accept", file, "--reason", "no conflict"],
        &path("finding", &accept(&format!("gainsay accept FINGERPRINT {file}"))),
    );
}

#[test]
fn words_that_name_nothing() {
    let failed = |folder: &str, arguments: &[&str], error: &'static str| {
        explain(folder, arguments).assert().code(2).stdout_eq("").stderr_eq(error);
    };
    failed(
        HARBOUR,
        &["herald1"],
        "error: unknown rule, code, claim or finding `herald1`\n  help: did you mean `herald-1` or `herald-2` or `herald-3`?\n",
    );
    failed(
        HARBOUR,
        &["--claim", "death-toll"],
        "error: unknown claim `death-toll`\n  help: some records cannot be read, so they are left out: `gainsay check` reports them\n",
    );
    // Too little of a fingerprint to mean one.
    failed(
        HARBOUR,
        &["3702e"],
        "error: unknown rule, code, claim or finding `3702e`\n  help: a fingerprint needs at least 6 characters\n",
    );
    failed(
        HARBOUR,
        &["fatalities"],
        "error: `fatalities` is an attribute, not a rule, code, claim or finding\n  help: `gainsay explain death-toll` explains the rule that compares it; `gainsay audit --attribute\n        fatalities` shows its disputes\n",
    );
    failed(
        "tests",
        &["xyz"],
        "error: unknown rule, code, claim or finding `xyz`\n  help: there is no folder `claims` here: give the paths of the claims after the word\n",
    );
}
