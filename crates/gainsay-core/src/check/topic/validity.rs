//! When the two ends of a claim stand.
//!
//! "At least its low end" and "at most its high end" are two statements, and each stands for its own span of
//! days: from the claim's date on, for as long as its attribute says, until the same source says otherwise.

use crate::claim::Claim;
use crate::date::{Day, When};
use crate::rule::{Lasting, Stands};
use crate::value::{Allowed, Point};
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// One end of what a claim allows.
#[derive(Debug, Clone, Copy)]
pub struct End {
    /// Where it lies as worded.
    pub at: Point,
    /// Where it lies with every hedge doubled; `None` if it is open then.
    pub doubled: Option<Point>,
    /// The first day on which it stands.
    pub from: Day,
    /// The last day on which it stands.
    pub to: Day,
    /// The days that the claim speaks of; all days where it has no date.
    pub said: When,
    /// Whether it stands until the source itself revises it.
    pub lasting: bool,
    /// The day before its source spoke again, in a way that gives it up: no grace reaches beyond.
    pub limit: Day,
}

impl End {
    /// The last day on which it may be held against others that miss it by up to `grace` days.
    #[must_use]
    pub fn until(&self, grace: i32) -> Day {
        if self.from > self.to { self.to } else { self.to.plus(grace).min(self.limit) }
    }
}

/// The time of a claim: when it is meant to be true and when it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Time {
    /// The as-of date, else the date of publication.
    pub when: When,
    /// The day on which it was said, where that is known.
    pub said: Option<Day>,
}

/// All days.
pub const EVER: When = When { first: Day::MIN, last: Day::MAX, throughout: true };

impl Time {
    /// The time of `claim`, or nothing if it bears no date. `period` tells whether `during` names a period that
    /// is counted over, which is then no as-of date.
    #[must_use]
    pub fn of(claim: &Claim, period: bool) -> Option<Self> {
        let published = claim.published.map(|published| published.value);
        let during =
            claim.during.filter(|_| !period).map(|during| When { throughout: false, ..during.value });
        let when = claim.as_of.map(|as_of| as_of.value).or(during).or(published)?;
        Some(Self { when, said: published.map(|published| published.first) })
    }

    /// The order in which claims of one source speak; equal where neither speaks later.
    #[must_use]
    pub fn order(&self, other: &Self) -> Ordering {
        self.when.first.cmp(&other.when.first).then(self.said.cmp(&other.said))
    }

    /// Whether two claims of one source speak at the same time: of the same first day, and neither is known to
    /// have been said later.
    #[must_use]
    pub fn together(&self, other: &Self) -> bool {
        let unknown = self.said.is_none() || other.said.is_none();
        self.when.first == other.when.first && (unknown || self.said == other.said)
    }
}

/// What the reading of a status adds to its set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reach {
    /// Whether the status began on the claim's date: what lies below it is the high end of all days before.
    pub onset: bool,
    /// Whether a denial holds for all days before too.
    pub so_far: bool,
}

/// The days on which a claim stands as a whole.
#[derive(Debug, Clone, Copy)]
pub struct Window {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// The days that the claim speaks of.
    pub said: When,
    /// Whether it stands until the source itself revises it.
    pub lasting: bool,
    /// The day before its source spoke again, in a way that gives it up: no grace reaches beyond.
    pub limit: Day,
}

impl Window {
    /// The last day on which it may be held against others that miss it by up to `grace` days.
    #[must_use]
    pub fn until(&self, grace: i32) -> Day {
        if self.from > self.to { self.to } else { self.to.plus(grace).min(self.limit) }
    }
}

/// The claim that ended something, if any did: an index into the boxes of its topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ender(u32);

impl Ender {
    /// Nobody did.
    pub const NOBODY: Self = Self(u32::MAX);

    /// The claim at this index did.
    pub fn by(at: usize) -> Self {
        Self(at as u32)
    }

    /// The index of the claim.
    #[must_use]
    pub fn claim(self) -> Option<usize> {
        (self != Self::NOBODY).then_some(self.0 as usize)
    }
}

/// What later claims of its source left of a claim: up to which day, and which claim it was.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    whole: (Day, Ender),
    low: (Day, Ender),
    high: (Day, Ender),
}

impl Limits {
    /// The source never spoke again.
    pub const NONE: Self = Self {
        whole: (Day::MAX, Ender::NOBODY),
        low: (Day::MAX, Ender::NOBODY),
        high: (Day::MAX, Ender::NOBODY),
    };
}

/// The later claims of its source that ended a claim.
#[derive(Debug, Clone, Copy)]
pub struct Enders {
    /// The one that ended it as a whole.
    pub whole: Ender,
    /// The one that gave up its low end.
    pub low: Ender,
    /// The one that gave up its high end.
    pub high: Ender,
}

