//! What the words behind a number do to it: hedge it, compare it with another, or nothing.

use std::ops::Range;

use super::parser::{Behind, FIGURES, Parser, denial, second_number};
use super::piece::{Piece, Sort};
use super::vocabulary::{CIRCUMSTANCES, DIFFERENCES, DISTANCES, LEADS, PREPOSITIONS, YARDSTICKS};
use crate::value::lexicon::{among, tokens};
use crate::value::{Effect, Unreadable, words};

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
        let preposition = words_of(wording).last().is_some_and(|word| among(word, PREPOSITIONS));
        let leads = words_of(wording).next().is_some_and(|word| among(word, LEADS));
        let ends = self.phrase_ends(*behind);
        let counts = match (leads, preposition) {
            _ if !wording.contains(char::is_alphanumeric) => true,
            (true, false) => true,
            (true, true) => ends,
            (false, true) => false,
            (false, false) => ends || !behind.parted && self.next_is_unit(),
        };
        if counts && behind.apart {
            return Err(Unreadable::new("this hedge is too far from its number", range.clone()).help(FIGURES));
        }
        if counts {
            return self.hedge(effect, range);
        }
        // A second number tells what is wrong by itself.
        let compared = !self.next().is_some_and(Piece::is_number);
        if compared
            && !(behind.apart || behind.parted)
            && (ends || words_of(wording).any(|word| among(word, DISTANCES)) || self.yardstick_follows())
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
        if close && among(word, DIFFERENCES) {
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
            Sort::Word => !behind.parted && among(&self.text[next.range.clone()], CIRCUMSTANCES),
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
        word.is_some_and(|piece| among(&self.text[piece.range.clone()], YARDSTICKS))
    }
}

/// The words `range` make the number a difference.
fn compares(range: Range<usize>) -> Unreadable {
    Unreadable::new("this compares the number with another one", range)
        .help(format!("write the number that it comes to, or {FIGURES}"))
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    tokens(text).map(|range| &text[range])
}
