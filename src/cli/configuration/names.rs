//! The names of rules and codes as the schema of a configuration has them: any, and editors complete those known everywhere.

use gainsay_yaml::accepts;
use gainsay_yaml::text::Text;
use schemars::{Schema, SchemaGenerator, json_schema};

use crate::cli::known::{builtin_rules, ignorable};

/// A rule.
pub(super) struct RuleName;

/// A rule, or the code of a problem.
pub(super) struct RuleOrCode;

accepts!([] RuleName, |generator| schema(generator, builtin_rules().rules.keys().map(String::as_str)));
accepts!([] RuleOrCode, |generator| {
    let rules = builtin_rules().rules;
    schema(generator, rules.keys().map(String::as_str).chain(ignorable()))
});

/// Any text, and `known` ones above all.
fn schema<'k>(generator: &mut SchemaGenerator, known: impl Iterator<Item = &'k str>) -> Schema {
    json_schema!({ "anyOf": [{ "enum": known.collect::<Vec<_>>() }, generator.subschema_for::<Text>()] })
}
