//! `gainsay schema`: the formats, for programs.

use clap::ValueEnum;

use super::{Ended, Status, output};
use crate::report;

/// Print the JSON schema of a format
#[derive(Debug, clap::Args)]
#[command(after_long_help = AFTER)]
pub(super) struct Args {
    /// The format
    #[arg(value_enum)]
    format: Format,
}

const AFTER: &str = "\
Examples:
  gainsay schema report > report.schema.json   keep it beside a program that reads reports

See also: `gainsay check --format json` for the report itself.";

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// What `gainsay check --format json` writes
    Report,
    /// A line of what `gainsay check --format jsonl` writes
    ReportLine,
}

/// Prints the schema.
pub(super) fn run(args: &Args) -> Ended {
    let schema = match args.format {
        Format::Report => report::schema(),
        Format::ReportLine => report::line_schema(),
    };
    output::print(|out| writeln!(out, "{schema:#}"))?;
    Ok(Status::Clean)
}
