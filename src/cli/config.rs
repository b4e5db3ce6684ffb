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

/// Show the settings in force: the value of each, and where it comes from
///
/// Settings come from flags, else from `gainsay.yaml` (or `gainsay.yml`), else they are the usual ones. The configuration is
/// that of the working directory or of the nearest folder above it, up to the root of the repository. In no repository, only the
/// working directory is looked at.
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
A configuration, `gainsay.yaml`, with every key that there is:
  required-version: '>=0.1, <0.2'    # any other version ends with status 2
  paths: [claims, more/claims.yaml]  # what is checked; paths are relative to this file
  rules: my-rules                    # further rules
  severities:                        # off, note, warning or error, by rule or glob
    death-toll: warning
    casualty-*: { strong: error, weak: note }
  per-path-severities:               # the same in some files, by rule, code or glob
    drafts/: { '*': note }           # as in a .gitignore; the last one that names a file counts
    /claims/wire/: { death-toll: { weak: off }, unknown-key: warning }
  fail-on: warning                   # error, warning, note, not-compared or never
  format: text                       # what is printed
  outputs: { sarif: out.sarif }      # what is written to files
  exclude: [drafts/, '*.old.yaml']   # what is not read, as in a .gitignore
  select: '*'                        # report only these rules
  ignore: [unconfirmed]              # do not report these
  max-findings: 100                  # no more are written
  show: note                         # notes too
  today: 2026-12-31                  # the day of the run

Under `per-path-severities` a finding is in the file that it points at first. A contradiction is as severe as the less severe of \
its two sides, by the file of each; where more sides contradict each other, the two most severe ones count, so that a draft \
hides nothing between other files. Of a misattribution only the file of the quote counts. A problem with a record stays a note at \
least. A path that names no file is reported, unless the command is given paths.

A path that is given as an argument is read even where `exclude` or a `.gitignore` names it; what they name below a \
folder is left out. `.gitignore` and `.ignore` count up to the root of the repository (in none, up to the working directory); \
`.git/info/exclude` and the excludes of the user do not, so that a check comes to the same on every machine.

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
