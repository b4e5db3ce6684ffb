//! What a wording as a whole means: the number, what is before it and what is behind it.

use std::ops::Range;

use rust_decimal::Decimal;

use super::parser::{Behind, Core, FIGURES, Hedged, Parser, denial, second_number, too_large};
use super::piece::{Join, Piece, Sort};
use crate::value::unit::{Measure, PERCENT};
use crate::value::{Allowed, Effect, Interval, Point, Ranges, Side, Unreadable, words};

/// What the words before a number say of it, apart from hedging it.
#[derive(Debug, Default)]
struct Before {
    /// Where `between` is, if the number is the first of `between ... and`.
    between: Option<Range<usize>>,
    /// Where a word that bounds a date is, such as "since". Only a range may have one: "from 5 to 6".
    dated: Option<Range<usize>>,
}

impl<'a> Parser<'a> {
    /// What the wording allows, and the base unit where it or the attribute names one.
    pub(super) fn read(mut self) -> Result<(Allowed, Option<String>), Unreadable> {
        let before = self.before_number()?;
        let start = self.range();
        let first = self.number()?;
        let range = self.range_from(first, start.clone(), before.between.is_some())?;
        if range.is_none() {
            self.no_range_after(before, &start)?;
        }
        let core = self.after_number(range.unwrap_or(first))?;
        let (measure, unit) = self.measure(core, start.clone())?;
        let allowed = allow(core, self.hedged, measure.factor).ok_or_else(|| too_large(start))?;
        Ok((allowed, Some(unit).filter(|unit| !unit.is_empty())))
    }

    /// Refuses words before a lone number at `start` that only a range may have.
    fn no_range_after(&self, before: Before, start: &Range<usize>) -> Result<(), Unreadable> {
        let number = &self.text[start.clone()];
        if let Some(between) = before.between {
            return Err(Unreadable::new("this range has no end", between.start..start.end)
                .help(format!("write `between {number} and ...`, or `at least {number}`")));
        }
        let Some(dated) = before.dated else { return Ok(()) };
        if self.text[dated.clone()].eq_ignore_ascii_case("from") {
            return Err(Unreadable::new("this range has no end", dated.start..start.end)
                .help(format!("write `from {number} to ...`, or `at least {number}`")));
        }
        Err(Unreadable::new("this word bounds a date, and here follows a number", dated).help(FIGURES))
    }

    /// Reads hedges, articles and units up to the first number.
    fn before_number(&mut self) -> Result<Before, Unreadable> {
        let mut before = Before::default();
        while let Some(piece) = self.peek().filter(|piece| !piece.is_number()) {
            match piece.sort {
                Sort::Hedge(Effect::DateBound(_)) => before.dated = Some(piece.range.clone()),
                Sort::Hedge(Effect::SoFar) if words::negates(&self.text[piece.range.clone()]) => {
                    return Err(denial(piece.range.clone()));
                }
                // Before a number these are not hedges, and signs are right at it.
                Sort::Hedge(_) if matches!(&self.text[piece.range.clone()], "plus" | "+") => {
                    return Err(self.stray(&piece.range));
                }
                Sort::Hedge(effect) => self.hedge(effect, &piece.range)?,
                Sort::Between => before.between = Some(piece.range.clone()),
                Sort::Unit(measure) => self.measured_in(measure, &piece.range)?,
                Sort::Article | Sort::Break => {}
                _ => return Err(self.stray(&piece.range)),
            }
            self.at += 1;
        }
        if self.peek().is_some() {
            return Ok(before);
        }
        let blank = self.text.len() - self.text.trim_start().len();
        let range = if blank == self.text.len() { 0..blank } else { blank..self.text.trim_end().len() };
        Err(Unreadable::new("there is no number in it", range).help(FIGURES))
    }

