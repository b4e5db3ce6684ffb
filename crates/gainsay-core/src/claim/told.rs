//! Values as people are told them.

use super::{Claim, Stance};
use gainsay_yaml::text::Files;

/// The value of a claim in its own words, and what is to be said with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The words; nothing where the source can only not confirm it.
    words: Option<String>,
    denied: bool,
    /// The share, or figures beside the words.
    beside: Option<String>,
}

impl Told {
    /// What a source does with `words`; `partly` is the share, where that is not everything.
    pub(crate) fn new(words: Option<&str>, stance: Stance, partly: Option<&str>) -> Self {
        let denied = stance == Stance::Denies;
        Self { words: words.map(str::to_owned), denied, beside: partly.map(str::to_owned) }
    }

    /// Whether the source says that it is not so.
    #[must_use]
    pub fn is_denial(&self) -> bool {
        self.denied && self.words.is_some()
    }

    /// The words as they are: `mere assertions`, `denies it (mere assertions)`.
    #[must_use]
    pub fn plain(&self) -> String {
        self.with("denies it", str::to_owned)
    }

    /// The same with the words in backticks, as they stand behind the name of the source.
    #[must_use]
    pub fn quoted(&self) -> String {
        self.with("denies it", |words| format!("`{words}`"))
    }

    /// The same as they stand among other values: a denial is then a thing as these are.
    #[must_use]
    pub fn listed(&self) -> String {
        self.with("a denial", |words| format!("`{words}`"))
    }

    /// A denial says in front that it is one: its words may name what is denied, or say "no" themselves.
    fn with(&self, denial: &str, show: impl Fn(&str) -> String) -> String {
        let Some(words) = &self.words else { return "not confirmed".to_owned() };
        let words = show(words);
        match (self.denied, &self.beside) {
            (false, None) => words,
            (false, Some(beside)) => format!("{words} ({beside})"),
            (true, None) => format!("{denial} ({words})"),
            (true, Some(beside)) => format!("{denial} ({words}, {beside})"),
        }
    }
}

impl Claim {
    /// The value as people are told it.
    #[must_use]
    pub fn told(&self, files: &Files) -> Told {
        Told::new(self.words(files).as_deref(), self.stance, self.partly())
    }

    /// The same with the figures that the record gives beside the words.
    #[must_use]
    pub fn told_with_figures(&self, files: &Files) -> Told {
        let told = self.told(files);
        Told { beside: told.beside.or_else(|| self.figures(files)), ..told }
    }
}
