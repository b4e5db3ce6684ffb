//! `gainsay explain`: all about one rule, one code, one claim or one finding.

mod claim;
mod code;
mod content;
mod finding;
mod markdown;
mod other;
mod page;
mod rule;
mod spot;
mod unknown;
mod unread;
pub(super) mod verdict;
mod with;

use std::io::Write as _;

use self::content::Content;
use self::unknown::Asked;
use super::order::Order;
use super::outcome::{Ended, Status};
use super::page::Page;
use super::progress::Progress;
use super::settings::Work;
use super::terminal::Look;
use super::{output, select};
use crate::report::{self, Style, shell_flag};
use crate::run::{self, Failure, Input, Ruleset};
use gainsay_core::check::{self, Analysis};

/// Explain a rule, a code, a claim or a finding
///
/// For a rule, it shows what the rule does and why, with examples. For the code of a problem, it shows what is
/// wrong, how severe it is, and how to fix or ignore it. For a claim, it shows what its value allows, when it
/// is valid, the result of each comparison with another claim, and its findings. For a finding, it shows the
/// finding in full, the reason for its rule, and its claims.
#[derive(Debug, clap::Args)]
#[command(after_long_help = AFTER)]
pub(super) struct Args {
    /// The id of a rule or a claim, the file and line of a claim (`claims/a.yaml:4`), a code such as `unknown-key`,
    /// or the fingerprint of a finding (its first 6 characters are enough)
    #[arg(value_name = "NAME")]
    word: String,

    #[command(flatten)]
    pub(super) work: Work,

    /// Treat NAME as the id of a claim, even if a rule or a code has the same name
    #[arg(long)]
    claim: bool,

    /// Show all claims that a claim was compared with, not only the first ones for each result
    #[arg(long)]
    all: bool,

    /// Show how a claim compares with this one alone, given by its id, or by its file and line
    #[arg(long, value_name = "CLAIM")]
    with: Option<String>,

    /// What to write
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// The formats of an explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs; only for a claim
    Json,
    /// For a wiki or a page; only for a rule or a code
    Markdown,
}

const AFTER: &str = "\
Examples:
  gainsay explain troop-count              explain a rule
  gainsay explain unknown-key              explain a code
  gainsay explain dprk-033                 explain a claim in the folder
                                           `claims`
  gainsay explain claims/hur.yaml:4        explain the claim at a line of a file
  gainsay explain dprk-033 claims/dprk     explain a claim in another folder
  gainsay explain dprk-033 --all           show all that it was compared with
  gainsay explain dprk-033 --with dprk-036
                                           show how it compares with one other claim
  gainsay explain dprk-033 --format json   explain a claim for programs
  gainsay explain 5f3a9c                   explain a finding by its fingerprint

`gainsay rules` lists the rules. `gainsay explain CLAIM` shows the fingerprints of the findings with that claim, and so does \
`gainsay check --format json`.

Exit status:
  0  it is explained
  2  there is no such rule, code, claim or finding, or the command could not run

See also: `gainsay read` for values that are in no claim, `gainsay rules`, `gainsay check`, `gainsay test`.";

impl Args {
    /// Whether the word can only be a claim: it is said to be one, is compared with one, or is explained for programs.
    fn claims_only(&self) -> bool {
        self.claim || self.with.is_some() || self.format == Format::Json
    }

    /// The word, for where it names nothing in so many files.
    fn asked(&self, claim_files: usize) -> Asked<'_> {
        let nowhere = claim_files == 0 && self.work.paths.is_empty();
        let instead = self.order().without_name(&self.word, &self.work.paths);
        Asked { word: &self.word, claims_only: self.claims_only(), nowhere, instead }
    }

    /// The order of the arguments.
    fn order(&self) -> Order {
        let flags = self.with.as_ref().map(|claim| format!(" {}", shell_flag("with", claim)));
        let name = if self.claims_only() { "CLAIM" } else { "NAME" };
        Order { command: "gainsay explain", name, flags: flags.unwrap_or_default() }
    }

    /// How many claims of one verdict are listed.
    fn most(&self) -> usize {
        if self.all || self.with.is_some() { usize::MAX } else { SHOWN }
    }
}

/// All about the claim with `id` in Markdown, and where only a glance is wanted, what its value allows and what came of it;
/// nothing where there is no such claim.
pub(super) fn claim_markdown(analysis: &Analysis<'_>, id: &str, glance: bool) -> Option<String> {
    let explanation = check::explain(analysis, id, if glance { GLANCE } else { SHOWN })?;
    let page = if glance { claim::glance } else { claim::markdown };
    // Writing to memory does not fail.
    String::from_utf8(page(analysis, &explanation).ok()?).ok()
}