    /// A word before the number that is not a hedge.
    fn stray(&self, range: &Range<usize>) -> Unreadable {
        let word = &self.text[range.clone()];
        if words::negates(word) {
            return denial(range.clone());
        }
        let near = words::meant(word, self.hedges.wordings());
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if self.pieces.iter().any(Piece::is_number) => {
                format!("declare `{word}` under `hedges`, or {FIGURES}")
            }
            None => FIGURES.to_owned(),
        };
        Unreadable::new("this word is neither a number nor a hedge", range.clone()).help(help)
    }

    /// Reads what follows the number: its unit, hedges that may be behind, what it counts for each of, the other
    /// factor of a product, free words.
    fn after_number(&mut self, core: Core) -> Result<Core, Unreadable> {
        let mut behind = Behind::default();
        let product = self.product_follows();
        while let Some(piece) = self.peek() {
            if !product && let Some((per, end)) = self.rate(behind) {
                self.per = Some(per);
                self.at = end;
                continue;
            }
            match piece.sort {
                Sort::Number(_) | Sort::Vague(..) | Sort::Join(Join::Times) => return self.product(core),
                Sort::Hedge(effect) if product && !effect.is_filler() => return self.product(core),
                Sort::Unit(measure) if !behind.apart => self.measured_in(measure, &piece.range)?,
                Sort::Hedge(effect) if effect.is_filler() => self.filler_behind(&piece.range, &mut behind),
                Sort::Hedge(effect @ (Effect::Bound(_) | Effect::Spread(_))) => {
                    self.hedge_behind(effect, &piece.range, &mut behind)?;
                }
                Sort::Break => behind.parted = true,
                Sort::Each if !product => self.each_of_how_many(&piece.range)?,
                Sort::Join(_) => self.goes_on(&piece.range, &mut behind)?,
                Sort::Word | Sort::Hedge(_) => self.word_behind(&piece.range, &mut behind)?,
                _ => behind.apart = true,
            }
            self.at += 1;
        }
        Ok(core)
    }

    /// The number times another that follows.
    fn product(&mut self, core: Core) -> Result<Core, Unreadable> {
        let times = matches!(self.peek().map(|piece| piece.sort), Some(Sort::Join(Join::Times)));
        let second = self.pieces[self.at..].iter().position(Piece::is_number).map(|offset| self.at + offset);
        let range =
            second.and_then(|at| self.pieces.get(at)).map_or(self.range(), |piece| piece.range.clone());
        if !(self.product_follows() || times && second.is_some()) {
            return Err(second_number(range));
        }
        // "Two brigades of 6,000 each" are not brigades, but "$6,000 for two men each" are dollars.
        let first = self.pieces.iter().find(|piece| piece.is_number()).map_or(0, |piece| piece.range.start);
        self.unit.take_if(|(_, unit)| !times && unit.start > first);
        while let Some(piece) = self.peek().filter(|piece| !piece.is_number()) {
            if let Sort::Hedge(effect) = piece.sort {
                self.hedge(effect, &piece.range)?;
            }
            self.at += 1;
        }
        let other = self.number()?;
        if let Some(third) = self.pieces[self.at..].iter().find(|piece| piece.is_number()) {
            return Err(Unreadable::new("this is one number too many", third.range.clone()).help(FIGURES));
        }
        self.at = self.pieces.len();
        let product = |a: Option<Decimal>, b: Option<Decimal>| match (a, b) {
            (Some(a), Some(b)) => a.checked_mul(b).map(Some).ok_or_else(|| too_large(range.clone())),
            _ => Ok(None),
        };
        let (low, high) = (product(core.low, other.low)?, product(core.high, other.high)?);
        if matches!((low, high), (Some(low), Some(high)) if low > high) {
            return Err(
                Unreadable::new("a range cannot be taken a negative number of times", range).help(FIGURES)
            );
        }
        Ok(Core { low, high, share: core.share })
    }

    /// What one of the number is worth, and in which base unit that is: `usd per barrel`.
    fn measure(&self, core: Core, number: Range<usize>) -> Result<(Measure<'a>, String), Unreadable> {
        let asked = self.declared;
        let percent = || match self.units.resolve(PERCENT) {
            Some((factor, base)) => Measure { factor, base },
            None => Measure { factor: Decimal::ONE, base: PERCENT },
        };
        let (written, range) = match &self.unit {
            Some((measure, range)) => (Some(*measure), range.clone()),
            None if core.share => (Some(percent()), number),
            None => (None, number),
        };
        let plain = Measure { factor: Decimal::ONE, base: "" };
        let mut measure = written.or(asked).unwrap_or(plain);
        let unit = self.with_rate(measure.base, written.is_none());
        if let Some(asked) = asked
            && unit != asked.base
        {
            let per = self.per.as_ref().filter(|_| measure.base == asked.base);
            let range = per.map_or(range, |(_, range)| range.clone());
            let message = format!("this is measured in `{unit}`, and the attribute in `{}`", asked.base);
            return Err(Unreadable::new(message, range)
                .help("convert it, or declare another `unit` for the attribute"));
        }
        // "Half a percent" is not half of a whole.
        if core.share && self.unit.is_none() && measure.base == percent().base {
            measure.factor = measure.factor.saturating_mul(Decimal::ONE_HUNDRED);
        }
        Ok((measure, unit))
    }
}

/// The set that a number and its hedges allow; nothing where it cannot be calculated with.
fn allow(core: Core, hedged: Hedged, factor: Decimal) -> Option<Allowed> {
    let plain = spread(core, hedged, hedged.spread, factor)?;
    if hedged.spread.is_zero() {
        return Some(Allowed::exactly(plain));
    }
    Some(Allowed::new(plain, spread(core, hedged, hedged.spread.checked_mul(Decimal::TWO)?, factor)?))
}

/// A number spread both ways by the fraction `spread` of it, in units of which one is `factor` base units.
fn spread(core: Core, hedged: Hedged, spread: Decimal, factor: Decimal) -> Option<Ranges> {
    // Calculating with decimals takes longer than reading them, so it is done only where it changes something.
    let end = |value: Option<Decimal>, sign: Decimal| -> Option<Option<Point>> {
        let Some(mut at) = value else { return Some(None) };
        if !spread.is_zero() {
            at = at.checked_add(at.abs().checked_mul(spread)?.checked_mul(sign)?)?;
        }
        if factor != Decimal::ONE {
            at = at.checked_mul(factor)?;
        }
        Some(Some(Point::at(if at.scale() > 0 { at.normalize() } else { at })))
    };
    let (low, high) = (end(core.low, Decimal::NEGATIVE_ONE)?, end(core.high, Decimal::ONE)?);
    Some(Ranges::one(match hedged.bound {
        Some(Side::Low) => Interval::new(low, None),
        Some(Side::High) => Interval::new(None, high),
        None => Interval::new(low, high),
    }))
}
