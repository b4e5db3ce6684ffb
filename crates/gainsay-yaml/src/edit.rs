//! Edits of YAML and JSON: in the words of what is around them, and every other byte stays.

use crate::text::{Edit, FileId, Files, Fix, Safety, Span};

/// Makes edits of one file. Where a file is not written in a way that leaves an obvious place for a change, there is no edit.
#[derive(Debug, Clone, Copy)]
pub struct Editor<'a> {
    file: FileId,
    /// None where the file is not to be edited.
    text: Option<&'a str>,
}

impl<'a> Editor<'a> {
    /// Makes edits of `file`, which holds `text`.
    #[must_use]
    pub fn new(file: FileId, text: &'a str) -> Self {
        Self { file, text: Some(text) }
    }

    /// Makes no edits of `file`, which is no YAML.
    #[must_use]
    pub fn none(file: FileId) -> Self {
        Self { file, text: None }
    }

    /// Makes edits of the one of `files` that `span` is in; none where that is no YAML.
    #[must_use]
    pub fn of(files: &'a Files, span: Span) -> Self {
        let file = files.get(span.file);
        if file.foreign { Self::none(span.file) } else { Self::new(span.file, &file.text) }
    }

    /// The fix that writes `word` instead of the scalar at `span`.
    #[must_use]
    pub fn write(self, span: Span, word: &str, safety: Safety) -> Option<Fix> {
        let edits = vec![self.rewrite(span, word)?];
        Some(Fix { title: format!("write `{word}`"), safety, edits })
    }

