//! Positions in the units that the client counts in.

use gainsay_core::text::{File, Span};
use ls_types::{ClientCapabilities, Position, PositionEncodingKind, Range};

/// What a character of a position is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// A byte of UTF-8.
    Utf8,
    /// A unit of UTF-16, as where nothing is negotiated.
    #[default]
    Utf16,
    /// A code point.
    Utf32,
}

impl Encoding {
    /// The one to use with a client: bytes where it knows them, as nothing is to be counted then.
    #[must_use]
    pub fn negotiated(client: &ClientCapabilities) -> Self {
        let known = client.general.as_ref().and_then(|general| general.position_encodings.as_deref());
        let knows = |kind: &PositionEncodingKind| known.is_some_and(|known| known.contains(kind));
        match () {
            () if knows(&PositionEncodingKind::UTF8) => Self::Utf8,
            () if knows(&PositionEncodingKind::UTF32) && !knows(&PositionEncodingKind::UTF16) => Self::Utf32,
            () => Self::Utf16,
        }
    }

    /// What it is called in the protocol.
    #[must_use]
    pub fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    /// Where the byte `offset` of `file` is. An editor shows no byte order mark, so none is counted.
    #[must_use]
    pub fn position(self, file: &File, offset: u32) -> Position {
        let starts = file.line_starts();
        let line = starts.partition_point(|&start| start <= offset).saturating_sub(1);
        let before = between(&file.text, starts[line] as usize, offset as usize);
        let before = if line == 0 { before.trim_start_matches('\u{feff}') } else { before };
        Position { line: line as u32, character: self.units(before) }
    }

    /// The range of `span`, which is in `file`.
    #[must_use]
    pub fn range(self, file: &File, span: Span) -> Range {
        Range { start: self.position(file, span.start), end: self.position(file, span.end) }
    }

    /// The byte of `file` at `position`; where that is behind the end of a line or of the file, this end.
    #[must_use]
    pub fn offset(self, file: &File, position: Position) -> usize {
        let (starts, text) = (file.line_starts(), &file.text);
        let Some(&start) = starts.get(position.line as usize) else { return text.len() };
        let end = starts.get(position.line as usize + 1).map_or(text.len(), |&next| next as usize);
        let line = between(text, start as usize, end).trim_end_matches(['\n', '\r']);
        let mark = if position.line == 0 && line.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        start as usize + mark + self.bytes(&line[mark..], position.character)
    }

    /// How many units `text` has.
    fn units(self, text: &str) -> u32 {
        let count = match self {
            Self::Utf8 => text.len(),
            Self::Utf16 => text.chars().map(char::len_utf16).sum(),
            Self::Utf32 => text.chars().count(),
        };
        count as u32
    }

    /// How many bytes the first `units` of `line` take; no part of a character counts.
    fn bytes(self, line: &str, units: u32) -> usize {
        let mut left = units as usize;
        let fits = |c: &char| {
            let size = match self {
                Self::Utf8 => c.len_utf8(),
                Self::Utf16 => c.len_utf16(),
                Self::Utf32 => 1,
            };
            let fits = size <= left;
            left = left.saturating_sub(size);
            fits
        };
        line.chars().take_while(fits).map(char::len_utf8).sum()
    }
}

/// The text between two bytes, from the beginning of a character each.
fn between(text: &str, start: usize, end: usize) -> &str {
    let end = (0..=end.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default();
    text.get(start..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use gainsay_core::text::Files;

    const TEXT: &str = "\u{feff}a\tb: 'e\u{301}'\r\nx: 🔥🔥 fire\ry: ü\n日本: 1\n";

    #[test]
    fn positions_count_what_was_negotiated() {
        let mut files = Files::default();
        let id = files.add("a.yaml", TEXT);
        let file = files.get(id);
        let at = |needle: &str| TEXT.find(needle).unwrap() as u32;
        for (needle, line, [utf8, utf16, utf32]) in [
            ("a\t", 0, [0, 0, 0]),
            ("b:", 0, [2, 2, 2]),
            ("'\r", 0, [9, 8, 8]),
            ("fire", 1, [12, 8, 6]),
            ("y:", 2, [0, 0, 0]),
            ("ü", 2, [3, 3, 3]),
            (": 1", 3, [6, 2, 2]),
        ] {
            for (encoding, character) in
                [(Encoding::Utf8, utf8), (Encoding::Utf16, utf16), (Encoding::Utf32, utf32)]
            {
                let position = encoding.position(file, at(needle));
                assert_eq!(position, Position { line, character }, "{needle} {encoding:?}");
                assert_eq!(encoding.offset(file, position), at(needle) as usize, "{needle} {encoding:?}");
            }
        }
    }

    #[test]
    fn what_is_behind_an_end_is_that_end() {
        let mut files = Files::default();
        let id = files.add("a.yaml", "a: 🔥\r\nb");
        let offset = |line, character| Encoding::Utf16.offset(files.get(id), Position { line, character });
        assert_eq!([offset(0, 3), offset(0, 4), offset(0, 5), offset(0, 99)], [3, 3, 7, 7]);
        assert_eq!([offset(1, 9), offset(9, 0)], [10, 10]);
    }
}
