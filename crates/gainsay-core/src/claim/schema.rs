//! The JSON Schema of claim files, for editors and validators.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Value, json};

use super::draft::{AcceptedDraft, Draft, PlaceDraft, SourceDraft, SubjectDraft};
use gainsay_yaml::schema::{given, written};

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
    /// Who speaks: each source by its id. Once any file declares sources, a claim of a source that none declares is an
    /// error, with the nearest name suggested; with no `sources` at all, names are taken as they are.
    sources: Option<Entries<SourceDraft>>,
    /// What the claims are about: each subject by its id. Once any file declares subjects, others are errors.
    subjects: Option<Entries<SubjectDraft>>,
    /// Where the claims hold: each place by its id. Once any file declares places, others are errors.
    places: Option<Entries<PlaceDraft>>,
    /// Where the claims of this document were made. A claim that leaves a key out takes what the report says.
    report: Option<Report>,
    /// What the sources said, one record for each thing that was said.
    claims: Option<Vec<Draft>>,
    /// Conflicts that people have looked at and live with.
    accepted: Option<Vec<AcceptedDraft>>,
}

/// What the claims of a document have in common: any key of a claim but `id`.
struct Report;

impl JsonSchema for Report {
    fn schema_name() -> Cow<'static, str> {
        "Report".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = Draft::json_schema(generator);
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

/// Refuses a record that gives both a day and a period.
pub(super) fn day_or_period(schema: &mut Schema) {
    schema.insert("not".to_owned(), json!({ "allOf": [given("as-of"), given("during")] }));
}

/// Asks for at least one figure.
pub(super) fn some_figure(schema: &mut Schema) {
    let figures = ["low", "best", "high"].map(|key| json!({ "required": [key] }));
    schema.insert("anyOf".to_owned(), json!(figures));
}

/// A day, a month or a year, each with what EDTF allows at it, as far as a pattern can tell.
macro_rules! date {
    () => {
        "[?~%]?-?[0-9X]{4}(S[0-9]+)?[?~%]?(-[?~%]?[0-9X]{2}[?~%]?){0,2}(T[0-9:.,Z+-]+)?"
    };
}

written! {
    /// A date.
    pub(super) Date = {
        "type": ["string", "integer"],
        "minimum": -9999,
        "maximum": 9999,
        "minLength": 1,
        "pattern": concat!("^(", date!(), r"|\.\.)?(/(", date!(), r"|\.\.)?)?$"),
        "patternErrorMessage": "no date: write `2024-10-23`, `2024-10`, `2024`, or from one to another: `2024-10-13/2024-10-18`",
    }
    /// How far a source can be trusted.
    pub(super) Reliability = { "type": "string", "pattern": "^[A-F]$" }
    /// How likely what is said is true.
    pub(super) Credibility = { "type": ["integer", "string"], "minimum": 1, "maximum": 6, "pattern": "^[1-6]$" }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::super::draft::SECTIONS;

    #[test]
    fn the_schema_knows_the_sections_of_the_reader() {
        let schema = super::schema();
        let told: HashSet<&str> =
            schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(told, HashSet::from(SECTIONS));
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
