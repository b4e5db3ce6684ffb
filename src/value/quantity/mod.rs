//! Quantities: numbers with hedges and units.

mod number_words;
mod numbers;
mod numeral;
mod piece;
mod range;
mod sense;

use rust_decimal::Decimal;

use super::figures::{self, Which};
use super::unit::Measure;
use super::{Allowed, Hedges, Units, Unreadable};
pub use numbers::{Written, numbers};
use piece::Lexer;
use sense::Sense;

/// What a worded quantity allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The numbers it allows, in `unit`.
    pub allowed: Allowed,
    /// The base unit of the numbers, where the wording or its attribute names one.
    pub unit: Option<String>,
}

/// A number as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Number {
    value: Decimal,
    /// `value` as a number and what it is multiplied by: `3` and `1000` in "three thousand".
    factors: Option<(Decimal, Decimal)>,
    /// Whether it is a share of something: "a third".
    share: bool,
}

/// Reads a quantity as worded, such as `about 3,000`, `5 to 6 million km` or `two brigades of 6,000 each`.
///
/// `unit` is the unit of numbers that bear none. What comes back is in its base unit. A wording that holds no
/// number or several unrelated ones, a word before the number that is no known hedge, and a unit that does not
/// measure what `unit` measures cannot be read.
pub fn read(
    wording: &str,
    unit: Option<&str>,
    hedges: &Hedges,
    units: &Units,
) -> Result<Quantity, Unreadable> {
    let declared = unit.map(|unit| match units.resolve(unit) {
        Some((factor, base)) => (Measure { factor, base }, None),
        None => (Measure { factor: Decimal::ONE, base: unit }, Some(unit)),
    });
    let own_unit = declared.and_then(|(_, own)| own);
    let pieces = Lexer { text: wording, hedges, units, own_unit }.pieces()?;
    let declared = declared.map(|(measure, _)| measure);
    let (allowed, unit) = Sense::new(wording, &pieces, declared, hedges, units).read()?;
    Ok(Quantity { allowed, unit: unit.map(str::to_owned) })
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
