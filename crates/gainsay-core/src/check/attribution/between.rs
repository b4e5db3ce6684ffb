//! Second-hand claims beside others: what their source said only later, and other quotes of one source.

use crate::check::attribution::reach::said_before;
use crate::check::context::Context;
use crate::check::topic::{Hand, TopicClaim};

/// Why two claims do not conflict as two sources do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Between {
    /// Both cite one source that has no claim in the records: one of them misquotes it.
    OneOrigin,
    /// One cites the source of the other, which said that only after it was quoted.
    SaidSince,
}

/// Whether two claims of different sources are held against each other as two sources are: nothing where they are.
pub(crate) fn between(
    one: &TopicClaim<'_>,
    other: &TopicClaim<'_>,
    context: &Context<'_>,
) -> Option<Between> {
    let cites = |claim: &TopicClaim<'_>| claim.claim.cites.map(|cites| cites.value);
    if one.hand == Hand::Unrecorded && other.hand == Hand::Unrecorded && cites(one) == cites(other) {
        return Some(Between::OneOrigin);
    }
    let since = |quote: &TopicClaim<'_>, said: &TopicClaim<'_>| {
        cites(quote).is_some_and(|cites| context.sources.holds(cites, said.claim.source.value))
            && !said_before(said, quote)
    };
    (since(one, other) || since(other, one)).then_some(Between::SaidSince)
}
