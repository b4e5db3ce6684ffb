//! What all findings have in common: labels, messages, names.

mod finding;
mod fingerprint;
mod headline;
mod parts;
mod ratio;
pub(super) mod words;

pub(super) use self::finding::{
    advice, assumed_whole, blank, blank_note, in_order, in_place, label, label_beside, labels, pair_of,
    problem_with, quoted, quoted_claim, severity, value_span, values, wording,
};
pub use self::finding::{fault, problem};
pub(super) use self::fingerprint::{fingerprint, of_fault};
pub(super) use self::headline::name_subject;
pub(super) use self::parts::parts_of;
pub(super) use self::ratio::{Extent, larger, of_numbers, of_sets, ratio, times_as_many};

/// Why a number is held against one of another unit.
pub(super) const AS_WRITTEN: &str = "one of them gives no unit, so the numbers are compared as written";
