//! What `check` writes, and where to: one format on the terminal, and any number of files.

use std::collections::HashSet;
use std::path::Path;
use std::{fs, io};

use clap::builder::{OsStringValueParser, TypedValueParser};

use super::fail_on::FailOn;
use super::output;
use super::output_flag::{Output, Show};
use super::settings::Settings;
use super::terminal::Look;
use crate::report::Format;
use crate::report::{self, Limit, Out, Report, STEP_SUMMARY, Statistics, Summary};
use crate::run::Failure;
use gainsay_core::rule::Severity;

/// The variable in which GitHub names the file for the summary of a job.
const JOB_SUMMARY: &str = "GITHUB_STEP_SUMMARY";

/// Below so many bytes there is no room in it for the counts, and for what is said of the rest.
const LEAST_SUMMARY: usize = 2_000;

/// What is written, and where to.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Output")]
pub(super) struct Outputs {
    /// What to write [default: text]
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// Write to a file; `FORMAT=PATH` adds a file in another format. Can be given several times
    ///
    /// `FORMAT=PATH` writes that format to PATH, in addition to the other output. A PATH alone gets the output
    /// of `--format`, and nothing is printed. For a file that is itself called `json=a`, write `./json=a`. The
    /// path `-` is standard output. A file is written completely or not at all; read-only files are not
    /// changed. Devices and streams such as `/dev/stdout` can be written to; named pipes are refused.
    #[arg(short, long, value_name = "[FORMAT=]PATH", value_parser = OsStringValueParser::new().try_map(Output::parse))]
    output: Vec<Output>,

    /// Show more than errors, warnings and what fails the check; can be given several times
    #[arg(long, value_name = "WHAT", value_enum, value_delimiter = ',')]
    show: Vec<Show>,

    /// Write how many findings each rule has, instead of the findings
    ///
    /// Only text and JSON have statistics (see `gainsay schema statistics`). Other formats have the findings.
    #[arg(long)]
    statistics: bool,

    /// Write nothing to standard output; the exit status shows the result, and files are still written
    #[arg(short, long)]
    quiet: bool,
}

impl Outputs {
    /// The same, with what `settings` say where no flag does.
    pub(super) fn over(&self, settings: &Settings) -> Self {
        let given = self.clone();
        Self {
            format: given.format.or(Some(settings.format.value)),
            output: if given.output.is_empty() { settings.outputs.value.clone() } else { given.output },
            show: if given.show.is_empty() { settings.show.value.clone() } else { given.show },
            statistics: given.statistics,
            quiet: given.quiet,
        }
    }

    /// The one file that is asked for, or standard output: nothing else is written, and in no format of its own.
    pub(super) fn one(&self) -> Result<Option<&Path>, Failure> {
        match self.output.as_slice() {
            [] => Ok(None),
            [one] if one.format.is_none() => Ok(one.file()),
            [one] => Err(Failure::new("a shard has its own format")
                .help(format!("give `-o {}`; `gainsay merge` writes all formats", one.path.display()))),
            _ => Err(Failure::new("a shard is written to one file").help("give `--output` once")),
        }
    }

    /// Whether the findings of each rule are counted.
    pub(super) fn counts(&self) -> bool {
        self.statistics
    }

    /// Whether findings are printed for people.
    pub(super) fn prints_text(&self) -> bool {
        let printed = |places: Vec<(Format, Option<&Path>)>| places.contains(&(Format::Text, None));
        !self.statistics && self.places().is_ok_and(printed)
    }

    /// Fails where two outputs go to one place, or one has none, before anything is done.
    pub(super) fn check(&self) -> Result<(), Failure> {
        let places = self.places()?;
        if self.statistics && !places.is_empty() && !places.iter().any(|&(format, _)| Statistics::has(format))
        {
            return Err(Failure::new("statistics are written as text or JSON, and neither is written")
                .help("give `--format text`, `--format json` or `-o json=PATH`"));
        }
        Ok(())
    }

    fn format(&self) -> Format {
        self.format.unwrap_or(Format::Text)
    }

