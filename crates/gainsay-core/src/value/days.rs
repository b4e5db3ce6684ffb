//! Dates as values: when something is said to have happened, or to be expected.

use std::ops::Range;

use super::figures::{self, Which};
use super::{Allowed, Effect, Hedges, Interval, Met, Point, Ranges, Side, Unreadable, english, words};
use crate::date::{self, Day, When};

/// By how many days "about" widens a date each way, at least. A longer date is widened by its own length, as "about 1900"
/// may well be 1901.
pub const SPREAD: i32 = 3;

/// Hedges that leave out the date after them: "before November" ends on 31 October.
const OUTSIDE: [&str; 6] = ["before", "prior to", "earlier than", "after", "following", "later than"];

/// Reads a date as worded: EDTF (`2024-10-27`, `2024-10`, `2024-10-27/2024-10-28`), a plain English date that names its
/// year (`27 October 2024`, `27 Oct to 3 Nov 2024`), or words that count from the claim's own date (`within days`).
///
/// `as_of` is the first and last day of that date, counted from 1970-01-01. What comes back are such days. Hedges before
/// or behind it widen or open it as they do a number. Anything else cannot be read.
pub fn read(wording: &str, as_of: Option<(i32, i32)>, hedges: &Hedges) -> Result<Allowed, Unreadable> {
    read_noting(wording, as_of, hedges, |_| ())
}

/// The hedges that [`read`] meets in a wording, in the order in which it takes them off.
#[must_use]
pub fn met<'h>(wording: &str, as_of: Option<(i32, i32)>, hedges: &'h Hedges) -> Vec<Met<'h>> {
    let mut met = Vec::new();
    // What cannot be read has been reported where it was read.
    let _ = read_noting(wording, as_of, hedges, |hedge| met.push(hedge));
    met
}

fn read_noting<'h>(
    wording: &str,
    as_of: Option<(i32, i32)>,
    hedges: &'h Hedges,
    mut note: impl FnMut(Met<'h>),
) -> Result<Allowed, Unreadable> {
    let (mut rest, mut offset) = (wording.trim(), wording.len() - wording.trim_start().len());
    let mut beside = Hedged::default();
    loop {
        if let Some(when) = plain(rest) {
            return Ok(allow(when, beside, when));
        }
        let Some((met, left)) = hedges.beside(rest) else { break };
        let hedge = met.range.clone();
        note(met.clone().moved(offset));
        match &met.hedge.effect {
            Effect::After { low, high } if left.is_empty() => {
                let when = counted(*low, *high, as_of, offset..offset + rest.len())?;
                // It is one of these days, and nobody knows which: "before next week" may take in all but the last.
                let edges = When { first: when.last, last: when.first, ..when };
                return Ok(allow(when, beside, edges));
            }
            _ if left.is_empty() => break,
            Effect::Spread(spread) | Effect::Near(spread, _) => beside.about |= !spread.is_zero(),
            // "Over 26-27 October" is during these days.
            Effect::Bound(_) if words::same(&rest[hedge.clone()], "over") => {}
            Effect::Bound(side) | Effect::DateBound(side) => {
                let outside = OUTSIDE.iter().any(|wording| words::same(&rest[hedge.clone()], wording));
                // Behind a date such a word has lost what it belongs to.
                if outside && hedge.start > 0 {
                    break;
                }
                beside.bound = Some((*side, outside));
            }
            // "27 October to date" goes on to this day.
            Effect::SoFar if hedge.start > 0 || words::negates(&rest[hedge.clone()]) => break,
            // "The day before 27 October" is another day, "yesterday, 27 October" is not.
            Effect::After { .. } if !apart(rest, &hedge, &left) && !bounded(&rest[left.clone()], hedges) => {
                break;
            }
            Effect::Range { .. } => break,
            Effect::After { .. } | Effect::Onset | Effect::SoFar => {}
        }
        offset += left.start;
        rest = &rest[left];
    }
    Err(Unreadable::new("this is not a date", offset..offset + rest.len()).help(
        "write `2024-10-27`, `2024-10` or `2024-10-27/2024-10-28`, or `{ worded: ..., low: 2024-10-27, high: 2024-10-28 }`",
    ))
}

/// What the hedges beside a date come to.
#[derive(Debug, Clone, Copy, Default)]
struct Hedged {
    about: bool,
    /// The end that the date is, and whether the date itself lies outside.
    bound: Option<(Side, bool)>,
}

/// Whether a comma is between a hedge and what it leaves.
fn apart(text: &str, hedge: &Range<usize>, left: &Range<usize>) -> bool {
    text[hedge.end.min(left.end)..hedge.start.max(left.start)].contains(',')
}

