//! Do the sets meet? The one comparison behind every conflict.

pub(super) mod days;
pub(super) mod pair;
pub(super) mod scopes;

use rust_decimal::Decimal;

use crate::check::topic::axis::Axis;
use crate::check::topic::{Bound, Bounds, Topic, Window};
use crate::date::{Day, MINUTES_OF_DAY, When};
use crate::finding::{Strength, WeakReason};
use crate::rule::{Kind, Margin, Rule, Validity};
use crate::value::{Allowed, Point, Ranges};

/// What a rule tolerates before it calls a difference a conflict.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tolerances {
    /// How far apart two bounds may lie, as a fraction of the lower one.
    pub tolerance: Decimal,
    /// How far apart two bounds may lie, whatever their size.
    pub margin: Decimal,
    /// Whether the margin is how far apart the results of two samples may be.
    pub sampled: bool,
    /// Whether figures are taken as exact, so that none is the other one rounded.
    pub exact: bool,
    /// How many days apart two claims may be and still speak of the same time.
    pub same_time: i32,
    /// By how many days two claims may miss each other and still conflict, weakly.
    pub lag: i32,
    /// How many times as large the one number must be then.
    pub leap: Decimal,
    /// What the values are.
    pub values: Values,
}

/// What kind of values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Values {
    /// Numbers, which grow.
    Numbers,
    /// Words, which have no order.
    Words,
    /// Stages, where some may have come further than others.
    Stages,
    /// Others, which have an order and do not grow.
    Others,
}

/// What comes of comparing a lower bound with an upper bound; the further down, the closer to a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Crossing {
    /// The lower bound does not lie above the upper bound.
    Meets,
    /// It does, and by no more than the tolerance.
    Tolerated,
    /// It does, and the two are never valid on a common day, lag included.
    NeverTogether,
    /// It does, and the two miss each other in time by no more than the lag; a hedge, or a small change since, could
    /// explain it.
    Absorbed,
    /// It does, and they conflict.
    Crosses(Strength),
}

impl Crossing {
    /// How sure the conflict is, if there is one.
    pub(super) fn strength(self) -> Option<Strength> {
        match self {
            Self::Crosses(strength) => Some(strength),
            _ => None,
        }
    }
}

/// For how many days around claims are compared, weakly, where nothing says how long they are valid.
const UNSAID: i32 = 30;

/// What a margin comes to on the axis of a topic: in base units of a quantity, in seconds of a time, in days of a date. Nothing
/// where it is measured in something else.
fn on_axis(margin: &Margin, topic: &Topic<'_>) -> Option<Decimal> {
    let own = topic.definition.worth;
    match topic.definition.kind {
        Kind::Quantity => {
            let base = own.map(|(_, base)| base).or_else(|| topic.axis.only_unit());
            margin.in_base(own.map_or(Decimal::ONE, |(factor, _)| factor), base)
        }
        Kind::Time | Kind::Date => {
            let seconds = margin.unit.is_some().then(|| margin.in_base(Decimal::ONE, Some("second")))??;
            let day = if topic.definition.kind == Kind::Date { SECONDS_OF_A_DAY } else { Decimal::ONE };
            seconds.checked_div(day)
        }
        _ => None,
    }
}

const SECONDS_OF_A_DAY: Decimal = Decimal::from_parts(86_400, 0, 0, false, 0);

impl Tolerances {
    /// What `rule` tolerates about `topic`, unless its attribute says so itself. A fraction is for quantities alone.
    pub(super) fn of(rule: &Rule, topic: &Topic<'_>) -> Self {
        let of_numbers = Self::of_numbers(rule);
        let values = match topic.axis {
            Axis::Quantity(_) => Values::Numbers,
            Axis::Words(_) => Values::Words,
            Axis::Stage(_) => Values::Stages,
            _ => Values::Others,
        };
        let (fraction, margin) = topic.definition.tolerance(rule);
        let fraction = fraction.map(|fraction| fraction.value).filter(|_| values == Values::Numbers);
        let tolerance = fraction.unwrap_or_default();
        let margin = margin.and_then(|margin| on_axis(&margin.value, topic)).unwrap_or_default();
        let exact = fraction.is_some_and(|fraction| fraction.is_zero());
        // What an attribute tolerates is not what the rule says of samples.
        let sampled = rule.sampled && topic.definition.tolerance == (None, None);
        let compared = Self { tolerance, margin, sampled, exact, values, ..of_numbers };
        if topic.definition.said_valid_for.is_none() {
            return Self { lag: of_numbers.lag.max(UNSAID), leap: Decimal::new(15, 1), ..compared };
        }
        compared
    }

