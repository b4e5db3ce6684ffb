//! The words behind a number: its unit, what it counts, hedges, and phrases of where, when and how.

use std::ops::Range;

use rust_decimal::Decimal;

use super::parser::{Core, Parser};
use super::refusal::{self, FIGURES};
use super::token::{Kind, Token};
use crate::value::language::Role;
use crate::value::unit::Measure;
use crate::value::{Effect, Unreadable};

/// How far behind the number the token at hand is.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Behind {
    /// Whether a comma, a dash and the like is between.
    pub(super) parted: bool,
    /// Whether a phrase of where, when or how is open.
    pub(super) open: bool,
    /// Whether what follows is a part of the number, or something else said of it.
    pub(super) part: bool,
    /// Whether another number that it is held against may follow.
    pub(super) compared: bool,
    /// Whether names may follow: after `of`, or who said it.
    pub(super) named: bool,
}

impl Behind {
    /// Whether nothing but what is counted is between.
    pub(super) fn close(&self) -> bool {
        !(self.parted || self.open || self.part)
    }
}

impl<'a> Parser<'a> {
    /// Reads what follows the number.
    pub(super) fn after_number(&mut self, core: Core, settled: bool) -> Result<Core, Unreadable> {
        let mut core = core;
        let mut behind = Behind { compared: settled, ..Behind::default() };
        while let Some(token) = self.peek() {
            if !self.product_follows(self.at)
                && let Some((per, end)) = self.rate(&behind)
            {
                self.per = Some(per);
                self.at = end;
                continue;
            }
            core = self.token_behind(core, &token, &mut behind)?;
            self.at += 1;
        }
        Ok(core)
    }

    /// One token behind the number. What it leaves for the next one begins behind the token at hand.
    fn token_behind(
        &mut self,
        core: Core,
        token: &Token<'a>,
        behind: &mut Behind,
    ) -> Result<Core, Unreadable> {
        let range = &token.range;
        match token.kind {
            Kind::Number(_)
            | Kind::Vague(..)
            | Kind::Decade(_)
            | Kind::Share(..)
            | Kind::Sign { .. }
            | Kind::Times => {
                return self.other_number(core, token, behind);
            }
            Kind::Unit(measure) => self.unit_behind(measure, range, behind)?,
            Kind::Role(role) => return self.role_behind(core, role, token, behind),
            Kind::Hedge(effect) => self.hedge_behind(effect, range, behind)?,
            Kind::Comma | Kind::Colon => *behind = Behind { parted: true, ..*behind },
            Kind::Dash if self.last(self.at) => return Err(no_end(range)),
            Kind::Dash => behind.parted = true,
            Kind::Open | Kind::Close => {}
            Kind::Doubt => self.hedged.doubted = true,
            Kind::Name if self.may_be_name(token, behind) => {}
            Kind::Ordinal | Kind::Slash if behind.open || behind.part => {}
            _ => return Err(self.stray(token)),
        }
        if matches!(token.kind, Kind::Comma | Kind::Colon | Kind::Dash) {
            (behind.open, behind.named) = (false, false);
        }
        Ok(core)
    }

    fn unit_behind(
        &mut self,
        measure: Measure<'a>,
        range: &Range<usize>,
        behind: &Behind,
    ) -> Result<(), Unreadable> {
        // In a phrase, and behind the noun, it measures something else: "12 dead in days", "3 men kilometres away".
        if behind.close() {
            return self.measured_in(measure, range);
        }
        if behind.open || behind.part {
            return Ok(());
        }
        Err(refusal::with_figures("this unit is too far from its number", range.clone()))
    }

