//! Sets of points on an axis.

use rust_decimal::Decimal;

/// A point on an axis, or just before or after one, so that open ends of intervals are points too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Point {
    /// The number on the axis.
    pub at: Decimal,
    /// `-1` just before the number, `0` at it, `1` just after it.
    pub nudge: i8,
}

impl Point {
    /// The point at `at`.
    #[must_use]
    pub fn at(at: Decimal) -> Self {
        Self { at, nudge: 0 }
    }
}

impl<T: Into<Decimal>> From<T> for Point {
    fn from(at: T) -> Self {
        Self::at(at.into())
    }
}

/// All points from `low` to `high`, both included; `None` is without end on that side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The lowest point, or no lower end.
    pub low: Option<Point>,
    /// The highest point, or no upper end.
    pub high: Option<Point>,
}

impl Interval {
    /// Everything.
    pub const ALL: Self = Self { low: None, high: None };

    /// All points from `low` to `high`.
    #[must_use]
    pub fn new(low: Option<Point>, high: Option<Point>) -> Self {
        Self { low, high }
    }

    /// Just `point`.
    #[must_use]
    pub fn only(point: Point) -> Self {
        Self { low: Some(point), high: Some(point) }
    }

    /// Whether it holds no point, its ends being crossed.
    #[must_use]
    pub fn is_empty(self) -> bool {
        matches!((self.low, self.high), (Some(low), Some(high)) if low > high)
    }

    /// Whether it holds all points of `other`.
    #[must_use]
    pub fn holds(self, other: Self) -> bool {
        let low = self.low.is_none_or(|low| other.low.is_some_and(|other| low <= other));
        let high = self.high.is_none_or(|high| other.high.is_some_and(|other| other <= high));
        other.is_empty() || (low && high)
    }

    /// Whether the two intervals share a point.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        let reaches =
            |low: Option<Point>, high: Option<Point>| !matches!((low, high), (Some(l), Some(h)) if l > h);
        reaches(self.low, other.high) && reaches(other.low, self.high)
    }
}

/// A set of points: intervals that do not overlap, in ascending order. An empty one allows nothing.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Ranges(Set);

/// Nearly all sets are one interval, which then takes no room of its own.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Set {
    One(Interval),
    /// None, or more than one.
    Many(Vec<Interval>),
}

impl From<Vec<Interval>> for Ranges {
    /// The set of intervals that do not overlap and are in ascending order.
    fn from(intervals: Vec<Interval>) -> Self {
        match intervals[..] {
            [one] => Self(Set::One(one)),
            _ => Self(Set::Many(intervals)),
        }
    }
}

impl Ranges {
    /// Everything.
    #[must_use]
    pub fn all() -> Self {
        Self(Set::One(Interval::ALL))
    }

    /// The points of `interval`.
    #[must_use]
    pub fn one(interval: Interval) -> Self {
        Self(if interval.is_empty() { Set::Many(Vec::new()) } else { Set::One(interval) })
    }

    /// The points of any of `intervals`.
    #[must_use]
    pub fn of(mut intervals: Vec<Interval>) -> Self {
        intervals.retain(|interval| !interval.is_empty());
        intervals.sort_by(|a, b| match (a.low, b.low) {
            (None, None) => std::cmp::Ordering::Equal,
            (None, _) => std::cmp::Ordering::Less,
            (_, None) => std::cmp::Ordering::Greater,
            (Some(a), Some(b)) => a.cmp(&b),
        });
        let mut merged: Vec<Interval> = Vec::with_capacity(intervals.len());
        for next in intervals {
            match merged.last_mut() {
                Some(last) if last.meets(next) => {
                    if matches!((last.high, next.high), (Some(l), Some(n)) if n > l) || next.high.is_none() {
                        last.high = next.high;
                    }
                }
                _ => merged.push(next),
            }
        }
        merged.into()
    }

    /// The intervals, ascending.
    #[must_use]
    pub fn intervals(&self) -> &[Interval] {
        match &self.0 {
            Set::One(interval) => std::slice::from_ref(interval),
            Set::Many(intervals) => intervals,
        }
    }

