//! Numbers in digits, with what is stuck to them.

use rust_decimal::Decimal;

use super::letters::Letters;
use super::number_words::{Number, Words, multiplier_follows};
use super::numeral::numeral_of;
use super::token::{Fault, Kind, Lexer};
use crate::value::lexicon::{fold, token};

impl<'a> Lexer<'a> {
    /// A number in digits that starts at `from`.
    pub(super) fn digits(&self, from: usize) -> (Kind<'a>, usize) {
        let bad = |end: usize| (Kind::Bad(Fault::Form), end);
        let language = self.context.language;
        let (value, length) = match numeral_of(&self.text[from..], language.decimal) {
            Some(Ok(read)) => read,
            other => return bad(from + other.and_then(Result::err).unwrap_or(1)),
        };
        let (mut number, mut end) = (Number::plain(value), from + length);
        if let Some((share, after)) = self.slashed(from, value, end) {
            return (Kind::Number(Number { share: true, coarse: true, ..Number::plain(share) }), after);
        }
        if let Some((margin, after)) = self.last_digits(value, end) {
            return (Kind::Number(Number { margin: Some(margin), ..number }), after);
        }
        let glued = self.letters_at(end);
        let is = |endings: &[String]| endings.iter().any(|ending| *ending == *fold(glued));
        if is(&language.ordinal_endings) {
            return (Kind::Ordinal, end + glued.len());
        }
        if is(&language.decade_endings) && (value % Decimal::TEN).is_zero() {
            return (Kind::Decade(value), end + glued.len());
        }
        let mut product = None;
        loop {
            match self.multiplier(end) {
                // "7K crore"
                Letters::Times(times, after) => {
                    let Some(all) = product.unwrap_or(Decimal::ONE).checked_mul(times) else {
                        return bad(after);
                    };
                    (product, end) = (Some(all), after);
                }
                Letters::Doubtful(after) => return (Kind::Bad(Fault::Letter), after),
                Letters::No => break,
            }
        }
        if let Some(times) = product {
            let Some(multiplied) = number.times(times) else { return bad(end) };
            number = multiplied;
        }
        if number.factors.is_none() && !self.letters_at(end).is_empty() && !self.may_be_glued(end) {
            return bad(end + self.letters_at(end).len());
        }
        if number.factors.is_none()
            && let Some((part, after)) = Words::at(self.text, end, language).part()
        {
            let Some(value) = value.checked_add(part) else { return bad(after) };
            (number, end) = (Number::plain(value), after);
            if let Letters::Times(times, after) = self.multiplier(end) {
                let Some(product) = number.times(times) else { return bad(after) };
                (number, end) = (product, after);
            }
        }
        // "10²" is not 10.
        if let Some(digit) = self.char_at(end).filter(|c| c.is_numeric()) {
            return bad(end + digit.len_utf8());
        }
        self.finished(number, end)
    }

    /// The number, unless a multiplier is left over after it.
    pub(super) fn finished(&self, number: Number, end: usize) -> (Kind<'a>, usize) {
        if multiplier_follows(self.text, end, self.context.language) {
            return (Kind::Bad(Fault::Form), token(self.text, end).map_or(end, |range| range.end));
        }
        (Kind::Number(number), end)
    }

    /// `(2)` right behind decimals: by how many units of the last one the number may be off.
    fn last_digits(&self, value: Decimal, end: usize) -> Option<(Decimal, usize)> {
        let rest = self.text[end..].strip_prefix('(').filter(|_| value.scale() > 0)?;
        let digits = &rest[..rest.find(')')?];
        let few = (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        let margin = Decimal::new(digits.parse().ok().filter(|_| few)?, value.scale());
        Some((margin, end + digits.len() + 2))
    }

    /// `3/4`, a share in figures: the part, and where it ends.
    fn slashed(&self, from: usize, value: Decimal, end: usize) -> Option<(Decimal, usize)> {
        let rest = self.text[end..].strip_prefix('/')?;
        let length = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let parts: Decimal = rest[..length].parse::<u32>().ok()?.into();
        let after = end + 1 + length;
        let alone = !self.char_before(from).is_some_and(|c| c == '/' || c.is_alphanumeric())
            && !self.char_at(after).is_some_and(|c| c == '/' || c.is_alphanumeric());
        let proper = value.fract().is_zero() && value < parts && parts <= Decimal::ONE_HUNDRED;
        (alone && proper).then_some(())?;
        Some((value.checked_div(parts)?, after))
    }

    /// The letters directly at `from`.
    pub(super) fn letters_at(&self, from: usize) -> &'a str {
        let rest = &self.text[from..];
        &rest[..rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())]
    }

    /// Whether the letters stuck to a number are a unit or a hedge.
    fn may_be_glued(&self, from: usize) -> bool {
        self.unit(from).is_some() || self.hedge(from).is_some() || self.small_unit(from, true).is_some()
    }

    /// Where a run of digits, letters and points between them ends.
    pub(super) fn run_end(&self, from: usize) -> usize {
        let rest = &self.text[from..];
        let run =
            rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | ','))).unwrap_or(rest.len());
        from + rest[..run].trim_end_matches(['.', ',']).len()
    }
}
