//! The words behind a number: its unit, what it counts, hedges, and phrases of where, when and how.

use std::ops::Range;

use rust_decimal::Decimal;

use super::parser::{Core, Parser};
use super::refusal;
use super::token::{Kind, Token};
use crate::value::language::{NumberWord, Role};
use crate::value::lexicon::fold;
use crate::value::unit::Measure;
use crate::value::{Effect, Side, Unreadable};

/// How far behind the number the token at hand is.
#[derive(Debug, Default, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each may hold without the others")]
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
    /// Whether a word such as `according to` stood before, so that who said it may follow.
    pub(super) told: bool,
}

impl Behind {
    /// Whether nothing but what is counted is between.
    pub(super) fn close(self) -> bool {
        !(self.parted || self.open || self.part)
    }

    /// The same, but for a comma.
    fn close_but_parted(self) -> bool {
        self.parted && !(self.open || self.part)
    }
}

impl<'a> Parser<'a> {
    /// Reads what follows the number.
    pub(super) fn after_number(&mut self, core: Core, settled: bool) -> Result<Core, Unreadable> {
        let mut core = core;
        let mut behind = Behind { compared: settled, ..Behind::default() };
        while let Some(token) = self.peek() {
            if token.is(Role::Per) && self.is_share_per_number() {
                core = self.of(core, Role::OutOf, &mut behind)?;
                self.at += 1;
                continue;
            }
            if !self.product_follows(self.at)
                && let Some((per, end)) = self.rate(behind)
            {
                self.per = Some(per);
                self.at = end;
                continue;
            }
            self.note_period(&token, behind);
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
            Kind::Unit(measure) => {
                if let Some(level) = self.level_behind_points(range, *behind)? {
                    return Ok(level);
                }
                self.unit_behind(measure, range, *behind)?;
            }
            Kind::Role(Role::Modifier) if self.is_third(range) => {
                return Err(refusal::with_figures("this is an ordinal number, not a count", range.clone()));
            }
            Kind::Role(role) => return self.role_behind(core, role, token, behind),
            Kind::Hedge(effect) => self.hedge_behind(effect, range, behind)?,
            Kind::Comma | Kind::Colon if behind.close() && (self.is_listed(core) || self.others_follow()) => {
                *behind = Behind { parted: true, part: true, ..*behind };
            }
            Kind::Comma | Kind::Colon => *behind = Behind { parted: true, ..*behind },
            Kind::Dash if self.last(self.at) => return Err(no_end(range)),
            Kind::Dash => behind.parted = true,
            Kind::Open | Kind::Close => {}
            Kind::Doubt => self.hedged.doubted = true,
            Kind::Name if self.is_nation(token, *behind) => self.group |= !self.is_scope(range),
            Kind::Name if self.may_be_name(token, *behind) => {}
            Kind::Unknown if self.is_counted(token, *behind) => self.counted(Role::Thing, range),
            Kind::Unknown if self.is_measured(token) || self.is_part_or_teller(token, *behind) => {}
            Kind::Ordinal | Kind::Slash if behind.open || behind.part => {}
            _ => return Err(self.stray(token)),
        }
        if matches!(token.kind, Kind::Comma | Kind::Colon | Kind::Dash) {
            (behind.open, behind.named, behind.told) = (false, false, false);
        }
        Ok(core)
    }