/// Whether a text begins with a hedge that leaves out the date after it: "shortly before".
fn bounded(text: &str, hedges: &Hedges) -> bool {
    hedges
        .at(text, 0)
        .is_some_and(|met| OUTSIDE.iter().any(|wording| words::same(&text[..met.range.end], wording)))
}

/// Reads a date given by its figures, each worded as [`read`] takes it.
pub fn figures(
    low: Option<&str>,
    best: Option<&str>,
    high: Option<&str>,
    as_of: Option<(i32, i32)>,
    hedges: &Hedges,
) -> Result<Allowed, (Which, Unreadable)> {
    figures::combine(low, best, high, |wording| read(wording, as_of, hedges))
}

/// A date without words around it.
fn plain(text: &str) -> Option<When> {
    // Why a text is not a date takes long to find out, so words are not asked. A bare year is a date here.
    let begins = |c: char| !c.is_alphabetic() || matches!(c, 'X' | 'Y');
    let edtf = || text.starts_with(begins).then(|| date::parse(text).ok()).flatten();
    english::read(text).or_else(edtf)
}

/// What a date allows; `edges` are the days that lie just outside of what is before it and after it.
fn allow(when: When, beside: Hedged, edges: When) -> Allowed {
    let with = |days: i32| {
        let end = |day: Day| match day {
            Day::MIN | Day::MAX => None,
            Day(day) => Some(Point::from(day)),
        };
        let (low, high) = (end(when.first.plus(-days)), end(when.last.plus(days)));
        Ranges::of(vec![match beside.bound {
            Some((Side::Low, true)) => Interval::new(end(edges.last.plus(1 - days)), None),
            Some((Side::High, true)) => Interval::new(None, end(edges.first.plus(days - 1))),
            Some((Side::Low, false)) => Interval::new(low, None),
            Some((Side::High, false)) => Interval::new(None, high),
            None => Interval::new(low, high),
        }])
    };
    let length = match (when.first, when.last) {
        (Day::MIN, _) | (_, Day::MAX) => 0,
        (Day(first), Day(last)) => last.saturating_sub(first).saturating_add(1),
    };
    let spread = length.max(SPREAD);
    if beside.about {
        Allowed::new(with(spread), with(spread.saturating_mul(2)))
    } else {
        Allowed::exactly(with(0))
    }
}

/// Days counted from the claim's own date.
fn counted(low: i32, high: i32, as_of: Option<(i32, i32)>, range: Range<usize>) -> Result<When, Unreadable> {
    let Some((first, last)) = as_of else {
        return Err(Unreadable::new("this counts from the claim's date, and the claim has none", range)
            .help("give the claim an `as-of` date"));
    };
    Ok(When { first: Day(first).plus(low), last: Day(last).plus(high), throughout: false })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Hedge, show::show_date};

    fn hedges() -> Hedges {
        let hedge = |name: &str, effect| Hedge { name: name.into(), synonyms: Vec::new(), effect };
        Hedges::new(vec![
            hedge("about", Effect::Spread(rust_decimal::Decimal::new(1, 1))),
            hedge("by", Effect::DateBound(Side::High)),
            hedge("after", Effect::DateBound(Side::Low)),
            hedge("within days", Effect::After { low: 0, high: 7 }),
        ])
    }

    fn shown(wording: &str) -> String {
        let as_of = date::parse("2024-10-22").unwrap();
        match read(wording, Some((as_of.first.0, as_of.last.0)), &hedges()) {
            Ok(allowed) => show_date(&allowed.plain),
            Err(unreadable) => format!("{} [{}]", unreadable.message, &wording[unreadable.range]),
        }
    }

    #[test]
    fn dates_are_read_as_worded() {
        assert_eq!(shown("2024-10-27"), "27 Oct 2024");
        assert_eq!(shown("2024-10-27/2024-10-28"), "27 to 28 Oct 2024");
        assert_eq!(shown("27 October 2024"), "27 Oct 2024");
        assert_eq!(shown("Oct. 27-28, 2024"), "27 to 28 Oct 2024");
        assert_eq!(shown("October 2024"), "1 to 31 Oct 2024");
        assert_eq!(shown("about 2024-10-27"), "24 to 30 Oct 2024");
        assert_eq!(shown("by 1 November 2024"), "until 1 Nov 2024");
        assert_eq!(shown("after 2024-11-01"), "from 2 Nov 2024");
        assert_eq!(shown("within days"), "22 to 29 Oct 2024");
    }

    #[test]
    fn what_is_no_date_is_told_at_its_words() {
        assert_eq!(shown("by somewhen"), "this is not a date [somewhen]");
        assert_eq!(shown("31 February 2024"), "this is not a date [31 February 2024]");
        assert_eq!(shown("October 27"), "this is not a date [October 27]");
        assert_eq!(shown(""), "this is not a date []");
    }
}
