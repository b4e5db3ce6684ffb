//! When the bounds of a claim are valid.
//!
//! "At least its lower bound" and "at most its upper bound" are two statements. Each is valid for its own days: from the
//! claim's date on, for as long as its attribute says, until the same source says otherwise.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use crate::claim::Claim;
use crate::date::{Day, MINUTES_OF_DAY, When};
use crate::rule::{ValidFor, Validity};
use crate::value::{Allowed, Point};

/// The days on which a bound of a claim, or the claim as a whole, is valid.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// The days that the claim speaks of; all days where it has no date.
    pub said: When,
    /// For how long after the last of those days.
    pub valid_for: Validity,
    /// How far its source has left it valid: no lag reaches beyond.
    pub limit: Limit,
}

impl Window {
    /// The last day on which it may be compared with others that miss it by up to `lag` days.
    pub(crate) fn until(&self, lag: i32) -> Day {
        if self.from > self.to { self.to } else { self.to.plus(lag).min(self.limit.day) }
    }

    /// The last day on which it is looked at beside others, were it valid for `lag` days longer: what is of a moment may meet others of
    /// the day after.
    pub(crate) fn looked_at_until(&self, lag: i32) -> Day {
        self.until(lag.saturating_add(i32::from(self.said.clock.is_some())))
    }

    /// Whether both are valid on a common day, were each valid for `lag` days longer. Of moments that is known to the minute, whatever
    /// their zones.
    pub(crate) fn meets(&self, other: &Self, lag: i32) -> bool {
        if self.from > self.to || other.from > other.to {
            return false;
        }
        match self.said.minutes_until(&other.said) {
            Some(minutes) if minutes >= 0 => self.lasts_until(other, minutes, lag),
            Some(minutes) => other.lasts_until(self, -minutes, lag),
            None => self.from <= other.until(lag) && other.from <= self.until(lag),
        }
    }

    /// Whether it is still valid at the moment of another claim, so many minutes later. A total may rise within a day, so what is valid on
    /// its day alone is over once a claim begins that is valid from then on.
    fn lasts_until(&self, later: &Self, minutes: i64, lag: i32) -> bool {
        let lasts = match self.valid_for {
            Validity::Always => true,
            Validity::Days(0) if lag == 0 && later.valid_for == Validity::Always => minutes == 0,
            Validity::Days(days) => minutes < (i64::from(days) + i64::from(lag) + 1) * MINUTES_OF_DAY,
        };
        lasts && later.from <= self.limit.day && self.from <= later.limit.day
    }

    /// Whether both are valid on a common day, more likely than not where a date leaves open which day of many is meant: of a day and
    /// the month around it that depends on which part of the month is later. Days up to `window` apart are of one time.
    pub(crate) fn likely_meets(&self, other: &Self, window: i32) -> bool {
        self.meets(other, 0) && self.likely_in(other, window) && other.likely_in(self, window)
    }

    /// Whether at least half of the days that its date leaves open, where those are more than a week, make it valid while `other` may be.
    fn likely_in(&self, other: &Self, window: i32) -> bool {
        const WEEK: i64 = 7;
        let When { first, last, .. } = self.said;
        let between = |first: Day, last: Day| i64::from(last.0) - i64::from(first.0) + 1;
        if self.said.throughout || self.said.clock.is_some() || between(first, last) <= WEEK {
            return true;
        }
        let earliest = match self.valid_for {
            Validity::Days(days) => other
                .from
                .plus(i32::try_from(days).unwrap_or(i32::MAX).saturating_add(window).saturating_neg()),
            Validity::Always => Day::MIN,
        };
        2 * between(first.max(earliest), last.min(other.to.plus(window))) >= between(first, last)
    }

    /// The days, where there are any.
    pub(crate) fn days(&self) -> Option<When> {
        When::every(self.from, self.to)
    }

    /// Ends it on the day before its source speaks again on day `at` in the claim `by`, where nothing ended it earlier.
    pub(crate) fn end(&mut self, at: Day, by: usize) {
        let day = at.plus(-1);
        if day < self.limit.day {
            self.limit = Limit { day, by: by as u32 };
        }
        self.to = self.to.min(self.limit.day);
    }
}

/// One bound of what a claim allows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bound {
    /// Where it lies as worded.
    pub at: Point,
    /// Where it lies with every hedge widened; `None` if it is open then.
    pub widened: Option<Point>,
    /// Whether the value is only said to be likely.
    pub only_likely: bool,
    /// By how much it may be off as it is written.
    pub rounding: Decimal,
    /// When it is valid.
    pub valid: Window,
}

/// The time of a claim: when it is meant to be true and when it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Time {
    /// The as-of date, else the date of publication.
    pub when: When,
    /// When it was said, where that is known.
    pub said: Option<When>,
}

