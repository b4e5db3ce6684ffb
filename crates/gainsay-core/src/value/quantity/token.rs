//! The tokens that a quantity is worded in: each is a number, a hedge, a unit, a word with a role, a sign, or unknown.

use std::ops::Range;

use rust_decimal::Decimal;

use super::context::Context;
use super::number_words::{Number, Words, multiplier_follows, vague_times};
use crate::value::language::{NumberWord, Role};
use crate::value::lexicon::{fold, token};
use crate::value::unit::Measure;
use crate::value::{Effect, words};

/// A token of a wording.
#[derive(Debug, Clone)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind<'a>,
    /// The bytes of the wording that it takes.
    pub(super) range: Range<usize>,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind<'a> {
    /// A number in digits or words, without its sign.
    Number(Number),
    /// A word that stands for a range of numbers: "dozens", "several hundred".
    Vague(Option<Decimal>, Option<Decimal>),
    /// Any other hedge.
    Hedge(&'a Effect),
    Unit(Measure<'a>),
    Role(Role),
    /// `-` or `minus` before a number, `+` or `plus`.
    Sign {
        negative: bool,
    },
    /// A word that stands for shares, from and to so many percent: "most".
    Share(u32, u32),
    /// `40s`
    Decade(Decimal),
    /// `3rd`
    Ordinal,
    /// `x`
    Times,
    Dash,
    Slash,
    Comma,
    Colon,
    Open,
    Close,
    /// `?`
    Doubt,
    /// A word that begins with a capital letter, and is not known.
    Name,
    /// Any other word or sign.
    Unknown,
    /// What looks like a number and cannot be read.
    Bad(Fault),
}

/// Why something that looks like a number cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is written in no known way.
    Form,
    /// It begins with the comma.
    Comma,
    /// The letter behind it may multiply it or be its unit.
    Letter,
}

impl Token<'_> {
    /// Whether it stands for a number or a range of them.
    pub(super) fn is_number(&self) -> bool {
        matches!(self.kind, Kind::Number(_) | Kind::Vague(..) | Kind::Decade(_) | Kind::Share(..))
    }

    pub(super) fn is(&self, role: Role) -> bool {
        self.kind == Kind::Role(role)
    }
}

/// What became of the people that `tokens` count, as bits.
pub(super) fn outcomes(tokens: &[Token<'_>]) -> u32 {
    tokens.iter().fold(0, |bits, token| match token.kind {
        Kind::Role(Role::Outcome(outcome)) => bits | 1 << outcome,
        _ => bits,
    })
}

/// Hyphens, dashes and the sign of minus.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}')
}

/// The tokens of `text`.
pub(super) fn tokens<'a>(text: &'a str, context: &'a Context<'a>) -> Vec<Token<'a>> {
    let mut lexer = Lexer { text, context, tokens: Vec::with_capacity(8), square: false };
    let mut at = 0;
    while let Some((start, c)) = lexer.next_start(at) {
        let (kind, end) = lexer.token(start, c);
        at = end.max(start + c.len_utf8());
        lexer.push(kind, start..at);
    }
    lexer.tokens
}

pub(super) struct Lexer<'a> {
    pub(super) text: &'a str,
    pub(super) context: &'a Context<'a>,
    /// The tokens so far.
    pub(super) tokens: Vec<Token<'a>>,
    /// Whether a square bracket is open that is not an editor's.
    square: bool,
}

/// A token, or nothing for what parts tokens, and where it ends.
type Found<'a> = (Option<Kind<'a>>, usize);

impl<'a> Lexer<'a> {
    /// Adds a token. A multiplier that something parts from its number goes to that: `12 USD million`, `$100 [billion]`.
    fn push(&mut self, kind: Option<Kind<'a>>, range: Range<usize>) {
        let Some(kind) = kind else { return };
        if let Kind::Number(Number { factors: Some((one, times)), .. }) = kind
            && one == Decimal::ONE
            && multiplier_follows(self.text, range.start, self.context.language)
        {
            let money =
                matches!(self.tokens.last(), Some(Token { kind: Kind::Unit(unit), .. }) if unit.is_money());
            let at = self.tokens.len().checked_sub(1 + usize::from(money));
            if let Some(Token { kind: Kind::Number(number), .. }) = at.and_then(|at| self.tokens.get_mut(at))
                && number.factors.is_none()
                && let Some(multiplied) = number.times(times)
            {
                *number = multiplied;
                return;
            }
        }
        self.tokens.push(Token { kind, range });
    }

