//! `gainsay audit`: who agrees with whom.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use clap::ValueEnum;

use super::arguments::{Choice, one_of, pattern};
use super::outcome::{Ended, Status, no_claims};
use super::output;
use super::progress::Progress;
use super::select;
use super::settings::{Settings, Work};
use super::tables;
use super::terminal::Look;
use crate::report::AuditTable;
use crate::report::{self, AuditReport, PageFacts};
use crate::run::{self, Failure, Run};
use gainsay_core::check::Analysis;
use gainsay_core::check::audit::{Audit, Order, Wanted};
use gainsay_core::date::{self, When};
use gainsay_core::finding::FindingKind;
use gainsay_core::rule::Pattern;
use gainsay_core::text::Name;

/// Look at all claims: every dispute with its sides, who agrees with whom, and what records lack
///
/// Reads and compares claims as `gainsay check` does, and lays out what it finds for people who look rather than read: by
/// subject and attribute, the positions of each dispute side by side, a timeline, the arithmetic, then tables of the sources,
/// of source against source, and of what the records lack. It never fails: it ends with status 0 whatever is found.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    work: Work,

    #[command(flatten)]
    filters: Filters,

    /// The order of things, and of findings within each
    #[arg(long, value_name = "ORDER", value_parser = one_of(&ORDERS), default_value = "severity", help_heading = "Output")]
    sort: Order,

    /// What to write
    #[arg(long, value_enum, default_value_t = Format::Text, help_heading = "Output")]
    format: Format,

    /// Write only this table; goes with `--format csv` [default: claims]
    #[arg(long, value_name = "TABLE", value_enum, help_heading = "Output")]
    table: Option<AuditTable>,

    /// Write to this file instead of the terminal; it is written whole or not at all
    ///
    /// With `--format csv`, a folder that is there or a path that ends in `/` gets all tables, each in a file of its name.
    #[arg(short, long, value_name = "PATH", help_heading = "Output")]
    output: Option<PathBuf>,
}

/// Which findings are reported; everything is compared.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Filters")]
struct Filters {
    /// Only these subjects: ids, or globs such as `dprk-*`; may be given several times, as all of these may
    #[arg(long, value_name = "SUBJECT", value_delimiter = ',', value_parser = pattern)]
    subject: Vec<Pattern>,

    /// Only these attributes
    #[arg(long, value_name = "ATTRIBUTE", value_delimiter = ',', value_parser = pattern)]
    attribute: Vec<Pattern>,

    /// Only claims of these sources, and what they are in
    #[arg(long, value_name = "SOURCE", value_delimiter = ',', value_parser = pattern)]
    source: Vec<Pattern>,

    /// Only claims about this day or later ones, as `2024-10-28`, `2024-10` or `2024`
    #[arg(long, value_name = "DATE", value_parser = date)]
    from: Option<When>,

    /// Only claims about this day or earlier ones
    #[arg(long, value_name = "DATE", value_parser = date)]
    to: Option<When>,

    /// Only findings of these kinds
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = one_of(&KINDS))]
    kind: Vec<FindingKind>,
}

const EXAMPLES: &str = "\
Examples:
  gainsay audit                            look at the folder `claims`
  gainsay audit --attribute 'troops*'      look at some attributes
  gainsay audit --source nis --from 2024-11
                                           look at what one source is in, from November 2024 on
  gainsay audit --kind conflict,misattribution --sort date
  gainsay audit --format csv --table sources
                                           have a table for a spreadsheet
  gainsay audit --format csv -o tables/    have all tables, as `tables/claims.csv` and so on
  gainsay audit --format json -o audit.json
                                           have all of it for programs; see `gainsay schema audit`
  gainsay audit --format markdown          have it for a wiki or an issue
  gainsay audit --format html --output audit.html
                                           a page for browsers, in one file

Exit status:
  0  the audit is written, whatever was found
  2  the job could not be done: wrong usage, broken rules, a path that
     cannot be read or written
  3  there was nothing to look at: no claims in the given paths

See also: `gainsay check`, the gate; `gainsay explain`, for one claim or finding.";

/// What can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, as wide as the terminal
    Text,
    /// For programs: all tables in one document, which `gainsay schema audit` describes
    Json,
    /// For spreadsheets and data tools: one table; see `--table`
    Csv,
    /// For a pull request, a wiki or an issue
    Markdown,
    /// A page for browsers: one file that loads nothing, with charts, tables and filters
    Html,
}

/// The orders.
static ORDERS: [Choice<Order>; 4] = [
    ("severity", Order::Severity, "The worst first"),
    ("date", Order::Date, "What claims speak of last first"),
    ("claims", Order::Claims, "What most claims are about first"),
    ("name", Order::Name, "By the ids of subject and attribute"),
];

/// The kinds of findings, by the names that the reports have for them.
static KINDS: LazyLock<Vec<Choice<FindingKind>>> =
    LazyLock::new(|| FindingKind::ALL.iter().map(|kind| (kind.name(), *kind, kind.summary())).collect());

/// A date, given as an argument.
fn date(text: &str) -> Result<When, String> {
    date::parse(text).map_err(|error| format!("{}; {}", error.message, error.help))
}

