//! `gainsay completions`: what shells need to complete its commands and flags.

use std::io::Write as _;

use clap::Command;
use clap_complete::Shell;

use super::outcome::{Ended, Status};
use super::output;
use crate::report::Style;

/// Print a script for shell completion
#[derive(Debug, clap::Args)]
#[command(after_long_help = AFTER)]
pub(super) struct Args {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

const AFTER: &str = "\
Examples:
  gainsay completions bash > ~/.local/share/bash-completion/completions/gainsay
  gainsay completions zsh > ~/.zfunc/_gainsay       with `fpath+=~/.zfunc`
                                                    before `compinit` in
                                                    ~/.zshrc
  gainsay completions fish > ~/.config/fish/completions/gainsay.fish
  gainsay completions elvish >> ~/.config/elvish/rc.elv
  gainsay completions powershell >> $PROFILE

See also: `gainsay man` for the manual pages.";

/// Prints the script for `command`.
pub(super) fn run(args: &Args, mut command: Command) -> Ended {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "gainsay", &mut script);
    output::print(Style::PLAIN, |out| out.write_all(&script))?;
    Ok(Status::Clean)
}
