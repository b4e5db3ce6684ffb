//! A serde deserializer over a node.

use std::cell::RefCell;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{self, DeserializeSeed, Deserializer, IntoDeserializer, VariantAccess, Visitor};

use super::access::{Items, Keys, Record};
use super::error::Error;
use super::shapes;
use super::tree::{Node, NodeKind};

/// What all deserializers of one try at a record share.
#[derive(Debug, Default)]
pub(super) struct Try<'m> {
    /// Nodes to pass over as if they were absent: they failed before.
    pub(super) left_out: &'m [u32],
    /// What is wrong but does not hinder decoding; put in words only if this is the last try.
    pub(super) told: RefCell<Vec<Told>>,
}

/// A key that is passed over.
#[derive(Debug, Clone, Copy)]
pub(super) enum Told {
    /// The key at the second node stands there for the first time at the first one.
    Twice(u32, u32),
    /// The key at the node is none of these.
    Unknown(u32, &'static [&'static str]),
}

/// The deserializer of one node.
#[derive(Debug, Clone, Copy)]
pub(super) struct De<'t, 'a, 'c> {
    pub(super) node: Node<'t, 'a>,
    pub(super) shared: &'c Try<'c>,
}

impl<'t, 'a> De<'t, 'a, '_> {
    pub(super) fn with(self, node: Node<'t, 'a>) -> Self {
        Self { node, ..self }
    }

    fn plain(self) -> Option<&'t str> {
        self.node.as_str().filter(|_| self.node.is_plain())
    }

    fn wrong<T>(self, expected: &dyn de::Expected) -> Result<T, Error> {
        if self.node.is_broken() {
            return Err(Error::told());
        }
        Err(de::Error::invalid_type(de::Unexpected::Other(""), expected))
    }

    fn text<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        match (self.node.verbatim(), self.node.decoded()) {
            (Some(text), _) => visitor.visit_borrowed_str(text),
            (None, Some(text)) => visitor.visit_str(text),
            (None, None) => self.wrong(&visitor),
        }
    }

    fn whole<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.plain().and_then(number) {
            Some(Number::Natural(number)) => visitor.visit_u64(number),
            Some(Number::Negative(number)) => visitor.visit_i64(number),
            _ => self.wrong(&visitor),
        }
    }

    fn float<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.plain().and_then(float) {
            Some(number) => visitor.visit_f64(number),
            None => self.wrong(&visitor),
        }
    }

    fn truth<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.plain().and_then(truth) {
            Some(truth) => visitor.visit_bool(truth),
            None => self.wrong(&visitor),
        }
    }

    fn nothing<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.node.kind() == NodeKind::Null && !self.node.is_broken() {
            visitor.visit_unit()
        } else {
            self.wrong(&visitor)
        }
    }

    fn list<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.node.kind() {
            NodeKind::Sequence => visitor.visit_seq(Items::new(self)),
            _ => self.wrong(&visitor),
        }
    }

    fn mapping<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.node.kind() {
            NodeKind::Mapping => visitor.visit_map(Keys::new(self)),
            _ => self.wrong(&visitor),
        }
    }

    fn any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.node.kind() {
            NodeKind::Null => return self.nothing(visitor),
            NodeKind::Sequence => return self.list(visitor),
            NodeKind::Mapping => return self.mapping(visitor),
            NodeKind::Scalar => {}
        }
        let Some(text) = self.plain() else { return self.text(visitor) };
        match (truth(text), number(text), float(text)) {
            (Some(truth), ..) => visitor.visit_bool(truth),
            (_, Some(Number::Natural(number)), _) => visitor.visit_u64(number),
            (_, Some(Number::Negative(number)), _) => visitor.visit_i64(number),
            (.., Some(number)) => visitor.visit_f64(number),
            _ => self.text(visitor),
        }
    }
}

macro_rules! deserialize {
    ($($road:ident: $($name:ident)*;)*) => { $($(
        fn $name<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
            self.$road(visitor).map_err(|error| error.at(self.node))
        }
    )*)* };
}

