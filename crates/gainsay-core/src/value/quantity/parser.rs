//! Where in a wording the parser is, and what it has read so far.

use std::ops::Range;

use rust_decimal::Decimal;

use super::piece::{Piece, Sort};
use crate::value::unit::Measure;
use crate::value::{Effect, Hedges, Side, Units, Unreadable, words};

/// A wording taken to pieces, read from the front.
pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    pub(super) pieces: &'a [Piece<'a>],
    /// The piece at hand.
    pub(super) at: usize,
    pub(super) declared: Option<Measure<'a>>,
    pub(super) hedges: &'a Hedges,
    pub(super) units: &'a Units,
    /// What the hedges so far come to.
    pub(super) hedged: Hedged,
    /// The unit met, and where.
    pub(super) unit: Option<(Measure<'a>, Range<usize>)>,
    /// What the number counts for each of, where it is a rate, and where that is said.
    pub(super) per: Option<(String, Range<usize>)>,
}

/// A number or a range of numbers, before hedges and units.
#[derive(Debug, Clone, Copy)]
pub(super) struct Core {
    pub(super) low: Option<Decimal>,
    pub(super) high: Option<Decimal>,
    pub(super) share: bool,
}

/// What the hedges beside a number come to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Hedged {
    pub(super) spread: Decimal,
    pub(super) bound: Option<Side>,
}

/// How far behind the number the piece at hand is.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Behind {
    /// Whether free words are between.
    pub(super) apart: bool,
    /// Whether a comma, a bracket and the like is between.
    pub(super) parted: bool,
    /// Where `more` is right behind the number: "12,000 more" are so many, "12,000 more troops than" are not.
    pub(super) more: Option<usize>,
}

impl<'a> Parser<'a> {
    /// The wording `text` in `pieces`; `declared` is the unit of numbers that bear none.
    pub(super) fn new(
        text: &'a str,
        pieces: &'a [Piece<'a>],
        declared: Option<Measure<'a>>,
        hedges: &'a Hedges,
        units: &'a Units,
    ) -> Self {
        Self {
            text,
            pieces,
            at: 0,
            declared,
            hedges,
            units,
            hedged: Hedged::default(),
            unit: None,
            per: None,
        }
    }

    pub(super) fn peek(&self) -> Option<&'a Piece<'a>> {
        self.pieces.get(self.at)
    }

    /// The bytes of the piece at hand; of the whole wording where there is none.
    pub(super) fn range(&self) -> Range<usize> {
        self.peek().map_or(0..self.text.len(), |piece| piece.range.clone())
    }

    /// Takes note of a unit; another one beside it makes no sense.
    pub(super) fn measured_in(
        &mut self,
        measure: Measure<'a>,
        range: &Range<usize>,
    ) -> Result<(), Unreadable> {
        match &self.unit {
            Some((unit, _)) if unit.base != measure.base => {
                let message = format!(
                    "this is measured in `{}`, and the words before in `{}`",
                    measure.base, unit.base
                );
                return Err(Unreadable::new(message, range.clone()).help(FIGURES));
            }
            Some(_) => {}
            None => self.unit = Some((measure, range.clone())),
        }
        Ok(())
    }

    pub(super) fn hedge(&mut self, effect: &Effect, range: &Range<usize>) -> Result<(), Unreadable> {
        let hedged = &mut self.hedged;
        match effect {
            Effect::Spread(spread) => hedged.spread = hedged.spread.max(*spread),
            Effect::Bound(side) => {
                if hedged.bound.is_some_and(|bound| bound != *side) {
                    return Err(Unreadable::new("this hedge contradicts the one before it", range.clone())
                        .help(FIGURES));
                }
                hedged.bound = Some(*side);
            }
            _ => {}
        }
        Ok(())
    }

    /// Refuses a word right behind the number that was meant to change it: a misspelt multiplier, and an unknown unit where
    /// the attribute is measured in a unit that others convert into.
    pub(super) fn meant_otherwise(&self, range: &Range<usize>) -> Result<(), Unreadable> {
        let word = &self.text[range.clone()];
        let plural =
            |known: &str| word.eq_ignore_ascii_case(known) || word.eq_ignore_ascii_case(&format!("{known}s"));
        if word.len() > 4
            && !MULTIPLIERS.iter().any(|known| plural(known))
            && let Some(near) = words::meant(word, MULTIPLIERS)
        {
            return Err(Unreadable::new("this word is not a number", range.clone())
                .help(format!("did you mean `{near}`?")));
        }
        let converts = self.declared.is_some_and(|declared| self.units.convert_into(declared.base));
        if converts && self.unit.is_none() {
            return Err(Unreadable::new("this is not a known unit", range.clone())
                .help("write a unit that converts, or declare this one under `units`"));
        }
        Ok(())
    }

    /// Whether what follows is another number that counts for each of the first: `two brigades of 6,000 each`.
    pub(super) fn product_follows(&self) -> bool {
        let rest = &self.pieces[self.at.min(self.pieces.len())..];
        let numbers = rest.iter().filter(|piece| piece.is_number()).count();
        numbers == 1 && rest.iter().any(|piece| matches!(piece.sort, Sort::Each))
    }
}

/// Words that multiply the number before them.
const MULTIPLIERS: [&str; 6] = ["hundred", "thousand", "million", "billion", "trillion", "dozen"];

/// What to write for a value whose words cannot be read as a number.
pub(super) const FIGURES: &str = "give the figures beside the words: `{ worded: ..., low: ..., high: ... }`";

/// A word that denies what follows.
pub(super) fn denial(range: Range<usize>) -> Unreadable {
    Unreadable::new("this word denies the number", range)
        .help("write the number without it, and give the claim `stance: denies`")
}

/// A number beside another one.
pub(super) fn second_number(range: Range<usize>) -> Unreadable {
    Unreadable::new("this is a second number, and it does not make a range with the first", range)
        .help(FIGURES)
}

pub(super) fn too_large(range: Range<usize>) -> Unreadable {
    Unreadable::new("this number is too large to calculate with", range)
        .help("numbers have at most 28 digits")
}