    /// The lowest point of the set, `None` if it has no lower end.
    #[must_use]
    pub fn low(&self) -> Option<Point> {
        self.intervals().first().and_then(|first| first.low)
    }

    /// The highest point of the set, `None` if it has no upper end.
    #[must_use]
    pub fn high(&self) -> Option<Point> {
        self.intervals().last().and_then(|last| last.high)
    }

    /// All points that are not in the set: what a denial allows of a number.
    #[must_use]
    pub fn complement(&self) -> Self {
        let before = |point: Point| Point { nudge: point.nudge - 1, ..point };
        let after = |point: Point| Point { nudge: point.nudge + 1, ..point };
        self.gaps(before, after)
    }

    /// All whole numbers that are not in the set, which must itself have whole ends.
    ///
    /// On days, steps and other numbered things nothing lies between two neighbours: "not below 3" and "not 3
    /// or above" share no point, though numbers between 2 and 3 would satisfy both.
    #[must_use]
    pub fn complement_whole(&self) -> Self {
        self.gaps(
            |point| Point::at(point.at.checked_sub(Decimal::ONE).unwrap_or(point.at)),
            |point| Point::at(point.at.checked_add(Decimal::ONE).unwrap_or(point.at)),
        )
    }

    fn gaps(&self, before: impl Fn(Point) -> Point, after: impl Fn(Point) -> Point) -> Self {
        let mut gaps = Vec::with_capacity(self.intervals().len() + 1);
        let mut from = Some(None);
        for interval in self.intervals() {
            if let (Some(from), Some(low)) = (from, interval.low) {
                gaps.push(Interval::new(from, Some(before(low))));
            }
            from = interval.high.map(|high| Some(after(high)));
        }
        if let Some(from) = from {
            gaps.push(Interval::new(from, None));
        }
        gaps.retain(|gap| !gap.is_empty());
        gaps.into()
    }

    /// The points that both sets share.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        let mut shared = Vec::new();
        let (mut left, mut right) = (0, 0);
        while let (Some(a), Some(b)) = (self.intervals().get(left), other.intervals().get(right)) {
            if a.meets(*b) {
                // `None` is the lowest of low ends, but the highest of high ends.
                let low = a.low.max(b.low);
                let high = match (a.high, b.high) {
                    (Some(a), Some(b)) => Some(a.min(b)),
                    (one, other) => one.or(other),
                };
                shared.push(Interval::new(low, high));
            }
            let left_ends_first = match (a.high, b.high) {
                (Some(a), Some(b)) => a < b,
                (high, _) => high.is_some(),
            };
            if left_ends_first {
                left += 1;
            } else {
                right += 1;
            }
        }
        shared.into()
    }

    /// Whether the set holds all points of `other`.
    #[must_use]
    pub fn holds(&self, other: &Self) -> bool {
        other.intervals().iter().all(|part| self.intervals().iter().any(|whole| whole.holds(*part)))
    }

    /// The same set in units of which one is `factor` of these, rounded to so many decimals.
    #[must_use]
    pub fn divided(&self, factor: Decimal, decimals: u32) -> Self {
        let divide = |point: Point| Point {
            at: point.at.checked_div(factor).unwrap_or(point.at).round_dp(decimals).normalize(),
            ..point
        };
        let divided = self
            .intervals()
            .iter()
            .map(|interval| Interval::new(interval.low.map(divide), interval.high.map(divide)));
        divided.collect::<Vec<_>>().into()
    }

    /// Whether the two sets share a point. Linear in their intervals.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        let (mut left, mut right) = (self.intervals().iter().peekable(), other.intervals().iter().peekable());
        while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
            if a.meets(**b) {
                return true;
            }
            if matches!((a.high, b.low), (Some(high), Some(low)) if high < low) {
                left.next();
            } else {
                right.next();
            }
        }
        false
    }
}

/// What a claim allows: the set as worded, and the set with every hedge doubled.
///
/// A conflict is strong only where even the doubled sets stay apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    /// The set as worded.
    pub plain: Ranges,
    /// The set with the spread of every hedge doubled; holds `plain`.
    pub doubled: Ranges,
    /// Whether the value, or one that it is made of, is only said to be likely.
    pub only_likely: bool,
    /// By how much an exact figure may be off as it is written: half a unit of its last digit. It is allowed for when
    /// figures are compared, and never in what a value is shown to allow.
    pub rounding: Decimal,
}

