//! Markdown, for a comment on a pull request or a job summary.
//!
//! Words from files stand in code spans only: there no host makes a link, a mention, a reference, an image, a tag or
//! an emoji of them.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::limits::COMMENT;
use super::out::harmless_text;
use super::{Out, Report, counted, safe, spot, word};
use gainsay_core::finding::{Acceptance, Finding, Label};
use gainsay_core::rule::Severity;
use gainsay_core::text::Files;

/// How much Markdown a reader takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// So many characters.
    Characters(usize),
    /// So many bytes.
    Bytes(usize),
}

impl Limit {
    /// As much as a comment on GitHub.
    pub const COMMENT: Self = Self::Characters(COMMENT);
}

/// What of a text is left to be written.
pub(super) struct Room {
    limit: Limit,
    taken: usize,
    /// Items of which only the first line was written.
    shortened: usize,
    /// Items that were not written.
    left_out: usize,
}

/// Kept free for what is said of the rest.
const REST: usize = 200;

impl Room {
    pub(super) fn new(limit: Limit) -> Self {
        Self { limit, taken: REST, shortened: 0, left_out: 0 }
    }

    /// Writes `text`, where there is room for it; whether there was.
    pub(super) fn write(&mut self, out: &mut Out<'_>, text: &str) -> io::Result<bool> {
        let text = harmless_text(text);
        let (size, most) = match self.limit {
            Limit::Characters(most) => (text.chars().count(), most),
            Limit::Bytes(most) => (text.len(), most),
        };
        let fits = self.taken + size <= most;
        if fits {
            self.taken += size;
            out.write_all(text.as_bytes())?;
        }
        Ok(fits)
    }

    /// Writes an item of a list, or its first line where there is no room for more. Behind one that is left out, all are, and none is
    /// made.
    pub(super) fn item(&mut self, out: &mut Out<'_>, item: impl FnOnce() -> String) -> io::Result<()> {
        if self.left_out > 0 {
            self.left_out += 1;
            return Ok(());
        }
        let item = item();
        if !self.write(out, &item)? {
            let shown = self.write(out, item.split_inclusive('\n').next().unwrap_or_default())?;
            self.shortened += usize::from(shown);
            self.left_out += usize::from(!shown);
        }
        Ok(())
    }

    /// Writes `items` as a list under a heading, unless there are none.
    pub(super) fn list<F: FnOnce() -> String>(
        &mut self,
        out: &mut Out<'_>,
        heading: &str,
        items: impl Iterator<Item = F>,
    ) -> io::Result<()> {
        let mut items = items.peekable();
        // Without room for a heading there is none for what is below it.
        if items.peek().is_some()
            && self.left_out == 0
            && !self.write(out, &format!("\n#### {heading}\n\n"))?
        {
            self.left_out += items.by_ref().count();
        }
        items.try_for_each(|item| self.item(out, item))
    }

    /// Says what was not written, there and to the caller.
    pub(super) fn end(self, out: &mut Out<'_>) -> io::Result<Option<String>> {
        let findings = |count| counted(count, "finding", "findings");
        let most = match self.limit {
            Limit::Characters(most) => format!("{most} characters"),
            Limit::Bytes(most) => format!("{most} bytes"),
        };
        let (shortened, left) = (self.shortened, self.left_out);
        let what = match (shortened, left) {
            (0, 0) => return Ok(None),
            (0, _) => format!("{} left out", findings(left)),
            (_, 0) => format!("the spots of {} left out", findings(shortened)),
            _ => format!("{} left out, and the spots of {}", findings(left), findings(shortened)),
        };
        let note = format!("{what}: there is room for {most}");
        writeln!(out, "\n{note}")?;
        Ok(Some(note))
    }
}

/// Writes the counts of `report`, then its findings of at least severity `least` as a list, the worst first.
///
/// Findings that would lead beyond the `limit` are only counted; returns what is said of them.
pub fn write(
    out: &mut Out<'_>,
    report: Report<'_>,
    least: Severity,
    limit: Limit,
) -> io::Result<Option<String>> {
    let mut room = Room::new(limit);
    room.write(out, &format!("### gainsay\n\n{}\n\n", report.line(least, 0)))?;
    for found in report.ranked(least) {
        room.item(out, || finding(report.files, found))?;
    }
    room.end(out)
}

/// A finding as an item of a list, with its labels and its help below it.
pub(super) fn finding(files: &Files, finding: &Finding) -> String {
    let mut item = heading(finding);
    for line in labels(files, &finding.labels) {
        let _ = writeln!(item, "  - {line}");
    }
    if let Some(help) = &finding.help {
        let _ = writeln!(item, "  - help: {}", code(&spot::one_line(help)));
    }
    let _ = writeln!(item, "  - {}", spot::fingerprint(finding));
    if let Some(why) = &finding.accepted {
        let _ = writeln!(item, "  - {}", accepted(files, why));
    }
    item
}

/// A finding as an item of a list without anything below it.
pub(super) fn heading(finding: &Finding) -> String {
    let (severity, rule) = (word(finding.severity), code(&finding.rule));
    format!("- **{severity}** {rule}: {}\n", code(&finding.message))
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
    // What would make a list of the paragraph, or a line of it.
    if let Some(at) = marker(&out) {
        out.insert(at, '\\');
    }
    out
}

/// Where the sign is by which a line is no paragraph: an item of a list, or a line below or between paragraphs.
fn marker(line: &str) -> Option<usize> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &line[digits..];
    let sign = rest.chars().next()?;
    let is_item = rest[sign.len_utf8()..].chars().next().is_none_or(|next| next == ' ');
    let is_line = digits == 0 && rest.chars().all(|c| c == sign || c == ' ');
    match sign {
        '.' | ')' if digits > 0 && is_item => Some(digits),
        '-' | '+' if digits == 0 && (is_item || is_line) => Some(0),
        '=' if is_line => Some(0),
        _ => None,
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
        for (list, escaped) in [
            ("- no list", "\\- no list"),
            ("+", "\\+"),
            ("---", "\\---"),
            ("==", "\\=="),
            ("1. no list", "1\\. no list"),
            ("23) no list", "23\\) no list"),
            ("12", "12"),
            ("12.5 or -3", "12.5 or -3"),
            ("-5 to 5", "-5 to 5"),
        ] {
            assert_eq!(prose(list), escaped);
        }
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
