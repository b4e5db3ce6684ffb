//! Echoes: claims that only pass on what a source says that is here itself.

use std::collections::HashSet;

use crate::check::attribution::distortion::{Attributed, Fidelity};
use crate::check::context::Context;
use crate::check::selection;
use crate::check::topic::{At, Topic};
use crate::rule::RuleKind;

/// Marks the second-hand claims that are compared with what their cited source said itself.
///
/// Such a claim is compared with that source alone, not counted again against everyone else. A second-hand claim that can
/// be compared with nothing stays a source of its own, and so does one in a ring of claims that only cite each other, and one
/// that gives its source otherwise where no rule would report it.
pub(crate) fn mark(
    topics: &mut [Topic<'_>],
    attributed: &[Attributed],
    rings: &[Vec<At>],
    context: &Context<'_>,
) {
    let ringed: HashSet<At> = rings.iter().flatten().copied().collect();
    let echo = |attributed: &&Attributed| match attributed.fidelity {
        _ if ringed.contains(&attributed.claim) => false,
        Fidelity::Unverifiable => false,
        Fidelity::Faithful => true,
        Fidelity::Distorted(_) => {
            let (topic, at) = attributed.claim;
            selection::of_claim(RuleKind::Attribution, &topics[topic], at, context).is_some()
        }
    };
    let echoes: Vec<At> = attributed.iter().filter(echo).map(|attributed| attributed.claim).collect();
    for (topic, at) in echoes {
        topics[topic].claims[at].echo = true;
    }
}
