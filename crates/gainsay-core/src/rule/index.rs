//! Patterns found by a name, where there are too many to ask each of them.

use std::collections::{BTreeSet, HashMap};

use foldhash::fast::RandomState;

use super::Pattern;
use super::pattern::fold_attribute;

/// The signs of a glob, and `/`, which may stand for nothing beside two stars.
const SIGNS: [char; 8] = ['*', '?', '[', ']', '{', '}', '\\', '/'];

/// Numbered things by their patterns: which few of them a name has to be held against.
#[derive(Debug, Default)]
pub(crate) struct PatternIndex {
    /// By a name in full.
    names: HashMap<String, Vec<usize>, RandomState>,
    /// By the words before the first sign of a glob.
    starts: Affixes,
    /// By those behind its last sign.
    ends: Affixes,
    /// Whatever a name is.
    any: Vec<usize>,
}

/// Things by how names begin, or end.
#[derive(Debug, Default)]
struct Affixes {
    by_text: HashMap<String, Vec<usize>, RandomState>,
    lengths: BTreeSet<usize>,
}

impl Affixes {
    fn insert(&mut self, text: &str, thing: usize) {
        self.lengths.insert(text.len());
        self.by_text.entry(text.to_owned()).or_default().push(thing);
    }

    /// The things whose texts are parts of `name`; `part` gives that of a length.
    fn of<'s>(&'s self, part: impl Fn(usize) -> Option<&'s str>) -> impl Iterator<Item = usize> {
        let parts = self.lengths.iter().filter_map(move |&length| part(length));
        parts.filter_map(|part| self.by_text.get(part)).flatten().copied()
    }
}

impl PatternIndex {
    /// Adds a thing under one of its patterns.
    pub(crate) fn insert(&mut self, pattern: &Pattern, thing: usize) {
        let text = fold_attribute(&pattern.text.value);
        let Some((start, _)) = text.split_once(SIGNS).filter(|_| pattern.is_glob()) else {
            return self.names.entry(text.into_owned()).or_default().push(thing);
        };
        let end = text.rsplit_once(SIGNS).map_or("", |(_, end)| end);
        if start.is_empty() && end.is_empty() {
            self.any.push(thing);
        } else if start.len() >= end.len() {
            self.starts.insert(start, thing);
        } else {
            self.ends.insert(end, thing);
        }
    }

    /// Adds a thing that is there for every name.
    pub(crate) fn insert_for_any(&mut self, thing: usize) {
        self.any.push(thing);
    }

    /// The things of which a pattern may match `name`, and those that are there for every name: each once, ascending.
    pub(crate) fn candidates(&self, name: &str) -> Vec<usize> {
        let name = &*fold_attribute(name);
        let named = self.names.get(name).into_iter().flatten().copied();
        let starts = self.starts.of(|length| name.get(..length));
        let ends = self.ends.of(|length| name.get(name.len().checked_sub(length)?..));
        let mut things: Vec<usize> =
            named.chain(starts).chain(ends).chain(self.any.iter().copied()).collect();
        things.sort_unstable();
        things.dedup();
        things
    }

    /// The things that are there for every name.
    pub(crate) fn for_any(&self) -> &[usize] {
        &self.any
    }
}

#[cfg(test)]
mod tests {
    use gainsay_yaml::text::{Files, Span, Spanned};
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn nothing_that_matches_is_passed_over(
            patterns in proptest::collection::vec("[ab_ A*?/-]{1,5}|[ab]{0,2}\\{a,b\\}[ab]{0,2}", 1..8),
            name in "[abA_/ -]{0,6}",
        ) {
            let mut files = Files::default();
            let file = files.add("a.yaml", "");
            let spanned = |text: &String| Spanned::new(text.clone(), Span::new(file, 0, 0));
            let patterns: Vec<Pattern> = patterns.iter().filter_map(|text| Pattern::new(spanned(text)).ok()).collect();
            let mut index = PatternIndex::default();
            for (at, pattern) in patterns.iter().enumerate() {
                index.insert(pattern, at);
            }
            let candidates = index.candidates(&name);
            for (at, pattern) in patterns.iter().enumerate() {
                if pattern.matches(&name) || pattern.matches_attribute(&name) {
                    prop_assert!(candidates.contains(&at), "{:?} {}", pattern.text.value, name);
                }
            }
        }
    }

    #[test]
    fn few_of_many_are_asked() {
        let mut files = Files::default();
        let file = files.add("a.yaml", "");
        let mut index = PatternIndex::default();
        for (at, text) in ["deaths-*", "*-deaths", "Troops", "*", "a*"].into_iter().enumerate() {
            index.insert(&Pattern::new(Spanned::new(text.to_owned(), Span::new(file, 0, 0))).unwrap(), at);
        }
        assert_eq!(index.candidates("deaths-of-men"), [0, 3]);
        assert_eq!(index.candidates("all-deaths"), [1, 3, 4]);
        assert_eq!(index.candidates("troops"), [2, 3]);
    }
}
