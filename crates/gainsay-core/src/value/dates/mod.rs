//! Dates in words: days, months and years by their names, parts of them, and what counts from the claim's own date.

mod lex;
mod named;
mod numeric;
mod parts;
mod point;
mod range;
mod relative;
mod span;

use std::ops::Range;

use self::named::Wrong;
pub(super) use self::parts::parts;
use self::point::Point;
pub(super) use self::span::Meant;
use self::span::Span;
use super::Unreadable;
use super::lexis::{Role, Vocabulary};
use crate::date::{self, Day, When};

/// What a date in words is read with: the claim's own date, and whether it looks ahead.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Told {
    /// The first and the last day of the claim's date, counted from 1970-01-01.
    pub as_of: Option<(i32, i32)>,
    /// Whether its attribute is about what is to come.
    pub ahead: bool,
}

impl Told {
    /// The days of the claim, where both ends are days of the calendar.
    fn span(self) -> Option<Span> {
        let (first, last) = self.as_of?;
        let span = (Day(first), Day(last));
        span.0.to_civil().and(span.1.to_civil()).map(|_| span)
    }
}

/// Where the days lie that a date without a year means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lean {
    /// Near the claim.
    Near,
    /// Before it: since August.
    Past,
    /// After it.
    Ahead,
}

/// What reads the tokens of one text.
struct Reader<'a> {
    text: &'a str,
    told: Told,
    lean: Lean,
    vocabulary: Vocabulary<'a>,
    /// Whether something was looked for that only the claim's date tells.
    needs_date: std::cell::Cell<bool>,
    /// What is wrong with a date that was found.
    wrong: std::cell::RefCell<Option<Wrong>>,
}

/// No date in words is longer, in bytes, so a long text need not be searched.
const LONGEST: usize = 120;

/// Reads the date that `text` is as a whole; nothing where it is none. What is wrong with a date that is none is an error.
pub(super) fn read(
    text: &str,
    told: Told,
    lean: Lean,
    vocabulary: Vocabulary<'_>,
) -> Result<Option<Meant>, Unreadable> {
    if text.len() > LONGEST {
        return Ok(None);
    }
    let reader = Reader {
        text,
        told,
        lean,
        vocabulary,
        needs_date: std::cell::Cell::new(false),
        wrong: std::cell::RefCell::new(None),
    };
    let tokens = lex::tokens(text, vocabulary.words);
    if let Some(meant) = reader.whole_text(&tokens) {
        return Ok(Some(meant));
    }
    let all = 0..text.len();
    if let Some(wrong) = reader.wrong.take() {
        return Err(wrong.unreadable(text, all));
    }
    if reader.needs_date.get() {
        return Err(needs_date(all));
    }
    Ok(None)
}

/// Why a text is not a date: at the first words in it that no date has, else at all of it.
pub(super) fn unreadable(text: &str, vocabulary: Vocabulary<'_>) -> Unreadable {
    let tokens = if text.len() > LONGEST { Vec::new() } else { lex::tokens(text, vocabulary.words) };
    let other = |token: &lex::Token| matches!(token.is, lex::Is::Word(Role::Earlier | Role::Later));
    if tokens.len() > 1 && tokens.last().is_some_and(other) {
        return Unreadable::new("this counts from another day, and does not say from which", 0..text.len())
            .help("write the day itself, such as `2024-10-27`");
    }
    Unreadable::new("this is not a date", blame(text, vocabulary))
        .help("write `2024-10-27`, `2024-10` or `2024-10-27/2024-10-28`, or `{ worded: ..., low: 2024-10-27, high: 2024-10-28 }`")
}

/// The first words of `text` that no date has, else all of it.
fn blame(text: &str, vocabulary: Vocabulary<'_>) -> Range<usize> {
    let tokens = if text.len() > LONGEST { Vec::new() } else { lex::tokens(text, vocabulary.words) };
    let unknown = tokens.iter().position(|token| token.is == lex::Is::Other);
    // Several strange words in a row are one.
    match unknown {
        Some(first) => {
            let last = tokens[first..].iter().take_while(|token| token.is == lex::Is::Other).last();
            tokens[first].range.start..last.map_or(text.len(), |last| last.range.end)
        }
        None => 0..text.len(),
    }
}

pub(super) fn needs_date(range: Range<usize>) -> Unreadable {
    Unreadable::new("this counts from the claim's date, and the claim has none", range)
        .help("give the claim an `as-of` date, or write the date in full, such as `2024-10-27`")
}

impl Reader<'_> {
    /// The days of the claim; that they were asked for is noted.
    fn as_of(&self) -> Option<Span> {
        let span = self.told.span();
        if span.is_none() {
            self.needs_date.set(true);
        }
        span
    }

    /// The days that a point means.
    fn resolved(&self, point: Point) -> Option<Meant> {
        match point {
            Point::Fixed(meant) => Some(meant),
            Point::Named(named) => self.noted(named.resolve(self.told, self.lean)),
        }
    }

    /// What was found; what is wrong with it is noted.
    fn noted(&self, found: Result<Meant, Wrong>) -> Option<Meant> {
        match found {
            Ok(meant) => Some(meant),
            Err(Wrong::NoYear) => {
                self.needs_date.set(true);
                None
            }
            Err(wrong) => {
                self.wrong.borrow_mut().get_or_insert(wrong);
                None
            }
        }
    }
}

impl Wrong {
    fn unreadable(self, text: &str, range: Range<usize>) -> Unreadable {
        let iso = |span: Span| iso(span);
        match self {
            Self::NoYear => needs_date(range),
            Self::NoDay => Unreadable::new("this is not a date", range).help(format!(
                "there is no such day as `{text}`: write a day of the calendar, such as `2024-10-27`"
            )),
            Self::Weekday(day) => {
                let shown = date::show(When { first: day, last: day, throughout: true });
                let weekday = day.to_civil().map(|day| day.strftime("%A").to_string()).unwrap_or_default();
                Unreadable::new(format!("{shown} is a {weekday}"), range)
                    .help(format!("write `{}`, or correct the weekday", iso((day, day))))
            }
            Self::Either(first, second) => {
                let show = |(first, last): Span| date::show(When { first, last, throughout: false });
                let plain = |span: Span| show(span).replacen("about ", "", 1);
                Unreadable::new(format!("this may be {} or {}", plain(first), plain(second)), range)
                    .help(format!("write `{}` or `{}`", iso(first), iso(second)))
            }
        }
    }
}

/// A span as EDTF writes it.
fn iso((first, last): Span) -> String {
    let day = |day: Day| day.to_civil().map(|date| date.to_string()).unwrap_or_default();
    let month = first
        .to_civil()
        .zip(last.to_civil())
        .filter(|(first, last)| first.day() == 1 && *last == first.last_of_month());
    match month {
        Some((first, _)) => first.strftime("%Y-%m").to_string(),
        None if first == last => day(first),
        None => format!("{}/{}", day(first), day(last)),
    }
}