impl Filters {
    /// What is wrong with filters that name no subject, attribute or source that there is, and what to do about it.
    fn unmatched(&self, analysis: &Analysis<'_>) -> Vec<(String, String)> {
        let (records, rules) = (analysis.records(), analysis.rules());
        let claims = &records.claims;
        let subjects = claims.iter().filter_map(|claim| claim.subject.map(|subject| subject.value));
        let mut subjects = subjects.chain(records.registry.subjects.keys().copied());
        let sources = claims.iter().map(|claim| claim.source.value);
        let mut sources = sources.chain(records.registry.sources.keys().copied());
        let mut attributes = claims.iter().map(|claim| claim.attribute.value);
        let names = |pattern: &Pattern, name: &str| pattern.matches(name);
        let means = |pattern: &Pattern, name: &str| {
            let is_declared = !pattern.is_glob() && rules.attribute(&pattern.text.value).is_some();
            is_declared || rules.any_attribute(std::slice::from_ref(pattern), name)
        };
        let mut unmatched = Vec::new();
        let mut look = |thing,
                        patterns: &[Pattern],
                        known: &mut dyn Iterator<Item = Name>,
                        matches: &dyn Fn(&Pattern, &str) -> bool| {
            if patterns.is_empty() {
                return;
            }
            let known: BTreeSet<&str> = known.map(|name| records.names.text(name)).collect();
            let known: Vec<&str> = known.into_iter().collect();
            let of = |pattern| {
                let otherwise = || select::of_claims(thing, &known);
                select::unmatched(thing, pattern, &known, |name| matches(pattern, name), otherwise)
            };
            unmatched.extend(patterns.iter().filter_map(of));
        };
        look("subject", &self.subject, &mut subjects, &names);
        look("attribute", &self.attribute, &mut attributes, &means);
        look("source", &self.source, &mut sources, &names);
        unmatched
    }

    fn wanted(&self) -> Wanted {
        let Self { subject, attribute, source, from, to, kind } = self.clone();
        Wanted {
            subject,
            attribute,
            source,
            from: from.map(|from| from.first),
            to: to.map(|to| to.last),
            kind,
        }
    }
}

/// How the page was asked for.
fn facts<'a>(args: &'a Args, settings: &Settings) -> PageFacts<'a> {
    let Filters { subject, attribute, source, from, to, kind } = &args.filters;
    let words = |patterns: &[Pattern]| patterns.iter().map(|pattern| pattern.text.value.clone()).collect();
    let date = |date: Option<When>| date.map(date::show).into_iter().collect();
    let kinds = FindingKind::ALL.iter().filter(|of| kind.contains(of)).map(|of| of.name().to_owned());
    let filters: [(_, Vec<String>); 6] = [
        ("Only subjects", words(subject)),
        ("Only attributes", words(attribute)),
        ("Only sources", words(source)),
        ("From", date(*from)),
        ("To", date(*to)),
        ("Only findings of kind", kinds.collect()),
    ];
    let filters = filters.into_iter().filter(|(_, values)| !values.is_empty());
    PageFacts {
        paths: settings.paths.value.iter().map(|path| path.display().to_string()).collect(),
        filters: filters.map(|(name, values)| (name, values.join(", "))).collect(),
        today: args.work.today,
        page: args.output.as_deref(),
    }
}

/// Audits and reports.
pub(super) fn run(args: &Args, look: &Look) -> Ended {
    let Args { format, table, .. } = args;
    if table.is_some() && *format != Format::Csv {
        return Err(Failure::new("`--table` goes with `--format csv` alone")
            .help("add `--format csv`, or leave `--table` out: the other formats hold all tables"));
    }
    let settings = args.work.settings()?;
    let progress = Progress::start();
    let input = progress.read(&settings.options_anywhere())?;
    settings.check(&input.rules)?;
    let mut done = run::compare(&input);
    settings.choose(&mut done);
    let Run { analysis, summary } = &done;
    if summary.claims > 0 {
        for (message, help) in args.filters.unmatched(analysis) {
            output::note(&format!("{message}; {help}"), look.stderr());
        }
    }
    let audit = Audit::new(analysis, args.filters.wanted());
    let (files, findings) = (analysis.files(), analysis.findings.as_slice());
    drop(progress);
    let report = AuditReport { files, findings, summary, audit: &audit, order: args.sort };
    let file = args.output.as_deref();
    let style = if file.is_some() { look.file() } else { look.stdout() };
    match format {
        Format::Text => output::report(file, |out| report::write_audit_text(out, report, style)),
        Format::Json => output::report(file, |out| report::write_audit_json(out, report)),
        Format::Csv => {
            let name = |table: AuditTable| format!("{}.csv", table.about().name);
            let write = |table, file: Option<&Path>| {
                output::report(file, |out| report::write_audit_csv(out, report, table))
            };
            tables::write(&AuditTable::ALL, *table, file, name, write)
        }
        Format::Markdown => output::report(file, |out| report::write_audit_markdown(out, report)),
        Format::Html => {
            output::report(file, |out| report::write_audit_html(out, report, &facts(args, &settings)))
        }
    }?;
    if summary.claims == 0 && findings.is_empty() {
        output::failure(&no_claims(&settings.paths.value, &input), look.stderr());
        return Ok(Status::Nothing);
    }
    Ok(Status::Clean)
}
