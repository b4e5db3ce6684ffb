//! Hedges behind a number.

use std::ops::Range;

use super::behind::Behind;
use super::parser::Parser;
use super::refusal;
use super::token::{Kind, Token};
use crate::value::language::Role;
use crate::value::{Effect, Unreadable};

impl Parser<'_> {
    /// A hedge behind the number: takes note of it if it is about the number, refuses it if it compares the number
    /// with another, and else passes it over with the phrase that it begins.
    pub(super) fn hedge_behind(
        &mut self,
        effect: &Effect,
        range: &Range<usize>,
        behind: &mut Behind,
    ) -> Result<(), Unreadable> {
        if self.product_follows(self.at) && self.number_follows(self.at + 1) {
            return self.hedge(effect, range);
        }
        // "12 plus the gunman" are thirteen.
        if !(behind.open || behind.part)
            && self.is_plus(range)
            && matches!(self.role_at(self.at + 1), Some(Role::Article | Role::Filler))
        {
            return Err(refusal::second_number(range.clone()));
        }
        // "40 nearly died" says of nobody that he did.
        if matches!(effect, Effect::Near(..))
            && matches!(self.role_at(self.at + 1), Some(Role::Outcome(_) | Role::Harmed))
        {
            let message = "this says what did not quite become of them";
            return Err(refusal::with_figures(message, range.clone()));
        }
        // "40 -> 50" and "40 < x" compare.
        if !self.text[range.clone()].contains(char::is_alphanumeric) && !self.is_plus(range) {
            return Err(refusal::with_figures("this sign has no meaning behind a number", range.clone()));
        }
        let (leads, preposition) = self.context.language.shape(&self.text[range.clone()]);
        if behind.part && (!leads || preposition || self.number_follows(self.at + 1)) {
            return Ok(());
        }
        let ends = self.phrase_ends(*behind);
        let counts = match (leads, preposition) {
            _ if !self.text[range.clone()].contains(char::is_alphanumeric) => true,
            (true, false) => true,
            (true, true) => ends,
            (false, true) => false,
            (false, false) => ends || !behind.parted && self.counted_follows(),
        };
        if counts && (behind.open || behind.part) {
            return Err(refusal::with_figures("this hedge is too far from its number", range.clone()));
        }
        if counts {
            return self.hedge(effect, range);
        }
        // A second number says what is wrong by itself.
        let compared = !self.tokens.get(self.at + 1).is_some_and(Token::is_number);
        let distance = self.context.language.is_distance(&self.text[range.clone()]);
        if compared && behind.close() && (ends || distance || self.yardstick_follows()) {
            return Err(refusal::compares(range.clone()));
        }
        if !compared && behind.parted && !behind.open {
            return Ok(());
        }
        (behind.open, behind.named) = (true, true);
        Ok(())
    }

    fn counted_follows(&self) -> bool {
        matches!(
            self.kind_at(self.at + 1),
            Some(
                Kind::Unit(_)
                    | Kind::Role(
                        Role::People | Role::Outcome(_) | Role::Harmed | Role::Thing | Role::Modifier
                    )
            )
        )
    }

    /// Whether the phrase that the token at hand belongs to ends with it.
    fn phrase_ends(&self, behind: Behind) -> bool {
        match self.kind_at(self.at + 1) {
            None | Some(Kind::Comma | Kind::Colon | Kind::Close) => true,
            Some(Kind::Role(Role::Circumstance | Role::At | Role::By | Role::Per)) => !behind.parted,
            Some(Kind::Role(Role::Filler)) => !behind.parted && self.last(self.at + 1),
            _ => false,
        }
    }

    /// Whether a target, a budget or the like follows, with or without an article.
    pub(super) fn yardstick_follows(&self) -> bool {
        let leads = |token: &&Token<'_>| {
            matches!(
                token.kind,
                Kind::Role(Role::Article | Role::Filler | Role::Modifier | Role::Thing | Role::Forecast)
            )
        };
        let rest = self.tokens.get(self.at + 1..).unwrap_or_default();
        let is = |token: &Token<'_>| self.context.language.is_yardstick(&self.text[token.range.clone()]);
        let end = rest.iter().position(|token| !leads(&token)).map_or(rest.len(), |end| end + 1);
        rest[..end].iter().any(is)
    }
}
