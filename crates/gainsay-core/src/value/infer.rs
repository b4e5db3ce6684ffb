//! The kind of values that nobody declares.

use super::{Hedges, Units, days, flag, quantity};

/// A kind that shows in the values themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Inferred {
    /// All say yes or no.
    Flag,
    /// All are numbers.
    Quantity,
    /// All are dates.
    Date,
    /// Anything else.
    Text,
}

/// The first kind that reads all `wordings`: yes or no, numbers, dates; else text. A bare `2024` is a number, and
/// `2024-10` a date. Of no wordings nothing is known, so they are text.
pub fn infer<'a>(wordings: impl Iterator<Item = &'a str>, hedges: &Hedges, units: &Units) -> Inferred {
    let (mut flags, mut quantities, mut dates, mut any) = (true, true, true, false);
    for wording in wordings {
        any = true;
        flags = flags && flag::read(wording).is_ok();
        quantities = quantities && !looks_like_date(wording) && quantity::may_be(wording, hedges, units);
        dates = dates && days::read(wording, Some((0, 0)), hedges).is_ok();
        if !(flags || quantities || dates) {
            break;
        }
    }
    match (any, flags, quantities, dates) {
        (true, true, ..) => Inferred::Flag,
        (true, _, true, _) => Inferred::Quantity,
        (true, _, _, true) => Inferred::Date,
        _ => Inferred::Text,
    }
}

/// Whether a wording starts as an EDTF date finer than a year does: `2024-10`. As a number it would be a range.
fn looks_like_date(wording: &str) -> bool {
    let bytes = wording.trim().as_bytes();
    let digits = |range: std::ops::Range<usize>| {
        bytes.get(range).is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    digits(0..4)
        && bytes.get(4) == Some(&b'-')
        && digits(5..7)
        && !bytes.get(7).is_some_and(u8::is_ascii_digit)
}
