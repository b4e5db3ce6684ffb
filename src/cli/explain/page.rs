//! The page of a rule or a code, as it is printed.

use std::io::{self, Write};

use super::content::{Block, Content};
use crate::cli::page::Page;
use crate::report::{Style, safe};

/// Writes a page about a rule or a code.
pub(super) fn write(out: &mut dyn Write, content: &Content<'_>, style: Style) -> io::Result<()> {
    let mut page = Page::new(out, style);
    page.title(content.name, content.title)?;
    writeln!(page.out)?;
    content.facts.iter().try_for_each(|(key, fact)| page.fact(key, fact))?;
    for (heading, blocks) in content.parts.iter().filter(|(_, blocks)| !blocks.is_empty()) {
        page.heading(heading)?;
        for (at, block) in blocks.iter().enumerate() {
            write_block(&mut page, block, at > 0)?;
        }
    }
    Ok(())
}

/// A block of a part; `later` where it is not the first one.
fn write_block(page: &mut Page<'_>, block: &Block, later: bool) -> io::Result<()> {
    if later && !matches!(block, Block::Example { .. }) {
        writeln!(page.out)?;
    }
    match block {
        Block::Text(text) => page.paragraphs(&safe::block(text)),
        Block::File { words, text } => {
            page.set(words, "  ", "  ")?;
            safe::block(text).lines().try_for_each(|line| writeln!(page.out, "    {line}"))
        }
        Block::Example { outcome, claims, detail } => {
            let firsts = std::iter::once(*outcome).chain(std::iter::repeat(""));
            for (first, claim) in firsts.zip(claims) {
                writeln!(page.out, "  {first:<12}  {}", safe::line(claim))?;
            }
            let detail = detail.as_deref();
            detail.map_or(Ok(()), |detail| page.set(detail, "                = ", "                  "))
        }
    }
}
