//! A page of an explanation: headings, facts under their keys, and paragraphs, set to the width or as Markdown.

use std::io::{self, Write};

use crate::report::{Style, Theme, code, prose, safe};

/// Columns for the key of a fact.
const KEY: usize = 9;

/// A page as it is written.
pub(super) struct Page<'a> {
    pub(super) out: &'a mut dyn Write,
    pub(super) style: Style,
    pub(super) theme: Theme,
    markdown: bool,
}

impl<'a> Page<'a> {
    pub(super) fn new(out: &'a mut dyn Write, style: Style) -> Self {
        Self { out, style, theme: Theme::new(style), markdown: false }
    }

    /// The same in Markdown.
    pub(super) fn markdown(out: &'a mut dyn Write) -> Self {
        Self { markdown: true, ..Self::new(out, Style::PLAIN) }
    }

    /// `id: words`, the title of the page.
    pub(super) fn title(&mut self, id: &str, words: &str) -> io::Result<()> {
        if self.markdown {
            return writeln!(self.out, "# {}\n\n{}\n", code(id), prose(words));
        }
        let id = format!("{}: ", self.theme.accent(safe::line(id)));
        writeln!(self.out, "{}", self.style.wrap(&safe::line(words), &id, "  "))
    }

    /// The heading of a part of the page, after a blank line.
    pub(super) fn heading(&mut self, words: &str) -> io::Result<()> {
        if self.markdown {
            return writeln!(self.out, "\n## {}\n", prose(words));
        }
        writeln!(self.out, "\n{}", self.theme.accent(safe::line(words)))
    }

    /// A fact under its key, which is empty where it goes on from the one before.
    pub(super) fn fact(&mut self, key: &str, words: &str) -> io::Result<()> {
        if self.markdown {
            return writeln!(self.out, "- **{key}**: {}", prose(words));
        }
        let first = format!("  {key:<KEY$}  ");
        self.set(words, &first, &" ".repeat(KEY + 4))
    }

    /// The same where there is such a fact.
    pub(super) fn fact_if(&mut self, key: &str, words: Option<impl AsRef<str>>) -> io::Result<()> {
        words.map_or(Ok(()), |words| self.fact(key, words.as_ref()))
    }

    /// Words set to the width, `first` before the first line and `rest` before the others.
    pub(super) fn set(&mut self, words: &str, first: &str, rest: &str) -> io::Result<()> {
        if self.markdown {
            // What is indented further belongs to what is before it.
            let depth = first.len().saturating_sub(2);
            return writeln!(self.out, "{:depth$}- {}", "", prose(words));
        }
        writeln!(self.out, "{}", self.style.wrap(&safe::line(words), first, rest))
    }

    /// What `write` writes line by line as it is, in Markdown between fences that nothing in it can close.
    pub(super) fn verbatim(
        &mut self,
        write: impl FnOnce(&mut dyn Write, Style) -> io::Result<()>,
    ) -> io::Result<()> {
        if !self.markdown {
            return write(self.out, self.style);
        }
        let mut lines = Vec::new();
        write(&mut lines, self.style)?;
        let lines = String::from_utf8_lossy(&lines);
        let longest = lines.split(|c| c != '`').map(str::len).max().unwrap_or_default();
        let fence = "`".repeat(longest.max(2) + 1);
        writeln!(self.out, "{fence}text\n{}\n{fence}\n", lines.trim_end())
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
