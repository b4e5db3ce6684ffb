//! The JSON Schema of claim files, for editors and validators.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Value, json};

use super::format::{AcceptedKeys, ClaimKeys, PlaceKeys, SourceKeys, SubjectKeys};

/// The JSON Schema of a document of a claim file.
#[must_use]
pub fn schema() -> Value {
    gainsay_yaml::schema::schema::<Document>()
}

/// Entries by their ids; one may be declared by its id alone.
type Entries<T> = BTreeMap<String, Option<T>>;

/// A document of claims: who said what, about which subject, and when. Every section may be left out.
#[derive(JsonSchema)]
#[schemars(title = "gainsay claims", transform = said_in_claim_or_report)]
#[expect(dead_code, reason = "the reader goes through the sections one by one; this tells what it accepts")]
struct Document {
    /// Who speaks: each source by its id. Once any file declares sources, an undeclared source is an error, and the nearest
    /// name is suggested. If no file does, every name is allowed.
    sources: Option<Entries<SourceKeys>>,
    /// What the claims are about: each subject by its id. Once any file declares subjects, an undeclared subject is an error.
    subjects: Option<Entries<SubjectKeys>>,
    /// Where the claims hold: each place by its id. Once any file declares places, an undeclared place is an error, also as the value of `location` and other attributes of places.
    places: Option<Entries<PlaceKeys>>,
    /// The report in which the claims of this document were made. If a claim leaves out a key, the value in the report is used.
    report: Option<Report>,
    /// What the sources said, one record for each statement.
    claims: Option<Vec<ClaimKeys>>,
    /// Findings that people have looked at and accepted.
    accepted: Option<Vec<AcceptedKeys>>,
}

/// What the claims of a document have in common: any key of a claim but `id`.
struct Report;

impl JsonSchema for Report {
    fn schema_name() -> Cow<'static, str> {
        "Report".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = ClaimKeys::json_schema(generator);
        let text = "What the claims of a document have in common. It may hold any key of a claim but `id`.";
        schema.insert("description".to_owned(), text.into());
        if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
            // Editors take `doNotSuggest` as what it says; to validators it is nothing.
            let none = json!({ "type": "null", "description": "A report has no id.", "doNotSuggest": true });
            properties.insert("id".to_owned(), none);
        }
        schema
    }
}

/// Asks for what a claim has to say, itself or by its report.
fn said_in_claim_or_report(schema: &mut Schema) {
    let there = |key: &str| json!({ "required": [key] });
    let unconfirmed =
        json!({ "required": ["stance"], "properties": { "stance": { "const": "unconfirmed" } } });
    let conditions = [there("source"), there("attribute"), json!({ "anyOf": [there("value"), unconfirmed] })];
    let otherwise = conditions.map(|said| {
        let mut report = said.clone();
        report["type"] = "object".into();
        json!({
            "if": { "required": ["report"], "properties": { "report": report } },
            "else": { "properties": { "claims": { "items": said } } },
        })
    });
    schema.insert("allOf".to_owned(), json!(otherwise));
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::super::format::SECTIONS;

    #[test]
    fn the_schema_knows_the_sections_of_the_reader() {
        let schema = super::schema();
        let keys: HashSet<&str> =
            schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, HashSet::from(SECTIONS));
    }

    #[test]
    fn a_claim_and_its_report_have_the_same_keys() {
        let keys = |name: &str| {
            let schema = super::schema();
            let keys = schema["definitions"][name]["properties"].as_object().unwrap().keys();
            keys.cloned().collect::<Vec<_>>()
        };
        assert_eq!(keys("Claim"), keys("Report"));
        assert_eq!(super::schema()["definitions"]["Report"]["properties"]["id"]["type"], "null");
    }
}
