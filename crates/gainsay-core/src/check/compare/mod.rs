//! Do the sets meet? The one comparison behind every conflict.

pub mod pair;

use crate::check::topic::Topic;
use crate::rule::{Kind, Rule};
use rust_decimal::Decimal;

use crate::check::topic::validity::{End, Ends};
use crate::date::{Day, When};
use crate::finding::Strength;
use crate::value::{Allowed, Point, Ranges};

/// What a rule grants before it calls a difference a conflict.
#[derive(Debug, Clone, Copy)]
pub struct Measure {
    /// How far apart two ends may lie, as a fraction of the low one.
    pub tolerance: Decimal,
    /// How many days apart two claims may be and still speak of the same time.
    pub near: i32,
    /// By how many days two claims may miss each other and still conflict, weakly.
    pub grace: i32,
    /// Whether the values are numbers, which grow.
    pub counts: bool,
}

/// What comes of holding a low end against a high end; the further down, the closer to a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Crossing {
    /// The low end does not lie above the high end.
    Meets,
    /// It does, and by no more than the tolerance.
    Tolerated,
    /// It does, and the two never stand on a common day, grace included.
    NeverTogether,
    /// It does, and the two miss each other in time by no more than the grace; a hedge, or a small change since, could
    /// explain it.
    Absorbed,
    /// It does, and they conflict.
    Crosses(Strength),
}

impl Crossing {
    /// How sure the conflict is, if there is one.
    #[must_use]
    pub fn strength(self) -> Option<Strength> {
        match self {
            Self::Crosses(strength) => Some(strength),
            _ => None,
        }
    }
}

/// How many times as large a number must be as that of a claim that it misses in time, to conflict with it.
const LEAP: Decimal = Decimal::TWO;

impl Measure {
    /// What `rule` grants about `topic`. Tolerance is for quantities alone.
    #[must_use]
    pub fn of(rule: &Rule, topic: &Topic<'_>) -> Self {
        let counts = topic.definition.kind == Kind::Quantity;
        let tolerance = rule.tolerance.as_ref().filter(|_| counts);
        Self {
            tolerance: tolerance.map_or(Decimal::ZERO, |tolerance| tolerance.value),
            near: i32::try_from(rule.near).unwrap_or(i32::MAX),
            grace: i32::try_from(rule.grace).unwrap_or(i32::MAX),
            counts,
        }
    }

    /// `low`, lowered by `times` the tolerance: it conflicts with high ends below that.
    #[must_use]
    pub fn lowered(&self, low: Point, times: u8) -> Point {
        if self.tolerance.is_zero() {
            return low;
        }
        let slack = self
            .tolerance
            .checked_mul(Decimal::from(times))
            .and_then(|times| times.checked_mul(low.at.abs()));
        let at = slack.and_then(|slack| low.at.checked_sub(slack)).unwrap_or(Decimal::MIN);
        Point { at, ..low }
    }

    /// Whether the low end lies above the high end on a common day, and how surely.
    #[must_use]
    pub fn cross(&self, low: &End, high: &End) -> Option<Strength> {
        self.crossing(low, high).strength()
    }

    /// What comes of holding the low end against the high end.
    #[must_use]
    pub fn crossing(&self, low: &End, high: &End) -> Crossing {
        if low.at <= high.at {
            return Crossing::Meets;
        }
        if self.lowered(low.at, 1) <= high.at {
            return Crossing::Tolerated;
        }
        if !share_a_day(low, high, self.grace) {
            return Crossing::NeverTogether;
        }
        let apart = match (low.doubled, high.doubled) {
            (Some(low), Some(high)) => self.lowered(low, 2) > high,
            _ => false,
        };
        if !share_a_day(low, high, 0) {
            // Who misses the other in time conflicts only where no hedge, and no small change since, could absorb it.
            let grown = apart && self.leaps(low.at, high.at);
            return if grown { Crossing::Crosses(Strength::Weak) } else { Crossing::Absorbed };
        }
        let strong = apart && (self.near(low, high) || undercuts(low, high));
        Crossing::Crosses(if strong { Strength::Strong } else { Strength::Weak })
    }

