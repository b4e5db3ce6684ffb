//! The words that the names of attributes are made of, and which names say the same.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

type Words = HashSet<String, FixedState>;

/// The ending of a word that says what became of something.
const ENDING: &str = "ed";
/// Shorter words with that ending are something else: `red`, `shed`.
const SHORTEST: usize = 5;

/// The words that the names of attributes are made of.
#[derive(Debug, Default)]
pub(crate) struct NameWords {
    pub(super) articles: Words,
    /// What stands before what is counted, in words with blanks between them.
    pub(super) counting: Vec<String>,
    pub(super) of: Words,
    /// Words behind which `of` joins no two nouns.
    pub(super) of_phrases: Words,
    /// Words by which the order of the others counts.
    pub(super) relations: Words,
    pub(super) participles: Words,
    /// Words that only look like participles.
    pub(super) nouns: Words,
    pub(super) fillers: Words,
    /// Beginnings of words, with those that they are spelled as.
    pub(super) spellings: HashMap<String, String, FixedState>,
    /// The names of people that are spelt in several ways, each with one of these.
    pub(super) given: HashMap<String, String, FixedState>,
}

impl NameWords {
    /// What names that say the same have in common, for a name in lower case with `-` between its words: without articles and
    /// `number-of`, in one spelling, with `crater-depth` for `depth-of-crater` and `data-stolen` for `stolen-data`.
    pub(crate) fn canonical<'n>(&self, name: &'n str) -> Cow<'n, str> {
        let mut words: Vec<Cow<'_, str>> = name.split('-').map(|word| self.spelled(word)).collect();
        self.drop_articles(&mut words);
        self.drop_counting(&mut words);
        let kept = |word: &Cow<'_, str>| self.relations.contains(&**word) || self.articles.contains(&**word);
        if !words.iter().any(kept) {
            self.turn_of(&mut words);
            self.turn_participle(&mut words);
        }
        let canonical = words.join("-");
        if canonical == name { name.into() } else { canonical.into() }
    }

    /// The words of a name that say what it is of, in an order of their own; nothing where its order or its numbers count.
    pub(crate) fn content<'w>(&self, words: &'w [String]) -> Option<Vec<Cow<'w, str>>> {
        let plain = |word: &&String| !self.fillers.contains(*word) && !self.articles.contains(*word);
        let mut content: Vec<Cow<'w, str>> =
            words.iter().filter(plain).map(|word| self.spelled(word)).collect();
        let counts = |word: &Cow<'_, str>| {
            self.relations.contains(&**word) || word.chars().nth(1).is_none() || !is_word(word)
        };
        if content.is_empty() || content.iter().any(counts) {
            return None;
        }
        content.sort_unstable();
        Some(content)
    }

    /// One spelling of a name of people that has several, in plain letters: `muhammad`, for `mohammed`.
    pub(crate) fn given_name(&self, name: &str) -> Option<&str> {
        self.given.get(name).map(String::as_str)
    }

    fn spelled<'w>(&self, word: &'w str) -> Cow<'w, str> {
        let beginnings = word.char_indices().map(|(at, c)| at + c.len_utf8()).rev();
        for end in beginnings {
            if let Some(own) = self.spellings.get(&word[..end]) {
                return format!("{own}{}", &word[end..]).into();
            }
        }
        word.into()
    }

    /// An `a` that follows no other word, or that no word follows, is a letter: `hepatitis-a-cases`.
    fn drop_articles(&self, words: &mut Vec<Cow<'_, str>>) {
        let joins = |word: &str| self.of.contains(word) || self.relations.contains(word);
        let mut at = 0;
        while at + 1 < words.len() {
            let letter = words[at].len() == 1 && !(at > 0 && joins(&words[at - 1]));
            if self.articles.contains(&*words[at]) && !letter && is_word(&words[at + 1]) {
                words.remove(at);
            } else {
                at += 1;
            }
        }
    }

    fn drop_counting(&self, words: &mut Vec<Cow<'_, str>>) {
        let begins = |words: &[Cow<'_, str>]| {
            let phrases = self.counting.iter().map(|phrase| phrase.split(' ').collect::<Vec<_>>());
            let found =
                phrases.filter(|phrase| words.len() > phrase.len() && phrase[..] == words[..phrase.len()]);
            found.map(|phrase| phrase.len()).next()
        };
        while let Some(length) = begins(words) {
            words.drain(..length);
        }
    }

    /// `depth-of-crater` to `crater-depth`.
    fn turn_of(&self, words: &mut Vec<Cow<'_, str>>) {
        let mut found = (0..words.len()).filter(|&at| self.of.contains(&*words[at]));
        let (Some(at), None) = (found.next(), found.next()) else { return };
        let (Some(before), Some(after)) = (at.checked_sub(1).map(|at| &words[at]), words.get(at + 1)) else {
            return;
        };
        let noun = !self.of_phrases.contains(&**before) && !self.is_participle(before);
        if noun && is_word(before) && is_word(after) {
            words.remove(at);
            words.rotate_left(at);
        }
    }

    /// `stolen-data` to `data-stolen`.
    fn turn_participle(&self, words: &mut [Cow<'_, str>]) {
        let [first, others @ ..] = &words[..] else { return };
        let other = |word: &Cow<'_, str>| self.is_participle(word) || self.of.contains(&**word);
        if self.is_participle(first) && !others.iter().any(other) {
            words.rotate_left(1);
        }
    }

    fn is_participle(&self, word: &str) -> bool {
        let ending = word.len() >= SHORTEST && word.ends_with(ENDING) && !word.ends_with("eed");
        (ending || self.participles.contains(word)) && !self.nouns.contains(word)
    }
}