    fn unit_behind(
        &mut self,
        measure: Measure<'a>,
        range: &Range<usize>,
        behind: Behind,
    ) -> Result<(), Unreadable> {
        // "A 5,000-strong brigade" says who they are.
        if self.at.checked_sub(1).is_some_and(|at| self.is_size(at)) && measure.counts() {
            return Ok(());
        }
        self.are_full_days(measure)?;
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
        behind.told |= self.context.language.is_teller(&self.text[range.clone()]);
        self.may_be_behind(role, range, *behind)?;
        self.say_behind(role, range, *behind);
        match role {
            role if role.is_unsure() && behind.close_but_parted() && self.is_best(core) => self.at += 1,
            Role::People
            | Role::Outcome(_)
            | Role::Harmed
            | Role::Thing
            | Role::Modifier
            | Role::State
            | Role::Knowledge
            | Role::Figures => self.counted_behind(role, range, *behind)?,
            Role::EitherWay if !(behind.open || behind.part) && self.ends_here() => self.either_way(range)?,
            Role::Verb => behind.named = true,
            // "A year ago" is a time, not a unit.
            Role::Article if behind.close() && self.is_time(self.at + 1) => {
                (behind.open, behind.named) = (true, true);
            }
            Role::Filler => behind.compared |= self.shifts(range),
            Role::Article | Role::Aged | Role::Difference | Role::Each => {}
            role if role.is_unsure() => self.unsure_behind(role, range, behind),
            Role::Of | Role::OutOf => return self.of(core, role, behind),
            Role::Circumstance if next_is_number && self.is_ratio(range) => {
                return self.of(core, Role::OutOf, behind);
            }
            Role::To if self.to_one() => self.joined(range, *behind)?,
            Role::Circumstance | Role::From | Role::To | Role::By | Role::At | Role::Between | Role::Per => {
                self.begin_phrase(role, behind);
            }
            Role::Rise | Role::Fall if self.came_to_follows(*behind) => return self.came_to_behind(),
            Role::Rise | Role::Fall if self.is_change_noun(*behind) => {
                self.change = Some((role == Role::Fall, range.clone()));
            }
            Role::Rise | Role::Fall => self.change_behind(range, behind)?,
            Role::Compared => (behind.compared, behind.open, behind.named) = (true, true, true),
            Role::Increment => self.increment_behind(range, *behind)?,
            Role::Negation => self.negation_behind(range, behind)?,
            Role::Or if behind.parted && self.said_again() => self.set_rest_aside(),
            Role::And if behind.close() && self.others_follow() => {
                (behind.part, behind.named) = (true, true);
            }
            Role::And | Role::Or => self.joined(range, *behind)?,
            Role::Margin if next_is_number => self.margin()?,
            Role::Margin => self.hedge(&Effect::Spread(Decimal::new(1, 1)), range)?,
            Role::Part => self.part_behind(core, range, behind)?,
            Role::Interval => (behind.part, behind.named) = (true, true),
            _ => return Err(self.stray(token)),
        }
        Ok(core)
    }

    /// Refuses a word behind the number with which the number says something else: `10 on average`, `10 than`, `10 in each of`.
    fn may_be_behind(&self, role: Role, range: &Range<usize>, behind: Behind) -> Result<(), Unreadable> {
        self.is_no_average(range)?;
        self.refuse_still_to_be_done(role, range, behind)?;
        self.refuse_updated_thing(range)?;
        let next = self.at + 1;
        match role {
            // "300 past the official figure"
            Role::Modifier
                if behind.close()
                    && self.context.language.is_distance(&self.text[range.clone()])
                    && self.yardstick_follows() =>
            {
                Err(refusal::compares(range.clone()))
            }
            Role::To if self.to_one() => Ok(()),
            Role::From if self.names_places() => Ok(()),
            Role::From | Role::To | Role::By if self.number_follows(next) && !behind.compared => {
                Err(self.second_behind(next))
            }
            Role::Per if self.role_at(next) == Some(Role::Of) => Err(refusal::of_each(range.clone())),
            Role::Each if self.role_at(next) == Some(Role::Of) || self.context.asked.unit.is_some() => {
                Err(refusal::of_each(range.clone()))
            }
            Role::Difference if behind.open || behind.part => Ok(()),
            Role::Difference | Role::Than => Err(refusal::compares(range.clone())),
            _ => Ok(()),
        }
    }

    /// Leaves what follows to be read as an aside.
    fn set_rest_aside(&mut self) {
        let rest = self.tokens.split_off(self.at + 1);
        self.asides.push(rest);
    }

    /// Takes note of what is counted behind the number, and refuses it where that is a profit or a loss.
    fn counted_behind(&mut self, role: Role, range: &Range<usize>, behind: Behind) -> Result<(), Unreadable> {
        let mut of_the_number = self.previous_is(Role::Of);
        if !(behind.open || behind.part) {
            if self.is_loss_behind(range, behind) {
                self.change = Some((true, range.clone()));
                return Ok(());
            }
            self.counted(role, range);
            // "$5m deficit", not "$5m after tax losses" or "$5m loss-free".
            let right_behind = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
            let right_behind =
                right_behind.is_some_and(|token| token.is_number() || matches!(token.kind, Kind::Unit(_)));
            let compound = self.kind_at(self.at + 1) == Some(Kind::Dash);
            self.below_zero |= right_behind && !compound && self.turns_sign(range);
            of_the_number |= (right_behind || behind.parted) && !compound;
        }
        if of_the_number && matches!(role, Role::Thing | Role::Harmed) && self.is_no_taking(range) {
            return Err(self.profit_or_loss(range));
        }
        Ok(())
    }

