//! What a unit is worth in another from day to day: the rates of currencies.

use rust_decimal::Decimal;

use crate::date::Day;

/// How many of another unit one of a unit is, from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    /// The first day on which it holds.
    pub from: Day,
    /// How many of the other unit one is.
    pub times: Decimal,
    /// The other unit.
    pub unit: String,
}

/// The rates of a unit, by their days, all into one base unit.
#[derive(Debug, Clone)]
pub(super) struct Rates {
    /// The base unit.
    pub(super) base: String,
    /// From which day on one is how many base units, in order.
    pub(super) by_day: Vec<(Day, Decimal)>,
}

impl Rates {
    /// The lowest and the highest rate that holds on some day from the first to the last one. The first of all rates holds for
    /// the days before it, too.
    pub(super) fn between(&self, first: Day, last: Day) -> Option<(Decimal, Decimal)> {
        let begins = |day: Day| self.by_day.partition_point(|(from, _)| *from <= day);
        let (start, end) = (begins(first).saturating_sub(1), begins(last).max(1));
        let held = self.by_day.get(start..end)?.iter().map(|(_, times)| *times);
        Some((held.clone().min()?, held.max()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_hold_until_the_next_one_and_the_first_before_it() {
        let by_day =
            [(10, 2), (20, 5), (30, 3)].map(|(day, times)| (Day(day), Decimal::from(times))).to_vec();
        let rates = Rates { base: "usd".into(), by_day };
        let between = |first, last| {
            let (low, high) = rates.between(Day(first), Day(last)).unwrap();
            (low.to_string(), high.to_string())
        };
        let ends = |low: &str, high: &str| (low.to_owned(), high.to_owned());
        assert_eq!(between(1, 5), ends("2", "2"));
        assert_eq!(between(10, 19), ends("2", "2"));
        assert_eq!(between(19, 20), ends("2", "5"));
        assert_eq!(between(25, 99), ends("3", "5"));
        assert_eq!(between(i32::MIN, i32::MAX), ends("2", "5"));
    }
}
