//! Rates: so many for each day, for each barrel. A rate is measured in a unit of its own, such as `usd per barrel`.

use std::ops::Range;

use super::behind::Behind;
use super::parser::Parser;
use super::token::{Kind, Token};
use crate::value::language::Role;
use crate::value::lexicon::fold;
use crate::value::show::number;

/// What a number counts for each of, and the bytes that say so.
type Per = (String, Range<usize>);

impl Parser<'_> {
    /// The rate that the token at hand begins, and the token after it: `per day`, `a day`, `/day`, `every day`, `daily`.
    pub(super) fn rate(&self, behind: Behind) -> Option<(Per, usize)> {
        let token = self.peek()?;
        let close = behind.close();
        let (name, at) = match token.kind {
            Kind::Slash if !behind.part => self.thing(self.at + 1)?,
            Kind::Role(Role::Per) => {
                self.per_so_many(self.at + 1).or_else(|| self.thing_after(self.at + 1))?
            }
            Kind::Role(Role::Every | Role::Each) => self.thing_after(self.at + 1)?,
            Kind::Role(Role::Article) if close && self.may_be_rate() => {
                self.thing(self.at + 1).filter(|(_, at)| !self.is_time(*at))?
            }
            Kind::Role(Role::Adverb(adverb)) if close || self.last(self.at) => {
                let of = self.context.language.per(adverb).to_owned();
                return Some(((of, token.range), self.at + 1));
            }
            _ => return None,
        };
        Some(((name, token.range.start..self.tokens.get(at)?.range.end), at + 1))
    }

    /// `1,000 live births`
    fn per_so_many(&self, at: usize) -> Option<(String, usize)> {
        let Kind::Number(so_many) = self.kind_at(at)? else { return None };
        let mut last = at;
        while matches!(
            self.role_at(last + 1),
            Some(Role::People | Role::Thing | Role::Modifier | Role::Outcome(_) | Role::Harmed)
        ) {
            last += 1;
        }
        let mut name = number(so_many.value);
        if last > at {
            let things = self.tokens.get(at + 1)?.range.start..self.tokens.get(last)?.range.end;
            name = format!("{name} {}", fold(&self.text[things]));
        }
        Some((name, last))
    }

    /// The unit or word at token `at`, named in the singular.
    fn thing(&self, at: usize) -> Option<(String, usize)> {
        let token = self.tokens.get(at)?;
        let text = &self.text[token.range.clone()];
        let name = match token.kind {
            Kind::Unit(unit) => unit.name.to_owned(),
            Kind::Role(Role::People | Role::Thing | Role::Outcome(_) | Role::Harmed | Role::Modifier) => {
                fold(text).into_owned()
            }
            _ => return None,
        };
        Some((name, at))
    }

    /// The same behind an article, unless it is a time: `a week ago`.
    fn thing_after(&self, at: usize) -> Option<(String, usize)> {
        let at = self.skip(at, &[Role::Article, Role::Filler]);
        self.thing(at).filter(|(_, at)| !self.is_time(*at))
    }

    /// Whether the thing at token `at` only says when: `a week ago`, `a year earlier`.
    pub(super) fn is_time(&self, at: usize) -> bool {
        matches!(self.role_at(at + 1), Some(Role::Circumstance | Role::Filler | Role::Compared))
    }

    /// Whether an article may mean `per` where it is: after the number, its unit or another noun.
    fn may_be_rate(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.kind_at(at));
        matches!(
            before,
            Some(
                Kind::Number(_)
                    | Kind::Vague(..)
                    | Kind::Unit(_)
                    | Kind::Hedge(_)
                    | Kind::Name
                    | Kind::Role(
                        Role::People
                            | Role::Outcome(_)
                            | Role::Harmed
                            | Role::Thing
                            | Role::Modifier
                            | Role::Filler
                    )
            )
        )
    }

    /// Whether token `at` is the last one.
    pub(super) fn last(&self, at: usize) -> bool {
        let rest: &[Token<'_>] = self.tokens.get(at + 1..).unwrap_or_default();
        rest.iter().all(|token| matches!(token.kind, Kind::Comma | Kind::Colon | Kind::Close))
    }
}
