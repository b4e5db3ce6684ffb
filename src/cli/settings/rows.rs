//! The settings, as `gainsay config` shows them.

use std::path::PathBuf;

use clap::ValueEnum;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{Origin, Setting, Settings};
use crate::cli::configuration::PathOverrides;
use crate::cli::describe;
use crate::cli::output_flag::Output;
use crate::files::shown::show;
use gainsay_core::date::Day;
use gainsay_core::rule::{Override, Pattern};
use gainsay_core::text::Span;

/// A setting, as it is shown.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    /// Its key in a configuration.
    pub(crate) key: String,
    /// Its value; null where it has none.
    pub(crate) value: Value,
    /// A flag, a spot in the configuration, or `default`.
    pub(crate) from: String,
}

impl Settings {
    /// The path of the configuration, as shown.
    pub(crate) fn configuration(&self) -> Option<String> {
        self.files.iter().next().map(|(_, file)| file.path.clone())
    }

    /// All settings, in the order of the keys that the help shows.
    pub(crate) fn rows(&self) -> Vec<Row> {
        let mut rows = vec![
            self.row("required-version", &self.required_version, |required| json!(required)),
            self.row("paths", &self.paths, |value| paths(value)),
            self.row("rules", &self.rules, |value| paths(value)),
        ];
        rows.extend(self.severities.iter().map(|set| self.severity("severities", set)));
        for PathOverrides { glob, severities } in &self.path_severities {
            let key = format!("per-path-severities.{}", glob.value);
            rows.extend(severities.iter().map(|set| self.severity(&key, set)));
        }
        rows.extend([
            self.row("fail-on", &self.fail_on, name),
            self.row("format", &self.format, name),
            self.row("outputs", &self.outputs, |outputs| {
                let entry =
                    |output: &Output| Some((word(output.format.as_ref()?), json!(show(&output.path))));
                Value::Object(outputs.iter().filter_map(entry).collect())
            }),
            self.row("exclude", &self.exclude, |globs| json!(globs)),
            self.row("select", &self.select, |value| patterns(value)),
            self.row("ignore", &self.ignore, |value| patterns(value)),
            self.row("max-findings", &self.max_findings, |most| json!(most)),
            self.row("show", &self.show, |show| show.iter().map(name).collect()),
            self.row("today", &self.today, |day| {
                json!(day.and_then(Day::to_civil).map(|day| day.to_string()))
            }),
        ]);
        rows
    }

    fn row<T>(&self, key: &str, setting: &Setting<T>, value: impl Fn(&T) -> Value) -> Row {
        let from = match setting.from {
            Origin::Flag(flag) => flag.to_owned(),
            Origin::File(span) => self.spot(span),
            Origin::Default => "default".to_owned(),
        };
        Row { key: key.to_owned(), value: value(&setting.value), from }
    }

    fn severity(&self, key: &str, set: &Override) -> Row {
        let Override { rules, strong, weak } = set;
        let word = |severity| json!(describe::word(severity));
        let ends = [("strong", strong), ("weak", weak)];
        let given = ends.iter().filter_map(|(end, set)| Some(((*end).to_owned(), word((**set)?))));
        let value = match (strong, weak) {
            (Some(strong), Some(weak)) if strong == weak => word(*strong),
            _ => Value::Object(given.collect::<Map<_, _>>()),
        };
        Row { key: format!("{key}.{}", rules.text.value), value, from: self.spot(rules.text.span) }
    }

    /// `gainsay.yaml:3:9`.
    fn spot(&self, span: Span) -> String {
        let place = self.files.location(span);
        format!("{}:{}:{}", self.files.get(span.file).path, place.line, place.column)
    }
}

fn paths(paths: &[PathBuf]) -> Value {
    paths.iter().map(|path| json!(show(path))).collect()
}

fn patterns(patterns: &[Pattern]) -> Value {
    patterns.iter().map(|pattern| json!(pattern.text.value)).collect()
}

fn name<T: ValueEnum>(value: &T) -> Value {
    json!(word(value))
}

/// The word for a value, as flags and keys have it.
fn word<T: ValueEnum>(value: &T) -> String {
    value.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}
