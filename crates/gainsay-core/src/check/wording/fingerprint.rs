//! Fingerprints: stable names of findings.

use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher13};

use crate::check::context::Context;
use crate::check::topic::Topic;

/// A hash of the rule, the claim ids and their values, the same wherever the claims stand and in whatever order.
pub(crate) fn fingerprint(
    topic: &Topic<'_>,
    rule: &str,
    claims: impl Iterator<Item = usize>,
    context: &Context<'_>,
) -> String {
    let mut parts: Vec<(&str, String)> = claims
        .map(|at| (context.id(topic.claims[at].claim), topic.claims[at].claim.worded(context.files)))
        .collect();
    parts.sort_unstable();
    parts.dedup();
    hashed(std::iter::once(rule).chain(parts.iter().flat_map(|(id, value)| [*id, value.as_str()])))
}

/// A hash of `parts` in their order, which no other division of the same text has.
pub(crate) fn hashed<'p>(parts: impl Iterator<Item = &'p str>) -> String {
    let mut hasher = SipHasher13::new();
    for part in parts {
        hasher.write(part.as_bytes());
        hasher.write_u8(0xff);
    }
    hex(&hasher)
}

/// One fingerprint of several.
pub(crate) fn combined(prints: &[String]) -> String {
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
