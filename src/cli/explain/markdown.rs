//! A page about a rule or a code as Markdown.

use std::io::{self, Write};

use super::content::{Block, Content};
use crate::report::{code, prose, safe};

/// Writes the page.
pub(super) fn write(out: &mut dyn Write, page: &Content<'_>) -> io::Result<()> {
    writeln!(out, "# {}\n\n{}.\n", code(page.name), prose(page.title))?;
    for (key, fact) in &page.facts {
        writeln!(out, "- {key}: {}", prose(fact))?;
    }
    for (heading, blocks) in page.parts.iter().filter(|(_, blocks)| !blocks.is_empty()) {
        writeln!(out, "\n## {heading}")?;
        blocks.iter().try_for_each(|block| self::block(out, block))?;
    }
    Ok(())
}

fn block(out: &mut dyn Write, block: &Block) -> io::Result<()> {
    match block {
        Block::Text(text) => {
            text.trim().split("\n\n").try_for_each(|text| writeln!(out, "\n{}", prose(text)))
        }
        Block::File { words, text } => {
            let language = if words.contains(".txt`") { "text" } else { "yaml" };
            fenced(out, &prose(words), language, &safe::block(text))
        }
        Block::Example { outcome, claims, detail } => {
            let claims: Vec<String> = claims.iter().map(|claim| format!("- {}", safe::line(claim))).collect();
            let detail = detail.iter().map(|detail| format!(": {}", prose(detail)));
            fenced(out, &format!("{outcome}{}", detail.collect::<String>()), "yaml", &claims.join("\n"))
        }
    }
}

/// A block in a language behind a line, between fences that nothing in it can close.
fn fenced(out: &mut dyn Write, words: &str, language: &str, text: &str) -> io::Result<()> {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    writeln!(out, "\n{words}\n\n{fence}{language}\n{text}\n{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::fixture::written;

    #[test]
    fn nothing_in_a_block_closes_it() {
        let text = "a\n````\n# b\n".to_owned();
        let parts =
            vec![("Part", vec![Block::File { words: "`x`:".to_owned(), text }]), ("Empty", Vec::new())];
        let page = Content { name: "a`b", title: "T <b>", facts: vec![("key", "1. x".to_owned())], parts };
        assert_eq!(
            written(|out| write(out, &page)),
            "# ``a`b``\n\nT \\<b\\>.\n\n- key: 1\\. x\n\n## Part\n\n`x`:\n\n`````yaml\na\n````\n# b\n`````\n"
        );
    }
}
