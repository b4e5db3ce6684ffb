//! Scalars that can point at their own words.

use super::{Files, Span};

/// A scalar as written, which can point at its own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The whole scalar, quotation marks included.
    pub span: Span,
    form: Form,
    /// The text when the file does not hold it byte for byte (escapes, folded lines).
    decoded: Option<Box<Decoded>>,
}

/// How a file writes a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As it is.
    Plain,
    /// Within a quotation mark on each side.
    Quoted,
    /// Otherwise.
    Elsewhere,
}

/// A text that no file holds. One pointer leads to it, as few texts need it and all have room for it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Decoded(Box<str>);

impl Text {
    /// The text that the file writes at `span`, byte for byte.
    #[must_use]
    pub fn plain(span: Span) -> Self {
        Self { span, form: Form::Plain, decoded: None }
    }

    /// The text that the file writes at `span` between two quotation marks.
    #[must_use]
    pub fn quoted(span: Span) -> Self {
        Self { span, form: Form::Quoted, decoded: None }
    }

    /// The text `decoded`, which the file writes at `span` in another way.
    pub fn decoded(span: Span, decoded: impl Into<Box<str>>) -> Self {
        Self { span, form: Form::Elsewhere, decoded: Some(Box::new(Decoded(decoded.into()))) }
    }

    /// The text.
    #[must_use]
    pub fn as_str<'f>(&'f self, files: &'f Files) -> &'f str {
        match (&self.decoded, self.held()) {
            (None, Some(span)) => files.slice(span),
            (decoded, _) => decoded.as_ref().map(|decoded| &*decoded.0).unwrap_or_default(),
        }
    }

    /// Whether the file holds the text byte for byte, so that parts of it have spots of their own.
    #[must_use]
    pub fn is_verbatim(&self) -> bool {
        self.form != Form::Elsewhere
    }

    /// The spot of the bytes `range` of the text; the whole scalar where the file writes them otherwise.
    #[must_use]
    pub fn part(&self, range: std::ops::Range<usize>) -> Span {
        self.held().map_or(self.span, |held| held.part(range))
    }

    /// The spot of the text alone, where the file holds it.
    fn held(&self) -> Option<Span> {
        let Span { file, start, end } = self.span;
        match self.form {
            Form::Plain => Some(self.span),
            Form::Quoted => Some(Span::new(file, start + 1, end - 1)),
            Form::Elsewhere => None,
        }
    }
}
