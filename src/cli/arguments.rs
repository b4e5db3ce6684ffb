//! Values of arguments.

use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

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

/// An id or a glob, given as an argument.
pub(super) fn pattern(text: &str) -> Result<Pattern, String> {
    let nowhere = Span::whole(FileId::from_index(0));
    Pattern::new(Spanned::new(text.to_owned(), nowhere)).map_err(|problem| problem.message)
}
