//! Known wordings found within a longer one: a stage or a category with words around it.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::lexicon::{fold, tokens};
use super::lexis::{Part, Role, Words};
use super::{Hedges, Met};

/// How many words a wording of several may have between its own: `gas main leak` is a `gas leak`.
const BETWEEN: usize = 2;

/// How many words that change nothing may lie within a wording, and those between.
const FILLERS: usize = 6;

/// Wordings by their first word, each with what it means.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Phrases(HashMap<String, Vec<Phrase>, FixedState>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Phrase {
    words: Vec<String>,
    index: usize,
    /// Whether a name has to follow: `in …`.
    open: bool,
}

/// A word of a wording.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) range: Range<usize>,
    /// Whether it begins with a capital letter, as names do.
    pub(super) capital: bool,
    /// Whether it changes nothing.
    filler: bool,
    /// Whether it says something by itself, as "or" and "not" do, so that no wording goes on beyond it.
    says: bool,
}

/// What a stretch of a wording is.
#[derive(Debug, Clone)]
pub(super) enum Is<'h> {
    /// One of the known wordings: what it means, whether it takes in the name behind it, and whether it has other words between
    /// its own.
    Known { index: usize, open: bool, parted: bool },
    /// A word of a statement.
    Role(Role),
    /// A hedge.
    Hedge(Met<'h>),
    /// A comma or a semicolon.
    Comma,
    /// Anything else; `true` where it begins with a capital letter.
    Other(bool),
}

/// A stretch of a wording.
#[derive(Debug, Clone)]
pub(super) struct Piece<'h> {
    pub(super) is: Is<'h>,
    pub(super) range: Range<usize>,
}

impl Phrases {
    /// Adds a wording that means thing number `index`; the first one that has it keeps it.
    pub(super) fn add(&mut self, wording: &str, index: usize) {
        let bare = wording.trim_end_matches(['…', ' ']);
        let words: Vec<String> = tokens(bare).map(|range| fold(&bare[range]).into_owned()).collect();
        let Some(first) = words.first() else { return };
        let open = bare.len() < wording.trim_end().len();
        let phrases = self.0.entry(first.clone()).or_default();
        if !phrases.iter().any(|phrase| phrase.words == words && phrase.open == open) {
            phrases.push(Phrase { words, index, open });
        }
    }

    /// The longest known wording that begins at word `from`, and the word behind it.
    fn at(&self, words: &[Word], from: usize, gaps: bool, known: &Words) -> Option<(Is<'static>, usize)> {
        let phrases = self.0.get(&words.get(from)?.text)?;
        let met = phrases.iter().filter_map(|phrase| {
            let (end, parted) = phrase.end(words, from, gaps, known)?;
            Some((phrase, end, parted))
        });
        let best =
            |(phrase, end, _): &(&Phrase, usize, bool)| (phrase.words.len(), Reverse(*end), !phrase.open);
        let (phrase, end, parted) = met.max_by_key(best)?;
        Some((Is::Known { index: phrase.index, open: phrase.open, parted }, end))
    }
}

impl Phrase {
    /// The word behind the wording where it begins at word `from`, and whether other words lie within it. Words that change
    /// nothing may, here or there.
    fn end(&self, words: &[Word], from: usize, gaps: bool, known: &Words) -> Option<(usize, bool)> {
        let last = words.len().min(from + self.words.len() + FILLERS);
        let words = &words[..last];
        let mut at = from + 1;
        let most = if gaps { BETWEEN } else { 0 };
        let mut free = most;
        for wanted in &self.words[1..] {
            // "On their way" is "on the way".
            if words.get(at).is_none_or(|word| word.text != *wanted) && changes_nothing(wanted, known) {
                continue;
            }
            loop {
                let word = words.get(at)?;
                at += 1;
                if word.text == *wanted {
                    break;
                }
                if word.filler {
                    continue;
                }
                if word.says {
                    return None;
                }
                free = free.checked_sub(1)?;
            }
        }
        if self.open {
            let next = words[at..].iter().find(|word| !word.filler)?;
            next.capital.then_some(())?;
        }
        Some((at, free < most))
    }
}

