//! A page of an explanation: headings, facts under their keys, and paragraphs, set to the width.

use std::io::{self, Write};

use super::content::{Block, Content};
use crate::report::{Style, Theme, safe};

/// Columns for the key of a fact.
const KEY: usize = 9;

/// Writes a page about a rule or a code.
pub(super) fn write(out: &mut dyn Write, content: &Content<'_>, style: Style) -> io::Result<()> {
    let mut page = Page::new(out, style);
    page.title(content.name, content.title)?;
    writeln!(page.out)?;
    content.facts.iter().try_for_each(|(key, fact)| page.fact(key, fact))?;
    for (heading, blocks) in content.parts.iter().filter(|(_, blocks)| !blocks.is_empty()) {
        page.heading(heading)?;
        for (at, block) in blocks.iter().enumerate() {
            page.block(block, at > 0)?;
        }
    }
    Ok(())
}

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

    fn paragraphs(&mut self, text: &str) -> io::Result<()> {
        // The lines of a rule file are cut for its own width; a blank line still parts paragraphs.
        for (index, paragraph) in text.split("\n\n").enumerate() {
            let blank = if index > 0 { "\n" } else { "" };
            let words = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
            writeln!(self.out, "{blank}{}", self.style.wrap(&words, "  ", "  "))?;
        }
        Ok(())
    }

    /// A block of a part; `later` where it is not the first one.
    fn block(&mut self, block: &Block, later: bool) -> io::Result<()> {
        if later && !matches!(block, Block::Example { .. }) {
            writeln!(self.out)?;
        }
        match block {
            Block::Text(text) => self.paragraphs(&safe::block(text)),
            Block::File { words, text } => {
                self.set(words, "  ", "  ")?;
                safe::block(text).lines().try_for_each(|line| writeln!(self.out, "    {line}"))
            }
            Block::Example { outcome, claims, detail } => {
                let firsts = std::iter::once(*outcome).chain(std::iter::repeat(""));
                for (first, claim) in firsts.zip(claims) {
                    writeln!(self.out, "  {first:<9}  {}", safe::line(claim))?;
                }
                let detail = detail.as_deref();
                detail.map_or(Ok(()), |detail| self.set(detail, "             = ", "               "))
            }
        }
    }
}
