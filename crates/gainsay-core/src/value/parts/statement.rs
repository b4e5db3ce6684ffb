//! The parts of a status, a category, a name or an answer as worded.

use std::ops::Range;

use crate::value::category::{self, Front};
use crate::value::lexis::Role;
use crate::value::part::{Part, PartRole, trimmed, with_punctuation};
use crate::value::phrases::{Is, Phrases, Piece, pieces};
use crate::value::vocabulary::Vocabulary;
use crate::value::{Kind, Scale, Terms, flag, words};

/// The parts of a status on `scale`.
pub(super) fn of_stage(wording: &str, scale: &Scale, vocabulary: Vocabulary<'_>) -> Vec<Part> {
    let known = Known {
        wording,
        kind: Kind::Stage,
        role: PartRole::Stage,
        name: &|at| scale.steps.get(at).map(|step| step.name.as_str()),
    };
    if let Some(step) = scale.step(wording) {
        return known.alone(step);
    }
    known.parts(scale.phrases(), false, vocabulary)
}

/// The parts of a value of a category of which `terms` are the known ones.
pub(super) fn of_category(wording: &str, terms: &Terms, vocabulary: Vocabulary<'_>) -> Vec<Part> {
    let known = Known {
        wording,
        kind: Kind::Category,
        role: PartRole::Category,
        name: &|at| terms.terms.get(at).map(|term| term.name.as_str()),
    };
    let bare = words::normalise(wording);
    let index = terms.index(wording).or_else(|| terms.index(words::without_article(&bare)));
    match index {
        Some(index) => known.alone(index),
        None => known.parts(terms.phrases(), true, vocabulary),
    }
}

/// The parts of words of which no list is known: those that deny them or leave them in doubt, and the rest.
pub(super) fn of_words(wording: &str, role: PartRole, vocabulary: Vocabulary<'_>) -> Vec<Part> {
    let words = vocabulary.words;
    let mut rest = trimmed(wording, 0..wording.len());
    let mut parts = Vec::new();
    if let (PartRole::Flag, Some((answer, remark))) = (role, flag::split(wording, words)) {
        let remark = trimmed(wording, remark);
        parts.push(Part::new(wording, answer, role));
        if !remark.is_empty() {
            parts.push(Part::new(wording, remark, PartRole::Filler).does("is a remark on the answer"));
        }
        return with_punctuation(wording, parts, |_| PartRole::Punctuation);
    }
    // "Not yet" is one answer.
    let answers = |text: &str| role == PartRole::Flag && flag::is_answer(text, vocabulary);
    let mut denied = false;
    while let Some((front, end)) = category::front(&wording[rest.clone()], denied, vocabulary)
        && !answers(&wording[rest.clone()])
    {
        let (word, left) = (rest.start..rest.start + end.start, rest.start + end.end..rest.end);
        if left.is_empty() && role != PartRole::Flag {
            break;
        }
        let part = match front {
            Front::Role(met) => of_role(wording, word, met.role),
            Front::SoFar(met) => Part::hedge(wording, &met.moved(rest.start), Kind::Text),
        };
        denied |= part.role == PartRole::Denial;
        parts.push(part);
        rest = left;
    }
    if denied
        && role != PartRole::Flag
        && let Some(contrast) = category::contrast(&wording[rest.clone()], vocabulary)
    {
        let but = rest.start + contrast.start..rest.start + contrast.end;
        let before = trimmed(wording, rest.start..but.start);
        parts.push(Part::new(wording, before, role).does("is denied"));
        parts.push(of_role(wording, trimmed(wording, but.clone()), Role::But));
        rest = but.end..rest.end;
    }
    let behind = category::back(&wording[rest.clone()], vocabulary).filter(|_| role != PartRole::Flag);
    let behind = behind.map(|(role, start)| {
        let word = of_role(wording, trimmed(wording, rest.start + start..rest.end), role);
        rest = trimmed(wording, rest.start..rest.start + start);
        word
    });
    if let Some(denied) = words.denied(&wording[rest.clone()]).filter(|_| role != PartRole::Flag) {
        let start = rest.end - denied.len();
        let prefix =
            rest.start..rest.start + wording[rest.start..start].trim_end_matches(words::is_gap).len();
        parts.push(Part::new(wording, prefix, PartRole::Denial).does("denies what follows"));
        rest = start..rest.end;
    }
    if !rest.is_empty() {
        parts.push(Part::new(wording, rest, role));
    }
    parts.extend(behind);
    with_punctuation(wording, parts, |_| PartRole::Unknown)
}

/// Wordings that a list knows, and what is around them.
struct Known<'w> {
    wording: &'w str,
    kind: Kind,
    role: PartRole,
    /// The names of what the list has, by their numbers.
    name: &'w dyn Fn(usize) -> Option<&'w str>,
}

