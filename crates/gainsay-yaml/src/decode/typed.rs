//! Types that know where they were written, or in which shape.
//!
//! serde has no word for either, so these types ask for a type of a name that only the deserializer of this crate knows,
//! and are given their parts one by one.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer};

use crate::text::{FileId, Span, Spanned, Text};

/// A value that may be written as a scalar, a list or a mapping, each read as a type of its own.
///
/// Use it where one would use an untagged enum: that forgets where things were written, this does not.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename = "gainsay::Shaped")]
pub enum Shaped<S, L, M> {
    /// Written as a scalar, or as nothing.
    Scalar(S),
    /// Written as a list.
    List(L),
    /// Written as a mapping.
    Mapping(M),
}

/// A shape that is not allowed: reading it is a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename = "gainsay::Never", expecting = "another shape")]
pub enum Never {}

/// File, start and end of a value, then the value.
#[derive(Deserialize)]
#[serde(rename = "gainsay::Spanned", expecting = "a value")]
struct SpannedParts<T>(u32, u32, u32, T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Spanned<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let SpannedParts(file, start, end, value) = SpannedParts::deserialize(deserializer)?;
        Ok(Self::new(value, Span::new(FileId::from_index(file), start, end)))
    }
}

/// File, start and end of a text, 1 if it is in quotes, then the text, borrowed if the file holds it byte for byte.
#[derive(Deserialize)]
#[serde(rename = "gainsay::Text", expecting = "text")]
struct TextParts<'a>(u32, u32, u32, u32, #[serde(borrow)] Cow<'a, str>);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let TextParts(file, start, end, quoted, text) = TextParts::deserialize(deserializer)?;
        let span = Span::new(FileId::from_index(file), start, end);
        Ok(match text {
            Cow::Owned(text) => Self::decoded(span, text),
            Cow::Borrowed(_) if quoted == 1 => Self::quoted(span),
            Cow::Borrowed(_) => Self::plain(span),
        })
    }
}
