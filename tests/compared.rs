//! What was not compared is counted, named and, where that is asked for, fails the check.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

/// The status of `gainsay check` with `arguments` over `claims`, and what it prints.
fn check(name: &str, claims: &str, configuration: &str, arguments: &[&str]) -> (Option<i32>, String) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("compared-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("claims")).unwrap();
    fs::write(folder.join("claims/all.yaml"), claims).unwrap();
    fs::write(folder.join("gainsay.yaml"), configuration).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
    let output = command.arg("check").args(arguments).current_dir(&folder).env_clear().output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

fn report(name: &str, claims: &str) -> Value {
    serde_json::from_str(&check(name, claims, "", &["--format=json"]).1).unwrap()
}

/// Claims of an attribute, each with what it says.
fn claims(attribute: &str, all: &[&str]) -> String {
    let mut text = "claims:\n".to_owned();
    for (number, claim) in all.iter().enumerate() {
        writeln!(text, "  - {{ id: c{number}, subject: ferry, attribute: {attribute}, {claim} }}").unwrap();
    }
    text
}

#[test]
fn notes_that_lead_on_are_shown_where_nothing_else_is() {
    let last = |printed: &str| printed.lines().last().unwrap().to_owned();
    let behind = ["source: a, value: 12, as-of: 2024-03-01", "source: b, value: 31, as-of: 2024-03-20"];
    let (status, printed) = check("lead", &claims("deaths", &behind), "", &[]);
    assert_eq!(status, Some(0));
    assert!(printed.starts_with("note[outdated-total]: "), "{printed}");
    assert!(last(&printed).contains(": 1 note; 1 pair compared, 0 not compared"), "{printed}");
    // Where no pair is compared, the reason is shown.
    let (_, printed) = check("lead-alone", &claims("deaths", &behind[..1]), "", &[]);
    assert!(printed.starts_with("1 file"), "{printed}");
    let (_, printed) = check("lead-apart", &claims("berths", &APART), "", &[]);
    assert!(printed.starts_with("note[not-compared]: "), "{printed}");
    // Beside an error they are not, nor are those that say nothing about a contradiction.
    let and_an_error = [behind[0], behind[1], "source: c, value: 9, as-of: 2024-03-20"];
    let (_, printed) = check("lead-error", &claims("deaths", &and_an_error), "", &[]);
    assert!(printed.starts_with("error[death-toll]: ") && !printed.contains("note["), "{printed}");
    let revised = ["source: a, value: 12, as-of: 2024-03-01", "source: a, value: 14, as-of: 2024-03-02"];
    let and_another = [revised[0], revised[1], "source: b, value: 14, as-of: 2024-03-02"];
    let (_, printed) = check("lead-revised", &claims("deaths", &and_another), "", &[]);
    assert!(printed.starts_with("1 file") && printed.contains("1 note (--show note)"), "{printed}");
}

#[test]
fn a_weak_conflict_says_why_and_a_strong_one_does_not() {
    let of = |values: [&str; 2]| {
        let claim =
            |source: &str, value: &str| format!("source: {source}, value: {value}, as-of: 2024-03-01");
        let both = [claim("a", values[0]), claim("b", values[1])];
        let report = report("weak", &claims("deaths", &both.each_ref().map(String::as_str)));
        let finding = &report["findings"][0];
        (finding["strength"].clone(), finding["weak_because"].clone(), finding["help"].to_string())
    };
    let (strength, because, help) = of(["about 30", "35"]);
    assert_eq!((strength, because), (json!("weak"), json!(["hedge"])));
    assert!(help.contains("weak, since both fit if a word such as `about` is taken twice as wide"), "{help}");
    let (strength, because, help) = of(["30", "60"]);
    assert_eq!((strength, because), (json!("strong"), Value::Null));
    assert!(!help.contains("weak"), "{help}");
}

const APART: [&str; 2] =
    ["source: a, value: 40, as-of: 2024-03-01", "source: b, value: 41, as-of: 2024-06-01"];
const TOGETHER: [&str; 2] =
    ["source: a, value: 40, as-of: 2024-03-01", "source: b, value: 40, as-of: 2024-03-01"];

#[test]
fn what_was_not_compared_fails_where_that_is_asked_for() {
    let (apart, together) = (claims("berths", &APART), claims("berths", &TOGETHER));
    let alone = claims("berths", &TOGETHER[..1]);
    let gate = ["--fail-on=not-compared"];
    let configured = "fail-on: not-compared\n";
    for (name, claims, status) in [("apart", &apart, 1), ("alone", &alone, 1), ("together", &together, 0)] {
        assert_eq!(check(name, claims, "", &[]).0, Some(0), "{name}");
        assert_eq!(check(name, claims, "", &gate).0, Some(status), "{name}");
        assert_eq!(check(name, claims, configured, &[]).0, Some(status), "{name}");
    }
    let conflict = together.replacen("40", "400", 1);
    assert_eq!(check("conflict", &conflict, "", &gate).0, Some(1));
}

#[test]
fn the_last_line_has_the_counts() {
    let last = |name, claims: &str| check(name, claims, "", &[]).1.lines().last().unwrap().to_owned();
    assert_eq!(
        last("line", &claims("berths", &APART)),
        "1 file, 2 claims of 2 sources: 1 note; 0 pairs compared, 1 not compared, 2 claims compared with nothing"
    );
    assert_eq!(
        last("line", &claims("berths", &TOGETHER)),
        "1 file, 2 claims of 2 sources: nothing found; 1 pair compared, 0 not compared"
    );
}

#[test]
fn each_reason_is_counted() {
    let said = [
        "source: a, value: 40, as-of: 2024-03-01",
        "source: b, value: 40, as-of: 2024-03-01",
        "source: c, value: 41, as-of: 2024-06-01",
        "source: d, value: 40",
        "source: e, value: 40, as-of: 2024-03-01, place: port",
        "source: f, value: 2 hours 30 minutes, as-of: 2024-03-01",
        "source: g, value: 40, as-of: 2024-03-01, scope: upper-deck",
        "source: h, value: 40, during: 2024-03",
        "source: i, value: all but the old ones, as-of: 2024-03-01",
        "source: j, as-of: 2024-03-01, stance: unconfirmed",
    ];
    let report = report("reasons", &claims("berths", &said));
    let summary = &report["summary"];
    assert_eq!(summary["pairs_compared"], 1);
    assert_eq!(summary["pairs_not_compared"], 44);
    let expected = json!({
        "other-kind": 9, "unconfirmed": 8, "no-place": 7, "other-scope": 6, "other-unit": 5, "other-period": 4,
        "no-date": 3, "days-apart": 2,
    });
    assert_eq!(summary["not_compared"], expected);
    assert_eq!(summary["claims_not_compared"], 8);
}

#[test]
fn claims_of_a_misspelt_attribute_are_not_compared() {
    let misspelt = claims("deahts", &TOGETHER).replace("claims:\n", "").replace("id: c", "id: d");
    let text = claims("deaths", &TOGETHER)
        + &misspelt.replace("source: a", "source: c").replace("source: b", "source: d");
    let report = report("misspelt", &text);
    assert_eq!(report["summary"]["pairs_compared"], 2);
    assert_eq!(report["summary"]["not_compared"], json!({ "similar-name": 4 }));
    let found = report["findings"].as_array().unwrap().iter();
    let messages: Vec<&str> = found.map(|finding| finding["message"].as_str().unwrap()).collect();
    let expected = "ferry: not compared: 4 pairs among 4 claims about deahts, since their attributes differ by one typo, \
                    or have the same words";
    assert!(messages.contains(&expected), "{messages:?}");
}

#[test]
fn a_note_names_twenty_claims_of_an_attribute_and_how_many_more_there_are() {
    let said: Vec<String> =
        (0..30).map(|n| format!("source: s{n}, value: {}, as-of: {}-01-01", 40 + n, 1990 + n)).collect();
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    let report = report("note", &claims("berths", &said));
    let notes: Vec<&Value> = report["findings"].as_array().unwrap().iter().collect();
    let [note] = notes[..] else { panic!("{notes:?}") };
    assert_eq!(note["rule"], "not-compared");
    assert_eq!(
        note["message"],
        "not compared: 435 pairs among 30 claims about berths, since their days are too far apart, or their \
         values differ too little to be reported; 10 more are not shown"
    );
    assert_eq!(note["labels"].as_array().unwrap().len(), 20);
}

#[test]
fn a_dispute_counts_all_of_its_pairs_and_lists_a_thousand() {
    let mut said: Vec<String> =
        (0..46).map(|n| format!("source: s{n}, value: {}, as-of: 2024-03-01", 100 * 2i64.pow(n))).collect();
    // Within the thirty days that undeclared attributes are compared for, and far from all others.
    said.push("source: late, value: 1, as-of: 2024-03-20".to_owned());
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    let report = report("dispute", &claims("berths", &said));
    let [conflict] = &report["findings"].as_array().unwrap()[..] else { panic!("{report}") };
    assert_eq!(conflict["pairs_total"], 46 * 45 / 2 + 46);
    assert_eq!(conflict["pairs"].as_array().unwrap().len(), 1_000);
    assert!(conflict["help"].as_str().unwrap().ends_with("1081 pairs conflict, of which 1000 are listed"));
    assert_eq!(report["summary"]["pairs_compared"], 46 * 45 / 2 + 46);
    assert_eq!(report["summary"]["pairs_not_compared"], 0);
}

#[test]
fn very_many_conflicts_are_all_counted_and_those_across_days_found() {
    let mut said: Vec<String> =
        (0..200).map(|n| format!("source: s{n}, value: {}, as-of: 2024-03-01", 1000 + 200 * n)).collect();
    said.push("source: late, value: 1, as-of: 2024-03-20".to_owned());
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    let report = report("very-many", &claims("berths", &said));
    let [conflict] = &report["findings"].as_array().unwrap()[..] else { panic!("{}", report["summary"]) };
    // Figures within five per cent of each other agree.
    let apart = |a: i64, b: i64| 100 * (b - a) > 5 * b;
    let values = || (0..200).map(|n| 1000 + 200 * n);
    let pairs = values().flat_map(|a| values().filter(move |&b| a < b && apart(a, b))).count();
    assert!(pairs > 1 << 14);
    assert_eq!(conflict["pairs_total"], pairs + 200);
    assert!(conflict["positions"].to_string().contains("c200"));
}

#[test]
fn texts_too_many_to_compare_each_with_each_are_reported() {
    let said: Vec<String> =
        (0..300).map(|n| format!("source: s{n}, value: {}, as-of: 2024-03-01", letters(n))).collect();
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    let report = report("texts", &claims("remark", &said));
    let found = report["findings"].as_array().unwrap().iter();
    let notes = found.filter(|finding| finding["message"].as_str().unwrap().contains("300 different texts"));
    assert_eq!(notes.count(), 1);
}

/// A word for a number.
fn letters(number: u16) -> String {
    number
        .to_string()
        .chars()
        .map(|digit| ["ba", "ce", "di", "fo", "gu", "ha", "ke", "li", "mo", "nu"][digit as usize - 48])
        .collect()
}

/// What `gainsay check` with `arguments` over `claims` notes on standard error.
fn noted(name: &str, claims: &str, arguments: &[&str]) -> String {
    check(name, claims, "", &[]);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("compared-{name}"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
    let output = command.arg("check").args(arguments).current_dir(&folder).env_clear().output().unwrap();
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn of_few_pairs_without_a_conflict_it_is_said_that_both_can_be_true() {
    let both = claims("deaths", &["source: a, value: about 12", "source: b, value: 12"]);
    assert_eq!(
        noted("both", &both, &[]),
        "note: both claims can be true; `gainsay explain c0 --with c1` shows why\n"
    );
    assert_eq!(
        noted("both-paths", &both, &["claims/all.yaml"]),
        "note: both claims can be true; `gainsay explain c0 --with c1 claims/all.yaml` shows why\n"
    );
    let three =
        claims("deaths", &["source: a, value: about 12", "source: b, value: 12", "source: c, value: 12"]);
    assert_eq!(
        noted("both-three", &three, &[]),
        "note: in each pair both claims can be true; `gainsay explain c0 --with c1` shows why for one\n"
    );
    for arguments in [["--format=json"], ["--quiet"], ["--statistics"]] {
        assert_eq!(noted("both-programs", &both, &arguments), "");
    }
    let differ = claims("deaths", &["source: a, value: 12", "source: b, value: 30"]);
    assert_eq!(noted("both-differ", &differ, &[]), "");
}