    /// Whether what the number was follows: `54, revised from 60`.
    fn shifts(&self, range: &Range<usize>) -> bool {
        self.role_at(self.at + 1) == Some(Role::From)
            && self.context.language.is_shift(&self.text[range.clone()])
    }

    /// Whether an ordinal stands where the parts of a fraction do: `two-third`.
    fn is_third(&self, range: &Range<usize>) -> bool {
        let word = self.context.language.numbers.get(&*fold(&self.text[range.clone()]));
        let ordinal = matches!(word, Some(NumberWord::Ordinal(parts)) if *parts > 2);
        let hyphen = self.at > 0 && self.kind_at(self.at - 1) == Some(Kind::Dash);
        let number = self.at.checked_sub(1 + usize::from(hyphen)).and_then(|at| self.tokens.get(at));
        let share = self.context.asked_for.measures() == Some("share");
        ordinal && number.is_some_and(Token::is_number) && (hyphen || share || self.last(self.at))
    }

    /// What denies the number says nothing new where the claim does; elsewhere it denies something else.
    fn negation_behind(&self, range: &Range<usize>, behind: &mut Behind) -> Result<(), Unreadable> {
        let rest = self.tokens.get(self.at + 1..).unwrap_or_default();
        // "54, not 60" says what it is, and then what it is not.
        let contrast = behind.parted && rest.iter().filter(|token| token.is_number()).count() == 1;
        if self.number_follows(self.at + 1) && !contrast || behind.close() && !self.context.asked.denies {
            return Err(refusal::denial(range.clone()));
        }
        (behind.open, behind.part) = (true, true);
        Ok(())
    }

    /// The number behind token `at`, which makes no range with the first.
    fn second_behind(&self, at: usize) -> Unreadable {
        let number = self.skip(at, &[Role::Filler, Role::Article]);
        refusal::second_number(self.tokens.get(number).map_or(self.range(), |token| token.range.clone()))
    }

    /// Whether `to` ends the wording, or one of another unit follows: `half a mile to a gallon`.
    fn to_one(&self) -> bool {
        let unit = matches!(self.kind_at(self.at + 2), Some(Kind::Unit(_)));
        self.last(self.at) || unit && self.role_at(self.at + 1) == Some(Role::Article)
    }

    /// A part of the number: `including 12 children`. Of whom others are said to be in it, or of them, it counts but some.
    fn part_behind(
        &mut self,
        core: Core,
        range: &Range<usize>,
        behind: &mut Behind,
    ) -> Result<(), Unreadable> {
        if self.is_of_some(range, *behind) {
            if core.is_zero() {
                return Err(refusal::of_some(range.clone()));
            }
            self.group = true;
        }
        // "64, excluding the missing" are all of the dead.
        let rest = self.tokens.get(self.at + 1..).unwrap_or_default();
        let others = |token: &Token<'_>| matches!(token.kind, Kind::Role(Role::Outcome(_) | Role::Harmed));
        let leaves_out =
            self.context.language.excludes(&self.text[range.clone()]) && !rest.iter().any(others);
        self.group |= leaves_out && !(behind.open || behind.part) && self.counts_a_total();
        if !behind.part && self.includes_others(&self.tokens[self.at..]) {
            self.hedge(&Effect::Bound(Side::High), range)?;
        }
        (behind.part, behind.named) = (true, true);
        Ok(())
    }

    /// Refuses days that are fewer than those of the calendar: `10 business days`.
    fn are_full_days(&self, measure: Measure<'_>) -> Result<(), Unreadable> {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        let working =
            before.filter(|token| self.context.language.is_working(&self.text[token.range.clone()]));
        match working.filter(|_| measure.measures == Some("time")) {
            Some(working) => {
                let message = "these are not all days of the calendar";
                Err(refusal::with_figures(message, working.range.start..self.range().end))
            }
            None => Ok(()),
        }
    }

    /// Whether a number of places follows `from`: `3,200 from 14 villages`.
    fn names_places(&self) -> bool {
        let number = self.skip(self.at + 1, &[Role::Filler, Role::Article]);
        let noun = self.skip(number + 1, &[Role::Modifier]);
        let word = |at: usize| self.tokens.get(at).map_or("", |token| &self.text[token.range.clone()]);
        self.tokens.get(number).is_some_and(Token::is_number)
            && self.role_at(noun) == Some(Role::Thing)
            && !self.context.language.is_stand_in(word(noun))
    }

