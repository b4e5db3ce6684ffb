//! The words around counts, as a language lists them: what is said of those counted, and what makes a number no total.

use crate::value::lexicon::Lexicon;

/// States, by number: first what became of people, then what else is said of those counted, then kinds of these. Sets of them are bits
/// by their numbers.
#[derive(Debug, Default)]
pub(in crate::value) struct States {
    /// Most words for what became of people are not in here: these are roles of words.
    pub(super) words: Lexicon,
    pub(super) names: Vec<String>,
    /// Those of them that became of people, and those that are kinds.
    pub(super) outcomes: u64,
    pub(super) kinds: u64,
    /// What those may be in, too, that an attribute with a state, or with a word in its name, counts.
    pub(super) fits: Vec<(String, u64)>,
    /// What but some of them are in.
    pub(super) some: Vec<(String, u64)>,
    /// Words that say a state only where nothing follows them.
    pub(super) at_end: Lexicon,
}

impl States {
    /// The number of a state, which is new if it is not known.
    pub(super) fn number(&mut self, name: &str) -> usize {
        let known = self.names.iter().position(|known| known == name);
        known.unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        })
    }

    /// The states of these names.
    pub(super) fn bits(&self, names: &[String]) -> u64 {
        let bit = |name: &String| self.names.iter().position(|known| known == name);
        names.iter().filter_map(bit).fold(0, |all, bit| all | 1 << bit)
    }

    /// What may be said, too, of those that `key` counts.
    pub(super) fn also(&self, key: &str) -> u64 {
        self.fits.iter().filter(|(whose, _)| whose == key).fold(0, |all, (_, also)| all | also)
    }
}

/// Words by which names tell who bears them.
#[derive(Debug, Default)]
pub(in crate::value) struct BearerWords {
    /// Words of the names of flights and of airlines.
    pub(super) flights: Vec<String>,
    /// Codes of airlines of three letters, each with the one of two.
    pub(super) airlines: Vec<(String, String)>,
    /// Adjectives of countries, folded.
    pub(super) nationalities: Vec<String>,
    /// Words for parties within one country; those of one list may be the same.
    pub(super) parties: Vec<Vec<String>>,
}

/// Lists of words around a count that say that it is no total, or whose it is.
#[derive(Debug, Default)]
pub(in crate::value) struct CountingWords {
    pub(super) averages: Vec<String>,
    pub(super) multiples: Vec<String>,
    pub(super) inclusions: Vec<String>,
    pub(super) periods: Vec<String>,
    pub(super) period_words: Vec<String>,
    pub(super) period_openers: Vec<String>,
    pub(super) since: Vec<String>,
    pub(super) recent: Vec<String>,
    pub(super) alone: Vec<String>,
    pub(super) exclusions: Vec<String>,
    pub(super) directions: Vec<String>,
    pub(super) working_days: Vec<String>,
    pub(super) sizes: Vec<String>,
    pub(super) stand_ins: Vec<String>,
    pub(super) updates: Vec<String>,
    pub(super) passives: Vec<String>,
    pub(super) formerly: Vec<String>,
    pub(super) wholes: Vec<String>,
    pub(super) takings: Vec<String>,
    /// What became of people, as bits: harm, and what is none.
    pub(super) harms: u32,
    pub(super) rescues: u32,
}
