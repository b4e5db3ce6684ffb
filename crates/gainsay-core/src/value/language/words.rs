//! The words of one language.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use rust_decimal::Decimal;

use super::lists::{BearerWords, CountingWords, States};
use super::names::NameWords;
use crate::date::Day;
use crate::value::dates::Holiday;
use crate::value::lexicon::{Lexicon, fold, token, tokens};

/// The words of one language.
#[derive(Debug, Default)]
pub struct Language {
    /// Its BCP 47 tag.
    pub tag: &'static str,
    /// Its name in English.
    pub name: String,
    /// The sign before the decimals of a number.
    pub(in crate::value) decimal: char,
    /// Whether number words are written together, the ones before the tens: `fünfundzwanzig`.
    pub(in crate::value) joined_numbers: bool,
    pub(in crate::value) numbers: HashMap<String, NumberWord, FixedState>,
    pub(in crate::value) letters: HashMap<String, Decimal, FixedState>,
    pub(super) roles: Lexicon,
    pub(super) meanings: Vec<Role>,
    /// Other wordings of hedges, each with the main wording that rule files declare.
    pub(super) hedges: Lexicon,
    pub(super) hedge_names: Vec<String>,
    /// Words that mean a hedge only before the number: "tops 5,000" is more than that, "5,000 tops" no more.
    pub(super) hedges_before: Lexicon,
    /// Words that mean a hedge only with a hyphen behind the number: 400-some.
    pub(super) hedges_hyphened: Lexicon,
    /// The words for units, each with the name that rule files declare.
    pub(super) units: Lexicon,
    pub(in crate::value) unit_words: HashMap<String, Vec<String>, FixedState>,
    pub(super) unit_names: Vec<String>,
    /// Wordings that name a unit only where something of its kind is asked for: `pounds` of money, `points` of shares.
    pub(super) units_of: HashMap<String, Lexicon, FixedState>,
    /// Endings that make an ordinal of a number in digits: `3rd`.
    pub(in crate::value) ordinal_endings: Vec<String>,
    /// Endings that make a decade of a number in digits: `40s`.
    pub(in crate::value) decade_endings: Vec<String>,
    pub(super) leads: Vec<String>,
    pub(super) distances: Vec<String>,
    pub(super) levels: Vec<String>,
    pub(super) exact: Vec<String>,
    pub(super) inclusive: Vec<String>,
    pub(super) yardsticks: Vec<String>,
    pub(super) tellers: Vec<String>,
    pub(super) anyone: Vec<String>,
    pub(super) shifts: Vec<String>,
    pub(super) reaches: Vec<String>,
    pub(super) turns: Vec<String>,
    pub(super) all: Vec<String>,
    pub(super) amounts: Vec<String>,
    /// Words in the names of attributes whose figures are rates of change, and words for a unit of what rates change by.
    pub(super) rates_of_change: Vec<String>,
    pub(super) points: Vec<String>,
    /// Words for some of the people that attributes count, by a word in the names of these.
    pub(super) groups: Vec<(String, Vec<String>)>,
    /// Words for some of the people that attributes count by what became of them.
    pub(super) harmed_groups: Vec<String>,
    pub(super) objects: Vec<String>,
    pub(super) lengths: Vec<String>,
    pub(super) labels: Vec<String>,
    /// Endings of nouns in the plural, and those of others that end as these do.
    pub(super) plural_endings: Vec<String>,
    pub(super) singular_endings: Vec<String>,
    pub(super) thirds: HashMap<String, u32, FixedState>,
    pub(super) changes: Vec<String>,
    pub(super) falls: Vec<String>,
    /// Words for what is above zero and for what is below, and names of attributes that have both.
    pub(super) surpluses: Vec<String>,
    pub(super) deficits: Vec<String>,
    pub(super) balances: Vec<String>,
    pub(super) increments: Vec<String>,
    pub(super) forecasts: Vec<String>,
    /// The names of holidays, and of each the days that it may be on, the usual ones first.
    pub(super) holiday_names: Lexicon,
    pub(super) holidays: Vec<Vec<Holiday>>,
    /// Short forms of the last word of a street's name.
    pub(super) streets: HashMap<String, String, FixedState>,
    /// Short forms of the first word of a name.
    pub(super) heads: HashMap<String, String, FixedState>,
    /// The words that the names of attributes are made of.
    pub(super) names: NameWords,
    /// What is said of those that are counted, and of how they are.
    pub(super) states: States,
    pub(super) counting: CountingWords,
    /// The words of names that tell who bears them.
    pub(super) bearers: BearerWords,
}

