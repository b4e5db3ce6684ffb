//! The words before a number.

use std::ops::Range;

use super::parser::Parser;
use super::refusal::{self, FIGURES};
use super::token::{Kind, Token};
use crate::value::language::{NumberWord, Role};
use crate::value::lexicon::fold;
use crate::value::unit::Measure;
use crate::value::{Effect, Side, Unreadable};

/// What the words before a number say of it, apart from hedging it.
#[derive(Debug, Default)]
pub(super) struct Before {
    /// Where `between` is, if the number is the first of `between ... and`.
    pub(super) between: Option<Range<usize>>,
    /// Where `from` is. Only a range may have it, or a change.
    pub(super) from: Option<Range<usize>>,
    /// Whether a change leads to the number: `rose to`.
    pub(super) settled: bool,
}

fn begins_elsewhere(range: &Range<usize>) -> Unreadable {
    Unreadable::new("this word begins a place or a time, but a number follows", range.clone()).help(FIGURES)
}

impl<'a> Parser<'a> {
    /// Reads everything up to the first number.
    pub(super) fn before_number(&mut self) -> Result<Before, Unreadable> {
        let mut before = Before::default();
        while let Some(token) = self.peek() {
            let number = token.is_number();
            if number || matches!(token.kind, Kind::Sign { .. }) {
                return Ok(before);
            }
            match token.kind {
                // Before a number these are no hedges, and signs are right at it.
                Kind::Hedge(_) if self.is_plus(&token.range) => return Err(self.stray(&token)),
                Kind::Hedge(effect) => self.hedge_before(effect, &token.range, &mut before)?,
                Kind::Unit(measure) => self.unit_before(measure, &token)?,
                Kind::Role(role) => self.role_before(role, &token, &mut before)?,
                Kind::Comma | Kind::Colon | Kind::Dash | Kind::Open | Kind::Close => {}
                Kind::Name if self.introduces() => {}
                _ => return Err(self.stray(&token)),
            }
            self.at += 1;
        }
        Err(self.no_number())
    }

    /// A hedge before the number. Behind a change it may lead to what that came to.
    fn hedge_before(
        &mut self,
        effect: &Effect,
        range: &Range<usize>,
        before: &mut Before,
    ) -> Result<(), Unreadable> {
        let language = self.context.language;
        let hedge = &self.text[range.clone()];
        if let Some((falls, change)) = self.change.clone()
            && self.leads_to_level(falls, effect, change.start..range.end, hedge)?
        {
            self.change = None;
            before.settled = true;
        }
        if language.role(hedge, 0).is_some_and(|(role, _)| matches!(role, Role::Perhaps | Role::Doubt)) {
            self.doubt(range);
        }
        self.hedge(effect, range)
    }

    /// Whether a hedge behind a change leads to what it came to: `fell below 300`. What "fell under 3%" may as well have fallen by less
    /// than that.
    fn leads_to_level(
        &self,
        falls: bool,
        effect: &Effect,
        range: Range<usize>,
        hedge: &str,
    ) -> Result<bool, Unreadable> {
        let (language, attribute) = (self.context.language, self.context.asked.attribute);
        let under = !language.is_distance(hedge);
        let by = matches!(
            self.at.checked_sub(1).and_then(|at| self.role_at(at)),
            Some(Role::By | Role::Of | Role::From)
        );
        if by || !language.is_level(hedge) || under && !falls {
            return Ok(false);
        }
        let sure = !under && matches!(effect, Effect::Bound(_));
        if sure || !language.is_change(attribute) {
            return Ok(true);
        }
        // "Fell just under 3%" is by how much, and "fell just below 3%" may be to what.
        if under && matches!(effect, Effect::Near(..)) {
            return Ok(false);
        }
        let verb = self.text[range.start..range.end - hedge.len()].trim_end();
        if falls == language.is_fall(attribute) || language.is_amount(verb) {
            return Ok(false);
        }
        Err(Unreadable::new("this may be by how much it fell, or what it fell to", range)
            .help(format!("write `{verb} by {hedge}` or `{verb} to {hedge}`")))
    }

    pub(super) fn is_plus(&self, range: &Range<usize>) -> bool {
        let word = &self.text[range.clone()];
        word == "+" || self.context.language.numbers.get(&*fold(word)) == Some(&NumberWord::Plus)
    }

