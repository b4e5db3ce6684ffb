//! Where in a wording the parser is, and what it has read so far.

use std::ops::Range;

use rust_decimal::Decimal;

use super::context::Context;
use super::noted::Said;
use super::numeral::last_digit;
use super::refusal;
use super::token::{Kind, Token};
use crate::value::language::Role;
use crate::value::unit::{COUNT, Measure};
use crate::value::{Effect, Side, Unreadable};

/// A number or a range of numbers, before hedges and units.
#[derive(Debug, Clone, Copy)]
pub(super) struct Core {
    pub(super) low: Option<Decimal>,
    pub(super) high: Option<Decimal>,
    pub(super) share: bool,
    /// Whether its digits do not say how exact it is.
    pub(super) coarse: bool,
}

impl Core {
    pub(super) fn is_zero(&self) -> bool {
        self.low == Some(Decimal::ZERO) && self.high == Some(Decimal::ZERO)
    }

    /// Both ends as `change` makes them; nothing where it cannot.
    pub(super) fn map(self, change: impl Fn(Decimal) -> Option<Decimal>) -> Option<Self> {
        let end = |end: Option<Decimal>| end.map_or(Some(None), |end| change(end).map(Some));
        Some(Self { low: end(self.low)?, high: end(self.high)?, ..self })
    }
}

/// What the hedges beside a number come to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Hedged {
    /// By what part of it the number is widened at most.
    pub(super) spread: Decimal,
    /// To which side alone.
    pub(super) side: Option<Side>,
    pub(super) bound: Option<Side>,
    /// Whether the bound may be met: `at least`, and not `more than`.
    pub(super) inclusive: bool,
    /// How far the number is from its ends, where the wording gives that: `± 3`.
    pub(super) margin: Option<Decimal>,
    /// Whether it is in doubt: `12?`.
    pub(super) doubted: bool,
    /// Whether it is neither rounded nor rough: `exactly`.
    pub(super) exact: bool,
}

impl Hedged {
    /// What they leave for another number: whether that is in doubt.
    pub(super) fn of_another(self) -> Self {
        Self { doubted: self.doubted, ..Self::default() }
    }

    /// The same of the number below zero: who "fell more than 3%" is at -3 % or below.
    pub(super) fn turned(self) -> Self {
        let turn = |side: Side| if side == Side::Low { Side::High } else { Side::Low };
        Self { side: self.side.map(turn), bound: self.bound.map(turn), ..self }
    }
}

/// What is said of a number that is still to come.
#[derive(Debug, Clone, Copy)]
pub(super) struct Forecast {
    /// Whether it may come, and nobody says that it will.
    pub(super) may: bool,
    /// Whether it is one for less.
    pub(super) falls: bool,
}

/// A unit and where it is written.
pub(super) type Written<'a> = (Measure<'a>, Range<usize>);

