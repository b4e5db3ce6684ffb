//! `gainsay check`: the gate.

use std::mem;
use std::path::Path;

use super::fail_on::FailOn;
use super::fix::Fixes;
use super::outcome::{Ended, Status, no_claims, not_read};
use super::outputs::Outputs;
use super::progress::Progress;
use super::settings::{Flags, Settings};
use super::since::Since;
use super::terminal::Look;
use super::watch::{Seen, watch};
use super::{baseline, output, shard};
use crate::files::store::STDIN;
use crate::report::{Report, Statistics, Summary, shell_word};
use crate::run::{Failure, Input, Run};
use gainsay_core::check::Shard;
use gainsay_core::check::audit::{Audit, Wanted};

/// Check claims: report every contradiction, and fail if one is an error
///
/// Reads claim files (YAML or JSON) and folders of them, compares the claims, and reports each contradiction
/// with the exact words of both sides. A file that cannot be read is reported in the same way, and the others
/// are still checked.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) flags: Flags,

    #[command(flatten)]
    since: Since,

    #[command(flatten)]
    fixes: Fixes,

    #[command(flatten)]
    baseline: baseline::Against,

    #[command(flatten)]
    pub(super) outputs: Outputs,

    /// Check again whenever a file changes, until Ctrl-C
    #[arg(long, conflicts_with_all = ["fix", "diff", "write_baseline"])]
    watch: bool,

    /// Compare the claims of one shard only, and write what is found for `gainsay merge`
    ///
    /// `--shard 2/8` is the second of eight. A shard has some of the subjects, each with everything that is part of it. All files are
    /// read. Claims of other shards are used only if a claim cites their source. The output is not a report. To get the report and
    /// its exit status, run `gainsay merge`, and give it the flags for reports.
    #[arg(long, value_name = "NUMBER/COUNT", value_parser = shard::parse, conflicts_with_all = NOT_OF_SHARDS)]
    shard: Option<Shard>,
}

/// The flags that are for what puts shards together.
const NOT_OF_SHARDS: [&str; 16] = [
    "fix",
    "suggested",
    "diff",
    "watch",
    "since",
    "baseline",
    "write_baseline",
    "format",
    "show",
    "statistics",
    "quiet",
    "fail_on",
    "select",
    "ignore",
    "max_findings",
    "today",
];

/// Of how many compared pairs at most it is said that both claims can be true.
const FEW_PAIRS: u64 = 3;
/// Of more claims than this no such pair is looked for, as each two would be compared again.
const FEW_CLAIMS: usize = 100;

const EXAMPLES: &str = "\
Examples:
  gainsay check                            check the folder `claims`
  gainsay check claims/2024 new.yaml       check a folder and a file
  gainsay check --show note                show notes too, such as claims that
                                           could not be compared
  gainsay check --fail-on warning          fail on warnings too
  gainsay check --fail-on not-compared     fail if claims could not be compared
  gainsay check --since main               report only what a branch introduces
  gainsay check --rules my-rules           add rules of your own
  gainsay check --ignore revisions         leave a rule out; see
                                           `gainsay config`
  gainsay check --fix                      fix obvious slips, and check the rest
  gainsay check --diff --suggested         show all fixes, and write nothing
  gainsay check -                          check standard input
  gainsay check --format json -o out.json  write a report for programs; see
                                           `gainsay schema report`
  gainsay check --statistics               count what each rule finds
  gainsay check -o sarif=out.sarif         print findings, and write a file for
                                           code scanning too
  gainsay check --format github -o junit=junit.xml
                                           annotate a pull request, and write a test report
  gainsay check --write-baseline known.yaml
                                           write the findings of today to a baseline
  gainsay check --baseline known.yaml      report only what is new
  gainsay check --watch                    check again whenever a file changes
  gainsay check --shard 1/4 -o 1.json      compare a quarter of the subjects;
                                           see `gainsay merge`

Exit status:
  0  no finding reaches the severity of --fail-on, or none does after --fix
  1  at least one finding reaches it
  2  the command could not run: wrong usage, invalid rules, a path or a
     revision that cannot be read
  3  there was nothing to check: no claims in the given paths";

/// Checks and reports, once or whenever a file changes.
pub(super) fn run(args: &Args, look: &Look) -> Ended {
    if let Some(shard) = args.shard {
        return shard::run(shard, &args.flags, &args.outputs);
    }
    if args.watch {
        if args.flags.work.paths.iter().any(|path| path == Path::new(STDIN)) {
            return Err(Failure::new("standard input cannot be watched").help("give the paths of files"));
        }
        return watch(|| check(args, look), look);
    }
    check(args, look).map(|(status, _)| status)
}

/// Checks and reports; returns what that depends on, too.
fn check(args: &Args, look: &Look) -> Result<(Status, Seen), Failure> {
    let settings = args.fixes.settings(|| Settings::load(&args.flags), look)?;
    let outputs = args.outputs.over(&settings);
    let options = settings.options_anywhere();
    let narrow = |run: &mut Run<'_>| {
        // The baseline is held against everything: what is not asked for, or is as before, is not fixed.
        args.baseline.apply(run)?;
        args.since.narrow(run, &options)
    };
    outputs.check()?;
    args.fixes.run(&settings, &options, &narrow, look)?;
    let progress = Progress::start();
    let input = progress.read(&options)?;
    let mut done = settings.compare(&input, narrow)?;
    drop(progress);
    let status = if args.fixes.diff {
        ended(&done.summary, (&settings, &input), look)
    } else {
        let status = report((&mut done, &input), &settings, &outputs, look)?;
        if let Some(words) = both_true(&done, &args.flags.work.reads()).filter(|_| outputs.prints_text()) {
            output::note(&words, look.stderr());
        }
        status
    };
    let seen = Seen::new(&options, &input.files);
    if !args.watch && !output::is_held() {
        // The program ends here, unless another one runs it: giving a million claims back one by one would only take time.
        mem::forget(done);
        mem::forget(input);
    }
    Ok((status, seen))
}

