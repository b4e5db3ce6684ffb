//! What heights and widths on a chart mean, and the ticks that say so.

use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

use gainsay_core::date::{self, Day, When};
use gainsay_core::value::show::number;

/// A value on an axis, and what is written beside it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tick {
    pub(super) at: f64,
    pub(super) label: String,
}

/// Values on a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    pub(super) logarithmic: bool,
}

/// Where the highest number is more than so many times the lowest, each power of ten is given the same room.
const WIDE: f64 = 50.0;

impl Scale {
    /// From `low` to `high`, with nothing beside.
    pub(super) fn exact(low: f64, high: f64) -> Self {
        Self { low, high: if high > low { high } else { low + 1.0 }, logarithmic: false }
    }

    /// For `numbers`: from zero where that is not far away, and with some room beside them.
    pub(super) fn of(numbers: impl Iterator<Item = f64>) -> Self {
        let (low, high) = bounds(numbers);
        if low > 0.0 && high / low > WIDE {
            return Self { low: low / 1.3, high: high * 1.3, logarithmic: true };
        }
        let room = if high > low { (high - low) * 0.12 } else { (high.abs() * 0.2).max(1.0) };
        let near = low >= 0.0 && low - room * 4.0 < 0.0;
        Self::exact(if near { 0.0 } else { low - room }, high + room)
    }

    /// From its low end to its high end.
    pub(super) fn length(&self) -> f64 {
        self.high - self.low
    }

    /// How far up the line a value is: 0 at its low end, 1 at its high end, and never beyond either.
    pub(super) fn share(&self, value: f64) -> f64 {
        let share = if self.logarithmic {
            (value.max(f64::MIN_POSITIVE).ln() - self.low.ln()) / (self.high.ln() - self.low.ln())
        } else {
            (value - self.low) / (self.high - self.low)
        };
        share.clamp(0.0, 1.0)
    }

    /// Ticks at round numbers, about five.
    pub(super) fn numbers(&self) -> Vec<Tick> {
        let values = if self.logarithmic { self.powers() } else { self.steps() };
        let tick = |at: f64| Tick { at, label: shown(at) };
        values.into_iter().map(tick).collect()
    }

    fn steps(&self) -> Vec<f64> {
        let rough = (self.high - self.low) / 5.0;
        let power = 10_f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].map(|times| times * power).into_iter().find(|&step| step >= rough);
        let step = step.unwrap_or(rough);
        let first = (self.low / step).ceil();
        (0..12).map(|number| (first + f64::from(number)) * step).take_while(|&at| at <= self.high).collect()
    }

    fn powers(&self) -> Vec<f64> {
        let decades = (self.high / self.low).log10();
        let times: &[f64] = if decades < 3.0 { &[1.0, 2.0, 5.0] } else { &[1.0] };
        let first = self.low.log10().floor() as i32;
        let all = (first..=first + decades as i32 + 2)
            .flat_map(|power| times.iter().map(move |t| t * 10_f64.powi(power)));
        let all: Vec<f64> = all.filter(|at| (self.low..=self.high).contains(at)).collect();
        let every = all.len().div_ceil(8).max(1);
        all.into_iter().step_by(every).collect()
    }

    /// Ticks at days, weeks, months or years, at most seven.
    pub(super) fn days(&self) -> Vec<Tick> {
        let (first, last) = (self.low.ceil() as i32, self.high.floor() as i32);
        let ticks = STEPS.iter().map(|step| step.ticks(first, last)).find(|ticks| ticks.len() <= 7);
        ticks.unwrap_or_default()
    }
}

/// The least and the greatest of `numbers`.
fn bounds(numbers: impl Iterator<Item = f64>) -> (f64, f64) {
    let all = numbers.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), at| (low.min(at), high.max(at)));
    if all.0 <= all.1 { all } else { (0.0, 1.0) }
}

fn shown(value: f64) -> String {
    let exact = Decimal::from_f64(value).filter(|_| value.abs() < 1e15);
    exact.map_or_else(|| format!("{value:.0e}"), number)
}

/// How far ticks of a time axis are apart.
#[derive(Debug, Clone, Copy)]
enum Step {
    Days(i32),
    Months(i32),
    Years(i32),
}

const STEPS: [Step; 17] = [
    Step::Days(1),
    Step::Days(2),
    Step::Days(7),
    Step::Days(14),
    Step::Months(1),
    Step::Months(2),
    Step::Months(3),
    Step::Months(6),
    Step::Years(1),
    Step::Years(2),
    Step::Years(5),
    Step::Years(10),
    Step::Years(20),
    Step::Years(50),
    Step::Years(100),
    Step::Years(500),
    Step::Years(2000),
];

