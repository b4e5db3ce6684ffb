//! A wording word by word: what each part of it is, and what it does.
//!
//! It is asked of the same tokens that the wording is read by, and only where somebody wants to see them.

mod statement;
mod time;

use super::part::{Part, PartRole, trimmed};
use super::quantity::Asked;
use super::vocabulary::Vocabulary;
use super::{Kind, Scale, Terms, Told, dates, quantity};

/// What a wording is read for.
#[derive(Debug, Clone, Copy)]
pub struct ReadFor<'a> {
    /// How it is read.
    pub kind: Kind,
    /// What its numbers are read for.
    pub asked: Asked<'a>,
    /// The scale of its stages.
    pub scale: Option<&'a Scale>,
    /// The known values of its category.
    pub terms: Option<&'a Terms>,
    /// What its dates count from.
    pub told: Told,
}

/// The parts of a wording, in their order. Where the wording can be read, they hold every character of it but blanks.
#[must_use]
pub fn parts(wording: &str, read_for: &ReadFor<'_>, vocabulary: Vocabulary<'_>) -> Vec<Part> {
    if vocabulary.words.says_unknown(wording) {
        return whole(wording, PartRole::NotKnown)
            .into_iter()
            .map(|part| part.does("allows everything"))
            .collect();
    }
    let words = |role| statement::of_words(wording, role, vocabulary);
    match read_for.kind {
        Kind::Quantity => quantity::parts(wording, read_for.asked, vocabulary.hedges, vocabulary.units),
        Kind::Stage => match read_for.scale {
            Some(scale) => statement::of_stage(wording, scale, vocabulary),
            None => whole(wording, PartRole::Stage),
        },
        Kind::Date => dates::parts(wording, read_for.told, vocabulary),
        Kind::Time => time::parts(wording, vocabulary),
        Kind::Category => match read_for.terms {
            Some(terms) => statement::of_category(wording, terms, vocabulary),
            None => words(PartRole::Category),
        },
        Kind::Place => words(PartRole::Place),
        Kind::Names => words(PartRole::Name),
        Kind::Text => words(PartRole::Text),
        Kind::Flag => words(PartRole::Flag),
    }
}

/// The wording as one part.
fn whole(wording: &str, role: PartRole) -> Vec<Part> {
    let range = trimmed(wording, 0..wording.len());
    (!range.is_empty()).then(|| Part::new(wording, range, role)).into_iter().collect()
}
