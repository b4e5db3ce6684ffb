//! Which claims were compared with each other and can both be true.

use super::Audit;
use crate::check::topic::Topic;
use crate::check::verdict::{Judge, Verdict};
use crate::claim::ClaimId;

impl<'r> Audit<'r> {
    /// The pairs of claims of different sources that are compared and can both be true. It looks at each two claims of a topic, so this is for
    /// a few claims.
    #[must_use]
    pub fn compatible(&self) -> Vec<[ClaimId; 2]> {
        self.ready.topics.iter().flat_map(|topic| self.compatible_in(topic)).collect()
    }

    fn compatible_in(&self, topic: &Topic<'r>) -> Vec<[ClaimId; 2]> {
        let judge = Judge::new(topic, self.context);
        let claim = |at: usize| topic.claims[at].claim;
        let pairs = (0..topic.claims.len()).flat_map(|a| (a + 1..topic.claims.len()).map(move |b| (a, b)));
        let both = pairs.filter(|&(a, b)| {
            claim(a).source.value != claim(b).source.value
                && matches!(judge.verdict(a, b), Verdict::Compatible(_))
        });
        both.map(|(a, b)| [claim(a).number, claim(b).number]).collect()
    }
}
