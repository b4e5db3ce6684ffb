//! Articles that count one: `a mile`, `an hour and a half`, `half an hour to an hour`.

use rust_decimal::Decimal;

use super::number_words::Number;
use super::token::{Kind, Token};
use crate::value::language::Role;
use crate::value::unit::Measure;

/// `a mile`, `a soldier`, `an hour and a half`: where no number is before it, the article is one.
pub(super) fn one_of_a_unit<'a>(wording: &str, mut tokens: Vec<Token<'a>>) -> Vec<Token<'a>> {
    one_at_an_end(wording, &mut tokens);
    let counted = |token: &Token<'_>| match token.kind {
        Kind::Unit(unit) => !unit.is_money(),
        Kind::Role(Role::People) => true,
        _ => false,
    };
    let one = (0..tokens.len().saturating_sub(1)).find(|&at| {
        let noun = tokens[at + 1..].iter().find(|token| !token.is(Role::Modifier));
        tokens[at].is(Role::Article) && noun.is_some_and(counted)
    });
    let Some(at) = one.filter(|&at| names_one(wording, &tokens[at])) else { return tokens };
    let mut number = Number::plain(Decimal::ONE);
    match tokens.iter().position(Token::is_number) {
        None => {}
        // "An hour and 30 minutes" goes on with a number of its own.
        Some(other) if measured_on(&tokens, at, other) => {}
        Some(half) if half == at + 3 && tokens[at + 2].is(Role::And) => {
            let Kind::Number(part) = tokens[half].kind else { return tokens };
            // "A year and five days" are no six of anything.
            let people = tokens[at + 1].is(Role::People);
            if !part.share && !people {
                return tokens;
            }
            number.value += part.value;
            // "A man and three women" are two groups.
            tokens.drain(at + 2 + usize::from(people)..=half);
        }
        Some(_) => return tokens,
    }
    tokens[at].kind = Kind::Number(number);
    tokens
}

/// Whether an article counts: "the" names one that is known already.
fn names_one(wording: &str, token: &Token<'_>) -> bool {
    token.is(Role::Article) && wording[token.range.clone()].to_lowercase().starts_with(['a', 'e'])
}

/// The same at an end of a range: `half an hour to an hour and a half`, `a day or two`.
fn one_at_an_end(wording: &str, tokens: &mut Vec<Token<'_>>) {
    for at in 0..tokens.len() {
        let Some(half) = end_of_a_range(wording, tokens, at) else { continue };
        tokens[at].kind = Kind::Number(Number::plain(Decimal::ONE + half));
        if !half.is_zero() {
            tokens.drain(at + 2..=at + 3);
        }
    }
}

/// Whether the article at `at` is the number of one end of a range, and what part of another one is added to it.
fn end_of_a_range(wording: &str, tokens: &[Token<'_>], at: usize) -> Option<Decimal> {
    let kind = |at: usize| tokens.get(at).map(|token| token.kind);
    let Some(Kind::Unit(unit)) = kind(at + 1) else { return None };
    if unit.counts() || unit.is_money() || !names_one(wording, tokens.get(at)?) {
        return None;
    }
    let half = match (kind(at + 2), kind(at + 3)) {
        (Some(Kind::Role(Role::And)), Some(Kind::Number(part))) if part.share => part.value,
        _ => Decimal::ZERO,
    };
    let joins = |at: usize| matches!(kind(at), Some(Kind::Dash | Kind::Role(Role::To | Role::Or)));
    let between = tokens[..at].iter().any(|token| token.is(Role::Between));
    let joined = |at: usize| joins(at) || between && kind(at) == Some(Kind::Role(Role::And));
    let same = |at: usize| matches!(kind(at), Some(Kind::Unit(other)) if other.base == unit.base);
    let last = at > 1 && joined(at - 1) && same(at - 2);
    let join = at + 2 + 2 * usize::from(!half.is_zero());
    let or_two = kind(join) == Some(Kind::Role(Role::Or)) && !matches!(kind(join + 2), Some(Kind::Unit(_)));
    let first = match kind(join + 1) {
        Some(Kind::Number(_)) => same(join + 2) || or_two,
        Some(Kind::Role(Role::Article)) => same(join + 2),
        _ => false,
    };
    (last || joined(join) && first).then_some(half)
}

/// Whether the number at `other` measures the rest of what the one unit behind the article at `at` begins.
fn measured_on(tokens: &[Token<'_>], at: usize, other: usize) -> bool {
    let joined = other == at + 2 || other == at + 3 && tokens[at + 2].is(Role::And);
    let unit = |at: usize| match tokens.get(at).map(|token| token.kind) {
        Some(Kind::Unit(unit)) if !unit.counts() => Some(unit),
        _ => None,
    };
    let smaller =
        |whole: Measure<'_>, part: Measure<'_>| whole.base == part.base && part.factor < whole.factor;
    joined && unit(at + 1).zip(unit(other + 1)).is_some_and(|(whole, part)| smaller(whole, part))
}
