//! Quantities: numbers with hedges and units.
//!
//! A wording is taken to tokens, and every token is accounted for: it is a number, a hedge, a unit, or a word that the
//! language pack knows in that place. Any other is an error at that token.

mod aside;
mod before;
mod behind;
mod clauses;
mod compound;
mod context;
mod digits;
mod finish;
mod group;
mod hedged;
mod included;
mod joined;
mod letters;
mod lists;
mod margin;
mod noted;
mod nouns;
mod number_words;
mod numbers;
mod numeral;
mod one;
mod parser;
mod part_of_one;
mod parts;
mod range;
mod rate;
mod refusal;
mod said;
mod second;
mod stray;
mod token;
mod unsure;

use rust_decimal::Decimal;

use super::figures::{self, Which};
use super::language::{Language, Role};
use super::{Allowed, Hedges, LONGEST, Units, Unreadable};
pub use context::{AsWritten, Asked};
use context::{AskedFor, Context};
pub(crate) use margin::unit_of_margin;
pub use margin::with_margin;
use number_words::Number;
pub use numbers::{Written, numbers};
use one::one_of_a_unit;
use parser::Parser;
pub(super) use parts::parts;
use token::{Fault, Kind, Token, tokens};

/// What a worded quantity allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The numbers it allows, in `unit`.
    pub allowed: Allowed,
    /// The base unit of the numbers, where the wording or its attribute names one.
    pub unit: Option<String>,
    /// How it is written, for showing it.
    pub written: Option<AsWritten>,
    /// How many base units one of the unit that it is written in is.
    pub factor: Decimal,
    /// Whether it is written in one unit, or as a number alone: divided by `factor` it is the number as it is written.
    pub one_unit: bool,
    /// Whether it is still to come, so that to deny it says nothing of today.
    pub to_come: bool,
}

/// Reads a quantity as worded, such as `about 3,000`, `5 to 6 million km` or `two brigades of 6,000 each`.
///
/// `asked` says what for: the unit of numbers that bear none, the attribute. What comes back is in its base unit. A
/// wording that holds no number or several unrelated ones, a word that is not known where it is, and a unit that does
/// not measure what is asked for cannot be read.
pub fn read<'a>(
    wording: &str,
    asked: impl Into<Asked<'a>>,
    hedges: &Hedges,
    units: &Units,
) -> Result<Quantity, Unreadable> {
    let asked = asked.into();
    if wording.len() > LONGEST {
        return Err(Unreadable::new("this is too long for a quantity", 0..wording.len())
            .help(format!("write the figure alone; a quantity has at most {LONGEST} bytes")));
    }
    let Some(context) = Context::new(asked, hedges, units) else {
        return no_pack(wording, asked, hedges, units);
    };
    let tokens = one_of_a_unit(wording, what_it_is(wording, tokens(wording, &context), &context));
    let tokens = all_of_it(wording, tokens, &context);
    whole(wording, tokens, &context)
}

/// A wording in a language that has no pack: bare digits are digits in any.
fn no_pack(wording: &str, asked: Asked<'_>, hedges: &Hedges, units: &Units) -> Result<Quantity, Unreadable> {
    if !wording.contains(char::is_alphabetic) {
        return read(wording, Asked { lang: None, ..asked }, hedges, units);
    }
    let start = wording.find(char::is_alphabetic).unwrap_or(0);
    let message = format!("there is no language pack for `{}`", asked.lang.unwrap_or_default());
    Err(Unreadable::new(message, start..wording.trim_end().len())
        .help("write the figures in digits alone, or in a language that has one: `en`, `de`"))
}

/// `not 60 but 54`: what the number is, without what it is not.
fn what_it_is<'a>(wording: &str, mut tokens: Vec<Token<'a>>, context: &Context<'_>) -> Vec<Token<'a>> {
    let turns = |token: &Token<'_>| context.language.is_turn(&wording[token.range.clone()]);
    let number = |tokens: &[Token<'_>]| tokens.iter().filter(|token| token.is_number()).count();
    let stray =
        |token: &Token<'_>| matches!(token.kind, Kind::Unknown | Kind::Bad(_) | Kind::Role(Role::Negation));
    if let [Token { kind: Kind::Role(Role::Negation), .. }, rest @ ..] = &tokens[..]
        && let Some(but) = rest.iter().position(turns)
        && let turn = &wording[rest[but].range.clone()]
        && number(&rest[..but]) == 1
        && number(&rest[but..]) > 0
        && !rest[..but].iter().any(stray)
    {
        // "But no more than" says what it is, too.
        tokens.drain(..but + 1 + usize::from(!turn.contains(char::is_whitespace)));
    }
    tokens
}

/// `all`, `all of them`, where a share is asked for: the whole.
fn all_of_it<'a>(wording: &str, mut tokens: Vec<Token<'a>>, context: &Context<'_>) -> Vec<Token<'a>> {
    let passed = |token: &Token<'_>| {
        matches!(token.kind, Kind::Role(Role::Filler | Role::Article | Role::Of | Role::Part))
    };
    if context.asked_for.measures() == Some("share")
        && let [first, rest @ ..] = &mut tokens[..]
        && rest.iter().all(passed)
        && matches!(first.kind, Kind::Role(_))
        && context.language.is_all(&wording[first.range.clone()])
    {
        first.kind = Kind::Share(100, 100);
    }
    tokens
}

