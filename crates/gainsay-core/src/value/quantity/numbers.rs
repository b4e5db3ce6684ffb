//! The numbers in a text, whatever is around them.

use std::ops::Range;

use rust_decimal::Decimal;

use super::context::{Asked, Context};
use super::number_words::Number;
use super::range;
use super::token::{Kind, Token, tokens};
use crate::value::language::Role;
use crate::value::{Hedges, Units};

/// A number in a text, in digits or words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The bytes of the text that it takes.
    pub range: Range<usize>,
    /// What it may mean, without its sign: 10 and 10,000 in "10 to 12 thousand".
    pub meanings: Vec<Decimal>,
}

impl Written {
    /// Whether both may mean the same number.
    #[must_use]
    pub fn may_be(&self, other: &Self) -> bool {
        self.meanings.iter().any(|meaning| other.meanings.contains(meaning))
    }
}

/// All numbers that `text` words, in their order.
///
/// `None` where something in it looks like a number and cannot be read, or where it is written in a script other than
/// the Latin one, whose number words are not known: which numbers it words is then not known for sure. Vague words
/// (`dozens`) are not numbers, and neither are ordinals.
#[must_use]
pub fn numbers(text: &str, hedges: &Hedges, units: &Units) -> Option<Vec<Written>> {
    if text.chars().any(|c| c.is_alphabetic() && !is_latin(c)) {
        return None;
    }
    let context = Context::new(Asked::default(), hedges, units)?;
    let tokens = tokens(text, &context);
    if tokens.iter().any(|token| matches!(token.kind, Kind::Bad(_))) {
        return None;
    }
    let written = tokens.iter().enumerate().filter_map(|(at, token)| {
        let Kind::Number(number) = token.kind else { return None };
        let meanings = meanings(text, &token.range, number, &tokens[at + 1..]);
        Some(Written { range: token.range.clone(), meanings })
    });
    Some(written.collect())
}

fn meanings(text: &str, range: &Range<usize>, number: Number, after: &[Token<'_>]) -> Vec<Decimal> {
    let plain = number.value.abs();
    let times = |times: Decimal| plain.checked_mul(times);
    let mut meanings = vec![plain];
    if number.share {
        meanings.extend(times(Decimal::ONE_HUNDRED));
    }
    if points_may_separate(&text[range.clone()]) {
        meanings.extend(times(Decimal::ONE_THOUSAND));
    }
    if number.factors.is_none() {
        meanings.extend(second(after).and_then(|second| times(range::multiplier(plain, second)?)));
    }
    meanings
}

/// The number that a range goes on to right after its first one: `to 12 thousand`.
fn second(after: &[Token<'_>]) -> Option<Number> {
    match after {
        [Token { kind: Kind::Dash | Kind::Role(Role::To | Role::And | Role::Or), .. }, rest @ ..] => {
            let mut rest = rest.iter().skip_while(|token| matches!(token.kind, Kind::Hedge(_)));
            rest.next().and_then(range::as_number)
        }
        _ => None,
    }
}

/// Whether a single point in the number may part groups of three, as in many languages: `12.000`.
fn points_may_separate(number: &str) -> bool {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    number.split_once('.').is_some_and(|(whole, group)| {
        (1..=3).contains(&whole.len()) && group.len() == 3 && digits(whole) && digits(group)
    })
}

/// Whether a letter belongs to the Latin script, or to what is written with it.
fn is_latin(letter: char) -> bool {
    matches!(letter, '\0'..='\u{2ff}' | '\u{1e00}'..='\u{1eff}' | '\u{2070}'..='\u{209f}' | '\u{2100}'..='\u{214f}'
        | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}' | '\u{ab30}'..='\u{ab6f}' | '\u{fb00}'..='\u{fb06}'
        | '\u{ff21}'..='\u{ff5a}')
}
