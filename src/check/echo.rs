//! Echoes: claims that only pass on what a source says that is here itself.

use std::collections::HashSet;

use super::attribution::{Attributed, Verdict};
use super::origins::At;
use super::topic::Topic;

/// Marks the second-hand claims that can be held against what their cited source said itself.
///
/// Such a claim is held against that source alone, not counted again against everyone else. A second-hand claim that can
/// be held against nothing stays a voice of its own, and so does one in a ring of claims that only cite each other.
pub fn mark(topics: &mut [Topic<'_>], attributed: &[Attributed], rings: &[Vec<At>]) {
    let ringed: HashSet<At> = rings.iter().flatten().copied().collect();
    for attributed in attributed {
        let (topic, at) = attributed.claim;
        let told = !matches!(attributed.verdict, Verdict::Untold);
        topics[topic].boxes[at].echo = told && !ringed.contains(&attributed.claim);
    }
}
