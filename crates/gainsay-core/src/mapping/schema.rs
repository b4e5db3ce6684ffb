//! The JSON Schema of mapping files, for editors and validators.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::format::{DialectKeys, Format, REGISTRY};
use crate::claim;
use crate::claim::ClaimKeys;

/// The JSON Schema of a mapping file.
#[must_use]
pub fn schema() -> Value {
    gainsay_yaml::schema::schema::<Document>()
}

/// Texts of cells that people write for nothing.
const NOTHING: [&str; 2] = ["NA", "-"];

/// What says how the rows of tables become claims. Beside these keys it may have any key of a claim, for all claims that leave it out.
#[derive(JsonSchema)]
#[schemars(title = "gainsay mapping", transform = with_claim_keys, transform = with_registry)]
#[expect(dead_code, reason = "the reader goes through the keys one by one; this tells what it accepts")]
struct Document {
    /// The tables: a path from the folder of this file, a glob, or a list of such.
    read: Option<Texts>,
    /// The format of the tables, if their endings do not say it.
    format: Option<Format>,
    /// How the lines of a CSV or TSV file are written, if that cannot be detected.
    dialect: Option<DialectKeys>,
    /// The path to the list of rows in a JSON file, with `.` between its names.
    #[schemars(example = &"itemListElement")]
    rows: Option<String>,
    /// Texts of cells that count as empty.
    #[schemars(example = &NOTHING)]
    empty: Option<Texts>,
    /// Rows that are not read: those that match one of these conditions.
    skip: Option<Conditions>,
    /// The only rows that are read: those that match this condition.
    when: Option<Condition>,
    /// The claims that each row becomes. If left out, each row becomes one claim, whose keys are given beside `read`.
    claims: Option<Vec<Claim>>,
    /// Accepted findings about these claims, as in a claim file.
    accepted: Option<Vec<Value>>,
}

/// A text, or a list of such.
#[expect(dead_code, reason = "only its schema is used")]
struct Texts(String);

impl JsonSchema for Texts {
    fn schema_name() -> Cow<'static, str> {
        "Texts".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let text = json!({ "type": ["string", "number", "boolean", "null"] });
        json_schema!({ "anyOf": [text, { "type": "array", "items": text }] })
    }
}

/// What holds for a row where each of these columns holds one of its texts; in them, `*` stands for any text.
type Condition = BTreeMap<String, Texts>;

/// A condition, or a list of such.
struct Conditions;

impl JsonSchema for Conditions {
    fn schema_name() -> Cow<'static, str> {
        "Conditions".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<Condition>();
        json_schema!({ "anyOf": [one, { "type": "array", "items": one }] })
    }
}

/// A claim that a row becomes: the keys of a claim, each with what is under it, or where that comes from.
struct Claim;

impl JsonSchema for Claim {
    fn schema_name() -> Cow<'static, str> {
        "MappedClaim".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut properties = keys(generator);
        properties.insert(
            "skip".to_owned(),
            described(&generator.subschema_for::<Conditions>(), "Rows that do not become this claim."),
        );
        properties.insert(
            "when".to_owned(),
            described(&generator.subschema_for::<Condition>(), "The only rows that become this claim."),
        );
        json_schema!({
            "description": "A claim that each row becomes.",
            "type": "object",
            "properties": properties,
            "additionalProperties": false,
        })
    }
}

fn described(schema: &Schema, text: &str) -> Value {
    json!({ "allOf": [schema], "description": text })
}

/// The keys of a claim, each with what a claim file has under it, or where a mapping takes that from.
fn keys(generator: &mut SchemaGenerator) -> Map<String, Value> {
    let claim = ClaimKeys::json_schema(generator);
    let properties = claim.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
    let from = generator.subschema_for::<From>();
    let period = generator.subschema_for::<Period>();
    let wrapped = properties.into_iter().map(|(name, said)| {
        let description = said.get("description").cloned().unwrap_or_default();
        let mut any = vec![said, json!(from)];
        match name.as_str() {
            "during" => any.push(json!(period)),
            "value" => any.push(json!({
                "type": "object",
                "properties": { "worded": true, "low": true, "best": true, "high": true, "margin": true },
                "additionalProperties": false,
            })),
            "tags" => any.push(json!({ "type": "array", "items": from })),
            _ => {}
        }
        (name, json!({ "anyOf": any, "description": description }))
    });
    wrapped.collect()
}

