//! What is said of those that are counted: a number of some is none of others.

use super::words::{Language, names};
use crate::value::lexicon::token;

/// What an attribute counts, and what else may be said of that.
#[derive(Debug, Clone, Copy)]
pub(in crate::value) struct Counted {
    /// The states that its name says, without kinds.
    pub(in crate::value) own: u64,
    /// The kinds that its name says, where they bear on what it counts.
    pub(in crate::value) kinds: u64,
    /// All that may be said.
    pub(in crate::value) fits: u64,
    /// What of that is said of but some of them.
    pub(in crate::value) some: u64,
}

impl Language {
    /// The states that a phrase says.
    pub(in crate::value) fn states_said(&self, phrase: &str) -> u64 {
        match self.states.words.at(phrase, 0) {
            Some(hit) if hit.end == phrase.len() => 1 << hit.index,
            _ => 0,
        }
    }

    /// The state that the words from byte `from` of `text` on say where nothing follows them, and where they end.
    pub(in crate::value) fn state_at_end(&self, text: &str, from: usize) -> Option<(u64, usize)> {
        let hit = self.states.at_end.at(text, from)?;
        Some((1 << hit.index, hit.end))
    }

    /// Those of them that became of people.
    pub(in crate::value) fn outcomes(&self) -> u64 {
        self.states.outcomes
    }

    /// Those of them that are kinds of what is counted.
    pub(in crate::value) fn kinds(&self) -> u64 {
        self.states.kinds
    }

    /// What may be said of those that an attribute of this name counts; `people` says whether they are people. Nothing where it may be
    /// anything.
    pub(in crate::value) fn counted_by(&self, attribute: &str, people: bool) -> Option<Counted> {
        let states = &self.states;
        let (mut said, mut at) = (u64::from(self.outcomes_in(attribute)), 0);
        while let Some(word) = token(attribute, at) {
            let hit = states.words.at(attribute, word.start);
            said |= hit.map_or(0, |hit| 1 << hit.index);
            at = hit.map_or(word.end, |hit| hit.end);
        }
        let (own, kinds) = (said & !states.kinds, said & states.kinds);
        let harmed = own == 0 && self.counts_all(attribute);
        if states.fits.is_empty() || own == 0 && !people {
            return None;
        }
        let counts = |whose: &String| match whose.as_str() {
            "people" => own == 0 && !harmed,
            "harmed" => harmed,
            _ => match states.names.iter().position(|name| name == whose) {
                Some(state) => said & 1 << state != 0,
                None => names(attribute, std::slice::from_ref(whose)),
            },
        };
        let of = |lists: &[(String, u64)]| {
            lists.iter().filter(|(whose, _)| counts(whose)).fold(0, |all, (_, also)| all | also)
        };
        let some = of(&states.some) & !said;
        let fits = said | some | of(&states.fits);
        // Of the people in a thing that is named, any kind may be counted: `bus-crash-deaths`.
        let bear = self.outcomes_in(attribute) == 0 && !harmed && (own != 0 || self.says_kind(kinds));
        Some(Counted { own, kinds: if bear { kinds } else { 0 }, fits, some })
    }

    /// Whether a kind alone says what may be said of those counted.
    fn says_kind(&self, kinds: u64) -> bool {
        let mut names = self.states.names.iter().enumerate().filter(|(at, _)| kinds & 1 << at != 0);
        names.any(|(_, name)| self.states.also(name) != 0)
    }

    /// What there is none of where there is none of what the states say: nobody is dead if nobody was hurt.
    pub(in crate::value) fn none_where_none(&self, own: u64) -> u64 {
        let names = self.states.names.iter().enumerate().filter(|(at, _)| own & 1 << at != 0);
        names.fold(0, |all, (_, name)| all | self.states.also(&format!("none {name}")))
    }
}
