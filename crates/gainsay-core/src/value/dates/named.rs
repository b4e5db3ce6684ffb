//! Dates by their day, month and year, any of which may be missing.

use super::span::{self, Meant, Span, last_weekday, weekday_of};
use super::told::{Lean, Told};
use super::wrong::Wrong;
use crate::date::Day;
use crate::value::language::Language;
use crate::value::lexis::Role;

/// What a date in words names; the rest of it is in the other date of its range, or follows from the claim's own date.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) day: Option<i8>,
    pub(super) month: Option<i8>,
    pub(super) year: Option<i32>,
    pub(super) season: Option<u8>,
    pub(super) weekday: Option<i8>,
    /// A holiday, by its number in the language pack.
    pub(super) holiday: Option<u16>,
    pub(super) part: Option<Role>,
    /// Whether the night is meant, which ends on the next day.
    pub(super) night: bool,
}

/// How far ahead of the claim a day and month of this year may lie, before the one of last year may be meant too; how far
/// at the most; and how far ahead one of next year may be meant too.
const LIKELY_AHEAD: i32 = 150;
const LAST_AHEAD: i32 = 215;
const NEXT_YEAR: i32 = 92;

impl Named {
    /// Whether it names nothing but a part: "early", in "between early and mid-October".
    fn is_part_alone(self) -> bool {
        self == Self { part: self.part, ..Self::default() }
    }

    /// The same, with what it lacks taken from the other date of its range.
    pub(super) fn or(self, other: Self) -> Self {
        let alone = self.is_part_alone();
        Self {
            month: self.month.or(other.month.filter(|_| alone || self.day.is_some())),
            season: self.season.or(other.season.filter(|_| alone)),
            year: self.year.or(other.year),
            ..self
        }
    }

    /// From the first day of this date to the last day of another, each taking from the other what it does not name.
    pub(super) fn to(self, other: Self, told: Told, lean: Lean) -> Result<Meant, Wrong> {
        // "27 to November" and "October to 2025" name no range, nor does "Nov-24", which may be a day or a year.
        let uneven = self.month.is_none() && self.day.is_some() && other.day.is_none()
            || self.month.is_some() && other.month.is_none() && (self.day.is_none() || other.day.is_none());
        if uneven {
            return Err(Wrong::NoDay);
        }
        self.refuse_day_or_year(other, told)?;
        if let (Some(first), Some(_)) = (self.weekday_alone(), other.weekday_alone()) {
            let end = other.resolve(told, lean)?.hull();
            return Ok(Meant::one((last_weekday(first, end.0), end.1)));
        }
        let (first, last) = (self.or(other), other.or(self));
        // "27 December to 3 January" goes on into the next year.
        let turns = i32::from(
            matches!((first.in_the_year(), last.in_the_year()), (Some(first), Some(last)) if first > last),
        );
        let between = |from: i32, to: i32| {
            let (first, last) = (first.in_year(from)?, last.in_year(to)?);
            Some((first.0, last.1)).filter(|span| span.0 <= span.1)
        };
        let fixed = match (self.year, other.year) {
            (None, None) => None,
            (Some(from), Some(to)) => Some(between(from, to)),
            (Some(from), None) => Some(between(from, from + turns)),
            (None, Some(to)) => Some(between(to - turns, to)),
        };
        match fixed {
            Some(span) => span.map(Meant::one).ok_or(Wrong::NoDay),
            None => in_a_year(told.span().ok_or(Wrong::NoYear)?, lean, |year| between(year - turns, year)),
        }
    }

