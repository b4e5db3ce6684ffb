//! Numbers of a group of those that an attribute counts: `12 children`, of the dead.

use std::ops::Range;

use super::parser::{Core, Parser};
use super::token::{Kind, Token};
use crate::value::Side;
use crate::value::language::Role;
use crate::value::lexicon::fold;

impl Parser<'_> {
    /// Of a whole there are at least as many as of a part of it: `175 passengers`, of those aboard; `12 children`, of the dead.
    pub(super) fn count_a_group(&mut self, core: &Core) {
        if !self.group && !self.counts_a_group() {
            return;
        }
        // Who estimates from so many to so many, or at most so many, may estimate all of them.
        if core.low != core.high || self.hedged.bound == Some(Side::High) {
            self.hedged.doubted = true;
        } else {
            self.hedged.bound = Some(Side::Low);
        }
    }

    /// Whether the number counts a group alone. Whoever is named elsewhere says so, or did it: `police say 12 killed`.
    fn counts_a_group(&self) -> bool {
        let (language, attribute) = (self.context.language, self.context.asked.attribute);
        let Some(mut at) = self.behind_number() else { return false };
        // "Passengers: 175" do not report it.
        if !language.counts_harmed(attribute)
            && self.tokens.first().is_some_and(|token| self.is_people(token))
        {
            at = 0;
        } else if self.role_at(at) == Some(Role::Of) {
            at = self.skip(at + 1, &[Role::Article, Role::Filler]);
            // "4 of the 5 crew"
            at += usize::from(self.tokens.get(at).is_some_and(Token::is_number));
        }
        let (found, end) = self.people_from(at);
        // "12 killed, all soldiers": nobody else was.
        let all = end + usize::from(self.kind_at(end) == Some(Kind::Comma));
        if self.tokens.get(all).is_some_and(|token| language.is_all(&self.text[token.range.clone()])) {
            let of = [Role::Article, Role::Filler, Role::Of];
            if !self.people_from(self.skip(all + 1, &of)).0.is_empty() {
                return false;
            }
        }
        let is_group = |token: &&Token<'_>| {
            let word = &self.text[token.range.clone()];
            language.is_group(word, attribute) && !self.is_scope(&token.range)
        };
        found.iter().any(|token| is_group(&token)) && !self.joined_at(end)
    }

    /// Whether the group named at `range` is the scope of the claim.
    pub(super) fn is_scope(&self, range: &Range<usize>) -> bool {
        is_scope(&self.text[range.clone()], self.context.asked.scope)
    }

    /// The place behind the number, or behind the last one of a range.
    fn behind_number(&self) -> Option<usize> {
        let mut at = self.tokens.iter().position(Token::is_number)? + 1;
        while self.tokens.get(at + 1).is_some_and(Token::is_number)
            && matches!(self.kind_at(at), Some(Kind::Dash | Kind::Role(Role::To | Role::And | Role::Or)))
        {
            at += 2;
        }
        Some(at)
    }

    /// The words for people from the token at `at` on, behind what describes them, and the place behind them: `elderly women`, of
    /// `young dead elderly women`. In "killed fighting police", these are not described.
    fn people_from(&self, mut at: usize) -> (&[Token<'_>], usize) {
        // "Bus passengers". What the attribute is named by is told as a thing, too: `palestinian-deaths`.
        let describes =
            |token: &Token<'_>| matches!(token.kind, Kind::Name | Kind::Role(Role::Modifier | Role::Thing));
        while self.tokens.get(at).is_some_and(describes) {
            at += 1;
        }
        at += usize::from(matches!(self.role_at(at), Some(Role::Outcome(_) | Role::Harmed)));
        let rest = self.tokens.get(at..).unwrap_or_default();
        let people = rest.iter().take_while(|token| self.is_people(token)).count();
        (&rest[..people], at + people)
    }

    /// Whether others follow who are counted, too: `women and children`, `women, children and soldiers`.
    fn joined_at(&self, at: usize) -> bool {
        let joins =
            |at: usize| matches!(self.kind_at(at), Some(Kind::Slash | Kind::Role(Role::And | Role::Or)));
        let next = self.skip(at + 1, &[Role::Article, Role::Filler]);
        let counted = self.tokens.get(next).is_some_and(Token::is_number);
        let (more, end) = self.people_from(next + usize::from(counted));
        // Behind a comma alone, they say so: "12 women, police said".
        let listed = || self.kind_at(at) == Some(Kind::Comma) && (counted || self.joined_at(end));
        !more.is_empty() && (joins(at) || listed())
    }

    fn is_people(&self, token: &Token<'_>) -> bool {
        match token.kind {
            Kind::Unit(unit) => unit == self.context.person(),
            _ => token.is(Role::People),
        }
    }
}

/// Whether the scope of a claim is the group that a word names: `crew`, of crew members. It may be another one, such as `all but crew`.
fn is_scope(word: &str, scope: &str) -> bool {
    let (word, scope) = (fold(word), fold(scope));
    let alike = || word.starts_with(&*scope) || scope.starts_with(&*word);
    word == scope || !scope.is_empty() && !scope.contains([' ', '-', '_']) && alike()
}
