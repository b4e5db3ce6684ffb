//! `gainsay diff`: the findings of two revisions side by side.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::ValueEnum;
use clap::builder::{OsStringValueParser, TypedValueParser};

use super::arguments::{Choice, PatternParser, one_of};
use super::check::status;
use super::fail_on::FailOn;
use super::outcome::{Ended, Status};
use super::output_flag::{Output, Show};
use super::outputs::{job_summary, say_left_out};
use super::progress::Progress;
use super::settings::{Flags, Settings, Wanted, Work};
use super::terminal::Look;
use super::{output, since};
use crate::report::{self, Differing, Limit, Style, Summary};
use crate::run::{self, Failure};
use gainsay_core::finding::Finding;
use gainsay_core::rule::{Pattern, Severity};
use gainsay_core::rule_file;
use gainsay_core::since::{Difference, Meanings, compare, lead_with_changes};
use gainsay_core::text::Files;

/// Compare the findings with those of a git revision: introduced, resolved, moved
///
/// Checks the claims as they are now, and as they were at the merge base of REV and HEAD. Introduced findings
/// are those that `gainsay check --since REV` reports. Moved findings only changed their file or line. Resolved
/// findings are no longer reported, because they were fixed or accepted; they are shown with the files as they
/// were, each path followed by `@REV`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = AFTER)]
pub(super) struct Args {
    /// A branch, a tag or a commit
    #[arg(value_name = "REV")]
    revision: String,

    #[command(flatten)]
    work: Work,

    /// Exit with status 1 if a finding of this severity or above is introduced [default: never]
    #[arg(long, value_name = "SEVERITY", value_parser = one_of(&FAILS))]
    fail_on: Option<FailOn>,

    /// Compare only the findings of these rules: ids, or globs such as `casualty-*`; can be given several times
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = PatternParser { codes: false }, hide_possible_values = true)]
    select: Vec<Pattern>,

    /// Do not compare the findings of these rules; can be given several times
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = PatternParser { codes: true }, hide_possible_values = true)]
    ignore: Vec<Pattern>,

    /// Write at most this many introduced findings; all are counted
    #[arg(long, value_name = "COUNT")]
    max_findings: Option<usize>,

    /// What to write
    #[arg(long, value_enum, default_value_t = Format::Text, help_heading = "Output")]
    format: Format,

    /// Write to a file, and nothing to standard output
    #[arg(short, long, value_name = "PATH", help_heading = "Output", value_parser = OsStringValueParser::new().try_map(path))]
    output: Option<PathBuf>,

    /// Compare more than errors, warnings and what fails the command; can be given several times
    #[arg(long, value_name = "WHAT", value_enum, value_delimiter = ',', help_heading = "Output")]
    show: Vec<Show>,

    /// Write nothing to standard output; the exit status shows the result, and files are still written
    #[arg(short, long, help_heading = "Output")]
    quiet: bool,

    /// The same as `--show note`
    #[arg(long, hide = true)]
    notes: bool,
}

/// What fails the command.
static FAILS: [Choice<FailOn>; 4] = [
    ("error", FailOn::Error, "Errors only"),
    ("warning", FailOn::Warning, "Warnings and errors"),
    ("note", FailOn::Note, "Any finding"),
    ("never", FailOn::Never, "Nothing"),
];

/// A path that takes what `--format` names.
fn path(value: OsString) -> Result<PathBuf, String> {
    let Output { format, path } = Output::parse(value)?;
    let only = |format: report::Format| {
        let name = format.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
        format!("one format is written: give `--format {name}` beside the path")
    };
    format.map_or(Ok(path), |format| Err(only(format)))
}

/// What `diff` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs, as described by `gainsay schema diff`; paths are without `@REV`
    Json,
    /// Workflow commands for GitHub Actions, and a job summary where `GITHUB_STEP_SUMMARY` is set
    Github,
    /// Markdown, for a comment on a pull request
    Markdown,
}

const AFTER: &str = "\
Examples:
  gainsay diff main                    what a branch introduces and resolves
  gainsay diff v1.0 claims/2024        the same for a folder, since a tag
  gainsay diff HEAD                    what is not committed yet
  gainsay diff main --format markdown -o comment.md
                                       write it as a comment on a pull request
  gainsay diff main --fail-on error    fail if the branch introduces an error

`gainsay check --since REV` reports only what is introduced, and fails on errors.

Exit status:
  0  the findings were compared, whatever they are
  1  an introduced finding reaches the severity of --fail-on
  2  the command could not run: wrong usage, invalid rules, a path or a revision
     that cannot be read";

