//! `gainsay rules`: the rules in force.

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

/// List the rules in force: what each does, how bad its findings are, and where it is defined
#[derive(Debug, clap::Args)]
#[command(after_long_help = AFTER)]
pub(super) struct Args {
    /// What to write
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    #[command(flatten)]
    rules: RulePaths,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// A table of the rules
    Text,
    /// A page with all about them, their examples run, and the vocabulary: attributes, scales, categories, hedges and units
    Markdown,
}

const AFTER: &str = "\
Two severities, such as `error/warning`, are those of strong and of weak findings: a finding is weak \
where a hedge, a tolerance or a gap in time could absorb it.

Examples:
  gainsay rules                               list the built-in rules, and those in `claims`
  gainsay rules --rules my-rules              list rules of your own, too
  gainsay rules --format markdown > RULES.md  write a page for those who work with them

See also: `gainsay explain RULE` for all about one of them, `gainsay test` to run their examples.";

/// Lists the rules.
pub(super) fn run(args: &Args, look: &Look) -> Ended {
    let ruleset = args.rules.ruleset()?;
    match args.format {
        Format::Text => output::print(look.stdout(), |out| table(out, &ruleset, look.stdout()))?,
        Format::Markdown => {
            let results = run::examples(&ruleset, &[]);
            output::print(Style::PLAIN, |out| markdown::write(out, &ruleset, &results))?;
        }
    }
    Ok(Status::Clean)
}

fn table(out: &mut dyn Write, ruleset: &Ruleset, style: Style) -> io::Result<()> {
    let mut rows = vec![["RULE", "WHAT", "SEVERITY", "TITLE", "DEFINED IN"].map(str::to_owned)];
    rows.extend(ruleset.rules.rules.values().map(|rule| {
        [
            safe::line(&rule.id.value).into_owned(),
            describe::task(&rule.task),
            describe::severity(rule.severity),
            safe::line(&rule.title).into_owned(),
            describe::place(&ruleset.files, rule.id.span),
        ]
    }));
    let mut lines = columns::lines(&rows);
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
RULE         WHAT                      SEVERITY       TITLE                                     DEFINED IN
troop-count  compare troops, troops-*  error/warning  Sources give different troop counts       rules/troops.yaml:2
revision     revisions                 note           A source changes<U+001B>[2J what it said  rules/troops.yaml:7

"#]]
        );
    }
}
