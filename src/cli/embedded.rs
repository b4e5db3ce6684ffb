//! Commands within another program: what they write comes back as bytes, and why they fail as a value.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io;
use std::num::NonZeroU32;

use clap::Parser as _;

use super::check::{Args, status};
use super::material::Material;
use super::outcome::{Status, no_claims, not_read};
use super::rank::rank;
use super::settings::Settings;
use super::{Cli, Command, dispatch, output};
use crate::report::{self, Out, Report, Summary, write_safely};
use crate::run::{self, Failure, Input, Run};
use gainsay_core::check::{self, Analysis, Entries, Facts, Placing, Shard};
use gainsay_core::claim::ClaimId;
use gainsay_core::finding::Finding;
use gainsay_core::text::{FileId, Files, Span};

/// What a check found.
#[derive(Debug, Default)]
pub struct Checked {
    /// The JSON report: the bytes that `gainsay check --format json` writes.
    pub json: Vec<u8>,
    /// The texts of the files that the labels of the findings are in, by their paths.
    pub texts: BTreeMap<String, String>,
    /// What the command says beside the report.
    pub notes: Vec<String>,
}

/// A path, and a line and a column from 1.
pub type Spot = (String, usize, usize);

/// What a check of a part found.
#[derive(Debug, Default)]
pub struct Part {
    /// What is found about the claims of the part.
    pub checked: Checked,
    /// Texts that put the findings of all parts in order, the worst first; none where any number of findings may be written.
    pub ranks: Vec<String>,
    /// The spots of the entries of `accepted` of which it is not to be said that they accept nothing, whatever other parts say.
    pub settled: Vec<Spot>,
    /// What is to be said of the claims of all parts, as JSON.
    pub facts: Vec<u8>,
    /// The lines of the claims that this, or an entry of `accepted`, names.
    pub lines: Vec<usize>,
}

/// What a command wrote.
#[derive(Debug, Default)]
pub struct Answer {
    /// What it wrote to standard output.
    pub out: Vec<u8>,
    /// What it wrote to standard error.
    pub err: Vec<u8>,
}

/// Checks what the `arguments` of `gainsay check` name, and reports it as JSON. Flags and settings of outputs, fixes, revisions,
/// baselines and threads count for nothing.
///
/// Fails where the command ends with status 2.
pub fn check(arguments: &[OsString], given: Material) -> Result<Checked, Failure> {
    let (args, settings, input) = read(arguments, given)?;
    let mut done = run::compare(&input);
    settings.choose(&mut done);
    let fail_on = settings.fail_on.value;
    settings.limit(&mut done, args.outputs.over(&settings).least(fail_on));
    let nothing = (status(&done.summary, fail_on) == Status::Nothing)
        .then(|| no_claims(&settings.paths.value, &input))
        .map(|Failure { message, help, .. }| [Some(message), help].into_iter().flatten().collect::<Vec<_>>());
    let nothing = nothing.map(|words| words.join("; "));
    let notes = nothing.or_else(|| not_read(&input.unmapped)).into_iter().collect();
    Ok(Checked { notes, ..checked(&input, &done) })
}

/// Where the claims belong that the `arguments` of `gainsay check` name, of so many shards, with the lines that they are on.
///
/// Fails where the command ends with status 2.
pub fn placings(
    arguments: &[OsString],
    given: Material,
    shards: NonZeroU32,
) -> Result<Vec<(Vec<usize>, Placing)>, Failure> {
    let (_, _, input) = read(arguments, given)?;
    let placings = check::placings(&input.files, &input.records, &input.rules, shards);
    let line = |span: &Span| input.files.location(*span).line;
    let lines = |placing: Placing| (placing.spans.iter().map(line).collect(), placing);
    Ok(placings.into_iter().map(lines).collect())
}

/// What is found about the claims of `shard`, which are read with those of others that they are held against.
///
/// Fails where the command ends with status 2.
pub fn part(arguments: &[OsString], given: Material, shard: Shard) -> Result<Part, Failure> {
    let (args, settings, input) = read(arguments, given)?;
    let own = |root: &str| shard.holds(root);
    let (analysis, told) = input.checker().part(own);
    let entries = analysis.entries();
    let line = |claim: &ClaimId| input.files.location(input.records.claim(*claim).span).line;
    let lines = told.lines().chain(entries.claims.iter().map(line)).collect();
    let facts = serde_json::to_vec(&told)
        .map_err(|error| Failure::new(format!("what is known of a part cannot be written: {error}")))?;
    let settled = spots_of(&input.files, &entries);
    let done = chosen(&settings, analysis);
    Ok(Part { checked: checked(&input, &done), ranks: ranks(&args, &settings, &done), settled, facts, lines })
}

