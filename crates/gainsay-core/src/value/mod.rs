//! What a value allows.
//!
//! Whatever its kind, a value comes down to an [`Allowed`]: a set of points on one axis. Quantities lie on the
//! axis of their base unit, stages on the steps of their scale, dates on days, places on the order in which a
//! walk of the place tree meets them, categories and names on their number. So one comparison serves all:
//! do the sets meet?

mod alike;
mod axis;
pub mod category;
pub mod clock;
mod dates;
pub mod days;
mod ends;
mod figures;
pub mod flag;
mod hedge;
mod infer;
mod kind;
pub mod language;
mod lexicon;
mod lexis;
mod near_text;
mod part;
mod parts;
mod phrases;
mod places;
pub mod quantity;
mod rates;
mod scale;
mod share;
pub mod show;
mod spelling;
pub mod stage;
mod terms;
mod unit;
mod vocabulary;
pub mod words;

#[cfg(test)]
mod tests;

pub use alike::{Alike, ReadText, names as alike_names, persons as alike_persons, places as alike_places};
pub use axis::{Allowed, Interval, Point, Ranges};
pub use dates::Told;
pub use ends::Ends;
pub use figures::Which;
pub use hedge::{Effect, Hedge, Hedges, Met, Side};
pub use infer::infer;
pub use kind::Kind;
pub use lexis::{Role, Words};
pub(crate) use near_text::adds_to;
pub use near_text::near;
pub use part::{Part, PartRole};
pub use parts::{ReadFor, parts};
pub(crate) use places::{PlaceWords, Whereabouts};
pub use rates::Rate;
pub use scale::{Scale, Step};
pub use share::Share;
pub use terms::{Term, Terms};
pub use unit::{Unit, UnitProblem, Units};
pub use vocabulary::Vocabulary;

/// No value is longer, in bytes, but texts, names and places.
pub(crate) const LONGEST: usize = 4096;

/// Why a wording cannot be read, and which bytes of it are to blame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// What is wrong, without the wording itself.
    pub message: String,
    /// The bytes of the wording that cannot be read.
    pub range: std::ops::Range<usize>,
    /// What to do about it.
    pub help: Option<String>,
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Unreadable {}

impl Unreadable {
    /// The bytes `range` of a wording cannot be read because of `message`.
    pub(crate) fn new(message: impl Into<String>, range: std::ops::Range<usize>) -> Self {
        Self { message: message.into(), range, help: None }
    }

    /// The same in the wording that the text it was found in starts in at byte `offset`.
    pub(crate) fn moved(self, offset: usize) -> Self {
        Self { range: self.range.start + offset..self.range.end + offset, ..self }
    }

    /// The same with help.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
