//! What is in brackets behind a number: a conversion, a margin, a part of it, a remark.

use std::ops::Range;

use rust_decimal::Decimal;

use super::numeral::{is_year, last_digit};
use super::parser::{Core, Parser};
use super::refusal;
use super::token::{Kind, Token, outcomes};
use crate::value::language::Role;
use crate::value::unit::Measure;
use crate::value::{Effect, Side, Unreadable};

/// The tokens between brackets.
pub(super) type Aside<'a> = Vec<Token<'a>>;

/// The tokens outside of brackets, and those within each pair of them.
pub(super) fn split(tokens: Vec<Token<'_>>) -> (Vec<Token<'_>>, Vec<Aside<'_>>) {
    let (mut main, mut asides, mut depth) = (Vec::new(), Vec::new(), 0usize);
    for token in tokens {
        match token.kind {
            Kind::Open => {
                if depth == 0 {
                    asides.push(Vec::new());
                }
                depth += 1;
            }
            Kind::Close => depth = depth.saturating_sub(1),
            _ if depth == 0 => main.push(token),
            _ => {
                if let Some(aside) = asides.last_mut() {
                    aside.push(token);
                }
            }
        }
    }
    (main, asides)
}

impl<'a> Parser<'a> {
    /// Reads an aside beside the number `core`, which is in the unit read so far.
    pub(super) fn aside(&mut self, core: Core, aside: Aside<'a>) -> Result<Core, Unreadable> {
        let is = |role: Role| aside.iter().any(|token| token.is(role));
        if let Some(token) = aside.iter().find(|token| matches!(token.kind, Kind::Bad(_) | Kind::Unknown)) {
            return Err(self.stray(token));
        }
        if is(Role::Interval) {
            return interval(core, &aside);
        }
        if let Some(margin) = aside.iter().position(|token| token.is(Role::Margin)) {
            return self.margin_aside(core, &aside[margin..]);
        }
        let number = aside.iter().position(Token::is_number);
        let Some(number) = number else {
            self.remark(&aside)?;
            return Ok(core);
        };
        let words = |role| aside[..number].iter().any(|token| token.is(role));
        // The parts of a whole: "14 (7 civilians, 7 soldiers)".
        let numbers = aside.iter().filter(|token| token.is_number()).count();
        if numbers > 1
            && let Some(parts) = conversions(&aside)
        {
            for part in parts {
                self.aside(core, part)?;
            }
            return Ok(core);
        }
        let comma = aside.iter().any(|token| matches!(token.kind, Kind::Comma | Kind::Role(Role::And)));
        let outcomes = outcomes(&aside);
        // "112 (23 killed, 89 wounded)" are 112 of all who came to harm.
        let asked = self.context.language.outcomes_in(self.context.asked.attribute);
        let fits = asked == 0 || outcomes & !asked == 0;
        if numbers > 1 && comma && fits && (outcomes != 0 || is(Role::People)) {
            return Ok(core);
        }
        // "40 (later revised to 38)"
        let shifts = |token: &Token<'_>| {
            let first = self.text[token.range.clone()].split_whitespace().next().unwrap_or_default();
            token.is(Role::Verb) && self.context.language.is_shift(first)
        };
        if aside[..number].iter().any(shifts) && !words(Role::From) {
            return Err(refusal::second_number(aside[number].range.clone()));
        }
        let said_otherwise =
            [Role::Circumstance, Role::Part, Role::Rise, Role::Fall, Role::From, Role::Compared, Role::Per];
        if self.includes_others(&aside) {
            let range = aside[0].range.clone();
            self.hedge(&Effect::Bound(Side::High), &range)?;
            return Ok(core);
        }
        if said_otherwise.into_iter().any(words) || self.is_year(&aside) {
            return Ok(core);
        }
        self.other_figure(core, aside, number)
    }

    /// `(euros)`: the unit of the number, if nothing else is in the brackets. `(est.)`, `(reported)`: hedges are about the number, everything else is passed over.
    fn remark(&mut self, aside: &[Token<'a>]) -> Result<(), Unreadable> {
        if let [Token { kind: Kind::Unit(unit), range }] = aside
            && self.per.is_none()
        {
            return self.measured_in(*unit, range);
        }
        // "30 (hospitalised)"
        if let [Token { kind: Kind::Role(role), range }] = aside {
            self.say(*role, range);
            self.counted(*role, range);
        }
        if self.includes_others(aside) {
            let range = aside[0].range.clone();
            return self.hedge(&Effect::Bound(Side::High), &range);
        }
        // "(some not yet confirmed)", "(mostly unconfirmed)"
        if let Some(last) = aside.last().filter(|last| last.is(Role::Doubt)) {
            self.doubt(&last.range);
        }
        for (at, token) in aside.iter().enumerate() {
            let mut phrase = aside[at..].iter().take_while(|next| next.kind != Kind::Comma);
            let doubted = phrase.any(|next| next.is(Role::Doubt));
            match token.kind {
                Kind::Hedge(Effect::Spread(_)) if doubted => {}
                // "(some children)" is about a part of them.
                Kind::Hedge(_) if matches!(aside.get(at + 1), Some(next) if next.is(Role::People) || next.is(Role::Modifier)) =>
                    {}
                Kind::Hedge(effect @ (Effect::Spread(_) | Effect::Near(..) | Effect::Bound(_))) => {
                    self.hedge(effect, &token.range)?;
                }
                Kind::Doubt => self.hedged.doubted = true,
                Kind::Role(Role::Negation) => return Err(refusal::denial(token.range.clone())),
                Kind::Role(Role::Part) => break,
                Kind::Role(Role::Doubt) => self.doubt(&token.range),
                // "(expected)" is about the number, "(expected to rise)" is not.
                Kind::Role(role @ Role::Forecast) if aside.len() == 1 => self.note_forecast(role),
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether the aside begins with a year, as of prices or of a report: `(2011 adjusted)`.
    fn is_year(&self, aside: &[Token<'a>]) -> bool {
        let year = |token: &Token<'_>| match token.kind {
            Kind::Number(number) => {
                let digits = self.text[token.range.clone()].bytes().all(|byte| byte.is_ascii_digit());
                digits && is_year(number.value)
            }
            _ => false,
        };
        let others = aside.iter().filter(|token| token.is_number()).count();
        let units = aside.iter().any(|token| matches!(token.kind, Kind::Unit(_)));
        others == 1 && !units && aside.iter().any(year)
    }

    /// `(±3)`
    fn margin_aside(&mut self, core: Core, aside: &[Token<'a>]) -> Result<Core, Unreadable> {
        let number = aside.iter().find_map(|token| match token.kind {
            Kind::Number(number) => Some(number.value),
            _ => None,
        });
        let Some(margin) = number else {
            let range = aside.first().map_or(0..0, |first| first.range.clone());
            return Err(refusal::with_figures("a number is missing here", range));
        };
        self.hedged.margin = Some(margin);
        Ok(core)
    }

    /// A number in brackets: the same in another unit, or a part.
    fn other_figure(&mut self, core: Core, aside: Aside<'a>, number: usize) -> Result<Core, Unreadable> {
        let range = aside[number].range.start..aside.last().map_or(0, |last| last.range.end);
        let mut other = Parser::new(self.text, aside, self.context);
        let before = other.before_number()?;
        let start = other.range();
        let first = other.number()?;
        let second = other.range_from(first, &start, &before)?;
        let mut figure = other.after_number(second.unwrap_or(first), before.settled)?;
        let unit = other.unit.as_ref().map(|(unit, _)| *unit);
        let own = self.unit.as_ref().map(|(unit, _)| *unit);
        // "94.1% (89.3-96.8)"
        if second.is_some()
            && (unit.is_none() || unit == own)
            && (figure.low <= core.low
                && core.high <= figure.high
                && figure.low.is_some()
                && figure.high.is_some())
        {
            return Ok(Core { low: figure.low, high: figure.high, ..core });
        }
        let checked = match (own, unit) {
            // A share and what it comes to: "30% (1,100 employees)".
            (Some(own), None)
                if own.measures == Some("share") && (other.people.is_some() || other.thing.is_some()) =>
            {
                Ok(())
            }
            (Some(own), Some(unit)) if own.base != unit.base && own.measures == unit.measures => Ok(()),
            // "74,223,975 (46.8%)", "$94.9bn (+6%)": which part of a whole it is, or by how much it changed.
            (own, Some(unit)) if unit.measures == Some("share") && !self.is_share(own) => Ok(()),
            (own, Some(unit)) => {
                let own = own.or(self.context.asked_for.unit()).unwrap_or(unit);
                let rate = self.per.is_some() != other.per.is_some();
                let own = if rate { self.unit.as_ref().map_or(own, |(unit, _)| *unit) } else { own };
                converts((core, own), (figure, unit), range)
            }
            // "Forty (40)"
            (_, None) if figure.low == core.low && figure.high == core.high => Ok(()),
            // "$3.7trn (2.3trn)" leaves out whose money.
            (Some(own), None) if own.is_money() && other.people.is_none() && other.thing.is_none() => Ok(()),
            _ if other.people.is_some() || other.thing.is_some() || other.described() => {
                figure.share = false;
                self.is_part(core, figure, range)
            }
            _ => Err(refusal::second_number(range)),
        };
        checked.map(|()| core)
    }

    /// Whether the number is a share: by its own unit, or by what is asked for.
    fn is_share(&self, own: Option<Measure<'_>>) -> bool {
        own.map_or(self.context.asked_for.measures(), |own| own.measures) == Some("share")
    }

    /// Whether a word says what is special about the part: `1 serious`.
    fn described(&self) -> bool {
        self.tokens.iter().any(|token| token.is(Role::Modifier) || token.is(Role::Filler))
    }

    fn is_part(&self, core: Core, part: Core, range: Range<usize>) -> Result<(), Unreadable> {
        match (core.high, part.low) {
            (Some(high), Some(low)) if low > high && self.hedged.bound.is_none() => {
                Err(refusal::with_figures("this part is larger than the number it is of", range))
            }
            _ => Ok(()),
        }
    }
}

/// The parts of an aside where each is one number with a unit of its own: `$2bn; £1.5bn`.
fn conversions<'a>(aside: &[Token<'a>]) -> Option<Vec<Aside<'a>>> {
    let parts: Vec<Aside<'a>> = aside.split(|token| token.kind == Kind::Comma).map(<[_]>::to_vec).collect();
    let whole = |part: &Aside<'a>| {
        part.iter().filter(|token| token.is_number()).count() == 1
            && part.iter().any(|token| matches!(token.kind, Kind::Unit(_)))
    };
    (parts.len() > 1 && parts.iter().all(whole)).then_some(parts)
}

