//! From paths to findings.

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::hash::Hasher as _;
use std::path::PathBuf;
use std::sync::Arc;

use crate::files::Exclude;
use crate::files::archive;
use crate::files::boundary::exists;
use crate::files::disk::Edited;
use crate::files::found::Found;
use crate::files::given::GivenTexts;
use crate::files::load::{LoadError, load_from};
use crate::files::store::Store;
use crate::git::{GitError, Revision};
use crate::path_severities::PathSeverities;
use crate::report::{Compared, Summary};
use gainsay_core::check::examples::ExampleResult;
use gainsay_core::check::problem_finding;
use gainsay_core::check::{Analysis, Checker, Shard, ShardFindings};
use gainsay_core::claim;
use gainsay_core::claim::Copies;
use gainsay_core::claim::Records;
use gainsay_core::date::Day;
use gainsay_core::finding::Finding;
use gainsay_core::finding::in_order;
use gainsay_core::mapping::{Given, Tables};
use gainsay_core::problem::Problem;
use gainsay_core::rule::{FileSeverities, Override, RuleKind, Rules, Severity};
use gainsay_core::rule_file;
use gainsay_core::since::{self, Meanings};
use gainsay_core::text::{File, FileId, Files, Name, Span, Text};
use siphasher::sip128::{Hasher128 as _, SipHasher13};

/// The folder that is checked when no path is given.
pub const DEFAULT_PATH: &str = "claims";

/// What a run works on.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Claim files, and folders of such.
    pub paths: Vec<PathBuf>,
    /// Further rule files, and folders of such.
    pub rules: Vec<PathBuf>,
    /// What is left out where folders are searched.
    pub exclude: Exclude,
    /// Severities of rules, instead of those that the rules bring.
    pub severities: Vec<Override>,
    /// Severities of what is found in the files at some paths, instead of those.
    pub path_severities: PathSeverities,
    /// The day of the run; where it is not given, nothing is held against it.
    pub today: Option<Day>,
    /// Texts that stand at some paths, where the disk need have nothing: by the paths, as these are shown.
    pub texts: Arc<BTreeMap<String, String>>,
    /// The numbers of the lines of those texts that are parts of larger ones: see [`Files::number_lines`].
    pub numbers: Arc<BTreeMap<String, Vec<usize>>>,
}

/// How far a run has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Rules are being read.
    Rules,
    /// So many claim files are being read.
    Reading(usize),
    /// So many claims are being compared.
    Comparing(usize),
}

/// What was compared in a run, what was found, and the counts.
#[derive(Debug)]
pub struct Run<'r> {
    /// What was compared, and what was found.
    pub analysis: Analysis<'r>,
    /// The counts.
    pub summary: Summary,
}

impl Run<'_> {
    /// Takes out the findings that are as they were in `base`, and counts them in the summary; see [`since::reported`].
    pub fn narrow(&mut self, base: &Run<'_>) {
        let meanings = Meanings::new(&self.analysis, &base.analysis);
        let reported = since::reported(&self.analysis, &base.analysis, &meanings);
        let before = reported.iter().filter(|reported| !**reported).count();
        let mut reported = reported.into_iter();
        self.analysis.findings.retain(|_| reported.next().unwrap_or(true));
        since::lead_with_changes(&mut self.analysis, &meanings);
        self.count();
        self.summary.as_before = Some(before);
    }

    /// Counts the findings that are left by severity.
    pub fn count(&mut self) {
        self.summary = self.summary.counting(&self.analysis.findings);
    }
}

/// What a run works with, read and not yet compared.
#[derive(Debug, Default)]
pub struct Input {
    /// The files read, rule files among them.
    pub files: Files,
    /// Where they are, all links followed.
    pub real: BTreeMap<FileId, PathBuf>,
    /// What the claim files hold.
    pub records: Records,
    /// The archived copies that claims quote from.
    pub copies: Copies,
    /// The files and copies that could not be read.
    pub problems: Vec<Problem>,
    /// The rules in force.
    pub rules: Rules,
    /// The severities of what is found in some of the files.
    pub severities: Vec<FileSeverities>,
    /// Which of the files are claim files.
    pub claims: Vec<FileId>,
    /// Which of them are mapping files.
    pub mappings: Vec<FileId>,
    /// Which of them are tables, and how each is read.
    pub tables: Vec<Given>,
    /// How many of the files are claim files, or tables of such.
    pub claim_files: usize,
    /// The tables beside the claims that no mapping reads.
    pub unmapped: Vec<String>,
    /// The paths of the tables whose rows become claims.
    pub claim_tables: Vec<String>,
    /// The day of the run.
    pub today: Option<Day>,
}

