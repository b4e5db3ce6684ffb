//! The claims of a dispute over time: where on a picture each of them lies.
//!
//! Each claim is a mark at its day with a bar from its lower to its upper bound. Behind it, faintly, lie the days on which it
//! is valid: an area where both bounds are, and a line for each bound as long as that one is. Days are shares of the width, so
//! that a picture is as wide as there is room; what is drawn at a day, and all text, keeps its size.

mod drawn;
mod frame;
mod place;
mod px;
mod scale;

use askama::Template;

use self::drawn::{Column, Drawn, HALF, Line, Row};
use self::frame::Frame;
use self::px::{Px, Share};
use crate::report::audit::people;
use gainsay_core::check::audit::{ClaimRow, Dispute, Mark, Side};
use gainsay_core::claim::Told;
use gainsay_core::date;

/// Side numbers are written beside so many marks; beside more they would hide them.
const NUMBERED: usize = 40;

/// A picture of claims.
#[derive(Debug, Template)]
#[template(path = "audit/chart.html", whitespace = "minimize")]
pub(super) struct Chart {
    title: String,
    description: String,
    /// The room for the labels of rows.
    left: Px,
    height: Px,
    top: Px,
    bottom: Px,
    rows: Vec<Row>,
    columns: Vec<Column>,
    /// What the numbers are of.
    unit: Option<String>,
    /// How wide a day is; nothing where no claim bears a date.
    day: Option<Share>,
    /// Where claims without a date begin, where there are others.
    undated: Option<Share>,
    revisions: Vec<Line>,
    marks: Vec<Drawn>,
    /// How many sides have their number written beside their marks. Those on no side are behind them.
    numbered: usize,
}

impl Chart {
    /// The picture of a dispute; nothing where its claims do not lie on one axis.
    pub(super) fn of(dispute: &Dispute<'_>) -> Option<Self> {
        let axis = dispute.axis.as_ref()?;
        let marks: Vec<(usize, &Mark<ClaimRow<'_>>)> = dispute
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
        Some(Self {
            title: title(dispute, drawn.len()),
            description: description(dispute),
            left: frame.left(),
            height: Px(frame.bottom + 34.0),
            top: Px(frame.top),
            bottom: Px(frame.bottom),
            rows: frame.rows(),
            columns: frame.columns(),
            unit: frame.unit.clone(),
            day: frame.day().map(Share),
            undated: frame.undated(),
            revisions: revisions(&marks, &drawn),
            numbered: if drawn.len() <= NUMBERED { sides(dispute) } else { 0 },
            marks: drawn,
        })
    }
}

/// The outline of the marks of the side with that number, around the origin.
pub(super) fn key(side: usize) -> String {
    place::shape(side, 0.0, 0.0, HALF)
}

/// Lines from each claim to the one that revised it, where both are drawn.
fn revisions(marks: &[(usize, &Mark<ClaimRow<'_>>)], drawn: &[Drawn]) -> Vec<Line> {
    let all = || marks.iter().zip(drawn);
    let lines = all().filter_map(|((_, mark), from)| {
        let by = mark.claim.revised_by?;
        let (_, to) = all().find(|((_, mark), _)| mark.claim.number == by)?;
        Some(Line { from: (from.day, from.y), to: (to.day, to.y) })
    });
    lines.collect()
}

/// How many sides there are.
fn sides(dispute: &Dispute<'_>) -> usize {
    dispute.sides.iter().filter(|side| !side.is_beside()).count()
}

fn title(dispute: &Dispute<'_>, marks: usize) -> String {
    let claims = crate::report::counted(marks, "claim", "claims");
    let sides = crate::report::counted(sides(dispute), "side", "sides");
    let days = dispute.days.map(|days| format!(", {}", date::show(days))).unwrap_or_default();
    format!("{claims} on {sides}{days}")
}

/// What the picture shows, for those who do not see it; the table beside it tells of each claim.
fn description(dispute: &Dispute<'_>) -> String {
    let side = |(number, side): (usize, &Side<ClaimRow<'_>>)| {
        let told = side.told.as_ref().zip(side.allows.as_deref()).filter(|_| side.alike);
        let allows = told.map(|(told, allows)| format!(", {}", people::allowed(told, allows, side.staged)));
        let allows = allows.unwrap_or_default();
        let claims = crate::report::counted(side.total, "claim", "claims");
        let name = people::number(number + 1, side).map_or_else(
            || "On no side".to_owned(),
            |number| format!("Side {number}: {}{allows}", people::side(side, Told::plain)),
        );
        format!("{name}; {claims}.")
    };
    dispute.sides.iter().enumerate().take(10).map(side).collect::<Vec<_>>().join(" ")
}
