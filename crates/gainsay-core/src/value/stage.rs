//! Statuses: how far along a scale something has come.
//!
//! The axis is the furthest stage that any part has reached, counted from 0; -1 is "not even the first".

use std::ops::Range;

use super::lexis::{Part, Role, Vocabulary};
use super::phrases::{Is, Piece, pieces};
use super::{Allowed, Effect, Interval, Met, Point, Ranges, Scale, Side, Unreadable, words};
use crate::value::Share;
use gainsay_yaml::text::suggest;

/// What a worded status allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// The stages it allows.
    pub allowed: Allowed,
    /// The stages it rules out when it is denied.
    reached: Ranges,
    /// Whether it says that the stage began on the claim's date.
    pub onset: bool,
    /// Whether, denied, it holds for all days before too.
    pub so_far: bool,
}

impl Stage {
    /// What a denial of it allows: who denies a stage says that no part has come so far, or further; who denies a
    /// way back says that some are still further on.
    #[must_use]
    pub fn denied(&self) -> Allowed {
        Allowed::exactly(self.reached.complement_whole())
    }
}

/// Reads a status as worded on `scale`.
///
/// All at a stage is exactly that stage, some or most of it that stage or one beyond, none of it one before. Where no
/// share is given, all is meant, but not insisted on: doubled, it is that stage or one beyond. A wording that denies
/// its stage ("not yet deployed") says it of none, and so does one that has it still to come ("about to deploy"). What is possible
/// allows everything, and what is probable does when widened. A wording that is not a stage cannot be read.
pub fn read(
    wording: &str,
    share: Option<Share>,
    scale: &Scale,
    vocabulary: Vocabulary<'_>,
) -> Result<Stage, Unreadable> {
    let meant = find(wording, scale, vocabulary, |_| ())?;
    let share = share.or(meant.share);
    let retreat = scale.steps[meant.step].retreat;
    let at = Point::from(meant.step as u64);
    let from = Ranges::one(Interval::new(Some(at), None));
    let to = Ranges::one(Interval::new(None, Some(at)));
    // What is ruled out where the wording is denied.
    let reached = match meant.bound {
        Some(Side::Low) => from.clone(),
        None if !retreat => from.clone(),
        _ => to,
    };
    let (onset, so_far) = (meant.onset, meant.so_far);
    if meant.negated || share == Some(Share::None) {
        let short = reached.complement_whole();
        // To deny that none has come so far is to say that some have; to deny what denies itself says it again.
        let reached = if meant.negated { reached } else { short.clone() };
        return Ok(Stage { allowed: meant.doubt.of(Allowed::exactly(short)), reached, onset, so_far });
    }
    let exact = Ranges::one(Interval::only(at));
    let allowed = match (share, meant.bound) {
        // Of some that have gone back, the others may be anywhere from there on.
        (_, Some(Side::Low)) | (Some(Share::Some | Share::Most), None) => Allowed::exactly(from),
        // Of the others nothing is said.
        (Some(Share::Some | Share::Most), Some(Side::High)) => Allowed::all(),
        (_, Some(Side::High)) => Allowed::exactly(reached.clone()),
        (None, None) if !retreat => Allowed::new(exact, from),
        _ => Allowed::exactly(exact),
    };
    Ok(Stage { allowed: meant.doubt.of(allowed), reached, onset, so_far })
}

/// The hedges that [`read`] meets in a wording, in their order.
#[must_use]
pub fn met<'h>(wording: &str, scale: &Scale, vocabulary: Vocabulary<'h>) -> Vec<Met<'h>> {
    let mut met = Vec::new();
    // What cannot be read has been reported where it was read.
    let _ = find(wording, scale, vocabulary, |hedge| met.push(hedge));
    met
}

/// How sure a wording is of what it says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Doubt {
    #[default]
    None,
    /// More likely than not.
    Probable,
    /// So or not.
    Possible,
}

impl Doubt {
    /// What of a status is allowed that is in doubt so much.
    fn of(self, allowed: Allowed) -> Allowed {
        match self {
            Self::None => allowed,
            Self::Probable => Allowed::new(allowed.plain, Ranges::all()),
            Self::Possible => Allowed::all(),
        }
    }
}

