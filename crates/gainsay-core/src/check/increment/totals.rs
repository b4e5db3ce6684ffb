//! The totals of each source by their days.

use std::collections::{BTreeMap, HashMap};

use crate::check::topic::{Scope, Topic};
use crate::date::Day;
use gainsay_yaml::text::Name;

/// The totals that sources gave themselves, each of one day; claims by their place in the topic.
pub(super) struct Totals(HashMap<Name, BTreeMap<Day, usize>>);

/// The totals of a source around a period.
pub(super) struct Around {
    /// That before the period; where there is none, nothing is known to have been counted.
    pub before: Option<usize>,
    pub after: usize,
    /// Whether they are of the day before the period and of its last day, so that nothing else lies between them.
    pub exact: bool,
    /// Whether the source gave another total in between: what it added to that may be no part of the figure.
    pub interrupted: bool,
}

impl Around {
    /// The figure of the period, and the totals.
    pub(super) fn claims(&self, figure: usize) -> impl Iterator<Item = usize> + use<> {
        [Some(figure), self.before, Some(self.after)].into_iter().flatten()
    }
}

impl Totals {
    /// The totals about `scope`, of the claims that `applies` lets through. Of several of one day the last one counts.
    pub(super) fn new(topic: &Topic<'_>, scope: Scope, applies: impl Fn(usize) -> bool) -> Self {
        let mut totals: HashMap<Name, BTreeMap<Day, usize>> = HashMap::new();
        // The claims of a topic are in the order in which they were said.
        for &at in topic.scopes.get(&scope).into_iter().flatten().filter(|&&at| own(topic, at) && applies(at))
        {
            let claim = &topic.claims[at];
            if let Some(when) = claim.time.map(|time| time.when).filter(|when| when.first == when.last) {
                totals.entry(claim.claim.source.value).or_default().insert(when.first, at);
            }
        }
        Self(totals)
    }

    /// The nearest totals of `source` before the first day of a period, if there is one, and from its last day on.
    pub(super) fn around(&self, source: Name, (first, last): (Day, Day)) -> Option<Around> {
        let totals = self.0.get(&source)?;
        let before = totals.range(..first).next_back();
        let (&end, &after) = totals.range(last..).next()?;
        let exact = before.is_some_and(|(&start, _)| start == first.plus(-1)) && end == last;
        let interrupted = totals.range(first..end).next().is_some();
        Some(Around { before: before.map(|(_, &at)| at), after, exact, interrupted })
    }
}

/// Whether a claim is what its source counted itself.
pub(super) fn own(topic: &Topic<'_>, at: usize) -> bool {
    topic.claims[at].speaks() && topic.claims[at].is_own()
}
