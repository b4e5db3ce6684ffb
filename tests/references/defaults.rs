//! The defaults that the tables of keys tell, held against what counts where a key is left out.

use gainsay_core::claim;
use gainsay_core::rule::Rules;
use gainsay_core::rule_file;
use gainsay_core::text::Files;
use serde_json::Value;

use super::keys::flow;

/// The keys of `name` in `schema` that have a default, as YAML writes both.
fn told(schema: &Value, name: &str) -> Vec<String> {
    let keys = schema["definitions"][name]["properties"].as_object().unwrap().iter();
    let told = keys.filter_map(|(key, property)| Some(format!("{key}: {}", flow(property.get("default")?))));
    let told: Vec<_> = told.collect();
    assert!(!told.is_empty(), "`{name}` tells no default");
    told
}

fn rules(text: &str) -> Rules {
    let mut files = Files::default();
    let id = files.add("rules.yaml", text);
    let mut problems = Vec::new();
    let rules = rule_file::read(&files, &[&[id]], &mut problems);
    assert_eq!(problems, [], "{text}");
    rules
}

/// Asserts that `read` makes the same of a record with each of the keys that are told as of one without.
#[track_caller]
fn same<T: PartialEq + std::fmt::Debug>(told: &[String], read: impl Fn(&str) -> T) {
    for key in told {
        assert_eq!(read(key), read(""), "{key}");
    }
}

#[test]
fn of_rules() {
    let schema = rule_file::schema();
    // Where a rule is read, further keys come last, so that they move no span.
    let rule = |task: &str, key: &str| {
        let rules = rules(&format!("rules:\n- id: r\n  title: t\n  {task}\n  {key}\n"));
        rules.rules["r"].clone()
    };
    same(&told(&schema, "Rule"), |key| {
        let rule = rule("relate: killed <= casualties", key);
        let tolerance = rule.tolerance.map(|tolerance| tolerance.value).unwrap_or_default();
        (rule.same_time, rule.lag, rule.severity, tolerance, format!("{:?}", rule.task))
    });
    same(&told(&schema, "Records"), |key| {
        format!("{:?}", rule(&format!("records: {{ require: url, {key} }}"), "").task)
    });
}

#[test]
fn of_vocabulary() {
    let schema = rule_file::schema();
    same(&told(&schema, "Attribute"), |key| {
        let rules = rules(&format!("attributes:\n  a: {{ value: quantity, {key} }}\n"));
        format!("{:?}", rules.attributes)
    });
    same(&told(&schema, "Stage"), |key| {
        rules(&format!("scales:\n  s: [one, two: {{ synonyms: [second], {key} }}]\n")).scales["s"].clone()
    });
}

#[test]
fn of_claims() {
    same(&told(&claim::schema(), "Claim"), |key| {
        let mut files = Files::default();
        let id =
            files.add("claims.yaml", format!("claims:\n- {{ source: s, attribute: a, value: 1, {key} }}\n"));
        let records = claim::read(&files, &[id]);
        assert_eq!(records.problems, [], "{key}");
        (records.claims[0].stance, records.claims[0].correction)
    });
}