    /// Refuses the number behind two months that may be a day of the second one, or the year of both: `Nov-Dec 24`.
    fn refuse_day_or_year(self, other: Self, told: Told) -> Result<(), Wrong> {
        let (Some(first), None, None) = (self.month, self.day, self.year) else { return Ok(()) };
        let (Some(last), Some(day), None) = (other.month, other.day, other.year) else { return Ok(()) };
        let year = told.span().and_then(|as_of| as_of.1.to_civil()).map(|date| i32::from(date.year()));
        let Some(year) = year.filter(|year| (year - 2000 - i32::from(day)).abs() <= 1) else { return Ok(()) };
        let in_year = |end: i32| {
            let from = end - i32::from(first > last);
            Some((span::month(from, first)?.0, span::month(end, last)?.1))
        };
        let days =
            || Some((span::month(year - i32::from(first > last), first)?.0, span::day(year, last, day)?));
        match days().zip(in_year(2000 + i32::from(day))) {
            Some((days, months)) => Err(Wrong::Either(days, months)),
            None => Ok(()),
        }
    }

    fn weekday_alone(self) -> Option<i8> {
        self.weekday.filter(|_| self.day.is_none() && self.month.is_none() && self.year.is_none())
    }

    /// Its month, or that of a holiday.
    fn in_the_year(self) -> Option<i8> {
        let holiday =
            || Some(Language::english().days_of(self.holiday?, 2001).first()?.0.to_civil()?.month());
        self.month.or_else(holiday)
    }

    /// Its days in `year`, `None` where there are none.
    fn in_year(self, year: i32) -> Option<Span> {
        if let Some(holiday) = self.holiday {
            return Language::english().days_of(holiday, year).first().copied();
        }
        let span = match (self.day, self.month, self.season) {
            (Some(day), Some(month), _) => span::day(year, month, day).map(|day| (day, day)),
            (None, Some(month), _) => span::month(year, month),
            (None, None, Some(season)) => span::season(year, season),
            (None, None, None) => span::years(year, year),
            (Some(_), None, _) => None,
        }?;
        let span = self.part.map_or(Some(span), |part| span::part(span, part))?;
        Some(if self.night { (span.0, span.1.plus(1)) } else { span })
    }

    /// The days it means, as told.
    pub(super) fn resolve(self, told: Told, lean: Lean) -> Result<Meant, Wrong> {
        if let Some(year) = self.year {
            let span = self.in_year(year).ok_or(Wrong::NoDay)?;
            self.check_weekday(span)?;
            // "Winter 2024" began in it or ended in it.
            let before = (self.season == Some(3)).then(|| self.in_year(year - 1)).flatten();
            let also = self.otherwise(span);
            return Ok(Meant { spans: before.into_iter().chain([span]).collect(), also, ..Meant::default() });
        }
        let as_of = told.span().ok_or(Wrong::NoYear)?;
        if self.month.is_none() && self.season.is_none() && self.holiday.is_none() {
            return match (self.day, self.weekday) {
                (Some(day), _) => self.in_month(day, as_of, lean),
                (None, Some(weekday)) => Ok(self.on_weekday(weekday, as_of, lean)),
                (None, None) => Err(Wrong::NoDay),
            };
        }
        let mut meant = in_a_year(as_of, lean, |year| self.in_year(year))?;
        self.check_weekday(meant.hull())?;
        let others = self.otherwise(meant.hull());
        meant.also.extend(others);
        Ok(meant)
    }

    /// The other days that a holiday at `span` is on for some.
    fn otherwise(self, span: Span) -> Vec<Span> {
        let year = span.0.to_civil().map(|day| i32::from(day.year()));
        let Some((holiday, year)) = self.holiday.zip(year) else { return Vec::new() };
        Language::english().days_of(holiday, year).into_iter().skip(1).collect()
    }

    fn check_weekday(self, span: Span) -> Result<(), Wrong> {
        let day = if self.night { (span.0, span.0) } else { span };
        match self.weekday {
            Some(weekday) if day.0 == day.1 && weekday_of(day.0) != weekday => Err(Wrong::Weekday(day.0)),
            _ => Ok(()),
        }
    }