    /// A unit before its number, which only money and scales have there.
    fn unit_before(&mut self, measure: Measure<'a>, token: &Token<'a>) -> Result<(), Unreadable> {
        let word = &self.text[token.range.clone()];
        let sign = self.context.units.before_number(word, 0);
        let sign = sign.is_some_and(|(unit, end)| unit == measure && end == word.len());
        let scale = measure.measures == Some("magnitude");
        if measure.is_money() || scale || sign || self.kind_at(self.at + 1) == Some(Kind::Colon) {
            return self.measured_in(measure, &token.range);
        }
        if self.introduces() {
            return Ok(());
        }
        Err(refusal::with_figures("this unit is before its number", token.range.clone()))
    }

    fn role_before(&mut self, role: Role, token: &Token<'a>, before: &mut Before) -> Result<(), Unreadable> {
        self.is_no_average(&token.range)?;
        if role.describes() || matches!(role, Role::Outcome(_) | Role::Verb) {
            self.say(role, &token.range);
        }
        let multiple = self.context.language.is_multiple(&self.text[token.range.clone()]);
        match role {
            Role::Modifier if multiple && self.number_follows(self.at + 1) => {
                return Err(refusal::compares(token.range.clone()));
            }
            // "Nearly doubled to 10" is 10.
            Role::Verb if multiple => self.hedged = self.hedged.of_another(),
            Role::Difference if multiple && self.role_at(self.at + 1) == Some(Role::From) => {
                self.hedged = self.hedged.of_another();
            }
            Role::Thing | Role::Harmed if self.is_loss(role, &token.range) => {
                self.change = Some((true, token.range.clone()));
            }
            Role::Thing | Role::Harmed if self.turns_sign(&token.range) => self.below_zero = true,
            Role::Thing | Role::Harmed if self.is_no_taking(&token.range) => {
                return Err(self.profit_or_loss(&token.range));
            }
            Role::EitherWay => self.either_way(&token.range)?,
            Role::Thing if self.is_label(&token.range) => return Err(self.label(&token.range)),
            Role::Filler
            | Role::Verb
            | Role::Article
            | Role::Of
            | Role::Modifier
            | Role::State
            | Role::Knowledge
            | Role::Figures
            | Role::Thing => {}
            Role::People | Role::Outcome(_) | Role::Harmed => self.counted(role, &token.range),
            Role::Perhaps | Role::Doubt => self.doubt(&token.range),
            // "May: 300" is a month.
            Role::MayCome if self.kind_at(self.at + 1) == Some(Kind::Colon) => {}
            Role::Forecast | Role::MayCome => self.forecast_before(role, &token.range, before),
            Role::Negation if self.context.asked.denies => {}
            Role::Increment => self.increment = Some(token.range.clone()),
            Role::Rise | Role::Fall => self.changes(role, &token.range),
            Role::At if self.change.is_none() => {}
            Role::To | Role::At if self.change.is_some() => {
                self.change = None;
                before.settled = true;
            }
            Role::By if self.change.is_some() => {}
            Role::From => before.from = Some(token.range.clone()),
            Role::Between => before.between = Some(token.range.clone()),
            Role::Aged => self.aged = true,
            Role::Circumstance if self.age_follows() => {}
            Role::Circumstance if self.is_reach(&token.range) => {
                self.hedge(&Effect::Bound(Side::High), &token.range)?;
            }
            Role::Circumstance | Role::Compared => return Err(begins_elsewhere(&token.range)),
            _ => return Err(self.stray(token)),
        }
        self.settle(role, &token.range, before);
        Ok(())
    }

    /// Takes note that a word leads to what the number came to: `revised from 60 to`.
    fn settle(&mut self, role: Role, range: &Range<usize>, before: &mut Before) {
        // "Revised from 60 to 54", and "revised to 54 from 60"
        let word = &self.text[range.clone()];
        let first = word.split_whitespace().next().unwrap_or_default();
        if self.role_at(self.at + 1) == Some(Role::From) && self.context.language.is_shift(word)
            || role == Role::Verb && self.context.language.is_shift(first)
        {
            before.settled = true;
        }
        // "$3.6 million at" is settled, and so is what stands at.
        if role == Role::Verb && self.change.is_some() && self.role_at(self.at + 1) != Some(Role::By) {
            self.change = None;
            before.settled = true;
        }
    }

    /// A word that says that the number is still to come. "Cut its forecast to 2%" leads to what that came to.
    fn forecast_before(&mut self, role: Role, range: &Range<usize>, before: &mut Before) {
        let last = self.text[range.clone()].split_whitespace().last().unwrap_or_default();
        let to = self.context.language.role(last, 0).is_some_and(|(role, _)| role == Role::To);
        // In "cooled more than expected to 3%" it belongs to the hedge.
        if to && self.change.is_some() && self.hedged.bound.is_none() {
            (self.change, before.settled) = (None, true);
        }
        self.note_forecast(role);
    }

