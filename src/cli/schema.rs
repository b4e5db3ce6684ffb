//! `gainsay schema`: the formats, for programs.

use clap::ValueEnum;

use super::outcome::{Ended, Status};
use super::{configuration, output, rules};
use crate::report;
use crate::report::Style;
use crate::shard;
use gainsay_core::{claim, mapping, rule_file};

/// Print the JSON Schema of a format
///
/// With it, editors complete keys, show what each key means, and underline mistakes.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Args {
    /// The format
    #[arg(value_enum)]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  gainsay schema claims > claims.schema.json    write it to a file for editors
  gainsay schema rules > rules.schema.json      the same for rule files
  gainsay schema report                         see what programs can rely on

An editor that runs yaml-language-server takes the schema of a file from its first line:
  # yaml-language-server: $schema=claims.schema.json

See also: `gainsay check --format json` for the report itself.";

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Claim files
    Claims,
    /// Rule files
    Rules,
    /// Mapping files, which say how rows of tables become claims
    Mapping,
    /// The configuration, `gainsay.yaml`
    Config,
    /// What `gainsay check --format json` writes
    Report,
    /// A line of what `gainsay check --format jsonl` writes
    ReportLine,
    /// What `gainsay check --statistics --format json` writes
    Statistics,
    /// What `gainsay check --shard` writes
    Shard,
    /// What `gainsay audit --format json` writes
    Audit,
    /// What `gainsay diff --format json` writes
    Diff,
    /// What `gainsay read --format json` writes
    Read,
    /// What `gainsay rules --format json` writes
    RuleList,
    /// What `gainsay rules attributes --format json` writes
    AttributeList,
}

/// Prints the schema.
pub(super) fn run(args: &Args) -> Ended {
    let schema = match args.format {
        Format::Claims => claim::schema(),
        Format::Rules => rule_file::schema(),
        Format::Mapping => mapping::schema(),
        Format::Config => configuration::schema(),
        Format::Report => report::schema(),
        Format::ReportLine => report::line_schema(),
        Format::Statistics => report::statistics_schema(),
        Format::Shard => shard::schema(),
        Format::Audit => report::audit_schema(),
        Format::Diff => report::diff_schema(),
        Format::Read => report::read_schema(),
        Format::RuleList => rules::rule_schema(),
        Format::AttributeList => rules::attribute_schema(),
    };
    output::print(Style::PLAIN, |out| out.json(&schema))?;
    Ok(Status::Clean)
}
