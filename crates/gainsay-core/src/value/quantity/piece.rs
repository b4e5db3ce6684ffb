//! The pieces that a quantity is worded in: numbers, hedges, units, and the words between them.

use std::ops::Range;

use rust_decimal::Decimal;

use super::number_words::{self, Number};
use super::numeral::numeral;
use crate::value::lexicon::{fold, token};
use crate::value::unit::Measure;
use crate::value::{Effect, Hedges, Units, Unreadable};

/// A piece of a wording.
#[derive(Debug, Clone)]
pub(super) struct Piece<'a> {
    pub(super) sort: Sort<'a>,
    /// The bytes of the wording that it takes.
    pub(super) range: Range<usize>,
}

/// What a piece is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sort<'a> {
    /// A number in digits or words.
    Number(Number),
    /// A word that stands for a range of numbers: "dozens", "several hundred".
    Vague(Option<Decimal>, Option<Decimal>),
    /// Any other hedge.
    Hedge(&'a Effect),
    /// A unit.
    Unit(Measure<'a>),
    /// What may join two numbers.
    Join(Join),
    /// `each`: the numbers before and after multiply.
    Each,
    /// `the`, `a`
    Article,
    /// `between`
    Between,
    /// A comma, a bracket and the like.
    Break,
    /// Any other word.
    Word,
}

/// How two numbers may be joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    /// `to`, `-`
    To,
    /// `and`, a range only after `between`.
    And,
    /// `or`
    Or,
    /// `x`
    Times,
}

impl Piece<'_> {
    /// Whether it stands for a number or a range of them.
    pub(super) fn is_number(&self) -> bool {
        matches!(self.sort, Sort::Number(_) | Sort::Vague(..))
    }
}

/// Takes wordings to pieces.
pub(super) struct Lexer<'a> {
    pub(super) text: &'a str,
    pub(super) hedges: &'a Hedges,
    pub(super) units: &'a Units,
    /// A unit that no file declares, by its name alone.
    pub(super) own_unit: Option<&'a str>,
}

