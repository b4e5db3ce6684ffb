//! The one way by which output leaves: whatever a command writes to a stream or into a report passes through [`Out`].
//!
//! Output is read by terminals, by build servers that copy it into their logs, and by readers of its format. `Out` knows the
//! form of what is written, and lets nothing through that drives a terminal, hides, turns the direction of text, or
//! commands a build server. It writes such characters otherwise: as an escape where the form has one, so that its reader
//! gets the exact words, and by their code point where it has none.

use std::borrow::Cow;
use std::io::{self, BufWriter, Write};

use serde::Serialize;

use super::serializer::{Json, PIECE};
use super::text::Style;
use super::{commands, hidden, safe};

/// What is being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Text for people, Markdown and CSV: hidden characters and commands are shown by their code points.
    Text,
    /// Text in which our own colours stay.
    Colored,
    /// Text in which the annotations of GitHub stay.
    Annotations,
    /// The lines of a unified diff that name a file, which look like a group of Buildkite's.
    DiffHeader,
    /// The other lines of a unified diff: the line ends of the file stay, and a byte order mark.
    Diff,
    /// JSON: hidden characters and commands are escapes, and every reader gets the words as they are.
    Json,
    /// XML and HTML: commands are character references. Hidden characters are shown, for XML has no references to most.
    Markup,
}

/// How many bytes are looked at together whether there is anything harmful in them; where there is, they are looked at line by line.
const TOGETHER: usize = 1 << 12;

/// A buffered writer that lets nothing harmful through, line by line. It begins as text without colours.
pub struct Out<'w> {
    out: BufWriter<&'w mut dyn Write>,
    line: Vec<u8>,
    form: Form,
}

/// Writes to `out` what `write` writes, and returns what it does; a reader that has gone away (`gainsay check | head`) is not an
/// error.
pub fn write_safely<T: Default>(
    out: &mut dyn Write,
    write: impl FnOnce(&mut Out<'_>) -> io::Result<T>,
) -> io::Result<T> {
    let mut out = Out { out: BufWriter::with_capacity(PIECE, out), line: Vec::new(), form: Form::Text };
    let written = write(&mut out).and_then(|done| {
        out.end_line()?;
        out.out.flush()?;
        Ok(done)
    });
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(T::default()),
        other => other,
    }
}

impl Out<'_> {
    /// Text of that style from here on.
    pub fn text(&mut self, style: Style) {
        self.form = if style.color { Form::Colored } else { Form::Text };
    }

    /// Another form from here on.
    pub(super) fn form(&mut self, form: Form) {
        self.form = form;
    }

    /// Writes `value` as JSON in lines for people, whatever form the rest has.
    pub fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        self.as_json(value, true)
    }

    /// Writes `value` as one line of JSON.
    pub(crate) fn json_line(&mut self, value: &impl Serialize) -> io::Result<()> {
        self.as_json(value, false)
    }

    fn as_json(&mut self, value: &impl Serialize, in_lines: bool) -> io::Result<()> {
        let before = std::mem::replace(&mut self.form, Form::Json);
        Json::write(self, value, in_lines)?;
        self.form = before;
        Ok(())
    }

    /// Writes the line that was begun, though it may not have ended.
    fn end_line(&mut self) -> io::Result<()> {
        let line = std::mem::take(&mut self.line);
        self.write_line(&line)?;
        self.line = line;
        self.line.clear();
        Ok(())
    }

    fn write_line(&mut self, line: &[u8]) -> io::Result<()> {
        let line = String::from_utf8_lossy(line);
        match harmless(&line, self.form) {
            Some(line) => self.out.write_all(line.as_bytes()),
            None => self.out.write_all(line.as_bytes()),
        }
    }
}

impl Write for Out<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut rest = bytes;
        while let Some(end) = lines_end(rest, self.line.is_empty()) {
            let (lines, after) = rest.split_at(end);
            if !self.line.is_empty() {
                self.line.extend_from_slice(lines);
                self.end_line()?;
            } else if are_harmless(lines) {
                self.out.write_all(lines)?;
            } else {
                lines.split_inclusive(|byte| *byte == b'\n').try_for_each(|line| self.write_line(line))?;
            }
            rest = after;
        }
        self.line.extend_from_slice(rest);
        Ok(bytes.len())
    }

    /// Flushes all whole lines: half a line could be half a command.
    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Whether `text` leaves as it is.
