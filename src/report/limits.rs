//! What those who read reports take of them, as they publish it, and which findings are left out for that: the least severe.
//!
//! `docs/outputs.md` has the same as a table.

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::GzEncoder;

use super::{Out, counted, write_safely};
use gainsay_core::finding::Finding;

/// GitHub takes so many results in a run of SARIF, and stores the worst 5,000 of them (docs.github.com, "SARIF support for code
/// scanning", maximum values).
pub(super) const SARIF_RESULTS: usize = 25_000;

/// GitHub takes so many rules in a run of SARIF (the same table).
pub(super) const SARIF_RULES: usize = 25_000;

/// GitHub takes so many locations of a result, and shows 100 of them (the same table).
pub(super) const SARIF_LOCATIONS: usize = 1_000;

/// GitHub takes so many bytes of SARIF, packed by gzip: 10 MB (docs.github.com, "SARIF support for code scanning").
pub(super) const SARIF_PACKED: usize = 10_000_000;

/// GitHub shows so many characters of the short and the full description of a rule (the same page, `reportingDescriptor`).
pub(super) const SARIF_DESCRIPTION: usize = 1_024;

/// GitHub shows so many annotations of each severity for a step (`_maxCountPerIssueType` in actions/runner,
/// `ExecutionContext.cs`). A step stays below the 50 of a job with that.
pub(super) const ANNOTATIONS: usize = 10;

/// GitHub cuts the message of an annotation behind so many units of UTF-16 (`_maxIssueMessageLength`, there).
pub(super) const ANNOTATION: usize = 4_096;

/// GitHub refuses the summary of a step above 1 MiB (docs.github.com, "Workflow commands", "Step isolation and limits"). The rest is for
/// what other commands of the step write there.
pub const STEP_SUMMARY: usize = 900_000;

/// GitHub refuses a comment of more characters (its API: "Body is too long (maximum is 65536 characters)").
pub(super) const COMMENT: usize = 65_536;

/// GitLab takes JUnit files of less than 30 MB (docs.gitlab.com, "Unit test reports", file requirements).
pub(super) const JUNIT_BYTES: usize = 30_000_000;

/// GitLab takes report artifacts of up to 100 MB, unless its administrator says otherwise (docs.gitlab.com, "Continuous
/// integration and deployment settings", maximum artifacts size).
pub(super) const GITLAB_BYTES: usize = 100_000_000;

/// Which of so many findings come first by `rank`, up to `most`, in the order that they have.
pub(crate) fn worst<R: Ord>(count: usize, most: usize, rank: impl Fn(usize) -> R) -> Vec<usize> {
    let mut kept: Vec<usize> = (0..count).collect();
    kept.sort_by_key(|&at| rank(at));
    kept.truncate(most);
    kept.sort_unstable();
    kept
}

/// The findings that a reader takes.
pub(super) struct Kept<'a> {
    /// In the order of the report.
    pub(super) findings: Vec<&'a Finding>,
    /// How many others there are.
    pub(super) left_out: usize,
}

