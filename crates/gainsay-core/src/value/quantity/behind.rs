//! What the words behind a number do to it: hedge it, compare it with another, or nothing.

use std::ops::Range;

use super::parser::{Behind, FIGURES, Parser, denial, second_number};
use super::piece::{Piece, Sort};
use crate::value::lexicon::{fold, tokens};
use crate::value::{Effect, Unreadable, words};

/// How a hedge behind a number begins that speaks of the number whatever follows: "or more", "at least".
const LEADS: [&str; 5] = ["or", "and", "at", "plus", "odd"];

/// How a hedge ends that is about the word after it: "under fire", "close to Kursk".
const PREPOSITIONS: [&str; 14] = [
    "above", "about", "around", "as", "at", "below", "beyond", "near", "of", "on", "over", "than", "to",
    "under",
];

/// What begins another phrase, so that the hedge before it is about the number: "3,000 estimated by".
const CIRCUMSTANCES: [&str; 7] = ["according", "at", "during", "for", "in", "on", "per"];

/// Words of a hedge that make the number a distance from another one: "3,000 below strength".
const DISTANCES: [&str; 6] = ["above", "as", "below", "short", "shy", "than"];

/// Words right behind a number that say the same without a hedge: "3,000 fewer".
const DIFFERENCES: [&str; 11] = [
    "fewer", "less", "lower", "smaller", "shorter", "higher", "larger", "bigger", "greater", "short", "down",
];

/// What a number is over or under by so much: "$10 million over budget".
const YARDSTICKS: [&str; 17] = [
    "average",
    "budget",
    "capacity",
    "estimate",
    "estimates",
    "expectation",
    "expectations",
    "expected",
    "forecast",
    "limit",
    "norm",
    "par",
    "plan",
    "planned",
    "quota",
    "strength",
    "target",
];

