//! Hedges: words that widen what a number allows.

use std::ops::Range;

use rust_decimal::Decimal;

use super::lexicon::{Lexicon, lowered};

/// A side of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The low end: "at least".
    Low,
    /// The high end: "at most".
    High,
}

/// What a hedge does to the value beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Effect {
    /// Spreads it both ways by this fraction of it: "about".
    Spread(Decimal),
    /// Spreads it to one side by this fraction of it: "nearly", "just over".
    Near(Decimal, Side),
    /// Makes it one end of what is allowed, the other being open: "at least", "up to".
    Bound(Side),
    /// Is a value itself: "dozens" is 24 to 99. An end may be open.
    Range {
        /// The lowest value.
        low: Option<Decimal>,
        /// The highest value.
        high: Option<Decimal>,
    },
    /// Is a date itself, counted in days from the claim's as-of date: "within days" is 0 to 7 days after it.
    After {
        /// Days to the first day.
        low: i32,
        /// Days to the last day.
        high: i32,
    },
    /// Makes a date one end of what is allowed, the other being open: "by", "after".
    DateBound(Side),
    /// Says that a status began on the as-of date, so that it did not hold before: "began".
    Onset,
    /// Says that a denial holds for all days before too: "never", "thus far".
    SoFar,
}

/// A hedge under its main wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hedge {
    /// The main wording, as declared.
    pub name: String,
    /// Other wordings of the same.
    pub synonyms: Vec<String>,
    /// What it does.
    pub effect: Effect,
}

/// All hedges, found by their wordings.
#[derive(Debug, Clone, Default)]
pub struct Hedges {
    hedges: Vec<Hedge>,
    wordings: Lexicon,
}

/// A hedge met in a wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met<'a> {
    /// The hedge.
    pub hedge: &'a Hedge,
    /// The bytes of the wording that it takes.
    pub range: Range<usize>,
}

impl Met<'_> {
    /// The same hedge in the wording that the text it was met in starts in at byte `offset`.
    pub(super) fn moved(self, offset: usize) -> Self {
        Self { range: self.range.start + offset..self.range.end + offset, ..self }
    }
}

impl Hedges {
    /// The hedges in force. Where two have a wording in common, it belongs to the later one.
    #[must_use]
    pub fn new(hedges: Vec<Hedge>) -> Self {
        let mut wordings = Lexicon::default();
        for (index, hedge) in hedges.iter().enumerate() {
            for wording in std::iter::once(&hedge.name).chain(&hedge.synonyms) {
                // Hedges that differ in case alone are the same hedge.
                wordings.insert(&lowered(wording), index);
            }
        }
        Self { hedges, wordings }
    }

    /// The hedges, in the order in which they were given.
    #[must_use]
    pub fn hedges(&self) -> &[Hedge] {
        &self.hedges
    }

    /// All wordings of all hedges.
    pub(super) fn wordings(&self) -> impl Iterator<Item = &str> {
        self.hedges
            .iter()
            .flat_map(|hedge| std::iter::once(&hedge.name).chain(&hedge.synonyms))
            .map(String::as_str)
    }

    /// The hedge with this main wording.
    pub(super) fn named(&self, name: &str) -> Option<&Hedge> {
        let met = self.at(name, 0)?;
        (met.range.end == name.len()).then_some(met.hedge)
    }

    /// The hedge at the start or the end of `text`, and what is left of the text but blanks and commas.
    pub(super) fn beside(&self, text: &str) -> Option<(Met<'_>, Range<usize>)> {
        let mark = |c: char| c.is_whitespace() || c == ',';
        if let Some(met) = self.at(text, 0) {
            let left = text[met.range.end..].trim_start_matches(mark);
            return Some((met, text.len() - left.len()..text.len()));
        }
        let mut starts = text.char_indices().filter(|(at, _)| *at > 0 && text[..*at].ends_with(mark));
        starts.find_map(|(at, _)| {
            let met = self.at(text, at).filter(|met| met.range.end == text.len())?;
            Some((met, 0..text[..at].trim_end_matches(mark).len()))
        })
    }

    /// The hedge with the longest wording that starts at byte `from` of `text` and ends where a word ends.
    pub(super) fn at(&self, text: &str, from: usize) -> Option<Met<'_>> {
        let hit = self.wordings.at(text, from)?;
        Some(Met { hedge: self.hedges.get(hit.index)?, range: from..hit.end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hedge(name: &str, synonyms: &[&str], effect: Effect) -> Hedge {
        Hedge { name: name.into(), synonyms: synonyms.iter().map(|&s| s.into()).collect(), effect }
    }

    fn effect(text: &str) -> Option<(Effect, &str)> {
        let hedges = Hedges::new(vec![
            hedge("about", &["~", "c.", "Roughly"], Effect::Spread(Decimal::new(1, 1))),
            hedge("at least", &["more than", "≥"], Effect::Bound(Side::Low)),
            hedge("roughly", &[], Effect::Spread(Decimal::ZERO)),
        ]);
        hedges.at(text, 0).map(|met| (met.hedge.effect.clone(), &text[met.range]))
    }

    #[test]
    fn a_hedge_is_found_by_any_of_its_wordings() {
        assert_eq!(effect("ABOUT 30"), Some((Effect::Spread(Decimal::new(1, 1)), "ABOUT")));
        assert_eq!(effect("~30"), Some((Effect::Spread(Decimal::new(1, 1)), "~")));
        assert_eq!(effect("at-least 30"), Some((Effect::Bound(Side::Low), "at-least")));
        assert_eq!(effect("≥ 30"), Some((Effect::Bound(Side::Low), "≥")));
        assert_eq!(effect("more of 30"), None);
    }

    #[test]
    fn a_wording_belongs_to_the_later_hedge() {
        assert_eq!(effect("roughly 30"), Some((Effect::Spread(Decimal::ZERO), "roughly")));
    }
}
