//! The totals of each source by their days.

use std::collections::{BTreeMap, HashMap};

use indexmap::IndexMap;

use crate::check::topic::{Scope, Topic};
use crate::date::Day;
use gainsay_yaml::text::Name;

/// The totals that sources gave themselves, each of one day; claims by their place in the topic.
pub(super) struct Totals {
    of_sources: IndexMap<Name, BTreeMap<Day, usize>>,
    /// Who gives one of a day.
    on: HashMap<Day, Vec<Name>>,
    /// Whether they only rise, so that those further around a period bound what was counted within it.
    rising: bool,
}

/// The totals of a source around a period.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around {
    /// That before the period; where there is none, nothing is known to have been counted.
    pub before: Option<usize>,
    pub after: usize,
    /// Whether they are of the day before the period and of its last day, so that nothing else lies between them.
    pub exact: bool,
    /// The last total that the source gave in between: the figure may be what was added since then.
    pub between: Option<usize>,
}

impl Around {
    /// The totals.
    pub(super) fn claims(&self) -> impl Iterator<Item = usize> + use<> {
        [self.before, Some(self.after)].into_iter().flatten()
    }
}

impl Totals {
    /// The totals about `scope`, of the claims that `applies` lets through. Of several of one day the last one counts.
    pub(super) fn new(topic: &Topic<'_>, scope: Scope, applies: impl Fn(usize) -> bool) -> Self {
        let mut of_sources: IndexMap<Name, BTreeMap<Day, usize>> = IndexMap::new();
        let mut on: HashMap<Day, Vec<Name>> = HashMap::new();
        // The claims of a topic are in the order in which they were said.
        for &at in topic.scopes.get(&scope).into_iter().flatten().filter(|&&at| own(topic, at) && applies(at))
        {
            let claim = &topic.claims[at];
            let source = claim.claim.source.value;
            if let Some(when) = claim.time.map(|time| time.when).filter(|when| when.first == when.last)
                && of_sources.entry(source).or_default().insert(when.first, at).is_none()
            {
                on.entry(when.first).or_default().push(source);
            }
        }
        Self { of_sources, on, rising: topic.definition.rising().is_some() }
    }

    /// The nearest totals of `source` before the first day of a period, if there is one, and from its last day on.
    pub(super) fn around(&self, source: Name, (first, last): (Day, Day)) -> Option<Around> {
        let totals = self.of_sources.get(&source)?;
        let before = totals.range(..first).next_back();
        let (&end, &after) = totals.range(last..).next()?;
        let exact = before.is_some_and(|(&start, _)| start == first.plus(-1)) && end == last;
        let between = totals.range(first..end).next_back().map(|(_, &at)| at);
        let around = Around { before: before.map(|(_, &at)| at), after, exact, between };
        (exact || self.rising).then_some(around)
    }

    /// The totals of all sources that give both that of the day before a period and that of its last day.
    pub(super) fn exact(&self, period: (Day, Day)) -> impl Iterator<Item = Around> {
        let on = |day: Day| self.on.get(&day).map(Vec::as_slice).unwrap_or_default();
        let (before, after) = (on(period.0.plus(-1)), on(period.1));
        let fewer = if before.len() < after.len() { before } else { after };
        fewer.iter().filter_map(move |&source| self.around(source, period)).filter(|around| around.exact)
    }
}

/// Whether a claim is what its source counted itself.
pub(super) fn own(topic: &Topic<'_>, at: usize) -> bool {
    topic.claims[at].speaks() && topic.claims[at].is_own()
}