impl Parser<'_> {
    /// A hedge behind the number: takes note of it if it is about the number, refuses it if it compares the number
    /// with another, and else passes it over with the phrase that it begins.
    pub(super) fn hedge_behind(
        &mut self,
        effect: &Effect,
        range: &Range<usize>,
        behind: &mut Behind,
    ) -> Result<(), Unreadable> {
        let wording = &self.text[range.clone()];
        let preposition = last_word(wording).is_some_and(|word| PREPOSITIONS.contains(&&*word));
        let leads = first_word(wording).is_some_and(|word| LEADS.contains(&&*word));
        let ends = self.phrase_ends(*behind);
        let counts = match (leads, preposition) {
            _ if !wording.contains(char::is_alphanumeric) => true,
            (true, false) => true,
            (true, true) => ends,
            (false, true) => false,
            (false, false) => ends || !behind.parted && self.next_is_unit(),
        };
        if counts && behind.apart {
            return Err(
                Unreadable::new("this hedge stands too far from its number", range.clone()).help(FIGURES)
            );
        }
        if counts {
            return self.hedge(effect, range);
        }
        // A second number tells what is wrong by itself.
        let compared = !self.next().is_some_and(Piece::is_number);
        if compared
            && !(behind.apart || behind.parted)
            && (ends || has_word(wording, &DISTANCES) || self.yardstick_follows())
        {
            return Err(compares(range.clone()));
        }
        behind.apart = true;
        Ok(())
    }

    /// A hedge that leaves the number as it is.
    pub(super) fn filler_behind(&self, range: &Range<usize>, behind: &mut Behind) {
        if !(behind.apart || behind.parted) && self.text[range.clone()].eq_ignore_ascii_case("more") {
            behind.more = Some(range.start);
        }
    }

    /// Any other word behind the number.
    pub(super) fn word_behind(&self, range: &Range<usize>, behind: &mut Behind) -> Result<(), Unreadable> {
        let word = &self.text[range.clone()];
        if let Some(more) = behind.more.filter(|_| !behind.parted && word.eq_ignore_ascii_case("than")) {
            return Err(compares(more..range.end));
        }
        let close = !(behind.apart || behind.parted);
        if close && words::negates(word) {
            return Err(denial(range.clone()));
        }
        if close && DIFFERENCES.contains(&&*fold(word)) {
            return Err(compares(range.clone()));
        }
        if !behind.apart && matches!(self.peek().map(|piece| piece.sort), Some(Sort::Word)) {
            self.meant_otherwise(range)?;
        }
        behind.apart = true;
        Ok(())
    }

    /// A word that joins the number with what follows; where no number does, one is missing.
    pub(super) fn goes_on(&self, range: &Range<usize>, behind: &mut Behind) -> Result<(), Unreadable> {
        let rest = self.pieces.get(self.at + 1..).unwrap_or_default();
        let ends = rest.iter().all(|piece| matches!(piece.sort, Sort::Break));
        let one = self.joins_one(rest).filter(|_| !behind.apart);
        match one {
            Some(one) if self.text[range.clone()].eq_ignore_ascii_case("and") => {
                return Err(second_number(one));
            }
            None if !ends || behind.apart => {}
            _ => {
                return Err(Unreadable::new("this range has no number at its end", range.clone())
                    .help("write the second number behind it, or leave it out"));
            }
        }
        // A dash parts phrases as a comma does.
        if self.text[range.clone()].contains(char::is_alphanumeric) {
            behind.apart = true;
        } else {
            behind.parted = true;
        }
        Ok(())
    }

    /// Where `rest` begins with one of the number's own unit: "half a mile to a mile", "two officers and a general".
    fn joins_one(&self, rest: &[Piece<'_>]) -> Option<Range<usize>> {
        let [article, unit, ..] = rest else { return None };
        match (article.sort, unit.sort, &self.unit) {
            (Sort::Article, Sort::Unit(measure), Some((own, _))) if measure.base == own.base => {
                Some(article.range.start..unit.range.end)
            }
            _ => None,
        }
    }

    /// `each` where nothing says of how many: so many persons each are an unknown number, but a price is a price.
    pub(super) fn each_of_how_many(&self, range: &Range<usize>) -> Result<(), Unreadable> {
        if self.declared.is_none() {
            return Ok(());
        }
        Err(Unreadable::new(
            "the number counts for each of several, and nothing says how many they are",
            range.clone(),
        )
        .help(FIGURES))
    }

    fn next(&self) -> Option<&Piece<'_>> {
        self.pieces.get(self.at + 1)
    }

    fn next_is_unit(&self) -> bool {
        self.next().is_some_and(|piece| matches!(piece.sort, Sort::Unit(_)))
    }

    /// Whether the phrase that the piece at hand belongs to ends with it.
    fn phrase_ends(&self, behind: Behind) -> bool {
        let Some(next) = self.next() else { return true };
        match next.sort {
            Sort::Break => true,
            Sort::Hedge(Effect::DateBound(_) | Effect::SoFar | Effect::After { .. }) => !behind.parted,
            Sort::Word => !behind.parted && CIRCUMSTANCES.contains(&&*fold(&self.text[next.range.clone()])),
            _ => false,
        }
    }

    /// Whether a target, a budget or the like follows, with or without an article.
    fn yardstick_follows(&self) -> bool {
        let rest = self.pieces.get(self.at + 1..).unwrap_or_default();
        let article = |piece: &&Piece<'_>| match piece.sort {
            Sort::Article => true,
            Sort::Hedge(effect) => effect.is_filler(),
            _ => false,
        };
        let word = rest.iter().find(|piece| !article(piece));
        word.is_some_and(|piece| YARDSTICKS.contains(&&*fold(&self.text[piece.range.clone()])))
    }
}

/// The words `range` make the number a difference.
fn compares(range: Range<usize>) -> Unreadable {
    Unreadable::new("this compares the number with another one", range)
        .help(format!("write the number that it comes to, or {FIGURES}"))
}

fn first_word(text: &str) -> Option<std::borrow::Cow<'_, str>> {
    word_tokens(text).next()
}

fn last_word(text: &str) -> Option<std::borrow::Cow<'_, str>> {
    word_tokens(text).last()
}

fn has_word(text: &str, words: &[&str]) -> bool {
    word_tokens(text).any(|word| words.contains(&&*word))
}

fn word_tokens(text: &str) -> impl Iterator<Item = std::borrow::Cow<'_, str>> {
    tokens(text).map(|range| fold(&text[range]))
}
