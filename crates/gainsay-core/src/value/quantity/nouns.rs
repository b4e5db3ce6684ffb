//! Words that no list has, where they can only be what is counted or measured.

use super::behind::Behind;
use super::context::AskedFor;
use super::parser::Parser;
use super::token::{Kind, Token};
use crate::value::language::Role;
use crate::value::lexicon::fold;
use crate::value::{unit::MONEY, words};

impl Parser<'_> {
    /// Whether an unknown word right behind the number is what is counted: a plural, where nothing is declared of the
    /// attribute, as in `2,500 instances` and `10 million job seekers`. A slip in a unit or a hedge is none.
    pub(super) fn is_counted(&self, token: &Token<'_>, behind: Behind) -> bool {
        let word = &self.text[token.range.clone()];
        let open = matches!(self.context.asked_for, AskedFor::Anything)
            && self.context.language.outcomes_in(self.context.asked.attribute) == 0;
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        let noun = before.is_some_and(|before| {
            before.is_number() || matches!(before.kind, Kind::Role(Role::Thing | Role::Modifier))
        });
        open && noun
            && behind.close()
            && self.unit.is_none()
            && self.people.is_none()
            && self.context.language.is_plural(word)
            && !self.is_slip(word)
    }

    /// Whether an unknown word says what is measured: `2,750 tonnes of ammonium nitrate`.
    pub(super) fn is_measured(&self, token: &Token<'_>) -> bool {
        let Some((unit, written)) = &self.unit else { return false };
        // "5 degrees of frost" are below zero.
        let substance = unit.measures.is_some_and(|kind| !matches!(kind, "share" | "temperature" | MONEY))
            && !unit.counts();
        let of = self.tokens[..self.at].iter().rev().find(|before| before.kind != Kind::Unknown);
        let word = &self.text[token.range.clone()];
        substance
            && of.is_some_and(|of| of.is(Role::Of) && of.range.start >= written.end)
            && word.chars().all(char::is_alphabetic)
            && !self.is_slip(word)
    }

    /// Whether a plural with a capital letter right behind a number of people says of which nation they are: `33 Russians`.
    pub(super) fn is_nation(&self, token: &Token<'_>, behind: Behind) -> bool {
        let word = &self.text[token.range.clone()];
        let person =
            self.context.asked_for.unit().is_some_and(|unit| unit.base == self.context.person().base);
        let number = self.at.checked_sub(1).is_some_and(|at| self.tokens[at].is_number());
        let capital = word.chars().filter(|c| c.is_uppercase()).count() == 1;
        let ends = matches!(
            self.kind_at(self.at + 1),
            None | Some(
                Kind::Comma | Kind::Role(Role::Outcome(_) | Role::Harmed | Role::Verb | Role::Circumstance)
            )
        );
        person && number && capital && ends && behind.close() && self.context.language.is_plural(&fold(word))
    }

    /// Whether an unknown word can only be whom a part of the number counts, or who says it: `14 staff and 4 caretakers`, `insurers said`.
    pub(super) fn is_part_or_teller(&self, token: &Token<'_>, behind: Behind) -> bool {
        let (language, word) = (self.context.language, &self.text[token.range.clone()]);
        let counted = behind.part
            && self.at.checked_sub(1).is_some_and(|at| self.tokens[at].is_number())
            && language.is_plural(word);
        let says = |token: &Token<'_>| language.is_teller(&self.text[token.range.clone()]);
        let teller = behind.told || behind.parted && self.tokens.get(self.at + 1).is_some_and(says);
        (counted || teller && word.chars().all(char::is_alphabetic)) && !self.is_slip(word)
    }

    /// Whether a word is one of a unit, a hedge or a number but for a slip of the pen.
    fn is_slip(&self, word: &str) -> bool {
        let (context, language) = (self.context, self.context.language);
        let units = context.units.units().iter();
        let names = units.flat_map(|unit| std::iter::once(&unit.name).chain(&unit.symbols));
        let units = names.map(String::as_str).chain(language.words_for_units());
        let known = context.hedges.wordings().chain(language.number_words()).chain(units);
        let near = |known: &&str| known.len().abs_diff(word.len()) <= 3;
        words::meant(word, known.filter(near)).is_some()
    }
}