/// A word that numbers are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::value) enum NumberWord {
    /// `a`, `an`
    Article,
    /// Zero to nineteen.
    Unit(u32),
    /// Twenty, thirty and so on.
    Ten(u32),
    /// What multiplies: `dozen`, `hundred`, `million`.
    Scale(u64),
    /// What multiplies a number in front of it, and else is another word: `mn`, `mill`.
    ShortScale(u64),
    /// `couple`
    Couple,
    /// `half`
    Half,
    /// `and`
    And,
    /// `of`
    Of,
    /// `point`
    Point,
    /// `minus`
    Minus,
    /// `plus`
    Plus,
    /// `third`: counts nothing, but names a part after `a`.
    Ordinal(u32),
    /// `thirds`, `quarters`: parts only.
    Part(u32),
    /// `fifties`: ten years of a life.
    Decade(u32),
    /// `½` and the like: so many parts of so many.
    Fraction(u32, u32),
}

/// What a word that is no number, hedge or unit does to the number beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::value) enum Role {
    /// Nothing.
    Filler,
    /// Says what the number is: `stands at`.
    Verb,
    /// A change upwards: `rose`.
    Rise,
    /// A change downwards: `fell`.
    Fall,
    To,
    And,
    Or,
    Between,
    From,
    /// `at`: what the number is, before it; where it is, behind it.
    At,
    Of,
    OutOf,
    By,
    Than,
    Per,
    Each,
    Every,
    /// `a`, `an`
    Article,
    /// `maybe`, before another number that it might be.
    Perhaps,
    /// Says that the number may not be so: `feared`, `may have`.
    Doubt,
    /// Says that the number is still to come: `expected to`.
    Forecast,
    /// Says that it may still come: `could`.
    MayCome,
    /// `another`, `more`
    Increment,
    /// `fewer`: the number is a difference.
    Difference,
    /// Begins a phrase of where, when or how.
    Circumstance,
    /// Begins a part of the number.
    Part,
    /// Begins another number to hold it against.
    Compared,
    /// Denies what follows.
    Negation,
    /// Says that there is more than what follows: "not only".
    NotOnly,
    /// `aged`
    Aged,
    /// `confidence interval`
    Interval,
    /// `±`
    Margin,
    /// What none is known of: `no information`.
    Knowledge,
    /// `figures`, `digits`
    Figures,
    /// What a rate counts for, as the name of a unit: `daily`. The number is that of a unit name.
    Adverb(usize),
    /// An age in words, from and to these years.
    Age(u32, u32),
    /// A share in words, from and to so many percent.
    Share(u32, u32),
    /// People and what became of them, by the number of the outcome.
    Outcome(u8),
    /// People of whom nothing is said, or not what became of them: `casualties`.
    Harmed,
    /// People.
    People,
    /// Something else that is counted.
    Thing,
    /// Describes what is counted.
    Modifier,
    /// The same in a word that is known only for what it says of those who are counted: `unharmed`.
    State,
    /// Makes the number the most of what is bad, and the least of what is good: `at worst`.
    EitherWay,
}

impl Role {
    /// Whether it describes what is counted.
    pub(in crate::value) fn describes(self) -> bool {
        matches!(self, Self::Modifier | Self::State)
    }

    /// Whether it says that the number may not be so, or is still to come.
    pub(in crate::value) fn is_unsure(self) -> bool {
        matches!(self, Self::Perhaps | Self::Doubt | Self::Forecast | Self::MayCome)
    }
}

