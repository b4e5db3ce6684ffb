//! Names of letters and digits joined, which are no numbers: `9N314M`, `An-26`, `CVE-2023-34362`.

use super::number_words::multiplier_follows;
use super::numeral::numeral_of;
use super::token::{Kind, Lexer};
use crate::value::language::Role;
use crate::value::lexicon::fold;
use crate::value::unit::Measure;

/// A hyphen within a name.
fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

impl Lexer<'_> {
    /// Where the name ends that begins at `start`; nothing where no letters and digits are joined there, or they are a
    /// number with its unit, its sign of money, or a word that numbers are worded with.
    pub(super) fn joined_name(&self, start: usize, first: char) -> Option<usize> {
        let within = self.char_before(start).is_some_and(char::is_alphanumeric);
        let name = if first.is_ascii_digit() {
            self.letters_between_digits(start)
        } else {
            first.is_alphabetic() && self.letters_before_digits(start)
        };
        (name && !within).then(|| self.name_end(start))
    }

    /// Where a run of letters and digits ends, with hyphens between them and points before digits.
    pub(super) fn name_end(&self, start: usize) -> usize {
        let mut end = start;
        loop {
            let rest = &self.text[end..];
            let word = end + rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            let goes_on = self.char_at(word).and_then(|mark| {
                let after = self.char_at(word + mark.len_utf8())?;
                let joins =
                    is_hyphen(mark) && after.is_alphanumeric() || mark == '.' && after.is_ascii_digit();
                joins.then_some(word + mark.len_utf8())
            });
            match goes_on {
                Some(next) => end = next,
                None => return word,
            }
        }
    }

    /// `9N314`: not `1h30`, `5km2` and `2x4`.
    fn letters_between_digits(&self, start: usize) -> bool {
        let rest = &self.text[start..];
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let at = start + digits;
        let letters = self.letters_at(at);
        let after = at + letters.len();
        let whole = || {
            numeral_of(rest, self.context.language.decimal)
                .is_some_and(|read| read.is_ok_and(|(_, length)| length == digits))
        };
        !letters.is_empty()
            && !letters.eq_ignore_ascii_case("x")
            && self.char_at(after).is_some_and(|c| c.is_ascii_digit())
            && whole()
            && self.unit_between_digits(at).is_none()
            && self.unit(at).is_none_or(|(_, end)| end <= after)
    }

    /// `An-26`, `RON-95`: not `mid-30s`, `twenty-5`, `USD-5bn` and the second end of `5 km-10 km`.
    fn letters_before_digits(&self, start: usize) -> bool {
        let letters = self.letters_at(start);
        let hyphen = start + letters.len();
        let Some(mark) = self.char_at(hyphen).filter(|c| is_hyphen(*c)) else { return false };
        let digits = hyphen + mark.len_utf8();
        if !self.char_at(digits).is_some_and(|c| c.is_ascii_digit()) {
            return false;
        }
        let unit = self.context.unit(letters, 0).filter(|(_, end)| *end == letters.len());
        let unit = unit.map(|(measure, _)| measure);
        let capital = letters.starts_with(char::is_uppercase);
        let count = letters.chars().count();
        if self.after_measure() && (count > 1 || !capital) && (unit.is_some() || self.multiplies(letters)) {
            return false;
        }
        if unit.is_some_and(|unit| self.is_amount(unit, digits)) || self.said_again(letters, digits) {
            return false;
        }
        // Short words with a capital letter are designations: no sentence has "In-26".
        let upper = letters.chars().all(char::is_uppercase);
        if capital && (count <= 2 || upper && count == 3) || upper && unit.is_some() {
            return true;
        }
        self.context
            .language
            .role(letters, 0)
            .is_some_and(|(role, end)| role == Role::Article && end == letters.len())
    }

    /// Whether the same letters are behind the digits, too: `10 M-20 M`.
    fn said_again(&self, letters: &str, digits: usize) -> bool {
        let rest = self.text[digits..].trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
        let behind = &rest[..rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())];
        behind == letters
    }

    fn after_measure(&self) -> bool {
        self.tokens.last().is_some_and(|last| last.is_number() || matches!(last.kind, Kind::Unit(_)))
    }

    /// Whether a word multiplies the number before it: `5 million-6 million`.
    fn multiplies(&self, letters: &str) -> bool {
        let language = self.context.language;
        language.letters.contains_key(letters) || multiplier_follows(&fold(letters), 0, language)
    }

    /// Whether the digits at `from` are so many of a unit before them, and no part of a name: the unit is asked for, or
    /// they are written as names are not, with separators, decimals or what multiplies them.
    pub(super) fn is_amount(&self, unit: Measure<'_>, from: usize) -> bool {
        let kind = self.context.asked_for.measures();
        if kind.is_some() && unit.measures == kind {
            return true;
        }
        let rest = &self.text[from..];
        let Some(Ok((_, length))) = numeral_of(rest, self.context.language.decimal) else { return false };
        let written = rest[..length].trim();
        let multiplied = !matches!(self.multiplier(from + length), super::letters::Letters::No);
        multiplied || !written.bytes().all(|byte| byte.is_ascii_digit())
    }
}