    /// What `rule` tolerates about numbers.
    pub(super) fn of_numbers(rule: &Rule) -> Self {
        Self {
            tolerance: rule.tolerance.map_or(Decimal::ZERO, |tolerance| tolerance.value),
            margin: rule.margin.as_ref().map_or(Decimal::ZERO, |margin| margin.value.number),
            sampled: rule.sampled,
            exact: rule.tolerance.is_some_and(|tolerance| tolerance.value.is_zero()),
            same_time: i32::try_from(rule.same_time).unwrap_or(i32::MAX),
            lag: i32::try_from(rule.lag).unwrap_or(i32::MAX),
            leap: Decimal::TWO,
            values: Values::Numbers,
        }
    }

    /// The same for claims about one sample, such as a poll and a quote of it: they differ by no error of sampling.
    pub(super) fn of_one_sample(self) -> Self {
        if self.sampled { Self { margin: Decimal::ZERO, ..self } } else { self }
    }

    /// The same for claims of a common day alone.
    pub(super) fn without_lag(self) -> Self {
        Self { lag: 0, ..self }
    }

    /// `low`, lowered by `times` the tolerance: it conflicts with upper bounds below that.
    pub(super) fn lowered(&self, low: Point, times: u8) -> Point {
        if self.tolerance.is_zero() && self.margin.is_zero() {
            return low;
        }
        let slack = self.tolerance.checked_mul(low.at.abs()).map(|slack| slack.max(self.margin));
        let slack = slack.and_then(|slack| slack.checked_mul(Decimal::from(times)));
        let at = slack.and_then(|slack| low.at.checked_sub(slack)).unwrap_or(Decimal::MIN);
        Point { at, ..low }
    }

    /// The bounds of two sets as they are compared. Words have no order: what they have in common counts, not where their points lie. A
    /// date may be one of two days, and none between them. So these bounds lie where they are worded if the sets have nothing in common
    /// with every hedge widened.
    pub(super) fn of_sets(&self, bounds: [Bound; 2], [one, other]: [&Allowed; 2]) -> [Bound; 2] {
        let sets = matches!(self.values, Values::Words | Values::Others);
        let apart = sets && !one.doubled.meets(&other.doubled);
        if apart { bounds.map(|bound| Bound { widened: Some(bound.at), ..bound }) } else { bounds }
    }

    /// Whether of two bounds the higher one stays the higher one once they are lowered by twice the tolerance.
    pub(super) fn keep_order(&self) -> bool {
        self.tolerance.checked_mul(Decimal::TWO).is_some_and(|slack| slack < Decimal::ONE)
    }

    /// Whether the lower bound lies above the upper bound on a common day, and how surely.
    pub(super) fn cross(&self, lower: &Bound, upper: &Bound) -> Option<Strength> {
        self.crossing(lower, upper).strength()
    }

    /// What comes of comparing the lower bound with the upper bound.
    pub(super) fn crossing(&self, lower: &Bound, upper: &Bound) -> Crossing {
        if lower.at <= upper.at {
            return Crossing::Meets;
        }
        if self.lowered(lower.at, 1) <= upper.at || self.rounds(lower, upper) {
            return Crossing::Tolerated;
        }
        let (first, second) = (&lower.valid, &upper.valid);
        if !first.meets(second, self.lag) {
            return Crossing::NeverTogether;
        }
        if !first.likely_meets(second, self.same_time) {
            // Who misses the other in time conflicts only where no hedge, and no small change since, could absorb it.
            let grown = self.loosened(lower, upper).is_none() && self.leaps(lower.at, upper.at);
            return if grown { Crossing::Crosses(Strength::Weak) } else { Crossing::Absorbed };
        }
        Crossing::Crosses(sure(self.doubts(lower, upper).next().is_none()))
    }

