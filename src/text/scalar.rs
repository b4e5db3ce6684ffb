//! Scalars that can point at their own words.

use super::{Files, Span};

/// A scalar as written, which can point at its own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The whole scalar, quotation marks included.
    pub span: Span,
    /// Where the text starts when the file holds it byte for byte (plain, or quoted without escapes).
    pub(crate) verbatim: Option<u32>,
    /// The text when the file does not hold it byte for byte (escapes, folded lines).
    pub(crate) decoded: Option<Box<str>>,
    /// Length of the text in bytes.
    pub(crate) len: u32,
}

impl Text {
    /// The text.
    #[must_use]
    pub fn as_str<'f>(&'f self, files: &'f Files) -> &'f str {
        match (&self.decoded, self.verbatim) {
            (None, Some(start)) => files.slice(Span::new(self.span.file, start, start + self.len)),
            (decoded, _) => decoded.as_deref().unwrap_or_default(),
        }
    }

    /// Whether the file holds the text byte for byte, so that parts of it have spots of their own.
    #[must_use]
    pub fn is_verbatim(&self) -> bool {
        self.verbatim.is_some()
    }

    /// The spot of the bytes `range` of the text; the whole scalar where the file writes them otherwise.
    #[must_use]
    pub fn part(&self, range: std::ops::Range<usize>) -> Span {
        match self.verbatim {
            Some(start) => Span::new(self.span.file, start, start + self.len).part(range),
            None => self.span,
        }
    }
}