impl Allowed {
    /// A set without a hedge, or one whose hedge is a bound.
    #[must_use]
    pub fn exactly(ranges: Ranges) -> Self {
        Self::new(ranges.clone(), ranges)
    }

    /// Everything: what "cannot confirm" allows.
    #[must_use]
    pub fn all() -> Self {
        Self::exactly(Ranges::all())
    }

    /// A set with ends that a hedge moves.
    #[must_use]
    pub fn new(plain: Ranges, doubled: Ranges) -> Self {
        Self { plain, doubled, only_likely: false, rounding: Decimal::ZERO }
    }

    /// A set that is only said to be likely: "probably 3,000".
    #[must_use]
    pub fn likely(plain: Ranges) -> Self {
        Self { only_likely: true, ..Self::new(plain, Ranges::all()) }
    }

    /// The same in units of which one is `factor` of these.
    #[must_use]
    pub fn divided(&self, factor: Decimal) -> Self {
        const DECIMALS: u32 = 12;
        let divide = |set: &Ranges| set.divided(factor, DECIMALS);
        let rounding = self.rounding.checked_div(factor).unwrap_or_default();
        Self { plain: divide(&self.plain), doubled: divide(&self.doubled), rounding, ..*self }
    }

    /// The same as a figure that may be off by `rounding`.
    #[must_use]
    pub fn rounded(self, rounding: Decimal) -> Self {
        Self { rounding, ..self }
    }

    /// The set with its hedges taken away: "about 3,000" without its "about".
    ///
    /// A hedge moves an end by as much on being doubled as it did at first, so taking back one such step gives
    /// the end before it. Sets that no hedge moved are their own.
    #[must_use]
    pub fn unhedged(&self) -> Ranges {
        let back = |plain: Option<Point>, doubled: Option<Point>| match (plain, doubled) {
            (Some(plain), Some(doubled)) => {
                let at = plain.at.checked_sub(doubled.at)?.checked_add(plain.at)?;
                Some(Some(Point { at, ..plain }))
            }
            (None, None) => Some(None),
            _ => None,
        };
        let (plain, doubled) = (self.plain.intervals(), self.doubled.intervals());
        if plain.len() != doubled.len() || plain == doubled {
            return self.plain.clone();
        }
        plain
            .iter()
            .zip(doubled)
            .map(|(plain, doubled)| {
                let (low, high) = (back(plain.low, doubled.low)?, back(plain.high, doubled.high)?);
                let interval = Interval::new(low, high);
                // Ends that met before may cross by a rounding.
                Some(if interval.is_empty() { Interval::new(high, low) } else { interval })
            })
            .collect::<Option<Vec<_>>>()
            .map(Ranges::of)
            // A set that was widened to one side only had no hedge in its middle.
            .filter(|unhedged| self.plain.holds(unhedged))
            .unwrap_or_else(|| self.plain.clone())
    }

    /// What a denial of it allows, where the values are numbers.
    ///
    /// As worded, "not about 3,000" rules out all that is about 3,000. But nobody knows how wide the speaker's
    /// "about" is, and a denial commits to the least where it is narrowest: then only 3,000 itself is ruled out.
    /// So the doubled set, which holds whatever any reading of the hedge allows, is all but the unhedged set.
    #[must_use]
    pub fn denied(&self) -> Self {
        Self::new(self.plain.complement(), self.unhedged().complement())
    }

