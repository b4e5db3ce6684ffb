//! `gainsay merge`: the report of one run, from its shards.

use std::mem;
use std::path::PathBuf;

use super::check::report;
use super::outcome::Ended;
use super::outputs::Outputs;
use super::progress::Progress;
use super::settings::{Flags, RulePaths, Settings, Wanted, Work};
use super::terminal::Look;
use super::{baseline, output, today};
use crate::run::{self, Cause, Failure};
use crate::shard::Shards;
use gainsay_core::date::Day;

/// Combine the shards of a check into one report
///
/// `gainsay check --shard 1/4 -o 1.json` and so on compare the claims in shards, one after the other or on several machines at
/// once. `gainsay merge` reads the files that they write, and the claims again. Its report is the same, byte for byte, as the
/// report of one run of `gainsay check`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Args {
    /// The files that `gainsay check --shard` wrote: each shard once
    #[arg(value_name = "SHARD", required = true)]
    shards: Vec<PathBuf>,

    /// Use this day as today, instead of the day of the system clock
    #[arg(long, value_name = "DATE", value_parser = today::parse)]
    today: Option<Day>,

    #[command(flatten)]
    wanted: Wanted,

    #[command(flatten)]
    baseline: baseline::Against,

    #[command(flatten)]
    outputs: Outputs,
}

const EXAMPLES: &str = "\
Examples:
  gainsay check --shard 1/2 claims -o 1.json    compare the claims of half of
                                                the subjects
  gainsay check --shard 2/2 claims -o 2.json    compare those of the other half
  gainsay merge 1.json 2.json                   report what
                                                `gainsay check claims` reports
  gainsay merge 1.json 2.json --format sarif -o out.sarif
                                                write it for code scanning

Run it in the folder in which the shards were written. It reads the same claims, rules and configuration again, and \
ends with an error if they are not those of the shards.

Exit status:
  0  no finding reaches the severity of --fail-on
  1  at least one finding reaches it
  2  the command could not run: wrong usage, a shard that is missing or
     does not belong to the others, files that have changed since, a path
     that cannot be read
  3  there was nothing to check: no claims in the given paths";

/// Puts the shards together and reports.
pub(super) fn run(args: &Args, look: &Look) -> Ended {
    let shards = Shards::read(&args.shards)?;
    let rules = RulePaths { rules: shards.rules, given: None };
    let work = Work { paths: shards.paths, today: args.today, rules };
    let settings = Settings::load(&Flags { work, wanted: args.wanted.clone() })?;
    let outputs = args.outputs.over(&settings);
    outputs.check()?;
    let progress = Progress::start();
    let input = progress.read(&settings.options_anywhere()).map_err(not_here)?;
    settings.check(&input.rules)?;
    if input.hash(settings.configuration_text()) != shards.input {
        return Err(Failure::new("the shards were not written from the files that are here").help(
            "run `gainsay merge` in the same folder, or write the shards again if files have changed since",
        ));
    }
    let mut done = run::merge(&input, shards.found)?;
    args.baseline.apply(&mut done)?;
    settings.choose(&mut done);
    drop(progress);
    let status = report((&mut done, &input), &settings, &outputs, look)?;
    if !output::is_held() {
        // The program ends here, as with a check.
        mem::forget(done);
        mem::forget(input);
    }
    Ok(status)
}

/// The failure where what the shards were written from cannot be read.
fn not_here(failure: Failure) -> Failure {
    match failure.cause {
        Cause::Paths => failure.help("run `gainsay merge` in the folder in which the shards were written"),
        _ => failure,
    }
}
