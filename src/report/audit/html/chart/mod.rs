//! The claims of a dispute over time: where on a picture each of them lies.
//!
//! Each claim is a mark at its day with a bar from its lower to its upper bound. Behind it, faintly, lie the days on which it
//! is valid: an area where both bounds are, and a line for each bound as long as that one is.

mod place;
mod px;
mod scale;

use askama::Template;
use rust_decimal::prelude::ToPrimitive;

use self::place::Slots;
use self::px::Px;
use self::scale::{Scale, Tick};
use gainsay_core::check::audit::{Bar, ChartAxis, ClaimRow, Dispute, Mark, Side};
use gainsay_core::date::{self, Day, When};

/// Size of the picture, in its own units.
const WIDTH: f64 = 680.0;

/// Height of a picture of few steps.
const HEIGHT: f64 = 330.0;

/// Height that a step, or a side of words, is given at least.
const STEP: f64 = 26.0;

/// About how wide a character of a label is.
const CHARACTER: f64 = 7.0;

/// Characters that are shown of a label.
const LABEL: usize = 24;

/// Half the size of a mark.
const HALF: f64 = 5.0;

/// Room for claims without a date beside those that have one.
const UNDATED: f64 = 70.0;

/// Side numbers are written beside so many marks; beside more they would hide them.
const NUMBERED: usize = 40;

/// A picture of claims.
#[derive(Debug, Template)]
#[template(path = "audit/chart.html", whitespace = "minimize")]
pub(super) struct Chart {
    title: String,
    description: String,
    width: f64,
    height: f64,
    left: Px,
    right: Px,
    top: Px,
    bottom: Px,
    rows: Vec<Line>,
    columns: Vec<Line>,
    /// What the numbers are of.
    unit: Option<String>,
    /// Where claims without a date begin, where there are others.
    undated: Option<Px>,
    revisions: Vec<String>,
    marks: Vec<Drawn>,
    /// Whether the number of its side is written beside each mark.
    numbered: bool,
}

/// A tick: where it is, and what is written there.
#[derive(Debug)]
struct Line {
    at: Px,
    /// Where the middle of the label is.
    middle: Px,
    label: String,
}

/// A claim, drawn.
#[derive(Debug)]
struct Drawn {
    claim: String,
    title: String,
    /// Number of its side, from 1.
    side: usize,
    echo: bool,
    /// The days on which both bounds are valid, as an outline.
    area: String,
    /// The days on which each bound is valid.
    bounds: String,
    /// The days that it speaks of, where those are several.
    spoken: String,
    bar: String,
    /// Ends that are meant as worded.
    caps: String,
    /// Ends that a hedge moved.
    soft: String,
    /// Ends that are open.
    arrows: String,
    shape: String,
    x: Px,
    y: Px,
}