/// A wording as tokens, read from the front.
#[expect(clippy::struct_excessive_bools, reason = "each may hold without the others")]
pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    pub(super) context: &'a Context<'a>,
    pub(super) tokens: Vec<Token<'a>>,
    /// The token at hand.
    pub(super) at: usize,
    pub(super) hedged: Hedged,
    /// The unit met, and where.
    pub(super) unit: Option<Written<'a>>,
    /// What the number counts for each of, where it is a rate, and where that is said.
    pub(super) per: Option<(String, Range<usize>)>,
    /// Where it says that the number is an increment.
    pub(super) increment: Option<Range<usize>>,
    /// Where it says that the number is a change, and whether it is one for less.
    pub(super) change: Option<(bool, Range<usize>)>,
    /// What says that the number is still to come.
    pub(super) forecast: Option<Forecast>,
    /// What is counted: people by what became of them, and where the last of that is said.
    pub(super) outcomes: u32,
    pub(super) outcome_at: Range<usize>,
    /// Where people are named, or something else that is counted.
    pub(super) people: Option<Range<usize>>,
    pub(super) thing: Option<Range<usize>>,
    /// Whether people are counted whatever became of them: `casualties`.
    pub(super) harmed: bool,
    /// Whether an age is given: `aged 25`.
    pub(super) aged: bool,
    /// Whether a change goes down: from the higher number to the lower.
    pub(super) fell: bool,
    /// Whether it counts people of one nation or group alone: `33 Russians`.
    pub(super) group: bool,
    /// Whether a word puts it below zero: the deficit of a balance.
    pub(super) below_zero: bool,
    /// How many of a whole it is where it is a share so worded: 19 in `nineteen in twenty`.
    pub(super) so_many: Option<Decimal>,
    /// What is said right beside it of those that it counts.
    pub(super) said: Said,
    /// Whether it is told by how many digits it has: `triple digits`.
    pub(super) digits: bool,
    /// In how many units behind the first it is written: one in `2 hours 30 minutes`.
    pub(super) further_units: u8,
    /// The same in other words behind a comma: `30%, or about 1,100 employees`.
    pub(super) asides: Vec<Vec<Token<'a>>>,
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str, tokens: Vec<Token<'a>>, context: &'a Context<'a>) -> Self {
        Self {
            text,
            context,
            tokens,
            at: 0,
            hedged: Hedged::default(),
            unit: None,
            per: None,
            increment: None,
            change: None,
            forecast: None,
            outcomes: 0,
            outcome_at: 0..0,
            people: None,
            thing: None,
            harmed: false,
            aged: false,
            fell: false,
            group: false,
            below_zero: false,
            so_many: None,
            said: Said::default(),
            digits: false,
            further_units: 0,
            asides: Vec::new(),
        }
    }

    pub(super) fn peek(&self) -> Option<Token<'a>> {
        self.tokens.get(self.at).cloned()
    }

    pub(super) fn kind_at(&self, at: usize) -> Option<Kind<'a>> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// The role of the last word of the token at `at`: of "of" in "a fall of".
    pub(super) fn last_role(&self, at: usize) -> Option<Role> {
        let last = self.text[self.tokens.get(at)?.range.clone()].split_whitespace().last()?;
        Some(self.context.language.role(last, 0)?.0)
    }

    pub(super) fn role_at(&self, at: usize) -> Option<Role> {
        match self.kind_at(at)? {
            Kind::Role(role) => Some(role),
            _ => None,
        }
    }

    /// The bytes of the token at hand; of the end of the wording where there is none.
    pub(super) fn range(&self) -> Range<usize> {
        self.peek().map_or(self.text.len()..self.text.len(), |token| token.range)
    }

    /// The number of the first token from `at` on that is not one of these roles.
    pub(super) fn skip(&self, mut at: usize, roles: &[Role]) -> usize {
        while self.role_at(at).is_some_and(|role| roles.contains(&role)) {
            at += 1;
        }
        at
    }

    /// Takes note of a unit; another one beside it makes no sense.
    pub(super) fn measured_in(
        &mut self,
        measure: Measure<'a>,
        range: &Range<usize>,
    ) -> Result<(), Unreadable> {
        let Some((unit, written)) = &self.unit else {
            self.unit = Some((measure, range.clone()));
            return Ok(());
        };
        if unit.base == measure.base {
            return Ok(());
        }
        // "AUD $368B": the sign is shared by many, the code says whose.
        let sign = |range: &Range<usize>| &self.text[range.clone()] == "$";
        if unit.is_money() && measure.is_money() && sign(range) && written.end <= range.start {
            return Ok(());
        }
        if unit.is_money() && measure.is_money() && sign(written) {
            self.unit = Some((measure, range.clone()));
            return Ok(());
        }
        let message =
            format!("this is measured in `{}`, and the words before in `{}`", measure.base, unit.base);
        Err(refusal::with_figures(message, range.clone()))
    }

    pub(super) fn hedge(&mut self, effect: &Effect, range: &Range<usize>) -> Result<(), Unreadable> {
        let hedged = &mut self.hedged;
        match effect {
            Effect::Spread(spread) => {
                hedged.spread = hedged.spread.max(*spread);
                hedged.side = None;
                hedged.exact |= self.context.language.is_exact(&self.text[range.clone()]);
            }
            Effect::Near(spread, side) => {
                if hedged.spread.is_zero() {
                    hedged.side = Some(*side);
                }
                hedged.spread = hedged.spread.max(*spread);
            }
            Effect::Bound(side) => {
                if hedged.bound.is_some_and(|bound| bound != *side) {
                    return Err(refusal::with_figures(
                        "this hedge contradicts the one before it",
                        range.clone(),
                    ));
                }
                hedged.bound = Some(*side);
                hedged.inclusive = self.context.language.is_inclusive(&self.text[range.clone()]);
            }
            _ => {}
        }
        Ok(())
    }

    /// Takes note of what is counted.
    pub(super) fn counted(&mut self, role: Role, range: &Range<usize>) {
        match role {
            Role::Outcome(outcome) => {
                self.outcomes |= 1 << outcome;
                self.outcome_at = range.clone();
                self.people = Some(range.clone());
            }
            Role::Harmed => {
                self.harmed = true;
                self.outcome_at = range.clone();
                self.people = Some(range.clone());
            }
            Role::People => self.people = Some(range.clone()),
            Role::Thing if self.thing.is_none() => self.thing = Some(range.clone()),
            _ => {}
        }
    }

    /// The number at hand, with its sign.
    pub(super) fn number(&mut self) -> Result<Core, Unreadable> {
        let mut negative = false;
        if let Some(Kind::Sign { negative: minus }) = self.kind_at(self.at) {
            negative = minus;
            // "+14" of what is counted are so many more.
            if !minus && self.context.asked_for.measures() == Some(COUNT) {
                self.increment.get_or_insert(self.range());
            }
            self.at += 1;
            if let Some(Token { kind: Kind::Unit(measure), range }) = self.peek() {
                self.measured_in(measure, &range)?;
                self.at += 1;
            }
        }
        let before = self.at;
        let Some(token) = self.peek() else {
            return Err(Unreadable::new("a number is missing here", self.range()).help(refusal::FIGURES));
        };
        let core = match token.kind {
            Kind::Number(number) => {
                self.no_points_between_thousands(number, &token.range)?;
                self.hedged.margin = number.margin.or(self.hedged.margin);
                Core {
                    low: Some(number.value),
                    high: Some(number.value),
                    share: number.share,
                    coarse: number.coarse,
                }
            }
            Kind::Vague(low, high) => {
                self.says_no_lack(low, high)?;
                self.digits |= self.tells_digits(&token.range);
                // "Hundreds" are two or more, "low hundreds" begin with one.
                let begins =
                    low.map(|low| if low == last_digit(low) * Decimal::TWO { last_digit(low) } else { low });
                self.third(before, Core { low, high, share: false, coarse: true }, begins)
            }
            Kind::Share(low, high) => {
                let percent = |end: u32| Some(Decimal::new(end.into(), 2));
                Core { low: percent(low), high: percent(high), share: true, coarse: true }
            }
            Kind::Decade(first) => {
                let years = self.decade(first, &token.range)?;
                self.third(before, years, years.low)
            }
            _ => return Err(self.stray(&token)),
        };
        self.at += 1;
        if negative {
            return Ok(Core { low: core.high.map(|end| -end), high: core.low.map(|end| -end), ..core });
        }
        Ok(core)
    }

    /// The third of a vague number that the word before it names: `low double digits`, `in her early 60s`.
    /// The low third begins at `begins`.
    fn third(&self, number: usize, core: Core, begins: Option<Decimal>) -> Core {
        let hyphen = number.checked_sub(1).filter(|&at| self.kind_at(at) == Some(Kind::Dash));
        let before = hyphen.unwrap_or(number).checked_sub(1).and_then(|at| self.tokens.get(at));
        let third = before.and_then(|token| self.context.language.third(&self.text[token.range.clone()]));
        let (Some(third), Some(low)) = (third, core.low) else { return core };
        // "Tens of thousands" are less than a hundred thousand.
        let open = || {
            let ten = last_digit(low).checked_mul(Decimal::TEN)?;
            ten.checked_sub(Decimal::ONE).filter(|high| *high > low)
        };
        let Some(high) = core.high.or_else(open) else { return core };
        let low = begins.unwrap_or(low);
        let part = (high - low) / Decimal::from(3);
        let from = low + part * Decimal::from(third - 1);
        let (from, to) = (from.floor(), (low + part * Decimal::from(third)).ceil());
        Core { low: Some(from), high: Some(to.min(high)), ..core }
    }

    /// `40s`, of an age.
    fn decade(&mut self, first: Decimal, range: &Range<usize>) -> Result<Core, Unreadable> {
        let years = self.context.asked_for.unit().is_some_and(|unit| unit.base == "month");
        if !years || first > Decimal::ONE_HUNDRED {
            return Err(refusal::no_number(range.clone()));
        }
        let high = first.checked_add(Decimal::from(9));
        Ok(Core { low: Some(first), high, share: false, coarse: true })
    }

    /// `six-figure`: a number of so many digits.
    pub(super) fn figures(&mut self, core: Core) -> Result<Core, Unreadable> {
        let (Some(count), Some(Role::Figures)) = (core.low, self.role_at(self.at)) else { return Ok(core) };
        if !matches!(self.kind_at(self.at - 1), Some(Kind::Number(_))) {
            return Ok(core);
        }
        let digits = self.tokens[self.at - 1].range.clone();
        let count = count.try_into().ok().filter(|count: &u32| (1..=28).contains(count));
        let Some(count) = count.filter(|_| core.low == core.high && !core.share) else {
            return Err(refusal::no_number(digits));
        };
        let mut low = Decimal::ONE;
        for _ in 1..count {
            low *= Decimal::TEN;
        }
        let high = low.checked_mul(Decimal::TEN).and_then(|high| high.checked_sub(Decimal::ONE));
        let high = Some(high.ok_or_else(|| refusal::too_large(digits))?);
        let figures = Core { low: Some(low), high, share: false, coarse: true };
        self.at += 1;
        self.digits = true;
        Ok(self.third(self.at - 2, figures, Some(low)))
    }

    /// Whether a vague number is told by how many digits it has.
    fn tells_digits(&self, range: &Range<usize>) -> bool {
        let last = self.text[range.clone()].split([' ', '-']).next_back().unwrap_or_default();
        self.context.language.role(last, 0).is_some_and(|(role, _)| role == Role::Figures)
    }

    /// What a hedge leaves of a number told by how many digits it has: what is below triple digits is below the least of them.
    pub(super) fn hedged_digits(&mut self, core: Core) -> Result<Core, Unreadable> {
        let (Some(low), Some(high), true) = (core.low, core.high, self.digits) else { return Ok(core) };
        let Hedged { bound, inclusive, spread, side, .. } = self.hedged;
        let end = match (bound, side) {
            (Some(Side::Low), _) if !inclusive => high.checked_add(Decimal::ONE),
            (Some(Side::High), _) if !inclusive => low.checked_sub(Decimal::ONE),
            (None, Some(Side::Low)) if !spread.is_zero() => Some(low),
            (None, Some(Side::High)) if !spread.is_zero() => {
                let message = "this may be above the least of them, or above the most";
                return Err(refusal::with_figures(message, 0..self.text.len()));
            }
            _ => return Ok(core),
        };
        Ok(Core { low: end, high: end, ..core })
    }

    /// The number that a change came to: the one behind `to` in `fell from 41 to 31`.
    pub(super) fn last_of(&self, range: Core) -> Core {
        // The range is from the lower to the higher, so where it was turned round, it fell.
        let last = if self.fell { range.low } else { range.high };
        Core { low: last, high: last, ..range }
    }
}
