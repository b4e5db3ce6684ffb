//! What second-hand claims count for: echoes only pass on what a source says that is here itself.

use std::collections::HashSet;

use crate::check::attribution::distortion::{Attributed, Fidelity};
use crate::check::attribution::origins::Origins;
use crate::check::context::Context;
use crate::check::selection;
use crate::check::topic::{At, Hand, Topic, claim_at};
use crate::rule::RuleKind;

/// Marks the second-hand claims by what is known of what they pass on.
///
/// An echo is compared with the source that it cites alone, not counted again against everyone else. A second-hand claim that can
/// be compared with nothing stays a source of its own, and so does one in a ring of claims that only cite each other, and one
/// that gives its source otherwise where no rule would report it.
pub(crate) fn mark(
    topics: &mut [Topic<'_>],
    attributed: &[Attributed],
    origins: &Origins,
    rings: &[Vec<At>],
    context: &Context<'_>,
) {
    let ringed: HashSet<At> = rings.iter().flatten().copied().collect();
    let hand = |attributed: &Attributed| {
        let (topic, at) = attributed.claim;
        let ruled = || selection::of_claim(RuleKind::Attribution, &topics[topic], at, context).is_some();
        let cites = claim_at(topics, attributed.claim).claim.cites;
        match attributed.fidelity {
            _ if ringed.contains(&attributed.claim) => Hand::First,
            Fidelity::Faithful => Hand::Echo,
            _ if !ruled() => Hand::First,
            Fidelity::Distorted(_) => Hand::Echo,
            Fidelity::Unverifiable if cites.is_some_and(|cites| origins.speaking(cites.value)) => {
                Hand::Unverified
            }
            Fidelity::Unverifiable => Hand::Unrecorded,
        }
    };
    let hands: Vec<(At, Hand)> =
        attributed.iter().map(|attributed| (attributed.claim, hand(attributed))).collect();
    for ((topic, at), hand) in hands {
        topics[topic].claims[at].hand = hand;
    }
    for topic in topics {
        if let Some(written) = &mut topic.as_written {
            written.mark(&topic.claims);
        }
    }
}
