//! The way in which nearly all claim files are written, read without the full parser: lists and mappings in lines, scalars,
//! brackets, blocks of text, comments, several documents.
//!
//! Whatever is written in another way, or wrong, is left to the full parser, which then reads all of the text; so are single
//! scalars that are no slice of the text. What is read here goes to the same [`Builder`] as the events of the parser, and the
//! tests hold both ways to the same tree.

mod scalar;

use granit_parser::{Event, ScalarStyle};

use self::scalar::{Scalar, next_of_plain};
use super::build::{self, Builder};
use super::tree::{Tag, Tree};
use crate::text::FileId;

/// How many levels are read here; as deep as anybody writes by hand.
const DEPTH: usize = 32;

/// Reads `piece` as [`build::piece`] does, which gets what is not written in the simple way.
pub(super) fn piece<'a>(file: FileId, text: &'a str, piece: &str, shift: u32) -> Option<(Tree<'a>, usize)> {
    read(file, text, piece, shift).or_else(|| build::piece(file, text, piece, shift))
}

/// Reads `piece`, which is `shift` bytes further on in `text`: its tree, and what it took of the budget for aliases. `None` if
/// anything in it is not written in the simple way.
pub(super) fn read<'a>(file: FileId, text: &'a str, piece: &str, shift: u32) -> Option<(Tree<'a>, usize)> {
    if has_control(piece) || has_unusual(piece) {
        return None;
    }
    let mut problems = Vec::new();
    let builder = Builder { shift, ..Builder::new(file, text, piece.len(), &mut problems) };
    let mut reader = Reader { builder, text: piece, at: 0, marked: false, before: 0 };
    reader.lines()?;
    let Builder { tree, anchors, problems, .. } = reader.builder;
    problems.is_empty().then(|| (tree, anchors.spent()))
}

/// Whether a character is in `text` that ASCII has for no text, other than the end of a line; many are looked at at once.
fn has_control(text: &str) -> bool {
    let control = |byte: u8| (byte < b' ' && byte != b'\n') || byte == 0x7f;
    text.as_bytes().chunks(64).any(|chunk| chunk.iter().fold(false, |any, &byte| any | control(byte)))
}

