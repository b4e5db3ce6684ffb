//! One of the values that a wording of a category names.

use std::ops::Range;

use super::Named;
use crate::value::lexis::Role;
use crate::value::phrases::Is;
use crate::value::terms::Terms;
use crate::value::words;

/// One of the values of a wording.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each may hold without the others")]
pub(super) struct Choice {
    pub(super) known: Vec<usize>,
    /// Whether it has words that no list knows.
    pub(super) other: bool,
    /// Whether any of these may change what it says: "a staged bombing". A name does not, and neither does what follows a preposition.
    pub(super) loose: bool,
    /// Whether what follows tells where, when, with whom or of what.
    pub(super) phrase: bool,
    /// Whether an "and" follows a value, so that several are meant.
    pub(super) joined: bool,
    /// Whether what it names did not quite happen, so that it is none of the known values: "near collision".
    pub(super) not_quite: bool,
    /// From its first word that counts to its last one.
    pub(super) span: Option<Range<usize>>,
}

impl Choice {
    pub(super) fn is_empty(&self) -> bool {
        self.known.is_empty() && !self.other
    }

    /// Whether a piece behind it says something of it: "suspected", "confirmed", "blamed".
    pub(super) fn is_told_by(&self, piece: &Is<'_>) -> bool {
        let says = match piece {
            Is::Role(role) => matches!(
                role,
                Role::Possible | Role::Probable | Role::Unlikely | Role::Filler | Role::Auxiliary
            ),
            Is::Other(_) => true,
            _ => false,
        };
        says && !self.known.is_empty() && !self.phrase
    }

    pub(super) fn reach(&mut self, range: &Range<usize>) {
        self.span.get_or_insert_with(|| range.clone()).end = range.end;
    }

    /// Takes in a word that no list of values knows.
    pub(super) fn word(&mut self, range: &Range<usize>, loose: bool) {
        self.other = true;
        self.loose |= loose && !self.phrase;
        self.reach(range);
    }

    /// Takes in a word that says that what follows did not quite happen.
    pub(super) fn not_quite(&mut self, range: &Range<usize>) {
        self.not_quite = true;
        self.loose = true;
        self.reach(range);
    }

    /// Goes on in another one, from which an "and" parts it where `joined` says so.
    pub(super) fn go_on(&mut self, behind: Self, joined: bool) {
        self.joined |= joined || behind.joined;
        self.known.extend(behind.known);
        self.other |= behind.other;
        self.loose |= behind.loose && !self.phrase;
        self.phrase |= behind.phrase || !joined;
        if let Some(span) = behind.span {
            self.reach(&span);
        }
    }

    /// Adds the values that the option of `text` names. Where it denies several, it denies all of them. Else of a wider and a narrower one the narrower is meant; of one by
    /// another the one value that is both, as a fire by a short circuit is an electrical fire; of others either.
    pub(super) fn finish(mut self, denies: bool, text: &str, terms: &Terms, values: &mut Vec<Named>) {
        self.known.sort_unstable();
        self.known.dedup();
        let worded = &text[self.span.unwrap_or_default()];
        let own = || words::without_article(&words::normalise(worded)).to_owned();
        let all = denies && self.joined;
        let narrowest: Vec<usize> = self
            .known
            .iter()
            .copied()
            .filter(|&wider| {
                all || !self.known.iter().any(|&other| other != wider && terms.holds(wider, other))
            })
            .collect();
        let common = match narrowest[..] {
            [one, other] if !self.joined => terms.common(one, other),
            _ => None,
        };
        let narrowest = common.map_or(narrowest, |common| vec![common]);
        match narrowest[..] {
            // "An attempt at bombing" is an "attempted bombing".
            [one] if self.not_quite && !self.other => {
                values.push(Named::Own(format!("not quite {}", terms.terms[one].name)));
            }
            _ if self.not_quite => values.push(Named::Own(own())),
            [] if self.other => values.push(Named::Own(own())),
            [] => {}
            [one] if self.other => values.push(Named::Within(one, own())),
            // "Storm/lightning" names one value twice.
            _ => {
                let known = narrowest.into_iter().map(Named::Known);
                let new: Vec<Named> = known.filter(|value| !values.contains(value)).collect();
                values.extend(new);
            }
        }
    }
}
