//! Commands within another program: claims, rules and settings as texts, reports as bytes, failures as values.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::process::Command;
use std::sync::Arc;

use gainsay::cli::{Checked, GivenSettings, Material, Part, answer, check, of_all_parts, part, spots};
use gainsay::run::{Cause, Failure};
use gainsay_core::check::Shard;
use serde_json::Value;

const CLAIMS: &str = "\
claims:
  - { id: herald-1, source: herald, subject: fire, attribute: deaths, value: at least 30, as-of: 2024-05-02 }
  - { id: gazette-1, source: gazette, subject: fire, attribute: deaths, value: 12, as-of: 2024-05-02 }
";

fn arguments(arguments: &[&str]) -> Vec<OsString> {
    std::iter::once(&"gainsay").chain(arguments).map(OsString::from).collect()
}

fn given(texts: &[(&str, &str)]) -> Material {
    let texts = texts.iter().map(|&(path, text)| (path.to_owned(), text.to_owned()));
    Material { texts: Arc::new(texts.collect::<BTreeMap<_, _>>()), ..Material::default() }
}

fn rules(checked: &Checked) -> Vec<String> {
    let report: Value = serde_json::from_slice(&checked.json).unwrap();
    let rule = |finding: &Value| finding["rule"].as_str().unwrap().to_owned();
    report["findings"].as_array().unwrap().iter().map(rule).collect()
}

/// The failure, and the words at its spots.
fn failed(result: Result<Checked, Failure>) -> (Cause, String, Vec<String>) {
    let failure = result.unwrap_err();
    let Checked { json, texts, .. } = spots(&failure);
    let findings: Vec<Value> = serde_json::from_slice(&json).unwrap();
    let at = |label: &Value, end: &str| usize::try_from(label[end].as_u64().unwrap()).unwrap();
    let words = |label: &Value| {
        let text = &texts[label["path"].as_str().unwrap()];
        text[at(label, "byte")..at(label, "end_byte")].to_owned()
    };
    let labels = findings.iter().flat_map(|finding| finding["labels"].as_array().unwrap());
    (failure.cause, failure.message, labels.map(words).collect())
}

#[test]
fn the_report_is_that_of_the_command() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("claims.yaml"), CLAIMS).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
    command.args(["check", "--format", "json", "--today", "2026-11-30", "claims.yaml"]);
    let output = command.current_dir(&folder).env_clear().output().unwrap();
    let asked = arguments(&["check", "--today", "2026-11-30", "claims.yaml"]);
    let checked = check(&asked, given(&[("claims.yaml", CLAIMS)])).unwrap();
    assert_eq!(checked.json, output.stdout);
    assert_eq!(checked.texts, BTreeMap::from([("claims.yaml".to_owned(), CLAIMS.to_owned())]));
    assert_eq!(checked.notes, Vec::<String>::new());
}

#[test]
fn rules_and_settings_may_be_texts_too() {
    let text = CLAIMS.replace("deaths", "crews");
    let rule =
        "{ id: crews, title: Sources give different numbers of crews, compare: crews, tolerance: 10% }";
    let own = format!("attributes: {{ crews: {{ value: quantity }} }}\nrules: [{rule}]");
    let texts = [("<claims>", text.as_str()), ("<rules>", own.as_str())];
    let asked = arguments(&["check", "--rules=<rules>", "<claims>"]);
    assert_eq!(rules(&check(&asked, given(&texts)).unwrap()), ["crews"]);
    let settings = GivenSettings::Text("severities: { crews: 'off' }".to_owned());
    let material = Material { settings, ..given(&texts) };
    assert_eq!(rules(&check(&asked, material).unwrap()), [""; 0]);
}

