//! `gainsay accept`: writes into a claim file that a finding is accepted.

mod entry;
mod insert;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;

use indexmap::IndexSet;

use self::entry::Entry;
use self::insert::Edit;
use super::hold::Held;
use super::order::Order;
use super::outcome::{Ended, Status};
use super::progress::Progress;
use super::settings::Work;
use super::{output, replace, select, today};
use crate::baseline::Baseline;
use crate::files::shown::{reason as system_reason, shown_path};
use crate::report::{Style, safe, shell_flag};
use crate::run::{self, Failure, Options};
use gainsay_core::check::Analysis;
use gainsay_core::claim::{Claim, ClaimId};
use gainsay_core::date::Day;
use gainsay_core::finding::Finding;
use gainsay_core::finding::Label;
use gainsay_core::finding::Role;
use gainsay_core::problem::Problem;
use gainsay_core::text::{FileId, Span};
use gainsay_yaml;

/// How often the files are read before it is given up: other runs may change them as often.
const TRIES: usize = 5;

/// Accept a finding: write the reason into its claim file
///
/// The entry is added to the list `accepted:` in the file of the finding's first claim, or in the mapping file
/// that reads the claim from a table. Nothing else in the file changes. Nothing is written if the entry would cause
/// a new finding, or would fail to accept this one. The finding is reported again if another claim joins the
/// dispute or one of its claims changes its value.
#[derive(Debug, clap::Args)]
#[command(after_long_help = AFTER)]
pub(super) struct Args {
    /// The fingerprint of the finding (its first 6 characters are enough)
    fingerprint: String,

    #[command(flatten)]
    work: Work,

    /// Why the finding is accepted
    #[arg(long, value_name = "TEXT", value_parser = reason)]
    reason: String,

    /// The last day on which it is accepted; after that day it is reported again
    #[arg(long, value_name = "DATE", value_parser = today::parse)]
    expires: Option<Day>,
}

const AFTER: &str = "\
Examples:
  gainsay accept 5f3a9c --reason 'one counts the ward, the other the town'
  gainsay accept 5f3a9c --reason 'both agencies are recounting' --expires 2026-12-31
  gainsay accept 5f3a9c claims/dprk --reason 'see the note by the editors'

`gainsay check` shows the fingerprint of each finding in its last line. `gainsay check --show accepted` shows what is accepted.

Exit status:
  0  the entry is written
  2  there is no such finding, or it cannot be accepted";

/// A reason that says something.
fn reason(words: &str) -> Result<String, String> {
    match words.trim() {
        "" => Err("say why the finding is accepted".to_owned()),
        words => Ok(words.to_owned()),
    }
}

impl Args {
    /// The order of the arguments.
    fn order(&self) -> Order {
        let flags = format!(" {}", shell_flag("reason", &self.reason));
        Order { command: "gainsay accept", name: "FINGERPRINT", flags }
    }
}

/// Finds the finding, writes the entry, and reports where.
pub(super) fn run(args: &Args) -> Ended {
    let options = args.work.options()?;
    if args.expires.is_some_and(|expires| options.today.is_some_and(|today| today > expires)) {
        return Err(Failure::new("the day given with `--expires` has passed")
            .help("give a day in the future, or leave `--expires` out"));
    }
    let mut held = None;
    for _ in 0..TRIES {
        if try_once(args, &options, &mut held)? {
            return Ok(Status::Clean);
        }
    }
    Err(Failure::new("the claim files changed while they were read")
        .help("try again when nothing else writes to them"))
}

/// Writes the entry, unless its file has changed since it was read; that one is held from then on, for another try.
fn try_once(args: &Args, options: &Options, held: &mut Option<Held>) -> Result<bool, Failure> {
    let progress = Progress::start();
    let (word, paths) = (&args.fingerprint, &args.work.paths);
    let input = progress.read(options).map_err(|failure| args.order().corrected(failure, word, paths))?;
    let done = run::compare(&input).analysis;
    let finding = find(args, &done)?;
    let expires = args.expires.and_then(Day::to_civil).map(|date| date.to_string());
    let Proposed { file: id, edit, by_hand } = propose(&done, finding, &args.reason, expires.as_deref())?;
    let file = done.files().get(id);
    let path = shown_path(&file.path);
    let held = match held.take().filter(|held| held.is_of(&path)) {
        Some(before) => held.insert(before),
        None => held.insert(replace::hold(&path).map_err(|error| by_hand.because(&system_reason(&error)))?),
    };
    if fs::read(&path).ok().as_deref() != Some(file.text.as_bytes()) {
        return Ok(false);
    }
    let then = run::read_edited(options, &BTreeMap::from([(file.path.clone(), edit.text.clone())]))?;
    let then = run::compare(&then).analysis;
    drop(progress);
    let line = written(&done, &then, finding, id, &edit, &args.reason)
        .ok_or_else(|| by_hand.because("it would not accept the finding"))?;
    output::save_held(&path, held, |out| out.write_all(edit.text.as_bytes()))?;
    output::print(Style::PLAIN, |out| {
        writeln!(out, "accepted `{}` in {}:{line}", safe::line(&finding.rule), safe::line(&file.path))?;
        let new = edit.text.get(edit.new.clone()).unwrap_or_default().trim_start_matches(',');
        new.trim_matches(['\n', '\r']).lines().try_for_each(|line| writeln!(out, "{}", safe::line(line)))
    })?;
    Ok(true)
}

/// An entry where it would go.
struct Proposed {
    file: FileId,
    edit: Edit,
    by_hand: ByHand,
}

