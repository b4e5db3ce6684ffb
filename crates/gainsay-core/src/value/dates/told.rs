//! What dates in words are read with.

use super::span::Span;
use crate::date::Day;

/// What a date in words is read with: the claim's own date, and what its attribute is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Told {
    /// The first and the last day of the claim's date, counted from 1970-01-01.
    pub as_of: Option<(i32, i32)>,
    /// Whether its attribute is about what is to come.
    pub ahead: bool,
    /// Whether its attribute is about when something began.
    pub begins: bool,
}

impl Told {
    /// The days of the claim, where both ends are days of the calendar.
    pub(super) fn span(self) -> Option<Span> {
        let (first, last) = self.as_of?;
        let span = (Day(first), Day(last));
        span.0.to_civil().and(span.1.to_civil()).map(|_| span)
    }
}

/// Where the days lie that a date without a year means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::value) enum Lean {
    /// Near the claim.
    #[default]
    Near,
    /// Before it: since August.
    Past,
    /// After it.
    Ahead,
}
