//! Lists behind a number or in its place: `9 patients and 24 staff`, `22 people: 12 staff and 10 patients`, `two people, a mother and
//! her child`.

use rust_decimal::Decimal;

use super::context::Context;
use super::number_words::Number;
use super::parser::{Core, Parser};
use super::token::{Kind, Token};
use crate::value::language::{NumberWord, Role};
use crate::value::lexicon::fold;
use crate::value::{Effect, Side};

/// Takes numbers of people who are counted apart for their total, where the attribute counts all of them.
pub(super) fn added_up<'a>(
    wording: &str,
    mut tokens: Vec<Token<'a>>,
    context: &Context<'a>,
) -> Vec<Token<'a>> {
    let person = context.asked_for.unit().is_some_and(|unit| unit.base == context.person().base);
    if !person || !context.language.counts_anyone(context.asked.attribute) {
        return tokens;
    }
    let list = List { wording, tokens: &tokens, context };
    let Some(first) = tokens.iter().position(|token| matches!(token.kind, Kind::Number(_))) else {
        return tokens;
    };
    if !tokens[..first].iter().all(may_lead) {
        return tokens;
    }
    if list.is_told_behind_dash(first) {
        tokens[first + 1].kind = Kind::Colon;
        return tokens;
    }
    let Some((total, noun, last)) = list.total(first) else { return tokens };
    let nouns = [tokens[noun].clone(), Token { kind: Kind::Role(Role::And), ..tokens[last - 1].clone() }];
    tokens[first].kind = Kind::Number(Number::plain(total));
    tokens.splice(first + 1..last, nouns);
    tokens
}

/// Whether a token before a list leaves its total what it is: not `up to`, and not `between`.
fn may_lead(token: &Token<'_>) -> bool {
    match token.kind {
        Kind::Hedge(effect) => !matches!(effect, Effect::Bound(Side::High)),
        Kind::Role(role) => !matches!(role, Role::Between | Role::From | Role::Negation | Role::Increment),
        _ => true,
    }
}

struct List<'l, 'a> {
    wording: &'l str,
    tokens: &'l [Token<'a>],
    context: &'l Context<'a>,
}

impl List<'_, '_> {
    /// The total of the list that begins with the number at `at`, its first noun and its last one.
    fn total(&self, at: usize) -> Option<(Decimal, usize, usize)> {
        let (mut total, noun) = self.item(at)?;
        let (mut last, mut closed) = (noun, false);
        while let Some((next, and)) = self.joined(last + 1).filter(|_| !closed) {
            let (number, noun) = self.item(next)?;
            total = total.checked_add(number)?;
            (last, closed) = (noun, and);
        }
        let more = self.tokens[last + 1..].iter().any(Token::is_number);
        (closed && !more).then_some((total, noun, last))
    }

    /// Whether the token at `at` joins another number of the list, where that is, and whether it is the last one.
    fn joined(&self, at: usize) -> Option<(usize, bool)> {
        let comma = usize::from(self.tokens.get(at)?.kind == Kind::Comma);
        let next = self.tokens.get(at + comma)?;
        // "68 passengers plus 4 crew members"
        let plus = matches!(next.kind, Kind::Sign { negative: false }) || self.is_plus(next);
        let and = next.is(Role::And) || plus;
        (comma > 0 || and).then_some((at + comma + usize::from(and), and))
    }

    fn is_plus(&self, token: &Token<'_>) -> bool {
        let word = fold(&self.wording[token.range.clone()]);
        self.context.language.numbers.get(&*word) == Some(&NumberWord::Plus)
    }

    /// Whether a list follows the dash behind the number at `at` that adds up to it: `72 - 68 passengers and four crew`.
    fn is_told_behind_dash(&self, at: usize) -> bool {
        let whole = match self.tokens[at].kind {
            Kind::Number(number) => number.value,
            _ => return false,
        };
        self.tokens.get(at + 1).is_some_and(|token| token.kind == Kind::Dash)
            && self.total(at + 2).is_some_and(|(total, ..)| total == whole)
    }

    /// A number of people of one kind that begins at `at`, and where the last word for them is.
    fn item(&self, at: usize) -> Option<(Decimal, usize)> {
        let number = match self.tokens.get(at)?.kind {
            Kind::Number(Number { value, share: false, margin: None, .. }) => value,
            Kind::Role(Role::Article) => Decimal::ONE,
            _ => return None,
        };
        let describes = |token: &&Token<'_>| token.kind == Kind::Name || token.is(Role::Modifier);
        let start = at + 1 + self.tokens[at + 1..].iter().take_while(describes).count();
        let people = |token: &&Token<'_>| match token.kind {
            Kind::Unit(unit) => unit == self.context.person(),
            _ => token.is(Role::People),
        };
        let named = &self.tokens[start..];
        let named = &named[..named.iter().take_while(people).count()];
        let anyone = |token: &Token<'_>| self.context.language.is_anyone(&self.wording[token.range.clone()]);
        (number.fract().is_zero() && !named.is_empty() && !anyone(&named[0]))
            .then_some((number, start + named.len() - 1))
    }
}

impl Parser<'_> {
    /// Whether what follows the comma or colon at hand only says who or what the number `core` counts: numbers that add up to it, or as many
    /// people, each named.
    pub(super) fn is_listed(&self, core: Core) -> bool {
        let rest = self.tokens.get(self.at + 1..).unwrap_or_default();
        let (Some(number), true) = (core.low, core.low == core.high) else { return false };
        if self.kind_at(self.at) == Some(Kind::Colon) && rest.iter().any(Token::is_number) {
            let add = |sum: Decimal, token: &Token<'_>| match token.kind {
                Kind::Number(part) if !part.share => sum.checked_add(part.value),
                _ if token.is_number() => None,
                _ => Some(sum),
            };
            let several = rest.iter().filter(|token| token.is_number()).count() > 1;
            return several && rest.iter().try_fold(Decimal::ZERO, add) == Some(number);
        }
        let named = rest.iter().filter(|token| token.is(Role::People)).count();
        // "Two men, a woman and a child" are four.
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        let anyone = |token: &Token<'_>| self.context.language.is_anyone(&self.text[token.range.clone()]);
        before.is_some_and(anyone)
            && self.role_at(self.at + 1) == Some(Role::Article)
            && !rest.iter().any(Token::is_number)
            && Decimal::from(named) == number
    }
}