    /// The text of the file; empty where it is not to be edited.
    #[must_use]
    pub fn text(self) -> &'a str {
        self.text.unwrap_or_default()
    }

    /// Writes the text `new` instead of the scalar at `span`, in the same quotation marks where those can hold it.
    #[must_use]
    pub fn rewrite(self, span: Span, new: &str) -> Option<Edit> {
        let written = self.slice(span)?;
        let mark = written.chars().next().filter(|first| matches!(first, '"' | '\''));
        let replacement = match mark {
            Some(mark) if is_simple(new) => format!("{mark}{new}{mark}"),
            None if is_plain(new) && !self.is_json() => new.to_owned(),
            // It may be a block of text, which has no quotation marks.
            None if self.blank_before(span.start as usize) => return None,
            _ => quoted(new),
        };
        Some(Edit::new(span, replacement))
    }

    /// Adds `key: value` to the mapping at `record`, right behind its entry whose value is at `beside`.
    #[must_use]
    pub fn add_beside(self, record: Span, beside: Span, key: &str, value: &str) -> Option<Edit> {
        let written = self.slice(record)?;
        if beside.file != record.file || beside.start < record.start || record.end < beside.end {
            return None;
        }
        let end = beside.end as usize;
        if let Some(inside) = written.strip_prefix('{') {
            let key = self.key(inside, key);
            return self
                .at_end_of_value(end)
                .then(|| Edit::insert(self.file, end, format!(", {key}: {value}")));
        }
        let before = self.line_before(record.start as usize)?;
        let indent = before.chars().all(|c| matches!(c, ' ' | '-')).then_some(before.len())?;
        self.add_line(end, indent, &format!("{key}: {value}"))
    }

    /// Adds the entry `name` without anything below it to the mapping at `section`, whose last value is at `last`.
    #[must_use]
    pub fn declare(self, section: Span, last: Option<Span>, name: &str) -> Option<Edit> {
        if let Some(inside) = self.slice(section)?.strip_prefix('{') {
            let key = self.key(inside, name);
            let Some(last) = last else {
                let empty = inside.strip_suffix('}')?.trim().is_empty();
                return empty.then(|| Edit::new(section, format!("{{ {key}: {{}} }}")));
            };
            let end = last.end as usize;
            let fits = section.start < last.start && last.end < section.end && self.at_end_of_value(end);
            return fits.then(|| Edit::insert(self.file, end, format!(", {key}: {{}}")));
        }
        let before = self.line_before(section.start as usize)?;
        let indent = before.chars().all(|c| c == ' ').then_some(before.len())?;
        let key = if is_plain(name) { name.to_owned() } else { quoted(name) };
        self.add_line(section.end as usize, indent, &format!("{key}:"))
    }

    /// Takes out the item of a list at `span`, with its line or its comma.
    #[must_use]
    pub fn remove_item(self, span: Span) -> Option<Edit> {
        let (start, end) = (span.start as usize, span.end as usize);
        let before = self.line_before(start)?;
        let (from, to) = if before.trim_start_matches(' ').trim_end_matches(' ') == "-" {
            self.lines_of_item(start, end)?
        } else {
            self.item_in_brackets(start, end)?
        };
        Some(Edit::new(Span::new(self.file, from as u32, to as u32), ""))
    }

    /// Puts `line` in above the line that begins with what is at `span`.
    #[must_use]
    pub fn put_above(self, span: Span, line: &str) -> Option<Edit> {
        let start = span.start as usize;
        self.line_before(start)?
            .is_empty()
            .then(|| Edit::insert(self.file, start, format!("{line}{}", self.newline())))
    }

    /// Indents the lines from `from` to `to` by `blanks` more, also those of blanks alone, which may be of a block of text; empty ones stay.
    #[must_use]
    pub fn indent(self, from: usize, to: usize, blanks: usize) -> Option<Vec<Edit>> {
        let mut edits = Vec::new();
        let mut start = self.line_start(from)?;
        while start < to {
            let end = self.line_end(start)?;
            if start < end {
                edits.push(Edit::insert(self.file, start, " ".repeat(blanks)));
            }
            start = end + self.line_break(end).len().max(1);
        }
        Some(edits)
    }

    /// How many blanks are before `at` in its line; `None` where anything else is.
    #[must_use]
    pub fn column(self, at: u32) -> Option<usize> {
        let before = self.line_before(at as usize)?;
        before.chars().all(|c| c == ' ').then_some(before.len())
    }

    /// How the lines of the file end: as the first one does.
    #[must_use]
    pub fn newline(self) -> &'static str {
        let text = self.text();
        let first = memchr::memchr(b'\n', text.as_bytes());
        if first.is_some_and(|end| text[..end].ends_with('\r')) { "\r\n" } else { "\n" }
    }

    /// The lines of the item of a block list at `start..end`, where nothing else is in them but a comment.
    fn lines_of_item(self, start: usize, end: usize) -> Option<(usize, usize)> {
        let (from, to) = (self.line_start(start)?, self.end_of_line(end)?);
        let line_break = self.line_break(to).len();
        if line_break > 0 {
            return Some((from, to + line_break));
        }
        // The last line of a file without a line break at its end: that of the line before goes, so it stays without one.
        let before = self.text?.get(..from)?;
        let kept = before.strip_suffix("\r\n").or(before.strip_suffix(['\n', '\r'])).unwrap_or(before);
        Some((kept.len(), to))
    }

    /// The item at `start..end` within brackets, with the comma and the blanks behind it, else with those before it.
    fn item_in_brackets(self, start: usize, end: usize) -> Option<(usize, usize)> {
        let text = self.text?;
        let (before, behind) = (text.get(..start)?.trim_end(), text.get(end..)?.trim_start());
        if !before.ends_with(['[', ',']) || !behind.starts_with([',', ']']) {
            return None;
        }
        Some(match behind.strip_prefix(',') {
            Some(rest) => (start, text.len() - rest.trim_start().len()),
            None if before.ends_with(',') => (before.len() - 1, end),
            None => (start, end),
        })
    }

    /// A further line behind the one in which `at` is, where nothing follows there but a comment.
    fn add_line(self, at: usize, indent: usize, line: &str) -> Option<Edit> {
        let end = self.end_of_line(at)?;
        Some(Edit::insert(self.file, end, format!("{}{}{line}", self.newline(), " ".repeat(indent))))
    }

    /// Where the line of `at` ends, if nothing follows there but a comment.
    fn end_of_line(self, at: usize) -> Option<usize> {
        let end = self.line_end(at)?;
        let rest = self.text?.get(at..end)?;
        // A key that has no value ends before its colon.
        let rest = rest.strip_prefix(':').unwrap_or(rest);
        let comment = rest.starts_with([' ', '\t']) && rest.trim_start().starts_with('#');
        (comment || rest.trim().is_empty()).then_some(end)
    }

    /// Whether a comma or a closing brace follows at `end`, so that a value within braces ends there.
    fn at_end_of_value(self, end: usize) -> bool {
        self.text().get(end..).is_some_and(|rest| rest.trim_start().starts_with([',', '}']))
    }

    /// `key` as it is written within braces whose inside is `beside`: in quotation marks where the first key there is, and all over
    /// JSON.
    fn key(self, beside: &str, key: &str) -> String {
        let marked = beside.trim_start().starts_with('"') || self.is_json();
        if is_plain(key) && !marked { key.to_owned() } else { quoted(key) }
    }

    /// Whether the file looks like JSON: braces, and its first key in quotation marks.
    #[must_use]
    pub fn is_json(self) -> bool {
        let text = self.text().trim_start_matches('\u{feff}').trim_start();
        text.strip_prefix('{').is_some_and(|inside| inside.trim_start().starts_with('"'))
    }

    fn blank_before(self, at: usize) -> bool {
        self.line_before(at).is_none_or(|before| before.trim().is_empty())
    }

    /// What is before `at` in its line, but for a byte order mark.
    fn line_before(self, at: usize) -> Option<&'a str> {
        Some(self.text?.get(self.line_start(at)?..at)?.trim_start_matches('\u{feff}'))
    }

    /// Where the line of `at` begins, behind a byte order mark; `None` where the file does not go so far.
    #[must_use]
    pub fn line_start(self, at: usize) -> Option<usize> {
        let text = self.text?;
        let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8().min(at) } else { 0 };
        Some(text.get(..at)?.rfind(['\n', '\r']).map_or(mark, |end| end + 1))
    }

    /// Where the line of `at` ends, before its line break; `None` where the file does not go so far.
    #[must_use]
    pub fn line_end(self, at: usize) -> Option<usize> {
        let text = self.text?;
        Some(text.get(at..)?.find(['\n', '\r']).map_or(text.len(), |end| at + end))
    }

    /// The line break at `at`, if there is one.
    fn line_break(self, at: usize) -> &'a str {
        let rest = self.text().get(at..).unwrap_or_default();
        let length = if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with(['\n', '\r'])) };
        rest.get(..length).unwrap_or_default()
    }

    /// What the file has at `span`; nothing where that is of another file.
    #[must_use]
    pub fn slice(self, span: Span) -> Option<&'a str> {
        self.text?.get(span.start as usize..span.end as usize).filter(|_| span.file == self.file)
    }
}

