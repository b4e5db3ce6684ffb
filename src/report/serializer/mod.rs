//! Values as JSON, the bytes that serde_json writes.
//!
//! Reports are long, and most of them is indents and names. serde_json looks at each byte of a name whether it has to be escaped, and
//! hands each token on by itself: that took longer than all else that is done to write a report. Here a break of a line, its indent and
//! a name are three copies to one buffer. Numbers, and texts with something to escape in them, are left to serde_json.

mod compound;
#[cfg(test)]
mod tests;

use std::fmt::{self, Display};
use std::io::{self, Write};

use serde::{Serialize, Serializer, ser};

use self::compound::Compound;

/// How many bytes are handed on at once.
const PIECE: usize = 1 << 16;

/// A break and the deepest indent that is written at once.
const BREAK: [u8; 32] = *b"\n                               ";

/// Writes values to `out` in large pieces.
pub(super) struct Json<'o, W> {
    out: &'o mut W,
    written: Vec<u8>,
    /// How many lists and objects are open; nothing where all is written in one line.
    depth: Option<usize>,
}

/// Why a value is not written.
#[derive(Debug)]
pub(super) struct Error(io::Error);

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
    /// Writes `value` to `out`, and a break behind it: in lines for people, or all in one line.
    pub(super) fn write(out: &'o mut W, value: &impl Serialize, in_lines: bool) -> io::Result<()> {
        let mut json = Self { out, written: Vec::new(), depth: in_lines.then_some(0) };
        value.serialize(&mut json)?;
        json.written.push(b'\n');
        json.out.write_all(&json.written)
    }

    /// Begins an entry of what is open: behind a comma unless it is the `first`.
    fn begin(&mut self, first: bool) -> Result<(), Error> {
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
    fn begin_named(&mut self, first: bool, name: &str) -> Result<(), Error> {
        debug_assert!(is_plain(name.as_bytes()), "{name}");
        self.begin(first)?;
        self.written.push(b'"');
        self.written.extend_from_slice(name.as_bytes());
        self.written.push(b'"');
        self.end_name();
        Ok(())
    }

    fn end_name(&mut self) {
        let sign: &[u8] = if self.depth.is_some() { b": " } else { b":" };
        self.written.extend_from_slice(sign);
    }

    fn open(&mut self, bracket: u8) {
        self.written.push(bracket);
        self.depth = self.depth.map(|depth| depth + 1);
    }

    /// Closes what is open, which holds nothing where it is still `first`.
    fn close(&mut self, first: bool, bracket: u8) -> Result<(), Error> {
        self.depth = self.depth.map(|depth| depth - 1);
        if !first && self.depth.is_some() {
            self.begin(true)?;
        }
        self.written.push(bracket);
        Ok(())
    }

    fn list(&mut self) -> Compound<'_, 'o, W> {
        self.open(b'[');
        Compound::new(self, b']')
    }

    fn object(&mut self) -> Compound<'_, 'o, W> {
        self.open(b'{');
        Compound::new(self, b'}')
    }

    /// What serde_json makes of `value`, which is no list and no object.
    fn scalar(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        serde_json::to_writer(&mut self.written, value).map_err(|error| Error(error.into()))
    }

    /// Opens an object whose one entry is that variant.
    fn open_variant(&mut self, variant: &'static str) -> Result<(), Error> {
        self.open(b'{');
        self.begin_named(true, variant)
    }
}

/// Whether nothing in `text` has to be escaped.
fn is_plain(text: &[u8]) -> bool {
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

/// Methods that leave a value to serde_json.
macro_rules! scalars {
    ($($method:ident: $type:ty),+ $(,)?) => {
        $(fn $method(self, value: $type) -> Result<(), Error> {
            self.scalar(&value)
        })+
    };
}

impl<'s, 'o, W: Write> Serializer for &'s mut Json<'o, W> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Compound<'s, 'o, W>;
    type SerializeTuple = Compound<'s, 'o, W>;
    type SerializeTupleStruct = Compound<'s, 'o, W>;
    type SerializeTupleVariant = Compound<'s, 'o, W>;
    type SerializeMap = Compound<'s, 'o, W>;
    type SerializeStruct = Compound<'s, 'o, W>;
    type SerializeStructVariant = Compound<'s, 'o, W>;

    scalars! {
        serialize_i8: i8,
        serialize_i16: i16,
        serialize_i32: i32,
        serialize_i64: i64,
        serialize_u8: u8,
        serialize_u16: u16,
        serialize_u32: u32,
        serialize_u64: u64,
        serialize_f32: f32,
        serialize_f64: f64,
        serialize_char: char,
    }

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.written.extend_from_slice(if value { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_str(self, text: &str) -> Result<(), Error> {
        if !is_plain(text.as_bytes()) {
            return self.scalar(text);
        }
        self.written.push(b'"');
        self.written.extend_from_slice(text.as_bytes());
        self.written.push(b'"');
        Ok(())
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), Error> {
        let from = self.written.len();
        write!(self.written, "\"{value}\"").map_err(Error)?;
        let inside = from + 1..self.written.len() - 1;
        if !is_plain(&self.written[inside]) {
            self.written.truncate(from);
            self.scalar(&value.to_string())?;
        }
        Ok(())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), Error> {
        self.collect_seq(bytes)
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.written.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.open_variant(variant)?;
        value.serialize(&mut *self)?;
        self.close(false, b'}')
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, Error> {
        Ok(self.list())
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Error> {
        Ok(self.list())
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Error> {
        Ok(self.list())
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        self.open_variant(variant)?;
        Ok(self.list().of_variant())
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Error> {
        Ok(self.object())
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, Error> {
        Ok(self.object())
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        self.open_variant(variant)?;
        Ok(self.object().of_variant())
    }
}
