//! The days on which claims are compared, and how many claims have one in common.

use super::scopes::Related;
use crate::check::topic::{Topic, TopicClaim};
use crate::date::Day;

/// The first and the last of some days, or minutes; none where the first comes after the last.
pub(crate) type Stretch = (i64, i64);

/// What the time of a claim is counted in. Moments are compared to the minute with those of their kind, and by the day with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Unit {
    /// Days.
    Days,
    /// Minutes of local time.
    Local,
    /// Minutes of UTC.
    Utc,
}

/// What the time of `claim` is counted in.
pub(crate) fn unit(claim: &TopicClaim<'_>) -> Unit {
    let moment = claim.time.filter(|_| claim.scope.period.is_none()).and_then(|time| time.when.clock);
    moment.map_or(Unit::Days, |clock| if clock.is_local() { Unit::Local } else { Unit::Utc })
}

/// What the times of claims are compared in.
pub(crate) fn common(one: Unit, other: Unit) -> Unit {
    if one == other { one } else { Unit::Days }
}

/// Whether two claims have a time in common at which they are compared.
pub(crate) fn together(related: Related, one: &TopicClaim<'_>, other: &TopicClaim<'_>) -> bool {
    let unit = common(unit(one), unit(other));
    let (a, b) = (stretch(related, unit, one), stretch(related.turned(), unit, other));
    a.0.max(b.0) <= a.1.min(b.1)
}

/// Whether what the source of one of them said later is what leaves two claims no day in common.
pub(crate) fn superseded(related: Related, one: &TopicClaim<'_>, other: &TopicClaim<'_>) -> bool {
    let (a, b) = (days(related, one), days(related.turned(), other));
    let (from, to) = (a.0.max(b.0), a.1.min(b.1));
    [one, other].iter().any(|claim| claim.basis().superseded(from.min(to), from.max(to)))
}

/// The days of a claim that is so related to the other: a part is compared by its lower bound, the whole by its upper one.
fn days(related: Related, claim: &TopicClaim<'_>) -> (Day, Day) {
    let basis = claim.basis();
    match related {
        Related::Same => {
            let ((lower, upper), (from, to)) = (basis.lower_days(), basis.upper_days());
            (lower.min(from), upper.max(to))
        }
        Related::Part => basis.lower_days(),
        Related::Whole => basis.upper_days(),
    }
}

/// The same in a unit.
fn stretch(related: Related, unit: Unit, claim: &TopicClaim<'_>) -> Stretch {
    let (from, to) = days(related, claim);
    match unit {
        Unit::Days => (i64::from(from.0), i64::from(to.0)),
        Unit::Local | Unit::Utc => claim.basis().minutes((from, to)),
    }
}

/// The same of several claims.
pub(crate) fn all(topic: &Topic<'_>, related: Related, unit: Unit, claims: &[usize]) -> Vec<Stretch> {
    claims.iter().map(|&at| stretch(related, unit, &topic.claims[at])).collect()
}

/// Stretches of time, by their beginnings and by their ends.
pub(crate) struct Sorted {
    from: Vec<i64>,
    to: Vec<i64>,
}

impl Sorted {
    /// `stretches` in order, without those that are none.
    pub(crate) fn new(stretches: &[Stretch]) -> Self {
        let some = stretches.iter().filter(|stretch| stretch.0 <= stretch.1);
        let (mut from, mut to): (Vec<i64>, Vec<i64>) = some.copied().unzip();
        from.sort_unstable();
        to.sort_unstable();
        Self { from, to }
    }

    /// How many of them have a time in common with `stretch`.
    pub(crate) fn meeting(&self, stretch: Stretch) -> i64 {
        let (Some(&last), Some(&first)) = (self.from.last(), self.to.first()) else { return 0 };
        let count = match stretch {
            (from, to) if from > to => 0,
            (from, to) if last <= to && from <= first => self.from.len(),
            (from, to) => {
                let ended = self.to.partition_point(|end| *end < from);
                self.from.partition_point(|start| *start <= to) - ended
            }
        };
        i64::try_from(count).unwrap_or(i64::MAX)
    }
}
