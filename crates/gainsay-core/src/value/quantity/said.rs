//! What is said of those that are counted: `30 alive` are no deaths, and `12 today` are not all.

use std::ops::Range;

use super::behind::Behind;
use super::context::AskedFor;
use super::numeral::is_year;
use super::parser::{Core, Parser};
use super::refusal;
use super::token::{Kind, Token, outcomes};
use crate::value::language::{Counted, Role};
use crate::value::lexicon::fold;
use crate::value::{Effect, Side, Unreadable};

impl Parser<'_> {
    /// Takes note of what a word at `range`, the token at hand, says of those that are counted.
    pub(super) fn say(&mut self, role: Role, range: &Range<usize>) {
        let language = self.context.language;
        let bits = match role {
            Role::Outcome(outcome) => 1 << outcome,
            // "Killing 12" says what became of them, and "hit 12" what the number came to.
            Role::Verb if !self.tokens[..self.at].iter().any(Token::is_number) => {
                language.states_said(&self.text[range.clone()]) & language.outcomes()
            }
            _ => language.states_said(&self.text[range.clone()]),
        };
        if role == Role::State {
            self.said.state = Some(range.clone());
        }
        if role == Role::Harmed {
            (self.said.harmed, self.said.at) = (true, range.clone());
        }
        if bits != 0 {
            let before = self.at.checked_sub(1).and_then(|at| self.kind_at(at));
            let joins = matches!(before, Some(Kind::Slash | Kind::Role(Role::Or)));
            let more = self.said.bits != 0;
            self.said.joined |= joins && more;
            self.said.and |= if more && before == Some(Kind::Role(Role::And)) { bits } else { 0 };
            self.said.bits |= bits;
            self.said.at = range.clone();
        }
    }

    /// Takes note of a word right behind the number, which counts or describes something.
    pub(super) fn say_behind(&mut self, role: Role, range: &Range<usize>, behind: Behind) {
        if !behind.close() {
            // "30, still alive"
            if behind.parted && !behind.open && !behind.part && role.describes() && self.is_alone() {
                self.say(role, range);
            }
            return;
        }
        self.say(role, range);
        self.say_at_end(range);
        if role.describes() && self.ends_here() {
            self.said.described = Some(range.clone());
        }
        let noun = |role| matches!(role, Role::People | Role::Outcome(_) | Role::Harmed | Role::Thing);
        let next = self.role_at(self.at + 1);
        let sized = self.at.checked_sub(1).is_some_and(|at| self.is_size(at));
        let word = &self.text[range.clone()];
        if role == Role::Thing
            && !sized
            && !next.is_some_and(noun)
            && !self.context.language.is_stand_in(word)
        {
            self.said.thing = Some(range.clone());
        }
    }

    /// Takes note of words that say something only where nothing follows them: `45% for`, `10,000 in training`.
    fn say_at_end(&mut self, range: &Range<usize>) {
        let Some((bits, end)) = self.context.language.state_at_end(self.text, range.start) else { return };
        let last = self.tokens.iter().position(|token| token.range.end == end);
        if !last.is_some_and(|last| self.ends_at(last)) {
            return;
        }
        self.said.bits |= bits;
        self.said.at = range.start..end;
        // An attribute that is not known to count people in some state may count these. A figure such as a turnout does not.
        let label = self.context.language.is_label(self.context.asked.attribute);
        self.said.state = self.said.state.take().or_else(|| label.then_some(range.start..end));
    }

    /// Whether the token at hand is all that is said between a comma and the end of its phrase.
    fn is_alone(&self) -> bool {
        let before = self.tokens[..self.at].iter().rev().find(|token| !token.is(Role::Filler));
        self.ends_here() && before.is_some_and(|token| matches!(token.kind, Kind::Comma | Kind::Dash))
    }

    /// Whether it is of some of those in a state that they are none: `none of the dead were children`.
    fn is_of_some_of_them(&self) -> bool {
        let became = |token: &Token<'_>| matches!(token.kind, Kind::Role(Role::Outcome(_) | Role::Harmed));
        let described = |token: &Token<'_>| matches!(token.kind, Kind::Role(role) if role == Role::People || role.describes());
        let number = self.tokens.iter().position(Token::is_number).unwrap_or(self.tokens.len());
        let rest = self.tokens.get(number + 1..).unwrap_or_default();
        // "None were children"
        if rest.first().is_some_and(|were| were.is(Role::Filler)) && !rest.iter().any(became) {
            return self.context.language.counts_harmed(self.context.asked.attribute)
                && rest
                    .iter()
                    .take_while(|token| token.kind != Kind::Comma)
                    .any(|token| token.is(Role::People));
        }
        let last = rest.iter().rposition(became);
        rest.first().is_some_and(|of| of.is(Role::Of))
            && last.is_some_and(|last| rest[last + 1..].iter().any(described))
    }

    /// Whether behind the token at `at` stands who is so many: `5,000-strong`.
    pub(super) fn is_size(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| self.context.language.is_size(&self.text[token.range.clone()]))
    }

    /// Whether the attribute counts people, or cases of them.
    pub(super) fn counts_people(&self) -> bool {
        let person = self.context.person().base;
        self.context.asked_for.unit().is_some_and(|unit| unit.base == person || unit.base == "case")
    }

    /// Refuses a number of others than those that the attribute counts: `30 alive` of the dead, `10,000 killed` of the troops present,
    /// `91 attacks` of people. Of `damaged or destroyed` homes some are destroyed.
    pub(super) fn is_said_of_them(&mut self, core: Core) -> Result<(), Unreadable> {
        let (language, attribute) = (self.context.language, self.context.asked.attribute);
        // Who names no attribute says nothing of what is counted, and what is still to come is in no state yet.
        if attribute.is_empty() || self.forecast.is_some() {
            return Ok(());
        }
        self.counts_no_things()?;
        if core.is_zero() && self.is_of_some_of_them() {
            let none =
                self.tokens.iter().find(|token| token.is_number()).map_or(0..0, |none| none.range.clone());
            return Err(refusal::of_some(none));
        }
        if self.said.bits == 0 && self.said.described.is_none() && !self.said.harmed {
            return Ok(());
        }
        if core.is_zero()
            && language.counts_harmed(attribute)
            && self.outcomes == 0
            && let Some(described) = self.said.described.clone()
        {
            return Err(refusal::of_some(described));
        }
        let Some(Counted { own, kinds, mut fits, some }) =
            language.counted_by(attribute, self.counts_people())
        else {
            return match self.said.state.clone() {
                Some(state) => Err(refusal::with_figures("this word is not known beside a number", state)),
                None => Ok(()),
            };
        };
        if core.is_zero() {
            fits |= language.none_where_none(own);
        }
        let (said, all_kinds) = (self.said.bits & !language.kinds(), self.said.bits & language.kinds());
        let others = said & !fits;
        let other_kinds = kinds != 0 && all_kinds & fits == 0 && all_kinds != 0;
        let harmed = self.said.harmed && self.counts_people() && !language.counts_harmed(attribute);
        if others != 0 && said & own == 0 && !self.became_what_is_asked() || other_kinds || harmed {
            let message = format!("this counts others than `{attribute}` counts");
            return Err(Unreadable::new(message, self.said.at.clone())
                .help("write the claim under an attribute that counts these"));
        }
        self.group |= said & some != 0 && said & own == 0;
        // "27 shot and killed" are all dead, and "27 killed and hospitalised" are not.
        let and = self.said.and & others != 0 || self.said.and != 0 && language.outcomes_in(attribute) == 0;
        if others != 0 && (self.said.joined || and) {
            let range = self.said.at.clone();
            self.hedge(&Effect::Bound(Side::High), &range)?;
        }
        Ok(())
    }

    /// Whether what became of those in a state elsewhere is what the attribute counts: `12 people trapped in the building died`.
    fn became_what_is_asked(&self) -> bool {
        let asked = self.context.language.outcomes_in(self.context.asked.attribute);
        let state = self.tokens.iter().position(|token| token.range == self.said.at);
        let rest = state.and_then(|state| self.tokens.get(state + 1..)).unwrap_or_default();
        let is_outcome = |token: &Token<'_>| outcomes(std::slice::from_ref(token)) & asked != 0;
        let Some(last) = rest.iter().position(is_outcome) else { return false };
        let [place, words @ ..] = &rest[..last] else { return false };
        let ends = matches!(rest.get(last + 1).map(|next| next.kind), None | Some(Kind::Comma));
        let within = |token: &Token<'_>| {
            matches!(token.kind, Kind::Name)
                || [Role::Article, Role::Thing, Role::Modifier, Role::Filler]
                    .into_iter()
                    .any(|role| token.is(role))
        };
        // "In the building died", and not "in the dead building".
        let named = words.last().is_some_and(|last| !last.is(Role::Article) && !last.is(Role::Modifier));
        place.is(Role::Circumstance) && ends && named && words.iter().all(within)
    }

    /// Reads `at worst 30`: of the dead the most of them, of those rescued the least.
    pub(super) fn either_way(&mut self, range: &Range<usize>) -> Result<(), Unreadable> {
        match self.context.language.counts_harm(self.context.asked.attribute) {
            Some(harm) => self.hedge(&Effect::Bound(if harm { Side::High } else { Side::Low }), range),
            None => {
                Err(refusal::with_figures("this may be the most that it is, or the least", range.clone()))
            }
        }
    }

    /// Refuses things where people are counted: `91 attacks`, `30 dead sheep`.
    fn counts_no_things(&self) -> Result<(), Unreadable> {
        let Some(thing) = self.said.thing.clone().filter(|_| self.counts_people()) else { return Ok(()) };
        let word = &self.text[thing.clone()];
        let language = self.context.language;
        let each = [Role::People, Role::Harmed, Role::Each];
        let people = self.tokens.iter().any(|token| each.into_iter().any(|role| token.is(role)));
        if people || self.people.is_some() && !language.is_object(word) || self.context.names(word) {
            return Ok(());
        }
        let message = format!("this counts `{word}`, but the attribute is measured in another unit");
        Err(Unreadable::new(message, thing).help("write the unit, or declare this word as one under `units`"))
    }

    /// Refuses a number of the middle of several, where a total is asked for.
    pub(super) fn is_no_average(&self, range: &Range<usize>) -> Result<(), Unreadable> {
        let (language, attribute) = (self.context.language, self.context.asked.attribute);
        if !language.is_average(&self.text[range.clone()])
            || self.per.is_some()
            || self.context.names(&self.text[range.clone()])
            || language.is_of_a_period(attribute)
            || !(self.counts_people() || self.counts_homes())
        {
            return Ok(());
        }
        Err(refusal::with_figures("this is an average, not a total", range.clone()))
    }

    /// A period that the token at hand tells or begins makes a count an increment: `12 this week`, `12 since Monday`.
    pub(super) fn note_period(&mut self, token: &Token<'_>, behind: Behind) {
        let whole = behind.part || behind.compared;
        if whole || self.increment.is_some() || !matches!(token.kind, Kind::Role(_) | Kind::Hedge(_)) {
            return;
        }
        let word = &self.text[token.range.clone()];
        // "200 as of today" is all there were until then.
        let language = self.context.language;
        let tells = self.begins_period(word) || !behind.open && language.is_period(word);
        self.group |= behind.open && language.leaves_others(word) && self.counts_a_total();
        if tells && self.counts_a_total() {
            self.increment = Some(token.range.clone());
        }
    }

    /// Whether the attribute counts all there were until now, and not those of some time.
    pub(super) fn counts_a_total(&self) -> bool {
        let (language, attribute) = (self.context.language, self.context.asked.attribute);
        let counted = self.unit.as_ref().is_none_or(|(unit, _)| unit.counts());
        counted
            && !self.context.asked.daily
            && (language.counts_harmed(attribute) || self.asks_cases() || self.counts_homes())
            && !language.is_of_a_period(attribute)
    }

    /// Whether the attribute counts things of a kind in a state: `homes-destroyed`.
    fn counts_homes(&self) -> bool {
        let attribute = self.context.asked.attribute;
        matches!(self.context.asked_for, AskedFor::Anything)
            && self.context.language.counted_by(attribute, false).is_some_and(|counted| counted.kinds != 0)
    }

    fn asks_cases(&self) -> bool {
        self.context.asked_for.unit().is_some_and(|unit| unit.base == "case")
    }

    /// Whether the token at hand, which is `word`, begins a period: `since Monday`, `in October`, `over the past week`.
    fn begins_period(&self, word: &str) -> bool {
        let language = self.context.language;
        if !language.opens_period(word) {
            return false;
        }
        let first = self.at + 1;
        let skipped = [Role::Article, Role::Filler, Role::Modifier, Role::State, Role::Increment];
        let mut at = self.skip(first, &skipped);
        at = self.skip(at + usize::from(self.tokens.get(at).is_some_and(Token::is_number)), &skipped);
        let ends = |at: usize| {
            let next = self.kind_at(at + 1);
            self.last(at)
                || matches!(
                    next,
                    Some(
                        Kind::Comma
                            | Kind::Number(_)
                            | Kind::Role(Role::Of | Role::Circumstance | Role::Filler)
                    )
                )
        };
        let told = self.tokens.get(at).is_some_and(|token| match token.kind {
            Kind::Unit(unit) => unit.measures == Some("time") && at > first,
            // A day tells when it was counted, or when it began: "since 7 October".
            Kind::Name | Kind::Role(_) if !self.is_day(at) => {
                let told = fold(&self.text[token.range.clone()]);
                let recent = !language.begins_at_a_time(word) || language.is_recent(&told);
                language.is_period_word(&told) && recent || language.is_period(&told)
            }
            _ => false,
        });
        let year = || {
            !language.begins_at_a_time(word)
                && at > first
                && self.last(at - 1)
                && matches!(self.kind_at(at - 1), Some(Kind::Number(number)) if is_year(number.value))
        };
        told && ends(at) || year()
    }

    /// Whether a number that is no year stands beside the token, as in `7 October` and `October 7`.
    fn is_day(&self, at: usize) -> bool {
        let number = |at: usize| match self.kind_at(at) {
            Some(Kind::Number(number)) => !is_year(number.value),
            _ => false,
        };
        number(at + 1) || at.checked_sub(1).is_some_and(number)
    }

    /// Whether what follows the token at hand is said of the number itself, and so it counts but some: `14 of them children`.
    pub(super) fn is_of_some(&self, range: &Range<usize>, behind: Behind) -> bool {
        let language = self.context.language;
        let of = language.role(&self.text[range.clone()], 0);
        let word = self.text[range.clone()].split_whitespace().next().unwrap_or_default();
        let of = of.is_some() && language.role(word, 0).is_some_and(|(role, _)| role == Role::Of);
        let rest = self.tokens.get(self.at + 1..).unwrap_or_default();
        let counted =
            self.context.asked_for.is_counted() || matches!(self.context.asked_for, AskedFor::Anything);
        let measured = self.unit.as_ref().is_some_and(|(unit, _)| !unit.counts());
        let asked = language.outcomes_in(self.context.asked.attribute);
        of && behind.close()
            && counted
            && !measured
            && outcomes(rest) & asked == 0
            && !rest.iter().any(Token::is_number)
    }

    /// Whether others than those that the attribute counts are said to be in the number: `300, including 50 missing`.
    pub(super) fn includes_others(&self, tokens: &[Token<'_>]) -> bool {
        let language = self.context.language;
        let asked = language.outcomes_in(self.context.asked.attribute);
        let [first, rest @ ..] = tokens else { return false };
        // "12 killed, including three hostages"
        let others = |token: &Token<'_>| {
            outcomes(std::slice::from_ref(token)) & !asked != 0
                && !language.names_earlier_victims(&self.text[token.range.clone()])
        };
        asked != 0 && language.is_inclusion(&self.text[first.range.clone()]) && rest.iter().any(others)
    }
}
