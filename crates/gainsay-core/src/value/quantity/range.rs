//! Ranges: two numbers that words join.

use std::ops::Range;

use rust_decimal::Decimal;

use super::before::Before;
use super::number_words::Number;
use super::parser::{Core, Parser, Written};
use super::refusal;
use super::token::{Kind, Token};
use crate::value::language::Role;
use crate::value::unit::Measure;
use crate::value::{Effect, Side, Unreadable};

/// The second number of a range, and what is around it.
struct End<'a> {
    /// Which token it is, or its sign.
    at: usize,
    /// The unit right after the first number.
    first_unit: Option<Written<'a>>,
    /// The unit of the second number.
    unit: Option<Written<'a>>,
    /// Whether hedges bound the range from both sides: "at least 5 but no more than 10".
    bounded: bool,
}

/// How far the search for the second number has come.
#[derive(Default)]
struct Joining {
    joined: bool,
    parted: bool,
    bounded: bool,
    /// What the first number counts is named before the join.
    noun: Option<Role>,
}

impl<'a> Parser<'a> {
    /// The range from `first`, the number read last, to another one, if one follows: `to 10,000`, `and 10,000` after
    /// `between`, `but no more than 10,000` after `at least`, `, maybe 12`.
    pub(super) fn range_from(
        &mut self,
        first: Core,
        start: &Range<usize>,
        before: &Before,
    ) -> Result<Option<Core>, Unreadable> {
        let Some(end) = self.range_end(before) else { return Ok(None) };
        let bound = self.hedged.bound;
        // "Fell from more than 41 to 31": what it was is worded by itself.
        let changed = before.from.is_some() && (self.change.is_some() || before.settled);
        if changed {
            self.hedged = self.hedged.of_another();
        } else if end.bounded {
            self.hedged.bound = None;
        } else if self.change.is_some() && (bound.is_some() || self.may_have_come_to(&end, start)) {
            let message = "this may be the end of a range, or what the change came to";
            return Err(refusal::with_figures(message, self.tokens[end.at].range.clone()));
        }
        let joined = (self.at..end.at).any(|at| matches!(self.role_at(at), Some(Role::To)));
        for at in self.at..end.at {
            let token = self.tokens[at].clone();
            match token.kind {
                Kind::Hedge(Effect::Bound(_))
                    if !(changed && joined) && (end.bounded || before.from.is_some()) => {}
                // "30 to as many as 40"
                Kind::Hedge(Effect::Bound(Side::High))
                    if self.hedged.bound.is_none() && !(changed && joined) => {}
                Kind::Hedge(effect) => self.hedge(effect, &token.range)?,
                Kind::Role(role) => self.counted(role, &token.range),
                _ => {}
            }
        }
        self.at = end.at;
        let mut second = self.number()?;
        let range = start.start..self.tokens[self.at - 1].range.end;
        let mut first = if end.first_unit.is_some() { first } else { self.multiplied(first, start)? };
        self.convert(&mut first, &mut second, end.first_unit, end.unit)?;
        let ends = if end.bounded && bound == Some(Side::High) { (second, first) } else { (first, second) };
        let (low, high) = self.in_order(ends, end.bounded, changed, range)?;
        let (share, coarse) = (first.share || second.share, first.coarse && second.coarse);
        Ok(Some(Core { low, high, share, coarse }))
    }

    /// Whether the second number may be what a change by the first came to: `fell 2% to 5%`, and not `a fall of 2% to 5%`.
    fn may_have_come_to(&self, end: &End<'_>, start: &Range<usize>) -> bool {
        let to = (self.at..end.at).any(|at| self.role_at(at) == Some(Role::To));
        let first = self.tokens.iter().position(|token| token.range.start >= start.start);
        let before = first.and_then(|first| first.checked_sub(1));
        let of = before.and_then(|before| self.last_role(before)) == Some(Role::Of);
        // "Rose 3% to $5" is no range.
        let same = |own: &Written<'_>| end.unit.as_ref().is_none_or(|(unit, _)| unit.base == own.0.base);
        to && !of && end.first_unit.as_ref().is_some_and(same)
    }