impl Language {
    /// The words that the names of attributes are made of.
    pub(crate) fn names(&self) -> &NameWords {
        &self.names
    }

    /// What the longest known wording at byte `from` of `text` does, and where it ends.
    pub(in crate::value) fn role(&self, text: &str, from: usize) -> Option<(Role, usize)> {
        let hit = self.roles.at(text, from)?;
        Some((*self.meanings.get(hit.index)?, hit.end))
    }

    /// The main wording of the hedge at byte `from` of `text`, and where it ends.
    pub(in crate::value) fn hedge(&self, text: &str, from: usize) -> Option<(&str, usize)> {
        let hit = self.hedges.at(text, from)?;
        Some((self.hedge_names.get(hit.index)?, hit.end))
    }

    /// The same of a word that means a hedge only before the number.
    pub(in crate::value) fn hedge_before(&self, text: &str, from: usize) -> Option<(&str, usize)> {
        let hit = self.hedges_before.at(text, from)?;
        Some((self.hedge_names.get(hit.index)?, hit.end))
    }

    /// The hedge that the word at byte `from` of `text` means with a hyphen before it, and where it ends.
    pub(in crate::value) fn hedge_hyphened(&self, text: &str, from: usize) -> Option<(&str, usize)> {
        let before =
            text[..from].strip_suffix('-').or(text[from..].starts_with('-').then_some(&text[..from]))?;
        before.ends_with(char::is_alphanumeric).then_some(())?;
        let hit = self.hedges_hyphened.at(text, from)?;
        Some((self.hedge_names.get(hit.index)?, hit.end))
    }

    /// The name of the unit whose word is at byte `from` of `text`, and where it ends.
    pub(in crate::value) fn unit(&self, text: &str, from: usize) -> Option<(&str, usize)> {
        let hit = self.units.at(text, from)?;
        Some((self.unit_names.get(hit.index)?, hit.end))
    }

    /// The words for the unit of this name.
    #[must_use]
    pub fn words_for(&self, unit: &str) -> &[String] {
        self.unit_words.get(unit).map_or(&[], Vec::as_slice)
    }

    /// The words for all units, in no order.
    pub(in crate::value) fn words_for_units(&self) -> impl Iterator<Item = &str> {
        self.unit_words.values().flatten().map(String::as_str)
    }

    /// The name of the unit at byte `from` of `text` by a word that names it where `kind` is measured, and where it ends.
    pub(in crate::value) fn unit_of(&self, kind: &str, text: &str, from: usize) -> Option<(&str, usize)> {
        let hit = self.units_of.get(kind)?.at(text, from)?;
        Some((self.unit_names.get(hit.index)?, hit.end))
    }

    /// The name of the unit of an adverb of rate.
    pub(in crate::value) fn per(&self, adverb: usize) -> &str {
        self.unit_names.get(adverb).map_or("", String::as_str)
    }

    /// What became of the people that an attribute of this name counts, as bits by the number of the outcome.
    pub(in crate::value) fn outcomes_in(&self, attribute: &str) -> u32 {
        self.words_of(attribute).fold(0, |all, role| match role {
            Role::Outcome(outcome) => all | 1 << outcome,
            _ => all,
        })
    }

    /// Whether the name of an attribute says that it counts people whatever became of them: `casualties`.
    pub(in crate::value) fn counts_all(&self, attribute: &str) -> bool {
        self.words_of(attribute).any(|role| role == Role::Harmed)
    }

    /// Whether an attribute of this name counts people by what became of them.
    pub(in crate::value) fn counts_harmed(&self, attribute: &str) -> bool {
        self.outcomes_in(attribute) != 0 || self.counts_all(attribute)
    }

    fn words_of(&self, attribute: &str) -> impl Iterator<Item = Role> {
        let mut at = 0;
        std::iter::from_fn(move || {
            let word = token(attribute, at)?;
            let found = self.role(attribute, word.start);
            at = found.map_or(word.end, |(_, end)| end);
            Some(found.map(|(role, _)| role))
        })
        .flatten()
    }

