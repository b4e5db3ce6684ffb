//! From one date to another, and one date or another.

use jiff::ToSpan;

use super::lex::{Is, Token};
use super::named::Named;
use super::point::{Point, bare};
use super::reader::Reader;
use super::span::{self, Meant};
use crate::date::Day;
use crate::value::lexis::Role;

impl Reader<'_> {
    /// What the tokens mean as a whole.
    pub(super) fn whole_text(&self, tokens: &[Token]) -> Option<Meant> {
        self.days(tokens)
            .or_else(|| self.up_to_end(bare(tokens)))
            .or_else(|| self.range(tokens))
            .or_else(|| self.this_unit(tokens))
    }

    /// So long up to a day or the end of a month: `the three months to September`, `the year ended June 30`.
    fn up_to_end(&self, tokens: &[Token]) -> Option<Meant> {
        let to = tokens.iter().position(|token| token.is == Is::Word(Role::To))?;
        let (unit, number) = tokens[..to].split_last()?;
        let Is::Word(unit) = unit.is else { return None };
        let count = match bare(number) {
            [] => 1,
            number => self.number(number).filter(|(low, high)| low == high)?.0,
        };
        let last = self.days(&tokens[to + 1..])?.hull();
        let civil = last.1.to_civil()?;
        let month = span::month(civil.year().into(), civil.month()) == Some(last);
        let after = last.1.plus(1);
        let months = |each: i32| {
            let first = after.to_civil()?.checked_sub(count.checked_mul(each)?.months()).ok()?;
            Some(Day::from_civil(first))
        };
        let first = match unit {
            Role::Day if !month => after.plus(-count),
            Role::Week if !month => after.plus(-7 * count),
            Role::Month => months(1)?,
            Role::Quarter => months(3)?,
            Role::Half => months(6)?,
            Role::Year => months(12)?,
            _ => return None,
        };
        (count > 0 && (month || last.0 == last.1)).then(|| Meant::one((first, last.1)))
    }

    /// The days of one date.
    pub(super) fn days(&self, tokens: &[Token]) -> Option<Meant> {
        if tokens.is_empty() {
            return None;
        }
        if let Some(meant) = self.numeric(tokens) {
            return Some(meant);
        }
        let point = self.point(tokens)?;
        // A number by itself is no day, and a part of nothing no date.
        if let Point::Named(named) = point {
            let day = named == Named { day: named.day, ..Named::default() };
            // "Second" alone is no day, "the second" and "2nd" are.
            let written =
                |token: &Token| self.text[token.range.clone()].starts_with(|c: char| c.is_ascii_digit());
            let ordinal = bare(tokens).iter().any(|token| {
                matches!(token.is, Is::Ordinal(_)) && (written(token) || bare(tokens).len() < tokens.len())
            });
            if day && !ordinal || named == (Named { part: named.part, ..Named::default() }) {
                return None;
            }
        }
        self.resolved(point)
    }

    /// `the year`, as in "by the end of the year".
    fn this_unit(&self, tokens: &[Token]) -> Option<Meant> {
        match tokens {
            [.., Token { is: Is::Word(Role::Weekend), .. }] if bare(tokens).len() == 1 => {
                self.weekend(Role::This)
            }
            [.., Token { is: Is::Word(unit), .. }] if tokens.len() > 1 && bare(tokens).len() == 1 => {
                self.this(*unit).map(Meant::one)
            }
            _ => None,
        }
    }

    fn range(&self, tokens: &[Token]) -> Option<Meant> {
        let (first, rest) = tokens.split_first()?;
        match first.is {
            // "Sometime between 2019 and 2021"
            Is::Word(Role::DateFiller)
                if rest.first().is_some_and(|next| next.is == Is::Word(Role::Between)) =>
            {
                self.range(rest)
            }
            Is::Word(Role::Between) => self.joined(rest, |is| is == Is::Word(Role::And)),
            Is::Word(Role::From) => self.joined(rest, joins),
            // "Since 2020 until 2022" ends.
            Is::Word(Role::Since) => self.joined(rest, |is| is == Is::Word(Role::To)),
            _ => self.joined(tokens, joins).or_else(|| self.either(tokens)),
        }
    }

    /// The range from the date before a token that joins to the one after it.
    fn joined(&self, tokens: &[Token], joins: impl Fn(Is) -> bool) -> Option<Meant> {
        let mut at = (0..tokens.len()).filter(|&at| joins(tokens[at].is));
        at.find_map(|at| self.ends(&tokens[..at], &tokens[at + 1..]))
    }

    fn ends(&self, first: &[Token], last: &[Token]) -> Option<Meant> {
        if let Some(years) = years(first, last) {
            return Some(years);
        }
        // "mid-to-late August"
        let (first, last) = match (first, last) {
            (
                [first @ .., Token { is: Is::Dash(false), .. }],
                [Token { is: Is::Dash(false), .. }, last @ ..],
            ) => (first, last),
            ends => ends,
        };
        if let (Some(first), Some(last)) = (self.numeric(first), self.numeric(last)) {
            return ordered(&first, &last);
        }
        match (self.point(first)?, self.point(last)?) {
            (Point::Named(first), Point::Named(last)) => self.noted(first.to(last, self.told, self.lean)),
            (first, last) => ordered(&self.resolved(first)?, &self.resolved(last)?),
        }
    }

    /// One date or another; of two that follow each other both may be meant.
    fn either(&self, tokens: &[Token]) -> Option<Meant> {
        let at =
            tokens.iter().position(|token| matches!(token.is, Is::Word(Role::Or | Role::And) | Is::Slash))?;
        let (first, last) = (&tokens[..at], &tokens[at + 1..]);
        let (first, last) = match (self.point(first)?, self.point(last)?) {
            (Point::Named(first), Point::Named(last)) => (first, last),
            // "The 1980s and 1990s"
            (Point::Fixed(first), Point::Fixed(last)) => {
                let (first, last) = (first.hull(), last.hull());
                return (first.1.plus(1) == last.0).then(|| Meant::one((first.0, last.1)));
            }
            _ => return None,
        };
        self.noted(first.to(last, self.told, self.lean))?;
        let alone = |named| Some(self.resolved(Point::Named(named))?.hull());
        let (first, last) = (alone(first.or(last))?, alone(last.or(first))?);
        if first.1.plus(1) == last.0 {
            return Some(Meant::one((first.0, last.1)));
        }
        let or = tokens[at].is == Is::Word(Role::Or);
        (or && first.1 < last.0).then(|| Meant { spans: vec![first, last], ..Meant::default() })
    }
}

/// From the first day of one to the last day of the other.
fn ordered(first: &Meant, last: &Meant) -> Option<Meant> {
    let span = (first.hull().0, last.hull().1);
    (first.hull().0 <= last.hull().0 && span.0 <= span.1).then(|| Meant::one(span))
}

/// Whether a token joins the two ends of a range.
fn joins(is: Is) -> bool {
    matches!(is, Is::Word(Role::To) | Is::Dash(_))
}

/// `1850–55`, `44–27 BC`.
fn years(first: &[Token], last: &[Token]) -> Option<Meant> {
    let ([Token { is: Is::Number(from, digits), .. }], [Token { is: Is::Number(to, short), .. }, era @ ..]) =
        (bare(first), last)
    else {
        return None;
    };
    match era {
        [] if *digits == 4 && *short == 2 && *to > from % 100 => {
            span::years(*from, from - from % 100 + to).map(Meant::one)
        }
        [Token { is: Is::Word(Role::BeforeEra), .. }] if *to > 0 => {
            span::years(1 - from, 1 - to).map(Meant::one)
        }
        [Token { is: Is::Word(Role::Era), .. }] if *from > 0 => span::years(*from, *to).map(Meant::one),
        _ => None,
    }
}
