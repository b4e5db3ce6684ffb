//! Baselines: the flags of `gainsay check`, and `gainsay baseline`.

use std::io::Write as _;
use std::path::PathBuf;

use clap::Subcommand;

use super::outcome::{Ended, Status};
use super::progress::Progress;
use super::settings::Work;
use super::{output, replace};
use crate::baseline::Baseline;
use crate::report::{Style, safe};
use crate::run::{self, Failure, Run};

/// What `check` does with baselines.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Baseline")]
pub(super) struct Against {
    /// Report only findings that are not in this baseline; the others are counted as known
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,

    /// Write all findings to this baseline, and count them as known
    ///
    /// If `--baseline` is given too, that file decides what is known. All findings are written to this file.
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
}

impl Against {
    /// Writes the baseline that is asked for, and takes out of `run` what is known.
    ///
    /// Fails where the one cannot be written, or the other cannot be read.
    pub(super) fn apply(&self, run: &mut Run<'_>) -> Result<(), Failure> {
        let given = self.baseline.as_deref().map(Baseline::read).transpose()?;
        let written = self.write_baseline.as_deref().map(|path| (path, Baseline::of(&run.analysis.findings)));
        if let Some((path, baseline)) = &written {
            output::save(path, |out| baseline.write(out))?;
        }
        if let Some(baseline) = given.or(written.map(|(_, baseline)| baseline)) {
            run.summary.baseline = Some(baseline.take_known(&mut run.analysis.findings));
            run.count();
        }
        Ok(())
    }
}

/// Keep a baseline: a file of known findings
///
/// `gainsay check --write-baseline FILE` writes one, and `gainsay check --baseline FILE` reports only what is not in it.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    Prune(Prune),
}

/// Remove from a baseline what is no longer found
///
/// New findings are not added, and the remaining entries stay as they are.
#[derive(Debug, clap::Args)]
#[command(after_long_help = AFTER)]
struct Prune {
    /// The baseline
    #[arg(value_name = "FILE")]
    file: PathBuf,

    #[command(flatten)]
    work: Work,
}

const AFTER: &str = "\
Examples:
  gainsay baseline prune known.yaml                with the claims in the folder
                                                   `claims`
  gainsay baseline prune known.yaml claims/dprk    with those in another folder

Give the same paths and rules as to `gainsay check`. Entries for claims that are not read would be removed.";

/// Does what is asked of a baseline.
pub(super) fn run(args: &Args) -> Ended {
    let Task::Prune(prune) = &args.task;
    // Held from before it is read, so that nothing is lost that another run writes to it meanwhile.
    let held = replace::hold(&prune.file);
    let before = Baseline::read(&prune.file)?;
    let held = held.map_err(|error| output::unwritable(&prune.file, &error))?;
    let options = prune.work.options()?;
    let progress = Progress::start();
    let input = progress.read(&options)?;
    let done = run::compare(&input);
    drop(progress);
    if done.summary.files == 0 {
        return Err(Failure::new("there are no claim files in the given paths, so nothing was removed")
            .help("give the paths that the baseline was written for"));
    }
    let after = before.pruned(&done.analysis.findings);
    if after.len() < before.len() {
        output::save_held(&prune.file, &held, |out| after.write(out))?;
    }
    let (dropped, all) = (before.len() - after.len(), before.len());
    let path = prune.file.display().to_string();
    output::print(Style::PLAIN, |out| writeln!(out, "{}: {dropped} of {all} removed", safe::line(&path)))?;
    Ok(Status::Clean)
}
