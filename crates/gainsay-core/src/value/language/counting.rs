//! Words around a count that say that it is no total, or whose it is.

use super::words::{Language, Role, has};
use crate::value::lexicon::tokens;

impl Language {
    /// Whether a word makes the number one of several in their middle: `on average`.
    pub(in crate::value) fn is_average(&self, word: &str) -> bool {
        has(&self.counting.averages, word)
    }

    /// Whether a word, or the first of several, multiplies what follows: `double`, `doubled to`.
    pub(in crate::value) fn is_multiple(&self, word: &str) -> bool {
        tokens(word).next().is_some_and(|first| has(&self.counting.multiples, &word[first]))
    }

    /// Whether what follows a word is in the number: `including`.
    pub(in crate::value) fn is_inclusion(&self, word: &str) -> bool {
        has(&self.counting.inclusions, word)
    }

    /// Whether a word tells a period by itself: `today`, `this week`.
    pub(in crate::value) fn is_period(&self, word: &str) -> bool {
        has(&self.counting.periods, word)
    }

    /// Whether a word tells a period behind `in` and the like: `October`.
    pub(in crate::value) fn is_period_word(&self, word: &str) -> bool {
        has(&self.counting.period_words, word)
    }

    /// Whether a word leads to a period: `since`, `during`.
    pub(in crate::value) fn opens_period(&self, word: &str) -> bool {
        has(&self.counting.period_openers, word) || self.begins_at_a_time(word)
    }

    /// Whether what follows a word goes on until now: `since`.
    pub(in crate::value) fn begins_at_a_time(&self, word: &str) -> bool {
        has(&self.counting.since, word)
    }

    /// Whether a word tells a time so near that what began before it goes on: `since Monday`.
    pub(in crate::value) fn is_recent(&self, word: &str) -> bool {
        has(&self.counting.recent, word)
    }

    /// Whether a word behind a place or a time says that there are others: `in Gaza alone`.
    pub(in crate::value) fn leaves_others(&self, word: &str) -> bool {
        has(&self.counting.alone, word)
    }

    /// Whether what follows a word is not in the number: `excluding`.
    pub(in crate::value) fn excludes(&self, word: &str) -> bool {
        has(&self.counting.exclusions, word)
    }

    /// Whether the name of an attribute says of which period its figures are: `deaths-today`, `weekly-deaths`.
    pub(in crate::value) fn is_of_a_period(&self, attribute: &str) -> bool {
        tokens(attribute).any(|word| {
            let word = &attribute[word];
            let adverb = matches!(self.role(word, 0), Some((Role::Adverb(_), _)));
            adverb || self.is_period(word) || self.is_period_word(word)
        })
    }

    /// Whether a word of a change says but which way it went: `up`, and not `increased`.
    pub(in crate::value) fn is_direction(&self, word: &str) -> bool {
        has(&self.counting.directions, word)
    }

    /// Whether a word before `days` makes them fewer than those of the calendar: `business`.
    pub(in crate::value) fn is_working(&self, word: &str) -> bool {
        has(&self.counting.working_days, word)
    }

    /// Whether behind a word stands who is so many: the brigade of `a 5,000-strong brigade`.
    pub(in crate::value) fn is_size(&self, word: &str) -> bool {
        has(&self.counting.sizes, word)
    }

    /// Whether a word says of a number that it may change: `to be updated`.
    pub(in crate::value) fn is_update(&self, word: &str) -> bool {
        has(&self.counting.updates, word)
    }

    /// Whether behind a word stands what is still to be done: `to be`.
    pub(in crate::value) fn is_passive(&self, word: &str) -> bool {
        has(&self.counting.passives, word)
    }

    /// Whether a word is for people by what became of them before: `hostages`.
    pub(in crate::value) fn names_earlier_victims(&self, word: &str) -> bool {
        has(&self.counting.formerly, word)
    }

    /// Whether behind a word stands whom a number is some of: `among`.
    pub(in crate::value) fn leads_to_whole(&self, word: &str) -> bool {
        has(&self.counting.wholes, word)
    }

    /// Whether an attribute of this name counts those who came to harm, or those who did not; nothing where it may be either.
    pub(in crate::value) fn counts_harm(&self, attribute: &str) -> Option<bool> {
        let asked = self.outcomes_in(attribute);
        let within = |bits: u32| asked & !bits == 0;
        match (asked, self.counts_all(attribute)) {
            (0, harmed) => harmed.then_some(true),
            _ if within(self.counting.harms) => Some(true),
            _ => within(self.counting.rescues).then_some(false),
        }
    }

    /// Whether a thing stands for the people who have it, for a figure, or for whoever gives it: `jobs`, `toll`.
    pub(in crate::value) fn is_stand_in(&self, word: &str) -> bool {
        has(&self.counting.stand_ins, word) || self.is_label(word)
    }
}