impl Input {
    /// Reads the archived copies of claims that quote them by `load`.
    fn load_copies(&mut self, load: impl FnOnce(&mut Files, &[&Text]) -> (Copies, Vec<Problem>)) {
        let Self { files, records, rules, severities, .. } = self;
        let (read, unread) = copies(files, (records, rules, severities), load);
        self.copies = read;
        self.problems.extend(unread);
    }

    /// A hash of the names and texts of all files, and of the text of the configuration, where there is one.
    #[must_use]
    pub fn hash(&self, configuration: Option<&str>) -> String {
        let mut hasher = SipHasher13::new();
        let mut add = |text: &str| {
            hasher.write(&(text.len() as u64).to_le_bytes());
            hasher.write(text.as_bytes());
        };
        add(configuration.unwrap_or_default());
        for (_, file) in self.files.iter() {
            add(&file.path);
            add(&file.text);
        }
        let hash = hasher.finish128();
        format!("{:016x}{:016x}", hash.h1, hash.h2)
    }

    /// The checker of what was read.
    pub(crate) fn checker(&self) -> Checker<'_> {
        let Self { files, records, copies, problems, rules, severities, today, .. } = self;
        let checker = Checker::new(files, records, rules).copies(copies).problems(problems);
        checker.severities(severities).today(*today)
    }

    /// What was found, with its counts.
    fn run<'r>(&'r self, analysis: Analysis<'r>) -> Run<'r> {
        let sources: HashSet<Name> = self.records.claims.iter().map(|claim| claim.source.value).collect();
        let summary = Summary {
            files: self.claim_files,
            claims: self.records.claims.len(),
            sources: sources.len(),
            comparisons: Compared::new(&analysis.comparisons),
            ..Summary::of(&analysis.findings)
        };
        Run { analysis, summary }
    }
}

/// The rules in force, and the files that they were read from.
#[derive(Debug, Default)]
pub(crate) struct Ruleset {
    /// The files that the rules point into.
    pub files: Files,
    /// The rules.
    pub rules: Rules,
}

/// What is to blame where the job could not be done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cause {
    /// Something else, such as what was asked for.
    #[default]
    Other,
    /// The paths of claims or rules, which cannot be read.
    Paths,
    /// The rules.
    Rules,
    /// The configuration, or a rule that it or a flag names.
    Configuration,
}

/// Why the job could not be done.
#[derive(Debug, Default)]
pub struct Failure {
    /// What is to blame.
    pub cause: Cause,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Where it is to blame on spots in files, such as broken rules: those files, and what is wrong in them.
    pub spots: Box<(Files, Vec<Finding>)>,
}

