//! The keys of files and what they mean, as their schemas say.

use serde_json::Value;

/// A key or a value that a schema knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) name: String,
    pub(crate) meaning: String,
}

/// The keys that can be written in a section, or at the top of a document.
pub(crate) fn keys(schema: &Value, section: Option<&str>) -> Vec<Known> {
    let Some(holder) = holder(schema, section) else { return Vec::new() };
    let Some(properties) = holder.get("properties").and_then(Value::as_object) else { return Vec::new() };
    let known = |(name, of): (&String, &Value)| Known { name: name.clone(), meaning: meaning(of) };
    properties.iter().map(known).collect()
}

/// The values that `key` of a section may have, where there are only some.
pub(crate) fn values(schema: &Value, section: Option<&str>, key: &str) -> Vec<Known> {
    let of = holder(schema, section).and_then(|holder| holder.get("properties")?.get(key));
    let mut values = Vec::new();
    if let Some(of) = of {
        gather(schema, of, &mut values);
    }
    values
}

/// What describes an entry of `section`: an item of a list, or what is under a name.
fn holder<'s>(schema: &'s Value, section: Option<&str>) -> Option<&'s Value> {
    let Some(section) = section else { return Some(schema) };
    let of = schema.get("properties")?.get(section)?;
    let inner = of.get("items").or_else(|| of.get("additionalProperties")).unwrap_or(of);
    resolved(schema, inner)
}

/// What a reference stands for, of several the first that is one.
fn resolved<'s>(schema: &'s Value, of: &'s Value) -> Option<&'s Value> {
    if let Some(path) = of.get("$ref").and_then(Value::as_str) {
        return schema.pointer(path.strip_prefix('#')?);
    }
    let any = ["anyOf", "oneOf", "allOf"].iter().find_map(|name| of.get(*name)?.as_array());
    match any {
        Some(any) => any.iter().find(|of| of.get("$ref").is_some()).and_then(|of| resolved(schema, of)),
        None => Some(of),
    }
}

fn gather(schema: &Value, of: &Value, values: &mut Vec<Known>) {
    let known = |name: &Value, meaning: String| Some(Known { name: name.as_str()?.to_owned(), meaning });
    values.extend(of.get("const").and_then(|name| known(name, meaning(of))));
    let names = of.get("enum").and_then(Value::as_array).into_iter().flatten();
    values.extend(names.filter_map(|name| known(name, String::new())));
    if of.get("type").and_then(Value::as_str) == Some("boolean") {
        values.extend([true, false].map(|name| Known { name: name.to_string(), meaning: String::new() }));
    }
    if of.get("$ref").is_some()
        && let Some(of) = resolved(schema, of)
    {
        gather(schema, of, values);
    }
    for of in ["anyOf", "oneOf", "allOf"].iter().filter_map(|name| of.get(*name)?.as_array()).flatten() {
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
        assert!(names(&keys(&schema, None)).contains(&"claims"));
        assert!(names(&keys(&schema, Some("claims"))).contains(&"cites"));
        assert!(names(&keys(&schema, Some("report"))).contains(&"published"));
        assert!(names(&keys(&schema, Some("sources"))).contains(&"part-of"));
        assert_eq!(names(&values(&schema, Some("claims"), "stance")), ["asserts", "denies", "unconfirmed"]);
        let source = keys(&schema, Some("claims")).into_iter().find(|known| known.name == "source").unwrap();
        assert!(source.meaning.starts_with("Who says it"));
    }
}
