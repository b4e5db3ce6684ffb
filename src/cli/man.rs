//! `gainsay man`: the manual pages, made from the same words as `--help`.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Command;
use clap_mangen::Man;

use super::outcome::{Ended, Status};
use super::output;
use crate::report::Style;
use crate::run::Failure;

/// Print the manual page, or write the pages of all commands
#[derive(Debug, clap::Args)]
#[command(after_long_help = AFTER)]
pub(super) struct Args {
    /// Write the pages of all commands to this folder, which is created if needed
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
}

const AFTER: &str = "\
Examples:
  gainsay man | man -l -                      read the page
  gainsay man --output ~/.local/share/man/man1
                                              then `man gainsay-check` works

See also: `gainsay completions` for your shell.";

/// Prints the page of `command`, or writes those of all commands below it.
pub(super) fn run(args: &Args, command: Command) -> Ended {
    let mut command = command.disable_help_subcommand(true);
    command.build();
    match &args.output {
        None => output::print(Style::PLAIN, |out| page(&Man::new(command), out))?,
        Some(folder) => {
            fs::create_dir_all(folder).map_err(|error| output::unwritable(folder, &error))?;
            write(command, folder)?;
        }
    }
    Ok(Status::Clean)
}

/// Writes the pages of `command` and of all below it.
fn write(command: Command, folder: &Path) -> Result<(), Failure> {
    for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
        write(below.clone(), folder)?;
    }
    let man = Man::new(command);
    output::save(&folder.join(man.get_filename()), |out| page(&man, out))
}

fn page(man: &Man, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Vec::new();
    man.render(&mut page)?;
    let page = String::from_utf8_lossy(&page);
    // Ragged and unhyphenated, so that the columns of examples stay columns.
    out.write_all(page.replace("\n.SH EXTRA\n", "\n.SH EXTRA\n.na\n.nh\n").as_bytes())
}
