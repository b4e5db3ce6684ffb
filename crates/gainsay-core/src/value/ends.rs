//! Sets as programs read them: the ends of their ranges.

use rust_decimal::Decimal;
#[cfg(feature = "schema")]
use schemars::JsonSchema;
#[cfg(feature = "serde")]
use serde::Serialize;

use super::{Interval, Point, Ranges, Scale};
use crate::date::Day;

/// The ends of one range of what is allowed; an end that is not there is open.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Ends {
    /// The lowest value: a number, a day (`YYYY-MM-DD`), a time (`HH:MM:SS`), the name of a stage, or `yes` or `no`.
    pub low: Option<String>,
    /// The highest value, written alike.
    pub high: Option<String>,
    /// Whether the lowest value itself is not allowed, as in "more than 300".
    pub low_excluded: bool,
    /// Whether the highest value itself is not allowed.
    pub high_excluded: bool,
}

impl Ends {
    /// The ranges of a set of numbers.
    #[must_use]
    pub fn of_numbers(set: &Ranges) -> Vec<Self> {
        let number = |point: Point| point.at.normalize().to_string();
        let ends = |interval: &Interval| Self {
            low: interval.low.map(number),
            high: interval.high.map(number),
            low_excluded: interval.low.is_some_and(|low| low.nudge > 0),
            high_excluded: interval.high.is_some_and(|high| high.nudge < 0),
        };
        set.intervals().iter().map(ends).collect()
    }

    /// The ranges of a set of days.
    #[must_use]
    pub fn of_days(set: &Ranges) -> Vec<Self> {
        let day = |at: Decimal| Some(Day(i32::try_from(at).ok()?).to_civil()?.to_string());
        Self::of_whole(set, day)
    }

    /// The ranges of a set of seconds of a day.
    #[must_use]
    pub fn of_times(set: &Ranges) -> Vec<Self> {
        let time = |at: Decimal| {
            let second = u32::try_from(at).ok()?;
            Some(format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60))
        };
        Self::of_whole(set, time)
    }

    /// The ranges of a set of stages. What is before the first or beyond the last one has an open end.
    #[must_use]
    pub fn of_stages(set: &Ranges, scale: &Scale) -> Vec<Self> {
        let name = |at: Decimal| Some(scale.steps.get(usize::try_from(at).ok()?)?.name.clone());
        Self::of_whole(set, name)
    }

    /// The ranges of a set of flags.
    #[must_use]
    pub fn of_flags(set: &Ranges) -> Vec<Self> {
        Self::of_whole(set, |at| Some(if at.is_zero() { "no" } else { "yes" }.to_owned()))
    }

    /// The ranges of a set of whole numbers: just after 3 is 4 there.
    fn of_whole(set: &Ranges, name: impl Fn(Decimal) -> Option<String>) -> Vec<Self> {
        let end = |point: Point| name(point.at.saturating_add(point.nudge.into()));
        let ends = |interval: &Interval| Self {
            low: interval.low.and_then(end),
            high: interval.high.and_then(end),
            low_excluded: false,
            high_excluded: false,
        };
        set.intervals().iter().map(ends).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(low: Option<i64>, high: Option<i64>) -> Ranges {
        Ranges::one(Interval::new(low.map(Point::from), high.map(Point::from)))
    }

    fn ends(low: Option<&str>, high: Option<&str>) -> Ends {
        let end = |end: Option<&str>| end.map(str::to_owned);
        Ends { low: end(low), high: end(high), low_excluded: false, high_excluded: false }
    }

    #[test]
    fn numbers_say_whether_an_end_is_left_out() {
        assert_eq!(Ends::of_numbers(&set(Some(3), None)), [ends(Some("3"), None)]);
        let hole = Ends::of_numbers(&set(Some(3), Some(4)).complement());
        assert_eq!(
            hole,
            [
                Ends { high_excluded: true, ..ends(None, Some("3")) },
                Ends { low_excluded: true, ..ends(Some("4"), None) },
            ]
        );
    }

    #[test]
    fn whole_values_by_their_names() {
        assert_eq!(Ends::of_days(&set(Some(20_019), None)), [ends(Some("2024-10-23"), None)]);
        assert_eq!(Ends::of_times(&set(Some(0), Some(86_399))), [ends(Some("00:00:00"), Some("23:59:59"))]);
        assert_eq!(Ends::of_flags(&set(Some(0), Some(0))), [ends(Some("no"), Some("no"))]);
        let before = set(Some(20_019), None).complement();
        assert_eq!(Ends::of_days(&before), [ends(None, Some("2024-10-22"))]);
    }
}
