//! Markdown, for a comment on a pull request or a job summary.
//!
//! Words from files stand in code spans only: there no host makes a link, a mention, a reference, an image, a tag or
//! an emoji of them.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::inert::{Inert, Spelling};
use super::{Report, counted, quiet, safe, spot, word};
use gainsay_core::finding::{Acceptance, Finding, Label};
use gainsay_core::rule::Severity;
use gainsay_core::text::Files;

/// Writes the counts of `report`, then its findings of at least severity `least` as a list.
///
/// Where there is a limit, findings that would lead beyond so many bytes are only counted.
pub fn write(
    out: &mut dyn Write,
    report: Report<'_>,
    least: Severity,
    limit: Option<usize>,
) -> io::Result<()> {
    let mut out = Inert::new(out, Spelling::Shown);
    let limit = limit.unwrap_or(usize::MAX);
    quiet(tell(&mut out, report, least, limit).and_then(|()| out.flush()))
}

fn tell(out: &mut dyn Write, report: Report<'_>, least: Severity, limit: usize) -> io::Result<()> {
    writeln!(out, "### gainsay\n\n{}\n", report.line(least))?;
    let (mut bytes, mut left) = (0, 0);
    for found in report.from(least) {
        let item = finding(report.files, found);
        bytes += item.len();
        if bytes > limit {
            left += 1;
        } else {
            out.write_all(item.as_bytes())?;
        }
    }
    match left {
        0 => Ok(()),
        _ => writeln!(out, "- and {}", counted(left, "more finding", "more findings")),
    }
}

/// A finding as an item of a list, with its labels and its help below it.
fn finding(files: &Files, finding: &Finding) -> String {
    let (severity, rule) = (word(finding.severity), code(&finding.rule));
    let mut item = format!("- **{severity}** {rule}: {}\n", code(&finding.message));
    for line in labels(files, &finding.labels) {
        let _ = writeln!(item, "  - {line}");
    }
    if let Some(help) = &finding.help {
        let _ = writeln!(item, "  - help: {}", code(help.trim_end()));
    }
    if let Some(why) = &finding.accepted {
        let _ = writeln!(item, "  - {}", accepted(files, why));
    }
    item
}

/// Why a finding is accepted, in a line of Markdown.
pub(super) fn accepted(files: &Files, why: &Acceptance) -> String {
    format!("accepted: {}", code(&spot::reason(files, why)))
}

/// Each label in a line of Markdown: where it stands and what is said there.
pub(super) fn labels<'a>(files: &'a Files, labels: &'a [Label]) -> impl Iterator<Item = String> + 'a {
    labels.iter().map(|label| {
        let place = code(&spot::place(files, label));
        if label.message.is_empty() { place } else { format!("{place}: {}", code(&label.message)) }
    })
}

/// `words` as a code span of one line, in more backticks than they hold in a row (CommonMark, section 6.1).
pub(crate) fn code(words: &str) -> String {
    let words = safe::line(words);
    let ticks = words.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(ticks + 1);
    let blank = if words.starts_with(['`', ' ']) || words.ends_with(['`', ' ']) { " " } else { "" };
    if words.trim().is_empty() { String::new() } else { format!("{fence}{blank}{words}{blank}{fence}") }
}

/// A paragraph of text as Markdown that reads the same: what stands in backticks is a code span, and nothing else is more
/// than words.
pub(crate) fn prose(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let parts: Vec<&str> = text.split('`').collect();
    let mut out = String::with_capacity(text.len() + 16);
    for (at, part) in parts.iter().enumerate() {
        // A backtick without a partner is the last one.
        match at % 2 {
            1 if at + 1 < parts.len() => out.push_str(&code(part)),
            1 => out.extend(["\\`", &words(part)]),
            _ => out.push_str(&words(part)),
        }
    }
    match out.chars().next() {
        // What would make a list or a line of the paragraph.
        Some(first @ ('-' | '+' | '=' | '0'..='9')) => format!("&#{};{}", u32::from(first), &out[1..]),
        _ => out,
    }
}

/// `text` with everything escaped that could be more than words in Markdown.
fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in safe::line(text).chars() {
        if matches!(c, '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '&' | '|' | '~' | '!') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_words_leave_their_code_span() {
        assert_eq!(code("about 3,000"), "`about 3,000`");
        assert_eq!(code("`a` or ``b``"), "``` `a` or ``b`` ```");
        assert_eq!(code("@name\n# [x](y) <b> ![z](w)"), "`@name # [x](y) <b> ![z](w)`");
        assert_eq!(code(" "), "");
    }

    #[test]
    fn prose_is_words_and_code_spans() {
        assert_eq!(prose("so `a|b` and\n  `*c*`,\nor not"), "so `a|b` and `*c*`, or not");
        assert_eq!(prose("![x](y) <b> a_b *c* | d ` e"), "\\!\\[x\\](y) \\<b\\> a\\_b \\*c\\* \\| d \\` e");
        assert_eq!(prose("- no list"), "&#45; no list");
        assert_eq!(prose("1. no list"), "&#49;. no list");
        assert_eq!(prose("# no heading"), "\\# no heading");
        assert_eq!(prose("red \u{1b}[31m"), "red \\<U+001B\\>\\[31m");
    }
}