impl Failure {
    /// The failure with `message`.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), ..Self::default() }
    }

    /// The same with help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same, to blame on `cause`.
    #[must_use]
    pub fn cause(mut self, cause: Cause) -> Self {
        self.cause = cause;
        self
    }

    /// The same, to blame on `problems` in `files`.
    #[must_use]
    pub fn problems(self, files: Files, problems: &[Problem]) -> Self {
        let mut findings: Vec<Finding> = problems.iter().map(problem_finding).collect();
        in_order(&mut findings);
        self.spots(files, findings)
    }

    /// The same without fixes, where the files are not those that a fix would change.
    #[must_use]
    pub fn without_fixes(mut self) -> Self {
        for finding in &mut self.spots.1 {
            finding.fixes.clear();
        }
        self
    }

    /// The same, to blame on `findings` in `files`.
    #[must_use]
    pub fn spots(mut self, files: Files, findings: Vec<Finding>) -> Self {
        self.spots = Box::new((files, findings));
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

impl From<GitError> for Failure {
    fn from(GitError { message, help }: GitError) -> Self {
        Self::new(message).help(help)
    }
}

/// Reads rules and claims; `progress` is called with every stage as it begins.
///
/// Fails where a path cannot be read or the rules are broken.
pub fn read(options: &Options, progress: &dyn Fn(Stage)) -> Result<Input, Failure> {
    read_on_disk(&GivenTexts(&options.texts), options, progress)
}

/// The same as [`read`], as if some files held other texts already: `texts` by their paths, as these are shown.
pub(crate) fn read_edited(options: &Options, texts: &BTreeMap<String, String>) -> Result<Input, Failure> {
    read_on_disk(&Edited::shown(texts), options, &|_| ())
}

/// Reads rules and claims in `store`, and from the disk the copies that claims quote from.
fn read_on_disk(store: &dyn Store, options: &Options, progress: &dyn Fn(Stage)) -> Result<Input, Failure> {
    progress(Stage::Rules);
    let mut input = read_from(store, options, progress)?;
    input.load_copies(|files, names| archive::load(store.start(), files, names));
    progress(Stage::Comparing(input.records.claims.len()));
    Ok(input)
}

/// The same for the files as they were at the commit that `revision` and what is checked out have in common.
///
/// Fails where git cannot answer, or the rules were broken then.
pub(crate) fn read_at(revision: &Revision, options: &Options) -> Result<Input, Failure> {
    let mut input = read_from(revision, options, &|_| ())?;
    input.load_copies(|files, names| archive::load_from(revision, files, names));
    Ok(input)
}

/// Reads rules and claims in `store`, without the copies that claims quote from.
pub(crate) fn read_from(
    store: &dyn Store,
    options: &Options,
    progress: &dyn Fn(Stage),
) -> Result<Input, Failure> {
    let (mut found, rules) = search(store, &options.paths, options)?;
    number_lines(&mut found.files, &options.numbers);
    let given: Vec<&str> =
        found.unmapped.iter().filter(|(_, given)| *given).map(|(path, _)| path.as_str()).collect();
    if let Some(first) = given.first() {
        return Err(unmapped(first, given.len()));
    }
    let mut read: Vec<FileId> = found.tables.iter().map(|table| table.file).collect();
    read.extend(&found.claims);
    read.sort_unstable();
    read.dedup();
    let claim_files = read.len();
    progress(Stage::Reading(claim_files));
    let tables = Tables::new(&found.files, &found.mappings, &found.tables);
    let records = claim::read_with(&found.files, &found.claims, &tables);
    let shown = |file: &FileId| found.files.get(*file).path.clone();
    let claim_tables = tables.of_claims().iter().map(shown).collect();
    drop(tables);
    let Found { mut files, real, mut problems, unmapped, claims, mappings, tables, .. } = found;
    let unmapped = unmapped.into_iter().map(|(path, _)| path).collect();
    let severities = options.path_severities.of(store.start(), &mut files, &mut problems);
    Ok(Input {
        files,
        real,
        records,
        copies: Copies::default(),
        problems,
        rules,
        severities,
        claims,
        mappings,
        tables,
        claim_files,
        unmapped,
        claim_tables,
        today: options.today,
    })
}

/// Numbers the lines of the texts that are parts of larger ones.
fn number_lines(files: &mut Files, numbers: &BTreeMap<String, Vec<usize>>) {
    if numbers.is_empty() {
        return;
    }
    let of = |(id, file): (FileId, &File)| Some((id, numbers.get(&file.path)?));
    let parts: Vec<(FileId, &Vec<usize>)> = files.iter().filter_map(of).collect();
    for (id, numbers) in parts {
        files.number_lines(id, numbers.clone());
    }
}

/// Compares the claims that were read.
#[must_use]
pub fn compare(input: &Input) -> Run<'_> {
    input.run(input.checker().analyze())
}

/// Compares the claims of one shard.
#[must_use]
pub fn compare_shard(input: &Input, shard: Shard) -> ShardFindings {
    input.checker().shard(|root| shard.holds(root))
}

