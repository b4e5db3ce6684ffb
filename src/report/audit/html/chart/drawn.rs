//! What is on a picture.

use super::px::{Px, Share};
use gainsay_core::check::audit::ClaimRow;
use gainsay_core::date::{Day, When};

/// Half the size of a mark.
pub(super) const HALF: f64 = 5.0;

/// A tick beside the picture: where it is, and the lines of its label, each with where it is.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) at: Px,
    pub(super) label: Vec<(Px, String)>,
}

/// A tick below the picture.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) at: Share,
    /// Nothing where it would lie upon another.
    pub(super) label: String,
    /// How the label is set: around the tick, or to one side of it at the edges; and whether it is left out of a small picture.
    pub(super) class: String,
}

/// A line from one place to another.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) from: (Share, Px),
    pub(super) to: (Share, Px),
}

/// A rectangle.
#[derive(Debug)]
pub(super) struct Area {
    pub(super) x: Share,
    pub(super) y: Px,
    pub(super) width: Share,
    pub(super) height: Px,
}

/// A claim, drawn: what is at its day is drawn around that.
#[derive(Debug)]
pub(super) struct Drawn {
    pub(super) claim: String,
    pub(super) title: String,
    /// Number of its side, from 1.
    pub(super) side: usize,
    pub(super) echo: bool,
    /// Its day.
    pub(super) day: Share,
    /// How far beside its day the mark stands.
    pub(super) x: Px,
    pub(super) y: Px,
    /// The days on which both bounds are valid.
    pub(super) areas: Vec<Area>,
    /// The days on which each bound is valid.
    pub(super) bounds: Vec<Line>,
    /// The days that it speaks of, where those are several.
    pub(super) spoken: Option<Line>,
    pub(super) bar: String,
    /// Ends that are meant as worded.
    pub(super) caps: String,
    /// Ends that a hedge moved.
    pub(super) soft: String,
    /// Ends that are open.
    pub(super) arrows: String,
    pub(super) shape: String,
}

/// The day at which a claim is drawn.
pub(super) fn middle(when: When) -> Day {
    match (when.first, when.last) {
        (Day::MIN, last) => last,
        (first, Day::MAX) => first,
        (Day(first), Day(last)) => Day(i32::midpoint(first, last)),
    }
}

/// The days that a claim speaks of, where it says any.
pub(super) fn spoken(claim: &ClaimRow<'_>) -> Option<When> {
    claim.when.filter(|when| when.first != Day::MIN || when.last != Day::MAX)
}
