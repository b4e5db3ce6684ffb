//! Times of day: moments, and what is between two of them.

use std::num::NonZeroU16;

use super::{Day, When};

/// The minutes of a day.
pub(crate) const MINUTES_OF_DAY: i64 = 24 * 60;

/// The time of day of a moment, to the minute: how long after the beginning of the first day of its date it is. It is of UTC, or the
/// local time of whoever speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Clock(NonZeroU16);

impl Clock {
    /// `minutes` after the beginning of a day, in UTC or in local time; nothing where that is days later.
    #[must_use]
    pub fn new(minutes: u16, local: bool) -> Option<Self> {
        let code = minutes.checked_mul(2)?.checked_add(1 + u16::from(local))?;
        NonZeroU16::new(code).map(Self)
    }

    /// The minutes since the beginning of the first day.
    #[must_use]
    pub fn minutes(self) -> i64 {
        i64::from((self.0.get() - 1) / 2)
    }

    /// Whether it is the local time of whoever speaks, and not of UTC.
    #[must_use]
    pub fn is_local(self) -> bool {
        self.0.get().is_multiple_of(2)
    }
}

impl When {
    /// The moment of `day` at `minutes` past midnight, in a zone so many minutes ahead of UTC, or in local time. Its days are those that
    /// its own zone and UTC have.
    pub(super) fn moment(day: Day, minutes: i32, ahead: Option<i32>) -> Option<Self> {
        let utc = minutes - ahead.unwrap_or_default();
        let other = day.plus(utc.div_euclid(24 * 60));
        let (first, last) = (day.min(other), day.max(other));
        let since = utc + (day.0 - first.0) * 24 * 60;
        let clock = Clock::new(u16::try_from(since).ok()?, ahead.is_none())?;
        Some(Self { clock: Some(clock), ..Self::days(first, last, first == last) })
    }

    /// The minutes from this moment to another one; nothing where not both are moments of one kind of time.
    #[must_use]
    pub fn minutes_until(&self, other: &Self) -> Option<i64> {
        let (one, two) = (self.clock?, other.clock?);
        (one.is_local() == two.is_local()).then(|| other.starts() - self.starts())
    }

    /// The minute at which it starts, counted from 1970: of a moment that moment, of days the beginning of the first one.
    pub(crate) fn starts(&self) -> i64 {
        i64::from(self.first.0) * MINUTES_OF_DAY + self.clock.map_or(0, Clock::minutes)
    }
}

#[cfg(test)]
mod tests {
    use crate::date::{Day, parse};

    #[test]
    fn moments_are_compared_whatever_their_zones() {
        for (one, other, minutes) in [
            ("2024-10-28T23:30-08:00", "2024-10-29T07:30Z", Some(0)),
            ("2024-10-28T23:30:00-08:00", "2024-10-29T08:00:00Z", Some(30)),
            ("2024-11-01T01:30+03", "2024-10-31T22:30Z", Some(0)),
            ("2024-11-01T01:30+03:00", "2024-10-31T22:30:59.9Z", Some(0)),
            ("2024-10-28T08:00", "2024-10-29T07:00", Some(23 * 60)),
            ("2024-10-28T08:00", "2024-10-28T08:00Z", None),
            ("2024-10-28T08:00", "2024-10-28", None),
            ("2024-10-28", "2024-10-28", None),
        ] {
            let (one, other) = (parse(one).unwrap(), parse(other).unwrap());
            assert_eq!(one.minutes_until(&other), minutes, "{one:?}, {other:?}");
            assert_eq!(other.minutes_until(&one), minutes.map(|minutes| -minutes));
        }
    }

    #[test]
    fn a_moment_is_of_the_day_of_its_own_zone_and_of_that_of_utc() {
        let days = |text: &str| {
            let when = parse(text).unwrap();
            (when.first, when.last, when.throughout)
        };
        let day = parse("2024-10-28").unwrap().first;
        let next = Day(day.0 + 1);
        assert_eq!(days("2024-10-28T23:30-08:00"), (day, next, false));
        assert_eq!(days("2024-10-29T02:00+03:00"), (day, next, false));
        assert_eq!(days("2024-10-28T23:30Z"), (day, day, true));
        assert_eq!(days("2024-10-28T23:30"), (day, day, true));
    }
}
