//! One date in words.

use super::lex::{Is, Token};
use super::named::Named;
use super::reader::Reader;
use super::span::{self, Meant, Span, last_weekday};
use super::wrong::Wrong;
use crate::value::lexis::Role;

/// A date: what it names, or the days that it means by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Point {
    Named(Named),
    Fixed(Meant),
}

impl Point {
    fn fixed(span: Option<Span>) -> Option<Self> {
        span.map(|span| Self::Fixed(Meant::one(span)))
    }
}

/// Tokens without words before them that change nothing.
pub(super) fn bare(mut tokens: &[Token]) -> &[Token] {
    while let Some((first, rest)) = tokens.split_first()
        && matches!(first.is, Is::Word(Role::DateFiller | Role::In))
    {
        tokens = rest;
    }
    tokens
}

impl Reader<'_> {
    /// The days that a point means.
    pub(super) fn resolved(&self, point: Point) -> Option<Meant> {
        match point {
            Point::Fixed(meant) => Some(meant),
            Point::Named(named) => {
                let meant = self.noted(named.resolve(self.told, self.lean))?;
                Some(Meant { closing: named.part == Some(Role::End), ..meant })
            }
        }
    }

    /// The date that the tokens make as a whole.
    pub(super) fn point(&self, tokens: &[Token]) -> Option<Point> {
        self.counted(tokens)
            .or_else(|| self.relative(bare(tokens)).map(Point::Fixed))
            .or_else(|| self.in_year_told(tokens))
            .or_else(|| self.parted(tokens))
            .or_else(|| self.by_itself(bare(tokens)))
            .or_else(|| self.named(tokens).map(Point::Named))
    }

    /// A date in the year before, of or after the claim: `October last year`, `mid-May of this year`.
    fn in_year_told(&self, tokens: &[Token]) -> Option<Point> {
        let [rest @ .., Token { is: Is::Word(which), .. }, Token { is: Is::Word(Role::Year), .. }] = tokens
        else {
            return None;
        };
        if !matches!(which, Role::Last | Role::This | Role::Next) {
            return None;
        }
        let idle = |token: &Token| matches!(token.is, Is::Word(Role::DateFiller | Role::In));
        let rest = match rest.split_last() {
            Some((last, before)) if idle(last) => before,
            _ => rest,
        };
        let Point::Named(named) = self.point(rest)? else { return None };
        let named_day = named.month.or(named.day).is_some() || named.season.is_some();
        let year = self.unit(*which, Role::Year)?.0.to_civil()?.year();
        (named_day && named.year.is_none()).then(|| Point::Named(Named { year: Some(year.into()), ..named }))
    }

    /// A part of a date: `early October`, `mid-2024`, `the end of the year`, `first half of 2015`, `Q3 2015`.
    fn parted(&self, tokens: &[Token]) -> Option<Point> {
        let tokens = bare(tokens);
        let (first, rest) = tokens.split_first()?;
        match (first.is, rest) {
            (Is::Word(part @ (Role::Early | Role::Middle | Role::Late | Role::Start | Role::End)), rest) => {
                // "mid-October"
                let hyphen = rest.first().is_some_and(|first| first.is == Is::Dash(false));
                let rest = if hyphen { &rest[1..] } else { rest };
                self.part_of(rest, part)
            }
            (Is::Word(Role::YearEnd), []) => {
                let span = span::part(self.this(Role::Year)?, Role::End)?;
                Some(Point::Fixed(Meant { closing: true, ..Meant::one(span) }))
            }
            (Is::Quarter(number), rest) => Point::fixed(span::fraction(self.year_of(rest)?, number, 4)),
            (Is::Half(number), rest) => Point::fixed(span::fraction(self.year_of(rest)?, number, 2)),
            // "Third-quarter 2024"
            (
                Is::Ordinal(number),
                [Token { is: Is::Dash(false), .. }, Token { is: Is::Word(unit), .. }, rest @ ..]
                | [Token { is: Is::Word(unit), .. }, rest @ ..],
            ) => self.one_day(number, tokens, rest).or_else(|| self.ordinal(number, *unit, rest)),
            (Is::Ordinal(1), [count, Token { is: Is::Word(Role::Month), .. }, rest @ ..]) => {
                self.first_months(count, rest)
            }
            (Is::Ordinal(number), [Token { is: Is::Weekday(weekday), .. }, rest @ ..]) => {
                let whole = self.whole(rest)?;
                let first = last_weekday(*weekday, whole.0.plus(6)).plus(7 * (number - 1));
                Point::fixed(((1..=5).contains(&number) && first <= whole.1).then_some((first, first)))
            }
            (Is::Word(Role::Last), [Token { is: Is::Word(unit), .. }, rest @ ..]) if !rest.is_empty() => {
                self.one_day(-1, tokens, rest).or_else(|| self.last_of(*unit, rest))
            }
            (Is::Word(Role::Week), rest) if !rest.is_empty() => {
                let day = self.days(rest)?.hull();
                Point::fixed((day.0 == day.1).then(|| (day.0, day.0.plus(6))))
            }
            (Is::Number(year, 4), [Token { is: Is::Quarter(number), .. }]) => {
                Point::fixed(span::fraction(span::years(year, year)?, *number, 4))
            }
            _ => None,
        }
    }

    /// The early, middle or late part of what the tokens mean; of nothing, what the other date of a range names.
    fn part_of(&self, tokens: &[Token], part: Role) -> Option<Point> {
        if tokens.is_empty() {
            let usual = matches!(part, Role::Early | Role::Middle | Role::Late);
            return usual.then(|| Point::Named(Named { part: Some(part), ..Named::default() }));
        }
        match self.point(tokens).or_else(|| self.this_one(bare(tokens)))? {
            Point::Named(named) if named.part.is_none() => {
                let part = Some(part).filter(|_| named.day.is_none() && named.weekday.is_none());
                Some(Point::Named(Named { part, ..named }))
            }
            Point::Named(_) => None,
            Point::Fixed(meant) => {
                let meant = Meant { closing: part == Role::End, ..meant.map(|span| span::part(span, part))? };
                Some(Point::Fixed(meant))
            }
        }
    }

    /// `third quarter of 2015`, `first half of next year`, `first week of October`, `20th century`.
    fn ordinal(&self, number: i32, unit: Role, rest: &[Token]) -> Option<Point> {
        match unit {
            Role::Quarter => Point::fixed(span::fraction(self.year_of(rest)?, number, 4)),
            Role::Half => {
                let whole = if rest.is_empty() { self.this(Role::Year)? } else { self.whole(rest)? };
                Point::fixed(span::fraction(whole, number, 2))
            }
            Role::Century if number >= 1 => {
                let (first, last) = match bare(rest) {
                    [] | [Token { is: Is::Word(Role::Era), .. }] => (100 * number - 99, 100 * number),
                    [Token { is: Is::Word(Role::BeforeEra), .. }] => (1 - 100 * number, 100 - 100 * number),
                    _ => return None,
                };
                Point::fixed(span::years(first, last))
            }
            Role::Week if (1..=5).contains(&number) => {
                let whole = self.whole(rest)?;
                let first = whole.0.plus(7 * (number - 1));
                Point::fixed((first <= whole.1).then(|| (first, first.plus(6).min(whole.1))))
            }
            Role::Day if number == 1 => Point::fixed(span::part(self.whole(rest)?, Role::Start)),
            Role::Decade if (1..=10).contains(&number) => {
                let whole = self.whole(rest)?;
                Point::fixed(span::fraction(whole, number, 10))
            }
            _ => None,
        }
    }

    /// `first day of October`, `last day of 2023`: the day with this number of a month or something longer, from its end where that is
    /// below zero. Nobody agrees on which day a week or a season begins.
    fn one_day(&self, number: i32, tokens: &[Token], rest: &[Token]) -> Option<Point> {
        /// The days of the shortest month.
        const MONTH: i32 = 28;
        let unit = &tokens[tokens.len() - rest.len() - 1];
        let loose =
            rest.iter().any(|token| matches!(token.is, Is::Season(_) | Is::Word(Role::Week | Role::Weekend)));
        (unit.is == Is::Word(Role::Day) && self.singular(unit) && !loose).then_some(())?;
        let whole = self.whole(rest)?;
        let day = if number > 0 { whole.0.plus(number - 1) } else { whole.1.plus(number + 1) };
        let within = whole.0 <= day && day <= whole.1;
        Point::fixed((within && whole.1.0.saturating_sub(whole.0.0) >= MONTH - 1).then_some((day, day)))
    }

    /// `first nine months of 2024`.
    fn first_months(&self, count: &Token, rest: &[Token]) -> Option<Point> {
        let (count, most) = self.number(std::slice::from_ref(count))?;
        let whole = self.year_of(rest)?;
        let first = whole.0.to_civil()?;
        let year = i32::from(first.year());
        let one_year = Some(whole) == span::years(year, year);
        (one_year && count == most && (1..=12).contains(&count)).then_some(())?;
        Point::fixed(span::month(year, i8::try_from(count).ok()?).map(|month| (whole.0, month.1)))
    }

    /// `last week of October`, `last days of 2019`, `last quarter of 2020`.
    fn last_of(&self, unit: Role, rest: &[Token]) -> Option<Point> {
        let whole = self.whole(rest)?;
        let span = match unit {
            Role::Week => Some((whole.1.plus(-6).max(whole.0), whole.1)),
            Role::Day => span::part(whole, Role::End),
            Role::Month => last_months(whole),
            Role::Quarter => span::fraction(whole, 4, 4),
            Role::Half => span::fraction(whole, 2, 2),
            Role::Decade => span::fraction(whole, 10, 10),
            _ => None,
        };
        Point::fixed(span)
    }

    /// The one span that the tokens mean.
    fn whole(&self, tokens: &[Token]) -> Option<Span> {
        let meant = self.days(tokens).or_else(|| match self.this_one(bare(tokens))? {
            Point::Fixed(meant) => Some(meant),
            Point::Named(_) => None,
        })?;
        (meant.spans.len() == 1).then(|| meant.hull())
    }

    /// The year that the tokens mean; of none, this one.
    fn year_of(&self, tokens: &[Token]) -> Option<Span> {
        match tokens {
            [] => self.this(Role::Year),
            // "3Q24"
            [Token { is: Is::Number(year, 2) | Is::ShortYear(year), .. }] => {
                let year = self.full_year(*year)?;
                span::years(year, year)
            }
            tokens => self.whole(tokens),
        }
    }

    /// `the year`, `the week`: the one it is.
    fn this_one(&self, tokens: &[Token]) -> Option<Point> {
        match tokens {
            [Token { is: Is::Word(unit), .. }] => Point::fixed(self.this(*unit)),
            _ => None,
        }
    }

    /// Dates that name no day: decades, years around a slash, months of a year as numbers.
    fn by_itself(&self, tokens: &[Token]) -> Option<Point> {
        let (first, rest) = tokens.split_first()?;
        match (first.is, rest) {
            (Is::Iso(first, last), []) => Point::fixed(Some((first, last))),
            (Is::Decade(year, digits), []) => Point::fixed(self.decade(year, digits)),
            (Is::Number(..), [Token { is: Is::Slash, .. }, ..]) => Point::fixed(slashed_years(tokens)),
            (Is::Season(3), rest)
                if matches!(bare(rest), [_, Token { is: Is::Slash | Is::Dash(_), .. }, _]) =>
            {
                let years = slashed_years(bare(rest))?;
                Point::fixed(span::season(years.0.to_civil()?.year().into(), 3))
            }
            _ => None,
        }
    }

    fn decade(&self, year: i32, digits: usize) -> Option<Span> {
        match digits {
            // The 1900s are a decade to some and a century to others.
            4 if year % 100 == 0 => span::years(year, year + 99),
            4 if year % 10 == 0 => span::years(year, year + 9),
            2 if year % 10 == 0 => {
                let year = self.full_year(year)?;
                span::years(year, year + 9)
            }
            _ => None,
        }
    }

    /// A year of two digits: one of the hundred up to ten years after the claim.
    pub(super) fn full_year(&self, short: i32) -> Option<i32> {
        let now = i32::from(self.as_of()?.1.to_civil()?.year());
        let latest = now + 10;
        Some(latest - (latest - short).rem_euclid(100))
    }

    /// `27 October 2024`, `Monday, Oct. 27`, `March 2019`, `44 BCE`: each part at most once.
    fn named(&self, tokens: &[Token]) -> Option<Named> {
        let mut named = Named::default();
        let mut set = false;
        // "27 October on" goes on from there.
        if tokens.last().is_some_and(|last| matches!(last.is, Is::Word(Role::DateFiller | Role::In))) {
            return None;
        }
        let mut rest = match tokens {
            // "5-Sep-24"
            [day, Token { is: Is::Dash(false), .. }, month, Token { is: Is::Dash(false), .. }, year] => {
                let year = match year.is {
                    Is::Number(year, 4) => year,
                    Is::Number(year, 2) => self.full_year(year)?,
                    _ => return None,
                };
                named.year = Some(year);
                return self.day_and_month(&[day.clone(), month.clone()], named);
            }
            tokens => tokens,
        };
        while let Some((first, after)) = rest.split_first() {
            let next = after.first().map(|next| next.is);
            rest = after;
            // A year before or after the word for its era.
            let of_era = match (first.is, next) {
                (Is::Number(year, _), Some(Is::Word(Role::BeforeEra))) => Some(1 - year),
                (Is::Number(year, _), Some(Is::Word(Role::Era)))
                | (Is::Word(Role::Era), Some(Is::Number(year, _))) => Some(year),
                _ => None,
            };
            if let Some(year) = of_era {
                // No year is called 0: the one before AD 1 is 1 BC.
                if matches!((first.is, next), (Is::Number(0, _), _) | (_, Some(Is::Number(0, _)))) {
                    self.noted(Err(Wrong::NoDay));
                    return None;
                }
                rest = &after[1..];
                put(&mut named.year, year)?;
            } else if !changes_nothing(first.is, next, named) {
                self.take(&mut named, first.is)?;
            } else {
                continue;
            }
            set = true;
        }
        // A bare number is a day only beside a month, here or in the other date of a range.
        let season = named.season.is_some() && (named.month.is_some() || named.day.is_some());
        let holiday = named.holiday.is_some()
            && (named.month.is_some() || named.day.is_some() || named.season.is_some() || named.night);
        (set && !season && !holiday && named != Named { night: true, ..Named::default() }).then_some(named)
    }

    /// Takes in one part of a date, which must not be there yet.
    fn take(&self, named: &mut Named, is: Is) -> Option<()> {
        match is {
            Is::Word(Role::Night) => named.night = true,
            Is::Number(year, 4) => put(&mut named.year, year)?,
            Is::ShortYear(year) => put(&mut named.year, self.full_year(year)?)?,
            Is::Number(day, 1 | 2) | Is::Ordinal(day) => {
                put(&mut named.day, i8::try_from(day).ok().filter(|day| (1..=31).contains(day))?)?;
            }
            Is::Month(month) => put(&mut named.month, month)?,
            Is::Weekday(weekday) => put(&mut named.weekday, weekday)?,
            Is::Season(season) => put(&mut named.season, season)?,
            Is::Holiday(holiday) => put(&mut named.holiday, holiday)?,
            _ => return None,
        }
        Some(())
    }

    fn day_and_month(&self, tokens: &[Token], named: Named) -> Option<Named> {
        let other = self.named(tokens)?;
        other.day.and(other.month)?;
        other.year.is_none().then_some(Named { year: named.year, ..other })
    }
}

