//! GitHub workflow commands: annotations at the spots.
//!
//! The form is that of actions/toolkit, `packages/core/src/command.ts`: a command is one line, in whose message `%` and line
//! breaks are escaped, and in whose properties `:` and `,` are as well. GitHub shows ten annotations of each severity for
//! a step, so a finding takes one, and its other sides take notices.

use std::io::{self, Write};

use super::out::Form;
use super::{Out, Report, safe, spot};
use gainsay_core::finding::{Finding, Label, Role};
use gainsay_core::rule::Severity;
use gainsay_core::text::Files;

/// Writes the findings of `report` of at least severity `least` as commands, then a line with all counts.
pub fn write(out: &mut Out<'_>, report: Report<'_>, least: Severity) -> io::Result<()> {
    out.form(Form::Annotations);
    for found in report.from(least) {
        finding(out, report.files, found)?;
    }
    writeln!(out, "{}", report.line(least))
}

fn finding(out: &mut dyn Write, files: &Files, finding: &Finding) -> io::Result<()> {
    let Some((first, others)) = finding.labels.split_first() else { return Ok(()) };
    let title = format!("gainsay {}", finding.rule);
    command(out, files, name(finding), first, &title, &message(files, finding))?;
    let title = format!("{title}: another side");
    for side in others.iter().filter(|label| label.role == Role::Primary) {
        let message = format!("{}\n{}: {}", side.message, spot::place(files, first), finding.message);
        command(out, files, "notice", side, &title, message.trim_start())?;
    }
    Ok(())
}

/// What is found, every label, and the help.
fn message(files: &Files, finding: &Finding) -> String {
    let mut lines = spot::lines(files, safe::line(&finding.message).into_owned(), finding);
    lines.extend(finding.accepted.as_ref().map(|why| format!("accepted: {}", spot::reason(files, why))));
    lines.join("\n")
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
