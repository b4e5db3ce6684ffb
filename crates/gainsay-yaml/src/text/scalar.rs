//! Scalars that can point at their own words.

use std::ops::Range;

use super::{Files, Span};

/// A scalar as written, which can point at its own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The whole scalar, quotation marks included.
    pub span: Span,
    /// Whether a quotation mark is on each side.
    quoted: bool,
    /// The text if the file does not hold it byte for byte (escapes, folded lines).
    decoded: Option<Box<Decoded>>,
}

/// A text that no file holds. One pointer leads to it, as few texts need it and all have room for it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Decoded {
    text: Box<str>,
    /// The mark of ASCII that the file writes twice, where it writes all else byte for byte.
    doubled: Option<u8>,
}

impl Text {
    /// The text that the file has at `span`, byte for byte.
    #[must_use]
    pub fn plain(span: Span) -> Self {
        Self { span, quoted: false, decoded: None }
    }

    /// The text that the file has at `span` between two quotation marks, byte for byte.
    #[must_use]
    pub(crate) fn quoted(span: Span) -> Self {
        Self { span, quoted: true, decoded: None }
    }

    /// The text `decoded`, which the file writes at `span` in another way.
    pub(crate) fn decoded(span: Span, decoded: impl Into<Box<str>>) -> Self {
        Self { span, quoted: false, decoded: Some(Box::new(Decoded { text: decoded.into(), doubled: None })) }
    }

    /// The text `decoded`, which the file has at `span` with each `mark` in it twice.
    pub(crate) fn doubled(span: Span, decoded: impl Into<Box<str>>, mark: u8) -> Self {
        let decoded = Decoded { text: decoded.into(), doubled: Some(mark) };
        Self { span, quoted: false, decoded: Some(Box::new(decoded)) }
    }

    /// The text; `files` are those that its span points into.
    #[must_use]
    pub fn as_str<'f>(&'f self, files: &'f Files) -> &'f str {
        self.decoded.as_ref().map_or_else(|| files.slice(self.inner()), |decoded| &decoded.text)
    }

    /// Whether the file holds the text byte for byte, so that parts of it have spans of their own.
    #[must_use]
    pub fn is_verbatim(&self) -> bool {
        self.decoded.is_none()
    }

    /// The span of the bytes `range` of the text; the whole scalar where the file writes them otherwise.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Span {
        let Some(decoded) = &self.decoded else { return self.inner().part(range) };
        let Some(mark) = decoded.doubled else { return self.span };
        let bytes = decoded.text.as_bytes();
        let written = |at: usize| at + bytes.iter().take(at).filter(|byte| **byte == mark).count();
        self.span.part(written(range.start)..written(range.end))
    }

    /// The span without quotation marks.
    fn inner(&self) -> Span {
        let Span { file, start, end } = self.span;
        if self.quoted { Span::new(file, start + 1, end - 1) } else { self.span }
    }
}
