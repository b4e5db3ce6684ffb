//! What values look like in the JSON Schema of claim files, where that is not what reads them.

use schemars::Schema;
use serde_json::json;

use gainsay_yaml::schema::{given, written};

/// Refuses a record that gives both a day and a period, or two ends.
pub(super) fn day_or_period(schema: &mut Schema) {
    let last_word = json!({ "required": ["final"], "properties": { "final": { "const": true } } });
    let both = [
        json!({ "allOf": [given("as-of"), given("during")] }),
        json!({ "allOf": [given("until"), last_word] }),
    ];
    schema.insert("not".to_owned(), json!({ "anyOf": both }));
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