/// Whether a word changes nothing in a statement: an article, a form of to be.
fn changes_nothing(word: &str, known: &Words) -> bool {
    known.at(Part::Statements, word, 0).is_some_and(|met| {
        matches!(met.role, Role::Filler | Role::Auxiliary | Role::Article) && met.end == word.len()
    })
}

/// The words of a text.
pub(super) fn words(text: &str, known: &Words) -> Vec<Word> {
    let word = |range: Range<usize>| {
        let written = &text[range.clone()];
        Word {
            text: fold(written).into_owned(),
            capital: written.starts_with(char::is_uppercase),
            filler: changes_nothing(written, known),
            says: !written.starts_with(char::is_alphanumeric)
                || known
                    .at(Part::Statements, written, 0)
                    .is_some_and(|met| !matches!(met.role, Role::Qualifier | Role::Place | Role::Object)),
            range,
        }
    };
    tokens(text).map(word).collect()
}

/// A text as the pieces that it is made of: at each spot the longest of what is known.
pub(super) fn pieces<'h>(
    text: &str,
    phrases: &Phrases,
    gaps: bool,
    known: &Words,
    hedges: &'h Hedges,
) -> Vec<Piece<'h>> {
    let words = words(text, known);
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let start = word.range.start;
        let role = known.at(Part::Statements, text, start);
        let hedge = hedges.at(text, start);
        let phrase = phrases.at(&words, at, gaps, known).map(|(is, end)| (is, words[end - 1].range.end));
        let role_end = role.map_or(0, |role| role.end);
        let hedge_end = hedge.as_ref().map_or(0, |hedge| hedge.range.end);
        let (is, end) = match (phrase, role, hedge) {
            (Some((is, end)), ..) if end >= role_end.max(hedge_end) => (is, end),
            (_, Some(role), _) if role.end >= hedge_end => (Is::Role(role.role), role.end),
            (_, _, Some(hedge)) => (Is::Hedge(hedge), hedge_end),
            _ if matches!(word.text.as_str(), "," | ";") => (Is::Comma, word.range.end),
            _ => (Is::Other(word.capital), word.range.end),
        };
        pieces.push(Piece { is, range: start..end });
        at += words[at..].iter().take_while(|word| word.range.start < end).count();
    }
    if gaps {
        join_parted_verbs(text, &mut pieces, known);
    }
    pieces
}

/// Makes one denial of a verb and the word that belongs to it, where what is denied stands between them: "ruled arson out".
fn join_parted_verbs(text: &str, pieces: &mut Vec<Piece<'_>>, known: &Words) {
    let mut last = 0;
    while last < pieces.len() {
        if let Some((verb, role)) = parted_verb(text, pieces, last, known) {
            pieces[last].is = Is::Role(Role::Filler);
            let range = pieces[verb.start].range.start..pieces[verb.end - 1].range.end;
            last -= verb.len() - 1;
            pieces.splice(verb, [Piece { is: Is::Role(role), range }]);
        }
        last += 1;
    }
}

/// The pieces of the verb that piece number `last` belongs to, and what both mean.
fn parted_verb(text: &str, pieces: &[Piece<'_>], last: usize, known: &Words) -> Option<(Range<usize>, Role)> {
    /// Of how many pieces the verb is at most: "has not yet ruled".
    const VERB: usize = 3;
    /// How far in front of its last word it begins at most.
    const REACH: usize = 12;
    let Is::Other(_) = pieces[last].is else { return None };
    let named = |piece: &Piece<'_>| matches!(piece.is, Is::Known { .. });
    let value = pieces[..last].iter().rposition(named)?;
    let firsts = last.saturating_sub(REACH)..value;
    firsts.into_iter().find_map(|first| {
        let words = pieces[first..].iter().take_while(|piece| matches!(piece.is, Is::Other(_) | Is::Role(_)));
        let most = words.count().min(VERB);
        (first + 1..=first + most).rev().find_map(|end| {
            let verb = &text[pieces[first].range.start..pieces[end - 1].range.end];
            let whole = format!("{verb} {}", &text[pieces[last].range.clone()]);
            let met = known.at(Part::Statements, &whole, 0).filter(|met| met.end == whole.len())?;
            matches!(met.role, Role::RuledOut | Role::LeftOpen).then_some((first..end, met.role))
        })
    })
}
