//! Language packs: the words that numbers, and what is around them, are written in.
//!
//! A pack is a folder under `rules/lang/`, named by its BCP 47 language tag. It is read once it is needed.

mod bearers;
mod changes;
mod counting;
mod lists;
mod names;
mod pack;
mod states;
mod words;

use std::sync::LazyLock;

use super::lexicon::fold;
pub(in crate::value) use states::Counted;
pub use words::Language;
pub(in crate::value) use words::{NumberWord, Role};

/// The language of values whose records do not say another.
pub const DEFAULT: &str = "en";

/// The packs by the tags of their languages, English first.
static PACKS: [(&str, LazyLock<Language>); 2] = [
    (DEFAULT, LazyLock::new(|| pack::read(DEFAULT, pack::ENGLISH))),
    ("de", LazyLock::new(|| pack::read("de", pack::GERMAN))),
];

impl Language {
    /// The pack for a language, by its BCP 47 tag: the primary part of it counts. Nothing where there is no pack.
    #[must_use]
    pub fn of(tag: &str) -> Option<&'static Self> {
        let primary = fold(tag.split(['-', '_']).next().unwrap_or_default());
        let (_, pack) = PACKS.iter().find(|(tag, _)| *tag == primary)?;
        Some(pack)
    }

    /// Whether a text has a word that makes its number exact: `exactly`.
    #[must_use]
    pub fn is_exact(&self, text: &str) -> bool {
        words::names(text, &self.exact)
    }

    /// Whether a text names several of which one is meant: `arson or a fault`.
    #[must_use]
    pub fn has_or(&self, text: &str) -> bool {
        super::lexicon::tokens(text).any(|word| matches!(self.role(&text[word], 0), Some((Role::Or, _))))
    }

    /// The packs of all languages.
    pub(in crate::value) fn all() -> impl Iterator<Item = &'static Self> {
        PACKS.iter().map(|(_, pack)| &**pack)
    }

    /// The pack for English.
    #[must_use]
    pub fn english() -> &'static Self {
        &PACKS[0].1
    }
}