pub(crate) fn is_harmless(text: &str) -> bool {
    text.split_inclusive('\n').all(|line| harmless(line, Form::Text).is_none())
}

/// Where the lines end that are written next: one of them, or `several`. Nothing where no line ends.
fn lines_end(bytes: &[u8], several: bool) -> Option<usize> {
    let last = memchr::memrchr(b'\n', &bytes[..bytes.len().min(TOGETHER)]).filter(|_| several);
    last.or_else(|| memchr::memchr(b'\n', bytes)).map(|end| end + 1)
}

/// Whether `lines` leave as they are in any form: a quick look at many lines, of which most reports are made.
fn are_harmless(lines: &[u8]) -> bool {
    hidden::are_plain(lines) && commands::are_none(lines)
}

/// `html` as it would leave.
pub(super) fn markup(html: &str) -> String {
    as_it_leaves(html, Form::Markup)
}

/// `text` as it would leave.
pub(super) fn harmless_text(text: &str) -> String {
    as_it_leaves(text, Form::Text)
}

fn as_it_leaves(text: &str, form: Form) -> String {
    let lines = text.split_inclusive('\n');
    lines.map(|line| harmless(line, form).map_or(Cow::Borrowed(line), Cow::Owned)).collect()
}

/// The line written otherwise, where something in it could do harm.
fn harmless(line: &str, form: Form) -> Option<String> {
    let mut spots = commands::spots(line, form == Form::Annotations);
    spots.retain(|at| form != Form::DiffHeader || *at > 0);
    let stays = |at: usize, c: char| match c {
        '\n' | '\t' => true,
        '\r' => form == Form::Diff && &line[at..] == "\r\n",
        // The mark at the start of a file, behind the sign of the line.
        '\u{feff}' => form == Form::Diff && at == 1,
        '\u{1b}' => form == Form::Colored && is_color(&line[at..]),
        _ => false,
    };
    let seen = || {
        let plain = hidden::is_plain(line.trim_end_matches('\n'));
        plain || !hidden::marked(line).any(|(at, c, hidden)| hidden && !stays(at, c))
    };
    if spots.is_empty() && seen() {
        return None;
    }
    let mut spots = spots.into_iter().peekable();
    let mut out = String::with_capacity(line.len() + 64);
    for (at, c, hidden) in hidden::marked(line) {
        if spots.next_if_eq(&at).is_some() {
            push_otherwise(&mut out, c, form, true);
        } else if hidden && !stays(at, c) {
            push_otherwise(&mut out, c, form, false);
        } else {
            out.push(c);
        }
    }
    Some(out)
}

/// Adds `c` so that it does no harm; `seen` where it is a character that is seen.
fn push_otherwise(out: &mut String, c: char, form: Form, seen: bool) {
    match form {
        Form::Json => out.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}"))),
        Form::Markup if seen || c == '\r' => out.extend([format!("&#{};", u32::from(c))]),
        Form::Markup => out.push_str(&safe::shown(c).replace('<', "&lt;").replace('>', "&gt;")),
        Form::Text | Form::Colored | Form::Annotations | Form::DiffHeader | Form::Diff => {
            out.push_str(&safe::shown(c));
        }
    }
}

