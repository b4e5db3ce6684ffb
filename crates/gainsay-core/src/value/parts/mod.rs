//! A wording word by word: what each part of it is, and what it does.
//!
//! It is asked of the same tokens that the wording is read by, and only where somebody wants to see them.

mod time;

use super::lexis::Vocabulary;
use super::part::{Part, PartRole, around, trimmed};
use super::quantity::Asked;
use super::{Kind, Scale, Told, dates, quantity, stage};

/// What a wording is read for.
#[derive(Debug, Clone, Copy)]
pub struct ReadFor<'a> {
    /// How it is read.
    pub kind: Kind,
    /// What its numbers are read for.
    pub asked: Asked<'a>,
    /// The scale of its stages.
    pub scale: Option<&'a Scale>,
    /// What its dates count from.
    pub told: Told,
}

/// The parts of a wording, in their order. Where the wording can be read, they hold every character of it but blanks.
#[must_use]
pub fn parts(wording: &str, read_for: &ReadFor<'_>, vocabulary: Vocabulary<'_>) -> Vec<Part> {
    let whole = |role| whole(wording, role);
    if vocabulary.words.says_unknown(wording) {
        let unknown = whole(PartRole::NotKnown);
        return unknown.into_iter().map(|part| part.does("allows everything")).collect();
    }
    match read_for.kind {
        Kind::Quantity => quantity::parts(wording, read_for.asked, vocabulary.hedges, vocabulary.units),
        Kind::Stage => {
            let met = read_for.scale.map(|scale| stage::met(wording, scale, vocabulary));
            around(wording, &met.unwrap_or_default(), Kind::Stage, |rest, parts| {
                parts.push(Part::new(wording, rest, PartRole::Stage));
            })
        }
        Kind::Date => dates::parts(wording, read_for.told, vocabulary),
        Kind::Time => time::parts(wording, vocabulary),
        Kind::Category => whole(PartRole::Category),
        Kind::Place => whole(PartRole::Place),
        Kind::Names => whole(PartRole::Name),
        Kind::Text => whole(PartRole::Text),
        Kind::Flag => whole(PartRole::Flag),
    }
}

/// The wording as one part.
fn whole(wording: &str, role: PartRole) -> Vec<Part> {
    let range = trimmed(wording, 0..wording.len());
    (!range.is_empty()).then(|| Part::new(wording, range, role)).into_iter().collect()
}