/// Compares and reports.
pub(super) fn run(args: &Args, look: &Look) -> Ended {
    let settings = Settings::load(&args.flags())?;
    let options = settings.options();
    let progress = Progress::start();
    let after = progress.read(&options)?;
    settings.check(&after.rules)?;
    let (revision, before) = since::base(&args.revision, &options)?;
    let (mut now, mut then) = (run::compare(&after), run::compare(&before));
    // They would be of files as they were.
    for finding in &mut then.analysis.findings {
        finding.fixes.clear();
    }
    settings.choose(&mut now);
    settings.choose(&mut then);
    drop(progress);
    let meanings = Meanings::new(&now.analysis, &then.analysis);
    lead_with_changes(&mut now.analysis, &meanings);
    let all = compare(&now.analysis, &then.analysis, &meanings);
    let mut summary = Summary {
        as_before: Some(all.moved.len() + all.unmoved.len()),
        ..now.summary.counting(all.introduced.iter().copied())
    };
    let accepted = args.show.contains(&Show::Accepted);
    let least = args.least();
    let mut difference =
        all.only(|finding| finding.severity >= least && (accepted || finding.accepted.is_none()));
    if let Some(most) = settings.max_findings() {
        summary.left_out = leave(&mut difference, most);
    }
    let (revision, commit) = (args.revision.as_str(), revision.short());
    let differing = Differing {
        revision,
        commit,
        difference: &difference,
        before: &before.files,
        after: &after.files,
        records: [&before.records, &after.records],
        summary: &summary,
        least,
        accepted,
    };
    args.write(differing, look)?;
    let fails = status(&summary, args.fail_on.unwrap_or(FailOn::Never));
    Ok(if fails == Status::Found { fails } else { Status::Clean })
}

impl Args {
    fn flags(&self) -> Flags {
        Flags {
            work: self.work.clone(),
            wanted: Wanted {
                select: self.select.clone(),
                ignore: self.ignore.clone(),
                max_findings: self.max_findings,
                ..Wanted::default()
            },
        }
    }

    /// The least severity that is compared.
    fn least(&self) -> Severity {
        let notes = self.notes || self.show.contains(&Show::Note);
        let shown = if notes { Severity::Note } else { Severity::Warning };
        self.fail_on.and_then(FailOn::shown).map_or(shown, |fails| fails.min(shown))
    }

    fn write(&self, differing: Differing<'_>, look: &Look) -> Result<(), Failure> {
        let Difference { introduced, resolved, moved, unmoved } = differing.difference;
        let both = || moved.iter().chain(unmoved);
        let later = introduced.iter().copied().chain(both().map(|both| both.after));
        let earlier = resolved.iter().copied().chain(both().map(|both| both.before));
        let for_hosts = matches!(self.format, Format::Github | Format::Markdown);
        let hosted = |files: &Files, findings: Vec<&Finding>| {
            for_hosts.then(|| report::hosted(files, findings)).flatten()
        };
        let (after, before) =
            (hosted(differing.after, later.collect()), hosted(differing.before, earlier.collect()));
        let before = before.as_ref().unwrap_or(differing.before);
        let named = (self.format != Format::Json).then(|| at(before, differing.revision));
        let shown = Differing {
            before: named.as_ref().unwrap_or(before),
            after: after.as_ref().unwrap_or(differing.after),
            ..differing
        };
        let path = self.output.as_deref().filter(|path| *path != std::path::Path::new("-"));
        if path.is_some() || !self.quiet {
            let style = if path.is_some() { look.file() } else { look.stdout() };
            let left_out = output::report(path, |out| self.write_to(out, shown, style))?;
            say_left_out(&Output::shown(path), left_out, look);
        }
        if self.format == Format::Github {
            job_summary(look, |out, limit| report::write_diff_markdown(out, shown, limit))?;
        }
        Ok(())
    }

    fn write_to(
        &self,
        out: &mut report::Out<'_>,
        shown: Differing<'_>,
        style: Style,
    ) -> std::io::Result<Option<String>> {
        match self.format {
            Format::Text => report::write_diff(out, shown, style).map(|()| None),
            Format::Json => report::write_diff_json(out, shown).map(|()| None),
            Format::Github => report::write_diff_github(out, shown).map(|()| None),
            Format::Markdown => report::write_diff_markdown(out, shown, Limit::COMMENT),
        }
    }
}

/// Leaves no more than so many of the findings that are introduced, the worst of them; returns how many are left out.
fn leave(difference: &mut Difference<'_>, most: usize) -> usize {
    let introduced = &difference.introduced;
    let left_out = introduced.len().saturating_sub(most);
    let kept = report::worst(introduced.len(), most, |at| introduced[at].rank());
    difference.introduced = kept.into_iter().map(|at| introduced[at]).collect();
    left_out
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
