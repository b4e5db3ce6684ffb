//! Dates as values: when something is said to have happened, or to be expected.

use std::ops::Range;

use super::clock::of_day::{Midnight, of_day};
use super::dates::{self, Lean, Meant, Told};
use super::figures::{self, Which};
use super::lexis::{Part, Role};
use super::vocabulary::Vocabulary;
use super::{Allowed, Effect, Hedges, Interval, Met, Point, Ranges, Side, Unreadable, words};
use crate::date::{self, Day};

/// By how many days "about" widens a date each way, at least. A longer date is widened by its own length, as "about 1900"
/// may well be 1901.
pub const SPREAD: i32 = date::SPREAD;

/// Hedges that leave out the date after them: "before November" ends on 31 October.
const OUTSIDE: [&str; 6] = ["before", "prior to", "earlier than", "after", "following", "later than"];

/// Reads a date as worded: EDTF (`2024-10-27`, `2024-10`, `2024-10-27/2024-10-28`), a date in words (`27 October 2024`,
/// `27 Oct to 3 Nov`, `early next year`), or words that count from the claim's own date (`two weeks ago`, `on Monday`).
///
/// What comes back are days, counted from 1970-01-01. Hedges before or behind it widen or open it as they do a number.
/// Anything else cannot be read.
pub fn read(wording: &str, told: Told, vocabulary: Vocabulary<'_>) -> Result<Allowed, Unreadable> {
    read_noting(wording, told, vocabulary, |_| ())
}

/// The hedges that [`read`] meets in a wording, in the order in which it takes them off.
#[must_use]
pub fn met<'h>(wording: &str, told: Told, vocabulary: Vocabulary<'h>) -> Vec<Met<'h>> {
    let mut met = Vec::new();
    // What cannot be read has been reported where it was read.
    let _ = read_noting(wording, told, vocabulary, |hedge| met.push(hedge));
    met
}

fn read_noting<'h>(
    wording: &str,
    told: Told,
    vocabulary: Vocabulary<'h>,
    mut note: impl FnMut(Met<'h>),
) -> Result<Allowed, Unreadable> {
    let (mut rest, mut offset) = (wording.trim(), wording.len() - wording.trim_start().len());
    let mut beside = Hedged { lean: if told.ahead { Lean::Ahead } else { Lean::Near }, ..Hedged::default() };
    // Of what is wrong with a date, what is wrong with the longest one.
    let mut wrong = None;
    loop {
        let hedge = vocabulary.hedges.beside(rest);
        // What a rule file says of a wording as a whole comes before the grammar.
        if let Some((met, left)) = &hedge
            && let (Effect::After { low, high }, true) = (&met.hedge.effect, left.is_empty())
        {
            note(met.clone().moved(offset));
            let meant = counted(*low, *high, told, offset..offset + rest.len())?;
            return Ok(allow(&meant, beside.of(&meant, told, rest)?));
        }
        match plain(rest, told, beside.lean, vocabulary) {
            Ok(Some((meant, doubt))) => {
                return Ok(allow(&meant, Hedged { doubt, ..beside }.of(&meant, told, rest)?));
            }
            Ok(None) => {}
            Err(unreadable) => wrong = wrong.or(Some(unreadable.moved(offset))),
        }
        let Some((met, left)) = hedge else { break };
        note(met.clone().moved(offset));
        if left.is_empty() || !beside.take(&met, (rest, offset), &left, vocabulary) {
            break;
        }
        offset += left.start;
        rest = &rest[left];
    }
    Err(wrong.unwrap_or_else(|| dates::unreadable(rest, vocabulary).moved(offset)))
}

/// What the hedges beside a date come to.
#[derive(Debug, Clone, Copy, Default)]
struct Hedged {
    about: bool,
    /// Whether the date is marked as one that may be another (`?`).
    doubt: Doubt,
    /// Whether it is no more than likely: "possibly in November".
    unsure: bool,
    /// The end that the date is, and whether the date itself lies outside.
    bound: Option<(Side, bool)>,
    /// Whether it says "over", which bounds a distance and no date: "over a year ago", "over the weekend".
    over: bool,
    /// What they say of a beginning.
    begun: Begun,
    /// Where a date without a year lies.
    lean: Lean,
}

