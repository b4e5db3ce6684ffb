//! The day that a time is on: `after 10 p.m. on Monday`, `27 October, shortly before dawn`.

use super::face::DAY;
use super::{Half, time};
use crate::value::lexis::{Part, Role};
use crate::value::vocabulary::Vocabulary;
use crate::value::{Effect, Side, words};

/// A day with a time before or behind it.
pub(in crate::value) struct OfDay<'t> {
    /// The words of the day.
    pub(in crate::value) day: &'t str,
    /// Where the time is around midnight: which days it may be on besides.
    pub(in crate::value) midnight: Option<Midnight>,
}

/// The days beside the one named that a time around midnight may be on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::value) enum Midnight {
    DayBefore,
    DayAfter,
    Either,
}

impl Midnight {
    fn of(side: Option<Side>) -> Self {
        match side {
            Some(Side::High) => Self::DayBefore,
            Some(Side::Low) => Self::DayAfter,
            None => Self::Either,
        }
    }
}

/// What is left of `text` without a time at its start or end, with its hedges: the day of `Monday at 14:30 UTC`, of `after 10 p.m. on
/// Monday` and of `Monday, shortly before dawn`.
pub(in crate::value) fn of_day<'t>(text: &'t str, vocabulary: Vocabulary<'_>) -> Option<OfDay<'t>> {
    /// No date with a time is longer, in bytes, so a long text need not be searched.
    const LONGEST: usize = 120;
    let mark = |c: char| c.is_whitespace() || c == ',';
    if text.len() > LONGEST {
        return None;
    }
    if let Some((end, midnight)) = hedged_time(text, 0, vocabulary) {
        let day = text[end..].trim_start_matches(mark);
        if !day.is_empty() && day.len() < text[end..].len() {
            return Some(OfDay { day, midnight });
        }
    }
    let mut starts = text.char_indices().filter(|(at, _)| *at > 0 && text[..*at].ends_with(mark));
    starts.find_map(|(at, _)| {
        let (end, midnight) = hedged_time(text, at, vocabulary)?;
        let day = text[..at].trim_end_matches(mark);
        text[end..].trim().is_empty().then_some(OfDay { day, midnight })
    })
}

/// Where the time that starts at byte `at` with its hedges ends, and whether it is around midnight. A part of the day is one only behind
/// a hedge: "before dawn".
fn hedged_time(text: &str, at: usize, vocabulary: Vocabulary<'_>) -> Option<(usize, Option<Midnight>)> {
    let words = vocabulary.words;
    let gap = |end: usize| text.len() - text[end..].trim_start().len();
    let (mut start, mut hedged, mut side) = (at, false, None);
    loop {
        let met = words.at(Part::Times, text, start);
        match met.map(|met| met.role) {
            Some(Role::TimeFiller) => {}
            Some(Role::ShortlyBefore) => (hedged, side) = (true, Some(Side::High)),
            Some(Role::ShortlyAfter) => (hedged, side) = (true, Some(Side::Low)),
            _ => {
                let Some((end, bound)) = hedge_of_time(text, start, vocabulary) else { break };
                (hedged, side) = (true, bound.or(side));
                start = gap(end);
                continue;
            }
        }
        start = gap(met.map_or(start, |met| met.end));
    }
    let night = |at: usize| words.at(Part::Dates, text, at).filter(|met| met.role == Role::Night);
    if let Some((time, end)) = time(text, start, words).filter(|(time, _)| time.half != Half::Open) {
        let midnight = hedged && time.seconds.0 % DAY == 0;
        return Some((end, midnight.then(|| Midnight::of(side))));
    }
    let of_day = |at: usize| words.at(Part::Dates, text, at).filter(|met| met.role == Role::DayTime);
    let met = night(start).or_else(|| of_day(start)).filter(|_| hedged)?;
    // "Before the morning of 27 October" ends with the day before.
    let whole =
        words.at(Part::Dates, text, gap(met.end)).is_some_and(|next| &text[gap(met.end)..next.end] == "of");
    let after = met.role == Role::Night && side != Some(Side::High);
    (!whole).then_some((met.end, after.then(|| Midnight::of(side))))
}

/// The hedge at byte `at` that says on which side of a time it was, or that it was about then, and where it ends. Words for a deadline
/// are none of these: "by 9 p.m.", "not before noon".
fn hedge_of_time(text: &str, at: usize, vocabulary: Vocabulary<'_>) -> Option<(usize, Option<Side>)> {
    let met = vocabulary.hedges.at(text, at)?;
    let worded = &text[met.range.clone()];
    let side = match &met.hedge.effect {
        Effect::Spread(_) | Effect::Near(..) => None,
        Effect::Bound(side) | Effect::DateBound(side) if is_beside(worded) => Some(*side),
        _ => return None,
    };
    Some((met.range.end, side))
}

/// Whether a hedge ends with "before" or "after", and denies nothing.
fn is_beside(hedge: &str) -> bool {
    let last = hedge.split_whitespace().last().unwrap_or_default();
    !words::negates(hedge) && ["before", "after", "past"].iter().any(|beside| words::same(last, beside))
}
