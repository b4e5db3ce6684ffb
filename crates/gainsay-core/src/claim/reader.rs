//! What every part of the reader of claim files works with.

use super::record::Scalar;
use crate::problem::Problem;
use gainsay_yaml::text::{Files, Name, Names, Spanned, Text, suggest};

/// What the records are looked up with, and what is wrong with them.
#[derive(Debug)]
pub(super) struct Reader<'f> {
    pub(super) files: &'f Files,
    pub(super) names: Names,
    pub(super) problems: Vec<Problem>,
    /// Whether a registry could not be read to its end, so that nothing can be called dangling.
    pub(super) partial: bool,
    /// How many more names may be compared with misspelt ones, so that a flood of them does not take for ever.
    comparisons: usize,
}

impl<'f> Reader<'f> {
    pub(super) fn new(files: &'f Files) -> Self {
        Self { files, names: Names::default(), problems: Vec::new(), partial: false, comparisons: 1 << 18 }
    }

    pub(super) fn name(&mut self, text: &Text) -> Spanned<Name> {
        Spanned::new(self.names.intern(text.as_str(self.files)), text.span)
    }

    pub(super) fn scalar(&mut self, word: &Scalar<'_>) -> Spanned<Name> {
        Spanned::new(self.names.intern(&word.value), word.span)
    }

    /// The one of `known` that `word` was most likely meant to be, as long as not too many have been compared.
    pub(super) fn closest(&mut self, word: &str, known: impl IntoIterator<Item = Name>) -> Option<String> {
        let known: Vec<_> =
            known.into_iter().take(self.comparisons).map(|name| self.names.text(name)).collect();
        self.comparisons -= known.len();
        suggest::closest(word, known).map(str::to_owned)
    }
}