/// The ends that a figure may have been rounded from, in base units, and a hundredth more.
fn rounded(core: Core, measure: Measure<'_>) -> Option<(Decimal, Decimal)> {
    let end = |end: Decimal, sign: Decimal| {
        let slack =
            last_digit(end).checked_div(Decimal::TWO)?.min(end.abs().checked_mul(Decimal::new(5, 2))?);
        let slack = slack.checked_add(end.abs().checked_mul(Decimal::new(1, 2))?)?;
        measure.convert(end.checked_add(slack.checked_mul(sign)?)?)
    };
    Some((
        core.low.map_or(Some(Decimal::MIN), |low| end(low, Decimal::NEGATIVE_ONE))?,
        core.high.map_or(Some(Decimal::MAX), |high| end(high, Decimal::ONE))?,
    ))
}

/// `95% CI 90-98`: the interval is what the number allows.
fn interval(core: Core, aside: &[Token<'_>]) -> Result<Core, Unreadable> {
    let numbers: Vec<(Decimal, &Token<'_>)> = aside
        .iter()
        .filter_map(|token| match token.kind {
            Kind::Number(number) => Some((number.value, token)),
            _ => None,
        })
        .collect();
    let ([.., (low, _), (high, last)], false) = (&numbers[..], numbers.len() > 3) else {
        let range = aside.first().map_or(0..0, |first| first.range.clone());
        return Err(refusal::with_figures("this interval needs two ends", range));
    };
    let signed = |end: Decimal, token: &Token<'_>| {
        let before = aside.iter().take_while(|other| other.range.start < token.range.start).last();
        let minus = before.is_some_and(|before| before.kind == Kind::Sign { negative: true });
        if minus { -end } else { end }
    };
    let (low, high) = (signed(*low, numbers[numbers.len() - 2].1), signed(*high, last));
    let times = core.low.zip(core.high).is_some_and(|(one, other)| low <= one && other <= high);
    if !times {
        let message = "the number is not within this interval";
        return Err(refusal::with_figures(message, last.range.clone()));
    }
    Ok(Core { low: Some(low), high: Some(high), ..core })
}

/// Refuses a figure in another unit that is not the same once converted, each within the last digit it gives.
fn converts(
    (core, own): (Core, Measure<'_>),
    (other, unit): (Core, Measure<'_>),
    range: Range<usize>,
) -> Result<(), Unreadable> {
    if own.base != unit.base {
        let message = format!("this is in `{}`, which `{}` does not convert into", unit.base, own.base);
        return Err(refusal::with_figures(message, range));
    }
    let binary = own.measures == Some("data");
    let fits = |times: Decimal| {
        let scaled = || Measure { factor: own.factor.checked_mul(times).unwrap_or(own.factor), ..own };
        let own_ends = rounded(core, scaled());
        let other_ends = rounded(other, unit);
        matches!((own_ends, other_ends), (Some((low, high)), Some((first, last))) if low <= last && first <= high)
    };
    // Sizes of data are told in powers of 1024 under the names of those of 1000.
    let kibi: [Decimal; 4] = [24, 49, 74, 100].map(|more| Decimal::new(1000 + more, 3));
    if fits(Decimal::ONE) || binary && kibi.into_iter().any(fits) {
        return Ok(());
    }
    let message = "this is not the same once converted: one of the two is wrong";
    Err(refusal::with_figures(message, range))
}