    /// Why a lower bound that conflicts with an upper one does so weakly; nothing where it does strongly.
    pub(super) fn doubts(&self, lower: &Bound, upper: &Bound) -> impl Iterator<Item = WeakReason> {
        let (first, second) = (&lower.valid, &upper.valid);
        let time = move || !first.likely_meets(second, self.same_time) || !self.of_one_time(first, second);
        let time = std::iter::once_with(time).filter(|apart| *apart).map(|_| WeakReason::DaysApart);
        self.loosened(lower, upper).into_iter().chain(time)
    }

    /// What lets a lower bound no longer lie above an upper one where it is taken as twice as loose.
    fn loosened(&self, lower: &Bound, upper: &Bound) -> Option<WeakReason> {
        let widened = lower.widened.zip(upper.widened);
        if widened.is_some_and(|(low, high)| self.lowered(low, 2) > high) {
            return None;
        }
        let by_hedges = widened.is_none_or(|(low, high)| low <= high);
        if !by_hedges && self.lowered(lower.at, 2) <= upper.at {
            return Some(WeakReason::Tolerance);
        }
        Some(self.loose(lower.only_likely || upper.only_likely))
    }

    /// What makes a set of values looser than it is worded.
    fn loose(&self, only_likely: bool) -> WeakReason {
        match self.values {
            _ if only_likely => WeakReason::OnlyLikely,
            Values::Words => WeakReason::Words,
            Values::Stages => WeakReason::NoShare,
            Values::Numbers | Values::Others => WeakReason::Hedge,
        }
    }

    /// Whether one figure may be the other one rounded, or both the same one: 1.2 million and 1,234,567. What lies at the
    /// upper end of a rounded figure rounds to the next.
    fn rounds(&self, lower: &Bound, upper: &Bound) -> bool {
        if self.exact || lower.rounding.is_zero() && upper.rounding.is_zero() {
            return false;
        }
        let low = lower.at.at.checked_sub(lower.rounding);
        let high = upper.at.at.checked_add(upper.rounding);
        let one_is_sharp = lower.rounding.is_zero() || upper.rounding.is_zero();
        low.zip(high).is_some_and(|(low, high)| low < high || one_is_sharp && low == high)
    }

    /// Whether a number is so much larger than another that little time does not explain it. Any is that beside none at all. What
    /// is not a number does not grow: for that, apart is apart.
    fn leaps(&self, low: Point, high: Point) -> bool {
        self.values != Values::Numbers
            || (high.at >= Decimal::ZERO && high.at.checked_mul(self.leap).is_none_or(|high| low.at >= high))
    }

    /// Whether the lower bound of one set lies above the upper bound of another, whatever their times, and how surely.
    pub(crate) fn above(&self, a: &Allowed, b: &Allowed) -> Option<Strength> {
        self.lies_above(&a.plain, &b.plain, 1).then(|| sure(self.lies_above(&a.doubled, &b.doubled, 2)))
    }

    fn lies_above(&self, a: &Ranges, b: &Ranges, times: u8) -> bool {
        a.low().zip(b.high()).is_some_and(|(low, high)| self.lowered(low, times) > high)
    }

    /// Whether two sets have no value in common, whatever their times, and how surely.
    pub(super) fn apart(&self, a: &Allowed, b: &Allowed) -> Option<Strength> {
        let apart = |a: &Ranges, b: &Ranges, times: u8| {
            let holed = a.intervals().len() > 1 || b.intervals().len() > 1;
            self.lies_above(a, b, times) || self.lies_above(b, a, times) || (holed && !a.meets(b))
        };
        apart(&a.plain, &b.plain, 1).then(|| sure(apart(&a.doubled, &b.doubled, 2)))
    }

