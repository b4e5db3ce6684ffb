//! A small picture of ranges: a line a claim, by date, each range drawn from its low end to its high end.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::grid::cut;
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
    side: usize,
    bars: &'d [Bar],
}

/// The lines of the picture; none where the claims do not lie on an axis of their own, or there is no room.
pub(super) fn lines(dispute: &Dispute<'_>, indent: usize, style: Style) -> Vec<String> {
    let Some(axis) = dispute.axis.as_ref().filter(|axis| **axis != ChartAxis::Sides) else {
        return Vec::new();
    };
    let mut strokes: Vec<Stroke<'_>> = Vec::new();
    for (side, claims) in dispute.sides.iter().enumerate() {
        let drawn = claims.claims.iter().filter(|mark| !mark.bars.is_empty());
        strokes.extend(drawn.map(|mark| Stroke {
            when: mark.claim.when,
            who: mark.claim.source.name,
            side: side + 1,
            bars: &mark.bars,
        }));
    }
    // By date; claims of one date stay in the order of their sides.
    strokes.sort_by_key(|stroke| stroke.when.map(|when| when.first));
    let ends = || strokes.iter().flat_map(|stroke| stroke.bars).flat_map(|bar| [bar.low, bar.high]).flatten();
    let (Some(least), Some(most)) = (ends().min(), ends().max()) else { return Vec::new() };
    let date = strokes.iter().take(LINES).map(|stroke| dated(stroke.when).chars().count()).max();
    let date = date.unwrap_or_default().min(DATE);
    let side = dispute.sides.len().to_string().len();
    let who = strokes.iter().take(LINES).map(|stroke| textwrap::core::display_width(stroke.who)).max();
    let who = who.unwrap_or_default().min(WHO);
    let before = indent + date + 2 + side + 1 + who + 2;
    let width = style.columns().saturating_sub(before).min(WIDEST);
    if width < NARROWEST || least == most {
        return Vec::new();
    }
    let open = |end: fn(&Bar) -> Option<Decimal>| {
        strokes.iter().flat_map(|stroke| stroke.bars).any(|bar| end(bar).is_none())
    };
    let margin = |open: bool| if open { MARGIN } else { 0 };
    let margins = (margin(open(|bar| bar.low)), margin(open(|bar| bar.high)));
    let scale = Scale { least, most, width, margins };
    let pen = if style.unicode { &UNICODE } else { &ASCII };
    let mut lines = Vec::new();
    for stroke in strokes.iter().take(LINES) {
        let who_shown = cut(&safe::line(stroke.who), who, style.unicode);
        let blank = " ".repeat(who - textwrap::core::display_width(&who_shown).min(who));
        let line = format!(
            "{:indent$}{:<date$}  {:>side$} {who_shown}{blank}  {}",
            "",
            cut(&dated(stroke.when), date, style.unicode),
            stroke.side,
            drawn(stroke.bars, &scale, pen),
        );
        lines.push(line.trim_end().to_owned());
    }
    let (low, high) = (named(least, axis), named(most, axis));
    let gap = (width - margins.0 - margins.1)
        .saturating_sub(textwrap::core::display_width(&low) + textwrap::core::display_width(&high));
    let left = " ".repeat(before + margins.0);
    lines.push(match gap {
        0 => format!("{left}{low} to {high}"),
        gap => format!("{left}{low}{}{high}", " ".repeat(gap)),
    });
    let all: usize = dispute.sides.iter().map(|side| side.total).sum();
    let more = all.saturating_sub(strokes.len().min(LINES));
    if more > 0 {
        lines.push(format!("{:indent$}and {more} more", ""));
    }
    lines
}

/// Columns for numbers, between margins that open ends alone reach into.
struct Scale {
    least: Decimal,
    most: Decimal,
    width: usize,
    margins: (usize, usize),
}

impl Scale {
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
        ChartAxis::Numbers(unit) => {
            let unit =
                unit.filter(|unit| *unit != "person").map(|unit| if unit == "percent" { "%" } else { unit });
            let unit = unit.map(|unit| format!(" {unit}")).unwrap_or_default();
            format!("{}{unit}", show::number(at))
        }
        ChartAxis::Stages(names) => {
            let step = at.to_usize().and_then(|step| names.get(step));
            step.map_or_else(|| "before the first stage".to_owned(), |name| (*name).to_owned())
        }
        ChartAxis::Days => {
            let day = at.to_i32().map_or(Day::MAX, Day);
            date::show(When { first: day, last: day, throughout: true })
        }
        ChartAxis::Sides => String::new(),
    }
}

/// The date of a claim in words.
pub(super) fn dated(when: Option<When>) -> String {
    when.map_or_else(|| "undated".to_owned(), date::show)
}