/// Writes what is asked for of a run over some input, and says how it ends.
pub(super) fn report(
    (done, input): (&mut Run<'_>, &Input),
    settings: &Settings,
    outputs: &Outputs,
    look: &Look,
) -> Ended {
    let least = outputs.least(settings.fail_on.value);
    let statistics =
        outputs.counts().then(|| Statistics::new(Report::of(&done.analysis, &done.summary), least));
    settings.limit(done, least);
    let report = Report::of(&done.analysis, &done.summary);
    outputs.write(report, statistics.as_ref(), settings.fail_on.value, look)?;
    Ok(ended(&done.summary, (settings, input), look))
}

/// Where nothing is found in a few claims, that those that were compared can both be true, and how to see why.
fn both_true(done: &Run<'_>, reads: &[String]) -> Option<String> {
    let Summary { claims, errors, warnings, accepted, comparisons, as_before, baseline, .. } = done.summary;
    let compared = comparisons.pairs_compared;
    let found = errors + warnings + accepted > 0 || as_before.is_some() || baseline.is_some();
    if found || claims > FEW_CLAIMS || !(1..=FEW_PAIRS).contains(&compared) {
        return None;
    }
    let pairs = Audit::new(&done.analysis, Wanted::default()).compatible();
    let [one, other] = pairs.first()?.map(|claim| done.analysis.records().id(claim));
    let words = ["explain", one, "--with", other].into_iter().chain(reads.iter().map(String::as_str));
    let words: Vec<String> = words.map(shell_word).collect();
    let command = format!("`gainsay {}` shows why", words.join(" "));
    match pairs.len() {
        1 if compared == 1 => Some(format!("both claims can be true; {command}")),
        many if many as u64 == compared => {
            Some(format!("in each pair both claims can be true; {command} for one"))
        }
        _ => None,
    }
}

/// How a run over some input ends; says what was not read.
fn ended(summary: &Summary, (settings, input): (&Settings, &Input), look: &Look) -> Status {
    let status = status(summary, settings.fail_on.value);
    if status == Status::Nothing {
        output::failure(&no_claims(&settings.paths.value, input), look.stderr());
    } else if let Some(words) = not_read(&input.unmapped) {
        output::note(&words, look.stderr());
    }
    status
}

/// What is found counts for more than that there were no claims: a file may hold nothing but mistakes.
pub(super) fn status(summary: &Summary, fail_on: FailOn) -> Status {
    let &Summary { errors, warnings, notes, .. } = summary;
    let found = match fail_on {
        FailOn::Error => errors,
        FailOn::NotCompared => errors + usize::from(summary.comparisons.any_left()),
        FailOn::Warning => errors + warnings,
        FailOn::Note => errors + warnings + notes,
        FailOn::Never => 0,
    };
    match (found, summary.claims) {
        (1.., _) => Status::Found,
        (0, 0) => Status::Nothing,
        (0, _) => Status::Clean,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Compared;

    #[test]
    fn the_status_follows_what_is_found() {
        let some = Summary { claims: 2, ..Summary::default() };
        let warned = Summary { warnings: 1, ..some };
        let noted = Summary { notes: 1, ..some };
        assert_eq!(status(&some, FailOn::Note), Status::Clean);
        assert_eq!(status(&warned, FailOn::Error), Status::Clean);
        assert_eq!(status(&warned, FailOn::Warning), Status::Found);
        assert_eq!(status(&noted, FailOn::Warning), Status::Clean);
        assert_eq!(status(&noted, FailOn::Note), Status::Found);
        assert_eq!(status(&Summary { errors: 1, ..some }, FailOn::Never), Status::Clean);
    }

    #[test]
    fn what_was_not_compared_fails_where_that_is_asked_for() {
        let with = |comparisons| Summary { claims: 2, comparisons, ..Summary::default() };
        let all = with(Compared { pairs_compared: 1, ..Compared::default() });
        let pair = with(Compared { pairs_not_compared: 1, ..Compared::default() });
        let claim = with(Compared { claims_not_compared: 1, ..Compared::default() });
        for left in [pair, claim] {
            assert_eq!(status(&left, FailOn::NotCompared), Status::Found);
            assert_eq!(status(&left, FailOn::Note), Status::Clean);
        }
        assert_eq!(status(&all, FailOn::NotCompared), Status::Clean);
        assert_eq!(status(&Summary { errors: 1, ..all }, FailOn::NotCompared), Status::Found);
    }

    #[test]
    fn nothing_to_check_has_a_status_of_its_own() {
        let none = Summary::default();
        assert_eq!(status(&none, FailOn::Error), Status::Nothing);
        assert_eq!(status(&none, FailOn::Never), Status::Nothing);
        assert_eq!(status(&Summary { errors: 1, ..none }, FailOn::Error), Status::Found);
    }
}
