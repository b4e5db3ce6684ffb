//! Values of arguments.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Arg, Command, ValueEnum};

use super::known::{builtin_rules, ignorable};
use gainsay_core::rule::Pattern;
use gainsay_core::text::{FileId, Span, Spanned};

/// A value that an argument may have: its name, what it stands for, and its help.
pub(super) type Choice<T> = (&'static str, T, &'static str);

/// The formats of a command that writes for people or for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TextOrJson {
    /// For people
    Text,
    /// For programs
    Json,
}

/// One of `choices`, given by its name.
pub(super) fn one_of<T>(choices: &'static [Choice<T>]) -> impl TypedValueParser<Value = T>
where
    T: Clone + Send + Sync,
{
    let names = choices.iter().map(|&(name, _, help)| PossibleValue::new(name).help(help));
    PossibleValuesParser::new(names).try_map(|given| {
        let choice = choices.iter().find(|(name, ..)| *name == given);
        choice.map(|(_, value, _)| value.clone()).ok_or("it is not one of the possible values")
    })
}

/// Reads ids and globs of rules, and has those names for shells to complete that are known everywhere.
#[derive(Debug, Clone, Copy)]
pub(super) struct PatternParser {
    /// Whether codes of problems are such names too.
    pub(super) codes: bool,
}

impl TypedValueParser for PatternParser {
    type Value = Pattern;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<Pattern, clap::Error> {
        pattern.parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let rules = builtin_rules().rules.into_keys();
        let codes = ignorable().filter(|_| self.codes).map(str::to_owned);
        Some(Box::new(rules.chain(codes).map(PossibleValue::new)))
    }
}

/// An id or a glob, given as an argument.
pub(super) fn pattern(text: &str) -> Result<Pattern, String> {
    let nowhere = Span::whole(FileId::from_index(0));
    Pattern::new(Spanned::new(text.to_owned(), nowhere)).map_err(|problem| problem.message)
}