impl<'a> Kept<'a> {
    /// The worst of `all`, up to `most`; accepted ones count as the least severe.
    pub(super) fn worst(all: &[&'a Finding], most: usize) -> Self {
        let left_out = all.len().saturating_sub(most);
        if left_out == 0 {
            return Self { findings: all.to_vec(), left_out };
        }
        let kept = worst(all.len(), most, |at| (all[at].accepted.is_some(), all[at].rank()));
        Self { findings: kept.into_iter().map(|at| all[at]).collect(), left_out }
    }

    /// The same, and no more of them than make up so many `bytes`; `size` tells how many some of them make up.
    pub(super) fn fitting(
        all: &[&'a Finding],
        most: usize,
        bytes: usize,
        size: impl Fn(&Self) -> io::Result<usize>,
    ) -> io::Result<Self> {
        let mut kept = Self::worst(all, most);
        loop {
            let (size, count) = (size(&kept)?, kept.findings.len());
            if size <= bytes || count == 0 {
                return Ok(kept);
            }
            // A little less than is due to so many bytes, as the worst ones may say the most.
            let share = count.saturating_mul(bytes / 20 * 19) / size;
            kept = Self::worst(all, share.min(count - 1));
        }
    }

    /// What is said of those that are left out because `reader` takes no more.
    pub(super) fn note(&self, reader: &str) -> Option<String> {
        let (left, all) = (self.left_out, self.left_out + self.findings.len());
        (left > 0).then(|| {
            let are = if left == 1 { "is" } else { "are" };
            format!(
                "{left} of {} {are} left out, the most severe are kept: {reader}",
                counted(all, "finding", "findings")
            )
        })
    }
}

/// How many bytes leave of what `write` writes.
pub(super) fn measured(write: impl FnOnce(&mut Out<'_>) -> io::Result<()>) -> io::Result<usize> {
    let mut count = Count(0);
    write_safely(&mut count, write)?;
    Ok(count.0)
}

/// The same, packed by gzip.
pub(super) fn packed(write: impl FnOnce(&mut Out<'_>) -> io::Result<()>) -> io::Result<usize> {
    let mut packed = GzEncoder::new(Count(0), Compression::default());
    write_safely(&mut packed, write)?;
    Ok(packed.finish()?.0)
}

/// Counts what is written to it.
struct Count(usize);

impl Write for Count {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
#[cfg(test)]
mod tests {
    use super::super::{Report, Summary, gitlab, junit, sarif};
    use super::*;
    use gainsay_core::check::problem_finding;
    use gainsay_core::claim::Records;
    use gainsay_core::problem::{Code, Problem};
    use gainsay_core::rule::{Rules, Severity};
    use gainsay_core::text::{Files, Span};

    /// What `write` writes of fifty notes and fifty errors, and what it says to leave out.
    fn written(
        write: impl FnOnce(&mut Out<'_>, Report<'_>) -> io::Result<Option<String>>,
    ) -> (String, String) {
        let mut files = Files::default();
        let spot = Span::whole(files.add("a.yaml", "a"));
        let finding = |code, number| problem_finding(&Problem::new(code, spot, format!("slip `{number}`")));
        let notes = (0..50).map(|number| finding(Code::DeprecatedKey, number));
        let errors = (0..50).map(|number| finding(Code::UnknownKey, number));
        let findings: Vec<Finding> = notes.chain(errors).collect();
        let (records, rules, summary) = (Records::default(), Rules::default(), Summary::of(&findings));
        let (files, records, findings) = (&files, &records, &findings[..]);
        let report = Report {
            files,
            records,
            findings,
            rules: &rules,
            severities: &[],
            summary: &summary,
            accepted: false,
        };
        let mut bytes = Vec::new();
        let note = write_safely(&mut bytes, |out| write(out, report)).unwrap();
        (String::from_utf8(bytes).unwrap(), note.unwrap())
    }

    #[test]
    fn gitlab_gets_as_many_issues_as_it_takes() {
        let (json, note) = written(|out, report| gitlab::up_to(out, report, Severity::Note, 30_000));
        let (majors, infos) = (json.matches(r#""major""#).count(), json.matches(r#""info""#).count());
        assert!((20_000..=30_000).contains(&json.len()) && majors == 50 && infos > 0, "{}", json.len());
        let left = 50 - infos;
        assert_eq!(
            note,
            format!(
                "{left} of 100 findings are left out, the most severe are kept: GitLab takes artifacts of up to 30000 bytes"
            )
        );
    }

    #[test]
    fn junit_has_as_many_tests_as_gitlab_takes() {
        let fails = Some(Severity::Error);
        let (xml, note) = written(|out, report| junit::up_to(out, report, Severity::Note, fails, 15_000));
        let notes = xml.matches("<system-out>").count();
        assert!((11_000..15_000).contains(&xml.len()) && notes > 0, "{}", xml.len());
        assert_eq!(xml.matches("<failure ").count(), 50);
        let left = 50 - notes;
        assert_eq!(
            note,
            format!(
                "{left} of 100 findings are left out, the most severe are kept: GitLab takes files of less than 15000 bytes"
            )
        );
        assert!(xml.contains(&format!("<skipped message=\"{note}\"/>")));
    }

    #[test]
    fn sarif_has_as_many_results_as_github_takes() {
        let limits = (60, SARIF_PACKED);
        let (json, note) = written(|out, report| sarif::up_to(out, report, Severity::Note, limits));
        let level = |level: &str| json.matches(&format!("\"ruleIndex\": {level}")).count();
        // The codes are rules in the order of their names.
        assert_eq!((level("0"), level("1")), (10, 50));
        let said = "40 of 100 findings are left out, the most severe are kept: GitHub takes 60 results in a run, and 10000000 bytes \
                    of them packed by gzip";
        assert_eq!(note, said);
    }

    #[test]
    fn sarif_is_packed_no_larger_than_github_takes() {
        let limits = (90, 2_600);
        let (json, note) = written(|out, report| sarif::up_to(out, report, Severity::Note, limits));
        let size = packed(|out| out.write_all(json.as_bytes())).unwrap();
        let log: serde_json::Value = serde_json::from_str(&json).unwrap();
        let run = &log["runs"][0];
        let results = run["results"].as_array().unwrap();
        let errors = results.iter().filter(|result| result["level"] == "error").count();
        assert!((1_500..=2_600).contains(&size) && results.len() < 90, "{size}: {}", results.len());
        assert_eq!(errors, results.len().min(50), "the worst are kept");
        let left = 100 - results.len();
        assert_eq!(
            note,
            format!(
                "{left} of 100 findings are left out, the most severe are kept: GitHub takes 90 results in a run, and 2600 bytes \
                 of them packed by gzip"
            )
        );
        let notification = &run["invocations"][0]["toolExecutionNotifications"][0];
        assert_eq!(notification["message"]["text"], note);
    }
}
