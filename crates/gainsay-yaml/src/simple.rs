//! The way in which nearly all claim files are written, read without the full parser: lists and mappings in lines, scalars
//! on one line, brackets, blocks of text, comments.
//!
//! Whatever is written in another way, or wrong, is left to the full parser, which then reads all of the text; so are single
//! scalars that are no slice of the text. What is read here goes to the same [`Builder`] as the events of the parser, and the
//! tests hold both ways to the same tree.

use granit_parser::{Event, ScalarStyle};

use super::build::{self, Builder};
use super::tree::{Tag, Tree};
use crate::text::FileId;

/// How many levels are read here; as deep as anybody writes by hand.
const DEPTH: usize = 32;
/// How long a key may be, in bytes: the full parser takes no more than 1,024 characters.
const KEY: usize = 1000;

/// Reads `piece` as [`build::piece`] does, which gets what is not written in the simple way.
pub(super) fn piece<'a>(file: FileId, text: &'a str, piece: &str, shift: u32) -> Option<(Tree<'a>, usize)> {
    read(file, text, piece, shift).or_else(|| build::piece(file, text, piece, shift))
}

/// Reads `piece`, which is `shift` bytes further on in `text`: its tree, and what it took of the budget for aliases. `None` if
/// anything in it is not written in the simple way.
pub(super) fn read<'a>(file: FileId, text: &'a str, piece: &str, shift: u32) -> Option<(Tree<'a>, usize)> {
    if !piece.bytes().all(|byte| byte == b'\n' || (byte >= b' ' && byte != 0x7f)) || has_unusual(piece) {
        return None;
    }
    let mut problems = Vec::new();
    let builder = Builder { shift, ..Builder::new(file, text, piece.len(), &mut problems) };
    let mut reader = Reader { builder, text: piece, at: 0, shift };
    reader.lines()?;
    let Builder { tree, anchors, problems, .. } = reader.builder;
    problems.is_empty().then(|| (tree, anchors.spent()))
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
    /// The offset of the first byte in the text of the builder.
    shift: u32,
}

/// A scalar on one line.
struct Scalar {
    start: usize,
    end: usize,
    style: ScalarStyle,
    /// Whether it says what is between its quotation marks byte for byte.
    verbatim: bool,
}

