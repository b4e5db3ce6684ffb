//! A small picture of ranges: a line a claim, by date, each range drawn from its low end to its high end.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use textwrap::core::display_width;

use crate::report::audit::people;
use crate::report::{Style, safe};
use gainsay_core::check::audit::{Bar, ChartAxis, Dispute};
use gainsay_core::date::{self, Day, When};
use gainsay_core::value::show;

/// How many claims are drawn.
pub(super) const LINES: usize = 24;

/// A picture below this width says nothing.
const NARROWEST: usize = 16;

/// Columns beside the axis for ranges that go on.
const MARGIN: usize = 3;

/// The widest that a picture is drawn.
const WIDEST: usize = 60;

/// Columns for a date.
const DATE: usize = 24;

/// Columns for who says it.
const WHO: usize = 26;

/// The characters that ranges are drawn with.
struct Pen {
    line: char,
    low: char,
    high: char,
    hedged_low: char,
    hedged_high: char,
    open_low: char,
    open_high: char,
    only: char,
}

const UNICODE: Pen = Pen {
    line: '─',
    low: '├',
    high: '┤',
    hedged_low: '╌',
    hedged_high: '╌',
    open_low: '◀',
    open_high: '▶',
    only: '●',
};

const ASCII: Pen = Pen {
    line: '-',
    low: '|',
    high: '|',
    hedged_low: '~',
    hedged_high: '~',
    open_low: '<',
    open_high: '>',
    only: '*',
};

/// A claim to draw.
struct Stroke<'d> {
    when: Option<When>,
    who: &'d str,
    /// The number of its side; nothing where it is on none.
    side: Option<usize>,
    bars: &'d [Bar],
}

/// The lines of the picture; none where the claims do not lie on an axis of their own, or there is no room.
pub(super) fn lines(dispute: &Dispute<'_>, indent: usize, style: Style) -> Vec<String> {
    let Some(axis) = dispute.axis.as_ref().filter(|axis| **axis != ChartAxis::Sides) else {
        return Vec::new();
    };
    let strokes = strokes(dispute);
    let shown = &strokes[..strokes.len().min(LINES)];
    let columns = Columns::of(shown, dispute.sides.len(), indent);
    let width = style.columns().saturating_sub(columns.before()).min(WIDEST);
    let Some(scale) = Scale::of(&strokes, width).filter(|_| width >= NARROWEST) else { return Vec::new() };
    let pen = if style.unicode { &UNICODE } else { &ASCII };
    let mut lines: Vec<String> =
        shown.iter().flat_map(|stroke| columns.lines(stroke, &drawn(stroke.bars, &scale, pen))).collect();
    lines.push(scale.legend(axis, columns.before()));
    let all: usize = dispute.sides.iter().map(|side| side.total).sum();
    match all.saturating_sub(shown.len()) {
        0 => {}
        more => lines.push(format!("{:indent$}and {more} more", "")),
    }
    lines
}

/// The claims to draw, by date; those of one date in the order of their sides.
fn strokes<'d>(dispute: &'d Dispute<'_>) -> Vec<Stroke<'d>> {
    let sides = dispute.sides.iter().zip(1..);
    let marks = sides
        .flat_map(|(side, number)| side.claims.iter().map(move |mark| (people::number(number, side), mark)));
    let drawn = marks.filter(|(_, mark)| !mark.bars.is_empty());
    let mut strokes: Vec<Stroke<'_>> = drawn
        .map(|(side, mark)| Stroke {
            when: mark.claim.when,
            who: mark.claim.source.name,
            side,
            bars: &mark.bars,
        })
        .collect();
    strokes.sort_by_key(|stroke| stroke.when.map(|when| when.first));
    strokes
}

/// The widths of what is written before each range.
struct Columns {
    indent: usize,
    date: usize,
    side: usize,
    who: usize,
}

