//! One finding in full: its sides, and where their claims lie on one chart over time.

use rust_decimal::Decimal;

use super::Audit;
use super::row::ClaimRow;
use super::sides::{Beside, Grouped, Member, of_one_scope};
use crate::check::conflict::finding::{allows, tolerated};
use crate::check::topic::axis::Axis;
use crate::check::topic::{Topic, TopicClaim};
use crate::claim::{ClaimId, Told};
use crate::date::{Day, When};
use crate::finding::Finding;
use crate::maps::HashMap;
use crate::value::{Interval, Point, Ranges};

/// A finding with its sides; each claim of them is a row, or a `C`.
#[derive(Debug, Clone)]
pub struct Dispute<'a, C = ClaimRow<'a>> {
    /// The finding.
    pub finding: &'a Finding,
    /// What the heights of its marks mean; nothing where its claims do not lie on one axis.
    pub axis: Option<ChartAxis<'a>>,
    /// The sides: the positions of a conflict in ascending order, else each claim in the order of the labels.
    pub sides: Vec<Side<C>>,
    /// The days that its claims speak of, first to last; nothing where none bears a date. Either may lie without end.
    pub days: Option<When>,
}

/// What the heights of marks mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChartAxis<'a> {
    /// Numbers, in that unit where they bear one.
    Numbers(Option<&'a str>),
    /// The steps of a scale, the lowest at 0.
    Stages(Vec<&'a str>),
    /// Days, counted from 1970-01-01.
    Days,
    /// Words have no order but that of the sides: side 0 at 0.
    Sides,
}

/// One side of a finding.
#[derive(Debug, Clone)]
pub struct Side<C> {
    /// The value as one of its claims words it, as tables have it.
    pub value: String,
    /// The same as people are told it; nothing where it is no side.
    pub told: Option<Told>,
    /// What those of its claims that speak of the same as the first one allow, in words; nothing where that cannot be said in one.
    pub allows: Option<String>,
    /// Whether values are the stages of a scale.
    pub staged: bool,
    /// Whether the words of the first one fit all of its claims.
    pub alike: bool,
    /// Where these have no value in common, and are one side since they count as the same: why, in words.
    pub tolerated: Option<String>,
    /// How many independent origins its claims have.
    pub origins: usize,
    /// How many claims it has.
    pub total: usize,
    /// The claims, the one that says it best in front; of very many the first.
    pub claims: Vec<Mark<C>>,
}

impl<C> Side<C> {
    /// Whether it is no side: its claims fit several of the sides before it, or none.
    #[must_use]
    pub fn is_beside(&self) -> bool {
        self.told.is_none()
    }
}

/// A claim on a chart.
#[derive(Debug, Clone)]
pub struct Mark<C> {
    /// The claim.
    pub claim: C,
    /// What it allows on the axis of the chart, ascending; nothing where it has no place on that.
    pub bars: Vec<Bar>,
    /// How it stands to the sides, where it is on none.
    pub beside: Beside,
}

/// A range of an axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bar {
    /// Its lower bound; nothing where it is open below.
    pub low: Option<Decimal>,
    /// Its upper bound; nothing where it is open above.
    pub high: Option<Decimal>,
    /// Whether a hedge such as "about" moved the lower bound.
    pub low_hedged: bool,
    /// Whether a hedge moved the upper bound.
    pub high_hedged: bool,
}

/// How the claims of a dispute are shown.
struct Shown<'c, 'a> {
    axis: Option<&'c ChartAxis<'a>>,
    /// How those that are on no side stand to the sides.
    stands: HashMap<ClaimId, Beside>,
    /// How many claims of each side there are at most.
    most: usize,
}