    /// The ends of a range, whose first number may be the higher one where it fell, or where both are below zero.
    fn in_order(
        &mut self,
        (lower, higher): (Core, Core),
        bounded: bool,
        changed: bool,
        range: Range<usize>,
    ) -> Result<(Option<Decimal>, Option<Decimal>), Unreadable> {
        let crossed = matches!((lower.low, higher.high), (Some(low), Some(high)) if low > high);
        if !crossed {
            return Ok((lower.low, higher.high));
        }
        // "Revised from 60 to 54"
        let fell = self.change.is_some() || changed;
        // "-10 °C to -15 °C" grows colder.
        let below = |end: Option<Decimal>| end.is_some_and(|end| end < Decimal::ZERO);
        if fell || !bounded && below(lower.low) && below(higher.high) {
            self.fell |= fell;
            return Ok((higher.low, lower.high));
        }
        Err(Unreadable::new("the range ends below its start", range).help("write the lower number first"))
    }

    /// The second number of a range that goes on from the token at hand.
    fn range_end(&self, before: &Before) -> Option<End<'a>> {
        let first_unit = self.unit_at(self.at);
        let mut joining = Joining::default();
        let mut unit = None;
        let mut at = self.at + usize::from(first_unit.is_some());
        loop {
            let token = self.tokens.get(at)?;
            let past = joining.joined || joining.bounded;
            match token.kind {
                Kind::Unit(measure) if past => unit = Some((measure, token.range.clone())),
                Kind::Number(_) | Kind::Vague(..) if past => break,
                Kind::Sign { .. } if past && self.tokens.get(at + 1).is_some_and(Token::is_number) => break,
                Kind::Hedge(_) if self.is_arrow(at) => return None,
                Kind::Hedge(effect) if past && !self.turns(effect, at) => {}
                _ => self.joins(token, at, before, &mut joining)?,
            }
            at += 1;
        }
        let sign = usize::from(matches!(self.kind_at(at), Some(Kind::Sign { .. })));
        let unit = unit.or_else(|| self.unit_at(at + sign + 1));
        self.alike(first_unit.as_ref(), unit.as_ref(), &joining, at).then_some(End {
            at,
            first_unit,
            unit,
            bounded: joining.bounded,
        })
    }

    /// Whether a sign makes an arrow with the dash before it: `40 -> 50`.
    fn is_arrow(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.tokens.get(before));
        let (Some(dash), Some(sign)) = (before, self.tokens.get(at)) else { return false };
        dash.kind == Kind::Dash && dash.range.end == sign.range.start && self.text[sign.range.clone()] == *">"
    }

    /// Takes the next token between the two numbers of a range; nothing where it cannot be there.
    fn joins(&self, token: &Token<'a>, at: usize, before: &Before, joining: &mut Joining) -> Option<()> {
        let past = joining.joined || joining.bounded;
        match token.kind {
            Kind::Role(Role::To | Role::Or) | Kind::Dash if !past && !joining.parted => joining.joined = true,
            Kind::Role(Role::And) if before.between.is_some() && !past && !joining.parted => {
                joining.joined = true;
            }
            Kind::Role(Role::Perhaps) => joining.joined = true,
            Kind::Role(Role::And | Role::Or) | Kind::Comma if !past => joining.parted = true,
            Kind::Hedge(effect) if self.turns(effect, at) => joining.bounded = true,
            // "From 20 up to 35"
            Kind::Hedge(Effect::Bound(Side::High)) if before.from.is_some() && !past => joining.joined = true,
            Kind::Role(Role::Filler | Role::Article | Role::Verb) => {}
            Kind::Role(
                role @ (Role::People | Role::Outcome(_) | Role::Harmed | Role::Thing | Role::Modifier),
            ) if !past && !joining.parted => {
                joining.noun = Some(role);
            }
            _ => return None,
        }
        Some(())
    }

    /// Whether a hedge bounds the other side than the one before: "at least 5 but no more than 10".
    fn turns(&self, effect: &Effect, at: usize) -> bool {
        let Effect::Bound(side) = effect else { return false };
        self.hedged.bound.is_some_and(|bound| bound != *side) && !self.product_follows(at)
    }

    /// Whether both numbers count the same: "300 killed or 500 wounded" are two things, though both count persons.
    fn alike(
        &self,
        first: Option<&Written<'a>>,
        second: Option<&Written<'a>>,
        joining: &Joining,
        at: usize,
    ) -> bool {
        if let Some(noun) = joining.noun {
            let after = self.skip(at + 1, &[Role::Filler, Role::Article]);
            let same = match (noun, self.role_at(after)) {
                (Role::Outcome(one), Some(Role::Outcome(other))) => one == other,
                (_, Some(Role::Outcome(_))) => matches!(noun, Role::People),
                _ => true,
            };
            return same;
        }
        match (first, second) {
            // "An hour or two"
            (Some(_), None) => {
                let or = self.tokens[self.at..at].iter().any(|token| token.is(Role::Or));
                joining.bounded || or && self.phrase_ends_at(at + 1)
            }
            _ => true,
        }
    }

    /// Whether nothing that is counted or measured is at `at`.
    fn phrase_ends_at(&self, at: usize) -> bool {
        matches!(self.kind_at(at), None | Some(Kind::Comma | Kind::Role(Role::Circumstance)))
    }

    fn unit_at(&self, at: usize) -> Option<Written<'a>> {
        match self.tokens.get(at)? {
            Token { kind: Kind::Unit(measure), range } => Some((*measure, range.clone())),
            _ => None,
        }
    }

    /// The first number of a range. What multiplies only the second is meant of both: `5 to 6 million`, and by the same
    /// custom `11 to 12,000`.
    fn multiplied(&self, first: Core, start: &Range<usize>) -> Result<Core, Unreadable> {
        let number = self.tokens.iter().find(|token| token.range == *start).and_then(as_number);
        let second = self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).and_then(as_number);
        let times = match (first.low, number, second) {
            (Some(low), Some(number), Some(second)) if number.factors.is_none() => multiplier(low, second),
            _ => None,
        };
        let Some(times) = times else { return Ok(first) };
        first.map(|end| end.checked_mul(times)).ok_or_else(|| refusal::too_large(start.clone()))
    }

    /// Brings both numbers of a range to one unit, where each has its own: `500 m to 2 km`.
    fn convert(
        &mut self,
        first: &mut Core,
        second: &mut Core,
        first_unit: Option<Written<'a>>,
        unit: Option<Written<'a>>,
    ) -> Result<(), Unreadable> {
        let (mut first_unit, mut unit) = (first_unit, unit);
        if let Some((core, whole)) = self.compound_end(*second)? {
            (*second, unit) = (core, self.unit_at(self.at));
            first_unit = first_unit.or(Some(whole));
        }
        let first_unit = first_unit.or(self.unit.take());
        let (Some((from, _)), Some((to, range))) = (&first_unit, &unit) else {
            self.unit = unit.or(first_unit);
            return Ok(());
        };
        if from.base != to.base {
            let message =
                format!("this is measured in `{}`, and the start of the range in `{}`", to.base, from.base);
            return Err(refusal::with_figures(message, range.clone()));
        }
        if from == to {
            self.unit = unit;
            return Ok(());
        }
        // In the smaller one, what is told in both is as exact as it is told: "30 minutes to an hour".
        let smaller = if from.factor < to.factor { *from } else { *to };
        let base = Measure { factor: Decimal::ONE, zero: Decimal::ZERO, ..*to };
        let one = if from.zero.is_zero() && to.zero.is_zero() { smaller } else { base };
        for (core, measure) in [(first, from), (second, to)] {
            let converted = core.map(|end| measure.convert(end)?.checked_div(one.factor));
            *core = converted.ok_or_else(|| refusal::too_large(range.clone()))?;
        }
        self.unit = Some((one, range.clone()));
        Ok(())
    }
}

pub(super) fn as_number(token: &Token<'_>) -> Option<Number> {
    match token.kind {
        Kind::Number(number) => Some(number),
        _ => None,
    }
}

/// What the first number of a range is multiplied by on account of the second.
pub(super) fn multiplier(low: Decimal, second: Number) -> Option<Decimal> {
    if let Some((coefficient, times)) = second.factors {
        return (low < coefficient).then_some(times);
    }
    let thousand = Decimal::ONE_THOUSAND;
    let whole_thousands = second.value >= thousand && (second.value % thousand).is_zero();
    let meant = low.checked_mul(thousand)?;
    // `12 to 12,000` would be no range if it left out a thousand.
    let close = meant < second.value && meant.checked_mul(Decimal::TWO)? >= second.value;
    (whole_thousands && low < thousand && close).then_some(thousand)
}
