//! Hashes of texts, of which fingerprints are made.

use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher13};

/// A hash of `parts` in their order, which no other division of the same text has.
pub(super) fn hashed<'p>(parts: impl Iterator<Item = &'p str>) -> String {
    hex(&divided(parts))
}

/// The same as a number.
pub(super) fn number<'p>(parts: impl Iterator<Item = &'p str>) -> u64 {
    divided(parts).finish128().h1
}

fn divided<'p>(parts: impl Iterator<Item = &'p str>) -> SipHasher13 {
    let mut hasher = SipHasher13::new();
    for part in parts {
        hasher.write(part.as_bytes());
        hasher.write_u8(0xff);
    }
    hasher
}

/// One fingerprint of several.
pub(super) fn combined(prints: &[String]) -> String {
    let mut prints: Vec<&str> = prints.iter().map(String::as_str).collect();
    prints.sort_unstable();
    let mut hasher = SipHasher13::new();
    for print in prints {
        hasher.write(print.as_bytes());
    }
    hex(&hasher)
}

pub(super) fn hex(hasher: &SipHasher13) -> String {
    format!("{:016x}", hasher.finish128().h1)
}