impl<'r> Audit<'r> {
    /// The finding with that index, in full; of each side no more than `most` claims.
    #[must_use]
    pub fn dispute(&self, finding: usize, most: usize) -> Dispute<'_> {
        self.dispute_with(finding, most, |claim| self.row(claim))
    }

    /// The same, each claim by its id alone.
    #[must_use]
    pub fn dispute_by_ids(&self, finding: usize, most: usize) -> Dispute<'_, &str> {
        self.dispute_with(finding, most, |claim| self.records().id(claim))
    }

    fn dispute_with<C>(&self, finding: usize, most: usize, show: impl Fn(ClaimId) -> C) -> Dispute<'_, C> {
        let sides = self.sides(&self.findings[finding]);
        let members: Vec<Member<'_, 'r>> =
            sides.iter().flat_map(|side| &side.claims).map(|&claim| self.member(claim)).collect();
        let axis = axis(&members);
        let days = days(&members);
        let sides = sides.into_iter().enumerate();
        let finding = &self.findings[finding];
        let shown = Shown { axis: axis.as_ref(), stands: self.stands(finding), most };
        let sides = sides.map(|side| self.side(finding, side, &shown, &show));
        Dispute { finding, sides: sides.collect(), axis, days }
    }

    fn side<C>(
        &self,
        finding: &Finding,
        (number, side): (usize, Grouped),
        how: &Shown<'_, '_>,
        show: impl Fn(ClaimId) -> C,
    ) -> Side<C> {
        let axis = how.axis;
        let Grouped { value, claims, origins, beside } = side;
        let shown: Vec<Member<'_, 'r>> = claims.iter().map(|&claim| self.member(claim)).collect();
        let shared = common(&shown).filter(|_| !beside);
        let (shared, apart) = match shared {
            Some(shared) if shared.ranges.intervals().is_empty() => (None, Some(shared)),
            shared => (shared, None),
        };
        let told = |claim: ClaimId| self.records().claim(claim).told(self.context.files);
        let first = claims.first().filter(|_| !beside).map(|&claim| told(claim));
        let denial = first.as_ref().filter(|first| first.is_denial());
        let alike = match (denial, &shared) {
            (Some(denial), _) => claims.iter().all(|&claim| told(claim) == *denial),
            (None, Some(shared)) => shared.alike,
            (None, None) => true,
        };
        let marks = shown.iter().take(how.most).map(|&(index, boxed)| Mark {
            claim: show(index),
            bars: axis
                .zip(boxed)
                .map(|(axis, (topic, said))| bars(axis, number, topic, said))
                .unwrap_or_default(),
            beside: how.stands.get(&index).cloned().unwrap_or_default(),
        });
        Side {
            value,
            told: first,
            allows: shared.map(|shared| shared.topic.axis.show(&shared.ranges, shared.unit)),
            staged: matches!(axis, Some(ChartAxis::Stages(_))),
            alike,
            tolerated: apart.map(|apart| self.tolerated(finding, &apart)),
            origins,
            total: claims.len(),
            claims: marks.collect(),
        }
    }

    /// Why claims without a value in common count as the same under the rule of `finding`.
    fn tolerated(&self, finding: &Finding, apart: &Common<'_, 'r>) -> String {
        let rule = self.context.rules.rules.get(&finding.rule).filter(|_| !apart.rounded);
        let tolerance = rule
            .and_then(|rule| Some(allows(apart.topic, rule, &tolerated(apart.topic, rule)?, self.context)));
        tolerance.map_or_else(
            || "the others are the same when rounded".to_owned(),
            |tolerance| format!("the others differ, but {tolerance}"),
        )
    }

    pub(super) fn member(&self, claim: ClaimId) -> Member<'_, 'r> {
        let boxed = self.boxed(claim).map(|(topic, at)| {
            let topic = &self.ready.topics[topic];
            (topic, &topic.claims[at])
        });
        (claim, boxed)
    }
}

/// The axis that all `members` lie on.
fn axis<'a>(members: &[Member<'a, '_>]) -> Option<ChartAxis<'a>> {
    let mut read = members.iter().filter_map(|(_, boxed)| *boxed);
    let (topic, first) = read.next()?;
    let one = |(other, said): (&Topic<'_>, &TopicClaim<'_>)| match (&topic.axis, &other.axis) {
        (Axis::Quantity(_), Axis::Quantity(_)) => {
            topic.axis.shown_unit(first.scope.unit) == other.axis.shown_unit(said.scope.unit)
        }
        _ => topic.key == other.key,
    };
    if !read.all(one) {
        return None;
    }
    Some(match &topic.axis {
        Axis::Quantity(_) => ChartAxis::Numbers(topic.axis.shown_unit(first.scope.unit)),
        Axis::Stage(scale) => ChartAxis::Stages(scale.names().collect()),
        Axis::Date => ChartAxis::Days,
        Axis::Time(_) | Axis::Flag | Axis::Words(_) => ChartAxis::Sides,
    })
}

