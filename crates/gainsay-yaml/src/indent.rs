//! How far the lines have to be indented that continue a quoted text or a pair of brackets.
//!
//! The parser takes them with any indentation. YAML wants them further in than the block around them; only a closing
//! bracket may stand right below the start of its entry, as most readers take it there.

use crate::text::{Code, FileId, Problem, Span};

/// What a line continues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    /// A text, of which every line is part.
    Text,
    /// Brackets, in which lines may also hold comments.
    Brackets,
}

/// A line that is not indented far enough, by the offset of what is to be underlined, and what it continues.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shallow {
    at: usize,
    within: Within,
}

/// The first line that begins in `from..to` of `text` and is indented no further than `column`.
pub(super) fn shallow(text: &str, from: u32, to: u32, column: u32, within: Within) -> Option<Shallow> {
    let part = text.as_bytes().get(from as usize..to as usize)?;
    let lines = memchr::memchr2_iter(b'\n', b'\r', part).map(|end| from as usize + end + 1);
    let mut begins = lines.filter_map(|line| begins(text, line, column as usize, within));
    begins.next().map(|at| Shallow { at, within })
}

/// What begins the line at `line`, if that is not indented far enough.
fn begins(text: &str, line: usize, column: usize, within: Within) -> Option<usize> {
    let rest = text.get(line..)?;
    let indented = rest.trim_start_matches(' ');
    let blanks = rest.len() - indented.len();
    let first = indented.trim_start_matches('\t').chars().next()?;
    let layout = matches!(first, '\n' | '\r') || (within == Within::Brackets && first == '#');
    let closes = within == Within::Brackets && blanks == column && indented.starts_with([']', '}']);
    (blanks <= column && !layout && !closes).then_some(line + blanks)
}

impl Shallow {
    /// What is wrong with the line.
    pub(super) fn problem(self, file: FileId, text: &str) -> Problem {
        let first = text.get(self.at..).and_then(|rest| rest.chars().next()).unwrap_or_default();
        let (message, help) = match (first, self.within) {
            ('\t', _) => ("a tab cannot indent", "indent with spaces"),
            (_, Within::Text) => (
                "this line is not indented enough to continue the text before it",
                "indent it further than the key or the dash that the text belongs to",
            ),
            (_, Within::Brackets) => (
                "this line is not indented enough for the brackets around it",
                "indent it further than the key or the dash that the brackets belong to",
            ),
        };
        let span = Span::new(file, self.at as u32, (self.at + first.len_utf8()) as u32);
        Problem::new(Code::MalformedYaml, span, message).help(help)
    }
}
