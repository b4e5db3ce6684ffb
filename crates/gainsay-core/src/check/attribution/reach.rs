//! Which statements a quote could be passing on, by when they were made.

use crate::check::compare::days_between;
use crate::check::topic::TopicClaim;
use crate::date::{Day, When};
use crate::rule::{ValidFor, Validity};

/// For how many days at most a statement is passed on, however long its attribute is valid.
pub(super) const LONGEST: i32 = 90;

/// How far a claim may lag behind one about the same days: papers print the day after.
const NEXT_DAY: i32 = 1;

/// What of a statement a quote made so long after it could pass on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Gap {
    /// How many days lie between the days that both speak of.
    pub days: i32,
    /// Whether they speak of the same day or the next, whichever of their possible days are meant, or dates do not matter.
    pub of_one_time: bool,
    /// Whether the lower bound of the statement may still be what is passed on.
    pub lower: bool,
    /// Whether the upper bound may.
    pub upper: bool,
}

/// The gap from a statement to a quote; nothing where the statement is too old, or is of another time altogether. A bound of a
/// statement is passed on for at least `days`, and for as long as it is valid.
pub(super) fn gap(said: &TopicClaim<'_>, quote: &TopicClaim<'_>, days: i32) -> Option<Gap> {
    let lasting = [said.valid_for.lower, said.valid_for.upper].map(|validity| reach(validity, days));
    let timeless = said.valid_for == ValidFor::both(Validity::Always);
    let (Some(one), Some(other)) = (said.days(), quote.days()) else {
        let both = said.days().is_none() && quote.days().is_none();
        let gap = Gap { days: 0, of_one_time: true, lower: true, upper: true };
        return (both || timeless).then_some(gap);
    };
    let (after, before) = (from(one.last, other.first), from(other.last, one.first));
    let apart = after.max(before).max(0);
    let of_one_time = timeless
        || said.days() == quote.days()
        || days_between(one, other).is_some_and(|days| days <= NEXT_DAY);
    let [lower, upper] = lasting.map(|days| after <= days && before <= NEXT_DAY);
    (apart <= lasting[0].max(lasting[1])).then_some(Gap { days: apart, of_one_time, lower, upper })
}

/// For how many days what is valid so long may be passed on.
fn reach(validity: Validity, days: i32) -> i32 {
    let valid = match validity {
        Validity::Always => LONGEST,
        Validity::Days(days) => i32::try_from(days).unwrap_or(LONGEST),
    };
    valid.min(LONGEST).max(days)
}

/// How many days later the second day is.
fn from(first: Day, second: Day) -> i32 {
    second.0.saturating_sub(first.0)
}

/// Whether a statement was made no later than a quote, as far as is known. A month counts as its last day. Where the day on
/// which one of them was made is not known, the days that they speak of decide.
pub(super) fn said_before(said: &TopicClaim<'_>, quote: &TopicClaim<'_>) -> bool {
    let published = |claim: &TopicClaim<'_>| claim.claim.published.map(|published| published.value);
    match (published(said), published(quote)) {
        (Some(said), Some(quote)) => {
            said.minutes_until(&quote).map_or(said.last <= quote.last, |minutes| minutes >= 0)
        }
        (None, Some(quote)) => first_day(said) <= quote.last,
        (_, None) => first_day(said) <= last_day(quote).plus(NEXT_DAY),
    }
}

/// Whether both are known to have been published within so many days of each other.
pub(super) fn published_together(said: &TopicClaim<'_>, quote: &TopicClaim<'_>, days: i32) -> bool {
    let published = |claim: &TopicClaim<'_>| claim.claim.published.map(|published| published.value);
    published(said).zip(published(quote)).is_some_and(|(a, b)| within(a, b, days))
}

/// The first day that a claim speaks of.
pub(crate) fn first_day(claim: &TopicClaim<'_>) -> Day {
    claim.days().map_or(Day::MIN, |days| days.first)
}

/// The last day that a claim speaks of.
pub(super) fn last_day(claim: &TopicClaim<'_>) -> Day {
    claim.days().map_or(Day::MAX, |days| days.last)
}

/// Whether at most so many days lie between two stretches of days.
pub(super) fn within(a: When, b: When, days: i32) -> bool {
    let reaches = |from: Day, to: Day| from <= to.plus(days);
    reaches(a.first, b.last) && reaches(b.first, a.last)
}