impl<'a> Lexer<'a> {
    /// All pieces of the wording, or the first number in it that is none.
    pub(super) fn pieces(&self) -> Result<Vec<Piece<'a>>, Unreadable> {
        let mut pieces: Vec<Piece<'a>> = Vec::with_capacity(8);
        let mut at = 0;
        while let Some((start, c)) = self.next_start(at) {
            let piece = self.piece(start, c, pieces.last())?;
            at = piece.range.end.max(start + c.len_utf8());
            pieces.push(piece);
        }
        Ok(pieces)
    }

    fn next_start(&self, at: usize) -> Option<(usize, char)> {
        self.text[at..].char_indices().find(|(_, c)| !c.is_whitespace()).map(|(offset, c)| (at + offset, c))
    }

    fn piece(&self, start: usize, c: char, before: Option<&Piece<'a>>) -> Result<Piece<'a>, Unreadable> {
        let done = |sort, end| Ok(Piece { sort, range: start..end });
        if let Some(end) = self.signed(start, c, before) {
            return self.digits(start, end, before);
        }
        if let Some(signed) = self.sign_in_words(start, before) {
            return signed;
        }
        if self.joins_money(start, c, before) {
            return done(Sort::Join(Join::To), start + c.len_utf8());
        }
        let hedge = self.hedges.at(self.text, start);
        let number = number_words::number(self.text, start);
        match (hedge, number) {
            (Some(met), number) if number.is_none_or(|(_, end)| end <= met.range.end) => {
                let (sort, end) = self.hedge(&met.hedge.effect, met.range.end);
                return done(sort, end);
            }
            (_, Some((number, end))) => {
                let (number, end) = self.part_of_one(number, end);
                return self.finished(start, end, number);
            }
            _ => {}
        }
        if let Some((measure, end)) = self.unit(start) {
            return done(Sort::Unit(measure), end);
        }
        let end = self.word_end(start, c);
        done(sort(&self.text[start..end], c), end)
    }

    /// Where the digits start if a number in digits starts here, with or without a sign. After a number a dash
    /// joins instead.
    fn signed(&self, start: usize, c: char, before: Option<&Piece<'_>>) -> Option<usize> {
        let digits = |from: usize| {
            let rest = self.text[from..].strip_prefix('.').unwrap_or(&self.text[from..]);
            rest.starts_with(|c: char| c.is_ascii_digit()).then_some(from)
        };
        if !matches!(c, '-' | '\u{2212}' | '+') {
            return digits(start);
        }
        let joins = before.is_some_and(|piece| {
            piece.range.end == start || matches!(piece.sort, Sort::Number(_) | Sort::Unit(_))
        });
        if joins { None } else { digits(start + c.len_utf8()) }
    }

    /// The number after `minus` or `plus`, where the word is its sign: `minus 5`, `minus 5 to plus 5`. After a number
    /// it is no sign.
    fn sign_in_words(
        &self,
        start: usize,
        before: Option<&Piece<'a>>,
    ) -> Option<Result<Piece<'a>, Unreadable>> {
        let sign = |from| {
            let range = token(self.text, from).filter(|range| range.start == from)?;
            match &*fold(&self.text[range.clone()]) {
                "minus" => Some((true, range.end)),
                "plus" => Some((false, range.end)),
                _ => None,
            }
        };
        let (negative, end) = sign(start)?;
        if before.is_some_and(|piece| piece.is_number() || matches!(piece.sort, Sort::Unit(_))) {
            return None;
        }
        let (next, c) =
            self.next_start(end).filter(|&(next, c)| c.is_alphanumeric() && sign(next).is_none())?;
        // A word that is not a number is read anew on its own.
        let mut piece = match self.piece(next, c, None) {
            Ok(piece) if matches!(piece.sort, Sort::Number(_)) => piece,
            Ok(_) => return None,
            Err(unreadable) => return Some(Err(unreadable)),
        };
        if let Sort::Number(number) = &mut piece.sort
            && negative
        {
            number.value = -number.value;
            number.factors = number.factors.map(|(coefficient, times)| (-coefficient, times));
        }
        Some(Ok(Piece { range: start..piece.range.end, ..piece }))
    }

    /// Whether a hyphen is between two sums of money, whose sign is in front: `$3-$4 billion`.
    fn joins_money(&self, start: usize, c: char, before: Option<&Piece<'a>>) -> bool {
        c == '-'
            && before.is_some_and(Piece::is_number)
            && self
                .next_start(start + 1)
                .is_some_and(|(next, c)| !c.is_alphanumeric() && self.unit(next).is_some())
    }

    /// A share of one unit is a number of it: `half a mile`, `three quarters of an hour`.
    fn part_of_one(&self, number: Number, end: usize) -> (Number, usize) {
        let skip = |from: usize, words: &[&str]| {
            let range = token(self.text, from)?;
            words.contains(&&*fold(&self.text[range.clone()])).then_some(range.end)
        };
        let article = skip(skip(end, &["of"]).unwrap_or(end), &["a", "an", "one"]);
        let unit = article
            .filter(|&from| token(self.text, from).is_some_and(|range| self.unit(range.start).is_some()));
        match unit {
            Some(end) if number.share => (Number { share: false, ..number }, end),
            _ => (number, end),
        }
    }

    /// The number whose digits start at `from` and whose sign, if any, is at `start`.
    fn digits(&self, start: usize, from: usize, before: Option<&Piece<'a>>) -> Result<Piece<'a>, Unreadable> {
        let (mut value, length) = match numeral(&self.text[from..]) {
            Some(Ok(read)) => read,
            other => {
                let length = other.and_then(Result::err).unwrap_or(1);
                return Err(no_number(start..from + length));
            }
        };
        if matches!(self.text[start..from].chars().next(), Some('-' | '\u{2212}')) {
            value = -value;
        }
        let mut end = from + length;
        let mut times = None;
        let after_money = before.is_some_and(|piece| matches!(piece.sort, Sort::Unit(_)));
        let letters = self.letters(end);
        if !letters.is_empty() {
            if matches!(&*fold(letters), "st" | "nd" | "rd" | "th") {
                return Ok(Piece { sort: Sort::Word, range: start..end + letters.len() });
            }
            times = glued(letters, after_money || self.unit_follows(end + letters.len()));
            if times.is_some() {
                end += letters.len();
            } else if self.is_plural(end, letters) || !self.may_be_glued(end, letters) {
                return Err(no_number(start..end + letters.len()));
            }
        } else if let Some((product, after)) = self.apart(end, after_money) {
            (times, end) = (Some(product), after);
        }
        let mut number = Number { value, factors: None, share: false };
        let goes_on = number_words::goes_on(self.text, end);
        if times.is_none() && goes_on {
            let part = number_words::and_a_half(self.text, end).map(|after| (Decimal::new(5, 1), after));
            if let Some((part, after)) = part.or_else(|| number_words::fraction(self.text, end)) {
                number.value = value.checked_add(part).ok_or_else(|| no_number(start..after))?;
                end = after;
            }
            if let Some((product, after)) = number_words::multipliers(self.text, end) {
                (times, end) = (Some(product), after);
            }
        }
        // "10²" is not 10.
        if let Some(digit) = self.text[end..].chars().next().filter(|c| c.is_numeric()) {
            return Err(no_number(start..end + digit.len_utf8()));
        }
        if let Some(times) = times {
            let coefficient = number.value;
            number.value = coefficient.checked_mul(times).ok_or_else(|| no_number(start..end))?;
            number.factors = Some((coefficient, times));
        }
        self.finished(start, end, number)
    }

    /// The piece for a number, unless a multiplier is left over after it.
    fn finished(&self, start: usize, end: usize, number: Number) -> Result<Piece<'a>, Unreadable> {
        if number_words::multiplier_follows(self.text, end) {
            let end = token(self.text, end).map_or(end, |range| range.end);
            return Err(no_number(start..end));
        }
        Ok(Piece { sort: Sort::Number(number), range: start..end })
    }

    /// The letters directly at `from`.
    fn letters(&self, from: usize) -> &'a str {
        let rest = &self.text[from..];
        &rest[..rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())]
    }

    /// Whether the letters stuck to a number are a unit, a hedge or a sign of multiplication.
    fn may_be_glued(&self, from: usize, letters: &str) -> bool {
        let times = matches!(letters, "x" | "X")
            && self.text[from + letters.len()..].starts_with(|c: char| c.is_ascii_digit());
        times || self.unit(from).is_some() || self.hedges.at(self.text, from).is_some()
    }

    /// Whether a blank and then a unit follow, so that the letter before is none: `5m people`.
    fn unit_follows(&self, from: usize) -> bool {
        let next = self.next_start(from).filter(|&(next, _)| next > from);
        next.is_some_and(|(next, _)| self.unit(next).is_some())
    }

    /// What is apart from a number and multiplies it: `10 k`, `$5 m`. Where it may be a unit, it is one.
    fn apart(&self, from: usize, after_money: bool) -> Option<(Decimal, usize)> {
        let range = token(self.text, from)?;
        let times = glued(&self.text[range.clone()], after_money)?;
        (after_money || self.unit(range.start).is_none()).then_some((times, range.end))
    }

    /// Whether the letter stuck to a number makes a plural of it: `1000s of troops`.
    fn is_plural(&self, from: usize, letters: &str) -> bool {
        letters == "s" && token(self.text, from + 1).is_some_and(|range| fold(&self.text[range]) == "of")
    }

    /// The longest unit at `from`, known or the attribute's own.
    fn unit(&self, from: usize) -> Option<(Measure<'a>, usize)> {
        let known = self.units.at(self.text, from);
        let own = self.own_unit.and_then(|own| {
            Some((Measure { factor: Decimal::ONE, base: own }, self.own_unit_end(own, from)?))
        });
        match (known, own) {
            (Some(known), Some(own)) if known.1 > own.1 => Some(known),
            (known, own) => own.or(known),
        }
    }

    /// Where the attribute's own unit ends if it starts at `from`; `a day` is the same as `per day`.
    fn own_unit_end(&self, own: &str, from: usize) -> Option<usize> {
        let (mut declared, mut end) = (token(own, 0)?, from);
        loop {
            let range = token(self.text, end).filter(|range| end > from || range.start == from)?;
            let (found, word) = (fold(&self.text[range.clone()]), fold(&own[declared.clone()]));
            if found != word && !(word == "per" && matches!(&*found, "a" | "an" | "/")) {
                return None;
            }
            end = range.end;
            match token(own, declared.end) {
                Some(next) => declared = next,
                None => return Some(end),
            }
        }
    }

    /// A hedge; one that stands for a range takes the multipliers that follow: "several hundred", "tens of
    /// thousands".
    fn hedge(&self, effect: &'a Effect, end: usize) -> (Sort<'a>, usize) {
        let Effect::Range { low, high } = effect else { return (Sort::Hedge(effect), end) };
        let of = token(self.text, end)
            .filter(|range| fold(&self.text[range.clone()]) == "of")
            .map_or(end, |range| range.end);
        let multiplied = number_words::multipliers(self.text, of).and_then(|(times, end)| {
            let (low, high) = vague_times(*low, *high, times)?;
            Some((Sort::Vague(low, high), end))
        });
        multiplied.unwrap_or((Sort::Vague(*low, *high), end))
    }

    /// Where the word that starts here ends: inner hyphens, points and slashes belong to it.
    fn word_end(&self, start: usize, c: char) -> usize {
        let rest = &self.text[start..];
        if !c.is_alphanumeric() {
            return start + c.len_utf8();
        }
        let part =
            |c: char| c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}' | '-' | '\u{2010}' | '\u{2011}');
        let length = rest.find(|c| !part(c)).unwrap_or(rest.len());
        start + rest[..length].trim_end_matches(|c: char| !c.is_alphanumeric()).len()
    }
}