    /// Whether a number is so much larger than another that little time does not explain it. What is no number does
    /// not grow: for that, apart is apart.
    fn leaps(&self, low: Point, high: Point) -> bool {
        !self.counts
            || (high.at > Decimal::ZERO && high.at.checked_mul(LEAP).is_none_or(|high| low.at >= high))
    }

    /// Whether two sets have no value in common, whatever their times, and how surely.
    #[must_use]
    pub fn apart(&self, a: &Allowed, b: &Allowed) -> Option<Strength> {
        let above = |low: Option<Point>, high: Option<Point>, times: u8| matches!((low, high), (Some(low), Some(high)) if self.lowered(low, times) > high);
        let apart = |a: &Ranges, b: &Ranges, times: u8| {
            let holed = a.intervals().len() > 1 || b.intervals().len() > 1;
            above(a.low(), b.high(), times) || above(b.low(), a.high(), times) || (holed && !a.meets(b))
        };
        if !apart(&a.plain, &b.plain, 1) {
            return None;
        }
        Some(if apart(&a.doubled, &b.doubled, 2) { Strength::Strong } else { Strength::Weak })
    }

    /// Whether two claims speak of days at most `near` apart, whichever of their possible days are meant.
    fn near(&self, a: &End, b: &End) -> bool {
        (a.lasting && b.lasting) || days_between(a.said, b.said).is_some_and(|days| days <= self.near)
    }

    /// Whether what one set allows is left out by the other, although no end of one lies beyond an end of the
    /// other: a denial has a hole in the middle. Both must stand as a whole on a common day.
    #[must_use]
    pub fn in_hole(&self, a: (&Allowed, &Ends), b: (&Allowed, &Ends)) -> Option<Strength> {
        if (a.0.plain.intervals().len() < 2 && b.0.plain.intervals().len() < 2) || a.0.plain.meets(&b.0.plain)
        {
            return None;
        }
        let (a_time, b_time) = (&a.1.whole, &b.1.whole);
        let stand = a_time.from <= a_time.to && b_time.from <= b_time.to;
        if !stand || a_time.from > b_time.until(self.grace) || b_time.from > a_time.until(self.grace) {
            return None;
        }
        let near = days_between(a_time.said, b_time.said).is_some_and(|days| days <= self.near);
        let strong = !a.0.doubled.meets(&b.0.doubled) && (near || (a_time.lasting && b_time.lasting));
        Some(if strong { Strength::Strong } else { Strength::Weak })
    }
}

/// Whether both ends stand on some day, were each to stand `grace` days longer.
#[must_use]
pub fn share_a_day(a: &End, b: &End, grace: i32) -> bool {
    a.from <= a.to && b.from <= b.to && a.from <= b.until(grace) && b.from <= a.until(grace)
}

/// Whether the claim with the high end is the later one and undercuts a low end that stands until revised: a toll
/// cannot fall.
fn undercuts(low: &End, high: &End) -> bool {
    low.lasting && low.said.last <= high.said.first
}

/// How many days lie between the days that two claims speak of, at the most where they leave the day open.
/// Nothing if a date is open-ended in a way that leaves this unknown.
fn days_between(a: When, b: When) -> Option<i32> {
    let gap = |from: Day, to: Day| match (from, to) {
        (Day::MIN, _) | (_, Day::MAX) => None,
        (from, to) => Some(to.0.saturating_sub(from.0)),
    };
    if a.throughout && b.throughout {
        let apart = |from: Day, to: Day| if to <= from { Some(0) } else { gap(from, to) };
        return Some(apart(a.last, b.first)?.max(apart(b.last, a.first)?));
    }
    Some(gap(a.first, b.last)?.max(gap(b.first, a.last)?))
}
