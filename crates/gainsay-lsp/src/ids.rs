//! Which claims have to do with each other by their ids: those that share one, and those that an entry of `accepted` names.

use std::collections::{BTreeSet, HashMap, HashSet};

use gainsay_core::claim::{Claim, Records};
use gainsay_core::text::{FileId, Files, Name};

/// An entry of `accepted`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Entry {
    file: FileId,
    words: String,
    /// The ids that it names.
    pub(crate) ids: Vec<String>,
}

/// The entries of `accepted` in `records`, which were read of the texts that `files` have.
pub(crate) fn entries(files: &Files, records: &Records) -> Vec<Entry> {
    let entries = records.accepted_ids.iter().map(|entry| Entry {
        file: entry.span.file,
        words: files.slice(entry.span).to_owned(),
        ids: entry.value.iter().map(|id| id.as_str(files).to_owned()).collect(),
    });
    entries.collect()
}

/// What the claims of `records` are called, and the ids that several of them have.
pub(crate) fn all(records: &Records) -> impl Iterator<Item = &str> {
    let names = records.claims.iter().map(|claim| claim.id.value).chain(records.shared.keys().copied());
    names.map(|name| records.names.text(name))
}

/// The ids of all claims, and the entries that name them.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    /// The claims by their ids, in the order of these: each by its place among all.
    bearers: Vec<(Name, usize)>,
    /// The ids of the claims that share one, by what each is called instead.
    shared: HashMap<Name, Name>,
    entries: Vec<Entry>,
    /// The entries that name each id.
    naming: HashMap<String, Vec<usize>>,
}

impl Ids {
    /// The ids in `records`, which are all.
    pub(crate) fn new(files: &Files, records: &Records) -> Self {
        let ids = records.claims.iter().enumerate().map(|(at, claim)| (claim.id.value, at));
        let mut bearers: Vec<(Name, usize)> = ids.collect();
        let shared = records.shared.iter().flat_map(|(id, all)| all.iter().map(|called| (*called, *id)));
        let shared: HashMap<Name, Name> = shared.collect();
        if !shared.is_empty() {
            let sharing = bearers.iter().filter_map(|(name, at)| Some((*shared.get(name)?, *at)));
            bearers.extend(sharing.collect::<Vec<_>>());
        }
        bearers.sort_unstable();
        let entries = entries(files, records);
        let mut naming: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, entry) in entries.iter().enumerate() {
            for id in &entry.ids {
                naming.entry(id.clone()).or_default().push(at);
            }
        }
        Self { bearers, shared, entries, naming }
    }

    /// What a claim of all `records` is called, and the id that it shares with others.
    pub(crate) fn of<'r>(&self, records: &'r Records, claim: &Claim) -> impl Iterator<Item = &'r str> {
        let names = std::iter::once(claim.id.value).chain(self.shared.get(&claim.id.value).copied());
        names.map(|name| records.names.text(name))
    }

    /// The claims of all `records` that have that id, shared or not.
    pub(crate) fn bearers<'r>(&self, records: &'r Records, id: &str) -> impl Iterator<Item = &'r Claim> {
        let name = records.names.find(id);
        let first = self.bearers.partition_point(|(other, _)| name.is_none_or(|name| *other < name));
        let same = self.bearers[first..].iter().take_while(move |(other, _)| name == Some(*other));
        same.filter_map(|(_, at)| records.claims.get(*at))
    }

    /// What the entries that name one of `ids` name, and the files of these entries.
    pub(crate) fn named<'i>(
        &'i self,
        ids: impl IntoIterator<Item = &'i str>,
    ) -> (HashSet<&'i str>, BTreeSet<FileId>) {
        let naming: BTreeSet<usize> =
            ids.into_iter().filter_map(|id| self.naming.get(id)).flatten().copied().collect();
        let entries = || naming.iter().filter_map(|at| self.entries.get(*at));
        let ids = entries().flat_map(|entry| &entry.ids).map(String::as_str).collect();
        (ids, entries().map(|entry| entry.file).collect())
    }
}