/// The days that `members` speak of.
fn days(members: &[Member<'_, '_>]) -> Option<When> {
    let spoken = members.iter().filter_map(|(_, boxed)| {
        let (_, said) = (*boxed)?;
        said.time.map(|time| (time.when.first, time.when.last)).or(said.scope.period)
    });
    spoken.fold(None, |days: Option<When>, (first, last): (Day, Day)| {
        let (first, last) = days.map_or((first, last), |days| (first.min(days.first), last.max(days.last)));
        Some(When::days(first, last, true))
    })
}

/// What the claims of a side have in common.
struct Common<'a, 'r> {
    topic: &'a Topic<'r>,
    /// What all of them allow.
    ranges: Ranges,
    unit: u16,
    /// Whether each allows that and no more.
    alike: bool,
    /// Whether all of them may be one number that is rounded.
    rounded: bool,
}

/// What those of `members` have in common that are of the scope of the first one, where all are of one topic.
fn common<'a, 'r>(members: &[Member<'a, 'r>]) -> Option<Common<'a, 'r>> {
    let (topic, scope, claims) = of_one_scope(members)?;
    let sets = || claims.iter().map(|(_, said)| &said.allowed.plain);
    let ranges = sets().fold(Ranges::all(), |shared, set| shared.intersection(set));
    let end = |end: Option<Point>, by: Decimal| end.map(|point| point.at.saturating_add(by));
    let lows = claims.iter().filter_map(|(_, said)| end(said.allowed.plain.low(), -said.allowed.rounding));
    let highs = claims.iter().filter_map(|(_, said)| end(said.allowed.plain.high(), said.allowed.rounding));
    Some(Common {
        topic,
        alike: sets().all(|set| *set == ranges),
        rounded: lows.max().zip(highs.min()).is_none_or(|(low, high)| low <= high),
        ranges,
        unit: scope.unit,
    })
}

/// What a claim allows on the axis, as one of the side with that number.
fn bars(axis: &ChartAxis<'_>, side: usize, topic: &Topic<'_>, said: &TopicClaim<'_>) -> Vec<Bar> {
    if *axis == ChartAxis::Sides {
        let at = Some(Decimal::from(side));
        return vec![Bar { low: at, high: at, low_hedged: false, high_hedged: false }];
    }
    let (plain, doubled) = (&said.allowed.plain, &said.allowed.doubled);
    let number = |point: Option<Point>| {
        let point = point?;
        topic.axis.number(point, said.scope.unit).or(Some(point.at))
    };
    let bar = |interval: &Interval| {
        let around = around(doubled, interval);
        let moved =
            |end: fn(&Interval) -> Option<Point>| around.is_some_and(|wide| end(wide) != end(interval));
        Bar {
            low: number(interval.low),
            high: number(interval.high),
            low_hedged: interval.low.is_some() && moved(|interval| interval.low),
            high_hedged: interval.high.is_some() && moved(|interval| interval.high),
        }
    };
    let bars = plain.intervals().iter().map(bar);
    match axis {
        ChartAxis::Stages(names) => bars.map(|bar| ended(bar, names.len())).collect(),
        _ => bars.collect(),
    }
}

/// Nothing lies beyond the last of so many stages.
fn ended(bar: Bar, stages: usize) -> Bar {
    let last = Decimal::from(stages.saturating_sub(1));
    Bar { high: bar.high.or(bar.low.filter(|low| *low >= last)), ..bar }
}

/// The interval of `set` around another one.
fn around<'s>(set: &'s Ranges, interval: &Interval) -> Option<&'s Interval> {
    set.intervals().iter().find(|wide| wide.holds(*interval))
}
