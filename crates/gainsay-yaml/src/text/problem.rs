//! What is wrong with a text, and where.

use std::fmt;

use super::{Code, Fix, Span};

/// Something wrong with what was written, at its exact spot.
///
/// `C` says what kind of problem it is: [`Code`] for those that the reader finds. Readers of what the text means have kinds of
/// their own, to which those of the reader convert, so all problems with a file come in one list.
///
/// Prose follows the style in CONTRIBUTING.md: lower case, no full stop, the user's words in backticks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem<C = Code> {
    /// What kind of problem it is.
    pub code: C,
    /// What is wrong.
    pub message: String,
    /// The spot underlined first.
    pub span: Span,
    /// What is said at that spot; may be empty.
    pub label: String,
    /// Other spots that belong to the problem, with what is said at each.
    pub related: Vec<(Span, String)>,
    /// What to do about it.
    pub help: Option<String>,
    /// What a machine can do about it: ways to choose from, the most likely one first.
    pub fixes: Vec<Fix>,
}

impl<C> Problem<C> {
    /// A problem of kind `code` at `span`.
    pub fn new(code: C, span: Span, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { code, message, span, label: String::new(), related: Vec::new(), help: None, fixes: Vec::new() }
    }

    /// The same problem among those of further kinds.
    #[must_use]
    pub fn into_code<D: From<C>>(self) -> Problem<D> {
        let Self { code, message, span, label, related, help, fixes } = self;
        Problem { code: code.into(), message, span, label, related, help, fixes }
    }

    /// The same in a text in which the one that it was found in begins at `shift`; without fixes.
    pub(crate) fn moved(mut self, shift: u32) -> Self {
        let spans = self.related.iter_mut().map(|(span, _)| span).chain([&mut self.span]);
        spans.for_each(|span| (span.start, span.end) = (span.start + shift, span.end + shift));
        self.fixes.clear();
        self
    }

    /// The same with `label` at the spot.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// The same with help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with further ways to fix it.
    #[must_use]
    pub fn fix(mut self, fixes: impl IntoIterator<Item = Fix>) -> Self {
        self.fixes.extend(fixes);
        self
    }

    /// The same with a further spot.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }
}

/// The message alone: lines and columns need the [`Files`](super::Files).
impl<C> fmt::Display for Problem<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl<C: fmt::Debug> std::error::Error for Problem<C> {}