    /// Whether the name of an attribute says that its figure is an increment.
    pub(in crate::value) fn is_increment(&self, attribute: &str) -> bool {
        names(attribute, &self.increments)
    }

    /// Whether the name of an attribute says that its figure is still to come.
    pub(in crate::value) fn is_forecast(&self, attribute: &str) -> bool {
        names(attribute, &self.forecasts)
    }

    /// Whether a hedge begins with a word that makes it speak of the number before it, whatever follows, and whether it ends
    /// with one that makes it speak of what follows: "or more", "close to".
    pub(in crate::value) fn shape(&self, hedge: &str) -> (bool, bool) {
        let words = || tokens(hedge).map(|range| fold(&hedge[range]));
        let leads = words().next().is_some_and(|first| self.leads.iter().any(|lead| *lead == *first));
        let last = words().last().unwrap_or_default();
        let role = self.role(&last, 0).map(|(role, _)| role);
        let preposition = matches!(
            role,
            Some(Role::Circumstance | Role::Of | Role::To | Role::Than | Role::From | Role::By | Role::At)
        );
        (leads, preposition || *last == *"as" || self.distances.iter().any(|word| *word == *last))
    }

    /// Whether a hedge makes the number a distance from another one: "3,000 below strength".
    pub(in crate::value) fn is_distance(&self, hedge: &str) -> bool {
        names(hedge, &self.distances)
    }

    /// Whether a hedge may lead from a change to what it came to: `below`, `just under`.
    pub(in crate::value) fn is_level(&self, hedge: &str) -> bool {
        let last = tokens(hedge).last();
        last.is_some_and(|last| has(&self.levels, &hedge[last]))
    }

    /// Whether the bound that a hedge sets may be met: `at least`, and not `more than`.
    pub(in crate::value) fn is_inclusive(&self, hedge: &str) -> bool {
        names(hedge, &self.inclusive)
    }

    /// Whether a word names what a number is over or under by so much: "$10 million over budget".
    pub(in crate::value) fn is_yardstick(&self, word: &str) -> bool {
        names(word, &self.yardsticks)
    }

    /// Whether a word leads to who said it, or follows that: `according to`, `said`.
    pub(in crate::value) fn is_teller(&self, word: &str) -> bool {
        has(&self.tellers, word)
    }

    /// Whether a word is for people of any kind: `people`, and not `patients`.
    pub(in crate::value) fn is_anyone(&self, word: &str) -> bool {
        has(&self.anyone, word)
    }

    /// Whether an attribute of this name counts all people, whoever they are: `deaths`, and not `child-deaths`.
    pub(in crate::value) fn counts_anyone(&self, attribute: &str) -> bool {
        let group = |role| matches!(role, Role::People | Role::Modifier);
        !names(attribute, &self.harmed_groups)
            && (!self.words_of(attribute).any(group) || names(attribute, &self.anyone))
    }

    /// Whether a word leads from what a number was to what it is: `revised from 41 to 43`.
    pub(in crate::value) fn is_shift(&self, word: &str) -> bool {
        names(word, &self.shifts)
    }

    /// Whether a word leads from what a number is not to what it is: `not 60 but 54`.
    pub(in crate::value) fn is_turn(&self, word: &str) -> bool {
        names(word, &self.turns)
    }

    /// Whether a word says that all of those counted before are of a group: `12 killed, all soldiers`.
    pub(in crate::value) fn is_all(&self, word: &str) -> bool {
        names(word, &self.all)
    }

    /// Whether a word before a distance makes it the most that it is: `within 5 km`.
    pub(in crate::value) fn is_reach(&self, word: &str) -> bool {
        has(&self.reaches, word)
    }

