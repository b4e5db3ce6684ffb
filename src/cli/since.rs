//! `--since`: reporting changes alone.

use crate::git::Revision;
use crate::run::{self, Failure, Input, Options, Run};

/// Which findings are reported.
#[derive(Debug, clap::Args)]
pub(super) struct Since {
    /// Report only findings that involve a claim, rule or registry entry that changed since this git revision
    ///
    /// All claims are still read and compared. Changes count from the merge base of REV and HEAD on, including changes that are
    /// not committed yet. So `--since main` reports what a branch adds to `main`. In a finding, the claim that changed comes
    /// first.
    ///
    /// Moving, renaming or formatting a record is not a change. A claim counts as changed if it says something else, or if its
    /// value is now read differently. It also counts as changed if the declaration of its source, subject, place or attribute
    /// changed, or the declaration of something that these belong to. A rule counts as changed if it says something else.
    #[arg(long, value_name = "REV")]
    since: Option<String>,
}

impl Since {
    /// Takes the findings that are as they were out of `run`, which was over `options`.
    pub(super) fn narrow(&self, run: &mut Run<'_>, options: &Options) -> Result<(), Failure> {
        let Some(name) = &self.since else { return Ok(()) };
        let (_, input) = base(name, options)?;
        run.narrow(&run::compare(&input));
        Ok(())
    }
}

/// The revision `name`, and what its files hold.
pub(super) fn base(name: &str, options: &Options) -> Result<(Revision, Input), Failure> {
    let revision = Revision::base(name)?;
    let mut options = options.clone();
    // The configuration is that of today: whether its paths name files is for the files of today to say.
    options.path_severities.reported_in = None;
    let input = run::read_at(&revision, &options);
    revision.complete()?;
    let input = input.map_err(|failure| Failure {
        message: format!("at `{name}` (commit {}), {}", revision.short(), failure.message),
        help: Some("compare with another revision, or check without one".to_owned()),
        ..failure.without_fixes()
    })?;
    Ok((revision, input))
}