    /// Writes `report` in all formats and to all places asked for, and `statistics` in place of its findings where a format has them;
    /// `fail_on` says what fails the check.
    ///
    /// Fails where a file cannot be written, after everything else is; one failure reports all such files.
    pub(super) fn write(
        &self,
        report: Report<'_>,
        statistics: Option<&Statistics>,
        fail_on: FailOn,
        look: &Look,
    ) -> Result<(), Failure> {
        let report = Report { accepted: self.show.contains(&Show::Accepted), ..report };
        let places = self.places()?;
        let for_hosts = places.iter().any(|(format, _)| format.is_for_hosts());
        let hosted = for_hosts.then(|| report::hosted(report.files, report.findings)).flatten();
        let hosted = Report { files: hosted.as_ref().unwrap_or(report.files), ..report };
        let mut failures = Vec::new();
        for &(format, file) in &places {
            let report = if format.is_for_hosts() { hosted } else { report };
            let written = match statistics {
                Some(statistics) if Statistics::has(format) => {
                    write_statistics(format, file, report, statistics, look)
                }
                _ => self.write_to(format, file, report, fail_on, look),
            };
            failures.extend(written.err());
        }
        if places.iter().any(|&(format, _)| format == Format::Github) {
            let least = self.least(fail_on);
            let write = |out: &mut Out<'_>, limit| report::write_markdown(out, hosted, least, limit);
            failures.extend(job_summary(look, write).err());
        }
        together(failures)
    }

    /// The formats and the files that they go to; none for standard output. No two go to the same.
    fn places(&self) -> Result<Vec<(Format, Option<&Path>)>, Failure> {
        let given = self.output.iter().map(|output| (output.format.unwrap_or(self.format()), output.file()));
        let mut places: Vec<_> = given.collect();
        let taken = self.output.iter().any(|output| output.format.is_none() || output.file().is_none());
        if !taken {
            places.insert(0, (self.format(), None));
        }
        let mut seen = HashSet::new();
        if let Some((_, twice)) = places.iter().find(|(_, file)| !seen.insert(*file)) {
            let place = twice.unwrap_or(Path::new("-")).display();
            return Err(
                Failure::new(format!("two outputs go to `{place}`")).help("give each a path of its own")
            );
        }
        places.retain(|(_, file)| file.is_some() || !self.quiet);
        Ok(places)
    }

    fn write_to(
        &self,
        format: Format,
        file: Option<&Path>,
        report: Report<'_>,
        fail_on: FailOn,
        look: &Look,
    ) -> Result<(), Failure> {
        let style = if file.is_some() { look.file() } else { look.stdout() };
        let least = self.least(fail_on);
        let left_out = output::report(file, |out| format.write(out, report, least, fail_on.least(), style))?;
        say_left_out(&Output::shown(file), left_out, look);
        Ok(())
    }

    /// The least severity that is shown: a check must not fail on what it keeps to itself.
    pub(super) fn least(&self, fail_on: FailOn) -> Severity {
        let shown = if self.show.contains(&Show::Note) { Severity::Note } else { Severity::Warning };
        fail_on.shown().map_or(shown, |fails| fails.min(shown))
    }
}

/// Writes `statistics` in place of the findings of `report`.
fn write_statistics(
    format: Format,
    file: Option<&Path>,
    report: Report<'_>,
    statistics: &Statistics,
    look: &Look,
) -> Result<(), Failure> {
    let style = if file.is_some() { look.file() } else { look.stdout() };
    let summary = Summary { left_out: 0, ..*report.summary };
    output::report(file, |out| match format {
        Format::Json => statistics.write_json(out, &summary),
        _ => statistics.write_text(out, &Report { summary: &summary, ..report }, style),
    })
}