/// The ends of a claim.
#[derive(Debug, Clone, Copy)]
pub struct Ends {
    /// When the claim stands as a whole, both ends at once.
    pub whole: Window,
    /// The low end, if there is one.
    pub low: Option<End>,
    /// The high end, if there is one.
    pub high: Option<End>,
    /// The high end of the days before a status began.
    pub before: Option<End>,
    /// Who ended them.
    pub enders: Enders,
}

impl Ends {
    /// All high ends.
    pub fn highs(&self) -> impl Iterator<Item = End> {
        self.high.into_iter().chain(self.before)
    }

    /// What is left of them.
    #[must_use]
    pub fn limits(&self) -> Limits {
        let limit = |end: Option<End>| end.map_or(Day::MAX, |end| end.limit);
        Limits {
            whole: (self.whole.limit, self.enders.whole),
            low: (limit(self.low), self.enders.low),
            high: (limit(self.high), self.enders.high),
        }
    }
}

/// What the ends of a claim follow from. A million claims have ends, so those are worked out where they are asked for.
///
/// A claim without a date stands on all days; the caller sees to it that it meets only what it may. A count over a
/// period stands for good, its low end from the end of the period on: so it bears on later totals.
#[derive(Debug, Clone, Copy)]
pub struct Basis<'b> {
    /// What the claim allows.
    pub allowed: &'b Allowed,
    /// Its time; `None` where it bears no date.
    pub time: Option<Time>,
    /// The period that it counts over.
    pub period: Option<When>,
    /// How long its ends stand.
    pub stands: Stands,
    /// What it says about other days.
    pub reach: Reach,
    /// What later claims of its source left of it.
    pub limits: Limits,
}

impl Basis<'_> {
    /// The low end, if there is one.
    #[must_use]
    pub fn low(&self) -> Option<End> {
        let at = self.allowed.plain.low()?;
        let (said, (limit, _)) = (self.said(), self.limits.low);
        Some(End {
            at,
            doubled: self.allowed.doubled.low(),
            from: if self.period.is_some() { said.last } else { said.first },
            to: self.to(self.stands.low).min(limit),
            said,
            lasting: self.lasting(self.stands.low),
            limit,
        })
    }

    /// The high end, if there is one.
    #[must_use]
    pub fn high(&self) -> Option<End> {
        let at = self.allowed.plain.high()?;
        let (said, (limit, _)) = (self.said(), self.limits.high);
        Some(End {
            at,
            doubled: self.allowed.doubled.high(),
            from: if self.period.is_some() || self.reach.so_far { Day::MIN } else { said.first },
            to: self.to(self.stands.high).min(limit),
            said: self.so_far(said),
            lasting: self.lasting(self.stands.high),
            limit,
        })
    }

    /// The high end of the days before a status began: the step below it.
    #[must_use]
    pub fn before(&self) -> Option<End> {
        let begun = self.allowed.plain.low().filter(|_| self.reach.onset)?;
        let at = Point { at: begun.at - Decimal::ONE, ..begun };
        let last = self.said().first.plus(-1);
        let said = When { first: Day::MIN, last, throughout: true };
        Some(End { at, doubled: Some(at), from: Day::MIN, to: last, said, lasting: true, limit: Day::MAX })
    }

    /// When the claim stands as a whole.
    #[must_use]
    pub fn whole(&self) -> Window {
        let (said, Stands { low, high }, (limit, _)) = (self.said(), self.stands, self.limits.whole);
        Window {
            from: if self.reach.so_far { Day::MIN } else { said.first },
            to: self.to(low).min(self.to(high)).min(limit),
            said: self.so_far(said),
            lasting: self.lasting(low) && self.lasting(high),
            limit,
        }
    }

    /// All of them, and who ended them.
    #[must_use]
    pub fn ends(&self) -> Ends {
        let Limits { whole, low, high } = self.limits;
        Ends {
            whole: self.whole(),
            low: self.low(),
            high: self.high(),
            before: self.before(),
            enders: Enders { whole: whole.1, low: low.1, high: high.1 },
        }
    }

    /// The days that the claim speaks of.
    fn said(&self) -> When {
        self.period.or(self.time.map(|time| time.when)).unwrap_or(EVER)
    }

    /// The same days, and all before where it holds for those too.
    fn so_far(&self, said: When) -> When {
        if self.reach.so_far { When { first: Day::MIN, ..said } } else { said }
    }

    /// The last day on which what lasts so long stands.
    fn to(&self, lasting: Lasting) -> Day {
        match lasting {
            _ if self.period.is_some() || self.time.is_none() => Day::MAX,
            Lasting::Always => Day::MAX,
            Lasting::Days(days) => self.said().last.plus(i32::try_from(days).unwrap_or(i32::MAX)),
        }
    }

    /// Whether what lasts so long stands until the source itself revises it.
    fn lasting(&self, lasting: Lasting) -> bool {
        self.period.is_some() || lasting == Lasting::Always
    }
}
