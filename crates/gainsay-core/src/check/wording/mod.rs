//! What all findings have in common: labels, messages, names.

mod finding;
mod fingerprint;
pub mod words;

pub use self::finding::{
    blank, fault, in_order, in_place, label, label_beside, labels, pair_of, problem, quoted, quoted_claim,
    severity, value_span, values, wording,
};
pub use self::fingerprint::{combined, fingerprint, hashed};