/// How many claims of one verdict are shown at a glance.
const GLANCE: usize = 3;

/// How many claims of one verdict are shown.
const SHOWN: usize = 20;

/// Looks the word up, as a code, as a rule, as a claim, then as a fingerprint, and explains what it names.
///
/// For a code nothing is read: it may be that of the problem that keeps the files from being read.
pub(super) fn run(args: &Args, look: &Look) -> Ended {
    if let (false, Ok(code)) = (args.claims_only(), args.word.parse()) {
        print(args.format, &code::content(code), look.stdout(), None)?;
        return Ok(Status::Clean);
    }
    let progress = Progress::start();
    let settings = args.work.settings()?;
    let (word, paths) = (&args.word, &args.work.paths);
    let input = progress
        .read(&settings.options_anywhere())
        .map_err(|failure| with::meant(args.order().corrected(failure, word, paths), word, paths))?;
    settings.check(&input.rules)?;
    if !args.claims_only() && input.rules.rules.contains_key(&args.word) {
        drop(progress);
        explain_rule(args, input, look.stdout())?;
        return Ok(Status::Clean);
    }
    let done = run::compare(&input).analysis;
    let findings = &done.findings;
    let spot = spot::claim_at(&done, &args.word);
    let mut explanation = check::explain(&done, spot.unwrap_or(&args.word), args.most());
    drop(progress);
    if explanation.is_none() && args.with.is_some() {
        return Err(unknown::failure(args.asked(input.claim_files), &done));
    }
    let with = args.with.as_ref().map(|word| with::find(&done, word)).transpose()?;
    if let (Some(explanation), Some(with)) = (&mut explanation, with) {
        with::keep(explanation, with, &done);
    }
    if args.format == Format::Markdown {
        return Err(only_pages(
            args,
            explanation.is_some() || !named(args, &done).is_empty(),
            &done,
            input.claim_files,
        ));
    }
    if let Some(explanation) = explanation {
        let style = look.stdout();
        output::print(style, |out| match args.format {
            Format::Json => report::write_explanation_json(out, &done, &explanation),
            Format::Text | Format::Markdown => claim::write(out, &done, (&explanation, with), style),
        })?;
        return Ok(Status::Clean);
    }
    match named(args, &done).as_slice() {
        [] => Err(unknown::failure(args.asked(input.claim_files), &done)),
        [at] => {
            let style = look.stdout();
            output::print(style, |out| finding::write(out, &done, &findings[*at], style))?;
            Ok(Status::Clean)
        }
        several => Err(select::ambiguous(&args.word, findings, several)),
    }
}

fn explain_rule(args: &Args, input: Input, style: Style) -> Result<(), Failure> {
    let Input { files, records, rules, .. } = input;
    let ruleset = Ruleset { files, rules };
    let results = run::examples(&ruleset, std::slice::from_ref(&args.word));
    let rule = select::find(&ruleset.rules, &args.word)?;
    let claim = records.find(&args.word).is_some();
    let note = claim.then(|| format!("a claim has this id too: `gainsay explain --claim {}`", args.word));
    print(args.format, &rule::content(&ruleset, rule, &results), style, note.as_deref())
}

/// Prints the page of a rule or a code, and a note below it in a terminal.
fn print(format: Format, content: &Content<'_>, style: Style, note: Option<&str>) -> Result<(), Failure> {
    if format == Format::Markdown {
        return output::print(Style::PLAIN, |out| markdown::write(out, content));
    }
    output::print(style, |out| {
        page::write(out, content, style)?;
        let Some(note) = note else { return Ok(()) };
        writeln!(out)?;
        Page::new(out, style).set(note, "note: ", "      ")
    })
}

/// The failure for what has no page: a claim or a finding where it `is_known`, else nothing at all.
fn only_pages(args: &Args, is_known: bool, done: &Analysis<'_>, claim_files: usize) -> Failure {
    if !is_known {
        return unknown::failure(args.asked(claim_files), done);
    }
    Failure::new("only rules and codes can be explained as Markdown")
        .help("`--format text` explains claims and findings, and `gainsay audit --format markdown` writes all of them")
}

/// The findings whose fingerprint begins with the word, those with the same fingerprint once.
fn named(args: &Args, done: &Analysis<'_>) -> Vec<usize> {
    if args.claims_only() { Vec::new() } else { select::fingerprinted(&done.findings, &args.word) }
}