/// Whether two dates begin at the same time: moments at the same minute, else on the same day. A moment is of the day that its own
/// zone gives it, and of that of UTC.
fn at_one_time(one: &When, other: &When) -> bool {
    if let Some(minutes) = one.minutes_until(other) {
        return minutes == 0;
    }
    one.first == other.first || is_moment_of(one, other) || is_moment_of(other, one)
}

/// Whether `moment` is one, and of a plain day.
fn is_moment_of(moment: &When, day: &When) -> bool {
    moment.clock.is_some()
        && day.clock.is_none()
        && day.throughout
        && day.first == day.last
        && moment.first <= day.first
        && day.last <= moment.last
}

/// All days.
const EVER: When = When::days(Day::MIN, Day::MAX, true);

impl Time {
    /// The time of `claim`, or nothing if it bears no date. `period` tells whether `during` names a period that
    /// is counted over, which is not an as-of date then.
    pub(crate) fn of(claim: &Claim, period: bool) -> Option<Self> {
        let published = claim.published.map(|published| published.value);
        let during =
            claim.during.filter(|_| !period).map(|during| When { throughout: false, ..during.value });
        let when = claim.as_of.map(|as_of| as_of.value).or(during).or(published)?;
        // What is true of a day and was said within it is true of that moment.
        let moment = published.filter(|said| is_moment_of(said, &when));
        Some(Self { when: moment.unwrap_or(when), said: published })
    }

    /// The order in which claims of one source speak; equal where neither speaks later.
    pub(crate) fn order(&self, other: &Self) -> Ordering {
        self.starts().cmp(&other.starts())
    }

    /// What claims of one source are in order by: the minute of which they speak, then that at which they were said.
    pub(crate) fn starts(&self) -> (i64, Option<i64>) {
        (self.moment(), self.said.map(|said| said.starts()))
    }

    /// The minute of which it speaks. What was said without a time of day, once the first of its days was over, comes behind all that was
    /// said of a moment of that day.
    fn moment(&self) -> i64 {
        let looks_back = self.said.is_some_and(|said| said.first > self.when.first);
        let end_of_day = self.when.clock.is_none() && looks_back;
        self.when.starts() + if end_of_day { MINUTES_OF_DAY - 1 } else { 0 }
    }

    /// Whether two claims of one source speak at the same time: of the same first day or moment, and neither is known to
    /// have been said later.
    pub(crate) fn together(&self, other: &Self) -> bool {
        let said = self.said.zip(other.said);
        self.of_one_day(other) && said.is_none_or(|(one, other)| at_one_time(&one, &other))
    }

    /// Whether two claims speak of the same day, or of the same minute where both name one, whenever that was said.
    pub(crate) fn of_one_day(&self, other: &Self) -> bool {
        at_one_time(&self.when, &other.when)
    }
}

/// What the reading of a status adds to its set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Reach {
    /// Whether the status began on the claim's date: what lies below it is the upper bound of all days before.
    pub onset: bool,
    /// Whether a denial holds for all days before too.
    pub so_far: bool,
}

/// The last day that its source left to something, and the claim by which it did.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    /// The day before the source spoke again, in a way that gives it up.
    pub day: Day,
    /// The claim, as an index into those of its topic.
    by: u32,
}

impl Limit {
    /// The source did not give it up.
    pub(crate) const NONE: Self = Self { day: Day::MAX, by: u32::MAX };

    /// The claim by which the source gave it up, as an index into those of its topic.
    pub(crate) fn superseded_by(self) -> Option<usize> {
        (self.by != Self::NONE.by).then_some(self.by as usize)
    }
}

/// What later claims of its source left of a claim.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    whole: Limit,
    lower: Limit,
    upper: Limit,
}

impl Limits {
    /// The source never spoke again.
    pub(crate) const NONE: Self = Self { whole: Limit::NONE, lower: Limit::NONE, upper: Limit::NONE };
}

/// The bounds of a claim.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    /// When the claim is valid as a whole, both bounds at once.
    pub whole: Window,
    /// The lower bound, if there is one.
    pub lower: Option<Bound>,
    /// The upper bound, if there is one.
    pub upper: Option<Bound>,
    /// The upper bound of the days before a status began.
    pub before: Option<Bound>,
}

impl Bounds {
    /// What is left of them.
    pub(crate) fn limits(&self) -> Limits {
        let limit = |bound: Option<Bound>| bound.map_or(Limit::NONE, |bound| bound.valid.limit);
        Limits { whole: self.whole.limit, lower: limit(self.lower), upper: limit(self.upper) }
    }
}

/// What the bounds of a claim follow from. A million claims have bounds, so those are worked out where they are asked for.
///
/// A claim without a date is valid on all days; the caller sees to it that it meets only what it may. A count over a
/// period is valid for good, its lower bound from the end of the period on: so it bears on later totals.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Basis<'b> {
    /// What the claim allows.
    pub allowed: &'b Allowed,
    /// Its time; `None` where it bears no date.
    pub time: Option<Time>,
    /// The period that it counts over.
    pub period: Option<When>,
    /// How long its bounds are valid.
    pub valid_for: ValidFor,
    /// What it says about other days.
    pub reach: Reach,
    /// What later claims of its source left of it.
    pub limits: Limits,
}

