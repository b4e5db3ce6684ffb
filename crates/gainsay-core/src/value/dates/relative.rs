//! Dates that count from the claim's own date.

use jiff::ToSpan;

use super::lex::{Is, Token};
use super::named::Named;
use super::point::{Point, bare};
use super::reader::Reader;
use super::span::{self, Meant, Span, last_weekday, weekday_of};
use super::told::Lean;
use crate::date::Day;
use crate::value::language::Language;
use crate::value::lexis::{Part, Role};
use crate::value::quantity;

impl Reader<'_> {
    /// `two weeks ago`, `in 30 days`, `within eight months`, `the past week`, `the next three days`.
    pub(super) fn counted(&self, tokens: &[Token]) -> Option<Point> {
        let (last, before) = tokens.split_last()?;
        if let (Is::Word(direction @ (Role::Ago | Role::Ahead)), Some((unit, number))) =
            (last.is, before.split_last())
        {
            return self.at_distance(number, unit, direction == Role::Ago);
        }
        let tokens = match tokens {
            [Token { is: Is::Word(Role::DateFiller), .. }, rest @ ..] => rest,
            tokens => tokens,
        };
        let (first, rest) = tokens.split_first()?;
        let (unit, number) = rest.split_last()?;
        match first.is {
            Is::Word(Role::In)
                if number
                    .iter()
                    .all(|token| !matches!(token.is, Is::Word(Role::This | Role::Last | Role::Next))) =>
            {
                self.at_distance(number, unit, false)
            }
            Is::Word(Role::Within | Role::In) => {
                let number = bare(number);
                let back = number.first()?.is == Is::Word(Role::Last);
                let skip = back || number.first()?.is == Is::Word(Role::Next);
                self.up_to(if skip { &number[1..] } else { number }, unit, !back)
            }
            Is::Word(direction @ (Role::Last | Role::Next)) if !number.is_empty() => {
                self.up_to(number, unit, direction == Role::Next)
            }
            _ => None,
        }
    }

    /// So many units before or after the day of the claim.
    fn at_distance(&self, number: &[Token], unit: &Token, back: bool) -> Option<Point> {
        let Is::Word(unit) = unit.is else { return None };
        let (low, high) = self.number(bare(number))?;
        let as_of = self.as_of()?;
        let sign = if back { -1 } else { 1 };
        let near = shift(as_of.0, unit, sign * low)?;
        let far = shift(as_of.1, unit, sign * high)?;
        let mut counted = (near.0.min(far.0), near.0.max(far.0));
        // Two hours before some time of a day is on that day or on the one before it.
        counted.1 = counted.1.plus(over_midnight(unit, if back { low } else { high }));
        let slack = near.1.max(far.1);
        let spans = vec![(counted.0.plus(-slack), counted.1.plus(slack))];
        Some(Point::Fixed(Meant { spans, counted: Some(counted), backward: back, ..Meant::default() }))
    }

    /// The days from the claim on, or up to it.
    fn up_to(&self, number: &[Token], token: &Token, forward: bool) -> Option<Point> {
        let Is::Word(unit) = token.is else { return None };
        // "The past week" is one week, "the past weeks" are several.
        let (_, high) =
            if number.is_empty() { self.singular(token).then_some((1, 1))? } else { self.number(number)? };
        let as_of = self.as_of()?;
        let span = if forward {
            (as_of.0, shift(as_of.1, unit, high)?.0.plus(over_midnight(unit, high)))
        } else {
            (shift(as_of.0, unit, -high)?.0, as_of.1)
        };
        Some(Point::Fixed(Meant::one(span)))
    }

    /// Whether a unit is written as one: "week". The first word of a unit is that of one, the others are of several.
    pub(super) fn singular(&self, unit: &Token) -> bool {
        self.vocabulary.words.at(Part::Dates, self.text, unit.range.start).is_some_and(|met| met.place == 0)
    }

    /// The number that tokens give, from the least to the most: `two`, `a`, `two to three`, `several`.
    pub(super) fn number(&self, tokens: &[Token]) -> Option<(i32, i32)> {
        if let [Token { is: Is::Word(Role::One), .. }] = tokens {
            return Some((1, 1));
        }
        let text = &self.text[tokens.first()?.range.start..tokens.last()?.range.end];
        let vocabulary = self.vocabulary;
        let read = quantity::read(text, None, vocabulary.hedges, vocabulary.units).ok()?;
        let set = &read.allowed.plain;
        let end = |point: Option<crate::value::Point>| i32::try_from(point?.at.round()).ok();
        let (low, high) = (end(set.low())?, end(set.high())?);
        (read.unit.is_none() && 0 <= low && high <= 10_000).then_some((low, high))
    }

    /// `last week`, `this month`, `next Friday`, `last summer`, `yesterday morning`, `later this year`.
    pub(super) fn relative(&self, tokens: &[Token]) -> Option<Meant> {
        let (first, rest) = tokens.split_first()?;
        let Is::Word(first) = first.is else { return None };
        match first {
            Role::Today | Role::Yesterday | Role::Tomorrow => self.near_day(first, rest),
            Role::Earlier | Role::Later => {
                let whole = self.relative(bare(rest)).filter(|meant| meant.spans.len() == 1)?.hull();
                let as_of = self.as_of()?;
                let span = if first == Role::Earlier {
                    (whole.0, whole.1.min(as_of.1))
                } else {
                    (whole.0.max(as_of.0), whole.1)
                };
                (span.0 <= span.1).then(|| Meant::one(span))
            }
            Role::This | Role::Last | Role::Next => {
                let (unit, after) = rest.split_first()?;
                let times = |token: &Token| matches!(token.is, Is::Word(Role::DayTime | Role::Night));
                after.iter().all(times).then_some(())?;
                match unit.is {
                    Is::Word(Role::DayTime) if first == Role::This => Some(Meant::one(self.as_of()?)),
                    Is::Word(Role::Night) => self.night(first),
                    Is::Word(Role::Weekend) => self.weekend(first),
                    Is::Word(word) if self.singular(unit) => {
                        let span = self.unit(first, word)?;
                        let rolling = self.rolling(first, word, span);
                        // Nobody knows on which day a week begins.
                        Some(Meant { rolling, loose: word == Role::Week, ..Meant::one(span) })
                    }
                    Is::Weekday(weekday) => self.weekday(first, weekday),
                    Is::Month(_) | Is::Season(_) | Is::Holiday(_) => self.month_or_season(first, unit.is),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// A week, month or year before or after the day of the claim, and the one of the calendar, `span`: of `last year` nobody
    /// knows which is meant.
    fn rolling(&self, which: Role, unit: Role, span: Span) -> Option<Span> {
        matches!(unit, Role::Week | Role::Month | Role::Year | Role::Decade).then_some(())?;
        let as_of = self.as_of()?;
        match which {
            Role::Last => Some((span.0, span.1.max(as_of.1.plus(-1)))),
            Role::Next => Some((span.0.min(as_of.0.plus(1)), span.1)),
            _ => None,
        }
    }

    fn near_day(&self, day: Role, rest: &[Token]) -> Option<Meant> {
        let as_of = self.as_of()?;
        let days = match day {
            Role::Today => 0,
            Role::Yesterday => -1,
            _ => 1,
        };
        let span = (as_of.0.plus(days), as_of.1.plus(days));
        match rest {
            [] | [Token { is: Is::Word(Role::DayTime), .. }] => Some(Meant::one(span)),
            [Token { is: Is::Word(Role::Night), .. }] => Some(Meant::one((span.0, span.1.plus(1)))),
            _ => None,
        }
    }

    fn night(&self, which: Role) -> Option<Meant> {
        let as_of = self.as_of()?;
        Some(Meant::one(match which {
            Role::Last => (as_of.0.plus(-1), as_of.1),
            Role::This => (as_of.0, as_of.1.plus(1)),
            _ => (as_of.0.plus(1), as_of.1.plus(2)),
        }))
    }

    /// The unit of the calendar that the claim is in.
    pub(super) fn this(&self, unit: Role) -> Option<Span> {
        self.unit(Role::This, unit)
    }

    /// The unit of the calendar that the claim is in, the one before or the one after.
    pub(super) fn unit(&self, which: Role, unit: Role) -> Option<Span> {
        let as_of = self.as_of()?;
        let by = match which {
            Role::Last => -1,
            Role::Next => 1,
            _ => 0,
        };
        let civil = as_of.1.to_civil()?;
        let year = i32::from(civil.year());
        match unit {
            Role::Day => Some((as_of.0.plus(by), as_of.1.plus(by))),
            // Weeks begin on Sunday or on Monday.
            Role::Week => {
                let monday = last_weekday(0, as_of.0).min(last_weekday(6, as_of.0));
                let sunday = last_weekday(0, as_of.1).max(last_weekday(6, as_of.1)).plus(6);
                Some((monday.plus(7 * by), sunday.plus(7 * by)))
            }
            Role::Month => {
                let month = civil.first_of_month().checked_add(by.months()).ok()?;
                span::month(month.year().into(), month.month())
            }
            Role::Quarter => {
                let month = civil.first_of_month().checked_add((3 * by).months()).ok()?;
                let whole = span::years(month.year().into(), month.year().into())?;
                span::fraction(whole, i32::from(month.month() - 1) / 3 + 1, 4)
            }
            Role::Year => span::years(year + by, year + by),
            Role::Decade => {
                let first = year - year.rem_euclid(10) + 10 * by;
                span::years(first, first + 9)
            }
            Role::Century => {
                let first = (year - 1).div_euclid(100) * 100 + 1 + 100 * by;
                span::years(first, first + 99)
            }
            _ => None,
        }
    }

    /// `the weekend` is the last one, or the next one where the claim looks ahead; a reader may take it for the other one.
    pub(super) fn weekend(&self, which: Role) -> Option<Meant> {
        let as_of = self.as_of()?;
        let days = |saturday: Day| vec![(saturday, saturday.plus(1))];
        let (back, ahead) = (last_weekday(5, as_of.1), last_weekday(5, as_of.0.plus(6)));
        let (plain, also) = match which {
            Role::Last => (days(last_weekday(5, as_of.1.plus(-2))), Vec::new()),
            Role::Next => (days(ahead), days(ahead.plus(7))),
            _ if self.lean == Lean::Ahead => (days(ahead), days(back)),
            _ => (days(back), days(ahead)),
        };
        Some(Meant { spans: plain, also, ..Meant::default() })
    }

    /// `last Monday`, `next Friday`: of two that may be meant, the nearer one, and the other one too.
    fn weekday(&self, which: Role, weekday: i8) -> Option<Meant> {
        let as_of = self.as_of()?;
        let monday = last_weekday(0, as_of.0);
        let in_week = |day: Day| monday <= day && day <= monday.plus(6);
        let (near, far) = match which {
            Role::Last => {
                let day = last_weekday(weekday, as_of.1.plus(-1));
                (day, day.plus(-7))
            }
            Role::Next => {
                let day = last_weekday(weekday, as_of.0.plus(7));
                (day, day.plus(7))
            }
            _ => {
                let day = last_weekday(weekday, as_of.0.plus(6));
                (day, day.plus(-7))
            }
        };
        let doubtful = if which == Role::This { weekday_of(as_of.0) > weekday } else { in_week(near) };
        let also = doubtful.then_some((far, far)).into_iter().collect();
        Some(Meant { spans: vec![(near, near)], also, ..Meant::default() })
    }

    /// `last summer`, `next March`.
    fn month_or_season(&self, which: Role, unit: Is) -> Option<Meant> {
        let as_of = self.as_of()?;
        let year = i32::from(as_of.1.to_civil()?.year());
        let make = |year: i32| match unit {
            Is::Month(month) => span::month(year, month),
            Is::Season(season) => span::season(year, season),
            Is::Holiday(holiday) => Language::english().days_of(holiday, year).first().copied(),
            _ => None,
        };
        let mut around = (year - 2..=year + 2).filter_map(make);
        let span = match which {
            Role::Last => around.rfind(|span| span.1 < as_of.0),
            Role::Next => around.find(|span| span.0 > as_of.1),
            _ => {
                let named = match unit {
                    Is::Month(month) => Named { month: Some(month), ..Named::default() },
                    Is::Season(season) => Named { season: Some(season), ..Named::default() },
                    Is::Holiday(holiday) => Named { holiday: Some(holiday), ..Named::default() },
                    _ => return None,
                };
                return named.resolve(self.told, Lean::Near).ok();
            }
        };
        span.map(Meant::one)
    }
}

/// How many days more than they come to may pass in so many units: two hours may go over midnight.
fn over_midnight(unit: Role, count: i32) -> i32 {
    i32::from(unit == Role::Minute || unit == Role::Hour && count % 24 != 0)
}

/// The day so many units on, and by how many days such a count may be off.
fn shift(day: Day, unit: Role, count: i32) -> Option<(Day, i32)> {
    let months = |each: i32| {
        let date = day.to_civil()?.checked_add(count.checked_mul(each)?.months()).ok()?;
        Some(Day::from_civil(date))
    };
    // Of nothing nothing is off.
    let off = |days: i32| if count == 0 { 0 } else { days };
    match unit {
        Role::Minute => Some((day.plus(-i32::from(count < 0)), 0)),
        Role::Hour => Some((day.plus(count.div_euclid(24)), 0)),
        Role::Day => Some((day.plus(count), 0)),
        Role::Week => Some((day.plus(7 * count), off(3))),
        Role::Fortnight => Some((day.plus(14 * count), off(3))),
        Role::Month => Some((months(1)?, off(15))),
        Role::Quarter => Some((months(3)?, off(45))),
        Role::Year => Some((months(12)?, off(183))),
        Role::Decade => Some((months(120)?, off(1826))),
        Role::Century => Some((months(1200)?, off(18_262))),
        _ => None,
    }
}
