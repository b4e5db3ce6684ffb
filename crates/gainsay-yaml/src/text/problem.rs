//! What is wrong with a text, and where.

use std::fmt;

use super::Span;

/// Something wrong with what was written, at its exact spot.
///
/// Prose follows the style in CONTRIBUTING.md: lower case, no full stop, the user's words in backticks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Stable kebab-case name of the kind of problem, such as `unknown-key`.
    pub code: &'static str,
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
}

impl Problem {
    /// A problem of kind `code` at `span`.
    pub fn new(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), span, label: String::new(), related: Vec::new(), help: None }
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

    /// The same with a further spot.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }
}

/// The message alone: lines and columns need the [`Files`](super::Files).
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Problem {}
