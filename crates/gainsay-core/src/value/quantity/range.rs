//! Ranges: two numbers that words join.

use std::ops::Range;

use rust_decimal::Decimal;

use super::number_words::Number;
use super::parser::{Core, FIGURES, Parser, too_large};
use super::piece::{Join, Piece, Sort};
use crate::value::unit::Measure;
use crate::value::{Effect, Side, Unreadable};

/// A unit and where it is written.
type Written<'a> = (Measure<'a>, Range<usize>);

/// The second number of a range, and what is around it.
struct End<'a> {
    /// Which piece it is.
    at: usize,
    /// The unit right after the first number.
    first_unit: Option<Written<'a>>,
    /// The unit of the second number.
    unit: Option<Written<'a>>,
    /// Whether hedges bound the range from both sides: "at least 5 but no more than 10".
    bounded: bool,
}

impl<'a> Parser<'a> {
    /// The range from `first`, the number read last, to another one, if one follows: `to 10,000`, `and 10,000` after
    /// `between`, `but no more than 10,000` after `at least`.
    pub(super) fn range_from(
        &mut self,
        first: Core,
        start: Range<usize>,
        between: bool,
    ) -> Result<Option<Core>, Unreadable> {
        let Some(end) = self.range_end(between) else { return Ok(None) };
        let bound = self.hedged.bound;
        if end.bounded {
            self.hedged.bound = None;
        }
        for piece in &self.pieces[self.at..end.at] {
            match piece.sort {
                Sort::Hedge(Effect::Bound(_)) if end.bounded => {}
                Sort::Hedge(effect) => self.hedge(effect, &piece.range)?,
                _ => {}
            }
        }
        self.at = end.at;
        let range = start.start..self.range().end;
        let mut second = self.number()?;
        let mut first = if end.first_unit.is_some() { first } else { self.multiplied(first, start)? };
        self.convert(&mut first, &mut second, end.first_unit, end.unit)?;
        let (lower, higher) =
            if end.bounded && bound == Some(Side::High) { (second, first) } else { (first, second) };
        if let (Some(low), Some(high)) = (lower.low, higher.high)
            && low > high
        {
            return Err(
                Unreadable::new("the range ends below its start", range).help("write the lower number first")
            );
        }
        Ok(Some(Core { low: lower.low, high: higher.high, share: first.share || second.share }))
    }

    /// The second number of a range that goes on from the piece at hand.
    fn range_end(&self, between: bool) -> Option<End<'a>> {
        let first_unit = self.unit_at(self.at);
        let (mut joined, mut parted, mut bounded) = (false, false, false);
        let mut unit = None;
        let mut at = self.at + usize::from(first_unit.is_some());
        loop {
            let piece = self.pieces.get(at)?;
            match piece.sort {
                Sort::Join(Join::To | Join::Or) if !joined && !parted => joined = true,
                Sort::Join(Join::And) if between && !joined && !parted => joined = true,
                Sort::Join(Join::And) | Sort::Break if !joined && !bounded => parted = true,
                Sort::Word
                    if !joined && !bounded && self.text[piece.range.clone()].eq_ignore_ascii_case("but") =>
                {
                    parted = true;
                }
                Sort::Hedge(Effect::Bound(side))
                    if self.hedged.bound.is_some_and(|bound| bound != *side) && !self.product_follows() =>
                {
                    bounded = true;
                }
                Sort::Hedge(_) | Sort::Article if joined || bounded => {}
                Sort::Unit(measure) if joined || bounded => unit = Some((measure, piece.range.clone())),
                Sort::Number(_) | Sort::Vague(..) if joined || bounded => break,
                _ => return None,
            }
            at += 1;
        }
        let unit = unit.or_else(|| self.unit_at(at + 1));
        // "300 killed or 500 wounded" are two things, though both count persons.
        let alike = match (&first_unit, &unit) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some((first, at)), Some((second, other))) => first != second || self.alike(at, other),
        };
        let bounded_apart = bounded && first_unit.is_some() && unit.is_none();
        (alike || bounded_apart).then_some(End { at, first_unit, unit, bounded })
    }

    fn unit_at(&self, at: usize) -> Option<Written<'a>> {
        match self.pieces.get(at)? {
            Piece { sort: Sort::Unit(measure), range } => Some((*measure, range.clone())),
            _ => None,
        }
    }

    /// Whether two units are the same word but for its ending.
    fn alike(&self, one: &Range<usize>, other: &Range<usize>) -> bool {
        let (one, other) = (&self.text[one.clone()], &self.text[other.clone()]);
        let length = one.len().min(other.len());
        match (one.get(..length), other.get(..length)) {
            (Some(one), Some(other)) => one.eq_ignore_ascii_case(other),
            _ => false,
        }
    }

    /// The first number of a range. What multiplies only the second is meant of both: `5 to 6 million`, and by the same
    /// custom `11 to 12,000`.
    fn multiplied(&self, first: Core, start: Range<usize>) -> Result<Core, Unreadable> {
        let number = self.pieces.iter().find(|piece| piece.range == start).and_then(as_number);
        let second = self.at.checked_sub(1).and_then(|at| self.pieces.get(at)).and_then(as_number);
        let times = match (first.low, number, second) {
            (Some(low), Some(number), Some(second)) if number.factors.is_none() => multiplier(low, second),
            _ => None,
        };
        let Some(times) = times else { return Ok(first) };
        let end = |end: Option<Decimal>| match end {
            Some(end) => end.checked_mul(times).map(Some).ok_or_else(|| too_large(start.clone())),
            None => Ok(None),
        };
        Ok(Core { low: end(first.low)?, high: end(first.high)?, ..first })
    }

    /// Brings both numbers of a range to one unit, where each has its own: `500 m to 2 km`.
    fn convert(
        &mut self,
        first: &mut Core,
        second: &mut Core,
        first_unit: Option<Written<'a>>,
        unit: Option<Written<'a>>,
    ) -> Result<(), Unreadable> {
        let first_unit = first_unit.or(self.unit.take());
        let (Some((from, _)), Some((to, range))) = (&first_unit, &unit) else {
            self.unit = unit.or(first_unit);
            return Ok(());
        };
        if from.base != to.base {
            let message =
                format!("this is measured in `{}`, and the start of the range in `{}`", to.base, from.base);
            return Err(Unreadable::new(message, range.clone()).help(FIGURES));
        }
        if from.factor == to.factor {
            self.unit = unit;
            return Ok(());
        }
        for (core, factor) in [(first, from.factor), (second, to.factor)] {
            for value in [&mut core.low, &mut core.high].into_iter().flatten() {
                *value = value.checked_mul(factor).ok_or_else(|| too_large(range.clone()))?;
            }
        }
        self.unit = Some((Measure { factor: Decimal::ONE, base: to.base }, range.clone()));
        Ok(())
    }
}

pub(super) fn as_number(piece: &Piece<'_>) -> Option<Number> {
    match piece.sort {
        Sort::Number(number) => Some(number),
        _ => None,
    }
}

/// What the first number of a range is multiplied by on account of the second.
pub(super) fn multiplier(low: Decimal, second: Number) -> Option<Decimal> {
    if let Some((coefficient, times)) = second.factors {
        return (low <= coefficient).then_some(times);
    }
    let thousand = Decimal::ONE_THOUSAND;
    let whole_thousands = second.value >= thousand && (second.value % thousand).is_zero();
    let meant = low.checked_mul(thousand)?;
    let close = meant <= second.value && meant.checked_mul(Decimal::TWO)? >= second.value;
    (whole_thousands && low < thousand && close).then_some(thousand)
}
