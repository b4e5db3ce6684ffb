//! Numbers behind the number: of a part, of a time, the rest of a compound, the other factor of a product.

use std::ops::Range;

use rust_decimal::Decimal;

use super::behind::Behind;
use super::parser::{Core, Parser};
use super::refusal::{self, FIGURES};
use super::token::{Kind, Token};
use crate::value::Unreadable;
use crate::value::language::Role;
use crate::value::unit::Measure;

impl<'a> Parser<'a> {
    /// Whether the rest says the same in another unit: `or about 1,100 employees` behind `30%`.
    pub(super) fn said_again(&self) -> bool {
        let rest = self.tokens.get(self.at + 1..).unwrap_or_default();
        let unit = rest.iter().find_map(|token| match token.kind {
            Kind::Unit(unit) => Some(unit),
            Kind::Role(Role::People) => Some(self.context.person()),
            _ => None,
        });
        let numbers = rest.iter().filter(|token| token.is_number()).count();
        let own = self.unit.as_ref().map(|(unit, _)| unit.measures);
        numbers == 1 && own.is_some() && unit.is_some_and(|unit| own != Some(unit.measures))
    }

    /// `of 37`, `out of ten`: what the number is a part of; otherwise what it consists of.
    pub(super) fn of(&mut self, core: Core, role: Role, behind: &mut Behind) -> Result<Core, Unreadable> {
        let at = self.skip(self.at + 1, &[Role::Filler, Role::Article, Role::Every]);
        let product = self.product_follows(self.at);
        let whole = match self.kind_at(at) {
            Some(Kind::Number(whole)) if behind.close() && !whole.share && !product => whole,
            _ => {
                behind.named = true;
                behind.open |= role == Role::OutOf || self.unit.is_some();
                return Ok(core);
            }
        };
        let range = self.tokens[at].range.clone();
        let share_of =
            matches!(self.kind_at(at + 1), Some(Kind::Unit(unit)) if unit.measures == Some("share"));
        if share_of {
            return Err(refusal::with_figures("this is a share of a share", range));
        }
        let larger = |end: Option<Decimal>| end.is_none_or(|end| end > whole.value);
        if larger(core.high) && core.low.is_some_and(|low| low > whole.value) {
            return Err(Unreadable::new("this is less than a part of it", range).help(FIGURES));
        }
        if core.share {
            return Err(refusal::with_figures("this is a share of a number", range));
        }
        self.at = at;
        (behind.part, behind.named) = (true, true);
        let share = self.context.asked_for.measures() == Some("share");
        // "3 of 12 brigades" are brigades, and of a share "one in four households" is a quarter.
        if let (None, Some(Token { kind: Kind::Unit(unit), range })) =
            (&self.unit, self.tokens.get(at + 1).cloned())
            && unit.counts()
            && !share
        {
            self.measured_in(unit, &range)?;
        }
        // "One in five or six" is a range of shares.
        let joined = matches!(self.kind_at(at + 1), Some(Kind::Dash | Kind::Role(Role::Or | Role::To)));
        if joined && self.number_follows(at + 2) {
            return Err(refusal::second_number(self.tokens[at + 2].range.clone()));
        }
        if !share || self.unit.is_some() {
            return Ok(core);
        }
        let percent = |end: Decimal| end.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole.value);
        self.so_many = core.low.filter(|low| core.high == Some(*low) && *low >= Decimal::ONE);
        let core = core.map(percent).ok_or_else(|| refusal::too_large(range.clone()))?;
        self.unit = Some((self.context.percent(), range));
        Ok(Core { coarse: true, ..core })
    }

    /// The number that a change by `core` came to, where that follows: `dropped 4 points to 36%`.
    pub(super) fn came_to(&mut self, core: Core) -> Result<Core, Unreadable> {
        let language = self.context.language;
        let measured = usize::from(matches!(self.kind_at(self.at), Some(Kind::Unit(_))));
        let attribute = self.context.asked.attribute;
        let points = || measured == 1 && language.is_point(&self.text[self.range()]);
        if self.change.is_none() || language.is_change(attribute) && !points() {
            return Ok(core);
        }
        let to = self.skip(self.at + measured, &[Role::Thing, Role::Modifier, Role::People, Role::Filler]);
        // Without a unit, "rose 41 to 43" may be a range.
        let by = self.at.checked_sub(2).is_some_and(|at| self.role_at(at) == Some(Role::By));
        let by = by && !language.is_change(attribute);
        if to == self.at && !by || self.role_at(to) != Some(Role::To) || !self.number_follows(to + 1) {
            return Ok(core);
        }
        // Growth that "fell by 2 points to 3%" is 3 %.
        if language.is_change(attribute) && !language.is_rate_of_change(attribute) {
            let message = "this is what it came to, not by how much it changed";
            let came_to = self.tokens[to + 1].range.clone();
            return Err(Unreadable::new(message, came_to).help("write the change alone"));
        }
        (self.change, self.unit) = (None, None);
        self.another_number(to + 1)
    }

    /// The number from the token at `at` on, which has hedges of its own.
    fn another_number(&mut self, at: usize) -> Result<Core, Unreadable> {
        self.at = at;
        self.hedged = self.hedged.of_another();
        self.before_number()?;
        self.number()
    }

    /// Whether what a change came to follows the word for it, behind what it was: `20 increased to 45`.
    pub(super) fn came_to_follows(&self, behind: Behind) -> bool {
        !(behind.open || behind.part)
            && self.role_at(self.at + 1) == Some(Role::To)
            && self.number_follows(self.at + 2)
    }

    /// That number, in the unit of the first if it has none.
    pub(super) fn came_to_behind(&mut self) -> Result<Core, Unreadable> {
        let unit = self.unit.take();
        let core = self.another_number(self.at + 2)?;
        if self.unit.is_none() && !matches!(self.kind_at(self.at), Some(Kind::Unit(_))) {
            self.unit = unit;
        }
        // The loop behind goes past one token.
        self.at -= 1;
        Ok(core)
    }

    /// The share that follows how many points it changed by: 2.5 % of `half a point lower at 2.5%`. Refuses points that are held against
    /// another share: `5 points below 2021`.
    pub(super) fn level_behind_points(
        &mut self,
        range: &Range<usize>,
        behind: Behind,
    ) -> Result<Option<Core>, Unreadable> {
        let (language, attribute) = (self.context.language, self.context.asked.attribute);
        let share = self.context.asked_for.measures() == Some("share");
        if !share
            || !behind.close()
            || !language.is_point(&self.text[range.clone()])
            || language.is_change(attribute)
        {
            return Ok(None);
        }
        // "Lower at" is one token; "a three-point rise to 43%".
        let leads = |at: usize| matches!(self.last_role(at), Some(Role::At | Role::To));
        let mut rest = (self.at + 1..self.tokens.len()).rev();
        let at = rest.find(|&at| leads(at) && self.number_follows(at + 1));
        if let Some(at) = at {
            self.unit = None;
            let level = self.another_number(at + 1)?;
            // The loop behind goes past one token.
            self.at -= 1;
            return Ok(Some(level));
        }
        let Some(next) = self.tokens.get(self.at + 1) else { return Ok(None) };
        let compares = match next.kind {
            Kind::Role(role) => matches!(
                role,
                Role::Compared | Role::Circumstance | Role::Rise | Role::Fall | Role::Than | Role::Difference
            ),
            kind => matches!(kind, Kind::Hedge(_)),
        };
        if compares { Err(refusal::compares(next.range.clone())) } else { Ok(None) }
    }

    /// Whether the word for a change at hand says which way the number right before it went, where the attribute asks for a change:
    /// `3% drop`.
    pub(super) fn is_change_noun(&self, behind: Behind) -> bool {
        behind.close() && self.change.is_none() && self.changes_right_before() && self.ends_here()
    }

    /// The same of a thing: `3% loss`.
    pub(super) fn is_loss_behind(&self, range: &Range<usize>, behind: Behind) -> bool {
        let language = self.context.language;
        language.is_amount(&self.text[range.clone()])
            && !self.turns_sign(range)
            && self.is_change_noun(behind)
    }

    fn changes_right_before(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        before.is_some_and(|token| token.is_number() || matches!(token.kind, Kind::Unit(_)))
            && self.context.language.is_change(self.context.asked.attribute)
    }

    /// Whether a share is given as so many of so many: `12 per 100,000`, `one in every ten`.
    pub(super) fn is_share_per_number(&self) -> bool {
        self.context.asked_for.measures() == Some("share")
            && self.unit.is_none()
            && matches!(self.kind_at(self.at + 1), Some(Kind::Number(number)) if !number.share)
    }

    /// Whether `in` says what the number is a part of: `three in five`, of a share.
    pub(super) fn is_ratio(&self, range: &Range<usize>) -> bool {
        let number = self.at + 1;
        self.context.asked_for.measures() == Some("share")
            && self.unit.is_none()
            && self.text[range.clone()].chars().all(char::is_alphabetic)
            && !matches!(self.kind_at(number + 1), Some(Kind::Unit(unit)) if !unit.counts())
    }

    /// A number behind the number: of a part, of a time, the rest of a compound, the other factor of a product.
    pub(super) fn other_number(
        &mut self,
        core: Core,
        token: &Token<'a>,
        behind: &mut Behind,
    ) -> Result<Core, Unreadable> {
        if self.product_follows(self.at) || token.kind == Kind::Times && self.number_follows(self.at + 1) {
            return self.product(core);
        }
        if behind.part || behind.compared || self.previous_is(Role::Aged) {
            return Ok(core);
        }
        if behind.open && !self.is_counted_on() && self.is_circumstance() {
            return Ok(core);
        }
        // "12, three of them children", and "45 hurt, six critically"
        let of = self.skip(self.at + 1, &[Role::People, Role::Modifier, Role::Filler]);
        let how = self.skip(self.at + 1, &[Role::Modifier, Role::State]);
        let described = how > self.at + 1 && matches!(self.kind_at(how), None | Some(Kind::Comma));
        if behind.parted && (self.role_at(of) == Some(Role::Part) || described)
            || behind.close() && described && self.are_others(how - 1)
        {
            (behind.part, behind.named) = (true, true);
            return Ok(core);
        }
        // "1.9 million, 90% of the population"
        let share = |unit: Measure<'_>| unit.measures == Some("share");
        let counts = !self.unit.as_ref().is_some_and(|(unit, _)| share(*unit))
            && self.context.asked_for.measures() != Some("share");
        if behind.parted
            && counts
            && matches!(self.kind_at(self.at + 1), Some(Kind::Unit(unit)) if share(unit))
        {
            (behind.part, behind.named) = (true, true);
            return Ok(core);
        }
        if let Some(core) = self.compound(core, *behind)? {
            return Ok(core);
        }
        Err(refusal::second_number(token.range.clone()))
    }

    /// Whether the word at `at` says of those behind `and` that they are none of those that the attribute counts: `12 killed and two found
    /// alive`.
    fn are_others(&self, at: usize) -> bool {
        let (language, attribute) = (self.context.language, self.context.asked.attribute);
        let said =
            self.tokens.get(at).map_or(0, |token| language.states_said(&self.text[token.range.clone()]));
        let counted = language.counted_by(attribute, self.counts_people());
        self.previous_is(Role::And)
            && self.outcomes != 0
            && said != 0
            && counted.is_some_and(|counted| said & counted.fits == 0)
    }

    /// Whether others follow of whom something else became: `30 rescued and others missing`.
    pub(super) fn others_follow(&self) -> bool {
        let language = self.context.language;
        let asked = language.outcomes_in(self.context.asked.attribute);
        let more = self.tokens.get(self.at + 1).is_some_and(|more| {
            more.is(Role::Increment)
                || more.is(Role::People) && language.is_anyone(&self.text[more.range.clone()])
        });
        let other =
            matches!(self.role_at(self.at + 2), Some(Role::Outcome(other)) if asked & 1 << other == 0);
        more && other && self.outcomes & asked != 0
    }

    pub(super) fn previous_is(&self, role: Role) -> bool {
        self.at.checked_sub(1).and_then(|at| self.role_at(at)) == Some(role)
    }

    /// Whether the number at hand goes on in the unit of the first: `5 kg of one drug and 3 kg of another`.
    fn is_counted_on(&self) -> bool {
        let own = self.unit.as_ref().map(|(unit, _)| unit.base);
        let same = match self.kind_at(self.skip(self.at + 1, &[Role::Modifier])) {
            Some(Kind::Unit(unit)) => own == Some(unit.base),
            Some(Kind::Role(Role::People)) => own.is_none() && self.people.is_some(),
            _ => false,
        };
        same && self.previous_is(Role::And)
    }

    /// Whether the number at hand says where or when: `in 28 shelters`, `since 2014`, `on May 5`. Within a time it makes
    /// a count an increment: `12 in 24 hours`.
    fn is_circumstance(&mut self) -> bool {
        let next = self.skip(self.at + 1, &[Role::Modifier, Role::Filler]);
        match self.kind_at(next) {
            Some(Kind::Unit(unit)) if unit.measures == Some("time") => {
                let counted = self.unit.as_ref().is_none_or(|(unit, _)| unit.counts());
                if counted && self.increment.is_none() && next == self.at + 1 {
                    self.increment = Some(self.range().start..self.tokens[next].range.end);
                }
                true
            }
            // "1 in 10 passengers" and "one in three homes" are a share of them.
            Some(Kind::Role(Role::People)) if self.is_right_behind_number() => false,
            Some(kind) if self.is_ratio_of(kind) => false,
            Some(Kind::Unit(_) | Kind::Role(Role::Thing | Role::People)) => true,
            _ => {
                let year = |value: Decimal| {
                    value.fract().is_zero() && (Decimal::from(1000)..Decimal::from(2200)).contains(&value)
                };
                // No year is written `1,000`.
                let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
                let plain = matches!(self.kind_at(self.at), Some(Kind::Number(number)) if year(number.value))
                    && digits(&self.text[self.range()]);
                // "May" is a month where its first letter is a capital.
                let month = |at: usize| {
                    self.role_at(at) == Some(Role::MayCome)
                        && self.text[self.tokens[at].range.clone()].starts_with(char::is_uppercase)
                };
                let name = |at: usize| self.kind_at(at) == Some(Kind::Name) || month(at);
                plain || self.at.checked_sub(1).is_some_and(name) || name(self.at + 1)
            }
        }
    }

    /// Whether one word is between the number and the one at hand.
    fn is_right_behind_number(&self) -> bool {
        self.at.checked_sub(2).is_some_and(|at| self.tokens[at].is_number())
    }

    /// Whether the number at hand is of more things than the one before it, so that this may be a share of them.
    fn is_ratio_of(&self, kind: Kind<'_>) -> bool {
        let counts = match kind {
            Kind::Unit(unit) => unit.counts(),
            kind => kind == Kind::Role(Role::Thing),
        };
        let before = self.at.checked_sub(2).and_then(|at| self.kind_at(at));
        match (before, self.kind_at(self.at)) {
            (Some(Kind::Number(one)), Some(Kind::Number(other))) => counts && one.value < other.value,
            _ => false,
        }
    }

    /// Begins a phrase of where, when or how. One of a time makes a count an increment: `20 in a day`.
    pub(super) fn begin_phrase(&mut self, role: Role, behind: &mut Behind) {
        (behind.open, behind.named) = (true, true);
        let at = self.at + 1;
        let article = self.role_at(at) == Some(Role::Article);
        let time = matches!(self.kind_at(at + 1), Some(Kind::Unit(unit)) if unit.measures == Some("time"));
        let counted =
            self.context.asked_for.is_counted() && self.unit.as_ref().is_none_or(|(unit, _)| unit.counts());
        if role == Role::Circumstance && article && time && counted && self.last(at + 1) {
            self.increment.get_or_insert(self.range().start..self.tokens[at + 1].range.end);
        }
    }

    /// `±3`, `plus or minus 4.1`
    pub(super) fn margin(&mut self) -> Result<(), Unreadable> {
        self.at += 1;
        self.at += usize::from(self.number_follows(self.at) && self.margin_unit(self.at)?);
        let Some(Token { kind: Kind::Number(number), .. }) = self.peek() else {
            return Err(Unreadable::new("a number is missing here", self.range()).help(FIGURES));
        };
        self.hedged.margin = Some(number.value);
        self.at += usize::from(self.margin_unit(self.at + 1)?);
        Ok(())
    }

    /// Whether the token at `at` is the unit of a margin, which is that of its number.
    fn margin_unit(&mut self, at: usize) -> Result<bool, Unreadable> {
        let Some(Token { kind: Kind::Unit(measure), range }) = self.tokens.get(at).cloned() else {
            return Ok(false);
        };
        match &self.unit {
            Some((own, _)) if *own != measure => {
                Err(refusal::with_figures("this is in another unit than its number", range))
            }
            Some(_) => Ok(true),
            None => {
                self.unit = Some((measure, range));
                Ok(true)
            }
        }
    }

    /// Whether what follows from `at` on is another number that counts for each of the first: `two brigades of 6,000 each`.
    pub(super) fn product_follows(&self, at: usize) -> bool {
        let rest = self.tokens.get(at..).unwrap_or_default();
        let numbers = rest.iter().filter(|token| token.is_number()).count();
        let each = rest.iter().position(|token| token.is(Role::Each));
        numbers == 1 && each.is_some_and(|each| rest[..each].iter().any(Token::is_number))
    }

    /// The number times another that follows.
    fn product(&mut self, core: Core) -> Result<Core, Unreadable> {
        let times = self.kind_at(self.at) == Some(Kind::Times);
        // "5 x 10 km" are two sides.
        let length =
            |token: &Token<'_>| matches!(token.kind, Kind::Unit(unit) if unit.measures == Some("length"));
        if times && (self.context.asked_for.measures() == Some("length") || self.tokens.iter().any(length)) {
            let message = "this gives two sides, or multiplies a length";
            return Err(refusal::with_figures(message, self.range()));
        }
        let first = self.tokens.iter().find(|token| token.is_number()).map_or(0, |token| token.range.start);
        // "Two brigades of 6,000 each" are not brigades, but "$6,000 for two men each" are dollars.
        self.unit.take_if(|(_, unit)| !times && unit.start > first);
        while let Some(token) =
            self.peek().filter(|token| !token.is_number() && !matches!(token.kind, Kind::Sign { .. }))
        {
            if let Kind::Hedge(effect) = token.kind {
                self.hedge(effect, &token.range)?;
            }
            self.at += 1;
        }
        let start = self.range().start;
        let other = self.number()?;
        let range = start..self.tokens[self.at - 1].range.end;
        let rest = self.tokens.get(self.at..).unwrap_or_default();
        if let Some(third) = rest.iter().find(|token| token.is_number()) {
            return Err(refusal::with_figures("this is one number too many", third.range.clone()));
        }
        if let Some(token) = rest.iter().find(|token| matches!(token.kind, Kind::Unknown | Kind::Bad(_))) {
            return Err(self.stray(&token.clone()));
        }
        let unit = rest.iter().find_map(|token| match token.kind {
            Kind::Unit(unit) if times => Some((unit, token.range.clone())),
            _ => None,
        });
        if let Some((unit, range)) = unit {
            self.measured_in(unit, &range)?;
        }
        self.at = self.tokens.len();
        let product = |a: Option<Decimal>, b: Option<Decimal>| match (a, b) {
            (Some(a), Some(b)) => a.checked_mul(b).map(Some).ok_or_else(|| refusal::too_large(range.clone())),
            _ => Ok(None),
        };
        let (low, high) = (product(core.low, other.low)?, product(core.high, other.high)?);
        if matches!((low, high), (Some(low), Some(high)) if low > high) {
            let message = "a range cannot be taken a negative number of times";
            return Err(refusal::with_figures(message, range));
        }
        // The loop behind goes past one token.
        self.at = self.at.saturating_sub(1);
        Ok(Core { low, high, coarse: true, ..core })
    }
}