impl Reader<'_, '_> {
    fn lines(&mut self) -> Option<()> {
        while let Some(column) = self.next_line() {
            self.line(column)?;
        }
        while !self.builder.open.is_empty() {
            self.close()?;
        }
        // An empty text has a root too, which the parser puts at its place.
        (!self.builder.tree.roots.is_empty()).then_some(())
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
            return None;
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
            let first = self.builder.open.is_empty() && self.builder.tree.roots.is_empty();
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
                if !self.is_key(&scalar) {
                    self.place(&scalar)?;
                    return self.end_of_line();
                }
                self.open_at(Tag::Mapping, scalar.start, 0, column)?;
                self.keyed_value(&scalar)
            }
        }
    }

    /// Reads a key and its value.
    fn entry(&mut self) -> Option<()> {
        let key = self.scalar(false)?;
        if self.is_key(&key) { self.keyed_value(&key) } else { None }
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
                if self.is_key(&scalar) {
                    return None;
                }
                self.place(&scalar)?;
            }
        }
        self.end_of_line()
    }

    /// Reads a list or mapping in brackets, within which lines may end where nothing in lines is around it.
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
        let colon = self.byte()? == b':' && key.end - key.start <= KEY;
        let apart = matches!(self.byte_at(self.at + 1)?, b' ' | b'\n');
        if !colon || !(apart || key.style != ScalarStyle::Plain) {
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

    /// Skips what is between two words within brackets.
    fn layout(&mut self) -> Option<()> {
        self.at += self.blanks();
        while self.byte() == Some(b'\n') {
            if self.builder.column().is_some() {
                return None;
            }
            self.at += 1;
            if self.ends_document() {
                return None;
            }
            self.at += self.blanks();
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

    /// Reads a scalar that begins and ends in this line, but does not place it.
    fn scalar(&mut self, within: bool) -> Option<Scalar> {
        let start = self.at;
        let (style, verbatim) = match self.byte()? {
            b'"' => (ScalarStyle::DoubleQuoted, self.quoted(b'"', b'\\')?),
            b'\'' => (ScalarStyle::SingleQuoted, self.quoted(b'\'', b'\'')?),
            byte if self.begins_plain(byte, within) => {
                self.plain(within);
                (ScalarStyle::Plain, true)
            }
            _ => return None,
        };
        Some(Scalar { start, end: self.at, style, verbatim })
    }

    /// Whether `byte` begins a plain scalar here; of the signs that mean something to YAML, few do.
    fn begins_plain(&self, byte: u8, within: bool) -> bool {
        match byte {
            b'-' => match self.byte_at(self.at + 1) {
                None | Some(b' ' | b'\n') => false,
                Some(next) => !(within && is_bracket(next)),
            },
            byte if byte.is_ascii_punctuation() => b"$()+./;<=\\^_~".contains(&byte),
            _ => true,
        }
    }

    /// Goes to the end of the plain scalar that begins here: blanks at its end are none of it.
    fn plain(&mut self, within: bool) {
        let bytes = self.text.as_bytes();
        let mut end = self.at;
        loop {
            let rest = &bytes[end..];
            let stop = if within {
                rest.iter().position(|&byte| matches!(byte, b':' | b'#' | b'\n') || is_bracket(byte))
            } else {
                memchr::memchr3(b':', b'#', b'\n', rest)
            };
            end = stop.map_or(bytes.len(), |stop| end + stop);
            let goes_on = match bytes.get(end) {
                Some(b':') => !bytes
                    .get(end + 1)
                    .is_none_or(|&next| matches!(next, b' ' | b'\n') || (within && is_bracket(next))),
                Some(b'#') => bytes[end - 1] != b' ',
                _ => false,
            };
            if !goes_on {
                break;
            }
            end += 1;
        }
        self.at += self.text[self.at..end].trim_end_matches(' ').len();
    }

    /// Goes behind the quoted scalar that begins here, and says whether `escape` is nowhere in it. What `escape` is before belongs
    /// to the text.
    fn quoted(&mut self, mark: u8, escape: u8) -> Option<bool> {
        let bytes = self.text.as_bytes();
        let (mut end, mut verbatim) = (self.at + 1, true);
        loop {
            end += memchr::memchr3(mark, escape, b'\n', bytes.get(end..)?)?;
            match bytes[end] {
                b'\n' => return None,
                byte if byte == escape && (escape != mark || bytes.get(end + 1) == Some(&mark)) => {
                    // An escaped end of a line is no end of the line, but it is for the full parser.
                    (bytes.get(end + 1)? != &b'\n').then_some(())?;
                    (end, verbatim) = (end + 2, false);
                }
                _ => break,
            }
        }
        self.at = end + 1;
        Some(verbatim)
    }

    /// Whether `scalar`, which was just read, is a key.
    fn is_key(&self, scalar: &Scalar) -> bool {
        self.byte() == Some(b':')
            && matches!(self.byte_at(self.at + 1), None | Some(b' ' | b'\n'))
            && scalar.end - scalar.start <= KEY
    }

    fn place(&mut self, scalar: &Scalar) -> Option<()> {
        let &Scalar { start, end, style, verbatim } = scalar;
        if !verbatim {
            return self.by_parser(start, end);
        }
        let inside = if style == ScalarStyle::Plain { start..end } else { start + 1..end - 1 };
        let (from, to) = (start as u32 + self.shift, end as u32 + self.shift);
        let node = self.builder.scalar(self.text.get(inside)?, style, false, from, to);
        self.builder.place(node, 0);
        Some(())
    }

    fn place_nothing(&mut self) {
        let node = self.builder.absent(self.here());
        self.builder.place(node, 0);
    }

    /// Places the scalar that is written at `start..end` as the full parser reads it.
    fn by_parser(&mut self, start: usize, end: usize) -> Option<()> {
        self.builder.shift = self.shift + start as u32;
        for event in build::parser(self.text.get(start..end)?) {
            let (event, marks) = event.ok()?;
            match event {
                Event::Scalar(..) => self.builder.event(event, &marks).ok()?,
                Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd | Event::StreamEnd => {}
                _ => return None,
            }
        }
        Some(())
    }

    /// Opens a list or mapping in lines, at `column`.
    fn open(&mut self, tag: Tag, column: usize) -> Option<()> {
        let length = u32::from(tag == Tag::Sequence && self.keyed() && self.column() == Some(column));
        self.open_at(tag, self.at, length, column)
    }

    fn open_at(&mut self, tag: Tag, start: usize, length: u32, column: usize) -> Option<()> {
        let start = start as u32 + self.shift;
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
        self.at as u32 + self.shift
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

fn is_bracket(byte: u8) -> bool {
    matches!(byte, b',' | b'[' | b']' | b'{' | b'}')
}

#[cfg(test)]
mod tests;