/// Words that say since when something has been so.
#[derive(Debug, Clone, Copy, Default)]
struct Begun {
    since: bool,
    at_least: bool,
    /// Where it says "as early as".
    early: Option<(usize, usize)>,
}

/// What the marks of EDTF say of a date.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Doubt {
    #[default]
    None,
    /// `?`: it may be another one.
    Uncertain,
    /// `~`, `%`: it is near this one.
    Approximate,
}

impl Hedged {
    /// Takes in what the hedge `met` beside `left` says; false where it cannot stand beside a date.
    fn take(
        &mut self,
        met: &Met<'_>,
        (text, offset): (&str, usize),
        left: &Range<usize>,
        vocabulary: Vocabulary<'_>,
    ) -> bool {
        let hedge = met.range.clone();
        let worded = &text[hedge.clone()];
        match &met.hedge.effect {
            Effect::Spread(spread) | Effect::Near(spread, _) => {
                let is = |role| vocabulary.words.is(Part::Statements, role, worded);
                self.about |= !spread.is_zero();
                self.unsure |= is(Role::Possible) || is(Role::LeftOpen) || is(Role::Probable);
            }
            // "Over 26-27 October" is during these days.
            Effect::Bound(_) if words::same(worded, "over") => self.over = true,
            Effect::Bound(side) | Effect::DateBound(side) => {
                // "After 27 October at 10 p.m." may be on that day.
                let timed = of_day(&text[left.clone()], vocabulary).is_some();
                let outside = !timed && OUTSIDE.iter().any(|wording| words::same(worded, wording));
                // Behind a date such a word has lost what it belongs to.
                if outside && hedge.start > 0 {
                    return false;
                }
                if vocabulary.words.is(Part::Dates, Role::Since, worded) {
                    (self.lean, self.begun.since) = (Lean::Past, true);
                } else if vocabulary.words.is(Part::Dates, Role::AsEarlyAs, worded) {
                    self.begun.early = Some((offset + hedge.start, offset + hedge.end));
                } else {
                    self.begun.at_least |= matches!(met.hedge.effect, Effect::Bound(Side::Low));
                }
                // "Since at least Tuesday": the first of two bounds says which end it is.
                if self.bound.is_none() {
                    self.bound = Some((*side, outside));
                }
            }
            // "27 October to date" goes on to this day.
            Effect::SoFar if hedge.start > 0 || words::negates(worded) => return false,
            // "The day before 27 October" is another day, "yesterday, 27 October" is not.
            Effect::After { .. } => {
                return apart(text, &hedge, left) || bounded(&text[left.clone()], vocabulary.hedges);
            }
            Effect::Range { .. } => return false,
            Effect::Onset | Effect::SoFar => {}
        }
        true
    }

    /// The same beside the date `meant`, which is `worded` so.
    ///
    /// What has been so "since at least" a day had begun by then, and so had what began "as early as" a day that has passed; what
    /// began, and has been so "since" a day, began on it.
    fn of(mut self, meant: &Meant, told: Told, worded: &str) -> Result<Self, Unreadable> {
        if self.over && meant.counted.is_some() && self.bound.is_none() {
            self.bound = Some((Side::Low, false));
        }
        let begun_by = |hedged: Self| Self { bound: Some((Side::High, false)), ..hedged };
        let passed = told.as_of.map(|(_, last)| meant.hull().1.0 <= last);
        let Begun { since, at_least, early } = self.begun;
        match early {
            _ if since && (at_least || early.is_some()) => Ok(begun_by(self)),
            None if since && told.begins => Ok(Self { bound: None, ..self }),
            None => Ok(self),
            Some(_) if told.ahead || passed == Some(false) => Ok(self),
            Some(_) if told.begins => Ok(begun_by(self)),
            Some((start, end)) => Err(Unreadable::new(
                "this may mean the earliest possible day, or that it had begun by then",
                start..end,
            )
            .help(format!("write `not before {worded}` or `by {worded}`"))),
        }
    }
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
    told: Told,
    vocabulary: Vocabulary<'_>,
) -> Result<Allowed, (Which, Unreadable)> {
    figures::combine(low, best, high, |wording| read(wording, told, vocabulary))
}