/// What [`compare`] finds, from what was found in all shards of the very same input.
///
/// Fails where what was found is not of this input.
pub fn merge(input: &Input, shards: Vec<ShardFindings>) -> Result<Run<'_>, Failure> {
    if !shards.iter().all(|found| found.is_of(&input.files, &input.records)) {
        return Err(Failure::new("a shard names claims or files that are not there")
            .help("write the shards again with `gainsay check --shard`"));
    }
    Ok(input.run(input.checker().merge(shards)))
}

/// The rules of a run: the built-in ones, those beside and below the claims, and the further ones.
///
/// Fails where a path cannot be read or the rules are broken.
pub(crate) fn rules(options: &Options) -> Result<Ruleset, Failure> {
    // Of claims, only folders hold rules; what is there and is not a file is looked into, or reported.
    let searched = |path: &&PathBuf| exists(path) && !path.is_file();
    let claims: Vec<PathBuf> = options.paths.iter().filter(searched).cloned().collect();
    let (found, rules) = search(&GivenTexts(&options.texts), &claims, options)?;
    Ok(Ruleset { files: found.files, rules })
}

/// Runs the examples of the rules named in `only`, or of all where it is empty, in the order of the rules.
#[must_use]
pub(crate) fn examples(ruleset: &Ruleset, only: &[String]) -> Vec<ExampleResult> {
    gainsay_core::check::examples::run(&ruleset.files, &ruleset.rules, only)
}

/// The files at and below `paths` and the further rules, and the rules of all rule files: the built-in ones first, so that the
/// others replace them.
fn search(store: &dyn Store, paths: &[PathBuf], options: &Options) -> Result<(Found, Rules), Failure> {
    let mut files = Files::default();
    let builtin = rule_file::add_builtin(&mut files);
    let found = load_from(store, files, paths, &options.rules, &options.exclude)
        .map_err(|error| unreadable(&error))?;
    let mut problems = Vec::new();
    let [beside, below, given] = &found.rules;
    let mut rules = rule_file::read(&found.files, &[&builtin, beside, below, given], &mut problems);
    if !problems.is_empty() {
        return Err(Failure::new("the rules cannot be read")
            .help("fix the rule files first; no claim was checked")
            .cause(Cause::Rules)
            .problems(found.files, &problems));
    }
    rules.set_severities(&options.severities);
    Ok((found, rules))
}

/// The archived copies of claims that quote them, read by `load`, and those that could not be read; nothing where no rule asks
/// for quotes at all.
pub(crate) fn copies(
    files: &mut Files,
    (records, rules, severities): (&Records, &Rules, &[FileSeverities]),
    load: impl FnOnce(&mut Files, &[&Text]) -> (Copies, Vec<Problem>),
) -> (Copies, Vec<Problem>) {
    if !rules.of_kind(RuleKind::Quotes).any(|rule| rule.worst(severities) > Severity::Off) {
        return Default::default();
    }
    let details = records.claims.iter().filter_map(|claim| claim.details.as_ref());
    let named = details.filter(|details| details.quote().is_some()).filter_map(|details| details.text());
    let names: BTreeMap<Span, &Text> = named.map(|name| (name.span, name)).collect();
    let names: Vec<&Text> = names.into_values().collect();
    load(files, &names)
}

/// The failure for tables that nobody says how to read.
fn unmapped(first: &str, count: usize) -> Failure {
    let others = match count - 1 {
        0 => String::new(),
        1 => ", nor 1 other".to_owned(),
        more => format!(", nor {more} others"),
    };
    let name = first.rsplit_once('.').map_or(first, |(name, _)| name);
    Failure::new(format!("no mapping file says what the columns of `{first}` are{others}"))
        .help(format!(
            "`gainsay import {first} -o {name}.map.yaml` proposes one; see `gainsay import --help`"
        ))
        .cause(Cause::Paths)
}

/// The failure for paths that cannot be read.
fn unreadable(error: &LoadError) -> Failure {
    let paths: Vec<String> = error.0.iter().map(|(path, why)| format!("`{path}`: {why}")).collect();
    Failure::new(format!("cannot read {}", paths.join(", "))).cause(Cause::Paths)
}
