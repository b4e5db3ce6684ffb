//! What values look like in the JSON Schema of rule files, where that is not what reads them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use crate::claim;
use crate::claim::ClaimKeys;
use crate::rule::RuleKind;
use gainsay_yaml::schema::{Filled, given, written};
use gainsay_yaml::text::Text;
use gainsay_yaml::{Never, Shaped};

/// The sections `scales` and `categories`: lists of names, each alone, or with its synonyms, or with more.
pub(super) type Listed<K> =
    BTreeMap<String, Filled<Vec<Shaped<Text, Never, Filled<BTreeMap<String, Named<K>>>>>>>;

/// What a list says of a name.
type Named<K> = Shaped<Option<Text>, Vec<Text>, K>;

/// Claims with what they must come to. Each is given what it leaves out: an id and a source of its own, the attribute that
/// the rule compares.
#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
#[expect(dead_code, reason = "the reader takes examples from their nodes; this tells what it accepts")]
pub(super) enum Example {
    /// Claims that the rule must report.
    Conflict(Filled<Vec<ClaimKeys>>),
    /// Claims that the rule must not report.
    Agree(Filled<Vec<ClaimKeys>>),
}

/// The keys that a claim may have.
pub(super) struct ClaimKey;

impl JsonSchema for ClaimKey {
    fn schema_name() -> Cow<'static, str> {
        "ClaimKey".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "description": "A key of a claim.", "type": "string", "enum": claim::KEYS })
    }
}

/// A grade of sources, or a range of grades.
pub(super) struct GradeRange;

impl JsonSchema for GradeRange {
    fn schema_name() -> Cow<'static, str> {
        "GradeRange".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A grade of the Admiralty code, or a range of grades.",
            "type": "string",
            "pattern": r"^\s*[A-F]\s*(\.\.\s*[A-F]\s*)?$",
            "examples": ["A..B", "E"],
        })
    }
}

/// Lists the kinds without settings, and refuses a rule that does nothing, or several things.
pub(super) fn kinds(schema: &mut Schema) {
    let names: Vec<String> = RuleKind::ALL.iter().map(|kind| format!("`{}`", kind.name())).collect();
    if let Some(Value::String(about)) = schema.get_mut("description") {
        let _ = write!(about, " A rule does exactly one of {}.", names.join(", "));
    }
    let plain = || RuleKind::ALL.iter().filter(|kind| kind.is_plain());
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.extend(plain().map(|kind| {
            let about = format!("Whether it {}.", kind.phrase());
            (kind.name().to_owned(), json!({ "description": about, "type": ["boolean", "null"] }))
        }));
    }
    let tasks = RuleKind::ALL.iter().map(|kind| match kind.name() {
        task if kind.is_plain() => json!({ "required": [task], "properties": { (task): { "const": true } } }),
        task => given(task),
    });
    schema.insert("oneOf".to_owned(), tasks.collect());
}

/// Refuses a hedge that does nothing, or several things.
pub(super) fn one_effect(schema: &mut Schema) {
    let range = json!({ "anyOf": [given("low"), given("high")] });
    let effects = [given("spread"), given("bound"), range, given("after"), given("time")];
    schema.insert("oneOf".to_owned(), json!(effects));
}

written! {
    /// An ISO 8601 duration; whether it is one of whole days is for the reader to tell.
    pub(super) Duration = {
        "type": "string",
        "pattern": r"[0-9]\s*[A-Za-z:]",
        "patternErrorMessage": "no duration: write whole days such as `P3D`, `P2W`, `P1M` or `P1Y`",
    }
    /// A duration or `always`.
    pub(super) Measure = {
        "type": "string",
        "pattern": r"^\s*always\s*$|[0-9]\s*[A-Za-z:]",
        "patternErrorMessage": "no duration: write `always`, or whole days such as `P3D` or `P2W`",
    }
    /// A percentage or a fraction.
    pub(super) Fraction = {
        "type": ["string", "number"],
        "minimum": 0,
        "maximum": 1,
        "pattern": "^[^A-Za-z]*[0-9][^A-Za-z]*$",
        "patternErrorMessage": "no fraction: write a percentage from `0%` to `100%`, or a fraction such as `0.1`",
    }
    /// A fraction, or an amount with its unit.
    pub(super) Tolerance = {
        "type": ["string", "number"],
        "minimum": 0,
        "maximum": 1,
        "pattern": "[0-9]",
        "patternErrorMessage": "no tolerance: write `5%`, `0.05`, or an amount with its unit such as `1 point`",
    }
    /// A number with or without a unit.
    pub(super) Margin = { "type": ["string", "number"], "pattern": "^ *[0-9.]" }
    /// A number in digits.
    pub(super) Number = { "type": ["string", "number"], "pattern": "^[^A-Za-z]*[0-9][^A-Za-z]*$" }
    /// A relation between attributes.
    pub(super) Relating = { "type": "string", "pattern": "[<=>≤≥]" }
    /// A number of another unit.
    pub(super) Worth = { "type": "string", "pattern": "[0-9][^ ]* +[^ ]" }
}
