//! Spans of days, and their parts.

use jiff::civil::Date;

use crate::date::Day;
use crate::value::lexis::Role;

/// From a first to a last day.
pub(super) type Span = (Day, Day);

/// What a date in words means.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::value) struct Meant {
    /// The days it may be.
    pub(in crate::value) spans: Vec<Span>,
    /// Days that a reader may take it for instead: `next Friday`, on a Monday.
    pub(in crate::value) also: Vec<Span>,
    /// Where the middle of what was counted is: two weeks before the day, within some days more or less.
    pub(in crate::value) counted: Option<Span>,
    /// Whether more of it lies further back: more than a decade ago.
    pub(in crate::value) backward: bool,
    /// Whether it is the end of something, so that what is before it may go on to its last day.
    pub(in crate::value) closing: bool,
    /// The days that it may be where it counts from the day of the claim as well as by the calendar: `last year`.
    pub(in crate::value) rolling: Option<Span>,
    /// Whether it is one of its days, and nobody knows which.
    pub(in crate::value) loose: bool,
}

impl Meant {
    pub(super) fn one(span: Span) -> Self {
        Self { spans: vec![span], ..Self::default() }
    }

    /// The first and the last day.
    pub(in crate::value) fn hull(&self) -> Span {
        let first = self.spans.iter().map(|span| span.0).min();
        let last = self.spans.iter().map(|span| span.1).max();
        (first.unwrap_or(Day::MIN), last.unwrap_or(Day::MAX))
    }

    /// The same with each span changed, as far as that leaves one.
    pub(super) fn map(self, change: impl Fn(Span) -> Option<Span>) -> Option<Self> {
        let spans: Vec<Span> = self.spans.into_iter().filter_map(&change).collect();
        let also = self.also.into_iter().filter_map(&change).collect();
        (!spans.is_empty()).then_some(Self { spans, also, rolling: None, ..self })
    }
}

/// The day of a date; `None` where the calendar has none.
pub(super) fn day(year: i32, month: i8, day: i8) -> Option<Day> {
    Date::new(i16::try_from(year).ok()?, month, day).ok().map(Day::from_civil)
}

/// The weekday of a day, from Monday as 0.
pub(super) fn weekday_of(day: Day) -> i8 {
    // 1970-01-01 was a Thursday.
    (day.0.rem_euclid(7) as i8 + 3) % 7
}

/// The last such weekday that is no later than `day`.
pub(super) fn last_weekday(weekday: i8, day: Day) -> Day {
    day.plus(-i32::from((weekday_of(day) - weekday).rem_euclid(7)))
}

/// A month.
pub(super) fn month(year: i32, month: i8) -> Option<Span> {
    let first = Date::new(i16::try_from(year).ok()?, month, 1).ok()?;
    Some((Day::from_civil(first), Day::from_civil(first.last_of_month())))
}

/// From a first to a last year.
pub(super) fn years(first: i32, last: i32) -> Option<Span> {
    Some((day(first, 1, 1)?, day(last, 12, 31)?)).filter(|span| span.0 <= span.1)
}

/// A season that begins in a year, in the north: from the first day that somebody counts to it to the last one.
pub(super) fn season(year: i32, season: u8) -> Option<Span> {
    match season {
        0 => Some((day(year, 3, 1)?, day(year, 6, 20)?)),
        1 => Some((day(year, 6, 1)?, day(year, 9, 22)?)),
        2 => Some((day(year, 9, 1)?, day(year, 12, 21)?)),
        _ => Some((day(year, 12, 1)?, day(year + 1, 3, 20)?)),
    }
}

/// The `number`th quarter, or half where `parts` is 2, of a year, a month or another span.
pub(super) fn fraction(span: Span, number: i32, parts: i32) -> Option<Span> {
    let (first, last) = (span.0.to_civil()?, span.1.to_civil()?);
    (1..=parts).contains(&number).then_some(())?;
    let year = first.day() == 1 && first.month() == 1 && last.month() == 12 && first.year() == last.year();
    if year {
        let each = 12 / parts;
        let from = month(first.year().into(), ((number - 1) * each + 1) as i8)?;
        let to = month(first.year().into(), (number * each) as i8)?;
        return Some((from.0, to.1));
    }
    if parts == 2 && (first.year(), first.month()) == (last.year(), last.month()) {
        let middle = Day::from_civil(first.with().day(15).build().ok()?);
        return Some(if number == 1 { (span.0, middle) } else { (middle.plus(1), span.1) });
    }
    let length = span.1.0.checked_sub(span.0.0)?.checked_add(1)?;
    Some((span.0.plus(length * (number - 1) / parts), span.0.plus(length * number / parts - 1)))
}

/// The early, middle or late part of a span.
pub(super) fn part(span: Span, part: Role) -> Option<Span> {
    let (Some(first), Some(last)) = (span.0.to_civil(), span.1.to_civil()) else { return Some(span) };
    let length = span.1.0.checked_sub(span.0.0)?.checked_add(1)?;
    let (from, to, of) = match part {
        Role::Early => (0, 1, 3),
        Role::Middle => (1, 2, 3),
        Role::Late => (2, 3, 3),
        Role::Start => (0, 1, 6),
        _ => (5, 6, 6),
    };
    if length < 4 {
        // "Early on Sunday" is that day.
        return Some(span);
    }
    let whole_year = first.day() == 1 && first.month() == 1 && last.month() == 12 && last.day() == 31;
    let count = i32::from(last.year()) - i32::from(first.year()) + 1;
    if whole_year && count == 1 {
        let each = 12 / of;
        let start = month(first.year().into(), (from * each + 1) as i8)?;
        return Some((start.0, month(first.year().into(), (to * each) as i8)?.1));
    }
    if whole_year && count == 10 {
        // The years of a decade that are called early, mid and late overlap by one.
        let (start, end) = match part {
            Role::Early => (0, 3),
            Role::Middle => (3, 6),
            Role::Late => (6, 9),
            Role::Start => (0, 1),
            _ => (8, 9),
        };
        let year = i32::from(first.year());
        return years(year + start, year + end);
    }
    Some((span.0.plus(length * from / of), span.0.plus(length * to / of - 1)))
}