    fn role_behind(
        &mut self,
        core: Core,
        role: Role,
        token: &Token<'a>,
        behind: &mut Behind,
    ) -> Result<Core, Unreadable> {
        let range = &token.range;
        let next_is_number = self.number_follows(self.at + 1);
        match role {
            Role::People
            | Role::Outcome(_)
            | Role::Harmed
            | Role::Thing
            | Role::Modifier
            | Role::Knowledge
            | Role::Figures => {
                if !(behind.open || behind.part) {
                    self.counted(role, range);
                }
            }
            Role::Verb => behind.named = true,
            // "A year ago" is a time, not a unit.
            Role::Article if behind.close() && self.is_time(self.at + 1) => {
                (behind.open, behind.named) = (true, true)
            }
            Role::Filler | Role::Article | Role::Aged | Role::Perhaps => {}
            Role::Of | Role::OutOf => return self.of(core, role, behind),
            Role::Circumstance if next_is_number && self.is_ratio(range) => {
                return self.of(core, Role::OutOf, behind);
            }
            Role::From | Role::To | Role::By if next_is_number && !behind.compared => {
                let number = self.skip(self.at + 1, &[Role::Filler, Role::Article]);
                return Err(refusal::second_number(self.tokens[number].range.clone()));
            }
            Role::Circumstance | Role::From | Role::To | Role::By | Role::At | Role::Between | Role::Per => {
                (behind.open, behind.named) = (true, true);
            }
            Role::Rise | Role::Fall => {
                let described = self.at > 0 && self.role_at(self.at - 1) == Some(Role::Modifier);
                if behind.close()
                    && !described
                    && !next_is_number
                    && self.role_at(self.at + 1) != Some(Role::From)
                {
                    if self.text[range.clone()].chars().all(char::is_alphabetic) && self.ends_here() {
                        return Err(refusal::compares(range.clone()));
                    }
                    behind.open = true;
                }
                behind.compared = true;
            }
            Role::Compared => (behind.compared, behind.open, behind.named) = (true, true, true),
            Role::Part => (behind.part, behind.named) = (true, true),
            Role::Increment => self.increment_behind(range, behind)?,
            Role::Difference if behind.open || behind.part => {}
            Role::Difference => return Err(refusal::compares(range.clone())),
            Role::Than => return Err(refusal::compares(range.clone())),
            Role::Negation if behind.close() || next_is_number => return Err(refusal::denial(range.clone())),
            Role::Negation => (behind.open, behind.part) = (true, true),
            Role::Or if behind.parted && self.said_again() => {
                let rest = self.tokens.split_off(self.at + 1);
                self.asides.push(rest);
            }
            Role::And | Role::Or => self.joined(range, behind)?,
            Role::Margin if next_is_number => self.margin()?,
            // "10,000, give or take" is about so many.
            Role::Margin => self.hedge(&Effect::Spread(Decimal::new(1, 1)), range)?,
            Role::Interval => (behind.part, behind.named) = (true, true),
            Role::Each if self.context.asked.unit.is_none() => {}
            Role::Each => {
                let message = "the number counts for each of several, and nothing says how many they are";
                return Err(refusal::with_figures(message, range.clone()));
            }
            _ => return Err(self.stray(token)),
        }
        Ok(core)
    }

    /// Whether the token at hand ends its phrase.
    fn ends_here(&self) -> bool {
        self.last(self.at)
            || matches!(
                self.kind_at(self.at + 1),
                Some(Kind::Comma | Kind::Role(Role::Circumstance | Role::At))
            )
    }

    /// `more` behind the number: an increment, unless it compares.
    fn increment_behind(&mut self, range: &Range<usize>, behind: &Behind) -> Result<(), Unreadable> {
        if behind.open || behind.part {
            return Ok(());
        }
        let nouns = [Role::People, Role::Thing, Role::Modifier, Role::Harmed, Role::Filler];
        let next = self.skip(self.at + 1, &nouns);
        if self.role_at(next) == Some(Role::Than) {
            return Err(refusal::compares(range.start..self.tokens[next].range.end));
        }
        if !behind.parted {
            self.increment = Some(range.clone());
        }
        Ok(())
    }

    /// `and`, `or`: they join what is counted; a number behind them is another one.
    fn joined(&self, range: &Range<usize>, behind: &Behind) -> Result<(), Unreadable> {
        if behind.open || behind.part {
            return Ok(());
        }
        if self.last(self.at) {
            return Err(no_end(range));
        }
        // "Two officers and a general" are three.
        let one = matches!(
            self.kind_at(self.at + 2),
            Some(Kind::Role(Role::People | Role::Outcome(_) | Role::Harmed) | Kind::Unit(_))
        );
        if one && self.role_at(self.at + 1) == Some(Role::Article) {
            let range = self.tokens[self.at + 1].range.start..self.tokens[self.at + 2].range.end;
            return Err(refusal::second_number(range));
        }
        Ok(())
    }

