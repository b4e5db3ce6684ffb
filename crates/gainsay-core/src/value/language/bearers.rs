//! Who bears a name: flights by their airlines, and the parties of a country.

use super::words::{Language, has, names};

impl Language {
    /// Whether words name a flight: `Malaysia Airlines Flight`.
    pub(in crate::value) fn names_flight(&self, words: &str) -> bool {
        names(words, &self.bearers.flights)
    }

    /// Whether two codes are of one airline: `MH`, and `MAS`.
    pub(in crate::value) fn of_one_airline(&self, one: &str, other: &str) -> bool {
        let is = |long: &str, short: &str| {
            self.bearers.airlines.iter().any(|(code, own)| code == long && own == short)
        };
        is(one, other) || is(other, one)
    }

    /// Whether a word is the adjective of a country: `Syrian`.
    pub(in crate::value) fn is_nationality(&self, word: &str) -> bool {
        has(&self.bearers.nationalities, word)
    }

    /// The parties of a country that nouns may be for, as bits; nothing where they may be for any. In `opposition forces`, the first noun
    /// says whose forces they are.
    pub(in crate::value) fn parties<'n>(&self, nouns: impl Iterator<Item = &'n str>) -> Option<u32> {
        let party = |noun: &str| {
            let lists = self.bearers.parties.iter().enumerate().filter(|(_, words)| has(words, noun));
            lists.fold(0, |all, (at, _)| all | 1 << at)
        };
        let named = nouns.map(party).filter(|bits| *bits != 0);
        named.reduce(|first, next| if first & next == 0 { first } else { first & next })
    }
}
