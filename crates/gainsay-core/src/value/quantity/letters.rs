//! What letters behind a number mean: `m` may be millions or metres, `K` thousands or kelvins.

use rust_decimal::Decimal;

use super::number_words::Words;
use super::token::{Kind, Lexer};
use crate::value::language::Role;
use crate::value::lexicon::token;

/// What the letters behind a number do to it.
pub(super) enum Letters {
    /// They multiply it by this, and end there.
    Times(Decimal, usize),
    /// They may multiply it or be its unit, and nothing says which.
    Doubtful(usize),
    /// They are a unit, or something else.
    No,
}

impl Lexer<'_> {
    /// What multiplies the number that ends at `from`, in words or letters.
    pub(super) fn multiplier(&self, from: usize) -> Letters {
        let Some(word) = token(self.text, from) else { return Letters::No };
        let letters = &self.text[word.clone()];
        // "b/d" is a unit, whatever "b" is.
        if self.unit(word.start).is_some_and(|(_, end)| end > word.end) {
            return Letters::No;
        }
        if self.small_unit(word.start, true).is_some() {
            return Letters::No;
        }
        // "12 T-72 tanks" are twelve.
        let first = letters.chars().next().unwrap_or_default();
        if word.start > from && self.joined_name(word.start, first).is_some() {
            return Letters::No;
        }
        if let Some(times) = self.context.language.letters.get(letters) {
            return self.letter(*times, from == word.start, word.start, word.end);
        }
        match Words::at(self.text, from, self.context.language).multipliers() {
            Some((times, end)) => Letters::Times(times, end),
            None => Letters::No,
        }
    }

    /// Money and what is counted have millions; what is measured has its units.
    fn letter(&self, times: Decimal, glued: bool, start: usize, end: usize) -> Letters {
        let multiplied = Letters::Times(times, end);
        let unit = self.unit(start).filter(|(_, unit)| *unit == end).map(|(measure, _)| measure);
        let money = self.tokens.iter().any(|token| matches!(token.kind, Kind::Unit(unit) if unit.is_money()));
        if money || self.counted_follows(end) {
            return multiplied;
        }
        // "5 mm" are millions of money alone.
        if self.text[start..end].len() > 1 {
            return if unit.is_some() { Letters::No } else { multiplied };
        }
        let asked = &self.context.asked_for;
        match (asked.measures(), unit) {
            (Some(kind), Some(unit)) if unit.measures == Some(kind) => Letters::No,
            _ if asked.is_counted() => multiplied,
            // "3.5m" of patients are millions, of a crater metres, and of what has no such name either.
            (None, Some(_)) if glued && self.is_million(times, start, end) => self.million(times, end),
            // A unit is written apart from its number, or in lower case: "300 K", "5m".
            (None, Some(_)) if !glued || self.text[start..end].chars().all(char::is_lowercase) => Letters::No,
            (None, None) if !glued && &self.text[start..end] == "T" => Letters::Doubtful(end),
            (None, _) => multiplied,
            _ => Letters::Doubtful(end),
        }
    }

    /// Whether the letter is an `m` that may be millions.
    fn is_million(&self, times: Decimal, start: usize, end: usize) -> bool {
        times == Decimal::from(1_000_000) && self.text[start..end].chars().all(char::is_lowercase)
    }

    /// What an `m` right behind a number is: the name of the attribute tells, or the word behind it.
    fn million(&self, times: Decimal, end: usize) -> Letters {
        let (language, attribute) = (self.context.language, self.context.asked.attribute);
        let behind = token(self.text, end).map_or("", |word| &self.text[word]);
        // "5m-10m", "5m x 3m" and "5m (16ft)" of nothing named are refused, too.
        if language.is_length(attribute) || language.is_length(behind) {
            Letters::No
        } else if language.counts_in_name(attribute) {
            Letters::Times(times, end)
        } else {
            Letters::Doubtful(end)
        }
    }

    /// Whether a unit, people or things follow at `from`, so that the letter before is no unit: `5m people`.
    fn counted_follows(&self, from: usize) -> bool {
        let Some((next, _)) = self.next_start(from).filter(|&(next, _)| next > from) else { return false };
        let counted = |role| matches!(role, Role::People | Role::Outcome(_) | Role::Harmed | Role::Thing);
        self.unit(next).is_some()
            || self.context.language.role(self.text, next).is_some_and(|(role, _)| counted(role))
    }
}