impl Basis<'_> {
    /// The lower bound, if there is one.
    pub(crate) fn lower(&self) -> Option<Bound> {
        let (at, valid) = (self.allowed.plain.low()?, self.lower_window());
        Some(self.bound(at, self.allowed.doubled.low(), valid))
    }

    fn lower_window(&self) -> Window {
        let said = self.said();
        let from = if self.period.is_some() { said.last } else { said.first };
        self.window(from, said, self.valid_for.lower, self.limits.lower)
    }

    /// The upper bound, if there is one.
    pub(crate) fn upper(&self) -> Option<Bound> {
        let (at, valid) = (self.allowed.plain.high()?, self.upper_window());
        Some(self.bound(at, self.allowed.doubled.high(), valid))
    }

    fn bound(&self, at: Point, widened: Option<Point>, valid: Window) -> Bound {
        let &Allowed { only_likely, rounding, .. } = self.allowed;
        Bound { at, widened, only_likely, rounding, valid }
    }

    fn upper_window(&self) -> Window {
        let said = self.so_far();
        let from = if self.period.is_some() { Day::MIN } else { said.first };
        self.window(from, said, self.valid_for.upper, self.limits.upper)
    }

    /// The upper bound of the days before a status began: the step below it.
    pub(crate) fn before(&self) -> Option<Bound> {
        let begun = self.allowed.plain.low().filter(|_| self.reach.onset)?;
        let at = Point { at: begun.at - Decimal::ONE, ..begun };
        let said = When::days(Day::MIN, self.said().first.plus(-1), true);
        let valid_for = Validity::Always;
        let valid = Window { from: said.first, to: said.last, said, valid_for, limit: Limit::NONE };
        Some(Bound { at, widened: Some(at), only_likely: false, rounding: Decimal::ZERO, valid })
    }

    /// When the claim is valid as a whole: no longer than either bound would be.
    pub(crate) fn whole(&self) -> Window {
        let said = self.so_far();
        self.window(said.first, said, self.valid_for.lower.shorter(self.valid_for.upper), self.limits.whole)
    }

    /// The first and the last day on which its lower bound would be valid, whatever its source says later. A bound that is open
    /// counts like any other: that nothing lies below it is a statement about those days too.
    pub(crate) fn lower_days(&self) -> (Day, Day) {
        let window = Self { limits: Limits::NONE, ..*self }.lower_window();
        (window.from, window.to)
    }

    /// The same of its upper bound, and of that of the days before a status began.
    pub(crate) fn upper_days(&self) -> (Day, Day) {
        let window = Self { limits: Limits::NONE, ..*self }.upper_window();
        (if self.reach.onset { Day::MIN } else { window.from }, window.to)
    }

    /// Such days in minutes, where the claim is of a moment: from that moment on, and each day as long as a day.
    pub(crate) fn minutes(&self, (from, to): (Day, Day)) -> (i64, i64) {
        let said = self.said();
        let days = i64::from(to.0) - i64::from(said.last.0) + 1;
        let from = if from == Day::MIN { i64::MIN } else { said.starts() };
        (from, if to == Day::MAX { i64::MAX } else { said.starts() + days * MINUTES_OF_DAY - 1 })
    }

    /// Whether its source has left nothing of it on the days from `from` to `to`.
    pub(crate) fn superseded(&self, from: Day, to: Day) -> bool {
        let left = |window: Window| window.from <= window.to && window.from <= to && from <= window.to;
        !(self.reach.onset || left(self.lower_window()) || left(self.upper_window()))
    }

    /// All of them.
    pub(crate) fn bounds(&self) -> Bounds {
        Bounds { whole: self.whole(), lower: self.lower(), upper: self.upper(), before: self.before() }
    }

    /// The days that the claim speaks of.
    fn said(&self) -> When {
        self.period.or(self.time.map(|time| time.when)).unwrap_or(EVER)
    }

    /// The same days, and all before where it holds for those too.
    fn so_far(&self) -> When {
        let said = self.said();
        if self.reach.so_far { When::days(Day::MIN, said.last, said.throughout) } else { said }
    }

    /// The days from `from` on of what is valid for so long after what was `said`, unless the source gives it up.
    fn window(&self, from: Day, said: When, valid_for: Validity, limit: Limit) -> Window {
        let valid_for = if self.period.is_some() { Validity::Always } else { valid_for };
        let to = match valid_for {
            Validity::Days(days) if self.time.is_some() => {
                said.last.plus(i32::try_from(days).unwrap_or(i32::MAX))
            }
            _ => Day::MAX,
        };
        Window { from, to: to.min(limit.day), said, valid_for, limit }
    }
}
