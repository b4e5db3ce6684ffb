//! The axis that the values of a topic lie on.

use rust_decimal::Decimal;

use super::points::Points;
use crate::value::{Point, Ranges, Scale, Units, clock, show};

/// A unit that numbers are in, and how they are shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ShownUnit {
    /// The base unit that the axis counts.
    base: String,
    /// The unit shown, as labels write it.
    shown: String,
    /// How many base units one of it is.
    factor: Decimal,
}

/// The axis that the values of a topic lie on, for showing sets in words.
#[derive(Debug)]
pub(crate) enum Axis<'r> {
    /// Numbers, each in one of these units.
    Quantity(Vec<ShownUnit>),
    /// The steps of a scale.
    Stage(&'r Scale),
    /// Days.
    Date,
    /// Seconds of a day, each in one of these zones.
    Time(Vec<String>),
    /// No and yes.
    Flag,
    /// Words, each at its point.
    Words(Points),
}

impl Axis<'_> {
    /// The number of a unit in a scope; `0` for none. What is not confirmed gives no number, so it counts what the
    /// others count.
    pub(crate) fn unit(&self, unit: Option<&str>, unconfirmed: bool) -> u16 {
        match (self, unit) {
            (Self::Quantity(units), Some(unit)) => {
                units.binary_search_by(|known| known.base.as_str().cmp(unit)).map_or(0, |at| at as u16 + 1)
            }
            (Self::Time(zones), Some(zone)) => {
                zones.binary_search_by(|known| known.as_str().cmp(zone)).map_or(0, |at| at as u16 + 1)
            }
            (Self::Time(zones), None) => u16::from(unconfirmed && !zones.is_empty()),
            (Self::Quantity(units), None) => u16::from(unconfirmed && !units.is_empty()),
            _ => 0,
        }
    }

    /// The numbers that a unit may have in a scope, that for none among them.
    pub(crate) fn units(&self) -> impl Iterator<Item = u16> + use<> {
        let units = match self {
            Self::Quantity(units) => units.len(),
            Self::Time(zones) => zones.len(),
            _ => 0,
        };
        0..=units as u16
    }

    /// The base unit with a number in a scope.
    pub(crate) fn base_unit(&self, unit: u16) -> Option<&str> {
        let Self::Quantity(units) = self else { return None };
        units.get(usize::from(unit).checked_sub(1)?).map(|unit| unit.base.as_str())
    }

    /// The unit that numbers are shown in, where `unit` is the number of theirs in a scope.
    fn shown(&self, unit: u16) -> Option<&ShownUnit> {
        let Self::Quantity(units) = self else { return None };
        units.get(usize::from(unit).checked_sub(1)?)
    }

    /// The name of that unit.
    pub(crate) fn shown_unit(&self, unit: u16) -> Option<&str> {
        self.shown(unit).map(|unit| unit.shown.as_str())
    }

    /// A point as a number in that unit; nothing where the axis counts nothing.
    pub(crate) fn number(&self, point: Point, unit: u16) -> Option<Decimal> {
        matches!(self, Self::Quantity(_)).then_some(())?;
        let factor = self.shown(unit).map_or(Decimal::ONE, |unit| unit.factor);
        Some(point.at.checked_div(factor).unwrap_or(point.at).round_dp(6).normalize())
    }

    /// A set in words; `unit` is the number of the unit in a scope.
    pub(crate) fn show(&self, set: &Ranges, unit: u16) -> String {
        match self {
            Self::Quantity(_) => match self.shown(unit) {
                Some(unit) => show::show_quantity(&set.divided(unit.factor), Some(&unit.shown)),
                None => show::show_quantity(set, None),
            },
            Self::Stage(scale) => show::show_stage(set, scale),
            Self::Date => show::show_date(set),
            Self::Time(zones) => clock::show(
                set,
                usize::from(unit).checked_sub(1).and_then(|at| Some(zones.get(at)?.as_str())),
            ),
            Self::Flag => show::show_flag(set),
            Self::Words(points) => points.show(set),
        }
    }
}

/// How numbers in a base unit are shown: in the unit of the attribute, by its shortest symbol.
pub(crate) fn shown_unit(base: &str, declared: Option<&str>, units: &Units) -> ShownUnit {
    let (name, factor) =
        declared.and_then(|name| Some((name, units.resolve(name)?.0))).unwrap_or((base, Decimal::ONE));
    let symbols = units
        .units()
        .iter()
        .find(|unit| unit.name == name)
        .map(|unit| unit.symbols.as_slice())
        .unwrap_or_default();
    let shown = symbols.first().map_or(name, String::as_str);
    let shown = if matches!(name, "person" | "percent") { name } else { shown };
    ShownUnit { base: base.to_owned(), shown: shown.to_owned(), factor }
}
