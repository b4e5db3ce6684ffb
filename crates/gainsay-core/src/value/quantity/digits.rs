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
        match self.power_of_ten(value, from, end) {
            Some(Ok((power, after))) => return self.finished(power, after),
            Some(Err(after)) => return bad(after),
            None => {}
        }
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
        (number, end) = match self.multiplied(number, end) {
            Ok(multiplied) => multiplied,
            Err(wrong) => return wrong,
        };
        if number.factors.is_none() && !self.letters_at(end).is_empty() && !self.may_be_glued(end) {
            return bad(end + self.letters_at(end).len());
        }
        if number.factors.is_none()
            && let Some((part, after)) =
                self.mixed(value, end).or_else(|| Words::at(self.text, end, language).part())
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

    /// The number with all that multiplies it behind `end`, and where that ends: "7K crore".
    fn multiplied(&self, number: Number, end: usize) -> Result<(Number, usize), (Kind<'a>, usize)> {
        let bad = |end: usize| (Kind::Bad(Fault::Form), end);
        let (mut product, mut end) = (None, end);
        loop {
            match self.multiplier(end) {
                Letters::Times(times, after) => {
                    let all = product.unwrap_or(Decimal::ONE).checked_mul(times);
                    (product, end) = (Some(all.ok_or_else(|| bad(after))?), after);
                }
                Letters::Doubtful(after) => return Err((Kind::Bad(Fault::Letter), after)),
                Letters::No => break,
            }
        }
        match product {
            Some(times) => Ok((number.times(times).ok_or_else(|| bad(end))?, end)),
            None => Ok((number, end)),
        }
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

    /// `1/3` behind the whole number of `33 1/3`, and where it ends.
    fn mixed(&self, whole: Decimal, end: usize) -> Option<(Decimal, usize)> {
        let start = end + 1;
        let gap = self.char_at(end).filter(|c| matches!(c, ' ' | '-'))?;
        let rest = self.text.get(end + gap.len_utf8()..)?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let count: Decimal = rest[..digits].parse::<u32>().ok().filter(|_| whole.fract().is_zero())?.into();
        let (part, after) = self.slashed(start, count, start + digits)?;
        (!count.is_zero()).then_some((part, after))
    }

    /// The number that a power of ten makes of the one from `from` to `end`: `1.5 × 10⁸`, `3 x 10^-6`, `10^8`; where it ends
    /// if it cannot be calculated with.
    fn power_of_ten(
        &self,
        value: Decimal,
        from: usize,
        end: usize,
    ) -> Option<Result<(Number, usize), usize>> {
        let rest = self.text[end..].trim_start();
        let signs = ['\u{d7}', 'x', 'X', '*', '\u{b7}', '\u{22c5}'];
        let times = rest.strip_prefix(signs).map(str::trim_start).and_then(|rest| rest.strip_prefix("10"));
        // Small digits behind a bare 10 may be those of a footnote.
        let bare = (&self.text[from..end] == "10").then_some(&self.text[end..]);
        let bare = bare.filter(|rest| rest.starts_with('^'));
        let (one, rest) = times.map(|rest| (value, rest)).or(bare.map(|rest| (Decimal::ONE, rest)))?;
        let (power, length) = exponent(rest)?;
        let after = self.text.len() - rest.len() + length;
        let size = u32::from(power.unsigned_abs());
        let ten = match power {
            ..0 => Decimal::try_from_i128_with_scale(1, size).ok(),
            _ => 10i128.checked_pow(size).and_then(|ten| Decimal::try_from_i128_with_scale(ten, 0).ok()),
        };
        let number = ten.and_then(|ten| Number::plain(one).times(ten));
        Some(number.map(|number| (number, after)).ok_or(after))
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

/// The power at the start of `text`, `^8`, `^-6` or in small digits, and its length.
fn exponent(text: &str) -> Option<(i8, usize)> {
    const SMALL: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let small = |c: char| SMALL.iter().position(|small| *small == c);
    let (negative, digits, base) = match text.strip_prefix('^') {
        Some(rest) => match rest.strip_prefix(['-', '\u{2212}']) {
            Some(digits) => (true, digits, false),
            None => (false, rest, false),
        },
        None => match text.strip_prefix('⁻') {
            Some(digits) => (true, digits, true),
            None => (false, text, true),
        },
    };
    let digit = |c: char| if base { small(c) } else { c.to_digit(10).map(|digit| digit as usize) };
    let found: Vec<usize> = digits.chars().map_while(digit).take(3).collect();
    let power = found
        .iter()
        .try_fold(0i8, |power, &digit| power.checked_mul(10)?.checked_add(i8::try_from(digit).ok()?));
    let power = power.filter(|_| (1..=2).contains(&found.len()))?;
    let length: usize = digits.chars().take(found.len()).map(char::len_utf8).sum();
    Some((if negative { -power } else { power }, text.len() - digits.len() + length))
}