#[test]
fn failures_say_what_is_to_blame_and_where() {
    let on_claims = |flags: &[&str], settings: &str| {
        let texts = given(&[("<claims>", CLAIMS), ("<rules>", "rules: [{ id: a, severty: error }]")]);
        let settings = GivenSettings::Text(settings.to_owned());
        check(&arguments(&[&["check"], flags].concat()), Material { settings, ..texts })
    };
    let (cause, message, words) = failed(on_claims(&["clams"], ""));
    assert_eq!((cause, words.len()), (Cause::Paths, 0));
    assert!(message.starts_with("cannot read `clams`"), "{message}");
    let (cause, _, words) = failed(on_claims(&["--rules=<rules>", "<claims>"], ""));
    assert!(cause == Cause::Rules && words.contains(&"severty".to_owned()), "{words:?}");
    let (cause, _, words) = failed(on_claims(&["<claims>"], "fail-onn: error"));
    assert_eq!((cause, words), (Cause::Configuration, vec!["fail-onn".to_owned()]));
    let (cause, _, words) = failed(on_claims(&["<claims>"], "severities: { deth-toll: error }"));
    assert_eq!((cause, words), (Cause::Configuration, vec!["deth-toll".to_owned()]));
    let (cause, message, _) = failed(on_claims(&["--today=tomorrow", "<claims>"], ""));
    assert_eq!(cause, Cause::Other);
    assert!(message.contains("write a single day") && !message.starts_with("error"), "{message}");
    let (cause, message, _) = failed(check(&arguments(&["rules"]), given(&[])));
    assert_eq!((cause, message.as_str()), (Cause::Other, "there is no such command here"));
}

#[test]
fn no_claims_are_told() {
    let checked = check(&arguments(&["check", "<claims>"]), given(&[("<claims>", "claims: []")])).unwrap();
    let note = checked.notes.join("|");
    assert!(note.starts_with("there are no claims in `<claims>`; "), "{note}");
}

#[test]
fn other_commands_answer() {
    let asked = arguments(&["explain", "--format=json", "herald-1", "<claims>"]);
    let told = answer(&asked, given(&[("<claims>", CLAIMS)])).unwrap();
    let told: Value = serde_json::from_slice(&told.out).unwrap();
    assert_eq!(told["claim"]["id"], "herald-1");
    // What stands for standard input elsewhere is a value here.
    let read = answer(&arguments(&["read", "--format=json", "--", "-"]), given(&[])).unwrap();
    let read: Value = serde_json::from_slice(&read.out).unwrap();
    assert_eq!(read["values"][0]["value"], "-");
}

/// Claims that are compared with nothing.
const ALONE: &str = "\
claims:
  - { source: herald, subject: fire, attribute: deaths, value: 30, as-of: 2024-05-02 }
  - { source: gazette, subject: flood, attribute: deaths, value: 12, as-of: 2024-05-02 }
";

/// What is told of them as the only part.
fn told() -> (Vec<OsString>, Value) {
    let asked = arguments(&["check", "<claims>"]);
    let told = part(&asked, given(&[("<claims>", ALONE)]), Shard::new(1, 1).unwrap()).unwrap();
    let Part { facts, lines, .. } = told;
    assert!(lines.contains(&2) && lines.contains(&3), "{lines:?}");
    (asked, serde_json::from_slice(&facts).unwrap())
}

#[test]
fn what_is_said_of_all_parts_is_said_by_what_each_tells() {
    let (asked, facts) = told();
    let facts = serde_json::to_vec(&facts).unwrap();
    let (said, ..) = of_all_parts(&asked, given(&[("<claims>", ALONE)]), &[facts]).unwrap();
    assert_eq!(rules(&said), ["not-compared"]);
}

#[test]
fn facts_of_other_claims_are_refused() {
    let (asked, facts) = told();
    let refused = |facts: &Value, claims: &str| {
        let facts = serde_json::to_vec(facts).unwrap();
        of_all_parts(&asked, given(&[("<claims>", claims)]), &[facts]).unwrap_err().message
    };
    let unsound = "what is known of a part names claims that are not there, or contradicts itself";
    assert_eq!(refused(&facts, "claims: []\n"), unsound);
    for (key, value) in [("lines", "[9]"), ("lines", "[]"), ("names", "[9]")] {
        let mut facts = facts.clone();
        facts[key] = serde_json::from_str(value).unwrap();
        assert_eq!(refused(&facts, ALONE), unsound, "{key}: {value}");
    }
    // As many claims as it says are to be shown.
    let mut fewer = facts.clone();
    fewer["not_compared"]["shown_alone"] = Value::Array(Vec::new());
    assert_eq!(refused(&fewer, ALONE), unsound);
    assert!(refused(&Value::Null, ALONE).starts_with("what is known of a part cannot be read: "));
}