/// From the day count's Thursday to a Monday.
const MONDAY: i32 = 3;

impl Step {
    /// Ticks from `first` to `last`; eight where there are more than seven.
    fn ticks(self, first: i32, last: i32) -> Vec<Tick> {
        let tick = |when: When| Tick { at: f64::from(when.first.0), label: date::show(when) };
        let all = self.starts(first).take_while(|when| when.first.0 <= last);
        all.skip_while(|when| when.first.0 < first).take(8).map(tick).collect()
    }

    /// Days, months or years from about `first` on, as long as the calendar goes.
    fn starts(self, first: i32) -> Box<dyn Iterator<Item = When>> {
        let months = |count: i32| {
            let start =
                Day(first).to_civil().map(|date| i32::from(date.year()) * 12 + i32::from(date.month()) - 1);
            let start = start.map(|month| month.div_euclid(count) * count);
            start.into_iter().flat_map(move |month| (0..10).map(move |number| month + number * count))
        };
        match self {
            Self::Days(days) => {
                let start = first + (-(first + MONDAY)).rem_euclid(days);
                Box::new((0..10).map(move |number| {
                    let day = Day(start).plus(number * days);
                    When::days(day, day, true)
                }))
            }
            Self::Months(count) => Box::new(months(count).map_while(|month| part(month, 1))),
            Self::Years(count) => Box::new(months(12 * count).map_while(|month| part(month, 12))),
        }
    }
}

/// So many months from the one with that number on, counted from the year 0.
fn part(month: i32, months: i32) -> Option<When> {
    let start = |month: i32| {
        let year = i16::try_from(month.div_euclid(12)).ok()?;
        jiff::civil::Date::new(year, month.rem_euclid(12) as i8 + 1, 1).ok().map(Day::from_civil)
    };
    Some(When::days(start(month)?, start(month + months)?.plus(-1), false))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(ticks: &[Tick]) -> Vec<&str> {
        ticks.iter().map(|tick| tick.label.as_str()).collect()
    }

    fn days(first: &str, last: &str) -> Vec<String> {
        let day = |text: &str| f64::from(date::parse(text).unwrap().first.0);
        let ticks = Scale::exact(day(first), day(last)).days();
        ticks.into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn numbers_have_round_ticks() {
        let scale = Scale::of([2_700.0, 13_200.0].into_iter());
        assert_eq!(labels(&scale.numbers()), ["0", "5,000", "10,000"]);
        assert_eq!(labels(&Scale::of([0.05, 0.1].into_iter()).numbers()), ["0.06", "0.08", "0.1"]);
        assert_eq!(labels(&Scale::of([1_000.0, 1_010.0].into_iter()).numbers()), ["1,000", "1,005", "1,010"]);
        assert_eq!(labels(&Scale::of([7.0].into_iter()).numbers()), ["6", "7", "8"]);
        assert_eq!(labels(&Scale::of(std::iter::empty()).numbers()), ["0", "0.5", "1"]);
    }

    #[test]
    fn numbers_far_apart_have_a_scale_of_powers() {
        let scale = Scale::of([24.0, 12_000.0].into_iter());
        assert!(scale.logarithmic);
        assert_eq!(
            labels(&scale.numbers()),
            ["20", "50", "100", "200", "500", "1,000", "2,000", "5,000", "10,000"]
                .iter()
                .step_by(2)
                .copied()
                .collect::<Vec<_>>()
        );
        assert_eq!(labels(&Scale::of([1.0, 1e9].into_iter()).numbers()).len(), 5);
    }

    #[test]
    fn times_have_ticks_of_the_calendar() {
        assert_eq!(days("2024-10-23", "2024-10-25"), ["23 Oct 2024", "24 Oct 2024", "25 Oct 2024"]);
        assert_eq!(days("2024-10-23", "2024-11-14"), ["28 Oct 2024", "4 Nov 2024", "11 Nov 2024"]);
        assert_eq!(days("2024-10-23", "2025-02-14"), ["Nov 2024", "Dec 2024", "Jan 2025", "Feb 2025"]);
        assert_eq!(days("2019-10-23", "2025-02-14"), ["2020", "2021", "2022", "2023", "2024", "2025"]);
        assert_eq!(days("-0500", "2025").len(), 6);
        assert_eq!(days("9999-12-01", "9999-12-31").len(), 4);
    }
}
