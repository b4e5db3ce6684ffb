//! What the rows of a table had, over all parts of its files.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, PoisonError};

use super::conditions::Asked;
use super::gaps::Gaps;
use super::undated::Undated;
use gainsay_yaml::text::Span;

/// What the rows of a table had so far.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Which columns said anything.
    pub(super) columns: Vec<AtomicBool>,
    /// The fields that mean nothing, each where it is first.
    pub(super) unknown: Mutex<BTreeMap<String, Span>>,
    /// What they said to each condition of the mapping.
    pub(super) asked: Mutex<Vec<Asked>>,
    /// The cells that hold a mark for a missing value.
    pub(super) gaps: Mutex<Gaps>,
    /// The cells that hold a date which is not written as EDTF has it.
    pub(super) undated: Mutex<Undated>,
}

impl Seen {
    /// What the rows said to each condition of the mapping.
    pub(super) fn answers(&self) -> Vec<Asked> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The cells that hold a mark for a missing value.
    pub(super) fn gaps(&self) -> Gaps {
        self.gaps.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The cells that hold a date which is not written as EDTF has it.
    pub(super) fn undated(&self) -> Undated {
        self.undated.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Adds what further rows said to these conditions, and their cells that hold a mark for a missing value or a date written otherwise.
    pub(super) fn add(&self, further: &[Asked], gaps: Gaps, undated: Undated) {
        self.undated.lock().unwrap_or_else(PoisonError::into_inner).add(undated);
        self.gaps.lock().unwrap_or_else(PoisonError::into_inner).add(gaps);
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let count = asked.len().max(further.len());
        asked.resize_with(count, Asked::default);
        asked.iter_mut().zip(further).for_each(|(asked, further)| asked.add(further));
    }

    /// Notes a field at `span` that means nothing.
    pub(super) fn note(&self, name: &str, span: Span) {
        let mut unknown = self.unknown.lock().unwrap_or_else(PoisonError::into_inner);
        let first = unknown.entry(name.to_owned()).or_insert(span);
        *first = span.min(*first);
    }
}