    /// "The 23rd": of the month of the claim, or of the next one where it looks ahead.
    fn in_month(self, day: i8, as_of: Span, lean: Lean) -> Result<Meant, Wrong> {
        let date = as_of.1.to_civil().ok_or(Wrong::NoDay)?;
        let months = (-1..=1).filter_map(|months| {
            let month = date.first_of_month().checked_add(jiff::Span::new().months(months)).ok()?;
            let day = span::day(month.year().into(), month.month(), day)?;
            Some((day, if self.night { day.plus(1) } else { day }))
        });
        let all: Vec<Span> = months.collect();
        let fits = |span: &Span| self.weekday.is_none_or(|weekday| weekday_of(span.0) == weekday);
        let months: Vec<Span> = all.iter().copied().filter(fits).collect();
        let found = match lean {
            Lean::Ahead => months.iter().find(|month| month.0 >= as_of.0),
            Lean::Past => months.iter().rev().find(|month| month.0 <= as_of.1),
            // "Friday the 13th" was in the last month that has one.
            Lean::Near if self.weekday.is_some() => {
                months.iter().min_by_key(|month| month.0.0.abs_diff(as_of.1.0))
            }
            Lean::Near => months.iter().find(|span| {
                span.0.to_civil().is_some_and(|civil| civil.first_of_month() == date.first_of_month())
            }),
        };
        if let (None, Some(_), Some(&(day, _))) = (found, self.weekday, all.get(1).or(all.first())) {
            return Err(Wrong::Weekday(day));
        }
        found.map(|&span| Meant::one(span)).ok_or(Wrong::NoDay)
    }

    /// A weekday: the last one, or the next one where the claim looks ahead; a reader may take it for the other one.
    fn on_weekday(self, weekday: i8, as_of: Span, lean: Lean) -> Meant {
        let back = last_weekday(weekday, as_of.1);
        let ahead = last_weekday(weekday, as_of.0.plus(6));
        let span = |day: Day| (day, if self.night { day.plus(1) } else { day });
        // On the day itself, that of the week before or after may be meant.
        let (plain, also) = match lean {
            Lean::Ahead if ahead == as_of.0 => (ahead, ahead.plus(7)),
            Lean::Ahead => (ahead, back),
            _ if back == as_of.1 => (back, back.plus(-7)),
            _ => (back, ahead),
        };
        let also = if lean == Lean::Past { Vec::new() } else { vec![span(also)] };
        Meant { spans: vec![span(plain)], also, ..Meant::default() }
    }
}

/// The span of a year that a claim means that names none.
pub(super) fn in_a_year(as_of: Span, lean: Lean, make: impl Fn(i32) -> Option<Span>) -> Result<Meant, Wrong> {
    let year = i32::from(as_of.1.to_civil().ok_or(Wrong::NoYear)?.year());
    let around = || (year - 8..=year + 8).filter_map(&make);
    let one = |span: Option<Span>| span.map(Meant::one).ok_or(Wrong::NoDay);
    match lean {
        // A day that was due a month ago may still be spoken of as to come.
        Lean::Ahead => return one(around().find(|span| span.1.plus(31) >= as_of.0)),
        Lean::Past => return one(around().filter(|span| span.0 <= as_of.1).last()),
        Lean::Near => {}
    }
    let Some(same) = make(year) else {
        return one(around().min_by_key(|span| span.0.0.abs_diff(as_of.1.0)));
    };
    let ahead = same.0.0.saturating_sub(as_of.1.0);
    let next = make(year + 1).filter(|next| next.0.0.saturating_sub(as_of.1.0) <= NEXT_YEAR);
    let also = next.into_iter().collect();
    match make(year - 1) {
        Some(before) if ahead > LAST_AHEAD => Ok(Meant::one(before)),
        Some(before) if ahead > LIKELY_AHEAD => Err(Wrong::Either(before, same)),
        _ => Ok(Meant { spans: vec![same], also, ..Meant::default() }),
    }
}