type Read = Result<Quantity, Unreadable>;

/// What a wording as a whole allows.
fn whole<'a>(wording: &'a str, tokens: Vec<Token<'a>>, context: &'a Context<'a>) -> Read {
    let (main, mut asides) = aside::split(included::asked_for(wording, tokens, context)?);
    let mut main = main;
    multiplied_outside(wording, &mut main, &mut asides, context);
    if !main.iter().any(Token::is_number) && asides.iter().any(|aside| aside.iter().any(Token::is_number)) {
        return bracketed(wording, main, &mut asides, context);
    }
    let main = clauses::asked_for(wording, lists::added_up(wording, main, context), context)?;
    one(wording, main, asides, context, false)
}

/// `(1,200) million dollars`: what multiplies a number in brackets goes to it.
fn multiplied_outside<'a>(
    wording: &str,
    main: &mut Vec<Token<'a>>,
    asides: &mut [aside::Aside<'a>],
    context: &Context<'a>,
) {
    let mut numbers = (0..main.len()).filter(|&at| main[at].is_number());
    let (Some(at), None) = (numbers.next(), numbers.next()) else { return };
    let Kind::Number(Number { factors: Some((one, times)), .. }) = main[at].kind else { return };
    let start = main[at].range.start;
    if one != Decimal::ONE || !number_words::multiplier_follows(wording, start, context.language) {
        return;
    }
    let bracket = asides.iter_mut().find_map(|aside| match &mut aside[..] {
        [Token { kind: Kind::Number(number), range }] if range.end < start && number.factors.is_none() => {
            Some(number)
        }
        _ => None,
    });
    if let Some((number, product)) = bracket.and_then(|number| Some((number.times(times)?, number))) {
        *product = number;
        main.remove(at);
    }
}

/// A wording all in brackets: accountants write what is below zero so; a count in brackets is a count.
fn bracketed<'a>(
    wording: &'a str,
    mut main: Vec<Token<'a>>,
    asides: &mut Vec<aside::Aside<'a>>,
    context: &'a Context<'a>,
) -> Read {
    let at = asides.iter().position(|aside| aside.iter().any(Token::is_number)).unwrap_or(0);
    let inner = asides.remove(at);
    let unit = |token: &Token<'_>| matches!(token.kind, Kind::Unit(unit) if !unit.counts());
    let counted = matches!(context.asked_for, AskedFor::Unit(asked) if asked.counts());
    // What accountants put in brackets is a number and its unit alone: not "(4.2 ± 0.1) kg".
    let sum = inner.iter().all(|token| matches!(token.kind, Kind::Number(_) | Kind::Unit(_)));
    let measured = inner.iter().chain(&main).any(unit) || !matches!(context.asked_for, AskedFor::Anything);
    let negative = sum && !counted && measured;
    main.extend(inner);
    main.sort_by_key(|token| token.range.start);
    one(wording, main, std::mem::take(asides), context, negative)
}

/// One number or range, with all that is around it.
fn one<'a>(
    wording: &'a str,
    main: Vec<Token<'a>>,
    asides: Vec<aside::Aside<'a>>,
    context: &'a Context<'a>,
    negative: bool,
) -> Read {
    let mut parser = Parser::new(wording, main, context);
    let before = parser.before_number()?;
    let start = parser.range();
    let first = parser.number()?;
    let number = start.start..parser.tokens[parser.at - 1].range.end;
    let mut core = parser.figures(first)?;
    core = parser.compound_start(core, &before)?;
    let changed = before.settled || parser.change.is_some();
    if before.from.is_none() {
        core = parser.came_to(core)?;
    }
    if let Some(range) = parser.range_from(core, &start, &before)? {
        // "Fell from 41 to 31" is 31.
        core = if changed && before.from.is_some() { parser.last_of(range) } else { range };
        parser.change.take_if(|_| before.from.is_some());
    } else {
        parser.no_range_after(&before, &number)?;
    }
    core = parser.after_number(core, changed)?;
    for aside in std::mem::take(&mut parser.asides).into_iter().chain(asides) {
        core = parser.aside(core, aside)?;
    }
    if negative {
        core = parser::Core { low: core.high.map(|end| -end), high: core.low.map(|end| -end), ..core };
    }
    core = parser.as_asked(core, &number)?;
    let (measure, unit) = parser.measure(core, number.clone())?;
    parser.keep_within_the_whole(core, measure, &number)?;
    let allowed = parser.at_most_all(finish::allowed(core, parser.hedged, measure, &number)?, measure);
    let written = finish::as_written(core, measure);
    let factor = measure.factor;
    let counted = unit.is_empty() && (parser.people.is_some() || parser.thing.is_some());
    let one_unit = parser.further_units == 0 && !counted && measure.zero.is_zero();
    let to_come = parser.forecast.is_some() && !parser.looks_ahead();
    let unit = Some(unit).filter(|unit| !unit.is_empty());
    Ok(Quantity { allowed, unit, written, factor, one_unit, to_come })
}