    /// Whether two claims speak of days within the same-time window, or within a tenth of how long the earlier one is valid,
    /// whichever of their possible days are meant. What is valid until revised is so for all that comes later: a toll cannot fall.
    /// Of moments a tenth is known to the minute, that of a day too.
    fn of_one_time(&self, a: &Window, b: &Window) -> bool {
        let minutes = a.said.minutes_until(&b.said);
        let a_first = minutes.map_or(a.said.last <= b.said.first, |minutes| minutes > 0);
        let b_first = minutes.map_or(b.said.last <= a.said.first, |minutes| minutes < 0);
        let earlier = match (a_first, b_first) {
            (true, _) => a.valid_for,
            (_, true) => b.valid_for,
            _ => a.valid_for.shorter(b.valid_for),
        };
        let days = || Some(i64::from(days_between(a.said, b.said)?) * MINUTES_OF_DAY);
        self.surely(earlier, minutes.is_some())
            .is_none_or(|surely| minutes.map(i64::abs).or_else(days).is_some_and(|between| between <= surely))
    }

    /// For how many minutes what is valid so long surely is of one time with what follows: for good where nothing comes back. Moments of
    /// one day are told apart.
    fn surely(&self, valid_for: Validity, moments: bool) -> Option<i64> {
        let Validity::Days(days) = valid_for else { return None };
        let tenth = i64::from(days.max(u32::from(moments))) * MINUTES_OF_DAY / 10;
        let window = if moments && days == 0 { 0 } else { i64::from(self.same_time) * MINUTES_OF_DAY };
        Some(tenth.max(window))
    }

    /// The last day on which a claim surely is of one time with another one.
    pub(super) fn surely_until(&self, valid: &Window) -> Day {
        let days = |minutes| i32::try_from(minutes / MINUTES_OF_DAY).unwrap_or(i32::MAX);
        self.surely(valid.valid_for, false).map_or(Day::MAX, |minutes| valid.said.last.plus(days(minutes)))
    }

    /// The days on which a bound surely is of one time with others that are valid then, whichever of the days that its date leaves open is
    /// meant. Nothing where that date leaves open more than a week.
    pub(super) fn sure_days(&self, valid: &Window) -> Option<(Day, Day)> {
        const WEEK: i32 = 7;
        let When { first, last, throughout, .. } = valid.said;
        if throughout || first == last {
            return Some((valid.from, valid.to.min(self.surely_until(valid))));
        }
        let open = last.0.saturating_sub(first.0);
        let until = self.surely_until(valid);
        let until = if until == Day::MAX { until } else { until.plus(open.saturating_neg()) };
        let always = valid.valid_for == Validity::Always;
        (always || open < WEEK).then(|| (valid.from.max(last), valid.to.min(until)))
    }

    /// Whether what one set allows is left out by the other, although no bound of one lies beyond a bound of the
    /// other: a denial has a hole in the middle. Both must be valid as a whole on a common day.
    pub(super) fn in_hole(&self, a: (&Allowed, &Bounds), b: (&Allowed, &Bounds)) -> Option<Strength> {
        if (a.0.plain.intervals().len() < 2 && b.0.plain.intervals().len() < 2) || a.0.plain.meets(&b.0.plain)
        {
            return None;
        }
        let (first, second) = (&a.1.whole, &b.1.whole);
        if first.meets(second, 0) {
            return Some(sure(self.doubts_in_hole(a, b).next().is_none()));
        }
        let apart = !a.0.doubled.meets(&b.0.doubled);
        (apart && first.meets(second, self.lag)).then_some(Strength::Weak)
    }

    /// Why two sets of which one lies in a hole of the other conflict weakly; nothing where they do strongly.
    pub(super) fn doubts_in_hole(
        &self,
        a: (&Allowed, &Bounds),
        b: (&Allowed, &Bounds),
    ) -> impl Iterator<Item = WeakReason> {
        let (first, second) = (&a.1.whole, &b.1.whole);
        let loose = a.0.doubled.meets(&b.0.doubled);
        let loose = loose.then(|| self.loose(a.0.only_likely || b.0.only_likely));
        let apart = !first.meets(second, 0) || !self.of_one_time(first, second);
        loose.into_iter().chain(apart.then_some(WeakReason::DaysApart))
    }
}

fn sure(strong: bool) -> Strength {
    if strong { Strength::Strong } else { Strength::Weak }
}

/// How many days lie between the days that two claims speak of, at the most where they leave the day open.
/// Nothing if a date is open-ended in a way that leaves this unknown.
pub(super) fn days_between(a: When, b: When) -> Option<i32> {
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