/// Where a mapping takes something from: a cell, or words with cells among them.
struct From;

impl JsonSchema for From {
    fn schema_name() -> Cow<'static, str> {
        "From".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let cell = generator.subschema_for::<Cell>();
        let template = json!({
            "type": "object",
            "properties": { "template": {
                "type": "string",
                "description": "Words with the names of columns in braces; of an id, keys of the claim too.",
                "examples": ["{country}-{year}"],
            } },
            "required": ["template"],
            "additionalProperties": false,
        });
        json_schema!({ "description": "Where it comes from.", "anyOf": [cell, template] })
    }
}

/// What a cell of the row holds.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "the reader goes through the keys one by one; this tells what it accepts")]
struct Cell {
    /// The name of the column, or its number, from 1, if no line names the columns. In JSON and front
    /// matter, the name of the field, or its path with `.` between the names. Of several columns, the
    /// first one that is not empty counts.
    from: Texts,
    /// The text between several names in a cell. Each name makes one claim, or under `tags` one item of the list.
    #[schemars(example = &";")]
    split: Option<String>,
    /// How the date is written, with `%d` for the day, `%m` for the month and `%Y` for the year. If left out, dates are in EDTF. `%b` or `%B` is the
    /// English name of a month, `%y` a year of two digits (1969 to 2068), `%H` the hour and `%M` the minute.
    #[schemars(example = &"%d.%m.%Y")]
    date: Option<String>,
    /// Texts of cells, each with the text to read instead. Other texts stay as they are. An empty text counts as an empty cell.
    replace: Option<BTreeMap<String, Texts>>,
}

/// The days up to a day, that one included.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "the reader goes through the keys one by one; this tells what it accepts")]
struct Period {
    /// How many hours: the column, or the number itself. They have to make up whole days.
    hours: Option<Texts>,
    /// How many days: the column, or the number itself.
    days: Option<Texts>,
    /// The column with the last day.
    until: Value,
}

/// Adds the keys of a claim beside the others.
fn with_claim_keys(schema: &mut Schema) {
    let mut generator = schemars::generate::SchemaSettings::draft07().into_generator();
    let keys = keys(&mut generator);
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        for key in claim::KEYS {
            if let Some(said) = keys.get(key) {
                properties.insert(key.to_owned(), said.clone());
            }
        }
    }
}

/// Adds the sections that tables may declare.
fn with_registry(schema: &mut Schema) {
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { return };
    let table: Vec<(String, Value)> = ["read", "format", "dialect", "rows", "empty", "skip", "when"]
        .iter()
        .filter_map(|key| Some(((*key).to_owned(), properties.get(*key)?.clone())))
        .collect();
    for (section, keys) in REGISTRY {
        let own = keys.iter().map(|key| {
            let from =
                json!({ "anyOf": [{ "$ref": "#/definitions/From" }, { "type": ["string", "array"] }] });
            ((*key).to_owned(), from)
        });
        let all: Map<String, Value> = table.iter().cloned().chain(own).collect();
        let said = json!({
            "description": format!("A table that declares {section}: each row one, by its `id`."),
            "type": "object",
            "properties": all,
            "required": ["read", "id"],
            "additionalProperties": false,
        });
        properties.insert(section.to_owned(), said);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::format::TABLE;
    use crate::claim::KEYS;

    #[test]
    fn the_schema_knows_the_keys_of_the_reader() {
        let schema = super::schema();
        let known: BTreeSet<&str> =
            schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        let sections = ["claims", "accepted", "sources", "subjects", "places"];
        assert_eq!(known, TABLE.into_iter().chain(KEYS).chain(sections).collect());
        let claim = &schema["definitions"]["MappedClaim"]["properties"];
        let known: BTreeSet<&str> = claim.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(known, KEYS.into_iter().chain(["skip", "when"]).collect());
    }
}
