//! Markdown, for a comment on a pull request or a job summary.
//!
//! Words from files stand in code spans only: there no host makes a link, a mention, a reference, an image, a tag or
//! an emoji of them.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::{Out, Report, counted, safe, spot, word};
use crate::finding::{Acceptance, Finding, Label};
use crate::rule::Severity;
use crate::text::Files;

/// Writes the counts of `report`, then its findings of at least severity `least` as a list.
///
/// Where there is a limit, findings that would lead beyond so many bytes are only counted.
pub fn write(out: &mut Out<'_>, report: Report<'_>, least: Severity, limit: Option<usize>) -> io::Result<()> {
    let limit = limit.unwrap_or(usize::MAX);
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

/// `words` as a code span in a cell of a table. A `|` ends a cell even in a code span, unless a `\` is before it (GFM,
/// section 4.10); where one is before it already, readers differ, and the `|` is shown by its code point.
pub(crate) fn cell(words: &str) -> String {
    let words = words.replace("\\|", &format!("\\{}", safe::shown('|')));
    code(&words).replace('|', "\\|")
}

/// A paragraph of text as Markdown that reads the same: what stands in backticks is a code span, and so is each word of which
/// a host could make a link, a mention or a reference. Nothing else is more than words.
pub(crate) fn prose(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let parts: Vec<&str> = text.split('`').collect();
    let mut out = String::with_capacity(text.len() + 16);
    for (at, part) in parts.iter().enumerate() {
        // A backtick without a partner is the last one.
        match at % 2 {
            1 if at + 1 < parts.len() => push_code(&mut out, part),
            1 => {
                out.push_str("\\`");
                push_words(&mut out, part);
            }
            _ => push_words(&mut out, part),
        }
    }
    match out.chars().next() {
        // What would make a list or a line of the paragraph.
        Some(first @ ('-' | '+' | '=' | '0'..='9')) => format!("&#{};{}", u32::from(first), &out[1..]),
        _ => out,
    }
}

/// Adds a code span, which must not run into one that is before it.
fn push_code(out: &mut String, words: &str) {
    let blank = if out.ends_with('`') { " " } else { "" };
    out.extend([blank, &code(words)]);
}

/// Adds `text` word by word.
fn push_words(out: &mut String, text: &str) {
    for piece in text.split_inclusive(' ') {
        let word = piece.trim_end_matches(' ');
        if is_taken_up(word) {
            push_code(out, word);
        } else {
            escape(out, word);
        }
        out.push_str(&piece[word.len()..]);
    }
}

/// Whether a host could make more of `word` than a word: an address, a mention, a reference, an emoji, a command. No host has
/// a way to escape all of these, but all of them leave code spans alone.
fn is_taken_up(word: &str) -> bool {
    let chars = || word.chars().zip(word.chars().skip(1));
    let sign = |(sign, next): (char, char)| {
        "@#!$%&~^:/".contains(sign) && (next.is_alphanumeric() || "_-\"/".contains(next))
    };
    // What ends a sentence or stands between two words is none, as in `and/or`.
    let between = |word: &str| word.split('/').count() == 2 && word.split('/').all(is_plain);
    (chars().any(sign) && !between(word)) || is_host(word) || is_commit(word) || is_ticket(word)
}

/// Whether `word` is letters, and marks that end or enclose words.
fn is_plain(word: &str) -> bool {
    word.chars().any(char::is_alphabetic)
        && word.chars().all(|c| c.is_alphabetic() || matches!(c, '(' | ')' | ',' | ';' | '.' | '\'' | '-'))
}

/// `example.org`: letters behind a point within the word.
fn is_host(word: &str) -> bool {
    let mut labels = word.split('.');
    labels.next().is_some_and(|first| first.ends_with(char::is_alphanumeric))
        && labels.any(|label| label.chars().take_while(|c| c.is_alphabetic()).count() > 1)
}

/// `1d2c9e4`: how the name of a commit begins.
fn is_commit(word: &str) -> bool {
    let parts = word.split(|c: char| !c.is_ascii_alphanumeric());
    parts.filter(|part| part.len() >= 7).any(|part| {
        part.bytes().all(|byte| byte.is_ascii_hexdigit()) && part.bytes().any(|byte| byte.is_ascii_digit())
    })
}

/// `GH-12`, `PROJ-3`: letters and the number of an issue.
fn is_ticket(word: &str) -> bool {
    word.split_once('-').is_some_and(|(letters, number)| {
        let upper = letters.chars().any(char::is_uppercase) || letters.eq_ignore_ascii_case("gh");
        upper && number.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// Adds `text` with everything escaped that could be more than words in Markdown.
fn escape(out: &mut String, text: &str) {
    for c in safe::line(text).chars() {
        if matches!(c, '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '&' | '|' | '~' | '!') {
            out.push('\\');
        }
        out.push(c);
    }
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
        assert_eq!(prose("`a``b`"), "`a` `b`");
    }

    #[test]
    fn no_host_makes_more_of_words() {
        for word in [
            "https://a.example/x",
            "www.a.example",
            "a.example",
            "(a.example)",
            "mailto:a@b.example",
            "a@b.example",
            "@name",
            "(@name)",
            "#12",
            "GH-12",
            "gh-12",
            "PROJ-3",
            "owner/repo#12",
            "a@1d2c9e4",
            "1d2c9e4",
            "!12",
            "$12",
            "%v1",
            "~bug",
            "&7",
            ":tada:",
            "/close",
            "//a.example",
            "owner/repo/x",
            "^a",
            "key:value",
        ] {
            assert_eq!(prose(&format!("see {word} there")), format!("see `{word}` there"));
        }
        for words in [
            "about 3,000 (or 10 %): and/or e.g. this, i.e. that; mid-2024 at 3.5.",
            "a 12,000 - 14",
            "it ends. So",
        ] {
            assert_eq!(prose(words), words);
        }
    }

    #[test]
    fn no_words_leave_their_cell() {
        assert_eq!(cell("a | b"), "`a \\| b`");
        assert_eq!(cell("a \\| b \\\\|"), "`a \\<U+007C> b \\\\<U+007C>`");
        assert_eq!(cell("@name\n| [x](y) `<b>`"), "`` @name \\| [x](y) `<b>` ``");
    }
}
