//! When the two ends of a claim stand.
//!
//! "At least its low end" and "at most its high end" are two statements, and each stands for its own span of
//! days: from the claim's date on, for as long as its attribute says, until the same source says otherwise.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use rust_decimal::Decimal;

use crate::claim::Claim;
use crate::date::{Day, When};
use crate::rule::{ValidFor, Validity};
use crate::value::{Allowed, Point};

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
    /// Ends it on the day before its source speaks again in `by`; notes that claim where none ended it earlier.
    fn stop(&mut self, by: &Spoken, ender: &mut Ender) {
        let limit = by.time.when.first.plus(-1);
        if limit < self.limit {
            (self.limit, *ender) = (limit, Ender::by(by.at));
        }
        self.to = self.to.min(self.limit);
    }

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
    fn by(at: usize) -> Self {
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
    pub stands: ValidFor,
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
            to: self.to(self.stands.lower).min(limit),
            said,
            lasting: self.lasting(self.stands.lower),
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
            to: self.to(self.stands.upper).min(limit),
            said: self.so_far(said),
            lasting: self.lasting(self.stands.upper),
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
        let (said, ValidFor { lower: low, upper: high }, (limit, _)) =
            (self.said(), self.stands, self.limits.whole);
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
    fn to(&self, lasting: Validity) -> Day {
        match lasting {
            _ if self.period.is_some() || self.time.is_none() => Day::MAX,
            Validity::Always => Day::MAX,
            Validity::Days(days) => self.said().last.plus(i32::try_from(days).unwrap_or(i32::MAX)),
        }
    }

    /// Whether what lasts so long stands until the source itself revises it.
    fn lasting(&self, lasting: Validity) -> bool {
        self.period.is_some() || lasting == Validity::Always
    }
}

/// A claim among those of one source about one thing.
#[derive(Debug, Clone, Copy)]
pub struct Spoken {
    /// Its index into the boxes of the topic.
    pub at: usize,
    /// Its time.
    pub time: Time,
    /// Its ends.
    pub ends: Ends,
}

/// Ends the ends of claims of one source about one thing where the source speaks again.
///
/// `claims` are in [`Time::order`]. A later claim ends an end of an earlier one where it allows what that end
/// forbade. Where it still implies the end (a toll that has risen since was at least as high as before), the end
/// stands on: the source has not taken it back.
pub fn supersede(claims: &mut [Spoken]) {
    end(claims, |ends| (&mut ends.low, &mut ends.enders.low), |new, old| new < old);
    end(claims, |ends| (&mut ends.high, &mut ends.enders.high), |new, old| new > old);
    // As a whole a claim stands until its source speaks again, whatever it says then.
    let mut next: Option<Spoken> = None;
    for at in (0..claims.len()).rev() {
        if let Some(next) = next {
            let ends = &mut claims[at].ends;
            ends.whole.limit = next.time.when.first.plus(-1);
            ends.whole.to = ends.whole.to.min(ends.whole.limit);
            ends.enders.whole = Ender::by(next.at);
        }
        if at > 0 && !claims[at - 1].time.together(&claims[at].time) {
            next = Some(claims[at]);
        }
    }
}

/// One end of a claim, and who ended it.
type Side = fn(&mut Ends) -> (&mut Option<End>, &mut Ender);

/// Ends the ends picked by `of` at the first later claim whose own end is `looser` or open. Linear: the ends
/// still standing are kept on a stack, the tightest on top, and each leaves it once.
fn end(claims: &mut [Spoken], of: Side, looser: fn(Point, Point) -> bool) {
    let mut standing: Vec<usize> = Vec::new();
    let mut next = 0;
    while next < claims.len() {
        let together =
            claims[next..].windows(2).take_while(|pair| pair[0].time.together(&pair[1].time)).count();
        let group = next..next + 1 + together;
        for at in group.clone() {
            let now = claims[at];
            let new = of(&mut claims[at].ends).0.map(|end| end.at);
            while let Some(&last) = standing.last()
                && let (Some(end), ender) = of(&mut claims[last].ends)
                && new.is_none_or(|new| looser(new, end.at))
            {
                end.stop(&now, ender);
                standing.pop();
            }
        }
        let mut fresh: Vec<usize> =
            group.clone().filter(|&at| of(&mut claims[at].ends).0.is_some()).collect();
        fresh.sort_by(|&a, &b| {
            let mut at = |claim: usize| of(&mut claims[claim].ends).0.map(|end| end.at);
            let (a, b) = (at(a), at(b));
            match (a, b) {
                (Some(a), Some(b)) if looser(a, b) => Ordering::Less,
                (Some(a), Some(b)) if looser(b, a) => Ordering::Greater,
                _ => Ordering::Equal,
            }
        });
        standing.extend(fresh);
        next = group.end;
    }
}

/// Ends what a source said of a part where it later says less of the whole around it, and what it said of the whole
/// where it later says more of a part.
///
/// Both are in [`Time::order`]. Every end is taken up once and given up at most once, so this is as fast as sorting.
pub fn supersede_across(parts: &mut [Spoken], wholes: &mut [Spoken]) {
    let mut order: Vec<(bool, usize)> = (0..parts.len()).map(|at| (true, at)).collect();
    order.extend((0..wholes.len()).map(|at| (false, at)));
    let time = |(part, at): (bool, usize), parts: &[Spoken], wholes: &[Spoken]| {
        if part { parts[at].time } else { wholes[at].time }
    };
    order.sort_by(|&a, &b| time(a, parts, wholes).order(&time(b, parts, wholes)));
    // The lows of parts that still stand, highest on top; the highs of wholes, lowest on top.
    let mut lows: BinaryHeap<(Point, usize)> = BinaryHeap::new();
    let mut highs: BinaryHeap<Reverse<(Point, usize)>> = BinaryHeap::new();
    for (part, at) in order {
        if part {
            let (now, Some(low)) = (parts[at], parts[at].ends.low) else { continue };
            for Reverse((high, whole)) in take(&mut highs, |Reverse((high, _))| *high < low.at) {
                if wholes[whole].time.together(&now.time) {
                    highs.push(Reverse((high, whole)));
                } else {
                    let Ends { high, enders, .. } = &mut wholes[whole].ends;
                    if let Some(end) = high {
                        end.stop(&now, &mut enders.high);
                    }
                }
            }
            lows.push((low.at, at));
        } else {
            let (now, Some(high)) = (wholes[at], wholes[at].ends.high) else { continue };
            for (low, part) in take(&mut lows, |(low, _)| *low > high.at) {
                if parts[part].time.together(&now.time) {
                    lows.push((low, part));
                } else {
                    let Ends { low, enders, .. } = &mut parts[part].ends;
                    if let Some(end) = low {
                        end.stop(&now, &mut enders.low);
                    }
                }
            }
            highs.push(Reverse((high.at, at)));
        }
    }
}

/// Takes from the top of the heap what is `beyond`.
fn take<T: Ord>(heap: &mut BinaryHeap<T>, beyond: impl Fn(&T) -> bool) -> Vec<T> {
    let mut taken = Vec::new();
    while heap.peek().is_some_and(&beyond) {
        taken.extend(heap.pop());
    }
    taken
}
