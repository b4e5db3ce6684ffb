//! Where scalars end.

use granit_parser::ScalarStyle;

/// How long a key may be, in bytes: the full parser takes no more than 1,024 characters.
const KEY: usize = 1000;

/// A scalar; of a plain one, what is in its first line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scalar {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) style: ScalarStyle,
    /// Whether it says byte for byte what is in the text, between its quotation marks where it has any.
    pub(super) verbatim: bool,
}

impl Scalar {
    /// The scalar that begins at `start`, `within` brackets or not; `None` where none does in the simple way.
    pub(super) fn at(text: &str, start: usize, within: bool) -> Option<Self> {
        let bytes = text.as_bytes();
        let (style, (end, verbatim)) = match *bytes.get(start)? {
            b'"' => (ScalarStyle::DoubleQuoted, quoted(bytes, start, b'\\', within)?),
            b'\'' => (ScalarStyle::SingleQuoted, quoted(bytes, start, b'\'', within)?),
            _ if begins_plain(bytes, start, within) => {
                let end = end_of_plain(bytes, start, within);
                (ScalarStyle::Plain, (start + text[start..end].trim_end_matches(' ').len(), true))
            }
            _ => return None,
        };
        Some(Self { start, end, style, verbatim })
    }

    /// Whether it is a key: it is in one line, and a colon follows.
    pub(super) fn is_key(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        bytes.get(self.end) == Some(&b':')
            && matches!(bytes.get(self.end + 1), None | Some(b' ' | b'\n'))
            && self.fits_key(text)
    }

    /// Whether it is a key within brackets: there a quoted one may stand right before its value.
    pub(super) fn is_key_within(&self, text: &str) -> bool {
        let adjacent = self.style != ScalarStyle::Plain && text.as_bytes().get(self.end) == Some(&b':');
        self.is_key(text) || (adjacent && self.fits_key(text))
    }

    fn fits_key(&self, text: &str) -> bool {
        self.end - self.start <= KEY && (self.verbatim || !text[self.start..self.end].contains('\n'))
    }
}

/// Where the next line begins that is not blank, if it goes on with a plain scalar that ends at `end` with its line: it is
/// indented further than `column`, and no comment.
pub(super) fn next_of_plain(text: &str, end: usize, column: usize) -> Option<usize> {
    let rest = &text[end..];
    let words = rest.trim_start_matches([' ', '\n']);
    let layout = &rest[..rest.len() - words.len()];
    let blanks = layout.len() - layout.rfind('\n')? - 1;
    let goes_on = layout.starts_with('\n') && blanks > column && !words.is_empty() && !words.starts_with('#');
    goes_on.then(|| end + layout.len())
}

/// Whether a plain scalar begins at `start`; of the signs that mean something to YAML, few begin one, and what begins or ends a document
/// at the start of a line begins none here.
fn begins_plain(bytes: &[u8], start: usize, within: bool) -> bool {
    let mark = [b"---", b"..."].iter().any(|mark| bytes[start..].starts_with(*mark));
    match bytes[start] {
        _ if mark => false,
        b'-' => match bytes.get(start + 1) {
            None | Some(b' ' | b'\n') => false,
            Some(&next) => !(within && is_bracket(next)),
        },
        byte if byte.is_ascii_punctuation() => b"$()+./;<=\\^_~".contains(&byte),
        _ => true,
    }
}

/// Where the plain scalar that begins at `start` ends in its line, with the blanks at its end.
fn end_of_plain(bytes: &[u8], start: usize, within: bool) -> usize {
    let mut end = start;
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
            return end;
        }
        end += 1;
    }
}

/// The end of the quoted scalar that begins at `start`, and whether it says byte for byte what is between its marks: `escape` is nowhere
/// in it, and it is on one line, as it has to be `within` brackets.
fn quoted(bytes: &[u8], start: usize, escape: u8, within: bool) -> Option<(usize, bool)> {
    let mark = bytes[start];
    let (mut end, mut verbatim) = (start + 1, true);
    loop {
        end += memchr::memchr3(mark, escape, b'\n', bytes.get(end..)?)?;
        let length = match bytes[end] {
            b'\n' if within => return None,
            b'\n' => 1,
            byte if byte == escape && (escape != mark || bytes.get(end + 1) == Some(&mark)) => 2,
            _ => return Some((end + 1, verbatim)),
        };
        (end, verbatim) = (end + length, false);
    }
}

fn is_bracket(byte: u8) -> bool {
    matches!(byte, b',' | b'[' | b']' | b'{' | b'}')
}