/// Whether a character is in `text` that YAML refuses, or that some readers take for the end of a line.
fn has_unusual(text: &str) -> bool {
    let unusual =
        |c| matches!(c, '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    !text.is_ascii() && text.contains(unusual)
}

/// What is read, up to where.
struct Reader<'a, 'p> {
    builder: Builder<'a, 'p>,
    text: &'p str,
    /// The offset of what comes next.
    at: usize,
    /// Whether a line said that a document begins.
    marked: bool,
    /// How many documents are complete.
    before: usize,
}

impl Reader<'_, '_> {
    fn lines(&mut self) -> Option<()> {
        while let Some(column) = self.next_line() {
            self.line(column)?;
        }
        self.end_document()
    }

    /// Ends a document, which has a root; one that is empty is for the full parser.
    fn end_document(&mut self) -> Option<()> {
        while !self.builder.open.is_empty() {
            self.close()?;
        }
        (!self.is_first()).then_some(())
    }

    /// Whether the root of the document is still to come.
    fn is_first(&self) -> bool {
        self.builder.open.is_empty() && self.builder.tree.roots.len() == self.before
    }

    /// Reads the line that begins a document.
    fn begin_document(&mut self) -> Option<()> {
        let documents = self.builder.tree.roots.len();
        if self.marked || documents > 0 {
            self.end_document()?;
        }
        (self.marked, self.before) = (true, documents);
        self.rest().starts_with("---").then_some(())?;
        self.at += 3;
        self.end_of_line()
    }

    /// Goes to the next line that is neither blank nor a comment, and returns the column at which it begins.
    fn next_line(&mut self) -> Option<usize> {
        loop {
            let blanks = self.blanks();
            self.at += blanks;
            match self.byte()? {
                b'\n' => self.at += 1,
                b'#' => self.skip_line(),
                _ => return Some(blanks),
            }
        }
    }

    /// Reads a line from `column`, at which it begins.
    fn line(&mut self, column: usize) -> Option<()> {
        if column == 0 && self.ends_document() {
            return self.begin_document();
        }
        while self.column().is_some_and(|open| open > column) {
            self.close()?;
        }
        let item = self.is_dash();
        // A list may be indented no further than its key: then the next key ends it.
        if !item && self.column() == Some(column) && !self.in_mapping() {
            self.close()?;
        }
        let goes_on = self.column() == Some(column) && self.in_mapping() != item;
        if goes_on && self.keyed() {
            // The key above has no value.
            self.place_nothing();
        } else if !goes_on {
            let first = self.is_first();
            if !(first || self.keyed()) {
                return None;
            }
            if first && matches!(self.byte(), Some(b'[' | b'{')) {
                self.brackets()?;
                return self.end_of_line();
            }
            self.open(if item { Tag::Sequence } else { Tag::Mapping }, column)?;
        }
        if item { self.item(column) } else { self.entry() }
    }

    /// Reads an item of a list from its dash, which is at `column`.
    fn item(&mut self, mut column: usize) -> Option<()> {
        loop {
            self.at += 1;
            let blanks = self.blanks();
            (self.at, column) = (self.at + blanks, column + 1 + blanks);
            if !self.is_dash() {
                break;
            }
            self.open(Tag::Sequence, column)?;
        }
        match self.byte()? {
            b'\n' | b'#' => None,
            b'[' | b'{' | b'|' | b'>' => self.value(),
            _ => {
                let scalar = self.scalar(false)?;
                if !scalar.is_key(self.text) {
                    return self.lines_of(scalar);
                }
                self.open_at(Tag::Mapping, scalar.start, 0, column)?;
                self.keyed_value(&scalar)
            }
        }
    }

    /// Reads a key and its value.
    fn entry(&mut self) -> Option<()> {
        let key = self.scalar(false)?;
        if key.is_key(self.text) { self.keyed_value(&key) } else { None }
    }

    /// Places `key`, and reads the value behind its colon.
    fn keyed_value(&mut self, key: &Scalar) -> Option<()> {
        self.place(key)?;
        self.at += 1;
        self.at += self.blanks();
        self.value()
    }

    /// Reads the value that is in this line; where there is none, it may be in the lines below.
    fn value(&mut self) -> Option<()> {
        match self.byte() {
            None | Some(b'\n' | b'#') => {}
            Some(b'[' | b'{') => self.brackets()?,
            Some(b'|' | b'>') => return self.block(),
            Some(_) => {
                let scalar = self.scalar(false)?;
                return if scalar.is_key(self.text) { None } else { self.lines_of(scalar) };
            }
        }
        self.end_of_line()
    }

    /// Places `scalar`, with the lines below that go on with it, and goes behind them.
    fn lines_of(&mut self, mut scalar: Scalar) -> Option<()> {
        let column = self.column()?;
        while let Some(line) =
            next_of_plain(self.text, self.at, column).filter(|_| scalar.style == ScalarStyle::Plain)
        {
            let rest = &self.text[line..];
            self.at = line + memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
            scalar = Scalar { end: self.at, verbatim: false, ..scalar };
        }
        self.place(&scalar)?;
        self.end_of_line()
    }

    /// Reads a list or mapping in brackets.
    fn brackets(&mut self) -> Option<()> {
        let (tag, end) = if self.byte() == Some(b'{') { (Tag::Mapping, b'}') } else { (Tag::Sequence, b']') };
        let column = self.column().unwrap_or_default();
        self.open_at(tag, self.at, 1, column)?;
        self.at += 1;
        self.layout()?;
        while self.byte()? != end {
            if tag == Tag::Mapping {
                self.key_in_brackets()?;
            }
            self.value_in_brackets()?;
            self.layout()?;
            match self.byte()? {
                b',' => {
                    self.at += 1;
                    self.layout()?;
                    // A comma behind the last value is for the full parser.
                    (self.byte()? != end).then_some(())?;
                }
                byte if byte == end => {}
                _ => return None,
            }
        }
        self.at += 1;
        self.builder.last = self.here();
        self.close()
    }

    fn key_in_brackets(&mut self) -> Option<()> {
        let key = self.scalar(true)?;
        if !key.is_key_within(self.text) {
            return None;
        }
        self.place(&key)?;
        self.at += 1;
        self.layout()
    }

    fn value_in_brackets(&mut self) -> Option<()> {
        if matches!(self.byte()?, b'[' | b'{') {
            return self.brackets();
        }
        let scalar = self.scalar(true)?;
        self.place(&scalar)
    }

    /// Skips what is between two words within brackets. The lines within them are indented further than what is around them; a
    /// bracket that closes at the column of its entry is for the full parser.
    fn layout(&mut self) -> Option<()> {
        self.at += self.blanks();
        while matches!(self.byte(), Some(b'\n' | b'#')) {
            if self.byte() == Some(b'#') && !self.text[..self.at].ends_with([' ', '\n']) {
                return None;
            }
            self.skip_line();
            let blanks = self.blanks();
            let shallow = self.column().map_or(self.ends_document(), |column| blanks <= column);
            self.at += blanks;
            if shallow && !matches!(self.byte()?, b'\n' | b'#') {
                return None;
            }
        }
        Some(())
    }

    /// Reads a block of text, from its header to the first line that is indented no further than what is around it.
    fn block(&mut self) -> Option<()> {
        let (start, column) = (self.at, self.column()?);
        // A header that says how far its lines are indented says it of the place in which it stands.
        if self.rest().bytes().take_while(|byte| *byte != b'\n').any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        self.skip_line();
        loop {
            let blanks = self.blanks();
            match self.byte_at(self.at + blanks) {
                Some(b'\n') => {}
                Some(_) if blanks > column => {}
                _ => break,
            }
            self.skip_line();
        }
        self.by_parser(start, self.at)
    }

    /// Goes behind the scalar that begins here, but does not place it.
    fn scalar(&mut self, within: bool) -> Option<Scalar> {
        let scalar = Scalar::at(self.text, self.at, within)?;
        self.at = scalar.end;
        Some(scalar)
    }

    fn place(&mut self, scalar: &Scalar) -> Option<()> {
        let &Scalar { start, end, style, verbatim } = scalar;
        if !verbatim {
            return self.by_parser(start, end);
        }
        let inside = if style == ScalarStyle::Plain { start..end } else { start + 1..end - 1 };
        let (from, to) = (start as u32 + self.builder.shift, end as u32 + self.builder.shift);
        let node = self.builder.scalar(self.text.get(inside)?, style, false, from, to);
        self.builder.place(node, 0);
        Some(())
    }

    fn place_nothing(&mut self) {
        let node = self.builder.absent(self.here());
        self.builder.place(node, 0);
    }

    /// Places the one scalar that is written at `start..end` as the full parser reads it.
    fn by_parser(&mut self, start: usize, end: usize) -> Option<()> {
        let mut placed = 0;
        self.builder.shift += start as u32;
        for event in build::parser(self.text.get(start..end)?) {
            let (event, marks) = event.ok()?;
            match event {
                Event::Scalar(..) => {
                    self.builder.event(event, &marks).ok()?;
                    placed += 1;
                }
                Event::StreamStart
                | Event::DocumentStart(false, ..)
                | Event::DocumentEnd
                | Event::StreamEnd => {}
                _ => return None,
            }
        }
        self.builder.shift -= start as u32;
        (placed == 1).then_some(())
    }

    /// Opens a list or mapping in lines, at `column`.
    fn open(&mut self, tag: Tag, column: usize) -> Option<()> {
        let length = u32::from(tag == Tag::Sequence && self.keyed() && self.column() == Some(column));
        self.open_at(tag, self.at, length, column)
    }

    fn open_at(&mut self, tag: Tag, start: usize, length: u32, column: usize) -> Option<()> {
        let start = start as u32 + self.builder.shift;
        self.builder.open(tag, start, start + length, column as u32, 0);
        (self.builder.open.len() <= DEPTH).then_some(())
    }

    /// Closes the innermost list or mapping, after a value that is not there.
    fn close(&mut self) -> Option<()> {
        if self.keyed() {
            self.place_nothing();
        }
        self.builder.close().ok()
    }

    /// Goes behind the end of the line, before which nothing is but a comment.
    fn end_of_line(&mut self) -> Option<()> {
        let blanks = self.blanks();
        match self.byte_at(self.at + blanks) {
            None | Some(b'\n') => {}
            Some(b'#') if self.text[..self.at + blanks].ends_with(' ') => {}
            Some(_) => return None,
        }
        self.skip_line();
        Some(())
    }

    fn skip_line(&mut self) {
        let rest = self.rest();
        self.at += memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |end| end + 1);
    }

    /// Whether a line begins here that ends a document or begins one.
    fn ends_document(&self) -> bool {
        self.rest().starts_with("---") || self.rest().starts_with("...")
    }

    fn is_dash(&self) -> bool {
        self.byte() == Some(b'-') && self.byte_at(self.at + 1) == Some(b' ')
    }

    /// How many blanks come next.
    fn blanks(&self) -> usize {
        let rest = self.rest().as_bytes();
        rest.iter().position(|&byte| byte != b' ').unwrap_or(rest.len())
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn byte(&self) -> Option<u8> {
        self.byte_at(self.at)
    }

    fn byte_at(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// The offset in the text of the builder of what comes next.
    fn here(&self) -> u32 {
        self.at as u32 + self.builder.shift
    }

    /// The column of the innermost list or mapping in lines.
    fn column(&self) -> Option<usize> {
        self.builder.column().map(|column| column as usize)
    }

    fn in_mapping(&self) -> bool {
        self.builder.open.last().is_some_and(|frame| frame.mapping)
    }

    /// Whether a key stands without its value yet.
    fn keyed(&self) -> bool {
        self.builder.open.last().is_some_and(|frame| frame.keyed)
    }
}

#[cfg(test)]
mod tests;
