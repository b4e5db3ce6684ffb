//! How many pairs of claims about one subject and attribute each two sources have, whether they are compared or not.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use indexmap::IndexMap;
use rayon::prelude::*;

use super::Audit;
use crate::check::near_miss;
use crate::check::topic::Topic;
use gainsay_yaml::text::Name;

/// How many claims a source has in a group of topics: the number of the one, and of the other.
type Share = (usize, u64);

/// The claims of all sources, by group and by source.
struct Shares {
    sources: IndexMap<Name, Vec<Share>, RandomState>,
    /// The shares of each group, by the numbers of the sources.
    groups: Vec<Vec<Share>>,
    /// The groups whose claims each group is held against: itself, and those whose attributes are one slip apart.
    beside: Vec<Vec<usize>>,
}

impl<'r> Audit<'r> {
    /// Each two sources with how many pairs they have.
    pub(super) fn source_pairs(&self) -> Vec<((Name, Name), u64)> {
        let shares = self.shares();
        let names: Vec<Name> = shares.sources.keys().copied().collect();
        let of_source = |(counts, found): &mut (Vec<u64>, Vec<usize>), at: usize| {
            shares.add_pairs(at, counts, found);
            let pairs = found.drain(..).map(|other| {
                let pair = self.pair(names[at], names[other]);
                (pair, std::mem::take(&mut counts[other]))
            });
            pairs.filter_map(|(pair, count)| Some((pair?, count))).collect::<Vec<_>>()
        };
        let all = (0..names.len()).into_par_iter();
        all.map_init(|| (vec![0; names.len()], Vec::new()), of_source).flatten_iter().collect()
    }

    fn shares(&self) -> Shares {
        let topics = self.ready.groups();
        let counted: Vec<IndexMap<Name, u64, RandomState>> =
            topics.par_iter().map(|topics| self.sources_of(topics)).collect();
        let mut sources: IndexMap<Name, Vec<Share>, RandomState> = IndexMap::default();
        let mut groups = Vec::new();
        for (group, counted) in counted.into_iter().enumerate() {
            let mut shares = Vec::with_capacity(counted.len());
            for (source, claims) in counted {
                let entry = sources.entry(source);
                shares.push((entry.index(), claims));
                entry.or_default().push((group, claims));
            }
            shares.sort_unstable();
            groups.push(shares);
        }
        Shares { sources, groups, beside: self.beside(&topics) }
    }

    fn beside(&self, groups: &[&[Topic<'r>]]) -> Vec<Vec<usize>> {
        let mut beside: Vec<Vec<usize>> = (0..groups.len()).map(|group| vec![group]).collect();
        let by_key: HashMap<_, usize> =
            groups.iter().enumerate().map(|(at, topics)| (topics[0].key.about(), at)).collect();
        let similar = near_miss::similar(self.context);
        for (&(subject, attribute), &group) in &by_key {
            for &[_, usual] in similar.iter().filter(|[rare, _]| *rare == attribute) {
                if let Some(&other) = by_key.get(&(subject, usual)) {
                    beside[group].push(other);
                    beside[other].push(group);
                }
            }
        }
        beside
    }

    /// How many claims each source has in some topics.
    fn sources_of(&self, topics: &[Topic<'r>]) -> IndexMap<Name, u64, RandomState> {
        let read = topics.iter().flat_map(|topic| topic.claims.iter().map(|read| read.claim));
        let claims = read.chain(topics.iter().flat_map(|topic| topic.unread.iter().copied()));
        let mut sources: IndexMap<Name, u64, RandomState> = IndexMap::default();
        for claim in claims.filter(|claim| self.wanted.beside(claim, self.context)) {
            *sources.entry(claim.source.value).or_default() += 1;
        }
        sources
    }
}

impl Shares {
    /// Adds up in `counts`, by the other source, the pairs of the source `at` with those after it, and writes those sources to `found`.
    fn add_pairs(&self, at: usize, counts: &mut [u64], found: &mut Vec<usize>) {
        for &(group, own) in &self.sources[at] {
            for shares in self.beside[group].iter().map(|&beside| &self.groups[beside]) {
                let behind = shares.partition_point(|&(other, _)| other <= at);
                for &(other, theirs) in &shares[behind..] {
                    if counts[other] == 0 {
                        found.push(other);
                    }
                    counts[other] += own * theirs;
                }
            }
        }
    }
}