impl Known<'_> {
    /// The wording as a whole, which means number `index` of the list.
    fn alone(&self, index: usize) -> Vec<Part> {
        vec![self.known(trimmed(self.wording, 0..self.wording.len()), index)]
    }

    fn known(&self, range: Range<usize>, index: usize) -> Part {
        let part = Part::new(self.wording, range, self.role);
        match (self.name)(index).filter(|name| !words::same(name, &part.words)) {
            Some(name) => part.does(format!("means `{name}`")),
            None => part,
        }
    }

    fn parts(&self, phrases: &Phrases, gaps: bool, vocabulary: Vocabulary<'_>) -> Vec<Part> {
        let pieces = pieces(self.wording, phrases, gaps, vocabulary.words, vocabulary.hedges);
        let listed = pieces.iter().any(|piece| matches!(piece.is, Is::Known { .. }));
        let mut after = false;
        let parts = pieces.into_iter().map(|piece| {
            let part = self.part(&piece, after, listed, vocabulary);
            match piece.is {
                Is::Known { .. } | Is::Role(Role::Preposition | Role::Infinitive) => after = true,
                Is::Comma | Is::Role(Role::And | Role::Or | Role::But) => after = false,
                _ => {}
            }
            part
        });
        with_punctuation(self.wording, parts.collect(), |_| PartRole::Unknown)
    }

    /// What a piece is, behind what the list knows or not; `listed` says whether it knows any of them.
    fn part(&self, piece: &Piece<'_>, after: bool, listed: bool, vocabulary: Vocabulary<'_>) -> Part {
        let range = piece.range.clone();
        let is = |role| Part::new(self.wording, range.clone(), role);
        let phrase = || is(PartRole::Circumstance).does("belongs to a phrase that changes nothing");
        match &piece.is {
            Is::Known { open: true, .. } if after && self.kind == Kind::Stage => phrase(),
            Is::Known { index, .. } => self.known(range, *index),
            Is::Role(role) if said_by(*role).is_some() => of_role(self.wording, range, *role),
            Is::Hedge(met) if self.kind == Kind::Stage => Part::hedge(self.wording, met, self.kind),
            Is::Hedge(met) => {
                let part = Part::hedge(self.wording, met, self.kind);
                part.does("changes nothing about a category")
            }
            Is::Comma => is(PartRole::Punctuation),
            Is::Role(Role::Unknown) if &self.wording[range.clone()] == "?" => {
                is(PartRole::Doubt).does("says that it is likely so")
            }
            Is::Other(_)
                if self.kind == Kind::Stage && vocabulary.words.is_adverb(&self.wording[range.clone()]) =>
            {
                is(PartRole::Filler).does("changes nothing")
            }
            Is::Role(_) | Is::Other(_) if self.kind == Kind::Stage && after => phrase(),
            Is::Role(_) | Is::Other(_) if self.kind == Kind::Stage => is(PartRole::Unknown),
            Is::Role(_) | Is::Other(_) if !self.wording[range.clone()].contains(char::is_alphanumeric) => {
                is(PartRole::Punctuation)
            }
            Is::Role(_) | Is::Other(_) if listed => is(self.role).does("makes the value narrower"),
            Is::Role(_) | Is::Other(_) => is(self.role).does("is in no list of known values"),
        }
    }
}

/// A word beside a status, a category or an answer.
fn of_role(wording: &str, range: Range<usize>, role: Role) -> Part {
    match said_by(role) {
        Some((role, does)) => Part::new(wording, range, role).does(does),
        None => Part::new(wording, range, PartRole::Unknown),
    }
}

/// What a word of that role is, and what it does; nothing where it says nothing of a status or a category.
fn said_by(role: Role) -> Option<(PartRole, &'static str)> {
    Some(match role {
        Role::Not | Role::Denied | Role::RuledOut | Role::Nor => (PartRole::Denial, "denies what follows"),
        Role::ButNot => (PartRole::Denial, "says that what follows is not so, or was not ruled out"),
        Role::AllBut => (PartRole::Denial, "sets what follows apart from all else"),
        Role::LeftOpen => (PartRole::Doubt, "says no more than that it may be so"),
        Role::NoLonger => (PartRole::Denial, "says that it is so no more"),
        Role::NotOnly => (PartRole::Doubt, "says that there is more than that"),
        Role::Unlikely => (PartRole::Denial, "says that it is likely not so"),
        Role::ToCome => (PartRole::Denial, "says that it is still to come"),
        Role::Possible => (PartRole::Doubt, "says that it may be so"),
        Role::Probable => (PartRole::Doubt, "says that it is likely so"),
        Role::Some => (PartRole::Share, "limits it to a part"),
        Role::All => (PartRole::Share, "means all of it"),
        Role::None => (PartRole::Share, "means none of it"),
        Role::And | Role::Or | Role::But | Role::InFavour => {
            (PartRole::Connective, "joins what is on either side of it")
        }
        Role::Preposition | Role::Infinitive => {
            (PartRole::Circumstance, "begins a phrase that changes nothing")
        }
        Role::Filler | Role::Auxiliary | Role::Article => (PartRole::Filler, "changes nothing"),
        _ => return None,
    })
}
