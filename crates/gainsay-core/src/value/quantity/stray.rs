//! What is wrong at the token at hand.

use std::ops::Range;

use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

use super::number_words::Number;
use super::parser::Parser;
use super::refusal::{FIGURES, compares, denial, fault, not_only, with_figures};
use super::token::{Kind, Token};
use crate::value::language::{Language, Role};
use crate::value::{Unreadable, words};

impl Parser<'_> {
    /// A token that has no place where it is.
    pub(super) fn stray(&self, token: &Token<'_>) -> Unreadable {
        let mut range = token.range.clone();
        // A quotation mark behind a word is none of it.
        let bare = self.text[range.clone()].trim_end_matches(['\'', '\u{2019}']).len();
        range.end = if bare == 0 { range.end } else { range.start + bare };
        let word = &self.text[range.clone()];
        match token.kind {
            Kind::Bad(bad) => return fault(bad, self.text, range),
            Kind::Role(Role::Negation) => return denial(range),
            Kind::Role(Role::NotOnly) => return not_only(range),
            Kind::Role(Role::Difference) => return compares(range),
            Kind::Ordinal => {
                return with_figures("this is an ordinal number, not a count", range);
            }
            _ => {}
        }
        if words::negates(word) {
            return denial(range);
        }
        if let Some(digits) = in_other_digits(word) {
            return Unreadable::new("these digits are not 0 to 9", range).help(format!("write `{digits}`"));
        }
        let unknown = matches!(token.kind, Kind::Unknown | Kind::Name);
        if let Some(foreign) = self.in_another_language(range.start).filter(|_| unknown) {
            return foreign;
        }
        let near = |known: &&str| known.len().abs_diff(word.len()) <= 3;
        let known = self.context.hedges.wordings().chain(self.context.language.number_words()).filter(near);
        let behind = self
            .tokens
            .iter()
            .position(Token::is_number)
            .is_some_and(|number| self.tokens[number].range.end <= range.start);
        let meant = || words::meant(word, known).filter(|near| !near.eq_ignore_ascii_case(word));
        let help = match self.hedge_meant(&range).or_else(meant).filter(|_| unknown) {
            Some(near) => format!("did you mean `{near}`?"),
            None if self.tokens.iter().any(Token::is_number) => {
                let declare =
                    if behind { "under `units` if it is one" } else { "under `hedges` if it is one" };
                format!("declare `{word}` {declare}, {FIGURES}, or leave it out if it changes nothing")
            }
            None => FIGURES.to_owned(),
        };
        if token.kind == Kind::Name && !behind && word.contains(|c: char| c.is_ascii_digit()) {
            return Unreadable::new("this is a name of letters and digits, not a number", range)
                .help(format!("write the number apart from the letters, or {FIGURES}"));
        }
        let message = match token.kind {
            Kind::Unknown | Kind::Name if behind => "this word is not known beside a number",
            Kind::Unknown | Kind::Name => "this word is neither a number nor a hedge",
            _ => "this word has no meaning here",
        };
        Unreadable::new(message, range).help(help)
    }

    /// The hedge of several words that is written there but for a slip of the pen in the word at `range`: `at lest`. Of several the
    /// one with the most words, then the nearest.
    fn hedge_meant(&self, range: &Range<usize>) -> Option<&str> {
        let before: Vec<&str> = self.text[..range.start].split_whitespace().collect();
        let behind: Vec<&str> = self.text[range.end..].split_whitespace().collect();
        let word: Vec<char> = self.text[range.clone()].to_lowercase().chars().collect();
        let same =
            |one: &[&str], other: &[&str]| one.iter().zip(other).all(|(one, other)| words::same(one, other));
        let alike = |wording: &str| {
            let parts: Vec<&str> = wording.split(' ').collect();
            let at = |at: usize| {
                let (part, rest): (Vec<char>, _) = (parts[at].chars().collect(), parts.len() - at - 1);
                let beside = parts.len() > 1
                    && before.len() >= at
                    && behind.len() >= rest
                    && same(&before[before.len() - at..], &parts[..at])
                    && same(&behind[..rest], &parts[at + 1..]);
                (beside && part != word && words::one_slip(&word, &part))
                    .then(|| (parts.len(), words::ratio(&word, &part)))
            };
            (0..parts.len()).find_map(at)
        };
        let known = self.context.hedges.wordings().filter_map(|wording| Some((alike(wording)?, wording)));
        let nearest = known.reduce(|best, other| {
            let ((most, nearest), (words, near)) = (best.0, other.0);
            if words.cmp(&most).then(near.total_cmp(&nearest)).is_gt() { other } else { best }
        });
        nearest.map(|(_, wording)| wording)
    }

    /// Refuses a unit that another language names so.
    fn in_another_language(&self, start: usize) -> Option<Unreadable> {
        let own = self.context.language;
        let (language, end) = Language::all()
            .filter(|language| language.tag != own.tag)
            .find_map(|language| Some((language, language.unit(self.text, start)?.1)))?;
        let message = format!("this is a unit in {}, and the value is read as {}", language.name, own.name);
        let help = format!("write it in {}, or say `lang: {}` of the claim", own.name, language.tag);
        Some(Unreadable::new(message, start..end).help(help))
    }

    /// A wording that has no number.
    pub(super) fn no_number(&self) -> Unreadable {
        let text = self.text;
        let blank = text.len() - text.trim_start().len();
        let range = if blank == text.len() { 0..blank } else { blank..text.trim_end().len() };
        with_figures("there is no number in it", range)
    }

    /// Refuses a zero at hand that is not a number but a lack of knowledge: `no precise information yet`.
    pub(super) fn says_no_lack(&self, low: Option<Decimal>, high: Option<Decimal>) -> Result<(), Unreadable> {
        if low != Some(Decimal::ZERO) || high.is_none() {
            return Ok(());
        }
        let rest = self.tokens.get(self.at + 1..).unwrap_or_default();
        // "No casualties, reports say" names what there is none of before it speaks of reports.
        let named = |token: &Token<'_>| {
            matches!(
                token.kind,
                Kind::Unit(_)
                    | Kind::Comma
                    | Kind::Role(Role::People | Role::Outcome(_) | Role::Harmed | Role::OutOf)
            )
        };
        let knowledge = |token: &&Token<'_>| {
            let word = self.text[token.range.clone()].trim_end_matches('s');
            token.is(Role::Knowledge)
                || token.is(Role::Figures)
                || self.context.language.role(word, 0).is_some_and(|(role, _)| role == Role::Knowledge)
        };
        let Some(lacking) = rest.iter().take_while(|token| !named(token)).filter(knowledge).last() else {
            return Ok(());
        };
        let range = self.range().start..lacking.range.end;
        Err(Unreadable::new("this gives no number, not even zero", range)
            .help("if the source does not know, give the claim `stance: unconfirmed`"))
    }

    /// Refuses `11.000` of what is counted, and of money: it is eleven, or eleven thousand.
    pub(super) fn no_points_between_thousands(
        &self,
        number: Number,
        range: &Range<usize>,
    ) -> Result<(), Unreadable> {
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
        let money = self.tokens.iter().any(|token| matches!(token.kind, Kind::Unit(unit) if unit.is_money()));
        if !money && !self.context.asked_for.is_counted() || self.context.language.decimal == ',' {
            return Ok(());
        }
        Err(Unreadable::new("the point may separate thousands or decimals", range.clone())
            .help(format!("write `{whole},{part}`, or {FIGURES}")))
    }
}

/// Digits that look like those of ASCII and are others, as those: full-width ones and the like.
fn in_other_digits(word: &str) -> Option<String> {
    let plain: String = word.nfkc().collect();
    let digits = plain.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    (digits && plain != word && plain.starts_with(|c: char| c.is_ascii_digit())).then_some(plain)
}
