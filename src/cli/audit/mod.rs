//! `gainsay audit`: who agrees with whom.

mod filters;

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use self::filters::Filters;
use super::arguments::{Choice, one_of};
use super::outcome::{Ended, Status, no_claims};
use super::output;
use super::progress::Progress;
use super::select;
use super::settings::{Settings, Work};
use super::tables;
use super::terminal::Look;
use crate::report::AuditTable;
use crate::report::{self, AuditReport, PageFacts};
use crate::run::{Failure, Run};
use gainsay_core::check::Analysis;
use gainsay_core::check::audit::{Audit, Order};

/// Look at all claims: every dispute with its sides, who agrees with whom, and what records lack
///
/// Reads and compares claims as `gainsay check` does. The audit begins with what is disputed most, and by whom. Then come the
/// disputes about each subject and attribute, with their sides and a timeline. At the end are tables: what each source does,
/// source against source, what was compared, and what the records lack. The exit status is 0 whatever is found.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    work: Work,

    #[command(flatten)]
    filters: Filters,

    /// The order of subjects and attributes, and of the findings about each
    #[arg(long, value_name = "ORDER", value_parser = one_of(&ORDERS), default_value = "severity", help_heading = "Output")]
    sort: Order,

    /// What to write [default: what the ending of --output says, such as `.html`, else text]
    #[arg(long, value_enum, help_heading = "Output")]
    format: Option<Format>,

    /// Write only this table; only with `--format csv` [default: claims]
    #[arg(long, value_name = "TABLE", value_enum, help_heading = "Output")]
    table: Option<AuditTable>,

    /// Write only the dispute with this fingerprint (its first 6 characters are enough), as a page to send to somebody; only with
    /// `--format html`
    #[arg(long, alias = "finding", value_name = "FINGERPRINT", help_heading = "Output", conflicts_with_all = FILTERS)]
    dispute: Option<String>,

    /// Write to this file instead of the terminal; it is written whole or not at all
    ///
    /// With `--format csv`, an existing folder, or a path that ends in `/`, gets all tables, each in a file of its own.
    #[arg(short, long, value_name = "PATH", help_heading = "Output")]
    output: Option<PathBuf>,
}

/// The flags that narrow an audit; a page of one dispute is of that dispute alone.
const FILTERS: [&str; 10] =
    ["subject", "attribute", "place", "source", "between", "from", "to", "kind", "top", "sort"];

const EXAMPLES: &str = "\
Examples:
  gainsay audit                            look at the folder `claims`
  gainsay audit --top 5                    look at what is disputed most
  gainsay audit --between hur pentagon     look at where two sources contradict
                                           each other
  gainsay audit --attribute 'troops*'      look at some attributes
  gainsay audit --source hur --from 2024-11
                                           look at the claims and disputes of one source, from November 2024 on
  gainsay audit --kind conflict,misattribution --sort date
  gainsay audit --format csv --table sources
                                           write a table for a spreadsheet
  gainsay audit --format csv -o tables/    write all tables, as
                                           `tables/claims.csv` and so on
  gainsay audit --format json -o audit.json
                                           write all of it for programs; see `gainsay schema audit`
  gainsay audit --format markdown          write it for a wiki or an issue
  gainsay audit --format html --output audit.html
                                           a page for browsers, in one file
  gainsay audit --format html --dispute 5f3a9c -o dispute.html
                                           a page of one dispute, to send to somebody

Exit status:
  0  the audit is written, whatever was found
  2  the command could not run: wrong usage, invalid rules, a path that
     cannot be read or written
  3  there was nothing to look at: no claims in the given paths

See also: `gainsay check`, to fail on contradictions; `gainsay explain`, for one claim or finding.";

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
    /// A page for browsers: one file, with charts, tables and filters, that loads nothing from the network
    Html,
}

/// The orders.
static ORDERS: [Choice<Order>; 4] = [
    ("severity", Order::Severity, "Those with the most errors first, then those with the most warnings"),
    ("date", Order::Date, "The latest day first"),
    ("claims", Order::Claims, "Those with the most claims first"),
    ("name", Order::Name, "By the ids of subject and attribute"),
];