/// A date without words around it, and what its marks say of it.
fn plain(
    text: &str,
    told: Told,
    lean: Lean,
    vocabulary: Vocabulary<'_>,
) -> Result<Option<(Meant, Doubt)>, Unreadable> {
    if let Some(unclear) = two_ways(text) {
        return Err(unclear);
    }
    // Why a text is not a date takes long to find out, so words are not asked. A bare year is a date here.
    let begins = |c: char| !c.is_alphabetic() || matches!(c, 'X' | 'Y');
    let edtf = text.starts_with(begins) && !text.contains(char::is_whitespace) && !sub_year(text);
    if let Some(when) = edtf.then(|| date::written(text).ok()).flatten() {
        let doubt = if text.contains(['~', '%']) {
            Doubt::Approximate
        } else if date::is_doubtful(text) {
            Doubt::Uncertain
        } else {
            Doubt::None
        };
        return Ok(Some((Meant { spans: vec![(when.first, when.last)], ..Meant::default() }, doubt)));
    }
    let in_words = |text: &str| dates::read(text, told, lean, vocabulary);
    let meant = match in_words(text) {
        read @ (Ok(None) | Err(_)) => match of_day(text, vocabulary) {
            // The time of day says nothing about the day.
            Some(found) => {
                let meant = plain(found.day, told, lean, vocabulary)?;
                return Ok(meant.map(|(meant, doubt)| (around_midnight(meant, found.midnight), doubt)));
            }
            None => read?,
        },
        Ok(meant) => meant,
    };
    Ok(meant.map(|meant| (meant, Doubt::None)))
}

/// A day with a time around midnight, which some give to the day before it and some to the day after it.
fn around_midnight(meant: Meant, midnight: Option<Midnight>) -> Meant {
    let Some(midnight) = midnight else { return meant };
    let spans = || meant.spans.iter();
    let before =
        spans().map(|(first, last)| (first.plus(-1), *last)).filter(|_| midnight != Midnight::DayAfter);
    let after =
        spans().map(|(first, last)| (*first, last.plus(1))).filter(|_| midnight != Midnight::DayBefore);
    let also = meant.also.iter().copied().chain(before).chain(after).collect();
    Meant { also, ..meant }
}

/// The year and the two digits of `2022-23`.
fn year_and_two(text: &str) -> Option<(i32, i32)> {
    let (year, two) = text.split_once('-')?;
    let digits = |text: &str, count| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits(year, 4) && digits(two, 2)).then(|| Some((year.parse().ok()?, two.parse().ok()?)))?
}

/// Whether a text is a year with one of the codes of EDTF for parts of years that no one but a machine writes: in
/// `1936-39` years are meant.
fn sub_year(text: &str) -> bool {
    year_and_two(text).is_some_and(|(_, two)| two > 24)
}

/// What is wrong with `2022-23`, which is a season in EDTF and two years to most readers.
fn two_ways(text: &str) -> Option<Unreadable> {
    let (year, two) =
        year_and_two(text).filter(|&(year, two)| (21..=24).contains(&two) && year % 100 + 1 == two)?;
    let season = ["spring", "summer", "autumn", "winter"].get(usize::try_from(two - 21).ok()?)?;
    let message = format!("this may be {season} {year}, or the years {year} and {}", year + 1);
    let help = format!("write `{season} {year}` or `{year}/{}`", year + 1);
    Some(Unreadable::new(message, 0..text.len()).help(help))
}