/// Whether a wording is a quantity where nothing declares what it is: it can be read as one, or every word of it is one
/// that quantities are worded in, with a number and a unit or a hedge, so that it is a quantity that cannot be read.
#[must_use]
pub fn may_be(wording: &str, asked: Asked<'_>, hedges: &Hedges, units: &Units) -> bool {
    if wording.len() > LONGEST {
        return false;
    }
    let Some(context) = Context::new(asked, hedges, units) else {
        return no_pack(wording, asked, hedges, units).is_ok();
    };
    let tokens = tokens(wording, &context);
    let stray = |token: &Token<'_>| matches!(token.kind, Kind::Unknown | Kind::Bad(_) | Kind::Ordinal);
    let counted =
        tokens.iter().any(|token| token.is_number() || matches!(token.kind, Kind::Role(Role::Article)));
    // `a pupil` says who it was, not how many.
    let measured = |token: &Token<'_>| token.is_number() || matches!(token.kind, Kind::Unit(_));
    let someone = !tokens.iter().any(measured);
    // What is wrong with a text is not asked, so it is not worked out.
    if !counted || someone || tokens.iter().any(stray) {
        return false;
    }
    let worded = tokens.iter().any(|token| matches!(token.kind, Kind::Unit(_) | Kind::Hedge(_)))
        && tokens.iter().any(Token::is_number)
        && !tokens.iter().any(|token| token.kind == Kind::Name);
    worded || read(wording, asked, hedges, units).is_ok()
}

/// Whether a wording is a number of something that no file declares, and no text: `40 lamps`, `40 tonnes blew up`. It may be one
/// that cannot be read.
#[must_use]
pub fn counts_something(wording: &str, asked: Asked<'_>, hedges: &Hedges, units: &Units) -> bool {
    let context = Context::new(asked, hedges, units).filter(|_| wording.len() <= LONGEST);
    let Some(context) = context else { return false };
    let tokens = tokens(wording, &context);
    let leads = |token: &Token<'_>| {
        let lead = matches!(token.kind, Kind::Hedge(_) | Kind::Unit(_) | Kind::Sign { .. });
        lead || token.is(Role::Filler) || token.is(Role::Article)
    };
    let first = tokens.iter().position(|token| !leads(token)).unwrap_or(tokens.len());
    // A letter behind the number may be its unit, or multiply it.
    let number = |at: usize| {
        tokens.get(at).is_some_and(|token| matches!(token.kind, Kind::Number(_) | Kind::Bad(Fault::Letter)))
    };
    let unit = |at: usize| match tokens.get(at).map(|token| token.kind) {
        Some(Kind::Unit(unit)) => !unit.counts(),
        _ => false,
    };
    let doubtful = tokens.get(first).is_some_and(|token| token.kind == Kind::Bad(Fault::Letter));
    let measured = unit(first + 1) || (0..first).any(unit) || doubtful;
    let few = tokens.len() <= first + 3 && (first + 1..tokens.len()).all(|at| !number(at));
    number(first) && (few || measured)
}

/// Whether `word`, in lower case, counts something: "three", "million".
pub(super) fn counts(word: &str) -> bool {
    let english = Language::english();
    number_words::Words::at(word, 0, english).number().is_some()
        || number_words::multiplier_follows(word, 0, english)
}

/// Reads a quantity given by its figures, each worded as [`read`] takes it.
///
/// `low` and `high` give the ends, and an end that is not given is open; `best` alone gives its own set. It
/// cannot be read where `low` is above `high`, `best` lies outside them, or their units measure different things.
pub fn figures<'a>(
    low: Option<&str>,
    best: Option<&str>,
    high: Option<&str>,
    asked: impl Into<Asked<'a>>,
    hedges: &Hedges,
    units: &Units,
) -> Result<Quantity, (Which, Unreadable)> {
    let asked = asked.into();
    let (mut named, mut written): (Option<String>, Option<AsWritten>) = (None, None);
    let mut first: Option<Decimal> = None;
    let (mut factor, mut one_unit, mut to_come) = (Decimal::ONE, true, false);
    let allowed = figures::combine(low, best, high, |wording| {
        let quantity = read(wording, asked, hedges, units)?;
        factor = quantity.factor;
        one_unit &= quantity.one_unit && *first.get_or_insert(factor) == factor;
        to_come |= quantity.to_come;
        written = match (written, quantity.written) {
            (Some(one), Some(other)) if one.factor == other.factor => {
                Some(AsWritten { step: one.step.min(other.step), ..one })
            }
            (one, other) => one.or(other),
        };
        match (&named, quantity.unit) {
            (Some(named), Some(other)) if *named != other => {
                return Err(Unreadable::new(
                    format!("it is measured in `{other}`, the figures before it in `{named}`"),
                    0..wording.len(),
                ));
            }
            (_, Some(other)) => named = Some(other),
            _ => {}
        }
        Ok(quantity.allowed)
    })?;
    Ok(Quantity { allowed, unit: named, written, factor, one_unit, to_come })
}
