//! Numbers of which the attribute counts but a part, or of which the first is a part of what it counts: `12 killed, including 3 children`
//! of children killed, and `nine children among 31 dead`.

use super::context::Context;
use super::refusal;
use super::token::{Kind, Token, outcomes};
use crate::value::Unreadable;
use crate::value::language::Role;
use crate::value::lexicon::{fold, tokens as words};

/// The tokens of the number that the attribute counts; all of them where nothing says that it is another one than the first.
pub(super) fn asked_for<'a>(
    wording: &str,
    tokens: Vec<Token<'a>>,
    context: &Context<'a>,
) -> Result<Vec<Token<'a>>, Unreadable> {
    let (language, attribute) = (context.language, context.asked.attribute);
    let asked = if language.counts_all(attribute) { u32::MAX } else { language.outcomes_in(attribute) };
    if asked == 0 || !tokens.iter().any(Token::is_number) {
        return Ok(tokens);
    }
    let numbers = Numbers { wording, tokens: &tokens, context, asked };
    Ok(numbers.part()?.or_else(|| numbers.whole()).unwrap_or(tokens))
}

/// The tokens of a number, and of a part of it.
struct Numbers<'t, 'a> {
    wording: &'t str,
    tokens: &'t [Token<'a>],
    context: &'t Context<'a>,
    /// What became of the people that the attribute counts.
    asked: u32,
}

impl<'a> Numbers<'_, 'a> {
    /// The part that is what the attribute counts, where the whole is more than that.
    fn part(&self) -> Result<Option<Vec<Token<'a>>>, Unreadable> {
        let Some(part) = self.tokens.iter().position(|token| token.is(Role::Part)) else { return Ok(None) };
        // "12 killed, three of them children"
        let behind = part.checked_sub(1).filter(|&at| self.tokens[at].is_number());
        let parts = |token: &Token<'_>| matches!(token.kind, Kind::Comma | Kind::Open);
        let comma = behind.and_then(|number| self.tokens[..number].iter().rposition(parts));
        let whole = &self.tokens[..comma.unwrap_or(part)];
        if whole.iter().filter(|token| token.is_number()).count() != 1 || comma.is_none() && behind.is_some()
        {
            return Ok(None);
        }
        let ends = |token: &Token<'_>| matches!(token.kind, Kind::Comma | Kind::Close);
        let rest = &self.tokens[part + 1..];
        let rest = &rest[..rest.iter().position(ends).unwrap_or(rest.len())];
        let Some(noun) = rest.iter().position(|token| self.is_asked(token, whole)) else { return Ok(None) };
        let (first, number) = match (comma, rest.iter().position(Token::is_number)) {
            (Some(comma), _) => (0, &self.tokens[comma + 1..part]),
            (None, Some(number)) if number < noun => (number + 1, &rest[..=number]),
            _ => (0, &rest[..0]),
        };
        let leads = |token: &Token<'_>| {
            matches!(token.kind, Kind::Hedge(_) | Kind::Role(Role::Article | Role::Filler))
        };
        let describes =
            |token: &Token<'_>| matches!(token.kind, Kind::Name | Kind::Role(Role::Modifier | Role::Filler));
        let told = number.split_last().is_some_and(|(_, hedges)| hedges.iter().all(leads))
            && rest[first..noun].iter().all(describes)
            && (self.is_of_them(part) || self.context.language.is_inclusion(self.word(part)));
        if told {
            return Ok(Some([number, &rest[first..=noun]].concat()));
        }
        if !self.is_named(&rest[noun]) {
            return Ok(None);
        }
        let message = format!("this counts more people than `{}` counts", self.context.asked.attribute);
        let counted = self.tokens.iter().position(Token::is_number).unwrap_or_default();
        Err(refusal::with_figures(message, self.tokens[counted].range.clone()))
    }

    /// The whole that the first number is a part of, or that part where it is what the attribute counts.
    fn whole(&self) -> Option<Vec<Token<'a>>> {
        let among = (0..self.tokens.len()).find(|&at| self.context.language.leads_to_whole(self.word(at)))?;
        let (part, whole) = (&self.tokens[..among], &self.tokens[among + 1..]);
        let counts = |tokens: &[Token<'_>]| tokens.iter().any(Token::is_number);
        let people = part.iter().any(|token| token.is(Role::People));
        let bits = outcomes(whole);
        if !counts(part)
            || !counts(whole)
            || !people
            || outcomes(part) != 0
            || bits == 0
            || bits & !self.asked != 0
        {
            return None;
        }
        if part.iter().any(|token| self.is_named(token)) {
            return Some(part.to_vec());
        }
        self.context.language.counts_anyone(self.context.asked.attribute).then(|| whole.to_vec())
    }

    /// Whether a noun says that the part is what the attribute counts, and nothing in the whole does.
    fn is_asked(&self, noun: &Token<'_>, whole: &[Token<'_>]) -> bool {
        let (language, attribute) = (self.context.language, self.context.asked.attribute);
        let bits = outcomes(std::slice::from_ref(noun));
        let formerly = language.names_earlier_victims(&self.wording[noun.range.clone()]);
        if noun.is(Role::People) || formerly {
            let named = whole.iter().any(|token| self.is_named(token));
            return self.is_named(noun) && !named && outcomes(whole) & !self.asked == 0;
        }
        bits & self.asked != 0
            && self.asked.is_power_of_two()
            && outcomes(whole) & self.asked == 0
            && whole.iter().any(|token| matches!(token.kind, Kind::Role(Role::Outcome(_) | Role::Harmed)))
            && language.counts_anyone(attribute)
    }

    /// Whether the name of the attribute says that it counts people so called: `child-deaths`, of children. Police shootings are no police.
    fn is_named(&self, token: &Token<'_>) -> bool {
        let (language, word) = (self.context.language, &self.wording[token.range.clone()]);
        if !(token.is(Role::People) || language.names_earlier_victims(word)) || language.is_anyone(word) {
            return false;
        }
        let attribute = self.context.asked.attribute;
        let names: Vec<&str> = words(attribute).map(|name| &attribute[name]).collect();
        let became = |at: usize| {
            let role = names.get(at).and_then(|name| language.role(name, 0));
            matches!(role, Some((Role::Outcome(_) | Role::Harmed, _)))
        };
        let beside = |at: usize| became(at + 1) || at.checked_sub(1).is_some_and(became);
        (0..names.len()).any(|at| is_alike(word, names[at]) && beside(at))
    }

    /// Whether the word at `at` says of whom the number before or behind it is: `of them`, `among whom`.
    fn is_of_them(&self, at: usize) -> bool {
        let language = self.context.language;
        let first = self.word(at).split_whitespace().next().unwrap_or_default();
        let of = language.role(first, 0).is_some_and(|(role, _)| role == Role::Of);
        of || language.leads_to_whole(first)
    }

    fn word(&self, at: usize) -> &str {
        &self.wording[self.tokens[at].range.clone()]
    }
}

/// Whether two words are one but for an ending: `child`, and `children`.
fn is_alike(one: &str, other: &str) -> bool {
    /// The fewest letters that such words have in common.
    const LETTERS: usize = 3;
    let (one, other) = (fold(one), fold(other));
    one.len().min(other.len()) >= LETTERS && (one.starts_with(&*other) || other.starts_with(&*one))
}