/// What a date allows, with the words beside it.
fn allow(meant: &Meant, beside: Hedged) -> Allowed {
    // What a bound opens is a unit of the calendar: "before next year".
    let rolling = meant.rolling.filter(|_| beside.bound.is_none()).map(|span| vec![span]);
    let spans = rolling.as_ref().unwrap_or(&meant.spans);
    let also: Vec<_> = spans.iter().chain(&meant.also).copied().collect();
    let length = |&(first, last): &(Day, Day)| match (first, last) {
        (Day::MIN, _) | (_, Day::MAX) => 0,
        (Day(first), Day(last)) => last.saturating_sub(first).saturating_add(1),
    };
    let longest = spans.iter().map(length).max().unwrap_or_default();
    // What was counted is off by some days already: "about" makes it twice as many.
    let spread = if meant.counted.is_some() { longest / 2 } else { longest }.max(SPREAD);
    let spread = if beside.about { spread.max(round_year(spans)) } else { spread };
    let set = |spans: &[(Day, Day)], days: i32| bounded_by(spans, meant, beside.bound, days);
    let near = beside.about || beside.doubt == Doubt::Approximate;
    let (once, twice) = match beside.doubt {
        _ if near => (spread, spread.saturating_mul(2)),
        Doubt::Uncertain => (0, spread),
        _ => (0, 0),
    };
    let plain = set(spans, once);
    if beside.unsure { Allowed::likely(plain) } else { Allowed::new(plain, set(&also, twice)) }
}

/// By how many days a year may be off that is given as a round one: "about 1870". Nothing where it is none.
fn round_year(spans: &[(Day, Day)]) -> i32 {
    /// Half of the ten years that the last digit leaves open.
    const DAYS: i32 = 5 * 365 + 1;
    let &[(first, last)] = spans else { return 0 };
    let year = first.to_civil().zip(last.to_civil()).filter(|(first, last)| {
        first.year() == last.year() && first.day_of_year() == 1 && last.month() == 12 && last.day() == 31
    });
    year.filter(|(first, _)| first.year() % 10 == 0).map_or(0, |_| DAYS)
}

/// The days of `spans`, widened by some days, or all before or after them.
fn bounded_by(spans: &[(Day, Day)], meant: &Meant, bound: Option<(Side, bool)>, days: i32) -> Ranges {
    let end = |day: Day| match day {
        Day::MIN | Day::MAX => None,
        Day(day) => Some(Point::from(day)),
    };
    let interval = |&(first, last): &(Day, Day)| {
        // What is counted is widened where no bound opens it: more than two weeks ago is not three days less.
        let (first, last) =
            if bound.is_some() { meant.counted.unwrap_or((first, last)) } else { (first, last) };
        let (low, high) = (end(first.plus(-days)), end(last.plus(days)));
        // More than a decade ago is before that.
        let bound = match bound {
            Some((Side::Low, false)) if meant.backward => Some((Side::High, false)),
            Some((Side::High, false)) if meant.backward => Some((Side::Low, false)),
            bound => bound,
        };
        match bound {
            Some((Side::High, true)) if meant.closing => Interval::new(None, high),
            // One of some days, and nobody knows which: before it may be all but the last.
            Some((Side::Low, true)) if meant.loose => Interval::new(end(first.plus(1 - days)), None),
            Some((Side::High, true)) if meant.loose => Interval::new(None, end(last.plus(days - 1))),
            Some((Side::Low, true)) => Interval::new(end(last.plus(1 - days)), None),
            Some((Side::High, true)) => Interval::new(None, end(first.plus(days - 1))),
            Some((Side::Low, false)) => Interval::new(low, None),
            Some((Side::High, false)) => Interval::new(None, high),
            None => Interval::new(low, high),
        }
    };
    Ranges::of(spans.iter().map(interval).collect())
}

/// Days counted from the claim's own date.
fn counted(low: i32, high: i32, told: Told, range: Range<usize>) -> Result<Meant, Unreadable> {
    let Some((first, last)) = told.as_of else { return Err(dates::needs_date(range)) };
    let spans = vec![(Day(first).plus(low), Day(last).plus(high))];
    Ok(Meant { spans, loose: true, ..Meant::default() })
}