/// Adds what `write` writes to the summary of the job that GitHub runs, where it runs one.
pub(super) fn job_summary(
    look: &Look,
    write: impl FnOnce(&mut Out<'_>, Limit) -> io::Result<Option<String>>,
) -> Result<(), Failure> {
    let Some(path) = std::env::var_os(JOB_SUMMARY).filter(|path| !path.is_empty()) else { return Ok(()) };
    let path = Path::new(&path);
    // Other commands of the step may have written there.
    let taken = fs::metadata(path).map_or(0, |file| usize::try_from(file.len()).unwrap_or(usize::MAX));
    let room = STEP_SUMMARY.saturating_sub(taken);
    if room < LEAST_SUMMARY {
        say_left_out("the job summary", Some("all is left out, as it is full".to_owned()), look);
        return Ok(());
    }
    let limit = Limit::Bytes(room);
    let left_out = output::append(path, |out| write(out, limit))?;
    say_left_out("the job summary", left_out, look);
    Ok(())
}

/// Says what an output has no room for, if anything.
pub(super) fn say_left_out(output: &str, left_out: Option<String>, look: &Look) {
    if let Some(left_out) = left_out {
        output::note(&format!("{output}: {left_out}"), look.stderr());
    }
}

/// One failure that reports all.
fn together(mut failures: Vec<Failure>) -> Result<(), Failure> {
    let Some(last) = failures.pop() else { return Ok(()) };
    let mut messages: Vec<String> = failures.into_iter().map(|failure| failure.message).collect();
    messages.push(last.message.clone());
    Err(Failure { message: messages.join("; "), ..last })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outputs(format: Format, output: &[&str]) -> Outputs {
        let output = output.iter().map(|value| Output::parse(value.into()).unwrap()).collect();
        Outputs { format: Some(format), output, show: Vec::new(), statistics: false, quiet: false }
    }

    #[test]
    fn the_terminal_gets_what_no_plain_path_takes() {
        let (a, b) = (Some(Path::new("a")), Some(Path::new("b")));
        let places = |format, output: &[&str]| {
            let outputs = outputs(format, output);
            let places = outputs.places().unwrap();
            places.into_iter().map(|(format, file)| (format, file.map(Path::to_owned))).collect::<Vec<_>>()
        };
        let own = |file: Option<&Path>| file.map(Path::to_owned);
        assert_eq!(places(Format::Text, &[]), [(Format::Text, None)]);
        assert_eq!(places(Format::Json, &["a"]), [(Format::Json, own(a))]);
        assert_eq!(
            places(Format::Text, &["sarif=a", "junit=b"]),
            [(Format::Text, None), (Format::Sarif, own(a)), (Format::Junit, own(b))]
        );
        assert_eq!(
            places(Format::Text, &["sarif=a", "b"]),
            [(Format::Sarif, own(a)), (Format::Text, own(b))]
        );
        assert_eq!(places(Format::Text, &["sarif=-"]), [(Format::Sarif, None)]);
    }

    #[test]
    fn no_two_outputs_share_a_place() {
        let shared = outputs(Format::Text, &["sarif=a", "json=a"]);
        assert_eq!(shared.places().unwrap_err().message, "two outputs go to `a`");
        let shared = outputs(Format::Text, &["sarif=-", "-"]);
        assert_eq!(shared.places().unwrap_err().message, "two outputs go to `-`");
    }

    #[test]
    fn what_fails_is_shown() {
        let outputs = outputs(Format::Text, &[]);
        assert_eq!(outputs.least(FailOn::Error), Severity::Warning);
        assert_eq!(outputs.least(FailOn::Note), Severity::Note);
        assert_eq!(outputs.least(FailOn::Never), Severity::Warning);
        assert_eq!(outputs.least(FailOn::NotCompared), Severity::Note);
        let outputs = Outputs { show: vec![Show::Note], ..outputs };
        assert_eq!(outputs.least(FailOn::Error), Severity::Note);
    }

    #[test]
    fn quiet_leaves_the_files() {
        let outputs = Outputs { quiet: true, ..outputs(Format::Text, &["sarif=a"]) };
        assert_eq!(outputs.places().unwrap(), [(Format::Sarif, Some(Path::new("a")))]);
    }
}