/// What is said where an entry cannot be put into its file.
struct ByHand {
    path: String,
    entry: String,
    /// Where it could be put instead, in words.
    list: &'static str,
}

impl ByHand {
    fn because(&self, why: &str) -> Failure {
        Failure::new(format!("cannot put the entry into `{}`: {why}", self.path))
            .help(format!("put this into {} yourself: {}", self.list, self.entry))
    }
}

/// The file into which an entry goes that accepts `finding` for `reason`, and its text with that.
pub(super) fn accepted(
    done: &Analysis<'_>,
    finding: &Finding,
    reason: &str,
) -> Result<(FileId, String), Failure> {
    propose(done, finding, reason, None).map(|proposed| (proposed.file, proposed.edit.text))
}

/// The entry that accepts `finding`, put into its file. Fails where there is no place for it.
fn propose(
    done: &Analysis<'_>,
    finding: &Finding,
    reason: &str,
    expires: Option<&str>,
) -> Result<Proposed, Failure> {
    let claims = claims(done, finding)?;
    let claim = place(done, first_claim(finding)?);
    let file = done.files().get(claim.file);
    let entry = Entry { rule: &finding.rule, claims: &claims, files: done.files(), reason, expires };
    let list = if file.foreign {
        "the list `accepted:` of a claim file or of a mapping file"
    } else {
        "its list `accepted:`"
    };
    let by_hand = ByHand { path: file.path.clone(), entry: entry.flow(), list };
    if file.foreign {
        return Err(by_hand.because("a table has no place for it, and no mapping file reads this one"));
    }
    let tree = gainsay_yaml::parse(claim.file, &file.text, &mut Vec::<Problem>::new());
    let edit = insert::insert(&file.text, &tree, claim, &entry)
        .ok_or_else(|| by_hand.because("it is not clear where to put it"))?;
    Ok(Proposed { file: claim.file, edit, by_hand })
}

/// The finding that the arguments name.
fn find<'d>(args: &Args, done: &'d Analysis<'_>) -> Result<&'d Finding, Failure> {
    let finding = match select::fingerprinted(&done.findings, &args.fingerprint).as_slice() {
        [] => {
            let prints = done.findings.iter().map(|finding| finding.fingerprint.as_str());
            let path = args.order().without_name(&args.fingerprint, &args.work.paths);
            let near = path.or_else(|| select::near(&args.fingerprint, prints));
            let help = near.unwrap_or_else(|| {
                format!(
                    "give {} characters or more; `gainsay check` shows the fingerprint of each finding",
                    select::PREFIX
                )
            });
            return Err(Failure::new(format!("unknown finding `{}`", args.fingerprint)).help(help));
        }
        [at] => &done.findings[*at],
        several => return Err(select::ambiguous(&args.fingerprint, &done.findings, several)),
    };
    match &finding.accepted {
        Some(accepted) => {
            let line = done.files().location(accepted.span).line;
            let path = &done.files().get(accepted.span.file).path;
            Err(Failure::new(format!("it is accepted already ({path}:{line}): {}", accepted.reason)))
        }
        None => Ok(finding),
    }
}

/// The claims that an entry has to name for `finding` to be accepted.
fn claims<'d>(done: &'d Analysis<'_>, finding: &Finding) -> Result<Vec<(&'d str, &'d Claim)>, Failure> {
    if finding.pairs_total > finding.pairs.len() as u64 {
        let (listed, total) = (finding.pairs.len(), finding.pairs_total);
        return Err(Failure::new(format!("only {listed} of the {total} pairs of this finding are listed"))
            .help("this is too many to accept at once: narrow the rule instead"));
    }
    let named: IndexSet<ClaimId> =
        if finding.pairs.is_empty() { finding.labelled().collect() } else { finding.of_pairs().collect() };
    let records = done.records();
    Ok(named.into_iter().map(|claim| (records.id(claim), records.claim(claim))).collect())
}

/// The first spot of `finding` that belongs to a claim.
fn first_claim(finding: &Finding) -> Result<Span, Failure> {
    let of_claim = |label: &&Label| label.claim.is_some() && label.role != Role::Rule;
    finding.labels.iter().find(of_claim).map(|label| label.span).ok_or_else(|| {
        Failure::new(format!("`{}` is not about a claim, so it cannot be accepted", finding.rule))
            .help("fix what it points at")
    })
}

/// Where the entry goes that accepts what is found at `claim`: into its file, or into the mapping file that reads the table which it is in.
fn place(done: &Analysis<'_>, claim: Span) -> Span {
    done.files().get(claim.file).read_by.map_or(claim, Span::whole)
}

/// The line of the new entry, where `finding` is accepted in the run `then` and nothing is found that was not before.
fn written(
    before: &Analysis<'_>,
    then: &Analysis<'_>,
    finding: &Finding,
    file: FileId,
    edit: &Edit,
    reason: &str,
) -> Option<usize> {
    let entry = then.records().accepted.iter().find(|entry| {
        let span = entry.span;
        let (start, end) = (span.start as usize, span.end as usize);
        span.file == file && edit.new.start <= start && end <= edit.new.end
    })?;
    if entry.reason.as_ref().map(|text| text.as_str(then.files())) != Some(reason) {
        return None;
    }
    let same = |other: &&Finding| other.rule == finding.rule && other.fingerprint == finding.fingerprint;
    if !then.findings.iter().filter(same).all(|other| other.accepted.is_some()) {
        return None;
    }
    let known = Baseline::of_all(&before.findings);
    known.holds(&then.findings).then(|| then.files().location(entry.span).line)
}
