//! What heights and widths of a picture mean, and the marks drawn by that.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::drawn::{Area, Column, Drawn, HALF, Line, Row, middle, spoken};
use super::place::{self, float};
use super::px::{Px, Share};
use super::scale::{Scale, Tick};
use crate::report::audit::people;
use gainsay_core::check::audit::{Bar, ChartAxis, ClaimRow, Dispute, Mark};
use gainsay_core::claim::Told;
use gainsay_core::date::{self, Day, When};
use gainsay_core::value::show::show_unit;

/// Height of the area of marks, where values are numbers or days.
const HEIGHT: f64 = 270.0;

/// Height that a step, or a side of words, is given at least.
const STEP: f64 = 30.0;

/// About how wide a character of a label is.
const CHARACTER: f64 = 7.0;

/// Characters in a line of a label.
const LABEL: usize = 16;

/// Height of a line of a label.
const LEADING: f64 = 12.0;

/// Width of the smallest picture on a small screen, with the labels of its rows.
const SMALL: f64 = 262.0;

/// Width of the smallest picture on others.
const WIDE: f64 = 380.0;

/// The share of a picture in which claims without a date stand, beside those that have one.
const UNDATED: f64 = 0.16;

/// The share at each edge of a picture in which labels are set to one side of their ticks.
const EDGE: f64 = 0.12;

/// The same of a small picture.
const SMALL_EDGE: f64 = 0.3;

/// The area in which marks are drawn, and what its heights and widths mean.
pub(super) struct Frame {
    pub(super) top: f64,
    pub(super) bottom: f64,
    /// What the numbers are of.
    pub(super) unit: Option<String>,
    height: Scale,
    ticks: Vec<Tick>,
    /// Nothing where no claim bears a date.
    time: Option<Scale>,
    /// The share of the width where the days end.
    until: f64,
    /// Whether there are claims without a date.
    lacking: bool,
}