    /// Whether the rest says the same in another unit: `or about 1,100 employees` behind `30%`.
    fn said_again(&self) -> bool {
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
    fn of(&mut self, core: Core, role: Role, behind: &mut Behind) -> Result<Core, Unreadable> {
        let at = self.skip(self.at + 1, &[Role::Filler, Role::Article]);
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
        let larger = |end: Option<Decimal>| end.is_none_or(|end| end > whole.value);
        if larger(core.high) && core.low.is_some_and(|low| low > whole.value) {
            return Err(
                Unreadable::new("this is less than what is said to be a part of it", range).help(FIGURES)
            );
        }
        if core.share {
            return Err(refusal::with_figures("this is a share of a number", range));
        }
        self.at = at;
        (behind.part, behind.named) = (true, true);
        let share = self.context.asked_for.measures() == Some("share") && self.unit.is_none();
        if !share {
            return Ok(core);
        }
        let percent = |end: Decimal| end.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole.value);
        let core = core.map(percent).ok_or_else(|| refusal::too_large(range.clone()))?;
        self.unit = Some((self.context.percent(), range));
        Ok(Core { coarse: true, ..core })
    }

    /// Whether `in` says what the number is a part of: `three in five`, of a share.
    fn is_ratio(&self, range: &Range<usize>) -> bool {
        let number = self.at + 1;
        self.context.asked_for.measures() == Some("share")
            && self.unit.is_none()
            && self.text[range.clone()].chars().all(char::is_alphabetic)
            && !matches!(self.kind_at(number + 1), Some(Kind::Unit(_)))
    }

    /// A number behind the number: of a part, of a time, the rest of a compound, the other factor of a product.
    fn other_number(
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
        if behind.open && self.is_circumstance() {
            return Ok(core);
        }
        // "12, three of them children"
        let of = self.skip(self.at + 1, &[Role::People, Role::Modifier, Role::Filler]);
        if behind.parted && self.role_at(of) == Some(Role::Part) {
            (behind.part, behind.named) = (true, true);
            return Ok(core);
        }
        if let Some(core) = self.compound(core, behind)? {
            return Ok(core);
        }
        Err(refusal::second_number(token.range.clone()))
    }