/// Whether `text` begins with a sequence that does no more than colour or set off what follows, and can hide nothing.
fn is_color(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("\u{1b}[") else { return false };
    let (codes, rest) =
        rest.split_at(rest.bytes().take_while(|&byte| byte == b';' || byte.is_ascii_digit()).count());
    // Back to usual, bold, dim, underlined, their ends, and the colours between black and white.
    rest.starts_with('m')
        && codes.split(';').all(|code| {
            matches!(
                code,
                "0" | "1" | "2" | "4" | "22" | "24" | "31" | "32" | "33" | "34" | "35" | "36" | "39"
            )
        })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(text: &str, form: Form) -> String {
        let mut bytes = Vec::new();
        write_safely(&mut bytes, |out| {
            out.form(form);
            // In bits, for a command may be written in several pieces.
            text.as_bytes().chunks(3).try_for_each(|piece| out.write_all(piece).and_then(|()| out.flush()))
        })
        .unwrap();
        String::from_utf8(bytes).unwrap()
    }

    /// Texts with what may be harmful at any spot, long enough to be looked at whole.
    fn texts() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(
            &[
                "a",
                " ",
                "\n",
                "---",
                "+++",
                "::",
                "##[a]",
                "#",
                "travis_fold:",
                "_",
                "\u{1b}[31m",
                "\u{202e}",
                "ü",
                "\t",
                "\r",
            ][..],
        );
        let long = "a line of a long report\n".repeat(200);
        prop::collection::vec(piece, 0..12).prop_map(move |pieces| {
            let (before, after) = pieces.split_at(pieces.len() / 2);
            [before.concat(), long.clone(), after.concat()].concat()
        })
    }

    proptest! {
        #[test]
        fn what_is_written_at_once_leaves_as_what_is_written_in_bits(text in texts()) {
            for form in [Form::Text, Form::Colored, Form::Annotations, Form::DiffHeader, Form::Diff, Form::Json, Form::Markup] {
                let mut bytes = Vec::new();
                write_safely(&mut bytes, |out| {
                    out.form(form);
                    out.write_all(text.as_bytes())
                })
                .unwrap();
                prop_assert_eq!(String::from_utf8(bytes).unwrap(), written(&text, form), "{:?}", form);
            }
        }
    }

    #[test]
    fn commands_are_written_otherwise() {
        let log = "\u{a0} ::error::x\nsaid ##[add-mask]x and ###[y], ##vso[task.complete]\n::set-output";
        assert_eq!(
            written(log, Form::Text),
            "\u{a0} <U+003A>:error::x\nsaid #<U+0023>[add-mask]x and ##<U+0023>[y], #<U+0023>vso[task.complete]\n\
             <U+003A>:set-output"
        );
        assert_eq!(written("::a ##[b", Form::Markup), "&#58;:a #&#35;[b");
        assert_eq!(written("\"##[a\"", Form::Json), "\"#\\u0023[a\"");
        assert_eq!(
            written("::error file=a::##vso[b\n::add-mask::c", Form::Annotations),
            "::error file=a::#<U+0023>vso[b\n<U+003A>:add-mask::c"
        );
    }

    #[test]
    fn json_gives_the_exact_words_and_shows_nothing_hidden() {
        let words =
            "\u{1b}[2J \u{9b}31m \u{202e}abc \u{e0041} \u{3164} ü 日 ##[a] ##vso[b] travis_fold:c \\## \"::";
        let mut bytes = Vec::new();
        write_safely(&mut bytes, |out| out.json(&words)).unwrap();
        let json = String::from_utf8(bytes).unwrap();
        assert!(
            json.contains(r"\u001b[2J \u009b31m \u202eabc \udb40\udc41 \u3164 ü 日 #\u0023[a]"),
            "{json}"
        );
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), words);
    }

    #[test]
    fn only_our_own_colours_stay_and_only_where_there_are_any() {
        let text = "\u{1b}[31;1mred\u{1b}[0m \u{1b}[8mgone \u{1b}[2J \u{1b}[30;40mdark";
        assert_eq!(
            written(text, Form::Colored),
            "\u{1b}[31;1mred\u{1b}[0m <U+001B>[8mgone <U+001B>[2J <U+001B>[30;40mdark"
        );
        assert!(!written(text, Form::Text).contains('\u{1b}'));
    }

    #[test]
    fn markup_keeps_its_words() {
        assert_eq!(written("a\r\n\u{202e}\u{1b}", Form::Markup), "a&#13;\n&lt;U+202E&gt;&lt;U+001B&gt;");
    }

    #[test]
    fn only_the_header_of_a_diff_may_look_like_a_group() {
        assert_eq!(written("--- a##[b]\n", Form::DiffHeader), "--- a#<U+0023>[b]\n");
        assert_eq!(
            written("-\u{feff}a\u{feff}\n--- a\r\n-b\rc\n", Form::Diff),
            "-\u{feff}a<U+FEFF>\n<U+002D>-- a\r\n-b<U+000D>c\n"
        );
    }

    #[test]
    fn honest_text_stays() {
        for text in ["# a heading\n## another [one]\n", "a::b c::d\n", "", "no end", "##\n", "a\tb\n"] {
            assert_eq!(written(text, Form::Text), text);
        }
    }
}
