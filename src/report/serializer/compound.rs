//! A list or an object that is open, entry by entry.

use std::io::Write;

use serde::{Serialize, ser};

use super::pieces::{Error, Json};

/// The brackets of a list.
pub(super) const LIST: [u8; 2] = *b"[]";
/// The brackets of an object.
pub(super) const OBJECT: [u8; 2] = *b"{}";

/// A list or an object that is open.
pub(in crate::report) struct Compound<'s, 'o, W> {
    json: &'s mut Json<'o, W>,
    /// Whether it holds nothing yet.
    first: bool,
    /// What closes it.
    bracket: u8,
    /// Whether it is the one entry of an object around it, which ends with it.
    of_variant: bool,
}

impl<'s, 'o, W: Write> Compound<'s, 'o, W> {
    /// Opens what these brackets enclose, as the one entry of an object where it is a variant.
    pub(super) fn open(
        json: &'s mut Json<'o, W>,
        [open, bracket]: [u8; 2],
        variant: Option<&'static str>,
    ) -> Result<Self, Error> {
        if let Some(variant) = variant {
            json.open_variant(variant)?;
        }
        json.open(open);
        Ok(Self { json, first: true, bracket, of_variant: variant.is_some() })
    }

    /// Whether the entry that begins now is the first.
    fn next_is_first(&mut self) -> bool {
        std::mem::replace(&mut self.first, false)
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let first = self.next_is_first();
        self.json.begin(first)?;
        value.serialize(&mut *self.json)
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        let first = self.next_is_first();
        self.json.begin_named(first, name)?;
        value.serialize(&mut *self.json)
    }

    fn finish(self) -> Result<(), Error> {
        self.json.close(self.first, self.bracket)?;
        if self.of_variant { self.json.close(false, b'}') } else { Ok(()) }
    }
}

impl<W: Write> ser::SerializeMap for Compound<'_, '_, W> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        let first = self.next_is_first();
        self.json.begin(first)?;
        let from = self.json.written.len();
        key.serialize(&mut *self.json)?;
        // Names are texts: that of a number is the text of it.
        if self.json.written.get(from) != Some(&b'"') {
            self.json.written.insert(from, b'"');
            self.json.written.push(b'"');
        }
        self.json.end_name();
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(&mut *self.json)
    }

    fn end(self) -> Result<(), Error> {
        self.finish()
    }
}

/// What is open as serde calls it where it holds elements.
macro_rules! lists {
    ($($kind:ident: $method:ident),+) => {
        $(impl<W: Write> ser::$kind for Compound<'_, '_, W> {
            type Ok = ();
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.element(value)
            }

            fn end(self) -> Result<(), Error> {
                self.finish()
            }
        })+
    };
}

lists! {
    SerializeSeq: serialize_element,
    SerializeTuple: serialize_element,
    SerializeTupleStruct: serialize_field,
    SerializeTupleVariant: serialize_field
}

/// What is open as serde calls it where it holds fields.
macro_rules! objects {
    ($($kind:ident),+) => {
        $(impl<W: Write> ser::$kind for Compound<'_, '_, W> {
            type Ok = ();
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), Error> {
                self.field(name, value)
            }

            fn end(self) -> Result<(), Error> {
                self.finish()
            }
        })+
    };
}

objects!(SerializeStruct, SerializeStructVariant);