impl Frame {
    pub(super) fn new(
        dispute: &Dispute<'_>,
        axis: &ChartAxis<'_>,
        marks: &[(usize, &Mark<ClaimRow<'_>>)],
    ) -> Self {
        let (height, ticks) = heights(axis, dispute, marks);
        let steps = matches!(axis, ChartAxis::Stages(_) | ChartAxis::Sides);
        let top = 26.0;
        let tall = if steps { (float(ticks.len()) * STEP).max(HEIGHT / 2.0) } else { HEIGHT };
        let time = times(marks);
        let lacking = marks.iter().any(|(_, mark)| spoken(&mark.claim).is_none());
        let until = if lacking && time.is_some() { 1.0 - UNDATED } else { 1.0 };
        let unit = unit(axis, height.logarithmic);
        Self { top, bottom: top + tall, unit, height, ticks, time, until, lacking }
    }

    /// The room for the labels of rows.
    pub(super) fn left(&self) -> Px {
        let longest = self.ticks.iter().flat_map(|tick| lines(&tick.label)).map(|line| line.chars().count());
        Px(float(longest.max().unwrap_or(0)).mul_add(CHARACTER, 12.0))
    }

    /// How wide a picture is at least on a small screen.
    fn small(&self) -> f64 {
        SMALL - self.left().0
    }

    /// Where claims without a date begin, where there are others.
    pub(super) fn undated(&self) -> Option<Share> {
        (self.lacking && self.time.is_some()).then_some(Share(self.until))
    }

    /// The share of the width that a day takes; nothing where no claim bears a date.
    pub(super) fn day(&self) -> Option<f64> {
        self.time.map(|time| self.until / time.length())
    }

    fn y(&self, value: f64) -> f64 {
        (self.top - self.bottom).mul_add(self.height.share(value), self.bottom)
    }

    fn x(&self, day: Day) -> f64 {
        let share = match (day, self.time) {
            (Day::MIN, _) | (_, None) => 0.0,
            (Day::MAX, _) => 1.0,
            (Day(day), Some(time)) => time.share(f64::from(day)),
        };
        self.until * share
    }

    pub(super) fn rows(&self) -> Vec<Row> {
        let row = |tick: &Tick| {
            let at = self.y(tick.at);
            let lines = lines(&tick.label);
            let first = at - LEADING * (float(lines.len()) - 1.0) / 2.0;
            let place = |number: usize| Px(float(number).mul_add(LEADING, first));
            Row {
                at: Px(at),
                label: lines.into_iter().enumerate().map(|(number, line)| (place(number), line)).collect(),
            }
        };
        self.ticks.iter().map(row).collect()
    }

    /// The ticks below the picture; labels that would lie upon another are left out, of a small picture more of them.
    pub(super) fn columns(&self) -> Vec<Column> {
        let ticks = self.time.map(|time| time.days()).unwrap_or_default();
        let ticks: Vec<(f64, String)> =
            ticks.into_iter().map(|tick| (self.x(Day(tick.at as i32)), tick.label)).collect();
        let room =
            |width: f64| if self.undated().is_some() { width - float(8) * CHARACTER } else { f64::MAX };
        let wide = fitting(&ticks, WIDE, EDGE, room(WIDE));
        let shown: Vec<(f64, String)> = wide.iter().map(|&number| ticks[number].clone()).collect();
        let small: Vec<usize> = fitting(&shown, self.small(), SMALL_EDGE, room(self.small()))
            .into_iter()
            .map(|number| wide[number])
            .collect();
        let column = |(number, (at, label)): (usize, (f64, String))| {
            let classes = [
                ("first", at < EDGE),
                ("last", at > 1.0 - EDGE),
                ("small-first", at < SMALL_EDGE),
                ("small-last", at > 1.0 - SMALL_EDGE),
                ("wide", !small.contains(&number)),
            ];
            let classes = classes.into_iter().filter(|(_, holds)| *holds).map(|(class, _)| class);
            Column {
                at: Share(at),
                label: if wide.contains(&number) { label } else { String::new() },
                class: std::iter::once("column").chain(classes).collect::<Vec<_>>().join(" "),
            }
        };
        ticks.clone().into_iter().enumerate().map(column).collect()
    }

    /// Draws the marks, each on its day, in the order given.
    pub(super) fn draw(&self, marks: &[(usize, &Mark<ClaimRow<'_>>)]) -> Vec<Drawn> {
        let mut days: BTreeMap<Day, Vec<usize>> = BTreeMap::new();
        let mut undated = Vec::new();
        for (at, (_, mark)) in marks.iter().enumerate() {
            match spoken(&mark.claim) {
                Some(when) => days.entry(middle(when)).or_default().push(at),
                None => undated.push(at),
            }
        }
        let mut places = vec![(0.0, 0.0); marks.len()];
        let day_width = self.small() * self.day().unwrap_or_default();
        for (day, of_day) in days {
            let extents: Vec<place::Extent> = of_day.iter().map(|&at| self.extent(marks[at].1)).collect();
            for (at, beside) in of_day.into_iter().zip(place::beside(&extents, day_width)) {
                places[at] = (self.x(day), beside);
            }
        }
        let from = if self.time.is_some() { self.until } else { 0.0 };
        for (number, &at) in undated.iter().enumerate() {
            let share = float(number + 1) / float(undated.len() + 1);
            places[at] = ((1.0 - from).mul_add(share, from), 0.0);
        }
        marks.iter().zip(places).map(|((side, mark), place)| self.mark(mark, *side, place)).collect()
    }

    /// From the top to the bottom of a mark and its bars.
    fn extent(&self, mark: &Mark<ClaimRow<'_>>) -> place::Extent {
        let ends = mark.bars.iter().map(|bar| self.span(bar)).flat_map(|(low, high)| [low, high]);
        ends.fold((f64::MAX, f64::MIN), |(top, bottom), y| (top.min(y), bottom.max(y)))
    }

    fn mark(&self, mark: &Mark<ClaimRow<'_>>, side: usize, (day, x): (f64, f64)) -> Drawn {
        let claim = &mark.claim;
        let y = mark.bars.first().map_or(self.bottom, |bar| self.center(bar));
        let several = spoken(claim).filter(|when| when.first != when.last);
        let mut drawn = Drawn {
            claim: claim.id.to_owned(),
            title: in_a_line(claim),
            side: side + 1,
            echo: claim.echo,
            day: Share(day),
            x: Px(x),
            y: Px(y),
            areas: Vec::new(),
            bounds: Vec::new(),
            spoken: several.map(|when| self.level(when, y)),
            bar: String::new(),
            caps: String::new(),
            soft: String::new(),
            arrows: String::new(),
            shape: place::shape(side, x, y, HALF),
        };
        for bar in &mark.bars {
            self.bar(&mut drawn, bar, x);
            self.validity(&mut drawn, bar, claim);
        }
        drawn
    }

    /// A line over these days.
    fn level(&self, when: When, y: f64) -> Line {
        Line { from: (Share(self.x(when.first)), Px(y)), to: (Share(self.x(when.last)), Px(y)) }
    }

    /// Where the mark of a bar is: in its middle, or at the end that is not open.
    fn center(&self, bar: &Bar) -> f64 {
        match (value(bar.low), value(bar.high)) {
            (Some(low), Some(high)) => f64::midpoint(self.y(low), self.y(high)),
            (Some(end), None) | (None, Some(end)) => self.y(end),
            (None, None) => f64::midpoint(self.top, self.bottom),
        }
    }

    fn bar(&self, drawn: &mut Drawn, bar: &Bar, x: f64) {
        let (low, high) = self.span(bar);
        drawn.bar.extend([format!("M{} {}V{}", Px(x), Px(low), Px(high))]);
        let cap = |y: f64| format!("M{} {}H{}", Px(x - HALF - 1.0), Px(y), Px(x + HALF + 1.0));
        let arrow = |y: f64, back: f64| {
            format!("M{} {back}L{} {}L{} {back}", Px(x - 4.0), Px(x), Px(y), Px(x + 4.0), back = Px(y + back))
        };
        for (end, y, hedged, back) in
            [(bar.low, low, bar.low_hedged, -6.0), (bar.high, high, bar.high_hedged, 6.0)]
        {
            match end {
                None => drawn.arrows += &arrow(y, back),
                Some(_) if hedged => drawn.soft += &cap(y),
                Some(_) if bar.low != bar.high => drawn.caps += &cap(y),
                Some(_) => {}
            }
        }
    }

    /// Where a bar begins and ends; an open end at the edge of the picture.
    fn span(&self, bar: &Bar) -> (f64, f64) {
        let end = |end, edge| value(end).map_or(edge, |end| self.y(end));
        (end(bar.low, self.bottom), end(bar.high, self.top))
    }

    fn validity(&self, drawn: &mut Drawn, bar: &Bar, claim: &ClaimRow<'_>) {
        let Some(time) = self.time else { return };
        let (low, high) = self.span(bar);
        // What ended before the first day that is shown, or begins after the last, is not on the picture.
        let shown = |when: &When| {
            let ends = (time.share(f64::from(when.first.0)), time.share(f64::from(when.last.0)));
            ends != (0.0, 0.0) && ends != (1.0, 1.0)
        };
        let bounds = [(bar.low, claim.low_stands, low), (bar.high, claim.high_stands, high)];
        for (_, valid, y) in bounds.iter().filter(|(end, ..)| end.is_some()) {
            drawn.bounds.extend(valid.filter(shown).map(|when| self.level(when, *y)));
        }
        let both = match (claim.low_stands, claim.high_stands) {
            (Some(low), Some(high)) => {
                let (first, last) = (low.first.max(high.first), low.last.min(high.last));
                (first <= last).then_some(When::days(first, last, true))
            }
            (one, other) => one.or(other),
        };
        let days = both.filter(shown).map(|when| (self.x(when.first), self.x(when.last)));
        drawn.areas.extend(days.filter(|(from, to)| to > from).map(|(from, to)| Area {
            x: Share(from),
            y: Px(high.min(low)),
            width: Share(to - from),
            height: Px((low - high).abs()),
        }));
    }
}

/// Which labels at these places can be read in a picture so wide, before `end`.
fn fitting(ticks: &[(f64, String)], width: f64, edge: f64, end: f64) -> Vec<usize> {
    let mut taken = f64::MIN;
    let fits = |(at, label): &(f64, String)| {
        let (x, length) = (at * width, float(label.chars().count()) * CHARACTER);
        let from = if *at < edge {
            x
        } else if *at > 1.0 - edge {
            x - length
        } else {
            x - length / 2.0
        };
        let free = from >= taken && from + length <= end;
        if free {
            taken = from + length + CHARACTER;
        }
        free
    };
    let fits: Vec<bool> = ticks.iter().map(fits).collect();
    (0..ticks.len()).filter(|&number| fits[number]).collect()
}

fn value(end: Option<Decimal>) -> Option<f64> {
    end.and_then(|end| end.to_f64())
}

/// What heights mean.
fn heights(
    axis: &ChartAxis<'_>,
    dispute: &Dispute<'_>,
    marks: &[(usize, &Mark<ClaimRow<'_>>)],
) -> (Scale, Vec<Tick>) {
    let bounds = || {
        let bars = marks.iter().flat_map(|(_, mark)| &mark.bars);
        bars.flat_map(|bar| [value(bar.low), value(bar.high)]).flatten()
    };
    let steps = |names: Vec<String>| {
        let lowest = bounds().fold(0.0, f64::min);
        let scale = Scale::exact(lowest - 0.5, float(names.len()) - 0.5);
        let ticks = names.into_iter().enumerate().map(|(at, label)| Tick { at: float(at), label });
        (scale, ticks.collect())
    };
    match axis {
        ChartAxis::Numbers(_) => {
            let scale = Scale::of(bounds());
            (scale, scale.numbers())
        }
        ChartAxis::Days => {
            let (low, high) =
                bounds().fold((f64::MAX, f64::MIN), |(low, high), at| (low.min(at), high.max(at)));
            let scale = if low > high { Scale::exact(0.0, 1.0) } else { padded(low, high) };
            (scale, scale.days())
        }
        ChartAxis::Stages(names) => steps(names.iter().map(|&name| name.to_owned()).collect()),
        ChartAxis::Sides => steps(dispute.sides.iter().map(|side| people::side(side, Told::plain)).collect()),
    }
}

/// The days that are shown: those that claims speak of, and some beside them.
fn times(marks: &[(usize, &Mark<ClaimRow<'_>>)]) -> Option<Scale> {
    let days =
        marks.iter().filter_map(|(_, mark)| spoken(&mark.claim)).flat_map(|when| [when.first, when.last]);
    let days = days.filter(|day| ![Day::MIN, Day::MAX].contains(day));
    let (first, last) = days.fold((Day::MAX, Day::MIN), |(first, last), day| (first.min(day), last.max(day)));
    (first <= last).then(|| padded(f64::from(first.0), f64::from(last.0)))
}

fn padded(first: f64, last: f64) -> Scale {
    let room = ((last - first) * 0.07).max(2.0);
    Scale::exact(first - room, last + room)
}

fn unit(axis: &ChartAxis<'_>, logarithmic: bool) -> Option<String> {
    let ChartAxis::Numbers(unit) = axis else { return None };
    let scale = logarithmic.then_some("logarithmic scale");
    let parts: Vec<&str> = unit.and_then(show_unit).into_iter().chain(scale).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// A label in one line, or two; the table beside the picture has it whole where that is not enough.
fn lines(label: &str) -> Vec<String> {
    let mut lines: Vec<String> = textwrap::wrap(label, LABEL).into_iter().map(Into::into).collect();
    if lines.len() > 2 {
        lines.truncate(2);
        let kept: String = lines[1].chars().take(LABEL - 1).collect();
        lines[1] = kept + "…";
    }
    lines
}

/// A claim in a line.
fn in_a_line(claim: &ClaimRow<'_>) -> String {
    let when = claim.when.map(|when| format!(", {}", date::show(when))).unwrap_or_default();
    let allows = people::allowed_by(claim).map(|allows| format!(", {allows}"));
    let allows = allows.unwrap_or_default();
    format!("{}: {}{when}: {}{allows}", claim.id, claim.source.name, claim.told().plain())
}
