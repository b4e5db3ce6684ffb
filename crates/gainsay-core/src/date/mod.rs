//! Days, and the dates that people write.

mod clock;
mod edtf;
mod not_a_date;
mod show;

pub use clock::Clock;
pub(crate) use clock::MINUTES_OF_DAY;
pub use edtf::parse;
pub(crate) use edtf::{SPREAD, is_doubtful, written};
pub use not_a_date::NotADate;
pub use show::show;

use jiff::civil::Date;

/// A day, counted from 1970-01-01; `MIN` and `MAX` mean "without end".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// Before all days.
    pub const MIN: Self = Self(i32::MIN);
    /// After all days.
    pub const MAX: Self = Self(i32::MAX);

    /// The day `days` later; stays at either end once there.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        match self {
            Self::MIN | Self::MAX => self,
            Self(day) => Self(day.saturating_add(days)),
        }
    }
}

/// The days of an EDTF date or interval (ISO 8601-2, level 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct When {
    /// The first day it may mean.
    pub first: Day,
    /// The last day it may mean.
    pub last: Day,
    /// Whether it means every day from first to last (a day, or an interval `a/b`), or some day between them
    /// (`2024-11`, `2024-11-XX`, `2024-11-03?`).
    pub throughout: bool,
    /// The time of day, where it is a moment.
    pub clock: Option<Clock>,
}

impl When {
    /// A stretch of days: every one of them, or some day between them.
    #[must_use]
    pub const fn days(first: Day, last: Day, throughout: bool) -> Self {
        Self { first, last, throughout, clock: None }
    }

    /// Every day from `first` to `last`; nothing where the end is before the start.
    #[must_use]
    pub fn every(first: Day, last: Day) -> Option<Self> {
        (first <= last).then_some(Self::days(first, last, true))
    }
}

impl Day {
    /// The day of a calendar date.
    #[must_use]
    pub fn from_civil(date: Date) -> Self {
        let hours = date.duration_since(EPOCH).as_hours();
        Self(i32::try_from(hours / 24).unwrap_or_default())
    }

    /// The calendar date of the day, if it lies in the years -9999 to 9999.
    #[must_use]
    pub fn to_civil(self) -> Option<Date> {
        EPOCH.checked_add(jiff::SignedDuration::from_hours(i64::from(self.0) * 24)).ok()
    }
}

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// As `2024-10-28`; nothing where it is without end.
#[cfg(feature = "serde")]
impl serde::Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_civil().map(|date| date.to_string()).serialize(serializer)
    }
}
