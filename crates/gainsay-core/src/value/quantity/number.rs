//! The number at hand, and what only looks like one: no information, and points that may part thousands.

use std::ops::Range;

use rust_decimal::Decimal;

use super::number_words::Number;
use super::parser::{Core, FIGURES, Parser};
use super::piece::Sort;
use super::vocabulary::KNOWLEDGE;
use crate::value::Unreadable;
use crate::value::lexicon::among;

impl Parser<'_> {
    /// The number at hand.
    pub(super) fn number(&mut self) -> Result<Core, Unreadable> {
        let range = self.range();
        let core = match self.peek().map(|piece| piece.sort) {
            Some(Sort::Number(number)) => {
                self.no_points_between_thousands(number, &range)?;
                Core { low: Some(number.value), high: Some(number.value), share: number.share }
            }
            Some(Sort::Vague(low, high)) => {
                self.tells_no_lack(low, high)?;
                Core { low, high, share: false }
            }
            _ => return Err(Unreadable::new("a number is missing here", range)),
        };
        self.at += 1;
        Ok(core)
    }

    /// Refuses a zero at hand, or next to one, that is not a number but a lack of knowledge: `no precise information yet`.
    fn tells_no_lack(&self, low: Option<Decimal>, high: Option<Decimal>) -> Result<(), Unreadable> {
        if low != Some(Decimal::ZERO) || high.is_none() {
            return Ok(());
        }
        let rest = self.pieces.get(self.at + 1..).unwrap_or_default();
        // "No casualties, reports say" names what there is none of before it speaks of reports.
        let named = |sort: &Sort<'_>| matches!(sort, Sort::Unit(_) | Sort::Break);
        let phrase = rest.iter().take_while(|piece| !named(&piece.sort));
        let Some(lacking) = phrase.filter(|piece| is_knowledge(&self.text[piece.range.clone()])).last()
        else {
            return Ok(());
        };
        Err(Unreadable::new("this gives no number, not even a zero", self.range().start..lacking.range.end)
            .help("where nothing is known, give the claim `stance: unconfirmed`"))
    }

    /// Refuses `11.000` where things are counted that have no thousandth parts: it is eleven, or eleven thousand.
    ///
    /// A unit that others convert into measures; one that is alone, such as `person`, counts.
    fn no_points_between_thousands(&self, number: Number, range: &Range<usize>) -> Result<(), Unreadable> {
        let text = &self.text[range.clone()];
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let parts = text.split_once('.').filter(|(whole, part)| {
            number.factors.is_none()
                && (1..=3).contains(&whole.len())
                && part.len() == 3
                && !whole.starts_with('0')
                && digits(whole)
                && digits(part)
        });
        let Some((whole, part)) = parts else { return Ok(()) };
        if self.declared.is_none_or(|declared| self.units.convert_into(declared.base)) {
            return Ok(());
        }
        Err(Unreadable::new("the point may part thousands, or begin a fraction", range.clone())
            .help(format!("write `{whole},{part}`, or {FIGURES}")))
    }
}

/// Whether a word names something known, in the singular or plural.
fn is_knowledge(word: &str) -> bool {
    among(word, KNOWLEDGE) || word.strip_suffix(['s', 'S']).is_some_and(|singular| among(singular, KNOWLEDGE))
}