    /// Whether a word makes the number a change for less, where a change is asked for: "a loss of 3%", "losses of 3%".
    fn is_loss(&self, role: Role, range: &Range<usize>) -> bool {
        let (language, attribute) = (self.context.language, self.context.asked.attribute);
        let word = &self.text[range.clone()];
        language.is_change(attribute)
            && (role == Role::Harmed || language.is_fall(word) || language.is_amount(word))
    }

    /// The refusal of a word that makes the number another figure than the attribute's: the loss of who is asked for revenue.
    pub(super) fn profit_or_loss(&self, range: &Range<usize>) -> Unreadable {
        let (word, attribute) = (&self.text[range.clone()], self.context.asked.attribute);
        Unreadable::new(format!("this counts `{word}`, and not `{attribute}`"), range.clone())
            .help("write the claim under an attribute for it, such as `profit` or `balance`")
    }

    pub(super) fn is_no_taking(&self, range: &Range<usize>) -> bool {
        self.context.language.is_no_taking(&self.text[range.clone()], self.context.asked.attribute)
    }

    /// Whether a word puts the number on the other side of zero than the attribute counts: the deficit of a balance, the surplus of a
    /// deficit.
    pub(super) fn turns_sign(&self, range: &Range<usize>) -> bool {
        self.context.language.is_opposite(&self.text[range.clone()], self.context.asked.attribute)
    }

    /// Whether a thing is right before the number, so that it makes a name of it, unless the attribute is named by it: `Building 7`.
    fn is_label(&self, range: &Range<usize>) -> bool {
        let things = [Role::Thing, Role::Modifier];
        let next = self.skip(self.at + 1, &things);
        let named =
            self.tokens[..next].iter().any(|token| self.context.names(&self.text[token.range.clone()]));
        let lone = self.tokens[..self.at].iter().all(|token| {
            matches!(
                token.kind,
                Kind::Name | Kind::Role(Role::Thing | Role::Modifier | Role::Article | Role::Filler)
            )
        });
        let number = matches!(self.kind_at(next), Some(Kind::Number(_)));
        let label = self.context.language.is_label(&self.text[range.clone()]);
        lone && number && !named && !label
    }

    fn label(&self, range: &Range<usize>) -> Unreadable {
        let label = fold(&self.text[range.clone()]);
        let message = "this word makes the number a name, but the attribute is not called that";
        Unreadable::new(message, range.clone()).help(format!("leave it out, or name the attribute `{label}`"))
    }

    /// Whether the word at `range` makes the distance that follows the most that it is: `within 5 km`.
    fn is_reach(&self, range: &Range<usize>) -> bool {
        let numbers = self.tokens.iter().filter(|token| token.is_number()).count();
        numbers == 1
            && self.number_follows(self.at + 1)
            && self.context.asked_for.measures() == Some("length")
            && self.context.language.is_reach(&self.text[range.clone()])
    }

    /// Whether a decade of life follows: `in his 40s`, `in her teens`.
    fn age_follows(&self) -> bool {
        let mut next = self.skip(self.at + 1, &[Role::Filler, Role::Modifier, Role::Article]);
        // "In his mid-30s"
        next += usize::from(self.kind_at(next) == Some(Kind::Dash));
        matches!(self.kind_at(next), Some(Kind::Decade(_) | Kind::Vague(..)))
    }

    /// Whether a verb or a colon stands between the token at hand and the first number: `Kyiv says 300`.
    fn introduces(&self) -> bool {
        let rest = self.tokens.get(self.at + 1..).unwrap_or_default();
        let before = rest.iter().take_while(|token| !token.is_number());
        before.into_iter().any(|token| token.is(Role::Verb) || token.kind == Kind::Colon)
    }

    /// Refuses words before a lone number at `start` that only a range may have.
    pub(super) fn no_range_after(&self, before: &Before, start: &Range<usize>) -> Result<(), Unreadable> {
        let number = &self.text[start.clone()];
        let (spot, pattern) = match (&before.between, &before.from) {
            (Some(between), _) => (between, format!("between {number} and ...")),
            (None, Some(from)) => (from, format!("from {number} to ...")),
            _ => return Ok(()),
        };
        Err(Unreadable::new("this range has no end", spot.start..start.end)
            .help(format!("write `{pattern}`, or `at least {number}`")))
    }
}
