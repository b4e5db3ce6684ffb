//! The rules and the attributes in force as JSON, with types of its own.

use std::io;

use schemars::JsonSchema;
use serde::Serialize;

use super::vocabulary::declared;
use crate::cli::describe;
use crate::report::{Out, published};
use crate::run::Ruleset;
use gainsay_core::rule::{self, Task, ValidFor, Validity};
use gainsay_core::text::{Files, Span};

/// Version of both formats. A change that could break a reader raises it; new optional fields do not.
const VERSION: u32 = 1;

/// Writes the rules.
pub(super) fn rules(out: &mut Out<'_>, ruleset: &Ruleset) -> io::Result<()> {
    let rules = ruleset.rules.rules.values().map(|rule| Rule::of(&ruleset.files, rule)).collect();
    out.json(&RuleList { version: VERSION, rules })
}

/// Writes the attributes.
pub(super) fn attributes(out: &mut Out<'_>, ruleset: &Ruleset) -> io::Result<()> {
    let attributes = declared(&ruleset.rules).into_iter();
    let attributes = attributes.map(|attribute| Attribute::of(ruleset, attribute)).collect();
    out.json(&AttributeList { version: VERSION, attributes })
}

/// The schema of what [`rules`] writes.
pub(crate) fn rule_schema() -> serde_json::Value {
    published::<RuleList<'_>>()
}

/// The schema of what [`attributes`] writes.
pub(crate) fn attribute_schema() -> serde_json::Value {
    published::<AttributeList<'_>>()
}

/// The rules in force: what `gainsay rules --format json` writes.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "gainsay rules")]
struct RuleList<'a> {
    /// Version of this format. It is raised when a change could break a reader; new optional fields do not raise it.
    version: u32,
    /// The rules, in the order of their declarations.
    rules: Vec<Rule<'a>>,
}

/// A rule.
#[derive(Serialize, JsonSchema)]
struct Rule<'a> {
    /// Its id.
    id: &'a str,
    /// What it is about, in one line.
    title: &'a str,
    /// What it does, by the key that rule files have for that, such as `compare`.
    kind: &'static str,
    /// How bad its strong findings are, and those that have no strength: `error`, `warning`, `note` or `off`.
    severity: &'static str,
    /// How bad its weak findings are.
    severity_weak: &'static str,
    /// The attributes that it compares, as names and globs; nothing for other kinds of rules.
    compares: Vec<&'a str>,
    /// Why it is as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'a str>,
    /// What to do about what it finds.
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    /// Where it is defined; absent where it is built in.
    #[serde(skip_serializing_if = "Option::is_none")]
    defined: Option<Place<'a>>,
}

/// The attributes in force: what `gainsay rules attributes --format json` writes.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "gainsay rules attributes")]
struct AttributeList<'a> {
    /// Version of this format. It is raised when a change could break a reader; new optional fields do not raise it.
    version: u32,
    /// The attributes, in the order of their declarations.
    attributes: Vec<Attribute<'a>>,
}

/// An attribute.
#[derive(Serialize, JsonSchema)]
struct Attribute<'a> {
    /// The name or glob that it is declared under.
    name: &'a str,
    /// Its other names.
    synonyms: Vec<&'a str>,
    /// How it is called where claims name it differently.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    /// Ids of the rules that compare it, the one that is asked first in front.
    rules: Vec<&'a str>,
    /// The kind of its values; absent where that is taken from each value.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    /// The unit of numbers that have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    /// The scale that its values are steps of.
    #[serde(skip_serializing_if = "Option::is_none")]
    scale: Option<&'a str>,
    /// The list of its values.
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<&'a str>,
    /// For how many days after its date a lower bound is valid, or `always`; absent where nothing says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    lower_valid: Option<Valid>,
    /// The same of an upper bound.
    #[serde(skip_serializing_if = "Option::is_none")]
    upper_valid: Option<Valid>,
    /// Whether a part never exceeds the whole.
    additive: bool,
    /// Whether its claims look ahead.
    forecast: bool,
    /// Where it is declared; absent where it is built in.
    #[serde(skip_serializing_if = "Option::is_none")]
    defined: Option<Place<'a>>,
}

/// How long something is valid.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
enum Valid {
    /// For so many days.
    Days(u32),
    /// Always.
    Always(Always),
}

/// For good.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Always {
    /// Until its source takes it back.
    Always,
}

/// A line of a file.
#[derive(Serialize, JsonSchema)]
struct Place<'a> {
    /// Path of the file.
    path: &'a str,
    /// Line, from 1.
    line: usize,
}

impl<'a> Rule<'a> {
    fn of(files: &'a Files, rule: &'a rule::Rule) -> Self {
        let compares = match &rule.task {
            Task::Compare(attributes) => attributes.iter().map(|name| name.text.value.as_str()).collect(),
            _ => Vec::new(),
        };
        Self {
            id: &rule.id.value,
            title: &rule.title,
            kind: rule.task.kind().name(),
            severity: describe::word(rule.severity.strong),
            severity_weak: describe::word(rule.severity.weak),
            compares,
            why: rule.why.as_deref(),
            help: rule.help.as_deref(),
            defined: Place::of(files, rule.id.span),
        }
    }
}

impl<'a> Attribute<'a> {
    fn of(ruleset: &'a Ruleset, attribute: &'a rule::Attribute) -> Self {
        let name = attribute.pattern.text.value.as_str();
        let valid = |bound: fn(ValidFor) -> Validity| attribute.valid_for.map(|of| Valid::of(bound(of)));
        let rules = ruleset.rules.compare_rules(name);
        Self {
            name,
            synonyms: attribute.synonyms.iter().map(|name| name.value.as_str()).collect(),
            title: attribute.title.as_deref(),
            rules: rules.iter().map(|rule| rule.id.value.as_str()).collect(),
            kind: attribute.kind.map(rule::Kind::name),
            unit: attribute.unit.as_deref(),
            scale: attribute.scale.as_deref(),
            category: attribute.terms.as_deref(),
            lower_valid: valid(|of| of.lower),
            upper_valid: valid(|of| of.upper),
            additive: attribute.additive,
            forecast: attribute.forecast,
            defined: Place::of(&ruleset.files, attribute.pattern.text.span),
        }
    }
}

impl Valid {
    fn of(validity: Validity) -> Self {
        match validity {
            Validity::Always => Self::Always(Always::Always),
            Validity::Days(days) => Self::Days(days),
        }
    }
}

impl<'a> Place<'a> {
    /// Where something is written; nothing where that is in no file of the user's.
    fn of(files: &'a Files, span: Span) -> Option<Self> {
        describe::line(files, span).map(|(path, line)| Self { path, line })
    }
}
