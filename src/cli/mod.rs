//! The command line: one file a command.

mod accept;
mod arguments;
mod audit;
mod baseline;
mod check;
mod columns;
mod completions;
mod config;
mod configuration;
mod describe;
mod device;
mod diff;
mod embedded;
mod explain;
mod export;
mod fail_on;
mod fix;
#[cfg(test)]
mod fixture;
mod hold;
mod import;
mod init;
mod known;
mod man;
mod material;
mod merge;
mod order;
mod outcome;
mod output;
mod output_flag;
mod outputs;
mod page;
mod progress;
mod rank;
mod read;
mod replace;
mod rules;
mod schema;
mod select;
mod server;
mod settings;
mod shard;
mod since;
mod tables;
mod terminal;
mod test;
mod threads;
mod today;
mod watch;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use self::outcome::{Ended, FAILED};
use self::terminal::Look;
use self::threads::Threads;
use crate::report::safe;

pub use self::embedded::{Answer, Checked, Part, Spot, answer, check, of_all_parts, part, placings, spots};
pub use self::material::{GivenSettings, Material};

/// Find where sources contradict each other, and point at the exact words on every side.
///
/// gainsay reads claims from YAML, JSON and tables: who said what, about which subject, and when. It compares the
/// claims of different sources, and reports where they cannot all be true. Rules say what is compared, and how.
#[derive(Debug, Parser)]
#[command(name = "gainsay", version, arg_required_else_help = true, after_help = SHORT, after_long_help = LONG)]
struct Cli {
    #[command(flatten)]
    look: Look,

    #[command(flatten)]
    threads: Threads,

    #[command(subcommand)]
    command: Command,
}

/// The examples in both helps, and what follows them in each.
macro_rules! after_examples {
    ($more:literal) => {
        concat!(
            "\
Examples:
  gainsay init                   set up a folder `claims` with a first example
  gainsay check                  check the claims in the folder `claims`
  gainsay check a.yaml b.yaml    check two files
  gainsay rules                  see what is checked
  gainsay explain troop-count    see why, with examples
  gainsay read 'about 12,000'    see what a value allows, word by word

",
            $more
        )
    };
}

const SHORT: &str = after_examples!(
    "New here? `gainsay init` sets up claims to begin with, `gainsay --help` shows a first claim file and what the exit status \
means, and `gainsay COMMAND --help` shows examples of each command."
);

const LONG: &str = after_examples!(
    "\
A first claim file:
  claims:
    - id: herald-1
      source: herald
      subject: harbour-fire
      attribute: deaths
      value: at least 30
      as-of: 2024-05-02
    - id: gazette-1
      source: gazette
      subject: harbour-fire
      attribute: deaths
      value: 12
      as-of: 2024-05-02

Exit status:
  0  no finding reaches the severity of --fail-on
  1  at least one finding reaches it
  2  the command could not run: wrong usage, invalid rules, a path that cannot be
     read
  3  there was nothing to check"
);

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Args),
    Check(check::Args),
    Merge(merge::Args),
    Audit(audit::Args),
    Export(export::Args),
    Import(import::Args),
    Diff(diff::Args),
    Accept(accept::Args),
    Baseline(baseline::Args),
    Rules(rules::Args),
    Explain(explain::Args),
    Read(read::Args),
    Test(test::Args),
    Config(config::Args),
    Server(server::Args),
    Schema(schema::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// Does what the arguments of the program ask for and returns the exit status.
#[must_use]
pub fn main() -> ExitCode {
    run(&std::env::args_os().collect::<Vec<_>>()).into()
}

/// The same for `arguments`, the first of which is the name of the program.
#[must_use]
pub fn main_with(arguments: &[OsString]) -> u8 {
    run(arguments)
}

/// What a command wrote, and how it ended.
#[derive(Debug)]
pub struct Outcome {
    /// The exit status.
    pub status: u8,
    /// What it wrote to standard output.
    pub out: Vec<u8>,
    /// What it wrote to standard error.
    pub err: Vec<u8>,
}

/// Does what `arguments` ask for, the first of which is the name of the program, and returns what it writes to the streams.
#[must_use]
pub fn outcome(arguments: &[OsString]) -> Outcome {
    let (status, out, err) = output::held(|| run(arguments));
    Outcome { status, out, err }
}

fn run(arguments: &[OsString]) -> u8 {
    match Cli::try_parse_from(arguments) {
        Ok(cli) => obey(&cli),
        Err(said) => {
            // What is said may repeat arguments: it is said of them as they are shown.
            let shown = arguments.iter().map(|argument| safe::line(&argument.to_string_lossy()).into_owned());
            let said = Cli::try_parse_from(shown).err().unwrap_or(said);
            output::usage(&said, &Look::of(arguments));
            said.exit_code().try_into().unwrap_or(FAILED)
        }
    }
}

fn obey(Cli { look, threads, command }: &Cli) -> u8 {
    if let Some(note) = threads.settle() {
        output::note(&note, look.stderr());
    }
    match dispatch(command, look) {
        Ok(status) => status as u8,
        Err(failure) => {
            output::failure(&failure, look.stderr());
            FAILED
        }
    }
}

/// Does what `command` asks for.
fn dispatch(command: &Command, look: &Look) -> Ended {
    match command {
        Command::Init(args) => init::run(args),
        Command::Check(args) => check::run(args, look),
        Command::Merge(args) => merge::run(args, look),
        Command::Audit(args) => audit::run(args, look),
        Command::Import(args) => import::run(args, look),
        Command::Export(args) => export::run(args, look),
        Command::Diff(args) => diff::run(args, look),
        Command::Accept(args) => accept::run(args),
        Command::Baseline(args) => baseline::run(args),
        Command::Rules(args) => rules::run(args, look),
        Command::Explain(args) => explain::run(args, look),
        Command::Read(args) => read::run(args, look),
        Command::Test(args) => test::run(args, look),
        Command::Config(args) => config::run(args),
        Command::Server(args) => server::run(args),
        Command::Schema(args) => schema::run(args),
        Command::Completions(args) => completions::run(args, Cli::command()),
        Command::Man(args) => man::run(args, Cli::command()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_sound() {
        Cli::command().debug_assert();
    }
}
