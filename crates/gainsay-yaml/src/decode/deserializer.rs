//! A serde deserializer over a node.

use serde::de::{self, DeserializeSeed, Deserializer, IntoDeserializer, VariantAccess, Visitor};

use super::access::{AnyKeys, Entries, Items, KnownKeys, Parts};
use super::attempt::NodeDeserializer;
use super::error::Error;
use crate::text::Span;
use crate::tree::{Node, NodeKind};

impl<'t, 'a> NodeDeserializer<'t, 'a, '_> {
    fn plain(self) -> Option<&'t str> {
        self.node.as_str().filter(|_| self.node.is_plain())
    }

    fn wrong<T>(self, expected: &dyn de::Expected) -> Result<T, Error> {
        Err(if self.node.is_broken() { Error::reported() } else { Error::expected(expected) })
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
        if self.node.is_null() { visitor.visit_unit() } else { self.wrong(&visitor) }
    }

    fn list<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.node.kind() {
            NodeKind::Sequence => visitor.visit_seq(Items::new(self)),
            _ => self.wrong(&visitor),
        }
    }

    fn mapping<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.node.kind() {
            NodeKind::Mapping => visitor.visit_map(Entries::new(self, AnyKeys::default())),
            _ => self.wrong(&visitor),
        }
    }

    /// A word, or a mapping of a word to the value that belongs to it.
    fn variant<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        let mut entries = self.node.entries();
        match (self.node.as_str(), entries.next(), entries.next()) {
            (Some(word), ..) => visitor.visit_enum(word.into_deserializer()),
            (None, Some((key, value)), None) => match key.as_str() {
                Some(name) => visitor.visit_enum(Variant { name, spot: key, value: self.with(value) }),
                None => self.with(key).wrong(&"a word").map_err(|error| error.at(key)),
            },
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

/// Methods that pass their visitor on, and none of their other arguments.
macro_rules! deserialize {
    ($($method:ident: $($name:ident $(($argument:ty))?)*;)*) => { $($(
        fn $name<V: Visitor<'a>>(self, $(_: $argument,)? visitor: V) -> Result<V::Value, Error> {
            self.$method(visitor).map_err(|error| error.at(self.node))
        }
    )*)* };
}

impl<'a> Deserializer<'a> for NodeDeserializer<'_, 'a, '_> {
    type Error = Error;

    deserialize! {
        any: deserialize_any;
        text: deserialize_str deserialize_string deserialize_identifier deserialize_char deserialize_bytes
            deserialize_byte_buf;
        whole: deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
            deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128;
        float: deserialize_f32 deserialize_f64;
        truth: deserialize_bool;
        nothing: deserialize_unit deserialize_unit_struct(&'static str);
        list: deserialize_seq deserialize_tuple(usize);
        mapping: deserialize_map;
    }

    fn deserialize_option<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.node.is_null() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self).map_err(|error| error.at(self.node))
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'a>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        let read = match (name, self.node.kind()) {
            ("gainsay::Leaf", NodeKind::Scalar) => {
                visitor.visit_newtype_struct(self.node.at.into_deserializer())
            }
            ("gainsay::Leaf", _) => self.wrong(&"text"),
            _ => visitor.visit_newtype_struct(self),
        };
        read.map_err(|error| error.at(self.node))
    }

    fn deserialize_tuple_struct<V: Visitor<'a>>(
        self,
        name: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        let Span { file, start, end } = self.node.span();
        let read = match (name, self.node.kind()) {
            ("gainsay::Spanned", _) => visitor.visit_seq(Parts::new([file.index(), start, end], self)),
            ("gainsay::Text", NodeKind::Scalar) => {
                let quoted = u32::from(self.node.is_quoted());
                visitor.visit_seq(Parts::new([file.index(), start, end, quoted], self))
            }
            ("gainsay::Text", _) => self.wrong(&"text"),
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
        let (record, further) = self.attempt.further;
        let further = if self.node.at == record { further } else { &[] };
        let read = match self.node.kind() {
            NodeKind::Mapping => visitor.visit_map(Entries::new(self, KnownKeys::new([keys, further]))),
            _ => self.wrong(&visitor),
        };
        read.map_err(|error| error.at(self.node))
    }

    fn deserialize_enum<V: Visitor<'a>>(
        self,
        name: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let read = match name {
            "gainsay::Never" => self.wrong(&visitor),
            "gainsay::Shaped" => {
                let name = match self.node.kind() {
                    NodeKind::Sequence => "List",
                    NodeKind::Mapping => "Mapping",
                    NodeKind::Scalar | NodeKind::Null => "Scalar",
                };
                visitor.visit_enum(Variant { name, spot: self.node, value: self })
            }
            _ => self.variant(visitor),
        };
        read.map_err(|error| error.at(self.node))
    }

    fn deserialize_ignored_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }
}

/// A variant with a value.
struct Variant<'t, 'a, 'c> {
    name: &'t str,
    /// Where the name is written.
    spot: Node<'t, 'a>,
    value: NodeDeserializer<'t, 'a, 'c>,
}

impl<'a> de::EnumAccess<'a> for Variant<'_, 'a, '_> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'a>>(self, seed: V) -> Result<(V::Value, Self), Error> {
        let variant = seed.deserialize(self.name.into_deserializer());
        Ok((variant.map_err(|error: Error| error.at(self.spot))?, self))
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
