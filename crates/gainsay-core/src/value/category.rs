//! Categories as worded: one or several values, sure or not, said or denied.

use super::lexis::{Part, Role, Vocabulary};
use super::phrases::{Is, pieces};
use super::terms::Terms;
use super::words;

/// How sure a wording is of what it says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Manner {
    /// Whether it says that it is not so.
    pub negated: bool,
    /// Whether it says only that it may be so.
    pub doubtful: bool,
}

/// A value that a wording names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// A known value, by its number.
    Known(usize),
    /// Something narrower than a known value: `gas main leak`.
    Within(usize, String),
    /// A value that no list knows.
    Own(String),
}

/// What a wording of a category says: one of these values, or none of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The values.
    pub values: Vec<Named>,
    /// How sure it is of them.
    pub manner: Manner,
}

/// What `text` says, where `terms` are the known values.
#[must_use]
pub fn read(text: &str, terms: &Terms, vocabulary: Vocabulary<'_>) -> Said {
    let text = text.trim();
    let known = |text: &str| {
        terms.index(text).or_else(|| terms.index(words::without_article(&words::normalise(text))))
    };
    if let Some(known) = known(text) {
        return Said { values: vec![Named::Known(known)], manner: Manner::default() };
    }
    let mut said = Said { values: Vec::new(), manner: Manner::default() };
    let mut start = 0;
    let mut option = Choice::default();
    for piece in pieces(text, terms.phrases(), true, vocabulary.words, vocabulary.hedges) {
        match piece.is {
            Is::Role(Role::Or) | Is::Comma => {
                option.finish(&text[start..piece.range.start], terms, &mut said.values);
                (option, start) = (Choice::default(), piece.range.end);
            }
            Is::Role(Role::Not | Role::None) => {
                said.manner.negated = true;
                if option.is_empty() {
                    start = piece.range.end;
                }
            }
            Is::Role(Role::Possible | Role::Probable) => {
                said.manner.doubtful = true;
                if option.is_empty() {
                    start = piece.range.end;
                }
            }
            Is::Known { index, parted, .. } => {
                option.known.push(index);
                option.other |= parted;
            }
            Is::Role(Role::Filler | Role::Article | Role::Preposition | Role::All) | Is::Hedge(_) => {}
            Is::Role(_) | Is::Other(_) => option.other = true,
        }
    }
    option.finish(&text[start..], terms, &mut said.values);
    said
}

/// One of the values of a wording.
#[derive(Default)]
struct Choice {
    known: Vec<usize>,
    /// Whether it has words that no list knows.
    other: bool,
}

impl Choice {
    fn is_empty(&self) -> bool {
        self.known.is_empty() && !self.other
    }

    /// Adds the values that the option, worded as `text`, names. Of a wider and a narrower one the narrower is meant; of two
    /// that have nothing in common either.
    fn finish(mut self, text: &str, terms: &Terms, values: &mut Vec<Named>) {
        self.known.sort_unstable();
        self.known.dedup();
        let own = || words::without_article(&words::normalise(text)).to_owned();
        let narrowest: Vec<usize> = self
            .known
            .iter()
            .copied()
            .filter(|&wider| !self.known.iter().any(|&other| other != wider && terms.holds(wider, other)))
            .collect();
        match narrowest[..] {
            [] if self.other => values.push(Named::Own(own())),
            [] => {}
            [one] if self.other => values.push(Named::Within(one, own())),
            _ => values.extend(narrowest.into_iter().map(Named::Known)),
        }
    }
}

/// How a wording without known values says what it says, and the rest of it.
#[must_use]
pub fn manner<'t>(text: &'t str, vocabulary: Vocabulary<'_>) -> (Manner, &'t str) {
    let mut manner = Manner::default();
    let mut rest = text.trim();
    while let Some(met) = vocabulary.words.at(Part::Statements, rest, 0) {
        let left = rest[met.end..].trim_start_matches(words::is_gap);
        if left.is_empty() {
            break;
        }
        match met.role {
            Role::Not => manner.negated = true,
            Role::Possible | Role::Probable => manner.doubtful = true,
            _ => break,
        }
        rest = left;
    }
    if let Some(denied) = vocabulary.words.denied(rest) {
        manner.negated = !manner.negated;
        rest = denied;
    }
    (manner, rest)
}
