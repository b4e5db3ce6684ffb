//! The day of the run.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use gainsay_core::date::{self, Day};

/// The day that an argument names.
pub(super) fn parse(text: &str) -> Result<Day, String> {
    match date::parse(text) {
        Ok(when) if when.first == when.last => Ok(when.first),
        _ => Err("write a single day, such as 2026-12-31".to_owned()),
    }
}

/// The day that was given, else that of the system's clock in universal time.
pub(super) fn or_now(given: Option<Day>) -> Day {
    given.unwrap_or_else(|| Day::from_civil(Timestamp::now().to_zoned(TimeZone::UTC).date()))
}