impl Columns {
    fn of(shown: &[Stroke<'_>], sides: usize, indent: usize) -> Self {
        let date = shown.iter().map(|stroke| dated(stroke.when).chars().count()).max();
        let who = shown.iter().map(|stroke| display_width(stroke.who)).max();
        Self {
            indent,
            date: date.unwrap_or_default().min(DATE),
            side: sides.to_string().len(),
            who: who.unwrap_or_default().min(WHO),
        }
    }

    fn before(&self) -> usize {
        self.indent + self.date + 2 + self.side + 1 + self.who + 2
    }

    /// The lines of a claim: its date, its side, who says it, and its `range`. A long name or date goes on below itself.
    fn lines(&self, stroke: &Stroke<'_>, range: &str) -> Vec<String> {
        let &Self { indent, date, side, who } = self;
        let (name, when) = (safe::line(stroke.who), dated(stroke.when));
        let names = textwrap::wrap(&name, who.max(1));
        let dates = textwrap::wrap(&when, date.max(1));
        let line = |number: usize| {
            let name = names.get(number).map(AsRef::as_ref).unwrap_or_default();
            let when = dates.get(number).map(AsRef::as_ref).unwrap_or_default();
            let blank = " ".repeat(who.saturating_sub(display_width(name)));
            let (number, range) =
                if number == 0 { (people::or_none(stroke.side), range) } else { Default::default() };
            let line = format!("{:indent$}{when:<date$}  {number:>side$} {name}{blank}  {range}", "");
            line.trim_end().to_owned()
        };
        (0..names.len().max(dates.len()).max(1)).map(line).collect()
    }
}

/// Columns for numbers, between margins that open ends alone reach into.
struct Scale {
    least: Decimal,
    most: Decimal,
    width: usize,
    margins: (usize, usize),
}

impl Scale {
    /// From the lowest bound to the highest; nothing where there are no two.
    fn of(strokes: &[Stroke<'_>], width: usize) -> Option<Self> {
        let bars = || strokes.iter().flat_map(|stroke| stroke.bars);
        let bounds = || bars().flat_map(|bar| [bar.low, bar.high]).flatten();
        let (least, most) = (bounds().min()?, bounds().max()?);
        let margin = |open: bool| if open { MARGIN } else { 0 };
        let margins =
            (margin(bars().any(|bar| bar.low.is_none())), margin(bars().any(|bar| bar.high.is_none())));
        (least < most).then_some(Self { least, most, width, margins })
    }

    /// The line below the ranges, which names both bounds; `before` is where ranges begin.
    fn legend(&self, axis: &ChartAxis<'_>, before: usize) -> String {
        let (low, high) = (named(self.least, axis), named(self.most, axis));
        let inner = self.width - self.margins.0 - self.margins.1;
        let left = " ".repeat(before + self.margins.0);
        match inner.saturating_sub(display_width(&low) + display_width(&high)) {
            0 => {
                let ends = format!("{low} to {high}");
                let room = (before + self.width).saturating_sub(display_width(&ends));
                format!("{}{ends}", " ".repeat(left.len().min(room)))
            }
            gap => format!("{left}{low}{}{high}", " ".repeat(gap)),
        }
    }

    fn column(&self, at: Decimal) -> usize {
        let most = self.width - 1 - self.margins.0 - self.margins.1;
        let share = (at - self.least).checked_div(self.most - self.least).unwrap_or_default();
        let column = share.checked_mul(Decimal::from(most)).and_then(|column| column.round().to_usize());
        self.margins.0 + column.unwrap_or_default().min(most)
    }
}

/// The ranges of a claim in a line.
fn drawn(bars: &[Bar], scale: &Scale, pen: &Pen) -> String {
    let mut line = vec![' '; scale.width];
    for bar in bars {
        let from = bar.low.map_or(0, |low| scale.column(low));
        let to = bar.high.map_or(scale.width - 1, |high| scale.column(high));
        let (from, to) = (from.min(to), to);
        line[from..=to].fill(pen.line);
        let low = match bar.low {
            None => pen.open_low,
            Some(_) if bar.low_hedged => pen.hedged_low,
            Some(_) => pen.low,
        };
        let high = match bar.high {
            None => pen.open_high,
            Some(_) if bar.high_hedged => pen.hedged_high,
            Some(_) => pen.high,
        };
        (line[from], line[to]) = (low, high);
        if from == to {
            line[from] = pen.only;
        }
    }
    line.into_iter().collect()
}

/// An end of the axis in words.
fn named(at: Decimal, axis: &ChartAxis<'_>) -> String {
    match axis {
        ChartAxis::Numbers(unit) => show::with_unit(show::number(at), *unit),
        ChartAxis::Stages(names) => {
            let step = at.to_usize().and_then(|step| names.get(step));
            step.map_or_else(|| "before the first stage".to_owned(), |name| (*name).to_owned())
        }
        ChartAxis::Days => {
            let day = at.to_i32().map_or(Day::MAX, Day);
            date::show(When::days(day, day, true))
        }
        ChartAxis::Sides => String::new(),
    }
}

/// The date of a claim in words.
pub(super) fn dated(when: Option<When>) -> String {
    when.map_or_else(|| "undated".to_owned(), date::show)
}
