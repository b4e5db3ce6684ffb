//! Quantities: numbers with hedges and units.

mod behind;
mod number;
mod number_words;
mod numbers;
mod numeral;
mod parser;
mod piece;
mod range;
mod rate;
mod vocabulary;
mod worded;

use rust_decimal::Decimal;

use super::figures::{self, Which};
use super::unit::Measure;
use super::{Allowed, Effect, Hedges, Met, Units, Unreadable};
pub use numbers::{Written, numbers};
use parser::Parser;
use piece::{Lexer, Sort};

/// What a worded quantity allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The numbers it allows, in `unit`.
    pub allowed: Allowed,
    /// The base unit of the numbers, where the wording or its attribute names one.
    pub unit: Option<String>,
}

/// The words of a quantity that are not a number and yet change what it allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside<'a> {
    /// The hedges, in the order of the wording.
    pub hedges: Vec<Met<'a>>,
    /// The units, in the order of the wording.
    pub units: Vec<MetUnit<'a>>,
}

/// A unit met in a wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetUnit<'a> {
    /// The bytes of the wording that it takes.
    pub range: std::ops::Range<usize>,
    /// How many base units one of it is.
    pub factor: Decimal,
    /// The name of the base unit.
    pub base: &'a str,
}

/// Reads a quantity as worded, such as `about 3,000`, `5 to 6 million km` or `two brigades of 6,000 each`.
///
/// `unit` is the unit of numbers that bear none. What comes back is in its base unit. A wording that holds no
/// number or several unrelated ones, a word before the number that is not a known hedge, and a unit that does not
/// measure what `unit` measures cannot be read.
pub fn read(
    wording: &str,
    unit: Option<&str>,
    hedges: &Hedges,
    units: &Units,
) -> Result<Quantity, Unreadable> {
    let (declared, own_unit) = declared(unit, units);
    let pieces = Lexer { text: wording, hedges, units, own_unit }.pieces()?;
    let (allowed, unit) = Parser::new(wording, &pieces, declared, hedges, units).read()?;
    Ok(Quantity { allowed, unit })
}

/// What the unit of the attribute is worth, and its name where no file declares it.
fn declared<'a>(unit: Option<&'a str>, units: &'a Units) -> (Option<Measure<'a>>, Option<&'a str>) {
    let Some(unit) = unit else { return (None, None) };
    match units.resolve(unit) {
        Some((factor, base)) => (Some(Measure { factor, base }), None),
        None => (Some(Measure { factor: Decimal::ONE, base: unit }), Some(unit)),
    }
}

/// The hedges and units in a quantity that [`read`] can read. A hedge that says nothing of numbers is left out.
#[must_use]
pub fn beside<'a>(
    wording: &'a str,
    unit: Option<&'a str>,
    hedges: &'a Hedges,
    units: &'a Units,
) -> Beside<'a> {
    let mut beside = Beside { hedges: Vec::new(), units: Vec::new() };
    let (_, own_unit) = declared(unit, units);
    for piece in (Lexer { text: wording, hedges, units, own_unit }).pieces().unwrap_or_default() {
        match piece.sort {
            Sort::Hedge(Effect::Spread(_) | Effect::Bound(_)) | Sort::Vague(..) => {
                let met = hedges.at(wording, piece.range.start);
                beside.hedges.extend(met.map(|met| Met { range: piece.range, ..met }));
            }
            Sort::Unit(Measure { factor, base }) => {
                beside.units.push(MetUnit { range: piece.range, factor, base });
            }
            _ => {}
        }
    }
    beside
}

/// Whether `word`, in lower case, counts something: "three", "million".
pub(super) fn counts(word: &str) -> bool {
    number_words::number(word, 0).is_some() || number_words::multiplier_follows(word, 0)
}

/// Reads a quantity given by its figures, each worded as [`read`] takes it.
///
/// `low` and `high` give the ends, and an end that is not given is open; `best` alone gives its own set. It
/// cannot be read where `low` is above `high`, `best` lies outside them, or their units measure different things.
pub fn figures(
    low: Option<&str>,
    best: Option<&str>,
    high: Option<&str>,
    unit: Option<&str>,
    hedges: &Hedges,
    units: &Units,
) -> Result<Quantity, (Which, Unreadable)> {
    let mut named: Option<String> = None;
    let allowed = figures::combine(low, best, high, |wording| {
        let quantity = read(wording, unit, hedges, units)?;
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
    Ok(Quantity { allowed, unit: named })
}