    pub(super) fn next_start(&self, at: usize) -> Option<(usize, char)> {
        self.text[at..].char_indices().find(|(_, c)| !c.is_whitespace()).map(|(offset, c)| (at + offset, c))
    }

    pub(super) fn char_at(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    pub(super) fn char_before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    fn token(&mut self, start: usize, c: char) -> Found<'a> {
        let end = start + c.len_utf8();
        let next = self.char_at(end);
        if let Some(end) = self.joined_name(start, c) {
            return (Some(Kind::Name), end);
        }
        if c.is_ascii_digit() || c == '.' && next.is_some_and(|c| c.is_ascii_digit()) {
            let (kind, end) = self.digits(start);
            return (Some(kind), end);
        }
        if let Some(margin) = ["±", "+/-", "+/\u{2212}", "+-", "+\u{2212}"]
            .iter()
            .find(|sign| self.text[start..].starts_with(**sign))
        {
            return (Some(Kind::Role(Role::Margin)), start + margin.len());
        }
        match c {
            ',' if next.is_some_and(|c| c.is_ascii_digit())
                && !self.char_before(start).is_some_and(char::is_alphanumeric) =>
            {
                (Some(Kind::Bad(Fault::Comma)), self.run_end(end))
            }
            '[' | ']' => (self.square_bracket(start, c), end),
            _ if is_dash(c) => self.dash(start, end),
            '\'' | '"' | '\u{2019}' | '\u{201d}'
                if self.after_number(start) && self.measures_feet(c, end) =>
            {
                let inches = matches!(c, '"' | '\u{201d}');
                let unit = self.context.units.named(if inches { "inch" } else { "foot" });
                (unit.map(Kind::Unit), end)
            }
            '\'' if self.after_number(start) && self.char_at(end).is_none_or(|c| !c.is_alphabetic()) => {
                (self.lone_prime(start), end)
            }
            '"' | '\'' | '\u{2018}'..='\u{201f}' | '«' | '»' | '.' | '*' | '\u{feff}' => (None, end),
            ',' | ';' => (Some(Kind::Comma), end),
            ':' => (Some(Kind::Colon), end),
            '(' => (Some(Kind::Open), end),
            ')' => (Some(Kind::Close), end),
            '?' => (Some(Kind::Doubt), end),
            '\u{d7}' => (Some(Kind::Times), end),
            '+' if !self.after_number(start)
                && self.next_start(end).is_some_and(|(_, c)| c.is_ascii_digit()) =>
            {
                (Some(Kind::Sign { negative: false }), end)
            }
            _ => self.word(start, c),
        }
    }

    /// Whether a number or a unit ends right before `at`.
    fn after_number(&self, at: usize) -> bool {
        self.tokens.last().is_some_and(|last| {
            last.range.end == at && (last.is_number() || matches!(last.kind, Kind::Unit(_)))
        })
    }

    /// Whether a quotation mark right behind a number means feet or inches.
    fn measures_feet(&self, c: char, end: usize) -> bool {
        let inches = self.text[end..].contains(['"', '\u{201d}']);
        let before = &self.text[..end - c.len_utf8()];
        match c {
            '"' => before.matches('"').count().is_multiple_of(2),
            '\u{201d}' => !before.contains('\u{201c}'),
            '\u{2019}' => {
                !before.contains('\u{2018}') && self.char_at(end).is_some_and(|c| c.is_ascii_digit())
            }
            _ => inches || self.char_at(end).is_some_and(|c| c.is_ascii_digit()),
        }
    }

