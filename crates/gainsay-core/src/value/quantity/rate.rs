//! Rates: so many for each day, for each barrel. A rate is measured in a unit of its own, such as `usd per barrel`.

use std::ops::Range;

use super::parser::{Behind, Parser};
use super::piece::{Piece, Sort};
use super::vocabulary::{BEFORE_TIMES, TIMES};
use crate::value::lexicon::{among, fold};
use crate::value::unit::PERCENT;

/// Words that say for each of what a number counts.
const ADVERBS: [(&str, &str); 9] = [
    ("hourly", "hour"),
    ("daily", "day"),
    ("nightly", "night"),
    ("weekly", "week"),
    ("monthly", "month"),
    ("quarterly", "quarter"),
    ("yearly", "year"),
    ("annually", "year"),
    ("annual", "year"),
];

/// What a number counts for each of, and the bytes that say so.
type Per = (String, Range<usize>);

impl Parser<'_> {
    /// The rate that the piece at hand begins, and the piece after it: `per day`, `a day`, `/day`, `every day`, `daily`.
    pub(super) fn rate(&self, behind: Behind) -> Option<(Per, usize)> {
        let piece = self.peek()?;
        let word = fold(&self.text[piece.range.clone()]);
        let close = !(behind.apart || behind.parted);
        let of = match (piece.sort, &*word) {
            (Sort::Word, "/") => self.thing(self.at + 1)?,
            (Sort::Word, "per") if !self.before_is("as") => self.thing_after_per()?,
            (Sort::Word, "every") | (Sort::Each, _) => self.thing_after_article(close)?,
            (Sort::Article, "a" | "an") if self.may_be_rate(behind) => self.thing_after_article(close)?,
            (Sort::Word, adverb) if close || self.last(self.at) => {
                let (_, of) = ADVERBS.iter().find(|(known, _)| *known == adverb)?;
                return Some((((*of).to_owned(), piece.range.clone()), self.at + 1));
            }
            _ => return None,
        };
        let (name, at) = of;
        Some(((name, piece.range.start..self.pieces.get(at)?.range.end), at + 1))
    }

    /// `unit` as a unit of the rate, if there is one. A share for a time is given as a share; a number that bears no unit
    /// is in the attribute's, and that may be the rate already.
    pub(super) fn with_rate(&self, unit: &str, bare: bool) -> String {
        match &self.per {
            Some((per, _)) if unit != PERCENT && !(bare && is_rate_of(unit, per)) => {
                // A bare number is in so many of the attribute's, for something else.
                let unit = if bare { unit.split(" per ").next().unwrap_or_default() } else { unit };
                format!("{unit} per {per}").trim_start().to_owned()
            }
            _ => unit.to_owned(),
        }
    }

    /// The unit or word at piece `at`, named in the singular.
    fn thing(&self, at: usize) -> Option<(String, usize)> {
        let piece = self.pieces.get(at)?;
        let text = &self.text[piece.range.clone()];
        match piece.sort {
            Sort::Unit(_) => Some((self.units.name_at(text).unwrap_or(text).to_owned(), at)),
            Sort::Word if text.starts_with(char::is_alphanumeric) => Some((fold(text).into_owned(), at)),
            _ => None,
        }
    }

    /// What is after `per`, but not who says so: "3,000 per HUR", "3,000 per officials".
    fn thing_after_per(&self) -> Option<(String, usize)> {
        let piece = self.pieces.get(self.at + 1)?;
        let text = &self.text[piece.range.clone()];
        let source = text.starts_with(char::is_uppercase) || text.ends_with('s');
        match piece.sort {
            Sort::Word if source => None,
            _ => self.thing(self.at + 1),
        }
    }

    /// What is after `a`: a unit, or the last word of the wording right behind the number.
    fn thing_after_article(&self, close: bool) -> Option<(String, usize)> {
        let at = self.at + 1;
        match self.pieces.get(at)?.sort {
            Sort::Unit(_) => {}
            Sort::Word if close && self.last(at) => {}
            _ => return None,
        }
        let next = self.pieces.get(at + 1);
        let tells_time = next.is_some_and(|next| among(&self.text[next.range.clone()], TIMES));
        if tells_time { None } else { self.thing(at) }
    }

    /// Whether an article may mean `per` where it is: after the number, its unit or another noun.
    fn may_be_rate(&self, behind: Behind) -> bool {
        let Some(before) = self.at.checked_sub(1).and_then(|at| self.pieces.get(at)) else { return false };
        let symbol = || !self.text[before.range.clone()].contains(char::is_alphanumeric);
        match before.sort {
            Sort::Number(_) | Sort::Vague(..) | Sort::Unit(_) => true,
            Sort::Hedge(_) => !behind.apart && symbol(),
            Sort::Word => !behind.parted && !among(&self.text[before.range.clone()], BEFORE_TIMES),
            _ => false,
        }
    }

    fn before_is(&self, word: &str) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.pieces.get(at));
        before.is_some_and(|piece| self.text[piece.range.clone()].eq_ignore_ascii_case(word))
    }

    /// Whether piece `at` is the last one, but for a full stop and the like.
    fn last(&self, at: usize) -> bool {
        let rest: &[Piece<'_>] = self.pieces.get(at + 1..).unwrap_or_default();
        rest.iter().all(|piece| matches!(piece.sort, Sort::Break))
    }
}

/// Whether `unit` is one for each `per`: "kilometre per hour" is one per hour.
fn is_rate_of(unit: &str, per: &str) -> bool {
    unit.strip_suffix(per).is_some_and(|rest| rest.ends_with(" per ") || rest.ends_with('/'))
}
