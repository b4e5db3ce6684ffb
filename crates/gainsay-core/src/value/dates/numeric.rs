//! Dates in numbers: `28/10/2024`, `13.01.2015`, `2024/10/28`, `10/2024`.

use super::lex::{Is, Token};
use super::named::in_a_year;
use super::point::bare;
use super::reader::Reader;
use super::span::{self, Meant, Span};
use super::wrong::Wrong;

impl Reader<'_> {
    /// A date in numbers. Of two orders that make a day, neither is taken.
    pub(super) fn numeric(&self, tokens: &[Token]) -> Option<Meant> {
        match bare(tokens) {
            [Token { is: Is::Numeric(numbers, lengths, hyphens), .. }] => {
                self.of_three(*numbers, *lengths, *hyphens)
            }
            [first, Token { is: Is::Slash, .. }, second] => match (first.is, second.is) {
                (Is::Number(month, 1 | 2), Is::Number(year, 4)) => {
                    span::month(year, i8::try_from(month).ok()?).map(Meant::one)
                }
                (Is::Number(first, 1 | 2), Is::Number(second, 1 | 2)) => self.of_two(first, second),
                _ => None,
            },
            _ => None,
        }
    }

    fn of_three(
        &self,
        [first, second, third]: [i32; 3],
        lengths: [usize; 2],
        hyphens: bool,
    ) -> Option<Meant> {
        let day = |year: i32, month: i32, day: i32| {
            let day = span::day(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)?;
            Some((day, day))
        };
        if lengths[0] == 4 {
            return self.only(vec![day(first, second, third)]);
        }
        let year = if lengths[1] == 4 { third } else { self.full_year(third)? };
        let mut readings = vec![day(year, second, first), day(year, first, second)];
        // With hyphens the year may be the first of three pairs of digits.
        if lengths == [2, 2] && hyphens {
            readings.push(day(self.full_year(first)?, second, third));
        }
        self.only(readings)
    }

    /// A day and a month, in either order, of a year that the claim tells.
    fn of_two(&self, first: i32, second: i32) -> Option<Meant> {
        let as_of = self.as_of()?;
        let reading = |month: i32, day: i32| {
            let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
            let make = |year| span::day(year, month, day).map(|day| (day, day));
            in_a_year(as_of, self.lean, make).ok().map(|meant| meant.hull())
        };
        self.only(vec![reading(second, first), reading(first, second)])
    }

    /// The one day that the readings make.
    fn only(&self, readings: Vec<Option<Span>>) -> Option<Meant> {
        let mut days: Vec<Span> = readings.into_iter().flatten().collect();
        days.sort_unstable();
        days.dedup();
        match days[..] {
            [] => self.noted(Err(Wrong::NoDay)),
            [day] => Some(Meant::one(day)),
            [first, second, ..] => self.noted(Err(Wrong::Either(first, second))),
        }
    }
}
