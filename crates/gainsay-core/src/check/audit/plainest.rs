//! Of a dispute, the two claims that show best why not all of it can be true.

use std::cmp::Reverse;

use super::Audit;
use crate::check::conflict::finding::{assumed, how_far, part_of_whole};
use crate::check::conflict::plainest::{Hardness, hardness};
use crate::check::topic::Topic;
use crate::claim::ClaimId;
use crate::finding::{Finding, FindingKind, Pair};

/// Two claims that contradict each other as plainly as any of a dispute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plainest {
    /// The two, the earlier one first.
    pub claims: [ClaimId; 2],
    /// Of two about different scopes, which one is about a part of what the other is about, and why that counts.
    pub part: Option<(usize, &'static str)>,
    /// How far apart they are, in value and in time: `2 times as many, a day apart`.
    pub apart: Option<String>,
    /// That one of them is taken for the whole only since it names no place.
    pub assumed: Option<String>,
}

impl Audit<'_> {
    /// The two claims of a conflict that show it best: of the surest pairs one about the same place and part, without hedges, and with as
    /// few days between as there are. Nothing for other findings.
    #[must_use]
    pub fn plainest(&self, finding: &Finding) -> Option<Plainest> {
        if finding.kind != FindingKind::Conflict {
            return None;
        }
        let pair = finding.pairs.iter().min_by_key(|pair| (Reverse(pair.strength), self.hardness(pair)))?;
        let mut claims = pair.claims;
        claims.sort_by_key(|&claim| self.member(claim).1.and_then(|(_, said)| Some(said.days()?.first)));
        let together = self.together(claims);
        Some(Plainest {
            claims,
            part: together.and_then(|(topic, claims)| part(topic, claims)),
            apart: together.and_then(|(topic, claims)| how_far(topic, claims)),
            assumed: together.and_then(|(topic, claims)| assumed(claims, topic, self.context)),
        })
    }

    /// Two claims by their places in their topic, where both are of one.
    pub(super) fn together(&self, claims: [ClaimId; 2]) -> Option<(&Topic<'_>, [usize; 2])> {
        match claims.map(|claim| self.boxed(claim)) {
            [Some((topic, a)), Some((same, b))] if topic == same => Some((&self.ready.topics[topic], [a, b])),
            _ => None,
        }
    }

    fn hardness(&self, pair: &Pair) -> Hardness {
        let [Some((_, a)), Some((_, b))] = pair.claims.map(|claim| self.member(claim).1) else {
            return (true, true, usize::MAX, u64::MAX);
        };
        hardness(a, b)
    }
}

/// Which of two claims is about a part of what the other one is about.
fn part(topic: &Topic<'_>, [a, b]: [usize; 2]) -> Option<(usize, &'static str)> {
    let [one, other] = [a, b].map(|at| topic.claims[at].scope);
    let within = |part, whole| topic.around(part).contains(&whole);
    let part = usize::from(!within(one, other));
    (one != other).then(|| (part, part_of_whole(topic)))
}
