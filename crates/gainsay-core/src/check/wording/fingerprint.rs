//! Fingerprints: stable names of findings.

use crate::check::context::Context;
use crate::check::hash::hashed;
use crate::check::topic::Topic;

/// A hash of the rule, what the claims are called and their values, the same wherever the claims stand and in whatever order.
pub(crate) fn fingerprint(
    topic: &Topic<'_>,
    rule: &str,
    claims: impl Iterator<Item = usize>,
    context: &Context<'_>,
) -> String {
    let mut parts: Vec<(&str, String)> = claims
        .map(|at| (context.identity(topic.claims[at].claim), topic.claims[at].claim.worded(context.files)))
        .collect();
    parts.sort_unstable();
    parts.dedup();
    hashed(std::iter::once(rule).chain(parts.iter().flat_map(|(id, value)| [*id, value.as_str()])))
}
