//! The keys of files and what they mean, as their schemas say.

use serde_json::Value;

/// A key or a value that a schema knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) name: String,
    pub(crate) meaning: String,
}

/// The keys that can be written under others, of which the first is at the top of a document.
pub(crate) fn keys(schema: &Value, under: &[&str]) -> Vec<Known> {
    let forms = holders(schema, under).into_iter();
    let properties = forms.filter_map(|form| form.get("properties")?.as_object()).flatten();
    properties.map(|(name, of)| Known { name: name.clone(), meaning: meaning(of) }).collect()
}

/// The values that `key` under others may have, where there are only some.
pub(crate) fn values(schema: &Value, under: &[&str], key: &str) -> Vec<Known> {
    let mut values = Vec::new();
    for of in holders(schema, under).into_iter().filter_map(|form| form.get("properties")?.get(key)) {
        gather(schema, of, &mut values);
    }
    values
}

/// What describes the mappings under some keys: those that may be there.
fn holders<'s>(schema: &'s Value, under: &[&str]) -> Vec<&'s Value> {
    under.iter().fold(vec![schema], |forms, key| {
        let named = |form: &&'s Value| {
            let property = form.get("properties").and_then(|properties| properties.get(*key));
            property.or_else(|| form.get("additionalProperties"))
        };
        forms.iter().filter_map(named).flat_map(|of| mappings(schema, of)).collect()
    })
}

/// The mappings among the forms of what `of` describes, and among the items of a list.
fn mappings<'s>(schema: &'s Value, of: &'s Value) -> Vec<&'s Value> {
    if let Some(named) = referenced(schema, of) {
        return mappings(schema, named);
    }
    if let Some(items) = of.get("items") {
        return mappings(schema, items);
    }
    if ["properties", "additionalProperties"].iter().any(|key| of.get(*key).is_some()) {
        return vec![of];
    }
    forms(of).flat_map(|of| mappings(schema, of)).collect()
}

/// What a reference stands for.
fn referenced<'s>(schema: &'s Value, of: &Value) -> Option<&'s Value> {
    schema.pointer(of.get("$ref")?.as_str()?.strip_prefix('#')?)
}

/// The forms of which it has one.
fn forms(of: &Value) -> impl Iterator<Item = &Value> {
    ["anyOf", "oneOf", "allOf"].iter().filter_map(|name| of.get(*name)?.as_array()).flatten()
}

fn gather(schema: &Value, of: &Value, values: &mut Vec<Known>) {
    let known = |name: &Value, meaning: String| Some(Known { name: name.as_str()?.to_owned(), meaning });
    values.extend(of.get("const").and_then(|name| known(name, meaning(of))));
    let names = of.get("enum").and_then(Value::as_array).into_iter().flatten();
    values.extend(names.filter_map(|name| known(name, String::new())));
    if of.get("type").and_then(Value::as_str) == Some("boolean") {
        values.extend([true, false].map(|name| Known { name: name.to_string(), meaning: String::new() }));
    }
    if let Some(of) = referenced(schema, of) {
        gather(schema, of, values);
    }
    for of in forms(of) {
        gather(schema, of, values);
    }
}

fn meaning(of: &Value) -> String {
    of.get("description").and_then(Value::as_str).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(known: &[Known]) -> Vec<&str> {
        known.iter().map(|known| known.name.as_str()).collect()
    }

    #[test]
    fn the_schema_of_claims_tells_keys_and_values() {
        let schema = gainsay_core::claim::schema();
        assert!(names(&keys(&schema, &[])).contains(&"claims"));
        assert!(names(&keys(&schema, &["claims"])).contains(&"cites"));
        assert!(names(&keys(&schema, &["report"])).contains(&"published"));
        assert!(names(&keys(&schema, &["sources", "herald"])).contains(&"part-of"));
        assert_eq!(names(&values(&schema, &["claims"], "stance")), ["asserts", "denies", "unconfirmed"]);
        assert_eq!(names(&keys(&schema, &["sources"])), [""; 0]);
        let source = keys(&schema, &["claims"]).into_iter().find(|known| known.name == "source").unwrap();
        assert!(source.meaning.starts_with("Who says it"));
    }
}