fn sort<'a>(word: &str, c: char) -> Sort<'a> {
    match &*fold(word) {
        "to" | "through" | "-" | "\u{2010}" | "\u{2011}" | "\u{2012}" | "\u{2013}" | "\u{2014}"
        | "\u{2212}" => Sort::Join(Join::To),
        "and" => Sort::Join(Join::And),
        "or" => Sort::Join(Join::Or),
        "x" | "\u{d7}" => Sort::Join(Join::Times),
        "each" | "apiece" => Sort::Each,
        "the" | "a" | "an" => Sort::Article,
        "between" => Sort::Between,
        _ if matches!(
            c,
            ',' | ';' | ':' | '.' | '(' | ')' | '[' | ']' | '"' | '\'' | '\u{2018}'..='\u{201d}'
        ) =>
        {
            Sort::Break
        }
        _ => Sort::Word,
    }
}

/// What letters stuck to a number multiply it by. `m` does so only beside another unit, as of money; else it is the metre.
fn glued(letters: &str, after_money: bool) -> Option<Decimal> {
    let times: u64 = match letters {
        "k" | "K" => 1_000,
        "m" if after_money => 1_000_000,
        "M" | "mn" | "mln" => 1_000_000,
        "B" | "bn" | "Bn" | "BN" | "bln" => 1_000_000_000,
        "tn" | "trn" => 1_000_000_000_000,
        _ => return None,
    };
    Some(times.into())
}

/// The ends of a vague number.
type Ends = (Option<Decimal>, Option<Decimal>);

/// The ends of "several" made those of "several hundred": 9 hundred goes up to 999. Nothing where it is too much.
fn vague_times(low: Option<Decimal>, high: Option<Decimal>, times: Decimal) -> Option<Ends> {
    let last = |high: Decimal| high.checked_add(Decimal::ONE)?.checked_mul(times)?.checked_sub(Decimal::ONE);
    let low = low.map_or(Some(None), |low| low.checked_mul(times).map(Some))?;
    Some((low, high.map_or(Some(None), |high| last(high).map(Some))?))
}

fn no_number(range: Range<usize>) -> Unreadable {
    Unreadable::new("this is not a number that can be read", range)
        .help("write it in digits, such as `12,000` or `1.5 million`, with no more than 28 of them")
}
