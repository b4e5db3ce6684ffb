//! The days on which claims are compared, and how many claims have one in common.

use super::scopes::Related;
use crate::check::topic::{Topic, TopicClaim};
use crate::date::Day;

/// The first and the last of some days; none where the first comes after the last.
pub(crate) type Days = (Day, Day);

/// The days that two claims have in common on which they are compared, where there are any.
pub(crate) fn together(related: Related, one: &TopicClaim<'_>, other: &TopicClaim<'_>) -> Option<Days> {
    let (a, b) = (days(related, one), days(related.turned(), other));
    let both = (a.0.max(b.0), a.1.min(b.1));
    (both.0 <= both.1).then_some(both)
}

/// The days of a claim that is so related to the other: a part is compared by its lower bound, the whole by its upper one.
fn days(related: Related, claim: &TopicClaim<'_>) -> Days {
    match related {
        Related::Same => claim.basis().days(),
        Related::Part => claim.basis().lower_days(),
        Related::Whole => claim.basis().upper_days(),
    }
}

/// The same of several claims.
pub(super) fn all(topic: &Topic<'_>, related: Related, claims: &[usize]) -> Vec<Days> {
    claims.iter().map(|&at| days(related, &topic.claims[at])).collect()
}

/// Stretches of days, by their first and by their last one.
pub(super) struct Sorted {
    from: Vec<Day>,
    to: Vec<Day>,
}

impl Sorted {
    /// `days` in order, without those that are none.
    pub(super) fn new(days: &[Days]) -> Self {
        let some = days.iter().filter(|days| days.0 <= days.1);
        let (mut from, mut to): (Vec<Day>, Vec<Day>) = some.copied().unzip();
        from.sort_unstable();
        to.sort_unstable();
        Self { from, to }
    }

    /// How many of them have a day in common with `days`.
    pub(super) fn meeting(&self, days: Days) -> i64 {
        let (Some(&last), Some(&first)) = (self.from.last(), self.to.first()) else { return 0 };
        let count = match days {
            (from, to) if from > to => 0,
            (from, to) if last <= to && from <= first => self.from.len(),
            (from, to) => {
                let ended = self.to.partition_point(|day| *day < from);
                self.from.partition_point(|day| *day <= to) - ended
            }
        };
        i64::try_from(count).unwrap_or(i64::MAX)
    }
}