/// A stage and what the words beside it say.
#[derive(Debug, Clone, Copy, Default)]
struct Meant {
    step: usize,
    bound: Option<Side>,
    share: Option<Share>,
    negated: bool,
    onset: bool,
    so_far: bool,
    doubt: Doubt,
}

/// The stage that a wording means as a whole, else with the words around it.
fn find<'h>(
    wording: &str,
    scale: &Scale,
    vocabulary: Vocabulary<'h>,
    note: impl FnMut(Met<'h>),
) -> Result<Meant, Unreadable> {
    if let Some(step) = scale.step(wording) {
        return Ok(Meant { step, ..Meant::default() });
    }
    let pieces = pieces(wording, scale.phrases(), false, vocabulary.words, vocabulary.hedges);
    let mut reader =
        Reader { wording, scale, vocabulary, note, clause: Clause::default(), done: Vec::new(), or: false };
    for piece in &pieces {
        reader.take(piece)?;
    }
    reader.whole()
}

/// One statement of a wording: "some deployed", in "some deployed, others training".
#[derive(Debug, Clone, Default)]
struct Clause {
    meant: Meant,
    /// The stage, and where it is.
    stage: Option<(usize, Range<usize>)>,
    /// Whether it is still to come, and where that is said.
    to_come: Option<Range<usize>>,
    /// Whether what follows is about where, when, with whom or what for.
    phrase: bool,
    /// Where it says "nearly", which has to be of a share: "nearly all".
    near: Option<Range<usize>>,
}

fn two_stages(range: Range<usize>) -> Unreadable {
    Unreadable::new("this is another stage beside the first", range)
        .help("write one stage, the furthest one, and `share: some` where the others have not come so far")
}

struct Reader<'w, 'h, N> {
    wording: &'w str,
    scale: &'w Scale,
    vocabulary: Vocabulary<'h>,
    note: N,
    clause: Clause,
    done: Vec<Clause>,
    /// Whether it is one of several stages: "deployed or fighting".
    or: bool,
}

impl<'h, N: FnMut(Met<'h>)> Reader<'_, 'h, N> {
    fn take(&mut self, piece: &Piece<'h>) -> Result<(), Unreadable> {
        let of_time = self.is_of_time(piece);
        let clause = &mut self.clause;
        let after = clause.stage.is_some();
        let meant = &mut clause.meant;
        match &piece.is {
            // "Deployed in Kursk" is no second stage.
            Is::Known { open: true, .. } if clause.phrase || after => clause.phrase = true,
            Is::Known { index, open, .. } => {
                if clause.phrase || after {
                    return Err(two_stages(piece.range.clone()));
                }
                clause.stage = Some((*index, piece.range.clone()));
                clause.phrase = *open;
            }
            Is::Role(Role::And | Role::Or) | Is::Comma if after => {
                self.or |= matches!(piece.is, Is::Role(Role::Or));
                let clause = std::mem::take(&mut self.clause);
                self.done.push(clause);
            }
            // A name behind a stage tells with whom or where.
            Is::Role(Role::Article | Role::Preposition) | Is::Other(true) if after => clause.phrase = true,
            Is::Comma | Is::Role(Role::Filler | Role::Article | Role::And) => {}
            Is::Role(Role::Not) => meant.negated = true,
            Is::Role(Role::Possible) => meant.doubt = Doubt::Possible,
            Is::Role(Role::Probable) => meant.doubt = Doubt::Probable,
            Is::Role(Role::ToCome) if !after => clause.to_come = Some(piece.range.clone()),
            Is::Role(Role::Some) => meant.share = Some(Share::Some),
            Is::Role(Role::All) => meant.share = Some(Share::All),
            Is::Role(Role::None) => meant.share = Some(Share::None),
            Is::Hedge(met) => {
                let met = met.clone();
                (self.note)(met.clone());
                return self.hedge(&met);
            }
            Is::Other(_) if clause.phrase || after && of_time => {}
            _ if clause.phrase => {}
            // What begins with a place and names no stage is none as a whole.
            Is::Role(Role::Preposition) => return Err(self.none()),
            _ => return Err(self.unknown(piece.range.clone())),
        }
        Ok(())
    }

