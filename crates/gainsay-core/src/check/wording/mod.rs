//! What all findings have in common: labels, messages, names.

pub mod finding;
pub mod fingerprint;
pub mod words;
