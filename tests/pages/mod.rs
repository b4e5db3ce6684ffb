//! The pages of the documentation, which tests keep as the program makes them.

#![allow(dead_code, reason = "not every test needs all of it")]

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anstyle_svg::{Palette, Term};
use snapbox::{Assert, Data};

/// The file at `path` in this repository.
pub fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

pub fn read(path: &str) -> String {
    fs::read_to_string(at(path)).unwrap()
}

/// Holds the file at `path` against what it should be; `SNAPSHOTS=overwrite` writes it anew.
pub fn keep(path: &str, page: String) {
    let path = at(path);
    Assert::new().action_env("SNAPSHOTS").eq(page, Data::read_from(&path, None).raw());
}

/// A fenced block of a page.
#[derive(Debug, Clone)]
pub struct Block<'p> {
    /// What stands behind its fence.
    pub language: &'p str,
    /// The lines between its fences.
    pub text: &'p str,
    /// Where in the page those are, in bytes.
    pub range: Range<usize>,
}

/// The fenced blocks of a page, in order.
pub fn blocks(page: &str) -> Vec<Block<'_>> {
    let (mut blocks, mut open, mut at) = (Vec::new(), None, 0);
    for line in page.split_inclusive('\n') {
        let end = at + line.len();
        if let Some(language) = line.strip_prefix("```") {
            open = match open {
                None => Some((language.trim(), end)),
                Some((language, start)) => {
                    blocks.push(Block { language, text: &page[start..at], range: start..at });
                    None
                }
            };
        }
        at = end;
    }
    assert!(open.is_none(), "a block has no end");
    blocks
}

/// The page with its made parts made anew: whatever stands between `<!-- made: WORDS -->` and `<!-- /made -->` is replaced by
/// what `make` makes of the words and of what stands there.
pub fn renewed(page: &str, mut make: impl FnMut(&str, &str) -> String) -> String {
    const END: &str = "<!-- /made -->";
    let mut pieces = page.split("<!-- made: ");
    let mut renewed = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (words, rest) = piece.split_once(" -->\n").unwrap();
        let (made, rest) = rest.split_once(END).unwrap();
        let made = make(words, made.trim_matches('\n'));
        let made = made.trim_matches('\n');
        renewed.extend(["<!-- made: ", words, " -->\n\n", made, "\n\n", END, rest]);
    }
    renewed
}

/// The picture that a page shows right behind a block, if it does: where it lies, from the page on.
pub fn picture_behind<'p>(page: &'p str, block: &Block<'_>) -> Option<&'p str> {
    let behind = page[block.range.end..].strip_prefix("```\n\n![")?;
    behind.split_once("](")?.1.split_once(')').map(|(path, _)| path)
}

/// A picture of a terminal in which `command` has printed what it printed, colours and all.
pub fn picture(command: &str, printed: &str) -> String {
    // The usual palettes are hard to read where they are dark, and glare where they are bright.
    // Black, red, green, yellow, blue, magenta, cyan, white.
    let colours = [
        (0x16, 0x1b, 0x22),
        (0xff, 0x7b, 0x72),
        (0x56, 0xd3, 0x64),
        (0xe3, 0xb3, 0x41),
        (0x79, 0xc0, 0xff),
        (0xd2, 0xa8, 0xff),
        (0x56, 0xd4, 0xdd),
        (0xd6, 0xdc, 0xe3),
    ]
    .map(Into::into);
    let palette = Palette(std::array::from_fn(|at| colours[at % 8]));
    Term::new().palette(palette).render_svg(&format!("$ {command}\n{}", printed.trim_end()))
}

/// What a program needs in its environment to print in colours into a pipe.
pub const IN_COLOURS: (&str, &str) = ("CLICOLOR_FORCE", "1");
