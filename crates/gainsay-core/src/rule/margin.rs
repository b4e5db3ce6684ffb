//! By how much two values may differ and still count as the same, whatever their size.

use std::fmt;

use rust_decimal::Decimal;

use crate::value::Units;
use crate::value::quantity::unit_of_margin;

/// By how much two values may differ and still count as the same, whatever their size: `0.3`, `1 point`, `10 minutes`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Margin {
    /// The number, zero or above.
    pub number: Decimal,
    /// Its unit as written; that of the attribute where there is none.
    pub unit: Option<String>,
    /// How many base units one of its unit is, and which.
    worth: Option<(Decimal, String)>,
}

impl Margin {
    /// A margin as written; its unit is looked up by [`resolve`](Self::resolve).
    pub(crate) fn new(number: Decimal, unit: Option<String>) -> Self {
        Self { number: number.abs(), unit, worth: None }
    }

    /// Looks its unit up; false where nothing declares it.
    pub(crate) fn resolve(&mut self, units: &Units) -> bool {
        self.worth = self.unit.as_deref().and_then(|unit| unit_of_margin(unit, units));
        self.unit.is_none() || self.worth.is_some()
    }

    /// How many base units it is, where values are measured in this base unit, and one of the unit of numbers that bear none is
    /// `own` of it. Nothing where it is measured in another one.
    pub(crate) fn in_base(&self, own: Decimal, base: Option<&str>) -> Option<Decimal> {
        let factor = match &self.worth {
            Some((factor, unit)) => base.is_none_or(|base| base == unit).then_some(*factor)?,
            None => own,
        };
        self.number.checked_mul(factor)
    }
}

impl fmt::Display for Margin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.unit {
            Some(unit) => write!(f, "{} {unit}", self.number.normalize()),
            None => write!(f, "{}", self.number.normalize()),
        }
    }
}