    /// Whether people so called are but some of those that an attribute of this name counts: the crew, of those aboard; children, of
    /// the dead, unless the attribute names who of them it counts.
    pub(in crate::value) fn is_group(&self, word: &str, attribute: &str) -> bool {
        let of_whole = self.groups.iter().filter(|(whole, _)| names(attribute, std::slice::from_ref(whole)));
        let of_harmed = self.counts_harmed(attribute)
            && !self.words_of(attribute).any(|role| role == Role::Modifier)
            && !names(attribute, &self.harmed_groups);
        let of_harmed = self.harmed_groups.iter().filter(|_| of_harmed);
        of_whole.flat_map(|(_, groups)| groups).chain(of_harmed).any(|group| *group == *fold(word))
    }

    /// The last word of a street's name in full: `Street`, of `St`.
    pub(in crate::value) fn street(&self, word: &str) -> Option<&str> {
        self.streets.get(&*fold(word)).map(String::as_str)
    }

    /// The first word of a name in full: `Mount`, of `Mt`.
    pub(in crate::value) fn head(&self, word: &str) -> Option<&str> {
        self.heads.get(&*fold(word)).map(String::as_str)
    }

    /// Whether a word names a thing that is no people.
    pub(in crate::value) fn is_object(&self, word: &str) -> bool {
        has(&self.objects, word)
    }

    /// Whether a noun right before a number names a figure, as "toll" does, and makes no name of it, as "building" does.
    pub(in crate::value) fn is_label(&self, word: &str) -> bool {
        self.labels.is_empty() || names(word, &self.labels)
    }

    /// Whether a word that no list has is a noun in the plural, by its last letters.
    pub(in crate::value) fn is_plural(&self, word: &str) -> bool {
        let ends = |endings: &[String]| endings.iter().any(|ending| word.ends_with(ending.as_str()));
        word.chars().count() > 3
            && word.chars().all(char::is_lowercase)
            && ends(&self.plural_endings)
            && !ends(&self.singular_endings)
    }

    /// Whether a name or a word tells that a length is measured: `crater-depth`, `tall`.
    pub(in crate::value) fn is_length(&self, word: &str) -> bool {
        names(word, &self.lengths)
    }

    /// Whether the name of an attribute says that people or things are counted, or money: `patients-affected`.
    pub(in crate::value) fn counts_in_name(&self, attribute: &str) -> bool {
        tokens(attribute).any(|word| match self.role(attribute, word.start) {
            Some((Role::Outcome(_) | Role::Harmed | Role::People, _)) => true,
            Some((Role::Thing, end)) => self.is_plural(&fold(&attribute[word.start..end])),
            _ => false,
        })
    }

    /// Which third of a vague number a word before it means, from 1 to 3: `low`, `mid`, `high`.
    pub(in crate::value) fn third(&self, word: &str) -> Option<u32> {
        self.thirds.get(&*fold(word)).copied()
    }

    /// The number of the holiday at byte `from` of `text`, and where its name ends.
    pub(in crate::value) fn holiday(&self, text: &str, from: usize) -> Option<(u16, usize)> {
        let hit = self.holiday_names.at(text, from)?;
        Some((u16::try_from(hit.index).ok()?, hit.end))
    }

    /// The days of a holiday in a year: the usual ones first, then those of others who call theirs the same.
    pub(in crate::value) fn days_of(&self, holiday: u16, year: i32) -> Vec<(Day, Day)> {
        let days = self.holidays.get(usize::from(holiday)).into_iter().flatten();
        days.filter_map(|day| day.in_year(year)).collect()
    }

    /// The words that numbers are made of, for suggestions.
    pub(in crate::value) fn number_words(&self) -> impl Iterator<Item = &str> {
        self.numbers.keys().map(String::as_str)
    }
}

/// Whether `word` is one of `words`.
pub(super) fn has(words: &[String], word: &str) -> bool {
    let word = fold(word);
    words.iter().any(|known| *known == *word)
}

/// Whether a word of `text` is one of `words`.
pub(super) fn names(text: &str, words: &[String]) -> bool {
    tokens(text).any(|range| has(words, &text[range]))
}
