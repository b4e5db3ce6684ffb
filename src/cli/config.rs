//! `gainsay config`: the settings in force.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;

use super::arguments::TextOrJson;
use super::columns;
use super::outcome::{Ended, Status};
use super::output;
use super::settings::{Flags, Row, Settings};
use crate::report::{Style, safe};
use crate::run;

/// Show the settings in force, and where each comes from
///
/// Flags override `gainsay.yaml` (or `gainsay.yml`), which overrides the defaults. The configuration is looked for in the working
/// directory and in the directories above it, up to the root of the repository; outside a repository, only in the working directory.
#[derive(Debug, clap::Args)]
#[command(after_long_help = AFTER)]
pub(super) struct Args {
    #[command(flatten)]
    flags: Flags,

    /// What to write
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    format: TextOrJson,
}

const AFTER: &str = "\
A configuration, `gainsay.yaml`, with all its keys:
  required-version: '>=0.1, <0.2'    # any other version ends with status 2
  paths: [claims, more/claims.yaml]  # what is checked; paths are relative to this file
  rules: my-rules                    # further rules
  severities:                        # off, note, warning or error, by rule or glob
    death-toll: warning
    casualty-*: { strong: error, weak: note }
  per-path-severities:               # the same for some files, by rule, code or glob
    drafts/: { '*': note }           # as in a .gitignore; the last match counts
    /claims/wire/: { death-toll: { weak: off }, unknown-key: warning }
  fail-on: warning                   # error, warning, note, not-compared or never
  format: text                       # what is printed
  outputs: { sarif: out.sarif }      # what is written to files
  exclude: [drafts/, '*.old.yaml']   # what is not read, as in a .gitignore
  select: '*'                        # report only these rules
  ignore: [unconfirmed]              # do not report these
  max-findings: 100                  # write at most this many
  show: note                         # show notes too
  today: 2026-12-31                  # instead of the day of the clock

`per-path-severities` sets the severity of findings by their files. In a contradiction, each side has the severity of its file, \
and the finding has the lower of the two. With more than two sides, it has the second most severe of their severities. So a side \
in a draft does not lower a conflict between two other files. A misattribution has the severity of the file of the quote. Any other \
finding has the severity of the file that it points at first. A problem with a record is always at least a note. If a path under \
`per-path-severities` matches no file, gainsay says so, unless you give paths on the command line.

A path that is given as an argument is always read. In a folder, what `exclude` or a `.gitignore` matches is left out. `.gitignore` and \
`.ignore` are read up to the root of the repository (outside one, up to the working directory). `.git/info/exclude` and the \
excludes of the user are not read, so that a check has the same result on every machine.

Exit status:
  0  the settings are shown
  2  there is something wrong with them";

#[derive(Serialize)]
struct Document {
    configuration: Option<String>,
    settings: Vec<Row>,
}

/// Shows the settings.
pub(super) fn run(args: &Args) -> Ended {
    let settings = Settings::load(&args.flags)?;
    settings.check(&run::rules(&settings.options_anywhere())?.rules)?;
    let document = Document { configuration: settings.configuration(), settings: settings.rows() };
    output::print(Style::PLAIN, |out| match args.format {
        TextOrJson::Text => table(out, &document),
        TextOrJson::Json => out.json(&document),
    })?;
    Ok(Status::Clean)
}

fn table(out: &mut dyn Write, document: &Document) -> io::Result<()> {
    let Document { configuration, settings } = document;
    match configuration {
        Some(path) => writeln!(out, "configuration: {}\n", safe::line(path))?,
        None => writeln!(out, "configuration: none\n")?,
    }
    let rows: Vec<[String; 3]> = settings
        .iter()
        .map(|row| [&row.key, &words(&row.value), &row.from].map(|cell| safe::line(cell).into_owned()))
        .collect();
    columns::lines(&rows).try_for_each(|line| writeln!(out, "{line}"))
}

/// A value in words.
fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) if !items.is_empty() => items.iter().map(words).collect::<Vec<_>>().join(", "),
        Value::Object(entries) if !entries.is_empty() => {
            let entries = entries.iter().map(|(key, value)| format!("{key}: {}", words(value)));
            entries.collect::<Vec<_>>().join(", ")
        }
        Value::Null | Value::Array(_) | Value::Object(_) => "none".to_owned(),
        other => other.to_string(),
    }
}