impl Args {
    /// What to write: where no flag says, what the ending of the file says.
    fn format(&self) -> Format {
        let ending = || self.output.as_deref()?.extension()?.to_str().map(str::to_lowercase);
        self.format.unwrap_or_else(|| match ending().as_deref() {
            Some("html" | "htm") => Format::Html,
            Some("md") => Format::Markdown,
            Some("json") => Format::Json,
            Some("csv") => Format::Csv,
            _ => Format::Text,
        })
    }
}

/// How the page was asked for.
fn facts<'a>(args: &'a Args, asked: &Filters, settings: &Settings) -> PageFacts<'a> {
    PageFacts {
        paths: settings.paths.value.iter().map(|path| path.display().to_string()).collect(),
        reads: args.work.reads(),
        filters: asked.listed(),
        today: args.work.today,
        page: args.output.as_deref(),
    }
}

/// The finding whose fingerprint begins with `word`.
fn find(word: &str, analysis: &Analysis<'_>) -> Result<usize, Failure> {
    let findings = &analysis.findings;
    match select::fingerprinted(findings, word).as_slice() {
        [] => {
            let prints = findings.iter().map(|finding| finding.fingerprint.as_str());
            let help = select::near(word, prints).unwrap_or_else(|| {
                "`gainsay audit` shows with each finding how its fingerprint begins; give 6 characters or more".to_owned()
            });
            Err(Failure::new(format!("no finding has the fingerprint `{word}`")).help(help))
        }
        [at] => Ok(*at),
        several => Err(select::ambiguous(word, findings, several)),
    }
}

/// Whether what is asked for goes together.
fn go_together(args: &Args) -> Result<(), Failure> {
    let (format, table) = (args.format(), args.table);
    if table.is_some() && format != Format::Csv {
        return Err(Failure::new("`--table` goes with `--format csv` alone")
            .help("add `--format csv`, or leave `--table` out: the other formats hold all tables"));
    }
    if args.dispute.is_some() && format != Format::Html {
        return Err(Failure::new("`--dispute` goes with `--format html` alone")
            .help("add `--format html`; `gainsay explain FINGERPRINT` shows a dispute in the terminal"));
    }
    args.filters.go_together()
}

/// Audits and reports.
pub(super) fn run(args: &Args, look: &Look) -> Ended {
    let (format, table) = (args.format(), &args.table);
    go_together(args)?;
    let settings = args.work.settings()?;
    let progress = Progress::start();
    let input = progress.read(&settings.options_anywhere())?;
    let done = settings.compare(&input, |_| Ok(()))?;
    let Run { analysis, summary } = &done;
    let asked = args.filters.clone().one_by_one(analysis.records())?;
    let filters = asked.clone().resolved(analysis.records());
    if summary.claims > 0 {
        filters.check(analysis)?;
    }
    let nothing = summary.claims == 0 && analysis.findings.is_empty();
    if nothing && args.output.is_some() {
        // A page of before is not lost for a path that was wrong.
        drop(progress);
        output::failure(&no_claims(&settings.paths.value, &input), look.stderr());
        return Ok(Status::Nothing);
    }
    let dispute = args.dispute.as_deref().map(|word| find(word, analysis)).transpose()?;
    let audit = Audit::new(analysis, filters.wanted());
    if summary.claims > 0 {
        filters.check_days(&audit)?;
    }
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
        Format::Html => output::report(file, |out| match dispute {
            Some(at) => report::write_dispute(out, report, analysis.rules(), at),
            None => report::write_audit_html(out, report, &facts(args, &asked, &settings)),
        }),
    }?;
    if let (Format::Csv, Some(left_out)) = (format, report::left_out(&audit)) {
        output::note(&left_out, look.stderr());
    }
    if nothing {
        output::failure(&no_claims(&settings.paths.value, &input), look.stderr());
        return Ok(Status::Nothing);
    }
    Ok(Status::Clean)
}

#[cfg(test)]
mod tests {
    use clap::{Args as _, Command};

    use super::*;

    #[test]
    fn a_page_of_one_dispute_goes_with_no_filter() {
        let filters = Filters::augment_args(Command::new("audit"));
        let ids: Vec<&str> = filters.get_arguments().map(|filter| filter.get_id().as_str()).collect();
        assert!(ids.iter().all(|id| FILTERS.contains(id)), "{ids:?}");
        assert_eq!(ids.len() + 1, FILTERS.len(), "and with no `--sort`");
    }
}
