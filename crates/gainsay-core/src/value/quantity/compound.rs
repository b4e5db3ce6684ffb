//! Measures in several units: `2 hours 30 minutes`, `6'2"`, and one of a unit: `an hour and a half`.

use rust_decimal::Decimal;

use super::before::Before;
use super::behind::Behind;
use super::parser::{Core, Parser, Written};
use super::refusal;
use super::token::{Kind, Token};
use crate::value::Unreadable;
use crate::value::language::Role;
use crate::value::unit::Measure;

/// A measure whose last number is in a smaller unit: all of it in that unit, and its last token.
struct Compound<'a> {
    core: Core,
    unit: Written<'a>,
    last: usize,
}

impl<'a> Parser<'a> {
    /// The rest of a compound measure: `2 hours 30 minutes`, `6'2"`, `1 h 5 min`.
    pub(super) fn compound(&mut self, core: Core, behind: Behind) -> Result<Option<Core>, Unreadable> {
        let Some((whole, _)) = self.unit.clone().filter(|_| !behind.open) else { return Ok(None) };
        let Some(compound) = self.with_rest(core, whole, self.at)? else { return Ok(None) };
        self.unit = Some(compound.unit);
        self.further_units += 1;
        self.at = compound.last;
        Ok(Some(compound.core))
    }

    /// The same where the first end of a range goes on with it: `1 hour 15 minutes to 2 hours`.
    pub(super) fn compound_start(&mut self, core: Core, before: &Before) -> Result<Core, Unreadable> {
        let Some((_, compound)) = self.compound_at(core)? else { return Ok(core) };
        let joined = match self.kind_at(compound.last + 1) {
            Some(Kind::Dash | Kind::Role(Role::To | Role::Or)) => true,
            Some(Kind::Role(Role::And)) => before.between.is_some(),
            _ => false,
        };
        if joined && self.number_follows(compound.last + 2) {
            return Ok(self.take(compound));
        }
        Ok(core)
    }

    /// The same where the last end of a range is one: `1 hour to 1 hour 15 minutes`. Also its first unit, which the first end
    /// has too where it names none.
    pub(super) fn compound_end(&mut self, core: Core) -> Result<Option<(Core, Written<'a>)>, Unreadable> {
        let Some((whole, compound)) = self.compound_at(core)? else { return Ok(None) };
        Ok(Some((self.take(compound), whole)))
    }

    /// The number before the token at hand, which is its unit, with what follows in a smaller unit.
    fn compound_at(&self, core: Core) -> Result<Option<(Written<'a>, Compound<'a>)>, Unreadable> {
        let Some(Token { kind: Kind::Unit(whole), range }) = self.peek() else { return Ok(None) };
        let next = match self.kind_at(self.at + 1) {
            Some(Kind::Dash | Kind::Role(Role::And)) => self.at + 2,
            _ => self.at + 1,
        };
        Ok(self.with_rest(core, whole, next)?.map(|compound| ((whole, range), compound)))
    }

    /// Puts the smaller unit in the place of all units of a compound at hand.
    fn take(&mut self, Compound { core, unit: (unit, range), last }: Compound<'a>) -> Core {
        self.tokens.splice(self.at..=last, [Token { kind: Kind::Unit(unit), range }]);
        self.further_units += 1;
        core
    }

    /// So many of the unit `whole`, and the number at `at` of a smaller unit.
    fn with_rest(
        &self,
        core: Core,
        whole: Measure<'a>,
        at: usize,
    ) -> Result<Option<Compound<'a>>, Unreadable> {
        let before = at.checked_sub(1).and_then(|before| self.kind_at(before));
        let (Some(Kind::Number(number)), Some(before)) = (self.kind_at(at), before) else { return Ok(None) };
        let joined = !matches!(before, Kind::Dash | Kind::Role(Role::Or));
        let (part, range, last) = match self.tokens.get(at + 1) {
            Some(Token { kind: Kind::Unit(part), range }) if joined => (*part, range.clone(), at + 1),
            _ => match self.unnamed_part(whole, number.value, at) {
                Some(part) => (part, self.tokens[at].range.clone(), at),
                None => return Ok(None),
            },
        };
        let smaller = part.base == whole.base && part.factor < whole.factor && whole.zero.is_zero();
        if !smaller || whole.is_money() || core.low != core.high {
            return Ok(None);
        }
        let added = core.map(|end| whole.convert(end)?.checked_add(part.convert(number.value)?));
        let added = added.and_then(|core| core.map(|end| end.checked_div(part.factor)));
        let core = added.ok_or_else(|| refusal::too_large(range.clone()))?;
        Ok(Some(Compound { core, unit: (part, range), last }))
    }

    /// The unit of a number at `at`, right behind another unit, that names none: the inches of `6-foot-2`, the minutes of `1h30`.
    fn unnamed_part(&self, whole: Measure<'_>, number: Decimal, at: usize) -> Option<Measure<'a>> {
        let units = self.context.units;
        let parts = [("foot", "inch", 12), ("hour", "minute", 60)];
        let (_, part, most) = parts.into_iter().find(|(unit, ..)| units.named(unit) == Some(whole))?;
        let start = self.tokens.get(at)?.range.start;
        let hyphen = at.checked_sub(1).filter(|&before| {
            self.kind_at(before) == Some(Kind::Dash)
                && self.tokens[before].range.end == start
                && before > 0
                && self.tokens[before - 1].range.end == self.tokens[before].range.start
        });
        let before = hyphen.unwrap_or(at).checked_sub(1)?;
        let directly = matches!(self.kind_at(before), Some(Kind::Unit(_)));
        let counted = matches!(
            self.role_at(self.skip(at + 1, &[Role::Modifier])),
            Some(Role::People | Role::Thing | Role::Outcome(_) | Role::Harmed)
        );
        let fits = number.fract().is_zero() && number < Decimal::from(most);
        (directly && fits && !counted).then(|| units.named(part))?
    }
}