impl<'a> Deserializer<'a> for De<'_, 'a, '_> {
    type Error = Error;

    deserialize! {
        any: deserialize_any;
        text: deserialize_str deserialize_string deserialize_identifier deserialize_char deserialize_bytes
            deserialize_byte_buf;
        whole: deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
            deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128;
        float: deserialize_f32 deserialize_f64;
        truth: deserialize_bool;
        nothing: deserialize_unit;
        list: deserialize_seq;
        mapping: deserialize_map;
    }

    fn deserialize_option<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.node.kind() == NodeKind::Null && !self.node.is_broken() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self).map_err(|error| error.at(self.node))
        }
    }

    fn deserialize_unit_struct<V: Visitor<'a>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        if name == shapes::NEVER {
            return self.wrong(&visitor).map_err(|error| error.at(self.node));
        }
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self).map_err(|error| error.at(self.node))
    }

    fn deserialize_tuple<V: Visitor<'a>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'a>>(
        self,
        name: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        let read = match name {
            shapes::SPANNED => visitor.visit_seq(shapes::WithSpot::new(self)),
            shapes::SHAPED => visitor.visit_seq(shapes::WithShape::new(self)),
            shapes::LEAF | shapes::TEXT if self.node.kind() != NodeKind::Scalar => self.wrong(&"text"),
            shapes::LEAF => visitor.visit_u32(self.node.at),
            shapes::TEXT => visitor.visit_seq(shapes::TextParts::new(self.node)),
            _ => self.list(visitor),
        };
        read.map_err(|error| error.at(self.node))
    }

    fn deserialize_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        keys: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let read = match self.node.kind() {
            NodeKind::Mapping => visitor.visit_map(Record::new(self, keys)),
            _ => self.wrong(&visitor),
        };
        read.map_err(|error| error.at(self.node))
    }

    fn deserialize_enum<V: Visitor<'a>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let mut entries = self.node.entries();
        let read = match (self.node.kind(), entries.next(), entries.next()) {
            (NodeKind::Scalar, ..) => {
                visitor.visit_enum(self.node.as_str().unwrap_or_default().into_deserializer())
            }
            (NodeKind::Mapping, Some((key, value)), None) => {
                visitor.visit_enum(Variant { key: self.with(key), value: self.with(value) })
            }
            _ => self.wrong(&visitor),
        };
        read.map_err(|error| error.at(self.node))
    }

    fn deserialize_ignored_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }
}

/// A variant with a value: a mapping of one entry.
struct Variant<'t, 'a, 'c> {
    key: De<'t, 'a, 'c>,
    value: De<'t, 'a, 'c>,
}

impl<'a> de::EnumAccess<'a> for Variant<'_, 'a, '_> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'a>>(self, seed: V) -> Result<(V::Value, Self), Error> {
        let variant = match self.key.node.verbatim() {
            Some(text) => seed.deserialize(BorrowedStrDeserializer::new(text)),
            None => seed.deserialize(self.key),
        };
        Ok((variant.map_err(|error: Error| error.at(self.key.node))?, self))
    }
}

impl<'a> VariantAccess<'a> for Variant<'_, 'a, '_> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        self.value.wrong(&"nothing").map_err(|error| error.at(self.value.node))
    }

    fn newtype_variant_seed<T: DeserializeSeed<'a>>(self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(self.value)
    }

    fn tuple_variant<V: Visitor<'a>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.value.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'a>>(
        self,
        keys: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.value.deserialize_struct("", keys, visitor)
    }
}

enum Number {
    Natural(u64),
    Negative(i64),
}

/// A whole number in plain digits; `010`, `0x10` and `1_000` are text.
fn number(text: &str) -> Option<Number> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let whole = digits.bytes().all(|byte| byte.is_ascii_digit());
    if !whole || (digits.len() > 1 && digits.starts_with('0')) {
        return None;
    }
    if text.len() == digits.len() {
        text.parse().ok().map(Number::Natural)
    } else {
        text.parse().ok().map(Number::Negative)
    }
}

/// A number in digits, with a fraction or an exponent if need be.
fn float(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let leading = digits.bytes().take_while(u8::is_ascii_digit).count();
    let known =
        digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'-' | b'+'));
    if leading == 0 || !known || (leading > 1 && digits.starts_with('0')) {
        return None;
    }
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

fn truth(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}