    fn previous_is(&self, role: Role) -> bool {
        self.at.checked_sub(1).and_then(|at| self.role_at(at)) == Some(role)
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
            Some(Kind::Unit(_) | Kind::Role(Role::Thing | Role::People)) => true,
            next => {
                let year = |value: Decimal| {
                    value.fract().is_zero() && (Decimal::from(1000)..Decimal::from(2200)).contains(&value)
                };
                let plain = matches!(self.kind_at(self.at), Some(Kind::Number(number)) if year(number.value));
                let named = self.at.checked_sub(1).is_some_and(|at| self.kind_at(at) == Some(Kind::Name));
                plain || named || next == Some(Kind::Name)
            }
        }
    }

    /// The rest of a compound measure: `2 hours 30 minutes`, `6'2"`, `1 h 5 min`.
    fn compound(&mut self, core: Core, behind: &Behind) -> Result<Option<Core>, Unreadable> {
        let joined = self.previous_is(Role::And) || self.at > 0 && !self.previous_is(Role::Or);
        let (Some((whole, _)), Some(Kind::Number(number))) = (self.unit.clone(), self.kind_at(self.at))
        else {
            return Ok(None);
        };
        let (Some(Token { kind: Kind::Unit(part), range }), true) = (self.tokens.get(self.at + 1), joined)
        else {
            return Ok(None);
        };
        let smaller = part.base == whole.base && part.factor < whole.factor && whole.zero.is_zero();
        if !smaller || behind.open || whole.is_money() || core.low != core.high {
            return Ok(None);
        }
        let (part, range) = (*part, range.clone());
        let added = core.map(|end| whole.convert(end)?.checked_add(part.convert(number.value)?));
        let added = added.and_then(|core| core.map(|end| end.checked_div(part.factor)));
        let added = added.ok_or_else(|| refusal::too_large(range.clone()))?;
        self.unit = Some((part, range));
        self.at += 1;
        Ok(Some(added))
    }

    /// `±3`, `plus or minus 4.1`
    fn margin(&mut self) -> Result<(), Unreadable> {
        self.at += 1;
        let Some(Token { kind: Kind::Number(number), range }) = self.peek() else {
            return Err(Unreadable::new("a number is missing here", self.range()).help(FIGURES));
        };
        self.hedged.margin = Some(number.value);
        if let Some(Token { kind: Kind::Unit(measure), range: unit }) = self.tokens.get(self.at + 1).cloned()
        {
            match &self.unit {
                Some((own, _)) if *own != measure => {
                    return Err(refusal::with_figures("this is in another unit than its number", unit));
                }
                Some(_) => {}
                None => self.unit = Some((measure, range)),
            }
            self.at += 1;
        }
        Ok(())
    }

    /// Whether a number follows at `at`, with hedges and articles before it.
    pub(super) fn number_follows(&self, at: usize) -> bool {
        let mut at = self.skip(at, &[Role::Filler, Role::Article]);
        while matches!(self.kind_at(at), Some(Kind::Hedge(_) | Kind::Sign { .. }))
            || matches!(self.kind_at(at), Some(Kind::Unit(unit)) if unit.is_money())
        {
            at += 1;
        }
        self.tokens.get(at).is_some_and(Token::is_number)
    }

    /// Whether a word with a capital letter is a name where it is: in a phrase, or before what is counted.
    fn may_be_name(&self, token: &Token<'a>, behind: &Behind) -> bool {
        if behind.open || behind.part || behind.named {
            return true;
        }
        let word = &self.text[token.range.clone()];
        let long =
            word.chars().filter(|c| c.is_alphabetic()).count() > 3 || word.chars().all(char::is_uppercase);
        let mut at = self.at + 1;
        while self.kind_at(at) == Some(Kind::Name) || self.role_at(at) == Some(Role::Modifier) {
            at += 1;
        }
        let counted = matches!(
            self.role_at(at),
            Some(Role::People | Role::Outcome(_) | Role::Harmed | Role::Thing | Role::Verb)
        );
        long && counted || behind.parted && self.introduced_by_verb()
    }

    fn introduced_by_verb(&self) -> bool {
        self.tokens.get(self.at + 1..).unwrap_or_default().iter().any(|token| token.is(Role::Verb))
    }

    /// A hedge behind the number: takes note of it if it is about the number, refuses it if it compares the number
    /// with another, and else passes it over with the phrase that it begins.
    fn hedge_behind(
        &mut self,
        effect: &Effect,
        range: &Range<usize>,
        behind: &mut Behind,
    ) -> Result<(), Unreadable> {
        if self.product_follows(self.at) && self.number_follows(self.at + 1) {
            return self.hedge(effect, range);
        }
        // "12 plus the gunman" are thirteen.
        if behind.close()
            && self.is_plus(range)
            && matches!(self.role_at(self.at + 1), Some(Role::Article | Role::Filler | Role::People))
        {
            return Err(refusal::second_number(range.clone()));
        }
        let (leads, preposition) = self.context.language.shape(&self.text[range.clone()]);
        if behind.part && (!leads || preposition || self.number_follows(self.at + 1)) {
            return Ok(());
        }
        let ends = self.phrase_ends(behind);
        let counts = match (leads, preposition) {
            _ if !self.text[range.clone()].contains(char::is_alphanumeric) => true,
            (true, false) => true,
            (true, true) => ends,
            (false, true) => false,
            (false, false) => ends || !behind.parted && self.counted_follows(),
        };
        if counts && (behind.open || behind.part) {
            return Err(refusal::with_figures("this hedge is too far from its number", range.clone()));
        }
        if counts {
            return self.hedge(effect, range);
        }
        // A second number says what is wrong by itself.
        let compared = !self.tokens.get(self.at + 1).is_some_and(Token::is_number);
        let distance = self.context.language.is_distance(&self.text[range.clone()]);
        if compared && behind.close() && (ends || distance || self.yardstick_follows()) {
            return Err(refusal::compares(range.clone()));
        }
        if !compared && behind.parted && !behind.open {
            return Ok(());
        }
        (behind.open, behind.named) = (true, true);
        Ok(())
    }

    fn counted_follows(&self) -> bool {
        matches!(
            self.kind_at(self.at + 1),
            Some(
                Kind::Unit(_)
                    | Kind::Role(
                        Role::People | Role::Outcome(_) | Role::Harmed | Role::Thing | Role::Modifier
                    )
            )
        )
    }

    /// Whether the phrase that the token at hand belongs to ends with it.
    fn phrase_ends(&self, behind: &Behind) -> bool {
        match self.kind_at(self.at + 1) {
            None | Some(Kind::Comma | Kind::Colon | Kind::Close) => true,
            Some(Kind::Role(Role::Circumstance | Role::At | Role::By | Role::Per)) => !behind.parted,
            Some(Kind::Role(Role::Filler)) => !behind.parted && self.last(self.at + 1),
            _ => false,
        }
    }

    /// Whether a target, a budget or the like follows, with or without an article.
    fn yardstick_follows(&self) -> bool {
        let at = self.skip(self.at + 1, &[Role::Article, Role::Filler]);
        self.tokens
            .get(at)
            .is_some_and(|token| self.context.language.is_yardstick(&self.text[token.range.clone()]))
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

fn no_end(range: &Range<usize>) -> Unreadable {
    Unreadable::new("this range has no number at its end", range.clone())
        .help("write the second number behind it, or leave it out")
}
