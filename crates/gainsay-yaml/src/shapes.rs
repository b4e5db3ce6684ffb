//! Types that know where they were written, or in which shape.
//!
//! serde has no word for either, so these types ask for a tuple struct of a name that only the deserializer of
//! this room knows, and are given their parts one by one.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{self, DeserializeSeed, Deserializer, IntoDeserializer, SeqAccess, Visitor};

use super::de::De;
use super::error::Error;
use super::tree::{Leaf, Node, NodeKind};
use crate::text::{FileId, Span, Spanned, Text};

pub(super) const SPANNED: &str = "gainsay::Spanned";
pub(super) const TEXT: &str = "gainsay::Text";
pub(super) const SHAPED: &str = "gainsay::Shaped";
pub(super) const LEAF: &str = "gainsay::Leaf";
pub(super) const NEVER: &str = "gainsay::Never";

/// A value that may be written as a scalar, a list or a mapping, each read as a type of its own.
///
/// Use it where one would use an untagged enum: that forgets where things were written, this does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shaped<S, L, M> {
    /// Written as a scalar, or as nothing.
    Scalar(S),
    /// Written as a list.
    List(L),
    /// Written as a mapping.
    Mapping(M),
}

/// A shape that may not be: reading it is a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Never {}

impl<'de> Deserialize<'de> for Never {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Nothing;
        impl Visitor<'_> for Nothing {
            type Value = Never;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("another shape")
            }
        }
        deserializer.deserialize_unit_struct(NEVER, Nothing)
    }
}

/// Reads the parts that the deserializer hands out for a type of this room.
struct Parts<T>(PhantomData<T>);

/// The next part, which the deserializer of this room always has.
fn part<'de, T: Deserialize<'de>, A: SeqAccess<'de>>(parts: &mut A) -> Result<T, A::Error> {
    parts.next_element()?.ok_or_else(|| de::Error::custom("this cannot be read with its place"))
}

fn span<'de, A: SeqAccess<'de>>(parts: &mut A) -> Result<Span, A::Error> {
    Ok(Span::new(FileId::from_index(part(parts)?), part(parts)?, part(parts)?))
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Parts<Spanned<T>> {
    type Value = Spanned<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Self::Value, A::Error> {
        let span = span(&mut parts)?;
        Ok(Spanned::new(part(&mut parts)?, span))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Spanned<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_tuple_struct(SPANNED, 4, Parts::<Self>(PhantomData))
    }
}

impl<'de> Visitor<'de> for Parts<Text> {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Self::Value, A::Error> {
        let span = span(&mut parts)?;
        Ok(match part::<u32, A>(&mut parts)? {
            PLAIN => Text::plain(span),
            QUOTED => Text::quoted(span),
            _ => Text::decoded(span, part::<String, A>(&mut parts)?),
        })
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_tuple_struct(TEXT, 5, Parts::<Self>(PhantomData))
    }
}

impl Visitor<'_> for Parts<Leaf> {
    type Value = Leaf;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text")
    }

    fn visit_u32<E: de::Error>(self, at: u32) -> Result<Leaf, E> {
        Ok(Leaf(at))
    }
}

impl<'de> Deserialize<'de> for Leaf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_tuple_struct(LEAF, 1, Parts::<Self>(PhantomData))
    }
}

impl<'de, S, L, M> Visitor<'de> for Parts<Shaped<S, L, M>>
where
    S: Deserialize<'de>,
    L: Deserialize<'de>,
    M: Deserialize<'de>,
{
    type Value = Shaped<S, L, M>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Self::Value, A::Error> {
        Ok(match part::<u32, A>(&mut parts)? {
            LIST => Shaped::List(part(&mut parts)?),
            MAPPING => Shaped::Mapping(part(&mut parts)?),
            _ => Shaped::Scalar(part(&mut parts)?),
        })
    }
}

impl<'de, S, L, M> Deserialize<'de> for Shaped<S, L, M>
where
    S: Deserialize<'de>,
    L: Deserialize<'de>,
    M: Deserialize<'de>,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_tuple_struct(SHAPED, 2, Parts::<Self>(PhantomData))
    }
}

const PLAIN: u32 = 0;
const QUOTED: u32 = 1;
/// The file does not hold the text byte for byte.
const ELSEWHERE: u32 = 2;
const LIST: u32 = 1;
const MAPPING: u32 = 2;

/// Hands out a number to whatever asks.
fn number<'de, S: DeserializeSeed<'de>>(seed: S, number: u32) -> Result<Option<S::Value>, Error> {
    seed.deserialize(number.into_deserializer()).map(Some)
}

/// File, start and end of a node, then the node.
pub(super) struct WithSpot<'t, 'a, 'c> {
    de: De<'t, 'a, 'c>,
    step: u8,
}

impl<'t, 'a, 'c> WithSpot<'t, 'a, 'c> {
    pub(super) fn new(de: De<'t, 'a, 'c>) -> Self {
        Self { de, step: 0 }
    }
}

impl<'a> SeqAccess<'a> for WithSpot<'_, 'a, '_> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        self.step += 1;
        let span = self.de.node.span();
        match self.step {
            1 => number(seed, span.file.index()),
            2 => number(seed, span.start),
            3 => number(seed, span.end),
            4 => seed.deserialize(self.de).map(Some),
            _ => Ok(None),
        }
    }
}

/// The shape of a node, then the node.
pub(super) struct WithShape<'t, 'a, 'c> {
    de: De<'t, 'a, 'c>,
    step: u8,
}

impl<'t, 'a, 'c> WithShape<'t, 'a, 'c> {
    pub(super) fn new(de: De<'t, 'a, 'c>) -> Self {
        Self { de, step: 0 }
    }
}

impl<'a> SeqAccess<'a> for WithShape<'_, 'a, '_> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        self.step += 1;
        match (self.step, self.de.node.kind()) {
            (1, NodeKind::Sequence) => number(seed, LIST),
            (1, NodeKind::Mapping) => number(seed, MAPPING),
            (1, _) => number(seed, 0),
            (2, _) => seed.deserialize(self.de).map(Some),
            _ => Ok(None),
        }
    }
}

/// File, start and end of a text, how the file holds it, then the text itself where it does not.
pub(super) struct TextParts<'t, 'a> {
    node: Node<'t, 'a>,
    step: u8,
}

impl<'t, 'a> TextParts<'t, 'a> {
    pub(super) fn new(node: Node<'t, 'a>) -> Self {
        Self { node, step: 0 }
    }
}

impl<'a> SeqAccess<'a> for TextParts<'_, 'a> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        self.step += 1;
        let span = self.node.span();
        match self.step {
            1 => number(seed, span.file.index()),
            2 => number(seed, span.start),
            3 => number(seed, span.end),
            4 if self.node.is_quoted() => number(seed, QUOTED),
            4 => number(seed, if self.node.decoded().is_none() { PLAIN } else { ELSEWHERE }),
            5 => seed.deserialize(self.node.decoded().unwrap_or_default().into_deserializer()).map(Some),
            _ => Ok(None),
        }
    }
}