impl Chart {
    /// The picture of a dispute; nothing where its claims do not lie on one axis.
    pub(super) fn of(dispute: &Dispute<'_>) -> Option<Self> {
        let axis = dispute.axis.as_ref()?;
        let marks: Vec<(usize, &Mark<'_>)> = dispute
            .sides
            .iter()
            .enumerate()
            .flat_map(|(side, Side { claims, .. })| claims.iter().map(move |mark| (side, mark)))
            .filter(|(_, mark)| !mark.bars.is_empty())
            .collect();
        if marks.is_empty() {
            return None;
        }
        let frame = Frame::new(dispute, axis, &marks);
        let drawn = frame.draw(&marks);
        let numbered = drawn.len() <= NUMBERED;
        Some(Self {
            title: title(dispute, drawn.len()),
            description: description(dispute),
            width: WIDTH,
            height: frame.bottom + 34.0,
            left: Px(frame.left),
            right: Px(frame.right),
            top: Px(frame.top),
            bottom: Px(frame.bottom),
            rows: frame.rows(),
            columns: frame.columns(),
            unit: frame.unit.clone(),
            undated: frame.undated.filter(|_| frame.time.is_some()).map(Px),
            revisions: revisions(&marks, &drawn),
            marks: drawn,
            numbered,
        })
    }
}

/// The outline of the marks of the side with that number, around the origin.
pub(super) fn key(side: usize) -> String {
    place::shape(side, 0.0, 0.0, HALF)
}

/// The area in which marks are drawn, and what its heights and widths mean.
struct Frame {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    height: Scale,
    ticks: Vec<Tick>,
    /// Nothing where no claim bears a date.
    time: Option<Scale>,
    /// Where the days end.
    until: f64,
    /// Where claims without a date begin.
    undated: Option<f64>,
    unit: Option<String>,
}

impl Frame {
    fn new(dispute: &Dispute<'_>, axis: &ChartAxis<'_>, marks: &[(usize, &Mark<'_>)]) -> Self {
        let (height, ticks) = heights(axis, dispute, marks);
        let longest = ticks.iter().map(|tick| tick.label.chars().count()).max().unwrap_or(0).min(LABEL);
        let left = float(longest).mul_add(CHARACTER, 14.0).max(40.0);
        let right = WIDTH - 14.0;
        let steps = matches!(axis, ChartAxis::Stages(_) | ChartAxis::Sides);
        let top = 26.0;
        let tall = if steps { (float(ticks.len()) * STEP).max(HEIGHT / 2.0) } else { HEIGHT - 60.0 };
        let time = times(marks);
        let lacking = marks.iter().any(|(_, mark)| spoken(&mark.claim).is_none());
        let until = if lacking && time.is_some() { right - UNDATED } else { right };
        let undated = lacking.then_some(if time.is_some() { until } else { left });
        let unit = unit(axis, height.logarithmic);
        Self { left, right, top, bottom: top + tall, height, ticks, time, until, undated, unit }
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
        (self.until - self.left).mul_add(share, self.left)
    }

    fn rows(&self) -> Vec<Line> {
        let line = |tick: &Tick| {
            let at = Px(self.y(tick.at));
            Line { at, middle: at, label: shortened(&tick.label) }
        };
        self.ticks.iter().map(line).collect()
    }

    fn columns(&self) -> Vec<Line> {
        let ticks = self.time.map(|time| time.days()).unwrap_or_default();
        let line = |tick: Tick| {
            let at = self.x(Day(tick.at as i32));
            // No label reaches beyond the picture.
            let half = float(tick.label.chars().count()) * CHARACTER / 2.0;
            Line { at: Px(at), middle: Px(at.clamp(half, WIDTH - half)), label: tick.label }
        };
        ticks.into_iter().map(line).collect()
    }

    /// Draws the marks in the order of their days, so that each finds a place near its own; they come back in the order given.
    fn draw(&self, marks: &[(usize, &Mark<'_>)]) -> Vec<Drawn> {
        let mut slots = Slots::new(self.left + HALF, self.right - HALF);
        let mut order: Vec<usize> = (0..marks.len()).collect();
        order.sort_by_key(|&at| (spoken(&marks[at].1.claim).map(|when| middle(when).0), at));
        let lone = order.iter().filter(|&&at| spoken(&marks[at].1.claim).is_none()).count();
        let mut drawn: Vec<Option<Drawn>> = marks.iter().map(|_| None).collect();
        for (number, &at) in order.iter().enumerate() {
            let (side, mark) = marks[at];
            let wish = match spoken(&mark.claim) {
                Some(when) => self.x(middle(when)),
                None => {
                    let from = self.undated.unwrap_or(self.left);
                    let share = float(number + 1) / float(lone + 1);
                    (self.right - from).mul_add(share, from)
                }
            };
            drawn[at] = Some(self.mark(mark, side, slots.take(wish)));
        }
        drawn.into_iter().flatten().collect()
    }

    fn mark(&self, mark: &Mark<'_>, side: usize, x: f64) -> Drawn {
        let claim = &mark.claim;
        let y = mark.bars.first().map_or(self.bottom, |bar| self.center(bar));
        let mut drawn = Drawn {
            claim: claim.id.to_owned(),
            title: in_a_line(claim),
            side: side + 1,
            echo: claim.echo,
            area: String::new(),
            bounds: String::new(),
            spoken: String::new(),
            bar: String::new(),
            caps: String::new(),
            soft: String::new(),
            arrows: String::new(),
            shape: place::shape(side, x, y, HALF),
            x: Px(x),
            y: Px(y),
        };
        if let Some(when) = spoken(claim).filter(|when| when.first != when.last) {
            drawn.spoken = format!("M{} {y}H{}", Px(self.x(when.first)), Px(self.x(when.last)), y = Px(y));
        }
        for bar in &mark.bars {
            self.bar(&mut drawn, bar, x);
            self.validity(&mut drawn, bar, claim);
        }
        drawn
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
        let shown = |when: When| {
            // What ended before the first day that is shown, or begins after the last, is not on the picture.
            let (from, to) = (time.share(f64::from(when.first.0)), time.share(f64::from(when.last.0)));
            ((from, to) != (0.0, 0.0) && (from, to) != (1.0, 1.0))
                .then(|| (self.x(when.first), self.x(when.last)))
        };
        let bounds = [(bar.low, claim.low_stands, low), (bar.high, claim.high_stands, high)];
        for (_, valid, y) in bounds.iter().filter(|(end, ..)| end.is_some()) {
            if let Some((from, to)) = valid.and_then(shown) {
                drawn.bounds.extend([format!("M{} {}H{}", Px(from), Px(*y), Px(to))]);
            }
        }
        let both = match (claim.low_stands, claim.high_stands) {
            (Some(low), Some(high)) => {
                let (first, last) = (low.first.max(high.first), low.last.min(high.last));
                (first <= last).then_some(When::days(first, last, true))
            }
            (one, other) => one.or(other),
        };
        if let Some((from, to)) = both.and_then(shown).filter(|(from, to)| to > from) {
            drawn.area.extend([format!("M{} {}V{}H{}V{}Z", Px(from), Px(low), Px(high), Px(to), Px(low))]);
        }
    }
}

/// The day at which a claim is drawn.
fn middle(when: When) -> Day {
    match (when.first, when.last) {
        (Day::MIN, last) => last,
        (first, Day::MAX) => first,
        (Day(first), Day(last)) => Day(i32::midpoint(first, last)),
    }
}

/// The days that a claim speaks of, where it says any.
fn spoken(claim: &ClaimRow<'_>) -> Option<When> {
    claim.when.filter(|when| when.first != Day::MIN || when.last != Day::MAX)
}

/// A count as a length.
fn float(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

fn value(end: Option<rust_decimal::Decimal>) -> Option<f64> {
    end.and_then(|end| end.to_f64())
}

/// What heights mean.
fn heights(axis: &ChartAxis<'_>, dispute: &Dispute<'_>, marks: &[(usize, &Mark<'_>)]) -> (Scale, Vec<Tick>) {
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
        ChartAxis::Sides => steps(dispute.sides.iter().map(|side| side.value.clone()).collect()),
    }
}

/// The days that are shown: those that claims speak of, and some beside them.
fn times(marks: &[(usize, &Mark<'_>)]) -> Option<Scale> {
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
    let unit = match *unit {
        None | Some("person") => "",
        Some("percent") => "%",
        Some(unit) => unit,
    };
    let scale = if logarithmic { "logarithmic scale" } else { "" };
    let parts: Vec<&str> = [unit, scale].into_iter().filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn shortened(label: &str) -> String {
    if label.chars().count() <= LABEL {
        return label.to_owned();
    }
    label.chars().take(LABEL - 1).chain(['…']).collect()
}

/// Lines from each claim to the one that revised it, where both are drawn.
fn revisions(marks: &[(usize, &Mark<'_>)], drawn: &[Drawn]) -> Vec<String> {
    let all = || marks.iter().zip(drawn);
    let lines = all().filter_map(|((_, mark), from)| {
        let by = mark.claim.revised_by?;
        let (_, to) = all().find(|((_, mark), _)| mark.claim.number == by)?;
        Some(format!("M{} {}L{} {}", from.x, from.y, to.x, to.y))
    });
    lines.collect()
}

fn title(dispute: &Dispute<'_>, marks: usize) -> String {
    let claims = crate::report::counted(marks, "claim", "claims");
    let sides = crate::report::counted(dispute.sides.len(), "position", "positions");
    let days = dispute.days.map(|days| format!(", {}", date::show(days))).unwrap_or_default();
    format!("{claims} of {sides}{days}")
}

/// What the picture shows, for those who do not see it; the table beside it tells of each claim.
fn description(dispute: &Dispute<'_>) -> String {
    let side = |(number, side): (usize, &Side<'_>)| {
        let allows =
            side.allows.as_deref().map(|allows| format!(", which allows {allows}")).unwrap_or_default();
        let claims = crate::report::counted(side.total, "claim", "claims");
        format!("Position {}: {}{allows}; {claims}.", number + 1, side.value)
    };
    dispute.sides.iter().enumerate().take(10).map(side).collect::<Vec<_>>().join(" ")
}

/// A claim in a line.
fn in_a_line(claim: &ClaimRow<'_>) -> String {
    let when = claim.when.map(|when| format!(", {}", date::show(when))).unwrap_or_default();
    let allows = claim.allows.as_deref().map(|allows| format!(", allows {allows}")).unwrap_or_default();
    format!("{}: {}{when}: {}{allows}", claim.id, claim.source.name, claim.value)
}
