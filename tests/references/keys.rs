//! Tables of keys, made of the schemas that the reading types bring.

use std::fmt::Write;

use gainsay_core::check::explain::NotComparedReason;
use gainsay_core::finding::WeakReason;
use gainsay_core::rule::RuleKind;
use serde_json::Value;

/// The table of the keys of `name` in `schema`, those in `first` in front; all of the document where `name` is `Document`. Kinds of
/// rules without settings are in the table of kinds.
pub fn table(schema: &Value, name: &str, first: &[&str]) -> String {
    let record = if name == "Document" { schema } else { &schema["definitions"][name] };
    let keys = record["properties"].as_object().unwrap_or_else(|| panic!("`{name}` has no keys"));
    let unknown: Vec<_> = first.iter().filter(|key| !keys.contains_key(**key)).collect();
    assert!(unknown.is_empty(), "`{name}` has no {unknown:?}");
    let old = |key: &str| keys[key]["deprecated"] == true;
    let rest = keys
        .keys()
        .map(String::as_str)
        .filter(|key| !first.contains(key) && !old(key) && !RuleKind::plain_keys().contains(key));
    let needed = record["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let needed: Vec<_> = needed.collect();
    let mut out = "| key | takes | meaning | default |\n| --- | --- | --- | --- |\n".to_owned();
    for key in first.iter().copied().chain(rest) {
        let property = &keys[key];
        let default = match &property["default"] {
            _ if needed.contains(&key) => "needed".to_owned(),
            Value::Null => String::new(),
            default => format!("`{}`", flow(default)),
        };
        let takes = takes(schema, property).join(" or ");
        writeln!(out, "| `{key}` | {takes} | {} | {default} |", meaning(property)).unwrap();
    }
    out
}

/// The table of the kinds of rules.
pub fn kinds() -> String {
    let mut out = "| key | what the rule does |\n| --- | --- |\n".to_owned();
    for kind in RuleKind::ALL {
        let how = if kind.is_plain() { ": true" } else { "" };
        writeln!(out, "| `{}{how}` | {}. |", kind.name(), kind.summary()).unwrap();
    }
    out
}

/// The table of the reasons why two claims of different sources are not compared.
pub fn not_compared() -> String {
    let mut out = "| reason | meaning |\n| --- | --- |\n".to_owned();
    for reason in NotComparedReason::ALL.iter().filter(|reason| **reason != NotComparedReason::SameSource) {
        writeln!(out, "| `{}` | {}. |", reason.name(), reason.summary()).unwrap();
    }
    out
}

/// The table of the reasons why a conflict is weak.
pub fn weak() -> String {
    let mut out = "| reason | meaning |\n| --- | --- |\n".to_owned();
    for reason in WeakReason::ALL {
        writeln!(out, "| `{}` | {}. |", reason.name(), reason.summary()).unwrap();
    }
    out
}

/// The table of the names that `name` in `schema` takes.
pub fn names(schema: &Value, name: &str) -> String {
    let mut out = "| value | meaning |\n| --- | --- |\n".to_owned();
    for one in schema["definitions"][name]["oneOf"].as_array().unwrap() {
        writeln!(out, "| `{}` | {} |", one["const"].as_str().unwrap(), meaning(one)).unwrap();
    }
    out
}

fn meaning(schema: &Value) -> String {
    let text = schema["description"].as_str().unwrap_or_default().replace('|', "\\|");
    let examples: Vec<_> = schema["examples"].as_array().into_iter().flatten().map(flow).collect();
    match examples.as_slice() {
        [] => text,
        examples => format!("{text}<br>For instance `{}`.", examples.join("`, `")),
    }
}

/// What a key takes, in words; none where it takes nothing.
fn takes(schema: &Value, property: &Value) -> Vec<String> {
    if let Some(parts) = property["anyOf"].as_array() {
        let mut all = Vec::new();
        parts.iter().flat_map(|part| takes(schema, part)).filter(|words| words != "nothing").for_each(
            |words| {
                if !all.contains(&words) {
                    all.push(words);
                }
            },
        );
        return all;
    }
    if let Some(name) = property["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        return vec![named(schema, name)];
    }
    let types: Vec<&str> = match &property["type"] {
        Value::String(one) => vec![one],
        several => several.as_array().into_iter().flatten().filter_map(Value::as_str).collect(),
    };
    // What a text must look like is named by the message for one that does not.
    let looks = property["patternErrorMessage"].as_str().and_then(|text| text.strip_prefix("no "));
    let words = match (looks.and_then(|text| text.split_once(':')), types.as_slice()) {
        (Some((looks, _)), _) => looks.to_owned(),
        (None, ["array", ..]) => format!("list of {}", inner(schema, &property["items"])),
        (None, ["object", ..]) => {
            format!("names, each with {}", inner(schema, &property["additionalProperties"]))
        }
        (None, ["boolean", ..]) => "`true` or `false`".to_owned(),
        (None, ["null"]) => "nothing".to_owned(),
        (None, types) if types.contains(&"number") && !types.contains(&"boolean") => "number".to_owned(),
        (None, _) => "text".to_owned(),
    };
    vec![words]
}

/// What stands in a list or a mapping; lists and mappings in that are for the text of the page to tell.
fn inner(schema: &Value, property: &Value) -> String {
    let takes = takes(schema, property);
    let short = takes.iter().map(|words| match words.split_once(' ') {
        Some(("names,", _)) => "mapping",
        _ => words,
    });
    short.collect::<Vec<_>>().join(" or ")
}

/// A type of the schema by its name: the names that it takes, or a word for it.
fn named(schema: &Value, name: &str) -> String {
    let definition = &schema["definitions"][name];
    let names = definition["oneOf"].as_array().into_iter().flatten().filter_map(|one| one["const"].as_str());
    let names: Vec<_> = names.map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [] if definition["properties"].is_object() => {
            format!("[{}](#{})", lower(name), lower(name).replace(' ', "-"))
        }
        [] => lower(name),
        names => names.join(", "),
    }
}

/// `SeverityByStrength` as `severity by strength`.
fn lower(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push(' ');
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// A value as YAML writes it in a line.
pub fn flow(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(list) => format!("[{}]", list.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Value::Object(map) => {
            let entries: Vec<_> = map.iter().map(|(key, value)| format!("{key}: {}", flow(value))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        other => other.to_string(),
    }
}
