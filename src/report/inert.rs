//! Output that a build server copies into its log without obeying it.
//!
//! Build servers take lines of a log for commands. GitHub: a line that begins with `::`, and `##[` anywhere
//! (actions/runner, `ActionCommand.cs`); Azure Pipelines: `##vso[`; TeamCity: `##teamcity[`. A claim that holds such words
//! must not command anything, whatever the format: here they are written otherwise, so that they read the same to
//! whoever reads the format, or are shown by their code point where it has no other spelling.

use std::io::{self, BufWriter, Write};

use super::safe;

/// How a character can be written so that it does not command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// By its code point, as [`safe`] shows hidden ones: `<U+0023>`.
    Shown,
    /// As an escape in a JSON string, as is every hidden character: `\u0023`.
    Json,
    /// As a character reference: `&#35;`.
    Xml,
}

impl Spelling {
    fn push(self, out: &mut String, c: char) {
        match self {
            Self::Shown => out.push_str(&safe::shown(c)),
            Self::Json => out.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}"))),
            Self::Xml => out.extend([format!("&#{};", u32::from(c))]),
        }
    }
}

/// A buffered writer that makes commands inert, line by line.
pub(crate) struct Inert<'w> {
    out: BufWriter<&'w mut dyn Write>,
    line: Vec<u8>,
    spelling: Spelling,
}

impl<'w> Inert<'w> {
    /// A writer to `out`, which must be flushed at the end.
    pub(crate) fn new(out: &'w mut dyn Write, spelling: Spelling) -> Self {
        Self { out: BufWriter::new(out), line: Vec::new(), spelling }
    }

    fn end_line(&mut self) -> io::Result<()> {
        match inert(&self.line, self.spelling) {
            Some(line) => self.out.write_all(line.as_bytes())?,
            None => self.out.write_all(&self.line)?,
        }
        self.line.clear();
        Ok(())
    }
}

impl Write for Inert<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = memchr::memchr(b'\n', bytes).map_or(bytes.len(), |end| end + 1);
        self.line.extend_from_slice(&bytes[..taken]);
        if self.line.ends_with(b"\n") {
            self.end_line()?;
        }
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.end_line()?;
        self.out.flush()
    }
}

/// The line without commands, where it has some; in JSON also without hidden characters.
fn inert(line: &[u8], spelling: Spelling) -> Option<String> {
    let text = std::str::from_utf8(line).ok()?;
    let colon = text.trim_start();
    let colon = colon.starts_with("::").then(|| text.len() - colon.len());
    let hidden = |c: char| spelling == Spelling::Json && c != '\n' && safe::hidden(c);
    if colon.is_none() && !text.contains("##") && !text.contains(hidden) {
        return None;
    }
    let mut out = String::with_capacity(line.len() + 16);
    for (at, c) in text.char_indices() {
        if Some(at) == colon || hidden(c) || commands(text, at) {
            spelling.push(&mut out, c);
        } else {
            out.push(c);
        }
    }
    Some(out)
}

/// Whether the second `#` of `##[`, `##vso[` and the like stands at `at`.
fn commands(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    at > 0
        && bytes[at - 1..].starts_with(b"##")
        && bytes[at + 1..].iter().find(|byte| !byte.is_ascii_alphabetic()) == Some(&b'[')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str, spelling: Spelling) -> String {
        let mut out = Vec::new();
        let mut inert = Inert::new(&mut out, spelling);
        // In bits, for a command may be written in several pieces.
        for piece in text.as_bytes().chunks(3) {
            inert.write_all(piece).unwrap();
        }
        inert.flush().unwrap();
        drop(inert);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn commands_are_written_otherwise() {
        let log = "\u{a0} ::error::x\nsaid ##[add-mask]x and ###[y], ##vso[task.complete]\n::set-output";
        assert_eq!(
            written(log, Spelling::Shown),
            "\u{a0} <U+003A>:error::x\nsaid #<U+0023>[add-mask]x and ##<U+0023>[y], #<U+0023>vso[task.complete]\n\
             <U+003A>:set-output"
        );
        assert_eq!(written("::a ##[b", Spelling::Xml), "&#58;:a #&#35;[b");
        assert_eq!(written("\"##[a\"", Spelling::Json), "\"#\\u0023[a\"");
    }

    #[test]
    fn json_shows_no_hidden_character() {
        let json = serde_json::to_string("\u{1b}[2J \u{9b}31m \u{202e}abc \u{e0041} ü 日").unwrap();
        let shown = written(&json, Spelling::Json);
        assert_eq!(shown, r#""\u001b[2J \u009b31m \u202eabc \udb40\udc41 ü 日""#);
        assert_eq!(
            serde_json::from_str::<String>(&shown).unwrap(),
            serde_json::from_str::<String>(&json).unwrap()
        );
    }

    #[test]
    fn honest_text_stays() {
        for text in ["# a heading\n## another [one]\n", "a::b c::d\n", "", "no end", "##\n"] {
            assert_eq!(written(text, Spelling::Shown), text);
        }
    }
}
