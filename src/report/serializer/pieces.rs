//! What is written, in large pieces: breaks of lines, names and brackets.

use std::fmt::{self, Display};
use std::io::{self, Write};

use serde::{Serialize, ser};

/// How many bytes are handed on at once.
pub(in crate::report) const PIECE: usize = 1 << 16;

/// A break and the deepest indent that is written at once.
const BREAK: [u8; 32] = *b"\n                               ";

/// Writes values to `out` in large pieces.
pub(in crate::report) struct Json<'o, W> {
    out: &'o mut W,
    pub(super) written: Vec<u8>,
    /// How many lists and objects are open; nothing where all is written in one line.
    depth: Option<usize>,
}

/// Why a value is not written.
#[derive(Debug)]
pub(in crate::report) struct Error(pub(super) io::Error);

impl Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Error {}

impl ser::Error for Error {
    fn custom<T: Display>(message: T) -> Self {
        Self(io::Error::other(message.to_string()))
    }
}

impl From<Error> for io::Error {
    fn from(Error(error): Error) -> Self {
        error
    }
}

impl<'o, W: Write> Json<'o, W> {
    /// Nothing is written yet.
    pub(super) fn new(out: &'o mut W, in_lines: bool) -> Self {
        Self { out, written: Vec::new(), depth: in_lines.then_some(0) }
    }

    /// Hands on all that is written.
    pub(super) fn finish(&mut self) -> io::Result<()> {
        self.out.write_all(&self.written)
    }

    /// Begins an entry of what is open: behind a comma unless it is the `first`.
    pub(super) fn begin(&mut self, first: bool) -> Result<(), Error> {
        if self.written.len() >= PIECE {
            self.out.write_all(&self.written).map_err(Error)?;
            self.written.clear();
        }
        if !first {
            self.written.push(b',');
        }
        if let Some(depth) = self.depth {
            let end = self.written.len() + 1 + 2 * depth;
            // So many bytes that the compiler knows how many are quicker than few of which it does not.
            self.written.extend_from_slice(&BREAK);
            self.written.resize(end, b' ');
        }
        Ok(())
    }

    /// The same for an entry of an object with a name that has nothing to escape in it.
    pub(super) fn begin_named(&mut self, first: bool, name: &str) -> Result<(), Error> {
        debug_assert!(is_plain(name.as_bytes()), "{name}");
        self.begin(first)?;
        self.written.push(b'"');
        self.written.extend_from_slice(name.as_bytes());
        self.written.push(b'"');
        self.end_name();
        Ok(())
    }

    pub(super) fn end_name(&mut self) {
        let sign: &[u8] = if self.depth.is_some() { b": " } else { b":" };
        self.written.extend_from_slice(sign);
    }

    pub(super) fn open(&mut self, bracket: u8) {
        self.written.push(bracket);
        self.depth = self.depth.map(|depth| depth + 1);
    }

    /// Closes what is open, which holds nothing where it is still `first`.
    pub(super) fn close(&mut self, first: bool, bracket: u8) -> Result<(), Error> {
        self.depth = self.depth.map(|depth| depth - 1);
        if !first && self.depth.is_some() {
            self.begin(true)?;
        }
        self.written.push(bracket);
        Ok(())
    }

    /// What `serde_json` makes of `value`, which is no list and no object.
    pub(super) fn scalar(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        serde_json::to_writer(&mut self.written, value).map_err(|error| Error(error.into()))
    }

    /// Opens an object whose one entry is that variant.
    pub(super) fn open_variant(&mut self, variant: &'static str) -> Result<(), Error> {
        self.open(b'{');
        self.begin_named(true, variant)
    }
}

/// Whether nothing in `text` has to be escaped.
pub(super) fn is_plain(text: &[u8]) -> bool {
    // The last eight bytes may overlap those before.
    match text.last_chunk() {
        Some(last) => text.as_chunks().0.iter().chain([last]).all(|bytes| are_plain(*bytes)),
        None => text.iter().all(|&byte| byte >= b' ' && byte != b'"' && byte != b'\\'),
    }
}

/// The same of eight bytes at once: the high bit of each is worked out as that of one number.
fn are_plain(bytes: [u8; 8]) -> bool {
    const EACH: u64 = u64::MAX / 255;
    let word = u64::from_le_bytes(bytes);
    let below = |word: u64, least: u8| word.wrapping_sub(EACH * u64::from(least)) & !word;
    let is = |byte: u8| below(word ^ (EACH * u64::from(byte)), 1);
    (below(word, b' ') | is(b'"') | is(b'\\')) & (EACH << 7) == 0
}