fn is_word(word: &str) -> bool {
    !word.is_empty() && word.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use crate::value::language::Language;

    fn canonical(name: &str) -> String {
        Language::english().names().canonical(name).into_owned()
    }

    #[test]
    fn what_says_the_same_is_one_name() {
        for (one, other) in [
            ("bodies-on-train", "bodies-on-the-train"),
            ("crater-depth", "depth-of-crater"),
            ("crater-depth", "the-depth-of-a-crater"),
            ("data-stolen", "stolen-data"),
            ("servers-exposed", "exposed-servers"),
            ("email-servers-exposed", "exposed-email-servers"),
            ("ammonium-nitrate", "amount-of-ammonium-nitrate"),
            ("hospitals-closed", "number-of-hospitals-closed"),
            ("hospitals-closed", "number-of-closed-hospitals"),
            ("crash-site", "site-of-the-crash"),
            ("crash-victims", "number-of-victims-of-the-crash"),
            ("organizations-affected", "affected-organisations"),
            ("armored-vehicles", "armoured-vehicles"),
            ("defense-spending", "defence-spending"),
        ] {
            assert_eq!(canonical(one), canonical(other), "{one} {other}");
        }
    }

    #[test]
    fn what_says_something_else_is_another_name() {
        for (one, other) in [
            ("killed-by-police", "police-killed"),
            ("attacks-on-police", "police-attacks"),
            ("flights-from-x", "flights-to-x"),
            ("votes-for-gonzalez", "gonzalez-votes"),
            ("boat-house", "house-boat"),
            ("hepatitis-a-cases", "hepatitis-cases"),
            ("site-a", "site"),
            ("an-225-losses", "225-losses"),
            ("customers-out-of-power", "power-customers-out"),
            ("page-2-of-3", "3-page-2"),
            ("men-killed", "women-killed"),
            ("flight-number", "flight"),
            ("attack", "attacks"),
            ("injured-police-killed", "police-killed-injured"),
        ] {
            assert_ne!(canonical(one), canonical(other), "{one} {other}");
        }
    }

    #[test]
    fn what_names_have_in_common_is_such_a_name_itself() {
        let words = Language::english().names();
        let mut of_spellings = words.spellings.iter().flat_map(|(one, other)| [one, other]);
        assert!(of_spellings.all(|word| canonical(&canonical(word)) == canonical(word)));
        let parts = ["the", "a", "of", "number", "stolen", "exposed", "crater", "in", "3", "organised", "an"];
        for seed in 0..20_000_usize {
            let name: Vec<&str> =
                (0..5).map(|place| parts[seed / parts.len().pow(place) % parts.len()]).collect();
            let once = canonical(&name.join("-"));
            assert_eq!(canonical(&once), once, "{name:?}");
        }
    }
}