    /// A change behind the number: `down 3`, `up from 73`.
    fn change_behind(&self, range: &Range<usize>, behind: &mut Behind) -> Result<(), Unreadable> {
        // "No fall of more than 3%"
        let none = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        if let Some(none) = none.filter(|none| matches!(none.kind, Kind::Vague(..)))
            && self.tokens[self.at..].iter().any(Token::is_number)
        {
            return Err(refusal::denial(none.range.clone()));
        }
        // "15 reduced by 3" may be 15 or 12, and "212, up by 7" are 212.
        if behind.close()
            && self.role_at(self.at + 1) == Some(Role::By)
            && self.number_follows(self.at + 2)
            && !self.context.language.is_direction(&self.text[range.clone()])
        {
            return Err(refusal::compares(range.clone()));
        }
        let described = self.at > 0 && self.role_at(self.at - 1) == Some(Role::Modifier);
        if behind.close()
            && !described
            && !self.number_follows(self.at + 1)
            && self.role_at(self.at + 1) != Some(Role::From)
        {
            if self.text[range.clone()].chars().all(char::is_alphabetic) && self.ends_here() {
                return Err(refusal::compares(range.clone()));
            }
            behind.open = true;
        }
        // "$94.9 billion, up 6 %": by how much is measured in something else.
        behind.part |= behind.parted && self.number_follows(self.at + 1);
        behind.compared = true;
        Ok(())
    }

    /// Whether the token at hand ends its phrase.
    pub(super) fn ends_here(&self) -> bool {
        self.ends_at(self.at)
    }

    /// Whether the token at `at` ends its phrase.
    pub(super) fn ends_at(&self, at: usize) -> bool {
        self.last(at)
            || matches!(self.kind_at(at + 1), Some(Kind::Comma | Kind::Role(Role::Circumstance | Role::At)))
    }

    /// `more` behind the number: an increment, unless it compares.
    fn increment_behind(&mut self, range: &Range<usize>, behind: Behind) -> Result<(), Unreadable> {
        if behind.open || behind.part {
            return Ok(());
        }
        let nouns = [Role::People, Role::Thing, Role::Modifier, Role::Harmed, Role::Filler];
        let next = self.skip(self.at + 1, &nouns);
        if self.role_at(next) == Some(Role::Than) {
            return Err(refusal::compares(range.start..self.tokens[next].range.end));
        }
        // "25 cents more" says no price.
        if self.unit.as_ref().is_some_and(|(unit, _)| !unit.counts()) && behind.close() && self.ends_here() {
            return Err(refusal::compares(range.clone()));
        }
        if !behind.parted {
            self.increment = Some(range.clone());
        }
        Ok(())
    }

    /// `and`, `or`: they join what is counted; a number behind them is another one.
    fn joined(&self, range: &Range<usize>, behind: Behind) -> Result<(), Unreadable> {
        if behind.open || behind.part {
            return Ok(());
        }
        if self.last(self.at) {
            return Err(no_end(range));
        }
        // "Two officers and a general" are three, and "two men and a dog" no two of anything.
        let article = self.role_at(self.at + 1) == Some(Role::Article);
        let next = self.skip(self.at + 1, &[Role::Article, Role::Filler, Role::Modifier]);
        let object = |token: &Token<'_>| self.context.language.is_object(&self.text[token.range.clone()]);
        let one = match self.kind_at(next) {
            Some(Kind::Role(Role::People)) => next > self.at + 1,
            Some(Kind::Role(Role::Outcome(_) | Role::Harmed) | Kind::Unit(_)) => article,
            Some(Kind::Role(Role::Thing)) => article && object(&self.tokens[next]),
            _ => false,
        };
        if one {
            let range = self.tokens[self.at + 1].range.start..self.tokens[next].range.end;
            return Err(refusal::second_number(range));
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
    fn may_be_name(&self, token: &Token<'a>, behind: Behind) -> bool {
        if behind.open || behind.part || behind.named {
            return true;
        }
        let word = &self.text[token.range.clone()];
        let designation = |c: char| c.is_ascii_digit();
        let long = word.chars().filter(|c| c.is_alphabetic()).count() > 3
            || word.chars().all(char::is_uppercase)
            || word.contains(designation);
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
}

fn no_end(range: &Range<usize>) -> Unreadable {
    Unreadable::new("this range has no number at its end", range.clone())
        .help("write the second number behind it, or leave it out")
}
