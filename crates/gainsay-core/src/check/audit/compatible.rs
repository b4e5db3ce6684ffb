//! Which claims were compared with each other and can both be true.

use super::Audit;
use crate::check::topic::Topic;
use crate::check::verdict::{Judge, Verdict};
use crate::claim::ClaimId;

impl<'r> Audit<'r> {
    /// The pairs of claims of different sources that are compared and can both be true, those without a value in common first. It looks at
    /// each two claims of a topic, so this is for a few claims.
    #[must_use]
    pub fn compatible(&self) -> Vec<[ClaimId; 2]> {
        let mut pairs: Vec<(bool, [ClaimId; 2])> =
            self.ready.topics.iter().flat_map(|topic| self.compatible_in(topic)).collect();
        pairs.sort_by_key(|&(meet, _)| meet);
        pairs.into_iter().map(|(_, pair)| pair).collect()
    }

    /// Those of one topic, each with whether both have a value in common.
    fn compatible_in(&self, topic: &Topic<'r>) -> Vec<(bool, [ClaimId; 2])> {
        let judge = Judge::new(topic, self.context);
        let claim = |at: usize| topic.claims[at].claim;
        let pairs = (0..topic.claims.len()).flat_map(|a| (a + 1..topic.claims.len()).map(move |b| (a, b)));
        let both = pairs.filter(|&(a, b)| {
            claim(a).source.value != claim(b).source.value
                && matches!(judge.verdict(a, b), Verdict::Compatible(_))
        });
        let allowed = |at: usize| &topic.claims[at].allowed.plain;
        both.map(|(a, b)| (allowed(a).meets(allowed(b)), [claim(a).number, claim(b).number])).collect()
    }
}
