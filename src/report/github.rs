//! GitHub workflow commands: annotations at the spots.
//!
//! The form is that of actions/toolkit, `packages/core/src/command.ts`: a command is one line, in whose message `%` and line
//! breaks are escaped, and in whose properties `:` and `,` are as well.
//!
//! GitHub shows the first ten annotations of each severity of a step. The worst findings get them, one each, and their other
//! sides what is left of the notices. All others follow in a line each, which the log of the step shows.

use std::io::{self, Write};

use super::limits::{ANNOTATION, ANNOTATIONS};
use super::out::Form;
use super::{Out, Report, concise, counted, safe, spot};
use gainsay_core::finding::{Finding, Label, Role};
use gainsay_core::rule::Severity;
use gainsay_core::text::Files;

/// Writes the findings of `report` of at least severity `least` as commands, then a line with all counts.
pub fn write(out: &mut Out<'_>, report: Report<'_>, least: Severity) -> io::Result<()> {
    annotate(out, report.files, report.ranked(least))?;
    writeln!(out, "{}", report.line(least, 0))
}

/// Writes `findings`, the worst first, as commands, and those that GitHub would not show in a line each.
pub(super) fn annotate<'f>(
    out: &mut Out<'_>,
    files: &Files,
    findings: impl Iterator<Item = &'f Finding>,
) -> io::Result<()> {
    out.form(Form::Annotations);
    let mut left = [ANNOTATIONS; KINDS.len()];
    let (annotated, others): (Vec<&Finding>, Vec<&Finding>) =
        findings.partition(|finding| take(&mut left, name(finding)));
    for found in annotated {
        finding(out, files, found, &mut left)?;
    }
    // A line that looks like an annotation is none of ours from here on.
    out.form(Form::Text);
    if !others.is_empty() {
        let more = counted(others.len(), "more finding", "more findings");
        writeln!(out, "{more}, as GitHub shows at most {ANNOTATIONS} annotations of a severity for a step:")?;
        others.iter().try_for_each(|found| concise::finding(out, files, found))?;
    }
    Ok(())
}

/// The commands of annotations.
const KINDS: [&str; 3] = ["error", "warning", "notice"];

/// Takes one of the annotations of that kind that are left; whether there was one.
fn take(left: &mut [usize; KINDS.len()], kind: &str) -> bool {
    let of_kind = KINDS.iter().zip(left).find(|(name, left)| **name == kind && **left > 0);
    of_kind.map(|(_, left)| *left -= 1).is_some()
}

fn finding(
    out: &mut dyn Write,
    files: &Files,
    finding: &Finding,
    left: &mut [usize; KINDS.len()],
) -> io::Result<()> {
    let Some((first, others)) = finding.labels.split_first() else { return Ok(()) };
    let title = format!("gainsay {}", finding.rule);
    command(out, files, name(finding), first, &title, &message(files, finding))?;
    let title = format!("{title}: another side");
    for side in others.iter().filter(|label| label.role == Role::Primary) {
        if !take(left, "notice") {
            break;
        }
        let message = format!("{}\n{}: {}", side.message, spot::place(files, first), finding.message);
        command(out, files, "notice", side, &title, message.trim_start())?;
    }
    Ok(())
}

/// What is found, the labels, and the help: as many labels as GitHub takes, and how many more there are.
fn message(files: &Files, finding: &Finding) -> String {
    let (heading, help) = (safe::line(&finding.message).into_owned(), spot::help(finding));
    let accepted = finding.accepted.as_ref().map(|why| format!("accepted: {}", spot::reason(files, why)));
    let ends: Vec<String> = help.into_iter().chain([spot::fingerprint(finding)]).chain(accepted).collect();
    let labels: Vec<String> = finding.labels.iter().map(|label| spot::line(files, label)).collect();
    let whole = |shown: usize| {
        let more = (shown < labels.len()).then(|| spot::more(labels.len() - shown));
        let lines = [&heading].into_iter().chain(&labels[..shown]).chain(&more).chain(&ends);
        lines.map(String::as_str).collect::<Vec<_>>().join("\n")
    };
    let fits = |message: &String| message.encode_utf16().count() <= ANNOTATION;
    let all = labels.len();
    let shown = if fits(&whole(all)) {
        all
    } else {
        let counts: Vec<usize> = (0..all).collect();
        counts.partition_point(|&shown| fits(&whole(shown))).saturating_sub(1)
    };
    cut(&whole(shown), ANNOTATION)
}

/// `text` up to so many units of UTF-16.
fn cut(text: &str, most: usize) -> String {
    if text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let mut units = 1;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= most
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

fn command(
    out: &mut dyn Write,
    files: &Files,
    name: &str,
    label: &Label,
    title: &str,
    message: &str,
) -> io::Result<()> {
    let at = files.location(label.span);
    let file = property(&files.get(label.span.file).path);
    write!(out, "::{name} file={file},line={},endLine={}", at.line, at.end_line)?;
    // GitHub takes columns only within one line.
    if at.line == at.end_line {
        write!(out, ",col={},endColumn={}", at.column, at.end_column)?;
    }
    writeln!(out, ",title={}::{}", property(title), data(message))
}

/// The command for `finding`; what is accepted must not stand among failures.
fn name(finding: &Finding) -> &'static str {
    match finding.severity {
        _ if finding.accepted.is_some() => "notice",
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note | Severity::Off => "notice",
    }
}

/// A message as it stands after `::`.
fn data(words: &str) -> String {
    safe::block(words).replace('%', "%25").replace('\n', "%0A")
}

/// A value as it stands among the properties.
fn property(words: &str) -> String {
    safe::line(words).replace('%', "%25").replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_where_they_belong() {
        assert_eq!(data("100%\r\n::error::x\u{1b}"), "100%25 %0A::error::x<U+001B>");
        assert_eq!(property("a:b,c%\nd"), "a%3Ab%2Cc%25 d");
    }
}