    /// What a denial of it allows, where the values are whole numbers: days, steps, terms, places, flags.
    #[must_use]
    pub fn denied_whole(&self) -> Self {
        Self::new(self.plain.complement_whole(), self.unhedged().complement_whole())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(low: Option<i64>, high: Option<i64>) -> Interval {
        Interval::new(low.map(Point::from), high.map(Point::from))
    }

    fn set(low: Option<i64>, high: Option<i64>) -> Ranges {
        Ranges::of(vec![span(low, high)])
    }

    fn about_3000() -> Allowed {
        Allowed::new(set(Some(2700), Some(3300)), set(Some(2400), Some(3600)))
    }

    #[test]
    fn intervals_merge_and_crossed_ones_vanish() {
        let ranges = Ranges::of(vec![span(Some(5), Some(9)), span(Some(3), Some(1)), span(None, Some(6))]);
        assert_eq!(ranges.intervals(), [span(None, Some(9))]);
    }

    #[test]
    fn complements_are_open_where_the_set_is_closed() {
        let rest = set(Some(3), Some(5)).complement();
        assert!(!rest.meets(&set(Some(3), Some(5))));
        assert!(rest.meets(&set(Some(5), Some(6))));
        assert_eq!(rest.complement(), set(Some(3), Some(5)));
        assert_eq!(Ranges::all().complement().intervals(), []);
        assert_eq!(Ranges::of(vec![]).complement(), Ranges::all());
    }

    #[test]
    fn nothing_lies_between_whole_neighbours() {
        let (not_below, not_above) = (set(None, Some(2)), set(Some(3), None));
        assert!(not_below.complement().meets(&not_above.complement()));
        assert!(!not_below.complement_whole().meets(&not_above.complement_whole()));
    }

    #[test]
    fn intersections_keep_the_narrower_ends() {
        let gap = Ranges::of(vec![span(None, Some(2)), span(Some(8), None)]);
        assert_eq!(
            gap.intersection(&set(Some(0), Some(9))).intervals(),
            [span(Some(0), Some(2)), span(Some(8), Some(9))]
        );
        assert_eq!(gap.intersection(&set(Some(3), Some(7))).intervals(), []);
    }

    #[test]
    fn a_hedge_is_taken_back_by_one_step() {
        assert_eq!(about_3000().unhedged(), set(Some(3000), Some(3000)));
        let bound = Allowed::new(set(Some(27), None), set(Some(24), None));
        assert_eq!(bound.unhedged(), set(Some(30), None));
    }

    #[test]
    fn a_doubled_denial_allows_more() {
        let denied = about_3000().denied();
        assert!(denied.doubled.holds(&denied.plain));
        assert!(!denied.plain.meets(&set(Some(3100), Some(3100))));
        assert!(denied.doubled.meets(&set(Some(3100), Some(3100))));
        assert!(!denied.doubled.meets(&set(Some(3000), Some(3000))));
    }

    #[test]
    fn a_denial_rules_out_least_where_the_hedge_is_narrowest() {
        let open = |low: i64, high: i64| Ranges::of(vec![span(None, Some(low)), span(Some(high), None)]);
        let about_at_least = Allowed::new(set(Some(2700), None), set(Some(2400), None));
        for (allowed, plain, doubled) in [
            (about_3000(), set(Some(2700), Some(3300)), set(Some(3000), Some(3000))),
            (about_at_least, set(Some(2700), None), set(Some(3000), None)),
            (Allowed::exactly(set(None, Some(5))), set(None, Some(5)), set(None, Some(5))),
        ] {
            let denied = allowed.denied();
            assert_eq!((denied.plain, denied.doubled), (plain.complement(), doubled.complement()));
        }
        assert_eq!(about_3000().denied_whole(), Allowed::new(open(2699, 3301), open(2999, 3001)));
        assert_eq!(Allowed::all().denied().plain.intervals(), []);
        assert_eq!(Allowed::exactly(Ranges::of(vec![])).denied(), Allowed::all());
    }

    #[test]
    fn a_hedge_is_taken_back_from_numbers_without_end() {
        let third = Decimal::ONE / Decimal::from(3);
        let about = |spread: Decimal| {
            let slack = third * spread;
            Ranges::of(vec![Interval::new(Some(Point::at(third - slack)), Some(Point::at(third + slack)))])
        };
        let (tenth, fifth) = (Decimal::new(1, 1), Decimal::new(2, 1));
        let unhedged = Allowed::new(about(tenth), about(fifth)).unhedged();
        assert!(unhedged.low().unwrap().at - third < Decimal::new(1, 20));
        assert!(unhedged.high().unwrap().at - third < Decimal::new(1, 20));
    }

    #[test]
    fn a_denied_denial_is_the_claim_itself() {
        assert_eq!(about_3000().denied().denied(), about_3000());
    }
}
