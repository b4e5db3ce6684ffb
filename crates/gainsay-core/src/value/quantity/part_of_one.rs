//! Parts of one unit, which are numbers of it: `half a mile`, `a quarter of one percent`.

use rust_decimal::Decimal;

use super::number_words::{Number, Words};
use super::token::Lexer;
use crate::value::language::Role;
use crate::value::lexicon::token;

impl Lexer<'_> {
    /// A share of one unit is a number of it: `half a mile`, `three quarters of an hour`.
    pub(super) fn part_of_one(&self, number: Number, end: usize) -> (Number, usize) {
        if !number.share {
            return (number, end);
        }
        let skip = |from: usize, wanted: Role| {
            self.context
                .language
                .role(self.text, from)
                .filter(|(role, _)| *role == wanted)
                .map(|(_, end)| end)
        };
        let of = skip(end, Role::Of);
        // "A quarter of one percent"
        let one = of.and_then(|of| self.one_at(of));
        let article = one.or_else(|| skip(of.unwrap_or(end), Role::Article));
        match article.filter(|&from| self.unit(from).is_some()) {
            Some(end) => (Number { share: false, ..number }, end),
            None => (number, end),
        }
    }

    /// Where a one at `from` ends: `one`, `1`.
    fn one_at(&self, from: usize) -> Option<usize> {
        let word = token(self.text, from)?;
        if &self.text[word.clone()] == "1" {
            return Some(word.end);
        }
        let (number, end) = Words::at(self.text, from, self.context.language).number()?;
        (number.value == Decimal::ONE && !number.share).then_some(end)
    }
}
