//! `gainsay diff`: the findings of two revisions side by side.

use super::arguments::TextOrJson;
use super::outcome::{Ended, Status};
use super::progress::Progress;
use super::settings::Work;
use super::terminal::Look;
use super::{output, since};
use crate::report::{self, Differing};
use crate::run::{self, Run};
use gainsay_core::finding::Finding;
use gainsay_core::rule::Severity;
use gainsay_core::rule_file;
use gainsay_core::since::compare;
use gainsay_core::text::Files;

/// Compare the findings with those of a git revision: introduced, resolved, moved
///
/// Checks the claims as they are, and as they were at the last commit that REV and what is checked out have in common. A
/// finding is the same where its fingerprint is: the same rule, claims and values. It is moved where it is the same and
/// stands in another file or on another line. What is resolved is shown with the files as they were, each path followed
/// by `@REV`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = AFTER)]
pub(super) struct Args {
    /// A branch, a tag or a commit
    #[arg(value_name = "REV")]
    revision: String,

    #[command(flatten)]
    work: Work,

    /// Compare notes too, such as claims that could not be compared
    #[arg(long)]
    notes: bool,

    /// What to write; programs get findings as in the report that `gainsay schema report` describes, and paths without `@REV`
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    format: TextOrJson,
}

const AFTER: &str = "\
Examples:
  gainsay diff main                what a branch brings in and what it settles
  gainsay diff v1.0 claims/2024    the same of a folder, since a tag
  gainsay diff HEAD                what is not committed yet

`gainsay check --since REV` fails on what a change brings in; `diff` only reports.

Exit status:
  0  the findings were compared, whatever they are
  2  the job could not be done: wrong usage, broken rules, a path or a revision that cannot be read";

/// Compares and reports.
pub(super) fn run(args: &Args, look: &Look) -> Ended {
    let options = args.work.options()?;
    let progress = Progress::start();
    let after = progress.read(&options)?;
    let (revision, before) = since::base(&args.revision, &options)?;
    let (now, mut then) = (run::compare(&after), run::compare(&before));
    // They would be of files as they were.
    for finding in &mut then.analysis.findings {
        finding.fixes.clear();
    }
    drop(progress);
    let least = if args.notes { Severity::Note } else { Severity::Warning };
    let (earlier, later) = (worth(&then, least), worth(&now, least));
    let difference = compare((&before.files, &earlier), (&after.files, &later));
    let named = at(&before.files, &args.revision);
    let differing = |there| Differing {
        revision: &args.revision,
        commit: revision.short(),
        difference: &difference,
        before: there,
        after: &after.files,
        records: [&before.records, &after.records],
    };
    let style = look.stdout();
    output::print(style, |out| match args.format {
        TextOrJson::Text => report::write_diff(out, differing(&named), style),
        TextOrJson::Json => report::write_diff_json(out, differing(&before.files)),
    })?;
    Ok(Status::Clean)
}

/// The files with the revision behind their paths; those that are part of the program have none.
fn at(files: &Files, revision: &str) -> Files {
    let mut named = Files::default();
    let own = rule_file::builtin().len();
    for (at, (_, file)) in files.iter().enumerate() {
        let path = if at < own { file.path.clone() } else { format!("{}@{revision}", file.path) };
        named.add(path, file.text.clone());
    }
    named
}

/// The findings that are compared.
fn worth<'r>(run: &'r Run<'_>, least: Severity) -> Vec<&'r Finding> {
    run.analysis.findings.iter().filter(|finding| finding.severity >= least).collect()
}