/// What is to be said of the claims of all shards, by what [`part`] says of each; the claims are those that it names. With the ranks of the
/// findings and the spots of entries, as a [`Part`] has them.
///
/// Fails where the command ends with status 2, and where `facts` are nothing of the kind or name claims that are not there.
pub fn of_all_parts(
    arguments: &[OsString],
    given: Material,
    facts: &[Vec<u8>],
) -> Result<(Checked, Vec<String>, Vec<Spot>), Failure> {
    let (args, settings, input) = read(arguments, given)?;
    let facts: Result<Vec<Facts>, _> = facts.iter().map(|facts| serde_json::from_slice(facts)).collect();
    let facts =
        facts.map_err(|error| Failure::new(format!("what is known of a part cannot be read: {error}")))?;
    let mut analysis = input.checker().of_all_parts(facts).ok_or_else(|| {
        Failure::new("what is known of a part names claims that are not there, or contradicts itself")
            .help("check all parts anew, with the same version of gainsay")
    })?;
    let mut entries = analysis.entries();
    analysis.findings.append(&mut entries.findings);
    let done = chosen(&settings, analysis);
    Ok((checked(&input, &done), ranks(&args, &settings, &done), spots_of(&input.files, &entries)))
}

/// The spots of the entries of `accepted` of which other parts need not say that they accept nothing.
fn spots_of(files: &Files, entries: &Entries) -> Vec<Spot> {
    let spot = |span: &Span| {
        let at = files.location(*span);
        (files.get(span.file).path.clone(), at.line, at.column)
    };
    entries.settled.iter().map(spot).collect()
}

/// What the `arguments` of `gainsay check` name.
fn read(arguments: &[OsString], given: Material) -> Result<(Args, Settings, Input), Failure> {
    let Command::Check(args) = parse(arguments, given)?.command else { return Err(no_such()) };
    let settings = Settings::load(&args.flags)?;
    let input = run::read(&settings.options_anywhere(), &|_| ())?;
    settings.check(&input.rules)?;
    Ok((args, settings, input))
}

/// What was found in a part and is asked for, however much it is.
fn chosen<'i>(settings: &Settings, analysis: Analysis<'i>) -> Run<'i> {
    let mut done = Run { analysis, summary: Summary::default() };
    settings.choose(&mut done);
    done
}

/// The ranks of what was found, as a [`Part`] has them.
fn ranks(args: &Args, settings: &Settings, done: &Run<'_>) -> Vec<String> {
    if settings.max_findings().is_none() {
        return Vec::new();
    }
    let least = args.outputs.over(settings).least(settings.fail_on.value);
    let findings = done.analysis.findings.iter();
    findings.map(|finding| rank(finding, least, done.analysis.files())).collect()
}

/// The report of what was found.
fn checked(input: &Input, done: &Run<'_>) -> Checked {
    Checked {
        json: written(|out| report::write_json(out, Report::of(&done.analysis, &done.summary))),
        texts: texts(&input.files, &done.analysis.findings),
        notes: Vec::new(),
    }
}

/// Does what the arguments of `gainsay explain` or `gainsay read` ask for, and returns what it writes to the streams.
///
/// Fails where the command ends with status 2.
pub fn answer(arguments: &[OsString], given: Material) -> Result<Answer, Failure> {
    let Cli { command, look, .. } = parse(arguments, given)?;
    if !matches!(command, Command::Explain(_) | Command::Read(_)) {
        return Err(no_such());
    }
    let (ended, out, err) = output::held(|| dispatch(&command, &look));
    ended.map(|_| Answer { out, err })
}

/// The spots that are to blame for `failure`, as a JSON list of findings, and the texts that they are in.
#[must_use]
pub fn spots(failure: &Failure) -> Checked {
    let (files, findings) = &*failure.spots;
    Checked {
        json: written(|out| report::write_spots(out, files, findings)),
        texts: texts(files, findings),
        notes: Vec::new(),
    }
}

/// What the arguments ask for, to be done with what was given.
fn parse(arguments: &[OsString], given: Material) -> Result<Cli, Failure> {
    let mut cli = Cli::try_parse_from(arguments).map_err(|said| misused(&said))?;
    let rules = match &mut cli.command {
        Command::Check(args) => Some(&mut args.flags.work.rules),
        Command::Explain(args) => Some(&mut args.work.rules),
        Command::Read(args) => Some(&mut args.rules),
        _ => None,
    };
    if let Some(rules) = rules {
        rules.given = Some(given);
    }
    Ok(cli)
}

/// The failure for wrong usage: the first of what clap says.
fn misused(said: &clap::Error) -> Failure {
    let rendered = said.render().to_string();
    let first = rendered.split("\n\n").next().unwrap_or_default();
    Failure::new(first.strip_prefix("error: ").unwrap_or(first).trim_end())
}

fn no_such() -> Failure {
    Failure::new("there is no such command here")
}

/// What `write` writes.
fn written(write: impl FnOnce(&mut Out<'_>) -> io::Result<()>) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to memory does not fail.
    let _ = write_safely(&mut bytes, write);
    bytes
}

/// The texts of the files that labels of `findings` are in.
fn texts(files: &Files, findings: &[Finding]) -> BTreeMap<String, String> {
    let labels = findings.iter().flat_map(|finding| &finding.labels);
    let named: BTreeSet<FileId> = labels.map(|label| label.span.file).collect();
    let text = |id| {
        let file = files.get(id);
        (file.path.clone(), file.text.clone())
    };
    named.into_iter().map(text).collect()
}
