//! `gainsay rules`: the rules and the attributes in force.

mod attributes;
mod json;
mod markdown;
mod vocabulary;

use std::io::{self, Write};

use clap::ValueEnum;

use super::outcome::{Ended, Status};
use super::settings::RulePaths;
use super::terminal::Look;
use super::{columns, describe, output};
use crate::report::{Style, Theme, safe};
use crate::run::{self, Ruleset};

pub(super) use json::{attribute_schema, rule_schema};

/// List the active rules, or the attributes that they compare
#[derive(Debug, clap::Args)]
#[command(after_long_help = AFTER)]
pub(super) struct Args {
    /// What to list
    #[arg(value_name = "WHAT", value_enum, default_value_t = Listed::Rules, hide_default_value = true)]
    listed: Listed,

    /// What to write
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    #[command(flatten)]
    rules: RulePaths,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Listed {
    /// Each rule: what it does, its severity, and where it is defined (the default)
    Rules,
    /// Each attribute, under the rule that compares it: its other names, its values, and how long they are valid
    Attributes,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// A table or a list
    Text,
    /// For programs; see `gainsay schema rule-list` and `gainsay schema attribute-list`
    Json,
    /// A page: each rule with its reason and its examples, and the attributes, scales, categories, hedges
    /// and units
    Markdown,
}

const AFTER: &str = "\
Of two severities, such as `error/warning`, the first is for strong and the second for weak findings: a finding is weak \
if a hedge, a tolerance or a gap in time could explain it.

Examples:
  gainsay rules                               list the built-in rules, and those
                                              in `claims`
  gainsay rules attributes                    see which attribute to use for
                                              what
  gainsay rules --rules my-rules              list rules of your own too
  gainsay rules attributes --format json      write the attributes for programs
  gainsay rules --format markdown > RULES.md  write a page for your colleagues

See also: `gainsay explain RULE` for one rule with its reason and examples, `gainsay test` to run their examples.";

/// Lists the rules.
pub(super) fn run(args: &Args, look: &Look) -> Ended {
    let ruleset = args.rules.ruleset()?;
    let style = look.stdout();
    match (args.listed, args.format) {
        (Listed::Rules, Format::Text) => output::print(style, |out| table(out, &ruleset, style))?,
        (Listed::Rules, Format::Json) => output::print(Style::PLAIN, |out| json::rules(out, &ruleset))?,
        (Listed::Attributes, Format::Json) => {
            output::print(Style::PLAIN, |out| json::attributes(out, &ruleset))?;
        }
        (Listed::Rules, Format::Markdown) => {
            let results = run::examples(&ruleset, &[]);
            output::print(Style::PLAIN, |out| markdown::write(out, &ruleset, &results))?;
        }
        (Listed::Attributes, Format::Text) => {
            output::print(style, |out| attributes::list(out, &ruleset.rules, style))?;
        }
        (Listed::Attributes, Format::Markdown) => {
            output::print(Style::PLAIN, |out| attributes::markdown(out, &ruleset.rules))?;
        }
    }
    Ok(Status::Clean)
}

fn table(out: &mut dyn Write, ruleset: &Ruleset, style: Style) -> io::Result<()> {
    let mut rows = vec![["RULE", "KIND", "SEVERITY", "TITLE"].map(str::to_owned)];
    rows.extend(ruleset.rules.rules.values().map(|rule| {
        let place = describe::written(&ruleset.files, rule.id.span).map(|place| format!(" ({place})"));
        [
            safe::line(&rule.id.value).into_owned(),
            rule.task.kind().name().to_owned(),
            describe::severity(rule.severity),
            format!("{}{}", safe::line(&rule.title), place.unwrap_or_default()),
        ]
    }));
    let mut lines = columns::wrapped(&rows, style);
    writeln!(out, "{}", Theme::new(style).accent(lines.next().unwrap_or_default()))?;
    lines.try_for_each(|line| writeln!(out, "{line}"))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{ruleset, written};
    use super::*;

    #[test]
    fn rules_stand_in_columns() {
        let shown = written(|out| table(out, &ruleset(), Style::PLAIN));
        snapbox::assert_data_eq!(
            shown,
            snapbox::str![[r#"
RULE         KIND       SEVERITY       TITLE
troop-count  compare    error/warning  Sources give different troop counts (rules/troops.yaml:2)
revision     revisions  note           A source changes<U+001B>[2J what it said
                                       (rules/troops.yaml:7)

"#]]
        );
    }

    #[test]
    fn titles_go_below_where_there_is_no_room_beside() {
        let shown = written(|out| table(out, &ruleset(), Style { width: 60, ..Style::PLAIN }));
        snapbox::assert_data_eq!(
            shown,
            snapbox::str![[r#"
RULE         KIND       SEVERITY
  TITLE
troop-count  compare    error/warning
  Sources give different troop counts (rules/troops.yaml:2)
revision     revisions  note
  A source changes<U+001B>[2J what it said
  (rules/troops.yaml:7)

"#]]
        );
    }
}
