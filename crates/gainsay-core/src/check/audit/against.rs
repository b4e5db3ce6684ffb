//! Who contradicts whom in a dispute: its pairs, gathered so that one claim stands against several.

use std::cmp::Reverse;

use indexmap::IndexMap;

use super::Audit;
use crate::check::doubt;
use crate::claim::ClaimId;
use crate::finding::{Finding, FindingKind, Pair, Strength, WeakReason};

/// The pairs of a conflict, the strong ones first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradictions {
    /// How many of the listed pairs are strong.
    pub strong: usize,
    /// How many of them are weak.
    pub weak: usize,
    /// Claims with those that contradict them; each pair is there no more than once.
    pub against: Vec<Against>,
    /// How many of the listed pairs are not there.
    pub left: usize,
}

/// A claim, and claims that contradict it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Against {
    /// The claim.
    pub claim: ClaimId,
    /// Those that contradict it, nearest in time first.
    pub others: Vec<ClaimId>,
    /// How sure that is.
    pub strength: Strength,
    /// Why it is weak, alike for all of them.
    pub because: Vec<WeakReason>,
}

impl Audit<'_> {
    /// Who contradicts whom in a conflict of several pairs, in no more than `most` groups; nothing for other findings.
    #[must_use]
    pub fn contradictions(&self, finding: &Finding, most: usize) -> Option<Contradictions> {
        if finding.kind != FindingKind::Conflict || finding.pairs.len() < 2 {
            return None;
        }
        let (strong, weak): (Vec<&Pair>, Vec<&Pair>) =
            finding.pairs.iter().partition(|pair| pair.strength == Strength::Strong);
        let mut against = gathered(&strong, Strength::Strong, |_| Vec::new(), most);
        let room = most - against.len();
        // Why a pair is weak takes looking at it.
        if room > 0 {
            against.extend(gathered(&weak, Strength::Weak, |pair| self.because(finding, pair), room));
        }
        let shown: usize = against.iter().map(|against| against.others.len()).sum();
        let left = finding.pairs.len() - shown;
        Some(Contradictions { strong: strong.len(), weak: weak.len(), against, left })
    }

    /// Why a pair is weak; nothing where that cannot be said.
    fn because(&self, finding: &Finding, pair: &Pair) -> Vec<WeakReason> {
        let rule = self.context.rules.rules.get(&finding.rule);
        match self.together(pair.claims).zip(rule) {
            Some(((topic, [a, b]), rule)) => doubt::of_pair(topic, rule, (a, b), self.context),
            None => Vec::new(),
        }
    }
}

/// `pairs` in groups of one claim against others: the claim that most are against first, and of equal ones the one that comes first.
fn gathered(
    pairs: &[&Pair],
    strength: Strength,
    because: impl Fn(&Pair) -> Vec<WeakReason>,
    most: usize,
) -> Vec<Against> {
    let mut rest: Vec<(&Pair, Vec<WeakReason>)> = pairs.iter().map(|&pair| (pair, because(pair))).collect();
    let mut groups = Vec::new();
    while groups.len() < most && !rest.is_empty() {
        let mut counts: IndexMap<(ClaimId, &[WeakReason]), usize> = IndexMap::new();
        for (pair, because) in &rest {
            for claim in pair.claims {
                *counts.entry((claim, because.as_slice())).or_default() += 1;
            }
        }
        let first = counts.iter().enumerate().min_by_key(|(at, (_, count))| (Reverse(**count), *at));
        let Some((_, (&(claim, because), _))) = first else { break };
        let because = because.to_vec();
        let other = |pair: &Pair| match pair.claims {
            [a, b] if a == claim => Some(b),
            [a, b] if b == claim => Some(a),
            _ => None,
        };
        let mut others = Vec::new();
        rest.retain(|(pair, why)| match other(pair).filter(|_| *why == because) {
            Some(other) => {
                others.push(other);
                false
            }
            None => true,
        });
        groups.push(Against { claim, others, strength, because });
    }
    groups
}
