//! The axis that the values of a topic lie on.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::points::Points;
use crate::value::quantity::AsWritten;
use crate::value::{Ends, Point, Ranges, Scale, Units, clock, show};

/// A unit that numbers are in, and how they are shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ShownUnit {
    /// The base unit that the axis counts.
    base: String,
    /// The unit shown, as labels write it.
    shown: String,
    /// How many base units one of it is.
    factor: Decimal,
    /// With how many decimals at most, so that no number is shown more exactly than its wording has it.
    decimals: u32,
    /// The unit of columns of numbers, which is the same for all topics of an attribute, and how many base units one is.
    column: (String, Decimal),
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

    /// The base unit of all its numbers, where they have one in common.
    pub(crate) fn only_unit(&self) -> Option<&str> {
        match self {
            Self::Quantity(units) if units.len() == 1 => units.first().map(|unit| unit.base.as_str()),
            _ => None,
        }
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

    /// The ends of the ranges of a set, numbers in their base unit; nothing where values have no order.
    pub(crate) fn ranges(&self, set: &Ranges) -> Option<Vec<Ends>> {
        Some(match self {
            Self::Quantity(_) => Ends::of_numbers(set),
            Self::Stage(scale) => Ends::of_stages(set, scale),
            Self::Date => Ends::of_days(set),
            Self::Time(_) => Ends::of_times(set),
            Self::Flag => Ends::of_flags(set),
            Self::Words(_) => return None,
        })
    }

    /// The name of the unit of columns of numbers.
    pub(crate) fn column_unit(&self, unit: u16) -> Option<&str> {
        self.shown(unit).map(|unit| unit.column.0.as_str())
    }

    /// A point as a number in that unit; nothing where the axis counts nothing.
    pub(crate) fn column_number(&self, point: Point, unit: u16) -> Option<Decimal> {
        matches!(self, Self::Quantity(_)).then_some(())?;
        let factor = self.shown(unit).map_or(Decimal::ONE, |unit| unit.column.1);
        Some(point.at.checked_div(factor).unwrap_or(point.at).round_dp(MOST_DECIMALS).normalize())
    }

    /// A set in words; `unit` is the number of the unit in a scope.
    pub(crate) fn show(&self, set: &Ranges, unit: u16) -> String {
        match self {
            Self::Quantity(_) => match self.shown(unit) {
                Some(unit) => {
                    show::show_quantity(&set.divided(unit.factor, unit.decimals), Some(&unit.shown))
                }
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

/// What a claim allows in base units, and how its number is written.
pub(crate) type Figure<'a> = (&'a Ranges, Option<AsWritten>);

/// The most decimals that are shown.
const MOST_DECIMALS: u32 = 6;

/// How numbers in a base unit are shown: in the unit of the attribute, by its shortest symbol; where it has none, in the
/// unit that most of `figures` are written in.
pub(crate) fn shown_unit(
    base: &str,
    declared: Option<&str>,
    figures: &[Figure<'_>],
    units: &Units,
) -> ShownUnit {
    let declared = declared.and_then(|name| Some((name, units.resolve(name)?.0)));
    let (name, factor) =
        declared.or_else(|| usual_unit(base, figures, units)).unwrap_or((base, Decimal::ONE));
    let decimals = figures.iter().map(|figure| decimals(*figure, factor)).max().unwrap_or(MOST_DECIMALS);
    let column = declared.unwrap_or((base, Decimal::ONE));
    let column = (symbol(column.0, units), column.1);
    ShownUnit { base: base.to_owned(), shown: symbol(name, units), factor, decimals, column }
}

/// How labels write a unit: by its first symbol, else by the first English word for it.
fn symbol(name: &str, units: &Units) -> String {
    let unit = units.units().iter().find(|unit| unit.name == name);
    let first = unit.and_then(|unit| unit.symbols.iter().chain(unit.words()).next());
    first
        .filter(|_| !matches!(name, "person" | "percent" | "magnitude"))
        .map_or(name, String::as_str)
        .to_owned()
}

/// The unit that most numbers are written in; of several the one that comes first in the unit files.
fn usual_unit<'u>(base: &str, figures: &[Figure<'_>], units: &'u Units) -> Option<(&'u str, Decimal)> {
    let mut counts: BTreeMap<Decimal, usize> = BTreeMap::new();
    for written in figures.iter().filter_map(|(_, written)| *written) {
        *counts.entry(written.factor).or_default() += 1;
    }
    let most = *counts.values().max()?;
    units.units().iter().find_map(|unit| {
        let (factor, of) = units.resolve(&unit.name)?;
        (of == base && unit.zero.is_none() && counts.get(&factor) == Some(&most))
            .then_some((unit.name.as_str(), factor))
    })
}

/// How many decimals a number needs in a unit that is so many base units: as many as it has in its own, and what is
/// converted as many as say it as exactly.
fn decimals((set, written): Figure<'_>, factor: Decimal) -> u32 {
    let Some(written) = written.filter(|written| written.factor != factor) else {
        let ends = set.intervals().iter().flat_map(|interval| [interval.low, interval.high]);
        let scale = |point: Point| point.at.checked_div(factor).unwrap_or(point.at).normalize().scale();
        return ends.flatten().map(scale).max().unwrap_or_default().min(MOST_DECIMALS);
    };
    let step = written.step.checked_div(factor).unwrap_or_default();
    (0..MOST_DECIMALS).find(|&decimals| Decimal::new(1, decimals) <= step).unwrap_or(MOST_DECIMALS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Hedges, Unit, quantity};

    fn units() -> Units {
        let unit = |name: &str, symbol: &str, is: Option<(&str, &str)>| Unit {
            name: name.into(),
            symbols: vec![symbol.into()],
            is: is.map(|(times, base)| (times.parse().unwrap(), base.into())),
            ..Unit::default()
        };
        let (units, problems) = Units::new(vec![
            unit("metre", "metres", None),
            unit("kilometre", "km", Some(("1000", "metre"))),
            unit("mile", "miles", Some(("1609.344", "metre"))),
        ]);
        assert_eq!(problems, []);
        units
    }

    /// How the first of `wordings` is shown beside the others.
    fn shown(declared: Option<&str>, wordings: &[&str]) -> String {
        let units = units();
        let read = |wording: &&str| quantity::read(wording, declared, &Hedges::default(), &units).unwrap();
        let read: Vec<_> = wordings.iter().map(read).collect();
        let figures: Vec<Figure<'_>> =
            read.iter().map(|quantity| (&quantity.allowed.plain, quantity.written)).collect();
        let axis = Axis::Quantity(vec![shown_unit("metre", declared, &figures, &units)]);
        axis.show(figures[0].0, 1)
    }

    #[test]
    fn what_is_converted_is_shown_as_exactly_as_it_is_written() {
        assert_eq!(shown(Some("kilometre"), &["1.5 miles"]), "2.4 km");
        assert_eq!(shown(Some("kilometre"), &["10 miles"]), "16 km");
        assert_eq!(shown(Some("kilometre"), &["1.5 miles", "2.41 km"]), "2.41 km");
        assert_eq!(shown(Some("kilometre"), &["1 to 1.25 miles"]), "1.61 to 2.01 km");
        assert_eq!(shown(Some("metre"), &["12.5 km"]), "12,500 metres");
    }

    #[test]
    fn without_a_declared_unit_the_usual_one_is_shown() {
        assert_eq!(shown(None, &["1.5 miles"]), "1.5 miles");
        assert_eq!(shown(None, &["1.5 miles", "2 km", "3 km"]), "2.4 km");
        assert_eq!(shown(None, &["4 km", "3 miles"]), "4 km");
    }
}