/// Whether `text` is the same in any quotation marks.
fn is_simple(text: &str) -> bool {
    !text.chars().any(|c| matches!(c, '"' | '\'' | '\\') || is_hidden(c))
}

/// Whether `text` is a plain scalar in any place, that no reader of YAML takes for anything else than a text or a date.
fn is_plain(text: &str) -> bool {
    const OTHERWISE: [&str; 9] = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ' ');
    let date = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let word = text.starts_with(char::is_alphabetic)
        && text.ends_with(char::is_alphanumeric)
        && text.chars().all(inner)
        && !OTHERWISE.iter().any(|word| text.eq_ignore_ascii_case(word));
    word || date
}

/// The scalar `text` in quotation marks, which YAML and JSON read alike; what cannot be seen is escaped.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            _ if is_hidden(c) => quoted.extend(["\\u", &format!("{:04x}", u32::from(c))]),
            _ => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

fn is_hidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::parse;
    use crate::text::{Problem, apply};
    use crate::tree::Node;

    const FILE: FileId = FileId::from_index(0);

    /// `text` with the edit that `make` makes of the part of it that is `marked`.
    fn edited<'a>(
        text: &'a str,
        marked: &str,
        make: impl Fn(Editor<'a>, Span) -> Option<Edit>,
    ) -> Option<String> {
        let start = text.find(marked).unwrap();
        let span = Span::new(FILE, start as u32, (start + marked.len()) as u32);
        make(Editor::new(FILE, text), span).map(|edit| apply(text, &[edit]))
    }

    #[test]
    fn scalars_keep_their_quotation_marks() {
        for (text, marked, new, expected) in [
            ("a: bcd # e", "bcd", "x-1", Some("a: x-1 # e")),
            ("a: 'bcd'", "'bcd'", "x y", Some("a: 'x y'")),
            ("a: 'bcd'", "'bcd'", "x'y", Some("a: \"x'y\"")),
            ("{\"bcd\": 1}", "\"bcd\"", "x", Some("{\"x\": 1}")),
            ("a: bcd", "bcd", "x: y", Some("a: \"x: y\"")),
            ("a: bcd", "bcd", "true", Some("a: \"true\"")),
            ("a: bcd", "bcd", "12", Some("a: \"12\"")),
            ("a: 2024-1-3", "2024-1-3", "2024-01-03", Some("a: 2024-01-03")),
            ("a: |\n  bcd\n", "bcd", "x: y", None),
            ("a: |\n  bcd\n", "bcd", "x", Some("a: |\n  x\n")),
        ] {
            assert_eq!(
                edited(text, marked, |editor, span| editor.rewrite(span, new)).as_deref(),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn items_go_with_their_lines_or_commas() {
        for (text, expected) in [
            ("- a\n- X # c\n- b\n", Some("- a\n- b\n")),
            ("- a\r\n- X\r\n", Some("- a\r\n")),
            ("- a\n  - X", Some("- a")),
            ("- X", Some("")),
            ("[a, X, b]", Some("[a, b]")),
            ("[a, X]", Some("[a]")),
            ("[X]", Some("[]")),
            ("[\n  X,\n  b\n]", Some("[\n  b\n]")),
            ("[a, # c\n X]", None),
            ("a: X", None),
            ("- X: b", None),
        ] {
            assert_eq!(edited(text, "X", Editor::remove_item).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn entries_come_behind_the_ones_that_they_belong_to() {
        for (record, text, expected) in [
            ("{ a: 1, b: V, c: 2 }", "- { a: 1, b: V, c: 2 }", Some("- { a: 1, b: V, k: true, c: 2 }")),
            ("{\"b\": V}", "[{\"b\": V}]", Some("[{\"b\": V, \"k\": true}]")),
            (
                "a: 1\n  b: V # c\n  c: 2",
                "- a: 1\n  b: V # c\n  c: 2\n",
                Some("- a: 1\n  b: V # c\n  k: true\n  c: 2\n"),
            ),
            ("b: V", "  - b: V", Some("  - b: V\n    k: true")),
            ("b: V", "- &x b: V", None),
        ] {
            let start = text.find(record).unwrap() as u32;
            let whole = Span::new(FILE, start, start + record.len() as u32);
            let add = |editor: Editor<'static>, span| editor.add_beside(whole, span, "k", "true");
            assert_eq!(edited(text, "V", add).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn names_are_declared_at_the_end_of_their_section() {
        for (section, last, text, expected) in [
            ("a:\n  b: {}", "{}", "s:\n  a:\n  b: {}\nc: 1\n", Some("s:\n  a:\n  b: {}\n  new:\nc: 1\n")),
            ("a", "a", "s:\n  a:\n", Some("s:\n  a:\n  new:\n")),
            ("{ a: {} }", "{}", "s: { a: {} }", Some("s: { a: {}, new: {} }")),
            ("{\"a\": {}}", "{}", "{\"s\": {\"a\": {}}}", Some("{\"s\": {\"a\": {}, \"new\": {}}}")),
            ("{ a: }", "a", "s: { a: }", None),
            ("{ }", "", "s: { }", Some("s: { new: {} }")),
            ("{ }", "", "{\"s\": { }}", Some("{\"s\": { \"new\": {} }}")),
        ] {
            let start = text.find(section).unwrap() as u32;
            let whole = Span::new(FILE, start, start + section.len() as u32);
            let at = start + section.find(last).unwrap() as u32;
            let last = Some(Span::new(FILE, at, at + last.len() as u32)).filter(|_| !last.is_empty());
            let edit = Editor::new(FILE, text).declare(whole, last, "new");
            assert_eq!(edit.map(|edit| apply(text, &[edit])).as_deref(), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_as_the_same_text(new in "[a-zA-Z0-9:,#'\"\\\\ \\-\\[{é\u{feff}\n]{1,12}", flow: bool) {
            let text = if flow { "{ k: old, l: 'old' }" } else { "k: old # c\nl: 'old'" };
            for (key, old) in [("k", "old"), ("l", "'old'")] {
                let written = edited(text, old, |editor, span| editor.rewrite(span, &new)).unwrap();
                let mut problems = Vec::<Problem>::new();
                let tree = parse(FILE, &written, &mut problems);
                let root = tree.documents().next().unwrap();
                prop_assert_eq!(root.get(key).and_then(Node::as_str), Some(new.as_str()), "{}", written);
                prop_assert_eq!(problems, vec![]);
            }
        }
    }
}
