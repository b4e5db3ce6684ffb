//! Values as JSON, the bytes that `serde_json` writes.
//!
//! Reports are long, and most of them is indents and names. `serde_json` looks at each byte of a name whether it has to be escaped, and
//! hands each token on by itself: that was most of the work of writing a report. Here a break of a line, its indent and
//! a name are three copies to one buffer. Numbers, and texts with something to escape in them, are left to `serde_json`.

mod compound;
mod pieces;
#[cfg(test)]
mod tests;

use std::fmt::Display;
use std::io::{self, Write};

use serde::{Serialize, Serializer};

use self::compound::{Compound, LIST, OBJECT};
use self::pieces::{Error, is_plain};

pub(super) use self::pieces::{Json, PIECE};

impl<'o, W: Write> Json<'o, W> {
    /// Writes `value` to `out`, and a break behind it: in lines for people, or all in one line.
    pub(super) fn write(out: &'o mut W, value: &impl Serialize, in_lines: bool) -> io::Result<()> {
        let mut json = Self::new(out, in_lines);
        value.serialize(&mut json)?;
        json.written.push(b'\n');
        json.finish()
    }
}

/// Methods that leave a value to `serde_json`.
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
        Compound::open(self, LIST, None)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Error> {
        Compound::open(self, LIST, None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Error> {
        Compound::open(self, LIST, None)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        Compound::open(self, LIST, Some(variant))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Error> {
        Compound::open(self, OBJECT, None)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, Error> {
        Compound::open(self, OBJECT, None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        Compound::open(self, OBJECT, Some(variant))
    }
}