    fn hedge(&mut self, met: &Met<'h>) -> Result<(), Unreadable> {
        let worded = &self.wording[met.range.clone()];
        let clause = &mut self.clause;
        let (after, meant) = (clause.stage.is_some(), &mut clause.meant);
        match &met.hedge.effect {
            Effect::Onset => meant.onset = true,
            Effect::SoFar => {
                meant.so_far = true;
                meant.negated |= words::negates(worded);
            }
            // "some" is a hedge of numbers; of a status it is a share.
            Effect::Spread(_) if words::same(worded, "some") => meant.share = Some(Share::Some),
            Effect::Spread(spread) | Effect::Near(spread, _) if !after && !spread.is_zero() => {
                clause.near = Some(met.range.clone());
            }
            Effect::Spread(_) | Effect::Near(..) | Effect::After { .. } => {}
            _ if clause.phrase => {}
            Effect::Bound(side) if !after => meant.bound = Some(*side),
            // "A small number are deployed": some are.
            Effect::Range { low: Some(low), .. } if !after && *low > rust_decimal::Decimal::ZERO => {
                meant.share = Some(Share::Some);
            }
            Effect::DateBound(_) if after => clause.phrase = true,
            _ => return Err(self.unknown(met.range.clone())),
        }
        Ok(())
    }

    /// Whether a word behind a stage is of a date: "next Tuesday".
    fn is_of_time(&self, piece: &Piece<'_>) -> bool {
        self.vocabulary.words.at(Part::Dates, self.wording, piece.range.start).is_some()
    }

    /// What all clauses come to: of several the furthest one, and of several of which one is meant the first of them or one
    /// beyond.
    fn whole(mut self) -> Result<Meant, Unreadable> {
        let last = std::mem::take(&mut self.clause);
        self.done.push(last);
        let mut furthest: Option<Meant> = None;
        let several = self.done.len() > 1;
        let some = self.or || self.done.iter().any(|clause| clause.meant.share == Some(Share::Some));
        for clause in &self.done {
            let Some((step, range)) = clause.stage.clone() else { return Err(self.none()) };
            let mut meant = Meant { step, ..clause.meant };
            let retreat = self.scale.steps[step].retreat;
            match (&clause.near, meant.share) {
                (Some(_), Some(Share::All)) => meant.share = Some(Share::Most),
                (Some(near), None | Some(Share::None)) => return Err(self.unknown(near.clone())),
                _ => {}
            }
            if let Some(to_come) = &clause.to_come {
                if retreat {
                    return Err(self.unknown(to_come.start..range.end));
                }
                // What is still to come has not been reached.
                meant.negated = true;
            }
            if several && (meant.negated || retreat || meant.share == Some(Share::None)) {
                return Err(two_stages(range));
            }
            if some {
                meant.share = Some(Share::Some);
            }
            furthest = Some(match furthest {
                Some(before) if self.or == (before.step <= step) => before,
                _ => meant,
            });
        }
        furthest.ok_or_else(|| self.none())
    }

    /// No word of the wording is a stage.
    fn none(&self) -> Unreadable {
        let start = self.wording.len() - self.wording.trim_start().len();
        self.unknown(start..start + self.wording.trim().len())
    }

    /// The words at `range` are not of a status.
    fn unknown(&self, range: Range<usize>) -> Unreadable {
        let rest = &self.wording[range.clone()];
        let help = match suggest::did_you_mean(rest, self.scale.wordings()) {
            Some(help) => help,
            None if self.scale.steps.is_empty() => {
                "declare the stages of the scale in order under `scales`".to_owned()
            }
            None => {
                let names: Vec<String> = self.scale.names().map(|name| format!("`{name}`")).collect();
                format!("write one of {}, or declare the wording under `scales`", names.join(", "))
            }
        };
        let range = if rest.is_empty() { 0..self.wording.len() } else { range };
        Unreadable::new("this is not a stage of the scale", range).help(help)
    }
}
