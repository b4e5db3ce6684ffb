//! `gainsay export`: claims, findings and bounds as tables for other tools.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::outcome::{Ended, Status, no_claims};
use super::output;
use super::progress::Progress;
use super::settings::Work;
use super::tables;
use super::terminal::Look;
use crate::report::{self, AuditReport, ExportTable};
use gainsay_core::check::audit::{Audit, Order, Wanted};

/// Write claims, findings and bounds as tables, for DuckDB, pandas and other tools
///
/// Reads and compares claims as `gainsay check` does, and writes a row for each claim, each finding, each claim of a finding, or
/// each bound of a claim with the days on which it is valid. In all tables, claims have their ids and findings
/// their fingerprints, so that the tables can be joined. docs/data.md describes every column. The exit status
/// is 0 whatever is found.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    work: Work,

    /// Which table to write; if `--output` is a folder, all tables by default
    #[arg(long, value_name = "TABLE", value_enum, help_heading = "Output")]
    table: Option<ExportTable>,

    /// How it is written
    #[arg(long, value_enum, default_value_t = Format::Csv, help_heading = "Output")]
    format: Format,

    /// Write to this file instead of the terminal
    ///
    /// An existing folder, or a path that ends in `/`, gets all tables, each in a file of its own.
    #[arg(short, long, value_name = "PATH", help_heading = "Output")]
    output: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  gainsay export -o tables/                write all tables, as
                                           `tables/claims.csv` and so on
  gainsay export --table bounds            see what is valid when
  gainsay export --table findings --format jsonl -o findings.jsonl
  duckdb -c \"SELECT says, valid_from, valid_to FROM 'tables/bounds.csv' JOIN 'tables/claims.csv' ON claim = id\"

`gainsay check` reads the table of claims without a mapping file. So you can change it in a spreadsheet and check it again.

Exit status:
  0  the tables are written, whatever was found
  2  the command could not run: wrong usage, invalid rules, a path that
     cannot be read or written
  3  there was nothing to write: no claims in the given paths

See also: `gainsay import`, to read claims from a table; `gainsay audit --format csv`, for further tables.";

/// How tables are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line of names, then a line for each row, with commas between cells
    Csv,
    /// JSON Lines: an object for each row
    Jsonl,
}

impl Format {
    fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Jsonl => "jsonl",
        }
    }
}

/// Compares, and writes the tables.
pub(super) fn run(args: &Args, look: &Look) -> Ended {
    let settings = args.work.settings()?;
    let progress = Progress::start();
    let input = progress.read(&settings.options())?;
    let done = settings.compare(&input, |_| Ok(()))?;
    let audit = Audit::new(&done.analysis, Wanted::default());
    drop(progress);
    let (files, findings) = (done.analysis.files(), done.analysis.findings.as_slice());
    let report =
        AuditReport { files, findings, summary: &done.summary, audit: &audit, order: Order::Severity };
    if done.summary.claims == 0 && findings.is_empty() {
        output::failure(&no_claims(&settings.paths.value, &input), look.stderr());
        return Ok(Status::Nothing);
    }
    let name = |table: ExportTable| format!("{}.{}", table.about().name, args.format.ending());
    let write = |table, file: Option<&Path>| {
        output::report(file, |out| match args.format {
            Format::Csv => report::write_export_csv(out, report, table),
            Format::Jsonl => report::write_export_lines(out, report, table),
        })
    };
    tables::write(&ExportTable::ALL, args.table, args.output.as_deref(), name, write)?;
    Ok(Status::Clean)
}