/// Whether a word of a date changes nothing: "on", "the year" before its number, "early" before a day.
fn changes_nothing(is: Is, next: Option<Is>, before: Named) -> bool {
    match is {
        Is::Word(Role::DateFiller | Role::In | Role::DayTime) => true,
        Is::Word(Role::Year | Role::Month) => matches!(next, Some(Is::Number(..) | Is::Month(_))),
        Is::Word(Role::Early | Role::Late) => next.is_some() && before == Named::default(),
        _ => false,
    }
}

/// `2022/23`, `2022/2023`: a year that begins in one and ends in the next.
fn slashed_years(tokens: &[Token]) -> Option<Span> {
    let [first, _, last] = tokens else { return None };
    let (Is::Number(first, 4), Is::Number(last, digits)) = (first.is, last.is) else { return None };
    let last =
        if digits == 2 { first - first % 100 + last + 100 * i32::from(last < first % 100) } else { last };
    (last == first + 1 && matches!(digits, 2 | 4)).then(|| span::years(first, last))?
}

/// The last three months of a year or a longer time.
fn last_months(whole: Span) -> Option<Span> {
    let last = whole.1.to_civil()?;
    let month = span::month(last.year().into(), last.month())?;
    (month.0 > whole.0).then(|| (month.0.plus(-62).max(whole.0), whole.1))
}

/// Sets what is not set yet.
fn put<T>(slot: &mut Option<T>, value: T) -> Option<()> {
    slot.replace(value).is_none().then_some(())
}