    /// A sign of minutes or feet behind a number, unless it closes a quotation.
    fn lone_prime(&self, start: usize) -> Option<Kind<'a>> {
        if self.char_before(start) == Some('\'') {
            return Some(Kind::Unknown);
        }
        if !self.text[..start].matches(['\'', '\u{2018}']).count().is_multiple_of(2) {
            return None;
        }
        let name = match self.context.asked_for.measures() {
            Some("length") => "foot",
            Some("time") => "minute",
            _ => return Some(Kind::Unknown),
        };
        let number = self.tokens.last().is_some_and(Token::is_number);
        self.context
            .units
            .named(name)
            .filter(|_| number)
            .map_or(Some(Kind::Unknown), |unit| Some(Kind::Unit(unit)))
    }

    /// A square bracket. What an editor put in is read as if it had been there; an interval of confidence is an aside.
    fn square_bracket(&mut self, start: usize, c: char) -> Option<Kind<'a>> {
        if c == ']' {
            return std::mem::take(&mut self.square).then_some(Kind::Close);
        }
        let inside = self.text[start + 1..].split(['[', ']']).next().unwrap_or_default();
        let mut at = 0;
        while let Some(word) = token(inside, at) {
            if self.context.language.role(inside, word.start).is_some_and(|(role, _)| role == Role::Interval)
            {
                self.square = true;
                return Some(Kind::Open);
            }
            at = word.end;
        }
        None
    }

    /// A dash: a sign, the `to` of a range, a break, or a hyphen.
    fn dash(&self, start: usize, end: usize) -> Found<'a> {
        let close = self.char_at(end).filter(|c| !c.is_whitespace());
        let joined = self.char_before(start).is_some_and(|c| !c.is_whitespace());
        let after = self.tokens.last();
        let after_number = after.is_some_and(|last| last.is_number() || matches!(last.kind, Kind::Unit(_)));
        let digits = |at: usize| {
            let rest = self.text[at..].strip_prefix('.').unwrap_or(&self.text[at..]);
            rest.starts_with(|c: char| c.is_ascii_digit())
        };
        let money =
            || self.unit(end).filter(|(measure, _)| measure.is_money()).is_some_and(|(_, end)| digits(end));
        // "$-5bn" is below zero.
        let leads = self.tokens.iter().all(|token| !token.is_number());
        let sum = after.is_some_and(|last| {
            last.range.end == start && matches!(last.kind, Kind::Unit(unit) if unit.is_money())
        });
        if sum && leads && digits(end) {
            return (Some(Kind::Sign { negative: true }), end);
        }
        if !(after_number || joined && after.is_some()) && (digits(end) || money()) {
            return (Some(Kind::Sign { negative: true }), end);
        }
        // A hyphen within a word, or between a number and its noun.
        if joined && close.is_some_and(char::is_alphabetic) && !money() {
            return (None, end);
        }
        (Some(Kind::Dash), end)
    }

    /// A word: the longest of what it may be the beginning of.
    fn word(&self, start: usize, c: char) -> Found<'a> {
        let language = self.context.language;
        let hedge = self.hedge(start);
        let number = Words::at(self.text, start, language).number().map(|(number, end)| {
            let (number, end) = self.part_of_one(number, end);
            self.finished(number, end)
        });
        if let Some((decade, end)) = Words::at(self.text, start, language).decade() {
            return (Some(Kind::Decade(decade)), end);
        }
        let role = language.role(self.text, start).map(|(role, end)| (self.role(role, end), end));
        let unit = self.unit(start).map(|(measure, end)| (Kind::Unit(measure), end));
        let after_number =
            self.tokens.last().is_some_and(|last| last.is_number() || matches!(last.kind, Kind::Unit(_)));
        // Of readings of one length: "second" is a unit only behind a number, and people are what they are in the pack.
        let people = matches!(role, Some((Kind::Role(Role::People | Role::Outcome(_) | Role::Harmed), _)));
        let unit_first = after_number && !people || role.is_none();
        let (first, second) = if unit_first { (unit, role) } else { (role, unit) };
        if let Some((small, end)) = self.small_unit(start, false) {
            return (Some(Kind::Unit(small)), end);
        }
        let (hedge, filler) = match hedge {
            Some((Kind::Role(_), _)) => (None, hedge),
            _ => (hedge, None),
        };
        let mut best: Option<(Kind<'a>, usize)> = None;
        for found in [self.sign_word(start), hedge, number, first, second, filler].into_iter().flatten() {
            if best.is_none_or(|best| found.1 > best.1) {
                best = Some(found);
            }
        }
        match best {
            Some((kind, end)) => (Some(kind), end),
            None => self.stray(start, c),
        }
    }

    /// `in` behind feet and `m` behind hours, which are units nowhere else: `5 ft 11 in`, `1h 30m`. `glued` says that the
    /// number before it is not a token yet.
    pub(super) fn small_unit(&self, start: usize, glued: bool) -> Option<(Measure<'a>, usize)> {
        let number = usize::from(!glued);
        let large = self.tokens.len().checked_sub(1 + number).and_then(|at| self.tokens.get(at))?;
        let Kind::Unit(large) = large.kind else { return None };
        let small = [("foot", "in", "inch"), ("hour", "m", "minute"), ("minute", "s", "second")];
        let (_, letters, name) = small.into_iter().find(|(unit, letters, _)| {
            self.letters_at(start) == *letters && self.context.units.named(unit) == Some(large)
        })?;
        Some((self.context.units.named(name)?, start + letters.len()))
    }

    /// The role of a word. An age or a share in words is a number only where one is asked for.
    fn role(&self, role: Role, end: usize) -> Kind<'a> {
        let asked = &self.context.asked_for;
        match role {
            Role::Age(low, high) if asked.unit().is_some_and(|unit| unit.base == "month") => {
                Kind::Vague(Some(low.into()), Some(high.into()))
            }
            Role::Age(..) => Kind::Role(Role::People),
            Role::Share(low, high)
                if asked.measures() == Some("share") && !self.tokens.iter().any(Token::is_number) =>
            {
                Kind::Share(low, high)
            }
            // "Most of the 12" are not 12, and "500, nearly all of the town" are 500.
            Role::Share(..)
                if self.tokens.last().is_some_and(|last| last.kind == Kind::Comma)
                    || self.context.language.role(self.text, end).is_some_and(|(of, _)| of == Role::Of) =>
            {
                Kind::Role(Role::Part)
            }
            Role::Share(..) => Kind::Role(Role::Modifier),
            role => Kind::Role(role),
        }
    }

    fn sign_word(&self, start: usize) -> Option<(Kind<'a>, usize)> {
        let word = token(self.text, start)?;
        let after_number =
            self.tokens.last().is_some_and(|last| last.is_number() || matches!(last.kind, Kind::Unit(_)));
        let negative = match self.context.language.numbers.get(&*fold(&self.text[word.clone()]))? {
            NumberWord::Minus => true,
            NumberWord::Plus => false,
            _ => return None,
        };
        let number = self.next_start(word.end).is_some_and(|(next, c)| {
            c.is_ascii_digit()
                || Words::at(self.text, next, self.context.language).number().is_some()
                || self.unit(next).is_some_and(|(unit, _)| unit.is_money())
        });
        (number && !after_number).then_some((Kind::Sign { negative }, word.end))
    }

    /// A word or sign that nothing knows.
    fn stray(&self, start: usize, c: char) -> Found<'a> {
        let single = start + c.len_utf8();
        match c {
            '/' => return (Some(Kind::Slash), single),
            'x' | 'X' if self.letters_at(start).len() == 1 => return (Some(Kind::Times), single),
            _ if !c.is_alphanumeric() => return (Some(Kind::Unknown), single),
            _ => {}
        }
        let mut end = token(self.text, start).map_or(single, |word| word.end);
        // What the attribute is named by is what it counts: the mills of `mills-closed`.
        if self.context.names(&self.text[start..end]) {
            return (Some(Kind::Role(Role::Thing)), end);
        }
        let word = &self.text[start..end];
        let name = word.chars().any(char::is_uppercase);
        if name && word.contains(|c: char| c.is_ascii_digit()) {
            end = self.name_end(start);
        }
        (Some(if name { Kind::Name } else { Kind::Unknown }), end)
    }

    /// The hedge at `start`, with what multiplies it: "several hundred", "tens of thousands".
    pub(super) fn hedge(&self, start: usize) -> Option<(Kind<'a>, usize)> {
        // "The past five days" are five, and "tops five days" are more.
        let time = self.context.asked_for.measures() == Some("time");
        let language = self.context.language;
        let is_past = |end: usize| time && language.is_distance(&self.text[start..end]);
        let before = || self.context.hedge_before(self.text, start).filter(|&(_, end)| !is_past(end));
        let leads = !self.tokens.iter().any(Token::is_number);
        let found = leads.then(before).flatten().or_else(|| self.context.hedge(self.text, start));
        let (effect, end) = found?;
        // The days of "90 days ago" are a unit.
        let last = self.tokens.last().is_some_and(Token::is_number);
        if last && matches!(effect, Effect::After { .. }) && self.unit(start).is_some() {
            return None;
        }
        Some(match effect {
            Effect::Range { low, high } => self.vague(*low, *high, end),
            Effect::Spread(spread) if spread.is_zero() => (Kind::Role(Role::Filler), end),
            Effect::Spread(_) | Effect::Near(..) | Effect::Bound(_) => (Kind::Hedge(effect), end),
            // What bounds or gives a date says nothing of a number. A known word of the same length says more.
            _ if words::negates(&self.text[start..end]) => (Kind::Role(Role::Negation), end),
            _ => {
                let role = self.context.language.role(self.text, start).filter(|(_, known)| *known >= end);
                let plain = if matches!(effect, Effect::SoFar) { Role::Filler } else { Role::Circumstance };
                role.map_or((Kind::Role(plain), end), |(role, end)| (Kind::Role(role), end))
            }
        })
    }

    fn vague(&self, low: Option<Decimal>, high: Option<Decimal>, end: usize) -> (Kind<'a>, usize) {
        let language = self.context.language;
        let of =
            language.role(self.text, end).filter(|(role, _)| *role == Role::Of).map_or(end, |(_, end)| end);
        let multiplied = Words::at(self.text, of, language).multipliers().and_then(|(times, end)| {
            let (low, high) = vague_times(low, high, times)?;
            Some((Kind::Vague(low, high), end))
        });
        multiplied.unwrap_or((Kind::Vague(low, high), end))
    }

    /// The longest unit at `from`: known, the attribute's own, or a sign that means one before a number.
    pub(super) fn unit(&self, from: usize) -> Option<(Measure<'a>, usize)> {
        let start = token(self.text, from)?.start;
        let known = self.context.unit(self.text, start).or_else(|| self.unit_between_digits(start));
        let sign = self.sign_before_number(start);
        let longer = |(_, end): &(Measure<'a>, usize)| known.is_none_or(|(_, known)| *end >= known);
        sign.filter(longer).or(known)
    }

    /// The letters between two numbers in digits that are one measure: `1h30`, `6ft2`.
    pub(super) fn unit_between_digits(&self, start: usize) -> Option<(Measure<'a>, usize)> {
        let end = start + self.letters_at(start).len();
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        (digit(self.char_before(start)) && digit(self.char_at(end))).then_some(())?;
        let units = self.context.units;
        let (unit, _) = self.context.unit(&self.text[..end], start).filter(|(_, unit)| *unit == end)?;
        ["foot", "hour"].iter().any(|name| units.named(name) == Some(unit)).then_some((unit, end))
    }

    /// A sign of money or of a scale at `start` and right before digits: `Rs 500`, `N331`, `CHF1.2bn`, `M6.8`.
    fn sign_before_number(&self, start: usize) -> Option<(Measure<'a>, usize)> {
        let digits = |at: usize| self.next_start(at).is_some_and(|(_, c)| c.is_ascii_digit() || c == '.');
        if self.tokens.last().is_some_and(|last| last.is_number() && last.range.end == start) {
            return None;
        }
        let letters = start + self.letters_at(start).len();
        let glued = self.char_at(letters).is_some_and(|c| c.is_ascii_digit());
        let text = if glued { &self.text[..letters] } else { self.text };
        let sign = self.context.units.before_number(text, start);
        let money = || self.context.unit(text, start).filter(|(measure, _)| glued && measure.is_money());
        // "N314" and "CVE2023" are names, unless money is asked for.
        let code = letters == start + 1 || self.context.units.at(text, start).is_none();
        let named = |(unit, end): &(Measure<'_>, usize)| {
            glued && code && unit.is_money() && *end == letters && !self.is_amount(*unit, letters)
        };
        sign.or_else(money).filter(|found| digits(found.1) && !named(found))
    }
}
