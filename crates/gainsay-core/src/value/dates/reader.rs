//! What reads the tokens of one text.

use std::cell::{Cell, RefCell};

use super::span::{Meant, Span};
use super::told::{Lean, Told};
use super::wrong::Wrong;
use crate::value::vocabulary::Vocabulary;

/// What reads the tokens of one text.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) told: Told,
    pub(super) lean: Lean,
    pub(super) vocabulary: Vocabulary<'a>,
    /// Whether something was looked for that only the claim's date tells.
    pub(super) needs_date: Cell<bool>,
    /// What is wrong with a date that was found.
    pub(super) wrong: RefCell<Option<Wrong>>,
}

impl Reader<'_> {
    /// The days of the claim; that they were asked for is noted.
    pub(super) fn as_of(&self) -> Option<Span> {
        let span = self.told.span();
        if span.is_none() {
            self.needs_date.set(true);
        }
        span
    }

    /// What was found; what is wrong with it is noted.
    pub(super) fn noted(&self, found: Result<Meant, Wrong>) -> Option<Meant> {
        match found {
            Ok(meant) => Some(meant),
            Err(Wrong::NoYear) => {
                self.needs_date.set(true);
                None
            }
            Err(wrong) => {
                self.wrong.borrow_mut().get_or_insert(wrong);
                None
            }
        }
    }
}
