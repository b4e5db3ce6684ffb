//! A page of an explanation: headings, facts under their keys, and paragraphs, set to the width.

use std::io::{self, Write};

use crate::report::{Style, Theme, safe};

/// Columns for the key of a fact.
const KEY: usize = 9;

/// A page as it is written.
pub(super) struct Page<'a> {
    pub(super) out: &'a mut dyn Write,
    pub(super) style: Style,
    pub(super) theme: Theme,
}

impl<'a> Page<'a> {
    pub(super) fn new(out: &'a mut dyn Write, style: Style) -> Self {
        Self { out, style, theme: Theme::new(style) }
    }

    /// `id: words`, the title of the page.
    pub(super) fn title(&mut self, id: &str, words: &str) -> io::Result<()> {
        let id = format!("{}: ", self.theme.accent(safe::line(id)));
        writeln!(self.out, "{}", self.style.wrap(&safe::line(words), &id, "  "))
    }

    /// The heading of a part of the page, after a blank line.
    pub(super) fn heading(&mut self, words: &str) -> io::Result<()> {
        writeln!(self.out, "\n{}", self.theme.accent(safe::line(words)))
    }

    /// A fact under its key, which is empty where it goes on from the one before.
    pub(super) fn fact(&mut self, key: &str, words: &str) -> io::Result<()> {
        let first = format!("  {key:<KEY$}  ");
        self.set(words, &first, &" ".repeat(KEY + 4))
    }

    /// The same where there is such a fact.
    pub(super) fn fact_if(&mut self, key: &str, words: Option<impl AsRef<str>>) -> io::Result<()> {
        words.map_or(Ok(()), |words| self.fact(key, words.as_ref()))
    }

    /// Words set to the width, `first` before the first line and `rest` before the others.
    pub(super) fn set(&mut self, words: &str, first: &str, rest: &str) -> io::Result<()> {
        writeln!(self.out, "{}", self.style.wrap(&safe::line(words), first, rest))
    }

    /// A paragraph or several under their heading; nothing where there is no text.
    pub(super) fn paragraph(&mut self, heading: &str, text: Option<&str>) -> io::Result<()> {
        let Some(text) = text.map(safe::block).filter(|text| !text.is_empty()) else { return Ok(()) };
        self.heading(heading)?;
        self.paragraphs(&text)
    }

    /// Paragraphs set to the width, parted by blank lines.
    pub(super) fn paragraphs(&mut self, text: &str) -> io::Result<()> {
        // The lines of a rule file are cut for its own width; a blank line still parts paragraphs.
        for (index, paragraph) in text.split("\n\n").enumerate() {
            let blank = if index > 0 { "\n" } else { "" };
            let words = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
            writeln!(self.out, "{blank}{}", self.style.wrap(&words, "  ", "  "))?;
        }
        Ok(())
    }
}
